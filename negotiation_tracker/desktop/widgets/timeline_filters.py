"""The filters over the timeline; the kinds show their signs, so they are the key as well."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.timeline_signs import KIND_WORDS, kind_icon
from negotiation_tracker.rules.timeline import Item, ItemKind, Lane

TYPING_PAUSE = 150


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What is to be shown: kinds of record, one lane (all when empty), words."""

    kinds: frozenset[ItemKind]
    lane: str = ""
    text: str = ""


class TimelineFilters(QWidget):
    """Text, participant and kinds of record.

    Signals:
        changed: a filter changed; typing settles first.

    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE)
        self._typing.timeout.connect(self.changed)
        self.text = QLineEdit()
        self.text.setPlaceholderText("Search on the timeline")
        self.text.setAccessibleName("Filter: words")
        self.text.setClearButtonEnabled(True)
        self.text.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.text.textChanged.connect(lambda _: self._typing.start())
        self.lane = ChoiceCombo([("All participants", "")])
        self.lane.setAccessibleName("Filter: participant")
        self.lane.setMinimumContentsLength(18)
        self.lane.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.kinds: dict[ItemKind, QCheckBox] = {}
        flow = Flow(spacing=12)
        for kind, words in KIND_WORDS.items():
            box = QCheckBox(words)
            box.setChecked(True)
            box.setIconSize(QSize(16, 16))
            box.toggled.connect(lambda _: self.changed.emit())
            self.kinds[kind] = box
            flow.add(box)
        first = QHBoxLayout()
        first.setSpacing(6)
        first.addWidget(self.text, 2)
        first.addWidget(self.lane, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(first)
        column.addWidget(flow)
        theme.changed.connect(self._draw_signs)
        self._draw_signs()

    def value(self) -> TimelineFilter:
        """Give the filter as set."""
        kinds = frozenset(kind for kind, box in self.kinds.items() if box.isChecked())
        return TimelineFilter(kinds, str(self.lane.value() or ""), self.text.text())

    def active(self) -> bool:
        """Say whether anything is left out."""
        value = self.value()
        return bool(value.lane or value.text.strip()) or len(value.kinds) < len(self.kinds)

    def reset(self) -> None:
        """Leave nothing out."""
        blocked = self.blockSignals(True)
        self.text.clear()
        self.lane.setCurrentIndex(0)
        for box in self.kinds.values():
            box.setChecked(True)
        self.blockSignals(blocked)

    def show_choices(self, lanes: Sequence[Lane], items: Iterable[Item]) -> None:
        """Offer these lanes, and count the records of each kind."""
        self.lane.set_choices([("All participants", ""), *((one.title, one.key) for one in lanes)])
        counts = Counter(item.kind for item in items)
        for kind, box in self.kinds.items():
            box.setText(f"{KIND_WORDS[kind]} {counts[kind]:,}")
            box.setAccessibleName(f"Show {KIND_WORDS[kind].lower()}, {counts[kind]:,}")

    def _draw_signs(self) -> None:
        ink, ground = self._theme.colour("plain"), self._theme.colour("surface")
        for kind, box in self.kinds.items():
            box.setIcon(kind_icon(kind, ink, ground, self.devicePixelRatioF()))

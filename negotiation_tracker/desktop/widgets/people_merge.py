"""Two records side by side, what merging them would keep, and the button that does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.people_rows import told_together
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import Card, clear, words
from negotiation_tracker.services.evidence import SourceLine
from negotiation_tracker.services.merging import MergePlan
from negotiation_tracker.services.organization_list import OrganizationDetail
from negotiation_tracker.services.people_list import Line, PersonDetail

_MOST = 6


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two records of a kind that may be one.

    Attributes:
        kind: "person" or "organization".
        reason: why they are shown, with the score; empty when the person chose them.
        sides: the two, each in words: heading → lines.
        plans: what a merge would do, by the record that stays, in the order of `sides`.

    """

    kind: str
    reason: str
    sides: tuple[Sequence[tuple[str, tuple[str, ...]]], Sequence[tuple[str, tuple[str, ...]]]]
    plans: tuple[MergePlan, MergePlan]


def person_words(detail: PersonDetail) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what is known of a person, for comparing."""
    return (
        ("Other names", _titles(detail.aliases)),
        (
            "Belongs to",
            tuple(
                ", ".join(filter(None, (line.title, str(line.record.title), _since(line))))
                for line in detail.affiliations
            ),
        ),
        ("Seats", _titles(detail.seats)),
        ("Mediator", _titles(detail.engagements)),
        ("Said", _titles((*detail.statements, *detail.said))),
        ("Sessions", _titles(detail.sessions)),
        ("Note", (str(detail.person.note),) if detail.person.note else ()),
        ("Sources", _sources(detail.sources)),
    )


def organization_words(detail: OrganizationDetail) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Give what is known of an organization, for comparing."""
    short = str(detail.organization.short_name)
    parts = tuple(f"{part.line.detail}: {part.line.title}" for part in detail.parts)
    return (
        ("Other names", (*((short,) if short else ()), *_titles(detail.aliases))),
        ("Part in talks", parts),
        ("People", _titles(detail.people)),
        ("Parts of it", _titles(detail.within)),
        ("Said in its name", _titles(detail.statements)),
        ("Note", (str(detail.organization.note),) if detail.organization.note else ()),
        ("Sources", _sources(detail.sources)),
    )


class MergeView(QScrollArea):
    """Compares two records; nothing happens before the button is used.

    Signals:
        merge_asked: kind, the record that stays, the record merged into it.
        other_chosen: another record is to be compared with the first; its id.

    """

    merge_asked = Signal(str, int, int)
    other_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Compare and merge")
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 0, 4, 8)
        column.setSpacing(12)
        self._title = words("", "title", wrap=True)
        self._reason = words("", "secondary", wrap=True)
        self._other = TypeAhead()
        self._other.setPlaceholderText("Compare with: type a name, and press Enter")
        self._other.setAccessibleName("Compare with")
        self._other.setObjectName("merge:other")
        self._other.returnPressed.connect(self._choose)
        self._build_cards()
        self._build_outcome()
        for widget in (self._title, self._reason, self._other, self._cards, self._outcome):
            column.addWidget(widget)
        column.addStretch(1)
        self.setWidget(inside)
        self._comparison: Comparison | None = None
        self._writable = False

    def _build_cards(self) -> None:
        self._pair = QHBoxLayout()
        self._pair.setSpacing(12)
        self._keep = (QRadioButton("Keep this one"), QRadioButton("Keep this one"))
        self._group = QButtonGroup(self)
        self._names: list[QVBoxLayout] = []
        self._facts: list[QVBoxLayout] = []
        self._cards = QWidget()
        self._cards.setLayout(self._pair)
        self._pair.setContentsMargins(0, 0, 0, 0)
        for place, radio in enumerate(self._keep):
            radio.setObjectName(f"merge:keep:{place}")
            radio.toggled.connect(lambda _: self._show_plan())
            self._group.addButton(radio, place)
            card = Card()
            name, facts = QVBoxLayout(), QVBoxLayout()
            facts.setSpacing(2)
            card.content.addLayout(name)
            card.content.addWidget(radio)
            card.content.addLayout(facts)
            card.content.addStretch(1)
            self._names.append(name)
            self._facts.append(facts)
            self._pair.addWidget(card, 1)

    def _build_outcome(self) -> None:
        self._outcome = Card("What a merge would do")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self._outcome.content.addLayout(self._lines)
        self.button = QPushButton("Merge")
        self.button.setProperty("look", "primary")
        self.button.setObjectName("merge:do")
        self.button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(self._merge)
        self._outcome.content.addWidget(self.button)

    def ask_other(self, name: str, others: Sequence[Choice]) -> None:
        """Ask which record the one shown is to be compared with."""
        self._comparison = None
        self._title.setText(f"Merge “{name}” with…")
        self._reason.setText("The two are shown side by side first; nothing is changed yet.")
        self._other.set_choices(others)
        self._other.set_words("")
        self._other.show()
        self._cards.hide()
        self._outcome.hide()
        self._other.setFocus()

    def compare(self, comparison: Comparison, *, writable: bool) -> None:
        """Show two records side by side, with the one suggested to stay chosen."""
        self._comparison = comparison
        self._writable = writable
        self._title.setText("Are these two the same?")
        self._reason.setText(comparison.reason)
        self._reason.setVisible(bool(comparison.reason))
        self._other.hide()
        self._cards.show()
        self._outcome.show()
        for place, (layout, facts) in enumerate(zip(self._names, self._facts, strict=True)):
            clear(layout)
            layout.addWidget(words(str(comparison.plans[place].keep.name), "heading", wrap=True))
            clear(facts)
            for heading, lines in comparison.sides[place]:
                self._add_facts(facts, heading, lines)
            name = comparison.plans[place].keep.name
            self._keep[place].setAccessibleName(f"Keep {name}")
        first = 0 if _weight(comparison.plans[1]) >= _weight(comparison.plans[0]) else 1
        self._keep[first].setChecked(True)
        self._show_plan()

    def plan(self) -> MergePlan | None:
        """Give the merge that the button would do."""
        place = self._group.checkedId()
        if self._comparison is None or place not in (0, 1):
            return None
        return self._comparison.plans[place]

    def _show_plan(self) -> None:
        plan = self.plan()
        clear(self._lines)
        if plan is None:
            return
        for text in plan.refusals:
            self._lines.addWidget(words(f"⚠ {text}", "error", wrap=True))
        for text in plan.cautions:
            self._lines.addWidget(words(f"Mind: {text}", "strong", wrap=True))
        for text in () if plan.refusals else plan.lines():
            self._lines.addWidget(words(text, wrap=True))
        self.button.setEnabled(self._writable and not plan.refusals)
        self.button.setToolTip(f"Merge {plan.gone.name} into {plan.keep.name}")
        self.button.setAccessibleName(f"Merge {plan.gone.name} into {plan.keep.name}")

    @staticmethod
    def _add_facts(layout: QVBoxLayout, heading: str, lines: Sequence[str]) -> None:
        layout.addWidget(words(heading, "label"))
        if not lines:
            layout.addWidget(words("none recorded", "secondary"))
        for text in lines[:_MOST]:
            layout.addWidget(words(text, wrap=True))
        if len(lines) > _MOST:
            layout.addWidget(words(f"and {len(lines) - _MOST} more", "secondary"))
        layout.addSpacing(6)

    def _choose(self) -> None:
        picked = self._other.value()
        if picked is not None and picked.choice is not None:
            self.other_chosen.emit(picked.choice.key)

    def _merge(self) -> None:
        plan = self.plan()
        if plan is not None:
            self.merge_asked.emit(plan.kind, plan.keep.id, plan.gone.id)


def _weight(plan: MergePlan) -> int:
    """Give how much would have to move; the record with more to it is suggested to stay."""
    return sum(plan.moved.values())


def _titles(lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.title for line in lines)


def _since(line: Line) -> str:
    since = line.record.from_on
    return "" if since is None else str(since.describe())


def _sources(lines: Sequence[SourceLine]) -> tuple[str, ...]:
    return told_together(lines)

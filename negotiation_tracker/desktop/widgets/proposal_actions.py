"""What happened to an offer: the dated list, and a button for each thing that can happen."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, row, rule, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.vocabulary import ActionKind
from negotiation_tracker.services.proposal_detail import ActionDetail, ItemDetail

BUTTONS = (
    (ActionKind.PASSED, "Passed", "It was handed over"),
    (ActionKind.HOLD, "Held", "The other side holds it: no answer yet"),
    (ActionKind.REJECTED, "Rejected", "The other side said no"),
    (ActionKind.COUNTERED, "Countered", "Answered by an offer that is not on record here"),
    (ActionKind.ACCEPTED_IN_CONCEPT, "Agreed in concept", "A spoken yes; no agreement yet"),
    (ActionKind.ACCEPTED, "Accepted", "The other side said yes to it"),
    (ActionKind.WITHDRAWN, "Withdrawn", "Its maker took it off the table"),
    (ActionKind.EXPIRED, "Expired", "Its time ran out"),
    (ActionKind.REINSTATED, "Reinstated", "It is back on the table"),
)
BY_MAKER = frozenset({ActionKind.PASSED, ActionKind.WITHDRAWN, ActionKind.REINSTATED})
"""What the maker of an offer does; an expiry is nobody's doing, the rest is the other side's."""
FACTS = (Fact("date", 0, 0), Fact("by_id", 0, 1), Fact("note", 0, 2, 2))


class ProposalActions(Card):
    """The list of actions, editable in place, and the buttons.

    Signals:
        acted: something happened; fields of a proposal action, without the offer.
        edited: a field of an action was edited; kind, id, fields, what was seen.
        removed: an action is to go to the trash; kind, id, words.

    """

    acted = Signal(object)
    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        super().__init__("What happened to it", margin=10)
        self._catalogue = catalogue
        self._rows: dict[int, FactGrid] = {}
        self._maker: int | None = None
        self._other: int | None = None
        self._today = today
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self.content.addLayout(self._list)
        self.day = FuzzyDateEdit(today)
        self.day.setText(short_date(today()))
        self.day.setAccessibleName("Day it happened")
        self.day.setFixedWidth(150)
        self.part = ChoiceCombo()
        self.part.setAccessibleName("Which part of the offer")
        self.buttons = {kind: self._button(kind, text, tip) for kind, text, tip in BUTTONS}
        self._bar = QWidget()
        column = QVBoxLayout(self._bar)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        self._part_words = words("to", "secondary")
        head = row(words("On", "secondary"), self.day, self._part_words, self.part, stretch=False)
        head.setStretch(3, 1)
        head.addStretch(1)
        column.addLayout(head)
        flow = Flow(spacing=6)
        for button in self.buttons.values():
            flow.add(button)
        column.addWidget(flow)
        self.note = Note()
        column.addWidget(self.note)
        self.content.addWidget(self._bar)

    def show_actions(
        self,
        actions: Sequence[ActionDetail],
        items: Sequence[ItemDetail],
        sides: tuple[int | None, int | None],
        parties: Sequence[tuple[str, int]],
        *,
        writable: bool,
    ) -> None:
        """Show what happened.

        Args:
            actions: in order of their days.
            items: of the offer, for actions on one of them.
            sides: the maker, and who answers for the other side (None when not certain).
            parties: (name, key) of who may have acted.
            writable: whether anything can be added or changed.

        """
        self._maker, self._other = sides
        if list(self._rows) != [action.record.id for action in actions]:
            self._build(actions)
        for action in actions:
            grid = self._rows[action.record.id]
            grid.set_choices("by_id", [("not recorded", None), *parties])
            grid.show_record(action.record, writable=writable)
        self.part.set_choices(
            [("the whole offer", None), *((item.issue, item.record.id) for item in items)]
        )
        several = len(items) > 1
        self.part.setVisible(several)
        self._part_words.setVisible(several)
        self._bar.setVisible(writable)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show why an action was not saved; False when it is not one of these."""
        if kind != "proposal_action":
            return False
        grid = self._rows.get(record_id)
        if grid is None or not grid.show_problem(error):
            self.note.say(error.title, wrong=True)
        return True

    def saved(self, kind: str, record_id: int, names: list[str]) -> None:
        """Take errors away from what was saved."""
        if kind == "proposal_action":
            self.note.say("")
            if record_id in self._rows:
                self._rows[record_id].saved(names)

    def _build(self, actions: Sequence[ActionDetail]) -> None:
        clear(self._list)
        self._rows = {}
        if not actions:
            self._list.addWidget(words("Nothing is recorded since it was made.", "secondary"))
        for place, action in enumerate(actions):
            if place:
                self._list.addWidget(rule())
            self._list.addWidget(self._line(action))

    def _line(self, action: ActionDetail) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 2, 0, 2)
        line.setSpacing(4)
        mark = chip(action.what.capitalize())
        mark.setMinimumWidth(104)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(mark)
        if action.item:
            head.addWidget(words(f"only {action.item}", "secondary", wrap=True))
        line.addLayout(head)
        grid = FactGrid(self._catalogue["proposal_action"], FACTS)
        grid.edited.connect(self.edited)
        self._rows[action.record.id] = grid
        line.addWidget(grid, 1)
        remove = QToolButton()
        remove.setProperty("look", "small")
        remove.setIcon(icon("close"))
        remove.setAccessibleName(f"Remove {action.what}")
        remove.setToolTip("Move to the trash; Undo brings it back")
        key, what = action.record.id, action.what
        remove.clicked.connect(lambda: self.removed.emit("proposal_action", key, what))
        line.addWidget(remove)
        return widget

    def _button(self, kind: ActionKind, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setObjectName(f"act:{kind}")
        button.clicked.connect(lambda: self._act(kind))
        return button

    def _act(self, kind: ActionKind) -> None:
        problem = self.day.problem()
        if problem:
            self.note.say(problem, wrong=True)
            self.day.setFocus()
            return
        self.note.say("")
        by = self._maker if kind in BY_MAKER else self._other
        fields: dict[str, object] = {
            "action": kind.value,
            "date": self.day.text().strip(),
            "item_id": self.part.value(),
            "by_id": None if kind is ActionKind.EXPIRED else by,
        }
        self.acted.emit(fields)

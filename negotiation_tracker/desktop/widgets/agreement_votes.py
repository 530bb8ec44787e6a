"""Votes and adoptions of a tentative agreement: a line each, edited in place, and a new one."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.words import Card, clear, row, rule, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import ApprovalBody, ApprovalResult, label

FACTS = (
    Fact("body", 0, 0),
    Fact("closed_on", 0, 1, 1, "Closed or adopted"),
    Fact("result", 0, 2),
    Fact("yes", 1, 0),
    Fact("no", 1, 1),
    Fact("eligible", 1, 2),
    Fact("opened_on", 2, 0),
    Fact("disclosure_posted_on", 2, 1, 2),
)


class Votes(Card):
    """The votes on an agreement.

    Signals:
        added: a vote or adoption is to be recorded; its fields.
        edited: a field got another value; kind, id, fields, what was seen.
        removed: one is to go to the trash; kind, id, words.

    """

    added = Signal(object)
    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        super().__init__("Votes and adoption", margin=10)
        self._catalogue = catalogue
        self._today = today
        self._rows: dict[int, FactGrid] = {}
        self._needed = words("", "secondary", wrap=True)
        self.content.addWidget(self._needed)
        self._list = QVBoxLayout()
        self.content.addLayout(self._list)
        self.body = ChoiceCombo((label(b).capitalize(), b.value) for b in ApprovalBody)
        self.body.setAccessibleName("Who votes or adopts")
        self.result = ChoiceCombo((label(r).capitalize(), r.value) for r in ApprovalResult)
        self.result.setAccessibleName("Outcome")
        self.yes, self.no = QLineEdit(), QLineEdit()
        self.yes.setPlaceholderText("Yes")
        self.yes.setAccessibleName("Votes for")
        self.no.setPlaceholderText("No")
        self.no.setAccessibleName("Votes against")
        for edit in (self.yes, self.no):
            edit.setMaximumWidth(80)
        self.add = QPushButton("Record vote")
        self.add.clicked.connect(self._add)
        self.note = Note()
        self._form = QWidget()
        line = row(self.body, self.result, self.yes, self.no, self.add, spacing=6, stretch=False)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self._form.setLayout(line)
        self.content.addWidget(self._form)
        self.content.addWidget(self.note)

    def show_votes(
        self,
        votes: Sequence[Record],
        needed: Sequence[tuple[str, bool]],
        *,
        writable: bool,
    ) -> None:
        """Show the votes, and which bodies must approve."""
        said = "; ".join(f"{words_}: {'approved' if on else 'waiting'}" for words_, on in needed)
        self._needed.setText(f"Must approve: {said}." if said else "")
        if list(self._rows) != [vote.id for vote in votes]:
            self._build(votes)
        for vote in votes:
            self._rows[vote.id].show_record(vote, writable=writable)
        self._form.setVisible(writable)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show why a vote was not saved; False when it is not one of these."""
        if kind != "approval":
            return False
        grid = self._rows.get(record_id)
        if grid is None or not grid.show_problem(error):
            self.note.say(error.title, wrong=True)
        return True

    def saved(self, record_id: int, names: list[str]) -> None:
        """Take errors away from what was saved."""
        self.note.say("")
        if record_id in self._rows:
            self._rows[record_id].saved(names)
        else:
            self.yes.clear()
            self.no.clear()

    def _build(self, votes: Sequence[Record]) -> None:
        clear(self._list)
        self._rows = {}
        for place, vote in enumerate(votes):
            if place:
                self._list.addWidget(rule())
            grid = FactGrid(self._catalogue["approval"], FACTS, 3)
            grid.edited.connect(self.edited)
            self._rows[vote.id] = grid
            remove = QToolButton()
            remove.setProperty("look", "small")
            remove.setIcon(icon("close"))
            remove.setAccessibleName(f"Remove the vote of {label(vote.body)}")
            remove.setToolTip("Move to the trash; Undo brings it back")
            key, what = vote.id, f"vote of {label(vote.body)}"
            remove.clicked.connect(
                lambda _=False, k=key, w=what: self.removed.emit("approval", k, w)
            )
            widget = QWidget()
            line = QHBoxLayout(widget)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(grid, 1)
            line.addWidget(remove)
            self._list.addWidget(widget)

    def _add(self) -> None:
        self.added.emit(
            {
                "body": self.body.value(),
                "result": self.result.value(),
                "yes": self.yes.text().strip() or None,
                "no": self.no.text().strip() or None,
                "closed_on": short_date(self._today()),
            }
        )

"""One proposal or counterproposal in the form for a session."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.item_row import HEADINGS, STRETCHES, ItemRow
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.vocabulary import Formality

COUNTS_AS = (
    ("Formal", Formality.FORMAL.value),
    ("What-if (supposal)", Formality.SUPPOSAL.value),
    ("Off the record", Formality.OFF_RECORD.value),
    ("In the mediator's confidence", Formality.MEDIATOR_CONFIDENTIAL.value),
    ("Reported only", Formality.REPORTED_ONLY.value),
)


class CounterChoice:
    """Something that a proposal in the form may counter.

    Attributes:
        key: ("old", id of a proposal) or ("new", serial of a card of this form).
        words: how it is shown.
        side: side that made it.
        issues: ids of its issues, and the folded titles of new ones.

    """

    __slots__ = ("issues", "key", "side", "words")

    def __init__(
        self, key: tuple[str, int], words: str, side: str, issues: frozenset[int | str]
    ) -> None:
        self.key = key
        self.words = words
        self.side = side
        self.issues = issues


class ProposalCard(QFrame):
    """Editors for one proposal: from whom, what it counters, and any number of issues.

    The latest proposal of the other side on the same issue is preselected as what this one
    counters, and shown; once the person picks something else, that stays.

    Signals:
        changed: something was typed or picked.
        shape_changed: side or issues changed, so what others may counter changed.
        removal_asked: the person wants this card gone.

    """

    changed = Signal()
    shape_changed = Signal()
    removal_asked = Signal()

    def __init__(self, serial: int, earlier: Callable[["ProposalCard"], Iterable[CounterChoice]]):
        super().__init__()
        self.serial = serial
        self._earlier = earlier
        self._choices: SessionChoices | None = None
        self._picked_by_hand = False
        self._next_row = 1
        self.rows: list[ItemRow] = []
        self.setProperty("look", "inset")
        self.heading = words("", "strong")
        self.proposer = ChoiceCombo()
        self.counts_as = ChoiceCombo(COUNTS_AS)
        self.counters = ChoiceCombo([("Nothing", None)])
        self.more = QPushButton("Add another issue")
        self.more.setProperty("look", "link")
        self.more.setToolTip("A proposal on several issues; Enter after the numbers does the same")
        self.remove = QToolButton()
        self.remove.setProperty("look", "quiet")
        self.remove.setIcon(icon("close"))
        self.note = Note()
        self._grid = QGridLayout()
        self._lay_out()
        self.proposer.currentIndexChanged.connect(self._on_shape)
        self.counts_as.currentIndexChanged.connect(self.changed)
        self.counters.activated.connect(self._on_counter_picked)
        self.more.clicked.connect(self._add_row_by_hand)
        self.remove.clicked.connect(self.removal_asked)
        self.add_row()

    # -- what it holds --

    def set_choices(self, choices: SessionChoices) -> None:
        """Offer the parties and issues of a negotiation."""
        self._choices = choices
        self.proposer.set_choices((p.lettered(), p.id) for p in choices.parties if p.may_propose)
        for row in self.rows:
            row.set_choices(choices)
        self.refresh_counters()

    def set_place(self, place: int) -> None:
        """Say which proposal of the form this is, counted from 1."""
        self.heading.setText(f"Proposal {place}")
        self.remove.setToolTip(f"Remove proposal {place}")
        self.remove.setAccessibleName(f"Remove proposal {place}")
        for editor, what in (
            (self.proposer, "from"),
            (self.counts_as, "counts as"),
            (self.counters, "counters"),
        ):
            editor.setAccessibleName(f"Proposal {place} {what}")

    def side(self) -> str:
        """Give the side that makes it."""
        party = self._choices.party(self.proposer.value()) if self._choices is not None else None
        return party.side if party is not None else ""

    def issues(self) -> frozenset[int | str]:
        """Give its issues, for finding what it may counter."""
        known = {i.id for i in (row.known_issue() for row in self.rows) if i is not None}
        new = {row.new_issue().casefold() for row in self.rows if row.new_issue()}
        return frozenset(known) | frozenset(new)

    def as_counter_choice(self) -> CounterChoice:
        """Give this card as something that a later card may counter."""
        titles = [row.issue.text() for row in self.rows if row.issue.text().strip()]
        what = ", ".join(titles) or "no issue yet"
        mine = f"{self.heading.text()} above · {self.proposer.currentText()} · {what}"
        return CounterChoice(("new", self.serial), mine, self.side(), self.issues())

    def filled_rows(self) -> list[ItemRow]:
        """List the issues on which something was typed."""
        return [row for row in self.rows if not row.is_empty()]

    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        return not self.filled_rows()

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {
            "serial": self.serial,
            "from_id": self.proposer.value(),
            "formality": self.counts_as.value(),
            "counters": list(self.counters.value() or ()),
            "by_hand": self._picked_by_hand,
            "items": [row.state() for row in self.filled_rows()],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self.proposer.set_value(state.get("from_id"))
        self.counts_as.set_value(state.get("formality"))
        for place, item in enumerate(state.get("items", ())):
            row = self.rows[place] if place < len(self.rows) else self.add_row()
            row.restore(item)
        self._picked_by_hand = bool(state.get("by_hand"))
        self.refresh_counters()
        if self._picked_by_hand:
            self.counters.set_value(tuple(state.get("counters") or ()) or None)

    # -- doing --

    def add_row(self) -> ItemRow:
        """Add editors for one more issue."""
        row = ItemRow(self)
        row.place(self._grid, self._next_row)
        self._next_row += 2
        if self._choices is not None:
            row.set_choices(self._choices)
        row.changed.connect(self.changed)
        row.issue_changed.connect(self._on_shape)
        row.finished.connect(lambda: self._on_finished(row))
        self.rows.append(row)
        return row

    def refresh_counters(self) -> None:
        """Offer what this proposal may counter now, and preselect unless picked by hand."""
        if self._choices is None:
            return
        mine, side = self.issues(), self.side()
        offered = [c for c in self._earlier(self) if c.side != side]
        self.counters.set_choices([("Nothing", None)] + [(c.words, c.key) for c in offered])
        if not self._picked_by_hand:
            latest = next((c.key for c in offered if c.issues & mine), None)
            self.counters.set_value(latest)
        inferred = self.counters.value() is not None and not self._picked_by_hand
        self.counters.setToolTip(
            "Preselected: the latest of the other side on the same issue"
            if inferred
            else "What this proposal answers"
        )

    def show_problem(self, field: str, message: str, item: int | None = None) -> QWidget:
        """Show an error; gives the editor to mend it in."""
        filled = self.filled_rows() or self.rows
        if item is not None and item < len(filled):
            return filled[item].show_problem(field, message)
        self.note.say(message, wrong=True)
        return {"counters": self.counters, "from_id": self.proposer}.get(field, filled[0].issue)

    def clear_problems(self) -> None:
        """Take the error of the whole proposal away."""
        self.note.say("")

    def _add_row_by_hand(self) -> None:
        self.add_row().issue.setFocus()

    def _on_finished(self, row: ItemRow) -> None:
        if row.is_empty():
            return
        place = self.rows.index(row) + 1
        following = self.rows[place] if place < len(self.rows) else self.add_row()
        following.issue.setFocus()

    def _on_shape(self) -> None:
        self.shape_changed.emit()
        self.changed.emit()

    def _on_counter_picked(self) -> None:
        self._picked_by_hand = True
        self.shape_changed.emit()
        self.changed.emit()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.heading)
        for text, editor, stretch in (("from", self.proposer, 3), ("counters", self.counters, 4)):
            top.addSpacing(4)
            top.addWidget(words(text, "secondary"))
            top.addWidget(editor, stretch)
        top.addWidget(self.remove)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        for column, (heading, stretch) in enumerate(zip(HEADINGS, STRETCHES, strict=True)):
            self._grid.addWidget(words(heading, "label"), 0, column)
            self._grid.setColumnStretch(column, stretch)
        self._grid.setColumnMinimumWidth(len(HEADINGS) - 1, 112)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.more)
        below.addStretch(1)
        below.addWidget(words("counts as", "secondary"))
        self.counts_as.setFixedWidth(170)
        below.addWidget(self.counts_as)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addLayout(self._grid)
        layout.addLayout(below)
        layout.addWidget(self.note)

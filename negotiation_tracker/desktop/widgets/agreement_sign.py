"""One party's block under a tentative agreement: who signed, or who can."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.proposal_tree import SIDE_LETTERS
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import chip, clear, row, words
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.vocabulary import SignMethod, label
from negotiation_tracker.services.agreement_detail import SignerSide


class SignBlock(QWidget):
    """Shows a party's signatures and takes a new one.

    Signals:
        signed: a signature is to be recorded; its fields.
        seat_asked: somebody is to be let sign; (participant, key of the seat or None, name).
        removed: a signature is to go to the trash; kind, id, words.

    """

    signed = Signal(object)
    seat_asked = Signal(object)
    removed = Signal(str, int, str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.side: SignerSide | None = None
        self.setProperty("look", "inside")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.person = ChoiceCombo()
        self.day = FuzzyDateEdit(today)
        self.day.setText(short_date(today()))
        self.day.setCursorPosition(0)
        self.method = ChoiceCombo((label(m).capitalize(), m.value) for m in SignMethod)
        self.method.set_value(SignMethod.SIGNED.value)
        self.sign = QPushButton("Sign")
        self.sign.setProperty("look", "primary")
        self.sign.clicked.connect(self._sign)
        self.newcomer = TypeAhead("Add new person")
        self.newcomer.setPlaceholderText("Somebody else: name")
        self.let_sign = QPushButton("May sign")
        self.let_sign.setToolTip("Give this person a seat on the team that may sign")
        self.let_sign.clicked.connect(self._let_sign)
        self.note = Note()
        self._form, self._other = QWidget(), QWidget()
        self._marks = QVBoxLayout()
        self._lay_out()

    def _lay_out(self) -> None:
        form = QVBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(6)
        form.addWidget(self.person)
        self.day.setMinimumWidth(118)
        line = row(self.day, self.method, spacing=6, stretch=False)
        line.setStretch(0, 3)
        line.setStretch(1, 2)
        form.addLayout(line)
        form.addWidget(self.sign)
        other = row(self.newcomer, self.let_sign, spacing=6, stretch=False)
        other.setStretch(0, 1)
        self._other.setLayout(other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(self._marks)
        column.addLayout(self._rows)
        column.addWidget(self._form)
        column.addWidget(self._other)
        column.addWidget(self.note)
        column.addStretch(1)

    def show_side(self, side: SignerSide, *, writable: bool, has_text: bool) -> None:
        """Show a party's block."""
        self.side = side
        name = f"{side.name}{SIDE_LETTERS.get(side.side, '')}"
        clear(self._marks)
        marks = [chip(name, tone_of(side.side))]
        if not any(signature.counts for signature in side.signatures):
            marks.append(words("not signed", "secondary"))
        self._marks.addLayout(row(*marks))
        clear(self._rows)
        for signature in side.signatures:
            counts = "" if signature.counts else "; under another text"
            said = f"{signature.person}, {signature.method} {signature.when}{counts}"
            remove = QToolButton()
            remove.setProperty("look", "small")
            remove.setIcon(icon("close"))
            remove.setAccessibleName(f"Remove the signature of {signature.person}")
            remove.setToolTip("Move to the trash; Undo brings it back")
            remove.setVisible(writable)
            key, who = signature.id, f"signature of {signature.person}"
            remove.clicked.connect(lambda _=False, k=key, w=who: self.removed.emit("signoff", k, w))
            line = row(words(f"✓ {said}", wrap=True), remove, spacing=4, stretch=False)
            line.setStretch(0, 1)
            self._rows.addLayout(line)
        self.person.set_choices(side.signers or [("nobody on the team may sign yet", None)])
        self.person.setAccessibleName(f"Who signs for {side.name}")
        self.day.setAccessibleName(f"Day {side.name} signed")
        self.method.setAccessibleName(f"How {side.name} signed")
        self.sign.setText(f"Sign for {side.name}")
        self.sign.setEnabled(bool(side.signers) and has_text)
        self.sign.setToolTip("" if has_text else "Record the text first: both sides sign it")
        unsigned = not any(signature.counts for signature in side.signatures)
        self._form.setVisible(writable and unsigned)
        self._other.setVisible(writable and unsigned)
        self.newcomer.setAccessibleName(f"Who else may sign for {side.name}")
        self.newcomer.set_choices([Choice(key, team) for team, key in side.team])

    def show_problem(self, error: TrackerError) -> None:
        """Show why it was not saved."""
        problems = error.problems if isinstance(error, InvalidInput | BrokenInvariant) else []
        message = " ".join(dict.fromkeys(p.message for p in problems)) or error.title
        self.note.say(message, wrong=True)

    def saved(self) -> None:
        """Forget what was wrong, and the name typed."""
        self.note.say("")
        self.newcomer.clear()

    def _sign(self) -> None:
        problem = self.day.problem()
        if self.side is None or problem:
            self.note.say(problem, wrong=True)
            return
        self.signed.emit(
            {
                "participant_id": self.side.participant_id,
                "person_id": self.person.value(),
                "date": self.day.text().strip(),
                "method": self.method.value(),
            }
        )

    def _let_sign(self) -> None:
        self.newcomer.settle()
        found = self.newcomer.value()
        if self.side is None or found is None:
            self.newcomer.setFocus()
            return
        seat = found.choice.key if found.choice is not None else None
        self.seat_asked.emit((self.side.participant_id, seat, found.words))

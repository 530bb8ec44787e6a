"""The form in which a side's permission is written down: exact terms, by whom, until when."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.words import Card
from negotiation_tracker.model.errors import InvalidInput, TrackerError
from negotiation_tracker.rules.term_text import reading
from negotiation_tracker.services.authorised_offers import AuthoriseOffer


class AuthorisedForm(Card):
    """Terms are typed a line for each issue, as “Wages: 23% over 5 years”.

    Signals:
        written: an offer is to be recorded; the AuthoriseOffer.

    """

    written = Signal(object)

    def __init__(self) -> None:
        super().__init__("What a side allows you to tell the other")
        self._negotiation_id = 0
        self.side = ChoiceCombo()
        self.terms = QPlainTextEdit()
        self.terms.setTabChangesFocus(True)
        self.terms.setFixedHeight(76)
        self.terms.setPlaceholderText("a line for each issue, as  Wages: 23% over 5 years")
        self.by = QLineEdit()
        self.until = QLineEdit()
        self.until.setPlaceholderText("a day; empty for no limit")
        self.at = QLineEdit()
        self.at.setPlaceholderText("time on that day")
        self.conditions = QLineEdit()
        self.conditions.setPlaceholderText("only if …; not told to the other side")
        self.kept_back = QLineEdit()
        self.kept_back.setPlaceholderText("never told to the other side")
        self.fields = {
            "from_id": Field("from_id", "&Side", self.side),
            "authorised_by_id": Field("authorised_by_id", "Authorised &by", self.by),
            "terms": Field("terms", "E&xact terms", self.terms),
            "valid_until": Field("valid_until", "&Until", self.until),
            "valid_until_at": Field("valid_until_at", "Ti&me", self.at),
            "conditions": Field("conditions", "&Conditions", self.conditions),
            "kept_back": Field("kept_back", "&Kept back", self.kept_back),
        }
        self.note = Note()
        self.save = QPushButton("Record authorised offer")
        self.save.setProperty("look", "primary")
        self.save.clicked.connect(self._write)
        self.terms.textChanged.connect(self._read)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._write)
        self._lay_out()

    def offer(self, negotiation_id: int, sides: Sequence[tuple[str, int]]) -> None:
        """Offer the sides that may authorise something here: (label, key of the participant)."""
        self._negotiation_id = negotiation_id
        self.side.set_choices(sides)

    def command(self) -> AuthoriseOffer:
        """Collect what is typed."""
        lines = [line for line in self.terms.toPlainText().splitlines() if line.strip()]
        parted = [line.partition(":") for line in lines]
        return AuthoriseOffer(
            self._negotiation_id,
            self.side.value() or 0,
            tuple((title.strip(), said.strip()) for title, _, said in parted),
            self.by.text(),
            {
                "valid_until": self.until.text(),
                "valid_until_at": self.at.text(),
                "conditions": self.conditions.text(),
                "kept_back": self.kept_back.text(),
            },
        )

    def clear(self) -> None:
        """Empty the form; the side stays."""
        for edit in (self.by, self.until, self.at, self.conditions, self.kept_back):
            edit.clear()
        self.terms.clear()
        self.show_error(None)

    def show_error(self, error: TrackerError | None) -> None:
        """Say what is wrong, beside the field where one is named."""
        for field in self.fields.values():
            field.clear_error()
        self.note.say("")
        if isinstance(error, InvalidInput):
            for problem in error.problems:
                field = self.fields.get(problem.field, self.fields["terms"])
                field.set_error(problem.message)
        elif error is not None:
            self.note.say(error.sentence(), wrong=True)

    def _write(self) -> None:
        self.written.emit(self.command())

    def _read(self) -> None:
        self.fields["terms"].clear_error()
        found = []
        for title, said in self.command().items:
            words = reading(said).removeprefix("→ ") if said else "write  Issue: what is offered"
            found.append(f"{title}: {words}")
        self.fields["terms"].set_reading("→ " + " · ".join(found) if found else "")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        places = {
            "from_id": (0, 0, 1, 2), "authorised_by_id": (0, 2, 1, 2), "terms": (1, 0, 1, 4),
            "valid_until": (2, 0, 1, 1), "valid_until_at": (2, 1, 1, 1),
            "conditions": (2, 2, 1, 1), "kept_back": (2, 3, 1, 1),
        }  # fmt: skip
        for name, place in places.items():
            grid.addWidget(self.fields[name], *place)
        for column in range(4):
            grid.setColumnStretch(column, 1)
        self.content.addLayout(grid)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.save)
        self.content.addLayout(buttons)

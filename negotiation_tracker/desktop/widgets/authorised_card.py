"""One authorised offer: its terms, what became of it, and conveying it after reading it back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout

from negotiation_tracker.desktop.widgets.words import Card, chip, row, words
from negotiation_tracker.model.vocabulary import AuthorisedOfferStatus, label
from negotiation_tracker.services.authorised_offers import AuthorisedLine, ReadBack

_TONES = {
    AuthorisedOfferStatus.OPEN: "good",
    AuthorisedOfferStatus.CONVEYED: "neutral",
    AuthorisedOfferStatus.LAPSED: "alert",
    AuthorisedOfferStatus.WITHDRAWN: "plain",
}


class AuthorisedCard(Card):
    """Nothing is conveyed by one press: first it is read back as the other side will see it.

    Signals:
        read_back: what conveying would show is asked for; key of the offer.
        conveyed, withdrawn: that is to be done; key of the offer.
        answered: what may be told of the answer; key of the offer, words.

    """

    read_back = Signal(int)
    conveyed = Signal(int)
    withdrawn = Signal(int)
    answered = Signal(int, str)

    def __init__(self, line: AuthorisedLine, *, writable: bool) -> None:
        super().__init__()
        self.line = line
        record = line.record
        until = f"until {line.until}" if line.until else "without a time limit"
        state = label(line.status)
        if line.conveyed_as:
            state = f"{state} as {line.conveyed_as}"
        about = [words(f"{line.whose}, {until}", "strong"), chip(state, _TONES[line.status])]
        self.content.addLayout(row(*about))
        self.content.addWidget(words(str(record.terms), wrap=True))
        for title, text in (
            ("Authorised by", line.by),
            ("Only if", str(record.conditions)),
            ("Kept back", str(record.kept_back)),
        ):
            if text:
                self.content.addWidget(words(f"{title}: {text}", "secondary", wrap=True))
        self.panel = QFrame()
        self.panel.setProperty("look", "inset")
        self._panel_column = QVBoxLayout(self.panel)
        self.panel.hide()
        self.convey = self._button("&Convey…", f"Convey the offer of {line.whose}")
        self.convey.clicked.connect(lambda _=False: self.read_back.emit(record.id))
        self.withdraw = self._button("&Withdraw", f"The offer of {line.whose} no longer stands")
        self.withdraw.clicked.connect(lambda _=False: self.withdrawn.emit(record.id))
        for button in (self.convey, self.withdraw):
            button.setVisible(line.open)
            button.setEnabled(writable)
        self.answer = QLineEdit(str(record.response))
        self.answer.setPlaceholderText("What this side may be told about the answer")
        self.answer.setAccessibleName(f"Answer to the offer of {line.whose}")
        self.answer.setVisible(line.status is AuthorisedOfferStatus.CONVEYED)
        self.answer.setReadOnly(not writable)
        self.answer.editingFinished.connect(self._answered)
        self.content.addWidget(self.answer)
        self.content.addWidget(self.panel)
        self.content.addLayout(row(self.convey, self.withdraw))

    def show_read_back(self, found: ReadBack) -> None:
        """Show exactly what the other room will see, and the button that conveys it."""
        key = self.line.record.id
        self._panel_column.addWidget(words("The other side will see exactly this:", "heading"))
        for line in found.lines:
            self._panel_column.addWidget(words(line, wrap=True))
        seen = f"Seen from then on in: {', '.join(found.seen_by)}. Nothing else crosses."
        self._panel_column.addWidget(words(seen, "secondary", wrap=True))
        now = self._button("Convey &now", "Convey exactly what is shown")
        now.setProperty("look", "primary")
        now.clicked.connect(lambda _=False: self.conveyed.emit(key))
        stop = self._button("&Not now", "Convey nothing")
        stop.clicked.connect(lambda _=False: self.panel.hide())
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(stop)
        buttons.addWidget(now)
        self._panel_column.addLayout(buttons)
        self.convey.setEnabled(False)
        self.panel.show()
        now.setFocus()

    def _answered(self) -> None:
        typed = self.answer.text().strip()
        if typed != str(self.line.record.response) and not self.answer.isReadOnly():
            self.answered.emit(self.line.record.id, typed)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(name)
        return button

"""The head of the live notes: that they are live and for how long, and what is done most."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from negotiation_tracker.desktop.elapsed import elapsed, to_the_second
from negotiation_tracker.desktop.widgets.words import Elided, chip, restyle, words
from negotiation_tracker.services.live_sheet import Sheet

TICK = 1000


class LiveHead(QWidget):
    """Title, chip with the elapsed time, the session in words, and three buttons.

    Attributes:
        rooms: place for what switches between the rooms of a mediator.

    """

    def __init__(self) -> None:
        super().__init__()
        self._sheet: Sheet | None = None
        self.title = words("Live notes", "title")
        self.state = chip("", "good")
        self.where = Elided("", "secondary")
        self.rooms = QHBoxLayout()
        self.rooms.setSpacing(6)
        self.caucus = _button(
            "Caucus   F6", "Caucus, or back from it: puts the command in the line"
        )
        self.passing = _button("Pass proposal   F7", "Pass proposal: puts the command in the line")
        self.adjourn = _button("Adjourn", "Adjourn: shows the summary to read back (Ctrl+Enter)")
        self.adjourn.setProperty("look", "primary")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(10)
        layout.addWidget(self.title)
        layout.addWidget(self.state)
        layout.addLayout(self.rooms)
        layout.addWidget(self.where, 1)
        for button in (self.caucus, self.passing, self.adjourn):
            layout.addWidget(button)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self.show_time)
        self.show_sheet(None)

    def show_sheet(self, sheet: Sheet | None, *, editable: bool = False) -> None:
        """Show which session it is and how it stands."""
        self._sheet = sheet
        running = sheet is not None and sheet.running
        for button in (self.caucus, self.passing):
            button.setVisible(sheet is not None and not sheet.locked)
            button.setEnabled(editable)
        self.adjourn.setVisible(sheet is not None)
        self.adjourn.setText("Adjourn" if running else "Summary")
        self.state.setVisible(sheet is not None)
        if running:
            self._tick.start()
        else:
            self._tick.stop()
        if sheet is None:
            self.where.show_text("")
            return
        number = f"Session {sheet.number}" if sheet.number is not None else ""
        saving = "every line is saved as you press Enter" if running else ""
        self.where.show_text(" · ".join(filter(None, (number, sheet.day, sheet.place, saving))))
        self.show_time()

    def show_time(self) -> None:
        """Bring the chip up to date."""
        sheet = self._sheet
        if sheet is None:
            return
        tone, text = "plain", "Adjourned"
        if sheet.locked:
            text = "Locked"
        elif sheet.running:
            tone, text = "good", "● Live"
            typed = sheet.rows[0].logged_at if sheet.rows else None
            began = to_the_second(sheet.convened, typed)
            if began is not None:
                text = f"● Live {elapsed(began, datetime.now(UTC))}"
        if self.state.text() != text:
            self.state.setText(text)
        if self.state.property("tone") != tone:
            restyle(self.state, "tone", tone)


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

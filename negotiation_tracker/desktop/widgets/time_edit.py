"""A line edit for a wall-clock time as people type it."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from negotiation_tracker.model.dates import ClockTime


class ClockEdit(QLineEdit):
    """Takes "9", "9:30 pm", "21.30", "noon"; Ctrl+; puts in the time it is now.

    Signals:
        read: the words changed; carries their reading on the 24-hour clock, empty when the words
            are that already or are not (yet) a time.

    """

    read = Signal(str)

    def __init__(self, zone: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self.setPlaceholderText("9:30")
        self.setToolTip("A time such as 9:30, 9:30 pm or noon. Ctrl+; puts in the time it is now.")
        self.textChanged.connect(self._announce)

    def problem(self) -> str:
        """Say what is wrong with the words, or nothing; an empty field is not wrong."""
        if not self.text().strip():
            return ""
        try:
            ClockTime.at(self.text(), self._zone())
        except ValueError as error:
            return str(error)
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_Semicolon:
            self.setText(f"{datetime.now(ZoneInfo(self._zone())):%H:%M}")
            self.textEdited.emit(self.text())
            return
        super().keyPressEvent(event)

    def _announce(self) -> None:
        self.read.emit(clock_reading(self.text(), self._zone()))


def clock_reading(text: str, zone: str) -> str:
    """Say how a typed time is read, on the 24-hour clock."""
    if not text.strip():
        return ""
    try:
        words = ClockTime.at(text, zone).describe()
    except ValueError:
        return ""
    return "" if words == text.strip() else f"→ {words}"

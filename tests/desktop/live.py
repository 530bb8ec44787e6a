"""A window in which live notes run, and hands that type in it."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.models.live_log import LiveRow, State
from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage
from tests.desktop.conftest import LONG, Settle

ENTER, ESCAPE, TAB = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@dataclass
class Table:
    """The page of live notes in its window."""

    qtbot: QtBot
    window: MainWindow
    page: LiveNotesPage
    settle: Settle

    def press(self, *keys: Qt.Key, held: Qt.KeyboardModifier | None = None) -> None:
        """Press keys where the keyboard is."""
        for key in keys:
            focus = QApplication.focusWidget() or self.window
            QTest.keyClick(focus, key, held or Qt.KeyboardModifier.NoModifier)

    def type(self, text: str) -> None:
        """Type a text where the keyboard is."""
        for letter in text:
            focus = QApplication.focusWidget()
            assert focus is not None, "nothing has the keyboard"
            QTest.keyClicks(focus, letter)

    def enter(self, *lines: str) -> None:
        """Type lines and wait until they are on disk."""
        for line in lines:
            self.type(line)
            assert not self.page.parts.line.current().refusal, self.refusal()
            self.press(ENTER)
            self.wait()

    def wait(self) -> None:
        """Wait until nothing is on its way."""
        self.settle(self.window)
        self.qtbot.waitUntil(lambda: not self.page.outbox.busy, timeout=LONG)
        self.settle(self.window)

    def rows(self) -> tuple[LiveRow, ...]:
        return self.page.parts.log.rows()

    def last(self) -> LiveRow:
        return self.rows()[-1]

    def typed(self) -> str:
        return self.page.parts.line.text()

    def reading(self) -> str:
        return self.page.parts.line.reading.text()

    def refusal(self) -> str:
        return self.page.parts.line.refusal.text()

    def has_keyboard(self) -> bool:
        return self.page.parts.line.edit.hasFocus()

    def saved(self) -> bool:
        return all(row.state is State.SAVED for row in self.rows())


def take_notes(qtbot: QtBot, window: MainWindow, settle: Settle) -> Table:
    """Start a session by its key and wait until the line has the keyboard."""
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    settle(window)
    page = window.pages["live_notes"]
    assert isinstance(page, LiveNotesPage)
    qtbot.waitUntil(lambda: page.sheet is not None and page.sheet.running, timeout=LONG)
    settle(window)
    table = Table(qtbot, window, page, settle)
    qtbot.waitUntil(table.has_keyboard, timeout=LONG)
    return table

"""The main job in the window without a screen, by the keys Qt itself sends."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker import paths
from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.dialogs.export import ExportDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.pages.sessions_page import SessionsPage
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.model.handling import Audience
from tests.journeys.program import pdf_text

pytestmark = [pytest.mark.gui, pytest.mark.journey]

LONG = 60_000
LISTED = "Mon 3 Apr 2023"
Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Start = Callable[[], MainWindow]


@pytest.fixture
def start(qtbot: QtBot) -> Iterator[Start]:
    """Start the window on the default store as the program does."""
    windows: list[MainWindow] = []

    def begin() -> MainWindow:
        window = make_window(Settings())
        windows.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        window.store_commands.open(paths.default_store(), sample=True)
        qtbot.waitUntil(lambda: window.current == "overview", timeout=LONG)
        settle(qtbot, window)
        return window

    yield begin
    for window in windows:
        assert window.tasks.close()


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until the store has nothing to do and its answers are on the screen."""
    for _ in range(2):
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=LONG)
        QApplication.processEvents()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None, "nothing has the focus"
    return widget


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), key, held)
    QApplication.processEvents()


def listed(window: MainWindow) -> list[str]:
    """Read the dates off the list of sessions."""
    page = window.pages["sessions"]
    assert isinstance(page, SessionsPage)
    model = page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def log_session(qtbot: QtBot, window: MainWindow) -> None:
    """Log a session with three proposals, by keyboard alone."""
    QTest.keyClick(window, Key.Key_L, CONTROL)
    page = window.pages["log_session"]
    assert isinstance(page, LogSessionPage)
    qtbot.waitUntil(lambda: page.form.choices is not None, timeout=LONG)
    QTest.keyClicks(focused(), "3 April 2023")
    for issue, words, numbers in (
        ("wages", "A raise on the schedule", "6.5% over 3 years"),
        ("wages", "A smaller raise", "4% on schedule"),
        ("more staff", "Two aides in each room", "2 aides"),
    ):
        press(Key.Key_F7)
        QTest.keyClicks(focused(), issue)
        press(Key.Key_Tab)
        QTest.keyClicks(focused(), words)
        press(Key.Key_Tab)
        QTest.keyClicks(focused(), numbers)
    press(Key.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: window.current == "sessions", timeout=LONG)
    settle(qtbot, window)


def export_pdf(qtbot: QtBot, window: MainWindow, target: Path) -> None:
    """Export for oneself to a PDF through the dialog and the file dialog."""
    QTest.keyClick(focused(), Key.Key_E, CONTROL)
    qtbot.waitUntil(
        lambda: isinstance(QApplication.activeModalWidget(), ExportDialog), timeout=LONG
    )
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ExportDialog)
    dialog.form.audience.setFocus()
    press(Key.Key_End)
    assert dialog.form.audience.value() is Audience.ME
    qtbot.waitUntil(lambda: "page" in dialog.page_count.text(), timeout=LONG)

    def name_the_file() -> None:
        asked = QApplication.activeModalWidget()
        assert isinstance(asked, QFileDialog)
        editor = asked.findChild(QLineEdit)
        assert editor is not None
        editor.setText(str(target))
        QTest.keyClick(editor, Key.Key_Return)

    def look() -> None:
        if isinstance(QApplication.activeModalWidget(), QFileDialog):
            name_the_file()
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "Saved" in dialog.written_words.text(), timeout=LONG)
    QTest.keyClick(dialog, Key.Key_Escape)
    settle(qtbot, window)


def test_the_main_job(start: Start, qtbot: QtBot, tmp_path: Path) -> None:
    window = start()
    assert paths.default_store().is_file(), "the first start makes the store"
    log_session(qtbot, window)
    assert listed(window)[0] == LISTED, "newest first"
    assert window.status.text().startswith("Session logged")

    press(Key.Key_Z, CONTROL)
    settle(qtbot, window)
    assert LISTED not in listed(window)
    press(Key.Key_Z, CONTROL | SHIFT)
    settle(qtbot, window)
    assert LISTED in listed(window)

    target = tmp_path / "history.pdf"
    export_pdf(qtbot, window, target)
    words = pdf_text(target)
    assert "Two aides in each room" in words
    assert "6.5% over three years" in words

    window.close()
    assert window.tasks.close()
    again = start()
    assert again.commands["undo"].text() == "&Undo Log session"
    QTest.keyClick(again, Key.Key_2, CONTROL)
    settle(qtbot, again)
    assert LISTED in listed(again)
    press(Key.Key_Z, CONTROL)
    settle(qtbot, again)
    assert LISTED not in listed(again)
    assert again.commands["redo"].text() == "&Redo Log session"

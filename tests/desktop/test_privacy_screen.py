"""One key hides everything, on any page and over any dialog, and the same key shows it again."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.dialogs.hiding import HidingDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.privacy_screen import NEUTRAL_TITLE, Cover
from negotiation_tracker.desktop.widgets.message import tell
from tests.desktop.conftest import Settle

pytestmark = pytest.mark.gui

F9, F11 = Qt.Key.Key_F9, Qt.Key.Key_F11


def press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget() or QApplication.activeWindow()
    assert focus is not None
    QTest.keyClick(focus, key)
    QApplication.processEvents()


def seen(widget: QWidget) -> str:
    """Give all words that can be seen in a window."""
    labels = [w.text() for w in widget.findChildren(QLabel) if w.isVisible()]
    fields = [w.text() for w in widget.findChildren(QLineEdit) if w.isVisible()]
    return " ".join([widget.windowTitle(), *labels, *fields])


def covered(window: MainWindow) -> bool:
    return window.privacy.covered


@pytest.mark.parametrize("page", ["overview", "sessions", "log_session", "people"])
def test_the_key_hides_every_page_and_shows_it_as_it_was(
    window: MainWindow, settle: Settle, page: str
) -> None:
    window.show_page(page)
    settle(window)
    before, focus, title = seen(window), window.focusWidget(), window.windowTitle()
    press(F9)
    assert covered(window)
    assert window.windowTitle() == NEUTRAL_TITLE
    shown = seen(window)
    assert "F9" in shown
    assert "LAUSD" not in shown
    assert "Local 99" not in shown
    cover = window.findChild(Cover)
    assert cover is not None
    assert cover.geometry() == window.rect()
    press(F9)
    settle(window)
    assert not covered(window)
    assert (seen(window), window.focusWidget(), window.windowTitle()) == (before, focus, title)


def test_nothing_is_typed_or_done_under_the_cover(window: MainWindow, settle: Settle) -> None:
    window.show_page("log_session")
    settle(window)
    press(F9)
    cover = window.findChild(Cover)
    assert cover is not None
    QTest.keyClicks(cover, "secret words")
    QTest.keyClick(cover, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(cover, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert covered(window)
    press(F9)
    assert window.current == "log_session"
    assert "secret" not in seen(window)


def test_dialogs_menus_and_newcomers_are_hidden_too(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    tell(window, "Talks about wages", "Nobody else should read this.")
    box = window.findChild(QMessageBox)
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    menu = QMenu(window)
    menu.addAction("An issue")
    menu.popup(window.mapToGlobal(window.rect().center()))
    window.privacy.cover()
    assert not menu.isVisible()
    assert "wages" not in seen(box)
    tell(window, "A late message", "It comes while everything is hidden.")
    newcomer = window.findChildren(QMessageBox)[-1]
    qtbot.waitUntil(lambda: newcomer.findChild(Cover) is not None)
    assert "late" not in seen(newcomer)
    press(F9)
    assert box.isVisible()
    assert "wages" in seen(box)
    assert "late" in seen(newcomer)
    for each in (newcomer, box):
        each.close()
    settle(window)


def test_what_was_copied_from_here_leaves_the_clipboard(window: MainWindow) -> None:
    clipboard = QGuiApplication.clipboard()
    assert QApplication.activeWindow() is window
    clipboard.setText("a private note")
    press(F9)
    assert clipboard.text() == ""
    press(F9)


def test_the_window_hides_itself_after_a_while(window: MainWindow, qtbot: QtBot) -> None:
    assert not window.privacy._idle.isActive(), "off unless somebody asks for it"
    window.settings.set_hiding("F9", 5)
    window.privacy.follow_settings()
    assert window.privacy._idle.interval() == 5 * 60_000
    window.privacy._idle.setInterval(50)
    QTest.keyClick(window, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: covered(window))
    window.privacy._idle.setInterval(0)
    press(F9)
    assert not covered(window)


def test_another_key_can_be_chosen_but_none_that_is_taken(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    window.commands["hiding"].trigger()
    dialog = window.findChild(HidingDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    for taken in ("Ctrl+E", "F7", "A", "", "Return", "Shift+Tab", "Esc", "Ctrl+V"):
        dialog.key.setKeySequence(QKeySequence(taken))
        dialog.accept()
        assert dialog.problem.text()
        assert dialog.isVisible()
    dialog.key.setKeySequence(QKeySequence("F11"))
    dialog.accept()
    settle(window)
    assert window.settings.hiding_key() == "F11"
    assert ("Hide everything now", "F11") in window.commands.shortcuts()["View"]
    press(F9)
    assert not covered(window)
    press(F11)
    assert covered(window)
    window.privacy.show_again()

"""The frame: opening, switching, menus, audience, undo, theme, geometry."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.actions import ACTIONS
from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.registry import NAVIGATION
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle

pytestmark = pytest.mark.gui
UTLA = "LAUSD-UTLA-2019"
SEIU = "LAUSD-SEIU99-2023"


def negotiation_id(window: MainWindow, code: str) -> int:
    return next(n.id for n in window.shown.negotiations if n.code == code)


def test_it_opens_on_the_overview_of_the_newest_talks(window: MainWindow) -> None:
    shown = window.shown.negotiation
    assert shown is not None
    assert shown.code == SEIU
    assert window.current == "overview"


def test_a_first_start_makes_a_store_with_the_sample(
    bare_window: MainWindow, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    path = tmp_path / "new" / "first.negotiations"
    bare_window.show()
    bare_window.store_commands.open(path, sample=True)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    assert path.is_file()
    assert [n.code for n in bare_window.shown.negotiations] == [SEIU, UTLA]
    assert bare_window.commands["undo"].text() == "&Undo Load sample"


def test_a_file_that_is_no_store_is_explained_and_the_window_stays(
    bare_window: MainWindow, tmp_path: Path, settle: Settle
) -> None:
    wrong = tmp_path / "wrong.negotiations"
    wrong.write_text("not a store")
    bare_window.show()
    bare_window.store_commands.open(wrong)
    settle(bare_window)
    words = bare_window.starting.text()
    assert "not a store" in words.lower()
    assert "File menu" in words
    assert wrong.read_text() == "not a store"
    assert not bare_window.commands["log_session"].isEnabled()
    assert bare_window.commands["open_store"].isEnabled()


def test_another_negotiation_is_shown_on_all_pages(window: MainWindow, settle: Settle) -> None:
    window.show_page("sessions")
    settle(window)
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    assert {page.negotiation_id for page in window.pages.values()} == {negotiation_id(window, UTLA)}


def test_the_negotiation_is_remembered(
    window: MainWindow, store: Path, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    window.settings.sync()
    assert window.tasks.close(LONG / 1000)
    again = make_window(Settings(tmp_path / "window.ini"))
    qtbot.addWidget(again)
    again.show()
    again.store_commands.open(store)
    qtbot.waitUntil(lambda: again.current == "overview", timeout=LONG)
    assert again.shown.negotiation is not None
    assert again.shown.negotiation.code == UTLA
    assert again.tasks.close(LONG / 1000)


def test_one_key_shows_what_the_public_sees_and_says_so(window: MainWindow, settle: Settle) -> None:
    def hide(writer: RecordWriter) -> None:
        writer.update("session", 1, handling="team", confidence_of_id=1)

    window.tasks.change("Hide a session", hide)
    settle(window)
    window.show_negotiation(_negotiation_of_session_1(window))
    settle(window)
    before = window.shown.counts["sessions"]
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert shown_to(window) is Audience.PUBLIC
    assert window.shown.counts["sessions"] == before - 1
    assert "trash" not in window.shown.counts
    assert window.status.audience_text() == "Shown as: Public, press, researchers"
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert shown_to(window) is Audience.ME
    assert window.shown.counts["sessions"] == before


def shown_to(window: MainWindow) -> Audience:
    return window.shown.reader.audience


def _negotiation_of_session_1(window: MainWindow) -> int:
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    record = ws.find("session", 1)
    ws.close()
    assert record is not None
    return int(record.negotiation_id)


def test_undo_says_what_and_can_be_done_again(window: MainWindow, settle: Settle) -> None:
    def note(writer: RecordWriter) -> None:
        writer.update("negotiation", 1, note="a note")

    window.tasks.change("Add a note", note)
    settle(window)
    assert window.status.text() == "Add a note ·"
    assert window.commands["undo"].text() == "&Undo Add a note"
    window.commands["undo"].trigger()
    settle(window)
    assert window.status.text() == "Undone: Add a note"
    assert window.commands["redo"].text() == "&Redo Add a note"
    window.commands["redo"].trigger()
    settle(window)
    assert window.commands["undo"].text() == "&Undo Add a note"


def test_the_store_can_be_backed_up_and_checked(window: MainWindow, settle: Settle) -> None:
    window.commands["backup"].trigger()
    settle(window)
    assert window.status.text().startswith("Backed up and verified: talks-")
    window.commands["check"].trigger()
    settle(window)
    box = QApplication.activeModalWidget()
    assert box is not None
    assert "sound" in box.property("text")
    box.close()


def test_every_action_does_something(window: MainWindow) -> None:
    for spec in ACTIONS:
        action = window.commands[spec.key]
        assert action.receivers("2triggered(bool)") > 0, spec.key


def test_no_two_actions_share_a_key_and_menus_have_letters() -> None:
    for page in {spec.page for spec in ACTIONS}:
        # On its page an action comes before those of the whole window.
        keys = [key for spec in ACTIONS if spec.page == page for key in spec.keys]
        assert len(keys) == len(set(keys))
    for spec in ACTIONS:
        assert "&" in spec.text or spec.group == "audience", spec.key
    for menu in {spec.menu for spec in ACTIONS}:
        letters = [
            spec.text[spec.text.index("&") + 1].lower()
            for spec in ACTIONS
            if spec.menu == menu and "&" in spec.text
        ]
        inside = {spec.menu for spec in ACTIONS if spec.menu.startswith(f"{menu}/")}
        letters += [path[path.rindex("&") + 1].lower() for path in inside]
        assert len(letters) == len(set(letters)), f"{menu}: {sorted(letters)}"


def test_pages_have_their_keys_in_the_order_of_the_navigation(bare_window: MainWindow) -> None:
    *pages, trash = NAVIGATION
    keys = [bare_window.commands[f"page_{key}"].shortcut().toString() for key in pages]
    assert keys == [f"Ctrl+{digit}" for digit in "1234567890"][: len(pages)]
    assert trash == "trash"


def test_the_keyboard_reaches_the_pages(window: MainWindow, settle: Settle) -> None:
    for key in reversed(NAVIGATION):
        keys = window.commands[f"page_{key}"].shortcut()
        assert not keys.isEmpty(), key
        QTest.keySequence(window, keys)
        settle(window)
        assert window.current == key
        assert window.commands[f"page_{key}"].isChecked()


def test_whatever_takes_the_focus_has_a_name(window: MainWindow, settle: Settle) -> None:
    for key in NAVIGATION:
        window.show_page(key)
        settle(window)
        nameless = [
            f"{key}: {type(widget).__name__} {widget.objectName()}"
            for widget in window.findChildren(QWidget)
            if isinstance(widget, QAbstractButton | QLineEdit | QComboBox)
            and widget.isVisible()
            and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not _accessible_name(widget)
        ]
        assert nameless == []


def _accessible_name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return found.text(QAccessible.Text.Name)


def test_colours_and_text_size_change_and_are_remembered(window: MainWindow, qtbot: QtBot) -> None:
    window.commands[f"theme_{Scheme.DARK}"].trigger()
    assert window.theme.dark
    wanted = window.theme.colour("window")
    qtbot.waitUntil(lambda: window.palette().window().color() == wanted, timeout=LONG)
    window.commands["larger"].trigger()
    assert window.theme.size == 14
    assert window.settings.text_size() == 14
    assert window.settings.scheme() is Scheme.DARK
    window.commands["normal_size"].trigger()
    assert window.theme.size == 13
    assert window.settings.text_size() is None
    window.commands[f"theme_{Scheme.LIGHT}"].trigger()
    assert not window.theme.dark


def test_size_is_remembered(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    window.resize(window.width(), 610)
    window.close()
    again = make_window(Settings(tmp_path / "window.ini"))
    qtbot.addWidget(again)
    assert again.height() == 610
    assert again.tasks.close(LONG / 1000)


def test_an_empty_store_says_what_belongs_there(
    bare_window: MainWindow, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    bare_window.show()
    bare_window.store_commands.open(tmp_path / "empty.negotiations")
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    buttons = {b.text() for b in bare_window.pages["overview"].findChildren(QAbstractButton)}
    assert {"New negotiation…", "Load the sample"} <= buttons
    assert enabled(bare_window) == {"overview", "trash"}
    assert not bare_window.commands["log_session"].isEnabled()
    bare_window.commands["load_sample"].trigger()
    qtbot.waitUntil(lambda: bool(bare_window.shown.negotiations), timeout=LONG)
    settle(bare_window)
    assert bare_window.commands["log_session"].isEnabled()
    assert enabled(bare_window) == set(NAVIGATION)
    bare_window.show_page("sessions")
    bare_window.commands["undo"].trigger()
    qtbot.waitUntil(lambda: not bare_window.shown.negotiations, timeout=LONG)
    settle(bare_window)
    assert bare_window.current == "overview"


def enabled(window: MainWindow) -> set[str]:
    return {key for key in NAVIGATION if window.commands[f"page_{key}"].isEnabled()}


def test_without_a_store_nothing_that_needs_one_can_be_used(bare_window: MainWindow) -> None:
    bare_window.show()
    assert enabled(bare_window) == set()
    assert not bare_window.side.switcher.isEnabled()
    usable = {s.key for s in ACTIONS if bare_window.commands[s.key].isEnabled()}
    assert usable == {s.key for s in ACTIONS if not s.needs_store}


def test_a_read_only_store_offers_no_changes(
    bare_window: MainWindow,
    store: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The administrator may write anywhere, so the system's answer is replaced, not the file's mode.
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    bare_window.show()
    bare_window.store_commands.open(store)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    state = bare_window.tasks.state
    assert state is not None
    assert state.read_only
    for key in ("log_session", "new_negotiation", "import_bundle", "load_sample", "undo", "redo"):
        assert not bare_window.commands[key].isEnabled(), key
    assert bare_window.commands["export"].isEnabled()


def test_menu_keys_work_from_a_text_field_and_undo_stays_with_the_field(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    def note(writer: RecordWriter) -> None:
        writer.update("negotiation", 1, note="a note")

    window.tasks.change("Add a note", note)
    window.show_page("sessions")
    settle(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    editors = window.pages["sessions"].findChildren(QLineEdit)
    editor = next(e for e in editors if e.accessibleName() == "Filter: Search in sessions")
    editor.setFocus()
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert editor.text() == ""
    assert window.commands["undo"].text() == "&Undo Add a note"
    QTest.keyClick(editor, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert window.current == "overview"
    window.show_page("sessions")
    asked: list[bool] = []
    window.commands["export"].triggered.disconnect()
    window.commands["export"].triggered.connect(lambda: asked.append(True))
    QTest.keyClick(editor, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert asked == [True]

"""A mediator's window: in one room nothing can be found of the other."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QModelIndex,
    QObject,
    Qt,
)
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.dialogs.purge import PurgeDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.authorised_page import AuthorisedPage
from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.pages.registry import NAVIGATION
from negotiation_tracker.desktop.widgets.search_box import SearchBox
from negotiation_tracker.desktop.widgets.top_bar import TopBar
from negotiation_tracker.services import people
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle
from tests.services.mediation import SECRETS, SHARED, Mediation, fill_room_a

pytestmark = pytest.mark.gui


@pytest.fixture(scope="session")
def mediated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mediated") / "case.negotiations"
    ws = Workspace.create(path, actor="tester")
    fill_room_a(Mediation(ws))
    ws.close()
    return path


@pytest.fixture
def room_window(
    bare_window: MainWindow, mediated: Path, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> MainWindow:
    path = tmp_path / "case.negotiations"
    shutil.copy(mediated, path)
    bare_window.show()
    bare_window.store_commands.open(path)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    return bare_window


def _go(window: MainWindow, key: str, settle: Settle) -> None:
    window.commands[key].trigger()
    settle(window)
    settle(window)


def _everything(window: MainWindow) -> Iterator[str]:
    """Give every text that the window, its models and its completions hold."""
    yield window.windowTitle()
    yield QGuiApplication.clipboard().text()
    for thing in [window, *window.findChildren(QObject)]:
        yield from _texts(thing)
    for extra in QApplication.topLevelWidgets():
        if extra is not window:
            for thing in [extra, *extra.findChildren(QObject)]:
                yield from _texts(thing)


def _texts(thing: QObject) -> Iterator[str]:
    if isinstance(thing, QAction):
        yield f"{thing.text()} {thing.toolTip()} {thing.statusTip()} {thing.iconText()}"
    if isinstance(thing, QAbstractItemModel):
        yield from _cells(thing, QModelIndex())
    if isinstance(thing, QWidget):
        yield from _texts_of_widget(thing)


def _texts_of_widget(thing: QWidget) -> Iterator[str]:
    yield f"{thing.toolTip()} {thing.accessibleName()} {thing.accessibleDescription()}"
    yield f"{thing.statusTip()} {thing.whatsThis()} {thing.windowTitle()}"
    if isinstance(thing, QLabel):
        yield thing.text()
    elif isinstance(thing, QLineEdit):
        yield f"{thing.text()} {thing.placeholderText()}"
        completer = thing.completer()
        if completer is not None:
            yield from _cells(completer.model(), QModelIndex())
    elif isinstance(thing, QPlainTextEdit):
        yield f"{thing.toPlainText()} {thing.placeholderText()}"
    elif isinstance(thing, QComboBox):
        yield " ".join(thing.itemText(n) for n in range(thing.count()))
    elif isinstance(thing, QAbstractItemView) and thing.model() is not None:
        yield from _cells(thing.model(), QModelIndex())
    elif hasattr(thing, "text") and callable(thing.text):
        yield str(thing.text())


def _cells(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.EditRole)
    flat = isinstance(model, QAbstractListModel)
    for row in range(min(model.rowCount(parent), 400)):
        for column in range(1 if flat else model.columnCount(parent)):
            index = model.index(row, column, parent)
            yield " ".join(str(model.data(index, role) or "") for role in roles)
            if column == 0 and not flat and not isinstance(model, QAbstractTableModel):
                yield from _cells(model, index)


def _found(window: MainWindow, words: tuple[str, ...]) -> set[str]:
    text = "\n".join(_everything(window)).casefold()
    return {word for word in words if word.casefold() in text}


def test_room_b_holds_nothing_of_room_a(
    room_window: MainWindow, settle: Settle, caplog: pytest.LogCaptureFixture
) -> None:
    window = room_window
    _go(window, "room_1", settle)
    seen: set[str] = set()
    for key in (*NAVIGATION, "log_session"):
        window.show_page(key)
        settle(window)
        seen |= _found(window, SECRETS)
    assert len(seen) >= 10, "the test must be able to see what room A shows"
    QGuiApplication.clipboard().setText("lanternline")
    everywhere = (*NAVIGATION, "log_session")
    for key, pages in (("room_2", everywhere), ("room_joint", ("overview", "people"))):
        _go(window, key, settle)
        for page in pages:
            window.show_page(page)
            settle(window)
            assert _found(window, SECRETS) == set(), f"{page} in {key}"
        window.show_page("sessions")
        settle(window)
        assert SHARED in "\n".join(_everything(window))
    assert not [word for word in SECRETS if word in caplog.text]
    _go(window, "room_desk", settle)
    window.show_page("sessions")
    settle(window)
    assert _found(window, ("zephyrsummary", SHARED)) == {"zephyrsummary", SHARED}


def test_the_frame_says_which_room_it_is(room_window: MainWindow, settle: Settle) -> None:
    window = room_window
    frame = window.centralWidget()
    assert frame is not None
    assert [b.text() for b in window.rooms.bar.buttons()] == [
        "My own desk", "Room A: Example Workers", "Room B: Sample Works", "Joint",
    ]  # fmt: skip
    assert frame.property("room") in ("", None)
    for key, colour, name in (
        ("room_1", "first", "Room A"), ("room_2", "second", "Room B"),
        ("room_joint", "joint", "Joint"), ("room_desk", "", ""),
    ):  # fmt: skip
        _go(window, key, settle)
        assert (frame.property("room") or "") == colour
        assert window.windowTitle().startswith(f"{name} · " if name else "Overview")
        assert window.status.audience_text().endswith(name or "Me (everything)")
        assert window.commands[key].isChecked()
        assert window.commands["purge"].isEnabled() is (key == "room_desk")
    assert window.rooms.bar.text().startswith("Everything")


def test_undo_is_not_offered_for_what_happened_elsewhere(
    room_window: MainWindow, settle: Settle
) -> None:
    window = room_window
    _go(window, "room_1", settle)
    window.tasks.change("Write down", lambda w: people.add(w, "Another Example"))
    settle(window)
    assert window.commands["undo"].isEnabled()
    _go(window, "room_2", settle)
    assert not window.commands["undo"].isEnabled()
    assert "Write down" not in window.commands["undo"].toolTip() + window.status.text()
    _go(window, "room_1", settle)
    assert window.commands["undo"].text() == "&Undo Write down"


def test_what_is_typed_in_a_room_is_kept_for_that_room(
    room_window: MainWindow, settle: Settle
) -> None:
    window = room_window
    _go(window, "room_1", settle)
    window.show_page("log_session")
    settle(window)
    page = window.pages["log_session"]
    assert isinstance(page, LogSessionPage)
    marks = page.form.details.handling
    assert [marks.itemText(n) for n in range(marks.count())] == [
        "Room A: Example Workers only", "Mediator only",
    ]  # fmt: skip
    edits = page.findChildren(QPlainTextEdit)
    edits[0].setPlainText("unfinishedmagenta")
    _go(window, "room_2", settle)
    assert window.current == "log_session"
    assert _found(window, ("unfinishedmagenta",)) == set()
    _go(window, "room_1", settle)
    assert _found(window, ("unfinishedmagenta",)) == {"unfinishedmagenta"}


def test_other_talks_have_no_rooms(window: MainWindow) -> None:
    assert not window.rooms.bar.isVisible()
    assert not window.commands["room_1"].isEnabled()
    assert not window.commands["authorised"].isEnabled()
    assert window.commands["room_1"].shortcut().toString() == "Alt+1"


def test_an_offer_is_authorised_read_back_and_conveyed(
    room_window: MainWindow, settle: Settle
) -> None:
    window = room_window
    _go(window, "room_2", settle)
    window.commands["authorised"].trigger()
    settle(window)
    page = window.pages["authorised"]
    assert isinstance(page, AuthorisedPage)
    assert page.cards == {}
    assert page.form.side.count() == 1
    page.form.save.click()
    settle(window)
    assert "exact terms" in page.form.fields["terms"].error
    page.form.terms.setPlainText("Wages: 4% over 3 years")
    page.form.conditions.setText("umbercondition")
    page.form.save.click()
    settle(window)
    [card] = page.cards.values()
    assert page.form.terms.toPlainText() == ""
    card.convey.click()
    settle(window)
    shown = " ".join(label.text() for label in card.panel.findChildren(QLabel))
    assert "Wages: 4% over three years" in shown
    assert "umbercondition" not in shown
    now = next(b for b in card.panel.findChildren(QPushButton) if b.text() == "Convey &now")
    now.click()
    settle(window)
    [card] = page.cards.values()
    assert card.line.conveyed_as == "P1"
    assert not card.convey.isVisible()
    _go(window, "room_1", settle)
    window.show_page("proposals")
    settle(window)
    assert _found(window, ("4% over three years", "umbercondition")) == {"4% over three years"}
    _go(window, "room_joint", settle)
    window.show_page("authorised")
    settle(window)
    page = window.pages["authorised"]
    assert isinstance(page, AuthorisedPage)
    assert not page.form.isVisible()


def test_purging_asks_for_the_code_and_lists_what_may_still_hold_it(
    room_window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    window = room_window
    window.tasks.long(lambda ws, _: ws.backup(), lambda _: None)
    settle(window)
    window.commands["purge"].trigger()
    settle(window)
    dialog = window.findChild(PurgeDialog)
    assert dialog is not None
    dialog.code.setText("med-1")
    assert not dialog.purge_button.isEnabled()
    dialog.code.setText("MED-1")
    dialog.purge_button.click()
    settle(window)
    text = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "none is left in it" in text
    delete = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Delete")
    delete.click()
    qtbot.waitUntil(lambda: delete.text() == "Deleted", timeout=LONG)
    dialog.close()
    window.show_page("sessions")
    settle(window)
    assert _found(window, (*SECRETS, SHARED)) == set()


def test_live_notes_of_a_room_are_seen_and_resumed_there_only(
    room_window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    window = room_window
    _go(window, "room_1", settle)
    window.commands["live_notes"].trigger()
    settle(window)
    page = window.pages["live_notes"]
    assert isinstance(page, LiveNotesPage)
    QTest.keyClicks(page.parts.line.edit, "u basaltword on wages")
    QTest.keyClick(page.parts.line.edit, Qt.Key.Key_Return)
    settle(window)
    QTest.keyClicks(page.parts.line.edit, "half typed graniteword")
    assert _found(window, ("basaltword", "graniteword")) == {"basaltword", "graniteword"}
    for key in ("room_2", "room_joint"):
        _go(window, key, settle)
        assert window.current == "live_notes"
        assert _found(window, ("basaltword", "graniteword", *SECRETS)) == set()
        top = window.findChild(TopBar)
        assert top is not None
        assert top.live_text() == ""
    _go(window, "room_1", settle)
    window.commands["live_notes"].trigger()
    settle(window)
    assert _found(window, ("basaltword", "graniteword")) == {"basaltword", "graniteword"}
    window.settings.sync()
    for file in tmp_path.glob("*.ini"):
        assert not [word for word in (*SECRETS, "basaltword") if word in file.read_text()]


def test_what_was_searched_for_in_a_room_is_forgotten(
    room_window: MainWindow, settle: Settle
) -> None:
    window = room_window
    _go(window, "room_1", settle)
    box = window.findChild(SearchBox)
    assert box is not None
    box.setFocus()
    QTest.keyClicks(box, "lanternline")
    settle(window)
    assert _found(window, ("lanternline",)) == {"lanternline"}
    window.rooms.bar.buttons()[2].click()
    settle(window)
    settle(window)
    box.undo()
    assert window.windowTitle().startswith("Room B")
    assert _found(window, SECRETS) == set()
    box.setFocus()
    QTest.keyClicks(box, "lanternlin")
    settle(window)
    assert _found(window, SECRETS) == set()

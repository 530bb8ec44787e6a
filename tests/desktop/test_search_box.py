"""The search box: what is found as one types, how it is chosen, and who may see it."""

import sqlite3
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.search_frame import SearchFrame
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.services import records
from negotiation_tracker.store import search_index
from tests.desktop.conftest import LONG, Settle

pytestmark = pytest.mark.gui
UTLA = "LAUSD-UTLA-2019"

Type = Callable[[str], list[str]]


@pytest.fixture
def frame(window: MainWindow) -> SearchFrame:
    found = window.findChild(SearchFrame)
    assert isinstance(found, SearchFrame)
    return found


@pytest.fixture
def type_in(window: MainWindow, frame: SearchFrame, settle: Settle) -> Type:
    """Type into the box as a person does; gives the rows then shown."""

    def call(text: str) -> list[str]:
        window.commands["search"].trigger()
        QTest.keyClicks(frame.box, text)
        settle(window)
        return [entry.spoken() for entry in frame.list.model.entries]

    return call


def press(frame: SearchFrame, key: Qt.Key) -> None:
    QTest.keyClick(frame.box, key)


def test_actions_names_and_records_are_found_as_one_types(
    frame: SearchFrame, type_in: Type
) -> None:
    rows = type_in("l")
    assert rows[0] == "Actions"
    assert any(row.startswith("Log session, Ctrl+L") for row in rows)
    assert "Names" in rows
    assert "Records, newest first" in rows
    assert frame.list.found().endswith("found")
    assert frame.list.isVisible()
    current = frame.list.current()
    assert current is not None
    assert not current.heading
    assert frame.box.accessibleDescription() == current.spoken()


def test_the_words_found_stand_out(frame: SearchFrame, type_in: Type) -> None:
    type_in("superintend")
    bold = {
        text.casefold()
        for entry in frame.list.model.entries
        for text, found in (*entry.main, *entry.detail)
        if found
    }
    assert bold
    assert all(word.startswith("superintend") for word in bold)


def test_enter_opens_the_record_on_its_page_in_its_talks(
    window: MainWindow, frame: SearchFrame, type_in: Type, settle: Settle
) -> None:
    type_in("nurses")
    rows = frame.list.model.entries
    place = next(n for n, e in enumerate(rows) if e.record is not None and UTLA in e.spoken())
    while frame.list.view.currentIndex().row() < place:
        press(frame, Qt.Key.Key_Down)
    press(frame, Qt.Key.Key_Return)
    settle(window)
    settle(window)
    shown = window.shown.negotiation
    assert shown is not None
    assert shown.code == UTLA
    assert not frame.list.isVisible()
    assert frame.box.text() == ""


def test_enter_does_an_action(window: MainWindow, frame: SearchFrame, type_in: Type) -> None:
    type_in("sess")
    place = next(
        n for n, e in enumerate(frame.list.model.entries) if e.spoken().startswith("Sessions, Ctrl")
    )
    frame.list.step(place, start=0)
    frame.list.view.setCurrentIndex(frame.list.model.index(place))
    press(frame, Qt.Key.Key_Return)
    assert window.current == "sessions"


def test_the_keys_walk_past_headings_and_stay_in_the_list(
    frame: SearchFrame, type_in: Type
) -> None:
    rows = frame.list.model
    type_in("l")
    first = frame.list.view.currentIndex().row()
    press(frame, Qt.Key.Key_Up)
    assert frame.list.view.currentIndex().row() == first
    seen = set()
    for _ in range(len(rows.entries) + 3):
        press(frame, Qt.Key.Key_Down)
        seen.add(frame.list.view.currentIndex().row())
    assert all(not rows.entries[row].heading for row in seen)
    assert max(seen) == len(rows.entries) - 1
    press(frame, Qt.Key.Key_PageUp)
    assert frame.list.view.currentIndex().row() < len(rows.entries) - 1


@pytest.mark.parametrize("way", ["escape", "leaving", "emptying"])
def test_what_was_found_is_forgotten(
    window: MainWindow, frame: SearchFrame, type_in: Type, way: str
) -> None:
    assert type_in("strike")
    if way == "escape":
        press(frame, Qt.Key.Key_Escape)
        assert frame.box.text() == ""
        assert not frame.box.hasFocus()
    elif way == "leaving":
        window.side.switcher.setFocus()
    else:
        frame.box.selectAll()
        press(frame, Qt.Key.Key_Backspace)
    assert not frame.list.isVisible()
    assert frame.list.model.entries == ()


def test_others_find_only_what_they_may_see(
    window: MainWindow, frame: SearchFrame, type_in: Type, settle: Settle
) -> None:
    talks = window.shown.negotiation_id
    secret = {"negotiation_id": talks, "text": "zanzibar", "handling": "mediator_only"}
    window.tasks.change("Note", lambda w: records.create(w, "private_note", secret))
    settle(window)
    assert any("zanzibar" in row for row in type_in("zanzi"))
    window.commands["show_public"].trigger()
    settle(window)
    assert (frame.box.text(), frame.list.model.entries) == ("", ())
    assert window.shown.reader.audience is Audience.PUBLIC
    assert type_in("zanzi") == []
    assert frame.list.found() == "Nothing found in the record"
    assert type_in("strike")


def test_only_the_newest_text_is_answered(
    window: MainWindow, frame: SearchFrame, type_in: Type, settle: Settle
) -> None:
    window.commands["search"].trigger()
    for text in ("s", "st", "str", "zzzzzz"):
        frame.box.setText(text)
        frame.box.textEdited.emit(text)
    settle(window)
    assert frame.list.model.entries == ()
    assert frame.list.found() == "Nothing found in the record"


def test_without_a_store_only_actions_are_found(bare_window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitExposed(bare_window):
        bare_window.show()
    frame = bare_window.findChild(SearchFrame)
    assert isinstance(frame, SearchFrame)
    frame.begin()
    QTest.keyClicks(frame.box, "shortcuts")
    assert [e.spoken() for e in frame.list.model.entries] == ["Actions", "Keyboard shortcuts, F1"]
    assert frame.list.found() == "No store is open"


def test_text_of_the_record_is_never_markup(
    window: MainWindow, frame: SearchFrame, type_in: Type, settle: Settle
) -> None:
    talks = window.shown.negotiation_id
    fields = {"negotiation_id": talks, "title": "<b>qqq</b> & <img src=x>", "kind": "task"}
    window.tasks.change("Task", lambda w: records.create(w, "follow_up", fields))
    settle(window)
    assert any("<b>qqq</b> & <img src=x>" in row for row in type_in("qqq"))
    picture = frame.list.grab()
    assert not picture.isNull()


def test_the_index_is_put_in_order_when_nobody_waits(
    window: MainWindow, store: Path, settle: Settle, qtbot: QtBot
) -> None:
    talks = window.shown.negotiation_id
    for number in range(8):
        fields = {"negotiation_id": talks, "title": f"Task {number}", "kind": "task"}
        window.tasks.change("Task", partial(records.create, kind="follow_up", raw=fields))
    settle(window)
    db = sqlite3.connect(store)
    before = search_index.pieces(db)
    assert before >= 8
    qtbot.waitUntil(lambda: search_index.pieces(db) < before, timeout=LONG)
    db.close()
    settle(window)
    assert not window.status.text().startswith("Brought up to date")

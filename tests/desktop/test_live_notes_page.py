"""Live notes by real keys: every line reaches the disk in order, and nothing typed is ever lost."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.actions import ACTIONS
from negotiation_tracker.desktop.dialogs.export_choices import ExportMemory
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.models.live_log import ENTRY, TIME, State
from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage
from negotiation_tracker.desktop.widgets.top_bar import TopBar
from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle
from tests.desktop.live import CONTROL, ENTER, ESCAPE, SHIFT, TAB, Table, take_notes

pytestmark = pytest.mark.gui

UP, DOWN, DELETE = Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Delete
F2, F3, F4, F5, F6, F7, F9 = (getattr(Qt.Key, f"Key_F{n}") for n in (2, 3, 4, 5, 6, 7, 9))


@pytest.fixture
def table(qtbot: QtBot, window: MainWindow, settle: Settle) -> Table:
    return take_notes(qtbot, window, settle)


def no_dialog() -> bool:
    return not any(isinstance(w, QDialog) and w.isVisible() for w in QApplication.topLevelWidgets())


def test_one_key_starts_and_the_frame_says_that_notes_are_live(table: Table) -> None:
    window = table.window
    assert window.current == "live_notes"
    top = window.findChild(TopBar)
    assert top is not None
    table.qtbot.waitUntil(lambda: top.live_text().startswith("● Live 00:"), timeout=LONG)
    assert table.page.parts.head.state.text().startswith("● Live 00:")
    assert window.commands["live_notes"].text().replace("&", "") == "Resume session"
    window.show_page("overview")
    assert top.live_text().startswith("● Live"), "every page says so"
    window.commands["live_notes"].trigger()
    table.wait()
    assert [row.strong for row in table.rows()] == ["Convened"], "the same session goes on"


def test_a_line_is_saved_at_enter_and_the_screen_says_so(table: Table) -> None:
    table.enter("Both sides are here")
    assert table.last().text == "Both sides are here"
    assert table.saved()
    assert table.typed() == ""
    assert table.has_keyboard()
    assert table.reading().startswith("✓ Saved ")
    assert table.window.status.saved_text().startswith("● Saved ")
    assert table.window.status.saved_text().count(":") == 2


def test_lines_typed_while_the_store_is_busy_keep_their_order(table: Table) -> None:
    before = len(table.rows())
    for number in range(8):
        table.type(f"line {number}")
        table.press(ENTER)
        assert table.typed() == "", "the next line can be typed at once"
    shown = [row.text for row in table.rows()[before:]]
    assert shown == [f"line {n}" for n in range(8)], "what waits is on the screen too"
    assert table.last().state is State.WAITING
    table.wait()
    assert [row.text for row in table.rows()[before:]] == shown
    assert table.saved()


def test_an_offer_is_read_while_it_is_typed_and_becomes_a_proposal(table: Table) -> None:
    table.type("e /offer #wages 5% over 3 years")
    assert table.reading().startswith("LAUSD offers 5% over 3 years on Wages")
    table.press(ENTER)
    table.wait()
    row = table.last()
    assert row.strong.startswith("Proposal P")
    assert row.tone == "employer"
    wages = table.page.parts.table._shown
    assert wages is not None
    assert "5%" in next(s.text for s in wages[0].says if s.side == "E")


def test_what_is_not_understood_is_kept_and_said_and_a_refusal_keeps_the_line(
    table: Table,
) -> None:
    table.type("@Nobodyhere asks about #nothingknown")
    kept = table.page.parts.line.kept
    assert kept.isVisible()
    assert "@Nobodyhere" in kept.text()
    table.page.parts.line.clear()
    table.type("/reject P99")
    assert table.refusal().startswith("… ")
    before = len(table.rows())
    table.press(ENTER)
    assert table.refusal().startswith("⚠ ")
    assert table.typed() == "/reject P99"
    assert len(table.rows()) == before
    assert no_dialog()


def test_completion_never_takes_enter_from_a_finished_line(table: Table) -> None:
    edit = table.page.parts.line.edit
    table.type("@Carv")
    assert edit.list_open()
    table.press(TAB)
    assert not edit.list_open()
    assert "Carvalho" in table.typed()
    table.type("speaks of #wag")
    assert edit.list_open()
    table.press(ESCAPE)
    assert not edit.list_open()
    assert table.typed().endswith("#wag")
    table.type("es")
    assert edit.list_open()
    table.press(ENTER)
    table.wait()
    assert table.last().subject == "Wages", "Enter saved the line though the list was open"
    table.type("/cau")
    table.press(DOWN, ENTER)
    assert table.typed().startswith("/caucus")


def test_the_keyboard_comes_back_to_the_line(table: Table) -> None:
    parts = table.page.parts
    for widget in (parts.log.viewport(), parts.people.list.viewport(), parts.head.title):
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=QPoint(40, 200))
        table.qtbot.waitUntil(table.has_keyboard)
    table.wait()
    bar = table.window.findChild(TopBar)
    assert bar is not None
    bar.findChildren(QPushButton)[0].setFocus()
    assert not table.has_keyboard()
    table.type("x")
    assert table.has_keyboard()
    assert table.typed() == "x", "typing anywhere goes to the line"


def test_a_private_note_cannot_be_taken_for_a_line_of_the_log(table: Table) -> None:
    table.type("/note our floor is nine")
    assert table.reading().startswith("Private note")
    table.press(ENTER)
    table.wait()
    note = table.last()
    assert note.private
    assert note.number == 0
    assert any(chip.locked and "private" in chip.words for chip in note.chips)
    assert "private note" in note.spoken()
    table.enter("/caucus u", "they would take eight")
    assert table.last().private, "what is noted in a caucus is private"
    goes_on = table.rows()[-2]
    assert goes_on.band
    assert any(chip.words.startswith("goes on · 00:") for chip in goes_on.chips)
    table.press(F6)
    assert table.typed() == "/back"
    table.press(ENTER)
    table.wait()
    assert any("until" in chip.words for row in table.rows() for chip in row.chips)


def test_the_keys_of_the_page_put_commands_in_and_give_back_what_was_typed(table: Table) -> None:
    table.type("half a thou")
    table.press(F7)
    assert table.typed() == "/offer "
    table.type("u #wages 6%")
    table.press(ENTER)
    table.wait()
    assert table.typed() == "half a thou"
    assert table.last().strong.startswith("Proposal")
    enabled = [s for s in ACTIONS if table.window.commands[s.key].isEnabled()]
    keys = [key.toString() for s in enabled for key in table.window.commands[s.key].shortcuts()]
    assert len(keys) == len(set(keys)), "no two actions answer the same key here"


def test_lines_are_changed_in_place_until_the_lock(table: Table) -> None:
    table.enter("The frist line", "The second line")
    first, second = table.rows()[-2:]
    table.press(UP)
    table.qtbot.waitUntil(table.page.parts.log.editing)
    table.type(" as mended")
    table.press(ENTER)
    table.wait()
    assert table.last().text != second.text
    assert table.last().key == second.key
    table.qtbot.waitUntil(table.has_keyboard)
    place = len(table.rows()) - 2
    log = table.page.parts.log
    centre = log.visualRect(log.model().index(place, ENTRY)).center()
    QTest.mouseClick(log.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    QTest.mouseDClick(log.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    table.qtbot.waitUntil(log.editing)
    table.press(Qt.Key.Key_A, held=CONTROL)
    table.type("The first line")
    table.press(ENTER)
    table.wait()
    assert table.rows()[place].text == "The first line"
    assert table.rows()[place].key == first.key
    log.selectRow(place)
    log.edit_line(TIME)
    table.press(Qt.Key.Key_A, held=CONTROL)
    table.type("0:01")
    table.press(ENTER)
    table.wait()
    changed = table.rows()[place]
    assert changed.time == "00:01"
    assert changed.logged, "both times are kept"
    assert any(chip.words == f"typed at {changed.logged}" for chip in changed.chips)


def test_an_empty_line_leaves_undo_to_the_record(table: Table) -> None:
    table.enter("A line too many")
    before = len(table.rows())
    table.press(Qt.Key.Key_Z, held=CONTROL)
    table.wait()
    assert len(table.rows()) == before - 1
    table.enter("Another one")
    assert table.last().text == "Another one"


def test_a_line_that_cannot_be_saved_stays_with_its_reason_and_the_rest_waits(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise StoreError("E21", 6, "The disk is full.", "Nothing was saved.", "Make room.")

    with monkeypatch.context() as patch:
        patch.setattr("negotiation_tracker.services.live_notes.enter", full)
        table.type("the first")
        table.press(ENTER)
        table.type("the second")
        table.press(ENTER)
        table.type("half of a th")
        table.qtbot.waitUntil(lambda: "disk is full" in table.refusal(), timeout=LONG)
    assert table.typed() == "the first"
    assert no_dialog()
    assert [row.text for row in table.rows()[-2:]] == ["the first", "the second"]
    assert table.rows()[-2].state is State.STUCK
    table.press(ENTER)
    table.wait()
    assert [row.text for row in table.rows()[-2:]] == ["the first", "the second"]
    assert table.saved()
    assert table.typed() == "half of a th", "what was being typed is back"


def test_who_is_here_is_ticked_in_two_keys(table: Table) -> None:
    people = table.page.parts.people
    here = sum(1 for seat in people._seats if seat.attendance_id)
    table.press(F3, Qt.Key.Key_Space)
    table.wait()
    assert sum(1 for seat in people._seats if seat.attendance_id) == here + 1
    table.page.mark_stale()  # as when another program changes the store
    table.wait()
    table.type("Quincy Newcomer")
    assert people.add.text() == "Quincy Newcomer"
    table.press(ENTER)
    table.wait()
    assert table.refusal() == ""
    assert any(seat.name == "Quincy Newcomer" and seat.attendance_id for seat in people._seats)
    table.press(ESCAPE)
    assert table.has_keyboard()


def test_the_next_meeting_is_typed_in_its_place(table: Table) -> None:
    table.press(F5)
    table.type("3/27/2031 10:00")
    table.press(ENTER)
    table.wait()
    assert "27 Mar 2031" in table.page.parts.next.edit.text()
    assert table.has_keyboard()
    table.press(F5)
    table.type("never at all")
    table.press(ENTER)
    assert table.page.parts.next.note.text()
    table.press(ESCAPE)
    assert "27 Mar 2031" in table.page.parts.next.edit.text()


def test_several_lines_are_reviewed_before_they_are_one_step(table: Table) -> None:
    before = table.rows()
    text = "9:05 Both sides arrive\ne /offer #wages 4%\n\n/reject P77\nu says no"
    QGuiApplication.clipboard().setText(text)
    table.press(Qt.Key.Key_V, held=CONTROL)
    review = table.page.parts.review
    assert review.isVisible()
    assert [line.text for line in review._found] == text.replace("\n\n", "\n").split("\n")
    assert not review.save.isEnabled()
    assert "1 cannot be saved" in review.count.text()
    review.table.setCurrentCell(2, 2)
    table.press(DELETE)
    assert review.save.isEnabled()
    table.press(ENTER, held=CONTROL)
    table.wait()
    assert not review.isVisible()
    assert len(table.rows()) == len(before) + 3
    assert table.rows()[len(before)].time == "09:05"
    table.press(Qt.Key.Key_Z, held=CONTROL)
    table.wait()
    assert [r.key for r in table.rows()] == [r.key for r in before], "one step of undo"


def test_panels_and_size_of_the_log_are_remembered(table: Table) -> None:
    window, log = table.window, table.page.parts.log
    size = log.font().pixelSize()
    table.press(Qt.Key.Key_Plus, held=CONTROL)
    table.press(Qt.Key.Key_Plus, held=CONTROL)
    assert log.font().pixelSize() == size + 2
    table.press(F4)
    assert not table.page.parts.side.isVisible()
    assert (window.settings.log_step(), window.settings.live_panels()) == (2, False)
    table.press(Qt.Key.Key_0, held=CONTROL)
    assert window.current == "live_notes"
    assert log.font().pixelSize() == size
    window.show_page("overview")
    QTest.keyClick(window, Qt.Key.Key_0, CONTROL)
    assert window.current == "people", "elsewhere the key is that of its page"


def test_adjourn_lock_and_minutes_need_no_dialog(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExportMemory, "folder", lambda _self: tmp_path)
    summary = table.page.parts.summary
    table.enter("/offer u #wages 6%", "/note a secret of ours", "/caucus e")
    table.press(ENTER, held=CONTROL)
    table.wait()
    assert summary.isVisible()
    assert "no end" in summary.unpaired.text()
    table.press(ESCAPE)
    assert table.has_keyboard()
    table.enter("/back")
    table.press(ENTER, held=CONTROL)
    table.wait()
    assert not summary.unpaired.isVisible()
    table.press(ENTER)
    table.wait()
    assert summary.heading.text() == "Adjourned"
    table.press(ENTER)
    table.wait()
    assert summary.heading.text() == "Locked"
    assert {row.state for row in table.rows()} == {State.LOCKED}
    table.press(Qt.Key.Key_M, held=CONTROL)
    table.wait()
    table.press(Qt.Key.Key_5)
    table.qtbot.waitUntil(lambda: summary.note.text().startswith("Saved "), timeout=LONG)
    written = list(tmp_path.glob("*.pdf"))
    assert len(written) == 1
    table.press(ESCAPE)
    table.press(UP)
    assert table.typed().startswith("/fix "), "after the lock a line is only corrected"
    number = table.typed().split()[1]
    table.type("It was a caucus of both")
    table.press(ENTER)
    table.wait()
    assert table.last().strong == f"Correction of line {number}:"
    corrected = next(row for row in table.rows() if str(row.number) == number)
    assert any("corrected by line" in chip.words for chip in corrected.chips)
    assert no_dialog()


def test_a_draft_and_what_waited_are_back_after_a_crash(
    table: Table, store: Path, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    table.enter("On disk")
    table.type("only half of this li")

    def drafts() -> str:
        return "".join(p.read_text() for p in tmp_path.glob(".*.live-notes.*.draft"))

    qtbot.waitUntil(lambda: "only half of this li" in drafts(), timeout=1000)
    page = table.page
    page._leave_session()  # as a new start would find it
    page.parts.line.clear()
    assert "only half" in drafts()
    page.mark_stale()
    table.wait()
    qtbot.waitUntil(lambda: table.typed() == "only half of this li", timeout=LONG)
    table.press(ENTER)
    table.wait()
    assert table.last().text == "only half of this li"
    qtbot.waitUntil(lambda: drafts() == "", timeout=LONG)


def test_notes_are_hidden_while_others_look_and_by_the_panic_key(
    table: Table, settle: Settle
) -> None:
    table.enter("/note not for them")
    table.type("half a li")
    table.press(F9)
    assert table.window.privacy.covered
    assert not table.page.parts.log.isVisible()
    table.press(F9)
    assert table.typed() == "half a li"
    assert table.has_keyboard()
    table.window.show_as(Audience.PUBLIC)
    settle(table.window)
    assert not table.page.parts.log.isVisible()
    table.window.show_as(Audience.ME)
    settle(table.window)
    table.qtbot.waitUntil(table.page.parts.log.isVisible, timeout=LONG)
    assert table.typed() == "half a li"


def test_keys_that_come_before_the_session_is_there_are_kept(
    qtbot: QtBot, window: MainWindow, settle: Settle
) -> None:
    QTest.keyClick(window, Qt.Key.Key_L, CONTROL | SHIFT)
    page = window.pages["live_notes"]
    assert isinstance(page, LiveNotesPage)
    table = Table(qtbot, window, page, settle)
    assert page.sheet is None
    table.type("Both sides are h")
    table.press(ENTER)
    table.wait()
    qtbot.waitUntil(lambda: bool(table.rows()), timeout=LONG)
    assert table.typed() == "Both sides are h"
    assert table.has_keyboard()
    table.enter("ere")
    assert table.last().text == "Both sides are here"


def test_a_new_start_goes_on_with_what_was_running(
    table: Table, store: Path, qtbot: QtBot, settle: Settle
) -> None:
    table.enter("Before the power went")
    window = table.window
    window.show_page("overview")
    copy = store.with_name("again.negotiations")
    ws = Workspace.open(store)
    ws.save_as(copy)
    ws.close()
    window.store_commands.open(copy)
    qtbot.waitUntil(lambda: window.current == "live_notes", timeout=LONG)
    table.wait()
    qtbot.waitUntil(lambda: bool(table.rows()), timeout=LONG)
    assert table.last().text == "Before the power went"
    assert "go on" in window.status.text()


def test_five_hundred_lines_stay_in_place(table: Table) -> None:
    text = "\n".join(f"line {number} of a long afternoon" for number in range(500))
    page = table.page
    assert page.outbox.scene is not None
    page.parts.show_review(text, page.outbox.scene)
    page.parts.review.accepted.emit(text)
    table.wait()
    assert len(table.rows()) == 501
    resets: list[int] = []
    page.parts.log.model().modelReset.connect(lambda: resets.append(1))
    removed: list[int] = []
    page.parts.log.model().rowsRemoved.connect(lambda *_: removed.append(1))
    table.enter("one more")
    assert table.last().text == "one more"
    assert resets == []
    assert len(removed) <= 1, "only the row that waited gives way to the saved one"

"""The list sorts and filters; the detail is edited in place, each edit one step of undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.sessions_page import SessionsPage
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.inline import InlineEdit, InlineText
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id

pytestmark = pytest.mark.gui


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> SessionsPage:
    window.show_negotiation(negotiation_id(window, UTLA))
    window.show_page("sessions")
    settle(window)
    made = window.pages["sessions"]
    assert isinstance(made, SessionsPage)
    return made


def dates(page: SessionsPage) -> list[str]:
    model = page.table.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def field(page: SessionsPage, name: str) -> QWidget:
    found = page.findChild(QWidget, f"session:{name}")
    assert found is not None, name
    return found


def line(page: SessionsPage, name: str) -> InlineEdit:
    found = field(page, name)
    assert isinstance(found, InlineEdit)
    return found


def stored(window: MainWindow, kind: str, record_id: int) -> Record:
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    record = ws.find(kind, record_id)
    ws.close()
    assert record is not None
    return record


def choose(page: SessionsPage, beginning: str) -> None:
    row = next(n for n, words in enumerate(dates(page)) if words.startswith(beginning))
    page.table.selectRow(row)


def type_over(editor: InlineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def test_dates_are_shown_with_how_they_are_known(page: SessionsPage) -> None:
    assert dates(page) == [
        "Fri 18 Jan 2019, inferred",
        "Thu 17 Jan 2019, inferred",
        "about 10–12 Jan 2019, inferred",
    ]


def test_a_click_on_a_head_sorts(window: MainWindow, page: SessionsPage, settle: Settle) -> None:
    page.table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
    settle(window)
    assert dates(page)[0].startswith("about 10–12 Jan")


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Filter: Search in sessions", "noon", 1),
        ("Filter: Mediator", "garcetti", 1),
        ("Filter: Place", "city hall", 1),
        ("Filter: From day", "17 Jan 2019", 2),
        ("Filter: To day", "16 Jan 2019", 1),
        ("Filter: Search in sessions", "nothing has this", 0),
    ],
)
def test_filters_narrow_the_list(
    window: MainWindow,
    page: SessionsPage,
    settle: Settle,
    qtbot: QtBot,
    name: str,
    text: str,
    left: int,
) -> None:
    editor = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == name)
    editor.setText(text)
    qtbot.waitUntil(lambda: len(dates(page)) == left, timeout=5000)
    editor.clear()
    qtbot.waitUntil(lambda: len(dates(page)) == 3, timeout=5000)


def test_kind_and_status_filter(window: MainWindow, page: SessionsPage, qtbot: QtBot) -> None:
    kind = next(
        c for c in page.findChildren(ChoiceCombo) if c.accessibleName() == "Filter: Any kind"
    )
    kind.set_value("mediation_joint")
    qtbot.waitUntil(lambda: len(dates(page)) == 1, timeout=5000)


def test_the_detail_shows_what_belongs_to_the_session(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    shown = "\n".join(
        label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)
    )
    assert "Thu 17 Jan 2019" in shown
    assert line(page, "place").text() == "L.A. City Hall"
    assert line(page, "date").text() == "Thu 17 Jan 2019, inferred"
    assert "¶" in shown, "sources are named by paragraph"


def test_a_field_is_saved_when_it_is_left_and_undone_from_the_status_bar(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    session = page.shown_session
    assert session is not None
    type_over(line(page, "place"), "Room 3")
    settle(window)
    assert stored(window, "session", session).place == "Room 3"
    assert window.status.text() == "Edit place ·"
    window.status.undo_clicked.emit()
    settle(window)
    assert stored(window, "session", session).place == "L.A. City Hall"
    assert line(page, "place").text() == "L.A. City Hall"


def test_a_rough_date_may_be_typed(window: MainWindow, page: SessionsPage, settle: Settle) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    session = page.shown_session
    assert session is not None
    type_over(line(page, "date"), "about Jan 2019")
    settle(window)
    when = stored(window, "session", session).date
    assert isinstance(when, FuzzyDate)
    assert when.approx
    assert when.precision == "month"
    assert line(page, "date").text().startswith("about Jan 2019")


def test_what_cannot_be_saved_stays_with_the_reason_beside_it(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    session = page.shown_session
    assert session is not None
    editor = line(page, "time_in")
    before = stored(window, "session", session).time_in
    type_over(editor, "quarter past nonsense")
    settle(window)
    assert editor.text() == "quarter past nonsense"
    beside = editor.parentWidget()
    assert isinstance(beside, Field)
    assert "not a time of day" in beside.note.text()
    assert stored(window, "session", session).time_in == before
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    type_over(editor, "9:15")
    settle(window)
    assert editor.text() == "09:15"


def test_escape_gives_back_what_was_there(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    editor = line(page, "place")
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "typed by mistake")
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.text() == "L.A. City Hall"
    assert window.status.text() == ""


def test_text_being_typed_survives_a_change_elsewhere(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    editor = line(page, "place")
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, "half typ")

    def other(writer: RecordWriter) -> None:
        writer.update("negotiation", 1, note="changed elsewhere")

    window.tasks.change("Note", other)
    settle(window)
    assert editor.text() == "half typ"


def test_the_summary_and_a_choice_are_saved(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    session = page.shown_session
    assert session is not None
    summary = field(page, "summary")
    assert isinstance(summary, InlineText)
    summary.setFocus()
    summary.setPlainText("Two lines\nof summary")
    QTest.keyClick(summary, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    status = field(page, "status")
    assert isinstance(status, ChoiceCombo)
    status.set_value("partly_held")
    status.activated.emit(status.currentIndex())
    settle(window)
    record = stored(window, "session", session)
    assert record.summary == "Two lines\nof summary"
    assert record.status == "partly_held"


def test_lines_are_added_changed_and_removed_and_the_keyboard_stays(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    session = page.shown_session
    for text in ("First words", "Second words"):
        adding = page.findChild(QLineEdit, "add:table_entry")
        assert adding is not None
        adding.setFocus()
        QTest.keyClicks(adding, text)
        QTest.keyClick(adding, Qt.Key.Key_Return)
        settle(window)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.objectName() == "add:table_entry"
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    lines = [e for e in ws.records("table_entry") if e.session_id == session]
    ws.close()
    assert [e.text for e in lines[-2:]] == ["First words", "Second words"]
    assert lines[-2].seq < lines[-1].seq


def test_a_second_enter_does_not_delete_the_next_session(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    window.activateWindow()
    choose(page, "Thu 17 Jan")
    settle(window)
    delete = next(b for b in page.findChildren(QPushButton) if b.text() == "Delete")
    delete.setFocus()
    delete.click()
    settle(window)
    assert QApplication.focusWidget() is page.table
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle(window)
    assert len(dates(page)) == 2


def test_a_deleted_session_can_be_restored_from_the_trash(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    delete = next(b for b in page.findChildren(QPushButton) if b.text() == "Delete")
    delete.click()
    settle(window)
    assert len(dates(page)) == 2
    assert window.shown.counts["trash"] == 1
    window.show_page("trash")
    settle(window)
    restore = next(
        b for b in window.pages["trash"].findChildren(QPushButton) if b.text() == "Restore"
    )
    restore.click()
    settle(window)
    window.show_page("sessions")
    settle(window)
    assert len(dates(page)) == 3


def test_a_locked_log_only_grows(window: MainWindow, page: SessionsPage, settle: Settle) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    adding = page.findChild(QLineEdit, "add:table_entry")
    assert adding is not None
    adding.setText("Before the lock")
    QTest.keyClick(adding, Qt.Key.Key_Return)
    settle(window)
    lock = next(b for b in page.findChildren(QPushButton) if b.text() == "Lock the log")
    lock.click()
    settle(window)
    texts = [e for e in page.findChildren(InlineText) if e.accessibleName() == "Text of the line"]
    assert texts
    assert all(e.isReadOnly() for e in texts)
    assert not lock.isVisible()


def test_other_readers_see_and_do_not_edit(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    choose(page, "Thu 17 Jan")
    settle(window)
    window.commands["show_public"].trigger()
    settle(window)
    assert line(page, "place").isReadOnly()
    assert not field(page, "status").isEnabled()
    assert page.findChild(QLineEdit, "add:table_entry") is None


def test_switching_talks_switches_the_list(
    window: MainWindow, page: SessionsPage, settle: Settle
) -> None:
    window.show_negotiation(negotiation_id(window, SEIU))
    settle(window)
    assert dates(page)[0].startswith("Mon 27 Mar 2023")

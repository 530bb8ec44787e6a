"""Events, statements, figures, disputes and follow-ups in the window: lists, details, clocks."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.follow_ups_page import FollowUpsPage
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.clocks_panel import NO_REGIME
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.inline import InlineEdit
from negotiation_tracker.desktop.widgets.record_list_detail import RecordPane
from negotiation_tracker.desktop.widgets.record_list_tabs import RecordTabs
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Record
from negotiation_tracker.services import followups, records
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import Settle
from tests.desktop.test_window import SEIU, negotiation_id

pytestmark = pytest.mark.gui


def shown(window: MainWindow, settle: Settle, key: str, kind: str) -> RecordPane:
    window.show_page(key)
    settle(window)
    page = window.pages[key]
    assert isinstance(page, RecordTabs)
    page.tabs.setCurrentIndex(list(page.panes).index(kind))
    settle(window)
    return page.panes[kind]


def column(pane: RecordPane, heading: str) -> list[str]:
    model = pane.list.table.model()
    across = Qt.Orientation.Horizontal
    names = [model.headerData(n, across) for n in range(model.columnCount())]
    place = names.index(heading)
    return [str(model.index(row, place).data()) for row in range(model.rowCount())]


def choose(pane: RecordPane, heading: str, beginning: str) -> None:
    row = next(n for n, words in enumerate(column(pane, heading)) if words.startswith(beginning))
    pane.list.table.selectRow(row)


def visible_words(widget: QWidget) -> str:
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(widget))


def line(pane: RecordPane, name: str) -> InlineEdit:
    editor = pane.view.facts.fields[name].editor
    assert isinstance(editor, InlineEdit)
    return editor


def type_over(editor: InlineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def stored(window: MainWindow, kind: str, record_id: int) -> Record:
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    record = ws.find(kind, record_id)
    ws.close()
    assert record is not None
    return record


def combo(widget: QWidget, name: str) -> ChoiceCombo:
    return next(c for c in widget.findChildren(ChoiceCombo) if c.accessibleName() == name)


@pytest.fixture
def events(window: MainWindow, settle: Settle) -> RecordPane:
    return shown(window, settle, "events", "event")


@pytest.fixture
def owed(window: MainWindow, settle: Settle) -> FollowUpsPage:
    number = negotiation_id(window, SEIU)

    def fill(writer: object) -> None:
        for title, due in (("Send the roster", "20 Mar 2023"), ("Book a room", "27 Mar 2023")):
            followups.add(writer, number, {"title": title, "due": due})  # type: ignore[arg-type]

    window.tasks.change("Fill", fill)
    settle(window)
    shown(window, settle, "follow_ups", "follow_up")
    page = window.pages["follow_ups"]
    assert isinstance(page, FollowUpsPage)
    return page


# -- lists --


def test_the_newest_event_comes_first_and_its_detail_is_shown(events: RecordPane) -> None:
    assert column(events, "Date")[0] == "Mon 27 Mar 2023, inferred"
    words = visible_words(events.view)
    assert "Meeting on the next steps" in words
    assert "¶24" in words
    assert "Rests on one unnamed source" in words


def test_statements_stand_in_a_tab_of_their_own(window: MainWindow, settle: Settle) -> None:
    pane = shown(window, settle, "events", "statement")
    assert "Chris Acosta" in column(pane, "Speaker")
    assert "LAUSD teacher" in column(pane, "Capacity")
    assert "KTLA reporter (not named), KTLA" in column(pane, "Speaker")


def test_a_list_filters_by_words_kind_and_days(
    window: MainWindow, events: RecordPane, settle: Settle, qtbot: QtBot
) -> None:
    whole = len(column(events, "What"))
    words = next(
        e for e in events.findChildren(QLineEdit) if e.accessibleName().startswith("Filter: Search")
    )
    words.setText("RALLIES across")
    qtbot.waitUntil(lambda: column(events, "What") == ["Rallies across the city"], timeout=5000)
    events.list.filters.reset()
    qtbot.waitUntil(lambda: len(column(events, "What")) == whole, timeout=5000)
    events.list.filters.choose("kind", "rally")
    qtbot.waitUntil(lambda: set(column(events, "Kind")) == {"rally"}, timeout=5000)
    settle(window)
    assert f"of {whole}" in visible_words(events.list)


def test_a_filter_that_fits_nothing_says_so(
    window: MainWindow, events: RecordPane, settle: Settle, qtbot: QtBot
) -> None:
    words = next(
        e for e in events.findChildren(QLineEdit) if e.accessibleName().startswith("Filter: Search")
    )
    words.setText("nothing has this")
    qtbot.waitUntil(lambda: not column(events, "What"), timeout=5000)
    settle(window)
    assert "No event fits the filter" in visible_words(events.below)


def test_a_head_sorts_and_a_column_can_be_hidden(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    events.list.table.sortByColumn(2, Qt.SortOrder.AscendingOrder)
    settle(window)
    titles = column(events, "What")
    assert titles == sorted(titles, key=str.casefold)
    events.list.table.setColumnHidden(1, True)
    events.list.copy_table()
    head = QGuiApplication.clipboard().text().splitlines()[0].split("\t")
    assert head == ["Date", "What", "Status", "Who", "Place", "Sources"]


def test_what_is_selected_is_copied_as_a_table(events: RecordPane) -> None:
    table = events.list.table
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 3
    assert lines[1].split("\t")[2] == "Meeting on the next steps"
    table.selectRow(0)
    events.list.copy_table()
    assert len(QGuiApplication.clipboard().text().splitlines()) == 1 + len(column(events, "What"))


def test_what_is_shown_is_saved_as_csv(
    window: MainWindow, events: RecordPane, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    events.list.filters.choose("kind", "rally")
    qtbot.waitUntil(lambda: set(column(events, "Kind")) == {"rally"}, timeout=5000)
    target = tmp_path / "rallies.csv"
    events.list.save_csv(target)
    settle(window)
    rows = target.read_text("utf-8-sig").splitlines()
    assert len(rows) == 1 + len(column(events, "What"))
    assert window.status.text().startswith(f"Saved {len(rows) - 1} row")


def test_the_public_sees_no_buttons_and_no_changes(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    assert "Load sample" in visible_words(events.view)
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert "Load sample" not in visible_words(events.view)
    assert not events.list.add_button.isEnabled()
    assert line(events, "title").isReadOnly()


# -- details --


def test_a_field_is_saved_in_place_and_undone(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    current = events.list.current()
    assert current is not None
    type_over(line(events, "place"), "Room 3")
    settle(window)
    assert stored(window, "event", current).place == "Room 3"
    assert "Place: not recorded → Room 3" in visible_words(events.view)
    window.status.undo_clicked.emit()
    settle(window)
    assert stored(window, "event", current).place == ""


def test_a_date_that_is_not_one_is_refused_beside_its_field(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    type_over(line(events, "start"), "someday soonish")
    settle(window)
    assert line(events, "start").text() == "someday soonish"
    assert events.view.facts.fields["start"].error


def test_an_event_becomes_a_span_and_somebody_took_part(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    choose(events, "What", "Rallies across the city")
    settle(window)
    type_over(line(events, "end"), "24 Mar 2023")
    settle(window)
    assert "Thu 23 Mar 2023 – Fri 24 Mar 2023" in column(events, "Date")
    add = combo(events.view, "Add who took part")
    place = next(n for n in range(add.count()) if add.itemText(n).startswith("LAUSD"))
    add.setCurrentIndex(place)
    add.activated.emit(place)
    settle(window)
    assert any(w.startswith("SEIU Local 99, LAUSD") for w in column(events, "Who"))


def test_what_is_deleted_comes_back_by_undo(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    before = column(events, "What")
    table = events.list.table
    choose(events, "What", "Rallies across the city")
    row = table.currentIndex().row()
    events.list.delete_asked.emit([events.list.selected()[0]])
    settle(window)
    assert len(column(events, "What")) == len(before) - 1
    assert table.currentIndex().row() in (0, row)
    window.tasks.undo()
    settle(window)
    assert column(events, "What") == before


def test_figures_stand_side_by_side_with_hedge_and_population(
    window: MainWindow, settle: Settle
) -> None:
    pane = shown(window, settle, "figures", "figure")
    choose(pane, "What", "LAUSD employees on strike")
    settle(window)
    words = visible_words(pane.view)
    for part in (
        "about 60,000 employees",
        "Of whom: LAUSD employees on strike, 23 March 2023",
        "Not the same question: another population, another day",
        "How many were on strike in March 2023?",
        "Around 30,000 workers represented by SEIU Local 99",
        "34,000 educators represented by UTLA",
    ):
        assert part in words, part


def test_a_dispute_shows_every_account_and_opens_what_carries_it(
    window: MainWindow, settle: Settle
) -> None:
    pane = shown(window, settle, "figures", "dispute")
    choose(pane, "No.", "K7")
    settle(window)
    words = visible_words(pane.view)
    assert "Around 400,000 (KTLA reporter)" in words
    assert "A half-million (AP caption)" in words
    assert "Settled on" not in words
    opened = next(
        b for b in pane.view.findChildren(QPushButton) if "half-million" in b.accessibleName()
    )
    opened.click()
    settle(window)
    page = window.pages["figures"]
    assert isinstance(page, RecordTabs)
    assert page.front.kind == "figure"
    assert "Students shut out" in visible_words(page.front.view)


def test_another_account_is_added_beside_the_others(window: MainWindow, settle: Settle) -> None:
    pane = shown(window, settle, "figures", "dispute")
    choose(pane, "No.", "K7")
    settle(window)
    typed = pane.view.findChild(QLineEdit, "add:dispute_member")
    assert typed is not None
    QTest.keyClicks(typed, "A third number (an artificial source)")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    settle(window)
    assert "A third number (an artificial source)" in visible_words(pane.view)


def test_the_number_of_a_figure_is_retyped_whole(window: MainWindow, settle: Settle) -> None:
    pane = shown(window, settle, "figures", "figure")
    choose(pane, "What", "LAUSD employees on strike")
    settle(window)
    current = pane.list.current()
    number = pane.view.findChild(InlineEdit, "figure:amount")
    assert number is not None
    assert current is not None
    type_over(number, "a heap")
    settle(window)
    assert number.text() == "a heap"
    type_over(number, "over 61,000")
    settle(window)
    record = stored(window, "figure", current)
    assert (record.value_scaled, record.comparator, record.unit) == (61000, "over", "employees")


# -- adding --


def fill(pane: RecordPane, **typed: str) -> None:
    for name, text in typed.items():
        editor = pane.form.fields[name].editor
        assert isinstance(editor, QLineEdit), name
        editor.setFocus()
        QTest.keyClicks(editor, text)


def test_a_figure_is_added_by_keyboard_with_errors_beside_the_fields(
    window: MainWindow, settle: Settle
) -> None:
    pane = shown(window, settle, "figures", "figure")
    pane.list.table.setFocus()
    QTest.keyClick(pane.list.table, Qt.Key.Key_Insert)
    settle(window)
    assert pane.below.currentWidget() is pane.form
    QTest.keyClick(pane.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    wrong = {f.name for f in pane.form.findChildren(Field) if f.error}
    assert wrong == {"title", "amount", "population"}
    fill(pane, title="Buses idle", amount="nearly 40", population="buses", person_id="Pat Example")
    QTest.keyClick(pane.form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    assert pane.below.currentWidget() is pane.view
    assert "Buses idle: nearly 40" in visible_words(pane.view)
    current = pane.list.current()
    assert current is not None
    record = stored(window, "figure", current)
    assert record.as_of.describe() == "date not known"
    assert stored(window, "person", record.person_id).name == "Pat Example"
    window.tasks.undo()
    settle(window)
    assert "Buses idle" not in column(pane, "What")


def test_escape_closes_the_form(window: MainWindow, events: RecordPane, settle: Settle) -> None:
    events.start_adding()
    settle(window)
    QTest.keyClick(events.form, Qt.Key.Key_Escape)
    assert events.below.currentWidget() is events.view


def test_a_list_without_records_says_what_belongs_there(window: MainWindow, settle: Settle) -> None:
    pane = shown(window, settle, "follow_ups", "follow_up")
    assert "No follow-ups yet" in visible_words(pane.below)
    button = next(b for b in pane.below.findChildren(QPushButton) if "first" in b.text())
    button.click()
    settle(window)
    fill(pane, title="Ask for the payroll", due="28 Mar 2023")
    pane.form.submit()
    settle(window)
    assert column(pane, "What") == ["Ask for the payroll"]


# -- what is owed --


def test_what_is_overdue_comes_first_and_is_counted_as_of_the_day_of_the_talks(
    owed: FollowUpsPage,
) -> None:
    pane = owed.front
    assert column(pane, "Where it stands") == ["overdue by 4 days", "due in 3 days"]
    assert "1 overdue" in visible_words(pane.list)


def test_done_dropped_and_reopened(window: MainWindow, owed: FollowUpsPage, settle: Settle) -> None:
    pane = owed.front
    choose(pane, "What", "Send the roster")
    settle(window)
    buttons = {b.text(): b for b in pane.view.findChildren(QPushButton)}
    buttons["Done"].click()
    settle(window)
    assert column(pane, "Where it stands")[-1].startswith("done")
    assert buttons["Reopen"].isVisibleTo(pane.view)
    assert not buttons["Done"].isVisibleTo(pane.view)
    buttons["Reopen"].click()
    settle(window)
    assert column(pane, "Where it stands")[0] == "overdue by 4 days"
    pane.list.table.selectAll()
    menu = pane.list.context_menu()
    texts = [action.text() for action in menu.actions()]
    assert "Mark 2 follow-ups as done" in texts
    next(a for a in menu.actions() if a.text().startswith("Drop")).trigger()
    settle(window)
    assert column(pane, "Where it stands") == ["dropped", "dropped"]
    window.tasks.undo()
    settle(window)
    assert column(pane, "Where it stands") == ["overdue by 4 days", "due in 3 days"]


def test_the_overview_tells_what_is_overdue(
    window: MainWindow, owed: FollowUpsPage, settle: Settle
) -> None:
    window.show_page("overview")
    settle(window)
    page = window.pages["overview"]
    assert any(b.text() == "1 follow-up overdue" for b in page.findChildren(QPushButton))
    assert "Send the roster, overdue by 4 days" in visible_words(page)


def test_no_regime_no_clocks_and_a_clock_is_taken_over(
    window: MainWindow, owed: FollowUpsPage, settle: Settle
) -> None:
    number = negotiation_id(window, SEIU)
    assert NO_REGIME in "\n".join(label.text() for label in owed.clocks.findChildren(QLabel))
    owed.clocks.regime.set_value("EERA")
    owed.clocks.regime_chosen.emit("EERA")
    settle(window)
    fields = {
        "negotiation_id": number, "title": "Report received", "start": "20 Mar 2023",
        "kind": "factfinding_report_received",
    }  # fmt: skip
    window.tasks.change("Add", lambda w: records.create(w, "event", fields))
    settle(window)
    words = "\n".join(label.text() for label in owed.clocks.findChildren(QLabel))
    for part in ("Thu 30 Mar 2023", "Cal. Gov. Code 3548.3(a)", "not legal advice"):
        assert part in words, part
    add = next(
        b
        for b in owed.clocks.findChildren(QPushButton)
        if b.accessibleName() == "Add as deadline: Make the fact-finding report public"
    )
    add.click()
    settle(window)
    assert "Make the fact-finding report public" in column(owed.front, "What")
    choose(owed.front, "What", "Make the fact-finding report public")
    settle(window)
    type_over(line(owed.front, "due"), "3 Apr 2023")
    settle(window)
    assert "Mon 3 Apr 2023" in column(owed.front, "Due")


def test_the_window_opens_each_kind_on_its_page(
    window: MainWindow, owed: FollowUpsPage, settle: Settle
) -> None:
    for kind, key in (
        ("event", "events"),
        ("statement", "events"),
        ("figure", "figures"),
        ("dispute", "figures"),
        ("follow_up", "follow_ups"),
    ):
        window.open_record(kind, 1)
        settle(window)
        assert window.current == key
        page = window.pages[key]
        assert isinstance(page, RecordTabs)
        assert page.front.kind == kind
        assert page.front.list.current() == 1


def test_deleting_leaves_the_keyboard_in_the_list(
    window: MainWindow, events: RecordPane, settle: Settle
) -> None:
    window.activateWindow()
    before = events.list.table.model().rowCount()
    delete = next(b for b in events.view.findChildren(QPushButton) if b.text() == "Delete")
    delete.setFocus()
    delete.click()
    settle(window)
    assert events.list.table.model().rowCount() == before - 1
    assert events.list.table.hasFocus()

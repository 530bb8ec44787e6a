"""Large text, long names and shared screens: nothing is cut off or painted over."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.models.session_detail import LogLine, Marked
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.desktop.widgets.column import Column
from negotiation_tracker.desktop.widgets.position_grid import PositionGrid
from negotiation_tracker.desktop.widgets.session_sections import log_row
from negotiation_tracker.desktop.widgets.session_view import SessionView
from negotiation_tracker.desktop.widgets.words import Elided
from negotiation_tracker.model.record import RecordWriter
from tests.desktop.conftest import Settle

pytestmark = pytest.mark.gui

TITLE = "Successor agreement of an artificially long named local and its sample district, 2024"

HEAD = {"History", "Lock the log", "Delete"}


@pytest.mark.parametrize("size", [11, 13, 18, 24])
def test_a_long_title_fits_the_switcher(window: MainWindow, settle: Settle, size: int) -> None:
    shown = window.shown.negotiation_id
    assert shown is not None

    def rename(writer: RecordWriter) -> None:
        writer.update("negotiation", shown, title=TITLE)

    window.tasks.change("Rename", rename)
    settle(window)
    window.theme.apply(Scheme.LIGHT, size)
    settle(window)
    switcher = window.side.switcher
    title = next(la for la in switcher.findChildren(QLabel) if la.text().startswith("Successor"))
    assert TITLE.startswith(title.text().removesuffix("…"))
    assert title.heightForWidth(title.width()) <= title.height()
    assert TITLE in switcher.toolTip(), "the whole of it can be read"


def test_what_was_done_is_not_told_to_the_next_who_looks(
    window: MainWindow, settle: Settle
) -> None:
    window.status.say("Delete session", undo=True)
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert window.status.text() == ""


def test_pages_keep_their_colour_while_others_look(window: MainWindow, settle: Settle) -> None:
    window.show_page("log_session")
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    for key in ("overview", "sessions", "log_session"):
        window.show_page(key)
        settle(window)
        corner = window.pages[key].grab().toImage().pixelColor(4, 4)
        assert corner.lightness() > 200, f"{key} shows the colour of the frame"


def test_a_word_without_an_end_leaves_the_positions_in_view(
    window: MainWindow, settle: Settle
) -> None:
    name = "Wages" + "withoutanyend" * 8

    def rename(writer: RecordWriter) -> None:
        wages = next(i for i in writer.where("issue") if i.title == "Wages")
        writer.update("issue", wages.id, title=name)

    window.resize(900, 600)
    window.theme.apply(Scheme.LIGHT, 18)
    window.tasks.change("Rename", rename)
    settle(window)
    grid = window.pages["overview"].findChild(PositionGrid)
    assert grid is not None
    title = next(la for la in grid.findChildren(QLabel) if la.toolTip() == name)
    assert title.text().startswith("Wageswith")
    assert title.text().endswith("…")
    assert title.width() < grid.width() / 2


def test_the_buttons_of_a_session_stay_in_view(window: MainWindow, settle: Settle) -> None:
    window.resize(900, 600)
    window.show_page("sessions")
    for size in (13, 18, 24):
        window.theme.apply(Scheme.LIGHT, size)
        settle(window)
        view = window.pages["sessions"].findChild(SessionView)
        assert view is not None
        seen = view.viewport().rect()
        buttons = [b for b in view.findChildren(QPushButton) if b.text() in HEAD and b.isVisible()]
        assert {b.text() for b in buttons} == HEAD
        for button in buttons:
            right = button.mapTo(view.viewport(), button.rect().topRight())
            assert right.x() <= seen.right(), f"{button.text()} at {size}"
        title = next(la for la in view.findChildren(Elided) if la.property("look") == "title")
        assert title.width() > 100


def test_the_navigation_stays_below_the_switcher(window: MainWindow, settle: Settle) -> None:
    window.resize(900, 600)
    window.theme.apply(Scheme.LIGHT, 24)
    settle(window)
    side = window.side
    bottom = side.switcher.geometry().bottom()
    area = side.findChild(QScrollArea)
    assert area is not None
    assert area.geometry().top() > bottom
    assert all(area.isAncestorOf(button) for button in side.findChildren(QPushButton))


def test_the_fields_of_costing_are_not_cut_off(window: MainWindow, settle: Settle) -> None:
    window.show_page("costing")
    for size in (13, 18, 22):
        window.theme.apply(Scheme.LIGHT, size)
        settle(window)
        column = window.pages["costing"].findChild(Column)
        assert column is not None
        inside = column.widget()
        assert inside is not None
        assert inside.width() <= column.viewport().width(), size


def test_a_line_of_the_log_with_many_marks_stays_narrow(qtbot: QtBot) -> None:
    side = Marked("Sample District of a long name", "employer")
    issues = ("Additional school nurses", "Hourly rate of bus drivers", "Class size")
    line = LogLine(1, "", "information request", side, "Pat Example", "Why?", issues, True, "team")
    row = log_row(line, None, None)
    qtbot.addWidget(row)
    row.resize(480, 10)
    row.resize(480, row.heightForWidth(480))
    row.show()
    assert row.minimumSizeHint().width() <= 480
    marks = [la for la in row.findChildren(QLabel) if la.text() in {*issues, "exact words", "team"}]
    assert len(marks) == 5
    for mark in marks:
        assert row.rect().contains(QRect(mark.mapTo(row, QPoint()), mark.size())), mark.text()

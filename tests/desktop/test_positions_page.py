"""The Positions page on the sample and on forty issues: reading, days, evidence, moves, files."""

import random
import shutil
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.positions_page import PositionsPage
from negotiation_tracker.desktop.pictures import PictureFormat
from negotiation_tracker.desktop.widgets.chart_scales import day_ticks, number_ticks
from negotiation_tracker.desktop.widgets.moves_chart import MovesChartView
from negotiation_tracker.desktop.widgets.moves_drawing import (
    MovesDrawing,
    Taken,
    spread,
    whole_span,
)
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.moves_chart import MarkKind, moves_chart
from negotiation_tracker.services.position_exports import MatrixFormat, Shown
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle
from tests.desktop.many_positions import many_positions

pytestmark = pytest.mark.gui
WAGES = "Wages"


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> PositionsPage:
    """Give the page on the newest talks of the sample."""
    window.show_page("positions")
    settle(window)
    found = window.pages["positions"]
    assert isinstance(found, PositionsPage)
    return found


@pytest.fixture(scope="session")
def forty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("forty") / "forty.negotiations"
    ws = Workspace.create(path, actor="tester")
    ws.change("Set up", many_positions)
    ws.close()
    return path


@pytest.fixture
def wide(
    bare_window: MainWindow, forty: Path, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> PositionsPage:
    """Give the page on forty issues and four participants."""
    store = tmp_path / "talks.negotiations"
    shutil.copy(forty, store)
    with qtbot.waitExposed(bare_window):
        bare_window.show()
    bare_window.store_commands.open(store)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    bare_window.show_page("positions")
    settle(bare_window)
    found = bare_window.pages["positions"]
    assert isinstance(found, PositionsPage)
    return found


def place_of(page: PositionsPage, issue: str) -> int:
    assert page.page is not None
    return next(n for n, row in enumerate(page.page.matrix.rows) if row.issue == issue)


def cell(page: PositionsPage, issue: str, column: int) -> str:
    return str(page.table.model().index(place_of(page, issue), column).data())


def behind(page: PositionsPage) -> str:
    return "\n".join(label.text() for label in page.behind.findChildren(QLabel))


def test_cells_tell_value_account_age_and_source(page: PositionsPage) -> None:
    union = cell(page, WAGES, 0)
    assert "30%, years not stated" in union
    assert "reported · by 20 Mar 2023 · at least 4 days old" in union
    assert "KTLA 24 Mar 2023 ¶5" in union


def test_a_claim_of_the_other_side_stands_beside_the_position(page: PositionsPage) -> None:
    employer = cell(page, WAGES, 1).split("\n")
    assert employer[0] == "23% over five years"
    assert employer[-1].startswith("According to an SEIU board member (unnamed)")
    assert employer[-1].endswith("30%, years not stated")


def test_gap_and_movement_say_why_not(page: PositionsPage) -> None:
    assert cell(page, WAGES, 2).startswith("7 points\nnot like for like\nyears covered:")
    assert "rounds not computable\nBoth sides: known from the press alone" in cell(page, WAGES, 3)
    assert cell(page, "Stipulations (not specified)", 0) == "no position recorded"


def test_another_known_by_day_shows_what_was_known_then(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    field = page.bar.known_by.field
    field.setFocus()
    field.setText("21 Mar 2023")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(window)
    assert cell(page, WAGES, 1).startswith("23%, years not stated")
    assert "According to" not in cell(page, WAGES, 1)
    assert page.bar.known_by.slider.value() < page.bar.known_by.slider.maximum()
    page.bar.known_by.slider.setFocus()
    QTest.keyClick(page.bar.known_by.slider, Qt.Key.Key_End)
    QTest.qWait(80)
    settle(window)
    assert page.bar.known_by.day is None
    assert cell(page, WAGES, 1).startswith("23% over five years")


def test_the_slider_goes_back_a_day_with_the_keyboard(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    slider = page.bar.as_of.slider
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Left)
    QTest.qWait(80)
    settle(window)
    assert page.page is not None
    assert page.page.as_of.day == date(2023, 3, 21)
    assert page.bar.as_of.field.text() == "21 Mar 2023"
    assert cell(page, WAGES, 1).startswith("23%, years not stated")


def test_a_day_that_cannot_be_read_changes_nothing(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    field = page.bar.as_of.field
    field.setFocus()
    field.setText("no such day")
    QTest.keyClick(field, Qt.Key.Key_Return)
    settle(window)
    assert page.page is not None
    assert page.page.as_of.day == date(2023, 3, 24)


def test_enter_opens_the_evidence_and_escape_closes_it(page: PositionsPage) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(page.table.model().index(place_of(page, WAGES), 1))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.behind.isVisible()
    assert "PR3b LAUSD: Wages: 23% over five years" in behind(page)
    assert "KTLA 24 Mar 2023 ¶4" in behind(page)
    QTest.keyClick(page.behind, Qt.Key.Key_Escape)
    assert not page.behind.isVisible()
    assert page.table.hasFocus()


@pytest.mark.parametrize(
    ("column", "words"),
    [
        (-1, "Accounts differ"),
        (2, "By the other side's account of LAUSD"),
        (3, "one move by each side"),
        (4, "Status of Wages"),
    ],
)
def test_each_cell_has_its_evidence(page: PositionsPage, column: int, words: str) -> None:
    page.table.opened.emit(place_of(page, WAGES), column)
    assert words in behind(page)


def test_the_chart_follows_the_row_and_the_row_follows_the_chart(page: PositionsPage) -> None:
    chart = page.moves.view.chart
    assert chart is not None
    assert chart.issue == WAGES
    page.table.setCurrentIndex(page.table.model().index(place_of(page, "More staff"), 0))
    follows = page.moves.view.chart
    assert follows is not None
    assert follows.issue_id != chart.issue_id
    page.moves.issue_chosen.emit(chart.issue_id)
    assert page.table.currentIndex().row() == place_of(page, WAGES)


def test_the_chart_holds_claims_hollow_and_bands(page: PositionsPage) -> None:
    chart = page.moves.view.chart
    assert chart is not None
    kinds = {(mark.kind, mark.label) for track in chart.tracks for mark in track.marks}
    assert (MarkKind.POSITION, "30%") in kinds
    assert (MarkKind.ADVERSE, "30%") in kinds
    assert {band.words for band in chart.bands} == {"strike", "sympathy strike", "mediation"}
    assert chart.axis == "percent"
    assert chart.sentence.startswith("Wages on 24 Mar 2023: SEIU Local 99 30%")
    assert page.moves.view.accessibleDescription() == chart.sentence
    assert chart.midpoints == ()


def test_the_keyboard_goes_through_the_marks_and_opens_them(page: PositionsPage) -> None:
    view = page.moves.view
    view.setFocus()
    seen = []
    for _ in range(len(view.marks())):
        QTest.keyClick(view, Qt.Key.Key_Right)
        assert view.mark is not None
        seen.append(view.mark.label)
        assert page.moves.pointed.text() == " · ".join(view.mark.text)
    assert seen == ["30%", "23%", "23%", "30%"]
    assert "not confirmed" in page.moves.pointed.text()
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert "PR4 LAUSD: Wages: 30%" in behind(page)


def test_the_chart_zooms_by_key_and_wheel_and_comes_back(page: PositionsPage) -> None:
    view = page.moves.view
    chart = view.chart
    assert chart is not None
    whole = whole_span(chart)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Plus)
    assert view.span.days < whole.days
    QTest.keyClick(view, Qt.Key.Key_0)
    assert view.span == whole
    at = QPointF(view.width() / 2, view.height() / 2)
    turn = QWheelEvent(
        at,
        QPointF(view.mapToGlobal(at.toPoint())),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, turn)
    assert view.span.days < whole.days
    QTest.keyClick(view, Qt.Key.Key_Minus)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    assert view.span == whole


def test_a_mark_opens_at_a_click(page: PositionsPage) -> None:
    view = page.moves.view
    drawing = view.drawing(QRectF(view.rect()), view.style_of_screen())
    mark = view.marks()[-1]
    QTest.mouseClick(
        view,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        drawing.place(mark).toPoint(),
    )
    assert "PR4 LAUSD" in behind(page)


def test_the_same_data_as_a_table(page: PositionsPage) -> None:
    page.moves.as_table.setChecked(True)
    table = page.moves.table
    assert table.isVisible()
    assert "23% over five years\treported\tsaid again" in table.as_text()
    table.setCurrentCell(table.rowCount() - 1, 0)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert "PR4 LAUSD" in behind(page)


def test_the_other_talks_and_empty_talks(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    other = next(n for n in window.shown.negotiations if n.id != page.negotiation_id)
    window.show_negotiation(other.id)
    settle(window)
    assert page.page is not None
    assert page.page.negotiation.id == other.id
    assert "No numbers" not in page.moves.view.accessibleDescription()


def test_the_public_sees_its_own_grid(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert page.reader.audience is Audience.PUBLIC
    assert cell(page, WAGES, 0).startswith("30%")


# -- files --


def shown(page: PositionsPage) -> Shown:
    assert page.negotiation_id is not None
    return Shown(page.negotiation_id, Reader(Audience.PUBLIC), date(2023, 3, 24))


def test_the_grid_as_workbook_sheet_and_picture(
    page: PositionsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    forms = (MatrixFormat.XLSX, MatrixFormat.PDF, PictureFormat.PNG, PictureFormat.SVG)
    for form in forms:
        page.pictures.put_matrix(shown(page), form, tmp_path / f"grid-{form}.{form}")
        settle(window)
        settle(window)
    book = load_workbook(tmp_path / "grid-xlsx.xlsx")
    rows = [[str(c) for c in row] for row in book["Positions"].iter_rows(values_only=True)]
    assert rows[0] == ["Issue", "SEIU Local 99", "LAUSD", "Gap", "Movement", "Status"]
    wages = next(row for row in rows if row[0] == WAGES)
    assert wages[2].startswith("23% over five years\n")
    assert "According to an SEIU board member" in wages[2]
    text = "".join(p.extract_text() for p in PdfReader(tmp_path / "grid-pdf.pdf").pages)
    assert "7 points" in text
    assert "As of" in text
    picture = QImage(str(tmp_path / "grid-png.png"))
    assert picture.width() > 1500
    svg = (tmp_path / "grid-svg.svg").read_text(encoding="utf-8")
    assert "not like for like" in svg


def test_the_chart_as_drawing_picture_and_pdf(
    page: PositionsPage, window: MainWindow, settle: Settle, tmp_path: Path
) -> None:
    chart = page.moves.view.chart
    assert chart is not None
    for form in PictureFormat:
        page.pictures.put_chart(shown(page), chart.issue_id, None, form, tmp_path / f"moves.{form}")
        settle(window)
        settle(window)
    svg = (tmp_path / "moves.svg").read_text(encoding="utf-8")
    assert "SEIU Local 99 (U) 30%" in svg
    assert "30%, not confirmed" in svg
    assert QImage(str(tmp_path / "moves.png")).width() == 1800
    text = PdfReader(tmp_path / "moves.pdf").pages[0].extract_text()
    assert "Moves on Wages" in " ".join(text.split())


def test_the_chart_goes_to_the_clipboard(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    QGuiApplication.clipboard().clear()
    page.moves.copy_wanted.emit()
    settle(window)
    assert QGuiApplication.clipboard().image().width() == 1800


# -- forty issues --


def test_forty_issues_and_four_participants_are_readable(wide: PositionsPage) -> None:
    model = wide.table.model()
    assert (model.rowCount(), model.columnCount()) == (40, 7)
    assert wide.table.horizontalScrollBar().maximum() == 0
    for column in range(7):
        assert wide.table.columnWidth(column) >= 100
    assert all(wide.table.rowHeight(row) > 40 for row in range(40))
    detailed = wide.table.rowHeight(0)
    wide.brief.setChecked(True)
    assert wide.table.rowHeight(0) < detailed / 2
    wide.table.setCurrentIndex(model.index(39, 6))
    visible = wide.table.viewport().rect()
    assert visible.intersects(wide.table.visualRect(model.index(39, 6)))


def test_many_answers_owed_are_counted_and_opened(wide: PositionsPage) -> None:
    links = [b for b in wide.findChildren(QPushButton) if "answers, the longest" in b.text()]
    assert len(links) == 1
    QTest.mouseClick(links[0], Qt.MouseButton.LeftButton)
    assert "The union side owes an answer to" in behind(wide)


def test_midpoint_gap_and_moves_in_dollars_and_students(wide: PositionsPage) -> None:
    page = wide.page
    assert page is not None
    dollars = moves_chart(page, page.matrix.rows[2].issue_id)
    students = moves_chart(page, page.matrix.rows[1].issue_id)
    assert dollars is not None
    assert students is not None
    assert dollars.axis == "dollars an hour"
    assert dollars.midpoint == "$3.50 an hour"
    assert students.axis == "students per class"
    assert students.gap == "2 students per class"
    assert students.midpoints
    assert page.matrix.rows[1].movement.text.startswith("4 rounds\nmidpoint 29 students per class")


def test_labels_in_the_chart_do_not_cover_one_another(wide: PositionsPage) -> None:
    view = wide.moves.view
    drawing: MovesDrawing = view.drawing(QRectF(view.rect()), view.style_of_screen())
    picture = QImage(view.size(), QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    drawing.draw(painter)
    painter.end()
    assert drawing.plot.width() > 400
    places = spread([10.0, 11.0, 12.0, 100.0], 15.0, 0.0, 120.0)
    assert all(b - a >= 15.0 for a, b in pairwise(places))


@pytest.mark.parametrize(("days", "expected"), [(6, 7), (40, 6), (300, 10), (4000, 11)])
def test_days_named_on_the_axis_stay_few(days: int, expected: int) -> None:
    first = date(2019, 1, 14).toordinal()
    ticks = day_ticks(first, first + days, 10)
    assert 2 <= len(ticks) <= expected + 1
    assert len({tick.words for tick in ticks}) == len(ticks)


def test_numbers_on_the_axis_are_round() -> None:
    found = number_ticks(Decimal("22.3"), Decimal("30.7"), 4)
    assert all(number % Decimal("2.5") == 0 for number in found)
    assert found[0] <= Decimal("22.3")
    assert found[-1] >= Decimal("30.7")
    assert number_ticks(Decimal(5), Decimal(5), 4)[0] < 5


def test_a_low_window_gives_the_grid_the_room_until_moves_are_asked_for(
    page: PositionsPage, window: MainWindow, settle: Settle
) -> None:
    window.resize(860, 560)
    settle(window)
    assert window.width() == 860
    assert not page.moves.isVisible()
    page.show_moves.click()
    assert page.moves.isVisible()
    window.resize(1280, 800)
    settle(window)
    assert page.moves.isVisible()


def test_the_overview_shows_the_moves_on_wages_and_leads_here(
    window: MainWindow, settle: Settle
) -> None:
    chart = window.pages["overview"].findChild(MovesChartView)
    assert chart is not None
    assert chart.chart is not None
    assert chart.chart.issue == WAGES
    chart.opened.emit(chart.marks()[0])
    settle(window)
    assert window.current == "positions"


def test_places_are_taken_as_by_comparing_with_every_other() -> None:
    chance = random.Random(3)
    taken, every = Taken(QRectF(0, 0, 500, 300)), [QRectF(-40, 40, 900, 2), QRectF(90, 50, 0, 30)]
    for place in every:
        taken.add(place)
    for _ in range(400):
        spot = QRectF(chance.uniform(-60, 520), chance.uniform(0, 300), chance.uniform(0, 90), 12)
        free = not any(spot.intersects(other) for other in every)
        assert taken.is_free(spot) is free
        if free and len(every) < 60:
            taken.add(spot)
            every.append(spot)
    assert len(every) == 60

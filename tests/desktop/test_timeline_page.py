"""The timeline in the window: zoom, keyboard, filters, what a click opens, pictures."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.timeline_page import TimelinePage
from negotiation_tracker.desktop.pictures import PictureFormat
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.timeline_canvas import TimelineCanvas, as_plain
from negotiation_tracker.desktop.widgets.timeline_frame import (
    HEAD,
    Sizes,
    Stocks,
    compose,
    first_day,
)
from negotiation_tracker.desktop.widgets.timeline_layout import Mark, Pile
from negotiation_tracker.desktop.widgets.timeline_scale import Scale, calendar
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.timeline import ItemKind, timeline
from negotiation_tracker.services.timeline_exports import Released, release
from tests.desktop.conftest import LONG, Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id
from tests.rules.build import Talks, day

pytestmark = pytest.mark.gui


def number(text: str) -> int:
    return day(text).toordinal()


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> TimelinePage:
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    window.show_page("timeline")
    settle(window)
    found = window.pages["timeline"]
    assert isinstance(found, TimelinePage)
    return found


def words_of(page: TimelinePage) -> str:
    return "\n".join(label.text() for label in page.panel.findChildren(QLabel))


def picture_elements(canvas: TimelineCanvas) -> list[Mark | Pile]:
    assert canvas._picture is not None
    return list(canvas._picture.order)


def centre_of(canvas: TimelineCanvas, element: Mark | Pile) -> QPoint:
    picture = canvas._picture
    assert picture is not None
    box = picture.box(element)
    x = HEAD + element.x0 + picture.offset(canvas.scale) + 6
    top = picture.header - canvas.verticalScrollBar().value()
    return QPoint(int(x), int(top + box.center().y()))


def test_it_begins_where_most_of_the_records_lie(page: TimelinePage) -> None:
    first, last = page.canvas.scale.days()
    assert first > number("2018-12-01"), "not 21 months of almost nothing"
    assert first <= number("2019-01-14")
    assert last >= number("2019-01-18")
    page.canvas.fit()
    assert page.canvas.scale.days()[0] <= number("2017-04-01")


def test_zoom_goes_from_years_to_one_day(page: TimelinePage) -> None:
    canvas = page.canvas
    for _ in range(60):
        canvas.zoom(0.5)
    assert canvas.scale.width / canvas.scale.per_day > 365 * 100
    canvas.go_to(number("2019-01-17"), number("2019-01-17"))
    for _ in range(60):
        canvas.zoom(2, canvas.scale.width / 2)
    assert canvas.scale.width / canvas.scale.per_day == pytest.approx(1.0)
    assert canvas.scale.days()[0] == number("2019-01-17")


def test_ctrl_and_wheel_zoom_at_the_pointer(page: TimelinePage) -> None:
    canvas = page.canvas
    place = QPointF(HEAD + 300, 200)
    before = canvas.scale.day(300)
    event = QWheelEvent(
        place,
        canvas.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    per_day = canvas.scale.per_day
    QApplication.sendEvent(canvas.viewport(), event)
    assert canvas.scale.per_day > per_day
    assert canvas.scale.day(300) == pytest.approx(before)


def test_dragging_moves_the_days_and_opens_nothing(page: TimelinePage) -> None:
    canvas, left = page.canvas, page.canvas.scale.left
    view = canvas.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(500, 200))
    QTest.mouseMove(view, QPoint(480, 200))
    QTest.mouseMove(view, QPoint(400, 200))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 200))
    assert canvas.scale.left == pytest.approx(left + 100 / canvas.scale.per_day)
    assert page.panel.isHidden()


def test_arrows_go_through_the_records_in_order_of_time(page: TimelinePage) -> None:
    canvas = page.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    seen = [canvas.accessibleDescription()]
    assert "Bargaining begins" in seen[0]
    for _ in range(len(picture_elements(canvas)) - 1):
        QTest.keyClick(canvas, Qt.Key.Key_Right)
        seen.append(canvas.accessibleDescription())
    assert len(set(seen)) == len(picture_elements(canvas))
    firsts = [first_day(element) for element in picture_elements(canvas)]
    assert firsts == sorted(firsts)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    assert canvas.accessibleDescription() == seen[-2]


def test_what_is_announced_says_when_how_known_and_where_from(page: TimelinePage) -> None:
    canvas = page.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    words = canvas.accessibleDescription()
    assert "about Apr 2017" in words
    assert "inferred" in words
    assert "21 months" in words
    assert "KABC 18 Jan 2019 ¶3" in words


def test_enter_opens_a_record_with_fields_and_sources_and_escape_closes(
    page: TimelinePage,
) -> None:
    canvas = page.canvas
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert page.panel.isVisible()
    assert "Bargaining begins" in words_of(page)
    assert "KABC 18 Jan 2019 ¶3" in words_of(page)
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.panel.isHidden()
    assert canvas.hasFocus()


def test_a_session_opens_on_its_page(
    page: TimelinePage, window: MainWindow, settle: Settle
) -> None:
    session = next(
        e
        for e in picture_elements(page.canvas)
        if isinstance(e, Mark) and "City Hall" in e.item.entry.title
        and e.item.kind is ItemKind.SESSION
    )  # fmt: skip
    page.canvas.focus_on(session.item)
    QTest.mouseClick(
        page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(page.canvas, session)
    )
    assert "L.A. City Hall" in words_of(page)
    asked: list[tuple[str, int]] = []
    page.record_requested.connect(lambda kind, key: asked.append((kind, key)))
    link = next(
        b for b in page.panel.findChildren(Opens) if b.accessibleName() == "Open the session"
    )
    link.click()
    settle(window)
    assert asked == [session.item.ref]
    assert window.current == "sessions"


def test_a_pile_is_counted_and_a_click_takes_a_closer_look(page: TimelinePage) -> None:
    canvas = page.canvas
    canvas.fit()
    pile = next(e for e in picture_elements(canvas) if isinstance(e, Pile))
    assert pile.bucket.count == len(pile.items) > 1
    per_day = canvas.scale.per_day
    QTest.mouseClick(
        canvas.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(canvas, pile) + QPoint(8, 0)
    )
    assert canvas.scale.per_day > per_day
    first, last = canvas.scale.days()
    assert all(i.span is not None and first <= i.span.first <= last for i in pile.items)


def test_the_filters_leave_out_and_say_so(page: TimelinePage, qtbot: QtBot) -> None:
    page.filters.kinds[ItemKind.STATEMENT].setChecked(False)
    kinds = {i.kind for i in page.canvas._items}
    assert ItemKind.STATEMENT not in kinds
    assert ItemKind.EVENT in kinds
    page.filters.text.setText("parcel tax")
    qtbot.waitUntil(lambda: len(page.canvas._items) == 1, timeout=LONG)
    assert "1 of 40 records fit the filter" in page._days.text()
    page.filters.reset()
    page._filter()
    assert len(page.canvas._items) == 40


def test_one_participant_alone(page: TimelinePage) -> None:
    combo = page.filters.lane
    combo.setCurrentText("UTLA")
    assert page.canvas._picture is not None
    assert [lane.lane.title for lane in page.canvas._picture.lanes] == ["UTLA"]
    assert {i.lane for i in page.canvas._items} == {combo.value()}


@pytest.mark.parametrize(
    ("typed", "middle"), [("Aug 2018", "2018-08-16"), ("17 Jan 2019", "2019-01-17")]
)
def test_a_date_typed_roughly_is_gone_to(page: TimelinePage, typed: str, middle: str) -> None:
    page.day.setText(typed)
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    scale = page.canvas.scale
    assert scale.day(scale.width / 2) == pytest.approx(number(middle) + 0.5, abs=1)


def test_words_that_are_no_date_are_explained(page: TimelinePage) -> None:
    page.day.setText("whenever")
    QTest.keyClick(page.day, Qt.Key.Key_Return)
    assert page._day_problem.isVisible()
    assert "not read as a date" in page._day_problem.text()


def test_undated_records_stand_in_a_tray(
    page: TimelinePage, window: MainWindow, settle: Settle
) -> None:
    talks = negotiation_id(window, UTLA)

    def add(writer: RecordWriter) -> None:
        writer.insert("statement", negotiation_id=talks, gist="<b>Undated</b> & plain")

    assert page.tray.isHidden()
    window.tasks.change("Add", add)
    settle(window)
    assert page.tray.isVisible()
    button = page.tray.findChild(QPushButton)
    assert button is not None
    assert "date not known" in button.accessibleName()
    button.click()
    assert "<b>Undated</b> & plain" in words_of(page)
    assert "No source is recorded." in words_of(page)


def test_a_change_does_not_move_what_is_looked_at(
    page: TimelinePage, window: MainWindow, settle: Settle
) -> None:
    page.canvas.go_to(number("2018-08-16"), number("2018-08-16"))
    before = page.canvas.scale
    talks = negotiation_id(window, UTLA)
    window.tasks.change("Rename", lambda w: w.update("negotiation", talks, title="New name"))
    settle(window)
    assert page.canvas.scale == before


def test_the_public_sees_only_what_is_public(
    page: TimelinePage, window: MainWindow, settle: Settle
) -> None:
    talks = negotiation_id(window, UTLA)
    assert page._view is not None
    owner = page._view.dossier.all("participant")[0].id
    when = page._view.timeline.items[0].entry.start

    def add(writer: RecordWriter) -> None:
        writer.insert(
            "event", negotiation_id=talks, kind="other", title="Caucus plan", handling="team",
            confidence_of_id=owner, start=when,
        )  # fmt: skip

    window.tasks.change("Add", add)
    settle(window)
    assert any("Caucus plan" in i.entry.title for i in page.canvas._items)
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert not any("Caucus plan" in i.entry.title for i in page.canvas._items)


def test_empty_talks_say_what_will_stand_here(
    window: MainWindow, settle: Settle, page: TimelinePage
) -> None:
    def add(writer: RecordWriter) -> int:
        return writer.insert(
            "negotiation", title="Example", code="EX", timezone="America/Los_Angeles",
            currency="USD",
        ).id  # fmt: skip

    made: list[int] = []
    window.tasks.change("Add", add, lambda changed: made.append(changed.value))
    settle(window)
    window.show_negotiation(made[0])
    settle(window)
    texts = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert "Nothing on the timeline yet" in texts


@pytest.mark.parametrize("form", list(PictureFormat))
def test_pictures_hold_the_lanes_and_leave_secrets_out(
    page: TimelinePage, window: MainWindow, settle: Settle, tmp_path: Path, form: PictureFormat
) -> None:
    released: list[Released] = []
    talks = negotiation_id(window, UTLA)
    assert page._view is not None
    owner = page._view.dossier.all("participant")[0].id

    def add(writer: RecordWriter) -> None:
        writer.insert(
            "event", negotiation_id=talks, kind="other", title="Caucus plan", handling="team",
            confidence_of_id=owner, start=FuzzyDate.day(day("2019-01-15")),
        )  # fmt: skip

    window.tasks.change("Add", add)
    settle(window)
    reader = Reader(Audience.PUBLIC)
    window.tasks.read(lambda ws: release(ws, talks, reader), released.append)
    settle(window)
    target = tmp_path / f"picture.{form}"
    page.save(released[0], form, target)
    settle(window)
    data = target.read_bytes()
    starts = {"png": b"\x89PNG", "svg": b"<?xml", "pdf": b"%PDF"}
    assert data.startswith(starts[form.value])
    if form is PictureFormat.SVG:
        text = data.decode()
        assert "Mediators, neutrals" in text
        assert "Talks resume at City Hall" in text
        assert "Caucus plan" not in text
    logged: list[int] = []
    window.tasks.read(lambda ws: len(ws.records("export_log")), logged.append)
    settle(window)
    assert logged == [1]


def test_tool_tips_show_marks_as_they_are() -> None:
    assert as_plain("<b>x</b>\n& y") == "<qt>&lt;b&gt;x&lt;/b&gt;<br>&amp; y</qt>"


@pytest.mark.parametrize(
    ("days", "upper", "lower"),
    [
        (1, "Thu 17 Jan 2019", "12:00"),
        (10, "January 2019", "Thu 17"),
        (30, "January 2019", "17"),
        (90, "January 2019", "14 Jan"),
        (700, "2019", "Jan"),
        (6000, "2010s", "2019"),
    ],
)
def test_the_calendar_names_what_has_room(days: int, upper: str, lower: str) -> None:
    first = number("2019-01-17") - days // 2
    dates = calendar(Scale(first, 900 / days, 900))
    assert upper in [tick.words for tick in dates.upper]
    assert lower in [tick.words for tick in dates.lower]


@pytest.mark.parametrize("per_day", [0.2, 1.0, 7.0, 40.0, 300.0])
def test_nothing_covers_anything_in_two_thousand_records(per_day: float) -> None:
    talks = Talks()
    start = date(2020, 1, 6).toordinal()
    for place in range(2000):
        when = date.fromordinal(start + (place * 7919) % 1100).isoformat()
        if place % 5 == 0:
            later = date.fromordinal(start + (place * 7919) % 1100 + place % 40).isoformat()
            when = f"{when}..{later}"
        talks.event("rally", when, title=f"Artificial rally {place}")
    found = timeline(talks.dossier(), talks.negotiation)
    stocks = Stocks.of(found, found.items, found.lanes)
    made = compose(stocks, per_day, (Sizes(13), lambda text: 7.0 * len(text), 500.0))
    count = 0
    for lane in made.lanes:
        for pile in lane.layout.piles:
            count += pile.bucket.count
        for row in range(lane.layout.rows):
            marks = [mark for mark in lane.layout.marks if mark.row == row]
            count += len(marks)
            for before, after in pairwise(marks):
                assert before.end <= after.x0 + 0.01
            if row < lane.layout.below:
                continue
            for mark in marks:
                for pile in lane.layout.piles:
                    assert mark.end <= pile.x0 + 0.01 or mark.x0 >= pile.x1 - 0.01
    assert count == 2000


def test_the_sample_of_2023_shows_its_bands(window: MainWindow, settle: Settle) -> None:
    window.show_negotiation(negotiation_id(window, SEIU))
    window.show_page("timeline")
    settle(window)
    page = window.pages["timeline"]
    assert isinstance(page, TimelinePage)
    assert page._view is not None
    titles = [band.entry.title for band in page._view.timeline.bands]
    assert "Strike: SEIU Local 99 strike of three days" in titles
    assert "Mediation active: Mayor Karen Bass" in titles
    page.open_record("event", page._view.timeline.bands[0].ref[1])
    assert page.panel.isVisible()
    assert "Derived from" in words_of(page)

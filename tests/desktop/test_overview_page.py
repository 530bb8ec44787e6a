"""The Overview says where talks stand, and each number opens what it was derived from."""

from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.models.evidence import evidence
from negotiation_tracker.desktop.models.overview_parts import OverviewView
from negotiation_tracker.desktop.models.overview_view import overview_view
from negotiation_tracker.desktop.pages import page as page_module
from negotiation_tracker.desktop.pages.overview_page import OverviewPage
from negotiation_tracker.desktop.pages.positions_page import PositionsPage
from negotiation_tracker.desktop.widgets.behind_panel import BehindPanel
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id

pytestmark = pytest.mark.gui


def view_of(store: Path, code: str) -> OverviewView:
    ws = Workspace.open(store)
    try:
        number = ws.negotiation(code).id
        return overview_view(ws.dossier(number), None, number)
    finally:
        ws.close()


def page_of(window: MainWindow) -> OverviewPage:
    page = window.pages["overview"]
    assert isinstance(page, OverviewPage)
    return page


def words_in(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_the_2023_dispute_in_words(sample: Path) -> None:
    view = view_of(sample, SEIU)
    tiles = {tile.name: tile for tile in view.tiles}
    assert tiles["Strike days"].number == "3"
    assert tiles["Next meeting"].number == "Mon 27 Mar"
    assert tiles["Wage gap"].number == "7 points"
    assert tiles["Wage gap"].warning == "disputed"
    wages = view.rows[0]
    assert wages.issue == "Wages"
    assert wages.disputed
    assert [cell.silent for cell in wages.cells] == [False, False]
    assert wages.cells[1].text == "23% over five years"
    assert wages.cells[1].adverse, "the other side's account must stand beside the position"
    assert "30%" in wages.cells[1].adverse[0]


def test_the_2019_dispute_has_a_strike_that_goes_on(sample: Path) -> None:
    view = view_of(sample, UTLA)
    tiles = {tile.name: tile for tile in view.tiles}
    assert tiles["Strike days"].number == "5"
    assert "goes on" in tiles["Strike days"].detail
    assert tiles["Wage gap"].number == "–"
    assert "Strike" in [mark.text for mark in view.marks]


@pytest.mark.parametrize("code", [SEIU, UTLA])
def test_everything_shown_has_something_behind_it(sample: Path, code: str) -> None:
    view = view_of(sample, code)
    shown = [(tile.name, tile.behind) for tile in view.tiles]
    shown += [(mark.text, mark.behind) for mark in (*view.marks, *view.owed)]
    shown += [(one.title, one.behind) for one in view.latest]
    for row in view.rows:
        shown += [(f"{row.issue} cell", cell.behind) for cell in row.cells]
        shown.append((f"{row.issue} status", row.status_behind))
    for name, behind in shown:
        assert behind.records or behind.notes, name


@pytest.mark.parametrize("code", [SEIU, UTLA])
def test_every_fact_of_the_sample_behind_a_number_has_a_source(sample: Path, code: str) -> None:
    view = view_of(sample, code)
    for tile in view.tiles:
        for one in tile.behind.records:
            if one.kind in {"session", "proposal_item", "event"}:
                assert one.sources, f"{tile.name}: {one.title}"


def test_an_item_stands_for_its_proposal_and_its_terms(sample: Path) -> None:
    ws = Workspace.open(sample)
    number = ws.negotiation(SEIU).id
    dossier = ws.dossier(number)
    ws.close()
    term = dossier.all("term")[0]
    item = dossier.get("proposal_item", term.item_id)
    assert item is not None
    refs = [("proposal", item.proposal_id), ("proposal_item", item.id), ("term", term.id)]
    assert [one.kind for one in evidence(dossier, refs)] == ["proposal_item"]
    assert [one.kind for one in evidence(dossier, refs[2:])] == ["term"]


def test_a_number_opens_its_records_and_a_session_opens_from_there(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    page = page_of(window)
    tile = next(
        b for b in page.findChildren(Opens) if b.accessibleName().startswith("Sessions held")
    )
    tile.click()
    panel = page.findChild(BehindPanel)
    assert panel is not None
    assert panel.isVisible()
    assert "KTLA" in words_in(panel)
    record = next(
        b for b in panel.findChildren(Opens) if b.accessibleName().startswith("Open the session")
    )
    record.click()
    settle(window)
    assert window.current == "sessions"


def test_another_day_gives_another_picture(window: MainWindow, settle: Settle) -> None:
    page = page_of(window)
    page.as_of_edit.setText("20 Mar 2023")
    page.as_of_edit.editingFinished.emit()
    settle(window)
    assert "the day asked for" in words_in(page)
    assert "Strike days: 0" in " ".join(b.accessibleName() for b in page.findChildren(Opens))
    page.as_of_edit.setText("")
    page.as_of_edit.editingFinished.emit()
    settle(window)
    assert page.as_of_edit.text() == "24 Mar 2023"


@pytest.mark.parametrize(("key", "shown"), [("overview", "24 Mar 2023"), ("positions", "Wages")])
def test_long_talks_are_worked_out_beside_the_store(
    window: MainWindow, settle: Settle, monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    monkeypatch.setattr(page_module, "LARGE", 0)
    window.show_page(key)
    page = window.pages[key]
    done: list[str] = []
    for word in ("never", "this"):
        page.mark_stale()
        page.work_aside(partial(str, word), done.append)
    settle(window)
    assert done == ["this"], "what was asked for before the page read again is dropped"
    number = negotiation_id(window, SEIU)
    window.tasks.change(
        "Rename", lambda writer: writer.update("negotiation", number, title="New name")
    )
    settle(window)
    assert not page._stale
    if isinstance(page, OverviewPage):
        assert "New name" in words_in(page)
        assert page.as_of_edit.text() == shown
    else:
        assert isinstance(page, PositionsPage)
        assert page.page is not None
        assert page.page.negotiation.title == "New name"
        assert page.page.matrix.rows[0].issue == shown


def test_the_picture_follows_a_change(window: MainWindow, settle: Settle) -> None:
    number = negotiation_id(window, SEIU)
    window.tasks.change(
        "Rename", lambda writer: writer.update("negotiation", number, title="New name")
    )
    settle(window)
    assert "New name" in words_in(page_of(window))


def test_hostile_text_is_shown_as_it_is(window: MainWindow, settle: Settle) -> None:
    number = negotiation_id(window, SEIU)
    text = '<img src="file:///etc/hostname"><b>bold</b>'

    def rename(writer: RecordWriter) -> None:
        writer.update("negotiation", number, title=text)

    window.tasks.change("Rename", rename)
    settle(window)
    assert text in words_in(page_of(window))

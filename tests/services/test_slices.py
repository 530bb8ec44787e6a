"""The part of the record that a page reads shows the same as the whole record."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from negotiation_tracker.desktop.models.overview_view import LATER, first_view, overview_view
from negotiation_tracker.desktop.models.session_detail import session_detail
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import bench_data, proposals, seeds
from negotiation_tracker.services.positions import PositionsPage, positions, standing
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.queries import slices

ME = Reader(Audience.ME)
SUGGESTED = ("places", "people")
"""What is only offered for typing; of long talks it comes from the last sessions."""


@pytest.fixture(scope="module")
def long_talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("long") / "store.sqlite3"
    bench_data.make(path, bench_data.BenchShape(1_000))
    ws = Workspace.open(path)
    yield ws
    ws.close()


def _same(ws: Workspace, negotiation_id: int, session_id: int) -> None:
    with ws.store.reading() as db:
        part = slices.around_session(db, ws.catalogue, session_id)
    assert part is not None
    shown = session_detail(part, session_id)
    whole = session_detail(ws.dossier(negotiation_id), session_id)
    assert shown is not None
    assert whole is not None
    for name in whole.__dataclass_fields__:
        if name not in SUGGESTED:
            assert getattr(shown, name) == getattr(whole, name), name
    assert set(shown.people) <= set(whole.people)


def test_every_session_of_the_sample_reads_alike_from_its_part(tmp_path: Path) -> None:
    ws = Workspace.create(tmp_path / "store.sqlite3")
    seeds.load(ws)
    sessions = ws.records("session")
    assert len(sessions) > 5
    for session in sessions:
        _same(ws, session.negotiation_id, session.id)
    ws.close()


def test_a_session_of_long_talks_is_read_without_the_rest(long_talks: Workspace) -> None:
    sessions = [s.id for s in long_talks.records("session") if s.negotiation_id == 1]
    assert len(sessions) > slices.RECENT
    for session_id in sessions[:: len(sessions) // 4]:
        _same(long_talks, 1, session_id)
    fresh = Workspace.open(long_talks.path)
    part = fresh.around_session(1, sessions[0], ME)
    assert len(part.all("session")) <= slices.RECENT + 3
    assert len(part.all("proposal")) < 10
    fresh.close()


def test_other_readers_get_what_the_whole_record_lets_them_see(long_talks: Workspace) -> None:
    session = next(s for s in long_talks.records("session") if s.negotiation_id == 1)
    reader = Reader(Audience.PUBLIC)
    assert long_talks.around_session(1, session.id, reader) is long_talks.dossier(1, reader)


def test_a_session_that_is_gone_shows_nothing(long_talks: Workspace) -> None:
    fresh = Workspace.open(long_talks.path)
    assert session_detail(fresh.around_session(1, 10_000_000, ME), 10_000_000) is None
    fresh.close()


def _told(page: PositionsPage) -> list[object]:
    return [
        (
            row.issue.code,
            [(cell.text, cell.silence, cell.order_uncertain) for cell in row.cells],
            None if row.gap is None else row.gap.nominal.value,
            row.status.value,
        )
        for row in page.table.rows
    ]


@pytest.mark.parametrize("back", [0, 100, 1000, 4000])
def test_the_newest_offers_tell_where_long_talks_stand(long_talks: Workspace, back: int) -> None:
    fresh = Workspace.open(long_talks.path)
    today = date(2026, 7, 1)
    first = standing(fresh, 1, today - timedelta(back), today)
    whole = positions(long_talks.dossier(1), today - timedelta(back), negotiation_id=1, today=today)
    assert first is not None
    assert len(first.known.all("proposal")) < len(whole.known.all("proposal")) / 3
    assert _told(first) == _told(whole)
    assert [o.proposal.code for o in first.owed] == [o.proposal.code for o in whole.owed]
    assert all(moved.rounds.value is None for moved in first.moved)
    fresh.close()


@pytest.mark.parametrize("back", [None, 0, 1000])
def test_the_overview_begins_with_what_it_will_say(long_talks: Workspace, back: int | None) -> None:
    today = long_talks.today()
    day = None if back is None else date(2026, 7, 1) - timedelta(back)
    told = standing(long_talks, 1, day, today)
    assert told is not None
    first, whole = first_view(told), overview_view(long_talks.dossier(1), day, 1)
    for name in ("title", "sample", "day", "day_reason", "participants"):
        assert getattr(first, name) == getattr(whole, name), name
    for row, later in zip(first.rows, whole.rows, strict=True):
        assert [c.text for c in row.cells] == [c.text for c in later.cells]
        assert (row.issue, row.gap, row.status) == (later.issue, later.gap, later.status)
    for tile, found in zip(first.tiles, whole.tiles, strict=True):
        assert tile.name == found.name
        assert tile.number in (found.number, LATER)
    assert [tile.number for tile in first.tiles].count(LATER) == 4


def test_short_talks_are_read_whole(long_talks: Workspace) -> None:
    assert standing(long_talks, 2, None, date(2026, 7, 1)) is None


def test_where_all_newest_offers_lapsed_the_whole_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    bench_data.make(path, bench_data.BenchShape(1_000))
    ws = Workspace.open(path)
    issue = ws.records("issue")[0]
    side = next(p for p in ws.records("participant") if p.negotiation_id == issue.negotiation_id)
    offers = {i.proposal_id for i in ws.records("proposal_item") if i.issue_id == issue.id}
    own = [p for p in ws.records("proposal") if p.id in offers and p.from_id == side.id]
    own.sort(key=lambda p: (p.date.sort_key(), p.id))

    def withdraw(writer: RecordWriter) -> None:
        for proposal in own[-8:]:
            fields = {"action": "withdrawn", "by_id": side.id, "date": "1 July 2026"}
            proposals.act(writer, proposal.id, fields)

    ws.change("Withdraw", withdraw)
    assert standing(ws, issue.negotiation_id, date(2026, 7, 2), date(2026, 7, 2)) is None
    ws.close()

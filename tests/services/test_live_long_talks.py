"""Live notes of long talks read a part of the record, and say the same as the whole of it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from negotiation_tracker.services import (
    bench_data,
    live_known,
    live_notes,
    live_scene,
    live_sheet,
    live_table,
    seeds,
)
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.queries import slices


@pytest.fixture(scope="module")
def long_talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = tmp_path_factory.mktemp("long") / "store.sqlite3"
    bench_data.make(path, bench_data.BenchShape(1_000))
    ws = Workspace.open(path)
    yield ws
    ws.close()


def assert_same_as_the_whole(ws: Workspace, session_id: int) -> None:
    part = live_known.known(ws, session_id)
    letters = live_scene.side_letters(part.talks, part.negotiation.id)
    day = live_scene.day_of_session(part.session)
    whole = ws.dossier(part.negotiation.id)
    everything = replace(part, newest=None, standing=whole, talks=whole)
    shown = live_table.table(part, day, letters)
    assert shown == live_table.table(everything, day, letters)
    assert shown


def test_the_table_is_that_of_the_whole_record(long_talks: Workspace) -> None:
    talks_id = 1
    with long_talks.store.reading() as db:
        assert slices.is_long(db, talks_id)
    session_id = long_talks.change("Start", lambda w: live_notes.start(w, talks_id)).value
    assert_same_as_the_whole(long_talks, session_id)
    sheet = live_sheet.load(long_talks, session_id)
    scene = live_scene.scene_of(sheet.known)
    issue = scene.issues[0].code
    for line in (f"/offer u #{issue} 5%", f"/counter e #{issue} 3%", f"/hold u #{issue}"):
        verb = partial(live_notes.enter, session_id=session_id, text=line, scene=scene)
        change = long_talks.change("Line", verb)
        scene = change.value.scene
        sheet = live_sheet.refresh(long_talks, sheet, change.change)
        assert sheet == live_sheet.load(long_talks, session_id)
    assert_same_as_the_whole(long_talks, session_id)


def test_the_sample_too(tmp_path: Path) -> None:
    ws = Workspace.create(tmp_path / "store.sqlite3")
    seeds.load(ws)
    newest = {session.negotiation_id: session.id for session in ws.records("session")}
    for session_id in newest.values():
        assert_same_as_the_whole(ws, session_id)
    ws.close()

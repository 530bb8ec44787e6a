"""Artificial talks: a sound store, the same each time, that works like any other."""

from pathlib import Path

import pytest

from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import backups, session_list
from negotiation_tracker.services.bench_data import BenchShape, make
from negotiation_tracker.services.workspace import Workspace

SESSIONS = 45


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bench") / "a.negotiations"
    make(path, BenchShape(SESSIONS))
    return path


def test_the_check_finds_it_sound(made: Path) -> None:
    report = backups.check(made)
    assert report.faults == ()
    assert report.records > 20 * SESSIONS
    assert report.journal_lines == report.records


def test_the_same_size_gives_the_same_records(made: Path, tmp_path: Path) -> None:
    again = tmp_path / "b.negotiations"
    make(again, BenchShape(SESSIONS))
    assert backups.check(again).chain_head == backups.check(made).chain_head


def test_its_last_change_can_be_undone_and_others_made(made: Path) -> None:
    ws = Workspace.open(made)
    before = len(ws.records("session"))
    ws.undo()
    assert len(ws.records("session")) == before - 1
    ws.redo()

    def rename(writer: RecordWriter) -> None:
        writer.update("negotiation", 1, title="Other words")

    ws.change("Rename", rename)
    assert ws.undo_label() == "Rename"
    ws.undo()
    report = ws.check()
    ws.close()
    assert report.sound


@pytest.mark.parametrize(
    ("sessions", "parts"),
    [
        (45, [20, 20, 5]),
        (1_000, [500, *[20] * 25]),
        (100_000, [10_000, 500, *[20] * 4475]),
    ],
)
def test_how_sessions_are_spread(sessions: int, parts: list[int]) -> None:
    assert list(BenchShape(sessions).parts()) == parts


def test_a_bare_store_is_one_long_list(tmp_path: Path) -> None:
    path = tmp_path / "bare.negotiations"
    make(path, BenchShape(300, bare=True))
    ws = Workspace.open(path)
    rows = session_list.page(ws, 1, Reader(Audience.ME), session_list.SessionFilter())
    numbers = [row.number for row in rows]
    ws.close()
    assert numbers == list(range(300, 300 - session_list.FIRST_PAGE.limit, -1))
    assert backups.check(path).sound


def test_a_file_that_is_there_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "mine.negotiations"
    path.write_text("mine")
    with pytest.raises(FileExistsError):
        make(path, BenchShape(1))
    assert path.read_text() == "mine"

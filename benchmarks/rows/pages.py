"""What a page reads when something is chosen: a session in detail, the positions (G7, G8)."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from benchmarks.bench import ME, Bench, Row, same
from benchmarks.goals import Result
from negotiation_tracker.desktop.models.session_detail import SessionDetail, session_detail
from negotiation_tracker.services.bench_data import LAST
from negotiation_tracker.services.positions import PositionsPage, positions
from negotiation_tracker.services.workspace import Workspace

# The floor of the detail: three statements, by the indexes on their references.
_SESSION = "SELECT * FROM session WHERE id = ? AND deleted_at IS NULL"
_LOG = "SELECT * FROM table_entry WHERE session_id = ? AND deleted_at IS NULL ORDER BY seq, id"
_OFFERS = (
    "SELECT p.*, i.*, t.* FROM proposal p JOIN proposal_item i ON i.proposal_id = p.id "
    "JOIN term t ON t.item_id = i.id WHERE p.session_id = ? AND p.deleted_at IS NULL "
    "AND i.deleted_at IS NULL AND t.deleted_at IS NULL ORDER BY p.id, i.id, t.id"
)

# The positions of one negotiation, the newest number of each party on each issue.
_POSITIONS = (
    "SELECT i.issue_id, p.from_id, count(*) FROM proposal p JOIN proposal_item i "
    "ON i.proposal_id = p.id WHERE p.negotiation_id = ? GROUP BY i.issue_id, p.from_id"
)


def raw_detail(db: sqlite3.Connection, session_id: int) -> tuple[list[tuple[object, ...]], ...]:
    """Read a session with its log and its offers straight from SQLite."""
    return tuple(db.execute(sql, (session_id,)).fetchall() for sql in (_SESSION, _LOG, _OFFERS))


def read_detail(ws: Workspace, negotiation_id: int, session_id: int) -> SessionDetail | None:
    """Read a session as the page does."""
    return session_detail(ws.dossier(negotiation_id, ME), session_id)


def read_positions(ws: Workspace, negotiation_id: int, day: date | None = None) -> PositionsPage:
    """Work out the positions as the page does."""
    return positions(ws.dossier(negotiation_id, ME), day, today=LAST)


def detail(bench: Bench) -> Iterator[Result]:
    """G7: one session of the largest negotiation, with all that hangs on it."""
    path = bench.stores.path(bench.sessions)
    ws, db = bench.workspace(path), bench.raw(path)
    session_id = int(
        db.execute("SELECT max(id) FROM session WHERE negotiation_id = 1").fetchone()[0]
    )
    shown, (session, log, offers) = read_detail(ws, 1, session_id), raw_detail(db, session_id)
    assert shown is not None
    assert len(session) == 1
    same(len(shown.log), len(log))
    same(sum(len(passed.lines) for passed in shown.passed), len(offers))
    yield bench.result(
        "G7",
        "session in detail ÷ three raw queries",
        bench.harness.compare(
            lambda: read_detail(ws, 1, session_id), lambda: raw_detail(db, session_id)
        ),
    )


def grid(bench: Bench) -> Iterator[Result]:
    """G8: positions of the largest negotiation against those of one with 20 sessions."""
    path = bench.stores.path(bench.sessions)
    ws, db = bench.workspace(path), bench.raw(path)
    for number in (1, 2):
        cells = [c for row in read_positions(ws, number).table.rows for c in row.cells if c.inputs]
        same(len(cells), len(db.execute(_POSITIONS, (number,)).fetchall()))
    count = db.execute("SELECT count(*) FROM session WHERE negotiation_id = 1").fetchone()[0]
    for key, words, day in (
        ("G8", "", None),
        ("G8 as of", " on a day", LAST - timedelta(days=100)),
    ):
        found = bench.harness.compare(
            partial(read_positions, ws, 1, day), partial(read_positions, ws, 2, day)
        )
        yield bench.result(key, f"positions of {count:,} sessions{words} ÷ of 20", found)


ROWS = (
    Row("G7", "pages", detail, grows="G24"),
    Row("G8", "pages", grid, grows="G24"),
)

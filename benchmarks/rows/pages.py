"""What a page reads when something is chosen: a session in detail, the positions (G7, G8)."""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial

from benchmarks.bench import ME, Bench, Row, same
from benchmarks.goals import Result
from negotiation_tracker.desktop.models.session_detail import SessionDetail, session_detail
from negotiation_tracker.services.bench_data import LAST
from negotiation_tracker.services.positions import PositionsPage, positions, standing
from negotiation_tracker.services.workspace import Workspace

# The floor of the detail: what the page shows, each kind by the index on its reference. Not three
# statements, as in the study: the page also shows who was there, the issues of each line, what an
# offer answers, what is owed, the sources, and what may be chosen in its fields.
_BY_SESSION = (
    (
        "SELECT s.*, n.timezone FROM session s JOIN negotiation n ON n.id = s.negotiation_id "
        "WHERE s.id = ? AND s.deleted_at IS NULL"
    ),
    (
        "SELECT e.*, p.name FROM table_entry e LEFT JOIN person p ON p.id = e.speaker_id "
        "WHERE e.session_id = ? AND e.deleted_at IS NULL ORDER BY e.seq, e.id"
    ),
    (
        "SELECT p.*, i.*, t.*, u.title FROM proposal p "
        "JOIN proposal_item i ON i.proposal_id = p.id "
        "JOIN term t ON t.item_id = i.id JOIN issue u ON u.id = i.issue_id WHERE p.session_id = ? "
        "AND p.deleted_at IS NULL AND i.deleted_at IS NULL AND t.deleted_at IS NULL "
        "ORDER BY p.id, i.id, t.id"
    ),
    (
        "SELECT a.*, p.name FROM attendance a LEFT JOIN person p ON p.id = a.person_id "
        "WHERE a.session_id = ? AND a.deleted_at IS NULL ORDER BY a.id"
    ),
    (
        "SELECT l.*, u.title FROM table_entry e JOIN entry_issue l ON l.entry_id = e.id "
        "JOIN issue u ON u.id = l.issue_id WHERE e.session_id = ? AND l.deleted_at IS NULL"
    ),
    (
        "SELECT c.*, o.code FROM proposal p JOIN counter c ON c.proposal_id = p.id "
        "JOIN proposal o ON o.id = c.countered_id WHERE p.session_id = ? AND c.deleted_at IS NULL"
    ),
    "SELECT * FROM follow_up WHERE session_id = ? AND deleted_at IS NULL",
)
_BY_TALKS = (
    (
        "SELECT p.*, o.name FROM participant p "
        "LEFT JOIN organization o ON o.id = p.organization_id "
        "WHERE p.negotiation_id = ? AND p.deleted_at IS NULL"
    ),
    (
        "SELECT e.*, p.name, o.name FROM mediator_engagement e LEFT JOIN person p "
        "ON p.id = e.person_id LEFT JOIN organization o ON o.id = e.organization_id "
        "WHERE e.negotiation_id = ? AND e.deleted_at IS NULL"
    ),
)
_LATELY = (
    "SELECT id, place FROM session WHERE negotiation_id = ? AND deleted_at IS NULL "
    "ORDER BY date DESC, id DESC LIMIT 50"
)
_THERE = (
    "SELECT * FROM person WHERE id IN (SELECT person_id FROM attendance "
    "WHERE session_id IN ({}) AND deleted_at IS NULL) AND deleted_at IS NULL"
)
_TOLD = "SELECT * FROM citation WHERE target_uid IN ({}) AND deleted_at IS NULL"

# The positions of one negotiation, the newest number of each party on each issue.
_POSITIONS = (
    "SELECT i.issue_id, p.from_id, count(*) FROM proposal p JOIN proposal_item i "
    "ON i.proposal_id = p.id WHERE p.negotiation_id = ? GROUP BY i.issue_id, p.from_id"
)
Tuples = list[tuple[object, ...]]


def raw_detail(db: sqlite3.Connection, session_id: int) -> list[Tuples]:
    """Read what the page of a session shows straight from SQLite."""
    found = [db.execute(sql, (session_id,)).fetchall() for sql in _BY_SESSION]
    uids = {row[1] for rows in found[:4] for row in rows}
    told = db.execute(_TOLD.format(", ".join("?" * len(uids))), list(uids)).fetchall()
    found += [db.execute(sql, (1,)).fetchall() for sql in _BY_TALKS]
    lately = db.execute(_LATELY, (1,)).fetchall()
    keys = [key for key, _ in lately]
    there = db.execute(_THERE.format(", ".join("?" * len(keys))), keys).fetchall()
    return [*found, told, lately, there]


def read_detail(ws: Workspace, negotiation_id: int, session_id: int) -> SessionDetail | None:
    """Read a session as the page does."""
    return session_detail(ws.around_session(negotiation_id, session_id, ME), session_id)


def read_positions(ws: Workspace, negotiation_id: int, day: date | None = None) -> PositionsPage:
    """Say where the sides stand as the page does, the moves apart, which come later."""
    return standing(ws, negotiation_id, day, LAST) or positions(
        ws.dossier(negotiation_id, ME), day, today=LAST
    )


def detail(bench: Bench) -> Iterator[Result]:
    """G7: one session of the largest negotiation, with all that hangs on it."""
    path = bench.stores.path(bench.sessions)
    ws, db = bench.workspace(path), bench.raw(path)
    session_id = int(
        db.execute("SELECT max(id) FROM session WHERE negotiation_id = 1").fetchone()[0]
    )
    shown, found = read_detail(ws, 1, session_id), raw_detail(db, session_id)
    assert shown is not None
    session, log, offers, present, *_ = found
    *_, sides, mediators, _, lately, _ = found
    assert len(session) == 1
    same(len(shown.log), len(log))
    same(sum(len(passed.lines) for passed in shown.passed), len(offers))
    same(len(shown.present), len(present))
    same(len(shown.sides), len(sides))
    same(len(shown.mediators) - 1, len(mediators))
    if session[0][0] in {key for key, _ in lately}:
        same(set(shown.places), {place for _, place in lately if place})
    yield bench.result(
        "G7",
        "session in detail ÷ its rows, raw",
        bench.harness.compare(
            lambda: read_detail(ws, 1, session_id), lambda: raw_detail(db, session_id)
        ),
    )


def grid(bench: Bench) -> Iterator[Result]:
    """G8: positions of the largest negotiation against those of one with 20 sessions.

    The grid is what the page waits for; the moves of long talks are worked out afterwards.
    """
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

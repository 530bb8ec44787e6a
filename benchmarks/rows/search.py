"""Search: the newest hits, against the bare index and against a small store (G12, G13)."""

import sqlite3
import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.bench import ME, Bench, Row, environment, output, program, same
from benchmarks.goals import Result
from negotiation_tracker.model.searchable import BY_NUMBER
from negotiation_tracker.services.search import Hits, Wanted, search
from negotiation_tracker.services.workspace import Workspace

WORDS = {"word": "mediation", "2 letters": "me", "3 letters": "arb", "two words": "wages caucus"}
_LIMIT = 50

# The floor: row numbers of the newest hits and the words around them, straight from the index.
_NEWEST = (
    "SELECT r.kind, r.record_id, snippet(search_text, 1, '[', ']', '…', 14) FROM search_text "
    "CROSS JOIN search_row r ON r.id = search_text.rowid WHERE search_text MATCH ? "
    "ORDER BY search_text.rowid DESC LIMIT 50"
)


def raw(db: sqlite3.Connection, text: str) -> list[tuple[object, ...]]:
    """Ask the index itself; the last word may be unfinished."""
    return db.execute(_NEWEST, (f"{text}*",)).fetchall()


def ours(ws: Workspace, text: str) -> Hits:
    """Search as the window and the command line do."""
    return search(ws, Wanted(text, limit=_LIMIT), ME)


def newest(bench: Bench) -> Iterator[Result]:
    """G12: the newest 50 with their words, here and at 1,000 sessions."""
    path, small = bench.stores.path(bench.sessions), bench.stores.path(bench.base)
    ws, few = bench.workspace(path), bench.workspace(small)
    db = bench.raw(path)
    prefix = WORDS["3 letters"]
    found = [(h.kind, h.record_id) for h in ours(ws, prefix).rows]
    same(found, [(BY_NUMBER[int(str(k))].kind, key) for k, key, _ in raw(db, prefix)])
    for name, text in WORDS.items():
        key = "G12" if name != "two words" else "G12 two"
        compared = bench.harness.compare(partial(ours, ws, text), partial(ours, few, text))
        yield bench.result(key, f"newest 50 of a search, {name} ÷ at {bench.base}", compared)
    compared = bench.harness.compare(partial(ours, ws, prefix), partial(raw, db, prefix))
    yield bench.result("G12 raw", "the same ÷ bare index with snippets", compared)


def command_line(bench: Bench) -> Iterator[Result]:
    """G4: a search on the command line against an interpreter that does nothing."""
    env = environment(bench.stores.scratch)
    store = str(bench.stores.path(bench.sessions))
    command = program("search", "mediation", "--limit", "50", "--store", store)
    same(len(output(command, env).splitlines()), 1 + min(50, _matching(bench)))
    nothing = [sys.executable, "-c", "pass"]
    found = bench.harness.compare(lambda: output(command, env), lambda: output(nothing, env))
    yield bench.result("G4 search", "on the command line ÷ python -c pass", found)


def _matching(bench: Bench) -> int:
    db = bench.raw(bench.stores.path(bench.sessions))
    sql = "SELECT count(*) FROM search_text WHERE search_text MATCH 'mediation'"
    return int(db.execute(sql).fetchone()[0])


ROWS = (
    Row("G4", "search", command_line),
    Row("G12", "search", newest, grows="G24", free=("G12 two", "G12 raw")),
)

"""Logging one session, and taking it back: until it is safe against a power cut (G9, G10)."""

import os
import statistics
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.bench import Bench, Row, same
from benchmarks.goals import Result
from benchmarks.harness import Timed, percentile, seconds
from negotiation_tracker.services import sessions
from negotiation_tracker.services.bench_data import LAST
from negotiation_tracker.services.commands import (
    EntryLine,
    ItemLine,
    LogProposal,
    LogSession,
    TermLine,
)
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import connections

NOTES = "They explained the proposal on wages and asked for the figures of last year. " * 8
TABLES = ("session", "table_entry", "proposal", "proposal_item", "term")
SAMPLES = 200
SMALL = 2
"""Key of a negotiation with 20 sessions: what is logged is mostly logged in one of such a size."""


class Ours:
    """Logs sessions through the program's own verb."""

    def __init__(self, path: Path) -> None:
        self.ws = Workspace.open(path)
        parties = [p for p in self.ws.records("participant") if p.negotiation_id == SMALL]
        self._sides = tuple(p.id for p in parties)
        self._issues = tuple(i.id for i in self.ws.records("issue") if i.negotiation_id == SMALL)
        self._number = count(1)

    def log(self) -> None:
        """Log a session with a log line, three offers and six numbers."""
        day = (LAST + timedelta(days=next(self._number))).isoformat()
        offers = tuple(
            LogProposal(
                SMALL,
                {"from_id": self._sides[n % 2]},
                tuple(
                    ItemLine(self._issues[k], summary="Wages", terms=(TermLine(f"{n + 3}%"),))
                    for k in (0, 1)
                ),
            )
            for n in range(3)
        )
        command = LogSession(
            SMALL, {"date": day, "summary": NOTES[:120]}, entries=(EntryLine(NOTES),),
            proposals=offers,
        )  # fmt: skip
        self.ws.change("Log session", lambda writer: sessions.log(writer, command))


class Raw:
    """The floor: the same rows on bare SQLite, with the same triggers and the same durability."""

    def __init__(self, path: Path, like: Workspace) -> None:
        self.db = connections.open_writer(path)
        self._inserts: list[tuple[str, list[tuple[Any, ...]], list[int], list[int]]] = []
        for table in TABLES:
            top = int(self.db.execute(f'SELECT max(id) FROM "{table}"').fetchone()[0])
            made = f'SELECT * FROM "{table}" WHERE id > ?'
            rows = like.store.reader.execute(made, (top,)).fetchall()
            names = [r[1] for r in self.db.execute(f'PRAGMA table_info("{table}")')]
            refs = [f.name for f in like.catalogue[table].references() if f.ref in TABLES]
            keys = [names.index(name) for name in ("id", *refs)]
            words = [names.index(name) for name in ("uid", "code") if name in names]
            marks = ", ".join("?" * len(names))
            self._inserts.append((f'INSERT INTO "{table}" VALUES ({marks})', rows, keys, words))
        self._number = 0
        self._logged: list[int] = []

    def log(self) -> None:
        """Insert the rows of one session in one transaction."""
        self._number += 1
        number = self._number
        self.db.execute("BEGIN IMMEDIATE")
        cursor = self.db.execute(
            "INSERT INTO change_set (uid, label, kind, at, actor) VALUES (?, 'raw', 'do', '', '')",
            (f"raw-{number}",),
        )
        self._logged.append(int(cursor.lastrowid or 0))
        self.db.execute("UPDATE journal_state SET open_set_id = ?", (self._logged[-1],))
        for statement, rows, keys, words in self._inserts:
            shifted = [_shifted(row, number, keys, words) for row in rows]
            self.db.executemany(statement, shifted)
        self.db.execute("COMMIT")

    def undo(self) -> None:
        """Delete what was inserted last, in one transaction."""
        number = self._logged.pop()
        self.db.execute("BEGIN IMMEDIATE")
        gone = self.db.execute(
            "SELECT kind, record_id FROM change_row WHERE change_set_id = ? AND after IS NOT NULL "
            "ORDER BY seq DESC",
            (number,),
        ).fetchall()
        for table, key in gone:
            self.db.execute(f'DELETE FROM "{table}" WHERE id = ?', (key,))
        self.db.execute("COMMIT")


def _shifted(
    row: tuple[Any, ...], number: int, keys: list[int], words: list[int]
) -> tuple[Any, ...]:
    """Give a row with keys, an identifier and a code that no other row has."""
    fresh = list(row)
    for place in keys:
        if fresh[place] is not None:
            fresh[place] += number * 1000
    for place in words:
        fresh[place] = f"{fresh[place][:20]}-{number}"
    return tuple(fresh)


def after(first: Timed, then: Timed) -> float:
    """Do both and give the time of the second."""
    first()
    return seconds(then)


def commits(bench: Bench) -> Iterator[Result]:
    """G9 and G10: log one session; take it back."""
    ours = Ours(bench.stores.copy(bench.sessions))
    path = bench.stores.copy(bench.sessions)
    before = {t: len(ours.ws.records(t)) for t in TABLES} if bench.smoke else {}
    ours.log()
    raw = Raw(path, ours.ws)
    raw.log()
    for table, rows in before.items():
        made = int(raw.db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) - rows
        same(len(ours.ws.records(table)) - rows, made)
    found = bench.harness.compare(ours.log, raw.log)
    yield bench.result("G9", "log one session ÷ raw transaction", found)
    times = bench.harness.sample(ours.log, SAMPLES)
    middle, slow = statistics.median(times), percentile(times, 0.99)
    yield Result(
        "G10", "log one session, p99 ÷ p50", bench.size, slow * 1e3, middle * 1e3, "ms",
        slow / middle,
    )  # fmt: skip
    undone = bench.harness.compare(
        lambda: after(ours.log, ours.ws.undo), lambda: after(raw.log, raw.undo)
    )
    yield bench.result("G9 undo", "take it back ÷ raw deletion", undone)
    if bench.smoke:
        same(ours.ws.check().faults, ())
    ours.ws.close()
    raw.db.close()


def computing(bench: Bench) -> Iterator[Result]:
    """For information: the same in memory, where nothing waits for a disk."""
    memory = Path("/dev/shm")
    name = "log one session in memory ÷ raw"
    if not memory.is_dir() or not os.access(memory, os.W_OK):
        yield bench.skipped("G9 memory", name, "there is no file system in memory here")
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="benchmarks-") as folder:
        ours = Ours(bench.stores.copy(bench.sessions, Path(folder)))
        path = bench.stores.copy(bench.sessions, Path(folder))
        ours.log()
        raw = Raw(path, ours.ws)
        yield bench.result("G9 memory", name, bench.harness.compare(ours.log, raw.log))
        ours.ws.close()
        raw.db.close()


ROWS = (
    Row("G9", "changes", commits, grows="G24"),
    Row("G9 memory", "changes", computing, largest=10_000),
)

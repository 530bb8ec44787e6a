"""Importing a bundle with a whole store in it, into an empty one (G11)."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.bench import ME, Bench, Row, same
from benchmarks.goals import Result
from benchmarks.harness import seconds
from negotiation_tracker.exchange.writers import bundle as bundle_writer
from negotiation_tracker.services import bundles
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import connections, journal, search_index
from negotiation_tracker.store.checking import journaled

AT = "2026-07-01T08:00:00.000000Z"


class Importing:
    """Imports the same records again and again, each time into a new store."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        source, bundle_file = bundle_of(bench, bench.sessions)
        self._data = bundle_file.read_bytes()
        db = bench.raw(source)
        self._tables = [
            (name, db.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall())
            for name, _ in journaled(db)
        ]
        self._tables = [(name, rows) for name, rows in self._tables if rows]
        self._made = 0

    def _new(self) -> Path:
        self._made += 1
        path = (
            self._bench.stores.scratch / f"import-{self._bench.sessions}-{self._made}.negotiations"
        )
        Workspace.create(path).close()
        return path

    def timed(self, work: Callable[[Path], None]) -> float:
        """Time one import, without making the empty store."""
        path = self._new()
        elapsed = seconds(lambda: work(path))
        path.unlink()
        return elapsed

    def ours(self, path: Path) -> None:
        """Read, check and import the bundle as the program does."""
        ws = Workspace.open(path)
        bundles.import_bundle(ws, bundles.read(ws, self._data))
        ws.close()

    def floor(self, path: Path) -> None:
        """Read the JSON, then load the rows as fast as SQLite takes them, with the same journal."""
        json.loads(self._data)
        db = connections.open_writer(path)
        db.execute("BEGIN IMMEDIATE")
        triggers = search_index.set_aside(db)
        indexes = db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        for name, _ in indexes:
            db.execute(f'DROP INDEX "{name}"')
        db.execute(
            "INSERT INTO change_set (id, uid, label, kind, at, actor) "
            "VALUES (1, 'raw', 'raw', 'do', ?, '')",
            (AT,),
        )
        db.execute("UPDATE journal_state SET open_set_id = 1, undo_head_id = 1")
        for name, rows in self._tables:
            marks = ", ".join("?" * len(rows[0]))
            db.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
        journal.seal(db, 1, "raw", AT, "")
        for _, sql in indexes:
            db.execute(sql)
        search_index.rebuild(db)
        for sql in triggers:
            db.execute(sql)
        db.execute("COMMIT")
        db.close()

    def counted(self, work: Callable[[Path], None]) -> dict[str, int]:
        """Import once and count the records of each kind."""
        path = self._new()
        work(path)
        db = connections.open_reader(path)
        try:
            return {
                name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
                for name, _ in self._tables
            }
        finally:
            db.close()


def bundle_of(bench: Bench, sessions: int) -> tuple[Path, Path]:
    """Give the store of a size and its bundle, written once."""
    source = bench.stores.path(sessions)
    kept = bench.stores.kept(f"bundle-{sessions}.json")
    if not kept.exists():
        ws = Workspace.open(source)
        data = bundle_writer.write(ws.dossier_of_all(), ME.audience)
        ws.close()
        kept.write_bytes(data)
    return source, kept


def bundle(bench: Bench) -> Iterator[Result]:
    """G11: a whole store, validated, indexed, searchable and journaled."""
    work = Importing(bench)
    same(work.counted(work.ours), work.counted(work.floor))
    if bench.smoke:
        yield bench.skipped("G11", "import of a bundle", "only compared")
        return
    found = bench.harness.compare(
        lambda: work.timed(work.ours), lambda: work.timed(work.floor), warm=False
    )
    yield bench.result("G11", "import of a bundle ÷ raw load with journal", found, "s")


ROWS = (Row("G11", "imports", bundle, largest=100_000),)

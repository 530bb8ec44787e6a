"""Pages of the list of sessions, out of one negotiation as long as the store (G5, G6)."""

import sqlite3
from collections.abc import Iterator
from functools import partial

from benchmarks.bench import ME, Bench, Row, same
from benchmarks.goals import Result
from negotiation_tracker.services import session_list
from negotiation_tracker.services.session_list import PageOrder, Pages, SessionFilter, SessionRow

FIRST = PageOrder(limit=100)
EVERYTHING = SessionFilter()

# The floor: the columns of the list by the index on the day, in one statement.
RAW_PAGE = """
SELECT s.id, s.uid, s.date, s.kind, s.status,
    coalesce(nullif(e.label, ''), p.name, nullif(o.short_name, ''), o.name, ''), s.place,
    substr(s.summary, 1, 160), s.handling, s.number,
    (SELECT count(*) FROM proposal q WHERE q.session_id = s.id AND q.deleted_at IS NULL),
    s.locked_at IS NOT NULL
FROM session s LEFT JOIN mediator_engagement e ON e.id = s.engagement_id
LEFT JOIN person p ON p.id = e.person_id LEFT JOIN organization o ON o.id = e.organization_id
WHERE s.negotiation_id = 1 AND s.deleted_at IS NULL ORDER BY s.date DESC, s.id DESC LIMIT 100
"""


def raw_page(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Read the first page straight from SQLite."""
    return db.execute(RAW_PAGE).fetchall()


def first_page(bench: Bench) -> Iterator[Result]:
    """G5: the first 100 sessions against the bare statement."""
    path = bench.stores.path(bench.sessions, bare=True)
    ws, db = bench.workspace(path), bench.raw(path)

    def ours() -> list[SessionRow]:
        return session_list.page(ws, 1, ME, EVERYTHING, FIRST)

    same([_plain(row) for row in ours()], [tuple(row) for row in raw_page(db)])
    yield bench.result(
        "G5", "first page of 100 ÷ raw", bench.harness.compare(ours, lambda: raw_page(db))
    )


def deeper(bench: Bench) -> Iterator[Result]:
    """G6: the next page, halfway down, and a page near the end, against the first."""
    path = bench.stores.path(bench.sessions, bare=True)
    ws = bench.workspace(path)
    size = min(100, bench.sessions // 10)

    def page(offset: int, before: int = 0) -> list[SessionRow]:
        """Give a page as the list of the window does when `before` was read before it."""
        return pages[before].fetch(ws, offset, size)

    far, deep = bench.sessions * 9 // 10, bench.sessions // 2
    pages = {key: Pages(1, ME, EVERYTHING, FIRST) for key in (0, deep)}
    pages[deep].fetch(ws, deep - size, size)
    for key, name, offset, before in (
        ("G6 next", "page halfway down the list", deep, deep),
        ("G6 jump", "to 9/10 of the list", far, 0),
    ):
        same([r.number for r in page(offset, before)], _numbers(bench.sessions - offset, size))
        found = bench.harness.compare(partial(page, offset, before), partial(page, 0))
        yield bench.result(key, f"{name} ÷ first page", found)


def _numbers(newest: int, size: int) -> list[int]:
    return list(range(newest, max(0, newest - size), -1))


def _plain(row: SessionRow) -> tuple[object, ...]:
    return (
        row.id, row.uid, row.date.to_text(), row.kind, row.status, row.mediator, row.place,
        row.summary, row.handling, row.number, row.proposals, int(row.locked),
    )  # fmt: skip


ROWS = (
    Row("G5", "lists", first_page, grows="G24"),
    Row("G6", "lists", deeper, grows="G24", free=("G6 jump",)),
)

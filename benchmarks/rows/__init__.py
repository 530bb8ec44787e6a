"""Every row, in the order of the goals."""

from benchmarks.bench import Row
from benchmarks.rows import changes, exports, frames, imports, lists, pages, peers, search, start

ROWS: tuple[Row, ...] = (
    *start.ROWS,
    *lists.ROWS,
    *pages.ROWS,
    *search.ROWS,
    *changes.ROWS,
    *imports.ROWS,
    *exports.ROWS,
    *frames.ROWS,
    *peers.ROWS,
)

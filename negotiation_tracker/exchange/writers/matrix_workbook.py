"""Writes the grid of positions as an Excel workbook, one cell for one cell of the screen."""

from negotiation_tracker.exchange.matrix_document import MatrixDocument, cells, columns
from negotiation_tracker.exchange.sheets import Row, Sheet
from negotiation_tracker.exchange.writers.workbook import write_sheets

_TITLE = "Positions"


def write(document: MatrixDocument) -> bytes:
    """Write the workbook: the grid, why what is not computable is not, and what it is about.

    Raises:
        ExportError: a text is longer than a cell can hold.

    """
    cover = Sheet("About", (), ((document.title,), *document.facts))
    return write_sheets((_grid(document), _why(document), cover), _TITLE, document.as_of)


def _grid(document: MatrixDocument) -> Sheet:
    rows = tuple((row.issue, *(cell.text for cell in cells(row))) for row in document.matrix.rows)
    return Sheet(_TITLE, _distinct(columns(document)), rows)


def _why(document: MatrixDocument) -> Sheet:
    rows: list[Row] = []
    heads = columns(document)[1:]
    for row in document.matrix.rows:
        for head, cell in zip(heads, cells(row), strict=True):
            rows += [(row.issue, head, reason) for reason in cell.why]
    return Sheet("Reasons", ("Issue", "Column", "Reason"), tuple(rows))


def _distinct(heads: tuple[str, ...]) -> tuple[str, ...]:
    """Number heads that are the same; a table in a workbook needs each once."""
    seen: dict[str, int] = {}
    found = []
    for head in heads:
        key = head.casefold()
        seen[key] = seen.get(key, 0) + 1
        found.append(head if seen[key] == 1 else f"{head} ({seen[key]})")
    return tuple(found)

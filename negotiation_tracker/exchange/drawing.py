"""A laid-out history as plain data, for the templates that draw it."""

from typing import Any

from negotiation_tracker.exchange.blocks import Block, Entry, Facts, Listing, Table, Text
from negotiation_tracker.exchange.document import TAGS, HistoryDocument, Line, Lines
from negotiation_tracker.exchange.layout import Page, lay_out
from negotiation_tracker.model.fuzzy_dates import short_date

_TOGETHER = 1_500
"""Characters up to which a row or an entry is kept on one page, about a third of one."""


def drawn(documents: tuple[HistoryDocument, ...]) -> dict[str, Any]:
    """Give one or several histories as nested lists and texts, in drawing order."""
    first = documents[0]
    return {
        "language": first.language,
        "audience": first.audience,
        "as_of": first.as_of.isoformat(),
        "as_of_words": short_date(first.as_of),
        "histories": [_page(lay_out(d), f"h{n}") for n, d in enumerate(documents, 1)],
    }


def _page(page: Page, prefix: str) -> dict[str, Any]:
    return {
        "id": prefix,
        "title": page.title,
        "subtitle": page.subtitle,
        "running": page.running,
        "handling": page.handling,
        "facts": _block(page.facts),
        "sections": [
            {
                "id": f"{prefix}-{section.slug}",
                "number": number,
                "title": section.title,
                "blocks": [_block(b) for b in section.blocks],
            }
            for number, section in enumerate(page.sections, 1)
        ],
        "notes": [{"number": number, "text": text} for number, text in page.notes],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Text():
            return {"is": "text", "line": _line(block.line)}
        case Facts():
            return {"is": "facts", "rows": [[name, _lines(value)] for name, value in block.rows]}
        case Listing():
            return {"is": "list", "title": block.title, "lines": _lines(block.lines)}
        case Table():
            return {
                "is": "table",
                "caption": block.caption,
                "plain": block.plain,
                "widths": [column.width for column in block.columns],
                "head": [_lines(column.title) for column in block.columns],
                "rows": [[_lines(cell) for cell in row] for row in block.rows],
                "together": [_size(row) < _TOGETHER for row in block.rows],
            }
        case Entry():
            return {
                "is": "entry",
                "title": _line(block.title),
                "meta": block.meta,
                "blocks": [_block(b) for b in block.blocks],
                "together": _size_of(block) < _TOGETHER,
            }


def _size(cells: tuple[Lines, ...]) -> int:
    """Give the characters in a row, with some for each line."""
    return sum(len(line.text) + 25 for cell in cells for line in cell)


def _size_of(block: Block) -> int:
    match block:
        case Text():
            return len(block.line.text)
        case Facts():
            return _size(tuple(value for _, value in block.rows)) + 40 * len(block.rows)
        case Listing():
            return _size((block.lines,))
        case Table():
            return sum(_size(row) for row in block.rows) + 80
        case Entry():
            return len(block.title.text) + sum(_size_of(inner) for inner in block.blocks)


def _lines(lines: Lines) -> list[dict[str, Any]]:
    return [_line(line) for line in lines]


def _line(line: Line) -> dict[str, Any]:
    return {
        "text": line.text,
        "side": line.side,
        "tag": TAGS.get(line.side, ""),
        "marks": [mark.value for mark in line.marks],
        "notes": list(line.notes),
        "aside": line.aside,
    }

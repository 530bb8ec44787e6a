"""Writes the grid of positions as a printed sheet, US letter, landscape."""

import json
from datetime import UTC, datetime, time
from typing import Any

from negotiation_tracker import paths
from negotiation_tracker.exchange.matrix_document import MatrixDocument, cells, columns
from negotiation_tracker.model.errors import ExportError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules.matrix import MatrixCell

_TEMPLATE = "matrix.typ"


def write(document: MatrixDocument) -> bytes:
    """Write the sheet as tagged PDF; the same document always gives the same bytes.

    Raises:
        ExportError: the sheet could not be set.

    """
    import typst

    resources = paths.resources_folder()
    given: dict[str, Any] = {
        "root": str(resources),
        "font_paths": [str(resources / "fonts")],
        "sys_inputs": {"data": text(document)},
        "timestamp": datetime.combine(document.as_of, time(), UTC),
        "format": "pdf",
    }
    ways: tuple[dict[str, Any], ...] = (
        {"ignore_system_fonts": True, "pdf_standards": "ua-1"},
        {"ignore_system_fonts": False},
    )
    failure: Exception | None = None
    for way in ways:
        try:
            made: bytes = typst.compile(str(resources / _TEMPLATE), **given, **way)
        except typst.TypstError as error:
            failure = error
        else:
            return made
    raise ExportError(
        "The sheet could not be set.", "No file was written.", "Export to Excel instead."
    ) from failure


def text(document: MatrixDocument) -> str:
    """Give every word that the sheet is set from."""
    return json.dumps(
        {
            "title": _plain(document.title),
            "facts": [[name, _plain(value)] for name, value in document.facts],
            "as_of_words": short_date(document.as_of),
            "audience": document.audience,
            "handling": document.handling,
            "sides": ["", *document.matrix.sides, "", "", ""],
            "head": [_plain(head) for head in columns(document)],
            "rows": [
                {"issue": _plain(row.issue), "cells": [_cell(cell) for cell in cells(row)]}
                for row in document.matrix.rows
            ],
            "reasons": [
                {"issue": _plain(row.issue), "lines": lines}
                for row in document.matrix.rows
                if (lines := [_plain(why) for why in (*row.gap.why, *row.movement.why)])
            ],
        },
        ensure_ascii=False,
    )


def _cell(cell: MatrixCell) -> list[list[str]]:
    return [[line.look.value, _plain(line.text)] for line in cell.lines]


def _plain(words: str) -> str:
    """Replace control characters, which no font can show."""
    return "".join(c if c.isprintable() or c == "\n" else " " for c in words)

"""Writes a history as a printed report: tagged PDF, or its pages as pictures for the preview."""

import json
import unicodedata
from datetime import UTC, datetime, time
from typing import Any

from negotiation_tracker import paths
from negotiation_tracker.exchange.document import HistoryDocument
from negotiation_tracker.exchange.drawing import drawn
from negotiation_tracker.model.errors import ExportError

# Tags let screen readers find their way but cost memory, some 0.8 MB a session; above this many
# the report is written without them (measurements in the project's notes on reports).
TAGGED_SESSIONS = 600
PREVIEW_DPI = 110.0


def write(documents: tuple[HistoryDocument, ...]) -> bytes:
    """Write the report as PDF/UA; the same documents always give the same bytes.

    Where the shipped fonts lack a script, fonts of this computer are used; if these lack it too,
    the report is tagged but does not claim the standard.

    Raises:
        ExportError: the report could not be set.

    """
    tagged = sum(len(d.sessions) for d in documents) <= TAGGED_SESSIONS
    ways: list[dict[str, Any]] = [{"ignore_system_fonts": True}, {"ignore_system_fonts": False}]
    if tagged:
        ways = [{**way, "pdf_standards": "ua-1"} for way in ways]
        ways.append({"ignore_system_fonts": False})
    made: bytes = _compiled(documents, [{**w, "format": "pdf", "pdf_tags": tagged} for w in ways])
    return made


def pages(documents: tuple[HistoryDocument, ...]) -> list[bytes]:
    """Draw the pages of the report as PNG pictures.

    Raises:
        ExportError: the report could not be set.

    """
    way = {"format": "png", "ppi": PREVIEW_DPI, "ignore_system_fonts": not _foreign(documents)}
    made = _compiled(documents, [way])
    return made if isinstance(made, list) else [made]


def text(documents: tuple[HistoryDocument, ...]) -> str:
    """Give every word that the report is set from."""
    return json.dumps(_printable(drawn(documents)), ensure_ascii=False)


def _compiled(documents: tuple[HistoryDocument, ...], ways: list[dict[str, Any]]) -> Any:
    """Set the report in the first of some ways that works."""
    import typst

    resources = paths.resources_folder()
    given: dict[str, Any] = {
        "root": str(resources),
        "font_paths": [str(resources / "fonts")],
        "sys_inputs": {"data": text(documents)},
        "timestamp": datetime.combine(documents[0].as_of, time(), UTC),
    }
    for way in ways[:-1]:
        try:
            return typst.compile(str(resources / "report.typ"), **given, **way)
        except typst.TypstError:
            continue
    try:
        return typst.compile(str(resources / "report.typ"), **given, **ways[-1])
    except typst.TypstError as error:
        raise ExportError(
            "The report could not be set.",
            "No file was written.",
            "Export to HTML instead, and please report this.",
        ) from error


def _foreign(documents: tuple[HistoryDocument, ...]) -> bool:
    """Say whether there is text in a script that the shipped fonts may lack."""
    return any(ord(c) > 0x2E80 or 0x0590 <= ord(c) < 0x1E00 for c in text(documents))


def _printable(value: Any) -> Any:
    """Replace control characters, which no font can show."""
    if isinstance(value, str):
        return "".join(
            "\ufffd" if unicodedata.category(c) == "Cc" and c not in "\n\t" else c for c in value
        )
    if isinstance(value, list):
        return [_printable(inner) for inner in value]
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    return value

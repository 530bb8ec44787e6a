"""Writes a history as a printed report: tagged PDF, or its pages as pictures for the preview."""

import json
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from negotiation_tracker import paths
from negotiation_tracker.exchange.document import HistoryDocument
from negotiation_tracker.exchange.drawing import drawn

# Tags let screen readers find their way but cost memory, some 0.8 MB a session; above this many
# the report is written without them (measurements in the project's notes on reports).
TAGGED_SESSIONS = 600
PREVIEW_DPI = 110.0


def write(documents: tuple[HistoryDocument, ...]) -> bytes:
    """Write the report as PDF/UA; the same documents always give the same bytes."""
    tagged = sum(len(d.sessions) for d in documents) <= TAGGED_SESSIONS
    standards: Any = "ua-1" if tagged else None
    made: bytes = _compile(documents)(format="pdf", pdf_standards=standards, pdf_tags=tagged)
    return made


def pages(documents: tuple[HistoryDocument, ...]) -> list[bytes]:
    """Draw the pages of the report as PNG pictures."""
    made = _compile(documents)(format="png", ppi=PREVIEW_DPI)
    return made if isinstance(made, list) else [made]


def text(documents: tuple[HistoryDocument, ...]) -> str:
    """Give every word that the report is set from."""
    return json.dumps(drawn(documents), ensure_ascii=False)


def _compile(documents: tuple[HistoryDocument, ...]) -> Any:
    import typst

    resources = paths.resources_folder()
    return partial(
        typst.compile,
        str(resources / "report.typ"),
        root=str(resources),
        font_paths=[str(resources / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": text(documents)},
        timestamp=datetime.combine(documents[0].as_of, time(), UTC),
    )

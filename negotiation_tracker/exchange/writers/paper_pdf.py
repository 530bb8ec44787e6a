"""Sets a short sheet as tagged PDF, or draws its pages for a preview."""

import json
from datetime import UTC, datetime, time
from functools import partial
from typing import Any

from negotiation_tracker import paths
from negotiation_tracker.exchange.paper import Paper, drawn
from negotiation_tracker.exchange.writers.pdf import PREVIEW_DPI


def write(paper: Paper) -> bytes:
    """Write the sheet as PDF/UA; the same sheet always gives the same bytes."""
    made: bytes = _compiler(paper)(format="pdf", pdf_standards="ua-1", pdf_tags=True)
    return made


def pages(paper: Paper, dpi: float = PREVIEW_DPI) -> list[bytes]:
    """Draw the pages of the sheet as PNG pictures, for the screen or, with more dots, a printer."""
    made = _compiler(paper)(format="png", ppi=dpi)
    return made if isinstance(made, list) else [made]


def text(paper: Paper) -> str:
    """Give every word that the sheet is set from."""
    return json.dumps(drawn(paper), ensure_ascii=False)


def _compiler(paper: Paper) -> Any:
    import typst

    resources = paths.resources_folder()
    return partial(
        typst.compile,
        str(resources / "sheet.typ"),
        root=str(resources),
        font_paths=[str(resources / "fonts")],
        ignore_system_fonts=True,
        sys_inputs={"data": text(paper)},
        timestamp=datetime.combine(paper.as_of, time(), UTC),
    )

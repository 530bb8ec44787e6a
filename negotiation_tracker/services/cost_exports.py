"""Costs of offers, out of the program: worked out again for the reader, checked and logged."""

from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from negotiation_tracker.exchange.leak_gate import texts_in
from negotiation_tracker.exchange.writers.costing_sheet import CostingSheet
from negotiation_tracker.model.errors import ExportError, InvalidInput
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience, Reader
from negotiation_tracker.services import cost_orders, sheet_exports
from negotiation_tracker.services.cost_orders import CostOrder
from negotiation_tracker.services.sheet_exports import Leaving, Release
from negotiation_tracker.services.workspace import Workspace

_WRITERS = "negotiation_tracker.exchange.writers"


class CostFormat(StrEnum):
    """A file format for the comparison of costs."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class CostPages:
    """A comparison of costs as it would leave the program.

    Attributes:
        sheet: the comparison.
        released: what it was made of.

    """

    sheet: CostingSheet
    released: Release

    def file_name(self, form: CostFormat) -> str:
        """Propose a name that gives nothing away."""
        return self.released.file_name("costs", f".{form}", self.sheet.as_of)

    def pages(self) -> list[bytes]:
        """Draw its pages as PNG pictures; needs no store, so it can run beside it."""
        from negotiation_tracker.exchange.writers import costing_sheet, paper_pdf

        return paper_pdf.pages(costing_sheet.paper(self.sheet))


def cost_pages(ws: Workspace, negotiation_id: int, reader: Reader, order: CostOrder) -> CostPages:
    """Cost an order from what may leave for a reader.

    Raises:
        NotFound: this reader may not see the talks, an offer, or a figure the base rests on.
        InvalidInput: a field cannot be read.

    """
    released = sheet_exports.release(ws, negotiation_id, reader)
    cost_orders.check_figures(released.dossier, order)
    today = ws.today()
    try:
        found = cost_orders.read(released.dossier, order, today)
    except InvalidInput as error:
        if any(problem.field.endswith("item_id") for problem in error.problems):
            raise ExportError(
                "An offer on this page may not leave for this reader.",
                "No file was written.",
                "Take it off the page, or choose another audience.",
                code="",
                status=2,
            ) from error
        raise
    handling = (
        "" if reader.audience is Audience.PUBLIC else f"For: {AUDIENCE_LABELS[reader.audience]}"
    )
    talks = str(released.negotiation.title)
    return CostPages(CostingSheet(talks, found.comparison, today, handling), released)


def save_costs(ws: Workspace, made: CostPages, form: CostFormat, path: Path) -> Path:
    """Write costs as a sheet or a workbook, and log that they left; give the file.

    Raises:
        ExportError: E41, the file cannot be written; E42, it would give away what this reader
            may not see, for example in words typed as an assumption. What was there before is
            unchanged.

    """
    if form is CostFormat.XLSX:
        data: bytes = import_module(f"{_WRITERS}.costing_workbook").write(made.sheet)
        texts = texts_in(data, ".xlsx")
    else:
        paper_pdf = import_module(f"{_WRITERS}.paper_pdf")
        paper = import_module(f"{_WRITERS}.costing_sheet").paper(made.sheet)
        data = paper_pdf.write(paper)
        texts = texts_in(paper_pdf.text(paper).encode(), ".json")
    count = len(made.sheet.comparison.costs)
    what = f"costs of {count} {'offer' if count == 1 else 'offers'}"
    return sheet_exports.put_in_place(ws, made.released, Leaving(path, data, what, texts))

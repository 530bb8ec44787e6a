"""Costs of offers, out of the program: worked out again for the reader, checked and logged."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from negotiation_tracker.exchange.leak_gate import texts_in
from negotiation_tracker.exchange.writers import costing_sheet
from negotiation_tracker.exchange.writers.costing_sheet import CostingSheet
from negotiation_tracker.model.errors import ExportError, InvalidInput
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience, Reader
from negotiation_tracker.services import cost_orders, sheet_exports
from negotiation_tracker.services.cost_orders import CostOrder
from negotiation_tracker.services.sheet_exports import Leaving, PaperSheet
from negotiation_tracker.services.workspace import Workspace


class CostFormat(StrEnum):
    """A file format for the comparison of costs."""

    PDF = "pdf"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class CostPages:
    """A comparison of costs as it would leave the program: its contents, and its pages."""

    sheet: CostingSheet
    printable: PaperSheet

    def file_name(self, form: CostFormat) -> str:
        """Propose a name that gives nothing away."""
        return self.printable.file_name(f".{form}")


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
    public = reader.audience is Audience.PUBLIC
    sheet = CostingSheet(
        talks=str(released.negotiation.title),
        comparison=found.comparison,
        as_of=today,
        handling="" if public else f"For: {AUDIENCE_LABELS[reader.audience]}",
    )
    count = len(found.comparison.costs)
    what = f"costs of {count} {'offer' if count == 1 else 'offers'}"
    return CostPages(sheet, PaperSheet(released, costing_sheet.paper(sheet), what, "costs"))


def save_costs(ws: Workspace, made: CostPages, form: CostFormat, path: Path) -> Path:
    """Write costs as a sheet or a workbook, and log that they left; give the file.

    Raises:
        ExportError: E41, the file cannot be written; E42, it would give away what this reader
            may not see, for example in words typed as an assumption. What was there before is
            unchanged.

    """
    if form is CostFormat.PDF:
        return sheet_exports.save_pdf(ws, made.printable, path)
    from negotiation_tracker.exchange.writers import costing_workbook

    data = costing_workbook.write(made.sheet)
    # Its words are those of a workbook, whatever name the person gave it.
    leaving = Leaving(path, data, made.printable.what, texts_in(data, ".xlsx"))
    return sheet_exports.put_in_place(ws, made.printable.released, leaving)

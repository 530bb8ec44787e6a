"""The sheet of costs before it leaves: real pages, saved as PDF or workbook, or printed."""

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.dialogs.sheet_dialog import FileKind, SheetDialog, SheetJob
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.cost_exports import CostFormat, CostPages
from negotiation_tracker.services.cost_orders import CostOrder
from negotiation_tracker.services.workspace import Workspace

_ABOUT = (
    "The offers side by side with every input and assumption. Worked out again from what the "
    "audience may see; an offer or a figure it may not see has to come off the page first."
)


def cost_dialog(
    tasks: Tasks,
    negotiation_id: int,
    order: CostOrder,
    audience: Audience,
    parent: QWidget | None = None,
) -> SheetDialog[CostPages]:
    """Make the dialog for a costing as it is filled in."""

    def make(ws: Workspace, reader: Reader, _: date | None) -> CostPages:
        from negotiation_tracker.services import cost_exports

        return cost_exports.cost_pages(ws, negotiation_id, reader, order)

    def save(ws: Workspace, made: CostPages, path: Path) -> Path:
        from negotiation_tracker.services import cost_exports

        workbook = path.suffix.casefold() == ".xlsx"
        form = CostFormat.XLSX if workbook else CostFormat.PDF
        return cost_exports.save_costs(ws, made, form, path)

    job = SheetJob(
        title="Costs of offers",
        about=_ABOUT,
        make=make,
        printable=lambda made: made.printable,
        save=save,
        kinds=(FileKind("pdf", "PDF"), FileKind("xlsx", "Excel workbook")),
        today=None,
        audience=audience,
    )
    return SheetDialog(tasks, job, parent)

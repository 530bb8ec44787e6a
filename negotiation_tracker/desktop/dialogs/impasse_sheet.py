"""The impasse sheet: its real pages, what is left to fill in by hand, and saving or printing it."""

from datetime import date, datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.dialogs.sheet_dialog import FileKind, SheetDialog, SheetJob
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.page_files import ImpassePages
from negotiation_tracker.services.workspace import Workspace

_ABOUT = (
    "What a request for a finding of impasse asks for under 8 CCR 32792, filled from the record. "
    "A working paper, not the agency’s form and not legal advice."
)


def impasse_dialog(
    tasks: Tasks, negotiation_id: int, parent: QWidget | None = None
) -> SheetDialog[ImpassePages]:
    """Make the dialog for a negotiation; it reads what it shows by itself."""

    def make(ws: Workspace, reader: Reader, as_of: date | None) -> ImpassePages:
        from negotiation_tracker.services import page_files

        return page_files.impasse_pages(ws, negotiation_id, reader, as_of or ws.today())

    def save(ws: Workspace, made: ImpassePages, path: Path) -> Path:
        from negotiation_tracker.services import sheet_exports

        return sheet_exports.save_pdf(ws, made.printable, path)

    job = SheetJob(
        title="Impasse sheet",
        about=_ABOUT,
        make=make,
        printable=lambda made: made.printable,
        save=save,
        kinds=(FileKind("pdf", "PDF"),),
        today=datetime.now().astimezone().date(),
        audience=Audience.AGENCY,
        gaps=lambda made: made.sheet.gaps,
    )
    return SheetDialog(tasks, job, parent)

"""Writes single pages of the record to a file: a redline of two texts, an agreement to sign."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Handling, Reader
from negotiation_tracker.model.record import Dossier, RecordWriter
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.services import agreement_sheets, redlines
from negotiation_tracker.services.redlines import IssueText
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RedlineOrder:
    """A redline to be written.

    Attributes:
        issue_id: the issue both texts are about.
        old, new: the texts, from `redlines.texts` or typed in.
        form: "docx" for tracked changes, "html" for a web page.
        side_by_side: whether the web page puts the texts beside one another.

    """

    issue_id: int
    old: IssueText
    new: IssueText
    form: str
    side_by_side: bool = False


def redline(
    ws: Workspace, negotiation_id: int, reader: Reader, order: RedlineOrder, path: Path
) -> Path:
    """Write a redline, and log that it left; give the file.

    Raises:
        NotFound: a text may not leave for this reader, or is gone.
        ExportError: the file cannot be written; what was there before is unchanged.

    """
    dossier = ws.dossier(negotiation_id, replace(reader, exporting=True))
    for text in (order.old, order.new):
        if text.record is not None and dossier.get(*text.record) is None:
            raise NotFound(f"{text.name} may not leave for this reader.", "Choose another text.")
    made = redlines.document(
        dossier, order.issue_id, order.old, order.new, handling=_mark(dossier, order)
    )
    if order.form == "docx":
        content = redlines.to_docx(made)
    else:
        content = redlines.to_html(made, side_by_side=order.side_by_side)
    told = {
        "negotiation_id": negotiation_id,
        "audience": reader.audience.value,
        "format": order.form,
        "filters": f"redline of {order.old.name} and {order.new.name}",
    }
    return _written(ws, path, content, told)


def agreement_sheet(
    ws: Workspace, negotiation_id: int, reader: Reader, agreement_id: int, path: Path
) -> Path:
    """Write the sheet of an agreement as PDF, and log that it left; give the file.

    Raises:
        NotFound: there is no such agreement that may leave for this reader.
        ExportError: the file cannot be written; what was there before is unchanged.

    """
    dossier = ws.dossier(negotiation_id, replace(reader, exporting=True))
    made = agreement_sheets.sheet(dossier, agreement_id, ws.today())
    handling = made.agreement.handling
    mark = "" if handling == Handling.PUBLIC else label(handling)
    content = agreement_sheets.to_pdf(made, handling=mark)
    told = {
        "negotiation_id": negotiation_id,
        "audience": reader.audience.value,
        "format": "pdf",
        "filters": f"sheet of {made.agreement.code}",
    }
    return _written(ws, path, content, told)


def _mark(dossier: Dossier, order: RedlineOrder) -> str:
    """Give the handling mark of the texts, in words; empty when both are public."""
    marks = []
    for text in (order.old, order.new):
        record = None if text.record is None else dossier.get(*text.record)
        if record is not None and record.handling != Handling.PUBLIC:
            marks.append(label(record.handling))
    return ", ".join(dict.fromkeys(marks))


def _written(ws: Workspace, path: Path, content: bytes, told: Mapping[str, object]) -> Path:
    """Put a file in its place and log that it left."""
    write_atomically(path, content)
    digest = hashlib.sha256(content).hexdigest()

    def log(writer: RecordWriter) -> None:
        writer.insert("export_log", **told, made_at=writer.now, made_by=writer.actor, sha256=digest)

    if not ws.read_only:
        ws.change("Log export", log, undoable=False)
    return path

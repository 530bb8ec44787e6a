"""Writes single pages of the record to a file: a redline, an agreement to sign, an impasse sheet.

Each is made anew of what may leave for the reader, whatever the window shows.
"""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from negotiation_tracker.exchange.leak_gate import texts_in
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Handling, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules import impasse
from negotiation_tracker.services import agreement_sheets, redlines, sheet_exports
from negotiation_tracker.services.redlines import IssueText
from negotiation_tracker.services.sheet_exports import Leaving, PaperSheet, Release
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
        ExportError: E41, the file cannot be written; E42, it would give away what this reader
            may not see. What was there before is unchanged.

    """
    released = sheet_exports.release(ws, negotiation_id, reader)
    order = _released(released, order)
    marks = _marks(released.dossier, order)
    made = redlines.document(released.dossier, order.issue_id, order.old, order.new, handling=marks)
    if order.form == "docx":
        content = redlines.to_docx(made)
    else:
        content = redlines.to_html(made, side_by_side=order.side_by_side)
    what = f"redline of {order.old.name} and {order.new.name}"
    # Its words are those of its form, whatever name the person gave it.
    leaving = Leaving(path, content, what, texts_in(content, f".{order.form}"))
    return sheet_exports.put_in_place(ws, released, leaving)


def agreement_sheet(
    ws: Workspace, negotiation_id: int, reader: Reader, agreement_id: int, path: Path
) -> Path:
    """Write the sheet of an agreement as PDF, and log that it left; give the file.

    Raises:
        NotFound: there is no such agreement that may leave for this reader.
        ExportError: E41, the file cannot be written; E42, it would give away what this reader
            may not see. What was there before is unchanged.

    """
    from negotiation_tracker.exchange.writers import agreement_sheet as writer

    released = sheet_exports.release(ws, negotiation_id, reader)
    made = agreement_sheets.sheet(released.dossier, agreement_id, ws.today())
    handling = made.agreement.handling
    paper = writer.paper(made, "" if handling == Handling.PUBLIC else label(handling))
    what = f"sheet of {made.agreement.code}"
    return sheet_exports.save_pdf(ws, PaperSheet(released, paper, what, "agreement"), path)


@dataclass(frozen=True, slots=True)
class ImpassePages:
    """An impasse sheet as it would leave the program: its answers and gaps, and its pages."""

    sheet: impasse.ImpasseSheet
    printable: PaperSheet


def impasse_pages(ws: Workspace, negotiation_id: int, reader: Reader, as_of: date) -> ImpassePages:
    """Fill the impasse sheet from what may leave for a reader.

    Raises:
        NotFound: this reader may not see the talks.

    """
    from negotiation_tracker.exchange.writers import impasse_sheet

    released = sheet_exports.release(ws, negotiation_id, reader)
    sheet = impasse.sheet(released.dossier, as_of, negotiation_id=negotiation_id)
    if sheet is None:
        raise NotFound("There are no such talks to show this reader.", hint="Choose other talks.")
    paper = impasse_sheet.paper(sheet, f"For: {AUDIENCE_LABELS[reader.audience]}")
    what = f"impasse sheet; as of {as_of.isoformat()}"
    return ImpassePages(sheet, PaperSheet(released, paper, what, "impasse-sheet"))


def _released(released: Release, order: RedlineOrder) -> RedlineOrder:
    """Put the texts as they may leave in the place of those that were looked at."""
    if released.dossier.get("issue", order.issue_id) is None:
        raise NotFound("This issue may not leave for this reader.", hint="Choose another issue.")
    found = {text.key: text for text in redlines.texts(released.dossier, order.issue_id)}
    texts = []
    for text in (order.old, order.new):
        if text.record is not None and text.key not in found:
            raise NotFound(f"{text.name} may not leave for this reader.", "Choose another text.")
        texts.append(found.get(text.key, text))
    return replace(order, old=texts[0], new=texts[1])


def _marks(dossier: Dossier, order: RedlineOrder) -> str:
    """Give the handling marks of the texts, in words; empty when both are public."""
    marks = []
    for text in (order.old, order.new):
        record = None if text.record is None else dossier.get(*text.record)
        if record is not None and record.handling != Handling.PUBLIC:
            marks.append(label(record.handling))
    return ", ".join(dict.fromkeys(marks))

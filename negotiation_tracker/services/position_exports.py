"""The grid of positions and pictures of it, out of the program: for one audience, logged.

What is exported is worked out again for the reader as somebody who takes it out of the program,
so that nothing that may only be looked at leaves with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from negotiation_tracker.exchange.history import handling_marks
from negotiation_tracker.exchange.leak_gate import Secrets, texts_in
from negotiation_tracker.exchange.matrix_document import MatrixDocument
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience, Reader
from negotiation_tracker.rules.matrix import known_words
from negotiation_tracker.services import sheet_exports
from negotiation_tracker.services.positions import PositionsPage, positions
from negotiation_tracker.services.sheet_exports import Leaving, Release
from negotiation_tracker.services.workspace import Workspace

_WRITERS = "negotiation_tracker.exchange.writers"


class MatrixFormat(StrEnum):
    """A file format for the grid of positions."""

    XLSX = "xlsx"
    PDF = "pdf"


_MODULES = {MatrixFormat.XLSX: "matrix_workbook", MatrixFormat.PDF: "matrix_pdf"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the positions is asked for.

    Attributes:
        negotiation_id: the talks.
        reader: for whom.
        as_of: the day; None chooses one.
        known_by: only from sources published by this day; None for all.

    """

    negotiation_id: int
    reader: Reader
    as_of: date | None = None
    known_by: date | None = None


@dataclass(frozen=True, slots=True)
class Released:
    """What may leave the program of what was asked for.

    Attributes:
        page: the positions, for this reader.
        whole: everything that may leave, and what may not.

    """

    page: PositionsPage
    whole: Release

    @property
    def secrets(self) -> Secrets:
        """Give what no file for this reader may hold."""
        return self.whole.secrets


def release(ws: Workspace, shown: Shown) -> Released:
    """Work out the positions as they may leave the program.

    Raises:
        NotFound: this reader may not see the talks.

    """
    whole = sheet_exports.release(ws, shown.negotiation_id, shown.reader)
    page = positions(
        whole.dossier,
        shown.as_of,
        shown.known_by,
        negotiation_id=shown.negotiation_id,
        today=ws.today(),
    )
    return Released(page, whole)


def export_matrix(ws: Workspace, shown: Shown, form: MatrixFormat, target: Path) -> Path:
    """Write the grid of positions as a file and log the export; give the file.

    Raises:
        NotFound: this reader may not see the talks.
        ExportError: E41, it could not be put in place; E42, it would give away what is
            withheld. An earlier file is unchanged.

    """
    released = release(ws, shown)
    document = _document(released.page, shown.reader.audience)
    writer = import_module(f"{_WRITERS}.{_MODULES[form]}")
    data: bytes = writer.write(document)
    texts: Iterable[str]
    if form is MatrixFormat.PDF:
        texts = texts_in(writer.text(document).encode(), ".json")
    else:
        texts = texts_in(data, ".xlsx")
    return put_in_place(ws, shown, released, target, data, texts)


def put_in_place(
    ws: Workspace,
    shown: Shown,
    released: Released,
    target: Path,
    data: bytes,
    texts: Iterable[str] = (),
) -> Path:
    """Write a finished file of positions whole or not at all, and log it in the same breath.

    Args:
        ws: open store.
        shown: what was asked for.
        released: what of it may leave.
        target: file to write.
        data: its bytes.
        texts: every word in a picture, which cannot be read back from its bytes.

    Raises:
        ExportError: E41, it could not be put in place; E42, it would give away what is withheld.

    """
    words = ["positions", f"as of {released.page.as_of.day.isoformat()}"]
    if shown.known_by is not None:
        words.append(f"known by {shown.known_by.isoformat()}")
    leaving = Leaving(target, data, "; ".join(words), texts)
    return sheet_exports.put_in_place(ws, released.whole, leaving)


def default_name(ws: Workspace, shown: Shown, what: str, suffix: str) -> str:
    """Propose a file name that gives nothing away; the code is used only if it is public."""
    whole = sheet_exports.release(ws, shown.negotiation_id, shown.reader)
    return whole.file_name(what, suffix, shown.as_of)


def _document(page: PositionsPage, audience: Audience) -> MatrixDocument:
    day = short_date(page.as_of.day, weekday=True)
    return MatrixDocument(
        title=str(page.negotiation.title),
        as_of=page.as_of.day,
        as_of_words=day,
        known=known_words(page.known_by),
        audience=AUDIENCE_LABELS[audience],
        handling=handling_marks(page.known),
        matrix=page.matrix,
    )

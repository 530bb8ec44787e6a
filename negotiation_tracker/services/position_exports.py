"""The grid of positions and pictures of it, out of the program: for one audience, logged.

What is exported is worked out again for the reader as somebody who takes it out of the program,
so that nothing that may only be looked at leaves with it.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.exchange.history import handling_marks
from negotiation_tracker.exchange.leak_gate import Secrets, texts_in
from negotiation_tracker.exchange.matrix_document import MatrixDocument
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import (
    AUDIENCE_LABELS,
    Audience,
    Handling,
    Reader,
)
from negotiation_tracker.model.record import Dossier, RecordWriter
from negotiation_tracker.rules.matrix import known_words
from negotiation_tracker.rules.visibility import visible, withheld
from negotiation_tracker.services.positions import PositionsPage, positions
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
        secrets: what no file for this reader may hold.
        left_out: how many records this reader is not given.

    """

    page: PositionsPage
    secrets: Secrets
    left_out: int


def release(ws: Workspace, shown: Shown) -> Released:
    """Work out the positions as they may leave the program.

    Raises:
        NotFound: this reader may not see the talks.

    """
    reader = replace(shown.reader, on=min(shown.reader.on, ws.today()), exporting=True)
    full = ws.dossier(shown.negotiation_id)
    pruned: Dossier = for_release(full, visible(full, reader), reader)
    page = positions(
        pruned,
        shown.as_of,
        shown.known_by,
        negotiation_id=shown.negotiation_id,
        today=ws.today(),
    )
    left_out = sum(withheld(full, reader).values())
    return Released(page, Secrets(full, pruned, reader), left_out)


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
    if form is MatrixFormat.PDF:
        released.secrets.check(texts_in(writer.text(document).encode(), ".json"))
    else:
        released.secrets.check(texts_in(data, ".xlsx"))
    return put_in_place(ws, shown, released, target, data)


def put_in_place(
    ws: Workspace, shown: Shown, released: Released, target: Path, data: bytes
) -> Path:
    """Write a finished file of positions whole or not at all, and log it in the same breath."""
    released.secrets.check([target.stem])
    if ws.read_only:
        write_atomically(target, data)
        return target
    digest = hashlib.sha256(data).hexdigest()

    def log_and_write(writer: RecordWriter) -> None:
        number = shown.negotiation_id
        ours = writer.where("participant", negotiation_id=number, ours=True)
        words = ["positions", f"as of {released.page.as_of.day.isoformat()}"]
        if shown.known_by is not None:
            words.append(f"known by {shown.known_by.isoformat()}")
        writer.insert(
            "export_log",
            negotiation_id=number,
            audience=shown.reader.audience.value,
            format=target.suffix.removeprefix(".") or "file",
            filters="; ".join(words),
            made_at=writer.now,
            made_by=writer.actor,
            sha256=digest,
            withheld=released.left_out,
            handling=(Handling.TEAM if ours else Handling.PUBLIC).value,
            confidence_of_id=ours[0].id if ours else None,
        )
        write_atomically(target, data)  # when this fails, the log entry goes with it

    ws.change("Export positions", log_and_write, undoable=False)
    return target


def default_name(ws: Workspace, shown: Shown, what: str, suffix: str) -> str:
    """Propose a file name that gives nothing away; the code is used only if it is public."""
    talks = ws.find("negotiation", shown.negotiation_id)
    code = "bargaining"
    if talks is not None and talks.handling == Handling.PUBLIC and not talks.embargo_until:
        kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in talks.code)
        code = kept.strip("-") or code
    day = (shown.as_of or ws.today()).isoformat()
    return f"{code}-{what}-{shown.reader.audience.value.replace('_', '-')}-{day}{suffix}"


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

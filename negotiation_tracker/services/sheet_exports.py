"""The one way for a sheet, table or picture of the record to leave the program.

Two steps, so that drawing can happen between them: `release` works out what may leave for a
reader, `put_in_place` holds the finished file against what may not, writes it whole or not at
all and logs it in the same breath. The log is no step of undo.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.exchange.leak_gate import Secrets, texts_in
from negotiation_tracker.exchange.paper import Paper
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Handling, Reader
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.rules.visibility import visible, withheld
from negotiation_tracker.services.workspace import Workspace

READABLE = frozenset({".csv", ".docx", ".html", ".xlsx"})
"""Endings of files whose words can be read back from their bytes."""


@dataclass(frozen=True, slots=True)
class Release:
    """What of some talks may leave the program.

    Attributes:
        negotiation_id: the talks.
        reader: for whom, as somebody who takes it away, no later than today.
        dossier: the records that may leave, free of fields that may not.
        secrets: what no file for this reader may hold.
        withheld: how many records of each kind this reader is not given.
        code: what file names begin with: the code of the talks, if it is public.

    """

    negotiation_id: int
    reader: Reader
    dossier: Dossier
    secrets: Secrets
    withheld: dict[str, int]
    code: str

    @property
    def negotiation(self) -> Record:
        """Give the talks."""
        found = self.dossier.get("negotiation", self.negotiation_id)
        if found is None:
            raise NotFound("There are no such talks to show this reader.", hint="Choose others.")
        return found

    def file_name(self, what: str, suffix: str, day: date | None = None) -> str:
        """Propose a file name that gives nothing away.

        Args:
            what: word for the file: "costs".
            suffix: ending, with its dot.
            day: day in the name; the day of reading if left out.

        """
        audience = self.reader.audience.value.replace("_", "-")
        return f"{self.code}-{what}-{audience}-{(day or self.reader.on).isoformat()}{suffix}"


@dataclass(frozen=True, slots=True)
class Leaving:
    """A finished file on its way out.

    Attributes:
        target: file to write.
        data: its bytes.
        what: what it is, for the log of exports: "costs of offers".
        texts: every word in it; needed for a PDF or a picture, which cannot be read back.

    """

    target: Path
    data: bytes
    what: str
    texts: Iterable[str] = field(default=())


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """A sheet as it would leave the program, to be looked at, printed or written.

    Attributes:
        released: what it was made of.
        paper: the sheet, laid out.
        what: what it is, for the log of exports.
        stem: word for it in file names.

    """

    released: Release
    paper: Paper
    what: str
    stem: str

    def file_name(self, suffix: str) -> str:
        """Propose a file name that gives nothing away."""
        return self.released.file_name(self.stem, suffix, self.paper.as_of)

    def pages(self, dpi: int | None = None) -> list[bytes]:
        """Draw its pages as PNG pictures; needs no store, so it can run beside it."""
        from negotiation_tracker.exchange.writers import paper_pdf

        return paper_pdf.pages(self.paper) if dpi is None else paper_pdf.pages(self.paper, dpi)

    def texts(self) -> tuple[str, ...]:
        """List every text in it."""
        from negotiation_tracker.exchange.writers import paper_pdf

        return tuple(texts_in(paper_pdf.text(self.paper).encode(), ".json"))


def save_pdf(ws: Workspace, sheet: PaperSheet, path: Path) -> Path:
    """Write a sheet as PDF, and log that it left; give the file.

    Raises:
        ExportError: E41, the file cannot be written; E42, it would give away what this reader
            may not see. What was there before is unchanged.

    """
    from negotiation_tracker.exchange.writers import paper_pdf

    leaving = Leaving(path, paper_pdf.write(sheet.paper), sheet.what, sheet.texts())
    return put_in_place(ws, sheet.released, leaving)


def log_printed(ws: Workspace, sheet: PaperSheet) -> None:
    """Check a sheet that is about to be printed, and log that it leaves.

    Raises:
        ExportError: E42, it would give away what this reader may not see.

    """
    sheet.released.secrets.check(sheet.texts())
    if not ws.read_only:
        entry = _entry(sheet.released, "printed", sheet.what, "")
        ws.change("Print", lambda writer: _log(writer, entry), undoable=False)


def release(ws: Workspace, negotiation_id: int, reader: Reader) -> Release:
    """Work out what of some talks may leave the program for a reader.

    Raises:
        NotFound: this reader may not see the talks.

    """
    taking = replace(reader, on=min(reader.on, ws.today()), exporting=True)
    full = ws.dossier(negotiation_id)
    pruned = for_release(full, visible(full, taking), taking)
    if pruned.get("negotiation", negotiation_id) is None:
        raise NotFound("There are no such talks to show this reader.", hint="Choose other talks.")
    return Release(
        negotiation_id=negotiation_id,
        reader=taking,
        dossier=pruned,
        secrets=Secrets(full, pruned, taking),
        withheld=withheld(full, taking),
        code=_code(full.get("negotiation", negotiation_id)),
    )


def check(released: Release, leaving: Leaving) -> None:
    """Hold a file, and its name, against what its reader may not see.

    Raises:
        ExportError: E42, it would give away what is withheld.

    """
    suffix = leaving.target.suffix.casefold()
    read_back = texts_in(leaving.data, suffix) if suffix in READABLE else ()
    released.secrets.check([leaving.target.stem, *leaving.texts, *read_back])


def put_in_place(ws: Workspace, released: Release, leaving: Leaving) -> Path:
    """Check a finished file, write it whole or not at all, and log it; give the file.

    Raises:
        ExportError: E41, it could not be put in place; E42, it would give away what is
            withheld. An earlier file there is unchanged, and nothing is logged.

    """
    check(released, leaving)
    target, data = leaving.target, leaving.data
    if ws.read_only:
        write_atomically(target, data)
        return target

    form = target.suffix.removeprefix(".").casefold() or "file"
    entry = _entry(released, form, leaving.what, hashlib.sha256(data).hexdigest())

    def log_and_write(writer: RecordWriter) -> None:
        _log(writer, entry)
        write_atomically(target, data)  # when this fails, the log entry goes with it

    ws.change("Export", log_and_write, undoable=False)
    return target


def _entry(released: Release, form: str, what: str, digest: str) -> dict[str, object]:
    return {
        "negotiation_id": released.negotiation_id,
        "audience": released.reader.audience.value,
        "format": form,
        "filters": what,
        "sha256": digest,
        "withheld": sum(released.withheld.values()),
    }


def _log(writer: RecordWriter, entry: dict[str, object]) -> None:
    ours = writer.where("participant", negotiation_id=entry["negotiation_id"], ours=True)
    writer.insert(
        "export_log",
        **entry,
        made_at=writer.now,
        made_by=writer.actor,
        handling=(Handling.TEAM if ours else Handling.PUBLIC).value,
        confidence_of_id=ours[0].id if ours else None,
    )


def _code(talks: Record | None) -> str:
    if talks is None or talks.handling != Handling.PUBLIC or talks.embargo_until:
        return "bargaining"
    kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in str(talks.code))
    return kept.strip("-") or "bargaining"

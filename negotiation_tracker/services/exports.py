"""Exports: what of the record leaves the program, for whom, and in which form.

Three steps, so that the second can run beside the window: `prepare` reads the store, `render`
makes the file's bytes from what was read, `put_in_place` writes the file and logs the export.
`export` does all three.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Any

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.exchange.document import HistoryDocument, Part
from negotiation_tracker.exchange.history import Order, build, scope_words
from negotiation_tracker.exchange.leak_gate import Secrets, texts_in
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.exchange.scope import WHOLE, Scope, merged, narrow
from negotiation_tracker.model.errors import ExportError, TrackerError
from negotiation_tracker.model.handling import OWN_SIDE_AUDIENCES, Audience, Handling, Reader
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.rules.joint_notes import joint
from negotiation_tracker.rules.knowledge import as_known
from negotiation_tracker.rules.visibility import visible, withheld
from negotiation_tracker.services.collecting import without_collecting
from negotiation_tracker.services.overview import choose_day
from negotiation_tracker.services.workspace import Workspace

__all__ = [
    "WHOLE",
    "Cancelled",
    "ExportRequest",
    "ExportResult",
    "Format",
    "Part",
    "Prepared",
    "Progress",
    "Scope",
    "default_name",
    "export",
    "pages",
    "prepare",
    "preview",
    "put_in_place",
    "render",
]

Progress = Callable[[str, int, int], None]
"""Told what is being done, which step of how many."""

_WRITERS = "negotiation_tracker.exchange.writers"
_STEPS = 4


class Format(StrEnum):
    """A file format, by its word on the command line."""

    PDF = "pdf"
    HTML = "html"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    CSV = "csv"
    JSON = "json"

    @property
    def suffix(self) -> str:
        """Give the ending of such a file's name."""
        return {"markdown": ".md", "csv": ".zip"}.get(self.value, f".{self.value}")

    @property
    def label(self) -> str:
        """Give the words of a menu."""
        return _FORMAT_LABELS[self]

    @property
    def of_records(self) -> bool:
        """Say whether it holds the records themselves and not a report written from them."""
        return self in {Format.CSV, Format.JSON}


_FORMAT_LABELS = {
    Format.PDF: "PDF report",
    Format.HTML: "Web page",
    Format.MARKDOWN: "Markdown text",
    Format.XLSX: "Excel workbook",
    Format.CSV: "CSV tables with codebook (zip)",
    Format.JSON: "JSON bundle (can be imported again)",
}
_MODULES = {
    Format.PDF: "pdf",
    Format.HTML: "web_page",
    Format.MARKDOWN: "markdown",
    Format.XLSX: "workbook",
    Format.CSV: "data_package",
    Format.JSON: "bundle",
}


class Cancelled(TrackerError):
    """The person stopped an export; nothing was written."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export.

    Attributes:
        negotiation_ids: which talks, in the order they are to appear.
        reader: for whom; the day of reading is never later than today.
        format: file format.
        target: file to write; may be left out for a preview.
        scope: what part of the talks.
        as_of: day for which positions are given; None for the day the overview would choose:
            today for talks that go on, else the last day the record speaks of.
        known_by: use only what was published by this day.
        parts: chapters of a report.
        tell_withheld: write into a report how many records were left out; only for readers
            who may be told.
        joint: only what both sides of the table share, for minutes; reports only.

    """

    negotiation_ids: tuple[int, ...]
    reader: Reader
    format: Format = Format.PDF
    target: Path = field(default_factory=Path)
    scope: Scope = WHOLE
    as_of: date | None = None
    known_by: date | None = None
    parts: frozenset[Part] = frozenset(Part)
    tell_withheld: bool = False
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Prepared:
    """Everything read that an export needs; plain records, free of the store.

    Attributes:
        request: what was asked, with the reader as it counts.
        documents: the histories, for a report.
        records: the records in scope.
        secrets: what the file may not hold.
        withheld: how many records of each kind this reader is not given.

    """

    request: ExportRequest
    documents: tuple[HistoryDocument, ...]
    records: Dossier
    secrets: Secrets
    withheld: dict[str, int]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """A finished export.

    Attributes:
        path: the file.
        sha256: its hash, also kept in the log of exports.
        size: bytes.
        withheld: how many records of each kind were left out; for the person who exports.

    """

    path: Path
    sha256: str
    size: int
    withheld: dict[str, int]


def export(
    ws: Workspace,
    request: ExportRequest,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ExportResult:
    """Write an export and log it; the log is no step of undo.

    Raises:
        NotFound: these readers may not see a negotiation that was asked for.
        ExportError: E41, it could not be put in place; E42, it would give away what is
            withheld; or a text is too long for the format. The earlier file is unchanged.
        Cancelled: it was stopped in time; nothing was written.

    """
    tell = progress or _silent
    stopped = cancelled or _never
    tell("Reading the record", 1, _STEPS)
    prepared = prepare(ws, request)
    data = render(prepared, progress, cancelled)
    _stop_if(stopped)
    tell("Writing the file", _STEPS, _STEPS)
    return put_in_place(ws, prepared, data)


def prepare(ws: Workspace, request: ExportRequest) -> Prepared:
    """Read what an export needs, pruned for its reader."""
    with without_collecting():
        return _prepared(ws, request)


def _prepared(ws: Workspace, request: ExportRequest) -> Prepared:
    if not request.negotiation_ids:
        raise ExportError("There is nothing to export.", "", "Choose a negotiation.")
    if request.joint and request.format.of_records:
        message = "Minutes are a report."
        raise ExportError(message, "", "Choose PDF, HTML, Markdown or an Excel workbook.")
    today = ws.today()
    asked = ws.reading_as(request.reader)
    reader = replace(asked, on=min(asked.on, today), exporting=True)
    request = replace(request, reader=reader)
    everything = _owners_everything(ws, request)
    talks = [ws.dossier(number) for number in request.negotiation_ids if not everything]
    if everything:
        talks = [ws.dossier_of_all()]
    released = [_released(request, full) for full in talks]
    left_out = _counted(withheld(full, reader) for full in talks)
    documents: tuple[HistoryDocument, ...] = ()
    if not request.format.of_records:
        documents = tuple(
            build(shown, _order(request, number, _day(request, number, shown, today), left_out))
            for number, shown in zip(request.negotiation_ids, released, strict=True)
        )
    shown = merged([*released, *([] if everything else _owners_extra(ws, request, talks))])
    secrets = Secrets(merged(talks), shown, _pruned_for(request))
    records = narrow(as_known(shown, request.known_by), request.scope)
    return Prepared(request, documents, records, secrets, left_out)


def render(
    prepared: Prepared,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> bytes:
    """Make the bytes of the file and hold them against what is withheld."""
    with without_collecting():
        return _rendered(prepared, progress or _silent, cancelled or _never)


def _rendered(prepared: Prepared, tell: Progress, stopped: Callable[[], bool]) -> bytes:
    request = prepared.request
    _stop_if(stopped)
    tell(f"Making the {request.format.label}", 2, _STEPS)
    writer = import_module(f"{_WRITERS}.{_MODULES[request.format]}")
    data = _written(writer, prepared)
    _stop_if(stopped)
    tell("Checking that nothing confidential is in it", 3, _STEPS)
    prepared.secrets.check([request.target.stem])
    if request.format is Format.PDF:
        prepared.secrets.check(texts_in(writer.text(prepared.documents).encode(), ".json"))
    else:
        prepared.secrets.check(texts_in(data, request.format.suffix))
    return data


def put_in_place(ws: Workspace, prepared: Prepared, data: bytes) -> ExportResult:
    """Write the file whole or not at all, and log the export in the same breath."""
    target = prepared.request.target
    digest = hashlib.sha256(data).hexdigest()
    if ws.read_only:
        write_atomically(target, data)
    else:

        def log_and_write(writer: RecordWriter) -> None:
            _log(writer, prepared, digest)
            write_atomically(target, data)  # when this fails, the log entry goes with it

        ws.change("Export", log_and_write, undoable=False)
    return ExportResult(target, digest, len(data), prepared.withheld)


def preview(ws: Workspace, request: ExportRequest) -> list[bytes]:
    """Draw the pages that the PDF report would have, as PNG pictures."""
    return pages(prepare(ws, replace(request, format=Format.PDF)))


def pages(prepared: Prepared) -> list[bytes]:
    """Draw the pages of a report that was prepared; needs no store, so it can run beside it."""
    from negotiation_tracker.exchange.writers import pdf

    return pdf.pages(prepared.documents)


def default_name(ws: Workspace, request: ExportRequest) -> str:
    """Propose a file name that gives nothing away; the code is used only if it is public."""
    day = (request.as_of or ws.today()).isoformat()
    code = "bargaining-history"
    if len(request.negotiation_ids) == 1:
        talks = ws.find("negotiation", request.negotiation_ids[0])
        if talks is not None and talks.handling == Handling.PUBLIC and not talks.embargo_until:
            kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in talks.code)
            code = f"{kept.strip('-') or 'bargaining'}-history"
    if request.joint:
        code = f"{code.removesuffix('-history')}-minutes"
    audience = request.reader.audience.value.replace("_", "-")
    return f"{code}-{audience}-{day}{request.format.suffix}"


def _released(request: ExportRequest, full: Dossier) -> Dossier:
    reader = _pruned_for(request)
    seen = visible(full, reader)
    return for_release(full, joint(seen) if request.joint else seen, reader)


def _pruned_for(request: ExportRequest) -> Reader:
    """Give the reader that decides what leaves: minutes hold nothing of the owner's alone."""
    if request.joint and request.reader.audience is Audience.ME:
        return replace(request.reader, audience=Audience.OWN_TEAM)
    return request.reader


def _owners_everything(ws: Workspace, request: ExportRequest) -> bool:
    """Say whether the owner takes along the records of the whole store."""
    if request.reader.audience is not Audience.ME or not request.format.of_records:
        return False
    every = {n.id for n in ws.negotiations()}
    return every == set(request.negotiation_ids) and request.scope.whole()


def _owners_extra(ws: Workspace, request: ExportRequest, talks: list[Dossier]) -> list[Dossier]:
    """Give what belongs to no negotiation and goes with the owner's own copy of the records."""
    if request.reader.audience is not Audience.ME or not request.format.of_records:
        return []
    people = {p.id for dossier in talks for p in dossier.all("person")}
    contacts = [c for c in ws.records("person_contact") if c.person_id in people]
    return [Dossier(ws.catalogue, contacts)]


def _day(request: ExportRequest, negotiation_id: int, shown: Dossier, today: date) -> date:
    """Choose the day of a report as the overview does, so that both say the same."""
    negotiation = shown.get("negotiation", negotiation_id)
    if request.as_of is not None or negotiation is None:
        return request.as_of or today
    return choose_day(shown, negotiation, None, today).day


def _counted(counts: Iterable[dict[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for kind, number in one.items():
            total[kind] = total.get(kind, 0) + number
    return total


def _order(
    request: ExportRequest, negotiation_id: int, as_of: date, left_out: dict[str, int]
) -> Order:
    tell = request.tell_withheld and request.reader.audience in OWN_SIDE_AUDIENCES
    return Order(
        negotiation_id=negotiation_id,
        reader=request.reader,
        as_of=as_of,
        known_by=request.known_by,
        scope=request.scope,
        parts=request.parts,
        withheld=sum(left_out.values()) if tell else None,
        minutes=request.joint,
    )


def _written(writer: Any, prepared: Prepared) -> bytes:
    made: bytes
    if prepared.request.format.of_records:
        made = writer.write(prepared.records, prepared.request.reader.audience)
    else:
        made = writer.write(prepared.documents)
    return made


def _log(writer: RecordWriter, prepared: Prepared, digest: str) -> Record:
    request = prepared.request
    ids = request.negotiation_ids
    return writer.insert(
        "export_log",
        negotiation_id=ids[0] if len(ids) == 1 else None,
        audience=request.reader.audience.value,
        format=request.format.value,
        filters=_filters(request, len(prepared.records.all("session"))),
        made_at=writer.now,
        made_by=writer.actor,
        sha256=digest,
        withheld=sum(prepared.withheld.values()),
    )


def _filters(request: ExportRequest, sessions: int) -> str:
    words = [scope_words(request.scope, sessions) or "everything"]
    if request.joint:
        words.append("joint notes only")
    if request.as_of is not None:
        words.append(f"as of {request.as_of.isoformat()}")
    if request.known_by is not None:
        words.append(f"known by {request.known_by.isoformat()}")
    if request.reader.added:
        words.append(f"added: {', '.join(sorted(request.reader.added))}")
    if not request.format.of_records and request.parts != frozenset(Part):
        words.append(f"chapters: {', '.join(p for p in Part if p in request.parts)}")
    return "; ".join(words)


def _stop_if(stopped: Callable[[], bool]) -> None:
    if stopped():
        raise Cancelled("The export was stopped.", "No file was written.")


def _silent(_what: str, _step: int, _of: int) -> None:
    return None


def _never() -> bool:
    return False

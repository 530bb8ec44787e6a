"""What a person chooses for an export, and what is remembered of it for the next time."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from negotiation_tracker.model.handling import (
    AUDIENCE_LABELS,
    NOTE_LEVELS,
    OFFERED_AUDIENCES,
    Audience,
    OptIn,
    Reader,
    opt_ins,
)
from negotiation_tracker.paths import config_folder
from negotiation_tracker.rules.rooms import Room


class Stretch(StrEnum):
    """How much of a negotiation is exported."""

    WHOLE = "whole"
    SESSIONS = "sessions"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class FormatChoice:
    """A kind of file to choose.

    Attributes:
        key: its word in the services.
        words: what people call it.
        short: word on the button to save.
        about: what is in it.
        chapters: whether chapters can be left out.

    """

    key: str
    words: str
    short: str
    about: str
    chapters: bool = True


FORMATS = (
    FormatChoice("pdf", "PDF report", "PDF", "Pages to print or send, with sources as notes."),
    FormatChoice("html", "Web page", "web page", "The report as one file for any browser."),
    FormatChoice("markdown", "Markdown", "Markdown", "The report as plain text with headings."),
    FormatChoice("xlsx", "Excel workbook", "workbook", "The report as sheets to sort and filter."),
    FormatChoice(
        "csv", "CSV tables", "tables", "One table for each kind of record, with a codebook.", False
    ),
    FormatChoice(
        "json", "JSON, complete", "JSON", "Every record, to be imported again elsewhere.", False
    ),
)

CHAPTERS = {
    "positions": "Positions",
    "sessions": "Sessions",
    "offers": "Offers",
    "agreements": "Agreements",
    "events": "Events",
    "statements": "Statements",
    "figures": "Figures",
    "disputes": "Disputes",
    "parties": "Parties",
    "mediators": "Mediators",
    "follow-ups": "Follow-ups",
    "private notes": "Private notes",
    "what is not known": "What is not known",
}
"""Chapters of a report by their word in the services."""

PRIVATE = "private notes"
"""Chapter that most readers can never be given."""

OPT_IN_WORDS = {
    OptIn.PARTIES: "What passed between both sides",
    OptIn.PARTY: "What is for our side and its leaders",
    OptIn.TEAM: "What is for our team",
    OptIn.MEDIATION_JOINT: "Joint mediation (ask counsel first)",
    OptIn.PRIVILEGED: "Privileged (counsel only)",
}


@dataclass(frozen=True, slots=True)
class ExportChoices:
    """One export as chosen.

    Attributes:
        negotiation_id: the talks.
        stretch: all of it, the sessions picked, or a range of days.
        session_ids: the sessions picked.
        first, last: the range of days; None is open.
        audience: who will read it.
        added: levels added by a deliberate choice.
        chapters: chapters to write, by their word in the services.
        tell_withheld: whether the report says how many records were left out.
        format: kind of file.

    """

    negotiation_id: int
    stretch: Stretch = Stretch.WHOLE
    session_ids: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    audience: Audience = Audience.PUBLIC
    added: frozenset[OptIn] = frozenset()
    chapters: frozenset[str] = frozenset(CHAPTERS)
    tell_withheld: bool = False
    format: str = "pdf"

    def reader(self) -> Reader:
        """Give the reader; what was added counts only where the audience may have it."""
        return Reader(self.audience, added=self.added & frozenset(opt_ins(self.audience)))


def audiences_in(room: Room | None) -> tuple[tuple[str, Audience], ...]:
    """List for whom may be written, in words; in a mediator's room for it and the public only."""
    if room is None:
        return tuple((AUDIENCE_LABELS[audience], audience) for audience in OFFERED_AUDIENCES)
    return (
        (room.label, Audience.ROOM),
        (AUDIENCE_LABELS[Audience.PUBLIC], Audience.PUBLIC),
    )


def chapters_for(reader: Reader) -> frozenset[str]:
    """List the chapters that this reader can be given at all.

    Only private notes are kept within levels of their own; records of every other chapter can be
    public.
    """
    leaving = replace(reader, exporting=True)
    notes = any(level in NOTE_LEVELS for level, _ in leaving.levels())
    return frozenset(key for key in CHAPTERS if notes or key != PRIVATE)


class ExportMemory:
    """Audience, format and folder of the last export; nothing of the record."""

    def __init__(self, path: Path | None = None) -> None:
        file = path if path is not None else config_folder() / "export.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def audience(self) -> Audience:
        """Give the audience chosen last; the public at first, the strictest reader."""
        try:
            return Audience(str(self._store.value("export/audience", Audience.PUBLIC)))
        except ValueError:
            return Audience.PUBLIC

    def format(self) -> str:
        """Give the format chosen last."""
        found = str(self._store.value("export/format", "pdf"))
        return found if any(f.key == found for f in FORMATS) else "pdf"

    def folder(self) -> Path:
        """Give the folder of the last export, else the person's documents."""
        found = str(self._store.value("export/folder", ""))
        if found and Path(found).is_dir():
            return Path(found)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        documents = Path(QStandardPaths.writableLocation(place))
        return documents if documents.is_dir() else Path.home()

    def remember(self, choices: ExportChoices, folder: Path) -> None:
        """Keep the choices of an export that was made."""
        self._store.setValue("export/audience", str(choices.audience))
        self._store.setValue("export/format", choices.format)
        self._store.setValue("export/folder", str(folder))
        self._store.sync()

"""What the page of live notes shows of a session: its lines, who is there, what is on the table.

`load` reads it all once; after each change `refresh` reads only the records the change names.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.handling import Handling, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import EntryKind, label
from negotiation_tracker.rules.session_clock import moment, wall_clock
from negotiation_tracker.rules.stretches import OPENS, running, stretches
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.live_adjourn import next_words
from negotiation_tracker.services.live_known import Known, known, touches_positions, updated
from negotiation_tracker.services.live_scene import last_day, side_letters
from negotiation_tracker.services.live_table import OnTable, SideSays, table, touched_issues
from negotiation_tracker.services.workspace import Workspace

__all__ = [
    "Correction",
    "OnTable",
    "OpenStretch",
    "Present",
    "Sheet",
    "SheetRow",
    "SideSays",
    "load",
    "refresh",
]

_NAMING = frozenset({"participant", "organization", "person", "issue", "proposal", "negotiation"})
"""Kinds whose names or codes stand in rows."""
_PLAIN = frozenset({EntryKind.STATEMENT, EntryKind.CORRECTION})
_BEGINS = {line: kind for kind, line in OPENS.items()}


@dataclass(frozen=True, slots=True)
class Correction:
    """A later line that corrects one: its number, what it says and when that was typed."""

    number: int
    text: str
    logged_at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sheet.

    Attributes:
        kind: "table_entry" or "private_note"; record_id its key.
        number: number of the line in the log, from 1; 0 for a private note.
        time: when it happened, "21:30"; "" when not known.
        text: what it says.
        logged: when it was typed, where that is another minute than `time`; else "".
        logged_at: the moment it was typed.
        entry_kind: kind of the line; "" for a private note.
        label: words for that kind; "" for a plain statement.
        side: letter of the side, "U", "E" …; participant_id the side.
        who: who spoke, else the name of the side.
        verbatim: whether these are exact words.
        subject: issues and code of the offer, "Wages, P4"; codes the codes alone.
        private: whether it is a private note; mark says for whom ("Only our team").
        inside: the stretch it was written in: "caucus", "break", "sidebar", "off_record" or "".
        corrects: number of the line it corrects, 0 for none; corrected_by: its corrections.

    """

    kind: str
    record_id: int
    number: int
    time: str
    text: str
    logged: str = ""
    logged_at: datetime | None = None
    entry_kind: str = ""
    label: str = ""
    side: str = ""
    participant_id: int | None = None
    who: str = ""
    verbatim: bool = False
    subject: str = ""
    codes: tuple[str, ...] = ()
    private: bool = False
    mark: str = ""
    inside: str = ""
    corrects: int = 0
    corrected_by: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenStretch:
    """A caucus, break, sidebar or part off the record that goes on.

    Attributes:
        kind: "caucus", "break", "sidebar" or "off_record".
        participant_id, who: the side that called it; None and "" for nobody in particular.
        since: "21:30"; began: the same as a moment, for the running time; None when not known.
        entry_id, number: the line that opened it.

    """

    kind: str
    participant_id: int | None
    who: str
    since: str
    began: datetime | None
    entry_id: int
    number: int


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody at the session; arrived and left are "" unless they came late or left early."""

    attendance_id: int
    person_id: int | None
    participant_id: int | None
    name: str
    side: str
    role: str
    mode: str
    arrived: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A session as its page shows it.

    Attributes:
        session_id, negotiation_id, number, day, place: which session; its day in words.
        zone: IANA zone of the talks.
        convened: moment it began, in UTC, for the elapsed time; None when not known.
        running: convened, neither adjourned nor locked; adjourned: whether its last line says so.
        locked: since when and by whom it is locked; "" when it is not.
        rows: its lines in the order they were written, private notes where they were typed.
        open: stretches that go on, by beginning.
        present: who is there, by side.
        table: open issues, those touched at this session first.
        next_meeting: as agreed, in words; "" when none is.
        known: what it was made from; letters: of the participants, by key.

    """

    session_id: int
    negotiation_id: int
    number: int | None
    day: str
    place: str
    zone: str
    convened: datetime | None
    running: bool
    adjourned: bool
    locked: str
    rows: tuple[SheetRow, ...]
    open: tuple[OpenStretch, ...]
    present: tuple[Present, ...]
    table: tuple[OnTable, ...]
    next_meeting: str
    known: Known = field(repr=False, compare=False)
    letters: dict[int, str] = field(repr=False, compare=False)


def load(ws: Workspace, session_id: int, reader: Reader | None = None) -> Sheet:
    """Read a session for its page, as far as a reader may see it.

    Raises:
        NotFound: there is no such session, or this reader may not see it.

    """
    return sheet_of(known(ws, session_id, reader))


def refresh(ws: Workspace, sheet: Sheet, change: ChangeSet) -> Sheet:
    """Give the sheet after a change of this window, also one that was undone or redone.

    Raises:
        NotFound: the session is gone.

    """
    now = updated(ws, sheet.known, change)
    if now.session.id in change.removed.get("session", ()):
        now = known(ws, now.session.id, now.reader)
    kept = _still_right(sheet, now, change)
    if not touches_positions(change, now):
        return _sheet(now, sheet.letters, _marked(sheet.table, touched_issues(now)), kept)
    letters = side_letters(now.talks, now.negotiation.id)
    return _sheet(now, letters, table(now, last_day(now.session), letters), kept)


def sheet_of(now: Known) -> Sheet:
    """Make the sheet from what is known of a session."""
    letters = side_letters(now.talks, now.negotiation.id)
    return _sheet(now, letters, table(now, last_day(now.session), letters), {})


_Key = tuple[str, int]


def _still_right(sheet: Sheet, now: Known, change: ChangeSet) -> dict[_Key, SheetRow]:
    """Give the rows that a change left as they are, so that a line takes no longer than another."""
    renamed = (frozenset(change.changed) | frozenset(change.removed)) & _NAMING
    if renamed:
        return {}
    dirty = {
        (kind, key)
        for kind in ("table_entry", "private_note")
        for key in change.changed.get(kind, ())
    }
    for by_kind in (change.added, change.changed):
        for key in by_kind.get("entry_issue", ()):
            tie = now.lines.get("entry_issue", key)
            if tie is not None:
                dirty.add(("table_entry", tie.entry_id))
    if change.removed.get("entry_issue"):
        return {}
    return {
        (row.kind, row.record_id): row
        for row in sheet.rows
        if (row.kind, row.record_id) not in dirty
    }


def _sheet(
    now: Known,
    letters: dict[int, str],
    rows: tuple[OnTable, ...],
    kept: dict[_Key, SheetRow],
) -> Sheet:
    session = now.session
    kinds = {line.kind for line in now.lines.all("table_entry")}
    adjourned = EntryKind.ADJOURN in kinds
    locked = session.locked_at is not None
    return Sheet(
        session_id=session.id,
        negotiation_id=now.negotiation.id,
        number=session.number,
        day=session.date.describe(),
        place=str(session.place),
        zone=now.zone,
        convened=moment(session, session.time_in),
        running=EntryKind.CONVENE in kinds and not adjourned and not locked,
        adjourned=adjourned,
        locked=_locked(now),
        rows=tuple(_Rows(now, letters, kept).all()),
        open=_open(now),
        present=_present(now, letters),
        table=rows,
        next_meeting=next_words(session),
        known=now,
        letters=letters,
    )


def _marked(rows: tuple[OnTable, ...], touched: frozenset[int]) -> tuple[OnTable, ...]:
    """Say anew which issues this session touched, and put those first."""
    if all(row.today == (row.issue_id in touched) for row in rows):
        return rows
    marked = [replace(row, today=row.issue_id in touched) for row in rows]
    return tuple(sorted(marked, key=lambda row: not row.today))


def _locked(now: Known) -> str:
    session = now.session
    if session.locked_at is None:
        return ""
    local = wall_clock(session.locked_at, now.zone)
    by = f" by {session.locked_by}" if session.locked_by else ""
    return f"{session.locked_at:%d %b %Y}, {local.describe()}{by}"


def _open(now: Known) -> tuple[OpenStretch, ...]:
    log = now.log
    numbers = {line.id: number for number, line in enumerate(log, start=1)}
    return tuple(
        OpenStretch(
            stretch.kind.value,
            stretch.participant_id,
            participant_name(now.talks, stretch.participant_id),
            "" if stretch.start.occurred_at is None else stretch.start.occurred_at.describe(),
            moment(now.session, stretch.start.occurred_at),
            stretch.start.id,
            numbers[stretch.start.id],
        )
        for stretch in running(log)
    )


def _present(now: Known, letters: dict[int, str]) -> tuple[Present, ...]:
    places = {key: place for place, key in enumerate(letters)}
    found = sorted(
        now.lines.all("attendance"),
        key=lambda a: (places.get(a.participant_id, len(places)), a.id),
    )
    return tuple(
        Present(
            one.id,
            one.person_id,
            one.participant_id,
            _attendee(now, one),
            letters.get(one.participant_id, ""),
            str(one.role),
            str(one.mode),
            "" if one.time_in is None else one.time_in.describe(),
            "" if one.time_out is None else one.time_out.describe(),
        )
        for one in found
    )


def _attendee(now: Known, attendance: Record) -> str:
    return (
        _person(now, attendance.person_id)
        or str(attendance.headcount_label)
        or participant_name(now.talks, attendance.participant_id)
    )


def _person(now: Known, person_id: int | None) -> str:
    found = None if person_id is None else now.talks.get("person", person_id)
    return "" if found is None else str(found.name)


class _Rows:
    """Makes the rows of a sheet in one pass over its lines and notes."""

    def __init__(self, now: Known, letters: dict[int, str], kept: dict[_Key, SheetRow]) -> None:
        self._now = now
        self._kept = kept
        self._letters = letters
        self._log = now.log
        self._numbers = {line.id: number for number, line in enumerate(self._log, start=1)}
        self._closing = {s.end.id: s.start.id for s in stretches(self._log) if s.end is not None}
        self._names: dict[int | None, str] = {}

    def all(self) -> Iterator[SheetRow]:
        """Give the lines in order, each note where it was typed."""
        notes = sorted(self._now.lines.all("private_note"), key=lambda n: (n.created_at, n.id))
        corrections = self._corrections()
        going: dict[int, str] = {}
        place = 0
        for line in self._log:
            while place < len(notes) and _before(notes[place], line):
                yield self._note(notes[place], going)
                place += 1
            begun = _BEGINS.get(line.kind)
            if begun is not None:
                going[line.id] = begun.value
            yield self._line(line, going, corrections.get(line.id, ()))
            going.pop(self._closing.get(line.id, 0), None)
        for note in notes[place:]:
            yield self._note(note, going)

    def _corrections(self) -> dict[int, tuple[Correction, ...]]:
        found: dict[int, tuple[Correction, ...]] = {}
        for line in self._log:
            if line.corrects_id is not None:
                one = Correction(self._numbers[line.id], str(line.text), line.logged_at)
                found[line.corrects_id] = (*found.get(line.corrects_id, ()), one)
        return found

    def _line(
        self, line: Record, going: dict[int, str], corrections: tuple[Correction, ...]
    ) -> SheetRow:
        within = next(reversed(going.values()), "")
        number = self._numbers[line.id]
        kept = self._kept.get(("table_entry", line.id))
        if kept is not None and (number, within, corrections) == (
            kept.number,
            kept.inside,
            kept.corrected_by,
        ):
            return kept
        time = "" if line.occurred_at is None else line.occurred_at.describe()
        talks = self._now.talks
        ties = self._now.lines.where("entry_issue", entry_id=line.id)
        issues = [i.title for t in ties if (i := talks.get("issue", t.issue_id)) is not None]
        offer = None if line.proposal_id is None else talks.get("proposal", line.proposal_id)
        codes = () if offer is None else (str(offer.code),)
        return SheetRow(
            kind="table_entry",
            record_id=line.id,
            number=number,
            time=time,
            text=str(line.text),
            logged=self._logged(line.logged_at, time),
            logged_at=line.logged_at,
            entry_kind=str(line.kind),
            label="" if line.kind in _PLAIN else label(line.kind),
            side=self._letters.get(line.participant_id, ""),
            participant_id=line.participant_id,
            who=_person(self._now, line.speaker_id) or self._side_name(line.participant_id),
            verbatim=bool(line.verbatim),
            subject=", ".join((*issues, *codes)),
            codes=codes,
            inside=within,
            corrects=self._numbers.get(line.corrects_id, 0),
            corrected_by=corrections,
        )

    def _note(self, note: Record, going: dict[int, str]) -> SheetRow:
        return SheetRow(
            kind="private_note",
            record_id=note.id,
            number=0,
            time=wall_clock(note.created_at, self._now.zone).describe(),
            text=str(note.text),
            logged_at=note.created_at,
            side=self._letters.get(note.about_id, ""),
            participant_id=note.about_id,
            private=True,
            mark=self._mark(note),
            inside=next(reversed(going.values()), ""),
        )

    def _mark(self, note: Record) -> str:
        if note.handling == Handling.MEDIATION_CAUCUS:
            return f"Only {self._side_name(note.confidence_of_id)} and the mediator"
        if note.handling == Handling.MEDIATOR_ONLY:
            return "Only the mediator"
        if note.handling == Handling.PRIVILEGED:
            return "Only you"
        whose = self._now.talks.get("participant", note.owner_id or note.confidence_of_id or 0)
        if whose is not None and whose.ours:
            return "Only our team" if note.handling == Handling.TEAM else "Only our side"
        return f"Only {self._side_name(None if whose is None else whose.id)}"

    def _logged(self, logged_at: datetime | None, time: str) -> str:
        if logged_at is None:
            return ""
        typed = wall_clock(logged_at, self._now.zone).describe()
        return "" if typed == time else typed

    def _side_name(self, participant_id: int | None) -> str:
        if participant_id not in self._names:
            self._names[participant_id] = participant_name(self._now.talks, participant_id)
        return self._names[participant_id]


def _before(note: Record, line: Record) -> bool:
    return line.logged_at is not None and bool(note.created_at < line.logged_at)

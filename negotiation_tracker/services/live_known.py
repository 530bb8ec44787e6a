"""What live notes of a session know of the record, and keeping it up to date line by line.

Two dossiers: the talks (issues, offers, people, agreements), which few lines change, and the
session's own lines, which every line changes. So the time a line takes does not grow with the
record.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import EntryKind
from negotiation_tracker.rules.session_clock import day_of
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.queries import live_scene as query
from negotiation_tracker.store.queries import slices
from negotiation_tracker.store.rows import Rows

DEPTH = 8
"""Newest offers of each participant on each issue that tell where it stands."""
_LINES = frozenset({"table_entry", "entry_issue", "attendance", "private_note", "follow_up"})
_PASSED_OVER = frozenset({"export_log", "person_contact", "user_profile", "alias"})
_SETTLING = frozenset({EntryKind.HOLD, EntryKind.AGREE_IN_CONCEPT})


@dataclass(frozen=True, slots=True)
class Known:
    """What live notes of one session know.

    Attributes:
        session: the record; negotiation: its talks.
        talks: what lines may name, and what says where the sides stand.
        lines: log, attendance, private notes and follow-ups of the session.
        standing: what tells where each side stands: the newest offers of long talks, else the
            talks; newest the keys of the offers of which every answer is there, None for all.
        reader: who reads; None for the owner of the file.

    """

    session: Record
    negotiation: Record
    talks: Dossier
    lines: Dossier
    standing: Dossier
    newest: frozenset[int] | None
    reader: Reader | None

    @property
    def log(self) -> list[Record]:
        """Give the lines of the log in the order they were written."""
        return sorted(self.lines.all("table_entry"), key=lambda line: (line.seq, line.id))

    @property
    def zone(self) -> str:
        """Give the zone of the talks."""
        return str(self.negotiation.timezone)


def known(ws: Workspace, session_id: int, reader: Reader | None = None) -> Known:
    """Read what live notes of a session need, as far as a reader may see it.

    Raises:
        NotFound: there is no such session, or this reader may not see it.

    """
    if _is_owner(ws, reader):
        with ws.store.reading() as db:
            found = query.load(db, ws.catalogue, session_id)
    else:
        # Who may see a record hangs on all that it rests on; nothing less than all decides it.
        session = ws.find("session", session_id)
        found = None if session is None else ws.dossier(session.negotiation_id, reader)
    session = None if found is None else found.get("session", session_id)
    if found is None or session is None:
        raise NotFound("This session is not in the record any more.", "", "Refresh the list.")
    negotiation = found.get("negotiation", session.negotiation_id)
    if negotiation is None:
        raise NotFound("These talks are not in the record any more.", "", "Refresh the list.")
    standing, newest = found, None
    if _is_owner(ws, reader):
        reader = None
        with ws.store.reading() as db:
            if slices.is_long(db, negotiation.id):
                day = _last_day(session)
                part = slices.newest_offers(db, ws.catalogue, negotiation.id, day, DEPTH)
                standing, newest = part.dossier, part.complete
    lines = _lines_of(found, session_id)
    return Known(session, negotiation, found, lines, standing, newest, reader)


def before_session(
    ws: Workspace, negotiation_id: int, at: datetime, reader: Reader | None = None
) -> Known:
    """Give what is known of talks before a session of this moment is begun; its key is 0.

    Raises:
        NotFound: there are no such talks, or this reader may not see them.

    """
    if _is_owner(ws, reader):
        with ws.store.reading() as db:
            found = query.load_talks(db, ws.catalogue, negotiation_id)
    else:
        found = ws.dossier(negotiation_id, reader)
    negotiation = found.get("negotiation", negotiation_id)
    if negotiation is None:
        raise NotFound("These talks are not in the record any more.", "", "Refresh the list.")
    empty: dict[str, Any] = {field.name: None for field in ws.catalogue["session"].fields}
    day = FuzzyDate.day(day_of(at, str(negotiation.timezone)))
    given = {"id": 0, "negotiation_id": negotiation_id, "date": day, "handling": "parties"}
    session = Record("session", {**empty, **given})
    lines = Dossier(found.catalogue, ())
    return Known(session, negotiation, found, lines, found, None, reader)


def running(
    ws: Workspace, negotiation_id: int, reader: Reader | None = None
) -> tuple[Record, datetime, int] | None:
    """Find the newest session whose notes run; give when it was convened and its lines.

    It was convened live (the line has the moment it was typed), has no adjourn line and is not
    locked.
    """
    if _is_owner(ws, reader):
        with ws.store.reading() as db:
            found = query.running(db, negotiation_id)
        session = None if found is None else ws.find("session", found[0])
        if found is None or session is None:
            return None
        return session, datetime.fromisoformat(found[1]).astimezone(UTC), found[2]
    seen = ws.dossier(negotiation_id, reader)
    best = None
    for session in seen.where("session", negotiation_id=negotiation_id):
        lines = seen.where("table_entry", session_id=session.id)
        begun = [n.logged_at or n.created_at for n in lines if n.kind == EntryKind.CONVENE]
        over = session.locked_at is not None or any(n.kind == EntryKind.ADJOURN for n in lines)
        if begun and not over and (best is None or begun[0] > best[1]):
            best = session, begun[0], len(lines)
    return best


def updated(ws: Workspace, before: Known, change: ChangeSet) -> Known:
    """Give what is known after a change; only the records it names are read again."""
    if not _is_owner(ws, before.reader):
        return known(ws, before.session.id, before.reader)
    fresh, gone = _changed(ws, change)
    session = next((r for r in fresh if _is(r, before.session)), before.session)
    mine = [r for r in fresh if r.table in _LINES and _of_session(r, session.id, before, fresh)]
    lines = _replaced(before.lines, mine, gone) if mine or gone else before.lines
    wide = [r for r in fresh if r.table not in _LINES or _settles(r, lines)]
    wide += _referred(ws, before.talks, [*wide, *mine])
    if not wide and not any(kind not in _LINES for kind, _ in gone):
        return replace(before, session=session, lines=lines)
    talks = _replaced(before.talks, wide, gone)
    negotiation = talks.get("negotiation", before.negotiation.id) or before.negotiation
    standing, newest = talks, before.newest
    if newest is not None:
        standing = _replaced(before.standing, wide, gone)
        newest |= change.added.get("proposal", frozenset())
    return Known(session, negotiation, talks, lines, standing, newest, None)


def touches_positions(change: ChangeSet, now: Known) -> bool:
    """Say whether a change may move where the sides stand."""
    if change.kinds() - _LINES - {"session", "person", "document", "citation"}:
        return True
    if change.removed.get("citation") or any(
        (told := now.talks.get("citation", key)) is None or told.target_kind != "follow_up"
        for key in (*change.added.get("citation", ()), *change.changed.get("citation", ()))
    ):
        return True
    return any(
        (line := now.lines.get("table_entry", key)) is not None and line.kind in _SETTLING
        for key in (*change.added.get("table_entry", ()), *change.changed.get("table_entry", ()))
    ) or bool(change.removed.get("table_entry"))


def _is_owner(ws: Workspace, reader: Reader | None) -> bool:
    return room_of(ws) is None and (reader is None or reader.audience is Audience.ME)


def _last_day(session: Record) -> date:
    day: date | None = session.date.latest or session.date.earliest
    if day is None or day == date.max:
        return date.max
    return day + timedelta(days=1) if session.crosses_midnight else day


def _changed(ws: Workspace, change: ChangeSet) -> tuple[list[Record], set[tuple[str, int]]]:
    fresh: list[Record] = []
    gone = {(kind, key) for kind, keys in change.removed.items() for key in keys}
    with ws.store.reading() as db:
        rows = Rows(db, ws.catalogue)
        for by_kind in (change.added, change.changed):
            for kind, keys in by_kind.items():
                if kind in _PASSED_OVER:
                    continue
                for key in sorted(keys):
                    record = rows.get(kind, key)
                    if record is None:
                        gone.add((kind, key))
                    else:
                        fresh.append(record)
    return fresh, gone


def _is(record: Record, other: Record) -> bool:
    return (record.table, record.id) == (other.table, other.id)


def _of_session(record: Record, session_id: int, before: Known, fresh: list[Record]) -> bool:
    if record.table != "entry_issue":
        return bool(record.session_id == session_id)
    if before.lines.get("table_entry", record.entry_id) is not None:
        return True
    return any(
        r.table == "table_entry" and r.id == record.entry_id and r.session_id == session_id
        for r in fresh
    )


def _settles(record: Record, lines: Dossier) -> bool:
    """Say whether a line, or an issue of one, bears on where an issue stands."""
    line = lines.get("table_entry", record.entry_id) if record.table == "entry_issue" else record
    return line is not None and line.table == "table_entry" and line.kind in _SETTLING


def _replaced(
    dossier: Dossier, fresh: Iterable[Record], gone: Iterable[tuple[str, int]]
) -> Dossier:
    found = {(r.table, r.id): r for r in dossier}
    for key in gone:
        found.pop(key, None)
    found.update({(r.table, r.id): r for r in fresh})
    return Dossier(dossier.catalogue, found.values())


def _referred(ws: Workspace, talks: Dossier, fresh: list[Record]) -> list[Record]:
    """Read what new records refer to and is not known yet, such as the body of a new party."""
    have = {(r.table, r.id) for r in fresh}
    found: list[Record] = []
    pending = list(fresh)
    with ws.store.reading() as db:
        rows = Rows(db, ws.catalogue)
        while pending:
            record = pending.pop()
            for field in ws.catalogue[record.table].references():
                key = getattr(record, field.name)
                known_already = (field.ref, key) in have or talks.get(field.ref, key) is not None
                if key is None or field.ref in _LINES or known_already:
                    continue
                have.add((field.ref, key))
                target = rows.get(field.ref, key)
                if target is not None:
                    found.append(target)
                    pending.append(target)
    return found


def _lines_of(found: Dossier, session_id: int) -> Dossier:
    own = [
        record
        for kind in ("table_entry", "attendance", "private_note", "follow_up")
        for record in found.where(kind, session_id=session_id)
    ]
    lines = {r.id for r in own if r.table == "table_entry"}
    ties = [tie for tie in found.all("entry_issue") if tie.entry_id in lines]
    return Dossier(found.catalogue, [*own, *ties])

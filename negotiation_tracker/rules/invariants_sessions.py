"""Invariants on sessions and their logs (data dictionary B9: 16, 17)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.invariants_scene import (
    Finding,
    Scene,
    block,
    kinds_of_record,
    participant_name,
    warn,
)

_PAIRS = {
    "caucus_start": ("caucus", True),
    "caucus_end": ("caucus", False),
    "break_start": ("break", True),
    "break_end": ("break", False),
    "off_record_start": ("part off the record", True),
    "off_record_end": ("part off the record", False),
}
"""Kind of log line → what it opens or closes, and whether it opens it."""


def check_sessions(scene: Scene) -> Iterator[Finding]:
    """Check sessions, attendance and log lines that a change touched."""
    for session in scene.owners("session", {"table_entry": "session_id"}):
        yield from _times(session)
        lines = scene.where("table_entry", session_id=session.id)
        yield from _pairs(scene, session, sorted(lines, key=lambda e: (e.seq, e.id)))
    yield from _corrections(scene)
    yield from _locked(scene)


# -- times, caucuses and breaks (16) --


def _times(session: Record) -> Iterator[Finding]:
    start, end = session.time_in, session.time_out
    if start is None or end is None:
        return
    if not session.crosses_midnight and end.time <= start.time:
        message = (
            f"The session ends ({end.describe()}) before it begins ({start.describe()}). Correct "
            "a time, or tick “Past midnight” if it ended on the day after."
        )
        yield block(16, session, "time_out", message)
    elif session.crosses_midnight and end.time > start.time:
        message = (
            f"A session from {start.describe()} to {end.describe()} on the day after lasts more "
            "than 24 hours. Check the times."
        )
        yield warn(16, session, "time_out", message)


@dataclass(frozen=True, slots=True)
class _Open:
    """A caucus or break that has begun and not ended."""

    what: str
    participant_id: int | None
    line: Record


def _pairs(scene: Scene, session: Record, lines: list[Record]) -> Iterator[Finding]:
    running: list[_Open] = []
    for line in lines:
        if line.kind not in _PAIRS:
            continue
        yield from _inside(session, line)
        what, opens = _PAIRS[line.kind]
        whose = _whose(scene, line)
        if opens:
            if any((o.what, o.participant_id) == (what, line.participant_id) for o in running):
                message = f"A {what}{whose} is already open. End it before the next one begins."
                yield block(16, line, "kind", message)
            running.append(_Open(what, line.participant_id, line))
            continue
        begun = _begun(running, what, line.participant_id)
        if begun is None:
            message = (
                f"A {what}{whose} ends here that never began. Add its beginning before this line, "
                "or delete this line."
            )
            yield block(16, line, "kind", message)
            continue
        running.remove(begun)
        yield from _ends_after(session, begun.line, line, what)
    for left in running:
        message = f"The {left.what}{_whose(scene, left.line)} has no end. Add it when known."
        yield warn(16, left.line, "kind", message)


def _begun(running: list[_Open], what: str, participant_id: int | None) -> _Open | None:
    """Find what an end closes; an end without a side closes the only one that is open."""
    alike = [o for o in running if o.what == what]
    own = [o for o in alike if o.participant_id == participant_id]
    if own:
        return own[-1]
    unsided = [o for o in alike if participant_id is None or o.participant_id is None]
    return unsided[0] if len(unsided) == 1 else None


def _whose(scene: Scene, line: Record) -> str:
    if line.participant_id is None:
        return ""
    return f" of {participant_name(scene, scene.get('participant', line.participant_id))}"


def _inside(session: Record, line: Record) -> Iterator[Finding]:
    if line.occurred_at is None:
        return
    begins = None if session.time_in is None else session.time_in.time
    ends = None if session.time_out is None else session.time_out.time
    if _outside(line.occurred_at.time, begins, ends, session.crosses_midnight):
        begin_words = session.time_in.describe() if session.time_in else "its start"
        end_words = session.time_out.describe() if session.time_out else "its end"
        message = (
            f"{line.occurred_at.describe()} is outside the session ({begin_words} to {end_words}). "
            "Correct the time of the line or of the session."
        )
        yield block(16, line, "occurred_at", message)


def _outside(at: time, begins: time | None, ends: time | None, past_midnight: bool) -> bool:
    if past_midnight:
        return begins is not None and ends is not None and ends < at < begins
    return (begins is not None and at < begins) or (ends is not None and at > ends)


def _ends_after(session: Record, start: Record, end: Record, what: str) -> Iterator[Finding]:
    if start.occurred_at is None or end.occurred_at is None or session.crosses_midnight:
        return
    if end.occurred_at.time < start.occurred_at.time:
        message = (
            f"The {what} ends ({end.occurred_at.describe()}) before it begins "
            f"({start.occurred_at.describe()}). Correct one of the times."
        )
        yield block(16, end, "occurred_at", message)


# -- locked sessions (17) --


def _corrections(scene: Scene) -> Iterator[Finding]:
    for line in scene.touched_of("table_entry"):
        corrected = scene.get("table_entry", line.corrects_id)
        if corrected is None:
            continue
        if corrected.session_id != line.session_id or corrected.id == line.id:
            message = "A correction corrects another line of the same session. Choose that line."
            yield block(17, line, "corrects_id", message)


def _was_locked(scene: Scene, session_id: int) -> Record | None:
    """Give the session if it was locked before this change began; else None."""
    session = scene.get("session", session_id)
    if session is None:
        old = next((s for s in scene.removed_of("session") if s.id == session_id), None)
        return old if old is not None and old.locked_at is not None else None
    if scene.is_touched("session", session_id):
        session = scene.before(session)
    return session if session is not None and session.locked_at is not None else None


def _locked(scene: Scene) -> Iterator[Finding]:
    for session in scene.touched_of("session"):
        old = scene.before(session)
        changed = scene.changed_fields(session, marks=False)
        if old is not None and old.locked_at is not None and changed:
            labels = ", ".join(sorted(kinds_of_record()["session"].field(n).label for n in changed))
            yield block(17, session, sorted(changed)[0], _refusal(session, f"change {labels}"))
    for session in scene.removed_of("session"):
        # The whole negotiation may go to the trash, and come back, with all that it holds.
        whole = scene.is_removed("negotiation", session.negotiation_id)
        if session.locked_at is not None and not whole:
            yield block(17, session, "", _refusal(session, "delete it"))
    for record in scene.touched_of("attendance", "table_entry", "entry_issue"):
        yield from _held_by_locked(scene, record)
    for record in scene.removed_of("attendance", "table_entry", "entry_issue"):
        locked = _was_locked(scene, _session_id(scene, record))
        if locked is not None and not scene.is_removed("session", locked.id):
            one = kinds_of_record()[record.table].one
            yield block(17, record, "", _refusal(locked, f"delete {one}"))


def _held_by_locked(scene: Scene, record: Record) -> Iterator[Finding]:
    locked = _was_locked(scene, _session_id(scene, record))
    if locked is None or not scene.changed_fields(record, marks=False):
        return
    if scene.follows_merge(record):
        return
    one = kinds_of_record()[record.table].one
    if scene.before(record) is not None:
        yield block(17, record, "", _refusal(locked, f"change {one}"))
    elif not _is_correction(scene, record):
        field = "kind" if record.table == "table_entry" else ""
        yield block(17, record, field, _refusal(locked, f"add {one}"))


def _is_correction(scene: Scene, record: Record) -> bool:
    if record.table == "entry_issue":
        line = scene.get("table_entry", record.entry_id)
        return line is not None and scene.before(line) is None and _is_correction(scene, line)
    return bool(
        record.table == "table_entry"
        and record.kind == "correction"
        and record.corrects_id is not None
    )


def _session_id(scene: Scene, record: Record) -> int:
    if record.table != "entry_issue":
        return int(record.session_id)
    line = scene.get("table_entry", record.entry_id)
    if line is None:
        line = next(r for r in scene.removed_of("table_entry") if r.id == record.entry_id)
    return int(line.session_id)


def _refusal(session: Record, verb: str) -> str:
    name = f"Session {session.number}" if session.number else "The session"
    return (
        f"{name} of {session.date.describe()} is locked: nobody can {verb}. "
        "Add a correction, which stands beside the line it corrects."
    )

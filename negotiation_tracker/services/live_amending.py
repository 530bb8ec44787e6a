"""Amending a line of the log: in place before the lock, by a correction beside it after.

What a line said before is kept by the journal, and so is the moment it was first typed: the
time something happened can be changed, the time it was logged cannot.
"""

from typing import Any

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.model.vocabulary import EntryKind
from negotiation_tracker.rules import line_orders as orders
from negotiation_tracker.rules.session_clock import after_midnight, day_after, first_day
from negotiation_tracker.services import records, sessions


def amend(writer: RecordWriter, entry_id: int, text: str, expected: str | None = None) -> int:
    """Give a line another wording; after the lock by a new line that points at it.

    Args:
        writer: the open change.
        entry_id: the line.
        text: how it should read.
        expected: the wording the person saw, if it is to be made sure that it still stands.

    Returns:
        The key of the line before the lock, of the correction after it.

    Raises:
        InvalidInput: the text is empty.
        NotFound: there is no such line.
        ChangedMeanwhile: the line no longer reads as the person saw it (E34).

    """
    line = records.need(writer, "table_entry", entry_id)
    if _is_locked(writer, line):
        return sessions.correct(writer, entry_id, text)
    if not text.strip():
        message = "Write how the line should read, or delete it."
        raise InvalidInput([FieldProblem("text", message)])
    seen = None if expected is None else {"text": expected}
    return records.edit(writer, "table_entry", entry_id, {"text": text}, seen).id


def amend_note(
    writer: RecordWriter, note_id: int, text: str, expected: str | None = None
) -> Record:
    """Give a private note another wording; the lock of a session does not hold for it.

    Raises:
        InvalidInput: the text is empty.
        NotFound: there is no such note.
        ChangedMeanwhile: it no longer reads as the person saw it (E34).

    """
    seen = None if expected is None else {"text": expected}
    return records.edit(writer, "private_note", note_id, {"text": text}, seen)


def fix(writer: RecordWriter, order: orders.Fix) -> int:
    """Give a line the wording of a /fix line, with the side, speaker and issues it names.

    Raises:
        InvalidInput: the text is empty.
        NotFound: there is no such line.

    """
    said = order.say
    named = {
        "participant_id": said.participant_id,
        "speaker_id": said.speaker_id,
        "verbatim": said.verbatim or None,
    }
    given = {name: value for name, value in named.items() if value is not None}
    line = records.need(writer, "table_entry", order.entry_id)
    if _is_locked(writer, line):
        key = sessions.correct(writer, order.entry_id, said.text, given)
    else:
        key = amend(writer, order.entry_id, _with_code(writer, line, said.text))
        if given:
            writer.update("table_entry", key, **given)
    if said.issue_ids:
        _set_issues(writer, key, said.issue_ids)
    return key


def set_time(writer: RecordWriter, entry_id: int, typed: str) -> Record:
    """Change the time a line happened, from what was typed; when it was logged stays.

    The time of an offer passed by the line follows, and that of the session for its first and
    last line. An early time of a session that began late is taken for the night after.

    Raises:
        InvalidInput: the time cannot be read, or the session is locked.
        NotFound: there is no such line.

    """
    line = records.need(writer, "table_entry", entry_id)
    session = records.need(writer, "session", line.session_id)
    zone = str(records.need(writer, "negotiation", session.negotiation_id).timezone)
    try:
        time = ClockTime.at(typed, zone, first_day(session))
    except ValueError as error:
        raise InvalidInput([FieldProblem("occurred_at", str(error))]) from error
    return retime(writer, line, session, time)


def retime(
    writer: RecordWriter,
    line: Record,
    session: Record,
    time: ClockTime,
    next_day: bool | None = None,
) -> Record:
    """Change the time a line happened; see `set_time`.

    Args:
        writer: the open change.
        line: the line.
        session: its session.
        time: the time of day.
        next_day: whether it is of the day after the session began; None to work it out.

    """
    if session.locked_at is not None:
        message = "The session is locked: its times stay. Add a correction with /fix instead."
        raise InvalidInput([FieldProblem("occurred_at", message)])
    late = after_midnight(session, time) if next_day is None else next_day
    changes: dict[str, Any] = {}
    if late and not session.crosses_midnight:
        changes["crosses_midnight"] = True
    if line.kind == EntryKind.CONVENE and session.time_in == line.occurred_at:
        changes["time_in"] = time
    if line.kind == EntryKind.ADJOURN and session.time_out == line.occurred_at:
        changes["time_out"] = time
    if changes:
        writer.update("session", session.id, **changes)
    passed = None if line.proposal_id is None else writer.get("proposal", line.proposal_id)
    if (
        passed is not None
        and line.kind in (EntryKind.PROPOSAL_PASSED, EntryKind.SUPPOSAL)
        and (passed.session_id, passed.time) == (session.id, line.occurred_at)
    ):
        day = day_after(session.date) if late else session.date
        writer.update("proposal", passed.id, time=time, date=day)
    return writer.update("table_entry", line.id, occurred_at=time)


def delete_line(writer: RecordWriter, entry_id: int) -> None:
    """Move a line to the trash; what it made (an offer, something owed) stays.

    Raises:
        NotFound: there is no such line.
        InUse: other records rest on it, such as a correction.

    """
    records.delete(writer, "table_entry", entry_id)


def _with_code(writer: RecordWriter, line: Record, text: str) -> str:
    """Keep the code of the offer that a line is about in front of its new words."""
    offer = None if line.proposal_id is None else writer.get("proposal", line.proposal_id)
    if offer is None or not str(line.text).startswith(str(offer.code)):
        return text
    return text if text.startswith(str(offer.code)) else f"{offer.code}: {text}"


def _is_locked(writer: RecordWriter, line: Record) -> bool:
    return records.need(writer, "session", line.session_id).locked_at is not None


def _set_issues(writer: RecordWriter, entry_id: int, issue_ids: tuple[int, ...]) -> None:
    line = records.need(writer, "table_entry", entry_id)
    marks = {n: getattr(line, n) for n in ("handling", "confidence_of_id", "embargo_until")}
    there = writer.where("entry_issue", entry_id=entry_id)
    for tie in there:
        if tie.issue_id not in issue_ids:
            writer.remove("entry_issue", tie.id)
    for issue_id in issue_ids:
        if all(tie.issue_id != issue_id for tie in there):
            writer.insert("entry_issue", entry_id=entry_id, issue_id=issue_id, **marks)

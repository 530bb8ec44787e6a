"""What is owed: deadlines, information requests, commitments and tasks."""

from collections.abc import Mapping

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import records


def add(writer: RecordWriter, negotiation_id: int, raw: Mapping[str, object]) -> int:
    """Add something owed, from typed fields; ``title`` is required. Gives its key.

    Raises:
        InvalidInput: the title is missing or a field cannot be read.
        NotFound: there are no such talks.

    """
    records.need(writer, "negotiation", negotiation_id)
    fields = {"handling": "parties", **raw, "negotiation_id": negotiation_id}
    return records.create(writer, "follow_up", fields)


def done(writer: RecordWriter, follow_up_id: int, on: object = "today") -> Record:
    """Mark something owed as done on a day; InvalidInput, or NotFound."""
    return _close(writer, follow_up_id, {"status": "done", "done_on": on})


def drop(writer: RecordWriter, follow_up_id: int, reason: str = "") -> Record:
    """Mark something owed as no longer wanted; InvalidInput, or NotFound."""
    owed = records.need(writer, "follow_up", follow_up_id)
    note = "\n".join(part for part in (owed.note, reason.strip()) if part)
    return _close(writer, follow_up_id, {"status": "dropped", "note": note})


def reopen(writer: RecordWriter, follow_up_id: int) -> Record:
    """Mark something as owed again; NotFound."""
    fields = {"status": "open", "done_on": None}
    return records.edit(writer, "follow_up", follow_up_id, fields)


def _close(writer: RecordWriter, follow_up_id: int, fields: Mapping[str, object]) -> Record:
    owed = records.need(writer, "follow_up", follow_up_id)
    if owed.status != "open":
        message = f"This is {owed.status} already. Reopen it first."
        raise InvalidInput([FieldProblem("status", message)])
    return records.edit(writer, "follow_up", follow_up_id, fields)

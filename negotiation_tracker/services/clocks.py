"""Legal clocks as proposals: the user takes one over as a deadline, or says that it does not apply.

Nothing is added by itself. What was taken over is an ordinary follow-up: every field of it can
be changed, and undo takes it back.
"""

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.rules.clocks import Clock, clocks
from negotiation_tracker.services import followups, records

NOT_FOR_US = "Does not apply to these talks."


def offers(view: RecordView, negotiation_id: int) -> tuple[Clock, ...]:
    """List the clocks not yet taken over, turned down or met; none without a legal regime."""
    return tuple(
        clock
        for clock in clocks(view, negotiation_id)
        if clock.follow_up is None and clock.met is None
    )


def accept(writer: RecordWriter, negotiation_id: int, uid: str) -> int:
    """Take a clock over as a deadline; give the key of the follow-up.

    Raises:
        NotFound: the record no longer starts this clock, or it was taken over already.

    """
    return _take(writer, negotiation_id, uid).id


def decline(writer: RecordWriter, negotiation_id: int, uid: str) -> int:
    """Note that a clock does not apply, so that it is not proposed again; as `accept`."""
    return followups.drop(writer, _take(writer, negotiation_id, uid).id, NOT_FOR_US).id


def _take(writer: RecordWriter, negotiation_id: int, uid: str) -> Record:
    clock = next((one for one in offers(writer, negotiation_id) if one.uid == uid), None)
    if clock is None:
        raise NotFound(
            "This legal clock is not proposed any more.",
            "What started it was changed, or it was taken over already.",
            "Look at the list again.",
        )
    trigger = records.need(writer, *clock.trigger)
    fields: dict[str, object] = {
        "kind": "deadline",
        "title": clock.rule.title,
        "due": clock.due.value,
        "owed_by_id": clock.owed_by,
        "rule_text": clock.rule_text,
        "note": clock.due.formula,
    }
    if trigger.handling != Handling.PUBLIC:
        fields["handling"] = trigger.handling
        fields["confidence_of_id"] = trigger.confidence_of_id
    deleted = writer.by_uid("follow_up", uid)
    if deleted is not None:
        # Deleted before: the same clock cannot be recorded twice, so it comes back from the trash.
        records.restore(writer, "follow_up", deleted.id)
        again = {"status": "open", "done_on": None}
        return records.edit(writer, "follow_up", deleted.id, {**fields, **again})
    key = followups.add(writer, negotiation_id, {**fields, "uid": uid})
    return records.need(writer, "follow_up", key)

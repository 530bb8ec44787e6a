"""When something owed falls due, and by how many days it is late."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.vocabulary import FollowUpStatus, label
from negotiation_tracker.rules.derived import Days


class DueState(StrEnum):
    """Where something owed stands on a day."""

    OVERDUE = "overdue"
    DUE_NOW = "due_now"
    AHEAD = "ahead"
    UNDATED = "undated"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DueView:
    """Where something owed stands on a day.

    Attributes:
        state: whether it is late, due, ahead, without a date, or no longer owed.
        days: days late, or days left; None where no date says so.
        text: the same in words, such as "overdue by 3 days".

    """

    state: DueState
    days: Days | None
    text: str


def due_view(follow_up: Record, as_of: date) -> DueView:
    """Say where something owed stands on a day.

    It is overdue only when the last day it may be due on has passed; a rough date that holds
    the day itself counts as due now.
    """
    if follow_up.status == FollowUpStatus.DONE:
        done = follow_up.done_on
        return DueView(DueState.DONE, None, f"done {done.describe()}" if done else "done")
    if follow_up.status != FollowUpStatus.OPEN:
        return DueView(DueState.DROPPED, None, label(follow_up.status))
    due: FuzzyDate | None = follow_up.due
    if due is None or (due.earliest is None and due.latest is None):
        return DueView(DueState.UNDATED, None, "no date set")
    if due.latest is not None and due.latest < as_of:
        high = None if due.earliest is None else (as_of - due.earliest).days
        days = Days((as_of - due.latest).days, high, due.approx)
        return DueView(DueState.OVERDUE, days, f"overdue by {days.describe()}")
    if due.earliest is None or due.earliest <= as_of:
        today = due.earliest == due.latest == as_of
        return DueView(DueState.DUE_NOW, None, "due today" if today else "due now")
    high = None if due.latest is None else (due.latest - as_of).days
    days = Days((due.earliest - as_of).days, high, due.approx)
    return DueView(DueState.AHEAD, days, f"due in {days.describe()}")


def overdue(view: RecordView, negotiation_id: int, as_of: date) -> tuple[Record, ...]:
    """List what is overdue in these talks on a day, the longest overdue first."""
    found = [
        (shown.days.low, record)
        for record in view.where("follow_up", negotiation_id=negotiation_id)
        if (shown := due_view(record, as_of)).state is DueState.OVERDUE and shown.days is not None
    ]
    return tuple(record for _, record in sorted(found, key=lambda one: (-one[0], one[1].id)))

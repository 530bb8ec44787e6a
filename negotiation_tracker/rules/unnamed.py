"""Records that rest on one source who is not named (domain book, B9: 12)."""

from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.values import AttributionKind

UNNAMED_WARNING = "rests on one unnamed source"
"""Words of the flag."""


def single_unnamed(view: RecordView, record: Record) -> bool:
    """Say whether the only account of a record is that of one unnamed source.

    Citations that only work something out tell of nothing. A record without citations counts by
    its own attribution, where it has one.
    """
    accounts = [
        citation
        for citation in view.where("citation", target_uid=record.uid)
        if citation.attribution != AttributionKind.DERIVED
    ]
    if not accounts:
        own = record.values().get("attribution")
        return bool(own == AttributionKind.UNNAMED_SOURCE)
    if any(one.attribution != AttributionKind.UNNAMED_SOURCE for one in accounts):
        return False
    who = {(one.label, one.person_id, one.organization_id) for one in accounts}
    return len(who) == 1

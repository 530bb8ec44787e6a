"""Which fields of each kind of record stand where, in the detail and in the form for a new one."""

from dataclasses import dataclass, field
from typing import Final

from negotiation_tracker.desktop.widgets.fact_grid import Fact

HANDLING: Final = "handling"
AMOUNT: Final = "amount"
"""The typed number of a figure, which fills several fields."""


@dataclass(frozen=True, slots=True)
class RecordSpec:
    """How a kind of record is shown.

    Attributes:
        kind: kind of record.
        one, many: words for one and for several.
        title: heading of its list.
        facts: fields in the detail, edited in place.
        flags: fields shown as boxes to tick.
        new: fields of the form for a new one, from left to right; long ones take a line.
        defaults: what the form starts with.
        empty: words for a list without any: what belongs there.

    """

    kind: str
    one: str
    many: str
    title: str
    facts: tuple[Fact, ...]
    new: tuple[str, ...]
    empty: str
    flags: tuple[str, ...] = ()
    defaults: dict[str, object] = field(default_factory=dict)


_EVENT = RecordSpec(
    kind="event",
    one="event",
    many="events",
    title="Events",
    facts=(
        Fact("title", 0, 0, 4),
        Fact("start", 1, 0, 2),
        Fact("start_time", 1, 2),
        Fact("status", 1, 3),
        Fact("end", 2, 0, 2),
        Fact("end_time", 2, 2),
        Fact("code", 2, 3),
        Fact("kind", 3, 0, 2),
        Fact("place", 3, 2, 2),
        Fact("strike_kind", 4, 0, 2),
        Fact("caused_by_id", 4, 2, 2),
        Fact("handling", 5, 0, 4),
        Fact("note", 6, 0, 4),
    ),
    new=("title", "kind", "start", "end", "status", "place", "handling"),
    defaults={"kind": "other"},
    empty=(
        "An event is what happens around the table: an impasse declared, a strike, a rally, a "
        "closure, a vote. A title and a date are all it needs."
    ),
)

_STATEMENT = RecordSpec(
    kind="statement",
    one="statement",
    many="statements",
    title="Statements",
    facts=(
        Fact("gist", 0, 0, 4),
        Fact("speaker_person_id", 1, 0, 2),
        Fact("capacity", 1, 2, 2),
        Fact("speaker_organization_id", 2, 0, 2),
        Fact("speaker_label", 2, 2, 2),
        Fact("said_on", 3, 0, 2),
        Fact("channel", 3, 2, 2),
        Fact("speech_act", 4, 0, 2),
        Fact("terms_of_use", 4, 2, 2),
        Fact("event_id", 5, 0, 3),
        Fact("code", 5, 3),
        Fact("handling", 6, 0, 4),
        Fact("gist_es", 7, 0, 4),
    ),
    flags=("verbatim_available",),
    new=(
        "gist", "speaker_person_id", "speaker_organization_id", "speaker_label", "capacity",
        "said_on", "channel", "speech_act", "handling",
    ),
    empty=(
        "A statement is what somebody said, in your own words: who, in what capacity, on which "
        "day, where. The gist is all it needs."
    ),
)  # fmt: skip

_FIGURE = RecordSpec(
    kind="figure",
    one="figure",
    many="figures",
    title="Figures",
    facts=(
        Fact("title", 0, 0, 4),
        Fact("population", 1, 0, 4),
        Fact("as_of", 2, 0, 2),
        Fact("as_written", 2, 2, 2),
        Fact("attribution", 3, 0, 2),
        Fact("label", 3, 2, 2),
        Fact("person_id", 4, 0, 2),
        Fact("organization_id", 4, 2, 2),
        Fact("about", 5, 0, 2),
        Fact("metric", 5, 2),
        Fact("code", 5, 3),
        Fact("handling", 6, 0, 4),
        Fact("note", 7, 0, 4),
    ),
    new=(
        "title", AMOUNT, "population", "as_of", "attribution", "person_id", "organization_id",
        "label", "metric", "handling",
    ),
    defaults={"attribution": "first_hand"},
    empty=(
        "A figure is a number somebody gives, with its hedge word (nearly, over, about), whom it "
        "counts, for which day, and who says so."
    ),
)  # fmt: skip

_DISPUTE = RecordSpec(
    kind="dispute",
    one="question",
    many="questions",
    title="Where accounts differ",
    facts=(
        Fact("question", 0, 0, 4),
        Fact("kind", 1, 0, 2),
        Fact("status", 1, 2, 2),
        Fact("reason", 2, 0, 4),
        Fact("decided_by", 3, 0, 2),
        Fact("decided_on", 3, 2, 2),
        Fact("handling", 4, 0, 3),
        Fact("code", 4, 3),
    ),
    new=("question", "kind", "handling"),
    empty=(
        "When accounts of the same thing differ, all are kept beside each other. Nothing is "
        "averaged, and no account replaces another."
    ),
)

_FOLLOW_UP = RecordSpec(
    kind="follow_up",
    one="follow-up",
    many="follow-ups",
    title="Follow-ups",
    facts=(
        Fact("title", 0, 0, 4),
        Fact("kind", 1, 0, 2),
        Fact("status", 1, 2, 2),
        Fact("due", 2, 0, 2),
        Fact("asked_on", 2, 2),
        Fact("done_on", 2, 3),
        Fact("owed_by_id", 3, 0, 2),
        Fact("owed_to_id", 3, 2, 2),
        Fact("person_id", 4, 0, 2),
        Fact("session_id", 4, 2, 2),
        Fact("handling", 5, 0, 4),
        Fact("rule_text", 6, 0, 4),
        Fact("note", 7, 0, 4),
    ),
    new=("title", "kind", "due", "owed_by_id", "owed_to_id", "person_id", "asked_on", "handling"),
    empty=(
        "A follow-up is what is owed: a deadline, an information request, a commitment made at "
        "the table, a task. What it is about is all it needs."
    ),
)

SPECS: Final = {spec.kind: spec for spec in (_EVENT, _STATEMENT, _FIGURE, _DISPUTE, _FOLLOW_UP)}
"""By kind of record."""

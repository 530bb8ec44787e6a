"""What people ask for: commands as plain data, carrying typed text or values of the record.

Problems found in a command name the field with the way to it, such as ``date``,
``attendance[1].time_in`` or ``proposals[0].items[1].terms[0].value``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from negotiation_tracker.rules.term_text import TermText


@dataclass(frozen=True)
class NewNegotiation:
    """Talks to be set up; usable after union, employer and a title or an issue.

    Attributes:
        union, employer: names of the parties; an organization known by this name is used.
        title: name of the talks; made from the parties when empty.
        issues: titles of issues; empty lines are passed over.
        code: short name; made from the parties and the year when empty.
        unit: words for the jobs represented.
        regime, zone: legal regime and IANA zone; empty for the defaults.
        ours: "union" or "employer" when this desk works for a side, "mediator" when it is the
            mediator's, with a room for each party; "" when for none of them.
        mediator: name of the mediator's office, if it is one; "Mediator" when empty.
        fields: any other field of a negotiation by name.

    """

    union: str
    employer: str
    title: str = ""
    issues: tuple[str, ...] = ()
    code: str = ""
    unit: str = ""
    regime: str = ""
    zone: str = ""
    ours: str = ""
    mediator: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class TermLine:
    """A number in an item as typed, such as "6.5%"; a line without a value is passed over."""

    value: str
    measure: str = ""
    horizon_years: str = ""
    basis: str = ""
    compounding: str = ""
    effective_on: str = ""
    population: str = ""


def term_line(read: TermText) -> TermLine:
    """Give a number of a typed line, as it was read, as a term to be stored."""
    return TermLine(
        value=read.value or read.typed,
        measure="" if read.measure == "other" else read.measure.value,
        horizon_years=read.horizon_years,
        basis=read.basis,
        compounding=read.compounding,
        effective_on=read.effective_on,
        population=read.leftover,
    )


@dataclass(frozen=True)
class ItemLine:
    """What a proposal says on one issue; `new_issue` is the title of an issue to be added."""

    issue_id: int | None = None
    new_issue: str = ""
    stance: str = ""
    summary: str = ""
    terms: tuple[TermLine, ...] = ()
    conditional_on: str = ""
    language: str = ""


@dataclass(frozen=True)
class LogProposal:
    """A proposal to be logged.

    Attributes:
        negotiation_id: the talks.
        fields: fields of a proposal by name; only ``from_id`` is required.
        items: one for each issue.
        counters: proposals that it answers.
        counters_here: those among the proposals logged with it, counted from 0.
        citations: fields of citations by name, without their target.

    """

    negotiation_id: int
    fields: Mapping[str, object] = field(default_factory=dict)
    items: tuple[ItemLine, ...] = ()
    counters: tuple[int, ...] = ()
    counters_here: tuple[int, ...] = ()
    citations: tuple[Mapping[str, object], ...] = ()


@dataclass(frozen=True)
class AttendanceLine:
    """Somebody at a session: a person, a new person by name, or words for a group."""

    person_id: int | None = None
    participant_id: int | None = None
    new_person: str = ""
    headcount_label: str = ""
    role: str = ""
    time_in: str = ""
    time_out: str = ""
    mode: str = ""


@dataclass(frozen=True)
class EntryLine:
    """A line of the log; a plain statement without text is passed over."""

    text: str
    kind: str = "statement"
    time: str = ""
    participant_id: int | None = None
    speaker_id: int | None = None
    issue_ids: tuple[int, ...] = ()
    verbatim: bool = False
    handling: str | None = None


@dataclass(frozen=True)
class FollowUpLine:
    """Something owed after a session; a line without a title and a date is passed over."""

    kind: str = "task"
    title: str = ""
    owed_by_id: int | None = None
    due: str = ""


@dataclass(frozen=True)
class LogSession:
    """A session to be logged; only the date is required.

    Attributes:
        negotiation_id: the talks.
        fields: fields of a session by name.
        attendance, entries, proposals, follow_ups: what goes with it, in order.
        new_mediator: name of a mediator to be added to the talks and put in charge.

    """

    negotiation_id: int
    fields: Mapping[str, object] = field(default_factory=dict)
    attendance: tuple[AttendanceLine, ...] = ()
    entries: tuple[EntryLine, ...] = ()
    proposals: tuple[LogProposal, ...] = ()
    follow_ups: tuple[FollowUpLine, ...] = ()
    new_mediator: str = ""


@dataclass(frozen=True)
class DraftAgreement:
    """A tentative agreement to be drafted.

    Attributes:
        negotiation_id: the talks.
        fields: fields of a tentative agreement by name; a code is made when there is none.
        issue_ids: issues it settles.
        based_on: proposals it rests on.

    """

    negotiation_id: int
    fields: Mapping[str, object] = field(default_factory=dict)
    issue_ids: tuple[int, ...] = ()
    based_on: tuple[int, ...] = ()

"""The newest records about a negotiation, each in a line with its sources."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import EventStatus, SessionStatus, label
from negotiation_tracker.rules.accounts import attestations, attested_day
from negotiation_tracker.rules.derived import Ref, in_force_from, ref
from negotiation_tracker.rules.engagements import mediator_name
from negotiation_tracker.rules.wording import participant_name, quantity
from negotiation_tracker.services.evidence import SourceLine, source_line, source_text

LATEST = 10
"""Records listed as latest."""
_PLANNED = frozenset(
    {
        EventStatus.ANNOUNCED,
        EventStatus.PLANNED_UNCONFIRMED,
        EventStatus.CANCELLED,
        SessionStatus.PROPOSED,
        SessionStatus.SCHEDULED,
        SessionStatus.CANCELLED,
        SessionStatus.POSTPONED,
    }
)
# Kinds that say something about a day, and the field that names it.
_DAY_OF = {
    "session": "date",
    "proposal": "date",
    "tentative_agreement": "reached_on",
    "event": "start",
    "statement": "said_on",
    "figure": "as_of",
    "mediator_state": "date",
}

# What is named first among the records of one day.
_RANK = {
    "tentative_agreement": 0,
    "session": 1,
    "proposal": 2,
    "event": 3,
    "mediator_state": 4,
    "statement": 5,
    "figure": 6,
}
_UNCERTAIN = frozenset(
    {
        EventStatus.ANNOUNCED,
        EventStatus.PLANNED_UNCONFIRMED,
        EventStatus.CANCELLED,
        EventStatus.ALLEGED,
    }
)


@dataclass(frozen=True, slots=True)
class LatestRecord:
    """One of the newest records.

    Attributes:
        record: kind and key.
        chip: word for its kind.
        date: when; may be rough.
        title: what, in a line.
        sources: "KTLA 24 Mar 2023 ¶2", several where there are several; empty when none.
        lines: the same, one by one.
        handling: who may see it.

    """

    record: Ref
    chip: str
    date: FuzzyDate
    title: str
    sources: str
    lines: tuple[SourceLine, ...]
    handling: str


def last_day(dossier: Dossier, negotiation_id: int, today: date) -> date | None:
    """Give the last day, up to today, that anything recorded about talks speaks of."""
    days = []
    for record, when in _dated(dossier, negotiation_id):
        if record.table in ("session", "event") and record.status in _PLANNED:
            continue
        ends = [when, record.end] if record.table == "event" else [when]
        days += [e.latest for e in ends if e is not None and e.latest is not None]
    return max((day for day in days if day <= today), default=None)


def first_day(dossier: Dossier, negotiation_id: int) -> date | None:
    """Give the first day that anything recorded about talks speaks of; None when nothing does."""
    days = [in_force_from(when) for _, when in _dated(dossier, negotiation_id)]
    return min((day for day in days if day is not None), default=None)


def latest_records(
    dossier: Dossier, negotiation_id: int, as_of: date, limit: int = LATEST
) -> tuple[LatestRecord, ...]:
    """List the newest records about talks up to a day, the newest first."""
    found = [
        (record, when)
        for record, when in _dated(dossier, negotiation_id)
        if (first := in_force_from(when)) is not None and first <= as_of
    ]
    found.sort(key=lambda one: _newest(one[0], one[1], as_of))
    return tuple(_latest_record(dossier, record, when) for record, when in found[:limit])


def _newest(record: Record, when: FuzzyDate, as_of: date) -> tuple[int, int, int, int]:
    """Order by the last day meant, the newest first; within a day by kind, then by certainty."""
    first = in_force_from(when) or date.min
    last = first if when.latest is None else min(when.latest, as_of)
    rough = (last - (when.earliest or date.min)).days
    return -last.toordinal(), _RANK[record.table], rough, record.id


def _dated(dossier: Dossier, negotiation_id: int) -> list[tuple[Record, FuzzyDate]]:
    """List the records of talks that speak of a day, with the day."""
    found = []
    for kind, field in _DAY_OF.items():
        if kind == "mediator_state":
            engagements = dossier.where("mediator_engagement", negotiation_id=negotiation_id)
            records = [
                state
                for engagement in engagements
                for state in dossier.where(kind, engagement_id=engagement.id)
            ]
        else:
            records = dossier.where(kind, negotiation_id=negotiation_id)
        for record in records:
            when = getattr(record, field)
            if kind == "proposal" and in_force_from(when) is None:
                when = _attested(dossier, record)
            if in_force_from(when) is not None:
                found.append((record, when))
    return found


def _attested(dossier: Dossier, proposal: Record) -> FuzzyDate | None:
    """Date an offer of unknown day by who first tells of it."""
    days = [
        day
        for item in dossier.where("proposal_item", proposal_id=proposal.id)
        if (day := attested_day(attestations(dossier, proposal, item))) is not None
    ]
    return FuzzyDate.by(min(days)) if days else None


def _latest_record(dossier: Dossier, record: Record, when: FuzzyDate) -> LatestRecord:
    lines = tuple(source_line(dossier, record))
    return LatestRecord(
        record=ref(record),
        chip=_chip(dossier, record),
        date=when,
        title=_title(dossier, record),
        sources=source_text(lines),
        lines=lines,
        handling=str(record.handling),
    )


def _chip(dossier: Dossier, record: Record) -> str:
    if record.table == "proposal" and record.formality == "adverse_claim":
        return "Claim"
    if record.table == "statement" and record.speech_act in ("claim_about_other", "allegation"):
        return "Claim"
    if record.table == "mediator_state":
        return "Mediation"
    if record.table == "event":
        return label(record.kind).capitalize()
    words = dossier.catalogue[record.table].label
    return words[:1].upper() + words[1:]


def _title(dossier: Dossier, record: Record) -> str:
    writers = {
        "session": _session_title,
        "event": _event_title,
        "proposal": _proposal_title,
        "statement": _statement_title,
        "figure": _figure_title,
        "mediator_state": _mediator_title,
        "tentative_agreement": _agreement_title,
    }
    return writers[record.table](dossier, record)


def _session_title(dossier: Dossier, session: Record) -> str:
    del dossier
    if session.summary:
        return str(session.summary).splitlines()[0]
    words = [label(session.kind).capitalize(), label(session.status)]
    if session.place:
        words.append(str(session.place))
    return ", ".join(words)


def _event_title(dossier: Dossier, event: Record) -> str:
    del dossier
    title = str(event.title)
    return f"{title} ({label(event.status)})" if event.status in _UNCERTAIN else title


def _proposal_title(dossier: Dossier, proposal: Record) -> str:
    maker = participant_name(dossier, proposal.from_id)
    title = str(proposal.title) or label(proposal.kind)
    return f"{maker}: {title} ({proposal.code})" if maker else f"{title} ({proposal.code})"


def _statement_title(dossier: Dossier, statement: Record) -> str:
    speaker = str(statement.speaker_label)
    if statement.speaker_person_id is not None:
        person = dossier.get("person", statement.speaker_person_id)
        speaker = speaker if person is None else str(person.name)
    elif statement.speaker_organization_id is not None:
        organization = dossier.get("organization", statement.speaker_organization_id)
        if organization is not None:
            speaker = str(organization.short_name or organization.name)
    return f"{speaker}: {statement.gist}" if speaker else str(statement.gist)


def _figure_title(dossier: Dossier, figure: Record) -> str:
    del dossier
    return f"{figure.title}: {quantity(figure).describe()}"


def _mediator_title(dossier: Dossier, state: Record) -> str:
    engagement = dossier.get("mediator_engagement", state.engagement_id)
    name = "" if engagement is None else mediator_name(dossier, engagement)
    return f"{name}: {label(state.state)}" if name else label(state.state)


def _agreement_title(dossier: Dossier, agreement: Record) -> str:
    del dossier
    return f"{agreement.code} {agreement.title}".strip()

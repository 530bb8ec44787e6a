"""Records put into words for a timeline, and the lane each of them stands in."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    EventKind,
    EventStatus,
    Formality,
    Role,
    SessionKind,
    SessionStatus,
    Side,
    SpeechAct,
    label,
)
from negotiation_tracker.rules.accounts import attestations, attested_day
from negotiation_tracker.rules.belonging import holds_office
from negotiation_tracker.rules.derived import in_force_from
from negotiation_tracker.rules.engagements import mediator_name
from negotiation_tracker.rules.wording import item_words, organization_name

TABLE, NEUTRAL, PUBLIC = "table", "neutral", "public"
"""Lanes that belong to no single participant."""
_UNCERTAIN = frozenset(
    {
        EventStatus.ANNOUNCED.value,
        EventStatus.PLANNED_UNCONFIRMED.value,
        EventStatus.CANCELLED.value,
        EventStatus.ALLEGED.value,
        SessionStatus.PROPOSED.value,
        SessionStatus.SCHEDULED.value,
        SessionStatus.POSTPONED.value,
        SessionStatus.AGREED_NOT_HELD.value,
        SessionStatus.UNKNOWN.value,
    }
)
# Events that concern the talks as such when nobody is named as acting in them.
_OF_THE_TALKS = frozenset(
    {
        EventKind.GROUND_RULES_AGREED,
        EventKind.CONTRACT_EXPIRED,
        EventKind.TALKS_STALLED,
        EventKind.TALKS_RESUMED,
        EventKind.MEETING_SCHEDULED,
        EventKind.IMPASSE_DECLARED,
        EventKind.IMPASSE_DETERMINED,
        EventKind.IMPASSE_REPORTED,
        EventKind.MEDIATION_AGREED,
        EventKind.TA_REACHED,
        EventKind.CONTRACT_SIGNED,
    }
)
_OF_NEUTRALS = frozenset(
    {
        EventKind.MEDIATION_OFFERED,
        EventKind.MEDIATION_STARTED,
        EventKind.MEDIATION_COLLAPSED,
        EventKind.FACTFINDING_HEARING,
        EventKind.FACTFINDING_REPORT_RECEIVED,
        EventKind.FACTFINDING_PUBLISHED,
    }
)
_EXPLORATORY = {
    Formality.ADVERSE_CLAIM: "Claim",
    Formality.SUPPOSAL: "Supposal",
    Formality.OFF_RECORD: "Off the record",
    Formality.MEDIATOR_CONFIDENTIAL: "In confidence",
}


class ItemKind(StrEnum):
    """What stands in a lane, in the order of its rank within one day."""

    SESSION = "session"
    AGREEMENT = "agreement"
    PROPOSAL = "proposal"
    EVENT = "event"
    MEDIATION = "mediation"
    STATEMENT = "statement"
    BAND = "band"

    @property
    def rank(self) -> int:
        """Give the place among the kinds of one day."""
        return _RANKS[self]


_RANKS = {kind: place for place, kind in enumerate(ItemKind)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A record in words, with where and when it stands.

    Attributes:
        record: the record.
        kind: what it is; lane: where it stands.
        what: word for its kind, as "Rally"; title: what it says, in a line.
        start, end: its dates; None when not known, and no end for a point in time.
        time: clock time, where one is recorded.
        note: what a reader must know: planned, alleged, how the day was found.
        tentative: whether it is planned, alleged, cancelled or only claimed.
        ongoing: whether it goes on, without a recorded end.

    """

    record: Record
    kind: ItemKind
    lane: str
    what: str
    title: str
    start: FuzzyDate | None
    end: FuzzyDate | None = None
    time: ClockTime | None = None
    note: str = ""
    tentative: bool = False
    ongoing: bool = False

    @property
    def when(self) -> str:
        """Give the dates in words with how they are known, as written where that differs."""
        if self.start is None:
            return "date not known"
        words = self.start.describe()
        if self.end is not None:
            words = f"{words} – {self.end.describe()}"
        if self.time is not None:
            words = f"{words}, {self.time.describe()}"
        how = self.start.basis_word()
        written = self.start.as_written
        more = [how] if how else []
        if written and written.casefold() not in words.casefold():
            more.append(f"written “{written}”")
        return f"{words} ({', '.join(more)})" if more else words


def entries(dossier: Dossier, negotiation: Record) -> Iterator[Entry]:
    """Put every record of talks that speaks of a day into words."""
    number = negotiation.id
    parts = _Parts(dossier, number)
    for record in dossier.where("session", negotiation_id=number):
        yield _session(record)
    for record in dossier.where("tentative_agreement", negotiation_id=number):
        yield _agreement(record)
    for record in dossier.where("proposal", negotiation_id=number):
        yield _proposal(dossier, record)
    for record in _events(dossier, number):
        yield _event(dossier, parts, record)
    for engagement in dossier.where("mediator_engagement", negotiation_id=number):
        name = mediator_name(dossier, engagement)
        for record in dossier.where("mediator_state", engagement_id=engagement.id):
            yield _mediation(name, record)
    for record in dossier.where("statement", negotiation_id=number):
        yield _statement(dossier, parts, record)


def lane_of_participant(participant: Record | None) -> str:
    """Give the lane a participant stands in; the public's for nobody known."""
    if participant is None or participant.side == Side.PUBLIC:
        return PUBLIC
    if participant.side == Side.NEUTRAL or participant.role == Role.NEUTRAL:
        return NEUTRAL
    return f"participant-{participant.id}"


class _Parts:
    """Finds for whom people and organizations stand in one negotiation."""

    def __init__(self, dossier: Dossier, negotiation_id: int) -> None:
        self._dossier = dossier
        self._participants = dossier.where("participant", negotiation_id=negotiation_id)
        self._by_organization: dict[int, Record] = {}
        for one in self._participants:
            self._by_organization.setdefault(one.organization_id, one)

    def of(
        self, person_id: int | None, organization_id: int | None, when: FuzzyDate | None
    ) -> Record | None:
        """Give the participant; by organization first, then by team seat and affiliation.

        An affiliation with an employer counts only with an office that speaks for it, or where
        no title is recorded.
        """
        found = self._of_organization(organization_id)
        if found is not None or person_id is None:
            return found
        for seat in self._dossier.where("team_seat", person_id=person_id):
            for one in self._participants:
                if one.id == seat.participant_id:
                    return one
        for affiliation in self._dossier.where("affiliation", person_id=person_id):
            if _holds(affiliation, when):
                found = self._of_organization(affiliation.organization_id)
                if found is not None and _speaks_for(affiliation, found):
                    return found
        return None

    def _of_organization(self, organization_id: int | None) -> Record | None:
        seen: set[int] = set()
        while organization_id is not None and organization_id not in seen:
            if organization_id in self._by_organization:
                return self._by_organization[organization_id]
            seen.add(organization_id)
            organization = self._dossier.get("organization", organization_id)
            organization_id = None if organization is None else organization.parent_id
        return None


def _holds(affiliation: Record, when: FuzzyDate | None) -> bool:
    """Say whether somebody may have held a place at a time."""
    if when is None:
        return True
    since, until = affiliation.from_on, affiliation.to_on
    if until is not None and until.definitely_before(when):
        return False
    return since is None or not when.definitely_before(since)


def _speaks_for(affiliation: Record, participant: Record) -> bool:
    if participant.side != Side.MANAGEMENT or not affiliation.title:
        return True
    return holds_office(str(affiliation.title))


def _session(session: Record) -> Entry:
    name = "Session" if session.kind == SessionKind.UNKNOWN else label(session.kind).capitalize()
    if session.number is not None:
        name = f"Session {session.number}"
    title = f"{name}, {session.place}" if session.place else name
    if session.summary:
        title = f"{title}: {str(session.summary).splitlines()[0]}"
    off = session.status in _UNCERTAIN or session.status == SessionStatus.CANCELLED
    return Entry(
        session, ItemKind.SESSION, TABLE, "Session", title, session.date,
        time=session.time_in or session.scheduled_start,
        note=_status(session.status) if off else "",
        tentative=off,
    )  # fmt: skip


def _agreement(agreement: Record) -> Entry:
    title = f"{agreement.code} {agreement.title}".strip()
    what = "Tentative agreement"
    return Entry(agreement, ItemKind.AGREEMENT, TABLE, what, title, agreement.reached_on)


def _proposal(dossier: Dossier, proposal: Record) -> Entry:
    when, note = proposal.date, ""
    words = str(proposal.title)
    items = dossier.where("proposal_item", proposal_id=proposal.id)
    if not words:
        words = "; ".join(_item_words(dossier, item) for item in items)
    if in_force_from(when) is None:
        told = [
            day
            for item in items
            if (day := attested_day(attestations(dossier, proposal, item))) is not None
        ]
        if told:
            when = FuzzyDate.by(min(told))
            note = "the day it was passed is not known; first told of then"
    claimed = proposal.formality in _EXPLORATORY
    maker = dossier.get("participant", proposal.from_id)
    return Entry(
        proposal, ItemKind.PROPOSAL, lane_of_participant(maker),
        _EXPLORATORY.get(Formality(proposal.formality), "Proposal"),
        f"{proposal.code} {words}".strip(), when,
        time=proposal.time, note=note, tentative=claimed,
    )  # fmt: skip


def _item_words(dossier: Dossier, item: Record) -> str:
    issue = dossier.get("issue", item.issue_id)
    said = item_words(item, tuple(dossier.where("term", item_id=item.id)))
    return said if issue is None else f"{issue.title}: {said}"


def _events(dossier: Dossier, negotiation_id: int) -> list[Record]:
    """List the events of talks, with those of other talks that belong here as well."""
    found = dossier.where("event", negotiation_id=negotiation_id)
    for link in dossier.where("event_negotiation", negotiation_id=negotiation_id):
        event = dossier.get("event", link.event_id)
        if event is not None and event.negotiation_id != negotiation_id:
            found = [*found, event]
    return found


def _event(dossier: Dossier, parts: _Parts, event: Record) -> Entry:
    doubtful = event.status in _UNCERTAIN
    return Entry(
        event, ItemKind.EVENT, _event_lane(dossier, parts, event),
        label(event.kind).capitalize(), str(event.title), event.start, event.end,
        time=event.start_time,
        note=_status(event.status) if doubtful else "",
        tentative=doubtful,
        ongoing=event.status == EventStatus.ONGOING and event.end is None,
    )  # fmt: skip


def _event_lane(dossier: Dossier, parts: _Parts, event: Record) -> str:
    lanes: list[str] = []
    sides: set[str] = set()
    for actor in dossier.where("event_actor", event_id=event.id):
        found = None
        if actor.participant_id is not None:
            found = dossier.get("participant", actor.participant_id)
        if found is None:
            found = parts.of(actor.person_id, actor.organization_id, event.start)
        if found is None:
            continue
        lanes.append(lane_of_participant(found))
        if found.role in (Role.PARTY, Role.CO_PARTY):
            sides.add(found.side)
    if {Side.LABOR, Side.MANAGEMENT} <= sides:
        return TABLE
    if lanes:
        return lanes[0]
    if event.kind in _OF_NEUTRALS:
        return NEUTRAL
    return TABLE if event.kind in _OF_THE_TALKS else PUBLIC


def _mediation(name: str, state: Record) -> Entry:
    return Entry(
        state, ItemKind.MEDIATION, NEUTRAL, "Mediation", f"{name}: {label(state.state)}", state.date
    )


def _statement(dossier: Dossier, parts: _Parts, statement: Record) -> Entry:
    when, note = statement.said_on, ""
    if in_force_from(when) is None and statement.event_id is not None:
        event = dossier.get("event", statement.event_id)
        if event is not None and in_force_from(event.start) is not None:
            when, note = event.start, "dated by the event it was said at"
    claim = statement.speech_act in (SpeechAct.CLAIM_ABOUT_OTHER, SpeechAct.ALLEGATION)
    said = str(statement.gist)
    found = parts.of(statement.speaker_person_id, statement.speaker_organization_id, when)
    # A body that speaks in its own lane need not be named again.
    named = statement.speaker_person_id is None and statement.speaker_organization_id is not None
    own_lane = found is not None and lane_of_participant(found).startswith("participant")
    speaker = "" if named and own_lane else _speaker(dossier, statement)
    return Entry(
        statement, ItemKind.STATEMENT, lane_of_participant(found),
        "Claim" if claim else "Statement", f"{speaker}: {said}" if speaker else said, when,
        note=note, tentative=claim,
    )  # fmt: skip


def _speaker(dossier: Dossier, statement: Record) -> str:
    if statement.speaker_person_id is not None:
        person = dossier.get("person", statement.speaker_person_id)
        if person is not None:
            return str(person.name)
    if statement.speaker_organization_id is not None:
        name = organization_name(dossier.get("organization", statement.speaker_organization_id))
        if name and not statement.speaker_label:
            return name
    return str(statement.speaker_label)


def _status(status: str) -> str:
    if status == SessionStatus.UNKNOWN:
        return "not known whether it took place"
    if status == EventStatus.PLANNED_UNCONFIRMED:
        return "planned, not confirmed"
    return label(status)

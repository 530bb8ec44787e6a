"""What the form for a session offers: who, which issues, which earlier proposals, which defaults.

Read once on the store's thread, from the records the present reader may see; plain values only.
"""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.handling import ONE_SIDED, Handling
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Formality, Role, SessionKind, Side
from negotiation_tracker.rules.belonging import participant_of, span_of
from negotiation_tracker.rules.rooms import Room, marks_of

HANDLING_WORDS = {
    Handling.PUBLIC: "Public",
    Handling.PARTIES: "Both sides",
    Handling.PARTY: "{who} and its leaders",
    Handling.TEAM: "{who} team only",
    Handling.MEDIATION_JOINT: "Mediation, joint",
    Handling.MEDIATION_CAUCUS: "Mediation, {who} caucus",
    Handling.MEDIATOR_ONLY: "Mediator only",
    Handling.PRIVILEGED: "Privileged (counsel)",
    Handling.OFF_RECORD: "Off the record",
}
_PRINCIPALS = frozenset({Role.PARTY.value, Role.CO_PARTY.value})
_SIDE_ORDER = {Side.LABOR.value: 0, Side.MANAGEMENT.value: 1, Side.NEUTRAL.value: 2}
SIDE_LETTERS = {Side.LABOR.value: "U", Side.MANAGEMENT.value: "E", Side.NEUTRAL.value: "N"}


@dataclass(frozen=True, slots=True)
class Party:
    """A participant in these talks.

    Attributes:
        id: its key.
        name: words people use for it.
        side: stored value of its side.
        may_propose: whether its proposals count: principals and neutrals.
        principal: whether it is one of the parties at the table.

    """

    id: int
    name: str
    side: str
    may_propose: bool
    principal: bool

    def lettered(self) -> str:
        """Give its name with the letter of its side, so that colour never stands alone."""
        letter = SIDE_LETTERS.get(self.side)
        return f"{self.name} ({letter})" if letter else self.name


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person who may be at the table, and for which side."""

    id: int
    name: str
    party_id: int | None
    detail: str
    on_team: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """An earlier proposal that a new one may counter."""

    id: int
    code: str
    from_id: int
    side: str
    when: str
    issue_ids: frozenset[int]
    what: str


@dataclass(frozen=True, slots=True)
class IssueChoice:
    """An issue of these talks."""

    id: int
    title: str
    code: str
    category: str


@dataclass(frozen=True, slots=True)
class Defaults:
    """What the form starts with, taken from the last session.

    Attributes:
        kind, place, virtual, engagement_id: as at the last session that was held.
        handling, owner_id: its mark, unless it was public: notes of one's own are not.
        present: people who were there.

    """

    kind: str = SessionKind.JOINT.value
    place: str = ""
    virtual: bool = False
    engagement_id: int | None = None
    handling: str = Handling.PARTIES.value
    owner_id: int | None = None
    present: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SessionChoices:
    """Everything the form offers for one negotiation; see the module."""

    negotiation_id: int
    uid: str
    title: str
    zone: str
    today: date
    parties: tuple[Party, ...] = ()
    people: tuple[Somebody, ...] = ()
    issues: tuple[IssueChoice, ...] = ()
    mediators: tuple[tuple[int, str], ...] = ()
    places: tuple[str, ...] = ()
    passed: tuple[Passed, ...] = ()
    defaults: Defaults = Defaults()
    room: Room | None = None

    def party(self, party_id: int | None) -> Party | None:
        """Give a participant by key."""
        return next((p for p in self.parties if p.id == party_id), None)

    def handling_choices(self, *, new: bool = False) -> list[tuple[str, str, int | None]]:
        """List words, level and owner of every handling mark that can be set here.

        What is new in a mediator's room is the room's own, or the mediator's alone.
        """
        if self.room is not None:
            return marks_in(self.room, new=new)
        found: list[tuple[str, str, int | None]] = []
        principals = [p for p in self.parties if p.principal]
        for handling, words in HANDLING_WORDS.items():
            if handling in ONE_SIDED:
                found += [(words.format(who=p.name), handling.value, p.id) for p in principals]
            else:
                found.append((words, handling.value, None))
        return found


_SHARED_MARKS = [
    (HANDLING_WORDS[level], level.value, None)
    for level in (Handling.PUBLIC, Handling.PARTIES, Handling.MEDIATION_JOINT)
]


def marks_in(room: Room, *, new: bool = False) -> list[tuple[str, str, int | None]]:
    """List words, level and owner of the marks that what is seen, or is new, in a room can have."""
    marks = marks_of(room)
    words = "Both rooms" if room.joint else f"{room.label} only"
    return [
        (words, marks["handling"], marks["confidence_of_id"]),
        (HANDLING_WORDS[Handling.MEDIATOR_ONLY], Handling.MEDIATOR_ONLY.value, None),
        *([] if new else _SHARED_MARKS),
    ]


def session_choices(
    dossier: Dossier, negotiation: Record, today: date, room: Room | None = None
) -> SessionChoices:
    """Collect what the form offers from a dossier the reader may see, in a room or at a desk."""
    parties = _parties(dossier, negotiation.id)
    sessions = _sessions(dossier, negotiation.id)
    return SessionChoices(
        negotiation_id=negotiation.id,
        uid=negotiation.uid,
        title=negotiation.title,
        zone=negotiation.timezone,
        today=today,
        parties=parties,
        people=_people(dossier, negotiation.id, parties),
        issues=tuple(
            IssueChoice(i.id, i.title, i.code, str(i.category))
            for i in dossier.where("issue", negotiation_id=negotiation.id)
        ),
        mediators=tuple(
            (e.id, engagement_name(dossier, e))
            for e in dossier.where("mediator_engagement", negotiation_id=negotiation.id)
        ),
        places=tuple(dict.fromkeys(s.place for s in sessions if s.place)),
        passed=_passed(dossier, negotiation.id, parties),
        defaults=_defaults(dossier, negotiation.id),
        room=room,
    )


def engagement_name(dossier: Dossier, engagement: Record) -> str:
    """Give the words for a mediator: label, person, office, or that nobody is named."""
    if engagement.label:
        return str(engagement.label)
    person = engagement.person_id and dossier.get("person", engagement.person_id)
    office = engagement.organization_id and dossier.get("organization", engagement.organization_id)
    names = [r.name for r in (person, office) if r]
    return ", ".join(names) or "unnamed mediator"


def party_name(dossier: Dossier, participant: Record) -> str:
    """Give the words for a participant: its label here, or the organization's short name."""
    if participant.label:
        return str(participant.label)
    organization = dossier.get("organization", participant.organization_id)
    if organization is None:
        return "not named"
    return str(organization.short_name or organization.name)


def _parties(dossier: Dossier, negotiation_id: int) -> tuple[Party, ...]:
    found = []
    for part in dossier.where("participant", negotiation_id=negotiation_id):
        principal = part.role in _PRINCIPALS
        found.append(
            Party(
                id=part.id,
                name=party_name(dossier, part),
                side=str(part.side),
                may_propose=principal or part.role == Role.NEUTRAL,
                principal=principal,
            )
        )
    return tuple(sorted(found, key=lambda p: (not p.principal, _SIDE_ORDER.get(p.side, 9), p.id)))


def _people(
    dossier: Dossier, negotiation_id: int, parties: tuple[Party, ...]
) -> tuple[Somebody, ...]:
    detail: dict[int, str] = {}
    for affiliation in dossier.all("affiliation"):
        detail[affiliation.person_id] = affiliation.title
    for engagement in dossier.where("mediator_engagement", negotiation_id=negotiation_id):
        if engagement.person_id is not None:
            detail[engagement.person_id] = "mediator"
    team = {
        seat.person_id
        for seat in dossier.all("team_seat")
        if any(p.id == seat.participant_id for p in parties)
    }
    during = span_of(dossier, negotiation_id)
    where = {
        person.id: participant.id
        for person in dossier.all("person")
        if (participant := participant_of(dossier, negotiation_id, person.id, during)) is not None
    }
    people = [
        Somebody(p.id, p.name, where.get(p.id), detail.get(p.id, ""), p.id in team)
        for p in dossier.all("person")
    ]
    order = {p.id: place for place, p in enumerate(parties)}
    return tuple(
        sorted(people, key=lambda s: (not s.on_team, order.get(s.party_id or 0, 99), s.name))
    )


def _sessions(dossier: Dossier, negotiation_id: int) -> list[Record]:
    sessions = dossier.where("session", negotiation_id=negotiation_id)
    return sorted(sessions, key=lambda s: (*s.date.sort_key(), s.id), reverse=True)


def _defaults(dossier: Dossier, negotiation_id: int) -> Defaults:
    from negotiation_tracker.services.sessions import defaults_from_last

    found = defaults_from_last(dossier, negotiation_id)
    last = None if found.last_id is None else dossier.get("session", found.last_id)
    marked = last is not None and last.handling != Handling.PUBLIC
    return Defaults(
        kind=str(found.kind),
        place=found.place,
        virtual=found.virtual,
        engagement_id=found.engagement_id,
        handling=str(last.handling) if last is not None and marked else Handling.PARTIES.value,
        owner_id=last.confidence_of_id if last is not None and marked else None,
        present=frozenset(a.person_id for a in found.attendance if a.person_id is not None),
    )


def _passed(
    dossier: Dossier, negotiation_id: int, parties: tuple[Party, ...]
) -> tuple[Passed, ...]:
    sides = {p.id: p.side for p in parties}
    found = []
    for proposal in dossier.where("proposal", negotiation_id=negotiation_id):
        if proposal.formality == Formality.ADVERSE_CLAIM:
            continue  # what one side says of the other is no offer that could be answered
        items = dossier.where("proposal_item", proposal_id=proposal.id)
        order = proposal.date.sort_key() if proposal.date is not None else (date.min, date.min)
        found.append(
            (
                (*order, proposal.seq_in_day, proposal.id),
                Passed(
                    id=proposal.id,
                    code=proposal.code,
                    from_id=proposal.from_id,
                    side=sides.get(proposal.from_id, ""),
                    when=proposal.date.describe() if proposal.date is not None else "not dated",
                    issue_ids=frozenset(i.issue_id for i in items),
                    what=proposal.title or "; ".join(i.summary for i in items if i.summary),
                ),
            )
        )
    return tuple(p for _, p in sorted(found, key=lambda entry: entry[0], reverse=True))

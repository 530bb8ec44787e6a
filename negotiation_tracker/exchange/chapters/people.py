"""Chapters on the parties, the people and the mediators."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import Mediator, MediatorState, Party, Person
from negotiation_tracker.exchange.names import PRINCIPALS, sort_key, when
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label

_SIDE_ORDER = ("labor", "management", "neutral", "public")


def parties(context: Context) -> tuple[Party, ...]:
    """List who takes part: principals first, each with its people."""
    found = sorted(context.own("participant"), key=_party_order)
    seated: set[int] = set()
    return tuple(_party(context, p, seated) for p in found)


def others(context: Context, listed: tuple[Party, ...]) -> tuple[Person, ...]:
    """List the people who are named but belong to no participant."""
    inside = {person.name for party in listed for person in party.people}
    return tuple(
        Person(
            p.name,
            _capacity(context, p),
            notes=context.evidence.notes_of(p),
            side=context.names.side_of_person(p.id),
        )
        for p in sorted(context.dossier.all("person"), key=_by_name)
        if p.name not in inside and _is_named(context, p)
    )


def mediators(context: Context) -> tuple[Mediator, ...]:
    """List the neutrals with the dated states of their engagements."""
    return tuple(_mediator(context, m) for m in sorted(context.own("mediator_engagement"), key=_id))


def _party(context: Context, participant: Record, seated: set[int]) -> Party:
    dossier, names = context.dossier, context.names
    units = dossier.where("bargaining_unit", participant_id=participant.id)
    organization = dossier.get("organization", participant.organization_id)
    aliases = dossier.where("alias", organization_id=participant.organization_id)
    days = [
        f"{word} {day.describe()}"
        for word, day in (("from", participant.from_on), ("to", participant.to_on))
        if day is not None
    ]
    return Party(
        name=names.party(participant.id),
        organization="" if organization is None else organization.name,
        role=label(participant.role),
        side=label(participant.side),
        unit="; ".join(": ".join(filter(None, (u.name, u.job_classes))) for u in units),
        since=" ".join(days),
        also_printed=tuple(dict.fromkeys(str(a.text) for a in aliases)),
        people=_people(context, participant, seated),
    )


def _people(context: Context, participant: Record, seated: set[int]) -> tuple[Person, ...]:
    dossier = context.dossier
    found: list[Person] = []
    for seat in dossier.where("team_seat", participant_id=participant.id):
        person = dossier.get("person", seat.person_id)
        if person is not None and person.id not in seated:
            seated.add(person.id)
            notes = context.evidence.notes_of(person, seat)
            found.append(Person(person.name, _capacity(context, person), label(seat.seat), notes))
    for tie in dossier.where("affiliation", organization_id=participant.organization_id):
        person = dossier.get("person", tie.person_id)
        if person is not None and person.id not in seated:
            # Who works for the employer is not listed with it unless they speak for it.
            if context.names.side_of_person(person.id) != participant.side:
                continue
            seated.add(person.id)
            notes = context.evidence.notes_of(person, tie)
            found.append(Person(person.name, _capacity(context, person), "", notes))
    return tuple(found)


def _capacity(context: Context, person: Record) -> str:
    ties = context.dossier.where("affiliation", person_id=person.id)
    described = [_title(t.title, context.names.organization(t.organization_id)) for t in ties]
    return "; ".join(dict.fromkeys(filter(None, described)))


def _title(title: str, organization: str) -> str:
    """Give a title with the organization, unless the title names it."""
    if organization.casefold() in title.casefold():
        return title
    return f"{title}, {organization}" if title else organization


def _is_named(context: Context, person: Record) -> bool:
    """Say whether a person is more than the author of a source or a name left over."""
    dossier = context.dossier
    return bool(
        dossier.where("affiliation", person_id=person.id)
        or dossier.where("statement", speaker_person_id=person.id)
        or dossier.where("event_actor", person_id=person.id)
        or dossier.where("attendance", person_id=person.id)
    )


def _mediator(context: Context, engagement: Record) -> Mediator:
    asked = {
        "yes": "asked for confidentiality",
        "no": "did not ask for confidentiality",
        "unknown": "",
    }[engagement.confidentiality_asked]
    if asked and engagement.confidentiality_account:
        asked = f"{asked}, according to {engagement.confidentiality_account}"
    states = context.dossier.where("mediator_state", engagement_id=engagement.id)
    return Mediator(
        name=context.names.mediator(engagement.id),
        kind=label(engagement.kind),
        service=label(engagement.service),
        confidentiality=asked,
        note=engagement.note,
        accounts=context.evidence.accounts(engagement),
        states=tuple(
            MediatorState(label(s.state), when(s.date), s.note, context.evidence.accounts(s))
            for s in sorted(states, key=_by_date)
        ),
    )


def _party_order(participant: Record) -> tuple[bool, int, int]:
    side = _SIDE_ORDER.index(participant.side)
    return participant.role not in PRINCIPALS, side, participant.id


def _by_date(state: Record) -> tuple[object, int]:
    return sort_key(state.date), state.id


def _by_name(person: Record) -> tuple[str, int]:
    return person.name.casefold(), person.id


def _id(record: Record) -> int:
    return record.id

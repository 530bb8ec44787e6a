"""Who is in the record: people, where they belong, what they do, what they said and attended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Side, label
from negotiation_tracker.rules.derived import Ref, begun, in_force_from, ref
from negotiation_tracker.rules.engagements import state_on
from negotiation_tracker.rules.wording import organization_name, participant_name
from negotiation_tracker.services.evidence import SourceLine, source_line
from negotiation_tracker.services.overview import choose_day
from negotiation_tracker.services.workspace import Workspace

KINDS = (
    "negotiation", "organization", "person", "alias", "person_contact", "affiliation",
    "participant", "bargaining_unit", "team_seat", "mediator_engagement", "mediator_state",
    "session", "attendance", "table_entry", "signoff", "event", "event_actor", "statement",
    "figure", "follow_up", "document", "source", "segment", "citation",
)  # fmt: skip
"""Kinds that say something about people; offers and issues are left in the store."""


@dataclass(frozen=True, slots=True)
class PeopleBook:
    """Everybody in the record, read once; every list and detail is worked out from it.

    Attributes:
        dossier: the records a reader may see.
        negotiation_id: the talks shown.
        here: people and organizations that these talks refer to.
        today: the present day.
        day: the day the page is about to begin with, and why that one.
        why: reason in words.

    """

    dossier: Dossier
    negotiation_id: int
    here: frozenset[Ref]
    today: date
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list.

    Attributes:
        id: key of the record.
        name: name shown.
        detail: what is most worth knowing, in a line; empty when nothing is recorded.
        here: whether these talks refer to it.
        side: stored value of the side in these talks; empty when on none.
        also: other words that find it.

    """

    id: int
    name: str
    detail: str
    here: bool = True
    side: str = ""
    also: tuple[str, ...] = ()
    _folded: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Folded once: a list is searched at every key that is typed.
        folded = fold(" ".join((self.name, self.detail, *self.also)))
        object.__setattr__(self, "_folded", folded)

    def found_by(self, text: str) -> bool:
        """Say whether every word of a search stands in the names or the detail."""
        return all(word in self._folded for word in fold(text).split())


@dataclass(frozen=True, slots=True)
class Line:
    """A record that belongs to what is shown, with words and sources.

    Attributes:
        record: the record.
        title: what it says, in a line.
        detail: more about it; may be empty.
        sources: who says so and where.
        side: stored value of a side, where it has one.

    """

    record: Record
    title: str
    detail: str = ""
    sources: tuple[SourceLine, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with everything that says something about them; see `Line`."""

    person: Record
    aliases: tuple[Line, ...]
    affiliations: tuple[Line, ...]
    seats: tuple[Line, ...]
    engagements: tuple[Line, ...]
    statements: tuple[Line, ...]
    said: tuple[Line, ...]
    sessions: tuple[Line, ...]
    contacts: tuple[Record, ...]
    sources: tuple[SourceLine, ...]


def load(ws: Workspace, negotiation_id: int, reader: Reader) -> PeopleBook:
    """Read everybody a reader may see, with the talks shown."""
    if reader.audience is Audience.ME:
        found = (record for kind in KINDS for record in ws.records(kind))
        dossier = Dossier(ws.catalogue, found)
    else:
        dossier = ws.dossier_of_all(reader)
    talks = ws.dossier(negotiation_id, reader)
    here = {ref(r) for kind in ("person", "organization") for r in talks.all(kind)}
    # Somebody new is shown with the talks of where they belong; others where they are spoken of.
    unclaimed = _unclaimed(dossier)
    for affiliation in dossier.all("affiliation"):
        if affiliation.person_id in unclaimed and _takes_part(
            dossier, affiliation.organization_id, negotiation_id
        ):
            here.add(("person", affiliation.person_id))
    negotiation = talks.get("negotiation", negotiation_id)
    today = ws.today()
    if negotiation is None:
        return PeopleBook(dossier, negotiation_id, frozenset(here), today, today, "today")
    chosen = choose_day(talks, negotiation, None, today)
    return PeopleBook(dossier, negotiation_id, frozenset(here), today, chosen.day, chosen.reason)


def people(book: PeopleBook) -> tuple[Row, ...]:
    """List everybody by name, with what they are."""
    rows = []
    for person in book.dossier.all("person"):
        names = aliases_of(book.dossier, person)
        rows.append(
            Row(
                id=person.id,
                name=str(person.name),
                detail=" · ".join(_roles(book, person)),
                here=ref(person) in book.here,
                side=_side(book, person),
                also=tuple(str(alias.text) for alias in names),
            )
        )
    return by_name(rows)


def person_detail(book: PeopleBook, person_id: int) -> PersonDetail | None:
    """Collect everything about a person; None when there is nobody (for this reader)."""
    dossier = book.dossier
    person = dossier.get("person", person_id)
    if person is None:
        return None
    return PersonDetail(
        person=person,
        aliases=alias_lines(dossier, person),
        affiliations=tuple(
            _affiliation_line(dossier, a)
            for a in sorted(dossier.where("affiliation", person_id=person_id), key=_since)
        ),
        seats=tuple(
            _seat_line(dossier, s)
            for s in sorted(dossier.where("team_seat", person_id=person_id), key=_since)
        ),
        engagements=tuple(
            Line(e, state_on(dossier, e, book.day).text, talks_name(dossier, e))
            for e in dossier.where("mediator_engagement", person_id=person_id)
        ),
        statements=statement_lines(dossier, "speaker_person_id", person_id),
        said=_said(dossier, person_id),
        sessions=_sessions(dossier, person_id),
        contacts=tuple(dossier.where("person_contact", person_id=person_id)),
        sources=tuple(source_line(dossier, person)),
    )


# -- what the other lists share --


def by_name(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Order rows by name, whatever the case and the accents."""
    return tuple(sorted(rows, key=lambda row: (fold(row.name), row.id)))


def aliases_of(dossier: Dossier, owner: Record) -> list[Record]:
    """List the other names of a person or organization."""
    return dossier.where("alias", **{f"{owner.table}_id": owner.id})


def alias_lines(dossier: Dossier, owner: Record) -> tuple[Line, ...]:
    """List the other names of a person or organization with their sources."""
    return tuple(
        Line(alias, str(alias.text), "", tuple(source_line(dossier, alias)))
        for alias in aliases_of(dossier, owner)
    )


def statement_lines(dossier: Dossier, field: str, key: int) -> tuple[Line, ...]:
    """List the statements of a speaker, newest first."""
    found = dossier.where("statement", **{field: key})
    return tuple(
        Line(
            statement,
            str(statement.gist),
            " · ".join((_when(statement.said_on), *_channel(statement))),
            tuple(source_line(dossier, statement)),
        )
        for statement in sorted(found, key=lambda s: _day(s.said_on), reverse=True)
    )


def talks_name(dossier: Dossier, record: Record) -> str:
    """Give the title of the talks that a participant or an engagement belongs to."""
    talks = dossier.get("negotiation", record.negotiation_id)
    return "" if talks is None else str(talks.title)


def session_line(dossier: Dossier, session: Record, detail: str = "") -> Line:
    """Give a session in a line."""
    words = ", ".join(filter(None, (label(session.kind), str(session.place))))
    if session.kind == "unknown":
        words = str(session.place) or "kind not known"
    return Line(session, f"{session.date.describe()}: {words}", detail or "")


def present(record: Record, day: date) -> bool:
    """Say whether something with a beginning and an end is in force on a day."""
    last = None if record.to_on is None else record.to_on.latest
    return begun(record.from_on, day) and (last is None or last >= day)


def _roles(book: PeopleBook, person: Record) -> list[str]:
    dossier = book.dossier
    found = []
    for seat in dossier.where("team_seat", person_id=person.id):
        participant = dossier.get("participant", seat.participant_id)
        if participant is not None and participant.negotiation_id == book.negotiation_id:
            team = participant_name(dossier, seat.participant_id)
            found.append(f"{label(seat.seat)}, {team} team")
    engagements = dossier.where("mediator_engagement", person_id=person.id)
    if any(e.negotiation_id == book.negotiation_id for e in engagements):
        found.append("mediator")
    affiliations = dossier.where("affiliation", person_id=person.id)
    current = [a for a in affiliations if present(a, book.day)] or affiliations
    for affiliation in sorted(current, key=_since, reverse=True):
        where = organization_name(dossier.get("organization", affiliation.organization_id))
        found.append(", ".join(filter(None, (str(affiliation.title), where))))
    return list(dict.fromkeys(words for words in found if words))


def _side(book: PeopleBook, person: Record) -> str:
    """Give the side of a person in these talks: that of their team, or of a mediator.

    Where somebody works says nothing: a bus driver of the employer sits with the union.
    """
    dossier = book.dossier
    keys = {s.participant_id for s in dossier.where("team_seat", person_id=person.id)}
    for participant in dossier.where("participant", negotiation_id=book.negotiation_id):
        if participant.id in keys:
            return str(participant.side)
    engagements = dossier.where("mediator_engagement", person_id=person.id)
    mediates = any(e.negotiation_id == book.negotiation_id for e in engagements)
    return Side.NEUTRAL.value if mediates else ""


def _unclaimed(dossier: Dossier) -> set[int]:
    """List the people that no talks refer to yet."""
    found = {person.id for person in dossier.all("person")}
    for kind, reference in dossier.catalogue.children("person"):
        if kind.scope:
            found -= {getattr(record, reference.name) for record in dossier.all(kind.name)}
    return found


def _takes_part(dossier: Dossier, organization_id: int, negotiation_id: int) -> bool:
    return any(
        p.negotiation_id == negotiation_id
        for p in dossier.where("participant", organization_id=organization_id)
    )


def _affiliation_line(dossier: Dossier, affiliation: Record) -> Line:
    where = dossier.get("organization", affiliation.organization_id)
    return Line(
        affiliation,
        "" if where is None else str(where.name),
        "",
        tuple(source_line(dossier, affiliation)),
    )


def _seat_line(dossier: Dossier, seat: Record) -> Line:
    participant = dossier.get("participant", seat.participant_id)
    return Line(
        seat,
        participant_name(dossier, seat.participant_id) or "a team that is not shown",
        "" if participant is None else talks_name(dossier, participant),
        tuple(source_line(dossier, seat)),
        "" if participant is None else str(participant.side),
    )


def _said(dossier: Dossier, person_id: int) -> tuple[Line, ...]:
    found = []
    for entry in dossier.where("table_entry", speaker_id=person_id):
        session = dossier.get("session", entry.session_id)
        if session is not None:
            found.append((_day(session.date), entry.seq, session, str(entry.text)))
    found.sort(key=lambda line: line[:2], reverse=True)
    return tuple(Line(s, words, f"log of {_when(s.date)}") for _, _, s, words in found)


def _sessions(dossier: Dossier, person_id: int) -> tuple[Line, ...]:
    found = []
    for attendance in dossier.where("attendance", person_id=person_id):
        session = dossier.get("session", attendance.session_id)
        if session is not None:
            found.append((_day(session.date), session_line(dossier, session, attendance.role)))
    return tuple(line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True))


def _channel(statement: Record) -> tuple[str, ...]:
    return () if statement.channel == "unknown" else (label(statement.channel),)


def _since(record: Record) -> tuple[date, int]:
    return in_force_from(record.from_on) or date.min, record.id


def _day(when: FuzzyDate | None) -> date:
    return in_force_from(when) or date.min


def _when(when: FuzzyDate | None) -> str:
    return "not dated" if when is None else when.describe()

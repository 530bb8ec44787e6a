"""Organizations: what they are, their part in each negotiation, their units and people."""

from dataclasses import dataclass

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Role, label
from negotiation_tracker.rules.derived import ref
from negotiation_tracker.rules.wording import organization_name
from negotiation_tracker.services.evidence import SourceLine, source_line
from negotiation_tracker.services.people_list import (
    Line,
    PeopleBook,
    Row,
    alias_lines,
    aliases_of,
    by_name,
    statement_lines,
    talks_name,
)

_ORDER = (Role.PARTY, Role.CO_PARTY, Role.ALLY, Role.NEUTRAL, Role.AFFECTED, Role.OBSERVER)


@dataclass(frozen=True, slots=True)
class PartLine:
    """An organization's part in one negotiation, with the units it represents there."""

    line: Line
    units: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class OrganizationDetail:
    """An organization with everything that says something about it."""

    organization: Record
    aliases: tuple[Line, ...]
    parts: tuple[PartLine, ...]
    people: tuple[Line, ...]
    within: tuple[Line, ...]
    statements: tuple[Line, ...]
    sources: tuple[SourceLine, ...]


def organizations(book: PeopleBook) -> tuple[Row, ...]:
    """List all organizations: those with a part in these talks first, then by name."""
    dossier = book.dossier
    rows = []
    for organization in dossier.all("organization"):
        part = _part_here(book, organization)
        names = [str(organization.short_name)]
        names += [str(alias.text) for alias in aliases_of(dossier, organization)]
        rows.append(
            Row(
                id=organization.id,
                name=str(organization.name),
                detail=_roles(book, organization, part),
                here=ref(organization) in book.here,
                side="" if part is None else str(part.side),
                also=tuple(name for name in names if name),
            )
        )
    places = {role: place for place, role in enumerate(_ORDER)}

    def place(row: Row) -> int:
        part = _part_here(book, dossier.get("organization", row.id))
        return len(places) if part is None else places[Role(part.role)]

    return tuple(sorted(by_name(rows), key=place))


def organization_detail(book: PeopleBook, organization_id: int) -> OrganizationDetail | None:
    """Collect everything about an organization; None when it is not there (for this reader)."""
    dossier = book.dossier
    organization = dossier.get("organization", organization_id)
    if organization is None:
        return None
    return OrganizationDetail(
        organization=organization,
        aliases=alias_lines(dossier, organization),
        parts=tuple(
            PartLine(
                Line(
                    part,
                    talks_name(dossier, part),
                    label(part.role),
                    tuple(source_line(dossier, part)),
                    str(part.side),
                ),
                tuple(
                    Line(unit, str(unit.name), "", tuple(source_line(dossier, unit)))
                    for unit in dossier.where("bargaining_unit", participant_id=part.id)
                ),
            )
            for part in dossier.where("participant", organization_id=organization_id)
        ),
        people=_people(dossier, organization_id),
        within=tuple(
            Line(child, str(child.name), label(child.kind))
            for child in dossier.where("organization", parent_id=organization_id)
        ),
        statements=statement_lines(dossier, "speaker_organization_id", organization_id),
        sources=tuple(source_line(dossier, organization)),
    )


def _people(dossier: Dossier, organization_id: int) -> tuple[Line, ...]:
    found: dict[int, Line] = {}
    for affiliation in dossier.where("affiliation", organization_id=organization_id):
        person = dossier.get("person", affiliation.person_id)
        if person is None:
            continue
        since = affiliation.from_on
        words = (str(affiliation.title), "" if since is None else since.describe())
        earlier = found.get(person.id)
        detail = ", ".join(filter(None, words))
        if earlier is not None:
            detail = "; ".join(filter(None, (earlier.detail, detail)))
        found[person.id] = Line(person, str(person.name), detail)
    return tuple(found.values())


def _part_here(book: PeopleBook, organization: Record | None) -> Record | None:
    if organization is None:
        return None
    parts = book.dossier.where("participant", organization_id=organization.id)
    return next((p for p in parts if p.negotiation_id == book.negotiation_id), None)


def _roles(book: PeopleBook, organization: Record, part: Record | None) -> str:
    words = []
    if part is not None:
        words.append(label(part.role))
    if organization.kind != "other":
        words.append(label(organization.kind))
    if organization.parent_id is not None:
        parent = organization_name(book.dossier.get("organization", organization.parent_id))
        words.append(f"part of {parent}" if parent else "")
    return " · ".join(word for word in words if word)

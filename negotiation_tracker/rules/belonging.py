"""For whom a person stands in a negotiation.

To work for the employer is not to stand on its side: most people on a union's team do. So a seat,
whom they came with, and for whose own offers they are cited as speaking come first, and of those
who work for the employer only its office holders count.
"""

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import OrganizationKind

OFFICES = frozenset(
    {
        "administrator", "attorney", "board", "chair", "chairman", "chairperson", "chairwoman",
        "chancellor", "chief", "commissioner", "counsel", "director", "executive", "head",
        "manager", "mayor", "negotiator", "officer", "president", "provost", "spokesman",
        "spokesperson", "spokeswoman", "superintendent", "trustee",
    }
)  # fmt: skip
"""Words in the titles of people who speak for an employer."""


Span = tuple[dt.date, dt.date]
"""First and last day."""
_SAME_TIME: Final = dt.timedelta(days=366)


def span_of(dossier: Dossier, negotiation_id: int, *more: dt.date) -> Span | None:
    """Give the days from the first to the last that is known of talks; None when none is."""
    talks = dossier.get("negotiation", negotiation_id)
    told = [talks.opened] if talks is not None else []
    told += [p.date for p in dossier.where("proposal", negotiation_id=negotiation_id)]
    told += [s.date for s in dossier.where("session", negotiation_id=negotiation_id)]
    days = [day for one in told if one is not None for day in (one.earliest, one.latest) if day]
    days += more
    return (min(days), max(days)) if days else None


def participant_of(
    dossier: Dossier, negotiation_id: int, person_id: int, during: Span | None = None
) -> Record | None:
    """Give the participant a person stands for; None when the record does not tell.

    Args:
        dossier: the record.
        negotiation_id: the talks.
        person_id: the person.
        during: first and last day of the talks; a place of work of another time then counts for
            nothing.

    """
    for found in (
        (s.participant_id for s in dossier.where("team_seat", person_id=person_id)),
        (a.participant_id for a in dossier.where("attendance", person_id=person_id)),
        _spoken_for(dossier, person_id),
        _by_work(dossier, negotiation_id, person_id, during),
    ):
        participants = {
            p.id: p
            for key in found
            if (p := dossier.get("participant", key or 0)) is not None
            and p.negotiation_id == negotiation_id
        }
        if participants:
            return next(iter(participants.values())) if len(participants) == 1 else None
    return None


def _spoken_for(dossier: Dossier, person_id: int) -> Iterable[int]:
    for citation in dossier.where("citation", person_id=person_id, about="self"):
        record = dossier.by_uid(citation.target_uid)
        if record is not None and record.table == "term":
            record = dossier.get("proposal_item", record.item_id)
        if record is not None and record.table == "proposal_item":
            record = dossier.get("proposal", record.proposal_id)
        if record is not None and record.table == "proposal":
            yield record.from_id


def _by_work(
    dossier: Dossier, negotiation_id: int, person_id: int, during: Span | None
) -> Iterable[int]:
    for affiliation in dossier.where("affiliation", person_id=person_id):
        if during is not None and not _around(affiliation, during):
            continue
        organization = dossier.get("organization", affiliation.organization_id)
        employed = organization is not None and organization.kind == OrganizationKind.EMPLOYER
        if employed and affiliation.title and not holds_office(str(affiliation.title)):
            continue
        seen: set[int] = set()
        while organization is not None and organization.id not in seen:
            seen.add(organization.id)
            for part in dossier.where(
                "participant", negotiation_id=negotiation_id, organization_id=organization.id
            ):
                yield part.id
            organization = dossier.get("organization", organization.parent_id or 0)


def _around(affiliation: Record, during: Span) -> bool:
    """Say whether somebody may hold a place at the time of the talks.

    Where only a day is known by which it was held, as of a title printed in an article, nothing
    tells of the years before and after.
    """
    first, last = during
    since, until = affiliation.from_on, affiliation.to_on
    if until is not None and until.latest is not None and until.latest < first:
        return False
    if since is None:
        return True
    if since.earliest is not None:
        return bool(since.earliest <= last)
    held = since.latest
    if held is None:
        return True
    return bool(
        first - _SAME_TIME <= held <= last + _SAME_TIME or (until is not None and held < first)
    )


def holds_office(title: str) -> bool:
    """Say whether a title is one that speaks for an employer, rather than a job in its service."""
    return not OFFICES.isdisjoint(re.findall(r"[a-z]+", title.casefold()))

"""Strikes and lockouts in the columns that collections of work stoppages use.

Names follow the variables of the Labor Action Tracker and of the Bureau of Labor Statistics, so
that rows can be put beside theirs.
"""

from datetime import date

from negotiation_tracker.exchange.evidence import Evidence
from negotiation_tracker.exchange.names import PRINCIPALS, Names
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.wording import quantity

STRIKE_COLUMNS = {
    "event_uid": "Identifier of the event in event.csv.",
    "employer": "Employer: the party of management, at full name.",
    "labor_organization": "Union that acts, at full name.",
    "industry": "Part of the economy, as in negotiation.sector.",
    "action_type": "strike, sympathy_strike or lockout.",
    "strike_kind": "Legal kind, where somebody states it.",
    "status": "Whether it took place.",
    "start_date": "First possible first day (ISO).",
    "start_date_latest": "Last possible first day (ISO).",
    "end_date": "Last day (ISO); empty when it is not recorded.",
    "duration_days": "Calendar days, both ends counted, when both days are certain.",
    "approximate_participants": "Figures of people on strike at that time, each with its hedge.",
    "location": "Where.",
    "source": "Places in sources that tell of it.",
}
_KINDS = ("strike", "sympathy_strike", "lockout")


def strike_rows(dossier: Dossier) -> list[tuple[str, ...]]:
    """List the stoppages in order of their first day."""
    found = [e for e in dossier.all("event") if e.kind in _KINDS]
    names = Names(dossier)
    evidence = Evidence(dossier, names)
    ordered = sorted(found, key=lambda e: (e.start.sort_key(), e.uid))
    return [_row(dossier, e, names, evidence) for e in ordered]


def _row(dossier: Dossier, event: Record, names: Names, evidence: Evidence) -> tuple[str, ...]:
    talks = dossier.get("negotiation", event.negotiation_id)
    told = {note.number: note.text for note in evidence.notes}
    places = evidence.notes_of(event)
    told |= {note.number: note.text for note in evidence.notes}
    return (
        event.uid,
        _organizations(dossier, event, "management"),
        _acting(dossier, event) or _organizations(dossier, event, "labor"),
        "" if talks is None else talks.sector,
        event.kind,
        event.strike_kind or "",
        event.status,
        _day(event.start.earliest),
        _day(event.start.latest),
        "" if event.end is None else _day(event.end.latest),
        _duration(event.start, event.end),
        _participants(dossier, event),
        event.place,
        "; ".join(told[n] for n in places),
    )


def _organizations(dossier: Dossier, event: Record, side: str) -> str:
    found = [
        organization.name
        for p in dossier.where("participant", negotiation_id=event.negotiation_id, side=side)
        if p.role in PRINCIPALS
        and (organization := dossier.get("organization", p.organization_id)) is not None
    ]
    return "; ".join(found)


def _acting(dossier: Dossier, event: Record) -> str:
    found: list[str] = []
    for actor in dossier.where("event_actor", event_id=event.id):
        if actor.participant_id is None:
            continue
        participant = dossier.get("participant", actor.participant_id)
        if participant is None or participant.side != "labor":
            continue
        organization = dossier.get("organization", participant.organization_id)
        if organization is not None:
            found.append(organization.name)
    return "; ".join(dict.fromkeys(found))


def _participants(dossier: Dossier, event: Record) -> str:
    """List figures on strikers of these days; they may differ, and none is preferred."""
    last = event.end or event.start
    found = [
        f"{quantity(f).describe()}: {f.population}"
        for f in dossier.where("figure", negotiation_id=event.negotiation_id)
        if "strik" in f"{f.metric} {f.title}".casefold()
        and f.unit not in {"days", "ordinal"}
        and f.as_of.possibly_before(last)
        and event.start.possibly_before(f.as_of)
    ]
    return "; ".join(found)


def _duration(start: FuzzyDate, end: FuzzyDate | None) -> str:
    if end is None or not (start.certain() and end.certain()):
        return ""
    if start.earliest is None or end.latest is None:
        return ""
    return str((end.latest - start.earliest).days + 1)


def _day(value: date | None) -> str:
    return "" if value is None else value.isoformat()

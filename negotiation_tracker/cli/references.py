"""Finding the record somebody means by a code, a date, a name or the start of an identifier."""

import re
from collections.abc import Iterable
from datetime import datetime

from negotiation_tracker.cli.wording import handle, name_of
from negotiation_tracker.model.dates import parse_fuzzy_date
from negotiation_tracker.model.errors import NotFound, TrackerError
from negotiation_tracker.model.record import Dossier, Record, RecordView

_UID_START = re.compile(r"[0-9a-f]{4}[0-9a-f-]*", re.IGNORECASE)
_DATES = {"session": "date", "proposal": "date", "event": "start", "statement": "said_on"}


def find(
    kind: str, typed: str, dossiers: Iterable[Dossier], *, within: int | None = None
) -> tuple[Record, Dossier]:
    """Find one record of a kind; give it with the dossier it is in.

    Args:
        kind: kind of record.
        typed: code, date, name or start of the identifier.
        dossiers: where to look.
        within: key of the negotiation it must belong to, where its kind belongs to one.

    Raises:
        NotFound: nothing fits.
        TrackerError: several fit; the message lists them.

    """
    places = list(dossiers)
    found = {
        record.uid: (record, dossier)
        for dossier in places
        for record in _matching(typed, _candidates(kind, dossier, within), dossier)
    }
    label = places[0].catalogue[kind].label if places else kind
    if not found:
        raise NotFound(
            f"There is no {label} “{typed}”.",
            hint="Name it by its code or by the start of its identifier, as the lists show it.",
        )
    if len(found) > 1:
        some = "; ".join(f"{r.uid[:8]} ({name_of(r, d)})" for r, d in list(found.values())[:6])
        raise TrackerError(
            f"“{typed}” fits {len(found)} records: {some}.",
            hint="Use more of the code, or an identifier.",
        )
    return next(iter(found.values()))


def participant(typed: str, view: RecordView, negotiation_id: int) -> Record:
    """Find a participant of a negotiation by "u", "e", the side, or a name.

    "u" and "e" mean the party of labor and of management.

    Raises:
        NotFound: nobody fits; the message names those who would.

    """
    everybody = view.where("participant", negotiation_id=negotiation_id)
    wanted = typed.strip().casefold()
    side = {"u": "labor", "union": "labor", "e": "management", "employer": "management"}.get(
        wanted, wanted
    )
    parties = [p for p in everybody if p.side == side and p.role == "party"]
    if len(parties) == 1:
        return parties[0]
    named = [p for p in everybody if wanted in _names(p, view)]
    if len(named) == 1:
        return named[0]
    known = ", ".join(name_of(p, view) for p in everybody)
    raise NotFound(f"“{typed.strip()}” is not a participant.", f"Participants: {known}.")


def issue(typed: str, view: RecordView, negotiation_id: int) -> Record | None:
    """Find an issue of a negotiation by code or title, or None."""
    wanted = typed.strip().casefold()
    for found in view.where("issue", negotiation_id=negotiation_id):
        if wanted in (found.code.casefold(), found.title.casefold()):
            return found
    return None


def _names(record: Record, view: RecordView) -> set[str]:
    found = {name_of(record, view).casefold()}
    organization = view.get("organization", record.organization_id)
    if organization is not None:
        found |= {organization.name.casefold(), organization.short_name.casefold()}
        for alias in view.where("alias", organization_id=organization.id):
            found.add(alias.text.casefold())
    found.discard("")
    return found


def _candidates(kind: str, dossier: Dossier, within: int | None) -> list[Record]:
    if within is None or not dossier.catalogue[kind].has("negotiation_id"):
        return dossier.all(kind)
    return dossier.where(kind, negotiation_id=within)


def _matching(typed: str, everything: list[Record], dossier: Dossier) -> list[Record]:
    wanted = typed.strip().casefold()
    exact = [r for r in everything if wanted in (handle(r).casefold(), r.uid)]
    if exact:
        return exact
    named = [r for r in everything if name_of(r, dossier).casefold() == wanted]
    if named:
        return named
    if everything and everything[0].table in _DATES:
        dated = _on_day(_DATES[everything[0].table], typed, everything)
        if dated:
            return dated
    if _UID_START.fullmatch(wanted):
        return [r for r in everything if r.uid.startswith(wanted)]
    return []


def _on_day(field: str, typed: str, records: list[Record]) -> list[Record]:
    try:
        day = parse_fuzzy_date(typed, today=datetime.now().astimezone().date())
    except ValueError:
        return []
    if day.earliest is None or day.latest is None:
        return []
    found = []
    for record in records:
        value = getattr(record, field)
        if value is not None and (value.earliest, value.latest) == (day.earliest, day.latest):
            found.append(record)
    return found

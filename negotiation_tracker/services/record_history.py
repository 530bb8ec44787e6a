"""How one record came to read as it does: its versions, and what changed in each."""

from dataclasses import dataclass
from datetime import date, datetime

from negotiation_tracker.model.catalogue import Catalogue, Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import organization_name, participant_name, quantity
from negotiation_tracker.services.workspace import Version, Workspace

_NUMBER = frozenset({"value_scaled", "scale", "unit", "comparator", "value_high"})
_EMPTY = "not recorded"
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of a record.

    Attributes:
        at, who, what: when, by whom, and words of the change.
        changes: field by field, what it was and became; empty for the first version.

    """

    at: datetime
    who: str
    what: str
    changes: tuple[str, ...]


def record_history(
    ws: Workspace, dossier: Dossier, kind: str, record_id: int
) -> tuple[HistoryLine, ...]:
    """List the changes of a record, the newest first."""
    versions = ws.record_history(kind, record_id)
    lines = [
        HistoryLine(
            version.at,
            version.actor,
            version.label,
            _changes(ws.catalogue, dossier, versions[place - 1], version) if place else (),
        )
        for place, version in enumerate(versions)
    ]
    return tuple(reversed(lines))


def name_of(dossier: Dossier, kind: str, record_id: int) -> str:
    """Give the words a record goes by where another refers to it; empty when it is not there."""
    if kind == "participant":
        return participant_name(dossier, record_id)
    record = dossier.get(kind, record_id)
    if record is None:
        return ""
    if kind == "organization":
        return organization_name(record)
    if kind == "session":
        place = f", {record.place}" if record.place else ""
        return f"{record.date.describe()}{place}"
    values = record.values()
    words = next((values[n] for n in ("title", "name", "gist", "label") if values.get(n)), "")
    return str(words or values.get("code") or "")


def _changes(
    catalogue: Catalogue, dossier: Dossier, before: Version, after: Version
) -> tuple[str, ...]:
    old, new = before.record, after.record
    if old is None:
        return ("brought back",) if new is not None else ()
    if new is None:
        return ("moved to the trash",)
    found = []
    kind = catalogue[new.table]
    changed = [f for f in kind.own_fields() if getattr(old, f.name) != getattr(new, f.name)]
    if kind.has("value_scaled") and any(f.name in _NUMBER for f in changed):
        found.append(f"Number: {quantity(old).describe()} → {quantity(new).describe()}")
    for field in changed:
        if field.name not in _NUMBER:
            was = _words(dossier, field, getattr(old, field.name))
            now = _words(dossier, field, getattr(new, field.name))
            found.append(f"{field.label}: {was} → {now}")
    return tuple(found)


def _words(dossier: Dossier, field: Field, value: object) -> str:
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, FuzzyDate):
        return value.describe_long()
    if isinstance(value, ClockTime):
        return value.describe()
    if isinstance(value, datetime):
        return f"{value.astimezone():%d %b %Y %H:%M}"
    if isinstance(value, date):
        return short_date(value)
    if field.type == "choice":
        return label(str(value))
    if field.ref and isinstance(value, int):
        return name_of(dossier, field.ref, value) or "not shown"
    text = " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"

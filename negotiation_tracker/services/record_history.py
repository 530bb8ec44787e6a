"""How one record came to read as it does: its versions, and what changed in each."""

from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten

from negotiation_tracker.model.catalogue import Catalogue, Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import organization_name, participant_name, quantity
from negotiation_tracker.services.workspace import Version, Workspace

_NUMBER = frozenset({"value_scaled", "scale", "unit", "comparator", "value_high"})
_EMPTY = "not recorded"
_LONGEST = 80
_SHORT = 40


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


def whole_history(
    ws: Workspace, kind: str, record_id: int, reader: Reader
) -> tuple[HistoryLine, ...]:
    """List the changes of a record and of its parts, the newest first, a line for each step.

    Raises:
        TrackerError: asked for anybody but the owner of the store: what was changed, and back,
            is nobody else's.

    """
    if reader.audience is not Audience.ME:
        raise TrackerError("The history of a record is shown to the owner of the store only.")
    dossier = ws.dossier_of_all()
    own = record_history(ws, dossier, kind, record_id)
    steps: dict[tuple[datetime, str, str], list[str]] = {}
    for line in own:
        steps.setdefault((line.at, line.who, line.what), []).extend(line.changes)
    created = {own[-1].at} if own else set()
    for part in ws.parts(kind, record_id):
        name = _part_name(dossier, part)
        history = record_history(ws, dossier, part.table, part.id)
        for line in history:
            step = steps.setdefault((line.at, line.who, line.what), [])
            if line is history[-1] and line.at not in created:
                step.append(f"{name}: added")
            step.extend(f"{name}, {change[:1].lower()}{change[1:]}" for change in line.changes)
    ordered = sorted(steps.items(), key=lambda step: step[0][0], reverse=True)
    return tuple(HistoryLine(*key, tuple(changes)) for key, changes in ordered)


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


def _part_name(dossier: Dossier, part: Record) -> str:
    values = part.values()
    text = next((str(values[n]) for n in ("text", "title", "code") if values.get(n)), "")
    if not text and values.get("person_id"):
        text = name_of(dossier, "person", part.person_id)
    kind = dossier.catalogue[part.table].label.capitalize()
    short = shorten(text, _SHORT, placeholder=" …")
    return f"{kind} “{short}”" if short else kind


def _changes(
    catalogue: Catalogue, dossier: Dossier, before: Version, after: Version
) -> tuple[str, ...]:
    old, new = before.record, after.record
    if old is not None and new is not None and bool(old.deleted_at) != bool(new.deleted_at):
        return ("moved to the trash",) if new.deleted_at else ("brought back",)
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

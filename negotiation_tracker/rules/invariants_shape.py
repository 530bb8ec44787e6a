"""Invariants on the shape of any record: references, dates, zones and exact numbers.

Numbers are those of the data dictionary (B9): 1, 4, 6 and 13 as far as references go, 14
(dates), 19 (exact amounts); what the list takes for granted carries the number SHAPE.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import FuzzyDate, KnownHow, Precision
from negotiation_tracker.model.fuzzy_dates import WEEKDAY_NAMES
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.values import Comparator, Quantity, UnitKind, unit_spec
from negotiation_tracker.rules.invariants_scene import (
    SHAPE,
    Finding,
    Scene,
    block,
    kinds_of_record,
    warn,
)

_REFERENCE_NUMBERS = {
    ("counter", "proposal_id"): 1,
    ("counter", "countered_id"): 1,
    ("proposal", "supersedes_id"): 4,
    ("proposal_item", "issue_id"): 6,
    ("citation", "segment_id"): 13,
    ("citation", "entry_id"): 13,
    ("citation", "document_id"): 13,
}
_MAY_CROSS = {("event", "caused_by_id")}
"""An event may follow from an event of other talks, as a sympathy strike does."""

_IN_ORDER = {
    "negotiation": (("opened", "closed"),),
    "event": (("start", "end"),),
    "participant": (("from_on", "to_on"),),
    "affiliation": (("from_on", "to_on"),),
    "team_seat": (("from_on", "to_on"),),
    "approval": (("opened_on", "closed_on"),),
    "follow_up": (("asked_on", "done_on"),),
}
_WEEKDAY_FIRST = re.compile(rf"(?:on |last |next |this )?({'|'.join(WEEKDAY_NAMES)})\b", re.I)
_LOWEST_PERCENT, _HIGHEST_PERCENT = Decimal(-20), Decimal(100)


def check_shape(scene: Scene) -> Iterator[Finding]:
    """Check the shape of every touched record."""
    for record in scene.touched:
        changed = scene.changed_fields(record)
        yield from _references(scene, record, changed)
        yield from _stays_put(scene, record)
        yield from _dates(record, changed)
    for record in scene.touched_of("negotiation"):
        yield from _negotiation(record)
    for record in scene.touched_of("term", "figure"):
        yield from _amount(record)


def negotiation_of(scene: Scene, record: Record | None) -> int | None:
    """Give the key of the talks a record belongs to; None when it belongs to none."""
    if record is None:
        return None
    place = (record.table, record.id)
    if place not in scene.home:
        scene.home[place] = _home_of(scene, record)
    return scene.home[place]


def _home_of(scene: Scene, record: Record) -> int | None:
    if record.table == "negotiation":
        return record.id
    kind = kinds_of_record()[record.table]
    if not kind.scope:
        return None
    field = kind.field(kind.scope[0])
    held_by = getattr(record, field.name)
    if field.ref == "negotiation":
        return int(held_by)
    return negotiation_of(scene, scene.get(field.ref, held_by))


def _references(scene: Scene, record: Record, changed: frozenset[str]) -> Iterator[Finding]:
    kind = kinds_of_record()[record.table]
    home = negotiation_of(scene, record)
    for field in kind.references():
        key = getattr(record, field.name)
        if field.name not in changed or key is None:
            continue
        number = _REFERENCE_NUMBERS.get((kind.name, field.name), SHAPE)
        target = scene.get(field.ref, key)
        if target is None:
            one = kinds_of_record()[field.ref].one
            message = (
                f"{field.label} refers to {one} that is not in the record or is in the "
                f"trash. Choose another, or restore it first."
            )
            yield block(number, record, field.name, message)
        elif home is not None and not _may_refer(scene, record, field, target, home):
            message = (
                f"{field.label} belongs to other talks. Choose {kinds_of_record()[field.ref].one} "
                "of the same negotiation."
            )
            yield block(number, record, field.name, message)


def _may_refer(scene: Scene, record: Record, field: Field, target: Record, home: int) -> bool:
    if field.ref == "negotiation" or (record.table, field.name) in _MAY_CROSS:
        return True
    away = negotiation_of(scene, target)
    if away is None or away == home:
        return True
    if record.table == "event_actor":
        shared = scene.where("event_negotiation", event_id=record.event_id)
        return any(s.negotiation_id == away for s in shared)
    return False


def _stays_put(scene: Scene, record: Record) -> Iterator[Finding]:
    old = scene.before(record)
    if old is None or record.table in ("related_negotiation", "event_negotiation"):
        return
    if scene.follows_merge(record):
        return
    kind = kinds_of_record()[record.table]
    if kind.scope and getattr(old, kind.scope[0]) != getattr(record, kind.scope[0]):
        held_by = kind.field(kind.scope[0])
        message = (
            f"{kind.one.capitalize()} stays with its {kinds_of_record()[held_by.ref].label}. "
            "Record it anew where it belongs and delete this one."
        )
        yield block(SHAPE, record, held_by.name, message)


def _dates(record: Record, changed: frozenset[str]) -> Iterator[Finding]:
    kind = kinds_of_record()[record.table]
    for first, last in _IN_ORDER.get(record.table, ()):
        start, end = getattr(record, first), getattr(record, last)
        if not {first, last} & changed or start is None or end is None:
            continue
        if end.definitely_before(start):
            message = (
                f"{kind.field(last).label} ({end.describe()}) is before "
                f"{kind.field(first).label.lower()} ({start.describe()}). Correct one of them."
            )
            yield block(14, record, last, message)
    for name, form in kind.coded:
        if form == "fuzzy_date" and name in changed:
            yield from _weekday(record, kind.field(name), getattr(record, name))


def _weekday(record: Record, field: Field, when: FuzzyDate | None) -> Iterator[Finding]:
    if when is None or when.precision is not Precision.DAY or when.earliest is None:
        return
    named = _WEEKDAY_FIRST.match(when.as_written)
    if named is None or when.approx or when.known_how is KnownHow.INFERRED_CONTEXT:
        return
    weekday = WEEKDAY_NAMES[when.earliest.weekday()]
    if named[1].casefold() != weekday.casefold():
        message = (
            f"{field.label}: {when.describe()} is a {weekday}, but the words say "
            f'"{when.as_written}". Correct the day or keep both as they stand in the source.'
        )
        yield warn(14, record, field.name, message)


def _negotiation(record: Record) -> Iterator[Finding]:
    try:
        ZoneInfo(record.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = (
            f'"{record.timezone}" is not a known time zone. Use a name such as America/Los_Angeles.'
        )
        yield block(SHAPE, record, "timezone", message)
    if not re.fullmatch("[A-Z]{3}", record.currency):
        message = f'"{record.currency}" is not a currency code. Use three capitals, such as USD.'
        yield block(SHAPE, record, "currency", message)
    if record.phase_override and not record.phase_override_reason.strip():
        message = "A phase set by hand needs a reason. Write why it differs from the derived one."
        yield block(SHAPE, record, "phase_override_reason", message)


def _amount(record: Record) -> Iterator[Finding]:
    try:
        amount = Quantity(
            record.value_scaled,
            record.scale,
            record.unit,
            Comparator(record.comparator),
            record.value_high,
        )
    except ValueError as error:
        yield block(19, record, "value_scaled", str(error))
        return
    ends = [end for end in (amount.value, amount.high) if end is not None]
    outside = any(not _LOWEST_PERCENT <= end <= _HIGHEST_PERCENT for end in ends)
    if outside and unit_spec(amount.unit).kind is UnitKind.PERCENT:
        message = (
            f"{amount.describe()} is outside −20% to 100%. Check the number; it is kept as written."
        )
        yield warn(19, record, "value_scaled", message)

"""Creating, editing, deleting and restoring any kind of record from what people type."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from negotiation_tracker.model.catalogue import Catalogue, Kind, load_catalogue
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import ChangedMeanwhile, FieldProblem, InvalidInput, NotFound
from negotiation_tracker.model.handling import ONE_SIDED, Handling
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.model.vocabulary import label as words_of
from negotiation_tracker.paths import resources_folder
from negotiation_tracker.rules.signatures import text_hash
from negotiation_tracker.services.entry import EntryContext, is_blank, try_fields, try_new

_DAY_OF_TIME = {
    "session": {
        "scheduled_start": "date",
        "time_in": "date",
        "time_out": "date",
        "next_time": "next_date",
    },
    "proposal": {"time": "date"},
    "proposal_action": {"time": "date"},
    "event": {"start_time": "start", "end_time": "end"},
    "authorised_offer": {
        "authorised_at": "authorised_on",
        "valid_until_at": "valid_until",
        "conveyed_at": "conveyed_on",
    },
}
"""Kind of record → time of day → date of the same record that it belongs to."""

_CODED_WITHIN = {
    "negotiation": None,
    "source": None,
    "issue": "negotiation_id",
    "proposal": "negotiation_id",
    "tentative_agreement": "negotiation_id",
}
"""Kinds whose codes are unique, and the field that says within what."""


@cache
def kinds() -> Catalogue:
    """Give the catalogue of all kinds of record."""
    return load_catalogue(resources_folder())


def create(writer: RecordWriter, kind: str, raw: Mapping[str, object]) -> int:
    """Add a record of any kind from typed fields; give its key.

    Raises:
        InvalidInput: a field is missing or cannot be read, or a code is taken.

    """
    entry = _kind(kind)
    values = _read(writer, entry, raw, None)
    return writer.insert(kind, **confided(writer, entry, values)).id


def edit(
    writer: RecordWriter,
    kind: str,
    record_id: int,
    raw: Mapping[str, object],
    expected: Mapping[str, object] | None = None,
) -> Record:
    """Change some fields of a record from what was typed; give the new version.

    Times of day follow when the date they belong to is changed, and the hash of an agreement
    follows its text.

    Args:
        writer: the open change.
        kind: kind of record.
        record_id: its key.
        raw: typed fields by name.
        expected: what the person saw in these fields before typing, in value types.

    Raises:
        InvalidInput: a field cannot be read, or a code is taken.
        NotFound: the record is gone.
        ChangedMeanwhile: an edited field no longer has the value the person saw (E34).

    """
    entry = _kind(kind)
    current = need(writer, kind, record_id)
    _still_as_seen(entry, current, raw, expected or {})
    values = _read(writer, entry, raw, current)
    changed = confided(writer, entry, {**current.values(), **values})
    own = {f.name for f in entry.own_fields()}
    new = {n: v for n, v in changed.items() if n in own and v != getattr(current, n)}
    if not new:
        return current
    record = writer.update(kind, record_id, **new)
    if kind == "session" and "date" in new:
        _move_times(writer, record)
    return record


def delete(writer: RecordWriter, kind: str, record_id: int) -> None:
    """Move a record and what it owns to the trash; NotFound or InUse.

    What is owed stays when the line of a log goes in which it came up.
    """
    _kind(kind)
    for citation in _lines_of_what_is_owed(writer, kind, record_id):
        writer.remove("citation", citation.id)
    writer.remove(kind, record_id)


def restore(writer: RecordWriter, kind: str, record_id: int) -> None:
    """Bring a record, and what went to the trash with it, back; NotFound."""
    _kind(kind)
    writer.restore(kind, record_id)


# -- what the other verbs share --


def need(view: RecordView, kind: str, record_id: int) -> Record:
    """Give a record that has to be there.

    Raises:
        NotFound: it is not, or it is in the trash.

    """
    found = view.get(kind, record_id)
    if found is None:
        name = kinds()[kind].label
        raise NotFound(
            f"This {name} is not in the record any more.",
            "It was deleted, or another window changed the store.",
            "Refresh the list, or look in the trash.",
        )
    return found


def context_of(
    writer: RecordWriter, negotiation: Record | None, when: FuzzyDate | None = None
) -> EntryContext:
    """Give what typed text is read against in these talks.

    Args:
        writer: the open change; its moment decides which day is today.
        negotiation: the talks; None for what belongs to none, read in UTC.
        when: date that times of day belong to; used only when it is known to the day.

    """
    zone = "UTC" if negotiation is None else str(negotiation.timezone)
    today = writer.now.astimezone(ZoneInfo(zone)).date()
    certain = when is not None and when.certain()
    return EntryContext(today, zone, when.earliest if when is not None and certain else None)


def own_side(view: RecordView, negotiation_id: int) -> Record | None:
    """Give the participant this desk works for; None when none or several are marked."""
    ours = view.where("participant", negotiation_id=negotiation_id, ours=True)
    return ours[0] if len(ours) == 1 else None


def confided(view: RecordView, entry: Kind, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in whose confidence a one-sided record is, where there is only one answer.

    A private note is its owner's; anything else is that of the side this desk works for.
    """
    handling = values.get("handling") or entry.field("handling").default
    if values.get("confidence_of_id") is not None or Handling(handling) not in ONE_SIDED:
        return values
    if entry.name == "private_note" and values.get("owner_id") is not None:
        return {**values, "confidence_of_id": values["owner_id"]}
    negotiation = _negotiation_of(view, entry, values)
    ours = None if negotiation is None else own_side(view, negotiation.id)
    return values if ours is None else {**values, "confidence_of_id": ours.id}


def taken_code(
    view: RecordView, kind: str, values: Mapping[str, Any], own_id: int | None = None
) -> FieldProblem | None:
    """Say that a code is used by another record of the same talks, if it is."""
    if kind not in _CODED_WITHIN or not values.get("code"):
        return None
    within = _CODED_WITHIN[kind]
    equals = {} if within is None else {within: values.get(within)}
    code = str(values["code"])
    # Looked up by the index on codes; a list of all would grow with the record.
    for written in dict.fromkeys((code, code.upper(), code.lower())):
        for other in view.where(kind, **equals, code=written):
            if other.id != own_id:
                label = kinds()[kind].label
                message = f"The code {other.code} is taken by another {label}. Choose one."
                return FieldProblem("code", message)
    return None


def _lines_of_what_is_owed(view: RecordView, kind: str, record_id: int) -> list[Record]:
    """List the citations that say in which line something owed came up, of lines that go."""
    lines = [record_id] if kind == "table_entry" else []
    if kind == "session":
        lines = [line.id for line in view.where("table_entry", session_id=record_id)]
    return [
        citation
        for line in lines
        for citation in view.where("citation", entry_id=line, target_kind="follow_up")
    ]


def _kind(name: str) -> Kind:
    found = kinds().kinds.get(name)
    if found is None:
        known = ", ".join(kinds().kinds)
        raise NotFound(f'"{name}" is not a kind of record.', "", f"Use one of: {known}.")
    return found


def _read(
    writer: RecordWriter, entry: Kind, raw: Mapping[str, object], current: Record | None
) -> dict[str, Any]:
    """Read what was typed: first dates and references, then the times that hang on them."""
    times = {f.name for f in entry.fields if f.type == "clock"}
    first = {n: v for n, v in raw.items() if n not in times}
    known = {} if current is None else current.values()
    plain = context_of(writer, _negotiation_of(writer, entry, {**raw, **known}))
    reader = try_new if current is None else try_fields
    values, problems = reader(entry, first, plain)
    whole = {**known, **values}
    for name in sorted(times):
        on = _day_of(writer, entry, name, whole)
        context = replace(plain, on=on)
        if name in raw:
            read, wrong = try_fields(entry, {name: raw[name]}, context)
            values.update(read)
            problems.extend(wrong)
        elif current is not None and _DAY_OF_TIME.get(entry.name, {}).get(name) in values:
            values[name] = _moved(getattr(current, name), context)
    if entry.name == "tentative_agreement" and {"language", "text_hash"} & values.keys():
        values["text_hash"] = _hash({**known, **values}, raw)
    clash = taken_code(writer, entry.name, {**known, **values}, current.id if current else None)
    if clash is not None and (current is None or "code" in values):
        problems.append(clash)
    if problems:
        raise InvalidInput(problems)
    return values


def _hash(agreement: Mapping[str, Any], raw: Mapping[str, object]) -> str:
    """Give the hash that was typed, or else that of the text."""
    if not is_blank(raw.get("text_hash")):
        return str(agreement.get("text_hash", ""))
    return text_hash(agreement["language"]) if agreement.get("language") else ""


def _day_of(view: RecordView, entry: Kind, time: str, values: Mapping[str, Any]) -> Any:
    when = values.get(_DAY_OF_TIME.get(entry.name, {}).get(time, ""))
    if when is None and entry.name == "event":
        when = values.get("start")
    if entry.name in ("attendance", "table_entry") and values.get("session_id") is not None:
        session = view.get("session", values["session_id"])
        when = None if session is None else session.date
    return when.earliest if isinstance(when, FuzzyDate) and when.certain() else None


def _moved(time: ClockTime | None, context: EntryContext) -> ClockTime | None:
    if time is None:
        return None
    there = ClockTime.at(time.time.isoformat("minutes"), time.zone, context.on)
    return replace(time, offset_minutes=there.offset_minutes)


def _move_times(writer: RecordWriter, session: Record) -> None:
    """Give the times of a session's log and attendance the UTC offset of its new day."""
    negotiation = need(writer, "negotiation", session.negotiation_id)
    context = context_of(writer, negotiation, session.date)
    for kind, names in (("attendance", ("time_in", "time_out")), ("table_entry", ("occurred_at",))):
        for record in writer.where(kind, session_id=session.id):
            moved = {name: _moved(getattr(record, name), context) for name in names}
            if any(getattr(record, name) != time for name, time in moved.items()):
                writer.update(kind, record.id, **moved)


def _negotiation_of(view: RecordView, entry: Kind, values: Mapping[str, Any]) -> Record | None:
    """Walk from the fields of a record, typed or read, up to its talks."""
    at: Kind | None = entry
    while at is not None and at.name != "negotiation":
        if not at.scope:
            return None
        field = at.field(at.scope[0])
        key = values.get(field.name)
        number = int(key) if isinstance(key, int) or (isinstance(key, str) and key.isdigit()) else 0
        record = view.get(field.ref, number)
        if record is None or record.table == "negotiation":
            return record
        at, values = kinds()[record.table], record.values()
    return None if values.get("id") is None else view.get("negotiation", values["id"])


def _still_as_seen(
    entry: Kind, current: Record, raw: Mapping[str, object], expected: Mapping[str, object]
) -> None:
    for name in raw:
        if name not in expected or not entry.has(name):
            continue
        stored = getattr(current, name)
        if stored != expected[name]:
            field = entry.field(name)
            raise ChangedMeanwhile(
                f"{field.label} was changed after you opened it.",
                f"It was “{_shown(expected[name])}” and is now “{_shown(stored)}”.",
                "What you typed is still here: look at both and save again what should stand.",
            )


def _shown(value: object) -> str:
    if isinstance(value, FuzzyDate | ClockTime):
        return value.describe()
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "empty" if value is None or value == "" else words_of(str(value))

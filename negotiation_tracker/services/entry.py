"""Reading what people type into the value types of the record, with problems in words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from negotiation_tracker.model.catalogue import HOUSE_KEEPING, Field, Kind
from negotiation_tracker.model.dates import ClockTime, FuzzyDate, Precision, parse_fuzzy_date
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.vocabulary import label

_YES = frozenset({"yes", "y", "true", "on", "1", "si", "sí", "x"})
_NO = frozenset({"no", "n", "false", "off", "0"})
_LARGEST = 2**63 - 1
_NOT_TYPED = HOUSE_KEEPING | {"id"}


@dataclass(frozen=True, slots=True)
class EntryContext:
    """What typed text is read against.

    Attributes:
        today: the day "yesterday" and "1/17" are counted from.
        zone: IANA zone of the negotiation, for times of day.
        on: the day that times of day belong to, when it is known to the day.

    """

    today: date
    zone: str
    on: date | None = None


def read_fields(kind: Kind, raw: Mapping[str, object], context: EntryContext) -> dict[str, Any]:
    """Read typed fields of a record; values that have their type already pass.

    Text is read by the type of its field. An empty text means "not recorded"; where a field
    cannot be empty that is a problem. Fields that are not given are not in the result.

    Raises:
        InvalidInput: one problem for each field that cannot be read.

    """
    values, problems = try_fields(kind, raw, context)
    if problems:
        raise InvalidInput(problems)
    return values


def read_new(kind: Kind, raw: Mapping[str, object], context: EntryContext) -> dict[str, Any]:
    """Read the fields of a new record: empty ones take their defaults, missing ones are named.

    Raises:
        InvalidInput: one problem for each field that cannot be read or is missing.

    """
    values, problems = try_new(kind, raw, context)
    if problems:
        raise InvalidInput(problems)
    return values


def try_fields(
    kind: Kind, raw: Mapping[str, object], context: EntryContext, prefix: str = ""
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Read typed fields; give what could be read and the problems.

    Args:
        kind: kind of record.
        raw: fields by name.
        context: what text is read against.
        prefix: put before the names of fields in problems, such as ``proposals[0].``.

    """
    values: dict[str, Any] = {}
    problems: list[FieldProblem] = []
    for name, value in raw.items():
        if not kind.has(name) or name in _NOT_TYPED:
            known = ", ".join(f.name for f in kind.own_fields())
            message = f'There is no field "{name}" to fill in for {kind.one}. It has: {known}.'
            problems.append(FieldProblem(prefix + name, message))
            continue
        try:
            values[name] = _read(kind.field(name), value, context)
        except ValueError as error:
            problems.append(FieldProblem(prefix + name, str(error)))
    return values, problems


def try_new(
    kind: Kind, raw: Mapping[str, object], context: EntryContext, prefix: str = ""
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Read the fields of a new record as `read_new` does; give values and problems."""
    filled = {name: value for name, value in raw.items() if not is_blank(value)}
    values, problems = try_fields(kind, filled, context, prefix)
    for field in kind.own_fields():
        if field.required and field.default is None and field.name not in filled:
            message = f"{field.label} is missing: {kind.one} needs it."
            problems.append(FieldProblem(prefix + field.name, message))
    return values, problems


def is_blank(value: object) -> bool:
    """Say whether nothing was typed."""
    return value is None or (isinstance(value, str) and not value.strip())


def _read(field: Field, value: object, context: EntryContext) -> Any:
    if field.type in ("text", "uid"):
        return _text(field, value)
    if is_blank(value):
        if field.required:
            raise ValueError(f"{field.label} cannot be empty. Fill it in.")
        return None
    if isinstance(value, str):
        value = value.strip()
    return _READERS[field.type](field, value, context)


def _text(field: Field, value: object) -> str:
    if value is None:
        value = ""
    if not isinstance(value, str):
        raise ValueError(f"{field.label} is a text. Write it in words.")
    text = unicodedata.normalize("NFC", value.strip())
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError(f"{field.label} holds characters that cannot be stored. Retype it.")
    if field.required and not text:
        raise ValueError(f"{field.label} cannot be empty. Fill it in.")
    if field.type == "uid":
        try:
            return str(UUID(text))
        except ValueError as error:
            raise ValueError(f'"{text[:60]}" is not an identifier (UUID).') from error
    return text


def _choice(field: Field, value: object, context: EntryContext) -> str:
    typed = _plain(str(value))
    for allowed in field.values:
        if typed in (_plain(allowed), _plain(label(allowed))):
            return allowed
    words = ", ".join(label(allowed) for allowed in field.values)
    raise ValueError(f'{field.label}: "{str(value)[:60]}" is not one of: {words}.')


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[_\-]", " ", text.casefold()).split())


def _flag(field: Field, value: object, context: EntryContext) -> bool:
    if isinstance(value, bool):
        return value
    typed = str(value).casefold()
    if typed in _YES:
        return True
    if typed in _NO:
        return False
    raise ValueError(f'{field.label}: write yes or no, not "{str(value)[:60]}".')


def _integer(field: Field, value: object, context: EntryContext) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        number = value
    elif isinstance(value, str) and re.fullmatch(r"[+-]?(\d+|\d{1,3}(,\d{3})+)", value, re.ASCII):
        number = int(value.replace(",", ""))
    else:
        raise ValueError(f'{field.label}: "{str(value)[:60]}" is not a whole number. Write digits.')
    if abs(number) > _LARGEST:
        raise ValueError(f"{field.label}: the number is too large. Check the digits.")
    return number


def _decimal(field: Field, value: object, context: EntryContext) -> Decimal:
    message = f'{field.label}: "{str(value)[:60]}" is not a number. Write it as 3 or 2.5.'
    if isinstance(value, bool | float) or not isinstance(value, Decimal | int | str):
        raise ValueError(message)
    try:
        number = Decimal(value)
    except InvalidOperation as error:
        raise ValueError(message) from error
    if not number.is_finite() or number != round(number, 2) or abs(number) > _LARGEST // 100:
        raise ValueError(f"{field.label}: write a number with at most two decimals.")
    return number


def _fuzzy_date(field: Field, value: object, context: EntryContext) -> FuzzyDate:
    if isinstance(value, FuzzyDate):
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return FuzzyDate.day(value)
    if isinstance(value, str):
        return parse_fuzzy_date(value, today=context.today)
    raise ValueError(f"{field.label} is a date. Write it as 17 Jan 2019.")


def _clock(field: Field, value: object, context: EntryContext) -> ClockTime:
    if isinstance(value, ClockTime):
        return value
    if isinstance(value, str):
        if value.endswith("]"):
            return ClockTime.from_text(value)
        return ClockTime.at(value, context.zone, context.on)
    raise ValueError(f"{field.label} is a time of day. Write it as 21:30 or 9:30 pm.")


def _moment(field: Field, value: object, context: EntryContext) -> datetime:
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError as error:
        message = f'{field.label}: write "{str(value)[:60]}" as 2019-01-17T09:30:00Z.'
        raise ValueError(message) from error
    if found.tzinfo is None:
        raise ValueError(f"{field.label} needs a time zone. Write it as 2019-01-17T09:30:00Z.")
    return found.astimezone(UTC)


def _day(field: Field, value: object, context: EntryContext) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    found = _fuzzy_date(field, value, context)
    if found.earliest is None or found.precision is not Precision.DAY or found.approx:
        raise ValueError(f"{field.label} is one calendar day. Write it as 17 Jan 2019.")
    return found.earliest


def _ref(field: Field, value: object, context: EntryContext) -> int:
    if isinstance(value, str) and re.fullmatch(r"\d{1,18}", value, re.ASCII):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f'{field.label}: "{str(value)[:60]}" was not found. Choose from the list.')


_READERS: dict[str, Callable[[Field, object, EntryContext], Any]] = {
    "choice": _choice,
    "flag": _flag,
    "integer": _integer,
    "decimal": _decimal,
    "fuzzy_date": _fuzzy_date,
    "clock": _clock,
    "moment": _moment,
    "day": _day,
    "ref": _ref,
}

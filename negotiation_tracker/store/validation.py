"""Checking the fields of a record by their SQLModel declaration, in words for people."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args

from pydantic import ValidationError

from negotiation_tracker.model.catalogue import Catalogue, Field, Kind
from negotiation_tracker.model.columns import clean_text
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.tables import RECORD_CLASSES


def validated(catalogue: Catalogue, kind: str, values: dict[str, Any]) -> dict[str, Any]:
    """Give the complete, checked fields of a record.

    Raises:
        InvalidInput: a field is unknown, missing or of the wrong type; every one is named.

    """
    entry = catalogue[kind]
    fields_class = RECORD_CLASSES[kind][1]
    unknown = [name for name in values if name not in fields_class.model_fields]
    if unknown:
        raise InvalidInput(
            [FieldProblem(name, f"A {entry.label} has no field {name}.") for name in unknown]
        )
    try:
        checked = fields_class.model_validate(_stripped(entry, values))
    except ValidationError as error:
        raise InvalidInput([_problem(entry, e) for e in error.errors()]) from error
    result: dict[str, Any] = {}
    for name in fields_class.model_fields:
        value = getattr(checked, name)
        result[name] = value.value if isinstance(value, Enum) else value
    return result


def _stripped(entry: Kind, values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.strip() if isinstance(value, str) and not entry.field(name).long else value
        for name, value in values.items()
    }


def _problem(entry: Kind, error: Any) -> FieldProblem:
    name = str(error["loc"][0]) if error["loc"] else ""
    field = entry.field(name) if entry.has(name) else None
    label = field.label if field else name
    if error["type"] in ("missing", "string_too_short"):
        return FieldProblem(name, f"{label} is missing: a {entry.label} needs it.")
    if field is not None and field.values:
        return FieldProblem(name, f"{label} must be one of: {', '.join(field.values)}.")
    return FieldProblem(name, f"{label} cannot be read as written; retype it.")


class PlainForm:
    """Checks the fields of a kind without the library, for a great many records at once.

    It knows only what is plainly right: a value of the field's own type. Anything else is left to
    `validated`, which says what is wrong or makes the value fit.
    """

    def __init__(self, kind: Kind) -> None:
        declared = RECORD_CLASSES[kind.name][1].model_fields
        self._start: dict[str, Any] = {}
        self._fits: dict[str, Callable[[Any], bool]] = {}
        for name, info in declared.items():
            default = None if info.is_required() else info.get_default()
            self._start[name] = default.value if isinstance(default, Enum) else default
            self._fits[name] = _fits(kind.field(name), may_be_none=_may_be_none(info.annotation))
        self._needed = frozenset(n for n, info in declared.items() if info.is_required())
        self._texts = {n: kind.field(n).long for n in declared if kind.field(n).type == "text"}

    def read(self, values: dict[str, Any]) -> dict[str, Any] | None:
        """Give the complete fields of a record, or None when they are not plainly right."""
        fits = self._fits
        if not (self._needed <= values.keys() <= fits.keys()):
            return None
        if not all(fits[name](value) for name, value in values.items()):
            return None
        row = {**self._start, **values}
        for name, long in self._texts.items():
            text = row[name]
            if text:
                row[name] = clean_text(text if long else text.strip())
        return row


def _may_be_none(annotation: Any) -> bool:
    return type(None) in get_args(annotation)


def _fits(field: Field, *, may_be_none: bool) -> Callable[[Any], bool]:
    """Give what says whether a value is plainly one of a field."""
    plainly = _PLAINLY[field.type]
    if field.type == "choice":
        allowed = frozenset(field.values)
        return lambda v: (v is None and may_be_none) or (type(v) is str and v in allowed)
    if field.type == "text" and field.required:
        return lambda v: type(v) is str and bool(v.strip())
    if may_be_none:
        return lambda v: v is None or plainly(v)
    return plainly


_PLAINLY: dict[str, Callable[[Any], bool]] = {
    "text": lambda v: type(v) is str,
    "uid": lambda v: type(v) is str,
    "choice": lambda v: type(v) is str,
    "integer": lambda v: type(v) is int,
    "ref": lambda v: type(v) is int,
    "flag": lambda v: type(v) is bool,
    "day": lambda v: type(v) is date,
    "moment": lambda v: type(v) is datetime and v.tzinfo is not None,
    "decimal": lambda v: type(v) is Decimal and v.is_finite() and v == round(v, 2),
    "fuzzy_date": lambda v: type(v) is FuzzyDate,
    "clock": lambda v: type(v) is ClockTime,
}

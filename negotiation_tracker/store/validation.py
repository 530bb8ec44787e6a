"""Checking the fields of a record by their SQLModel declaration, in words for people."""

from enum import Enum
from typing import Any

from pydantic import ValidationError

from negotiation_tracker.model.catalogue import Catalogue, Kind
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

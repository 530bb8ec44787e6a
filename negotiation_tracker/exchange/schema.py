"""The JSON Schema of a bundle, made from the catalogue so that the two cannot drift apart.

``python -m negotiation_tracker.exchange.schema`` writes it to the resources; a test compares.
"""

import json
from typing import Any, Final

from negotiation_tracker import paths
from negotiation_tracker.model.catalogue import Catalogue, Field, load_catalogue
from negotiation_tracker.model.dates import FuzzyDate, KnownHow, Precision
from negotiation_tracker.model.handling import Audience

FORMAT: Final = "negotiation-tracker bundle"
VERSION: Final = 1
FILE_NAME: Final = "bundle.schema.json"

_UID: Final = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_DAY: Final = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT: Final = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z$"
_PLAIN: Final[dict[str, dict[str, Any]]] = {
    "text": {"type": "string"},
    "uid": {"$ref": "#/$defs/uid"},
    "ref": {"$ref": "#/$defs/uid"},
    "flag": {"type": "boolean"},
    "integer": {"type": "integer", "minimum": -(2**63), "maximum": 2**63 - 1},
    "decimal": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]{1,2})?$"},
    "day": {"type": "string", "pattern": _DAY},
    "moment": {"type": "string", "pattern": _MOMENT},
    "clock": {"$ref": "#/$defs/clock"},
    "fuzzy_date": {"$ref": "#/$defs/fuzzy_date"},
}


def bundle_schema(catalogue: Catalogue) -> dict[str, Any]:
    """Describe a bundle in JSON Schema (draft 2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of labor negotiations",
        "description": (
            "References name the uid of another record. Bundles for others than the owner of "
            "the file leave fields and records out."
        ),
        "type": "object",
        "required": ["format", "schema", "audience", "records"],
        "additionalProperties": False,
        "properties": {
            "format": {"const": FORMAT},
            "schema": {"const": VERSION},
            "audience": {"enum": [a.value for a in Audience]},
            "records": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    name: {"type": "array", "items": {"$ref": f"#/$defs/{name}"}}
                    for name in catalogue.kinds
                },
            },
        },
        "$defs": {**_values(), **{name: _record(catalogue, name) for name in catalogue.kinds}},
    }


def schema_text() -> str:
    """Give the schema as it stands in the resources."""
    schema = bundle_schema(load_catalogue(paths.resources_folder()))
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def _values() -> dict[str, Any]:
    day = {"anyOf": [{"type": "string", "pattern": _DAY}, {"type": "null"}]}
    form = FuzzyDate.unknown().to_json()
    fuzzy: dict[str, Any] = {name: {"type": "string"} for name in form}
    fuzzy |= {
        "earliest": day,
        "latest": day,
        "precision": {"enum": [p.value for p in Precision]},
        "known_how": {"enum": [k.value for k in KnownHow]},
        "approx": {"type": "boolean"},
    }
    return {
        "uid": {"type": "string", "pattern": _UID},
        "clock": {
            "type": "string",
            "description": "Wall time, offset from UTC where the day is known, and zone.",
            "pattern": r"^[0-9]{2}:[0-9]{2}(:[0-9]{2})?([+-][0-9]{2}:[0-9]{2})?\[[^\[\]]+\]$",
        },
        "fuzzy_date": {
            "type": "object",
            "description": "The days something may have happened on, and how that is known.",
            "required": ["earliest", "latest"],
            "additionalProperties": False,
            "properties": fuzzy,
        },
    }


def _record(catalogue: Catalogue, name: str) -> dict[str, Any]:
    kind = catalogue[name]
    fields = [f for f in kind.fields if f.name not in {"id", "deleted_at"}]
    needed = [f.name for f in kind.own_fields() if f.required and f.default is None]
    return {
        "type": "object",
        "description": kind.about,
        "required": ["uid", *needed],
        "additionalProperties": False,
        "properties": {f.name: _field(f) for f in fields},
    }


def _field(field: Field) -> dict[str, Any]:
    about = f"{field.label}. {field.about}".strip()
    if field.unit:
        about = f"{about} Unit: {field.unit}."
    value: dict[str, Any] = dict(_PLAIN.get(field.type, {"enum": list(field.values)}))
    if field.type == "text" and field.required:
        value["minLength"] = 1
    if field.type == "ref":
        about = f"{about} Refers to: {field.ref}."
    if field.required or field.type in {"text", "uid"}:
        return {**value, "description": about}
    return {"anyOf": [value, {"type": "null"}], "description": about}


def main() -> None:
    """Write the schema to the resources of the checkout."""
    target = paths.resources_folder() / FILE_NAME
    target.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()

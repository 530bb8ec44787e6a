"""Writes records as a JSON bundle that can be read back without loss.

One record to a line, kinds in the catalogue's order, records by identifier: the same records give
the same bytes, whatever store they come from. References name the record's identifier.
"""

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.exchange.schema import FORMAT, VERSION
from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Dossier, Record

LEFT_OUT = frozenset({"export_log"})
"""Kinds that are no part of the record: writing a bundle must not change the next one."""


def write(dossier: Dossier, audience: Audience) -> bytes:
    """Write every record of the dossier with the fields this audience may have."""
    head = {"format": FORMAT, "schema": VERSION, "audience": audience.value}
    lines = [f"{json.dumps(name)}: {json.dumps(value)}," for name, value in head.items()]
    kinds = []
    for kind in dossier.catalogue.kinds:
        fields = released(dossier.catalogue, kind, audience)
        records = sorted(dossier.all(kind), key=lambda r: r.uid)
        if not records or not fields or kind in LEFT_OUT:
            continue
        rows = ",\n".join(_dumped(encoded(r, fields, dossier)) for r in records)
        kinds.append(f"{json.dumps(kind)}: [\n{rows}\n]")
    body = ",\n".join(kinds)
    return ("{\n" + "\n".join(lines) + '\n"records": {\n' + body + "\n}\n}\n").encode("utf-8")


def encoded(record: Record, fields: tuple[Field, ...], dossier: Dossier) -> dict[str, Any]:
    """Give a record as plain JSON values, references as identifiers."""
    return {field.name: _value(field, getattr(record, field.name), dossier) for field in fields}


def _value(field: Field, value: Any, dossier: Dossier) -> Any:
    if value is None:
        return None
    if field.type == "ref":
        target = dossier.get(field.ref, value)
        return None if target is None else target.uid
    if isinstance(value, FuzzyDate | ClockTime):
        return value.to_json()
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value


def _dumped(values: dict[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

"""Records as JSON: the fields of the catalogue, stable names, nothing lost to rounding.

Dates are objects, decimals and clock times are texts, null means not recorded. Described for
users in docs/cli.md.
"""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from negotiation_tracker.cli.wording import KINDS_WITH_NUMBERS, NUMBER_FIELDS, handle, name_of
from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.wording import quantity

_OTHER_END = frozenset({"countered_id", "tied_item_id", "other_id"})
"""References of a tie between two records of a kind; the tie belongs to its first end."""


def record_form(record: Record, dossier: Dossier, *, whole: bool = False) -> dict[str, Any]:
    """Give a record as a JSON object.

    Args:
        record: the record.
        dossier: where references are looked up.
        whole: also what belongs to it (items of a proposal, log of a session) and citations.

    """
    kind = dossier.catalogue[record.table]
    numbers = NUMBER_FIELDS if record.table in KINDS_WITH_NUMBERS else frozenset()
    form: dict[str, Any] = {"record": record.table, "ref": handle(record), "uid": record.uid}
    for field in kind.own_fields():
        if field.name not in numbers:
            name = field.name.removesuffix("_id") if field.ref else field.name
            form[name] = value_form(field, getattr(record, field.name), dossier)
    if numbers:
        form["quantity"] = quantity(record).to_json()
        form["quantity_words"] = quantity(record).describe()
    if whole:
        form |= _belongings(record, dossier)
        form["citations"] = citations_form(record, dossier)
    return form


def value_form(field: Field, value: Any, dossier: Dossier) -> Any:
    """Give the value of a field in its JSON form."""
    if value is None or value == "":
        return None
    if isinstance(value, FuzzyDate):
        return date_form(value)
    if isinstance(value, ClockTime):
        return value.to_json()
    if isinstance(value, datetime):
        return utc_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if field.ref:
        return ref_form(field.ref, value, dossier)
    return value if isinstance(value, bool | int) else str(value)


def date_form(value: FuzzyDate | None) -> dict[str, Any] | None:
    """Give a date as an object, with its words; None when none is recorded."""
    return None if value is None else {**value.to_json(), "words": value.describe_long()}


def ref_form(kind: str, record_id: int | None, dossier: Dossier) -> dict[str, Any] | None:
    """Give a reference by identifier and name; None when there is none to show."""
    target = None if record_id is None else dossier.get(kind, record_id)
    if target is None:
        return None
    return {
        "record": kind,
        "ref": handle(target),
        "uid": target.uid,
        "name": name_of(target, dossier),
    }


def refs_form(keys: Iterable[tuple[str, int]], dossier: Dossier) -> list[dict[str, Any]]:
    """Give several references, without those that are not there."""
    found = (ref_form(kind, number, dossier) for kind, number in keys)
    return [form for form in found if form is not None]


def citations_form(record: Record, dossier: Dossier) -> list[dict[str, Any]]:
    """Give where a record stands and who asserts it."""
    found = []
    for citation in dossier.where("citation", target_uid=record.uid):
        segment = dossier.get("segment", citation.segment_id or 0)
        source = dossier.get("source", segment.source_id) if segment else None
        found.append(
            {
                "field": citation.target_field or None,
                "source": source.code if source else None,
                "paragraph": segment.para_no if segment else None,
                "log_line": ref_form("table_entry", citation.entry_id, dossier),
                "document": ref_form("document", citation.document_id, dossier),
                "page": citation.page,
                "attribution": citation.attribution,
                "person": ref_form("person", citation.person_id, dossier),
                "organization": ref_form("organization", citation.organization_id, dossier),
                "label": citation.label or None,
                "about": citation.about,
                "basis": citation.basis,
                "mark": citation.mark,
                "mode": citation.mode,
                "note": citation.note or None,
            }
        )
    return found


def _belongings(record: Record, dossier: Dossier) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for kind, field in dossier.catalogue.children(record.table):
        if not (field.owned and field.required):
            continue
        if field.name in _OTHER_END:
            continue
        children = dossier.where(kind.name, **{field.name: record.id})
        children.sort(key=lambda child: (child.values().get("seq") or 0, child.id))
        found[_plural(kind.name)] = [record_form(child, dossier, whole=True) for child in children]
    return found


def _plural(name: str) -> str:
    if name.endswith(("s", "x")):
        return f"{name}es"
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"

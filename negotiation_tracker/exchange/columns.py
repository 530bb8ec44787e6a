"""Fields of a great many records in the forms that files have, a column at a time.

Records of one kind have the same fields, so what depends on the field is worked out once and not
for each record; a date that occurs often is put into words once.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any, Final

from negotiation_tracker.exchange.neutral_cells import neutral
from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.moments import utc_text
from negotiation_tracker.model.record import Dossier, Record

DATE_PARTS: Final = (
    "earliest", "latest", "precision", "approx", "as_written", "known_how", "anchor", "reason",
)  # fmt: skip
"""What a date has in the exchange form, in order."""
_NO_DATE: Final = ("",) * len(DATE_PARTS)
_BARE: Final = frozenset({"uid", "ref", "choice", "day", "moment", "integer", "decimal", "flag"})
"""Types whose cells never begin like a formula, but for a minus before digits."""


class Columns:
    """The fields of some records of one kind, all of whose references are in a dossier."""

    def __init__(self, dossier: Dossier, records: Sequence[Record]) -> None:
        self._dossier = dossier
        self._rows = [record.mapping() for record in records]

    def json(self, field: Field) -> Iterable[str]:
        """Give the JSON text of a field of each record."""
        values = [row[field.name] for row in self._rows]
        if field.type == "fuzzy_date":
            return _each(values, lambda when: _dumped(when.to_json()))
        if field.type == "flag":
            return ["null" if v is None else "true" if v else "false" for v in values]
        if field.type == "integer":
            return ["null" if v is None else str(v) for v in values]
        texts = self._texts(field, values)
        return ["null" if text is None else encode_basestring(text) for text in texts]

    def cells(self, field: Field) -> list[Sequence[str]]:
        """Give the columns of cells of a field, in which nothing can be taken for a formula.

        A date has a column for each of its `DATE_PARTS`, any other field one.
        """
        values = [row[field.name] for row in self._rows]
        if field.type == "fuzzy_date":
            parts = _each(values, _date_cells)
            rows = [_NO_DATE if when is None else p for when, p in zip(values, parts, strict=True)]
            return list(zip(*rows, strict=True))
        if field.type == "flag":
            return [["" if v is None else "true" if v else "false" for v in values]]
        if field.type == "integer":
            return [["" if v is None else str(v) for v in values]]
        texts = self._texts(field, values)
        if field.type in _BARE:
            return [[text or "" for text in texts]]
        return [[neutral(text) if text else "" for text in texts]]

    def _texts(self, field: Field, values: list[Any]) -> list[str | None]:
        """Give the exchange form of values that are texts there."""
        if field.type == "ref":
            targets = self._dossier.all(field.ref)
            uids = {target.id: target.uid for target in targets}
            return [uids.get(v) for v in values]
        form = _FORMS.get(field.type)
        return values if form is None else _each(values, form, None)


_FORMS: dict[str, Callable[[Any], str]] = {
    "clock": lambda time: str(time.to_json()),
    "moment": utc_text,
    "day": lambda day: str(day.isoformat()),
    "decimal": lambda number: format(Decimal(number).normalize(), "f"),
}
_dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _each(values: list[Any], form: Callable[[Any], Any], none: str | None = "null") -> list[Any]:
    """Give the form of each value, made once for each that is one and the same."""
    made: dict[int, Any] = {id(None): none}
    found = []
    for value in values:
        key = id(value)  # the records keep every value, so no two have the same
        if key not in made:
            made[key] = form(value)
        found.append(made[key])
    return found


def _date_cells(when: Any) -> tuple[str, ...]:
    parts = when.to_json()
    return tuple(
        "" if v is None else ("true" if v else "false") if isinstance(v, bool) else neutral(v)
        for v in (parts[name] for name in DATE_PARTS)
    )

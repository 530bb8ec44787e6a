"""Reads a JSON bundle, checks every value, and says where each fault is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from types import NoneType
from typing import Any, Final

from negotiation_tracker.exchange.readers.json_text import clean, parse
from negotiation_tracker.exchange.schema import FORMAT, VERSION
from negotiation_tracker.exchange.writers.bundle import LEFT_OUT
from negotiation_tracker.model.catalogue import Catalogue, Field, Kind
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.handling import Audience

MOST_PROBLEMS: Final = 20
_UID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DECIMAL: Final = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,2})?", re.ASCII)
_HEAD: Final = frozenset({"format", "schema", "audience", "records"})


@dataclass(frozen=True, slots=True)
class BundleRecord:
    """One record of a bundle; its references are identifiers of other records.

    Attributes:
        kind: kind of record.
        uid: stable identifier.
        values: the fields that the bundle gives, as value types.
        place: where it stands in the file.

    """

    kind: str
    uid: str
    values: Mapping[str, Any]
    place: str


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle that was read and found right in itself.

    Attributes:
        audience: for whom it was written; one for "me" holds every field.
        records: its records by identifier, in the catalogue's order of kinds.

    """

    audience: Audience
    records: Mapping[str, BundleRecord]


def read_bundle(data: bytes, catalogue: Catalogue) -> Bundle:
    """Read a bundle.

    References may lead out of the bundle, to records that a store already has.

    Raises:
        TooLarge: the file is too large to be a bundle (E43).
        InvalidInput: it is not a bundle, or values in it are wrong; each with its place.

    """
    raw = parse(data)
    _check_head(raw)
    reading = _Reading(catalogue)
    for name in catalogue.kinds:
        for number, entry in enumerate(raw["records"].get(name, ())):
            reading.record(name, entry, f"records.{name}[{number}]")
    reading.finish()
    return Bundle(Audience(raw["audience"]), reading.found)


def _check_head(raw: Any) -> None:
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise _refused("", "this is JSON, but no bundle of this program")
    if type(raw.get("schema")) is not int or raw["schema"] < 1:
        raise _refused("schema", "the version of the bundle is missing")
    if raw["schema"] > VERSION:
        raise _refused("schema", "this bundle was written by a newer version; please update")
    if raw.keys() != _HEAD:
        odd = min(raw.keys() ^ _HEAD)
        raise _refused(odd, "this part is missing or does not belong here")
    if raw["audience"] not in {a.value for a in Audience}:
        raise _refused("audience", "this audience is not known")
    if not isinstance(raw["records"], dict):
        raise _refused("records", "this must hold lists of records by kind")


def _refused(place: str, reason: str) -> InvalidInput:
    where = f"{place}: " if place else ""
    return InvalidInput([FieldProblem(place, reason)], f"{where}{reason}. Nothing was imported.")


class _Reading:
    """Collects records and problems while a bundle is read."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.found: dict[str, BundleRecord] = {}
        self._catalogue = catalogue
        self._forms = {name: _Form(kind) for name, kind in catalogue.kinds.items()}
        self._problems: list[FieldProblem] = []

    def record(self, name: str, entry: Any, place: str) -> None:
        """Read one record; problems are kept until the end."""
        if len(self._problems) >= MOST_PROBLEMS:
            return
        if name in LEFT_OUT:
            self._wrong(place, "records of this kind are not imported")
            return
        if not isinstance(entry, dict):
            self._wrong(place, "a record must be an object")
            return
        kind, form = self._catalogue[name], self._forms[name]
        values: dict[str, Any] = {}
        for key, raw in entry.items():
            field = form.fields.get(key)
            if field is None:
                self._wrong(f"{place}.{key[:60]}", f"a {kind.label} has no such field")
                continue
            try:
                if raw is None:
                    _may_be_empty(field)
                values[key] = None if raw is None else form.readers[key](field, raw)
            except (ValueError, TypeError) as error:
                self._wrong(f"{place}.{key}", str(error))
        for field in form.needed:
            if field.name not in entry:
                self._wrong(f"{place}.{field.name}", f"a {kind.label} needs this field")
        self._keep(kind, values, place)

    def finish(self) -> None:
        """Raise what was found wrong, if anything."""
        if self._problems:
            first = self._problems[0]
            more = len(self._problems) - 1
            others = f" ({more} more)" if more else ""
            raise InvalidInput(
                self._problems,
                f"{first.field}: {first.message}{others}. Nothing was imported.",
            )

    def _keep(self, kind: Kind, values: dict[str, Any], place: str) -> None:
        uid = values.get("uid")
        if uid is None:
            self._wrong(f"{place}.uid", "the identifier is missing")
        elif uid in self.found:
            self._wrong(f"{place}.uid", f"the same identifier as {self.found[uid].place}")
        else:
            self.found[uid] = BundleRecord(kind.name, uid, values, place)

    def _wrong(self, place: str, reason: str) -> None:
        self._problems.append(FieldProblem(place, reason))


class _Form:
    """What the records of a kind look like in a bundle, worked out once for all of them."""

    def __init__(self, kind: Kind) -> None:
        self.fields = {f.name: f for f in kind.fields if f.name not in {"id", "deleted_at"}}
        self.readers = {name: _READERS[field.type] for name, field in self.fields.items()}
        self.needed = tuple(f for f in kind.own_fields() if f.required and f.default is None)


def _may_be_empty(field: Field) -> None:
    if field.required or field.type in {"text", "uid"}:
        raise ValueError("may not be empty")


def _text(field: Field, raw: Any) -> str:
    text = clean(_of_type(raw, str, "a text"))
    if field.required and not text.strip():
        raise ValueError("may not be empty")
    return text


def _choice(field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or raw not in field.values:
        raise ValueError(f"must be one of: {', '.join(field.values)}")
    return raw


def _uid(_field: Field, raw: Any) -> str:
    if not isinstance(raw, str) or not _UID.fullmatch(raw):
        raise ValueError("must be an identifier (a UUID in lower case)")
    return raw


def _flag(_field: Field, raw: Any) -> bool:
    return bool(_of_type(raw, bool, "true or false"))


def _integer(_field: Field, raw: Any) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int) or not -(2**63) <= raw < 2**63:
        raise ValueError("must be a whole number of at most 64 bits")
    return raw


def _decimal(_field: Field, raw: Any) -> Decimal:
    if not isinstance(raw, str) or not _DECIMAL.fullmatch(raw):
        raise ValueError('must be a decimal text with at most two places, such as "2.5"')
    return Decimal(raw)


def _day(_field: Field, raw: Any) -> date:
    text = _of_type(raw, str, "a day such as 2023-03-24")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a day such as 2023-03-24") from None


def _moment(_field: Field, raw: Any) -> datetime:
    text = _of_type(raw, str, "a moment such as 2023-03-24T17:05:00.000000Z")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError("must be a moment such as 2023-03-24T17:05:00.000000Z") from None
    if moment.tzinfo is None:
        raise ValueError("must say its offset from UTC; end it with Z")
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def _clock(_field: Field, raw: Any) -> ClockTime:
    return ClockTime.from_json(raw)


def _fuzzy(_field: Field, raw: Any) -> FuzzyDate:
    form = _of_type(raw, dict, "an object with earliest and latest")
    texts = {k: clean(v) if isinstance(v, str) else v for k, v in form.items()}
    if all(type(v) in (str, bool, NoneType) for v in texts.values()):
        return _known_date(tuple(texts.items()))
    return FuzzyDate.from_json(texts)


@lru_cache(maxsize=8192)
def _known_date(items: tuple[tuple[str, str | bool | None], ...]) -> FuzzyDate:
    """Read a date; a bundle has few different ones."""
    return FuzzyDate.from_json(dict(items))


def _of_type(raw: Any, wanted: type, words: str) -> Any:
    if not isinstance(raw, wanted):
        raise ValueError(f"must be {words}")
    return raw


_READERS = {
    "text": _text,
    "choice": _choice,
    "uid": _uid,
    "ref": _uid,
    "flag": _flag,
    "integer": _integer,
    "decimal": _decimal,
    "day": _day,
    "moment": _moment,
    "clock": _clock,
    "fuzzy_date": _fuzzy,
}

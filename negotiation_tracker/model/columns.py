"""How a field is declared: one call gives type, storage, label, help and allowed values.

Every field of every record is declared once, through the functions below. What they write
into the column's ``info`` feeds the catalogue (`model.catalogue`), from which forms, column
headers, the exports' codebook and the readers take their words and types.

Storage on SQLite: text and integers only, so that STRICT tables apply and nothing passes
through floating point.
"""

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import Dialect, Integer, Text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field

from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.moments import utc_text

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")


def clean_text(value: str) -> str:
    """Normalise text to NFC and refuse what no database can keep.

    Raises:
        ValueError: the text holds a NUL character or half of a surrogate pair.

    """
    if _NOT_KEPT.search(value):
        raise ValueError("This text holds characters that cannot be stored; retype it.")
    return unicodedata.normalize("NFC", value)


class Words(TypeDecorator[str]):
    """Text, normalised to NFC."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else clean_text(value)


class Choice(TypeDecorator[str]):
    """One value of a closed list, stored as its word."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)


class FuzzyDateText(TypeDecorator[FuzzyDate]):
    """A FuzzyDate in its store form, which sorts by earliest day."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: FuzzyDate | None, dialect: Dialect) -> str | None:
        return None if value is None else value.to_text()

    def process_result_value(self, value: str | None, dialect: Dialect) -> FuzzyDate | None:
        return None if value is None else FuzzyDate.from_text(value)


class ClockText(TypeDecorator[ClockTime]):
    """A ClockTime in its store form."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: ClockTime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.to_text()

    def process_result_value(self, value: str | None, dialect: Dialect) -> ClockTime | None:
        return None if value is None else ClockTime.from_text(value)


class UtcText(TypeDecorator[datetime]):
    """An aware moment, stored in UTC with microseconds so that text order is time order."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


class DayText(TypeDecorator[date]):
    """A calendar day, stored as ISO text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> str | None:
        return None if value is None else value.isoformat()

    def process_result_value(self, value: str | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromisoformat(value)


class Flag(TypeDecorator[bool]):
    """Yes or no, stored as 1 or 0."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: bool | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> bool | None:
        return None if value is None else bool(value)


class Hundredths(TypeDecorator[Decimal]):
    """A decimal with at most two places, stored as an integer of hundredths."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        scaled = value * 100
        if scaled != scaled.to_integral_value():
            raise ValueError(f"{value} has more than two decimals")
        return int(scaled)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / 100


def _declare(kind: str, sa_type: Any, default: Any, label: str, about: str, **more: Any) -> Any:
    info: dict[str, Any] = {
        "type": kind,
        "label": label,
        "about": about,
        **{k: more[k] for k in ("values", "ref", "owned", "unit", "long") if k in more},
    }
    required = more.get("required", False)
    kwargs: dict[str, Any] = {"info": info}
    options: dict[str, Any] = {
        "sa_type": sa_type,
        "title": label,
        "description": about,
        "nullable": not required and default is None,
        "sa_column_kwargs": kwargs,
    }
    if more.get("index"):
        options["index"] = True
    if kind == "text" and required:
        options["min_length"] = 1
        info["required"] = True
    if required and default is None:
        return Field(**options)
    return Field(default=default, **options)


def words(label: str, about: str, *, required: bool = False, long: bool = False) -> Any:
    """Declare a text; "" means nothing was written. A required text may not be empty."""
    info = {"required": True} if required else {}
    return _declare("text", Words, None if required else "", label, about, long=long, **info)


def choice(
    values: type[StrEnum],
    label: str,
    about: str,
    default: StrEnum | None = None,
    *,
    optional: bool = False,
) -> Any:
    """Declare a value from a closed list; `optional` allows "not recorded" (NULL)."""
    listed = [v.value for v in values]
    start = default.value if default is not None else None
    return _declare(
        "choice",
        Choice,
        start,
        label,
        about,
        values=listed,
        required=start is None and not optional,
    )


def fuzzy(label: str, about: str, *, required: bool = False, index: bool = False) -> Any:
    """Declare a date that may be known only roughly; NULL means no date was recorded."""
    return _declare("fuzzy_date", FuzzyDateText, None, label, about, required=required, index=index)


def clock(label: str, about: str) -> Any:
    """Declare a wall-clock time in the negotiation's zone."""
    return _declare("clock", ClockText, None, label, about)


def moment(label: str, about: str) -> Any:
    """Declare an aware moment kept in UTC."""
    return _declare("moment", UtcText, None, label, about)


def day(label: str, about: str) -> Any:
    """Declare a plain calendar day."""
    return _declare("day", DayText, None, label, about)


def flag(label: str, about: str, *, default: bool) -> Any:
    """Declare a yes or no."""
    return _declare("flag", Flag, default, label, about)


def whole(
    label: str, about: str, *, default: int | None = None, required: bool = False, unit: str = ""
) -> Any:
    """Declare a whole number; NULL means not known."""
    return _declare("integer", Integer, default, label, about, required=required, unit=unit)


def hundredths(label: str, about: str, *, unit: str = "") -> Any:
    """Declare a decimal number with at most two places; NULL means not stated."""
    return _declare("decimal", Hundredths, None, label, about, unit=unit)


def ref(
    table: str,
    label: str,
    about: str,
    *,
    required: bool = False,
    owned: bool = False,
    unlink: bool = False,
) -> Any:
    """Declare a reference to another record.

    Args:
        table: kind of the record referred to.
        label: words for people.
        about: help text.
        required: the record means nothing without it.
        owned: deleting the other record deletes this one too.
        unlink: deleting the other record only empties this field; without `owned` or
            `unlink` the other record cannot be deleted while this one stands.

    """
    info = {
        "type": "ref",
        "label": label,
        "about": about,
        "ref": table,
        "owned": owned,
        "unlink": unlink,
    }
    options: dict[str, Any] = {
        "sa_type": Integer,
        "title": label,
        "description": about,
        "nullable": not required,
        "index": True,
        "sa_column_kwargs": {"info": info},
        "foreign_key": f"{table}.id",
    }
    if required:
        return Field(**options)
    return Field(default=None, **options)

"""Dates as the record knows them: an interval of days, with the words they were given in.

A newspaper says "Thursday", "in August" or "about 21 months ago". The record keeps the
earliest and the latest day that can be meant, how exact that is, the words themselves and how
the days were found. Ordering rules reject only what is definitely wrong (domain book, B0.8).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, Self, TypedDict, Unpack

from negotiation_tracker.model.date_words import (
    HOW_WORDS,
    MONTH_NAMES,
    ONE_DAY,
    WEEKDAY_NAMES,
    describe,
    month_end,
    short_date,
)

__all__ = [
    "MONTH_NAMES",
    "WEEKDAY_NAMES",
    "DateNotes",
    "FuzzyDate",
    "KnownHow",
    "Precision",
    "month_end",
    "short_date",
]

_OPEN: Final = ".."
_STORE_FORM: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.)/([0-9]{4}-[0-9]{2}-[0-9]{2}|\.\.) (\{.*\})",
    re.DOTALL,
)
_TEXT_KEYS: Final = ("precision", "as_written", "known_how", "anchor", "reason")


class Precision(StrEnum):
    """How exact a date is, and which of its ends may be open."""

    MINUTE = "minute"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    RANGE = "range"
    BEFORE = "before"
    AFTER = "after"
    UNKNOWN = "unknown"


class KnownHow(StrEnum):
    """How the days were found."""

    STATED = "stated"
    INFERRED_WEEKDAY = "inferred_weekday"
    INFERRED_CONTEXT = "inferred_context"
    ESTIMATED = "estimated"
    FIRST_HAND = "first_hand"


_HOW_PHRASES: Final = {
    KnownHow.STATED: "",
    KnownHow.INFERRED_WEEKDAY: "inferred from the weekday",
    KnownHow.INFERRED_CONTEXT: "inferred from context",
    KnownHow.ESTIMATED: "estimated",
    KnownHow.FIRST_HAND: "first hand",
}


class DateNotes(TypedDict, total=False):
    """What may be said about any date besides its days; see `FuzzyDate`."""

    approx: bool
    as_written: str
    known_how: KnownHow
    anchor: str
    reason: str


@dataclass(frozen=True, slots=True)
class FuzzyDate:
    """The days something may have happened on, and how that is known (domain book, B2).

    `earliest` and `latest` are both included; None means that end is open. `as_written` keeps
    the words of the source, `anchor` the date or source the reading starts from, and `reason`
    the arithmetic in words.

    Raises ValueError, with a sentence, for a combination that has no meaning.
    """

    earliest: date | None
    latest: date | None
    precision: Precision = Precision.DAY
    approx: bool = False
    as_written: str = ""
    known_how: KnownHow = KnownHow.STATED
    anchor: str = ""
    reason: str = ""

    def __post_init__(self) -> None:
        first, last, precision = self.earliest, self.latest, self.precision
        if precision is Precision.UNKNOWN:
            if first is not None or last is not None:
                raise ValueError("A date that is not known cannot have an earliest or latest day.")
        elif precision is Precision.BEFORE:
            if first is not None or last is None:
                raise ValueError('A "before" date has a latest day and no earliest day.')
        elif precision is Precision.AFTER:
            if first is None or last is not None:
                raise ValueError('An "after" date has an earliest day and no latest day.')
        elif first is None or last is None:
            raise ValueError(
                f'A date with precision "{precision}" needs both an earliest and a latest day; '
                'use "before", "after" or "unknown" when an end is open.'
            )
        elif first > last:
            raise ValueError(
                f"The earliest day ({short_date(first)}) is after the latest ({short_date(last)})."
            )
        elif precision in (Precision.DAY, Precision.MINUTE) and first != last:
            raise ValueError(
                f"A single day cannot run from {short_date(first)} to {short_date(last)}; "
                'use precision "range".'
            )

    # -- ways to make one --

    @classmethod
    def day(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """One calendar day."""
        return cls(day, day, Precision.DAY, **notes)

    @classmethod
    def month(cls, year: int, month: int, **notes: Unpack[DateNotes]) -> Self:
        """Some day in one month."""
        first, last = date(year, month, 1), month_end(year, month)
        return cls(first, last, Precision.MONTH, **notes)

    @classmethod
    def year(cls, year: int, **notes: Unpack[DateNotes]) -> Self:
        """Some day in one calendar year."""
        first, last = date(year, 1, 1), date(year, 12, 31)
        return cls(first, last, Precision.YEAR, **notes)

    @classmethod
    def week_of(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """Some day in the Monday-to-Sunday week that holds `day`."""
        first = date.fromordinal(max(1, day.toordinal() - day.weekday()))
        last = date.fromordinal(min(date.max.toordinal(), day.toordinal() - day.weekday() + 6))
        return cls(first, last, Precision.WEEK, **notes)

    @classmethod
    def range(cls, first: date, last: date, **notes: Unpack[DateNotes]) -> Self:
        """Some day from `first` to `last`, or all of them; both included."""
        return cls(first, last, Precision.RANGE, **notes)

    @classmethod
    def before(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """Any day before `day`, which is itself left out."""
        if day == date.min:
            raise ValueError(f"There is no day before {short_date(day)}.")
        last = day - ONE_DAY
        return cls(None, last, Precision.BEFORE, **notes)

    @classmethod
    def by(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """Any day up to and including `day`."""
        return cls(None, day, Precision.BEFORE, **notes)

    @classmethod
    def after(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """Any day after `day`, which is itself left out."""
        if day == date.max:
            raise ValueError(f"There is no day after {short_date(day)}.")
        first = day + ONE_DAY
        return cls(first, None, Precision.AFTER, **notes)

    @classmethod
    def since(cls, day: date, **notes: Unpack[DateNotes]) -> Self:
        """Any day from `day` on, itself included."""
        return cls(day, None, Precision.AFTER, **notes)

    @classmethod
    def unknown(cls, *, as_written: str = "", reason: str = "") -> Self:
        """A date that is not known."""
        return cls(None, None, Precision.UNKNOWN, as_written=as_written, reason=reason)

    # -- comparing --

    def sort_key(self) -> tuple[date, date]:
        """Earliest, then latest; an open end sorts as far out as it can."""
        return self.earliest or date.min, self.latest or date.max

    def definitely_before(self, other: Self) -> bool:
        """True only if every day of this one is before every day of the other (B2)."""
        if self.latest is None or other.earliest is None:
            return False
        return self.latest < other.earliest

    def possibly_before(self, other: Self) -> bool:
        """True unless it is certain that this one began after the other ended (B2)."""
        if self.earliest is None or other.latest is None:
            return True
        return self.earliest <= other.latest

    def certain(self) -> bool:
        """True for a single day that is not hedged."""
        return self.precision in (Precision.DAY, Precision.MINUTE) and not self.approx

    # -- words for the screen --

    def describe(self) -> str:
        """The date in short plain English, hedge word included."""
        return describe(
            self.earliest, self.latest, self.precision, self.as_written, approx=self.approx
        )

    def describe_long(self) -> str:
        """As `describe`, followed by how the date is known unless it was simply stated."""
        how = _HOW_PHRASES[self.known_how]
        return f"{self.describe()}, {how}" if how else self.describe()

    def basis_word(self) -> str:
        """One or two words on how the date is known; empty when it was stated."""
        return HOW_WORDS[self.known_how]

    # -- store and exchange forms --

    def to_text(self) -> str:
        """The one-column store form: `<earliest or ..>/<latest or ..> <json>`.

        Text order follows the earliest day, then the latest. An open start sorts first; an
        open end sorts before dated ends of the same start, unlike in `sort_key`.
        """
        extra: dict[str, str | bool] = {"precision": self.precision.value}
        if self.approx:
            extra["approx"] = True
        if self.as_written:
            extra["as_written"] = self.as_written
        if self.known_how is not KnownHow.STATED:
            extra["known_how"] = self.known_how.value
        if self.anchor:
            extra["anchor"] = self.anchor
        if self.reason:
            extra["reason"] = self.reason
        tail = json.dumps(extra, ensure_ascii=False, separators=(",", ":"))
        return f"{_iso(self.earliest) or _OPEN}/{_iso(self.latest) or _OPEN} {tail}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `to_text` wrote. Raises ValueError, with a sentence, for anything else."""
        match = _STORE_FORM.fullmatch(text)
        if match is None:
            raise ValueError(f"The stored date {_shown(text)} is not in the expected form.")
        try:
            extra = json.loads(match[3])
        except ValueError as error:
            raise ValueError(
                f"The details of the stored date {_shown(text)} cannot be read: {error}."
            ) from error
        except RecursionError as error:
            raise ValueError(f"The stored date {_shown(text)} is nested too deeply.") from error
        head = {
            "earliest": None if match[1] == _OPEN else match[1],
            "latest": None if match[2] == _OPEN else match[2],
        }
        if "precision" not in extra or head.keys() & extra.keys():
            raise ValueError(f"The details of the stored date {_shown(text)} are incomplete.")
        return cls.from_json({**head, **extra})

    def to_json(self) -> dict[str, object]:
        """The exchange form: every key always present, an open end is None."""
        return {
            "earliest": _iso(self.earliest),
            "latest": _iso(self.latest),
            "precision": self.precision.value,
            "approx": self.approx,
            "as_written": self.as_written,
            "known_how": self.known_how.value,
            "anchor": self.anchor,
            "reason": self.reason,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what `to_json` wrote; the end keys are required, the rest have defaults.

        Raises ValueError, with a sentence, for missing or unknown keys and wrong values.
        """
        strange = data.keys() - {"earliest", "latest", "approx", *_TEXT_KEYS}
        if strange:
            raise ValueError(f"A date does not have the field {_shown(sorted(strange)[0])}.")
        if "earliest" not in data or "latest" not in data:
            raise ValueError('A date needs both "earliest" and "latest"; use null for an open end.')
        texts = {key: _read_words(key, data[key]) for key in _TEXT_KEYS if key in data}
        return cls(
            earliest=_read_day(data["earliest"]),
            latest=_read_day(data["latest"]),
            precision=_read_precision(texts.get("precision", Precision.DAY.value)),
            approx=_read_flag(data.get("approx", False)),
            as_written=texts.get("as_written", ""),
            known_how=_read_known_how(texts.get("known_how", KnownHow.STATED.value)),
            anchor=texts.get("anchor", ""),
            reason=texts.get("reason", ""),
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _shown(value: object) -> str:
    text = str(value)
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'


def _read_day(value: object) -> date | None:
    if value is None:
        return None
    # date.fromisoformat also takes other ISO shapes; the record uses only this one.
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{_shown(value)} is not a day of the calendar.") from error
    raise ValueError(f"{_shown(value)} is not a day written as year-month-day.")


def _read_flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f'"approx" of a date is true or false, not {_shown(value)}.')


def _read_words(key: str, value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f'"{key}" of a date is a text, not {_shown(value)}.')


def _read_precision(value: str) -> Precision:
    try:
        return Precision(value)
    except ValueError as error:
        raise ValueError(
            f"{_shown(value)} is not a precision; use one of {', '.join(Precision)}."
        ) from error


def _read_known_how(value: str) -> KnownHow:
    try:
        return KnownHow(value)
    except ValueError as error:
        raise ValueError(
            f"{_shown(value)} is not a way a date is known; use one of {', '.join(KnownHow)}."
        ) from error

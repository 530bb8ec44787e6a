"""How single values are written in a sample file: dates, times, numbers, choices, accounts.

Every function returns a value of the record or raises ValueError with a sentence that says what
is wrong and what to write instead; the caller adds file, record and field.
"""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID, uuid5

from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate, KnownHow, parse_fuzzy_date
from negotiation_tracker.model.values import (
    About,
    AttributionKind,
    Basis,
    Comparator,
    Quantity,
    parse_quantity,
)

SEED_NAMESPACE: Final = UUID("6f0b7c52-2f0e-5a1c-9a43-6d2f6f3c1b77")
# A day that nobody writes about, so that a reading counted from "today" gives itself away.
_NO_DAY: Final = date(1900, 1, 1)
_DATE_KEYS: Final = ("text", "as_written", "how", "reason", "anchor", "approx")
_AMOUNT_KEYS: Final = ("amount", "high", "unit", "hedge")
_BY_WORDS: Final = {
    "reporter": AttributionKind.REPORTER_VOICE,
    "spokesperson": AttributionKind.SPOKESPERSON,
    "unnamed": AttributionKind.UNNAMED_SOURCE,
    "document": AttributionKind.DOCUMENT,
    "first_hand": AttributionKind.FIRST_HAND,
    "derived": AttributionKind.DERIVED,
}
_LABELLED: Final = (AttributionKind.UNNAMED_SOURCE, AttributionKind.DOCUMENT)


def seed_uid(namespace: str, kind: str, key: str) -> str:
    """Give the stable identifier of a record of a sample file."""
    return str(uuid5(SEED_NAMESPACE, f"{namespace}/{kind}:{key}"))


def closest(word: str, known: Iterable[str]) -> str:
    """Give a hint naming the nearest known word, or listing a few."""
    listed = sorted(known)
    near = difflib.get_close_matches(word, listed, n=1)
    if near:
        return f'Did you mean "{near[0]}"?'
    shown = ", ".join(listed[:40])
    return f"Known here: {shown}." if listed else "None is known here."


def refuse_unknown(given: Iterable[str], known: Iterable[str], what: str) -> None:
    """Raise ValueError for the first name that is not known."""
    allowed = list(known)
    for name in given:
        if name not in allowed:
            raise ValueError(f'{what} has no field "{name}". {closest(name, allowed)}')


def read_date(value: object, named: Mapping[str, FuzzyDate]) -> FuzzyDate:
    """Read a date: a TOML date, a text as people type it, "@name", or a table with details.

    `named` holds the dates of the file's ``[dates]`` table.
    """
    if isinstance(value, datetime):
        raise ValueError("A date has no time of day. Write the time in its own field.")
    if isinstance(value, date):
        return FuzzyDate.day(value)
    if isinstance(value, str):
        return _date_from_text(value, named)
    if not isinstance(value, Mapping):
        raise ValueError(f'{value!r} is not a date. Write a text such as "17 Jan 2019".')
    refuse_unknown(value, _DATE_KEYS, "A date")
    if not isinstance(value.get("text"), str):
        raise ValueError('A date written as a table needs text = "17 Jan 2019" or the like.')
    found = _date_from_text(value["text"], named)
    notes: dict[str, Any] = {}
    for name in ("as_written", "reason", "anchor"):
        if name in value:
            notes[name] = _text(value[name])
    if "approx" in value:
        notes["approx"] = _flag(value["approx"])
    if "how" in value:
        notes["known_how"] = KnownHow(_listed(value["how"], list(KnownHow)))
    return replace(found, **notes)


def _date_from_text(text: str, named: Mapping[str, FuzzyDate]) -> FuzzyDate:
    if text.startswith("@"):
        if text[1:] not in named:
            raise ValueError(
                f'"{text}" is not in the [dates] table of this file. {closest(text[1:], named)}'
            )
        return named[text[1:]]
    found = parse_fuzzy_date(text, today=_NO_DAY)
    if found.anchor or "counted from" in found.reason:
        raise ValueError(f'"{text}" depends on the day of reading. Write the date in full.')
    return replace(found, as_written="")


def read_clock(value: object, zone: str, on: FuzzyDate | None) -> ClockTime:
    """Read a time of day at the table, such as "12:00" or "10:30 am"."""
    day = on.earliest if on is not None and on.certain() else None
    return ClockTime.at(_text(value), zone, day)


def read_quantity(value: object, unit: str | None) -> Quantity:
    """Read a number: a text with hedge word and unit, or a table amount/unit/hedge/high."""
    if isinstance(value, str):
        if value == "unknown":
            if unit is None:
                raise ValueError('A number that is not known needs unit = "..." beside it.')
            return Quantity.unknown(unit)
        return parse_quantity(value, unit)
    if isinstance(value, bool) or not isinstance(value, int | Decimal | Mapping):
        raise ValueError(f'{value!r} is not a number. Write a text such as "nearly 600 students".')
    if not isinstance(value, Mapping):
        return Quantity.of(value, unit or "count")
    refuse_unknown(value, _AMOUNT_KEYS, "A number")
    amount, high = value.get("amount"), value.get("high")
    for part in (amount, high):
        if isinstance(part, bool) or not isinstance(part, int | Decimal | str | None):
            raise ValueError(f"{part!r} is not a number. Write digits.")
    if amount is None:
        raise ValueError("A number written as a table needs amount = 600 or the like.")
    hedge = Comparator(_listed(value.get("hedge", "exact"), list(Comparator)))
    return Quantity.of(amount, str(value.get("unit", unit or "count")), hedge, high)


def read_plain(field: Field, value: object) -> Any:
    """Read a value of a field that is no date, time, number with unit or reference."""
    match field.type:
        case "text":
            text = _text(value)
            if field.required and not text.strip():
                raise ValueError("This may not be empty.")
            return text
        case "choice":
            return _listed(value, field.values)
        case "flag":
            return _flag(value)
        case "integer" | "decimal":
            return _number(value, Decimal if field.type == "decimal" else int)
        case "day":
            if isinstance(value, date) and not isinstance(value, datetime):
                return value
            raise ValueError(f"{value!r} is not a day. Write 2019-01-17, without quotes.")
    raise ValueError("This field is set by the program and cannot be written in a file.")


def _number(value: object, wanted: type[int] | type[Decimal]) -> int | Decimal:
    if isinstance(value, int) and not isinstance(value, bool):
        return wanted(value)
    if isinstance(value, Decimal) and wanted is Decimal:
        return value
    kind = "whole number" if wanted is int else "number"
    raise ValueError(f"{value!r} is not a {kind}. Write digits, without quotes.")


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f"{value!r} is not a text. Put it in quotes.")


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise ValueError(f"{value!r} is neither true nor false. Write one of the two, without quotes.")


def _listed(value: object, allowed: Iterable[str]) -> str:
    listed = [str(v) for v in allowed]
    if isinstance(value, str) and value in listed:
        return value
    raise ValueError(f'"{value}" is not one of the allowed words: {", ".join(listed)}.')


@dataclass(frozen=True, slots=True)
class Account:
    """Who gives an account, as written after ``by``.

    Attributes:
        attribution: kind of account.
        key: key of the person or organization, or "".
        label: description of an unnamed source, or title of a document.

    """

    attribution: AttributionKind
    key: str = ""
    label: str = ""


def read_account(value: object, named: Mapping[str, AttributionKind]) -> Account:
    """Read who gives an account.

    Either a key of a person or an organization, or one of the words reporter, spokesperson,
    unnamed, document, first_hand, derived, with a key or description after a colon where it
    makes sense ("spokesperson:mayor-office", "unnamed:an SEIU board member"). `named` maps
    every known key to the attribution its owner gives.
    """
    text = _text(value)
    word, colon, detail = text.partition(":")
    kind = _BY_WORDS.get(word)
    if kind is None:
        if text not in named:
            raise ValueError(
                f'"{text}" is no person or organization of these files. '
                f"{closest(text, [*named, *_BY_WORDS])}"
            )
        return Account(named[text], text)
    if kind in _LABELLED:
        if not detail:
            raise ValueError(f'Say what is meant after "{word}:", as in "{word}:a board member".')
        return Account(kind, label=detail)
    if kind is AttributionKind.DERIVED and colon:
        raise ValueError('Nothing follows "derived"; put the reasoning into the note.')
    if kind is AttributionKind.SPOKESPERSON and not detail:
        raise ValueError('Say for whom after "spokesperson:", with the key of the organization.')
    if detail and detail not in named:
        raise ValueError(
            f'"{detail}" is no person or organization of these files. {closest(detail, named)}'
        )
    return Account(kind, detail)


def usual_basis(attribution: AttributionKind, about: About) -> Basis:
    """Give the basis an account has unless the file says otherwise."""
    match attribution:
        case AttributionKind.DERIVED:
            return Basis.INFERRED
        case AttributionKind.DOCUMENT:
            return Basis.DOCUMENTED
        case AttributionKind.FIRST_HAND:
            return Basis.FIRST_HAND
        case AttributionKind.REPORTER_VOICE:
            return Basis.REPORTED
    if about is About.SELF:
        return Basis.CLAIMED_BY_SELF
    return Basis.CLAIMED_ABOUT_OTHER if about is About.OTHER_PARTY else Basis.REPORTED

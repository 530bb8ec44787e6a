"""The units a number can be in, and the words they are shown with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class UnitKind(StrEnum):
    """What sort of thing a unit measures; it decides how a number is written."""

    PERCENT = "percent"
    POINTS = "points"
    MONEY = "money"
    COUNT = "count"
    TIME = "time"
    RATIO = "ratio"
    ORDINAL = "ordinal"


@dataclass(frozen=True, slots=True)
class UnitSpec:
    """One unit: its stored name, the words after a number, and its usual decimals.

    `scale` is the number of decimals an amount is kept with unless it needs more. For money,
    `symbol` goes before the number and `per` ("a year") after it.
    """

    name: str
    singular: str
    plural: str
    scale: int
    kind: UnitKind
    symbol: str = ""
    per: str = ""


_SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£"}
_PER: Final = {
    "hour": ("an hour", 4),
    "day": ("a day", 2),
    "week": ("a week", 2),
    "month": ("a month", 2),
    "year": ("a year", 2),
    "student": ("per student", 2),
}
_MONEY_NAME: Final = re.compile(r"([A-Z]{3})(?:_per_([a-z]+))?", re.ASCII)
_COUNTS: Final = (
    ("students", "student", "students"),
    ("employees", "employee", "employees"),
    ("workers", "worker", "workers"),
    ("members", "member", "members"),
    ("people", "person", "people"),
    ("teachers", "teacher", "teachers"),
    ("educators", "educator", "educators"),
    ("nurses", "nurse", "nurses"),
    ("counselors", "counselor", "counselors"),
    ("librarians", "librarian", "librarians"),
    ("hires", "hire", "hires"),
    ("positions", "position", "positions"),
    ("jobs", "job", "jobs"),
    ("schools", "school", "schools"),
    ("campuses", "campus", "campuses"),
    ("classes", "class", "classes"),
    ("sessions", "session", "sessions"),
    ("meetings", "meeting", "meetings"),
    ("proposals", "proposal", "proposals"),
    ("votes", "vote", "votes"),
    ("cases", "case", "cases"),
)
_TIMES: Final = ("minutes", "hours", "days", "weeks", "months", "years")


def _money(code: str, per: str = "") -> UnitSpec:
    words, scale = _PER[per] if per else ("", 2)
    label = "dollars" if code == "USD" else code
    return UnitSpec(
        name=f"{code}_per_{per}" if per else code,
        singular="dollar" if code == "USD" else code,
        plural=label,
        scale=scale,
        kind=UnitKind.MONEY,
        symbol=_SYMBOLS.get(code, f"{code} "),
        per=words,
    )


def _known_units() -> dict[str, UnitSpec]:
    specs = [
        UnitSpec("percent", "percent", "percent", 4, UnitKind.PERCENT),
        UnitSpec("percentage_points", "percentage point", "percentage points", 4, UnitKind.POINTS),
        _money("USD"),
        *(_money("USD", per) for per in _PER),
        UnitSpec("count", "", "", 0, UnitKind.COUNT),
        *(UnitSpec(name, one, many, 0, UnitKind.COUNT) for name, one, many in _COUNTS),
        UnitSpec("fte", "full-time position", "full-time positions", 2, UnitKind.COUNT),
        UnitSpec(
            "students_per_class", "student per class", "students per class", 2, UnitKind.RATIO
        ),
        UnitSpec("hours_per_week", "hour a week", "hours a week", 2, UnitKind.RATIO),
        *(UnitSpec(name, name[:-1], name, 0, UnitKind.TIME) for name in _TIMES),
        UnitSpec("ratio", "to 1", "to 1", 4, UnitKind.RATIO),
        UnitSpec("ordinal", "day", "day", 0, UnitKind.ORDINAL),
    ]
    return {spec.name: spec for spec in specs}


UNITS: Final[Mapping[str, UnitSpec]] = MappingProxyType(_known_units())


def unit_spec(name: str) -> UnitSpec:
    """The unit of that name; any three-capital currency code is money with two decimals.

    "EUR_per_year" and the like are read the same way. Raises ValueError, listing the known
    units, for any other name.
    """
    known = UNITS.get(name)
    if known is not None:
        return known
    match = _MONEY_NAME.fullmatch(name)
    if match and (match[2] is None or match[2] in _PER):
        return _money(match[1], match[2] or "")
    raise ValueError(
        f'"{name}" is not a known unit. Use one of {", ".join(UNITS)}, '
        "or a three-letter currency code."
    )

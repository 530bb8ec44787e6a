"""Dates in short plain English; imports nothing but the calendar, so that every list can use it.

`FuzzyDate` describes itself with these functions. A list that reads its dates straight from the
store uses them without making one.
"""

from datetime import date, timedelta

MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAY_NAMES = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
ONE_DAY = timedelta(days=1)
# Season name to (first month, last month). Winter runs into the next year.
SEASONS = {"spring": (3, 5), "summer": (6, 8), "fall": (9, 11), "winter": (12, 2)}
_MONTHS = tuple(name[:3] for name in MONTH_NAMES)
_WEEKDAYS = tuple(name[:3] for name in WEEKDAY_NAMES)

HOW_WORDS = {
    "stated": "",
    "inferred_weekday": "inferred",
    "inferred_context": "inferred",
    "estimated": "estimated",
    "first_hand": "first hand",
}
"""How a date is known, in a word or two; empty when it was stated."""


def month_end(year: int, month: int) -> date:
    """Give the last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - ONE_DAY


def season_days(name: str, year: int) -> tuple[date, date]:
    """Give first and last day of a season that begins in `year` (whole months, northern)."""
    first, last = SEASONS[name]
    return date(year, first, 1), month_end(year if last >= first else year + 1, last)


def short_date(day: date, *, weekday: bool = False) -> str:
    """Give a day as "17 Jan 2019", or "Thu 17 Jan 2019"; the same in every locale."""
    text = f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{_WEEKDAYS[day.weekday()]} {text}" if weekday else text


def describe(
    first: date | None, last: date | None, precision: str, as_written: str, *, approx: bool
) -> str:
    """Give a fuzzy date in words, hedge word included.

    Args:
        first: the earliest day it may be; None is an open end.
        last: the latest day it may be; None is an open end.
        precision: a value of `Precision`.
        as_written: words of the source; an open end follows them ("before", "since").
        approx: whether the source hedges.

    """
    # "about" with a weekday would look more exact than it is.
    words = _days(first, last, precision, as_written, weekday=not approx)
    return f"about {words}" if approx and precision != "unknown" else words


def _days(
    first: date | None, last: date | None, precision: str, as_written: str, *, weekday: bool
) -> str:
    if first is None:
        return "date not known" if last is None else _before(last, as_written)
    if last is None:
        return _after(first, as_written)
    if precision in ("day", "minute"):
        return short_date(first, weekday=weekday)
    if precision == "week":
        return f"week of {short_date(first)}"
    if precision == "month" and first.replace(day=1) == last.replace(day=1):
        return f"{_MONTHS[first.month - 1]} {first.year}"
    if precision == "year" and first.year == last.year:
        return str(first.year)
    if precision == "season":
        return _season(first, last)
    return _range(first, last)


def _before(last: date, as_written: str) -> str:
    exclusive = as_written.casefold().startswith(("before", "prior to", "antes"))
    if exclusive and last < date.max:
        return f"before {short_date(last + ONE_DAY)}"
    return f"by {short_date(last)}"


def _after(first: date, as_written: str) -> str:
    words = as_written.casefold()
    inclusive = words.startswith(("since", "from", "on or after", "desde")) or words.endswith("..")
    if inclusive or first == date.min:
        return f"from {short_date(first)}"
    return f"after {short_date(first - ONE_DAY)}"


def _season(first: date, last: date) -> str:
    for name in SEASONS:
        if first.year < date.max.year and season_days(name, first.year) == (first, last):
            years = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
            return f"{name} {years}"
    return _range(first, last)


def _range(first: date, last: date) -> str:
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{short_date(last)}"
    whole_months = first.day == 1 and last == month_end(last.year, last.month)
    if whole_months:
        if (first.month, last.month) == (1, 12):
            return f"{first.year}–{last.year}" if first.year != last.year else str(first.year)
        start, end = (_MONTHS[day.month - 1] for day in (first, last))
        if first.year == last.year:
            return f"{start}–{end} {last.year}"
        return f"{start} {first.year} – {end} {last.year}"
    if first.year == last.year:
        return f"{first.day} {_MONTHS[first.month - 1]} – {short_date(last)}"
    return f"{short_date(first)} – {short_date(last)}"

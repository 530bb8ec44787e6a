"""Reads a date as people type it, in English or Spanish, without guessing silently.

Whatever is not written but worked out (a year, the day behind "Thursday") is recorded as
inferred, with the arithmetic in words. All-number dates are US month/day/year.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from negotiation_tracker.model.date_words import (
    MONTH_NAMES,
    WEEKDAY_NAMES,
    month_end,
    season_days,
    short_date,
)
from negotiation_tracker.model.fuzzy_dates import FuzzyDate, KnownHow, Precision

_SPANISH_MONTHS: Final = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip
# Accents are taken off before names are looked up.
_SPANISH_WEEKDAYS: Final = (
    "lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo",
)  # fmt: skip


def _month_words() -> dict[str, int]:
    words = {"sept": 9, "setiembre": 9}
    for names in (_SPANISH_MONTHS, tuple(name.lower() for name in MONTH_NAMES)):
        for number, name in enumerate(names, start=1):
            words[name] = words[name[:3]] = number
    return words


def _weekday_words() -> dict[str, int]:
    words = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
    for names in (_SPANISH_WEEKDAYS, tuple(name.lower() for name in WEEKDAY_NAMES)):
        for number, name in enumerate(names):
            words[name] = number
            if name != "martes":  # "mar" is March
                words[name[:3]] = number
    return words


_MONTHS: Final = _month_words()
_WEEKDAYS: Final = _weekday_words()
_MONTH: Final = "(" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + ")"
_WEEKDAY: Final = "(" + "|".join(sorted(_WEEKDAYS, key=len, reverse=True)) + ")"
_YEAR: Final = "([0-9]{4})"
_NUM: Final = "([0-9]{1,2})"
_TO: Final = r"(?: ?- ?| to | through | thru | al | a | hasta )"
_UNKNOWN_WORDS: Final = frozenset(
    {"unknown", "?", "not known", "date not known", "date unknown", "desconocida", "no se sabe"}
)
_NEAR_DAYS: Final = {"today": 0, "hoy": 0, "yesterday": -1, "ayer": -1, "tomorrow": 1, "manana": 1}
_NEAR_WEEKS: Final = {"last week": -7, "this week": 0, "next week": 7}
_GENERAL_HINT: Final = (
    'Write a date such as "17 Jan 2019", "1/17/2019", "Aug 2018", "about April 2017", '
    '"before 20 March 2023", "last Thursday" or "unknown".'
)
_CENTURY_HINT: Final = "Write the year with four digits, for example 2019."


class DateNotUnderstood(ValueError):
    """A typed date that cannot be read: `text` is what was typed, `hint` what to do."""

    def __init__(self, text: str, hint: str) -> None:
        super().__init__(f'"{text}" was not read as a date. {hint}')
        self.text = text
        self.hint = hint


def parse_fuzzy_date(text: str, *, today: date) -> FuzzyDate:
    """Read a typed date; `today` is the day that "yesterday" or "1/17" is counted from.

    `as_written` of the result is the text as typed, without surrounding space. Raises
    DateNotUnderstood, with a hint, for anything that cannot be read one way only.
    """
    typed = text.strip()
    try:
        found = _Reader(typed, today).read(_plain(typed))
    except OverflowError as error:
        raise DateNotUnderstood(typed, "The calendar runs from year 1 to year 9999.") from error
    return replace(found, as_written=typed)


def _plain(text: str) -> str:
    """Lower case, without accents and commas, one kind of dash, single spaces."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(c for c in folded if not unicodedata.combining(c))
    letters = re.sub("[\u2010-\u2015\u2212]", "-", letters).replace(",", " ")
    letters = re.sub(r"\b([0-9]{1,2})(?:st|nd|rd|th)\b", r"\1", letters)
    letters = re.sub(rf"\b({_MONTH}|{_WEEKDAY})\.", r"\1", letters)
    letters = re.sub(r"\b(?:de|del)\b", " ", letters)
    return " ".join(letters.split())


def _days_apart(days: int) -> str:
    if days == 0:
        return "that is the same day"
    plural = "" if abs(days) == 1 else "s"
    return f"that is {abs(days)} day{plural} {'later' if days > 0 else 'earlier'}"


class _Reader:
    """Reads one typed text. Methods named `_try...` return None when the form is not theirs."""

    def __init__(self, typed: str, today: date) -> None:
        self._typed = typed
        self._today = today

    def read(self, plain: str) -> FuzzyDate:
        if not plain:
            raise self._refusal('Type a date, or "unknown" if the date is not known.')
        if plain in _UNKNOWN_WORDS:
            return FuzzyDate.unknown()
        hedged = re.fullmatch(
            r"(?:about |around |circa |c\. ?|ca\.? |approximately |approx\.? |roughly |~ ?"
            r"|hacia |alrededor |aproximadamente )(.+)|(.+?) ?~",
            plain,
        )
        if hedged:
            return replace(self._read_exact(hedged[1] or hedged[2]), approx=True)
        return self._read_exact(plain)

    def _read_exact(self, plain: str) -> FuzzyDate:
        attempts: tuple[Callable[[str], FuzzyDate | None], ...] = (
            self._try_open,
            self._try_week,
            self._try_point,
            self._try_range,
        )
        for attempt in attempts:
            found = attempt(plain)
            if found is not None:
                return found
        raise self._refusal(self._hint(plain))

    def _refusal(self, hint: str) -> DateNotUnderstood:
        return DateNotUnderstood(self._typed, hint)

    def _hint(self, plain: str) -> str:
        # Say the most useful thing for the mistakes people make most.
        if re.search(r"[0-9]+\.[0-9]+\.[0-9]+", plain):
            return 'Write it as "1/17/2019" (month first) or "17 Jan 2019".'
        if re.fullmatch(rf"(?:in |en )?{_MONTH}", plain):
            return 'Add the year, for example "Aug 2018".'
        if re.fullmatch(rf"winter {_YEAR}", plain):
            return 'A winter has two years; write both, for example "winter 2018-2019".'
        if plain.startswith("this "):
            return 'Write the weekday alone, "last ..." or "next ...", or the full date.'
        return _GENERAL_HINT

    # -- open intervals and weeks --

    def _try_open(self, plain: str) -> FuzzyDate | None:
        for pattern, make in (
            (r"(?:before|prior to|antes) (.+)", self._before),
            (r"(?:by|until|on or before|no later than|hasta|\.\./) ?(.+)", self._by),
            (r"(?:after|despues) (.+)", self._after),
            (r"(?:since|on or after|from|desde) ([^-]+)|(.+)/\.\.", self._since),
        ):
            match = re.fullmatch(pattern, plain)
            if match is None:
                continue
            if re.fullmatch(_WEEKDAY, match[match.lastindex or 1]):
                raise self._refusal('Write "last" or "next" before the weekday, or the full date.')
            inner = self._try_week(match[match.lastindex or 1]) or self._try_point(
                match[match.lastindex or 1]
            )
            if inner is not None:
                made = make(inner)
                return replace(
                    made, known_how=inner.known_how, anchor=inner.anchor, reason=inner.reason
                )
        return None

    def _before(self, inner: FuzzyDate) -> FuzzyDate:
        return self._bounded(FuzzyDate.before, inner.earliest)

    def _by(self, inner: FuzzyDate) -> FuzzyDate:
        return self._bounded(FuzzyDate.by, inner.latest)

    def _after(self, inner: FuzzyDate) -> FuzzyDate:
        return self._bounded(FuzzyDate.after, inner.latest)

    def _since(self, inner: FuzzyDate) -> FuzzyDate:
        return self._bounded(FuzzyDate.since, inner.earliest)

    def _bounded(self, make: Callable[[date], FuzzyDate], day: date | None) -> FuzzyDate:
        if day is None:
            raise self._refusal(_GENERAL_HINT)
        try:
            return make(day)
        except ValueError as error:
            raise self._refusal(str(error)) from error

    def _try_week(self, plain: str) -> FuzzyDate | None:
        if plain in _NEAR_WEEKS:
            day = self._today + timedelta(days=_NEAR_WEEKS[plain])
            return FuzzyDate.week_of(
                day,
                known_how=KnownHow.INFERRED_CONTEXT,
                anchor=self._today.isoformat(),
                reason=f'"{plain}" counted from {self._today_words()}, Monday to Sunday',
            )
        match = re.fullmatch(r"(?:in )?(?:the )?(?:week of|week|semana) (?:the )?(.+)", plain)
        inner = self._try_point(match[1]) if match else None
        if inner is None or inner.earliest is None or inner.precision is not Precision.DAY:
            return None
        week = FuzzyDate.week_of(inner.earliest, known_how=inner.known_how, anchor=inner.anchor)
        if inner.earliest == week.earliest or week.earliest is None:
            return replace(week, reason=inner.reason)
        holds = f"the Monday-to-Sunday week that holds {short_date(inner.earliest, weekday=True)}"
        return replace(week, reason="; ".join(filter(None, (inner.reason, holds))))

    # -- one point: a day, a month, a season or a year --

    def _try_point(self, plain: str) -> FuzzyDate | None:
        plain = re.sub(r"^(?:on|in|el|en) ", "", plain)
        relative = self._try_relative(plain)
        if relative is not None:
            return relative
        named = re.fullmatch(rf"{_WEEKDAY} (.+)", plain)
        if named is None:
            return self._try_dated(plain)
        found = self._try_dated(named[2])
        if found is None or found.earliest is None or found.precision is not Precision.DAY:
            return None
        weekday = _WEEKDAYS[named[1]]
        if found.earliest.weekday() != weekday:
            raise self._refusal(
                f"{short_date(found.earliest)} is a {WEEKDAY_NAMES[found.earliest.weekday()]}, "
                f"not a {WEEKDAY_NAMES[weekday]}. Correct the weekday or the date."
            )
        return found

    def _try_relative(self, plain: str) -> FuzzyDate | None:
        anchor = self._today.isoformat()
        if plain in _NEAR_DAYS:
            day = self._today + timedelta(days=_NEAR_DAYS[plain])
            reason = f"counted from {self._today_words()}"
            return FuzzyDate.day(day, anchor=anchor, reason=reason)
        match = re.fullmatch(rf"(last |next |past |proximo )?{_WEEKDAY}( pasado| proximo)?", plain)
        if match is None or (match[1] and match[3]):
            return None
        word, weekday = (match[1] or match[3] or "").strip(), _WEEKDAYS[match[2]]
        back = (self._today.weekday() - weekday) % 7
        if word in ("next", "proximo"):
            days, rule = (7 - back), "the first {} after"
        elif word:
            days, rule = -(back or 7), "the most recent {} before"
        else:
            days, rule = -back, "the most recent {} up to and including"
        day = self._today + timedelta(days=days)
        reason = f"{rule.format(WEEKDAY_NAMES[weekday])} {self._today_words()}, {_days_apart(days)}"
        return FuzzyDate.day(day, known_how=KnownHow.INFERRED_WEEKDAY, anchor=anchor, reason=reason)

    def _try_dated(self, plain: str) -> FuzzyDate | None:
        if re.fullmatch(
            rf"{_NUM}([/-]){_NUM}\2[0-9]{{2}}"
            rf"|{_NUM} {_MONTH} '?[0-9]{{2}}|{_MONTH} {_NUM} '?[0-9]{{2}}|{_MONTH} '[0-9]{{2}}",
            plain,
        ):
            raise self._refusal(_CENTURY_HINT)
        match = re.fullmatch(rf"{_YEAR}-{_NUM}-{_NUM}|{_YEAR}/{_NUM}/{_NUM}", plain)
        if match:
            year, month, day = (int(part) for part in match.groups() if part)
            return self._day(year, month, day)
        match = re.fullmatch(rf"{_NUM}[/-]{_NUM}[/-]{_YEAR}", plain)
        if match:
            return self._day(int(match[3]), self._us_month(match[1], match[2]), int(match[2]))
        match = re.fullmatch(rf"{_NUM}/{_NUM}", plain)
        if match:
            return self._day_without_year(self._us_month(match[1], match[2]), int(match[2]))
        match = re.fullmatch(rf"{_NUM}[ -]?{_MONTH}[ -]?{_YEAR}", plain)
        if match:
            return self._day(int(match[3]), _MONTHS[match[2]], int(match[1]))
        match = re.fullmatch(rf"{_MONTH} {_NUM} {_YEAR}", plain)
        if match:
            return self._day(int(match[3]), _MONTHS[match[1]], int(match[2]))
        match = re.fullmatch(
            rf"(?:(?P<d1>[0-9]{{1,2}}) )?{_MONTH}(?: (?P<d2>[0-9]{{1,2}}))?", plain
        )
        if match and bool(match["d1"]) != bool(match["d2"]):
            return self._day_without_year(_MONTHS[match[2]], int(match["d1"] or match["d2"]))
        return self._try_longer(plain)

    def _try_longer(self, plain: str) -> FuzzyDate | None:
        match = re.fullmatch(rf"{_MONTH} {_YEAR}", plain)
        if match:
            return self._month(int(match[2]), _MONTHS[match[1]])
        match = re.fullmatch(rf"{_YEAR}-{_NUM}", plain)
        if match:
            return self._month(int(match[1]), int(match[2]))
        match = re.fullmatch(rf"(spring|summer|fall|autumn) {_YEAR}", plain)
        if match:
            name = "fall" if match[1] == "autumn" else match[1]
            first, last = season_days(name, self._year(match[2]))
            return FuzzyDate(first, last, Precision.SEASON)
        match = re.fullmatch(rf"winter {_YEAR}-{_YEAR}", plain)
        if match and int(match[2]) == self._year(match[1]) + 1 and int(match[2]) < date.max.year:
            first, last = season_days("winter", int(match[1]))
            return FuzzyDate(first, last, Precision.SEASON)
        match = re.fullmatch(_YEAR, plain)
        return FuzzyDate.year(self._year(match[1])) if match else None

    def _year(self, digits: str | int) -> int:
        year = int(digits)
        if year < 1:
            raise self._refusal("There is no year 0000. Correct the year.")
        return year

    def _us_month(self, first: str, second: str) -> int:
        month = int(first)
        if month > 12:
            raise self._refusal(
                f"All-number dates are read as month/day/year (US), and there is no month {month}. "
                f"For day {month} of month {int(second)}, put the month first or write its name."
            )
        return month

    def _check_month(self, month: int) -> None:
        if not 1 <= month <= 12:
            raise self._refusal(f"There is no month {month}. Months are 1 to 12.")

    def _month(self, year: int, month: int) -> FuzzyDate:
        self._check_month(month)
        return FuzzyDate.month(self._year(year), month)

    def _day(self, year: int, month: int, day: int) -> FuzzyDate:
        self._check_month(month)
        days = month_end(self._year(year), month).day
        if not 1 <= day <= days:
            raise self._refusal(
                f"{MONTH_NAMES[month - 1]} {year} has {days} days, so there is no day {day}. "
                "Correct the day or the month."
            )
        return FuzzyDate.day(date(year, month, day))

    def _day_without_year(self, month: int, day: int) -> FuzzyDate:
        self._check_month(month)
        longest = month_end(2000, month).day  # a leap year
        if not 1 <= day <= longest:
            raise self._refusal(
                f"{MONTH_NAMES[month - 1]} has at most {longest} days. "
                "Correct the day, or write the year with four digits."
            )
        years = range(max(1, self._today.year - 1), min(date.max.year, self._today.year + 1) + 1)
        near = [date(year, month, day) for year in years if day <= month_end(year, month).day]
        if not near:
            raise self._refusal("Add the year; 29 February is not in every year.")
        # Nearest to today; of two equally near, the one that has been.
        found = min(near, key=lambda one: (abs(one - self._today), one))
        return FuzzyDate.day(
            found,
            known_how=KnownHow.INFERRED_CONTEXT,
            anchor=self._today.isoformat(),
            reason=f"year {found.year} taken as the nearest to {self._today_words()}",
        )

    def _today_words(self) -> str:
        return short_date(self._today, weekday=True)

    # -- ranges --

    def _try_range(self, plain: str) -> FuzzyDate | None:
        plain = re.sub(r"^(?:from|between|entre|desde) ", "", plain)
        short = re.fullmatch(rf"{_NUM}{_TO}{_NUM} {_MONTH} {_YEAR}", plain)
        if short:
            first, last, month, year = short.groups()
            return self._span(f"{first} {month} {year}", f"{last} {month} {year}")
        short = re.fullmatch(rf"{_MONTH} {_NUM}{_TO}{_NUM} {_YEAR}", plain)
        if short:
            month, first, last, year = short.groups()
            return self._span(f"{first} {month} {year}", f"{last} {month} {year}")
        for cut in re.finditer(rf"{_TO}| and | y |/", plain):
            found = self._span(plain[: cut.start()], plain[cut.end() :])
            if found is not None:
                return found
        return None

    def _span(self, left: str, right: str) -> FuzzyDate | None:
        end = self._try_part(right)
        if end is None or end.latest is None:
            return None
        # "10 Jan - 12 Jan 2019": the year at the end is the year of both.
        start = None
        if not re.search(_YEAR, left):
            year = end.latest.year
            start = self._try_part(f"{left}/{year}" if "/" in left else f"{left} {year}")
        start = start or self._try_part(left)
        if start is None or start.earliest is None:
            return None
        if start.earliest > end.latest:
            raise self._refusal(
                f"The range starts ({short_date(start.earliest)}) after it ends "
                f"({short_date(end.latest)}). Write the year of both dates."
            )
        inferred = next((part for part in (end, start) if part.reason), end)
        return FuzzyDate.range(
            start.earliest,
            end.latest,
            known_how=inferred.known_how,
            anchor=inferred.anchor,
            reason="; ".join(dict.fromkeys(part.reason for part in (start, end) if part.reason)),
        )

    def _try_part(self, plain: str) -> FuzzyDate | None:
        return self._try_point(plain.strip())

"""Places the wage terms of an item in the years of a term, so that they can be costed.

What the record does not say is asked for, not guessed: the day of a step, whether steps compound,
hours for an amount an hour. An assumption typed by a person fills it, and is named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.fuzzy_dates import month_end, short_date
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import Measure, Spread, Stated, TermBasis
from negotiation_tracker.rules.cost_formulas import ONE
from negotiation_tracker.rules.cost_inputs import (
    Assumption,
    CostOffer,
    Extra,
    Part,
    PartKind,
    Split,
)
from negotiation_tracker.rules.wage_steps import WageKind, WageTerm, read
from negotiation_tracker.rules.wage_sums import PRECISION
from negotiation_tracker.rules.wage_terms import headline
from negotiation_tracker.rules.wording import quantity

_MONTHS = 12
_ASKS_DATES = (
    "The date of “{}” is not stated. Add it to the offer, or assume one step a year and type that "
    "assumption."
)
_ASKS_COMPOUNDING = (
    "Whether the steps compound is not stated. Add it to the offer, or type an assumption."
)


@dataclass(frozen=True, slots=True)
class Calendar:
    """What places dated terms in years.

    Attributes:
        first_day: first day of the first year costed; None when nobody gave one.
        hours_a_year: hours one person is paid a year; needed for amounts an hour.

    """

    first_day: date | None = None
    hours_a_year: Decimal | None = None


class _CannotPlaceError(Exception):
    """Says in words why a term cannot be placed."""


def offer(
    name: str,
    terms: Sequence[Record],
    calendar: Calendar,
    assumption: Assumption | None = None,
    extras: tuple[Extra, ...] = (),
) -> CostOffer:
    """Make an offer that can be costed of the terms of an item.

    Args:
        name: whose offer it is.
        terms: terms of the item, wages and others.
        calendar: first day and hours.
        assumption: what a person typed in.
        extras: costs beside wages, worked out by the person.

    """
    wages = read(terms)
    stated = headline(wages) if wages else "nothing on wages"
    years = _years(terms)
    try:
        _check(wages)
        with localcontext(prec=PRECISION):
            parts, assumed = _Placing(wages, calendar, assumption).parts()
        total, split = _total(wages)
    except _CannotPlaceError as why:
        return CostOffer(
            name, stated, years, extras=extras, assumption=assumption, problem=str(why)
        )
    return CostOffer(name, stated, years, total, split, parts, extras, assumption, tuple(assumed))


def months_between(first: date, last: date) -> Decimal:
    """Count the months between two days; part of a month by its days; negative backwards."""
    if last < first:
        return -months_between(last, first)
    months = (last.year - first.year) * _MONTHS + last.month - first.month
    days = Decimal(last.day - first.day)
    return months + days / month_end(last.year, last.month).day


def _years(terms: Sequence[Record]) -> int | None:
    """Give the whole years an offer says it covers; None when it does not, or not in whole years.

    A number that states the duration of the contract counts as well as a wage term's own.
    """
    stated = {term.horizon_years for term in terms if term.horizon_years is not None}
    for term in terms:
        if term.measure == Measure.DURATION_YEARS:
            number = quantity(term)
            if number.value is not None and number.high is None:
                stated.add(number.value)
    longest = max(stated, default=None)
    return int(longest) if longest is not None and longest == int(longest) else None


def _check(wages: Sequence[WageTerm]) -> None:
    if not wages:
        raise _CannotPlaceError("The offer has no number on wages.")
    problem = next((term.problem for term in wages if term.problem), "")
    if problem:
        raise _CannotPlaceError(problem)
    if len({term.record.population.casefold() for term in wages}) > 1:
        raise _CannotPlaceError(
            "Its parts are for different groups of people. Cost each group with its own base."
        )
    if any(term.record.basis == TermBasis.TOTAL_COMP for term in wages):
        raise _CannotPlaceError(
            "A percentage of total compensation cannot be costed on a base of pay."
        )
    totals = [term for term in wages if term.kind in (WageKind.TOTAL, WageKind.BARE)]
    if totals and sum(term.percent for term in wages) > 1:
        raise _CannotPlaceError(
            "A figure over several years stands beside other figures; they may overlap."
        )


def _total(wages: Sequence[WageTerm]) -> tuple[Decimal | None, Split | None]:
    for term in wages:
        if term.kind in (WageKind.TOTAL, WageKind.BARE):
            split = None
            if term.record.spread == Spread.EQUAL and term.compounding is not Stated.NOT_STATED:
                compounds = term.compounding is Stated.YES
                split = Split.EQUAL_COMPOUNDING if compounds else Split.EQUAL_SIMPLE
            return term.value, split
    return None, None


class _Placing:
    """Places terms one by one and remembers what had to be assumed."""

    def __init__(
        self, wages: Sequence[WageTerm], calendar: Calendar, assumption: Assumption | None
    ) -> None:
        self._terms = [t for t in wages if t.kind not in (WageKind.TOTAL, WageKind.BARE)]
        self._lasting = [t for t in self._terms if t.kind is not WageKind.ONE_TIME]
        self._calendar = calendar
        self._assumption = assumption or Assumption("")
        self._assumed: list[str] = []

    def parts(self) -> tuple[tuple[Part, ...], list[str]]:
        """Give the parts, and what was assumed, in words."""
        parts: list[Part] = []
        index = ONE
        for term in sorted(self._terms, key=_start):
            year, fraction, late = self._place(term)
            value, kind = self._value(term)
            compounds = term.percent and self._compounds(term)
            if late and term.kind is not WageKind.ONE_TIME:
                parts.append(self._back_pay(term, value * (index if compounds else ONE), late))
            if term.percent and compounds:
                index *= 1 + value / 100
            parts.append(Part(kind, value, year, fraction, compounds, term.short))
        return tuple(parts), list(dict.fromkeys(self._assumed))

    def _value(self, term: WageTerm) -> tuple[Decimal, PartKind]:
        value = term.value if term.value is not None else Decimal(0)
        percent = term.record.measure in (Measure.WAGE_PCT, Measure.BONUS_PCT)
        if term.kind is WageKind.ONE_TIME:
            if term.record.measure == Measure.WAGE_HOUR:
                raise _CannotPlaceError("An amount an hour that is paid once cannot be costed.")
            return value, PartKind.ONE_TIME_PERCENT if percent else PartKind.ONE_TIME_AMOUNT
        if term.kind is WageKind.AMOUNT_HOUR:
            if self._calendar.hours_a_year is None:
                raise _CannotPlaceError(
                    f"“{term.short}” needs the hours one person is paid a year. Type them."
                )
            return value * self._calendar.hours_a_year, PartKind.AMOUNT
        return value, PartKind.PERCENT if percent else PartKind.AMOUNT

    def _compounds(self, term: WageTerm) -> bool:
        if term.compounding is not Stated.NOT_STATED:
            return term.compounding is Stated.YES
        if len(self._lasting) < 2:
            return True
        if self._assumption.compounding is None:
            raise _CannotPlaceError(_ASKS_COMPOUNDING)
        words = "compound" if self._assumption.compounding else "do not compound"
        self._assumed.append(f"steps {words}")
        return self._assumption.compounding

    def _place(self, term: WageTerm) -> tuple[int, Decimal, Decimal]:
        """Give the year a term begins in, the share of it that is paid, and months of back pay."""
        if term.starts is None:
            return self._undated(term), ONE, Decimal(0)
        day = _day(term.starts, term.short)
        first = self._calendar.first_day
        if first is None:
            raise _CannotPlaceError("Give the first day of the first year to be costed.")
        months = months_between(first, day)
        if months >= 0:
            year = int(months // _MONTHS)
            return year + 1, 1 - (months - year * _MONTHS) / _MONTHS, Decimal(0)
        if term.record.retro_from is None and term.record.basis != TermBasis.RETROACTIVE:
            raise _CannotPlaceError(
                f"“{term.short}” begins before {short_date(first)}, the first day costed. "
                "Choose an earlier first day."
            )
        return 1, ONE, -months

    def _undated(self, term: WageTerm) -> int:
        if not self._assumption.one_step_a_year:
            raise _CannotPlaceError(_ASKS_DATES.format(term.short))
        if term.kind is WageKind.ONE_TIME:
            self._assumed.append("one-time payments in the first year")
            return 1
        self._assumed.append("one step a year")
        if term.number is not None:
            return max(1, term.number)
        return self._lasting.index(term) + 1

    def _back_pay(self, term: WageTerm, value: Decimal, months: Decimal) -> Part:
        """Give one payment for the months already worked (A8.4)."""
        kind = PartKind.ONE_TIME_PERCENT if term.percent else PartKind.ONE_TIME_AMOUNT
        return Part(kind, value * months / _MONTHS, 1, label=f"back pay for {term.short}")


def _start(term: WageTerm) -> tuple[date, int, int]:
    first = date.max if term.starts is None else term.starts.earliest or date.max
    return first, term.number or 0, term.record.seq


def _day(when: FuzzyDate, short: str) -> date:
    if when.earliest is None or when.earliest != when.latest:
        raise _CannotPlaceError(
            f"“{short}” begins {when.describe()}, which is no single day. State the day."
        )
    return when.earliest

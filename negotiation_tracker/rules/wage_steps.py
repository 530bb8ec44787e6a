"""Reads the wage terms of an item: steps, totals over years, amounts, one-time payments.

Nothing is filled in: a term that does not say when or over how many years stays so (domain
book, A8 and B3 Term).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.units import UnitKind, unit_spec
from negotiation_tracker.model.values import Comparator, Quantity
from negotiation_tracker.model.vocabulary import Measure, Spread, Stated, TermBasis, label
from negotiation_tracker.rules.wording import WAGE_MEASURES, quantity, years

_SOFT = frozenset(
    {Comparator.ABOUT, Comparator.NEARLY, Comparator.OVER, Comparator.UNDER,
     Comparator.AT_LEAST, Comparator.AT_MOST}
)  # fmt: skip
_ONE_TIME = frozenset({Measure.BONUS_FLAT, Measure.BONUS_PCT})


class WageKind(StrEnum):
    """What a wage term does to pay."""

    STEP = "step"
    TOTAL = "total"
    BARE = "bare"
    AMOUNT_YEAR = "amount_year"
    AMOUNT_HOUR = "amount_hour"
    ONE_TIME = "one_time"


@dataclass(frozen=True, slots=True)
class WageTerm:
    """One wage term, read.

    Attributes:
        record: the term.
        kind: a percent step; a percent over several years, split or not; a percent of which
            neither years nor date are stated; an amount a year or an hour; a one-time payment.
        value: percent or amount; None when it cannot be calculated with.
        problem: why it cannot; empty when it can.
        quantity: the number as stated.
        starts: from when it counts: its date, or the day it reaches back to.
        number: number of the step, where steps are numbered.
        horizon: years it covers; None means not stated.

    """

    record: Record
    kind: WageKind
    value: Decimal | None
    problem: str
    quantity: Quantity
    starts: FuzzyDate | None
    number: int | None
    horizon: Decimal | None

    @property
    def percent(self) -> bool:
        """Say whether it is a percentage of pay that stays in the wage."""
        return self.kind in (WageKind.STEP, WageKind.TOTAL, WageKind.BARE)

    @property
    def flat(self) -> bool:
        """Say whether it is an amount of money that stays in the wage."""
        return self.kind in (WageKind.AMOUNT_YEAR, WageKind.AMOUNT_HOUR)

    @property
    def compounding(self) -> Stated:
        """Say whether the text has it compound."""
        return Stated(self.record.compounding)

    @property
    def short(self) -> str:
        """Give the number alone, as stated: "7%", "about $2 an hour", "$1,000 once"."""
        words = self.quantity.describe()
        if self.kind is not WageKind.ONE_TIME:
            return words
        return f"{words} of pay, once" if _is_percent(self.quantity) else f"{words} once"

    def describe(self) -> str:
        """Give it with all that is stated about it."""
        parts = [self.short]
        if self.kind is WageKind.TOTAL:
            parts[0] = f"{parts[0]} over {years(self.horizon)}"
        if self.record.effective_on is not None:
            parts.append(f"from {self.record.effective_on.describe()}")
        if self.record.retro_from is not None:
            parts.append(f"retroactive to {self.record.retro_from.describe()}")
        elif self.record.basis == TermBasis.RETROACTIVE:
            parts.append("retroactive, since when not stated")
        if self.record.basis == TermBasis.TOTAL_COMP:
            parts.append(f"of {label(self.record.basis)}")
        if self.record.population:
            parts.append(f"for {self.record.population}")
        return ", ".join(parts)


def read(terms: Sequence[Record]) -> tuple[WageTerm, ...]:
    """Read the wage terms among the terms of an item, in the order of the item.

    A percentage is a step when it has a date or a number of its own, is paid at once, or covers
    a year or less; a total when it covers more than a year. Several percentages without either
    are taken as steps one after another, which the views say.
    """
    ordered = sorted(terms, key=lambda term: (term.seq, term.id))
    wages = [term for term in ordered if Measure(term.measure) in WAGE_MEASURES]
    several = sum(term.measure == Measure.WAGE_PCT for term in wages) > 1
    return tuple(_read(term, several=several) for term in wages)


def _read(term: Record, *, several: bool) -> WageTerm:
    number = quantity(term)
    value, problem = _value(number)
    kind = _kind(term, several=several)
    wrong_unit = _wrong_unit(term, number, kind)
    if wrong_unit:
        value, problem = None, wrong_unit
    return WageTerm(
        record=term,
        kind=kind,
        value=value,
        problem=problem,
        quantity=number,
        starts=term.retro_from or term.effective_on,
        number=term.step_no,
        horizon=term.horizon_years,
    )


def _kind(term: Record, *, several: bool) -> WageKind:
    if term.measure in _ONE_TIME or term.basis == TermBasis.OFF_SCHEDULE:
        return WageKind.ONE_TIME
    if term.measure == Measure.WAGE_HOUR:
        return WageKind.AMOUNT_HOUR
    if term.measure == Measure.WAGE_FLAT_YEAR:
        return WageKind.AMOUNT_YEAR
    dated = term.effective_on is not None or term.retro_from is not None
    if dated or term.step_no is not None or term.spread == Spread.SINGLE:
        return WageKind.STEP
    if term.horizon_years is not None:
        return WageKind.TOTAL if term.horizon_years > 1 else WageKind.STEP
    return WageKind.STEP if several else WageKind.BARE


def _value(number: Quantity) -> tuple[Decimal | None, str]:
    if number.value is None:
        return None, "The number is not known."
    if number.comparator in (Comparator.RANGE, Comparator.ORDER_OF_MAGNITUDE):
        return None, f"“{number.describe()}” is not one number."
    return number.value, ""


def hedged(term: WageTerm) -> bool:
    """Say whether the number was given with a hedge word, such as "about"."""
    return term.quantity.comparator in _SOFT


def _wrong_unit(term: Record, number: Quantity, kind: WageKind) -> str:
    wants_percent = term.measure in (Measure.WAGE_PCT, Measure.BONUS_PCT)
    if wants_percent != _is_percent(number):
        return f"“{number.describe()}” does not fit {label(term.measure)}."
    if not wants_percent and unit_spec(number.unit).kind is not UnitKind.MONEY:
        return f"“{number.describe()}” is not an amount of money."
    per_hour = number.unit.endswith("_per_hour")
    if per_hour and kind is WageKind.AMOUNT_YEAR:
        return f"“{number.describe()}” is not an amount a year."
    return ""


def _is_percent(number: Quantity) -> bool:
    return unit_spec(number.unit).kind is UnitKind.PERCENT

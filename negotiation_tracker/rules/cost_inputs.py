"""What goes into costing: pay before, offers placed in time, what a person assumed.

All numbers are Decimals; percentages in percent, amounts in whole units of the currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum

from negotiation_tracker.rules.cost_formulas import ONE, ZERO, Rate
from negotiation_tracker.rules.wage_sums import PRECISION


class Split(StrEnum):
    """How a total is laid over its years."""

    AT_ONCE = "at_once"
    EQUAL_SIMPLE = "equal_simple"
    EQUAL_COMPOUNDING = "equal_compounding"
    AT_END = "at_end"


SPLIT_WORDS = {
    Split.AT_ONCE: "all of it from the first year",
    Split.EQUAL_SIMPLE: "equal yearly steps, not compounded",
    Split.EQUAL_COMPOUNDING: "equal yearly steps, compounded",
    Split.AT_END: "all of it in the last year",
}


class PartKind(StrEnum):
    """What a part of an offer does."""

    PERCENT = "percent"
    AMOUNT = "amount"
    ONE_TIME_PERCENT = "one_time_percent"
    ONE_TIME_AMOUNT = "one_time_amount"


@dataclass(frozen=True, slots=True)
class PlacementRow:
    """People on one step of the salary schedule.

    Attributes:
        step: name of the step or column.
        fte: full-time positions on it.
        salary: yearly pay of a full-time position.

    """

    step: str
    fte: Decimal
    salary: Decimal


@dataclass(frozen=True, slots=True)
class CostBase:
    """Pay before any offer.

    Attributes:
        headcount: people, or full-time positions.
        average: yearly pay of one, on schedule.
        rows: the placement table it comes from; empty when headcount and average were typed.
        currency: code of the talks.
        note: whose numbers these are, and for which day.

    """

    headcount: Decimal
    average: Decimal
    rows: tuple[PlacementRow, ...] = ()
    currency: str = "USD"
    note: str = ""

    @classmethod
    def placed(
        cls, rows: Sequence[PlacementRow], currency: str = "USD", note: str = ""
    ) -> "CostBase":
        """Make the base of a placement table; ValueError when nobody is on it."""
        people = sum((row.fte for row in rows), ZERO)
        if people <= 0:
            raise ValueError("The placement table has no positions. Give the FTE of each step.")
        with localcontext(prec=PRECISION):
            average = sum((row.fte * row.salary for row in rows), ZERO) / people
        return cls(people, average, tuple(rows), currency, note)

    @property
    def amount(self) -> Decimal:
        """Give pay of everybody for a year."""
        if self.rows:
            return sum((row.fte * row.salary for row in self.rows), ZERO)
        return self.headcount * self.average

    def bands(self) -> tuple[tuple[str, Decimal], ...]:
        """List names and pay to show one person at: average, and low, median and high step."""
        average = (("average", self.average),)
        if not self.rows:
            return average
        rows = sorted((row for row in self.rows if row.fte > 0), key=lambda row: row.salary)
        reached, median = ZERO, rows[-1]
        for row in rows:
            reached += row.fte
            if reached * 2 >= self.headcount:
                median = row
                break
        steps = (("lowest", rows[0]), ("median", median), ("highest", rows[-1]))
        named = tuple((f"{name} step ({row.step})", row.salary) for name, row in steps)
        return (*average, *named)


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an offer, placed in time.

    Attributes:
        kind: what it does; one-time percentages are of pay before the offer.
        value: percent, or amount for each person, a year or once.
        year: year of the term it begins in; the first is 1.
        fraction: share of that year it is paid in; 1 for the whole year.
        compounds: whether a percentage applies to pay with the parts before it.
        label: what it is called in the offer.
        eligible: people who receive a one-time payment; None for everybody.

    """

    kind: PartKind
    value: Decimal
    year: int = 1
    fraction: Decimal = ONE
    compounds: bool = True
    label: str = ""
    eligible: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """A cost beside wages, such as new positions or health contributions (A8.8, A8.9).

    Attributes:
        label: what it is.
        amount: cost in a year, with all that follows from it.
        from_year: first year of the term it is paid in.
        one_time: whether it is paid in that year only.

    """

    label: str
    amount: Decimal
    from_year: int = 1
    one_time: bool = False


@dataclass(frozen=True, slots=True)
class Assumption:
    """What a person typed because the offer does not say it; printed with every result.

    Attributes:
        text: in their words.
        years: years of the term; None when the offer states them.
        split: how a total is laid over the years; None when the offer states it.
        one_step_a_year: whether steps without a date come one a year, payments in the first.
        compounding: whether steps compound; None when the offer states it.

    """

    text: str
    years: int | None = None
    split: Split | None = None
    one_step_a_year: bool = False
    compounding: bool | None = None


@dataclass(frozen=True, slots=True)
class CostOffer:
    """An offer to be costed.

    Attributes:
        name: whose it is.
        stated: the offer as stated.
        years: years it covers; None means not stated.
        total: a percentage over all years whose steps are not stated; None when there is none.
        split: how the total is laid out, if stated.
        parts: steps and payments placed in time.
        extras: costs beside wages.
        assumption: what a person typed in; None when nothing was assumed.
        assumed: what of it was needed to place the parts, in words.
        problem: why it cannot be costed whatever is assumed; empty when it can.

    """

    name: str
    stated: str
    years: int | None = None
    total: Decimal | None = None
    split: Split | None = None
    parts: tuple[Part, ...] = ()
    extras: tuple[Extra, ...] = ()
    assumption: Assumption | None = None
    assumed: tuple[str, ...] = ()
    problem: str = ""

    @property
    def costed_years(self) -> int | None:
        """Give the years to cost: those stated, else those assumed; None when there are none."""
        if self.years is not None or self.assumption is None:
            return self.years
        return self.assumption.years

    @property
    def costed_split(self) -> Split | None:
        """Give the split to cost with: the one stated, else the one assumed."""
        if self.split is not None or self.assumption is None:
            return self.split
        return self.assumption.split


@dataclass(frozen=True, slots=True)
class CostSettings:
    """What all offers are costed with.

    Attributes:
        base: pay before.
        rates: what follows from pay.
        drift: percent a year that moving up the schedule costs anyway; None when not given.
        inflation: percent a year; None when not given.

    """

    base: CostBase
    rates: tuple[Rate, ...] = ()
    drift: Decimal | None = None
    inflation: Decimal | None = None

"""The formulas that offers are costed with, each under its number in the domain book (A8).

Percentages are in percent (23 is 23%), amounts in whole units of the currency, all Decimal and
unrounded: rounding is left to whoever shows a number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, localcontext

from negotiation_tracker.rules.wage_sums import PRECISION, equal_rate

ZERO = Decimal(0)
ONE = Decimal(1)
HUNDRED = Decimal(100)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Rate:
    """A cost that follows from pay, such as a pension contribution or a payroll tax.

    Attributes:
        name: what it is.
        percent: of pay.
        on_one_time: whether one-time payments cause it too; some are not pensionable (A8.4).

    """

    name: str
    percent: Decimal
    on_one_time: bool = True


@dataclass(frozen=True, slots=True)
class MultiYear:
    """What yearly steps cost over the base (A8.2).

    Attributes:
        indexes: pay at the end of each year, as a multiple of the base: 1.06, 1.1342.
        years: cost over the base in each year.

    """

    indexes: tuple[Decimal, ...]
    years: tuple[Decimal, ...]

    @property
    def term(self) -> Decimal:
        """Give the cost over all years."""
        return sum(self.years, ZERO)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a total over some years costs over the term, by the way it may be split (A8.3).

    Attributes:
        at_once: all of it from the first year, the most it can cost.
        equal_simple, equal_compounding: equal yearly steps, and their percent a year.
        at_end: all of it in the last year, the least it can cost.

    """

    at_once: Decimal
    equal_simple: Decimal
    equal_compounding: Decimal
    at_end: Decimal
    simple_rate: Decimal
    compounding_rate: Decimal


@dataclass(frozen=True, slots=True)
class Compensation:
    """Total compensation in its parts, or a change of it (A8.10)."""

    salary: Decimal = ZERO
    statutory: Decimal = ZERO
    health: Decimal = ZERO
    other: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """Give the sum of the parts."""
        return self.salary + self.statutory + self.health + self.other


@dataclass(frozen=True, slots=True)
class StrikeCost:
    """What a strike costs each side (A8.11).

    Attributes:
        pay_lost: pay that workers do not receive, which the employer does not pay either.
        revenue_lost: revenue tied to attendance that the employer does not receive.

    """

    pay_lost: Decimal
    revenue_lost: Decimal

    @property
    def employer_net(self) -> Decimal:
        """Give what the employer loses after the pay it does not owe; below zero it saves."""
        return self.revenue_lost - self.pay_lost


def part_of(amount: Decimal, percent: Decimal) -> Decimal:
    """Give a percentage of an amount."""
    return amount * percent / HUNDRED


def across_the_board(amount: Decimal, percent: Decimal, fraction: Decimal = ONE) -> Decimal:
    """Give what a raise costs in a year of which it is paid a fraction (A8.1).

    Six percent for half a year cost three percent that year.
    """
    return part_of(amount, percent) * fraction


def loading(rates: Iterable[Rate], *, one_time: bool = False) -> Decimal:
    """Give the rate, as a fraction of pay, of what follows from pay: 0.25 for 25%."""
    return sum((r.percent for r in rates if r.on_one_time or not one_time), ZERO) / HUNDRED


def multi_year(amount: Decimal, percents: Sequence[Decimal], *, compounding: bool) -> MultiYear:
    """Give what one step a year costs over the base, year by year (A8.2)."""
    index, indexes = ONE, []
    with localcontext(prec=PRECISION):
        for percent in percents:
            index += (index if compounding else ONE) * percent / HUNDRED
            indexes.append(index)
        return MultiYear(tuple(indexes), tuple(amount * (i - ONE) for i in indexes))


def bounds(amount: Decimal, total: Decimal, years: int) -> Bounds:
    """Give what a total over some years can cost when its split is not known (A8.3)."""
    with localcontext(prec=PRECISION):
        simple, compound = total / years, equal_rate(total, years)
        whole = part_of(amount, total)
        return Bounds(
            at_once=whole * years,
            equal_simple=multi_year(amount, [simple] * years, compounding=False).term,
            equal_compounding=multi_year(amount, [compound] * years, compounding=True).term,
            at_end=whole,
            simple_rate=simple,
            compounding_rate=compound,
        )


def retroactive(amount: Decimal, percent: Decimal, months: Decimal) -> Decimal:
    """Give the one payment for a raise applied to months already paid (A8.4)."""
    return part_of(amount, percent) * months / _MONTHS


def flat(headcount: Decimal, each: Decimal) -> Decimal:
    """Give what an amount a person costs: a year if it stays, once if it does not (A8.4, A8.5)."""
    return headcount * each


def flat_as_percent(each: Decimal, pay: Decimal) -> Decimal | None:
    """Give an amount a year in percent of pay; None without pay (A8.5)."""
    return each / pay * HUNDRED if pay else None


def hourly(hours: Decimal, each: Decimal) -> Decimal:
    """Give what an amount an hour costs over all hours paid (A8.6)."""
    return hours * each


def added_hours(
    people: Decimal, hours_a_week: Decimal, weeks: Decimal, pay: Decimal, rates: Iterable[Rate]
) -> Decimal:
    """Give what more hours for part-timers cost a year, with what follows from pay (A8.6).

    What people gain who pass the threshold for benefits is not in it.
    """
    return people * hours_a_week * weeks * pay * (ONE + loading(rates))


def step_and_column(amount: Decimal, percent: Decimal, years: int) -> MultiYear:
    """Give what moving up the schedule costs without any deal (A8.7)."""
    return multi_year(amount, [percent] * years, compounding=True)


def new_positions(
    number: Decimal, pay: Decimal, rates: Iterable[Rate], benefits: Decimal = ZERO
) -> Decimal:
    """Give what new positions cost a year; benefits are for each of them (A8.8)."""
    return number * pay * (ONE + loading(rates)) + benefits * number


def teachers_for_class_size(enrolments: Iterable[Decimal], before: Decimal, after: Decimal) -> int:
    """Count the teachers that smaller classes need, rounded up at each site (A8.8).

    Args:
        enrolments: students at each site.
        before: students in a class now, more than zero.
        after: students in a class then, more than zero.

    """
    more = ZERO
    for students in enrolments:
        more += (students / after - students / before).to_integral_value(ROUND_CEILING)
    return int(more)


def health(tiers: Iterable[tuple[Decimal, Decimal]]) -> Decimal:
    """Give what new contributions cost a year; tiers are people enrolled and change (A8.9)."""
    return sum((enrolled * change for enrolled, change in tiers), ZERO)


def compensation_percent(change: Compensation, before: Compensation) -> Decimal | None:
    """Give a change in percent of total compensation before; None when that is zero (A8.10)."""
    return change.total / before.total * HUNDRED if before.total else None


def one_percent(amount: Decimal, rates: Iterable[Rate]) -> Decimal:
    """Give what one percent costs a year with what follows from pay (A8.10)."""
    return part_of(amount, ONE) * (ONE + loading(rates))


def strike(
    workers: Decimal, days: Decimal, daily_pay: Decimal, daily_revenue: Decimal = ZERO
) -> StrikeCost:
    """Give what a strike costs: pay lost, and revenue that goes with attendance (A8.11)."""
    return StrikeCost(workers * days * daily_pay, daily_revenue * days)


def real_value(amount: Decimal, inflation: Decimal, years: int) -> Decimal:
    """Give an amount after some years in today's money (A8.12)."""
    with localcontext(prec=PRECISION):
        return amount / (ONE + inflation / HUNDRED) ** years

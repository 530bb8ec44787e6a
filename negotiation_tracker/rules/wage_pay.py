"""What pay an hour becomes under a wage offer (domain book, A8.2, A8.5, A8.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negotiation_tracker.model.vocabulary import Stated, TermBasis
from negotiation_tracker.rules.derived import Derived, in_force_from, refs
from negotiation_tracker.rules.wage_steps import WageKind, WageTerm
from negotiation_tracker.rules.wage_sums import cannot_add

_HUNDRED = Decimal(100)
_FLAT_ORDER = (
    "The order of percentage and amount is not stated; the two numbers are for the amount "
    "after and before the percentage."
)


@dataclass(frozen=True, slots=True)
class WageBase:
    """What pay the offer is applied to, as a person typed it.

    Attributes:
        hourly: pay an hour before the offer; None when not given.
        hours_a_year: hours paid a year; only needed for amounts a year.
        note: whose number this is and for which day.

    """

    hourly: Decimal | None = None
    hours_a_year: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A number, or the two it lies between."""

    low: Decimal
    high: Decimal

    @property
    def exact(self) -> bool:
        """Say whether it is one number."""
        return self.low == self.high


def hourly_of(lasting: Sequence[WageTerm], base: WageBase) -> Derived[Span]:
    """Give pay an hour at the end of an offer."""
    formula = "pay an hour before the offer, with every step and amount of the offer"
    inputs = refs(term.record for term in lasting)
    reason = cannot_pay(lasting, base)
    if reason:
        return Derived(None, formula, inputs, reason)
    span = pay_after(lasting, base)
    notes = () if span.exact else (_FLAT_ORDER,)
    return Derived(span, formula, inputs, notes=notes)


def cannot_pay(lasting: Sequence[WageTerm], base: WageBase) -> str:
    """Say why pay an hour cannot be worked out; empty when it can."""
    if base.hourly is None:
        return "No pay an hour is given to start from."
    if not lasting:
        return "Nothing in the offer stays in the wage."
    problem = next((term.problem for term in lasting if term.problem), "")
    if problem:
        return problem
    if len({term.record.population.casefold() for term in lasting}) > 1:
        return "Parts of the offer are for different groups of people."
    if any(term.record.basis == TermBasis.TOTAL_COMP for term in lasting):
        return "A percentage of total compensation says nothing about pay an hour."
    if base.hours_a_year is None and any(t.kind is WageKind.AMOUNT_YEAR for t in lasting):
        return "No number of hours a year is given for the amount a year."
    percents = [term for term in lasting if term.percent]
    only = percents[0] if len(percents) == 1 else None
    if only is not None and only.kind is not WageKind.STEP:
        return ""
    return cannot_add(percents) if percents else ""


def pay_after(lasting: Sequence[WageTerm], base: WageBase) -> Span:
    """Give pay an hour after some terms; two numbers where their order is open."""
    ends = [_paid(in_order(lasting, flats_first=first), base) for first in (False, True)]
    return Span(min(ends), max(ends))


def in_order(lasting: Sequence[WageTerm], *, flats_first: bool) -> list[WageTerm]:
    """Put terms in order of effect; where the order is open, amounts first or last.

    Percentages may change places among themselves; only where an amount comes matters.
    """
    dated = any(term.starts is not None for term in lasting)
    edge = date.min if flats_first else date.max

    def place(term: WageTerm) -> tuple[date, int, int]:
        tie = (0 if flats_first else 2) if term.flat else 1
        if dated:
            start = in_force_from(term.starts)
            return start or (edge if term.flat else date.min), tie, 0
        if term.number is not None:
            return date.min, 0, term.number * 3 + tie
        return date.min, tie, 0

    return sorted(lasting, key=place)


def _paid(ordered: Sequence[WageTerm], base: WageBase) -> Decimal:
    start = pay = base.hourly or Decimal(0)
    for term in ordered:
        value = term.value or Decimal(0)
        if term.kind is WageKind.AMOUNT_HOUR:
            pay += value
        elif term.kind is WageKind.AMOUNT_YEAR:
            pay += value / (base.hours_a_year or Decimal(1))
        else:
            pay += (start if term.compounding is Stated.NO else pay) * value / _HUNDRED
    return pay


def rise_of(hourly: Derived[Span], base: WageBase) -> Derived[Span]:
    """Give the rise of pay an hour, in percent of pay before."""
    formula = "pay an hour after over pay an hour before, less one"
    if hourly.value is None or not base.hourly:
        reason = hourly.reason_not_computable or "Pay an hour before the offer is zero."
        return Derived(None, formula, hourly.inputs, reason)
    low, high = (
        (end / base.hourly - 1) * _HUNDRED for end in (hourly.value.low, hourly.value.high)
    )
    return Derived(Span(low, high), formula, hourly.inputs, notes=hourly.notes)

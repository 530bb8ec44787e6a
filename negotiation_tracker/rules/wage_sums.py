"""What the percentages of a wage offer come to, added up and one after the other.

Percentages are Decimals in percent: 21.3594 is 21.3594% (domain book, A8.2, A8.3).
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from negotiation_tracker.model.vocabulary import Spread, Stated, TermBasis
from negotiation_tracker.rules.derived import Derived, refs
from negotiation_tracker.rules.wage_steps import WageKind, WageTerm
from negotiation_tracker.rules.wording import years

PRECISION = 40
"""Digits kept while calculating; rounding is left to whoever shows a number."""
_HUNDRED = Decimal(100)


def equal_rate(total: Decimal, number: int) -> Decimal:
    """Give the yearly percentage that, compounded over a number of years, makes a total (A8.3)."""
    with localcontext(prec=PRECISION):
        return ((1 + total / _HUNDRED) ** (1 / Decimal(number)) - 1) * _HUNDRED


def percent_words(value: Decimal, places: int = 2) -> str:
    """Give a percentage rounded for show: 21.3594 is "21.36%", 20 is "20%"."""
    rounded = f"{round(value, places):,f}"
    return f"{rounded.rstrip('0').rstrip('.') if '.' in rounded else rounded}%"


def total_of(lasting: Sequence[WageTerm]) -> Derived[Decimal]:
    """Add the percentages of an offer up."""
    percents = [term for term in lasting if term.percent]
    formula = "the percentages of the steps, added up"
    reason = cannot_add(percents)
    inputs = refs(term.record for term in lasting)
    if reason:
        return Derived(None, formula, inputs, reason)
    if percents[0].kind is WageKind.TOTAL:
        value = _as_sum(percents[0])
        reason = "Whether its yearly steps compound is not stated; so is what they add up to."
        if value is None:
            return Derived(None, formula, inputs, reason)
        return Derived(value, formula, inputs)
    values = [term.value for term in percents if term.value is not None]
    shown = " + ".join(f"{value.normalize():f}" for value in values)
    return Derived(sum(values, Decimal(0)), shown, inputs, notes=_beside(lasting))


def compound_of(lasting: Sequence[WageTerm]) -> Derived[Decimal]:
    """Apply the percentages of an offer one after the other."""
    percents = [term for term in lasting if term.percent]
    formula = "each step applied to the wage after the step before"
    inputs = refs(term.record for term in lasting)
    reason = cannot_add(percents) or not_compounding(percents)
    if reason:
        return Derived(None, formula, inputs, reason)
    if percents[0].kind is WageKind.TOTAL:
        if percents[0].compounding is Stated.NOT_STATED:
            reason = "Whether its yearly steps compound is not stated."
            return Derived(None, formula, inputs, reason)
        return Derived(percents[0].value, formula, inputs)
    values = [term.value for term in percents if term.value is not None]
    shown = " × ".join(f"{(1 + value / _HUNDRED).normalize():f}" for value in values)
    return Derived((product(values) - 1) * _HUNDRED, f"{shown} − 1", inputs, notes=_beside(lasting))


def _as_sum(total: WageTerm) -> Decimal | None:
    if total.value is None or total.compounding is Stated.NOT_STATED:
        return None
    if total.compounding is Stated.NO:
        return total.value
    number = int(total.horizon or 0)
    return equal_rate(total.value, number) * number


def _beside(lasting: Sequence[WageTerm]) -> tuple[str, ...]:
    flats = [term.short for term in lasting if term.flat]
    return (f"Without {' and '.join(flats)}, which is no percentage.",) if flats else ()


def cannot_add(percents: Sequence[WageTerm]) -> str:
    """Say why percentages cannot be added up; empty when they can."""
    if not percents:
        return "The offer states no percentage."
    problem = next((term.problem for term in percents if term.problem), "")
    if problem:
        return problem
    if len({term.record.population.casefold() for term in percents}) > 1:
        return "The percentages are for different groups of people."
    if len({term.record.basis == TermBasis.TOTAL_COMP for term in percents}) > 1:
        return "Some percentages are of wages, others of total compensation."
    kinds = {term.kind for term in percents}
    if kinds == {WageKind.STEP}:
        return ""
    if len(percents) > 1:
        return "A figure over several years stands beside other figures; they may overlap."
    if kinds == {WageKind.BARE}:
        return "One figure is stated; over which years, and in which steps, is not."
    return _cannot_split(percents[0])


def _cannot_split(total: WageTerm) -> str:
    if total.record.spread != Spread.EQUAL:
        return f"How it is split over {years(total.horizon)} is not stated."
    if total.horizon is None or total.horizon != int(total.horizon):
        return f"Equal yearly steps do not fit into {years(total.horizon)}."
    return ""


def not_compounding(percents: Sequence[WageTerm]) -> str:
    """Say that an offer rules compounding out; empty when it does not."""
    if any(term.compounding is Stated.NO for term in percents):
        return "The offer says that its steps do not compound."
    return ""


def product(values: Iterable[Decimal]) -> Decimal:
    """Give the index after percentages applied one after the other: 6 and 7 make 1.1342."""
    index = Decimal(1)
    for value in values:
        index *= 1 + value / _HUNDRED
    return index

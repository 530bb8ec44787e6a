"""What offers cost: by year, over the term, at the end, for one person; side by side (A8.12).

An offer that does not state its years, or how a total is split over them, is costed only under an
assumption that a person typed, and the assumption is part of the result. Without one there is a
reason, and for an unknown split the bounds of A8.3.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal, localcontext

from negotiation_tracker.rules.cost_formulas import (
    ONE,
    ZERO,
    Bounds,
    Rate,
    bounds,
    loading,
    one_percent,
    part_of,
    real_value,
    step_and_column,
)
from negotiation_tracker.rules.cost_inputs import (
    Assumption,
    CostBase,
    CostOffer,
    CostSettings,
    Extra,
    Part,
    PartKind,
    PlacementRow,
    Split,
)
from negotiation_tracker.rules.cost_results import (
    AtEnd,
    Comparison,
    OfferCost,
    PersonPay,
    YearCost,
)
from negotiation_tracker.rules.wage_sums import PRECISION, equal_rate

__all__ = [
    "Assumption", "AtEnd", "Comparison", "CostBase", "CostOffer", "CostSettings", "Extra",
    "OfferCost", "Part", "PartKind", "PersonPay", "PlacementRow", "Rate", "Split", "YearCost",
    "compare", "cost",
]  # fmt: skip

MAX_YEARS = 50
"""Terms longer than this are taken for a mistake."""


def compare(settings: CostSettings, offers: Iterable[CostOffer]) -> Comparison:
    """Cost offers with the same settings, to be put side by side."""
    with localcontext(prec=PRECISION):
        costs = tuple(cost(settings, offer) for offer in offers)
        each = one_percent(settings.base.amount, settings.rates)
    return Comparison(settings, costs, each, tuple(_notes(costs)))


def cost(settings: CostSettings, offer: CostOffer) -> OfferCost:
    """Cost one offer."""
    if offer.problem:
        return OfferCost(offer, reason=offer.problem)
    with localcontext(prec=PRECISION):
        years = offer.costed_years
        reason = _years_problem(offer, years)
        split = offer.costed_split
        if reason or years is None:
            return _without_years(settings, offer, reason)
        if offer.total is not None and split is None:
            if offer.parts:
                # Where the total stands among other parts is not known, so neither is a bound.
                return _without_years(settings, offer, _split_reason(years))
            paid = settings.base.amount * (ONE + loading(settings.rates))
            found = bounds(paid, offer.total, years)
            return _without_years(settings, offer, _split_reason(years), found)
        parts = (*_split_parts(offer, split, years), *offer.parts)
        return _with_years(settings, offer, parts, years)


def _years_problem(offer: CostOffer, years: int | None) -> str:
    if years is None:
        return (
            "The years this offer covers are not stated. Type an assumption to cost it by year; "
            "the assumption is printed with the result."
        )
    if not 1 <= years <= MAX_YEARS:
        return f"A term of {years} years cannot be costed. Give 1 to {MAX_YEARS} years."
    late = max((part.year for part in offer.parts), default=1)
    if late > years:
        return f"A step falls in year {late}, after a term of {years} years. Check the years."
    return ""


def _split_reason(years: int) -> str:
    return (
        f"How the total is split over {years} years is not stated. Its cost lies between the "
        "bounds shown; type an assumption to cost it by year."
    )


def _split_parts(offer: CostOffer, split: Split | None, years: int) -> list[Part]:
    if offer.total is None:
        return []
    kind = PartKind.PERCENT
    if split is Split.AT_ONCE:
        return [Part(kind, offer.total, label=offer.stated)]
    if split is Split.AT_END:
        return [Part(kind, offer.total, years, label=offer.stated)]
    compounds = split is Split.EQUAL_COMPOUNDING
    each = equal_rate(offer.total, years) if compounds else offer.total / years
    return [Part(kind, each, year, compounds=compounds) for year in range(1, years + 1)]


def _with_years(
    settings: CostSettings, offer: CostOffer, parts: Sequence[Part], years: int
) -> OfferCost:
    found = tuple(_year(settings, offer, parts, year) for year in range(1, years + 1))
    drift = settings.drift
    return OfferCost(
        offer=offer,
        years=found,
        term=sum((year.total for year in found), ZERO),
        at_end=_at_end(settings, parts, years),
        drift=() if drift is None else step_and_column(settings.base.amount, drift, years).years,
    )


def _without_years(
    settings: CostSettings, offer: CostOffer, reason: str, found: Bounds | None = None
) -> OfferCost:
    """Give what does not depend on when: where pay stands once everything is in effect.

    A total comes to the same whatever its steps, unless other parts stand beside it.
    """
    parts = offer.parts
    if offer.total is not None:
        if offer.parts:
            return OfferCost(offer, bounds=found, reason=reason)
        parts = (Part(PartKind.PERCENT, offer.total),)
    at_end = _at_end(settings, parts, offer.costed_years)
    return OfferCost(offer=offer, at_end=at_end, bounds=found, reason=reason)


def _year(settings: CostSettings, offer: CostOffer, parts: Sequence[Part], year: int) -> YearCost:
    base = settings.base
    recurring = base.headcount * (_paid(base.average, parts, year) - base.average)
    one_time = sum((_once(base, part) for part in parts if part.year == year), ZERO)
    other = sum(
        (
            extra.amount
            for extra in offer.extras
            if extra.from_year == year or (extra.from_year < year and not extra.one_time)
        ),
        ZERO,
    )
    statutory = recurring * loading(settings.rates) + one_time * loading(
        settings.rates, one_time=True
    )
    return YearCost(year, recurring, one_time, statutory, other)


def _once(base: CostBase, part: Part) -> Decimal:
    people = base.headcount if part.eligible is None else part.eligible
    if part.kind is PartKind.ONE_TIME_AMOUNT:
        return people * part.value
    if part.kind is PartKind.ONE_TIME_PERCENT:
        # The whole base, not headcount times a rounded average.
        paid = base.amount if part.eligible is None else people * base.average
        return part_of(paid, part.value)
    return ZERO


def _in_order(parts: Iterable[Part]) -> list[Part]:
    """Put what stays in pay in order of effect: what is paid longer in a year came earlier."""
    lasting = [p for p in parts if p.kind in (PartKind.PERCENT, PartKind.AMOUNT)]
    return sorted(lasting, key=lambda part: (part.year, -part.fraction))


def _paid(pay: Decimal, parts: Sequence[Part], year: int) -> Decimal:
    """Give what one person is paid over a year of the term."""
    level = paid = pay
    for part in _in_order(parts):
        if part.year > year:
            break
        step = _step(pay, level, part)
        level += step
        paid += step * (part.fraction if part.year == year else ONE)
    return paid


def _level(pay: Decimal, parts: Sequence[Part]) -> Decimal:
    """Give yearly pay of one person once every part is in effect for the whole year."""
    level = pay
    for part in _in_order(parts):
        level += _step(pay, level, part)
    return level


def _step(before: Decimal, level: Decimal, part: Part) -> Decimal:
    if part.kind is PartKind.AMOUNT:
        return part.value
    return part_of(level if part.compounds else before, part.value)


def _at_end(settings: CostSettings, parts: Sequence[Part], years: int | None) -> AtEnd:
    base = settings.base
    rise = base.headcount * (_level(base.average, parts) - base.average)
    people = []
    for band, pay in base.bands():
        after = _level(pay, parts)
        real = None
        if settings.inflation is not None and years is not None:
            real = real_value(after, settings.inflation, years)
        people.append(PersonPay(band, pay, after, real))
    return AtEnd(
        a_year=rise * (ONE + loading(settings.rates)),
        base=base.amount + rise,
        index=(base.amount + rise) / base.amount if base.amount else ONE,
        people=tuple(people),
    )


def _notes(costs: Sequence[OfferCost]) -> Iterable[str]:
    terms = {len(cost.years) for cost in costs if cost.years}
    if len(terms) > 1:
        yield "The terms differ in length: compare years, not totals over the term."
    if any(cost.assumptions for cost in costs):
        yield "Some numbers rest on assumptions typed in, not on what the offers state."
    if any(cost.reason for cost in costs):
        yield "Not every offer can be costed by year; the reasons are given."
    if any(cost.at_end is not None and not cost.years for cost in costs):
        yield "“Once fully in effect” says nothing about when."

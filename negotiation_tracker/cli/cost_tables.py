"""Costs of offers on a terminal and as JSON."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_results import OfferCost
from negotiation_tracker.rules.derived import Derived
from negotiation_tracker.rules.wage_terms import Span, WageView, percent_words
from negotiation_tracker.services.cost_orders import Costing

_CENT = Decimal("0.01")


def show(call: Call, found: Costing) -> None:
    """Write offers, costs, and what they were costed with."""
    comparison = found.comparison
    heads = cost_table.names(comparison)
    layout.section(call, "Offers")
    for head, cost, view in zip(heads, comparison.costs, found.wages, strict=True):
        layout.bullets(call, [f"{head}: {cost.offer.stated}", *_about(cost, view)], "")
    layout.section(call, "Costs")
    rows = [("", *heads)]
    for row in cost_table.rows(comparison):
        cells = row.cells or ("",) * len(heads)
        rows.append((row.label.upper() if row.heading else row.label, *cells))
    if len(rows) > 1:
        call.table(rows[0], rows[1:])
    else:
        call.say("Nothing can be costed; the reasons stand with the offers.")
    layout.section(call, "Costed with")
    layout.values(call, cost_table.settings_rows(comparison.settings))
    if comparison.notes:
        layout.section(call, "To keep in mind")
        layout.bullets(call, comparison.notes, "")


def _about(cost: OfferCost, view: WageView | None) -> Iterable[str]:
    yield from (f"assumed: {words}" for words in cost.assumptions)
    if cost.reason:
        yield f"not costed by year: {cost.reason}"
    if view is not None:
        if view.total.value is not None:
            yield f"added up: {percent_words(view.total.value)}"
        if view.compound.value is not None:
            yield f"compounded: {percent_words(view.compound.value)}"
        if view.hourly.value is not None:
            span = view.hourly.value
            ends = (span.low,) if span.exact else (span.low, span.high)
            yield f"pay an hour at the end: {' to '.join(f'{end:,.2f}' for end in ends)}"


def form_of(found: Costing) -> dict[str, Any]:
    """Give costs for JSON; amounts are decimal texts, to the cent."""
    comparison = found.comparison
    base = comparison.settings.base
    return {
        "currency": base.currency,
        "base": {
            "people": str(base.headcount),
            "average": _money(base.average),
            "amount": _money(base.amount),
            "note": base.note or None,
        },
        "costed_with": [list(pair) for pair in cost_table.settings_rows(comparison.settings)],
        "one_percent": _money(comparison.one_percent),
        "offers": [
            _offer_form(cost, view)
            for cost, view in zip(comparison.costs, found.wages, strict=True)
        ],
        "notes": list(comparison.notes),
    }


def _offer_form(cost: OfferCost, view: WageView | None) -> dict[str, Any]:
    at_end, bounds = cost.at_end, cost.bounds
    return {
        "name": cost.offer.name,
        "stated": cost.offer.stated,
        "assumed": list(cost.assumptions),
        "reason": cost.reason or None,
        "years": [
            {
                "year": year.year,
                "recurring": _money(year.recurring),
                "one_time": _money(year.one_time),
                "follows_from_pay": _money(year.statutory),
                "other": _money(year.other),
                "total": _money(year.total),
            }
            for year in cost.years
        ],
        "term": _money(cost.term),
        "at_end": None
        if at_end is None
        else {
            "a_year": _money(at_end.a_year),
            "base": _money(at_end.base),
            "people": [
                {"band": p.band, "before": _money(p.before), "after": _money(p.after)}
                for p in at_end.people
            ],
        },
        "bounds": None
        if bounds is None
        else {
            "at_once": _money(bounds.at_once),
            "equal_simple": _money(bounds.equal_simple),
            "equal_compounding": _money(bounds.equal_compounding),
            "at_end": _money(bounds.at_end),
        },
        "wages": None if view is None else _wage_form(view),
    }


def _wage_form(view: WageView) -> dict[str, Any]:
    return {
        "headline": view.headline,
        "horizon": view.horizon,
        "sum_percent": _derived(view.total),
        "compound_percent": _derived(view.compound),
        "hourly": _span(view.hourly),
        "notes": list(view.notes),
    }


def _derived(value: Derived[Decimal]) -> dict[str, Any]:
    number = None if value.value is None else f"{round(value.value, 6).normalize():f}"
    return {"value": number, "reason": value.reason_not_computable or None}


def _span(value: Derived[Span]) -> dict[str, Any]:
    span = value.value
    ends: dict[str, str | None] = {"low": None, "high": None}
    if span is not None:
        ends = {"low": _money(span.low), "high": _money(span.high)}
    return {**ends, "reason": value.reason_not_computable or None}


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount.quantize(_CENT):f}"

"""Days idle in a strike: workers times workdays, as a range where figures differ (B8).

Workdays are Mondays to Fridays. Figures keep their hedge words; nothing is averaged, and words
such as "tens of thousands" give no number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import Comparator, Quantity
from negotiation_tracker.rules.derived import Days, Derived, Ref, in_force_from, refs
from negotiation_tracker.rules.measures import StrikeLength
from negotiation_tracker.rules.wording import quantity

FORMULA = "workers times workdays, by each figure"
_ON_STRIKE = "_on_strike"
_REPRESENTED = "_represented"
_HEDGED = frozenset({Comparator.ABOUT, Comparator.NEARLY})


@dataclass(frozen=True, slots=True)
class Estimate:
    """Days idle by one figure, or by several that add up.

    Attributes:
        words: whom the figure counts.
        workers: how many, hedge included.
        idle: workers times workdays; a range where the workdays are one.
        formula: how it was found.
        inputs: figures it rests on.
        note: what a reader must know about it.

    """

    words: str
    workers: Quantity
    idle: Quantity
    formula: str
    inputs: tuple[Ref, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class DaysIdle:
    """Days idle in one strike.

    Attributes:
        strike: the strike and its length.
        total: from the lowest to the highest estimate.
        estimates: one for each figure that can be used, the lowest first.
        unused: figures of people on strike that give no number, and why.

    """

    strike: StrikeLength
    total: Derived[Quantity]
    estimates: tuple[Estimate, ...]
    unused: tuple[str, ...]


def days_idle(dossier: Dossier, strike: StrikeLength) -> DaysIdle:
    """Estimate the days idle in a strike from the figures recorded for its days.

    Figures of people on strike count as they stand; figures of people represented are added up
    as what it comes to if everybody represented stayed out, and say so.
    """
    figures = _figures(dossier, strike)
    striking = [f for f in figures if str(f.metric).endswith(_ON_STRIKE)]
    usable = [f for f in striking if _number(f) is not None]
    unused = tuple(
        f"{f.title}: “{quantity(f).describe()}” is no number to multiply."
        for f in striking
        if _number(f) is None
    )
    workdays = strike.workdays
    inputs = (*workdays.inputs, *refs(figures))
    if workdays.value is None or workdays.value.high is None:
        reason = workdays.reason_not_computable or "The workdays are not bounded."
        return DaysIdle(strike, Derived(None, FORMULA, inputs, reason), (), unused)
    days = workdays.value
    found = [_estimate(str(f.population or f.title), [f], days) for f in usable]
    represented = _represented(figures)
    if represented:
        note = "If everybody represented stayed out; represented is not the same as on strike."
        words = " and ".join(str(f.population or f.title) for f in represented)
        found.append(_estimate(words, represented, days, note))
    estimates = tuple(sorted(found, key=lambda e: (e.idle.value or 0, e.idle.high or 0, e.words)))
    if not estimates:
        reason = "No figure of people on strike on these days gives a number."
        return DaysIdle(strike, Derived(None, FORMULA, inputs, reason), (), unused)
    hedged = any(e.workers.comparator is Comparator.ABOUT for e in estimates)
    hedge = ("It rests on figures given as about or nearly so many.",) if hedged else ()
    notes = (*workdays.notes, *(e.note for e in estimates if e.note), *hedge)
    return DaysIdle(
        strike, Derived(_span(estimates), FORMULA, inputs, "", notes), estimates, unused
    )


def _figures(dossier: Dossier, strike: StrikeLength) -> list[Record]:
    """List the figures on people for the days of the strike."""
    event = strike.event
    first = in_force_from(event.start)
    last = event.end.latest if event.end is not None else None
    found = []
    for figure in dossier.where("figure", negotiation_id=event.negotiation_id):
        counted = str(figure.metric).endswith((_ON_STRIKE, _REPRESENTED))
        when = figure.as_of
        if not counted or when is None or first is None:
            continue
        starts, ends = in_force_from(when), when.latest
        if starts is None or ends is None or ends < first:
            continue
        if last is not None and starts > last:
            continue
        found.append(figure)
    return sorted(found, key=lambda f: (f.as_of.sort_key(), f.uid))


def _represented(figures: Iterable[Record]) -> list[Record]:
    """Give one figure for each kind of people represented, the latest; they add up."""
    latest: dict[str, Record] = {}
    for figure in figures:
        if str(figure.metric).endswith(_REPRESENTED) and _number(figure) is not None:
            latest[str(figure.metric)] = figure
    return list(latest.values())


def _number(figure: Record) -> Decimal | None:
    number = quantity(figure)
    if number.comparator not in _HEDGED | {Comparator.EXACT, Comparator.RANGE}:
        return None
    return number.value


def _estimate(words: str, figures: list[Record], days: Days, note: str = "") -> Estimate:
    numbers = [quantity(f) for f in figures]
    low = sum((n.value or Decimal() for n in numbers), Decimal())
    high = sum((n.high or n.value or Decimal() for n in numbers), Decimal())
    hedged = days.about or any(n.comparator in _HEDGED for n in numbers)
    workers = _quantity(low, high, "people", hedged=hedged)
    most = days.low if days.high is None else days.high
    idle = _quantity(low * days.low, high * most, "days", hedged=hedged)
    parts = " plus ".join(n.describe() for n in numbers)
    sums = f"({parts})" if len(numbers) > 1 else parts
    span = f"{days.low}" if days.low == most else f"{days.low} to {most}"
    return Estimate(words, workers, idle, f"{sums} times {span} workdays", refs(figures), note)


def _span(estimates: tuple[Estimate, ...]) -> Quantity:
    lows = [e.idle.value or Decimal() for e in estimates]
    highs = [e.idle.high or e.idle.value or Decimal() for e in estimates]
    hedged = any(e.idle.comparator is Comparator.ABOUT for e in estimates)
    return _quantity(min(lows), max(highs), "days", hedged=hedged)


def _quantity(low: Decimal, high: Decimal, unit: str, *, hedged: bool) -> Quantity:
    if low != high:
        return Quantity.of(low, unit, Comparator.RANGE, high)
    return Quantity.of(low, unit, Comparator.ABOUT if hedged else Comparator.EXACT)

"""Lays a comparison of costs out as rows of words, the same on screen and on paper."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import count, product
from string import ascii_uppercase

from negotiation_tracker.model.units import unit_spec
from negotiation_tracker.rules.cost_formulas import HUNDRED, Bounds, loading
from negotiation_tracker.rules.cost_inputs import CostSettings
from negotiation_tracker.rules.cost_results import Comparison, OfferCost, PersonPay, YearCost
from negotiation_tracker.rules.wage_sums import percent_words

NOTHING = "–"
"""Shown where there is no number; the reason stands under the table."""

_INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class CostRow:
    """A row: what it is, and a cell for each offer.

    Attributes:
        label: name of the row.
        cells: one for each offer; `NOTHING` where there is no number.
        strong: whether it is a sum.
        heading: whether it only heads the rows below; it has no cells then.
        amounts: the cells as amounts of money, not rounded; empty for rows of other things.

    """

    label: str
    cells: tuple[str, ...] = ()
    strong: bool = False
    heading: bool = False
    amounts: tuple[Decimal | None, ...] = ()


def money(amount: Decimal, currency: str, places: int = 0) -> str:
    """Give an amount rounded half up to whole units, or to some places: "$172,500,000"."""
    rounded = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "−" if rounded < 0 else ""
    return f"{sign}{unit_spec(currency).symbol}{abs(rounded):,f}"


def settings_rows(settings: CostSettings) -> tuple[tuple[str, str], ...]:
    """List what the offers were costed with: name and value."""
    base, currency = settings.base, settings.base.currency
    people = f"{round(base.headcount, 2).normalize():,f}"
    source = f"{len(base.rows)} rows of a placement table" if base.rows else "typed in"
    rows = [
        ("People or full-time positions", people),
        ("Average pay a year", money(base.average, currency)),
        ("Pay of everybody a year", money(base.amount, currency)),
        ("Where these numbers come from", base.note or f"{source}; no source noted"),
    ]
    for rate in settings.rates:
        once = "" if rate.on_one_time else ", not on one-time payments"
        rows.append((rate.name, f"{percent_words(rate.percent, 4)} of pay{once}"))
    if settings.rates:
        everything = loading(settings.rates) * HUNDRED
        rows.append(("What follows from pay, in all", percent_words(everything, 4)))
    else:
        rows.append(("What follows from pay", "no rates given; costs are pay only"))
    for name, percent in (
        ("Moving up the schedule", settings.drift),
        ("Inflation", settings.inflation),
    ):
        shown = "not given" if percent is None else f"{percent_words(percent, 4)} a year"
        rows.append((name, shown))
    return tuple(rows)


def names(comparison: Comparison) -> tuple[str, ...]:
    """Name the columns; a letter tells apart two costings of the same offer."""
    return tuple(
        f"{letter} · {cost.offer.name}"
        for letter, cost in zip(_letters(), comparison.costs, strict=False)
    )


def rows(comparison: Comparison) -> tuple[CostRow, ...]:
    """Lay the costs of all offers out, a column for each."""
    return tuple(
        row
        for part in (_by_year, _over_term, _at_end, _per_person, _bounds, _drift)
        for row in part(comparison)
    )


def _letters() -> Iterator[str]:
    for length in count(1):
        for letters in product(ascii_uppercase, repeat=length):
            yield "".join(letters)


def _by_year(comparison: Comparison) -> Iterable[CostRow]:
    longest = max((len(cost.years) for cost in comparison.costs), default=0)
    if not longest:
        return
    yield CostRow("Cost over the base, by year", heading=True)
    for year in range(1, longest + 1):
        yield _row(comparison, f"Year {year}", _in_year(year))


def _in_year(year: int) -> Callable[[OfferCost], Decimal | None]:
    return lambda cost: cost.years[year - 1].total if year <= len(cost.years) else None


def _over_term(comparison: Comparison) -> Iterable[CostRow]:
    if not any(cost.years for cost in comparison.costs):
        return
    yield CostRow("Over the term", heading=True)
    parts: tuple[tuple[str, Callable[[YearCost], Decimal]], ...] = (
        ("Pay that stays", lambda year: year.recurring),
        ("One-time payments", lambda year: year.one_time),
        ("What follows from pay", lambda year: year.statutory),
        ("Costs beside wages", lambda year: year.other),
    )
    for name, part in parts:
        yield _row(comparison, name, _summed(part))
    yield _row(comparison, "Total over the term", lambda cost: cost.term, strong=True)
    years = tuple(str(len(cost.years)) if cost.years else NOTHING for cost in comparison.costs)
    yield CostRow("Years in the term", years)


def _summed(part: Callable[[YearCost], Decimal]) -> Callable[[OfferCost], Decimal | None]:
    def value(cost: OfferCost) -> Decimal | None:
        return sum((part(year) for year in cost.years), Decimal(0)) if cost.years else None

    return value


def _at_end(comparison: Comparison) -> Iterable[CostRow]:
    if not any(cost.at_end for cost in comparison.costs):
        return
    yield CostRow("Once fully in effect", heading=True)
    yield _row(
        comparison,
        "Cost a year over the base",
        lambda cost: cost.at_end.a_year if cost.at_end else None,
        strong=True,
    )
    yield _row(
        comparison,
        "Pay of everybody a year",
        lambda cost: cost.at_end.base if cost.at_end else None,
    )
    yield CostRow(
        "Pay over pay before",
        tuple(
            percent_words((c.at_end.index - 1) * HUNDRED) if c.at_end else NOTHING
            for c in comparison.costs
        ),
    )


def _per_person(comparison: Comparison) -> Iterable[CostRow]:
    bands = comparison.settings.base.bands()
    if not any(cost.at_end for cost in comparison.costs):
        return
    currency = comparison.settings.base.currency
    yield CostRow("One person, pay a year at the end", heading=True)
    for number, (band, before) in enumerate(bands):
        yield _row(
            comparison,
            f"At {band} pay, {money(before, currency)} now",
            _of_person(number, lambda person: person.after),
        )
        yield _row(
            comparison, f"{_INDENT}more than now", _of_person(number, lambda person: person.rise)
        )
        real = _row(
            comparison, f"{_INDENT}in today’s money", _of_person(number, lambda person: person.real)
        )
        if any(amount is not None for amount in real.amounts):
            yield real


def _of_person(
    number: int, part: Callable[[PersonPay], Decimal | None]
) -> Callable[[OfferCost], Decimal | None]:
    return lambda cost: None if cost.at_end is None else part(cost.at_end.people[number])


def _bounds(comparison: Comparison) -> Iterable[CostRow]:
    if not any(cost.bounds for cost in comparison.costs):
        return
    yield CostRow("Bounds over the term, split not stated", heading=True)
    parts: tuple[tuple[str, Callable[[Bounds], Decimal]], ...] = (
        ("All in the last year", lambda found: found.at_end),
        ("Equal steps, compounded", lambda found: found.equal_compounding),
        ("Equal steps, not compounded", lambda found: found.equal_simple),
        ("All from the first year", lambda found: found.at_once),
    )
    for name, part in parts:
        yield _row(comparison, name, _bound(part))


def _bound(part: Callable[[Bounds], Decimal]) -> Callable[[OfferCost], Decimal | None]:
    return lambda cost: part(cost.bounds) if cost.bounds else None


def _drift(comparison: Comparison) -> Iterable[CostRow]:
    if not any(cost.drift for cost in comparison.costs):
        return
    yield CostRow("Owed anyway: moving up the schedule, in no other number", heading=True)
    yield _row(
        comparison,
        "Over the term",
        lambda cost: sum(cost.drift, Decimal(0)) if cost.drift else None,
    )


def _row(
    comparison: Comparison,
    label: str,
    value: Callable[[OfferCost], Decimal | None],
    *,
    strong: bool = False,
) -> CostRow:
    currency = comparison.settings.base.currency
    values = tuple(value(cost) for cost in comparison.costs)
    cells = tuple(NOTHING if v is None else money(v, currency) for v in values)
    return CostRow(label, cells, strong, amounts=values)

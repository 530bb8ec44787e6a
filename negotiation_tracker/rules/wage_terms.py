"""One wage offer seen several ways at once: headline, sum, compound, year by year, per hour.

"30%" and "6% + 7% + 7% + $2 an hour" are not the same kind of statement; each view says what it
would need where the offer leaves it open (domain book, A8.2, A8.3, A8.6). Percentages are
Decimals in percent: 21.3594 is 21.3594%.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Stated, TermBasis, label
from negotiation_tracker.rules.derived import Derived
from negotiation_tracker.rules.positions import FORMAL
from negotiation_tracker.rules.wage_pay import (
    Span,
    WageBase,
    cannot_pay,
    hourly_of,
    in_order,
    pay_after,
    rise_of,
)
from negotiation_tracker.rules.wage_steps import WageKind, WageTerm, hedged, read
from negotiation_tracker.rules.wage_sums import (
    PRECISION,
    cannot_add,
    compound_of,
    equal_rate,
    not_compounding,
    percent_words,
    product,
    total_of,
)
from negotiation_tracker.rules.wording import participant_name, years

__all__ = [
    "Span", "WageBase", "WageColumn", "WageView", "YearLine", "equal_rate", "headline",
    "offer_name", "percent_words", "side_by_side", "view",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class YearLine:
    """What takes effect at one time, and where pay then is.

    Attributes:
        when: date or number of the step, in words.
        adds: what takes effect, in words.
        total: sum of the percentages so far; compound: the same applied one after the other,
            None where steps do not compound or are not all known.
        hourly: pay an hour from then; None without an hourly base.

    """

    when: str
    adds: str
    total: Decimal
    compound: Decimal | None
    hourly: Span | None


@dataclass(frozen=True, slots=True)
class WageView:
    """A wage offer, seen several ways.

    Attributes:
        headline: the offer as stated.
        horizon: years it covers, in words; "not stated" when it does not say.
        total: percentages added up.
        compound: percentages applied one after the other.
        hourly: pay an hour at the end; hourly_rise the rise in percent of pay before.
        lines: what takes effect when; lines_reason why there are none.
        one_time: payments that do not stay in the wage.
        notes: what a reader should know.

    """

    headline: str
    horizon: str
    total: Derived[Decimal]
    compound: Derived[Decimal]
    hourly: Derived[Span]
    hourly_rise: Derived[Span]
    lines: tuple[YearLine, ...]
    lines_reason: str
    one_time: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WageColumn:
    """One offer among others: which, whose, and how it looks."""

    item: Record
    name: str
    view: WageView


def side_by_side(
    dossier: Dossier, item_ids: Sequence[int], base: WageBase | None = None
) -> tuple[WageColumn, ...]:
    """Give the views of several items beside each other, in the order asked for.

    An item that is not in the dossier, or has no wage term, is left out.
    """
    columns = []
    for item_id in item_ids:
        item = dossier.get("proposal_item", item_id)
        proposal = None if item is None else dossier.get("proposal", item.proposal_id)
        found = None if item is None else view(dossier.where("term", item_id=item.id), base)
        if item is not None and proposal is not None and found is not None:
            columns.append(WageColumn(item, offer_name(dossier, proposal), found))
    return tuple(columns)


def offer_name(dossier: Dossier, proposal: Record) -> str:
    """Name an offer by code and maker; what moves no position says so: "P4, Union, supposal"."""
    parts = [str(proposal.code), participant_name(dossier, proposal.from_id)]
    if proposal.formality not in FORMAL:
        parts.append(label(proposal.formality))
    return ", ".join(part for part in parts if part)


def view(terms: Sequence[Record], base: WageBase | None = None) -> WageView | None:
    """Give the views of one offer; None when none of its terms is about wages.

    Args:
        terms: the terms of one item.
        base: pay before the offer; without it nothing is said per hour.

    """
    found = read(terms)
    if not found:
        return None
    lasting = [term for term in found if term.kind is not WageKind.ONE_TIME]
    with localcontext(prec=PRECISION):
        hourly = hourly_of(lasting, base or WageBase())
        lines, lines_reason = _lines(lasting, base or WageBase())
        return WageView(
            headline=headline(found),
            horizon=_horizon(lasting),
            total=total_of(lasting),
            compound=compound_of(lasting),
            hourly=hourly,
            hourly_rise=rise_of(hourly, base or WageBase()),
            lines=lines,
            lines_reason=lines_reason,
            one_time=tuple(t.describe() for t in found if t.kind is WageKind.ONE_TIME),
            notes=tuple(_notes(found)),
        )


def headline(found: Sequence[WageTerm]) -> str:
    """Give a wage offer as stated, with "years not stated" where they are not."""
    words = " + ".join(term.short for term in found)
    if len(found) == 1 and found[0].kind is WageKind.TOTAL:
        return f"{words} over {years(found[0].horizon)}"
    if any(term.kind is WageKind.BARE for term in found):
        return f"{words}, years not stated"
    return words


def _horizon(lasting: Sequence[WageTerm]) -> str:
    stated = {term.horizon for term in lasting if term.horizon is not None}
    if len(stated) > 1:
        return "differs between its parts"
    return years(stated.pop()) if stated else "not stated"


# -- year by year --


def _lines(lasting: Sequence[WageTerm], base: WageBase) -> tuple[tuple[YearLine, ...], str]:
    percents = [term for term in lasting if term.percent]
    if percents:
        reason = cannot_add(percents)
        if reason:
            return (), reason
        if percents[0].kind is WageKind.TOTAL:
            return _equal_lines(percents[0], alone=len(lasting) == 1)
    groups = _groups(lasting)
    pay_known = not cannot_pay(lasting, base)
    compounds = not not_compounding(percents)
    lines = []
    done: list[WageTerm] = []
    for when, group in groups:
        done += group
        values = [term.value for term in done if term.percent and term.value is not None]
        lines.append(
            YearLine(
                when=when,
                adds=" + ".join(term.short for term in group),
                total=sum(values, Decimal(0)),
                compound=(product(values) - 1) * 100 if compounds else None,
                hourly=pay_after(done, base) if pay_known else None,
            )
        )
    return tuple(lines), "" if lines else "Nothing in the offer stays in the wage."


def _groups(lasting: Sequence[WageTerm]) -> list[tuple[str, list[WageTerm]]]:
    groups: dict[str, list[WageTerm]] = {}
    for term in in_order(lasting, flats_first=False):
        if term.starts is not None:
            when = term.starts.describe()
        elif term.number is not None:
            when = f"step {term.number}, date not stated"
        else:
            when = "date not stated"
        groups.setdefault(when, []).append(term)
    return list(groups.items())


def _equal_lines(total: WageTerm, *, alone: bool) -> tuple[tuple[YearLine, ...], str]:
    if total.compounding is Stated.NOT_STATED:
        return (), "Whether its equal yearly steps compound is not stated."
    if not alone or total.value is None:
        return (), "In which year the other parts of the offer come is not stated."
    number = int(total.horizon or 0)
    compounds = total.compounding is Stated.YES
    rate = equal_rate(total.value, number) if compounds else total.value / number
    return tuple(
        YearLine(
            when=f"year {year}",
            adds=percent_words(rate, 4),
            total=rate * year,
            compound=(product([rate] * year) - 1) * 100 if compounds else None,
            hourly=None,
        )
        for year in range(1, number + 1)
    ), ""


# -- what a reader should know --


def _notes(found: Sequence[WageTerm]) -> Iterable[str]:
    percents = [term for term in found if term.percent]
    if any(hedged(term) for term in found):
        yield "Some numbers are hedged in the offer; what follows from them is no more exact."
    steps = [term for term in percents if term.kind is WageKind.STEP]
    if len(steps) > 1 and any(term.compounding is Stated.NOT_STATED for term in steps):
        yield "Whether the steps compound is not stated; the compound figure holds if they do."
    if len(steps) > 1 and all(t.starts is None and t.number is None for t in steps):
        yield "No dates are stated; the percentages are taken as steps one after another."
    if any(term.record.basis == TermBasis.RETROACTIVE for term in found) or any(
        term.record.retro_from is not None for term in found
    ):
        yield "Retroactive parts also bring a payment for the time already worked."
    if any(term.kind is WageKind.ONE_TIME for term in found):
        yield "One-time payments do not stay in the wage and are in neither sum nor compound."
    for term in percents:
        if term.kind is WageKind.TOTAL and term.value is not None and _whole_years(term):
            yield _readings(term.value, int(term.horizon or 0), term.short)
            if term.compounding is Stated.YES:
                yield f"{term.short} is taken for what the compounded steps come to in all."


def _whole_years(term: WageTerm) -> bool:
    return term.horizon is not None and term.horizon == int(term.horizon)


def _readings(total: Decimal, number: int, short: str) -> str:
    simple = percent_words(total / number)
    compounded = percent_words(equal_rate(total, number), 4)
    return (
        f"{short} over {years(Decimal(number))} in equal yearly steps would be {simple} a year "
        f"simple, or {compounded} a year compounded."
    )

"""What costing gives: by year, over the term, at the end, for one person, with assumptions."""

from dataclasses import dataclass
from decimal import Decimal

from negotiation_tracker.rules.cost_formulas import Bounds
from negotiation_tracker.rules.cost_inputs import SPLIT_WORDS, CostOffer, CostSettings


@dataclass(frozen=True, slots=True)
class YearCost:
    """What an offer costs in one year over the base.

    Attributes:
        year: of the term, from 1.
        recurring: pay that stays; one_time: pay that does not; kept apart always (A8.4).
        statutory: what follows from both.
        other: costs beside wages.

    """

    year: int
    recurring: Decimal
    one_time: Decimal
    statutory: Decimal
    other: Decimal

    @property
    def total(self) -> Decimal:
        """Give the cost of the year."""
        return self.recurring + self.one_time + self.statutory + self.other


@dataclass(frozen=True, slots=True)
class PersonPay:
    """Yearly pay of one person before and at the end; `real` in today's money if known."""

    band: str
    before: Decimal
    after: Decimal
    real: Decimal | None = None

    @property
    def rise(self) -> Decimal:
        """Give the difference."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class AtEnd:
    """Where pay stands once everything in an offer is in effect.

    Attributes:
        a_year: what it then costs a year over the base, with what follows from pay.
        base: pay of everybody for a year; index the same as a multiple of the base before.
        people: pay of one person at the bands of the base.

    """

    a_year: Decimal
    base: Decimal
    index: Decimal
    people: tuple[PersonPay, ...]


@dataclass(frozen=True, slots=True)
class OfferCost:
    """What one offer costs.

    Attributes:
        offer: the offer.
        years: cost by year; empty with a `reason`.
        term: cost over the term; None with a `reason`.
        at_end: where pay stands once everything is in effect; None when that is not known.
        bounds: cost over the term where the split is not known, with what follows from pay.
        drift: cost of moving up the schedule, which is owed anyway and is in no other number.
        reason: why there are no years; empty when there are.

    """

    offer: CostOffer
    years: tuple[YearCost, ...] = ()
    term: Decimal | None = None
    at_end: AtEnd | None = None
    bounds: Bounds | None = None
    drift: tuple[Decimal, ...] = ()
    reason: str = ""

    @property
    def assumptions(self) -> tuple[str, ...]:
        """Say what was assumed, in the person's words and in ours; empty when nothing was."""
        made = self.offer.assumption
        if made is None:
            return ()
        used = list(self.offer.assumed)
        if self.offer.years is None and made.years is not None:
            used.append(f"{made.years} years")
        if self.offer.split is None and made.split is not None and self.offer.total is not None:
            used.append(SPLIT_WORDS[made.split])
        said = f"“{made.text.strip()}”" if used and made.text.strip() else ""
        return tuple(part for part in (said, "; ".join(used)) if part)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Offers costed with the same settings.

    Attributes:
        settings: what they were costed with.
        costs: one for each offer, in the order given.
        one_percent: what one percent costs a year.
        notes: why totals may not be like for like.

    """

    settings: CostSettings
    costs: tuple[OfferCost, ...]
    one_percent: Decimal
    notes: tuple[str, ...] = ()

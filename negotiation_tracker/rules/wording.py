"""Words for terms and participants, the same on screen, in exports and on the command line."""

from decimal import Decimal

from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.values import Comparator, Quantity
from negotiation_tracker.model.vocabulary import Measure, Stance, TermBasis, label

WAGE_MEASURES = frozenset(
    {Measure.WAGE_PCT, Measure.WAGE_FLAT_YEAR, Measure.WAGE_HOUR, Measure.BONUS_FLAT,
     Measure.BONUS_PCT}
)  # fmt: skip
"""Measures that mean little without the years they cover."""
BONUSES = frozenset({Measure.BONUS_FLAT, Measure.BONUS_PCT})
"""Measures of what is paid once, and so over no years."""
_JOINING = frozenset(
    {"at", "by", "effective", "eff", "for", "from", "if", "in", "of", "on", "per", "starting",
     "than", "to", "until", "upon", "with"}
)  # fmt: skip
_NUMBER_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_STANCE_WORDS = {
    Stance.SEEK_CHANGE: "seeks a change",
    Stance.OFFER: "makes an offer",
    Stance.MAINTAIN_CURRENT: "keep the current language",
    Stance.ACCEPT_OTHER: "accepts the other side's text",
    Stance.REJECT_OTHER: "rejects the other side's text",
    Stance.WITHDRAW: "withdrawn",
    Stance.HOLD: "on hold",
    Stance.OPEN_TO_DISCUSS: "open to discussion",
}


def quantity(record: Record) -> Quantity:
    """Give the number of a term or figure, hedge included."""
    return Quantity(
        record.value_scaled,
        record.scale,
        record.unit,
        Comparator(record.comparator),
        record.value_high,
    )


def years(horizon: Decimal | None) -> str:
    """Give a horizon in words: "five years", "2.5 years"; "not stated" when it is missing."""
    if horizon is None:
        return "not stated"
    plain = horizon.normalize()
    if plain == plain.to_integral_value():
        whole = int(plain)
        word = _NUMBER_WORDS[whole] if 0 <= whole < len(_NUMBER_WORDS) else str(whole)
        return f"{word} year" if whole == 1 else f"{word} years"
    return f"{plain:f} years"


def term_words(term: Record) -> str:
    """Give a term in words, as "23% over five years" or "30%, years not stated"."""
    words = quantity(term).describe()
    if counts_something(term):
        words = f"{words} {term.population}"
    if term.measure in BONUSES:
        words = f"{words} bonus"
    if term.step_no is not None:
        words = f"step {term.step_no}: {words}"
    if term.horizon_years is not None:
        words = f"{words} over {years(term.horizon_years)}"
    elif term.measure in WAGE_MEASURES - BONUSES and term.effective_on is None:
        words = f"{words}, years not stated"
    if term.effective_on is not None:
        words = f"{words} from {term.effective_on.describe()}"
    if term.basis not in (TermBasis.UNKNOWN, TermBasis.ON_SCHEDULE):
        words = f"{words} ({label(term.basis)})"
    return words


def scope_words(population: str) -> str:
    """Say whom or what a number is for: "for teachers", but "from the general fund"."""
    joined = population.partition(" ")[0].casefold() in _JOINING
    return population if joined else f"for {population}"


def counts_something(term: Record) -> bool:
    """Say whether a term is a bare number whose words say of what: "2 aides"."""
    return term.unit == "count" and bool(term.population)


def item_words(item: Record, terms: tuple[Record, ...]) -> str:
    """Give what a proposal says on one issue, in a line."""
    if terms:
        return "; ".join(term_words(term) for term in terms)
    return str(item.summary) or stance_words(item)


def stance_words(item: Record) -> str:
    """Give what a proposal does on one issue, in words, whatever else it says there."""
    return _STANCE_WORDS[Stance(item.stance)]


def organization_name(organization: Record | None) -> str:
    """Give the short name of an organization, or its name; empty when it may not be shown."""
    if organization is None:
        return ""
    return str(organization.short_name or organization.name)


def participant_name(view: RecordView, participant_id: int | None) -> str:
    """Give the name of a participant in its talks; empty when there is none to show."""
    participant = None if participant_id is None else view.get("participant", participant_id)
    if participant is None:
        return ""
    return str(participant.label) or organization_name(
        view.get("organization", participant.organization_id)
    )

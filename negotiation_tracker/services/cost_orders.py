"""A costing as a person fills it in: offers on record or typed, what is assumed, the base.

Reads all of it at once, so that every problem stands beside its field, and gives the comparison
with the offers seen several ways. Nothing that the record does not say is filled in: an offer
that is silent on its years or its steps needs an assumption, in words, that is printed with it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from negotiation_tracker.model.dates import FuzzyDate, Precision, parse_fuzzy_date
from negotiation_tracker.model.errors import FieldProblem, InvalidInput, NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.units import UnitKind, unit_spec
from negotiation_tracker.model.vocabulary import Measure
from negotiation_tracker.rules import cost_placing, wage_terms
from negotiation_tracker.rules.cost_inputs import Assumption, CostOffer, Extra
from negotiation_tracker.rules.cost_placing import Calendar
from negotiation_tracker.rules.cost_results import Comparison
from negotiation_tracker.rules.costing import MAX_YEARS
from negotiation_tracker.rules.derived import in_force_from
from negotiation_tracker.rules.term_text import read_terms
from negotiation_tracker.rules.wage_pay import WageBase
from negotiation_tracker.rules.wage_steps import read as read_wages
from negotiation_tracker.rules.wage_terms import WageView
from negotiation_tracker.rules.wording import WAGE_MEASURES, quantity
from negotiation_tracker.services import costing, proposal_reading, records
from negotiation_tracker.services.commands import TermLine
from negotiation_tracker.services.costing import CostForm
from negotiation_tracker.services.entry import EntryContext
from negotiation_tracker.services.evidence import source_line, source_text

_EXTRA = re.compile(
    r"(?P<label>.+?)\s*[:=\t]\s*(?P<amount>[-+$0-9][^;:]*?)"
    r"(?:\s+from\s+year\s+(?P<year>[0-9]+))?(?P<once>,?\s+once)?",
    re.IGNORECASE,
)
_TYPED = WAGE_MEASURES | {Measure.DURATION_YEARS}
_PEOPLE = frozenset({"workers", "employees", "members", "people", "educators", "teachers", "fte"})


@dataclass(frozen=True, slots=True)
class OfferForm:
    """One offer to be costed; what is typed is raw text.

    Attributes:
        item_id: item on record; None for an offer that is typed in.
        name, terms: of a typed offer: whose it is, and "6% + 7% + 7% + $2/hour".
        assumption: "text", "years", "split", "one_step_a_year", "compounding"; empty ones are
            not assumed.
        extras: costs beside wages, one a line: "Nurses: $12,000,000 from year 2".

    """

    item_id: int | None = None
    name: str = ""
    terms: str = ""
    assumption: Mapping[str, str] = field(default_factory=dict)
    extras: str = ""


@dataclass(frozen=True, slots=True)
class CostOrder:
    """A costing as filled in; what is typed is raw text.

    Attributes:
        form: base and rates.
        offers: the offers, in the order they are to stand.
        first_day: first day of the first year costed; needed for offers with dates.
        hours: hours one person is paid a year; needed for amounts an hour.
        hourly: pay an hour before any offer; only for the view per hour.
        figures: figures of the record that the base was taken from.

    """

    form: CostForm = field(default_factory=CostForm)
    offers: tuple[OfferForm, ...] = ()
    first_day: str = ""
    hours: str = ""
    hourly: str = ""
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Costing:
    """What an order comes to.

    Attributes:
        comparison: the costs side by side.
        wages: each offer seen several ways; None where it says nothing on wages.

    """

    comparison: Comparison
    wages: tuple[WageView | None, ...]


@dataclass(frozen=True, slots=True)
class OfferChoice:
    """An offer on record that can be costed: its item, whose it is, what it says."""

    item_id: int
    name: str
    headline: str
    when: str


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A figure on record that a base can be taken from.

    Attributes:
        id: the figure.
        field: field of the form it fits: "headcount" or "average".
        value: its number as it is typed into the field.
        words: the number with its hedge, whom it covers, and who says so.
        exact: whether it is one number.

    """

    id: int
    field: str
    value: str
    words: str
    exact: bool = True


def read(dossier: Dossier, order: CostOrder, today: date) -> Costing:
    """Cost what was filled in.

    Raises:
        InvalidInput: names every field that cannot be read; those of an offer as
            ``offers[0].years``.

    """
    problems: list[FieldProblem] = []
    calendar, wage_base = _read_calendar(order, today, problems)
    offers: list[CostOffer] = []
    wages: list[WageView | None] = []
    for number, form in enumerate(order.offers):
        found = _read_offer(dossier, form, calendar, today, f"offers[{number}].", problems)
        if found is not None:
            offers.append(found[0])
            wages.append(wage_terms.view(found[1], wage_base))
    base = replace(order.form, note=_note(dossier, order))
    try:
        settings = costing.read_settings(base)
    except InvalidInput as error:
        raise InvalidInput([*error.problems, *problems]) from error
    if problems:
        raise InvalidInput(problems)
    return Costing(costing.compare(settings, offers), tuple(wages))


def wage_views(
    dossier: Dossier, order: CostOrder, today: date
) -> tuple[tuple[str, WageView | None], ...]:
    """See each offer that can be read several ways, whatever else is missing."""
    calendar, base = _read_calendar(order, today, [])
    found = []
    for form in order.offers:
        made = _read_offer(dossier, form, calendar, today, "", [])
        if made is not None:
            found.append((made[0].name, wage_terms.view(made[1], base)))
    return tuple(found)


def offer_choices(dossier: Dossier, negotiation_id: int) -> tuple[OfferChoice, ...]:
    """List the offers on record with numbers on wages, newest first."""
    found: list[tuple[date, int, OfferChoice]] = []
    for proposal in dossier.where("proposal", negotiation_id=negotiation_id):
        for item in dossier.where("proposal_item", proposal_id=proposal.id):
            wages = read_wages(dossier.where("term", item_id=item.id))
            if not wages:
                continue
            when = "date not recorded" if proposal.date is None else proposal.date.describe()
            choice = OfferChoice(
                item.id, wage_terms.offer_name(dossier, proposal), wage_terms.headline(wages), when
            )
            found.append((in_force_from(proposal.date) or date.min, item.id, choice))
    return tuple(choice for _, _, choice in sorted(found, key=lambda f: f[:2], reverse=True))


def figure_choices(dossier: Dossier, negotiation_id: int) -> tuple[FigureChoice, ...]:
    """List the figures on record that say how many people there are, or their average pay."""
    figures = dossier.where("figure", negotiation_id=negotiation_id)
    return tuple(c for c in (_choice(dossier, figure) for figure in figures) if c is not None)


def check_figures(dossier: Dossier, order: CostOrder) -> None:
    """Refuse a costing whose base rests on a figure that is not in the dossier.

    Raises:
        NotFound: names what to do.

    """
    if any(dossier.get("figure", number) is None for number in order.figures):
        raise NotFound(
            "A number of the base comes from a figure this reader may not see.",
            "No file was written.",
            "Type numbers of your own, or choose another audience.",
        )


def _note(dossier: Dossier, order: CostOrder) -> str:
    """Say where the numbers of a base come from: what was typed, and the figures it took."""
    typed = {"headcount": order.form.headcount, "average": order.form.average}
    parts = [order.form.note.strip().rstrip(".")]
    for number in order.figures if not order.form.placement.strip() else ():
        figure = dossier.get("figure", number)
        choice = None if figure is None else _choice(dossier, figure)
        if choice is not None and _same(typed[choice.field], choice.value):
            name = "People" if choice.field == "headcount" else "Average pay"
            parts.append(f"{name}: {choice.words}")
    return ". ".join(part for part in parts if part)


def _same(typed: str, value: str) -> bool:
    try:
        return costing.read_number(typed) == costing.read_number(value)
    except ValueError:
        return False


def _choice(dossier: Dossier, figure: Record) -> FigureChoice | None:
    name, number = _field_of(figure), quantity(figure)
    if not name or number.value is None:
        return None
    sources = source_text(source_line(dossier, figure))
    parts = [number.describe(), str(figure.population or figure.title), sources]
    words = " · ".join(part for part in parts if part)
    return FigureChoice(
        figure.id, name, f"{number.value.normalize():,f}", words, number.high is None
    )


def _field_of(figure: Record) -> str:
    metric, unit = str(figure.metric), unit_spec(str(figure.unit))
    if unit.kind is UnitKind.MONEY:
        yearly = unit.name.endswith("_per_year")
        return "average" if yearly and ("average" in metric or "mean" in metric) else ""
    represented = "represented" in metric or metric in ("unit_size", "headcount", "fte")
    return "headcount" if unit.name in _PEOPLE and represented else ""


def _read_calendar(
    order: CostOrder, today: date, problems: list[FieldProblem]
) -> tuple[Calendar, WageBase]:
    first: date | None = None
    if order.first_day.strip():
        try:
            first = _one_day(parse_fuzzy_date(order.first_day, today=today))
        except ValueError as error:
            problems.append(FieldProblem("first_day", str(error)))
    hours = _above_zero(order.hours, "hours", problems)
    hourly = _above_zero(order.hourly, "hourly", problems)
    return Calendar(first, hours), WageBase(hourly, hours, order.form.note)


def _one_day(found: FuzzyDate) -> date:
    if found.earliest is None or found.precision is not Precision.DAY or found.approx:
        raise ValueError("The first day is one calendar day. Write it as 1 Jul 2023.")
    return found.earliest


def _above_zero(typed: str, name: str, problems: list[FieldProblem]) -> Decimal | None:
    if not typed.strip():
        return None
    try:
        number = costing.read_number(typed)
    except ValueError as error:
        problems.append(FieldProblem(name, str(error)))
        return None
    if number <= 0:
        problems.append(FieldProblem(name, "Give a number above zero."))
        return None
    return number


def _read_offer(
    dossier: Dossier,
    form: OfferForm,
    calendar: Calendar,
    today: date,
    prefix: str,
    problems: list[FieldProblem],
) -> tuple[CostOffer, list[Record]] | None:
    before = len(problems)
    assumption: Assumption | None = None
    try:
        assumption = costing.read_assumption(form.assumption)
    except InvalidInput as error:
        problems += [FieldProblem(prefix + p.field, p.message) for p in error.problems]
    extras = _read_extras(form.extras, prefix, problems)
    if form.item_id is not None:
        terms = dossier.where("term", item_id=form.item_id)
        try:
            made = costing.offer(dossier, form.item_id, calendar, assumption, extras)
        except NotFound as error:
            problems.append(FieldProblem(f"{prefix}item_id", error.sentence()))
            return None
    else:
        terms = _typed_terms(dossier, form.terms, today, prefix, problems)
        if not terms and len(problems) == before:
            message = "Type what is offered on wages, such as 6% + 7% + 7% + $2/hour."
            problems.append(FieldProblem(f"{prefix}terms", message))
        name = form.name.strip() or "Typed in"
        made = cost_placing.offer(name, terms, calendar, assumption, extras)
    return (made, terms) if len(problems) == before else None


def _typed_terms(
    dossier: Dossier, typed: str, today: date, prefix: str, problems: list[FieldProblem]
) -> list[Record]:
    kind = records.kinds()["term"]
    wages = Record("issue", {"category": "wages"})
    context = EntryContext(today, "UTC")
    found = []
    for number, piece in enumerate(read_terms(typed, "wages"), start=1):
        if piece.quantity is None:
            message = f"“{piece.typed}” holds no number. Write it as 6%, $2/hour or $1,000 bonus."
            problems.append(FieldProblem(f"{prefix}terms", message))
            continue
        line = TermLine(
            value=piece.value,
            measure=str(piece.measure) if piece.measure != "other" else "",
            horizon_years=piece.horizon_years,
            basis=piece.basis,
            compounding=piece.compounding,
            effective_on=piece.effective_on,
            population=piece.leftover,
        )
        values, wrong = proposal_reading.read_term(line, wages, context)
        problems += [FieldProblem(f"{prefix}terms", problem.message) for problem in wrong]
        if wrong:
            continue
        if values["measure"] not in _TYPED:
            message = (
                f"“{piece.typed}” says nothing on pay. Costs beside wages have their own field."
            )
            problems.append(FieldProblem(f"{prefix}terms", message))
            continue
        defaults = {f.name: "" if f.type == "text" else f.default for f in kind.fields}
        fields = {**defaults, "id": -number, "uid": f"typed-{number}", "seq": number, **values}
        found.append(Record("term", fields))
    return found


def _read_extras(text: str, prefix: str, problems: list[FieldProblem]) -> tuple[Extra, ...]:
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            found.append(_extra(line.strip()))
        except ValueError as error:
            message = f"Line {number}: {error} Write it as “Nurses: $12,000,000 from year 2”."
            problems.append(FieldProblem(f"{prefix}extras", message))
    return tuple(found)


def _extra(line: str) -> Extra:
    match = _EXTRA.fullmatch(line)
    if match is None:
        raise ValueError(f"“{line}” names no amount.")
    year = int(match["year"] or 1)
    if not 1 <= year <= MAX_YEARS:
        raise ValueError(f"There is no year {year}.")
    amount = costing.read_number(match["amount"])
    return Extra(match["label"].strip(), amount, year, match["once"] is not None)

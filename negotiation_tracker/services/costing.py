"""Costing: reads what a person typed, places the offers on record, compares and prints them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from negotiation_tracker.model.errors import FieldProblem, InvalidInput, NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules import cost_placing, costing
from negotiation_tracker.rules.cost_formulas import Rate
from negotiation_tracker.rules.cost_inputs import (
    Assumption,
    CostBase,
    CostOffer,
    CostSettings,
    Extra,
    PlacementRow,
    Split,
)
from negotiation_tracker.rules.cost_placing import Calendar
from negotiation_tracker.rules.cost_results import Comparison
from negotiation_tracker.rules.wage_terms import offer_name

_CELL = re.compile(r"\t|;| {2,}")
_RATE = re.compile(r"(.+?)[\s:=]+([0-9][0-9.,]*)\s*%?\s*(,?\s*not on one-time(?: payments)?)?")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)?(?:\.[0-9]+)?")


@dataclass(frozen=True, slots=True)
class CostForm:
    """What a person typed to cost offers with; all raw text.

    Attributes:
        headcount, average: people and average pay; not needed with a placement table.
        placement: rows pasted from a spreadsheet: step, FTE, salary.
        rates: one a line: "Pension 20%"; "not on one-time" behind it keeps it off bonuses.
        drift, inflation: percent a year; may be empty.
        note: where the numbers come from.
        currency: code of the talks.

    """

    headcount: str = ""
    average: str = ""
    placement: str = ""
    rates: str = ""
    drift: str = ""
    inflation: str = ""
    note: str = ""
    currency: str = "USD"


def read_settings(form: CostForm) -> CostSettings:
    """Read what was typed.

    Raises:
        InvalidInput: names every field that cannot be read; for pasted rows also the row.

    """
    problems: list[FieldProblem] = []
    base = _read_base(form, problems)
    rates = _read_rates(form.rates, problems)
    drift = _optional(form.drift, "drift", problems)
    inflation = _optional(form.inflation, "inflation", problems)
    if inflation is not None and inflation <= -100:
        problems.append(FieldProblem("inflation", "Inflation must be above −100%."))
    if problems or base is None:
        raise InvalidInput(problems)
    return CostSettings(base, rates, drift, inflation)


def read_placement(text: str) -> tuple[PlacementRow, ...]:
    """Read rows pasted from a spreadsheet: step, full-time positions, yearly salary.

    A first row without numbers is taken for the heading; empty rows are passed over.

    Raises:
        InvalidInput: a problem on the field "placement" for each row that cannot be read.

    """
    rows: list[PlacementRow] = []
    problems: list[FieldProblem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip() for cell in _CELL.split(line.strip())]
        if not line.strip():
            continue
        heading = not rows and not problems and not any(char.isdigit() for char in line)
        if heading:
            continue
        message = _row_problem(cells)
        if message:
            problems.append(FieldProblem("placement", f"Row {number}: {message}"))
        else:
            rows.append(PlacementRow(cells[0], read_number(cells[1]), read_number(cells[2])))
    if not rows and not problems:
        problems.append(FieldProblem("placement", "No row was pasted. Paste step, FTE and salary."))
    if problems:
        raise InvalidInput(problems)
    return tuple(rows)


def read_number(text: str) -> Decimal:
    """Read a number as people write it: "$25,000.50", "4.5%", "30 000".

    Raises:
        ValueError: with a sentence, when it is no number.

    """
    plain = re.sub(r"(?<=[0-9])[\u00a0\u202f ](?=[0-9]{3}\b)", "", text.strip())
    plain = plain.removesuffix("%").strip().replace("$", "", 1).strip()
    if not plain or not _NUMBER.fullmatch(plain):
        raise ValueError(f"“{text.strip()}” is not a number. Write digits, as 25,000 or 4.5.")
    try:
        return Decimal(plain.replace(",", ""))
    except InvalidOperation as error:
        raise ValueError(f"“{text.strip()}” is not a number. Write digits.") from error


def read_assumption(raw: Mapping[str, str]) -> Assumption | None:
    """Read an assumption from "text", "years", "split", "one_step_a_year" and "compounding".

    None when nothing was typed. What it is for must be said in words: it is printed.

    Raises:
        InvalidInput: a field cannot be read, or the words are missing.

    """
    typed = {name: value.strip() for name, value in raw.items() if value.strip()}
    if not typed:
        return None
    problems: list[FieldProblem] = []
    years = _optional(typed.get("years", ""), "years", problems)
    if years is not None and (years != int(years) or not 1 <= years <= costing.MAX_YEARS):
        message = f"Give whole years, from 1 to {costing.MAX_YEARS}."
        problems.append(FieldProblem("years", message))
    split = typed.get("split")
    if split is not None and split not in set(Split):
        problems.append(FieldProblem("split", f"“{split}” is not one of {', '.join(Split)}."))
    if "text" not in typed:
        message = "Say in words what you assume and why; it is printed with the result."
        problems.append(FieldProblem("text", message))
    if problems:
        raise InvalidInput(problems)
    compounding = typed.get("compounding")
    return Assumption(
        text=typed["text"],
        years=None if years is None else int(years),
        split=None if split is None else Split(split),
        one_step_a_year=typed.get("one_step_a_year", "no") == "yes",
        compounding=None if compounding is None else compounding == "yes",
    )


def offer(
    dossier: Dossier,
    item_id: int,
    calendar: Calendar,
    assumption: Assumption | None = None,
    extras: tuple[Extra, ...] = (),
) -> CostOffer:
    """Place the terms of an item on record, so that it can be costed.

    Raises:
        NotFound: there is no such item in the dossier.

    """
    item = dossier.get("proposal_item", item_id)
    proposal = None if item is None else dossier.get("proposal", item.proposal_id)
    if proposal is None:
        raise NotFound("This offer is not in the record.", hint="Choose another offer.")
    terms = [*dossier.where("term", item_id=item_id), *_durations(dossier, proposal, item_id)]
    name = offer_name(dossier, proposal)
    return cost_placing.offer(name, terms, calendar, assumption, extras)


def compare(settings: CostSettings, offers: Iterable[CostOffer]) -> Comparison:
    """Cost offers with the same settings, to be put side by side."""
    return costing.compare(settings, offers)


def to_pdf(talks: str, comparison: Comparison, as_of: date, *, handling: str = "") -> bytes:
    """Print a comparison with its inputs and assumptions."""
    from negotiation_tracker.exchange.writers import costing_sheet

    return costing_sheet.write(costing_sheet.CostingSheet(talks, comparison, as_of, handling))


def _durations(dossier: Dossier, proposal: Record, item_id: int) -> Sequence[Record]:
    """List what other items of the same offer state about how long the contract runs."""
    return [
        term
        for item in dossier.where("proposal_item", proposal_id=proposal.id)
        if item.id != item_id
        for term in dossier.where("term", item_id=item.id)
        if term.measure == "duration_years"
    ]


def _read_base(form: CostForm, problems: list[FieldProblem]) -> CostBase | None:
    if form.placement.strip():
        try:
            return CostBase.placed(read_placement(form.placement), form.currency, form.note.strip())
        except InvalidInput as error:
            problems += error.problems
        except ValueError as error:
            problems.append(FieldProblem("placement", str(error)))
        return None
    values = []
    for name, typed in (("headcount", form.headcount), ("average", form.average)):
        value = _optional(typed, name, problems)
        if not typed.strip():
            message = "Give people and average pay, or paste a placement table."
            problems.append(FieldProblem(name, message))
        elif value is not None and value <= 0:
            problems.append(FieldProblem(name, "Give a number above zero."))
        values.append(value)
    if problems or values[0] is None or values[1] is None:
        return None
    return CostBase(values[0], values[1], (), form.currency, form.note.strip())


def _read_rates(text: str, problems: list[FieldProblem]) -> tuple[Rate, ...]:
    rates = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _RATE.fullmatch(line.strip())
        value = _optional(match[2] if match else "", "rates", problems)
        if match is None:
            message = f"Line {number}: “{line.strip()}” is no rate. Write a name and a percentage."
            problems.append(FieldProblem("rates", message))
        elif value is not None:
            rates.append(Rate(match[1].strip(), value, on_one_time=match[3] is None))
    return tuple(rates)


def _row_problem(cells: Sequence[str]) -> str:
    if len(cells) != 3:
        return f"{len(cells)} columns instead of step, FTE and salary."
    for name, cell in (("FTE", cells[1]), ("salary", cells[2])):
        try:
            if read_number(cell) < 0:
                return f"The {name} is below zero."
        except ValueError as error:
            return f"{name}: {error}"
    return ""


def _optional(typed: str, name: str, problems: list[FieldProblem]) -> Decimal | None:
    if not typed.strip():
        return None
    try:
        return read_number(typed)
    except ValueError as error:
        problems.append(FieldProblem(name, str(error)))
        return None

"""Reading a proposal as typed, with its items and numbers, before anything is stored."""

from dataclasses import dataclass, field
from typing import Any

from negotiation_tracker.model.errors import FieldProblem
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.values import Quantity, parse_quantity
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import ItemLine, LogProposal, TermLine
from negotiation_tracker.services.entry import EntryContext, is_blank, try_fields, try_new

_UNIT_OF_MEASURE = {
    "wage_pct": "percent",
    "bonus_pct": "percent",
    "contribution_pct": "percent",
    "hires": "hires",
    "class_size": "students_per_class",
    "ratio": "ratio",
    "hours_week": "hours_per_week",
    "days": "days",
    "duration_years": "years",
}
"""Unit of a bare number, by what it measures."""

_WAGE_MEASURES = {
    "percent": "wage_pct",
    "USD_per_hour": "wage_hour",
    "USD_per_year": "wage_flat_year",
}
_NOT_KNOWN = frozenset({"unknown", "?", "not known"})


@dataclass(frozen=True)
class ItemPlan:
    """An item ready to be stored.

    Attributes:
        values: fields of the item, without its proposal.
        issue_id, new_issue: the issue, or the title of one to be added.
        terms: fields of its terms.

    """

    values: dict[str, Any]
    issue_id: int | None
    new_issue: str
    terms: list[dict[str, Any]]


@dataclass(frozen=True)
class ProposalPlan:
    """A proposal ready to be stored.

    Attributes:
        values: fields of the proposal; a code may be missing.
        items: what it says on each issue.
        counters: proposals it answers.
        counters_here: those among the proposals stored with it.
        citations: fields of its citations, without their target.

    """

    values: dict[str, Any]
    items: list[ItemPlan] = field(default_factory=list)
    counters: tuple[int, ...] = ()
    counters_here: tuple[int, ...] = ()
    citations: list[dict[str, Any]] = field(default_factory=list)


def read_proposal(
    view: RecordView,
    command: LogProposal,
    context: EntryContext,
    prefix: str = "",
    place: int = 0,
) -> tuple[ProposalPlan, list[FieldProblem]]:
    """Read a proposal; give the plan and every problem in it.

    Args:
        view: where records are looked up.
        command: what was typed.
        context: what text is read against.
        prefix: put before the names of fields in problems.
        place: its place among the proposals logged together, counted from 0.

    """
    raw = {**command.fields, "negotiation_id": command.negotiation_id}
    uncoded = is_blank(command.fields.get("code"))
    if uncoded:
        raw["code"] = "to be given when stored"
    values, problems = try_new(records.kinds()["proposal"], raw, context, prefix)
    if uncoded:
        del values["code"]
    clash = records.taken_code(view, "proposal", values)
    if clash is not None:
        problems.append(FieldProblem(prefix + clash.field, clash.message))
    items = []
    for number, line in enumerate(command.items):
        where = f"{prefix}items[{number}]."
        item, wrong = _item(view, line, values, context, where)
        items.append(item)
        problems.extend(wrong)
    problems.extend(_unknown_counters(view, command, prefix, place))
    citations = []
    for number, given in enumerate(command.citations):
        where = f"{prefix}citations[{number}]."
        read, wrong = try_fields(records.kinds()["citation"], given, context, where)
        if is_blank(given.get("attribution")):
            wrong.append(FieldProblem(where + "attribution", "Say who asserts it."))
        citations.append({**read, "target_kind": "proposal"})
        problems.extend(wrong)
    plan = ProposalPlan(values, items, command.counters, command.counters_here, citations)
    return plan, problems


def _unknown_counters(
    view: RecordView, command: LogProposal, prefix: str, place: int
) -> list[FieldProblem]:
    message = "The proposal it counters is not in the record. Choose it from the list."
    gone = any(view.get("proposal", key) is None for key in command.counters)
    later = any(not 0 <= number < place for number in command.counters_here)
    return [FieldProblem(prefix + "counters", message)] if gone or later else []


def _item(
    view: RecordView,
    line: ItemLine,
    proposal: dict[str, Any],
    context: EntryContext,
    prefix: str,
) -> tuple[ItemPlan, list[FieldProblem]]:
    problems = []
    issue = None if line.issue_id is None else view.get("issue", line.issue_id)
    if issue is None and is_blank(line.new_issue):
        message = "Choose the issue this is about, or type the title of a new one."
        problems.append(FieldProblem(prefix + "issue_id", message))
    given = {
        "stance": line.stance or _usual_stance(view, proposal),
        "summary": line.summary,
        "conditional_on": line.conditional_on,
        "language": line.language,
    }
    values, wrong = try_fields(records.kinds()["proposal_item"], given, context, prefix)
    problems.extend(wrong)
    terms: list[dict[str, Any]] = []
    for number, term in enumerate(line.terms):
        if is_blank(term.value):
            continue
        read, wrong = read_term(term, issue, context, f"{prefix}terms[{number}].")
        terms.append({**read, "seq": len(terms) + 1})
        problems.extend(wrong)
    return ItemPlan(values, line.issue_id, line.new_issue.strip(), terms), problems


def _usual_stance(view: RecordView, proposal: dict[str, Any]) -> str:
    """Give the stance meant when none is chosen: an employer offers, a union asks."""
    proposer = view.get("participant", proposal.get("from_id") or 0)
    return "offer" if proposer is not None and proposer.side == "management" else "seek_change"


def read_term(
    line: TermLine, issue: Record | None, context: EntryContext, prefix: str = ""
) -> tuple[dict[str, Any], list[FieldProblem]]:
    """Read a number with what it means; give the fields of a term and the problems.

    The measure of a percent or an amount on an issue of wages goes without saying; so does the
    unit of a bare number whose measure is chosen.
    """
    given = {
        "measure": line.measure,
        "horizon_years": line.horizon_years,
        "basis": line.basis,
        "compounding": line.compounding,
        "effective_on": line.effective_on,
        "population": line.population,
    }
    filled = {name: value for name, value in given.items() if not is_blank(value)}
    values, problems = try_fields(records.kinds()["term"], filled, context, prefix)
    try:
        amount = read_amount(line.value, _UNIT_OF_MEASURE.get(values.get("measure", "")))
    except ValueError as error:
        return values, [*problems, FieldProblem(prefix + "value", str(error))]
    if "measure" not in values:
        values["measure"] = _measure(amount, issue)
    return {**values, **amount_fields(amount)}, problems


def read_amount(text: str, unit: str | None = None) -> Quantity:
    """Read a typed number; "unknown" is a number that exists but is not known.

    Raises:
        ValueError: it cannot be read, in words for the person.

    """
    if text.strip().casefold() in _NOT_KNOWN:
        return Quantity.unknown(unit or "count")
    amount = parse_quantity(text)
    if unit is not None and amount.unit == "count":
        return parse_quantity(text, unit)
    return amount


def amount_fields(amount: Quantity) -> dict[str, Any]:
    """Give the fields of a record that carry a number."""
    return {
        "value_scaled": amount.value_scaled,
        "scale": amount.scale,
        "unit": amount.unit,
        "comparator": amount.comparator.value,
        "value_high": amount.value_high,
    }


def _measure(amount: Quantity, issue: Record | None) -> str:
    if issue is not None and issue.category == "wages":
        return _WAGE_MEASURES.get(amount.unit, "other")
    if issue is not None and issue.category == "term" and amount.unit == "years":
        return "duration_years"
    return "class_size" if amount.unit == "students_per_class" else "other"

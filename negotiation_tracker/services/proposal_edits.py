"""Changing an offer that is on record: its numbers, items, and what it answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.rules.invariants_proposals import check_proposals
from negotiation_tracker.rules.invariants_scene import Level, Scene
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import ItemLine, TermLine
from negotiation_tracker.services.entry import EntryContext, is_blank, try_fields
from negotiation_tracker.services.proposal_reading import amount_fields, read_amount, read_term
from negotiation_tracker.services.proposals import next_code

_DRAFT = -1
_MARKS = ("handling", "confidence_of_id", "embargo_until")


@dataclass(frozen=True, slots=True)
class CounterFinding:
    """What the rules say to an offer that would answer another.

    Attributes:
        proposal_id: the offer that would be answered.
        refused: whether it cannot be saved so; else it can, with this remark.
        message: why, in a sentence.

    """

    proposal_id: int
    refused: bool
    message: str


def set_amount(
    writer: RecordWriter, term_id: int, text: str, expected: Mapping[str, object] | None = None
) -> Record:
    """Change the number of a term from typed text such as "6.5%"; its unit stays if none is typed.

    Args:
        writer: the open change.
        term_id: the term.
        text: what was typed.
        expected: what the person saw in the fields of the number.

    Raises:
        InvalidInput: it is no number.
        NotFound: the term is gone.
        ChangedMeanwhile: the number was changed since it was seen.

    """
    term = records.need(writer, "term", term_id)
    try:
        amount = read_amount(text, str(term.unit))
    except ValueError as error:
        raise InvalidInput([FieldProblem("value_scaled", str(error))]) from error
    return records.edit(writer, "term", term_id, amount_fields(amount), expected)


def add_term(writer: RecordWriter, item_id: int, line: TermLine) -> int:
    """Add a number to an item; give its key.

    Raises:
        InvalidInput: it cannot be read.
        NotFound: the item is gone.

    """
    item = records.need(writer, "proposal_item", item_id)
    issue = writer.get("issue", item.issue_id)
    values, problems = read_term(line, issue, _context(writer, item))
    if problems:
        raise InvalidInput(problems)
    return _insert_term(writer, item, values)


def add_item(writer: RecordWriter, proposal_id: int, line: ItemLine) -> int:
    """Add an issue to an offer; give the key of the item.

    Raises:
        InvalidInput: no issue is given, or something cannot be read.
        NotFound: the offer is gone.

    """
    from negotiation_tracker.services.negotiations import add_issue

    proposal = records.need(writer, "proposal", proposal_id)
    marks = _marks(proposal)
    issue_id = line.issue_id
    if issue_id is None:
        if is_blank(line.new_issue):
            message = "Choose the issue this is about, or type the title of a new one."
            raise InvalidInput([FieldProblem("issue_id", message)])
        issue_id = add_issue(writer, proposal.negotiation_id, line.new_issue.strip(), marks).id
    maker = writer.get("participant", proposal.from_id)
    usual = "offer" if maker is not None and maker.side == "management" else "seek_change"
    before = writer.where("proposal_item", proposal_id=proposal_id)
    fields: dict[str, object] = {
        **marks,
        "proposal_id": proposal_id,
        "issue_id": issue_id,
        "seq": max((i.seq for i in before), default=0) + 1,
        "stance": line.stance or usual,
        "summary": line.summary,
        "language": line.language,
        "conditional_on": line.conditional_on,
    }
    item_id = records.create(writer, "proposal_item", fields)
    for term in line.terms:
        if not is_blank(term.value):
            add_term(writer, item_id, term)
    return item_id


def answer(writer: RecordWriter, proposal_id: int, countered_id: int) -> int:
    """Record that an offer answers another; give the key of the link.

    Raises:
        NotFound: one of the two is gone.

    """
    proposal = records.need(writer, "proposal", proposal_id)
    records.need(writer, "proposal", countered_id)
    for link in writer.where("counter", proposal_id=proposal_id, countered_id=countered_id):
        return link.id
    return writer.insert(
        "counter", proposal_id=proposal_id, countered_id=countered_id, **_marks(proposal)
    ).id


def check_answers(
    view: RecordView,
    negotiation_id: int,
    raw: Mapping[str, object],
    countered: Iterable[int],
    context: EntryContext,
) -> tuple[CounterFinding, ...]:
    """Say, before anything is saved, what the rules hold against answering these offers.

    Own-side, later and foreign offers are refused with the reason; an undated order is remarked
    on. Nothing is stored: the invariants look at the draft beside the record.

    Args:
        view: the record as it stands.
        negotiation_id: the talks the draft belongs to.
        raw: ``from_id``, ``date``, ``time`` and ``session_id`` of the draft, as typed; what
            cannot be read counts as missing.
        countered: keys of the offers it would answer.
        context: what typed dates are read against.

    """
    draft = _draft(view, negotiation_id, raw, context)
    if draft is None:
        return ()
    found: list[CounterFinding] = []
    for key in dict.fromkeys(countered):
        if view.get("proposal", key) is None:
            message = "It belongs to other talks. A counter answers a proposal of the same ones."
            found.append(CounterFinding(key, refused=True, message=message))
            continue
        link = Record("counter", _link_values(key))
        scene = Scene([draft, link], [], _WithDraft(view, draft, link), {})
        for finding in check_proposals(scene):
            if finding.record is link and finding.field == "countered_id":
                refused = finding.level is Level.BLOCK
                found.append(CounterFinding(key, refused, finding.message))
    return tuple(found)


class _WithDraft(RecordView):
    """The record with a draft offer and its link beside it."""

    def __init__(self, view: RecordView, draft: Record, link: Record) -> None:
        self._view = view
        self._own = {("proposal", _DRAFT): draft, ("counter", _DRAFT): link}

    def get(self, kind: str, record_id: int) -> Record | None:
        return self._own.get((kind, record_id)) or self._view.get(kind, record_id)

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        own = [
            record
            for (table, _), record in self._own.items()
            if table == kind and all(getattr(record, n) == v for n, v in equals.items())
        ]
        return [*self._view.where(kind, **equals), *own]


def _draft(
    view: RecordView, negotiation_id: int, raw: Mapping[str, object], context: EntryContext
) -> Record | None:
    if not isinstance(raw.get("from_id"), int):
        return None
    kind = records.kinds()["proposal"]
    read, _ = try_fields(kind, {n: raw[n] for n in ("date", "time") if raw.get(n)}, context)
    values = {field.name: field.default for field in kind.fields}
    values |= {
        "id": _DRAFT,
        "uid": "",
        "negotiation_id": negotiation_id,
        "code": next_code(view, negotiation_id),
        "handling": "parties",
        "from_id": raw["from_id"],
        "session_id": raw.get("session_id"),
        **read,
    }
    return Record("proposal", values)


def _link_values(countered_id: int) -> dict[str, Any]:
    kind = records.kinds()["counter"]
    values = {field.name: field.default for field in kind.fields}
    return {
        **values,
        "id": _DRAFT,
        "uid": "",
        "handling": "parties",
        "proposal_id": _DRAFT,
        "countered_id": countered_id,
    }


def _context(writer: RecordWriter, item: Record) -> EntryContext:
    proposal = records.need(writer, "proposal", item.proposal_id)
    negotiation = records.need(writer, "negotiation", proposal.negotiation_id)
    return records.context_of(writer, negotiation, proposal.date)


def _insert_term(writer: RecordWriter, item: Record, values: Mapping[str, Any]) -> int:
    before = writer.where("term", item_id=item.id)
    seq = max((t.seq for t in before), default=0) + 1
    return writer.insert("term", **{**_marks(item), **values, "item_id": item.id, "seq": seq}).id


def _marks(record: Record) -> dict[str, Any]:
    return {name: getattr(record, name) for name in _MARKS}

"""Proposals: logging one, answering one, and recording what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.rules.rooms import Room, marks_of, placed_code
from negotiation_tracker.services import records
from negotiation_tracker.services.commands import ItemLine, LogProposal, TermLine
from negotiation_tracker.services.entry import is_blank, try_fields
from negotiation_tracker.services.negotiations import add_issue
from negotiation_tracker.services.proposal_reading import ItemPlan, ProposalPlan, read_proposal

__all__ = ["ItemLine", "LogProposal", "TermLine", "act", "counter", "log", "next_code", "store"]


def log(writer: RecordWriter, command: LogProposal) -> int:
    """Log a proposal with its items, numbers, counters and citations; give its key.

    A code that is not given is the next free "P…". Whom it goes to is the other party when
    there is only one. A proposal that counters others is a counter unless it is said to be
    something else.

    Raises:
        InvalidInput: something is missing or cannot be read; every field is named.
        NotFound: there are no such talks.

    """
    negotiation = records.need(writer, "negotiation", command.negotiation_id)
    command = _on_the_session(writer, command)
    when = _typed_date(writer, negotiation, command)
    context = records.context_of(writer, negotiation, when)
    plan, problems = read_proposal(writer, command, context)
    if problems:
        raise InvalidInput(problems)
    return store(writer, negotiation, plan, [])


def store(
    writer: RecordWriter, negotiation: Record, plan: ProposalPlan, together: list[int]
) -> int:
    """Store a proposal that was read; give its key.

    Args:
        writer: the open change.
        negotiation: the talks.
        plan: the proposal as read.
        together: keys of the proposals stored before it by the same command.

    """
    kind = records.kinds()["proposal"]
    values = _completed(writer, negotiation, plan)
    proposal = writer.insert("proposal", **records.confided(writer, kind, values))
    marks = {n: getattr(proposal, n) for n in ("handling", "confidence_of_id", "embargo_until")}
    for seq, item in enumerate(plan.items, start=1):
        _store_item(writer, proposal, item, seq, marks)
    countered = [*plan.counters, *(together[number] for number in plan.counters_here)]
    for key in dict.fromkeys(countered):
        writer.insert("counter", proposal_id=proposal.id, countered_id=key, **marks)
    for citation in plan.citations:
        writer.insert("citation", **{**marks, **citation, "target_uid": proposal.uid})
    return proposal.id


def counter(view: RecordView, proposal_id: int) -> LogProposal:
    """Draft an answer to a proposal: the other side, the same issues and measures, no numbers.

    Raises:
        NotFound: there is no such proposal.

    """
    countered = records.need(view, "proposal", proposal_id)
    fields: dict[str, object] = {"to_id": countered.from_id, "kind": "counter"}
    answering = countered.to_id or _other_party(view, countered.negotiation_id, countered.from_id)
    if answering is not None:
        fields["from_id"] = answering
    found = view.where("proposal_item", proposal_id=proposal_id)
    items = tuple(
        ItemLine(
            issue_id=item.issue_id,
            terms=tuple(_blank_term(t) for t in view.where("term", item_id=item.id)),
        )
        for item in sorted(found, key=lambda i: (i.seq, i.id))
    )
    return LogProposal(countered.negotiation_id, fields, items, counters=(proposal_id,))


def act(writer: RecordWriter, proposal_id: int, raw: Mapping[str, object]) -> int:
    """Record what became of a proposal, or of one item of it; give the key of the record.

    Args:
        writer: the open change.
        proposal_id: the proposal.
        raw: ``action`` and, as far as known, ``by_id``, ``date``, ``time``, ``item_id``,
            ``session_id`` and ``note``. The date of the session stands for a missing one.

    Raises:
        InvalidInput: the action is missing or a field cannot be read.
        NotFound: there is no such proposal.

    """
    proposal = records.need(writer, "proposal", proposal_id)
    fields: dict[str, object] = {"handling": proposal.handling, **raw, "proposal_id": proposal_id}
    if "handling" not in raw:
        fields["confidence_of_id"] = proposal.confidence_of_id
    session_id = raw.get("session_id")
    if isinstance(session_id, int) and not raw.get("date"):
        fields["date"] = records.need(writer, "session", session_id).date
    return records.create(writer, "proposal_action", fields)


def next_code(view: RecordView, negotiation_id: int) -> str:
    """Give the next free code of the form "P<number>" in these talks, "A<number>" in room A."""
    code = f"P{view.proposal_number(negotiation_id) + 1}"
    room = getattr(view, "room", None)
    if not isinstance(room, Room):
        return code
    values = {**marks_of(room), "negotiation_id": negotiation_id, "code": code}
    return placed_code(view, "proposal", values)


def _on_the_session(writer: RecordWriter, command: LogProposal) -> LogProposal:
    """Let date, channel and mark of the session stand where none is given.

    Without a session and without a source it is first hand: for both sides, not for the public.
    """
    given = {name: value for name, value in command.fields.items() if not is_blank(value)}
    session_id = given.get("session_id")
    if not isinstance(session_id, int):
        first_hand = {} if command.citations else {"handling": Handling.PARTIES}
        return replace(command, fields={**first_hand, **given})
    session = records.need(writer, "session", session_id)
    fields = {"date": session.date, "channel": "at_table", "handling": session.handling, **given}
    return replace(command, fields=fields)


def _typed_date(
    writer: RecordWriter, negotiation: Record, command: LogProposal
) -> FuzzyDate | None:
    """Read the date ahead of the rest, since times of day hang on it."""
    typed = {n: v for n, v in command.fields.items() if n == "date"}
    plain = records.context_of(writer, negotiation)
    values, _ = try_fields(records.kinds()["proposal"], typed, plain)
    found: FuzzyDate | None = values.get("date")
    return found


def _completed(writer: RecordWriter, negotiation: Record, plan: ProposalPlan) -> dict[str, Any]:
    values = dict(plan.values)
    values.setdefault("code", next_code(writer, negotiation.id))
    if values.get("to_id") is None:
        values["to_id"] = _other_party(writer, negotiation.id, values["from_id"])
    if "kind" not in values and (plan.counters or plan.counters_here):
        values["kind"] = "counter"
    if "seq_in_day" not in values and values.get("date") is not None:
        same_day = writer.on_date("proposal", "date", values["date"], negotiation_id=negotiation.id)
        values["seq_in_day"] = max((p.seq_in_day for p in same_day), default=0) + 1
    return values


def _other_party(view: RecordView, negotiation_id: int, from_id: int) -> int | None:
    """Give the one party on the other side of the table, or None when there is not one."""
    proposer = view.get("participant", from_id)
    if proposer is None or proposer.side not in ("labor", "management"):
        return None
    others = [
        p.id
        for p in view.where("participant", negotiation_id=negotiation_id)
        if p.role in ("party", "co_party")
        and p.side in ("labor", "management")
        and p.side != proposer.side
    ]
    return others[0] if len(others) == 1 else None


def _store_item(
    writer: RecordWriter, proposal: Record, plan: ItemPlan, seq: int, marks: dict[str, Any]
) -> None:
    issue_id = plan.issue_id
    if issue_id is None:
        # A new issue is no better known than the proposal that brings it up.
        issue_id = add_issue(writer, proposal.negotiation_id, plan.new_issue, marks).id
    item = writer.insert(
        "proposal_item",
        **{**marks, **plan.values, "proposal_id": proposal.id, "issue_id": issue_id, "seq": seq},
    )
    for term in plan.terms:
        writer.insert("term", **{**marks, **term, "item_id": item.id})


def _blank_term(term: Record) -> TermLine:
    """Give what the other side's number measures, without the number."""
    horizon = "" if term.horizon_years is None else f"{term.horizon_years:f}"
    return TermLine(
        value="",
        measure=term.measure,
        horizon_years=horizon,
        basis=term.basis,
        compounding=term.compounding,
        population=term.population,
    )

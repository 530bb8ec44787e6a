"""Turns the filled form for a session into the command that the services take."""

from typing import Any

from negotiation_tracker.desktop.pages.log_session_form import SessionForm
from negotiation_tracker.desktop.widgets.item_row import ItemRow
from negotiation_tracker.desktop.widgets.proposal_card import ProposalCard
from negotiation_tracker.model.vocabulary import ProposalKind
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    ItemLine,
    LogProposal,
    LogSession,
    TermLine,
)


def session_command(form: SessionForm) -> LogSession:
    """Collect what is typed; everything that is text is read by the services."""
    if form.choices is None:
        raise ValueError("the form shows no negotiation")
    negotiation_id = form.choices.negotiation_id
    cards = form.filled_cards()
    return LogSession(
        negotiation_id=negotiation_id,
        fields={**form.details.values(), **form.next.values()},
        new_mediator=form.details.new_mediator(),
        attendance=tuple(
            AttendanceLine(
                person_id=present.person_id,
                participant_id=present.party_id,
                new_person=present.new_name,
            )
            for present in form.attendance.present()
        ),
        entries=tuple(
            EntryLine(
                text=line.text,
                kind=line.kind,
                time=line.time,
                participant_id=line.party_id,
                speaker_id=line.person_id,
                verbatim=line.verbatim,
            )
            for line in form.log.lines()
        ),
        proposals=tuple(_proposal(negotiation_id, card, cards) for card in cards),
        follow_ups=tuple(
            FollowUpLine(kind=owed.kind, title=owed.title, owed_by_id=owed.party_id, due=owed.due)
            for owed in form.follow_ups.owed()
        ),
    )


def _proposal(negotiation_id: int, card: ProposalCard, cards: list[ProposalCard]) -> LogProposal:
    rows = card.filled_rows()
    countered = card.counters.value()
    old = (countered[1],) if countered is not None and countered[0] == "old" else ()
    here: tuple[int, ...] = ()
    if countered is not None and countered[0] == "new":
        here = tuple(n for n, other in enumerate(cards) if other.serial == countered[1])
    fields: dict[str, Any] = {
        "from_id": card.proposer.value(),
        "formality": card.counts_as.value(),
        "channel": "at_table",
        "kind": _kind(bool(old or here), len(rows)),
    }
    return LogProposal(
        negotiation_id=negotiation_id,
        fields=fields,
        items=tuple(_item(row) for row in rows),
        counters=old,
        counters_here=here,
    )


def _kind(is_counter: bool, issues: int) -> str:
    if is_counter:
        return ProposalKind.COUNTER.value
    return (ProposalKind.PACKAGE if issues > 1 else ProposalKind.PROPOSAL).value


def _item(row: ItemRow) -> ItemLine:
    known = row.known_issue()
    return ItemLine(
        issue_id=known.id if known is not None else None,
        new_issue=row.new_issue(),
        stance=row.stance.value() or "",
        summary=row.words(),
        terms=tuple(
            TermLine(
                value=term.value,
                measure=term.measure.value,
                horizon_years=term.horizon_years,
                basis=term.basis,
                compounding=term.compounding,
                effective_on=term.effective_on,
                population=term.leftover,
            )
            for term in row.numbers()
        ),
    )

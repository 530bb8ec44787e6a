"""Storing the offers of live notes: real proposals with their numbers, and what became of them."""

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import (
    ActionKind,
    EntryKind,
    Formality,
    PackageRule,
    ProposalKind,
)
from negotiation_tracker.rules import line_orders as orders
from negotiation_tracker.rules.line_scene import SceneIssue
from negotiation_tracker.services import (
    agreements,
    authorised_offers,
    live_writing,
    proposals,
    records,
)
from negotiation_tracker.services.commands import (
    DraftAgreement,
    ItemLine,
    LogProposal,
    term_line,
)
from negotiation_tracker.services.live_writing import Made, Pen

_LINES = {
    ActionKind.PASSED: EntryKind.PROPOSAL_PASSED,
    ActionKind.EXPLAINED: EntryKind.EXPLAINED,
    ActionKind.HOLD: EntryKind.HOLD,
    ActionKind.REJECTED: EntryKind.REJECT,
    ActionKind.WITHDRAWN: EntryKind.WITHDRAW,
    ActionKind.ACCEPTED_IN_CONCEPT: EntryKind.AGREE_IN_CONCEPT,
    ActionKind.ACCEPTED: EntryKind.AGREE_IN_CONCEPT,
}
"""What happened to an offer → kind of the line; anything else is an explanation."""


def offer(pen: Pen, order: orders.Offer) -> Made:
    """Log an offer passed across the table, with its items, numbers and what it counters."""
    code = proposals.next_code(pen.writer, pen.negotiation.id)
    fields: dict[str, object] = {
        "code": code,
        "from_id": order.participant_id,
        "session_id": pen.session.id,
        "date": pen.day,
        "time": pen.time,
        **{name: value for name, value in pen.marks.items() if value is not None},
    }
    if order.supposal:
        fields["formality"] = Formality.SUPPOSAL
    if order.package:
        fields["package_rule"] = PackageRule.ALL_OR_NOTHING
        fields["kind"] = ProposalKind.PACKAGE
    items = tuple(_item(item) for item in order.items)
    key = proposals.log(
        pen.writer, LogProposal(pen.negotiation.id, fields, items, counters=order.counters)
    )
    if order.inferred:
        for tie in pen.writer.where("counter", proposal_id=key):
            pen.writer.update("counter", tie.id, inferred=True)
    issues = _issues(pen, key)
    entry = pen.entry(
        EntryKind.SUPPOSAL if order.supposal else EntryKind.PROPOSAL_PASSED,
        issues,
        text=f"{code}: {order.text}" if order.text else code,
        participant_id=order.participant_id,
        speaker_id=order.speaker_id,
        proposal_id=key,
    )
    return Made(
        (entry,), proposal_id=key, code=code, issue_ids=issues, new_issues=_new(pen, issues)
    )


def action(pen: Pen, order: orders.OfferAction) -> Made:
    """Record what became of an offer, or of some of its items, with a line of the log."""
    proposal = records.need(pen.writer, "proposal", order.proposal_id)
    items = _items_of(pen, order)
    for item in items or [None]:
        fields: dict[str, object] = {
            "action": order.action,
            "by_id": order.by_id,
            "session_id": pen.session.id,
            "date": pen.day,
            "time": pen.time,
            "note": order.note,
            "item_id": None if item is None else item.id,
        }
        given = {name: value for name, value in fields.items() if value not in (None, "")}
        proposals.act(pen.writer, order.proposal_id, given)
    entry = pen.entry(
        _LINES.get(order.action, EntryKind.EXPLAINED),
        order.issue_ids or _issues(pen, order.proposal_id),
        text=f"{proposal.code}: {order.note}" if order.note else str(proposal.code),
        participant_id=order.by_id,
        speaker_id=order.speaker_id,
        proposal_id=order.proposal_id,
    )
    return Made((entry,), proposal_id=order.proposal_id, code=str(proposal.code))


def tentative_agreement(pen: Pen, order: orders.TentativeAgreementOrder) -> Made:
    """Draft an agreement that awaits its signatures.

    Until both sides sign, the line says no more than that they agree in concept. Where the
    offers it rests on have the text of these issues, the agreement takes it over, so that both
    sides sign the same words.
    """
    titles = [i.title for key in order.issue_ids if (i := pen.scene.issue(key)) is not None]
    fields: dict[str, object] = {
        **{name: value for name, value in pen.marks.items() if value is not None},
        "title": ", ".join(titles),
        "session_id": pen.session.id,
        "reached_on": pen.day,
        "language": _language(pen, order),
    }
    key = agreements.draft(
        pen.writer,
        DraftAgreement(pen.negotiation.id, fields, order.issue_ids, order.proposal_ids),
    )
    code = str(records.need(pen.writer, "tentative_agreement", key).code)
    based = [o.code for o in pen.scene.offers if o.proposal_id in order.proposal_ids]
    on_text = f" on the text of {', '.join(based)}" if based else ""
    words = f"{code}, tentative agreement{on_text}, awaits signatures of both sides"
    entry = pen.entry(
        EntryKind.AGREE_IN_CONCEPT,
        order.issue_ids,
        text=f"{words}: {order.note}" if order.note else words,
        proposal_id=order.proposal_ids[0] if len(order.proposal_ids) == 1 else None,
    )
    return Made((entry,), agreement_id=key, code=code, issue_ids=order.issue_ids)


def authorise(pen: Pen, order: orders.Authorise) -> Made:
    """Record what a side allows the mediator to tell, in its room, with a note of it there."""
    titles = {issue.issue_id: issue.title for issue in pen.scene.issues}
    items = tuple(
        (item.new_issue if item.issue_id is None else titles[item.issue_id], item.text)
        for item in order.items
    )
    fields: dict[str, object] = {
        "conditions": order.conditions,
        "valid_until": order.expires,
        "valid_until_at": _until(pen, order),
        "authorised_on": pen.day,
        "authorised_at": pen.time,
        "authorised_by_id": order.people[0] if order.people else None,
        "session_id": pen.session.id,
        "engagement_id": pen.session.engagement_id,
    }
    authorised_offers.authorise(
        pen.writer,
        authorised_offers.AuthoriseOffer(
            pen.negotiation.id, order.participant_id, items, fields=fields
        ),
    )
    return live_writing.private(pen, f"Authorised: {order.text}", order.participant_id)


def _until(pen: Pen, order: orders.Authorise) -> ClockTime | None:
    if order.expires is None or order.expires_time is None:
        return None
    day = order.expires.earliest if order.expires.certain() else None
    zone = str(pen.negotiation.timezone)
    return ClockTime.at(order.expires_time.isoformat("minutes"), zone, day)


def _item(item: orders.OfferItem) -> ItemLine:
    return ItemLine(
        issue_id=item.issue_id,
        new_issue=item.new_issue,
        stance="" if item.stance is None else item.stance.value,
        summary=item.summary,
        conditional_on=item.condition,
        terms=tuple(term_line(number) for number in item.numbers),
    )


def _issues(pen: Pen, proposal_id: int) -> tuple[int, ...]:
    items = pen.writer.where("proposal_item", proposal_id=proposal_id)
    ordered = sorted(items, key=lambda i: (i.seq, i.id))
    return tuple(dict.fromkeys(item.issue_id for item in ordered))


def _new(pen: Pen, issue_ids: tuple[int, ...]) -> tuple[SceneIssue, ...]:
    found = (pen.writer.get("issue", key) for key in issue_ids if pen.scene.issue(key) is None)
    return tuple(
        SceneIssue(issue.id, str(issue.title), str(issue.code), str(issue.category))
        for issue in found
        if issue is not None
    )


def _items_of(pen: Pen, order: orders.OfferAction) -> list[Record | None]:
    if not order.issue_ids:
        return []
    items = pen.writer.where("proposal_item", proposal_id=order.proposal_id)
    return [item for item in items if item.issue_id in order.issue_ids]


def _language(pen: Pen, order: orders.TentativeAgreementOrder) -> str:
    found: dict[str, None] = {}
    for key in order.proposal_ids:
        for item in pen.writer.where("proposal_item", proposal_id=key):
            if item.language and (not order.issue_ids or item.issue_id in order.issue_ids):
                found[str(item.language)] = None
    return "\n\n".join(found)

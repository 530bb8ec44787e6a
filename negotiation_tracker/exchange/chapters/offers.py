"""Chapters on what was asked and offered, and on tentative agreements."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import Agreement, Line, Lines, Mark, Offer, OfferItem
from negotiation_tracker.exchange.names import clock, sort_key, term_words, when
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.agreements import AgreementStatus, status

_MARKS = {
    "supposal": (Mark.EXPLORATORY,),
    "off_record": (Mark.EXPLORATORY,),
    "mediator_confidential": (Mark.EXPLORATORY,),
    "adverse_claim": (Mark.ADVERSE,),
}
_STATUS_WORDS = {
    AgreementStatus.DRAFT: "draft, not signed",
    AgreementStatus.ONE_SIDE: "signed by one side only",
    AgreementStatus.SIGNED: "signed by both sides",
    AgreementStatus.RATIFIED: "ratified",
    AgreementStatus.REJECTED: "rejected",
}


def offers(context: Context) -> tuple[Offer, ...]:
    """List the proposals in order of date; those without a date come last."""
    return tuple(_offer(context, p) for p in sorted(context.own("proposal"), key=offer_order))


def agreements(context: Context) -> tuple[Agreement, ...]:
    """List the tentative agreements in order of date."""
    found = context.own("tentative_agreement")
    return tuple(
        _agreement(context, a) for a in sorted(found, key=lambda a: (sort_key(a.reached_on), a.id))
    )


def offer_order(proposal: Record) -> tuple[object, str, int, int]:
    """Give the order of proposals: date, time, order in the day, key."""
    return sort_key(proposal.date), clock(proposal.time), proposal.seq_in_day, proposal.id


def terms_of(context: Context, item: Record) -> list[Record]:
    """List the terms of an item in their order."""
    return sorted(context.dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))


def _offer(context: Context, proposal: Record) -> Offer:
    dossier, names = context.dossier, context.names
    items = sorted(
        dossier.where("proposal_item", proposal_id=proposal.id), key=lambda i: (i.seq, i.id)
    )
    earlier = (
        None if proposal.supersedes_id is None else dossier.get("proposal", proposal.supersedes_id)
    )
    marks = _MARKS.get(proposal.formality, ())
    if context.in_dispute(proposal):
        marks = (*marks, Mark.DISPUTED)
    return Offer(
        code=proposal.code,
        title=proposal.title or label(proposal.kind),
        when=when(proposal.date),
        time=clock(proposal.time),
        by=names.party(proposal.from_id),
        to=names.party(proposal.to_id),
        kind=label(proposal.kind),
        formality=label(proposal.formality),
        channel=label(proposal.channel),
        counters=_countered(context, proposal),
        supersedes="" if earlier is None else earlier.code,
        valid_until="" if proposal.valid_until is None else proposal.valid_until.describe(),
        package=_package(proposal, len(items)),
        called_final=proposal.called_final,
        note=proposal.note,
        items=tuple(_item(context, i) for i in items),
        actions=_actions(context, proposal),
        accounts=context.evidence.accounts(proposal),
        marks=marks,
    )


def _item(context: Context, item: Record) -> OfferItem:
    terms = terms_of(context, item)
    tied = [
        context.names.issue(other.issue_id)
        for tie in context.dossier.where("item_tie", item_id=item.id)
        if (other := context.dossier.get("proposal_item", tie.tied_item_id)) is not None
    ]
    condition = item.conditional_on
    if tied:
        together = f"only together with {', '.join(tied)}"
        condition = f"{condition}; {together}" if condition else together
    return OfferItem(
        issue=context.names.issue(item.issue_id),
        stance=label(item.stance),
        summary=item.summary,
        terms=tuple(term_words(t) for t in terms),
        condition=condition,
        language=item.language,
        accounts=context.evidence.accounts(item, *terms),
        disputed=context.in_dispute(item, *terms),
    )


def _countered(context: Context, proposal: Record) -> tuple[str, ...]:
    found = []
    for tie in context.dossier.where("counter", proposal_id=proposal.id):
        other = context.dossier.get("proposal", tie.countered_id)
        if other is not None:
            found.append(f"{other.code} (inferred)" if tie.inferred else str(other.code))
    return tuple(found)


def _package(proposal: Record, items: int) -> str:
    if proposal.kind != "package" and proposal.package_rule == "severable":
        return ""
    if items < 2 and proposal.kind != "package":
        return ""
    rule = "whether it stands or falls together is not known"
    return rule if proposal.package_rule == "unknown" else label(proposal.package_rule)


def _actions(context: Context, proposal: Record) -> Lines:
    found = context.dossier.where("proposal_action", proposal_id=proposal.id)
    lines: list[Line] = []
    for action in sorted(found, key=lambda a: (sort_key(a.date), clock(a.time), a.id)):
        item = (
            None if action.item_id is None else context.dossier.get("proposal_item", action.item_id)
        )
        words = [label(action.action)]
        if item is not None:
            words.append(f"({context.names.issue(item.issue_id)})")
        if action.by_id is not None:
            words.append(f"by {context.names.participant(action.by_id)}")
        day = "" if action.date is None else action.date.describe_long()
        text = ", ".join(filter(None, (" ".join(words), day, clock(action.time), action.note)))
        side = context.names.side(action.by_id)
        lines.append(Line(text, side, (), context.evidence.notes_of(action)))
    return tuple(lines)


def _agreement(context: Context, agreement: Record) -> Agreement:
    dossier = context.dossier
    issues = dossier.where("agreement_issue", agreement_id=agreement.id)
    bases = dossier.where("agreement_basis", agreement_id=agreement.id)
    signoffs = dossier.where("signoff", agreement_id=agreement.id)
    codes = [p.code for b in bases if (p := dossier.get("proposal", b.proposal_id)) is not None]
    return Agreement(
        code=agreement.code,
        title=agreement.title,
        scope=label(agreement.scope),
        reached=when(agreement.reached_on),
        issues=tuple(context.names.issue(i.issue_id) for i in issues),
        rests_on=tuple(codes),
        status=_status(context, agreement),
        text=agreement.language,
        signatures=tuple(_signature(context, s) for s in signoffs),
        approvals=tuple(
            _approval(context, a) for a in dossier.where("approval", agreement_id=agreement.id)
        ),
        accounts=context.evidence.accounts(agreement),
    )


def _status(context: Context, agreement: Record) -> str:
    words = _STATUS_WORDS.get(status(context.dossier, agreement)) or label(agreement.mark)
    return f"{words}, waits for agreement on everything" if agreement.contingent else words


def _signature(context: Context, signoff: Record) -> Line:
    names = context.names
    text = f"{names.person(signoff.person_id)}, {label(signoff.method)} {signoff.date.describe()}"
    notes = context.evidence.notes_of(signoff)
    return Line(text, names.side(signoff.participant_id), (), notes)


def _approval(context: Context, approval: Record) -> Line:
    votes = [
        f"{number:,} {word}"
        for word, number in (
            ("yes", approval.yes),
            ("no", approval.no),
            ("eligible", approval.eligible),
        )
        if number is not None
    ]
    day = "" if approval.closed_on is None else approval.closed_on.describe()
    text = ", ".join(
        filter(None, (f"{label(approval.body)}: {label(approval.result)}", day, *votes))
    )
    side = context.names.side(approval.participant_id)
    return Line(text, side, (), context.evidence.notes_of(approval))

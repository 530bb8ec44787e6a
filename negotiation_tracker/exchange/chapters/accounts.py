"""Chapters on figures and on questions where accounts differ."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import Difference, Line, Mark, Number
from negotiation_tracker.exchange.names import sort_key, when
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.values import About, Attribution, AttributionKind
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import quantity


def figures(context: Context) -> tuple[Number, ...]:
    """List the figures by what they count, then by day."""
    found = sorted(context.own("figure"), key=lambda f: (sort_key(f.as_of), f.metric, f.id))
    return tuple(_figure(context, f) for f in found)


def disputes(context: Context) -> tuple[Difference, ...]:
    """List the questions on which accounts differ, with all accounts side by side."""
    found = sorted(context.own("dispute"), key=lambda d: (d.status != "open", d.id))
    return tuple(_dispute(context, d) for d in found)


def _figure(context: Context, figure: Record) -> Number:
    whose = Attribution(
        AttributionKind(figure.attribution),
        person=context.names.person(figure.person_id),
        organization=context.names.organization(figure.organization_id),
        label=figure.label,
        about=About(figure.about),
    )
    value = quantity(figure).describe()
    return Number(
        title=figure.title,
        value=value,
        written=figure.as_written if figure.as_written.casefold() != value.casefold() else "",
        population=figure.population,
        as_of=when(figure.as_of),
        whose=whose.describe(),
        note=figure.note,
        accounts=context.evidence.accounts(figure),
        disputed=context.in_dispute(figure),
    )


def _dispute(context: Context, dispute: Record) -> Difference:
    members = context.dossier.where("dispute_member", dispute_id=dispute.id)
    ordered = sorted(members, key=lambda m: (m.seq, m.id))
    decided = ""
    if dispute.decided_by:
        decided = f" (decided by {dispute.decided_by})"
    return Difference(
        code=dispute.code,
        question=dispute.question,
        kind=label(dispute.kind),
        status=f"{label(dispute.status)}{decided}",
        reason=dispute.reason,
        accounts=tuple(_account(context, m) for m in ordered),
    )


def _account(context: Context, member: Record) -> tuple[Line, str]:
    target = context.dossier.by_uid(member.target_uid) if member.target_uid else None
    cited = context.evidence.citations(member)
    if not cited and target is not None:
        cited = context.evidence.citations(target)
        if member.target_field:
            cited = [c for c in cited if c.target_field == member.target_field] or cited
    shown = member if context.evidence.citations(member) else target
    who = "; ".join(dict.fromkeys(context.evidence.who(c) for c in cited))
    adverse = any(c.about == About.OTHER_PARTY for c in cited)
    notes = () if shown is None else context.evidence.notes_of(shown)
    marks = (Mark.ADVERSE,) if adverse else ()
    return Line(member.account, "", marks, notes), who

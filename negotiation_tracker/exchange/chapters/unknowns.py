"""Chapter on what is not known: unknown, none, zero and status quo are four different answers."""

from collections.abc import Iterator

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.chapters.offers import terms_of
from negotiation_tracker.exchange.document import Unknown, UnknownKind
from negotiation_tracker.model.dates import Precision
from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.silence import Silence
from negotiation_tracker.rules.wording import BONUSES, WAGE_MEASURES, quantity

_HELD = frozenset({"held", "partly_held"})
_STRIKES = frozenset({"strike", "sympathy_strike"})


def unknowns(context: Context) -> tuple[Unknown, ...]:
    """List what a reader may look for and will not find, each with the kind of answer it is."""
    return (
        *_of_the_talks(context),
        *_of_positions(context),
        *_of_offers(context),
        *_of_sessions(context),
        *_of_mediators(context),
        *_of_events(context),
        *_of_figures(context),
        *_of_disputes(context),
    )


def _of_the_talks(context: Context) -> Iterator[Unknown]:
    talks = context.negotiation
    if talks.prior_contract_expiry is None:
        what = "when the contract before these talks expired or expires"
        yield Unknown("The talks", what, UnknownKind.NOT_RECORDED)
    if talks.legal_regime == "unknown":
        yield Unknown("The talks", "which law governs them", UnknownKind.NOT_RECORDED)
    if not context.own("tentative_agreement"):
        what = "an agreement, whole or in part: none is recorded, which is not to say there is none"
        yield Unknown("The talks", what, UnknownKind.NOT_RECORDED)


def _of_positions(context: Context) -> Iterator[Unknown]:
    found = context.grid(context.dossier)
    for row in found.rows:
        silent = [
            context.names.participant(p.id)
            for p, cell in zip(found.participants, row.cells, strict=True)
            if cell.silence in {Silence.UNKNOWN, Silence.NOT_ADDRESSED}
        ]
        if silent:
            what = f"position of {' and of '.join(silent)}"
            yield Unknown(row.issue.title, what, UnknownKind.NOT_RECORDED)


def _of_offers(context: Context) -> Iterator[Unknown]:
    for offer in context.own("proposal"):
        name = _offer_name(context, offer)
        if offer.date is None or offer.date.precision is Precision.UNKNOWN:
            yield Unknown(name, "when it was passed", UnknownKind.NOT_STATED)
        elif offer.date.precision is Precision.BEFORE:
            what = f"the day it was passed, only that it was {offer.date.describe()}"
            yield Unknown(name, what, UnknownKind.NOT_STATED)
        for item in context.dossier.where("proposal_item", proposal_id=offer.id):
            for term in terms_of(context, item):
                yield from _of_term(name, term)


def _of_term(name: str, term: Record) -> Iterator[Unknown]:
    value = quantity(term)
    if value.value is None:
        yield Unknown(name, "the number itself", UnknownKind.NOT_KNOWN)
        return
    if term.measure in WAGE_MEASURES - BONUSES and term.horizon_years is None:
        what = f"over how many years the {value.describe()} applies"
        yield Unknown(name, what, UnknownKind.NOT_STATED)


def _of_sessions(context: Context) -> Iterator[Unknown]:
    for session in context.own("session"):
        missing = []
        if not session.place and not session.virtual:
            missing.append("place")
        if session.time_in is None and session.scheduled_start is None:
            missing.append("hour")
        if session.status in _HELD and session.time_out is None:
            missing.append("length")
        if not context.dossier.where("attendance", session_id=session.id):
            missing.append("who was there" if session.status in _HELD else "who is to be there")
        if missing:
            name = f"Session of {session.date.describe()}"
            yield Unknown(name, ", ".join(missing), UnknownKind.NOT_RECORDED)


def _of_mediators(context: Context) -> Iterator[Unknown]:
    for engagement in context.own("mediator_engagement"):
        if engagement.person_id is None and engagement.organization_id is None:
            kind = UnknownKind.NOT_NAMED if engagement.unnamed else UnknownKind.NOT_RECORDED
            yield Unknown(context.names.mediator(engagement.id), "who mediates", kind)


def _of_events(context: Context) -> Iterator[Unknown]:
    for event in context.own("event"):
        if event.kind in _STRIKES and event.strike_kind in {None, "unknown"}:
            yield Unknown(event.title, "legal kind of the strike", UnknownKind.NOT_STATED)
        if event.status == "planned_unconfirmed":
            yield Unknown(event.title, "whether it took place", UnknownKind.NOT_STATED)
        if event.status == "alleged":
            yield Unknown(event.title, "whether it is so", UnknownKind.OPEN)


def _of_figures(context: Context) -> Iterator[Unknown]:
    for figure in context.own("figure"):
        if figure.value_scaled is None:
            yield Unknown(figure.title, "the number itself", UnknownKind.NOT_KNOWN)
        if figure.as_of.precision is Precision.UNKNOWN:
            yield Unknown(figure.title, "for which day it holds", UnknownKind.NOT_STATED)


def _of_disputes(context: Context) -> Iterator[Unknown]:
    for dispute in context.own("dispute"):
        if dispute.status == "open":
            yield Unknown(dispute.question, "which account is right", UnknownKind.OPEN)


def _offer_name(context: Context, offer: Record) -> str:
    by = context.names.participant(offer.from_id)
    return f"{offer.code} of {by}" if by else str(offer.code)

"""Whether an offer still stands on a day: withdrawn, expired, lapsed packages, reinstated."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, Formality, PackageRule
from negotiation_tracker.rules.derived import Ref, begun, in_force_from, refs


class Standing(StrEnum):
    """Whether an item of an offer still stands."""

    STANDS = "stands"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class StandingView:
    """Whether an item stands, why, and from what that was derived.

    Attributes:
        standing: withdrawn by its maker, expired, lapsed with its package, or standing.
        since: when it stopped standing; None while it stands or when the day is not known.
        reasons: why, in sentences.
        inputs: what this was derived from.

    """

    standing: Standing
    since: FuzzyDate | None = None
    reasons: tuple[str, ...] = ()
    inputs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class _Stop:
    standing: Standing
    when: FuzzyDate | None
    reason: str
    cause: Record


def standing(dossier: Dossier, item: Record, as_of: date) -> StandingView:
    """Say whether an item of an offer still stands on a day (domain book, B6).

    Withdrawal and expiry end it; an all-or-nothing package also lapses when it, or one item of
    it, is rejected, or when its maker replaces it. A later "reinstated" brings it back. Parts
    whose rule is not known do not fall together.
    """
    proposal = dossier.get("proposal", item.proposal_id)
    if proposal is None:
        return StandingView(Standing.STANDS)
    stops = [
        stop
        for stop in (
            *_stops_by_action(dossier, proposal, item),
            *_stop_by_expiry(proposal, as_of),
            *_stops_by_replacement(dossier, proposal),
        )
        if begun(stop.when, as_of)
    ]
    revived = _reinstated(dossier, proposal, item, as_of)
    if revived is not None:
        stops = [stop for stop in stops if _after(stop.when, revived.date)]
    if not stops:
        if revived is None:
            return StandingView(Standing.STANDS)
        return StandingView(Standing.STANDS, None, ("Reinstated.",), refs((revived,)))
    first = min(stops, key=lambda stop: (in_force_from(stop.when) or date.min, stop.reason))
    return StandingView(
        first.standing,
        first.when,
        tuple(dict.fromkeys(stop.reason for stop in stops)),
        refs((proposal, *(stop.cause for stop in stops))),
    )


def is_package(proposal: Record) -> bool:
    """Say whether the items of an offer stand or fall together."""
    return bool(proposal.package_rule == PackageRule.ALL_OR_NOTHING)


def _stops_by_action(dossier: Dossier, proposal: Record, item: Record) -> list[_Stop]:
    stops = []
    package = is_package(proposal)
    for action in dossier.where("proposal_action", proposal_id=proposal.id):
        touches = action.item_id in (None, item.id)
        if action.action == ActionKind.WITHDRAWN and (touches or package):
            if touches:
                reason = f"{proposal.code} was withdrawn."
                stops.append(_Stop(Standing.WITHDRAWN, action.date, reason, action))
            else:
                reason = f"The package {proposal.code} lapsed: a part of it was withdrawn."
                stops.append(_Stop(Standing.LAPSED, action.date, reason, action))
        elif action.action == ActionKind.EXPIRED and (touches or package):
            reason = f"{proposal.code} expired."
            stops.append(_Stop(Standing.EXPIRED, action.date, reason, action))
        elif action.action == ActionKind.REJECTED and package:
            reason = f"The package {proposal.code} lapsed: it was rejected."
            stops.append(_Stop(Standing.LAPSED, action.date, reason, action))
    return stops


def _stop_by_expiry(proposal: Record, as_of: date) -> list[_Stop]:
    until = proposal.valid_until
    if until is None or until.latest is None or until.latest >= as_of:
        return []
    reason = f"{proposal.code} was valid until {until.describe()}."
    return [_Stop(Standing.EXPIRED, until, reason, proposal)]


def _stops_by_replacement(dossier: Dossier, proposal: Record) -> list[_Stop]:
    if not is_package(proposal):
        return []
    return [
        _Stop(
            Standing.LAPSED,
            newer.date,
            f"The package {proposal.code} lapsed: {newer.code} replaced it.",
            newer,
        )
        for newer in dossier.where("proposal", supersedes_id=proposal.id)
        if newer.formality in (Formality.FORMAL, Formality.REPORTED_ONLY)
    ]


def _reinstated(dossier: Dossier, proposal: Record, item: Record, as_of: date) -> Record | None:
    found = [
        action
        for action in dossier.where("proposal_action", proposal_id=proposal.id)
        if action.action == ActionKind.REINSTATED
        and action.item_id in (None, item.id)
        and begun(action.date, as_of)
    ]
    return max(found, key=lambda a: (in_force_from(a.date) or date.min, a.uid), default=None)


def _after(stop: FuzzyDate | None, revived: FuzzyDate | None) -> bool:
    """Say whether something ended an offer after it was reinstated, as far as days tell."""
    first, second = in_force_from(stop), in_force_from(revived)
    if first is None or second is None:
        return False
    return first > second

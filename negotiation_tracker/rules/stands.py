"""What participants are said to offer on an issue, and what a position is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Stance, label
from negotiation_tracker.rules.accounts import (
    ACCOUNT_WORDS,
    Account,
    Attestation,
    account_of,
    attestations,
    attested_day,
)
from negotiation_tracker.rules.chains import earlier
from negotiation_tracker.rules.derived import (
    Days,
    Derived,
    Ref,
    days_since,
    in_force_from,
    not_computable,
    refs,
)
from negotiation_tracker.rules.packages import StandingView, is_package, standing
from negotiation_tracker.rules.silence import Silence
from negotiation_tracker.rules.wording import item_words, quantity

_AGE = "the day asked about minus the day the offer was passed or first attested"


class DatedBy(StrEnum):
    """How the day of an offer is known."""

    PASSED = "passed"
    SESSION = "session"
    ATTESTED = "attested"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Stand:
    """One account of what a participant offers or asks on an issue.

    Attributes:
        item, proposal, terms: the records; terms are those accepted where the stance is to
            accept the other side's.
        text: what it says, in a line.
        hedge: hedge word of its number; empty when the number is exact or there is none.
        account: whose account it is; `account_words` the same in words.
        when: the day it was passed, or by which it was first attested; None when unknown.
        dated_by: how that day is known.
        age_days: days it has stood.
        attestations: what tells of it, earliest first.
        standing: whether it still stands, and why not.
        only_if: condition it is offered on.
        package: whether it holds only together with the rest of its offer.
        notes: what a reader should know about it.

    """

    item: Record
    proposal: Record
    terms: tuple[Record, ...]
    text: str
    hedge: str
    account: Account
    when: FuzzyDate | None
    dated_by: DatedBy
    age_days: Derived[Days]
    attestations: tuple[Attestation, ...]
    standing: StandingView
    only_if: str = ""
    package: bool = False
    notes: tuple[str, ...] = ()

    @property
    def account_words(self) -> str:
        """Give whose account this is, in words."""
        return ACCOUNT_WORDS[self.account]

    @property
    def inputs(self) -> tuple[Ref, ...]:
        """Give the records this rests on."""
        told = tuple(one.citation for one in self.attestations)
        return (*refs((self.proposal, self.item, *self.terms)), *told, *self.standing.inputs)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a participant stands on an issue.

    Attributes:
        issue_id, participant_id, as_of, known_by: what was asked.
        current: the position; several when their order is not certain, none when silent.
        order_uncertain: whether it cannot be told which of several came last.
        silence: why there is no position; None when there is one.
        silence_words: the same in words.
        adverse: what the other side says the position is; shown beside it, never instead.
        exploratory: supposals and confidential offers, which move nothing.
        lapsed: offers that no longer stand, newest last.
        reasons: how this was decided, in sentences.
        inputs: what it was derived from.

    """

    issue_id: int
    participant_id: int
    as_of: date
    known_by: date | None
    current: tuple[Stand, ...] = ()
    order_uncertain: bool = False
    silence: Silence | None = None
    silence_words: str = ""
    adverse: tuple[Stand, ...] = ()
    exploratory: tuple[Stand, ...] = ()
    lapsed: tuple[Stand, ...] = ()
    reasons: tuple[str, ...] = ()
    inputs: tuple[Ref, ...] = ()

    @property
    def text(self) -> str:
        """Give the position in a line; the kind of silence when there is none."""
        if not self.current:
            return self.silence_words
        return " or ".join(dict.fromkeys(stand.text for stand in self.current))

    @property
    def age_days(self) -> Derived[Days]:
        """Give the days the position has stood."""
        if len(self.current) == 1:
            return self.current[0].age_days
        reason = "The order of the offers is not certain." if self.current else "No position."
        return Derived(None, _AGE, self.inputs, reason)


def stands(dossier: Dossier, issue_id: int, participant_id: int, as_of: date) -> tuple[Stand, ...]:
    """List everything a participant is said to have offered on an issue by a day."""
    found = []
    for item in dossier.where("proposal_item", issue_id=issue_id):
        proposal = dossier.get("proposal", item.proposal_id)
        if proposal is None or proposal.from_id != participant_id:
            continue
        stand = _stand(dossier, proposal, item, as_of)
        first = in_force_from(stand.when)
        if first is None or first <= as_of:
            found.append(stand)
    return tuple(sorted(found, key=date_order))


def _stand(dossier: Dossier, proposal: Record, item: Record, as_of: date) -> Stand:
    told = attestations(dossier, proposal, item)
    when, dated_by = _dated(dossier, proposal, told)
    terms, notes = _terms(dossier, proposal, item)
    hedges = {str(t.comparator) for t in terms if t.comparator != "exact"}
    return Stand(
        item=item,
        proposal=proposal,
        terms=terms,
        text=item_words(item, terms),
        hedge=", ".join(sorted(label(hedge) for hedge in hedges)),
        account=account_of(proposal, told),
        when=when,
        dated_by=dated_by,
        age_days=_age(when, as_of, proposal, item),
        attestations=told,
        standing=standing(dossier, item, as_of),
        only_if=str(item.conditional_on),
        package=is_package(proposal),
        notes=(*notes, *_date_notes(when, dated_by)),
    )


def _dated(
    dossier: Dossier, proposal: Record, told: tuple[Attestation, ...]
) -> tuple[FuzzyDate | None, DatedBy]:
    if proposal.date is not None and in_force_from(proposal.date) is not None:
        return proposal.date, DatedBy.PASSED
    session = None
    if proposal.session_id is not None:
        session = dossier.get("session", proposal.session_id)
    if session is not None and in_force_from(session.date) is not None:
        return session.date, DatedBy.SESSION
    day = attested_day(told)
    if day is not None:
        return FuzzyDate.by(day), DatedBy.ATTESTED
    return None, DatedBy.NOTHING


def _date_notes(when: FuzzyDate | None, dated_by: DatedBy) -> tuple[str, ...]:
    if when is None:
        return ("The day it was passed is not recorded.",)
    if dated_by is DatedBy.ATTESTED or when.earliest is None:
        return ("The day it was passed is not known; it is dated by who first tells of it.",)
    return ()


def _age(when: FuzzyDate | None, as_of: date, proposal: Record, item: Record) -> Derived[Days]:
    days = None if when is None else days_since(when, as_of)
    if days is None:
        return not_computable(_AGE, "No day is recorded.", (proposal, item))
    return Derived(days, _AGE, refs((proposal, item)))


def _terms(
    dossier: Dossier, proposal: Record, item: Record
) -> tuple[tuple[Record, ...], tuple[str, ...]]:
    """Give the terms of an item in order; those of the text accepted, if it accepts one."""
    own = _ordered_terms(dossier, item)
    if own or item.stance != Stance.ACCEPT_OTHER:
        return own, ()
    accepted = [
        other
        for number in sorted(earlier(dossier, proposal.id))
        for other in dossier.where("proposal_item", proposal_id=number, issue_id=item.issue_id)
        if (maker := dossier.get("proposal", number)) and maker.from_id != proposal.from_id
    ]
    if len(accepted) != 1:
        return (), ("It accepts the other side's text; which one is not recorded.",)
    other = dossier.get("proposal", accepted[0].proposal_id)
    code = "" if other is None else other.code
    return _ordered_terms(dossier, accepted[0]), (f"It accepts the text of {code}.",)


def _ordered_terms(dossier: Dossier, item: Record) -> tuple[Record, ...]:
    terms = dossier.where("term", item_id=item.id)
    return tuple(sorted(terms, key=lambda t: (t.seq, t.step_no or 0, quantity(t).describe())))


def newest_first(found: Iterable[Stand]) -> tuple[Stand, ...]:
    """Order stands by their days, the newest first."""
    return tuple(sorted(found, key=date_order, reverse=True))


def date_order(stand: Stand) -> tuple[date, date, int, str, str]:
    """Give the key that puts stands in order of their days, whatever order they were typed in."""
    when = stand.when
    last = date.max if when is None or when.latest is None else when.latest
    return (
        in_force_from(when) or date.min,
        last,
        stand.proposal.seq_in_day,
        stand.proposal.code,
        stand.item.uid,
    )

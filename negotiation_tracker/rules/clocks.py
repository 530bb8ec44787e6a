"""Legal clocks that the record starts: trigger, rule, and the day that follows from them.

Only for the regime the user chose; without one there are none (domain book, A2). A reminder,
never legal advice: see `clock_rules`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from negotiation_tracker.model.dates import FuzzyDate, KnownHow
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.vocabulary import (
    EngagementState,
    EventStatus,
    LegalRegime,
    MediationService,
    Role,
    Side,
    label,
)
from negotiation_tracker.rules.clock_rules import (
    NOT_ADVICE,
    NOTICE_KEY,
    RULES,
    ClockRule,
    Count,
    Start,
)
from negotiation_tracker.rules.derived import Derived, Ref, in_force_from, ref
from negotiation_tracker.rules.overlays import HAPPENED

__all__ = ["NOT_ADVICE", "REGIMES", "Clock", "ClockRule", "Count", "Start", "clocks", "shifted"]

REGIMES: Final = frozenset(rule.regime for rule in RULES)
"""Regimes with clocks."""
_SPACE: Final = UUID("6f0c2a1e-7d0b-5a55-9c39-3b1f0d6a7c11")
_PLANNED: Final = frozenset({EventStatus.ANNOUNCED, EventStatus.PLANNED_UNCONFIRMED})
_SATURDAY: Final = 5
_AT_WORK: Final = frozenset({EngagementState.APPOINTED, EngagementState.ACTIVE})


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal clock that something in the record starts.

    Attributes:
        rule: the rule.
        uid: identifier of the follow-up it becomes; the same each time it is worked out.
        trigger: the record that starts it, and in words.
        due: the day; its formula says how it was counted, its notes what to look at.
        owed_by: the participant that must act; None when it is not one side of the table.
        follow_up: the follow-up it has already become, or None.
        met: the event after which it need not be proposed, or None.

    """

    rule: ClockRule
    uid: str
    trigger: Ref
    trigger_words: str
    due: Derived[FuzzyDate]
    owed_by: int | None
    follow_up: Ref | None
    met: Ref | None

    @property
    def rule_text(self) -> str:
        """Give the rule with its condition, its source and the reminder that it is no advice."""
        condition = f"Only if {self.rule.only_if}." if self.rule.only_if else ""
        parts = (self.rule.text, condition, f"Source: {self.rule.source}.", NOT_ADVICE)
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class _Trigger:
    record: Record
    when: FuzzyDate | None
    words: str
    days: int | None = None


def clocks(view: RecordView, negotiation_id: int) -> tuple[Clock, ...]:
    """Work out every clock that the record of these talks starts, the earliest due first."""
    negotiation = view.get("negotiation", negotiation_id)
    if negotiation is None or negotiation.legal_regime not in REGIMES:
        return ()
    regime = LegalRegime(negotiation.legal_regime)
    found = [
        _clock(view, negotiation, rule, trigger)
        for rule in RULES
        if rule.regime is regime
        for trigger in _triggers(view, negotiation, rule)
    ]
    return tuple(sorted(found, key=_order))


def shifted(day: date, days: int, count: Count) -> date:
    """Give the day so many days after another, or before it for a negative number.

    Working days are Mondays to Fridays; holidays are not left out.

    Raises:
        OverflowError: the calendar does not reach that far.

    """
    if count is Count.CALENDAR:
        return day + timedelta(days=days)
    step = timedelta(days=1 if days > 0 else -1)
    for _ in range(abs(days)):
        day += step
        while day.weekday() >= _SATURDAY:
            day += step
    return day


def _order(clock: Clock) -> tuple[date, str, str]:
    return in_force_from(clock.due.value) or date.max, clock.rule.key, clock.uid


def _clock(view: RecordView, negotiation: Record, rule: ClockRule, trigger: _Trigger) -> Clock:
    uid = _uid(rule.key, trigger.record)
    known = view.where("follow_up", uid=uid)
    return Clock(
        rule=rule,
        uid=uid,
        trigger=ref(trigger.record),
        trigger_words=trigger.words,
        due=_due(rule, trigger),
        owed_by=_party(view, negotiation, rule.by),
        follow_up=ref(known[0]) if known else None,
        met=_met(view, negotiation, rule, trigger),
    )


def _uid(key: str, record: Record) -> str:
    return str(uuid5(_SPACE, f"{key}:{record.uid}"))


def _due(rule: ClockRule, trigger: _Trigger) -> Derived[FuzzyDate]:
    days = rule.days if trigger.days is None else trigger.days
    unit = "working day" if rule.count is Count.WORKING else "day"
    number = f"1 {unit}" if abs(days) == 1 else f"{abs(days)} {unit}s"
    formula = f"{number} {'before' if days < 0 else 'after'}: {trigger.words}"
    inputs = (ref(trigger.record),)
    when = trigger.when
    if when is None or when.earliest is None or when.latest is None:
        return Derived(None, formula, inputs, "The day it counts from is not known well enough.")
    try:
        first = shifted(when.earliest, days, rule.count)
        last = shifted(when.latest, days, rule.count)
    except OverflowError:
        return Derived(None, formula, inputs, "The calendar does not reach that far.")
    if first == last and not when.approx:
        due = FuzzyDate.day(first, known_how=KnownHow.INFERRED_CONTEXT, reason=formula)
    else:
        due = FuzzyDate.range(
            first, last, approx=when.approx, known_how=KnownHow.INFERRED_CONTEXT, reason=formula
        )
    return Derived(due, formula, inputs, notes=_notes(rule, first, last))


def _notes(rule: ClockRule, first: date, last: date) -> tuple[str, ...]:
    if rule.count is Count.WORKING:
        return ("Mondays to Fridays are counted; move the date for holidays.",)
    if first == last and first.weekday() >= _SATURDAY:
        day = "Saturday" if first.weekday() == _SATURDAY else "Sunday"
        return (f"This is a {day}; check whether the rule moves it.",)
    return ()


def _party(view: RecordView, negotiation: Record, side: Side | None) -> int | None:
    if side is None:
        return None
    parties = [
        one.id
        for one in view.where("participant", negotiation_id=negotiation.id, side=side.value)
        if one.role == Role.PARTY
    ]
    return parties[0] if len(parties) == 1 else None


def _met(view: RecordView, negotiation: Record, rule: ClockRule, trigger: _Trigger) -> Ref | None:
    for kind in sorted(rule.met_by):
        for event in view.where("event", negotiation_id=negotiation.id, kind=kind.value):
            later = trigger.when is None or not event.start.definitely_before(trigger.when)
            if event.status in HAPPENED and later:
                return ref(event)
    return None


# -- what starts a clock --


def _triggers(view: RecordView, negotiation: Record, rule: ClockRule) -> Iterator[_Trigger]:
    if rule.start in (Start.HAPPENED, Start.PLANNED):
        yield from _events(view, negotiation, rule)
    elif rule.start in (Start.MEDIATOR_APPOINTED, Start.PANEL_APPOINTED):
        yield from _appointments(view, negotiation, rule.start)
    elif rule.start is Start.NEW_SUBJECT:
        yield from _new_subjects(view, negotiation)
    elif negotiation.prior_contract_expiry is not None:
        yield _expiry(view, negotiation, rule)


def _events(view: RecordView, negotiation: Record, rule: ClockRule) -> Iterator[_Trigger]:
    statuses = HAPPENED if rule.start is Start.HAPPENED else _PLANNED
    for kind in sorted(rule.events):
        for event in view.where("event", negotiation_id=negotiation.id, kind=kind.value):
            if event.status in statuses:
                yield _Trigger(event, event.start, _words(event.title, event.start))


def _appointments(view: RecordView, negotiation: Record, start: Start) -> Iterator[_Trigger]:
    """Give when a mediator, or a fact-finding panel, was appointed; else when it began work."""
    for engagement in view.where("mediator_engagement", negotiation_id=negotiation.id):
        panel = engagement.service == MediationService.FACT_FINDING
        if panel != (start is Start.PANEL_APPOINTED):
            continue
        states = [
            state
            for state in view.where("mediator_state", engagement_id=engagement.id)
            if state.state in _AT_WORK
        ]
        if states:
            first = min(
                states,
                key=lambda s: (s.state != EngagementState.APPOINTED, s.date.sort_key(), s.id),
            )
            what = "fact-finding panel" if panel else "mediator"
            yield _Trigger(first, first.date, _words(f"{what} {label(first.state)}", first.date))


def _new_subjects(view: RecordView, negotiation: Record) -> Iterator[_Trigger]:
    """Give the issues that first came up after both sides' proposals were presented in public."""
    presented = [
        event.start
        for event in view.where("event", negotiation_id=negotiation.id, kind="sunshine_presented")
        if event.status in HAPPENED and event.start.latest is not None
    ]
    if not presented:
        return
    last = max(presented, key=lambda when: when.latest or date.min)
    for issue in view.where("issue", negotiation_id=negotiation.id):
        if issue.sunshined_on is not None or not issue.bargaining:
            continue
        first = _first_offered(view, issue)
        if first is not None and last.definitely_before(first):
            yield _Trigger(issue, first, _words(f"“{issue.title}” first offered", first))


def _first_offered(view: RecordView, issue: Record) -> FuzzyDate | None:
    dates = [
        proposal.date
        for item in view.where("proposal_item", issue_id=issue.id)
        if (proposal := view.get("proposal", item.proposal_id)) is not None
        and in_force_from(proposal.date) is not None
    ]
    return min(dates, key=FuzzyDate.sort_key, default=None)


def _expiry(view: RecordView, negotiation: Record, rule: ClockRule) -> _Trigger:
    expiry: FuzzyDate = negotiation.prior_contract_expiry
    if rule.start is Start.EXPIRY_OR_NOTICE:
        for notice in view.where("follow_up", uid=_uid(NOTICE_KEY, negotiation)):
            given = notice.done_on
            if notice.status == "done" and given is not None:
                return _Trigger(negotiation, given, _words("notice to the other party", given), 30)
    return _Trigger(negotiation, expiry, _words("the contract expires", expiry))


def _words(what: str, when: FuzzyDate | None) -> str:
    return f"{what} ({when.describe()})" if when is not None else f"{what} (not dated)"

"""States that lie over a phase and may coexist: strike, mediation, closure and so on (B7)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    EngagementState,
    EventKind,
    EventStatus,
    Role,
    StrikeKind,
)
from negotiation_tracker.rules.derived import Ref, in_force_from, refs
from negotiation_tracker.rules.engagements import mediator_name


class OverlayKind(StrEnum):
    """What may be going on beside the phase."""

    STRIKE = "strike"
    SYMPATHY_STRIKE = "sympathy_strike"
    LOCKOUT = "lockout"
    MEDIATION_ACTIVE = "mediation_active"
    TALKS_SUSPENDED = "talks_suspended"
    BLACKOUT = "blackout"
    UPC_PENDING = "upc_pending"
    CONTRACT_EXPIRED = "contract_expired"
    SCHOOLS_CLOSED = "schools_closed"


OVERLAY_WORDS = {
    OverlayKind.STRIKE: "strike",
    OverlayKind.SYMPATHY_STRIKE: "sympathy strike",
    OverlayKind.LOCKOUT: "lockout",
    OverlayKind.MEDIATION_ACTIVE: "mediation active",
    OverlayKind.TALKS_SUSPENDED: "talks suspended",
    OverlayKind.BLACKOUT: "media blackout",
    OverlayKind.UPC_PENDING: "unfair practice charge pending",
    OverlayKind.CONTRACT_EXPIRED: "contract expired",
    OverlayKind.SCHOOLS_CLOSED: "schools closed",
}
HAPPENED = frozenset({EventStatus.OCCURRED, EventStatus.ONGOING, EventStatus.ENDED})
"""Events that took place; announced, planned, alleged and cancelled ones change nothing."""
_SPANS = {
    EventKind.STRIKE: OverlayKind.STRIKE,
    EventKind.SYMPATHY_STRIKE: OverlayKind.SYMPATHY_STRIKE,
    EventKind.LOCKOUT: OverlayKind.LOCKOUT,
    EventKind.BLACKOUT: OverlayKind.BLACKOUT,
    EventKind.SCHOOL_CLOSURE: OverlayKind.SCHOOLS_CLOSED,
    EventKind.UPC_FILED: OverlayKind.UPC_PENDING,
    EventKind.UPC_COMPLAINT: OverlayKind.UPC_PENDING,
    EventKind.TALKS_STALLED: OverlayKind.TALKS_SUSPENDED,
    EventKind.CONTRACT_EXPIRED: OverlayKind.CONTRACT_EXPIRED,
}
# Kinds that go on until something ends them, though the event itself is a point in time.
_UNTIL = {
    OverlayKind.TALKS_SUSPENDED: frozenset({EventKind.TALKS_RESUMED}),
    OverlayKind.SCHOOLS_CLOSED: frozenset({EventKind.CLASSES_RESUMED}),
    OverlayKind.CONTRACT_EXPIRED: frozenset({EventKind.CONTRACT_SIGNED}),
    OverlayKind.UPC_PENDING: frozenset(),
}
_MEDIATION_OVER = frozenset(
    {
        EngagementState.PAUSED,
        EngagementState.DECLINED,
        EngagementState.COLLAPSED,
        EngagementState.ENDED_AGREED,
        EngagementState.ENDED_NO_AGREEMENT,
    }
)


@dataclass(frozen=True, slots=True)
class Overlay:
    """Something that goes on beside the phase, over days.

    Attributes:
        kind: what.
        start: first day; may be rough.
        end: last day, included; None when none is recorded.
        title: words of the record it comes from.
        inputs: what it was derived from.
        open: whether it goes on until an end is recorded.

    """

    kind: OverlayKind
    start: FuzzyDate
    end: FuzzyDate | None
    title: str
    inputs: tuple[Ref, ...]
    open: bool = False

    @property
    def words(self) -> str:
        """Give the name of what goes on."""
        return OVERLAY_WORDS[self.kind]

    def possible(self, day: date) -> bool:
        """Say whether it may have been going on on a day."""
        first = in_force_from(self.start)
        return first is not None and first <= day and self._last_possible() >= day

    def certain(self, day: date) -> bool:
        """Say whether it was going on on a day, whatever rough dates mean exactly."""
        if not self.possible(day) or self.start.latest is None or self.start.latest > day:
            return False
        if self.end is None:
            return self.start.certain() and self.start.latest == day
        return self.end.earliest is not None and day <= self.end.earliest

    def reason(self, day: date) -> str:
        """Say why it is taken to be going on on a day."""
        since = f"since {self.start.describe()}"
        if self.end is not None and self.end.latest is None:
            return f"{since}; the last day is not recorded ({self.end.describe()})"
        if self.end is not None:
            words = f"{since}, until {self.end.describe()}"
        elif self.open:
            words = f"{since}; no end is recorded"
        else:
            words = f"on {self.start.describe()}"
        return words if self.certain(day) or self.open else f"{words}; the days are not certain"

    def _last_possible(self) -> date:
        if self.end is not None:
            return self.end.latest or date.max
        if self.open:
            return date.max
        return self.start.latest or date.max


def overlays(dossier: Dossier, negotiation: Record) -> tuple[Overlay, ...]:
    """List all overlays of a negotiation as intervals, in order of their first days."""
    events = [
        event
        for event in dossier.where("event", negotiation_id=negotiation.id)
        if event.status in HAPPENED
    ]
    found = [
        *(o for event in events if (o := _from_event(dossier, event, events)) is not None),
        *_from_mediation(dossier, negotiation.id),
        *_from_expiry(negotiation, events),
    ]
    return tuple(sorted(found, key=lambda o: (o.start.sort_key(), o.kind, o.inputs)))


def on_day(found: Iterable[Overlay], day: date) -> tuple[Overlay, ...]:
    """List the overlays that may have been going on on a day."""
    return tuple(overlay for overlay in found if overlay.possible(day))


def _from_event(dossier: Dossier, event: Record, events: list[Record]) -> Overlay | None:
    kind = _SPANS.get(event.kind)
    if kind is None:
        return None
    if kind is OverlayKind.STRIKE and is_sympathy(dossier, event):
        kind = OverlayKind.SYMPATHY_STRIKE
    end, cause, goes_on = event.end, None, False
    if end is None and kind in _UNTIL:
        cause = _ender(event, kind, events)
        end = None if cause is None else _day_before(cause.start)
        goes_on = cause is None
    elif end is None:
        goes_on = event.status == EventStatus.ONGOING
    inputs = refs((event,) if cause is None else (event, cause))
    return Overlay(kind, event.start, end, str(event.title), inputs, goes_on)


def is_sympathy(dossier: Dossier, event: Record) -> bool:
    """Say whether a strike is one of solidarity: by its kind, or because only allies strike."""
    if event.kind == EventKind.SYMPATHY_STRIKE or event.strike_kind == StrikeKind.SYMPATHY:
        return True
    actors = [
        participant
        for actor in dossier.where("event_actor", event_id=event.id)
        if actor.participant_id is not None
        and (participant := dossier.get("participant", actor.participant_id)) is not None
    ]
    return bool(actors) and all(actor.role == Role.ALLY for actor in actors)


def _ender(event: Record, kind: OverlayKind, events: list[Record]) -> Record | None:
    begins = in_force_from(event.start) or date.min
    enders = [
        other
        for other in events
        if other.kind in _UNTIL[kind] and (in_force_from(other.start) or date.min) >= begins
    ]
    return min(enders, key=lambda e: (e.start.sort_key(), e.uid), default=None)


def _day_before(when: FuzzyDate) -> FuzzyDate:
    """Give the last day of what something dated so ended; the same roughness, a day earlier."""
    if when.certain() and when.earliest is not None and when.earliest > date.min:
        return FuzzyDate.day(date.fromordinal(when.earliest.toordinal() - 1))
    return when


def _from_mediation(dossier: Dossier, negotiation_id: int) -> Iterator[Overlay]:
    for engagement in dossier.where("mediator_engagement", negotiation_id=negotiation_id):
        states = sorted(
            dossier.where("mediator_state", engagement_id=engagement.id),
            key=lambda s: (in_force_from(s.date) or date.min, s.date.latest or date.max, s.id),
        )
        active: Record | None = None
        name = mediator_name(dossier, engagement)
        for state in states:
            if state.state == EngagementState.ACTIVE and active is None:
                active = state
            elif state.state in _MEDIATION_OVER and active is not None:
                inputs = refs((engagement, active, state))
                yield Overlay(OverlayKind.MEDIATION_ACTIVE, active.date, state.date, name, inputs)
                active = None
        if active is not None:
            inputs = refs((engagement, active))
            yield Overlay(OverlayKind.MEDIATION_ACTIVE, active.date, None, name, inputs, open=True)


def _from_expiry(negotiation: Record, events: list[Record]) -> Iterator[Overlay]:
    expiry = negotiation.prior_contract_expiry
    told = any(event.kind == EventKind.CONTRACT_EXPIRED for event in events)
    if expiry is None or told or in_force_from(expiry) is None:
        return
    signed = [event for event in events if event.kind == EventKind.CONTRACT_SIGNED]
    cause = min(signed, key=lambda e: (e.start.sort_key(), e.uid), default=None)
    end = None if cause is None else _day_before(cause.start)
    inputs = refs((negotiation,) if cause is None else (negotiation, cause))
    yield Overlay(
        OverlayKind.CONTRACT_EXPIRED, expiry, end, "Prior contract", inputs, cause is None
    )

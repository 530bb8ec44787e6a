"""Mediators: what state each engagement is in on a day."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import EngagementState, label
from negotiation_tracker.rules.derived import Derived, begun, in_force_from, refs
from negotiation_tracker.rules.wording import organization_name

_FORMULA = "the last state that began on or before the day"
_ENDED = frozenset(
    {
        EngagementState.DECLINED,
        EngagementState.COLLAPSED,
        EngagementState.ENDED_AGREED,
        EngagementState.ENDED_NO_AGREEMENT,
    }
)
# Which engagement to name first when there are several.
_RANK = (
    EngagementState.ACTIVE, EngagementState.PAUSED, EngagementState.APPOINTED,
    EngagementState.ACCEPTED_BY_BOTH, EngagementState.INFORMAL_CONTACTS,
    EngagementState.ACCEPTED_BY_ONE, EngagementState.REQUESTED,
    EngagementState.OFFERED_IF_NEEDED, EngagementState.OFFERED, EngagementState.UNKNOWN,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class EngagementView:
    """A mediator on a day.

    Attributes:
        engagement: the record.
        name: whom to show; "unnamed mediator" where no account names anybody.
        state: the state on the day; None, with the reason, when none had begun.
        since: since when; the first of several records of the same state in a row.
        states: the states reached by the day, in order.

    """

    engagement: Record
    name: str
    state: Derived[EngagementState]
    since: FuzzyDate | None
    states: tuple[Record, ...]

    @property
    def active(self) -> bool:
        """Say whether the mediator is at work on the day."""
        return self.state.value is EngagementState.ACTIVE

    @property
    def over(self) -> bool:
        """Say whether the engagement was declined, collapsed or ended."""
        return self.state.value in _ENDED

    @property
    def text(self) -> str:
        """Give the mediator in a line: "Pat Example: active since Thu 17 Jan 2019"."""
        if self.state.value is None:
            return f"{self.name}: {self.state.reason_not_computable}"
        words = f"{self.name}: {label(self.state.value)}"
        if self.since is None:
            return words
        return (
            f"{words}, {self.since.describe()}"
            if self.over
            else (f"{words} since {self.since.describe()}")
        )


def state_on(dossier: Dossier, engagement: Record, as_of: date) -> EngagementView:
    """Give the state of one engagement on a day.

    States of one day follow the order in which they were recorded.
    """
    states = sorted(dossier.where("mediator_state", engagement_id=engagement.id), key=_order)
    reached = tuple(state for state in states if begun(state.date, as_of))
    name = mediator_name(dossier, engagement)
    if not reached:
        reason = "no state recorded by this day"
        state = Derived[EngagementState](None, _FORMULA, refs((engagement,)), reason)
        return EngagementView(engagement, name, state, None, ())
    last = reached[-1]
    run: list[Record] = []
    for one in reversed(reached):
        if one.state != last.state:
            break
        run.append(one)
    return EngagementView(
        engagement,
        name,
        Derived(EngagementState(last.state), _FORMULA, refs((engagement, *reversed(run)))),
        run[-1].date,
        reached,
    )


def engagements_on(
    dossier: Dossier, negotiation_id: int, as_of: date
) -> tuple[EngagementView, ...]:
    """List the engagements of a negotiation that had begun by a day, those at work first."""
    views = [
        state_on(dossier, engagement, as_of)
        for engagement in dossier.where("mediator_engagement", negotiation_id=negotiation_id)
    ]
    begun_views = [view for view in views if view.states]
    return tuple(sorted(begun_views, key=_rank))


def mediator_name(dossier: Dossier, engagement: Record) -> str:
    """Give whom to show for an engagement."""
    if engagement.label:
        return str(engagement.label)
    person = None
    if engagement.person_id is not None:
        person = dossier.get("person", engagement.person_id)
    if person is not None:
        return str(person.name)
    organization = None
    if engagement.organization_id is not None:
        organization = dossier.get("organization", engagement.organization_id)
    return organization_name(organization) or "unnamed mediator"


def _order(state: Record) -> tuple[date, date, int]:
    when = state.date
    return in_force_from(when) or date.min, when.latest or date.max, state.id


def _rank(view: EngagementView) -> tuple[int, int, int]:
    state = view.state.value
    place = _RANK.index(state) if state in _RANK else len(_RANK)
    since = in_force_from(view.since) or date.min
    return place, -since.toordinal(), view.engagement.id

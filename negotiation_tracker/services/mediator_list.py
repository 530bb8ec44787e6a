"""Mediators in the talks: who, in which state on a day, through which states, and by whose word."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import EngagementState, label
from negotiation_tracker.rules.derived import begun, in_force_from
from negotiation_tracker.rules.engagements import EngagementView, mediator_name, state_on
from negotiation_tracker.rules.wording import organization_name
from negotiation_tracker.services.evidence import SourceLine, source_line
from negotiation_tracker.services.people_list import Line, PeopleBook, Row, session_line


@dataclass(frozen=True, slots=True)
class StateLine:
    """One dated state of an engagement.

    Attributes:
        line: the record in words, with its sources.
        reached: whether it had begun by the day shown.
        current: whether it is the state on the day shown.

    """

    line: Line
    reached: bool
    current: bool


@dataclass(frozen=True, slots=True)
class MediatorDetail:
    """An engagement on a day, with all its states and the sessions it led."""

    view: EngagementView
    day: date
    states: tuple[StateLine, ...]
    sessions: tuple[Line, ...]
    sources: tuple[SourceLine, ...]

    @property
    def engagement(self) -> Record:
        """Give the record of the engagement."""
        return self.view.engagement

    @property
    def state_words(self) -> str:
        """Give the state on the day in words, or why there is none."""
        state = self.view.state
        if state.value is None:
            return state.reason_not_computable
        words = label(state.value)
        since = self.view.since
        if since is None:
            return words
        return f"{words}, {since.describe()}" if self.view.over else (
            f"{words} since {since.describe()}"
        )  # fmt: skip


def mediators(book: PeopleBook, day: date) -> tuple[Row, ...]:
    """List the engagements of the talks shown with their state on a day, those begun first."""
    dossier = book.dossier
    rows = []
    for engagement in dossier.where("mediator_engagement", negotiation_id=book.negotiation_id):
        detail = _detail(book, engagement, day)
        office = ""
        if engagement.organization_id is not None:
            office = organization_name(dossier.get("organization", engagement.organization_id))
        row = Row(
            engagement.id, detail.view.name, detail.state_words, True, "neutral", (office,)
        )  # fmt: skip
        since = in_force_from(detail.view.since) or date.max
        rows.append(((not detail.view.states, detail.view.over, since, engagement.id), row))
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def mediator_detail(book: PeopleBook, engagement_id: int, day: date) -> MediatorDetail | None:
    """Collect everything about an engagement; None when it is not there (for this reader)."""
    engagement = book.dossier.get("mediator_engagement", engagement_id)
    return None if engagement is None else _detail(book, engagement, day)


def day_range(book: PeopleBook) -> tuple[date, date]:
    """Give the first and the last day on which a state of a mediator begins, up to today."""
    days = [book.day]
    for state in book.dossier.all("mediator_state"):
        engagement = book.dossier.get("mediator_engagement", state.engagement_id)
        day = in_force_from(state.date)
        if engagement is None or day is None:
            continue
        if engagement.negotiation_id == book.negotiation_id:
            days.append(day)
    return min(days), max(*days, book.day)


def _detail(book: PeopleBook, engagement: Record, day: date) -> MediatorDetail:
    dossier = book.dossier
    view = state_on(dossier, engagement, day)
    current = view.states[-1].id if view.states else None
    every = dossier.where("mediator_state", engagement_id=engagement.id)
    sessions = dossier.where("session", engagement_id=engagement.id)
    sessions.sort(key=lambda s: (in_force_from(s.date) or date.min, s.id), reverse=True)
    return MediatorDetail(
        view=view,
        day=day,
        states=tuple(
            StateLine(
                Line(
                    state,
                    label(EngagementState(state.state)),
                    state.date.describe_long(),
                    tuple(source_line(dossier, state)),
                ),
                reached=begun(state.date, day),
                current=state.id == current,
            )
            for state in sorted(every, key=_order)
        ),
        sessions=tuple(session_line(dossier, s) for s in sessions),
        sources=tuple(source_line(dossier, engagement)),
    )


def name_of(book: PeopleBook, engagement_id: int) -> str:
    """Give the name an engagement is shown by."""
    engagement = book.dossier.get("mediator_engagement", engagement_id)
    return "" if engagement is None else mediator_name(book.dossier, engagement)


def _order(state: Record) -> tuple[date, date, int]:
    when = state.date
    return in_force_from(when) or date.min, when.latest or date.max, state.id

"""Builds the history of a negotiation for one audience, from which every report is written.

It is given records that were already pruned for the reader and knows no others, so that nothing
it counts, numbers, derives or leaves out can show what the reader may not see.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from negotiation_tracker.exchange.chapters import (
    accounts,
    around,
    meetings,
    offers,
    people,
    standing,
    unknowns,
)
from negotiation_tracker.exchange.chapters.context import Context, disputed_uids
from negotiation_tracker.exchange.document import HistoryDocument, Line, Lines, Part
from negotiation_tracker.exchange.evidence import Evidence
from negotiation_tracker.exchange.names import Names, period
from negotiation_tracker.exchange.scope import WHOLE, Scope, narrow
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Handling, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import SessionStatus, label
from negotiation_tracker.rules import positions
from negotiation_tracker.rules.knowledge import as_known

T = TypeVar("T")

_STATUS_ORDER = (
    SessionStatus.HELD,
    SessionStatus.PARTLY_HELD,
    *(s for s in SessionStatus if s not in {SessionStatus.HELD, SessionStatus.PARTLY_HELD}),
)
_DATED = (("session", "date"), ("proposal", "date"), ("event", "start"), ("statement", "said_on"))


@dataclass(frozen=True, slots=True)
class Order:
    """What history to write.

    Attributes:
        negotiation_id: of which talks.
        reader: for whom; the records must have been pruned for them.
        as_of: day for which positions are given.
        known_by: use only what was published by this day; None for all.
        scope: what part of the talks.
        parts: chapters to write.
        withheld: number of records left out, to be told to the reader; None to say nothing.
        minutes: whether these are the joint minutes of sessions.

    """

    negotiation_id: int
    reader: Reader
    as_of: date
    known_by: date | None = None
    scope: Scope = WHOLE
    parts: frozenset[Part] = frozenset(Part)
    withheld: int | None = None
    minutes: bool = False


def build(dossier: Dossier, order: Order) -> HistoryDocument:
    """Write the history of a negotiation.

    Raises:
        NotFound: the negotiation is not among the records this reader may see.

    """
    negotiation = dossier.get("negotiation", order.negotiation_id)
    if negotiation is None:
        raise NotFound(
            "There is nothing to export for these readers.",
            "The negotiation itself is not marked for them.",
            "Choose another audience, or change who may see the negotiation.",
        )
    known = as_known(dossier, order.known_by)
    scoped = narrow(known, order.scope)
    names = Names(known)
    evidence = Evidence(known, names)
    context = Context(scoped, negotiation, names, evidence, order.as_of, disputed_uids(scoped))
    return _written(context, known, order)


def _written(context: Context, known: Dossier, order: Order) -> HistoryDocument:
    def if_asked(part: Part, chapter: Callable[[Context], tuple[T, ...]]) -> tuple[T, ...]:
        return chapter(context) if part in order.parts else ()

    # Chapters are made in reading order: the notes get their numbers on the way.
    stands = None
    if Part.STANDING in order.parts and order.scope.session_ids is None:
        stands = standing.standing(context, known)
    parties = if_asked(Part.PARTIES, people.parties)
    document = HistoryDocument(
        title=context.negotiation.title,
        subtitle=_subtitle(context, order),
        audience=AUDIENCE_LABELS[order.reader.audience],
        as_of=order.as_of,
        scope=scope_words(order.scope, len(context.own("session"))),
        intro=_intro(context, known, order),
        parts=order.parts,
        standing=stands,
        parties=parties,
        others=people.others(context, parties) if Part.PARTIES in order.parts else (),
        mediators=if_asked(Part.MEDIATORS, people.mediators),
        sessions=if_asked(Part.SESSIONS, meetings.sessions),
        offers=if_asked(Part.OFFERS, offers.offers),
        agreements=if_asked(Part.AGREEMENTS, offers.agreements),
        events=if_asked(Part.EVENTS, around.events),
        statements=if_asked(Part.STATEMENTS, around.statements),
        figures=if_asked(Part.FIGURES, accounts.figures),
        disputes=if_asked(Part.DISPUTES, accounts.disputes),
        follow_ups=if_asked(Part.FOLLOW_UPS, around.follow_ups),
        private_notes=if_asked(Part.PRIVATE_NOTES, around.private_notes),
        unknowns=if_asked(Part.UNKNOWNS, unknowns.unknowns),
        handling=handling_marks(context.dossier),
        withheld=order.withheld,
    )
    return _with_notes(document, context.evidence)


def _with_notes(document: HistoryDocument, evidence: Evidence) -> HistoryDocument:
    return replace(document, notes=evidence.notes, sources=evidence.sources)


def scope_words(scope: Scope, sessions: int) -> str:
    """Say what part of the talks is covered; "" for all of them."""
    if scope.session_ids is not None:
        return "one session" if sessions == 1 else f"{sessions} sessions"
    if scope.first is not None and scope.last is not None:
        return f"{short_date(scope.first)} to {short_date(scope.last)}"
    if scope.first is not None:
        return f"from {short_date(scope.first)}"
    return f"until {short_date(scope.last)}" if scope.last is not None else ""


def _subtitle(context: Context, order: Order) -> str:
    what = "Bargaining history"
    if order.scope.session_ids is not None:
        what = "Record of one session"
        if len(context.own("session")) != 1:
            what = "Record of selected sessions"
    if order.minutes:
        what = "Minutes, joint notes only"
    return ", ".join(filter(None, (what, _period(context, order))))


def _period(context: Context, order: Order) -> str:
    days: list[date] = []
    for kind, name in _DATED:
        for record in context.own(kind):
            value: FuzzyDate | None = getattr(record, name)
            if value is not None:
                days += [d for d in (value.earliest, value.latest) if d is not None]
    first, last = order.scope.first, order.scope.last
    begin = min(days, default=None) if first is None else first
    end = max(days, default=None) if last is None else last
    return period(begin, end)


def _intro(context: Context, known: Dossier, order: Order) -> tuple[tuple[str, Lines], ...]:
    rows: list[tuple[str, Lines]] = []
    principals = positions.principals(known, context.negotiation.id)
    if principals:
        rows.append(("Between", tuple(context.names.party(p.id) for p in principals)))
    if order.scope.session_ids is None:
        rows += standing.phase_facts(context, known)
    rows.append(("Sessions", (Line(_counted(context.own("session"))),)))
    if order.scope.first is not None or order.scope.last is not None:
        rows.append(("Covers", (Line(scope_words(order.scope, 0)),)))
    if order.known_by is not None:
        words = f"only what was published by {short_date(order.known_by)}"
        rows.append(("Known by", (Line(words),)))
    if order.minutes and any(s.locked_at is None for s in context.own("session")):
        rows.append(("Log", (Line("not locked yet: lines may still change"),)))
    if order.withheld is not None:
        rows.append(("Left out", (Line(_left_out(order.withheld)),)))
    if context.negotiation.sample:
        rows.append(("Kind of record", (Line("sample, written from news articles"),)))
    return tuple(rows)


def _counted(sessions: list[Record]) -> str:
    """Count sessions by what became of them, from those that are visible."""
    if not sessions:
        return "none recorded"
    counts: dict[str, int] = {}
    for session in sessions:
        counts[session.status] = counts.get(session.status, 0) + 1
    ordered = [(counts[s], label(s)) for s in _STATUS_ORDER if s in counts]
    return ", ".join(f"{number} {words}" for number, words in ordered)


def _left_out(number: int) -> str:
    return "nothing" if number == 0 else f"{number} record" + ("" if number == 1 else "s")


def handling_marks(dossier: Dossier) -> str:
    """Name the handling marks of what is inside; "" when all of it is public."""
    marks = {Handling(r.handling) for r in dossier} - {Handling.PUBLIC}
    ordered = [label(mark) for mark in Handling if mark in marks]
    return f"Handling: {', '.join(ordered)}" if ordered else ""

"""What a request for a finding of impasse asks for, filled from the record (domain book, A1).

The questions follow 8 CCR 32792 and the factors that PERB weighs. What the record does not hold
is named as a gap to fill in by hand; nothing is guessed. A reminder, not legal advice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    EventKind,
    LegalRegime,
    NegotiationKind,
    label,
)
from negotiation_tracker.rules import measures
from negotiation_tracker.rules.chains import is_principal
from negotiation_tracker.rules.derived import begun, in_force_from, the_negotiation
from negotiation_tracker.rules.impasse_answers import (
    ImpasseAnswer,
    about_parties,
    about_unit,
    shown,
)
from negotiation_tracker.rules.impasse_talks import open_issues, passed, settled_issues
from negotiation_tracker.rules.overlays import HAPPENED
from negotiation_tracker.rules.positions import grid, principals
from negotiation_tracker.rules.wording import participant_name

RULE = "8 CCR 32792"
"""The rule that the questions follow."""
_SUNSHINE = (
    EventKind.SUNSHINE_PRESENTED, EventKind.PUBLIC_COMMENT, EventKind.INITIAL_PROPOSAL_ADOPTED,
)  # fmt: skip
_IMPASSE = (
    EventKind.IMPASSE_DECLARED, EventKind.IMPASSE_DETERMINED, EventKind.IMPASSE_REPORTED,
)  # fmt: skip
_DISPUTES = {
    NegotiationKind.SUCCESSOR: "Negotiation of a successor agreement.",
    NegotiationKind.INITIAL: "Negotiation of a first agreement.",
    NegotiationKind.REOPENER: "Negotiation of reopened subjects during an agreement.",
    NegotiationKind.EFFECTS: "Negotiation of the effects of a decision.",
    NegotiationKind.MIDTERM: "Negotiation during the term of an agreement.",
}
_MINUTES = 60


@dataclass(frozen=True, slots=True)
class ImpasseSheet:
    """The sheet.

    Attributes:
        negotiation: the talks.
        as_of: the day it shows.
        answers: question by question.
        notes: what to know before it is used.

    """

    negotiation: Record
    as_of: date
    answers: tuple[ImpasseAnswer, ...]
    notes: tuple[str, ...]

    @property
    def gaps(self) -> tuple[str, ...]:
        """List everything that is to be filled in by hand."""
        return tuple(gap for answer in self.answers for gap in answer.gaps)


def sheet(
    dossier: Dossier, as_of: date, *, negotiation_id: int | None = None
) -> ImpasseSheet | None:
    """Fill the sheet from a dossier, as its reader may see it; None without a negotiation."""
    negotiation = the_negotiation(dossier, negotiation_id)
    if negotiation is None:
        return None
    asked = _Asked(dossier, negotiation, as_of)
    answers = (
        about_parties(dossier, asked.parties, as_of),
        about_unit(dossier, negotiation, asked.parties),
        asked.dispute(),
        asked.sunshine(),
        asked.began(),
        asked.sessions(),
        asked.impasse(),
        asked.agreed(),
        asked.open(),
        asked.description(),
    )
    return ImpasseSheet(negotiation, as_of, answers, asked.notes())


class _Asked:
    """Answers the questions, one method each."""

    def __init__(self, dossier: Dossier, negotiation: Record, as_of: date) -> None:
        self._dossier = dossier
        self._talks = negotiation
        self._as_of = as_of
        self.parties = principals(dossier, negotiation.id)
        self._grid = grid(dossier, as_of, negotiation_id=negotiation.id)
        self._events = [
            event
            for event in dossier.where("event", negotiation_id=negotiation.id)
            if event.status in HAPPENED and begun(event.start, as_of)
        ]

    def dispute(self) -> ImpasseAnswer:
        words = _DISPUTES.get(NegotiationKind(self._talks.kind))
        lines = [] if words is None else [words]
        expiry = self._talks.prior_contract_expiry
        if expiry is not None:
            lines.append(f"Prior contract expires: {expiry.describe()}")
        gaps = [] if words else ["Type of dispute: new agreement, reopener or other"]
        return ImpasseAnswer(3, "Type of dispute", *shown(lines, (), gaps, [self._talks]))

    def sunshine(self) -> ImpasseAnswer:
        events = self._of(_SUNSHINE)
        lines = [f"{event.title}: {event.start.describe()}" for event in events]
        issues = [
            row.issue
            for row in self._grid.rows
            if row.issue.sunshined_on is not None and begun(row.issue.sunshined_on, self._as_of)
        ]
        by_day: dict[str, list[str]] = {}
        for issue in issues:
            by_day.setdefault(issue.sunshined_on.describe(), []).append(str(issue.title))
        lines += [f"{day}: {', '.join(titles)}" for day, titles in by_day.items()]
        gaps = [] if lines else ["Dates on which the initial proposals were presented in public"]
        question = "Dates on which proposals were presented in public"
        return ImpasseAnswer(4, question, *shown(lines, (), gaps, [*events, *issues]))

    def began(self) -> ImpasseAnswer:
        events = self._of((EventKind.BARGAINING_BEGAN,))
        if events:
            first = events[0]
            lines, inputs = [first.start.describe()], [first]
        elif self._talks.opened is not None:
            lines, inputs = [self._talks.opened.describe()], [self._talks]
        else:
            held = self._held()
            lines = [f"First session on record: {held[0].date.describe()}"] if held else []
            inputs = held[:1]
        gaps = [] if lines else ["Date on which negotiations began"]
        return ImpasseAnswer(5, "Date negotiations began", *shown(lines, (), gaps, inputs))

    def sessions(self) -> ImpasseAnswer:
        held = self._held()
        time = measures.table_time(self._dossier, self._talks.id, self._as_of)
        lines, remarks, gaps = [], [], []
        if held:
            lines.append(f"Sessions held: {len(held)}")
            first, last = held[0].date.describe(), held[-1].date.describe()
            lines.append(f"First {first}, last {last}" if len(held) > 1 else f"On {first}")
            remarks.append("Counted from the sessions on record; others may not be recorded.")
        else:
            gaps.append("Number of negotiating sessions")
        if time.minutes.value is not None:
            hours = f"{time.minutes.value / _MINUTES:.1f}".removesuffix(".0")
            lines.append(f"Time at the table: about {hours} hours, less caucuses and breaks")
            average = time.minutes.value / _MINUTES / len(time.counted)
            lines.append(f"Average of a session: about {average:.1f} hours")
            remarks += time.minutes.notes
        if time.minutes.value is None or time.uncounted:
            gaps.append("Approximate total hours")
        question = "Number of sessions and approximate total hours"
        return ImpasseAnswer(6, question, *shown(lines, remarks, gaps, held))

    def impasse(self) -> ImpasseAnswer:
        events = self._of(_IMPASSE)
        words = {
            EventKind.IMPASSE_DECLARED: "Declared",
            EventKind.IMPASSE_DETERMINED: "Determined by the agency",
            EventKind.IMPASSE_REPORTED: "Reported",
        }
        lines = [f"{words[EventKind(e.kind)]}{self._by(e)}: {e.start.describe()}" for e in events]
        declared = [e for e in events if e.kind == EventKind.IMPASSE_DECLARED]
        remarks = []
        if events and not declared:
            remarks.append("The record has no declaration by a party: a report is not one.")
        gaps = [] if declared else ["Date of impasse, and which party declares it"]
        return ImpasseAnswer(7, "Date of impasse", *shown(lines, remarks, gaps, events))

    def agreed(self) -> ImpasseAnswer:
        found = settled_issues(self._dossier, self._grid, self._as_of)
        lines = [f"Number: {len(found)}", *(one.line for one in found)]
        records = [record for one in found for record in one.records]
        remarks = ("Counted only where both sides have signed the same text.",)
        question = "Issues tentatively agreed: number and subject"
        return ImpasseAnswer(8, question, *shown(lines, remarks, (), records))

    def open(self) -> ImpasseAnswer:
        found = open_issues(self._grid)
        lines = [f"Number: {len(found)}", *(one.line for one in found)]
        gaps = () if self._grid.rows else ("Number and subject of the issues in dispute",)
        records = [record for one in found for record in one.records]
        return ImpasseAnswer(
            9, "Open issues: number and subject", *shown(lines if found else (), (), gaps, records)
        )

    def description(self) -> ImpasseAnswer:
        told = passed(self._dossier, self._talks.id, self._as_of, self.parties)
        question = "Description of the negotiations, with proposals and counterproposals"
        lines = [line for one in told for line in one.lines]
        offers = [record for one in told for record in one.records]
        remarks = () if not offers else ("Offers on record only; supposals are not counted.",)
        gaps = ["Remarks on the course of the negotiations"]
        return ImpasseAnswer(10, question, *shown(lines, remarks, gaps, offers))

    def notes(self) -> tuple[str, ...]:
        notes = []
        if self._talks.legal_regime != LegalRegime.EERA:
            regime = self._talks.legal_regime
            named = "not known" if regime == LegalRegime.UNKNOWN else label(regime)
            notes.append(f"{RULE} is a rule under the EERA; the law of these talks is {named}.")
        notes.append("Filled from the record; check every line before it is filed.")
        return tuple(notes)

    def _held(self) -> list[Record]:
        return sorted(
            (
                session
                for session in self._dossier.where("session", negotiation_id=self._talks.id)
                if session.status in measures.HELD and begun(session.date, self._as_of)
            ),
            key=lambda s: (in_force_from(s.date) or date.max, s.id),
        )

    def _of(self, kinds: Sequence[EventKind]) -> list[Record]:
        found = [event for event in self._events if event.kind in kinds]
        return sorted(found, key=lambda e: (in_force_from(e.start) or date.max, e.id))

    def _by(self, event: Record) -> str:
        names = [
            participant_name(self._dossier, actor.participant_id)
            for actor in self._dossier.where("event_actor", event_id=event.id)
            if is_principal(self._participant(actor.participant_id))
        ]
        return f" by {' and '.join(names)}" if names else ""

    def _participant(self, participant_id: int | None) -> Record | None:
        return None if participant_id is None else self._dossier.get("participant", participant_id)

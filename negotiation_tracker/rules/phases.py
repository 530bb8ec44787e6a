"""The phase of a negotiation on a day, derived from events, never typed in (domain book, B7)."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    AgreementScope,
    ApprovalResult,
    EventKind,
    LegalRegime,
    Phase,
    SessionStatus,
    label,
)
from negotiation_tracker.rules.agreements import AgreementStatus, in_force, view
from negotiation_tracker.rules.derived import (
    Derived,
    begun,
    in_force_from,
    not_computable,
    refs,
    the_negotiation,
)
from negotiation_tracker.rules.overlays import (
    HAPPENED,
    Overlay,
    OverlayKind,
    on_day,
    overlays,
)

PHASE_OF = {
    EventKind.SUNSHINE_PRESENTED: Phase.SUNSHINED,
    EventKind.INITIAL_PROPOSAL_ADOPTED: Phase.SUNSHINED,
    EventKind.BARGAINING_BEGAN: Phase.BARGAINING,
    EventKind.GROUND_RULES_AGREED: Phase.BARGAINING,
    EventKind.TALKS_RESUMED: Phase.BARGAINING,
    EventKind.IMPASSE_DECLARED: Phase.IMPASSE,
    EventKind.IMPASSE_DETERMINED: Phase.IMPASSE,
    EventKind.IMPASSE_REPORTED: Phase.IMPASSE,
    EventKind.MEDIATION_STARTED: Phase.MEDIATION,
    EventKind.FACTFINDING_REQUESTED: Phase.FACTFINDING,
    EventKind.FACTFINDING_HEARING: Phase.FACTFINDING,
    EventKind.FACTFINDING_REPORT_RECEIVED: Phase.POST_FACTFINDING,
    EventKind.FACTFINDING_PUBLISHED: Phase.POST_FACTFINDING,
    EventKind.TERMS_IMPOSED: Phase.IMPOSED,
    EventKind.RATIFICATION_VOTE: Phase.RATIFICATION,
    EventKind.BOARD_ADOPTION: Phase.RATIFICATION,
    EventKind.CONTRACT_SIGNED: Phase.RATIFIED,
}
"""Events that carry a phase; one that only announces, such as a strike, carries none."""
_FORMULA = "the latest event that carries a phase"
_SESSIONS_HELD = frozenset({SessionStatus.HELD, SessionStatus.PARTLY_HELD})
_FACTFINDING_DONE = frozenset(
    {EventKind.FACTFINDING_REPORT_RECEIVED, EventKind.FACTFINDING_PUBLISHED}
)


@dataclass(frozen=True, slots=True)
class PhaseView:
    """Where the process stands on a day.

    Attributes:
        phase: the phase; "unknown" is an answer of its own, with the reason.
        since: since when; None when not known.
        overlays: what else goes on that day.
        reasons: how the phase was found, in sentences.
        notes: steps of the process that the record does not show, said neutrally.
        set_by_hand: whether a person set the phase, with a reason.

    """

    phase: Derived[Phase]
    since: FuzzyDate | None
    overlays: tuple[Overlay, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...] = ()
    set_by_hand: bool = False

    @property
    def text(self) -> str:
        """Give phase and overlays in a line: "bargaining; strike, mediation active"."""
        phase = label(self.phase.value or Phase.UNKNOWN)
        going_on = ", ".join(dict.fromkeys(overlay.words for overlay in self.overlays))
        return f"{phase}; {going_on}" if going_on else phase


@dataclass(frozen=True, slots=True)
class _Bearer:
    """Something dated that carries a phase."""

    when: FuzzyDate
    order: int
    phase: Phase
    reason: str
    records: tuple[Record, ...]


def phase(dossier: Dossier, as_of: date, *, negotiation_id: int | None = None) -> PhaseView:
    """Give the phase and the overlays of a negotiation on a day, with reasons."""
    negotiation = the_negotiation(dossier, negotiation_id)
    if negotiation is None:
        none: Derived[Phase] = not_computable(_FORMULA, "There is no negotiation to look at.")
        return PhaseView(none, None, (), ())
    going_on = on_day(overlays(dossier, negotiation), as_of)
    bearers = _bearers(dossier, negotiation, as_of)
    last = max(bearers, key=_bearer_order, default=None)
    if negotiation.phase_override is not None:
        value = Derived(Phase(negotiation.phase_override), "set by hand", refs((negotiation,)))
        reasons = (f"Set by hand: {negotiation.phase_override_reason or 'no reason given'}",)
        events = () if last is None else (f"The events alone say {label(last.phase)}.",)
        return PhaseView(value, None, going_on, reasons, events, set_by_hand=True)
    if last is None:
        return _without_events(dossier, negotiation, as_of, going_on)
    notes = _process_notes(dossier, negotiation, as_of, going_on)
    value = Derived(last.phase, _FORMULA, refs(last.records))
    return PhaseView(value, last.when, going_on, (last.reason,), notes)


def _bearer_order(bearer: _Bearer) -> tuple[date, date, int]:
    first = in_force_from(bearer.when) or date.min
    return first, bearer.when.latest or date.max, bearer.order


def _bearers(dossier: Dossier, negotiation: Record, as_of: date) -> list[_Bearer]:
    events = [
        event
        for event in dossier.where("event", negotiation_id=negotiation.id)
        if event.status in HAPPENED and begun(event.start, as_of)
    ]
    found: list[_Bearer] = []
    for event in sorted(events, key=_event_order):
        carried = PHASE_OF.get(event.kind)
        if event.kind == EventKind.MEDIATION_COLLAPSED:
            # Talks go back to where they were before mediation began.
            before = [b for b in found if b.phase is not Phase.MEDIATION]
            if not before or found[-1].phase is not Phase.MEDIATION:
                continue
            carried = before[-1].phase
        if carried is not None:
            reason = f"{event.title} ({event.start.describe()})."
            found.append(_Bearer(event.start, 0, carried, reason, (event,)))
    found += _agreement_bearers(dossier, negotiation, as_of)
    if negotiation.closed is not None and begun(negotiation.closed, as_of):
        reason = f"The talks were closed ({negotiation.closed.describe()})."
        found.append(_Bearer(negotiation.closed, 3, Phase.CLOSED, reason, (negotiation,)))
    return found


def _event_order(event: Record) -> tuple[date, date, int]:
    return in_force_from(event.start) or date.min, event.start.latest or date.max, event.id


def _agreement_bearers(dossier: Dossier, negotiation: Record, as_of: date) -> list[_Bearer]:
    """Find what agreements on the whole carry; agreements on parts leave the phase alone."""
    found = []
    for agreement in dossier.where("tentative_agreement", negotiation_id=negotiation.id):
        when = agreement.reached_on
        if agreement.scope != AgreementScope.WHOLE or when is None or not begun(when, as_of):
            continue
        state = view(dossier, agreement, as_of)
        if state.status in (AgreementStatus.DRAFT, AgreementStatus.ONE_SIDE):
            continue
        found.append(
            _Bearer(when, 1, Phase.TA_WHOLE, f"{agreement.code}: {state.reason}", (agreement,))
        )
        for vote in dossier.where("approval", agreement_id=agreement.id):
            closed = vote.closed_on
            if closed is None or not begun(closed, as_of):
                continue
            body = label(vote.body)
            if vote.result == ApprovalResult.REJECTED:
                reason = f"{agreement.code} was voted down ({body}); talks go on."
                found.append(_Bearer(closed, 2, Phase.BARGAINING, reason, (agreement, vote)))
            elif vote.result == ApprovalResult.APPROVED:
                ratified = state.status is AgreementStatus.RATIFIED
                carried = Phase.RATIFIED if ratified else Phase.RATIFICATION
                reason = f"{agreement.code} was approved ({body})."
                found.append(_Bearer(closed, 2, carried, reason, (agreement, vote)))
    return found


def _without_events(
    dossier: Dossier, negotiation: Record, as_of: date, going_on: tuple[Overlay, ...]
) -> PhaseView:
    """Fall back on sessions, offers and the opening date where no event carries a phase."""
    held = [
        session
        for session in dossier.where("session", negotiation_id=negotiation.id)
        if session.status in _SESSIONS_HELD and begun(session.date, as_of)
    ]
    offers = [
        proposal
        for proposal in dossier.where("proposal", negotiation_id=negotiation.id)
        if proposal.date is not None and begun(proposal.date, as_of)
    ]
    if held or offers:
        reason = "No event says so, but sessions were held or offers passed."
        first = refs((held or offers)[:1])
        return PhaseView(Derived(Phase.BARGAINING, reason, first), None, going_on, (reason,))
    if negotiation.opened is not None and begun(negotiation.opened, as_of):
        reason = f"The talks opened ({negotiation.opened.describe()})."
        value = Derived(Phase.BARGAINING, reason, refs((negotiation,)))
        return PhaseView(value, negotiation.opened, going_on, (reason,))
    planned = dossier.where("session", negotiation_id=negotiation.id)
    if planned:
        reason = "Sessions are planned; none is recorded as held by this day."
        value = Derived(Phase.PREPARING, reason, refs(planned))
        return PhaseView(value, None, going_on, (reason,))
    reason = "Nothing recorded by this day says how far the talks are."
    value = Derived(Phase.UNKNOWN, _FORMULA, refs((negotiation,)), notes=(reason,))
    return PhaseView(value, None, going_on, (reason,))


def _process_notes(
    dossier: Dossier, negotiation: Record, as_of: date, going_on: tuple[Overlay, ...]
) -> tuple[str, ...]:
    """Name steps the record does not show; information only, for the regime the user chose."""
    if negotiation.legal_regime != LegalRegime.EERA:
        return ()
    events = [
        event.kind
        for event in dossier.where("event", negotiation_id=negotiation.id)
        if event.status in HAPPENED and begun(event.start, as_of)
    ]
    notes = []
    striking = any(overlay.kind is OverlayKind.STRIKE for overlay in going_on)
    if striking and not _FACTFINDING_DONE & set(events):
        notes.append("A strike is recorded; no fact-finding report is recorded before it.")
    found = EventKind.IMPASSE_REPORTED in events
    if found and EventKind.IMPASSE_DETERMINED not in events:
        notes.append("The impasse is reported; no determination by the agency is recorded.")
    if in_force(dossier, negotiation.id, as_of) and striking:
        notes.append("A signed agreement and a strike are recorded for the same day.")
    return tuple(notes)

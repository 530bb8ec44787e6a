"""The legal clocks the program knows: rule in our own words, where it stands, what starts it.

Reminders, not legal advice: the statutes decide, agencies extend days that fall on holidays, and
parties may agree on others. Each clock is proposed only under the regime the user chose for the
talks (domain book, A1 and A2), and every date stays editable.
"""

from dataclasses import dataclass
from enum import StrEnum

from negotiation_tracker.model.vocabulary import EventKind, LegalRegime, Side


class Count(StrEnum):
    """Which days are counted."""

    CALENDAR = "calendar"
    WORKING = "working"


class Start(StrEnum):
    """What kind of thing starts a clock."""

    HAPPENED = "happened"
    PLANNED = "planned"
    MEDIATOR_APPOINTED = "mediator_appointed"
    PANEL_APPOINTED = "panel_appointed"
    NEW_SUBJECT = "new_subject"
    EXPIRY = "expiry"
    EXPIRY_OR_NOTICE = "expiry_or_notice"


@dataclass(frozen=True, slots=True)
class ClockRule:
    """One legal clock.

    Attributes:
        key: name in the program; part of the identifier of what is proposed, so it never changes.
        regime: the law it belongs to.
        title: what is to be done.
        start: what starts it; `events` names the kinds of event where it is one.
        days: days from the start; negative for days before it.
        count: which days are counted.
        text: the rule in our own words.
        source: where it stands.
        by: the side that must act; None for an agency, a panel or both sides.
        only_if: a condition that the record cannot tell; empty when there is none.
        met_by: kinds of event after which it no longer needs to be proposed.

    """

    key: str
    regime: LegalRegime
    title: str
    start: Start
    days: int
    text: str
    source: str
    count: Count = Count.CALENDAR
    events: frozenset[EventKind] = frozenset()
    by: Side | None = None
    only_if: str = ""
    met_by: frozenset[EventKind] = frozenset()


NOT_ADVICE = "A reminder, not legal advice. Check the rule and the date before relying on it."
"""Stands wherever clocks are shown."""
NOTICE_KEY = "nlra-notice"
"""The notice to the other party; once it is given, the notice to the agencies counts from it."""

_K = EventKind
_E, _N = LegalRegime.EERA, LegalRegime.NLRA
_FACTFINDING = frozenset({_K.FACTFINDING_REQUESTED, _K.TA_REACHED, _K.TERMS_IMPOSED})
_HEALTH = "the employer is a health care institution"

RULES: tuple[ClockRule, ...] = (
    ClockRule(
        key="eera-new-subject",
        regime=_E,
        title="Make a new subject of bargaining public",
        start=Start.NEW_SUBJECT,
        days=1,
        text=(
            "A subject that comes up after the initial proposals were presented in public is "
            "itself made public within 24 hours."
        ),
        source="Cal. Gov. Code 3547(d)",
        by=Side.MANAGEMENT,
    ),
    ClockRule(
        key="eera-determination",
        regime=_E,
        title="PERB decides whether there is an impasse",
        start=Start.HAPPENED,
        events=frozenset({_K.IMPASSE_DECLARED}),
        days=5,
        count=Count.WORKING,
        text=(
            "PERB decides within five working days of receiving the request whether an impasse "
            "exists. The record holds the day it was declared; if the request came on another "
            "day, move the date."
        ),
        source="Cal. Gov. Code 3548; 8 CCR 32793",
        met_by=frozenset({_K.IMPASSE_DETERMINED, _K.TA_REACHED}),
    ),
    ClockRule(
        key="eera-factfinding-possible",
        regime=_E,
        title="Fact-finding may be asked for from now on",
        start=Start.MEDIATOR_APPOINTED,
        days=15,
        text=(
            "When a mediator has not brought a settlement within 15 days of appointment and says "
            "that fact-finding is appropriate, either party may ask for it in writing."
        ),
        source="Cal. Gov. Code 3548.1(a)",
        met_by=_FACTFINDING,
    ),
    ClockRule(
        key="eera-panel-members",
        regime=_E,
        title="Each party names its member of the fact-finding panel",
        start=Start.HAPPENED,
        events=frozenset({_K.FACTFINDING_REQUESTED}),
        days=5,
        text=(
            "Each party selects its member of the panel within five days of receiving the "
            "request; PERB selects the chair within five days after that."
        ),
        source="Cal. Gov. Code 3548.1(a)",
        met_by=frozenset({_K.FACTFINDING_HEARING, _K.FACTFINDING_REPORT_RECEIVED, _K.TA_REACHED}),
    ),
    ClockRule(
        key="eera-panel-report",
        regime=_E,
        title="The fact-finding panel makes findings and recommends terms",
        start=Start.PANEL_APPOINTED,
        days=30,
        text=(
            "If the dispute is not settled within 30 days of the panel's appointment, or a longer "
            "time both parties agree on, the panel makes advisory findings, to the parties in "
            "private first."
        ),
        source="Cal. Gov. Code 3548.3(a)",
        met_by=frozenset({_K.FACTFINDING_REPORT_RECEIVED, _K.TA_REACHED}),
    ),
    ClockRule(
        key="eera-publish-report",
        regime=_E,
        title="Make the fact-finding report public",
        start=Start.HAPPENED,
        events=frozenset({_K.FACTFINDING_REPORT_RECEIVED}),
        days=10,
        text=(
            "The employer makes the findings and recommendations public within ten days of "
            "receiving them."
        ),
        source="Cal. Gov. Code 3548.3(a)",
        by=Side.MANAGEMENT,
        met_by=frozenset({_K.FACTFINDING_PUBLISHED}),
    ),
    ClockRule(
        key="eera-county-review",
        regime=_E,
        title="Give the agreement to the county office for review",
        start=Start.PLANNED,
        events=frozenset({_K.BOARD_ADOPTION}),
        days=-10,
        count=Count.WORKING,
        text=(
            "A district with a qualified or negative certification gives the county office at "
            "least ten working days to review a proposed agreement before it is adopted."
        ),
        source="Cal. Gov. Code 3540.2",
        by=Side.MANAGEMENT,
        only_if="the district is certified as qualified or negative",
    ),
    ClockRule(
        key="eera-budget-revisions",
        regime=_E,
        title="Send the budget revisions that pay for the agreement",
        start=Start.HAPPENED,
        events=frozenset({_K.BOARD_ADOPTION}),
        days=45,
        text=(
            "Revisions of the budget that the agreement needs are due within 45 days of its "
            "adoption."
        ),
        source="Cal. Gov. Code 3547.5; Cal. Educ. Code 42142",
        by=Side.MANAGEMENT,
    ),
    ClockRule(
        key=NOTICE_KEY,
        regime=_N,
        title="Written notice to the other party",
        start=Start.EXPIRY,
        days=-60,
        text=(
            "Who wants to end or change a contract gives the other party written notice 60 days "
            "before it expires. Terms stay in force, without strike or lockout, for 60 days after "
            "the notice or until expiry, whichever is later."
        ),
        source="NLRA 8(d)(1) and (4), 29 U.S.C. 158(d)",
    ),
    ClockRule(
        key="nlra-agencies",
        regime=_N,
        title="Notice to FMCS (form F-7) and to the state agency",
        start=Start.EXPIRY_OR_NOTICE,
        days=-30,
        text=(
            "FMCS and the state's mediation agency are told of the dispute within 30 days of the "
            "notice to the other party. Counted from that notice once it is marked as done here; "
            "until then, from a notice given on the last day."
        ),
        source="NLRA 8(d)(3), 29 U.S.C. 158(d)",
    ),
    ClockRule(
        key="nlra-health-notice",
        regime=_N,
        title="Written notice to the other party (health care)",
        start=Start.EXPIRY,
        days=-90,
        text="In health care the notice to the other party is due 90 days before expiry.",
        source="NLRA 8(d)(A), 29 U.S.C. 158(d)",
        only_if=_HEALTH,
    ),
    ClockRule(
        key="nlra-health-agencies",
        regime=_N,
        title="Notice to FMCS and to the state agency (health care)",
        start=Start.EXPIRY,
        days=-60,
        text="In health care the notice to FMCS and the state agency is due 60 days before expiry.",
        source="NLRA 8(d)(A), 29 U.S.C. 158(d)",
        only_if=_HEALTH,
    ),
    ClockRule(
        key="nlra-strike-notice",
        regime=_N,
        title="Notice of a strike or picket to the employer and FMCS",
        start=Start.PLANNED,
        events=frozenset({_K.STRIKE, _K.SYMPATHY_STRIKE, _K.PICKET}),
        days=-10,
        text=(
            "A strike or picket at a health care institution is announced to it and to FMCS in "
            "writing at least ten days ahead, with day and time."
        ),
        source="NLRA 8(g), 29 U.S.C. 158(g)",
        by=Side.LABOR,
        only_if=_HEALTH,
    ),
)
"""All clocks, in the order they usually come."""

"""Mediators: engagements and their dated states."""

from negotiation_tracker.model.columns import choice, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    EngagementState,
    MediationService,
    MediatorKind,
    YesNoUnknown,
)


class MediatorEngagementFields(RecordFields):
    """A neutral's part in one negotiation."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    person_id: int | None = ref("person", "Person", "The mediator, if a person is named.")
    organization_id: int | None = ref(
        "organization", "Organization", "Office or agency, if one is named."
    )
    unnamed: bool = flag("Unnamed", "The account names nobody.", default=False)
    label: str = words("Label", "Name shown for this engagement.")
    kind: MediatorKind = choice(
        MediatorKind, "Kind", "Where the mediator comes from.", MediatorKind.UNKNOWN
    )
    service: MediationService = choice(
        MediationService, "Service", "What the neutral does.", MediationService.UNKNOWN
    )
    confidentiality_asked: YesNoUnknown = choice(
        YesNoUnknown,
        "Confidentiality asked",
        "Whether the mediator asked for silence.",
        YesNoUnknown.UNKNOWN,
    )
    confidentiality_account: str = words("By whose account", "Who says so.")
    note: str = words("Note", "Anything worth knowing.", long=True)


class MediatorEngagement(MediatorEngagementFields, Keys, table=True):
    """Table of mediator engagements."""

    __tablename__ = "mediator_engagement"


class MediatorStateFields(RecordFields):
    """One dated state of an engagement; the state on a day is the last one begun by then."""

    engagement_id: int = ref(
        "mediator_engagement", "Engagement", "Whose state.", required=True, owned=True
    )
    state: EngagementState = choice(EngagementState, "State", "State reached.")
    date: FuzzyDate = fuzzy("Date", "Since when.", required=True)
    note: str = words("Note", "What is said about it.", long=True)


class MediatorState(MediatorStateFields, Keys, table=True):
    """Table of mediator states."""

    __tablename__ = "mediator_state"

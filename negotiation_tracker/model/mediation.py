"""Mediators: engagements, their dated states, and the offers they are authorised to convey."""

from negotiation_tracker.model.columns import choice, clock, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    AuthorisedOfferStatus,
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


class AuthorisedOfferFields(RecordFields):
    """What a side authorised the mediator to tell the other side, and what became of it.

    It stays in the confidence of the side that authorised it. Conveying it makes a proposal of
    its own; nothing else of this record crosses.
    """

    handling: Handling = choice(
        Handling, "Who may see this", "Handling mark of the offer.", Handling.MEDIATION_CAUCUS
    )
    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    session_id: int | None = ref("session", "Session", "Where it was authorised.", unlink=True)
    engagement_id: int | None = ref(
        "mediator_engagement", "Mediator", "Mediator who may convey it.", unlink=True
    )
    from_id: int = ref("participant", "From", "Side that authorised it.", required=True)
    authorised_by_id: int | None = ref("person", "Authorised by", "Who said it may be conveyed.")
    authorised_on: FuzzyDate = fuzzy("Authorised on", "When it was authorised.", required=True)
    authorised_at: ClockTime | None = clock("Authorised at", "Time of day.")
    terms: str = words("Terms", "The exact terms that may be conveyed.", required=True, long=True)
    conditions: str = words("Conditions", "On what condition it may be conveyed.", long=True)
    kept_back: str = words("Kept back", "What may not be told to the other side.", long=True)
    valid_until: FuzzyDate | None = fuzzy("Valid until", "Last day it may be conveyed.")
    valid_until_at: ClockTime | None = clock("Valid until, time", "Time on that day.")
    status: AuthorisedOfferStatus = choice(
        AuthorisedOfferStatus, "Status", "What became of it.", AuthorisedOfferStatus.OPEN
    )
    conveyed_on: FuzzyDate | None = fuzzy("Conveyed on", "When the other side was told.")
    conveyed_at: ClockTime | None = clock("Conveyed at", "Time of day.")
    conveyed_as_id: int | None = ref(
        "proposal", "Conveyed as", "Proposal made by conveying it.", unlink=True
    )
    response: str = words("Response", "What the other side answered.", long=True)


class AuthorisedOffer(AuthorisedOfferFields, Keys, table=True):
    """Table of authorised offers."""

    __tablename__ = "authorised_offer"

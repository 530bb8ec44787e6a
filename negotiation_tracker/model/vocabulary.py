"""The closed lists of the record: one enumeration per allowed-values field.

Values are the words that are stored, exported and typed on the command line; `label()` gives
the words a person reads. Lists follow the data dictionary of the project (process terms of
California's EERA and of the NLRA where they differ).
"""

from enum import StrEnum

from negotiation_tracker.model.evidence_vocabulary import (
    CitationMode,
    Desk,
    DisputeKind,
    DisputeStatus,
    EventKind,
    EventStatus,
    FollowUpKind,
    FollowUpStatus,
    HowStated,
    SegmentRole,
    SourceKind,
    SpeechAct,
    StatementChannel,
    StrikeKind,
    TermsOfUse,
)
from negotiation_tracker.model.labels import label
from negotiation_tracker.model.offer_vocabulary import (
    ActionKind,
    AgreementMark,
    AgreementScope,
    ApprovalBody,
    ApprovalResult,
    Formality,
    Measure,
    PackageRule,
    ProposalChannel,
    ProposalKind,
    SignMethod,
    Spread,
    Stance,
    Stated,
    TermBasis,
)

__all__ = [
    "ActionKind",
    "AgreementMark",
    "AgreementScope",
    "ApprovalBody",
    "ApprovalResult",
    "AttendanceMode",
    "BargainingScope",
    "CitationMode",
    "Desk",
    "DisputeKind",
    "DisputeStatus",
    "Economic",
    "EngagementState",
    "EntryKind",
    "EventKind",
    "EventStatus",
    "FollowUpKind",
    "FollowUpStatus",
    "Formality",
    "HowStated",
    "IssueCategory",
    "LegalRegime",
    "Measure",
    "MediaRule",
    "MediationService",
    "MediatorKind",
    "NegotiationKind",
    "OrganizationKind",
    "PackageFallback",
    "PackageRule",
    "Phase",
    "ProposalChannel",
    "ProposalKind",
    "Relation",
    "Role",
    "Seat",
    "Sector",
    "SegmentRole",
    "SessionKind",
    "SessionStatus",
    "Side",
    "SignMethod",
    "SourceKind",
    "SpeechAct",
    "Spread",
    "Stance",
    "Stated",
    "StatementChannel",
    "StrikeKind",
    "TermBasis",
    "TermsOfUse",
    "YesNoUnknown",
    "label",
]


class Sector(StrEnum):
    """Part of the economy the employer belongs to."""

    K12 = "k12"
    COMMUNITY_COLLEGE = "community_college"
    HIGHER_ED = "higher_ed"
    LOCAL_GOV = "local_gov"
    STATE_GOV = "state_gov"
    FEDERAL = "federal"
    PRIVATE = "private"
    TRANSPORT_RLA = "transport_rla"
    OTHER = "other"


class LegalRegime(StrEnum):
    """Law that governs the bargaining; decides which clocks are proposed."""

    EERA = "EERA"
    HEERA = "HEERA"
    DILLS = "Dills"
    MMBA = "MMBA"
    OTHER_STATE = "other_state"
    FSLMRS = "FSLMRS"
    NLRA = "NLRA"
    RLA = "RLA"
    NONE = "none"
    UNKNOWN = "unknown"


class NegotiationKind(StrEnum):
    """What the talks are for."""

    SUCCESSOR = "successor"
    INITIAL = "initial"
    REOPENER = "reopener"
    EFFECTS = "effects"
    MIDTERM = "midterm"
    UNKNOWN = "unknown"


class MediaRule(StrEnum):
    """Whether the parties keep silence towards the media."""

    NONE = "none"
    REQUESTED = "requested"
    AGREED = "agreed"
    UNKNOWN = "unknown"


class PackageFallback(StrEnum):
    """What stands after an all-or-nothing package lapses."""

    REVERT_TO_STANDALONE = "revert_to_standalone"
    STANDS = "stands"
    ASK = "ask"


class Phase(StrEnum):
    """Stage of a negotiation, derived from its latest phase-bearing event."""

    UNKNOWN = "unknown"
    PREPARING = "preparing"
    SUNSHINED = "sunshined"
    BARGAINING = "bargaining"
    IMPASSE = "impasse"
    MEDIATION = "mediation"
    FACTFINDING = "factfinding"
    POST_FACTFINDING = "post_factfinding"
    IMPOSED = "imposed"
    TA_WHOLE = "ta_whole"
    RATIFICATION = "ratification"
    RATIFIED = "ratified"
    CLOSED = "closed"
    REJECTED = "rejected"
    ABANDONED = "abandoned"
    SUPERSEDED = "superseded"


class Relation(StrEnum):
    """How one negotiation is tied to another."""

    ME_TOO = "me_too"
    COALITION = "coalition"
    SAME_EMPLOYER = "same_employer"
    OTHER = "other"


class OrganizationKind(StrEnum):
    """What an organization is."""

    EMPLOYER = "employer"
    UNION_LOCAL = "union_local"
    UNION_PARENT = "union_parent"
    NEUTRAL_AGENCY = "neutral_agency"
    ELECTED_OFFICE = "elected_office"
    PUBLIC_BODY = "public_body"
    MEDIA = "media"
    OTHER = "other"


class Side(StrEnum):
    """Side of the table."""

    LABOR = "labor"
    MANAGEMENT = "management"
    NEUTRAL = "neutral"
    PUBLIC = "public"


class Role(StrEnum):
    """An organization's part in one negotiation; only party and co-party are principals."""

    PARTY = "party"
    CO_PARTY = "co_party"
    ALLY = "ally"
    AFFECTED = "affected"
    NEUTRAL = "neutral"
    OBSERVER = "observer"


class Seat(StrEnum):
    """Function on a bargaining team."""

    CHIEF_NEGOTIATOR = "chief_negotiator"
    SPOKESPERSON = "spokesperson"
    CHAIR = "chair"
    NOTE_TAKER = "note_taker"
    MEMBER = "member"
    ALTERNATE = "alternate"
    COUNSEL = "counsel"
    FINANCE = "finance"
    RESEARCHER = "researcher"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"


class MediatorKind(StrEnum):
    """Where a mediator comes from."""

    STATE_AGENCY = "state_agency"
    FEDERAL_AGENCY = "federal_agency"
    PRIVATE = "private"
    ELECTED_OFFICIAL = "elected_official"
    OFFICIAL_STAFF = "official_staff"
    COMMUNITY = "community"
    UNKNOWN = "unknown"


class MediationService(StrEnum):
    """What the neutral does."""

    MEDIATION = "mediation"
    FACILITATION = "facilitation"
    SHUTTLE = "shuttle"
    GOOD_OFFICES = "good_offices"
    FACT_FINDING = "fact_finding"
    UNKNOWN = "unknown"


class AuthorisedOfferStatus(StrEnum):
    """What became of an offer that a side authorised a mediator to convey."""

    OPEN = "open"
    CONVEYED = "conveyed"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class YesNoUnknown(StrEnum):
    """An answer that may not be known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EngagementState(StrEnum):
    """State of a mediator's engagement."""

    OFFERED = "offered"
    OFFERED_IF_NEEDED = "offered_if_needed"
    REQUESTED = "requested"
    ACCEPTED_BY_ONE = "accepted_by_one"
    ACCEPTED_BY_BOTH = "accepted_by_both"
    APPOINTED = "appointed"
    INFORMAL_CONTACTS = "informal_contacts"
    ACTIVE = "active"
    PAUSED = "paused"
    DECLINED = "declined"
    COLLAPSED = "collapsed"
    ENDED_AGREED = "ended_agreed"
    ENDED_NO_AGREEMENT = "ended_no_agreement"
    UNKNOWN = "unknown"


class SessionKind(StrEnum):
    """Form of a meeting."""

    JOINT = "joint"
    MEDIATION_JOINT = "mediation_joint"
    MEDIATION_SHUTTLE = "mediation_shuttle"
    SIDEBAR = "sidebar"
    SUBCOMMITTEE = "subcommittee"
    FACTFINDING_HEARING = "factfinding_hearing"
    SIGNING = "signing"
    PLANNING = "planning"
    UNKNOWN = "unknown"


class SessionStatus(StrEnum):
    """Whether a meeting took place."""

    PROPOSED = "proposed"
    SCHEDULED = "scheduled"
    HELD = "held"
    PARTLY_HELD = "partly_held"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    AGREED_NOT_HELD = "agreed_not_held"
    UNKNOWN = "unknown"


class AttendanceMode(StrEnum):
    """How somebody attended."""

    IN_PERSON = "in_person"
    VIRTUAL = "virtual"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class EntryKind(StrEnum):
    """What a line of the table log records."""

    CONVENE = "convene"
    ARRIVE = "arrive"
    DEPART = "depart"
    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"
    INFO_REQUEST = "info_request"
    INFO_RESPONSE = "info_response"
    PROPOSAL_PASSED = "proposal_passed"
    EXPLAINED = "explained"
    SUPPOSAL = "supposal"
    HOLD = "hold"
    REJECT = "reject"
    AGREE_IN_CONCEPT = "agree_in_concept"
    TA_SIGNED = "ta_signed"
    WITHDRAW = "withdraw"
    CAUCUS_START = "caucus_start"
    CAUCUS_END = "caucus_end"
    SIDEBAR = "sidebar"
    SIDEBAR_END = "sidebar_end"
    BREAK_START = "break_start"
    BREAK_END = "break_end"
    EXHIBIT = "exhibit"
    GROUND_RULE = "ground_rule"
    OFF_RECORD_START = "off_record_start"
    OFF_RECORD_END = "off_record_end"
    COMMITMENT = "commitment"
    NEXT_DATE = "next_date"
    ADJOURN = "adjourn"
    CORRECTION = "correction"


class IssueCategory(StrEnum):
    """Subject group of an issue."""

    WAGES = "wages"
    BENEFITS = "benefits"
    HOURS_WORKLOAD = "hours_workload"
    CLASS_SIZE = "class_size"
    STAFFING = "staffing"
    JOB_SECURITY = "job_security"
    LEAVE = "leave"
    HEALTH_SAFETY = "health_safety"
    UNION_RIGHTS = "union_rights"
    GRIEVANCE = "grievance"
    EVALUATION_DISCIPLINE = "evaluation_discipline"
    GOVERNANCE = "governance"
    TERM = "term"
    NO_STRIKE = "no_strike"
    FUNDING_CONTEXT = "funding_context"
    PROCESS = "process"
    WORKING_CONDITIONS_GENERAL = "working_conditions_general"
    OTHER = "other"


class Economic(StrEnum):
    """Whether an issue costs money."""

    YES = "yes"
    NO = "no"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class BargainingScope(StrEnum):
    """Duty to bargain on an issue."""

    MANDATORY = "mandatory"
    PERMISSIVE = "permissive"
    PROHIBITED = "prohibited"
    UNKNOWN = "unknown"

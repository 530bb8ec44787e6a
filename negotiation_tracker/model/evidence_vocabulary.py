"""The closed lists of events, statements, disputes, sources and follow-ups.

Import them from `model.vocabulary`, where all lists are found together.
"""

from enum import StrEnum


class EventKind(StrEnum):
    """What an event is; strike, closure and blackout are intervals, the others points."""

    BARGAINING_BEGAN = "bargaining_began"
    SUNSHINE_PRESENTED = "sunshine_presented"
    PUBLIC_COMMENT = "public_comment"
    INITIAL_PROPOSAL_ADOPTED = "initial_proposal_adopted"
    GROUND_RULES_AGREED = "ground_rules_agreed"
    CONTRACT_EXPIRED = "contract_expired"
    TALKS_STALLED = "talks_stalled"
    TALKS_RESUMED = "talks_resumed"
    MEETING_SCHEDULED = "meeting_scheduled"
    IMPASSE_DECLARED = "impasse_declared"
    IMPASSE_DETERMINED = "impasse_determined"
    IMPASSE_REPORTED = "impasse_reported"
    MEDIATION_OFFERED = "mediation_offered"
    MEDIATION_AGREED = "mediation_agreed"
    MEDIATION_STARTED = "mediation_started"
    MEDIATION_COLLAPSED = "mediation_collapsed"
    CONFIDENTIALITY_ALLEGED_BREACH = "confidentiality_alleged_breach"
    BLACKOUT = "blackout"
    FACTFINDING_REQUESTED = "factfinding_requested"
    FACTFINDING_HEARING = "factfinding_hearing"
    FACTFINDING_REPORT_RECEIVED = "factfinding_report_received"
    FACTFINDING_PUBLISHED = "factfinding_published"
    LBFO = "lbfo"
    TERMS_IMPOSED = "terms_imposed"
    STRIKE_VOTE = "strike_vote"
    STRIKE_NOTICE = "strike_notice"
    STRIKE_ANNOUNCED = "strike_announced"
    STRIKE = "strike"
    SYMPATHY_STRIKE = "sympathy_strike"
    LOCKOUT = "lockout"
    PICKET = "picket"
    RALLY = "rally"
    PRESS_CONFERENCE = "press_conference"
    PUBLIC_STATEMENT = "public_statement"
    SOCIAL_POST = "social_post"
    SCHOOL_CLOSURE_ANNOUNCED = "school_closure_announced"
    SCHOOL_CLOSURE = "school_closure"
    CLASSES_RESUMED = "classes_resumed"
    UPC_FILED = "upc_filed"
    UPC_COMPLAINT = "upc_complaint"
    INJUNCTION_REQUESTED = "injunction_requested"
    INJUNCTION_RULING = "injunction_ruling"
    TA_REACHED = "ta_reached"
    DISCLOSURE_POSTED = "disclosure_posted"
    RATIFICATION_VOTE = "ratification_vote"
    BOARD_ADOPTION = "board_adoption"
    CONTRACT_SIGNED = "contract_signed"
    FUNDING_MEASURE_CONSIDERED = "funding_measure_considered"
    THIRD_PARTY_MEETING = "third_party_meeting"
    APPOINTMENT_ELECTION = "appointment_election"
    OTHER = "other"


class EventStatus(StrEnum):
    """Whether an event took place."""

    ANNOUNCED = "announced"
    OCCURRED = "occurred"
    ONGOING = "ongoing"
    ENDED = "ended"
    PLANNED_UNCONFIRMED = "planned_unconfirmed"
    CANCELLED = "cancelled"
    ALLEGED = "alleged"


class StrikeKind(StrEnum):
    """Legal kind of a strike, where somebody states it."""

    ECONOMIC = "economic"
    UNFAIR_PRACTICE = "unfair_practice"
    SYMPATHY = "sympathy"
    RECOGNITION = "recognition"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class StatementChannel(StrEnum):
    """Where something was said."""

    TABLE = "table"
    PRESS_CONFERENCE = "press_conference"
    INTERVIEW = "interview"
    WRITTEN_STATEMENT = "written_statement"
    SOCIAL_MEDIA = "social_media"
    RALLY = "rally"
    LEAFLET = "leaflet"
    BOARD_MEETING = "board_meeting"
    TESTIMONY = "testimony"
    SPOKESPERSON = "spokesperson"
    UNKNOWN = "unknown"


class SpeechAct(StrEnum):
    """What a statement does."""

    OWN_POSITION = "own_position"
    CLAIM_ABOUT_OTHER = "claim_about_other"
    ASSESSMENT = "assessment"
    COMMITMENT = "commitment"
    WARNING = "warning"
    ALLEGATION = "allegation"
    SENTIMENT = "sentiment"
    PROCESS_INFO = "process_info"


class TermsOfUse(StrEnum):
    """On what terms something was said to a reporter."""

    ON_RECORD = "on_record"
    BACKGROUND = "background"
    OFF_RECORD = "off_record"


class DisputeKind(StrEnum):
    """Why accounts differ."""

    CONTRADICTION = "contradiction"
    DIFFERENT_SCOPE = "different_scope"
    DIFFERENT_TIME = "different_time"
    DIFFERENT_WORDING = "different_wording"
    PRECISION = "precision"


class DisputeStatus(StrEnum):
    """How far a difference of accounts has been looked into."""

    OPEN = "open"
    EXPLAINED = "explained"
    SUPERSEDED = "superseded"
    RESOLVED = "resolved"


class SourceKind(StrEnum):
    """What a source is."""

    NEWS = "news"
    PRESS_RELEASE = "press_release"
    FILING = "filing"
    CONTRACT = "contract"
    PROPOSAL_DOCUMENT = "proposal_document"
    MINUTES = "minutes"
    TABLE_NOTES = "table_notes"
    SOCIAL_POST = "social_post"
    DATASET = "dataset"
    OTHER = "other"


class HowStated(StrEnum):
    """How a fact about a source itself is known."""

    STATED = "stated"
    INFERRED = "inferred"
    NOT_STATED = "not_stated"
    FILE_HEADER = "file_header"
    BYLINE = "byline"


class SegmentRole(StrEnum):
    """What a paragraph of a source is."""

    HEADLINE = "headline"
    BODY = "body"
    CAPTION = "caption"
    RELATED_LINK = "related_link"
    BOILERPLATE = "boilerplate"


class CitationMode(StrEnum):
    """How a source carries a fact."""

    QUOTE = "quote"
    PARAPHRASE = "paraphrase"
    CAPTION = "caption"
    HEADLINE = "headline"
    DERIVED = "derived"


class FollowUpKind(StrEnum):
    """What is owed."""

    DEADLINE = "deadline"
    INFO_REQUEST = "info_request"
    COMMITMENT = "commitment"
    TASK = "task"


class FollowUpStatus(StrEnum):
    """Whether what is owed was done."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


class Desk(StrEnum):
    """Whose desk this store stands on."""

    UNION = "union"
    EMPLOYER = "employer"
    MEDIATOR = "mediator"
    REPORTER = "reporter"
    RESEARCHER = "researcher"
    UNKNOWN = "unknown"

"""The closed lists of proposals, terms and tentative agreements.

Import them from `model.vocabulary`, where all lists are found together.
"""

from enum import StrEnum


class ProposalKind(StrEnum):
    """What a proposal is."""

    INITIAL = "initial"
    PROPOSAL = "proposal"
    COUNTER = "counter"
    PACKAGE = "package"
    LBFO = "lbfo"
    MEDIATOR_PROPOSAL = "mediator_proposal"
    FACTFINDER_RECOMMENDATION = "factfinder_recommendation"
    STATUS_QUO = "status_quo"
    DRAFT_TA = "draft_ta"


class Formality(StrEnum):
    """How a proposal counts: only formal and reported-only ones move a position."""

    FORMAL = "formal"
    SUPPOSAL = "supposal"
    OFF_RECORD = "off_record"
    MEDIATOR_CONFIDENTIAL = "mediator_confidential"
    REPORTED_ONLY = "reported_only"
    ADVERSE_CLAIM = "adverse_claim"


class ProposalChannel(StrEnum):
    """How a proposal reached the other side."""

    AT_TABLE = "at_table"
    EMAIL = "email"
    VIA_MEDIATOR = "via_mediator"
    PUBLIC_MEETING = "public_meeting"
    FILED = "filed"
    PRESS = "press"
    UNKNOWN = "unknown"


class PackageRule(StrEnum):
    """Whether the items of a proposal stand or fall together."""

    SEVERABLE = "severable"
    ALL_OR_NOTHING = "all_or_nothing"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """What a proposal says on one issue."""

    SEEK_CHANGE = "seek_change"
    OFFER = "offer"
    MAINTAIN_CURRENT = "maintain_current"
    ACCEPT_OTHER = "accept_other"
    REJECT_OTHER = "reject_other"
    WITHDRAW = "withdraw"
    HOLD = "hold"
    OPEN_TO_DISCUSS = "open_to_discuss"


class Measure(StrEnum):
    """What the number of a term measures."""

    WAGE_PCT = "wage_pct"
    WAGE_FLAT_YEAR = "wage_flat_year"
    WAGE_HOUR = "wage_hour"
    BONUS_FLAT = "bonus_flat"
    BONUS_PCT = "bonus_pct"
    HIRES = "hires"
    CLASS_SIZE = "class_size"
    RATIO = "ratio"
    HOURS_WEEK = "hours_week"
    DAYS = "days"
    CONTRIBUTION_PCT = "contribution_pct"
    CONTRIBUTION_FLAT = "contribution_flat"
    DURATION_YEARS = "duration_years"
    OTHER = "other"


class TermBasis(StrEnum):
    """What an amount is applied to."""

    ON_SCHEDULE = "on_schedule"
    OFF_SCHEDULE = "off_schedule"
    RETROACTIVE = "retroactive"
    TOTAL_COMP = "total_comp"
    UNKNOWN = "unknown"


class Spread(StrEnum):
    """How a total is laid over its horizon."""

    SINGLE = "single"
    EQUAL = "equal"
    SCHEDULE = "schedule"
    NOT_STATED = "not_stated"


class Stated(StrEnum):
    """A yes-or-no that the text may leave out."""

    YES = "yes"
    NO = "no"
    NOT_STATED = "not_stated"


class ActionKind(StrEnum):
    """What happened to a proposal or to one item of it."""

    PASSED = "passed"
    RECEIVED = "received"
    EXPLAINED = "explained"
    HOLD = "hold"
    REJECTED = "rejected"
    COUNTERED = "countered"
    ACCEPTED_IN_CONCEPT = "accepted_in_concept"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    REINSTATED = "reinstated"
    CORRECTED = "corrected"


class AgreementScope(StrEnum):
    """How much a tentative agreement covers."""

    ITEM = "item"
    ARTICLE = "article"
    WHOLE = "whole"


class AgreementMark(StrEnum):
    """A status of a tentative agreement that people set, beside the derived ones."""

    NONE = "none"
    REOPENED = "reopened"
    SUPERSEDED = "superseded"


class SignMethod(StrEnum):
    """How a text was signed."""

    INITIALED = "initialed"
    SIGNED = "signed"
    ELECTRONIC = "electronic"


class ApprovalBody(StrEnum):
    """Who must approve a tentative agreement."""

    MEMBERS = "members"
    GOVERNING_BOARD = "governing_board"
    COUNTY_REVIEW = "county_review"


class ApprovalResult(StrEnum):
    """Outcome of an approval."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNKNOWN = "unknown"

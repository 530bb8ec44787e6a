"""Tentative agreements, signatures and approvals."""

from negotiation_tracker.model.columns import choice, flag, fuzzy, ref, whole, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    AgreementMark,
    AgreementScope,
    ApprovalBody,
    ApprovalResult,
    SignMethod,
)


class TentativeAgreementFields(RecordFields):
    """A text that negotiators of both sides sign, subject to approval."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name, unique in the talks.", required=True)
    title: str = words("Title", "What it is about.")
    scope: AgreementScope = choice(
        AgreementScope, "Scope", "How much it covers.", AgreementScope.ITEM
    )
    language: str = words("Text", "The text agreed on.", long=True)
    text_hash: str = words("Text hash", "SHA-256 of the text both sides sign.")
    document_id: int | None = ref("document", "Document", "The paper signed.", unlink=True)
    reached_on: FuzzyDate | None = fuzzy("Reached", "When.")
    session_id: int | None = ref("session", "Session", "Where.", unlink=True)
    contingent: bool = flag(
        "Waits for the whole", "Holds only with agreement on everything.", default=True
    )
    mark: AgreementMark = choice(
        AgreementMark, "Mark", "Reopened or superseded.", AgreementMark.NONE
    )


class TentativeAgreement(TentativeAgreementFields, Keys, table=True):
    """Table of tentative agreements."""

    __tablename__ = "tentative_agreement"


class AgreementIssueFields(RecordFields):
    """An issue that a tentative agreement settles."""

    agreement_id: int = ref("tentative_agreement", "Agreement", "Which.", required=True, owned=True)
    issue_id: int = ref("issue", "Issue", "What it settles.", required=True)


class AgreementIssue(AgreementIssueFields, Keys, table=True):
    """Table of issues of agreements."""

    __tablename__ = "agreement_issue"


class AgreementBasisFields(RecordFields):
    """A proposal of either side that a tentative agreement rests on."""

    agreement_id: int = ref("tentative_agreement", "Agreement", "Which.", required=True, owned=True)
    proposal_id: int = ref("proposal", "Rests on", "Earlier text.", required=True)


class AgreementBasis(AgreementBasisFields, Keys, table=True):
    """Table of what agreements rest on."""

    __tablename__ = "agreement_basis"


class SignoffFields(RecordFields):
    """One side's signature under a tentative agreement."""

    agreement_id: int = ref("tentative_agreement", "Agreement", "Which.", required=True, owned=True)
    participant_id: int = ref("participant", "Side", "For whom.", required=True)
    person_id: int = ref("person", "Signed by", "Who signed.", required=True)
    method: SignMethod = choice(SignMethod, "Method", "How.", SignMethod.SIGNED)
    date: FuzzyDate = fuzzy("Date", "When.", required=True)
    text_hash: str = words("Text hash", "SHA-256 of the text signed.")


class Signoff(SignoffFields, Keys, table=True):
    """Table of signatures."""

    __tablename__ = "signoff"


class ApprovalFields(RecordFields):
    """A vote of members or an adoption by a board."""

    agreement_id: int = ref("tentative_agreement", "Agreement", "Which.", required=True, owned=True)
    body: ApprovalBody = choice(ApprovalBody, "Body", "Who approves.")
    participant_id: int | None = ref("participant", "Side", "Whose body.")
    opened_on: FuzzyDate | None = fuzzy("Vote opened", "First day.")
    closed_on: FuzzyDate | None = fuzzy("Vote closed", "Last day.")
    yes: int | None = whole("Yes", "Votes for; empty means not known.", unit="people")
    no: int | None = whole("No", "Votes against; empty means not known.", unit="people")
    eligible: int | None = whole("Eligible", "Who could vote.", unit="people")
    result: ApprovalResult = choice(ApprovalResult, "Result", "Outcome.", ApprovalResult.PENDING)
    disclosure_posted_on: FuzzyDate | None = fuzzy(
        "Disclosure posted", "Cost disclosure before adoption (Gov. Code 3547.5)."
    )


class Approval(ApprovalFields, Keys, table=True):
    """Table of approvals."""

    __tablename__ = "approval"

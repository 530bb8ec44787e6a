"""Issues: what the talks are about."""

from negotiation_tracker.model.columns import choice, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import BargainingScope, Economic, IssueCategory


class IssueFields(RecordFields):
    """A subject of bargaining, or of its context."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name, unique in the talks.", required=True)
    title: str = words("Title", "Name of the issue.", required=True)
    title_es: str = words("Title in Spanish", "Name of the issue in Spanish.")
    category: IssueCategory = choice(
        IssueCategory, "Category", "Subject group.", IssueCategory.OTHER
    )
    economic: Economic = choice(Economic, "Economic", "Whether it costs money.", Economic.UNKNOWN)
    scope: BargainingScope = choice(
        BargainingScope, "Scope", "Duty to bargain.", BargainingScope.UNKNOWN
    )
    contract_ref: str = words("Contract article", "Article or section of the contract.")
    parent_id: int | None = ref("issue", "Part of", "Larger issue.", unlink=True)
    sunshined_on: FuzzyDate | None = fuzzy("Sunshined", "When presented in public.")
    bargaining: bool = flag("At the table", "Off for context such as a parcel tax.", default=True)
    deferred: bool = flag("Set aside", "Parked by consent of both sides.", default=False)
    note: str = words("Note", "What the issue is about.", long=True)


class Issue(IssueFields, Keys, table=True):
    """Table of issues."""

    __tablename__ = "issue"


class IssueRaiserFields(RecordFields):
    """A participant that raised an issue."""

    issue_id: int = ref("issue", "Issue", "Which issue.", required=True, owned=True)
    participant_id: int = ref(
        "participant", "Raised by", "Who raised it.", required=True, owned=True
    )


class IssueRaiser(IssueRaiserFields, Keys, table=True):
    """Table of who raised which issue."""

    __tablename__ = "issue_raiser"

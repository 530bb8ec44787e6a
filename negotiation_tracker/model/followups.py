"""What is owed after a session, and the log of exports."""

from datetime import datetime

from negotiation_tracker.model.columns import choice, fuzzy, moment, ref, whole, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import FollowUpKind, FollowUpStatus


class FollowUpFields(RecordFields):
    """A deadline, information request, commitment or task."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    kind: FollowUpKind = choice(FollowUpKind, "Kind", "What is owed.", FollowUpKind.TASK)
    title: str = words("Title", "What is to be done.", required=True)
    owed_by_id: int | None = ref("participant", "Owed by", "Who must act.")
    owed_to_id: int | None = ref("participant", "Owed to", "Who waits.")
    person_id: int | None = ref("person", "Person", "Who takes care of it.")
    session_id: int | None = ref("session", "Session", "Where it came up.", unlink=True)
    asked_on: FuzzyDate | None = fuzzy("Asked", "When.")
    due: FuzzyDate | None = fuzzy("Due", "By when.")
    done_on: FuzzyDate | None = fuzzy("Done", "When it was done.")
    status: FollowUpStatus = choice(
        FollowUpStatus, "Status", "Whether it was done.", FollowUpStatus.OPEN
    )
    rule_text: str = words("Rule", "Text of the rule behind a deadline.", long=True)
    note: str = words("Note", "Anything worth knowing.", long=True)


class FollowUp(FollowUpFields, Keys, table=True):
    """Table of follow-ups."""

    __tablename__ = "follow_up"


class ExportLogFields(RecordFields):
    """That an export was made, for whom, and the hash of the file."""

    negotiation_id: int | None = ref("negotiation", "Negotiation", "The talks.", owned=True)
    audience: str = words("Audience", "For whom.", required=True)
    format: str = words("Format", "File format.", required=True)
    filters: str = words("Filters", "What was chosen.", long=True)
    made_at: datetime = moment("Made at", "When.")
    made_by: str = words("Made by", "By whom.")
    sha256: str = words("SHA-256", "Hash of the file.")
    withheld: int = whole("Withheld", "Records left out.", default=0)


class ExportLog(ExportLogFields, Keys, table=True):
    """Table of exports made."""

    __tablename__ = "export_log"

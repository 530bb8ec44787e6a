"""Bargaining sessions: who met when and where, who was there, what the log says."""

from datetime import datetime

from negotiation_tracker.model.columns import (
    choice,
    clock,
    flag,
    fuzzy,
    moment,
    ref,
    whole,
    words,
)
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    AttendanceMode,
    EntryKind,
    MediaRule,
    SessionKind,
    SessionStatus,
)


class SessionFields(RecordFields):
    """One meeting of the parties, held, planned or cancelled."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    number: int | None = whole("Number", "Number of the session, if one is kept.")
    kind: SessionKind = choice(SessionKind, "Kind", "Form of the meeting.", SessionKind.JOINT)
    status: SessionStatus = choice(
        SessionStatus, "Status", "Whether it took place.", SessionStatus.HELD
    )
    date: FuzzyDate = fuzzy("Date", "When; may be rough.", required=True, index=True)
    scheduled_start: ClockTime | None = clock("Scheduled start", "Time announced.")
    time_in: ClockTime | None = clock("Time in", "When the session began.")
    time_out: ClockTime | None = clock("Time out", "When it ended.")
    crosses_midnight: bool = flag(
        "Past midnight", "The session ended on the day after it began.", default=False
    )
    place: str = words("Place", "Where; empty means not recorded.")
    virtual: bool = flag("Online", "Held by video or phone.", default=False)
    engagement_id: int | None = ref(
        "mediator_engagement", "Mediator", "Mediator in charge.", unlink=True
    )
    media_rule: MediaRule = choice(
        MediaRule, "Media rule", "Silence towards the media.", MediaRule.UNKNOWN
    )
    on_record: bool = flag("On the record", "Whether notes may be quoted.", default=True)
    summary: str = words("Summary", "What happened, in a few lines.", long=True)
    next_date: FuzzyDate | None = fuzzy("Next session", "Next date as agreed at the table.")
    next_time: ClockTime | None = clock("Next session at", "Next time as agreed.")
    next_place: str = words("Next place", "Next place as agreed.")
    locked_at: datetime | None = moment("Locked at", "Since then the log only grows.")
    locked_by: str = words("Locked by", "Who locked it.")


class BargainingSession(SessionFields, Keys, table=True):
    """Table of bargaining sessions."""

    __tablename__ = "session"


class AttendanceFields(RecordFields):
    """Somebody's presence at a session."""

    session_id: int = ref("session", "Session", "Which session.", required=True, owned=True)
    person_id: int | None = ref("person", "Person", "Who, if named.")
    participant_id: int | None = ref("participant", "Participant", "For which side.")
    headcount_label: str = words("Who", "Description where nobody is named.")
    role: str = words("Role", "Role at this session.")
    time_in: ClockTime | None = clock("Arrived", "When they came, if late.")
    time_out: ClockTime | None = clock("Left", "When they left, if early.")
    mode: AttendanceMode = choice(
        AttendanceMode, "Mode", "How they attended.", AttendanceMode.UNKNOWN
    )


class Attendance(AttendanceFields, Keys, table=True):
    """Table of attendances."""

    __tablename__ = "attendance"


class TableEntryFields(RecordFields):
    """One line of the log of a session; append-only once the session is locked."""

    session_id: int = ref("session", "Session", "Which session.", required=True, owned=True)
    seq: int = whole("Order", "Place in the log.", default=0)
    occurred_at: ClockTime | None = clock("Time", "When it happened.")
    logged_at: datetime | None = moment("Logged at", "When it was typed.")
    kind: EntryKind = choice(EntryKind, "Kind", "What the line records.", EntryKind.STATEMENT)
    participant_id: int | None = ref("participant", "Side", "Side it is about.")
    speaker_id: int | None = ref("person", "Speaker", "Who spoke.")
    text: str = words("Text", "What was said or done.", long=True)
    verbatim: bool = flag("Verbatim", "Exact words.", default=False)
    proposal_id: int | None = ref("proposal", "Proposal", "Proposal passed.", unlink=True)
    document_id: int | None = ref("document", "Document", "Exhibit shown.", unlink=True)
    corrects_id: int | None = ref("table_entry", "Corrects", "Line that this one corrects.")
    author: str = words("Author", "Who typed it.")


class TableEntry(TableEntryFields, Keys, table=True):
    """Table of log lines."""

    __tablename__ = "table_entry"


class EntryIssueFields(RecordFields):
    """An issue that a log line is about."""

    entry_id: int = ref("table_entry", "Line", "Which line.", required=True, owned=True)
    issue_id: int = ref("issue", "Issue", "Which issue.", required=True, owned=True)


class EntryIssue(EntryIssueFields, Keys, table=True):
    """Table of issues of log lines."""

    __tablename__ = "entry_issue"

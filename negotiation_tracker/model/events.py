"""Events around the table, and statements."""

from negotiation_tracker.model.columns import choice, clock, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    EventKind,
    EventStatus,
    SpeechAct,
    StatementChannel,
    StrikeKind,
    TermsOfUse,
)


class EventFields(RecordFields):
    """Something that happened, is planned or is alleged, at a point or over days."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name.")
    kind: EventKind = choice(EventKind, "Kind", "What it is.")
    title: str = words("Title", "What happened, in a line.", required=True)
    start: FuzzyDate = fuzzy("Date", "When, or first day.", required=True, index=True)
    start_time: ClockTime | None = clock("Time", "Clock time.")
    end: FuzzyDate | None = fuzzy("Last day", "Empty for a point in time.")
    end_time: ClockTime | None = clock("Until", "Clock time of the end.")
    place: str = words("Place", "Where; empty means not recorded.")
    status: EventStatus = choice(
        EventStatus, "Status", "Whether it took place.", EventStatus.OCCURRED
    )
    strike_kind: StrikeKind | None = choice(
        StrikeKind, "Kind of strike", "Legal kind, where somebody states it.", optional=True
    )
    caused_by_id: int | None = ref("event", "Caused by", "Earlier event.", unlink=True)
    note: str = words("Note", "What is said about it.", long=True)


class Event(EventFields, Keys, table=True):
    """Table of events."""

    __tablename__ = "event"


class EventActorFields(RecordFields):
    """Who took part in an event."""

    event_id: int = ref("event", "Event", "Which.", required=True, owned=True)
    participant_id: int | None = ref("participant", "Participant", "Side.")
    person_id: int | None = ref("person", "Person", "Who.")
    organization_id: int | None = ref("organization", "Organization", "Which body.")
    part: str = words("Part", "What they did.")


class EventActor(EventActorFields, Keys, table=True):
    """Table of actors of events."""

    __tablename__ = "event_actor"


class EventNegotiationFields(RecordFields):
    """Another negotiation that an event also belongs to."""

    event_id: int = ref("event", "Event", "Which.", required=True, owned=True)
    negotiation_id: int = ref("negotiation", "Also in", "Other talks.", required=True, owned=True)


class EventNegotiation(EventNegotiationFields, Keys, table=True):
    """Table of further negotiations of events."""

    __tablename__ = "event_negotiation"


class StatementFields(RecordFields):
    """What somebody said, in our own words."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name.")
    speaker_person_id: int | None = ref("person", "Speaker", "Who said it.")
    speaker_organization_id: int | None = ref(
        "organization", "Speaking body", "Organization that said it."
    )
    speaker_label: str = words("Speaker, unnamed", "Description where nobody is named.")
    capacity: str = words("Capacity", "Title as printed.")
    said_on: FuzzyDate | None = fuzzy("Said", "When.", index=True)
    channel: StatementChannel = choice(
        StatementChannel, "Channel", "Where it was said.", StatementChannel.UNKNOWN
    )
    gist: str = words("Gist", "What was said, in our own words.", required=True, long=True)
    gist_es: str = words("Gist in Spanish", "The same in Spanish.", long=True)
    verbatim_available: bool = flag(
        "Exact words exist", "Whether the source quotes it.", default=False
    )
    speech_act: SpeechAct = choice(
        SpeechAct, "Speech act", "What the statement does.", SpeechAct.ASSESSMENT
    )
    terms_of_use: TermsOfUse = choice(
        TermsOfUse, "Terms of use", "On what terms it was said.", TermsOfUse.ON_RECORD
    )
    event_id: int | None = ref("event", "Event", "Where it was said.", unlink=True)


class Statement(StatementFields, Keys, table=True):
    """Table of statements."""

    __tablename__ = "statement"


class StatementIssueFields(RecordFields):
    """An issue that a statement is about."""

    statement_id: int = ref("statement", "Statement", "Which.", required=True, owned=True)
    issue_id: int = ref("issue", "Issue", "About what.", required=True, owned=True)


class StatementIssue(StatementIssueFields, Keys, table=True):
    """Table of issues of statements."""

    __tablename__ = "statement_issue"

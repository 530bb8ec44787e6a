"""The history of one negotiation for one audience, free of any file format.

Everything in it is text that its reader may see; no keys or identifiers of records are in it.
Numbers in `notes` point at `HistoryDocument.notes`. Texts that are empty mean that nothing was
recorded; what is known to be unknown stands in `unknowns`.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Mark(StrEnum):
    """How far a line can be relied on; shown as a word, never by color alone."""

    DISPUTED = "disputed"
    DERIVED = "derived"
    INFERRED = "inferred"
    ADVERSE = "about the other side"
    EXPLORATORY = "exploratory"
    ALLEGED = "alleged"
    PLANNED = "planned"
    NOT_KNOWN = "not known"
    VERBATIM = "exact words"


class Part(StrEnum):
    """A chapter that may be left out of an export."""

    STANDING = "positions"
    PARTIES = "parties"
    MEDIATORS = "mediators"
    SESSIONS = "sessions"
    OFFERS = "offers"
    AGREEMENTS = "agreements"
    EVENTS = "events"
    STATEMENTS = "statements"
    FIGURES = "figures"
    DISPUTES = "disputes"
    FOLLOW_UPS = "follow-ups"
    PRIVATE_NOTES = "private notes"
    UNKNOWNS = "what is not known"


@dataclass(frozen=True, slots=True)
class Line:
    """A few words with the side they belong to, how far they hold, and where they stand.

    An aside is a remark on the line before it.
    """

    text: str
    side: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[int, ...] = ()
    aside: bool = False

    def plain(self) -> str:
        """Give the words with side and marks spelled out."""
        tag = f"({TAGS[self.side]}) " if self.side in TAGS else ""
        marks = f" [{', '.join(self.marks)}]" if self.marks else ""
        return f"{tag}{self.text}{marks}"


TAGS = {"labor": "U", "management": "E", "neutral": "N", "public": "P"}
"""Letter tags of the sides, so that color is never needed to tell them apart."""

Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class When:
    """A date as the reader sees it, and the days it may mean.

    Attributes:
        text: the date in words, hedge included.
        how: how it is known, when it was not simply stated.
        written: the words of the source, where they differ.
        earliest, latest: first and last day; None is an open end.

    """

    text: str
    how: str = ""
    written: str = ""
    earliest: date | None = None
    latest: date | None = None

    def full(self) -> str:
        """Give the date and how it is known."""
        return f"{self.text}, {self.how}" if self.how else self.text


NO_DATE = When("date not recorded")


@dataclass(frozen=True, slots=True)
class StandingRow:
    """One issue: the position of each principal, the gap, and what else is said."""

    issue: str
    positions: tuple[Lines, ...]
    gap: Lines
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the sides stand on a day."""

    sides: Lines
    rows: tuple[StandingRow, ...]
    facts: tuple[tuple[str, Lines], ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person, in the capacity the record gives."""

    name: str
    capacity: str
    seat: str = ""
    notes: tuple[int, ...] = ()
    side: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organization's part in the talks."""

    name: Line
    organization: str
    role: str
    side: str
    unit: str = ""
    since: str = ""
    also_printed: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()


@dataclass(frozen=True, slots=True)
class MediatorState:
    """One dated state of a mediator's engagement."""

    state: str
    when: When
    note: str
    accounts: Lines


@dataclass(frozen=True, slots=True)
class Mediator:
    """A neutral's engagement and its states in order."""

    name: str
    kind: str
    service: str
    confidentiality: str
    note: str
    accounts: Lines
    states: tuple[MediatorState, ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line of a session's log.

    Attributes:
        time, kind, speaker, issues: in words; "" where not recorded.
        line: what it says.
        corrects: how the line begins that this one corrects; corrected: whether a later one does.

    """

    time: str
    kind: str
    line: Line
    speaker: str = ""
    issues: str = ""
    corrects: str = ""
    corrected: bool = False

    @property
    def what(self) -> str:
        """Give what the line records, with the line it corrects."""
        return f"{self.kind} of “{self.corrects}”" if self.corrects else self.kind

    @property
    def remark(self) -> str:
        """Give what a reader must know of it: that a later line corrects it."""
        return "corrected below" if self.corrected else ""


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting."""

    number: str
    when: When
    kind: str
    status: str
    times: str
    place: str
    mediator: str
    media_rule: str
    summary: str
    next_meeting: str
    attendance: Lines
    log: tuple[LogLine, ...]
    proposals: Lines
    follow_ups: Lines
    accounts: Lines
    on_record: bool = True
    locked: str = ""
    pauses: str = ""


@dataclass(frozen=True, slots=True)
class OfferItem:
    """What an offer says on one issue."""

    issue: str
    stance: str
    summary: str
    terms: tuple[str, ...]
    condition: str
    language: str
    accounts: Lines
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal with its items and what happened to it."""

    code: str
    title: str
    when: When
    time: str
    by: Line
    to: Line
    kind: str
    formality: str
    channel: str
    counters: tuple[str, ...]
    supersedes: str
    valid_until: str
    package: str
    called_final: bool
    note: str
    items: tuple[OfferItem, ...]
    actions: Lines
    accounts: Lines
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A tentative agreement with signatures and votes."""

    code: str
    title: str
    scope: str
    reached: When
    issues: tuple[str, ...]
    rests_on: tuple[str, ...]
    status: str
    text: str
    signatures: Lines
    approvals: Lines
    accounts: Lines


@dataclass(frozen=True, slots=True)
class Happening:
    """An event at a point or over days."""

    when: When
    until: When | None
    times: str
    title: str
    kind: str
    status: str
    place: str
    actors: Lines
    note: str
    accounts: Lines
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """A statement, in the words of the record."""

    when: When
    speaker: Line
    capacity: str
    channel: str
    gist: str
    act: str
    terms_of_use: str
    exact_words: bool
    issues: tuple[str, ...]
    accounts: Lines


@dataclass(frozen=True, slots=True)
class Number:
    """A figure with its hedge, population and whose it is."""

    title: str
    value: str
    written: str
    population: str
    as_of: When
    whose: str
    note: str
    accounts: Lines
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which accounts differ, with all of them side by side."""

    code: str
    question: str
    kind: str
    status: str
    reason: str
    accounts: tuple[tuple[Line, str], ...]
    """Each account, and who gives it."""


@dataclass(frozen=True, slots=True)
class Owed:
    """Something owed: a deadline, information, a commitment or a task."""

    kind: str
    title: str
    by: Line
    to: Line
    asked: str
    due: str
    status: str
    note: str


@dataclass(frozen=True, slots=True)
class Private:
    """A private note that this reader may see, with its handling mark."""

    mark: str
    owner: Line
    on: str
    text: str


class UnknownKind(StrEnum):
    """Why something is not known: four different answers."""

    NOT_RECORDED = "not recorded"
    NOT_STATED = "not stated in the sources"
    NOT_KNOWN = "exists, but is not known"
    NOT_NAMED = "not named in the sources"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something a reader might look for that is not known."""

    subject: str
    what: str
    kind: UnknownKind


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered place in a source."""

    number: int
    text: str
    source: int
    """Position in `HistoryDocument.sources`; -1 for a place in the record itself."""


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source that was cited."""

    code: str
    name: str
    title: str
    publisher: str
    author: str
    kind: str
    published: str
    written: str
    url: str
    note: str


@dataclass(frozen=True, slots=True)
class HistoryDocument:
    """The history of one negotiation, for one audience, as of a day."""

    title: str
    subtitle: str
    audience: str
    as_of: date
    scope: str
    intro: tuple[tuple[str, Lines], ...]
    parts: frozenset[Part] = frozenset(Part)
    standing: Standing | None = None
    parties: tuple[Party, ...] = ()
    others: tuple[Person, ...] = ()
    mediators: tuple[Mediator, ...] = ()
    sessions: tuple[Session, ...] = ()
    offers: tuple[Offer, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    events: tuple[Happening, ...] = ()
    statements: tuple[Said, ...] = ()
    figures: tuple[Number, ...] = ()
    disputes: tuple[Difference, ...] = ()
    follow_ups: tuple[Owed, ...] = ()
    private_notes: tuple[Private, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    notes: tuple[Note, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    handling: str = ""
    """Handling marks of what is inside, printed on every page when it is not all public."""
    withheld: int | None = None
    """How many records were left out; None when the reader is not told."""
    language: str = field(default="en")

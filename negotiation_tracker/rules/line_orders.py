"""What a line at the table asks for, as plain data: every key in an order came from the scene.

The time of the line is not part of the order; `Reading.at` holds it.
"""

import datetime as dt
from dataclasses import dataclass

from negotiation_tracker.model.fuzzy_dates import FuzzyDate
from negotiation_tracker.model.vocabulary import ActionKind, EntryKind, Stance
from negotiation_tracker.rules.line_scene import IntervalKind, SceneInterval
from negotiation_tracker.rules.term_text import TermText


@dataclass(frozen=True, slots=True)
class LineTime:
    """When something happened: wall time, and whether that is the day after the session began."""

    time: dt.time
    next_day: bool = False

    def describe(self) -> str:
        """The wall time on the 24-hour clock, as "00:10 the next day"."""
        return f"{self.time:%H:%M}{' the next day' if self.next_day else ''}"


@dataclass(frozen=True, slots=True)
class Say:
    """A line of the shared log.

    Attributes:
        text: the words; without quotation marks when all of it is verbatim.
        kind: statement, question (the text ends with a question mark) or agreed in concept.
        participant_id: side it is about.
        speaker_id: who spoke: the first person named before the words.
        people: everybody named, in order.
        issue_ids: issues named, in order.
        verbatim: whether the text is somebody's exact words.
        quotes: the parts that stand in quotation marks.

    """

    text: str
    kind: EntryKind = EntryKind.STATEMENT
    participant_id: int | None = None
    speaker_id: int | None = None
    people: tuple[int, ...] = ()
    issue_ids: tuple[int, ...] = ()
    verbatim: bool = False
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A private note; `text` holds the names too, `about_id` is the side it was marked with."""

    text: str
    about_id: int | None = None
    people: tuple[int, ...] = ()
    issue_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferItem:
    """What an offer says on one issue.

    Attributes:
        issue_id: the issue; None when it is new.
        new_issue: title of an issue to be added, typed as #+title.
        text: all that was typed on it, for the log line.
        numbers: the numbers that were read.
        summary: the words that are no number; "" when there are none.
        condition: only if this, in words; "" when it is not conditional.
        stance: seek change and offer are left to whoever stores it; else what was typed, such as
            "sq" for keeping the current language.

    """

    issue_id: int | None
    new_issue: str = ""
    text: str = ""
    numbers: tuple[TermText, ...] = ()
    summary: str = ""
    stance: Stance | None = None
    condition: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal passed across the table.

    Attributes:
        participant_id: who makes it.
        items: one for each issue, at least one.
        counters: proposals it answers, always of the other side.
        inferred: whether what it counters was worked out rather than typed.
        package: all or nothing.
        supposal: a what-if, which moves no position (domain book, A3).
        speaker_id: who explained it.
        text: what was typed after the command, for the log line.

    """

    participant_id: int
    items: tuple[OfferItem, ...]
    counters: tuple[int, ...] = ()
    inferred: bool = False
    package: bool = False
    supposal: bool = False
    speaker_id: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class OfferAction:
    """What became of a proposal.

    Attributes:
        action: passed, hold, rejected, withdrawn or accepted in concept.
        proposal_id: the proposal.
        by_id: who did it.
        issue_ids: only these items of it; empty for all.
        note: further words.
        speaker_id: who spoke.

    """

    action: ActionKind
    proposal_id: int
    by_id: int | None = None
    issue_ids: tuple[int, ...] = ()
    note: str = ""
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class TentativeAgreementOrder:
    """An agreement that awaits its signatures: its issues and the proposals it rests on."""

    issue_ids: tuple[int, ...]
    proposal_ids: tuple[int, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenInterval:
    """A caucus, break, sidebar or off-record stretch begins.

    Attributes:
        kind: what begins.
        participant_id: who called it, if said.
        people: who is in a sidebar.
        minutes: how long it is meant to last, if said.
        text: further words of a break; never contents of a caucus.

    """

    kind: IntervalKind
    participant_id: int | None = None
    people: tuple[int, ...] = ()
    minutes: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CloseInterval:
    """One or more open stretches end together."""

    intervals: tuple[SceneInterval, ...]


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A paper handed out or shown."""

    title: str
    participant_id: int | None = None
    speaker_id: int | None = None
    issue_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InformationRequest:
    """`by_id` asks `of_id` for something, due on a day if one was said."""

    text: str
    by_id: int
    of_id: int | None = None
    due: FuzzyDate | None = None
    issue_ids: tuple[int, ...] = ()
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Commitment:
    """`by_id` promises `to_id` something, due on a day if one was said."""

    text: str
    by_id: int
    to_id: int | None = None
    due: FuzzyDate | None = None
    issue_ids: tuple[int, ...] = ()
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Arrive:
    """Somebody comes: known people, a new person by name, or words for a group."""

    people: tuple[int, ...] = ()
    participant_id: int | None = None
    new_person: str = ""
    headcount: str = ""


@dataclass(frozen=True, slots=True)
class Depart:
    """Somebody leaves: known people, or words for a group."""

    people: tuple[int, ...] = ()
    participant_id: int | None = None
    headcount: str = ""


@dataclass(frozen=True, slots=True)
class NextMeeting:
    """When and where the next session is."""

    date: FuzzyDate
    time: dt.time | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class TimeOf:
    """Another occurred time for a line; `LineTime` says on which day."""

    entry_id: int
    number: int
    time: LineTime


@dataclass(frozen=True, slots=True)
class Fix:
    """Another wording for a line; what `say` leaves empty beside its text stays as it was."""

    entry_id: int
    number: int
    say: Say


@dataclass(frozen=True, slots=True)
class Authorise:
    """What a side allows the mediator to tell the other side.

    Attributes:
        participant_id: whose room, and so whose offer it is.
        items: the exact terms.
        people: who authorised it.
        conditions: only if, in words.
        expires: until when it may be conveyed.
        expires_time: until what time of that day.
        text: what was typed after the command.

    """

    participant_id: int
    items: tuple[OfferItem, ...]
    people: tuple[int, ...] = ()
    conditions: str = ""
    expires: FuzzyDate | None = None
    expires_time: dt.time | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Adjourn:
    """The session ends; `text` is any further word."""

    text: str = ""


Order = (
    Say
    | Note
    | Offer
    | OfferAction
    | TentativeAgreementOrder
    | OpenInterval
    | CloseInterval
    | Exhibit
    | InformationRequest
    | Commitment
    | Arrive
    | Depart
    | NextMeeting
    | TimeOf
    | Fix
    | Authorise
    | Adjourn
)
"""Anything a line can ask for."""

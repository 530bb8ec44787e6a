"""Adjourning: the last line, the time out, and the summary to read back before the lock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.model.vocabulary import EntryKind, FollowUpKind, label
from negotiation_tracker.rules.line_scene import IntervalKind
from negotiation_tracker.rules.offer_status import offer_status
from negotiation_tracker.rules.session_clock import day_of, first_day, on_the_day, wall_clock
from negotiation_tracker.rules.stretches import (
    CLOSES,
    WORDS,
    Stretch,
    in_order,
    minutes_within,
    running,
    stretches,
)
from negotiation_tracker.rules.wording import item_words, participant_name
from negotiation_tracker.services import records, sessions
from negotiation_tracker.services.live_known import Known, known
from negotiation_tracker.services.live_scene import last_day
from negotiation_tracker.services.live_writing import Made, Pen
from negotiation_tracker.services.session_reading import EntryPlan, at_most_parties
from negotiation_tracker.services.workspace import Workspace

_PROMISES = (FollowUpKind.COMMITMENT, FollowUpKind.INFO_REQUEST)


@dataclass(frozen=True, slots=True)
class CaucusTime:
    """Minutes of caucus of a side; who is "" when nobody in particular called it."""

    participant_id: int | None
    who: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Passed:
    """An offer passed at the session: code, whose, what it says, and what became of it."""

    proposal_id: int
    code: str
    who: str
    words: str
    became: str


@dataclass(frozen=True, slots=True)
class OwedThing:
    """A promise, a request or a task: what, by whom, until when ("" where not said)."""

    follow_up_id: int
    kind: str
    title: str
    who: str
    due: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session comes to, to be read back before it is locked.

    Attributes:
        began, ended: "10:00"; "" when not known.
        minutes: from one to the other; table_minutes the same less caucuses and breaks; None
            when not known.
        caucus: minutes of caucus of each side.
        break_minutes, sidebar_minutes, off_record_minutes: of what has both ends.
        passed, agreements, owed: what was passed, agreed tentatively, promised and asked for.
        next_meeting: in words; "" when none is agreed.
        unpaired: a sentence for each stretch without an end.
        lines, private_notes: how many.

    """

    began: str
    ended: str
    minutes: int | None
    table_minutes: int | None
    caucus: tuple[CaucusTime, ...]
    break_minutes: int
    sidebar_minutes: int
    off_record_minutes: int
    passed: tuple[Passed, ...]
    agreements: tuple[str, ...]
    owed: tuple[OwedThing, ...]
    next_meeting: str
    unpaired: tuple[str, ...]
    lines: int
    private_notes: int

    @property
    def text(self) -> str:
        """Give all of it as plain text, for reading back or copying; nothing private is in it."""
        return "\n".join(_text(self))


def adjourn(
    writer: RecordWriter, session_id: int, at: datetime | None = None, *, close_open: bool = False
) -> int:
    """End a session: its last line and its time out; give the key of the line.

    Args:
        writer: the open change.
        session_id: the session.
        at: moment it ends; None for now. Later than the night after its day, no time is kept.
        close_open: also end what is still open, at the same time; otherwise it stays open and
            the summary lists it.

    Raises:
        InvalidInput: it is adjourned or locked already.
        NotFound: there is no such session.

    """
    session = records.need(writer, "session", session_id)
    zone = str(records.need(writer, "negotiation", session.negotiation_id).timezone)
    moment = at or writer.now
    lines = in_order(writer.where("table_entry", session_id=session_id))
    _must_run(session, lines)
    time = wall_clock(moment, zone) if on_the_day(session, moment, zone) else None
    if time is not None and day_of(moment, zone) != first_day(session):
        session = writer.update("session", session_id, crosses_midnight=True)
    seq = max((line.seq for line in lines), default=0)
    values: dict[str, Any] = {
        "handling": at_most_parties(session.values()),
        "confidence_of_id": session.confidence_of_id,
        "occurred_at": time,
    }
    for stretch in running(lines) if close_open else ():
        seq += 1
        ends = {"kind": CLOSES[stretch.kind], "participant_id": stretch.participant_id}
        sessions.store_entry(writer, session, EntryPlan({**values, **ends}), seq)
    _time_out(writer, session, time)
    last = EntryPlan({**values, "kind": EntryKind.ADJOURN})
    return sessions.store_entry(writer, session, last, seq + 1).id


def adjourned(pen: Pen, text: str) -> Made:
    """End a session by a line of its log."""
    _must_run(
        pen.session,
        pen.writer.where("table_entry", session_id=pen.session.id, kind=EntryKind.ADJOURN),
    )
    _time_out(pen.writer, pen.session, pen.time)
    return Made((pen.entry(EntryKind.ADJOURN, text=text),))


def summary(
    ws: Workspace, session_id: int, at: datetime | None = None, reader: Reader | None = None
) -> Summary:
    """Add up what a session comes to.

    Args:
        ws: the workspace.
        session_id: the session.
        at: as if it ended at this moment; None for what is recorded.
        reader: who reads; None for the owner of the file.

    Raises:
        NotFound: there is no such session, or this reader may not see it.

    """
    return summary_of(known(ws, session_id, reader), at)


def summary_of(now: Known, at: datetime | None = None) -> Summary:
    """Add up what a session comes to from what is known of it; see `summary`."""
    session = _as_if_ended(now, at)
    found = stretches(now.log)
    minutes = _length(session)
    pauses = [s for s in found if s.kind in (IntervalKind.CAUCUS, IntervalKind.BREAK)]
    return Summary(
        began="" if session.time_in is None else session.time_in.describe(),
        ended="" if session.time_out is None else session.time_out.describe(),
        minutes=minutes,
        table_minutes=None if minutes is None else minutes - minutes_within(pauses, session),
        caucus=_caucus(now, session, found),
        break_minutes=_minutes(found, IntervalKind.BREAK, session),
        sidebar_minutes=_minutes(found, IntervalKind.SIDEBAR, session),
        off_record_minutes=_minutes(found, IntervalKind.OFF_RECORD, session),
        passed=_passed(now),
        agreements=tuple(
            " ".join(filter(None, (str(one.code), str(one.title))))
            for one in now.talks.where("tentative_agreement", session_id=session.id)
        ),
        owed=_owed(now),
        next_meeting=next_words(session),
        unpaired=tuple(_unpaired(now, stretch) for stretch in found if stretch.end is None),
        lines=len(now.lines.all("table_entry")),
        private_notes=len(now.lines.all("private_note")),
    )


def next_words(session: Record) -> str:
    """Give the next session as agreed: "Mon 27 Mar 2023, 10:00, City Hall"; "" when none is."""
    words = (
        "" if session.next_date is None else session.next_date.describe(),
        "" if session.next_time is None else session.next_time.describe(),
        str(session.next_place),
    )
    return ", ".join(filter(None, words))


def _must_run(session: Record, lines: Iterable[Record]) -> None:
    if session.locked_at is not None:
        message = "The session is locked. It was adjourned before."
        raise InvalidInput([FieldProblem("time_out", message)])
    if any(line.kind == EntryKind.ADJOURN for line in lines):
        message = "The session is adjourned already. Delete that line to go on."
        raise InvalidInput([FieldProblem("kind", message)])


def _time_out(writer: RecordWriter, session: Record, time: ClockTime | None) -> None:
    """Keep when a session ended, unless that is the minute in which it began."""
    if time is None:
        return
    if session.time_in is not None and session.time_in.time == time.time:
        message = "It ends in the minute it began, so no time out is kept. Edit the session."
        writer.warn("time_out", message)
        return
    writer.update("session", session.id, time_out=time)


def _as_if_ended(now: Known, at: datetime | None) -> Record:
    session = now.session
    if at is None or session.time_out is not None or not on_the_day(session, at, now.zone):
        return session
    late = day_of(at, now.zone) != first_day(session)
    return session.replaced(
        time_out=wall_clock(at, now.zone),
        crosses_midnight=bool(session.crosses_midnight or late),
    )


def _length(session: Record) -> int | None:
    if session.time_in is None or session.time_out is None:
        return None
    try:
        length: int = session.time_out.minutes_since(session.time_in, session.crosses_midnight)
    except ValueError:
        return None
    return length if length >= 0 else None


def _caucus(now: Known, session: Record, found: Iterable[Stretch]) -> tuple[CaucusTime, ...]:
    minutes: dict[int | None, int] = {}
    for stretch in found:
        length = stretch.minutes(bool(session.crosses_midnight))
        if stretch.kind is IntervalKind.CAUCUS and length is not None:
            whose = stretch.participant_id
            minutes[whose] = minutes.get(whose, 0) + length
    return tuple(
        CaucusTime(key, participant_name(now.talks, key), total) for key, total in minutes.items()
    )


def _minutes(found: Iterable[Stretch], kind: IntervalKind, session: Record) -> int:
    crosses = bool(session.crosses_midnight)
    return sum(s.minutes(crosses) or 0 for s in found if s.kind is kind)


def _passed(now: Known) -> tuple[Passed, ...]:
    day = last_day(now.session)
    found = now.talks.where("proposal", session_id=now.session.id)
    return tuple(
        Passed(
            one.id,
            str(one.code),
            participant_name(now.talks, one.from_id),
            offer_words(now.talks, one),
            label(offer_status(now.talks, one, day).status),
        )
        for one in sorted(found, key=lambda p: (p.seq_in_day, p.id))
    )


def offer_words(talks: Dossier, proposal: Record) -> str:
    """Give what an offer says on each issue, in a line."""
    parts = []
    items = talks.where("proposal_item", proposal_id=proposal.id)
    for item in sorted(items, key=lambda i: (i.seq, i.id)):
        issue = talks.get("issue", item.issue_id)
        terms = tuple(sorted(talks.where("term", item_id=item.id), key=lambda t: (t.seq, t.id)))
        words = item_words(item, terms)
        parts.append(f"{issue.title}: {words}" if issue is not None else words)
    return "; ".join(parts)


def _owed(now: Known) -> tuple[OwedThing, ...]:
    found = now.lines.all("follow_up")
    order = {kind: place for place, kind in enumerate(_PROMISES)}
    return tuple(
        OwedThing(
            one.id,
            label(one.kind),
            str(one.title),
            participant_name(now.talks, one.owed_by_id),
            "" if one.due is None else one.due.describe(),
        )
        for one in sorted(found, key=lambda f: (order.get(f.kind, len(order)), f.id))
    )


def _unpaired(now: Known, stretch: Stretch) -> str:
    who = participant_name(now.talks, stretch.participant_id)
    whose = f" of {who}" if who else ""
    since = "" if stretch.start.occurred_at is None else stretch.start.occurred_at.describe()
    begun = f" that began at {since}" if since else ""
    return f"The {WORDS[stretch.kind]}{whose}{begun} has no end."


def _text(one: Summary) -> list[str]:
    lines = []
    if one.began or one.ended:
        times = " to ".join(filter(None, (one.began, one.ended)))
        length = "" if one.minutes is None else f": {hours(one.minutes)}"
        lines.append(f"Session {times}{length}")
    if one.table_minutes is not None:
        lines.append(f"At the table: {hours(one.table_minutes)}")
    lines += [f"Caucus{f' of {c.who}' if c.who else ''}: {hours(c.minutes)}" for c in one.caucus]
    for name, minutes in (
        ("Breaks", one.break_minutes),
        ("Sidebars", one.sidebar_minutes),
        ("Off the record", one.off_record_minutes),
    ):
        if minutes:
            lines.append(f"{name}: {hours(minutes)}")
    lines += [f"{p.code} from {p.who}: {p.words} ({p.became})" for p in one.passed]
    lines += [f"Tentative agreement {words}" for words in one.agreements]
    for owed in one.owed:
        by = f" by {owed.who}" if owed.who else ""
        due = f", due {owed.due}" if owed.due else ""
        lines.append(f"{owed.kind.capitalize()}: {owed.title}{by}{due}")
    lines.append(f"Next session: {one.next_meeting or 'none agreed'}")
    return [*lines, *one.unpaired]


def hours(minutes: int) -> str:
    """Give minutes in words: "2 h 05 min", "45 min"."""
    whole, rest = divmod(minutes, 60)
    return f"{whole} h {rest:02} min" if whole else f"{rest} min"

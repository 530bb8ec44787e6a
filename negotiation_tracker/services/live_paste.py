"""Pasting an afternoon's minutes: every line read, reviewed in a table, stored as one step.

What a line may name grows line by line: an offer of line 3 can be rejected on line 7.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.model.vocabulary import AttendanceMode
from negotiation_tracker.rules.line_orders import LineTime
from negotiation_tracker.rules.line_reading import Reading, read
from negotiation_tracker.rules.line_scene import Scene, SceneLine
from negotiation_tracker.rules.stretches import in_order
from negotiation_tracker.services import live_notes, records
from negotiation_tracker.services.live_growth import grown, imagined
from negotiation_tracker.services.live_notes import Entered, Typed, clock_of, enter_typed
from negotiation_tracker.services.live_writing import shifted

LABEL = "Log lines"
"""Words of the undo menu for lines stored together."""


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line as pasted.

    Attributes:
        number: its number in what was pasted, from 1; empty lines are passed over.
        text: the line.
        reading: how it is understood.
        time: the time it will carry, "21:30"; "" for none.
        refusal: why it cannot be stored, and what to type; "" when it can.

    """

    number: int
    text: str
    reading: Reading
    time: str
    refusal: str


def review(text: str, scene: Scene, *, carry_time: bool = False) -> tuple[PastedLine, ...]:
    """Read pasted lines one after another without storing anything.

    Args:
        text: what was pasted.
        scene: what the first line may name; each line adds to it.
        carry_time: whether a line that states no time has that of the line before it.

    """
    found = []
    scene = replace(scene, now=None)
    before: LineTime | None = None
    for number, line in lines_of(text):
        reading = read(line, scene)
        before = reading.at or (before if carry_time else None)
        time = before.describe() if before is not None else ""
        found.append(PastedLine(number, line, reading, time, reading.refusal))
        if reading.order is not None:
            made = imagined(scene, reading.order, number)
            scene = grown(scene, reading.order, made, _clock(before, scene))
    return tuple(found)


def commit(
    writer: RecordWriter,
    session_id: int,
    text: str,
    scene: Scene,
    *,
    at: datetime | None = None,
    carry_time: bool = False,
) -> tuple[Entered, ...]:
    """Store pasted lines; all of them, or none.

    A session without a time in begins with the first line that has a time.

    Args:
        writer: the open change.
        session_id: the session.
        text: what was pasted.
        scene: what the first line may name.
        at: moment that counts for lines that state no time; None when they have none.
        carry_time: whether a line that states no time has that of the line before it.

    Raises:
        InvalidInput: one problem for each line that cannot be stored, named ``lines[3]`` by
            its number in what was pasted.
        NotFound: the session is gone.

    """
    lines = review(text, scene, carry_time=carry_time)
    refused = [FieldProblem(_name(line.number), line.refusal) for line in lines if line.refusal]
    if refused:
        raise InvalidInput(refused)
    scene = scene if at is not None else replace(scene, now=None)
    entered: list[Entered] = []
    before: LineTime | None = None
    for place, (number, line) in enumerate(lines_of(text)):
        logged = shifted(writer.now, place)
        earlier = _clock_on(writer, session_id, before) if carry_time else None
        late = earlier is not None and before is not None and before.next_day
        typed = Typed(line, logged, at, earlier, late)
        try:
            one = enter_typed(writer, session_id, typed, scene)
        except InvalidInput as error:
            problems = [FieldProblem(_name(number), p.message) for p in error.problems]
            raise InvalidInput(problems) from error
        before = one.reading.at or before
        scene = one.scene
        entered.append(one)
    _begin(writer, session_id)
    return tuple(entered)


def commit_new(
    writer: RecordWriter,
    text: str,
    scene: Scene,
    *,
    at: datetime | None = None,
    carry_time: bool = False,
) -> tuple[int, tuple[Entered, ...]]:
    """Begin a session and store pasted lines in it, in one step; give its key and the lines.

    With a moment it is begun live at that moment; otherwise on the day of the scene, at the time
    of its first line. Arguments and errors are those of `commit`.
    """
    if at is not None:
        session_id = live_notes.start(writer, scene.negotiation_id, at)
    else:
        session_id = live_notes.plan(writer, scene.negotiation_id, scene.day)
    session = records.need(writer, "session", session_id)
    lines = writer.where("table_entry", session_id=session_id)
    present = {
        a.person_id
        for a in writer.where("attendance", session_id=session_id)
        if a.mode != AttendanceMode.ABSENT
    }
    begun = replace(
        scene,
        session_id=session_id,
        start=session.time_in,
        lines=tuple(
            SceneLine(number, line.id, str(line.kind), str(line.text))
            for number, line in enumerate(in_order(lines), start=1)
        ),
        people=tuple(replace(p, present=p.person_id in present) for p in scene.people),
    )
    return session_id, commit(writer, session_id, text, begun, at=at, carry_time=carry_time)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Give the lines that are not empty, each with its number from 1."""
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line.strip()


def line_number(problem: FieldProblem) -> str:
    """Give the number of the pasted line that a problem of `commit` is about."""
    return problem.field.removeprefix("lines[").removesuffix("]")


def _name(number: int) -> str:
    return f"lines[{number}]"


def _clock(time: LineTime | None, scene: Scene) -> ClockTime | None:
    """Give a time for a scene that is only imagined."""
    if time is None:
        return None
    return ClockTime(time.time, "UTC" if scene.start is None else scene.start.zone)


def _clock_on(writer: RecordWriter, session_id: int, time: LineTime | None) -> ClockTime | None:
    if time is None:
        return None
    session = records.need(writer, "session", session_id)
    zone = str(records.need(writer, "negotiation", session.negotiation_id).timezone)
    return clock_of(time, session, zone)


def _begin(writer: RecordWriter, session_id: int) -> None:
    session = records.need(writer, "session", session_id)
    if session.time_in is not None or session.locked_at is not None:
        return
    lines = writer.where("table_entry", session_id=session_id)
    times = [line.occurred_at for line in lines if line.occurred_at is not None]
    if times and not session.crosses_midnight:
        writer.update("session", session_id, time_in=min(times, key=lambda time: time.time))
    elif times:
        writer.update("session", session_id, time_in=times[0])

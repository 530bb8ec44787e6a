"""`notes`: lines typed at the table, read from standard input, into the log of a session."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from negotiation_tracker.cli.arguments import Parser, UsageError, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import change_form, summary, write_notes
from negotiation_tracker.cli.references import find
from negotiation_tracker.model.errors import FieldProblem, InvalidInput, NotFound
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.rules.session_clock import day_of, first_day
from negotiation_tracker.services import live_known, live_paste, live_scene
from negotiation_tracker.services.live_paste import PastedLine
from negotiation_tracker.services.workspace import Workspace

_BAD_INPUT = InvalidInput.exit_status


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was asked: the session (None for a new one), the scene, and when lines happened."""

    session: Record | None
    scene: Scene
    text: str
    at: datetime | None
    carry: bool


def describe(parser: Parser) -> None:
    """Add the arguments of `notes`."""
    parser.add_argument(
        "negotiation",
        nargs="?",
        metavar="CODE",
        help="which negotiation, by its code; not needed when there is only one",
    )
    parser.add_argument(
        "--session",
        metavar="REF",
        required=True,
        help="“today”, “new” for one that begins today, its number, its date, or the start of its "
        "identifier",
    )
    parser.add_argument(
        "--room",
        metavar="ROOM",
        help="in talks you mediate: the room these notes are for, by its letter or “joint”",
    )
    parser.add_argument(
        "--review", action="store_true", help="only show how each line is read; write nothing"
    )
    parser.add_argument(
        "--time-from-line",
        action="store_true",
        help="times come from the lines alone; a line without one has that of the line before",
    )
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Lines come from standard input, in the language of live notes (docs/line_language.md):\n"
        "  14:05 u @Pat: “We will not go below five” #wages\n"
        "  /offer e wages 3% over 2 years\n"
        "  /caucus u\n"
        "All of them are one step of undo. If one cannot be read, none is written and each such\n"
        "line is named with its number. A line that states no time has the present one if the\n"
        "session is today's, and none otherwise."
    )


def run(call: Call) -> int:
    """Review the lines, or write all of them in one step of undo."""
    with call.workspace() as desk:
        negotiation = call.negotiation(desk)
        ws = _door(call, desk, negotiation)
        asked = _asked(call, ws, negotiation)
        lines = live_paste.review(asked.text, asked.scene, carry_time=asked.carry)
        if call.args.review:
            _write_lines(call, lines)
            return _BAD_INPUT if any(line.refusal for line in lines) else 0
        if not lines:
            raise InvalidInput([FieldProblem("", "There are no lines on standard input.")])
        _refuse(lines)
        _commit(call, ws, asked, lines)
    return 0


def _door(call: Call, desk: Workspace, negotiation: Record) -> Workspace:
    """Give the workspace, or that of the mediator's room that was asked for."""
    if not call.args.room:
        return desk
    from negotiation_tracker.services.room_workspace import RoomWorkspace, room_named

    return RoomWorkspace(desk, room_named(desk, negotiation.id, call.args.room))


def _asked(call: Call, ws: Workspace, negotiation: Record) -> _Asked:
    now = datetime.now(UTC)
    text = call.streams.read.read()
    carry = bool(call.args.time_from_line)
    session = _session(call, ws, negotiation, now)
    if session is None:
        known = live_known.before_session(ws, negotiation.id, now)
    else:
        known = live_known.known(ws, session.id)
    scene = live_scene.scene_of(known, now, live_scene.live_room(ws))
    return _Asked(session, scene, text, None if carry else now, carry)


def _session(call: Call, ws: Workspace, negotiation: Record, now: datetime) -> Record | None:
    """Find the session asked for; None for a new one."""
    wanted = call.args.session.strip().casefold()
    if wanted == "new":
        if live_known.running(ws, negotiation.id) is not None:
            raise UsageError(
                "A session runs already.", hint="Add to it with --session today, or adjourn it."
            )
        return None
    dossier = ws.dossier(negotiation.id)
    if wanted == "today":
        return _todays(ws, dossier, negotiation, now)
    if wanted.isdigit():
        for session in dossier.where("session", negotiation_id=negotiation.id):
            if session.number == int(wanted):
                return session
    return find("session", call.args.session, [dossier], within=negotiation.id)[0]


def _todays(ws: Workspace, dossier: Dossier, negotiation: Record, now: datetime) -> Record:
    running = live_known.running(ws, negotiation.id)
    if running is not None:
        return running[0]
    today = day_of(now, str(negotiation.timezone))
    found = [
        session
        for session in dossier.where("session", negotiation_id=negotiation.id)
        if first_day(session) == today
    ]
    if not found:
        raise NotFound("There is no session today.", "", "Begin one with --session new.")
    return max(found, key=lambda session: session.id)


def _refuse(lines: tuple[PastedLine, ...]) -> None:
    """Name every line that cannot be written.

    Raises:
        InvalidInput: there are such lines.

    """
    refused = [(f"line {line.number}", line.refusal) for line in lines if line.refusal]
    if refused:
        raise InvalidInput(_named(refused))


def _named(refused: list[tuple[str, str]]) -> list[FieldProblem]:
    """Put the number of a line where it is written: one problem alone goes without its field."""
    if len(refused) == 1:
        line, message = refused[0]
        return [FieldProblem(line, f"{line.capitalize()}: {message}")]
    return [FieldProblem(line, message) for line, message in refused]


def _commit(call: Call, ws: Workspace, asked: _Asked, lines: tuple[PastedLine, ...]) -> None:
    def verb(writer: RecordWriter) -> int:
        if asked.session is None:
            return live_paste.commit_new(
                writer, asked.text, asked.scene, at=asked.at, carry_time=asked.carry
            )[0]
        live_paste.commit(
            writer, asked.session.id, asked.text, asked.scene, at=asked.at, carry_time=asked.carry
        )
        return asked.session.id

    try:
        changed = ws.change(live_paste.LABEL, verb)
    except InvalidInput as error:
        refused = [(f"line {live_paste.line_number(p)}", p.message) for p in error.problems]
        raise InvalidInput(_named(refused)) from error
    session = ws.find("session", changed.value)
    if call.wants_json:
        form = {**change_form(changed.change, session), "undo": ws.undo_label()}
        call.write_json("notes", {"lines": [_form(line) for line in lines], **form})
        return
    write_notes(call, changed.change)
    for line in lines:
        for kept in line.reading.kept:
            call.warn(f"Note: line {line.number}: {kept}")
    call.say(f"Saved: {changed.change.label} ({summary(ws, changed.change)}).")


def _write_lines(call: Call, lines: tuple[PastedLine, ...]) -> None:
    if call.wants_json:
        call.write_json("notes", {"lines": [_form(line) for line in lines]})
        return
    rows = [
        (
            str(line.number),
            line.time,
            f"Refused: {line.refusal}" if line.refusal else line.reading.sentence,
            " ".join(line.reading.kept),
        )
        for line in lines
    ]
    call.table(("Line", "Time", "Reading", "Kept as text"), rows)


def _form(line: PastedLine) -> dict[str, Any]:
    return {
        "line": line.number,
        "text": line.text,
        "time": line.time or None,
        "reading": line.reading.sentence or None,
        "kept": list(line.reading.kept),
        "private": line.reading.private,
        "refusal": line.refusal or None,
    }

"""A whole session or proposal as a small TOML or JSON file, for `log … --from`.

Any field of a session goes by its name. `mediator` is a name; `attendance`, `entries`,
`proposals` and `follow_ups` are lists whose members are short texts as on the command line, or
tables.
"""

import json
import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any, TypeVar

from negotiation_tracker.cli.arguments import UsageError
from negotiation_tracker.cli.table_talk import Talk
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    ItemLine,
    LogProposal,
)

T = TypeVar("T")
Table = Mapping[str, Any]


def read_file(name: str, stdin: IO[str]) -> dict[str, Any]:
    """Read a TOML or JSON file, or standard input for "-".

    Raises:
        TrackerError: it cannot be read; the message says where (E40).

    """
    try:
        text = stdin.read() if name == "-" else Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise _unreadable(f"{name} cannot be read: {reason}.") from error
    try:
        if text.lstrip().startswith("{"):
            found = json.loads(text, parse_float=str)
        else:
            found = tomllib.loads(text, parse_float=str)
    except ValueError as error:
        raise _unreadable(f"{_named(name)} is neither TOML nor JSON: {error}.") from error
    if not isinstance(found, dict):
        raise _unreadable(f"{_named(name)} must hold a table of fields.")
    return {key: _plain(value) for key, value in found.items()}


def attendance(talk: Talk, value: object) -> AttendanceLine:
    """Read somebody at a session: a short text, or a table with `who`, `side`, `role` …."""
    if isinstance(value, str):
        return talk.attendance(value)
    table = _table("attendance", value, {"who", "side", "role", "time_in", "time_out", "mode"})
    side = f"{table['side']}: " if table.get("side") else ""
    read = talk.attendance(f"{side}{table.get('who', '')}")
    given = {k: str(v) for k, v in table.items() if k in ("role", "time_in", "time_out", "mode")}
    return AttendanceLine(
        read.person_id, read.participant_id, read.new_person, read.headcount_label, **given
    )


def entry(talk: Talk, value: object) -> EntryLine:
    """Read a log line: a short text, or a table with `text`, `time`, `side`, `kind` …."""
    if isinstance(value, str):
        return talk.entry(value)
    allowed = {"text", "time", "side", "kind", "speaker", "issues", "verbatim", "handling"}
    table = _table("entries", value, allowed)
    speaker = talk.person(str(table["speaker"])) if table.get("speaker") else None
    if table.get("speaker") and speaker is None:
        raise UsageError(f"entries: nobody is known as “{table['speaker']}”.")
    return EntryLine(
        text=str(table.get("text", "")),
        kind=str(table.get("kind", "statement")),
        time=str(table.get("time", "")),
        participant_id=talk.participant(str(table["side"])) if table.get("side") else None,
        speaker_id=speaker.id if speaker else None,
        issue_ids=tuple(_issue(talk, name) for name in listed("issues", table.get("issues"))),
        verbatim=table.get("verbatim") in (True, "yes", "true"),
        handling=str(table["handling"]) if table.get("handling") else None,
    )


def owed(talk: Talk, value: object) -> FollowUpLine:
    """Read what is owed: a short text, or a table with `title`, `kind`, `owed_by`, `due`."""
    if isinstance(value, str):
        return talk.owed(value)
    table = _table("follow_ups", value, {"title", "kind", "owed_by", "due"})
    return FollowUpLine(
        kind=str(table.get("kind", "task")),
        title=str(table.get("title", "")),
        owed_by_id=talk.participant(str(table["owed_by"])) if table.get("owed_by") else None,
        due=str(table.get("due", "")),
    )


def offer(talk: Talk, value: object) -> LogProposal:
    """Read a proposal: a short text, or a table with `from`, `items` and fields of a proposal."""
    if isinstance(value, str):
        return talk.offer(value)
    if not isinstance(value, Mapping):
        raise UsageError("proposals: each is a text or a table.")
    fields = dict(value)
    maker, receiver = fields.pop("from", None), fields.pop("to", None)
    items = listed("items", fields.pop("items", None))
    counters = [str(c) for c in listed("counters", fields.pop("counters", None))]
    if maker is None:
        raise UsageError("proposals: from is missing: say who makes it, u or e or a name.")
    fields["from_id"] = talk.participant(str(maker))
    if receiver is not None:
        fields["to_id"] = talk.participant(str(receiver))
    countered, together = talk.counters(counters)
    talk.here.append(str(fields.get("code", "")).casefold())
    read = tuple(line for item in items for line in _items(talk, item))
    return LogProposal(talk.negotiation.id, fields, read, countered, together)


def each(read: Callable[[Talk, object], T], talk: Talk, name: str, value: object) -> tuple[T, ...]:
    """Read every member of a list."""
    return tuple(read(talk, member) for member in listed(name, value))


def _items(talk: Talk, value: object) -> tuple[ItemLine, ...]:
    if isinstance(value, str):
        return talk.items(value)
    allowed = {"issue", "terms", "summary", "stance", "conditional_on", "language"}
    table = _table("items", value, allowed)
    if not table.get("issue"):
        raise UsageError("items: issue is missing: give its code or its title.")
    terms = table.get("terms", "")
    said = "; ".join(map(str, terms)) if isinstance(terms, list) else str(terms)
    given = {k: str(v) for k, v in table.items() if k not in ("issue", "terms")}
    return (talk.item(str(table["issue"]), said, given),)


def _issue(talk: Talk, name: object) -> int:
    from negotiation_tracker.cli import references

    found = references.issue(str(name), talk.dossier, talk.negotiation.id)
    if found is None:
        raise UsageError(f"entries: there is no issue “{name}”.", hint="See list issues.")
    return found.id


def _table(where: str, value: object, allowed: set[str]) -> Table:
    if not isinstance(value, Mapping):
        raise UsageError(f"{where}: each is a text or a table.")
    strange = sorted(set(value) - allowed)
    if strange:
        known = ", ".join(sorted(allowed))
        raise UsageError(f"{where}: there is no field “{strange[0]}”.", hint=f"It has: {known}.")
    return value


def listed(where: str, value: object) -> list[Any]:
    """Give a list as it is, nothing as an empty one; UsageError for anything else."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise UsageError(f"{where}: this is a list.")
    return value


def _plain(value: Any) -> Any:
    """Turn what TOML reads as times and moments into the text they were typed as."""
    if isinstance(value, dict):
        return {key: _plain(member) for key, member in value.items()}
    if isinstance(value, list):
        return [_plain(member) for member in value]
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def _unreadable(sentence: str) -> TrackerError:
    error = TrackerError(sentence, "Nothing was saved.")
    error.code = "E40"
    return error


def _named(name: str) -> str:
    return "Standard input" if name == "-" else name

"""The verb notes: lines typed at the table, from standard input."""

import json
from pathlib import Path

import pytest

from negotiation_tracker.services.workspace import Workspace
from tests.cli.calling import Cli

LINES = """\
10:00 u opening words #wages
/offer u #wages 5% over 2 years
10:20 /caucus e
10:40 /back
/promise e send the roster by 4/20
"""


@pytest.fixture
def session(cli: Cli, talks: Path) -> str:
    """Log a session; give how it is named."""
    made = cli("log", "session", "--date", "17 Mar 2024", "--time-in", "9:00", "--number", "4")
    assert made.status == 0, made.err
    return "2024-03-17"


def stored(store: Path, kind: str) -> list[str]:
    ws = Workspace.open(store)
    try:
        return [str(getattr(r, "text", "") or getattr(r, "code", "")) for r in ws.records(kind)]
    finally:
        ws.close()


def test_review_shows_the_readings_and_writes_nothing(cli: Cli, talks: Path, session: str) -> None:
    before = talks.read_bytes()
    found = cli("notes", "EX-1", "--session", session, "--review", stdin=LINES)
    assert found.status == 0, found.err
    rows = [line.split("\t") for line in found.out.splitlines()]
    assert rows[0] == ["Line", "Time", "Reading", "Kept as text"]
    assert [row[0] for row in rows[1:]] == ["1", "2", "3", "4", "5"]
    assert rows[1][1] == "10:00"
    assert "offers 5% over 2 years on Wages" in rows[2][2]
    assert talks.read_bytes() == before


def test_lines_are_one_step_of_undo(cli: Cli, talks: Path, session: str) -> None:
    found = cli("notes", "--session", "4", stdin=LINES)
    assert found.status == 0, found.err
    assert "Saved: Log lines (" in found.out
    assert "5 log lines" in found.out
    assert stored(talks, "proposal") == ["P1"]
    shown = cli("show", "session", session).out
    assert "opening words" in shown
    assert "10:20" in shown
    assert "Log lines" in cli("undo").out
    assert stored(talks, "table_entry") == []
    assert stored(talks, "proposal") == []


def test_a_refused_line_is_named_and_nothing_is_written(
    cli: Cli, talks: Path, session: str
) -> None:
    before = talks.read_bytes()
    found = cli("notes", "--session", session, stdin=f"{LINES}/reject u P9\n\n/nonsense\n")
    assert found.status == 2
    assert "Nothing was saved" in found.err
    assert "line 6: " in found.err
    assert "line 8: " in found.err
    one = cli("notes", "--session", session, stdin=f"{LINES}/reject u P9\n")
    assert one.status == 2
    assert one.err.startswith("Line 6: ")
    review = cli("notes", "--session", session, "--review", stdin="/nonsense\n")
    assert review.status == 2
    assert "Refused: " in review.out
    assert talks.read_bytes() == before


def test_times_from_the_lines_alone(cli: Cli, talks: Path, session: str) -> None:
    found = cli("notes", "--session", session, "--time-from-line", stdin=LINES)
    assert found.status == 0, found.err
    ws = Workspace.open(talks)
    times = [r.occurred_at.describe() for r in ws.records("table_entry")]
    ws.close()
    assert times == ["10:00", "10:00", "10:20", "10:40", "10:40"]


def test_a_new_session_today(cli: Cli, talks: Path) -> None:
    missing = cli("notes", "--session", "today", stdin="hello\n")
    assert missing.status == 2
    assert "--session new" in missing.err
    found = cli("notes", "--session", "new", stdin="u hello everybody\n/note ours\n")
    assert found.status == 0, found.err
    assert stored(talks, "table_entry") == ["", "hello everybody"]
    twice = cli("notes", "--session", "new", stdin="hello\n")
    assert twice.status == 2
    assert "runs already" in twice.err
    again = cli("notes", "--session", "today", "--json", stdin="e good morning\n")
    assert again.status == 0, again.err
    form = json.loads(again.out)
    assert form["format"] == "negotiation-tracker.notes/1"
    assert form["lines"][0]["private"] is False
    assert form["added"] == {"table_entry": 1}
    assert form["record"]["record"] == "session"
    assert len(stored(talks, "session")) == 1
    assert cli("undo").status == 0
    assert "Log lines" in cli("undo").out
    assert stored(talks, "session") == []


def test_words_that_stay_text_are_said(cli: Cli, talks: Path, session: str) -> None:
    found = cli("notes", "--session", session, stdin="u asks @nobodyknown about it\n")
    assert found.status == 0, found.err
    assert "Note: line 1: " in found.err
    empty = cli("notes", "--session", session, stdin="\n\n")
    assert empty.status == 2
    assert "no lines" in empty.err


def test_notes_of_a_mediators_room(cli: Cli, private_folders: Path) -> None:
    store = private_folders / "default.store"
    assert cli("new", "store").status == 0
    made = cli(
        "new", "negotiation", "--union", "Union of Examples", "--employer", "Sample District",
        "--code", "MED-1", "--ours", "mediator", "--issue", "Wages",
    )  # fmt: skip
    assert made.status == 0, made.err
    assert cli("log", "session", "--date", "17 Mar 2024", "--number", "1").status == 0
    found = cli("notes", "--session", "1", "--room", "A", stdin="they would take four\n")
    assert found.status == 0, found.err
    assert stored(store, "private_note") == ["they would take four"]
    assert stored(store, "table_entry") == []
    wrong = cli("notes", "--session", "1", "--room", "Z", stdin="words\n")
    assert wrong.status == 2
    assert "There is no room" in wrong.err


def test_minutes_are_exported(cli: Cli, talks: Path, session: str) -> None:
    secret = "/caucus u\nunutterable\n/back\n"
    assert cli("notes", "--session", session, stdin=LINES + secret).status == 0
    found = cli("export", "--minutes", "--session", session, "--audience", "me", "-",
                "--format", "markdown")  # fmt: skip
    assert found.status == 0, found.err
    assert "opening words" in found.out
    assert "unutterable" not in found.out
    assert "one session" in cli("export", "--minutes", "-", "--format", "markdown").err

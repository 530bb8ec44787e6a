"""lock and history."""

import json
from pathlib import Path

from tests.cli.calling import Cli


def test_a_session_is_locked_once_and_then_only_corrected(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--entry", "10:05 u: opens")
    locked = cli("lock", "2 Apr 2024")
    assert locked.status == 0
    assert locked.out == "Locked: Lock session (1 session changed).\n"
    again = cli("lock", "2 Apr 2024")
    assert again.status == 2
    assert "is locked since" in again.err
    assert "is locked" in cli("edit", "session", "2 Apr 2024", "place=Hall").err
    assert cli("undo").out.startswith("Undone: Lock session")
    assert cli("lock", "9 Apr 2024").status == 2


def test_history_tells_old_and_new_newest_first(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--entry", "10:05 u: opens with wages")
    cli("edit", "session", "2 Apr 2024", "place=Hall")
    cli("edit", "session", "2 Apr 2024", "place=Library", "virtual=yes")
    shown = cli("history", "session", "2 Apr 2024")
    assert shown.status == 0, shown.err
    assert shown.out.startswith("History: session of Tue 2 Apr 2024\n")
    places = [line for line in shown.out.splitlines() if "Place: " in line]
    assert places == ["  - Place: Hall → Library", "  - Place: not recorded → Hall"]
    assert "no → yes" in shown.out
    assert shown.out.rstrip().endswith("first version")


def test_history_as_json_names_the_record_and_its_parts(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024")
    cli("add", "table-entry", "session=2 Apr 2024", "text=A line", "seq=1")
    page = json.loads(cli("history", "session", "2 Apr 2024", "--json").out)
    assert page["format"] == "negotiation-tracker.history/1"
    assert page["record"] == "session"
    assert page["changes"][0]["changes"] == ["Log line “A line”: added"]
    assert page["changes"][-1]["label"] == "Log session"


def test_a_deleted_part_stays_in_the_history(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--entry", "10:05 u: opens with wages")
    entry = json.loads(cli("show", "session", "2 Apr 2024", "--json").out)["session"]
    uid = entry["table_entries"][0]["uid"]
    assert cli("delete", "table-entry", uid).status == 0
    assert "“opens with wages”, moved to the trash" in cli("history", "session", "2 Apr 2024").out

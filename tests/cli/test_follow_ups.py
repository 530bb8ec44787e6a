"""Things owed on the command line: listed, done, dropped, reopened."""

import json
from pathlib import Path

from tests.cli.calling import Cli


def owe(cli: Cli, title: str, due: str) -> None:
    made = cli("add", "follow-up", "negotiation=EX-1", f"title={title}", f"due={due}")
    assert made.status == 0, made.err


def states(cli: Cli) -> dict[str, str]:
    lines = cli("list", "follow-ups").out.splitlines()[1:]
    return {cells[3]: cells[0] for line in lines if (cells := line.split("\t"))}


def test_what_is_owed_is_listed_with_where_it_stands(cli: Cli, talks: Path) -> None:
    assert cli("list", "follow-ups").out == "No follow-ups to show.\n"
    owe(cli, "Send the roster", "1 Mar 2024")
    owe(cli, "Book a room", "1 Mar 2999")
    found = states(cli)
    assert found["Send the roster"].startswith("overdue by ")
    assert found["Book a room"].startswith("due in ")
    listed = json.loads(cli("list", "follow-ups", "--json").out)["records"]
    assert [one["title"] for one in listed] == ["Send the roster", "Book a room"]


def test_several_are_done_in_one_step_and_reopened(cli: Cli, talks: Path) -> None:
    owe(cli, "Send the roster", "1 Mar 2024")
    owe(cli, "Book a room", "2 Mar 2024")
    done = cli("done", "Send the roster", "Book a room", "--on", "3 Mar 2024")
    assert done.status == 0, done.err
    assert set(states(cli).values()) == {"done Sun 3 Mar 2024"}
    assert cli("undo").status == 0
    assert all(state.startswith("overdue") for state in states(cli).values())
    assert cli("drop", "Book a room", "--reason", "not needed").status == 0
    assert states(cli)["Book a room"] == "dropped"
    assert cli("reopen", "Book a room").status == 0
    assert states(cli)["Book a room"].startswith("overdue")


def test_what_is_done_already_or_not_there_is_refused_whole(cli: Cli, talks: Path) -> None:
    owe(cli, "Send the roster", "1 Mar 2024")
    owe(cli, "Book a room", "2 Mar 2024")
    assert cli("done", "Book a room").status == 0
    again = cli("done", "Send the roster", "Book a room")
    assert again.status == 2
    assert "Reopen it first" in again.err
    assert states(cli)["Send the roster"].startswith("overdue")
    missing = cli("done", "Nothing like it")
    assert missing.status == 2
    assert "There is no follow" in missing.err

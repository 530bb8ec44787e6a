"""Every verb once as a person starts it: a process of its own, on one file."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation_tracker.cli.verb_table import VERBS

pytestmark = pytest.mark.journey


def start(*arguments: str, folder: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        environment.pop(name, None)
    return subprocess.run(
        [sys.executable, "-P", "-m", "negotiation_tracker", *arguments],
        capture_output=True, text=True, check=False, cwd=folder, input=stdin, env=environment,
    )  # fmt: skip


def _mediate(done: Callable[..., str]) -> None:
    """Run the verbs that only a mediator's desk uses."""
    done("new", "negotiation", "--union", "Union of Examples", "--employer", "Sample District",
         "--code", "MED-1", "--issue", "Wages", "--ours", "mediator")  # fmt: skip
    talks = ("--negotiation", "MED-1")
    done("authorise", "u", *talks, "--item", "wages = 4%")
    offer = done("authorise", *talks, "--room", "A").splitlines()[1].split("\t")[0]
    assert "Wages: 4%" in done("convey", offer, *talks)
    assert "Conveyed as P1" in done("convey", offer, *talks, "--now")
    assert "words; none is left" in done("purge", "MED-1", "--yes-purge", "MED-1")


def test_every_verb_in_a_process_of_its_own(sample: Path, tmp_path: Path) -> None:
    used = set()

    def done(*arguments: str, stdin: str = "", status: int = 0) -> str:
        used.add(arguments[0])
        found = start(*arguments, folder=tmp_path, stdin=stdin)
        assert found.returncode == status, (arguments, found.stderr)
        assert "Traceback" not in found.stderr
        return found.stdout

    talks = ("--negotiation", "EX-1")
    arguments: tuple[str, ...]
    done("seed")
    done("new", "negotiation", "--union", "Union of Examples", "--employer", "Sample District",
         "--code", "EX-1", "--issue", "Wages")  # fmt: skip
    done("log", "session", *talks, "--from", "-", stdin='date = 2024-04-02\nplace = "Hall"\n')
    done("log", "proposal", *talks, "--from", "u", "--item", "Wages = 5% over 2 years")
    done("notes", "EX-1", "--session", "2024-04-02", stdin="10:00 u hello\n/caucus e\n")
    done("counter", "P1", *talks, "--item", "Wages = 3%")
    done("act", "P2", "hold", *talks, "--by", "u")
    done("add", "issue", *talks, "title=Parking", "code=parking")
    done("edit", "session", "2024-04-02", *talks, "place=Town Hall")
    assert "Town Hall" in done("list", "sessions", *talks)
    assert "Town Hall" in done("search", "hall", *talks)
    done("delete", "session", "2024-04-02", *talks)
    ref = done("list", "trash").splitlines()[1].split("\t")[-1]
    done("restore-record", ref)
    assert "Town Hall" in done("show", "session", "2024-04-02", *talks)
    assert "Restore session" in done("undo")
    assert "Restore session" in done("redo")
    shown = done(
        "show", "positions", "--negotiation", "LAUSD-SEIU99-2023", "--as-of", "2023-03-24",
        "--known-by", "2023-03-21", "--json",
    )  # fmt: skip
    assert json.loads(shown)["known_by"] == "2023-03-21"
    done("cost", *talks, "--offer", "P1", "--people", "100", "--average", "30000", "c.pdf",
         "--audience", "me")  # fmt: skip
    done("redline", "wages", *talks, "--list")
    for arguments in (
        ("add", "follow-up", "title=Send the roster", "due=2024-05-01"),
        ("done", "Send the roster"),
        ("reopen", "Send the roster"),
        ("drop", "Send the roster", "--reason", "not needed"),
        ("lock", "2024-04-02"),
        ("history", "session", "2024-04-02"),
    ):
        done(*arguments, *talks)
    _mediate(done)
    done("merge", "person")
    done("impasse", *talks, "i.pdf")
    for arguments in (
        ("export", "out.json", "--audience", "me"), ("import", "out.json"), ("check",),
        ("backup",), ("restore", "newest"),
        ("bench-data", "artificial.negotiations", "--size", "40"), ("doctor",),
    ):  # fmt: skip
        done(*arguments)
    done("window", status=3)
    assert used == set(VERBS)


def test_without_arguments_and_without_a_display(tmp_path: Path, private_folders: Path) -> None:
    found = start(folder=tmp_path)
    assert found.returncode == 0, found.stderr
    assert len(list(tmp_path.glob("*.pdf"))) == 2
    assert "There is no display here" in found.stderr

"""The short way of `list sessions` says exactly what the long way says."""

import datetime
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotiation_tracker.cli import straight
from negotiation_tracker.cli.call import Streams
from negotiation_tracker.cli.main import run as run_in_full
from negotiation_tracker.model.dates import parse_fuzzy_date
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import search_lines
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import soundness
from tests.cli.calling import Cli

DATES = (
    "2024-03-08", "about 10 Apr 2024", "before 20 March 2024", "by 20 March 2024",
    "since 2 May 2024", "after 2 May 2024", "spring 2024", "winter 2023-2024", "April 2024", "2024",
    "unknown", "week of 3 June 2024", "3 to 5 June 2024", "28 May to 2 June 2024", "2024-03-08",
)  # fmt: skip
"""Dates of every kind, one of them twice."""


@pytest.fixture
def dated(talks: Path) -> Path:
    """Give talks with a session of every kind of date, known to be sound."""
    ws = Workspace.open(talks)
    today = ws.today()
    key = ws.negotiations()[0].id
    dates = [parse_fuzzy_date(words, today=today) for words in DATES]
    own = {"place": "", "kind": "mediation_joint", "status": "held"}

    def log(writer: RecordWriter) -> None:
        for date in dates:
            writer.insert("session", negotiation_id=key, date=date, **own)

    ws.change("Log", log)
    ws.close()
    known(talks)
    return talks


def known(path: Path) -> None:
    time.sleep(0.03)
    Workspace.open(path).close()
    assert soundness.known_sound(path)


def in_full(*arguments: str, width: int = 0) -> str:
    out = io.StringIO()
    assert run_in_full(arguments, Streams(out, io.StringIO(), io.StringIO(), width)) == 0
    return out.getvalue()


def test_every_kind_of_date_and_the_order_are_those_of_the_long_way(
    dated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert straight.run(["list", "sessions"]) == 0
    said = capsys.readouterr().out
    assert said == in_full("list", "sessions")
    assert len(said.splitlines()) == len(DATES) + 1


@pytest.mark.parametrize("more", [[], ["--negotiation", "lausd-utla-2019"]])
def test_the_sample_is_listed_as_the_long_way_lists_it(
    sample: Path, more: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    known(sample)
    assert straight.run([*more, "list", "sessions", f"--store={sample}"]) == 0
    assert capsys.readouterr().out == in_full("list", "sessions", *more)


def test_an_empty_list_says_so(talks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    known(talks)
    assert straight.run(["list", "sessions"]) == 0
    assert capsys.readouterr().out == in_full("list", "sessions") == "No sessions to show.\n"


@pytest.mark.parametrize(
    "given",
    [
        [],
        ["list"],
        ["list", "people"],
        ["list", "sessions", "more"],
        ["list", "sessions", "--json"],
        ["list", "sessions", "--help"],
        ["list", "sessions", "--audience", "public"],
        ["list", "sessions", "--store"],
        ["list", "sessions", "--store="],
        ["list", "sessions", "--store", "--json"],
        ["list", "sessions", "--negotiation", "EX-1", "--negotiation", "EX-1"],
        ["list", "sessions", "--negotiation", "EX-2"],
        ["list", "sessions", "--store", "nowhere"],
    ],
)
def test_anything_else_is_left_to_the_long_way(
    talks: Path, given: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    known(talks)
    assert straight.run(given) is None
    assert capsys.readouterr().out == ""


def test_a_store_that_was_touched_is_looked_at_first(talks: Path, cli: Cli) -> None:
    known(talks)
    with talks.open("r+b") as stream:
        stream.truncate(talks.stat().st_size - 1)
    assert straight.run(["list", "sessions"]) is None
    outcome = cli("list", "sessions")
    assert (outcome.status, outcome.err[:3]) == (4, "E16")


@pytest.mark.journey
def test_the_whole_process_says_it_and_survives_a_reader_that_goes_away(dated: Path) -> None:
    command = [sys.executable, "-P", "-m", "negotiation_tracker", "list", "sessions"]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == in_full("list", "sessions")
    reading, writing = os.pipe()
    os.close(reading)
    gone = subprocess.run(command, env=env, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (gone.returncode, gone.stderr) == (straight.PIPE_CLOSED, b"")


@pytest.mark.parametrize("typed", DATES)
def test_the_day_of_a_hit_is_said_as_the_date_says_it(typed: str) -> None:
    date = parse_fuzzy_date(typed, today=datetime.date(2024, 6, 1))
    assert search_lines.when(date.to_text()) == date.describe()

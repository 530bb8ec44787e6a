import io
import subprocess
import sys
from pathlib import Path

import pytest

from negotiation_tracker.cli.arguments import shared_first
from negotiation_tracker.cli.call import Streams
from negotiation_tracker.cli.main import run
from negotiation_tracker.cli.verb_table import VERBS
from tests.cli.calling import Cli


class BreaksOnRead(io.StringIO):
    def read(self, size: int | None = -1) -> str:
        raise RuntimeError("words of a record")


class Interrupted(io.StringIO):
    def write(self, text: str) -> int:
        raise KeyboardInterrupt


class Gone(io.StringIO):
    def write(self, text: str) -> int:
        raise BrokenPipeError


def test_help_names_every_verb(cli: Cli) -> None:
    shown = cli("--help")
    assert shown.status == 0
    assert [v for v in VERBS if f"  {v} " not in shown.out] == []


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(cli: Cli, verb: str) -> None:
    shown = cli(verb, "--help")
    assert shown.status == 0
    assert "--help" in shown.out
    assert shown.err == ""


def test_version(cli: Cli) -> None:
    assert cli("--version").out.startswith("negotiation-tracker ")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("lst",), "There is no verb “lst”. The verbs are: window, seed, list"),
        (("list",), "The following arguments are required: WHAT."),
        (("list", "sesions"), "See negotiation-tracker list --help."),
        (("list", "sessions", "--audience", "everyone"), '"everyone" is not an audience'),
        (("list", "sessions", "--colour"), "Unrecognized arguments: --colour."),
        (("show", "session"), "Say which one."),
        (("show", "positions", "x"), "No REF goes with it."),
        (("list", "sessions", "--as-of", "Aug 2018"), "--as-of is one day"),
        (("list", "sessions", "--known-by", "31 Feb 2023"), "--known-by: "),
        (("edit", "sesion", "x", "a=b"), "“sesion” is not a kind of record."),
    ],
)
def test_wrong_command_lines_get_a_sentence(
    cli: Cli, sample: Path, arguments: tuple[str, ...], part: str
) -> None:
    refused = cli(*arguments)
    assert refused.status == 2
    assert part in refused.err
    assert refused.err.count("\n") == 1
    assert refused.out == ""


def test_without_a_store_the_message_names_the_verb_that_makes_one(
    cli: Cli, tmp_path: Path
) -> None:
    refused = cli("list", "sessions")
    assert refused.status == 3
    assert refused.err.startswith("E12: There is no store at ")
    assert "negotiation-tracker seed." in refused.err
    named = cli("list", "sessions", "--store", str(tmp_path / "mine"))
    assert f"negotiation-tracker seed --store {tmp_path / 'mine'}." in named.err
    assert list(tmp_path.iterdir()) == []


def test_advice_names_the_command_the_user_typed(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEGOTIATION_TRACKER_COMMAND", "bash .ci/launch")
    assert "bash .ci/launch seed" in cli("list", "sessions").err


def test_files_that_are_no_stores_keep_their_codes(cli: Cli, tmp_path: Path) -> None:
    empty, other = tmp_path / "empty", tmp_path / "other"
    empty.write_bytes(b"")
    other.write_text("just a letter, " * 400)
    for path, code, status in ((tmp_path, "E13", 3), (empty, "E14", 4), (other, "E15", 4)):
        refused = cli("list", "sessions", "--store", str(path))
        assert (refused.status, refused.err[:5]) == (status, f"{code}: ")


def test_shared_options_may_stand_before_the_verb(cli: Cli, sample: Path) -> None:
    elsewhere = str(sample.rename(sample.with_name("elsewhere")))
    assert cli("--store", elsewhere, "list", "issues").out.startswith("negotiation\tcode\t")
    assert cli(f"--store={elsewhere}", "--json", "list", "issues").out.startswith("{")
    assert shared_first(["--store", "a", "list"]) == ["list", "--store", "a"]


def test_a_bug_of_ours_is_one_calm_sentence_and_a_log_without_record_text(
    talks: Path, private_folders: Path
) -> None:
    out, err = io.StringIO(), io.StringIO()
    streams = Streams(out, err, BreaksOnRead())
    assert run(["log", "session", "--from", "-"], streams) == 1
    assert "bug of ours (RuntimeError)" in err.getvalue()
    assert err.getvalue().count("\n") == 1
    assert "Traceback" not in err.getvalue()
    log = Path(err.getvalue().rsplit(" in ", 1)[1].strip().rstrip("."))
    assert "RuntimeError" in log.read_text()
    assert "words of a record" not in log.read_text() + err.getvalue()


def test_interruption_and_a_closed_pipe_are_no_bugs(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    err = io.StringIO()
    assert run(["list", "issues"], Streams(Interrupted(), err, io.StringIO())) == 130
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert run(["list", "issues"], Streams(Gone(), err, io.StringIO())) == 141
    assert err.getvalue() == ""


def test_head_gets_its_line_and_nobody_complains(sample: Path) -> None:
    line = f"{sys.executable} -m negotiation_tracker list statements | head -1"
    found = subprocess.run(
        ["bash", "-c", line], capture_output=True, text=True, check=False, cwd=Path.cwd()
    )
    assert found.stdout.startswith("negotiation\tdate\t")
    assert found.stderr == ""


def test_list_and_show_import_nothing_heavy(sample: Path) -> None:
    script = """
import sys
from negotiation_tracker.app import main
for arguments in (
    ["list", "sessions"], ["list", "sources", "--json"], ["show", "session", "2019-01-17"],
    ["show", "positions", "--negotiation", "LAUSD-UTLA-2019"],
):
    assert main(arguments) == 0, arguments
heavy = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typst", "xlsxwriter", "jinja2",
         "PySide6", "typer", "click")
print([name for name in heavy if name in sys.modules], file=sys.stderr)
"""
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert found.stderr.strip() == "[]"

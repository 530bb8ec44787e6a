"""export, import, show history, and the main job without a display."""

import json
import os
import stat
from pathlib import Path

import pytest
from pypdf import PdfReader

from negotiation_tracker.cli.call import Streams
from negotiation_tracker.cli.without_display import run as run_without_display
from tests.cli.calling import Cli

UTLA = ("--negotiation", "LAUSD-UTLA-2019")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("a.pdf", b"%PDF-"), ("a.html", b"<!DOCTYPE html>"), ("a.md", b"# Los Angeles Unified"),
        ("a.xlsx", b"PK"), ("a.zip", b"PK"), ("a.json", b"{"),
    ],
)  # fmt: skip
def test_the_name_says_the_format(
    cli: Cli, sample: Path, here: Path, name: str, start: bytes
) -> None:
    done = cli("export", name, *UTLA)
    assert done.status == 0, done.err
    assert done.out == f"Written: {name}\n"
    assert (here / name).read_bytes().lower().startswith(start.lower())
    assert [p.name for p in here.iterdir()] == [name]


def test_without_a_file_it_gets_a_proper_name_and_public_is_the_audience(
    cli: Cli, sample: Path, here: Path
) -> None:
    done = json.loads(cli("export", *UTLA, "--format", "markdown", "--json").out)
    assert done["audience"] == "public"
    path = here / done["file"]
    assert path.name.startswith("LAUSD-UTLA-2019-history-public-")
    assert path.stat().st_size == done["bytes"]
    assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_what_is_there_is_replaced_only_on_demand(cli: Cli, sample: Path, here: Path) -> None:
    (here / "a.md").write_text("mine")
    refused = cli("export", "a.md", *UTLA)
    assert refused.status == 7
    assert refused.err.startswith("E41: There is a file at a.md already. It was not touched.")
    assert (here / "a.md").read_text() == "mine"
    assert cli("export", "a.md", *UTLA, "--replace").status == 0
    assert (here / "a.md").read_text() != "mine"


def test_one_session_and_a_range_of_days(cli: Cli, sample: Path, here: Path) -> None:
    def sessions(*options: str) -> list[str]:
        name = f"{len(list(here.iterdir()))}.json"
        done = cli("export", name, *UTLA, *options)
        assert done.status == 0, done.err
        return [
            r["date"]["earliest"]
            for r in json.loads((here / name).read_text())["records"]["session"]
        ]

    assert len(sessions()) == 3
    assert sessions("--session", "2019-01-17") == ["2019-01-17"]
    assert sessions("--first", "2019-01-18") == ["2019-01-18"]
    assert sessions("--last", "2019-01-16") == ["2019-01-10"]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("a.doc",), "does not say in which format"),
        (("a.pdf", "--first", "2020-01-02", "--last", "2020-01-01"), "--first is after --last"),
        (("a.pdf", "--add", "team"), "team cannot be added for this audience"),
        (("a.pdf", "--add", "all"), '"all" is not a level'),
        (("a.pdf", "--session", "2001-01-01"), "There is no session “2001-01-01”."),
    ],
)
def test_wrong_wishes_write_nothing(
    cli: Cli, sample: Path, here: Path, arguments: tuple[str, ...], part: str
) -> None:
    refused = cli("export", *arguments, *UTLA)
    assert (refused.status, part in refused.err) == (2, True), refused.err
    assert list(here.iterdir()) == []


def test_a_folder_that_is_not_there_is_e41(cli: Cli, sample: Path, here: Path) -> None:
    refused = cli("export", "none/a.md", *UTLA)
    assert refused.status == 7
    assert refused.err.startswith("E41: ")


def test_history_on_the_screen_is_the_text_of_the_export(
    cli: Cli, sample: Path, here: Path
) -> None:
    cli("export", "a.md", *UTLA)
    shown = cli("show", "history", *UTLA, "--audience", "public")
    assert shown.status == 0
    assert shown.out == (here / "a.md").read_text()
    assert cli("export", "-", "--format", "markdown", *UTLA).out == shown.out


def test_what_is_confidential_stays_here(cli: Cli, talks: Path, here: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--summary", "Sealedword was said")
    for name in ("a.md", "a.html", "a.json"):
        assert cli("export", name).status == 0
        assert "Sealedword" not in (here / name).read_text()
    done = cli("export", "b.md", "--audience", "me")
    assert done.status == 0
    assert "Sealedword" in (here / "b.md").read_text()


def test_a_bundle_goes_into_an_empty_store_and_out_again_the_same(
    cli: Cli, sample: Path, here: Path
) -> None:
    assert cli("export", "all.json", "--audience", "me").status == 0
    other = ("--store", str(here / "other.negotiations"))
    assert cli("new", "store", *other).status == 0
    plan = json.loads(cli("import", "all.json", "--dry-run", "--json", *other).out)
    assert plan["change"] is None
    assert cli("list", "sessions", *other).out == "No sessions to show.\n"
    done = json.loads(cli("import", "all.json", "--json", *other).out)
    assert done["new"] == plan["new"] == done["change"]["added"]
    again = cli("import", "all.json", *other)
    assert again.out.startswith("Imported: 0 new, 0 changed, ")
    assert cli("list", "sessions", *other).out == cli("list", "sessions").out
    assert cli("export", "again.json", "--audience", "me", *other).status == 0
    assert (here / "again.json").read_bytes() == (here / "all.json").read_bytes()
    assert cli("undo", *other).out.startswith("Undone: Import bundle (")


def test_a_file_that_is_no_bundle_is_refused(cli: Cli, talks: Path, here: Path) -> None:
    (here / "x.json").write_text('{"a": 1}')
    refused = cli("import", "x.json")
    assert refused.status == 2
    assert refused.err.count("\n") == 1
    missing = cli("import", "none.json")
    assert (missing.status, missing.err[:5]) == (2, "E40: ")
    assert cli("import", "-", stdin="not json").status == 2


def test_without_a_display_the_main_job_is_done(
    capsys: pytest.CaptureFixture[str], here: Path
) -> None:
    store = here / "data" / "store.negotiations"
    assert run_without_display(store) == 0
    shown = capsys.readouterr().out
    for part in (
        "Made a store with the sample", "[LAUSD-UTLA-2019]", "[LAUSD-SEIU99-2023]",
        "23% over five years", "xvfb-run -a negotiation-tracker",
    ):  # fmt: skip
        assert part in shown, part
    found = sorted(here.glob("*.pdf"))
    assert [p.name.split("-history")[0] for p in found] == ["LAUSD-SEIU99-2023", "LAUSD-UTLA-2019"]
    text = " ".join(page.extract_text() for page in PdfReader(found[1]).pages)
    assert "City Hall" in text
    before = store.stat().st_size
    assert run_without_display(store) == 0
    again = capsys.readouterr().out
    assert "Made a store" not in again
    assert store.stat().st_size == before
    assert len(list(here.glob("*.pdf"))) == 2


def test_without_a_display_a_bad_store_is_one_sentence(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "empty").write_bytes(b"")
    assert run_without_display(here / "empty") == 4
    assert capsys.readouterr().err.startswith("E14: ")
    assert list(here.glob("*.pdf")) == []


def test_without_a_display_a_folder_that_cannot_be_written_is_said(
    cli: Cli, sample: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io

    gone = here / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    os.rmdir(gone)  # noqa: PTH106 - the working folder of this process itself
    out, err = io.StringIO(), io.StringIO()
    assert run_without_display(sample, Streams(out, err, io.StringIO())) == 7
    assert "[LAUSD-UTLA-2019]" in out.getvalue()
    assert err.getvalue().startswith("E41: ")

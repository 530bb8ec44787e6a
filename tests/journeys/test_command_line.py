"""The main job on a machine without a display, where Qt cannot even be imported."""

import json
from pathlib import Path

import pytest

from tests.journeys.program import SEIU, UTLA, Home, pdf_text

pytestmark = [pytest.mark.journey, pytest.mark.slow]

LISTED = "Mon 3 Apr 2023"
TALK = (
    "log", "session", "--negotiation", SEIU, "--date", "3 April 2023", "--place", "Example Hall",
    "--summary", "Artificial meeting for a test", "--handling", "public",
    "--entry", "9:30 u: opens with the raise",
    "--proposal", "u: wages = 6.5% over 3 years",
    "--proposal", "e: wages = 4% on schedule",
    "--proposal", "u: more staff = 2 aides",
)  # fmt: skip


@pytest.fixture
def without_qt(home: Home) -> Home:
    """Give a person on a machine that has no Qt."""
    folder = home.folder / "no-qt" / "PySide6"
    folder.mkdir(parents=True)
    words = "raise ImportError('libGL.so.1: cannot open shared object file')\n"
    (folder / "__init__.py").write_text(words)
    home.variables["PYTHONPATH"] = str(folder.parent)
    return home


def test_without_arguments_it_does_the_main_job(without_qt: Home) -> None:
    done = without_qt.call()
    assert UTLA in done.stdout
    assert SEIU in done.stdout
    assert "There is no display here" in done.stderr
    histories = sorted(without_qt.folder.glob("*.pdf"))
    assert len(histories) == 2
    public = " ".join(pdf_text(path) for path in histories)
    for fact in ("Karen Bass", "23% over five years", "Where the sides stand"):
        assert fact in public
    again = without_qt.call()
    assert again.stdout.count(SEIU) == done.stdout.count(SEIU), "once more is no harm"


def test_a_session_from_log_to_pdf(without_qt: Home) -> None:
    without_qt.call("seed")
    before = without_qt.session_dates(SEIU)
    without_qt.call(*TALK)
    assert without_qt.session_dates(SEIU) == [*before, LISTED]
    without_qt.call("undo")
    assert without_qt.session_dates(SEIU) == before
    without_qt.call("redo")
    assert without_qt.session_dates(SEIU) == [*before, LISTED]

    export = ("export", "--negotiation", SEIU)
    without_qt.call(*export, "ours.pdf", "--audience", "own-team")
    ours = pdf_text(without_qt.folder / "ours.pdf")
    for said in ("Artificial meeting for a test", "Example Hall", "6.5% over three years"):
        assert said in ours
    without_qt.call(*export, "public.pdf")
    public = pdf_text(without_qt.folder / "public.pdf")
    assert "Example Hall" in public
    assert "6.5%" not in public, "what was passed across the table is not for the public"
    without_qt.call("check")


def test_what_was_known_on_a_day(without_qt: Home) -> None:
    without_qt.call("seed")
    asked = ("show", "positions", "--negotiation", SEIU, "--as-of", "2023-03-24")
    later = json.dumps(without_qt.read(*asked))
    earlier = json.dumps(without_qt.read(*asked, "--known-by", "2023-03-21"))
    assert "23% over five years" in later
    assert "23% over five years" not in earlier


def test_the_record_goes_out_and_comes_back_in(without_qt: Home, tmp_path: Path) -> None:
    without_qt.call("seed")
    without_qt.call(*TALK)
    without_qt.call("export", "all.json", "--audience", "me")
    second = ("--store", str(tmp_path / "second.negotiations"))
    without_qt.call("new", "store", *second)
    without_qt.call("import", "all.json", *second)
    without_qt.call("export", "again.json", "--audience", "me", *second)
    first, again = (tmp_path / name for name in ("all.json", "again.json"))
    assert first.read_bytes() == again.read_bytes()


def test_a_window_asked_for_by_name_is_refused_in_words(without_qt: Home) -> None:
    refused = without_qt.call("window", status=3)
    assert "display" in refused.stderr
    assert len(refused.stderr.splitlines()) <= 3

"""The main job in the real window, by real keys and mouse, and its file on the command line."""

from pathlib import Path
from subprocess import Popen

import pytest

from tests.journeys.program import SEIU, Home, pdf_text, wait_for
from tests.journeys.screen import Screen

pytestmark = [pytest.mark.journey, pytest.mark.xvfb, pytest.mark.slow]

DAY = "3 April 2023"
LISTED = "Mon 3 Apr 2023"
SUMMARY = "Artificial meeting for a test"
OFFERS = (
    ("wages", "A raise on the schedule", "6.5% over 3 years"),
    ("wages", "A smaller raise", "4% on schedule"),
    ("more staff", "Two aides in each room", "2 aides"),
)


def start(desk: Home, display: Screen) -> Popen[bytes]:
    """Start the program and wait for its first page."""
    process = desk.start_window()
    display.wait_title("Overview –")
    return process


def quit_by_key(process: Popen[bytes], display: Screen) -> None:
    display.key("ctrl+q")
    wait_for("the program to end", lambda: process.poll() is not None)
    assert process.returncode == 0


def drafts(desk: Home) -> str:
    return "".join(path.read_text() for path in desk.data.glob(".*.draft"))


def begin_session(desk: Home, display: Screen, day: str) -> None:
    """Open the form and type the day; it is there once the draft on disk says so."""
    display.key("ctrl+l")
    display.wait_title("Log session –")

    def typed() -> bool:
        display.key("alt+d", "ctrl+a")
        display.type(day)
        try:
            wait_for("the draft", lambda: day in drafts(desk), patience=4)
        except AssertionError:
            return False
        return True

    wait_for("the form to take keys", typed)


def log_session(desk: Home, display: Screen) -> None:
    """Log a session with three proposals, by keyboard alone."""
    begin_session(desk, display, DAY)
    display.key("alt+r")
    display.type(SUMMARY)
    for issue, words, numbers in OFFERS:
        display.key("F7")
        display.type(issue)
        display.key("Tab")
        display.type(words)
        display.key("Tab")
        display.type(numbers)
    display.key("ctrl+Return")
    display.wait_title("Sessions –")


def sessions_are(desk: Home, display: Screen, listed: bool) -> None:
    """Wait until the session of the journey is, or is not, in the store."""
    wait_for(
        f"the session to be {'there' if listed else 'gone'}",
        lambda: (LISTED in desk.session_dates(SEIU)) is listed,
    )


def export_pdf(display: Screen, target: Path) -> None:
    """Export for oneself to a PDF through the dialog."""
    display.key("ctrl+e")
    display.wait_title("Export")
    display.key("alt+r", "End")
    display.key("Return")
    display.wait_title("Save PDF")
    display.key("ctrl+a")
    display.type(str(target))
    display.key("Return")
    wait_for("the PDF", target.is_file)
    display.wait_title("Export")
    display.key("Escape")
    display.wait_title("Sessions –")


def test_the_main_job_in_the_window(desk: Home, display: Screen, tmp_path: Path) -> None:
    process = start(desk, display)
    assert desk.read("list", "negotiations")["records"], "the first start seeds"
    before = desk.session_dates(SEIU)
    assert desk.store.stat().st_mode & 0o777 == 0o600

    log_session(desk, display)
    assert desk.session_dates(SEIU) == [*before, LISTED]
    assert drafts(desk) == "", "what is saved needs no draft"
    shown = desk.call("show", "session", DAY, "--negotiation", SEIU).stdout
    for _, words, _ in OFFERS:
        assert words in shown
    assert "6.5% over three years" in shown

    display.key("ctrl+z")
    sessions_are(desk, display, listed=False)
    display.key("ctrl+shift+z")
    sessions_are(desk, display, listed=True)
    display.click(920, 47)  # Undo in the bar
    sessions_are(desk, display, listed=False)
    display.click(1012, 47)  # Redo beside it
    sessions_are(desk, display, listed=True)

    target = tmp_path / "history.pdf"
    export_pdf(display, target)
    words = pdf_text(target)
    assert SUMMARY in words
    assert "6.5% over three years" in words

    quit_by_key(process, display)
    process = start(desk, display)
    display.click(68, 214)  # Sessions in the navigation
    display.wait_title("Sessions –")
    display.key("ctrl+z")
    sessions_are(desk, display, listed=False)
    display.key("ctrl+shift+z")
    sessions_are(desk, display, listed=True)
    quit_by_key(process, display)
    desk.call("check")
    assert (desk.folder / "window.log").read_text() == ""


def test_what_was_typed_survives_a_power_cut(desk: Home, display: Screen) -> None:
    process = start(desk, display)
    before = desk.session_dates(SEIU)
    begin_session(desk, display, DAY)
    display.key("alt+r")
    display.type(SUMMARY)
    wait_for("the draft", lambda: SUMMARY in drafts(desk))
    desk.kill(process)

    process = start(desk, display)
    assert desk.session_dates(SEIU) == before, "a draft is no session"
    display.key("ctrl+l")
    display.wait_title("Log session –")

    def saved() -> bool:
        display.key("ctrl+Return")
        return LISTED in desk.session_dates(SEIU)

    wait_for("the draft to be saved as it was typed", saved)
    display.wait_title("Sessions –")
    assert SUMMARY in desk.call("show", "session", DAY, "--negotiation", SEIU).stdout
    assert desk.session_dates(SEIU) == [*before, LISTED]
    wait_for("the draft to go", lambda: not drafts(desk))
    quit_by_key(process, display)

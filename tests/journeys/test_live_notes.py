"""An afternoon at the table in the real window: lines, a power cut, lock, correction."""

from collections.abc import Callable

import pytest

from tests.journeys.program import SEIU, Home, wait_for
from tests.journeys.screen import Screen
from tests.journeys.test_window import quit_by_key, start

pytestmark = [pytest.mark.journey, pytest.mark.xvfb, pytest.mark.slow]

BEFORE_THE_CUT = (
    "@Lewis opens the meeting",
    "@Carvalho thanks everybody for coming",
    "u the members have waited long enough",
    "e asks for patience",
    "u /offer #wages 30% over 4 years",
    "e /offer #wages 23% over 5 years",
    '@Arias "That is not enough"',
    "/caucus u",
    "unheard twenty-five",
    "/back",
    "@Arias says they are ready to move",
    "u /package #wages 28% over 4 years; #hours six a day; #staffing two aides; #conditions none",
    "e wants time to read it",
)
HALF, REST = "e says that the reser", "ve is spent"
AFTER_THE_CUT = (
    "/caucus e",
    "unheard silence",
    "/back",
    "/hold P3",
    "u /withdraw P1",
    "u /ask the list of schools by 4/30/2031",
    "e /promise an answer on staff by 4/15/2031",
    "/break",
    "/resume",
    "/note unheard reserve",
    "/next 3/27/2031 10:00",
)
SAID = (
    "P1: wages 30% over 4 years",
    "P2: wages 23% over 5 years",
    "P3: wages 28% over 4 years; hours six a day; staffing two aides; conditions none",
    "says that the reserve is spent",
    "27 Mar 2031",
)


def drafts(desk: Home) -> str:
    """Give the drafts of lines that lie beside the store."""
    return "".join(path.read_text() for path in desk.data.glob(".*.live-notes*.draft"))


def day(desk: Home) -> str:
    """Give the day of the newest session."""
    return desk.session_dates(SEIU)[-1].partition(" ")[2]


def log(desk: Home) -> str:
    """Give the newest session as the command line shows it."""
    return desk.call("show", "session", day(desk), "--negotiation", SEIU).stdout


def locked(desk: Home) -> bool:
    """Say whether the newest session is locked."""
    shown = desk.read("show", "session", day(desk), "--negotiation", SEIU)
    return shown["session"]["locked_at"] is not None


def enter(display: Screen, line: str) -> None:
    """Type one line and press Enter."""
    display.type(line)
    display.key("Return")


def take(desk: Home, display: Screen, lines: tuple[str, ...], last: str) -> None:
    """Type lines one after the other, without waiting for any, until the last is on disk."""
    for line in lines:
        enter(display, line)
    wait_for("the lines to be on disk", lambda: last in log(desk) and not drafts(desk))


def press_until(display: Screen, key: str, what: str, look: Callable[[], bool]) -> None:
    """Press a key now and then until something has come about."""

    def there() -> bool:
        display.key(key)
        try:
            return wait_for(what, look, patience=3)
        except AssertionError:
            return False

    wait_for(what, there)


def test_an_afternoon_at_the_table(desk: Home, display: Screen) -> None:
    process = start(desk, display)
    before = len(desk.session_dates(SEIU))
    display.key("ctrl+shift+l")
    display.wait_title("Live notes –")
    wait_for("the session", lambda: len(desk.session_dates(SEIU)) == before + 1)
    wait_for("the log", lambda: "[convene]" in log(desk))
    take(desk, display, BEFORE_THE_CUT, "wants time to read it")

    display.type(HALF)
    wait_for("the draft of half a line", lambda: HALF in drafts(desk), patience=3)
    desk.kill(process)
    assert HALF not in log(desk)

    process = desk.start_window()
    display.wait_title("Live notes –")
    wait_for("the window to be drawn", lambda: HALF in drafts(desk))
    display.key("End")
    enter(display, REST)
    wait_for("the line", lambda: "says that the reserve is spent" in log(desk))
    take(desk, display, AFTER_THE_CUT, "27 Mar 2031")
    shown = log(desk)
    for words in SAID:
        assert words in shown
    assert shown.count("[caucus start]") == shown.count("[caucus end]") == 2
    assert shown.count("[withdraw]") == 1
    assert "unheard" not in shown, "what is private stays out of the log"
    everything = desk.call("show", "history", "--negotiation", SEIU).stdout
    assert everything.count("unheard") == 3, "and is kept, for the person who noted it"

    display.key("ctrl+Return")
    press_until(display, "Return", "the end", lambda: "[adjourn]" in log(desk))
    press_until(display, "Return", "the lock", lambda: locked(desk))
    display.key("Escape", "Up")
    enter(display, "The next meeting is at eleven")
    wait_for("the correction", lambda: "The next meeting is at eleven" in log(desk))
    assert "[correction]" in log(desk)
    quit_by_key(process, display)
    desk.call("check")
    assert (desk.folder / "window.log").read_text() == ""

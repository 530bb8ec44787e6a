"""A screen of our own with a window manager, and hands: real key and mouse events."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.journeys.program import wait_for

NEEDED = ("Xvfb", "openbox", "xdotool")
KEY_PAUSE = "12"
"""Milliseconds between typed letters; X drops some when they come at once."""


@dataclass(frozen=True)
class Screen:
    """An X display.

    Attributes:
        display: its name, such as ":91".

    """

    display: str

    def xdotool(self, *arguments: str) -> str:
        """Run xdotool; what it cannot find is an empty answer."""
        done = subprocess.run(
            ["xdotool", *arguments],
            capture_output=True, text=True, check=False, timeout=60,
            env={**os.environ, "DISPLAY": self.display},
        )  # fmt: skip
        return done.stdout.strip()

    def title(self) -> str:
        """Give the title of the window that has the keyboard."""
        return self.xdotool("getactivewindow", "getwindowname")

    def wait_title(self, beginning: str) -> None:
        """Wait until a window whose title begins so has the keyboard."""
        wait_for(f"a window “{beginning}”", lambda: self.title().startswith(beginning))

    def key(self, *keys: str) -> None:
        """Press keys, such as ctrl+Return, one after the other."""
        self.xdotool("key", "--clearmodifiers", "--delay", KEY_PAUSE, *keys)

    def type(self, text: str) -> None:
        """Type a text letter by letter."""
        self.xdotool("type", "--clearmodifiers", "--delay", KEY_PAUSE, "--", text)

    def click(self, x: int, y: int) -> None:
        """Click at a point of the window that has the keyboard; below zero counts from its end."""
        window = self.xdotool("getactivewindow")
        shape = self.xdotool("getwindowgeometry", "--shell", window).splitlines()
        size = dict(line.split("=", 1) for line in shape if "=" in line)
        across = x if x >= 0 else int(size["WIDTH"]) + x
        down = y if y >= 0 else int(size["HEIGHT"]) + y
        self.xdotool("mousemove", "--sync", "--window", window, str(across), str(down))
        self.xdotool("click", "1")


@contextmanager
def screen() -> Iterator[Screen]:
    """Start a display with a window manager, and end both."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[writing], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(writing)
    try:
        with os.fdopen(reading, encoding="ascii") as said:
            number = said.readline().strip()
        assert number, "the display did not start"
        made = Screen(f":{number}")
        manager = subprocess.Popen(
            ["openbox"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "DISPLAY": made.display},
        )  # fmt: skip
        try:
            wait_for("the window manager", lambda: made.xdotool("get_desktop"))
            yield made
        finally:
            manager.kill()
            manager.wait()
    finally:
        server.kill()
        server.wait()

"""The program as a person has it: a process of its own, files of its own, asked from outside."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from tests.conftest import PRIVATE_FOLDERS

T = TypeVar("T")
CHECKOUT = Path(__file__).parents[2]
SEIU = "LAUSD-SEIU99-2023"
UTLA = "LAUSD-UTLA-2019"
PATIENCE = 40.0
"""Seconds until something counts as not happening; build machines are slow now and then."""


def wait_for(what: str, look: Callable[[], T], patience: float = PATIENCE) -> T:
    """Look again and again until there is something to see; gives it."""
    end = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"waited {patience:.0f} s for {what}"
        time.sleep(0.1)


@dataclass
class Home:
    """One person's folders, and the program's processes started from there.

    Attributes:
        folder: everything of this person is in it.
        display: X display of windows; none for the command line.
        variables: more of the environment.

    """

    folder: Path
    display: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    _running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        for name in PRIVATE_FOLDERS:
            (self.folder / name.lower()).mkdir(mode=0o700)

    @property
    def data(self) -> Path:
        """The folder of the default store, where drafts are kept too."""
        return self.folder / "xdg_data_home" / "negotiation-tracker"

    @property
    def store(self) -> Path:
        return self.data / "store.negotiations"

    def environment(self) -> dict[str, str]:
        kept = {k: os.environ[k] for k in ("PATH", "LANG", "LC_ALL", "TZ") if k in os.environ}
        folders = {name: str(self.folder / name.lower()) for name in PRIVATE_FOLDERS}
        shown = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"} if self.display else {}
        path = os.pathsep.join([*filter(None, [self.variables.get("PYTHONPATH")]), str(CHECKOUT)])
        return {
            **kept,
            **folders,
            **shown,
            **self.variables,
            "HOME": str(self.folder),
            "PYTHONPATH": path,
        }

    # ---- the window

    def start_window(self) -> subprocess.Popen[bytes]:
        """Start the program without arguments."""
        log = (self.folder / "window.log").open("ab")
        with log:
            process = subprocess.Popen(
                [sys.executable, "-P", "-m", "negotiation_tracker"],
                cwd=self.folder,
                env=self.environment(),
                stdout=log,
                stderr=log,
            )
        self._running.append(process)
        return process

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """End a process as a power cut would."""
        process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE)

    def clear_up(self) -> None:
        """End whatever of ours still runs."""
        for process in self._running:
            if process.poll() is None:
                self.kill(process)

    # ---- the command line

    def call(
        self, *arguments: str, stdin: str = "", status: int = 0
    ) -> subprocess.CompletedProcess[str]:
        """Run one verb to its end."""
        done = subprocess.run(
            [sys.executable, "-P", "-m", "negotiation_tracker", *arguments],
            capture_output=True, text=True, check=False, cwd=self.folder, input=stdin,
            env=self.environment(), timeout=120,
        )  # fmt: skip
        assert done.returncode == status, (arguments, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    def read(self, *arguments: str) -> Any:
        """Read what a verb says as JSON."""
        return json.loads(self.call(*arguments, "--json").stdout)

    def session_dates(self, code: str) -> list[str]:
        """List the days of a negotiation's sessions, in words."""
        lines = self.call("list", "sessions", "--negotiation", code).stdout.splitlines()[1:]
        return [line.split("\t")[0] for line in lines]


def pdf_text(path: Path) -> str:
    """Give the words of a PDF on one line, whatever its line breaks."""
    import pypdf

    pages = pypdf.PdfReader(path).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())

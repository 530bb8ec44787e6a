"""The window, and what reads on the command line, start without what only others need."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace

pytestmark = pytest.mark.gui

LATER = (
    "sqlmodel",
    "sqlalchemy",
    "pydantic",
    "alembic",
    "typst",
    "xlsxwriter",
    "jinja2",
    "docx",
    "rapidfuzz",
)
"""Libraries that nothing needs before the first paint."""

# Runs the program's own start; only listens to the signal by which the window opens its store.
WATCH = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from negotiation_tracker.desktop import application
from negotiation_tracker.desktop.main_window import MainWindow

later, store = json.loads(sys.argv[1]), Path(sys.argv[2])
seen = {}

def look(moment):
    seen.setdefault(moment, [name for name in later if name in sys.modules])

def watch(window):
    window.painted.connect(lambda: look("painted"))
    timer = QTimer(window)
    timer.setInterval(50)
    timer.timeout.connect(lambda: close(window))
    timer.start()

def close(window):
    if window.current and window.tasks.idle and "sqlmodel" in sys.modules:
        look("in use")
        window.close()

make = application.make_window

def make_watched(settings):
    window = make(settings)
    watch(window)
    return window

application.make_window = make_watched
code = application.run(store)
print(json.dumps(seen))
sys.exit(code)
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "sample.negotiations"
    ws = Workspace.create(path)
    seeds.load(ws)
    ws.close()
    return path


def test_nothing_that_saving_needs_is_imported_before_the_first_paint(store: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-P", "-c", WATCH, json.dumps(LATER), str(store)],
        capture_output=True, text=True, check=False, timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["painted"] == []
    assert "sqlmodel" in seen["in use"], "got ready in the background, before the first change"
    assert set(seen["in use"]).isdisjoint({"typst", "xlsxwriter", "jinja2", "docx"})


NOT_FOR_A_LIST = (
    *LATER,
    "argparse",
    "dataclasses",
    "decimal",
    "enum",
    "hashlib",
    "inspect",
    "json",
    "pathlib",
    "platformdirs",
    "re",
    "shutil",
    "typing",
    "urllib.parse",
    "uuid",
    "zoneinfo",
)
"""Modules of which each would take a noticeable part of a whole `list`."""


def imported_by(store: Path, *arguments: str) -> set[str]:
    """Run a command line and give the modules it imported, by Python's own account."""
    done = subprocess.run(
        [sys.executable, "-P", "-X", "importtime", "-m", "negotiation_tracker", *arguments],
        capture_output=True, text=True, check=False, timeout=120,
        env={
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "NEGOTIATION_TRACKER_STORE": str(store),
        },
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    lines = done.stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["list", "sessions"], NOT_FOR_A_LIST),
        (["search", "strike"], NOT_FOR_A_LIST),
        (["search", "strike", "--best"], LATER),
        (["list", "proposals"], LATER),
        (["show", "positions", "--negotiation", "LAUSD-UTLA-2019"], LATER),
        (["show", "history", "--negotiation", "LAUSD-UTLA-2019"], LATER),
        (["export", "-", "--format", "json"], LATER),
    ],
)
def test_reading_on_the_command_line_imports_only_what_it_uses(
    store: Path, arguments: list[str], never: tuple[str, ...]
) -> None:
    time.sleep(0.03)  # so that the store is known to be sound once it was opened
    Workspace.open(store).close()
    found = imported_by(store, *arguments)
    assert found & set(never) == set()
    assert not {name for name in found if name.startswith("PySide6")}

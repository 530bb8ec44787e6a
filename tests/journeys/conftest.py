"""A person's folders for each journey, and a screen where one is needed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.program import Home
from tests.journeys.screen import NEEDED, Screen, screen


@pytest.fixture(scope="session")
def display() -> Iterator[Screen]:
    """Start a display with a window manager for all journeys."""
    missing = [tool for tool in NEEDED if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)} (bash .ci/test installs them)")
    with screen() as made:
        yield made


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """Give a new person without a display."""
    made = Home(tmp_path)
    yield made
    made.clear_up()


@pytest.fixture
def desk(tmp_path: Path, display: Screen) -> Iterator[Home]:
    """Give a new person at the display."""
    made = Home(tmp_path, display.display)
    yield made
    made.clear_up()

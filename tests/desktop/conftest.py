"""A window on a copy of the sample, and how to wait for its store."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.services import seeds
from negotiation_tracker.services.workspace import Workspace

LONG = 20_000
Settle = Callable[[MainWindow], None]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a store with the sample, once for all tests."""
    path = tmp_path_factory.mktemp("sample") / "sample.negotiations"
    ws = Workspace.create(path, actor="tester")
    seeds.load(ws)
    ws.close()
    return path


@pytest.fixture
def store(sample: Path, tmp_path: Path) -> Path:
    """Give a copy of the sample store for this test to change."""
    path = tmp_path / "talks.negotiations"
    shutil.copy(sample, path)
    return path


@pytest.fixture
def settle(qtbot: QtBot) -> Settle:
    """Wait until the store has nothing to do and all its answers are on the screen."""

    def wait(window: MainWindow) -> None:
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=LONG)
        QApplication.processEvents()
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=LONG)

    return wait


@pytest.fixture
def bare_window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    """Give a window without a store."""
    window = make_window(Settings(tmp_path / "window.ini"))
    window.theme.apply(Scheme.LIGHT, 13)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    yield window
    assert window.tasks.close(LONG / 1000)


@pytest.fixture
def window(bare_window: MainWindow, store: Path, qtbot: QtBot, settle: Settle) -> MainWindow:
    """Give a window that shows the newest talks of the sample."""
    with qtbot.waitExposed(bare_window):
        bare_window.show()
    bare_window.store_commands.open(store)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    return bare_window

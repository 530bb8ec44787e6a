"""A start with an unfinished session says that it is kept."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.drafts import Drafts
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.store_care import UNFINISHED
from tests.desktop.conftest import LONG, Settle

pytestmark = pytest.mark.gui


@pytest.mark.parametrize("kept", [True, False])
def test_a_start_tells_of_what_was_not_finished(
    bare_window: MainWindow, store: Path, qtbot: QtBot, settle: Settle, kept: bool
) -> None:
    if kept:
        drafts = Drafts(store)
        drafts.save("some-negotiation", {"date": "17 Jan 2019"})
        drafts.close()
    bare_window.show()
    bare_window.store_commands.open(store)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    assert (bare_window.status.text() == UNFINISHED) is kept

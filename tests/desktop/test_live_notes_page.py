"""Live notes by real keys: every line reaches the disk in order, and nothing typed is ever lost."""

import pytest
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from tests.desktop.conftest import Settle
from tests.desktop.live import Table, take_notes

pytestmark = pytest.mark.gui


@pytest.fixture
def table(qtbot: QtBot, window: MainWindow, settle: Settle) -> Table:
    return take_notes(qtbot, window, settle)


def test_one_key_starts_and_a_line_is_saved(table: Table) -> None:
    assert table.window.current == "live_notes"
    table.enter("Both sides are here")
    assert table.last().text == "Both sides are here"
    assert table.saved()
    assert table.typed() == ""
    assert table.has_keyboard()

"""A start with an unfinished session says that it is kept."""

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.drafts import Drafts
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.store_care import UNFINISHED
from negotiation_tracker.desktop.widgets.status_line import DRAFT
from tests.desktop.conftest import LONG, Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id

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


def test_a_draft_is_not_called_saved(window: MainWindow, settle: Settle) -> None:
    assert "saved" in window.status.saved_text().lower()
    window.show_page("log_session")
    settle(window)
    page = window.pages["log_session"]
    assert isinstance(page, LogSessionPage)
    QTest.keyClicks(page.form.details.place, "Example Hall")
    page.keep_draft()
    assert window.status.saved_text() == DRAFT
    window.show_page("overview")
    assert window.status.saved_text() == DRAFT
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    assert window.status.saved_text() != DRAFT, "these talks have none"
    window.show_negotiation(negotiation_id(window, SEIU))
    settle(window)
    assert window.status.saved_text() == DRAFT
    page.head.clear.click()
    assert window.status.saved_text() != DRAFT

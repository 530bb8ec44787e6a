"""Large text, long names and shared screens: nothing is cut off or painted over."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.model.record import RecordWriter
from tests.desktop.conftest import Settle

pytestmark = pytest.mark.gui

TITLE = "Successor agreement of an artificially long named local and its sample district, 2024"


@pytest.mark.parametrize("size", [11, 13, 18, 24])
def test_a_long_title_fits_the_switcher(window: MainWindow, settle: Settle, size: int) -> None:
    shown = window.shown.negotiation_id
    assert shown is not None

    def rename(writer: RecordWriter) -> None:
        writer.update("negotiation", shown, title=TITLE)

    window.tasks.change("Rename", rename)
    settle(window)
    window.theme.apply(Scheme.LIGHT, size)
    settle(window)
    switcher = window.side.switcher
    title = next(la for la in switcher.findChildren(QLabel) if la.text().startswith("Successor"))
    assert TITLE.startswith(title.text().removesuffix("…"))
    assert title.heightForWidth(title.width()) <= title.height()
    assert TITLE in switcher.toolTip(), "the whole of it can be read"


def test_what_was_done_is_not_told_to_the_next_who_looks(
    window: MainWindow, settle: Settle
) -> None:
    window.status.say("Delete session", undo=True)
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    assert window.status.text() == ""


def test_pages_keep_their_colour_while_others_look(window: MainWindow, settle: Settle) -> None:
    window.show_page("log_session")
    settle(window)
    QTest.keyClick(window, Qt.Key.Key_F8)
    settle(window)
    for key in ("overview", "sessions", "log_session"):
        window.show_page(key)
        settle(window)
        corner = window.pages[key].grab().toImage().pixelColor(4, 4)
        assert corner.lightness() > 200, f"{key} shows the colour of the frame"

"""What opens over the window: nothing of it is cut off, and it looks like the window."""

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QMessageBox, QToolButton
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.message import tell
from negotiation_tracker.desktop.widgets.search_list import SearchList
from tests.desktop.conftest import Settle

pytestmark = pytest.mark.gui


def test_every_row_of_a_short_drop_down_is_in_view(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    window.show_page("sessions")
    settle(window)
    combos = [c for c in window.pages["sessions"].findChildren(ChoiceCombo) if c.isVisible()]
    assert combos
    for combo in combos:
        combo.setFocus()
        qtbot.waitUntil(combo.hasFocus)
        combo.showPopup()
        view = combo.view()
        qtbot.waitUntil(view.isVisible)
        assert view.verticalScrollBar().maximum() == 0, combo.accessibleName()
        combo.hidePopup()


@pytest.mark.parametrize("size", [13, 22])
def test_the_calendar_is_on_the_screen_and_names_the_days(
    window: MainWindow, settle: Settle, size: int
) -> None:
    window.theme.apply(Scheme.DARK, size)
    settle(window)
    field = next(f for f in window.pages["overview"].findChildren(FuzzyDateEdit) if f.isVisible())
    window.move(window.screen().availableGeometry().right() - 120, 0)
    field.actions()[0].trigger()
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    popup = calendar.window()
    assert window.screen().availableGeometry().contains(popup.geometry())
    assert calendar.width() >= 7 * (calendar.fontMetrics().horizontalAdvance("Wed") + 12)
    names = {button.accessibleName() for button in calendar.findChildren(QToolButton)}
    assert {"Earlier month", "Later month"} <= names
    popup.close()


def test_buttons_of_boxes_bear_words_alone(window: MainWindow, qtbot: QtBot) -> None:
    tell(window, "Done.", "Nothing differs.")
    box = window.findChild(QMessageBox)
    assert box is not None
    qtbot.waitUntil(box.isVisible)
    assert [button.icon().isNull() for button in box.buttons()] == [True]
    box.close()


def test_a_short_list_of_hits_needs_no_scrolling(
    window: MainWindow, qtbot: QtBot, settle: Settle
) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+K"))
    QTest.keyClicks(window.focusWidget(), "dark")
    settle(window)
    found = window.findChild(SearchList)
    assert found is not None
    qtbot.waitUntil(lambda: found.isVisible() and found.model.rowCount() == 2)
    assert found.view.verticalScrollBar().maximum() == 0

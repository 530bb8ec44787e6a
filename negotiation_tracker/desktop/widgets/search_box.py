"""The box on top of the window in which one searches; its list is `search_list`."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from negotiation_tracker.desktop.icons import icon

WIDEST = 460
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_PAGES = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}


class SearchBox(QLineEdit):
    """A field whose arrow keys walk through the list below it.

    Signals:
        stepped: a row down (1) or up (-1) was asked for.
        paged: a page down (1) or up (-1) was asked for.
        taken: the chosen row was asked for.
        left: the search was given up, or another field has the keys now.

    """

    stepped = Signal(int)
    paged = Signal(int)
    taken = Signal()
    left = Signal()

    def __init__(self, keys: QKeySequence) -> None:
        super().__init__()
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        self.setPlaceholderText(f"Search records, people, actions   {shown}")
        self.setAccessibleName("Search")
        self.setToolTip(f"Search records, people and actions ({shown})")
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.setMaximumWidth(WIDEST)
        self.setMinimumWidth(120)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _PAGES:
            self.paged.emit(_PAGES[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif key == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.left.emit()

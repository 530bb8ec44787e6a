"""Lets the keys of the menus work while a text field has the focus."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow

from negotiation_tracker.desktop.actions import ACTIONS

LEFT_TO_FIELDS = frozenset({"undo", "redo"})
"""Actions whose keys a text field keeps for itself while it has the focus."""


class ShortcutFilter(QObject):
    """Keeps text fields from taking keys such as Ctrl+E, which on X11 moves to the line's end."""

    def __init__(self, window: QMainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._keys = {
            QKeySequence(key).toString()
            for spec in ACTIONS
            if spec.key not in LEFT_TO_FIELDS
            for key in spec.keys
        }
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and QApplication.activeWindow() is self._window
            and QKeySequence(event.keyCombination()).toString() in self._keys
        ):
            event.ignore()
            return True
        return False

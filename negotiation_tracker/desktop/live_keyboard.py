"""Keeps the keyboard on the entry line of live notes, whatever was clicked."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from negotiation_tracker.desktop.pages.live_notes_parts import LiveParts

_EDITORS = (QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox)


class LineKeyboard(QObject):
    """Brings the keyboard back after a click, and takes what is typed elsewhere to the line.

    A field somebody went to on purpose, such as the one for the next meeting, keeps it until it
    is done.
    """

    def __init__(self, page: QWidget, parts: LiveParts) -> None:
        super().__init__(page)
        self._page = page
        self._parts = parts

    def watch(self, on: bool) -> None:
        """Begin or end to look at clicks and keys, with the page."""
        app = QApplication.instance()
        if app is None:
            return
        app.removeEventFilter(self)
        if on:
            app.installEventFilter(self)

    def take(self, *, gently: bool = False) -> None:
        """Give the line the keyboard; ``gently`` only when no other part of the page has it."""
        focus = QApplication.focusWidget()
        kept = gently and focus is not None and self._parts.side.isAncestorOf(focus)
        if self._page.isVisible() and self._parts.notes_shown() and not kept:
            self._parts.line.edit.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._parts.notes_shown() or QApplication.activePopupWidget() is not None:
            return False
        kind = event.type()
        if kind is QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            QTimer.singleShot(0, self, self._after_click)
        elif kind is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed_elsewhere(watched, event)
        return False

    def _after_click(self) -> None:
        focus = QApplication.focusWidget()
        here = QApplication.activeWindow() is self._page.window()
        if here and not isinstance(focus, _EDITORS):
            self.take()

    def _typed_elsewhere(self, watched: QObject, event: QKeyEvent) -> bool:
        if not isinstance(watched, QWidget) or watched is not QApplication.focusWidget():
            return False
        if isinstance(watched, _EDITORS) or watched is self._parts.people.list:
            return False
        held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        text = event.text()
        if watched.window() is not self._page.window() or event.modifiers() & held:
            return False
        if not text or not text.isprintable() or text.isspace():
            return False
        self.take()
        self._parts.line.edit.keyPressEvent(event)
        return True

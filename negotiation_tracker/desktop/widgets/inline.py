"""Editors that look like text until one points at them, and save when one leaves them.

Enter or leaving the field saves, Escape gives back what was there. A value that was refused stays
as typed, with the reason beside it.
"""

from typing import Protocol

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

NOT_RECORDED = "not recorded"


class Saves(Protocol):
    """Takes what was typed into a field: name of the field, typed text or value."""

    def __call__(self, name: str, raw: object) -> None:
        """Save it."""


class InlineEdit(QLineEdit):
    """One line; shows a value in full words, and its typed form while being edited.

    Signals:
        committed: new text was typed and the field was left; the text.

    """

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "inline")
        self.setPlaceholderText(NOT_RECORDED)
        self._shown = ""
        self._typed = ""
        self._sent = ""
        self._refused = False

    def show_value(self, shown: str, typed: str | None = None) -> None:
        """Show a value; ``typed`` is its form for editing where that differs.

        Text that is being typed, or that was refused, stays.
        """
        was_typed = self._typed
        self._shown = shown
        self._typed = shown if typed is None else typed
        if self._refused or (self.hasFocus() and self.text() not in (was_typed, self._sent)):
            return
        self.setText(self._typed if self.hasFocus() else self._shown)
        self.setCursorPosition(0)
        self.setToolTip(shown)

    def refuse(self) -> None:
        """Keep what was typed, because it could not be saved."""
        self._refused = True

    def accept_saved(self) -> None:
        """Forget that anything was refused."""
        self._refused = False

    def is_unsaved(self) -> bool:
        """Say whether something else than the value shown is in the field, not yet on its way."""
        text = self.text()
        return text not in (self._shown, self._typed) and (self._refused or text != self._sent)

    def typed(self) -> str:
        """Give what is in the field."""
        return self.text()

    def _was_refused(self) -> bool:
        return self._refused and self.text() == self._sent

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._refused and not self.isReadOnly():
            self.setText(self._typed)
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _is_left(event) and not (_is_asked(event) and self._was_refused()):
            self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self._typed:
            self._refused = False
            self.setText(self._typed)
            self.selectAll()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        else:
            super().keyPressEvent(event)

    def _commit(self) -> None:
        text = self.text()
        if self.isReadOnly() or text == self._typed or text == self._shown:
            self._refused = False
            if not self.hasFocus():
                self.setText(self._shown)
                self.setCursorPosition(0)
            return
        self._sent = text
        self.committed.emit(text)


class InlineText(QPlainTextEdit):
    """Several lines, as high as its text; Ctrl+Enter or leaving it saves.

    Signals:
        committed: the text was changed and the field was left; the text.

    """

    committed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "inline")
        self.setPlaceholderText(NOT_RECORDED)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._saved = ""
        self._sent = ""
        self._refused = False
        self.textChanged.connect(self._fit)

    def show_value(self, text: str) -> None:
        """Show a value; text that is being typed, or that was refused, stays."""
        was_saved = self._saved
        self._saved = text
        if self._refused or (self.hasFocus() and self.toPlainText() != was_saved):
            return
        if self.toPlainText() != text:
            self.setPlainText(text)
        self._fit()

    def refuse(self) -> None:
        """Keep what was typed, because it could not be saved."""
        self._refused = True

    def accept_saved(self) -> None:
        """Forget that anything was refused."""
        self._refused = False

    def is_unsaved(self) -> bool:
        """Say whether something else than the value shown is in the field, not yet on its way."""
        text = self.toPlainText()
        return text != self._saved and (self._refused or text != self._sent)

    def typed(self) -> str:
        """Give what is in the field."""
        return self.toPlainText()

    def _was_refused(self) -> bool:
        return self._refused and self.toPlainText() == self._sent

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if _is_left(event) and not (_is_asked(event) and self._was_refused()):
            self._commit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape and self.toPlainText() != self._saved:
            self._refused = False
            self.setPlainText(self._saved)
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._commit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _commit(self) -> None:
        text = self.toPlainText()
        if not self.isReadOnly() and text != self._saved:
            self._sent = text
            self.committed.emit(text)

    def _height(self) -> int:
        lines = 0
        block = self.document().firstBlock()
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        line = self.fontMetrics().lineSpacing()
        return line * max(1, lines) + 18

    def _fit(self) -> None:
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)


def _is_left(event: QFocusEvent) -> bool:
    return event.reason() is not Qt.FocusReason.PopupFocusReason


def _is_asked(event: QFocusEvent) -> bool:
    """Say whether another window took the focus, as the message about a refusal does."""
    return event.reason() is Qt.FocusReason.ActiveWindowFocusReason

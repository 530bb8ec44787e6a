"""A text with what was deleted struck through and what was inserted underlined."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTableFormat,
)
from PySide6.QtWidgets import QSizePolicy, QTextEdit

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.rules.redline import Change, Piece, Redline

_ROOM = 6


class RedlineText(QTextEdit):
    """Shows a redline, as high as its text; read-only, with marks beside colour.

    Deleted words are struck through, inserted ones underlined and bold, so that neither rests
    on colour alone; `spoken` gives the same in words for screen readers.
    """

    def __init__(self, theme: Theme, *, grows: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._grows = grows
        self._redline: Redline | None = None
        self._beside = False
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setProperty("look", "inline")
        self.setAccessibleName("Redline")
        self.document().setDocumentMargin(2)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._dress()
        theme.changed.connect(self._dress)
        theme.changed.connect(self._again)

    def show_redline(self, redline: Redline, *, beside: bool = False) -> None:
        """Show a redline, inline or with both texts beside one another."""
        self._redline, self._beside = redline, beside
        self._again()
        self.setAccessibleDescription(spoken(redline))

    def show_plain(self, text: str) -> None:
        """Show a text that has nothing to be compared with."""
        self._redline = None
        self.setPlainText(text)
        self.setAccessibleDescription("")
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self._height()) if self._grows else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height()) if self._grows else super().minimumSizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # ---- inside

    def _dress(self) -> None:
        """Look like text on the card until it has the focus."""
        ring = self._theme.colours()["focus"]
        self.setStyleSheet(
            "QTextEdit { border: 2px solid transparent; background: transparent; padding: 0px; }"
            f"QTextEdit:focus {{ border: 2px solid {ring}; }}"
        )

    def _again(self) -> None:
        if self._redline is None:
            return
        self.clear()
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        if self._beside:
            self._write_beside(cursor, self._redline)
        else:
            self._write(cursor, self._redline.pieces)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _write(self, cursor: QTextCursor, pieces: Iterable[Piece]) -> None:
        formats = {change: self._format(change) for change in Change}
        for piece in pieces:
            cursor.insertText(piece.text, formats[piece.change])

    def _write_beside(self, cursor: QTextCursor, redline: Redline) -> None:
        rows = redline.rows()
        frame = QTextTableFormat()
        frame.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
        frame.setBorder(0)
        frame.setCellPadding(5)
        frame.setCellSpacing(0)
        half = QTextLength(QTextLength.Type.PercentageLength, 50)
        frame.setColumnWidthConstraints([half, half])
        frame.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
        table = cursor.insertTable(max(1, len(rows)), 2, frame)
        for number, one in enumerate(rows):
            for column, pieces in enumerate((one.old, one.new)):
                self._write(table.cellAt(number, column).firstCursorPosition(), pieces)

    def _format(self, change: Change) -> QTextCharFormat:
        form = QTextCharFormat()
        form.setForeground(QBrush(self._theme.colour("text")))
        if change is Change.DELETED:
            form.setFontStrikeOut(True)
            form.setForeground(QBrush(self._theme.colour("alert")))
            form.setBackground(QBrush(self._theme.colour("alert_soft")))
        elif change is Change.INSERTED:
            form.setFontUnderline(True)
            form.setFontWeight(QFont.Weight.DemiBold)
            form.setForeground(QBrush(self._theme.colour("good")))
            form.setBackground(QBrush(self._theme.colour("good_soft")))
        return form

    def _height(self) -> int:
        self.document().setTextWidth(max(60, self.viewport().width()))
        return int(self.document().size().height()) + _ROOM + 8

    def _fit(self) -> None:
        if self._grows:
            wanted = self._height()
            if self.height() != wanted:
                self.setFixedHeight(wanted)


def spoken(redline: Redline) -> str:
    """Give the changes as words: what was deleted and what was inserted, place by place."""
    words = {Change.DELETED: "deleted", Change.INSERTED: "inserted"}
    parts = [
        f"{words[piece.change]}: {piece.text.strip()}"
        for piece in redline.pieces
        if piece.change in words and piece.text.strip()
    ]
    return f"{redline.describe()} {'; '.join(parts[:40])}"

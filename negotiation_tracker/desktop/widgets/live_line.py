"""The entry line of live notes: it takes every key, shows how it is read, and loses nothing."""

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import (
    QGridLayout,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QWidget,
)

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.live_completion import CompletionList
from negotiation_tracker.desktop.widgets.words import restyle, words
from negotiation_tracker.rules.line_completion import Completions, Option, complete
from negotiation_tracker.rules.line_reading import Reading, SpanRole, read
from negotiation_tracker.rules.line_scene import Scene

MOST_LINES = 4
TICK = 1000
HINT = '@person  #issue  u/e side  "exact words"  /offer  /caucus  /ta  /next  /note private'
_ROLES = {
    SpanRole.COMMAND: "accent",
    SpanRole.PERSON: "neutral",
    SpanRole.ISSUE: "good",
    SpanRole.SIDE: "union",
    SpanRole.PROPOSAL: "accent",
    SpanRole.TIME: "secondary",
    SpanRole.UNKNOWN: "disputed",
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EntryEdit(QPlainTextEdit):
    """The field itself: one line that wraps; Enter commits it.

    Signals:
        committed: Enter was pressed on it.
        pasted: several lines were pasted; their text.
        edit_asked: arrow up on the empty line.
        left: Escape with nothing to close.
        undo_asked, redo_asked: undo or redo on a line with nothing of its own to take back.
        scroll_asked, point_asked: pages to scroll the log by; lines to move the pointer by.

    """

    committed = Signal()
    pasted = Signal(str)
    edit_asked = Signal()
    left = Signal()
    undo_asked = Signal()
    redo_asked = Signal()
    scroll_asked = Signal(int)
    point_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._list: CompletionList | None = None
        self.setAccessibleName("Line of the notes; Enter saves it")
        self.setPlaceholderText("What happens; Enter saves the line")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit)

    def line(self) -> str:
        """Give what is typed, on one line."""
        return " ".join(self.toPlainText().split("\n"))

    def set_line(self, text: str) -> None:
        """Put a line in, with the cursor at its end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    # ---- completions

    def offer(self, completions: Completions) -> None:
        """Show what may be typed at the cursor; nothing hides the list."""
        if self._list is None:
            if not completions.options:
                return
            self._list = CompletionList(self)
            self._list.taken.connect(self._take)
        self._list.offer(completions, self.cursorRect())

    def close_list(self) -> None:
        """Hide the list."""
        if self._list is not None:
            self._list.hide()

    def list_open(self) -> bool:
        """Say whether the list is shown."""
        return self._list is not None and self._list.isVisible()

    def _take(self, found: tuple[int, int, Option] | None) -> None:
        self.close_list()
        if found is None:
            return
        start, end, option = found
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(min(end, len(self.toPlainText())), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(option.insert)
        self.setTextCursor(cursor)

    # ---- Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not (self._list_key(event) or self._own_key(event)):
            super().keyPressEvent(event)

    def _list_key(self, event: QKeyEvent) -> bool:
        if self._list is None or not self._list.isVisible():
            return False
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._list.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Escape:
            self.close_list()
        elif key == Qt.Key.Key_Tab or (key in _ENTER and self._list.pointed_at()):
            self._take(self._list.option())
        else:
            return False
        return True

    def _own_key(self, event: QKeyEvent) -> bool:
        key = event.key()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _ENTER and not control:
            self.committed.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.scroll_asked.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif control and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.point_asked.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Up and not self.toPlainText():
            self.edit_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self._can_undo():
            self.undo_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self._can_redo():
            self.redo_asked.emit()
        elif key == Qt.Key.Key_Tab and self.toPlainText().strip():
            pass  # on a line that is being typed Tab only takes a completion
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.focusNextPrevChild(key == Qt.Key.Key_Tab)
        else:
            return False
        return True

    def _can_undo(self) -> bool:
        return self.document().isUndoAvailable()

    def _can_redo(self) -> bool:
        return self.document().isRedoAvailable()

    def insertFromMimeData(self, source: QMimeData) -> None:
        lines = [line for line in source.text().splitlines() if line.strip()]
        if len(lines) > 1:
            self.pasted.emit(source.text())
        elif lines:
            self.insertPlainText(lines[0])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.close_list()
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.close_list()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height())

    def _height(self) -> int:
        block = self.document().firstBlock()
        lines = 0
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return self.fontMetrics().lineSpacing() * max(1, min(MOST_LINES, lines)) + 20

    def _fit(self) -> None:
        if self.height() != self._height():
            self.setFixedHeight(self._height())


class EntryLine(QWidget):
    """Clock, field, button, and under them how the line is read.

    Signals:
        entered: a line is to be saved; its text.
        typed: the line changed.

    """

    entered = Signal(str)
    typed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scene: Scene | None = None
        self._reading = Reading(None)
        self._lenient = False
        self._stuck = ""
        self._refused = False
        self._zone: ZoneInfo | None = None
        self.edit = EntryEdit()
        self.clock = words("", "secondary")
        self.add = QPushButton("Save ↵")
        self.add.setProperty("look", "primary")
        self.add.setAccessibleName("Save the line (Enter)")
        self.add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.reading = words(HINT, "secondary", wrap=True)
        self.reading.setAccessibleName("How the line is read")
        self.private = words("", "note", wrap=True)
        self.private.setProperty("tone", "disputed")
        self.private.hide()
        self.kept = words("", "note", wrap=True)
        self.kept.setProperty("tone", "disputed")
        self.kept.hide()
        self.refusal = words("", "secondary", wrap=True)
        self.refusal.hide()
        self._lay_out()
        self.edit.textChanged.connect(self._on_text)
        # Comes before textChanged: a list stays only where something was just typed.
        self.edit.cursorPositionChanged.connect(self.edit.close_list)
        self.edit.committed.connect(self.commit)
        self.add.clicked.connect(self.commit)
        self.setFocusProxy(self.edit)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._show_clock)
        self._tick.start()
        self._show_clock()

    def set_scene(self, scene: Scene | None, *, lenient: bool = False) -> None:
        """Read against another scene; ``lenient`` while lines before this one are on their way."""
        self._scene = scene
        self._lenient = lenient
        self._read()

    def set_zone(self, zone: str) -> None:
        """Show the time of day as the clock at the table does."""
        self._zone = ZoneInfo(zone)
        self._show_clock()

    def resize_text(self, pixels: int) -> None:
        """Show the line in another size of text."""
        font = QFont(self.edit.font())
        font.setPixelSize(pixels)
        self.edit.setFont(font)

    def text(self) -> str:
        """Give what is typed."""
        return self.edit.line()

    def set_text(self, text: str) -> None:
        """Put a line in."""
        self.edit.set_line(text)
        self.edit.close_list()

    def clear(self) -> None:
        """Empty the line, and make undo on it mean undo of the record again."""
        self.edit.setPlainText("")
        self.edit.document().clearUndoRedoStacks()
        self.edit.close_list()
        self.say_stuck("")

    def say_stuck(self, reason: str) -> None:
        """Say why the line in the field could not be saved, until it is changed."""
        self._stuck = reason
        self._show_reading()

    def say_saved(self, sentence: str) -> None:
        """Say what was just saved, while the line is empty."""
        if not self.text().strip():
            self.reading.setText(sentence)

    def current(self) -> Reading:
        """Give how the line is read now."""
        return self._reading

    def commit(self) -> None:
        """Hand the line over, unless it cannot be saved as it is."""
        self.edit.close_list()
        text = self.text().strip()
        if text and self._reading.refusal and not self._lenient:
            self._refused = True
            self._show_reading()
            return
        self.entered.emit(text)

    # ---- inside

    def _on_text(self) -> None:
        self._stuck = ""
        self._refused = False
        self._read()
        self._offer()
        self.typed.emit()

    def _offer(self) -> None:
        if self._scene is None or not self.edit.hasFocus():
            self.edit.close_list()
            return
        place = self.edit.textCursor().position()
        self.edit.offer(complete(self.edit.toPlainText(), place, self._scene))

    def _read(self) -> None:
        text = self.text()
        if self._scene is None or not text.strip():
            self._reading = Reading(None)
        else:
            self._reading = read(text, self._scene)
        self._show_reading()
        self._colour()

    def _show_reading(self) -> None:
        found = self._reading
        refusal = self._stuck or found.refusal
        sentence = found.sentence
        if not sentence and not refusal:
            sentence = HINT
        self.reading.setText(sentence)
        self.reading.setVisible(bool(sentence) and not found.private)
        self.private.setText(sentence)
        self.private.setVisible(bool(sentence) and found.private)
        self.kept.setText(" ".join(found.kept))
        self.kept.setVisible(bool(found.kept))
        wrong = bool(self._stuck) or self._refused  # until Enter it is only not finished
        self.refusal.setText(f"{'⚠ ' if wrong else '… '}{refusal}" if refusal else "")
        self.refusal.setVisible(bool(refusal))
        if (self.refusal.property("look") == "error") != wrong:
            restyle(self.refusal, "look", "error" if wrong else "secondary")
            restyle(self.edit, "problem", wrong)
        spoken = " ".join(part for part in (refusal, found.sentence, *found.kept) if part)
        self.edit.setAccessibleDescription(spoken)

    def _colour(self) -> None:
        marks = []
        for span in self._reading.spans:
            role = _ROLES.get(span.role)
            if role is None:
                continue
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self.edit.textCursor()
            mark.cursor.setPosition(span.start)
            mark.cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
            mark.format = _format(self._theme.colour(role), span.role is SpanRole.UNKNOWN)
            marks.append(mark)
        self.edit.setExtraSelections(marks)

    def _show_clock(self) -> None:
        now = f"{datetime.now(self._zone):%H:%M}"
        if self.clock.text() != now:
            self.clock.setText(now)
            self.clock.setAccessibleName(f"It is {now} at the table")

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 10, 12, 8)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.addWidget(self.clock, 0, 0)
        grid.addWidget(self.edit, 0, 1)
        grid.addWidget(self.add, 0, 2)
        for place, label in enumerate((self.reading, self.private, self.kept, self.refusal), 1):
            grid.addWidget(label, place, 1, 1, 2)
        grid.setColumnStretch(1, 1)


def _format(colour: QColor, unknown: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(colour)
    if unknown:
        made.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        made.setUnderlineColor(colour)
    else:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made

"""The list of what may be typed next, beside the entry line of live notes."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from negotiation_tracker.rules.line_completion import Completions, Option

SHOWN_ROWS = 8
_MOST = 40
_WIDEST = 460
_OPTION_ROLE = Qt.ItemDataRole.UserRole


class CompletionList(QListWidget):
    """Never has the keyboard: the line moves through it, and takes from it.

    Signals:
        taken: an option was clicked.

    """

    taken = Signal(object)

    def __init__(self, line: QWidget) -> None:
        super().__init__(line.window())
        self._line = line
        self._completions = Completions(0, 0)
        self.setObjectName("lineCompletions")
        self.setStyleSheet("QListWidget::item { padding: 4px 6px; }")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("What may be typed here; arrow keys choose, Tab takes")
        self.itemPressed.connect(self._pressed)
        self.hide()

    def offer(self, completions: Completions, cursor: QRect) -> None:
        """Show what may be typed at the cursor, whose place on the line is given."""
        self._completions = completions
        self.clear()
        for option in completions.options[:_MOST]:
            words = f"{option.label}   {option.detail}" if option.detail else option.label
            row = QListWidgetItem(words, self)
            row.setData(_OPTION_ROLE, option)
        self.setCurrentRow(-1)
        if not self.count():
            self.hide()
            return
        self._place(cursor)

    def move_by(self, step: int) -> None:
        """Point at another option; from none, up goes to the last."""
        last = self.count() - 1
        place = self.currentRow() + step
        if self.currentRow() < 0:
            place = 0 if step > 0 else last
        self.setCurrentRow(min(last, max(0, place)))

    def pointed_at(self) -> bool:
        """Say whether the arrow keys chose an option."""
        return self.isVisible() and self.currentRow() >= 0

    def option(self) -> tuple[int, int, Option] | None:
        """Give what to put in, and where: the option pointed at, else the first."""
        row = self.item(max(0, self.currentRow()))
        found = row.data(_OPTION_ROLE) if self.count() else None
        if not isinstance(found, Option):
            return None
        return self._completions.start, self._completions.end, found

    def _pressed(self, row: QListWidgetItem) -> None:
        self.setCurrentItem(row)
        self.taken.emit(self.option())

    def _place(self, cursor: QRect) -> None:
        window = self._line.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        height = self.sizeHintForRow(0) * min(SHOWN_ROWS, self.count()) + 2 * self.frameWidth() + 2
        width = min(_WIDEST, window.width() - 8, max(220, self.sizeHintForColumn(0) + 24))
        top = self._line.mapTo(window, cursor.topLeft())
        left = max(4, min(top.x(), window.width() - width - 4))
        above = top.y() - height - 6
        below = self._line.mapTo(window, QPoint(0, self._line.height())).y() + 4
        self.setGeometry(left, above if above >= 4 else below, width, height)
        self.show()
        self.raise_()

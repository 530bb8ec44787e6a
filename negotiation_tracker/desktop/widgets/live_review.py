"""Pasted minutes, inside the page: each line as it will be read, to be mended before saving."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.services.live_paste import PastedLine, review

NUMBER, TIME, LINE, READING = range(4)
HEADINGS = ("No.", "Time", "Line", "How it is read")


class ReviewView(QWidget):
    """F2 or a double click mends a line, Delete leaves it out, Ctrl+Enter saves all as one step.

    Signals:
        accepted: the lines are to be saved; their text.
        left: nothing is to be saved.

    """

    accepted = Signal(str)
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._scene: Scene | None = None
        self._lines: list[str] = []
        self._found: tuple[PastedLine, ...] = ()
        self._filling = False
        self.count = words("", "secondary", wrap=True)
        self.table = self._make_table()
        self.save = QPushButton()
        self.save.setProperty("look", "primary")
        self.save.clicked.connect(self.accept)
        self.cancel = QPushButton("Save nothing   Esc")
        self.cancel.clicked.connect(self.left)
        self.problem = words("", "error", wrap=True)
        self._lay_out()

    def show_text(self, text: str, scene: Scene) -> None:
        """Read what was pasted and show it."""
        self._scene = scene
        self._lines = [line for line in text.splitlines() if line.strip()]
        self.say("")
        self._review()
        self.table.setCurrentCell(0, LINE)
        self.table.setFocus()

    def text(self) -> str:
        """Give the lines as mended, to be saved."""
        return "\n".join(self._lines)

    def say(self, problem: str) -> None:
        """Say why the lines could not be saved."""
        self.problem.setText(f"⚠ {problem}" if problem else "")
        self.problem.setVisible(bool(problem))

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and control:
            self.accept()
        elif event.key() == Qt.Key.Key_Delete:
            self._leave_out(self.table.currentRow())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.table.edit(self.table.model().index(self.table.currentRow(), LINE))
        else:
            return False
        return True

    # ---- inside

    def _review(self) -> None:
        if self._scene is None:
            return
        self._found = review(self.text(), self._scene)
        self._filling = True
        self.table.setRowCount(len(self._found))
        for place, line in enumerate(self._found):
            self._fill(place, line)
        self._filling = False
        wrong = sum(1 for line in self._found if line.refusal)
        private = sum(1 for line in self._found if line.reading.private)
        total = len(self._found)
        text = f"{total} line{'' if total == 1 else 's'}"
        if private:
            text += f", {private} of them private notes"
        if wrong:
            text += f"; {wrong} cannot be saved as {'it is' if wrong == 1 else 'they are'}: mend "
            text += "or leave out what is marked"
        self.count.setText(text)
        self.save.setEnabled(bool(total) and not wrong)
        self.save.setText(f"Save {total} line{'' if total == 1 else 's'}   Ctrl+↵")

    def _fill(self, place: int, line: PastedLine) -> None:
        if line.refusal:
            how, role = f"⚠ {line.refusal}", "alert"
        else:
            how = " ".join((line.reading.sentence, *line.reading.kept))
            role = "disputed" if line.reading.kept or line.reading.private else ""
        for column, text in enumerate((str(line.number), line.time, line.text, how)):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column != LINE:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if role:
                item.setBackground(self._theme.colour(f"{role}_soft"))
                item.setForeground(self._theme.colour(role if column == READING else "text"))
            self.table.setItem(place, column, item)

    def _mended(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() != LINE:
            return
        text = " ".join(item.text().split())
        if text:
            self._lines[item.row()] = text
            self._review()
        else:
            self._leave_out(item.row())

    def _leave_out(self, place: int) -> None:
        if 0 <= place < len(self._lines):
            del self._lines[place]
            self._review()
            self.table.setCurrentCell(min(place, len(self._lines) - 1), LINE)

    def accept(self) -> None:
        """Hand the lines over, unless one of them cannot be saved."""
        if self.save.isEnabled():
            self.accepted.emit(self.text())

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(HEADINGS))
        table.setHorizontalHeaderLabels(HEADINGS)
        table.setAccessibleName("Pasted lines; F2 mends one, Delete leaves one out")
        table.setProperty("look", "inside")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column in (LINE, READING):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column in (NUMBER, TIME):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        table.installEventFilter(self)
        table.itemChanged.connect(self._mended)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(words("Pasted lines", "heading"))
        head.addWidget(self.count, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.problem, 1)
        buttons.addStretch(0)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addLayout(buttons)

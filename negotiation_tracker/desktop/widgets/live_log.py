"""The table of live notes: it grows at its end and never takes the keyboard from the line."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
)

from negotiation_tracker.desktop.models.live_log import (
    ENTRY,
    NUMBER,
    STATE,
    SUBJECT,
    TIME,
    WHO,
    LiveLogModel,
    LiveRow,
    State,
)
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.live_log_drawing import LiveLogDelegate

_FIT_AFTER = 60
_LETTERS = {NUMBER: 3, TIME: 6, WHO: 15, SUBJECT: 12, STATE: 2}
"""Width of the columns that do not stretch, in letters of the log's own size."""
_NARROW, _NARROW_WHO = 76, 9
"""A log of fewer letters leaves the subject out, and has so many for who spoke."""


class LiveLogView(QTableView):
    """Shows the lines; F2, Enter's arrow up or a double click edit one in place until the lock.

    Signals:
        amended: kind and key of the record, column, what was typed, what stood there.
        correction_asked: a locked line is to be corrected; its number.
        delete_asked: kind and key of a line that is to go.
        edit_ended: an editor was closed; the keyboard is free.

    """

    amended = Signal(str, int, int, str, str)
    correction_asked = Signal(int)
    delete_asked = Signal(str, int)
    edit_ended = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._step = 0
        self._model = LiveLogModel(self)
        self.setModel(self._model)
        self._drawing = LiveLogDelegate(theme, self)
        self._drawing.amended.connect(self.amended)
        self._drawing.closeEditor.connect(lambda: QTimer.singleShot(0, self, self._edit_closed))
        self.setItemDelegate(self._drawing)
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(_FIT_AFTER)
        self._refit.timeout.connect(self._fit_all)
        self._set_up()
        theme.changed.connect(self._on_theme)
        self.resize_text(0)

    def rows(self) -> tuple[LiveRow, ...]:
        """Give the lines shown."""
        return self._model.rows()

    def show_rows(self, rows: tuple[LiveRow, ...], *, editable: bool) -> None:
        """Show these lines; at the end of the log the view follows it."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        self._model.editable = editable
        before = self._model.rows()
        self._model.show_rows(rows)
        width = self.columnWidth(ENTRY)
        for place, row in enumerate(rows):
            if place >= len(before) or before[place] != row:
                self._fit(place, row, width)
        if at_end and len(rows) != len(before):
            QTimer.singleShot(0, self, self.scrollToBottom)

    def resize_text(self, step: int) -> None:
        """Show the log so many pixels larger than other text."""
        self._step = step
        font = QFont(self.font())
        font.setPixelSize(max(9, self._theme.size + step))
        self.setFont(font)
        self._fit_columns()
        self._refit.start()

    def letter(self) -> int:
        """Give the width of a letter of the log, in pixels."""
        return self.fontMetrics().averageCharWidth()

    def edit_line(self, column: int = ENTRY) -> bool:
        """Edit the line pointed at, else the last; False when there is none to edit."""
        chosen = self.selectionModel().selectedRows()
        place = chosen[0].row() if chosen else self._model.rowCount() - 1
        return self._edit_at(place, column)

    def drop_selection(self) -> bool:
        """Point at nothing; False when nothing was pointed at."""
        had = self.selectionModel().hasSelection()
        self.clearSelection()
        return had

    def scroll_pages(self, pages: int) -> None:
        """Scroll by so many pages."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pages * max(1, bar.pageStep() - self.fontMetrics().height()))

    def point_by(self, lines: int) -> None:
        """Point at another line; from none, at the last."""
        chosen = self.selectionModel().selectedRows()
        last = self._model.rowCount() - 1
        place = min(last, max(0, chosen[0].row() + lines)) if chosen else last
        if place >= 0:
            self.selectRow(place)
            self.scrollTo(self._model.index(place, ENTRY))

    def editing(self) -> bool:
        """Say whether a line is being edited."""
        return self.state() is QAbstractItemView.State.EditingState

    # ---- Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        super().resizeEvent(event)
        if at_end:
            self.scrollToBottom()  # the line below grew; the newest stays in view
        if event.oldSize().width() != event.size().width():
            self._fit_columns()
            self._refit.start()

    # ---- inside

    def _edit_at(self, place: int, column: int) -> bool:
        row = self._model.row_at(place)
        if row is None:
            return False
        if row.state is State.LOCKED and row.number:
            self.correction_asked.emit(row.number)
            return True
        index = self._model.index(place, column)
        if not self._model.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        self.edit(index)
        return True

    def _edit_closed(self) -> None:
        if not self.editing():
            self.edit_ended.emit()

    def _double_clicked(self, index: QModelIndex) -> None:
        self._edit_at(index.row(), TIME if index.column() == TIME else ENTRY)

    def _menu(self, where: QPoint) -> None:
        index = self.indexAt(where)
        row = self._model.row_at(index.row()) if index.isValid() else None
        if row is None or row.state not in (State.SAVED, State.LOCKED):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if row.state is State.LOCKED:
            if row.number:
                menu.addAction("Correct this line", lambda: self._edit_at(index.row(), ENTRY))
        elif self._model.editable:
            menu.addAction("Change the words", lambda: self._edit_at(index.row(), ENTRY))
            if not row.private:
                menu.addAction("Change the time", lambda: self._edit_at(index.row(), TIME))
            menu.addAction("Delete the line", lambda: self.delete_asked.emit(*row.key))
        if not menu.isEmpty():
            menu.popup(self.viewport().mapToGlobal(where))

    def _fit_columns(self) -> None:
        """Give the columns their widths; in a narrow log the words come first."""
        narrow = self.width() < _NARROW * self.letter()
        self.setColumnHidden(SUBJECT, narrow)
        for column, letters in _LETTERS.items():
            wanted = _NARROW_WHO if narrow and column == WHO else letters
            self.setColumnWidth(column, wanted * self.letter() + 16)

    def _fit(self, place: int, row: LiveRow, width: int) -> None:
        height = self._drawing.height_for(row, self.font(), width)
        if self.rowHeight(place) != height:
            self.setRowHeight(place, height)

    def _fit_all(self) -> None:
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum() - 2
        width = self.columnWidth(ENTRY)
        for place, row in enumerate(self._model.rows()):
            self._fit(place, row, width)
        if at_end:
            self.scrollToBottom()

    def _on_theme(self) -> None:
        self.resize_text(self._step)
        self.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self._refit.start()

    def _set_up(self) -> None:
        self.setAccessibleName("Log of the session")
        self.setProperty("look", "inside")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self.doubleClicked.connect(self._double_clicked)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setMinimumSectionSize(20)
        for column in _LETTERS:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(ENTRY, QHeaderView.ResizeMode.Stretch)

"""The grid of positions on the screen: issues stay in sight at the left, heads at the top."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from negotiation_tracker.desktop.models.matrix_model import CELL_ROLE, MatrixModel
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.matrix_drawing import (
    HEAD,
    Ink,
    draw_cell,
    draw_head,
    draw_issue,
    head_words,
    height_of,
    issue_height,
)
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.rules.matrix import Matrix

_Index = QModelIndex | QPersistentModelIndex
_ISSUE = 118
_LEAST = {"position": 112, "Gap": 112, "Movement": 138, "Status": 104}
_SHARE = {"position": 5, "Gap": 4, "Movement": 4, "Status": 2}
_TALLEST_ROW = 420


def _ink(theme: Theme, widget: QWidget) -> Ink:
    return Ink(theme.colours(), QFont(widget.font()), theme.size)


class _Cells(QStyledItemDelegate):
    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        ink = _ink(self._theme, self._view)
        painter.save()
        painter.setClipRect(option.rect)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, ink.colour("selected" if chosen else "surface"))
        draw_cell(painter, QRectF(option.rect), index.data(CELL_ROLE), ink)
        painter.setPen(QPen(ink.colour("line"), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(ink.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -2, -2), 5, 5)
        painter.restore()


class _Issues(QHeaderView):
    """The issues, at the left of the grid; they stay when it scrolls sideways."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedWidth(_ISSUE)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel):
            return
        ink = _ink(self._theme, self)
        painter.save()
        painter.setClipRect(rect)
        here = self._current() == section
        painter.fillRect(rect, ink.colour("selected" if here else "surface"))
        draw_issue(painter, QRectF(rect), model.row(section), ink)
        painter.setPen(QPen(ink.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(_ISSUE, 100)

    def _current(self) -> int:
        view = self.parent()
        return view.currentIndex().row() if isinstance(view, QTableView) else -1


class _Heads(QHeaderView):
    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._theme = theme
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(int(HEAD))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        model = self.model()
        if not isinstance(model, MatrixModel):
            return
        ink = _ink(self._theme, self)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, ink.colour("surface"))
        draw_head(painter, QRectF(rect), head_words(model.matrix, section), ink)
        painter.setPen(QPen(ink.colour("border"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def sizeHint(self) -> QSize:
        return QSize(100, int(HEAD))


class MatrixTable(QTableView):
    """The grid; arrows move, Enter or a click opens what is behind a cell.

    Signals:
        opened: a cell was opened; row and column, column -1 for the issue itself.
        issue_changed: the current row is another; its place.

    """

    opened = Signal(int, int)
    issue_changed = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model = MatrixModel()
        self.setModel(self._model)
        self.setProperty("look", "inside")
        self.setAccessibleName("Positions: issues down, participants across")
        self.setItemDelegate(_Cells(theme, self))
        self.setVerticalHeader(_Issues(theme, self))
        self.setHorizontalHeader(_Heads(theme, self))
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(lambda index: self.opened.emit(index.row(), index.column()))
        self.verticalHeader().sectionClicked.connect(self._issue_clicked)
        corner = words("Issue", "label")
        corner.setParent(self)
        corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        corner.setGeometry(9, 1, _ISSUE - 20, int(HEAD) - 4)
        self._fit_soon = QTimer(self)
        self._fit_soon.setSingleShot(True)
        self._fit_soon.setInterval(0)
        self._fit_soon.timeout.connect(self._fit)
        theme.changed.connect(self._fit_soon.start)

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; the current cell stays if its issue does."""
        before = self.currentIndex()
        issue = self._model.row(before.row()).issue_id if before.isValid() else None
        column = max(before.column(), 0)
        self._model.show_matrix(matrix)
        if not self.currentIndex().isValid() and matrix.rows:
            places = [n for n, row in enumerate(matrix.rows) if row.issue_id == issue]
            if places:
                self.setCurrentIndex(self._model.index(places[0], column))
        self._fit()

    def show_brief(self, brief: bool) -> None:
        """Show only what is said, without account, age and source; those stay in tool tips."""
        self._model.brief = brief
        self._fit()
        self.viewport().update()

    def go_to_issue(self, issue_id: int) -> None:
        """Make an issue the current row."""
        for place, row in enumerate(self._model.matrix.rows):
            if row.issue_id == issue_id and self.currentIndex().row() != place:
                column = max(self.currentIndex().column(), 0)
                self.setCurrentIndex(self._model.index(place, column))

    def _issue_clicked(self, section: int) -> None:
        self.setCurrentIndex(self._model.index(section, max(self.currentIndex().column(), 0)))
        self.opened.emit(section, -1)

    def currentChanged(self, current: _Index, previous: _Index) -> None:
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()
        if current.isValid() and current.row() != previous.row():
            self.issue_changed.emit(current.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and index.isValid():
            self.opened.emit(index.row(), index.column())
        elif event.matches(QKeySequence.StandardKey.Copy) and index.isValid():
            QApplication.clipboard().setText(self._model.cell(index.row(), index.column()).text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_soon.start()

    def _fit(self) -> None:
        """Share the width among the columns, then give each row the height it needs."""
        model, matrix = self._model, self._model.matrix
        if not matrix.participants:
            return
        kinds = ["position"] * len(matrix.participants) + ["Gap", "Movement", "Status"]
        scale = max(self._theme.size / 13, 1.0)
        least = [int(_LEAST[kind] * scale) for kind in kinds]
        free = max(self.viewport().width() - sum(least), 0)
        shares = sum(_SHARE[kind] for kind in kinds)
        widths = []
        for column, kind in enumerate(kinds):
            width = least[column] + free * _SHARE[kind] // shares
            widths.append(width)
            self.setColumnWidth(column, width)
        ink = _ink(self._theme, self)
        for place, row in enumerate(matrix.rows):
            heights = [issue_height(row, _ISSUE, ink)]
            heights += [
                height_of(model.cell(place, column), width, ink)
                for column, width in enumerate(widths)
            ]
            self.setRowHeight(place, min(int(max(heights)) + 1, _TALLEST_ROW))
        if self.currentIndex().isValid():
            self.executeDelayedItemsLayout()
            self.updateGeometries()
            self.scrollTo(self.currentIndex())

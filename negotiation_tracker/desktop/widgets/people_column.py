"""The list at the left: names with what is most worth knowing, a search, and a line that adds."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import SIDE_LETTERS
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.as_of_bar import DayChooser
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.services.people_list import Row

MARGIN = 10
HERE, EVERYBODY = "here", "everybody"
_Index = QModelIndex | QPersistentModelIndex


class RowsModel(QAbstractListModel):
    """Rows as a list; their words are also what a screen reader says."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ", ".join(part for part in (row.name, row.detail) if part)
        return None


class TwoLines(QStyledItemDelegate):
    """Draws a name, and under it in smaller letters what is most worth knowing."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, RowsModel):
            return
        row = model.rows[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, option.palette.color(QPalette.ColorRole.Highlight))
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        small = self._small(option.font)
        ink = self._theme.colour("on_selected" if chosen else "text")
        area = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
        first, second = QFontMetrics(strong).height(), QFontMetrics(small).height()
        top = area.top() + (area.height() - first - (second + 1 if row.detail else 0)) // 2
        letter = SIDE_LETTERS.get(row.side, "")
        name = f"{row.name} {letter}".strip()
        self._line(painter, strong, ink, QRect(area.left(), top, area.width(), first), name)
        if row.detail:
            ink = self._theme.colour("on_selected" if chosen else "secondary")
            place = QRect(area.left(), top + first + 1, area.width(), second)
            self._line(painter, small, ink, place, row.detail)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        height = (
            QFontMetrics(option.font).height() + QFontMetrics(self._small(option.font)).height()
        )
        return QSize(120, height + 15)

    @staticmethod
    def _line(painter: QPainter, font: QFont, ink: object, area: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    @staticmethod
    def _small(font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(max(10, font.pixelSize() - 1))
        return small


class RowList(QListView):
    """The list itself.

    Signals:
        delete_asked: the Delete key was pressed on a row.

    """

    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class PeopleColumn(QWidget):
    """Shows the rows that fit the search; one row is chosen.

    Signals:
        chosen: a row was chosen; its id.
        add_asked: something is to be added; the words typed.
        day_chosen: another day is to be shown.
        delete_asked: the chosen row is to go to the trash.

    """

    chosen = Signal(int)
    add_asked = Signal(str)
    day_chosen = Signal(object)
    delete_asked = Signal()

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()
        self._kept: int | None = None
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search names")
        self.search.setAccessibleName("Search names")
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.search.textChanged.connect(lambda _: self._fill())
        self.scope = ChoiceCombo([("In these talks", HERE), ("In the whole store", EVERYBODY)])
        self.scope.setAccessibleName("Whose names are listed")
        self.scope.activated.connect(lambda _: self._fill())
        self.days = DayChooser("As of", today, tip="On which day the state is shown")
        self.days.chosen.connect(self.day_chosen)
        self.list = RowList()
        self.list.setUniformItemSizes(True)
        self._model = RowsModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(TwoLines(theme, self.list))
        self.list.delete_asked.connect(self.delete_asked)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.add = QLineEdit()
        self.add.returnPressed.connect(self._add)
        filters = QHBoxLayout()
        filters.setSpacing(6)
        filters.addWidget(self.search, 3)
        filters.addWidget(self.scope, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(filters)
        column.addWidget(self.days)
        column.addWidget(self.list, 1)
        column.addWidget(self.add)
        self.setFocusProxy(self.list)

    # ---- showing

    def begin(self, name: str, add_hint: str, *, scoped: bool, dated: bool) -> None:
        """Prepare for another kind of row.

        Args:
            name: what the list holds, for screen readers.
            add_hint: words in the line that adds; empty when nothing can be added here.
            scoped: whether to offer the talks shown or the whole store.
            dated: whether rows depend on a day.

        """
        self.list.setAccessibleName(name)
        self.add.clear()
        self.add.setPlaceholderText(add_hint)
        self.add.setAccessibleName(add_hint or "Add")
        self.add.setObjectName(f"add:{name.lower()}")
        self.add.setVisible(bool(add_hint))
        self.scope.setVisible(scoped)
        self.days.setVisible(dated)
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def show_rows(self, rows: Sequence[Row], chosen: int | None) -> None:
        """Show rows and choose one; the first when that one is not among them."""
        self._rows = tuple(rows)
        self._kept = chosen
        self._fill()

    def current(self) -> int | None:
        """Give the id of the row chosen."""
        place = self.list.currentIndex().row()
        return self._model.rows[place].id if 0 <= place < len(self._model.rows) else None

    # ---- inside

    def _fill(self) -> None:
        everybody = self.scope.isHidden() or self.scope.value() == EVERYBODY
        text = self.search.text()
        kept = self._kept
        shown = [
            row
            for row in self._rows
            if (everybody or row.here or row.id == kept) and (not text or row.found_by(text))
        ]
        keys = [row.id for row in shown]
        self.list.selectionModel().blockSignals(True)
        self._model.show_rows(shown)
        self.list.selectionModel().blockSignals(False)
        if not shown:
            self.chosen.emit(-1)
            return
        place = keys.index(kept) if kept in keys else 0
        index = self._model.index(place)
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _row_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self._kept = self._model.rows[index.row()].id
            self.chosen.emit(self._kept)

    def _add(self) -> None:
        text = " ".join(self.add.text().split())
        self.add_asked.emit(text)
        self.add.clear()

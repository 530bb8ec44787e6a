"""The table of costs: a row for each kind of cost, a column for each offer."""

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_results import Comparison
from negotiation_tracker.rules.cost_table import NOTHING, CostRow

_Index = QModelIndex | QPersistentModelIndex
_NUMBER_WIDTH = 150
_WHY_NOTHING = "There is no number here; the reason stands with the offer above."


class CostingModel(QAbstractTableModel):
    """The rows of a comparison; the first column names them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[CostRow, ...] = ()
        self._heads: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[CostRow, ...]:
        """Give the rows shown."""
        return self._rows

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show a comparison, or nothing."""
        self.beginResetModel()
        self._rows = () if comparison is None else cost_table.rows(comparison)
        self._heads = () if comparison is None else cost_table.names(comparison)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._heads) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        text = row.label if column == 0 else (row.cells[column - 1] if row.cells else "")
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return _WHY_NOTHING if text == NOTHING else text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if text == NOTHING:
                text = "no number"
            return (
                text if column == 0 else f"{row.label.strip()}, {self._heads[column - 1]}: {text}"
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if column == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and (row.heading or row.strong):
            font = QFont()
            font.setBold(True)
            return font
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section == 0 else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "Cost" if section == 0 else self._heads[section - 1]
        return None


class CostingTable(QTableView):
    """Shows a comparison; it is read, not edited."""

    def __init__(self) -> None:
        super().__init__()
        self.costs = CostingModel()
        self.setModel(self.costs)
        self.setProperty("look", "inside")
        self.setAccessibleName("Costs of the offers")
        self.setShowGrid(False)
        self.setAlternatingRowColors(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)

    def show_comparison(self, comparison: Comparison | None) -> None:
        """Show a comparison, or nothing."""
        self.costs.show_comparison(comparison)
        self.clearSpans()
        for number, row in enumerate(self.costs.rows):
            if row.heading and self.costs.columnCount() > 1:
                self.setSpan(number, 0, 1, self.costs.columnCount())
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_NUMBER_WIDTH)
        if self.costs.columnCount():
            header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
            for column in range(1, self.costs.columnCount()):
                self.setColumnWidth(column, max(_NUMBER_WIDTH, self._wanted(column)))

    def _wanted(self, column: int) -> int:
        return min(210, self.sizeHintForColumn(column) + 16)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().lineSpacing() + 8)

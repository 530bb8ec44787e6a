"""The grid of positions as a table model: cells read aloud as they are drawn."""

from html import escape

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from negotiation_tracker.rules.matrix import Matrix, MatrixCell, MatrixRow

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
_DERIVED = ("Gap", "Movement", "Status")
_EMPTY = Matrix((), (), ())
_SIDES = {"labor": "union side", "management": "employer side", "neutral": "neutral"}

Index = QModelIndex | QPersistentModelIndex


class MatrixModel(QAbstractTableModel):
    """Rows are issues; columns are participants, gap, movement, status.

    Attributes:
        matrix: what is shown.
        brief: whether cells are shown without their quiet lines.

    """

    def __init__(self) -> None:
        super().__init__()
        self.matrix = _EMPTY
        self.brief = False

    def show_matrix(self, matrix: Matrix) -> None:
        """Show another matrix; the selection stays where rows and columns stay the same."""
        old = self.matrix
        same = [r.issue_id for r in old.rows] == [r.issue_id for r in matrix.rows]
        if same and old.participants == matrix.participants and matrix.rows:
            self.matrix = matrix
            last = self.index(len(matrix.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(matrix.rows) - 1)
            return
        self.beginResetModel()
        self.matrix = matrix
        self.endResetModel()

    def row(self, place: int) -> MatrixRow:
        """Give a row."""
        return self.matrix.rows[place]

    def cell(self, row: int, column: int) -> MatrixCell:
        """Give a cell."""
        cell = self._whole(row, column)
        return cell.brief() if self.brief else cell

    def _whole(self, row: int, column: int) -> MatrixCell:
        found = self.matrix.rows[row]
        return (*found.positions, found.gap, found.movement, found.status)[column]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.matrix.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        if parent.isValid() or not self.matrix.participants:
            return 0
        return len(self.matrix.participants) + len(_DERIVED)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index.row(), index.column())
        if role == CELL_ROLE:
            return cell
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole and self.brief:
            # Words of the record are never read as markup.
            whole = self._whole(index.row(), index.column())
            return f"<qt>{escape(whole.text).replace(chr(10), '<br>')}</qt>"
        if role in (
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.AccessibleDescriptionRole,
        ):
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            words = ". ".join(line.text for line in cell.lines)
            if role == Qt.ItemDataRole.AccessibleDescriptionRole:
                return ". ".join(cell.why)
            return f"{self.row(index.row()).issue}, {head}: {words}"
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.row(section).issue if section < len(self.matrix.rows) else None
        count = len(self.matrix.participants)
        if section < count:
            side = _SIDES.get(self.matrix.sides[section], "")
            return f"{self.matrix.participants[section]}, {side}".removesuffix(", ")
        return _DERIVED[section - count] if section - count < len(_DERIVED) else None

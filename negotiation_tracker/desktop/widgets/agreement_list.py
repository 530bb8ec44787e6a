"""The tentative agreements of a negotiation: a line each, with how far it has come."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.agreement_view import AGREEMENT_TONES
from negotiation_tracker.desktop.widgets.chip_delegate import CHIP_ROLE, TONE_ROLE, ChipDelegate
from negotiation_tracker.services.proposal_list import AgreementLine

ID_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_ROWS = 5
REACHED, ROOM_FOR_DATES = 2, 330


class AgreementList(QTableView):
    """Lists agreements; as high as its rows, up to five.

    Signals:
        chosen: another agreement became current; its id.

    """

    chosen = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling = False
        self._model = QStandardItemModel(0, 4, self)
        self._model.setHorizontalHeaderLabels(["No.", "About", "Reached", "Status"])
        self.setModel(self._model)
        self.setAccessibleName("Tentative agreements")
        self.setItemDelegate(ChipDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._changed)
        theme.changed.connect(self.viewport().update)

    def show_agreements(self, lines: Sequence[AgreementLine], current: int | None) -> None:
        """List agreements and mark the one shown."""
        self._filling = True
        self._model.removeRows(0, self._model.rowCount())
        for line in lines:
            cells = [QStandardItem(text) for text in (line.code, line.title, line.when, "")]
            cells[0].setData(line.id, ID_ROLE)
            cells[0].setAccessibleText(f"{line.code}, {line.title}, {line.status_words}")
            cells[1].setToolTip(line.title)
            cells[3].setData(line.status_words, CHIP_ROLE)
            cells[3].setData(AGREEMENT_TONES.get(line.status, "plain"), TONE_ROLE)
            cells[3].setToolTip(line.reason)
            self._model.appendRow(cells)
        size = self._theme.size + 17
        self.verticalHeader().setDefaultSectionSize(size)
        rows = min(MOST_ROWS, max(1, len(lines)))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * size + 4)
        metrics = self.fontMetrics()
        self.setColumnWidth(0, 52)
        self.setColumnWidth(2, 96)
        longest = max((metrics.horizontalAdvance(a.status_words) for a in lines), default=60)
        self.setColumnWidth(3, longest + 36)
        self.select_agreement(current)
        self._filling = False

    def select_agreement(self, agreement_id: int | None) -> None:
        """Make an agreement current, or none."""
        self._filling = True
        self.selectionModel().clear()
        for place in range(self._model.rowCount()):
            index = self._model.index(place, 0)
            if index.data(ID_ROLE) == agreement_id:
                self.setCurrentIndex(index)
        self._filling = False

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current when there is none; nobody chose it.
        before, self._filling = self._filling, self._filling or not self.currentIndex().isValid()
        super().focusInEvent(event)
        self._filling = before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setColumnHidden(REACHED, self.viewport().width() < ROOM_FOR_DATES)

    def _changed(self, index: QModelIndex) -> None:
        key = index.siblingAtColumn(0).data(ID_ROLE) if index.isValid() else None
        if key is not None and not self._filling:
            self.chosen.emit(key)

"""The offers of a negotiation as a tree: counters under what they answer, lanes apart."""

from collections.abc import Iterable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.chip_delegate import (
    CHIP_ROLE,
    TONE_ROLE,
    ChipDelegate,
    tone_of,
)
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.chains import Tie
from negotiation_tracker.rules.offer_status import OfferStatus
from negotiation_tracker.services.proposal_list import Lane, OfferLine, ProposalList

HEADINGS = ("No.", "From", "Passed", "Terms", "Status")
CODE, MAKER, WHEN, SAYS, STATUS = range(5)
LINE_ROLE = Qt.ItemDataRole.UserRole + 1
LANE_ROLE = Qt.ItemDataRole.UserRole + 2
LANE_TITLES = {
    Lane.FORMAL: "Formal offers",
    Lane.EXPLORATORY: "Explored only: moves no position",
    Lane.CLAIMED: "Claims about the other side: no position of it",
}
STATUS_TONES = {
    OfferStatus.OPEN: "plain",
    OfferStatus.HOLD: "plain",
    OfferStatus.AGREED_IN_CONCEPT: "neutral",
    OfferStatus.ACCEPTED: "good",
    OfferStatus.TA: "good",
}
"""Statuses shown as a chip; the others, which need nobody any more, are plain words."""
DEEPEST_STEP, ROOM_FOR_STEPS = 12, 46
SHARES = {CODE: 0.2, MAKER: 0.22, WHEN: 0.23, STATUS: 0.2}
"""Most of the width that a column may take."""
SIDE_LETTERS = {"labor": " (U)", "management": " (E)", "neutral": " (N)"}


class ProposalTree(QTreeView):
    """Shows a `ProposalList`; several offers can be selected, one is current.

    Signals:
        chosen: another offer became current; its id.
        selection_grew: the offers selected changed.
        activated_offer: Enter or a double click on an offer; its id.

    """

    chosen = Signal(int)
    selection_grew = Signal()
    activated_offer = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._filling = False
        self._model = QStandardItemModel(0, len(HEADINGS), self)
        self._model.setHorizontalHeaderLabels(list(HEADINGS))
        self.setModel(self._model)
        self.setAccessibleName("Offers")
        self.setItemDelegate(ChipDelegate(theme, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(40)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(SAYS, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(self._selection_changed)
        self.doubleClicked.connect(self._activated)
        theme.changed.connect(self.viewport().update)

    # ---- showing

    def show_list(self, found: ProposalList, current: int | None, selected: Iterable[int]) -> None:
        """Show a list; the offers selected before stay selected where they are still there."""
        self._filling = True
        top = self.verticalScrollBar().value()
        closed = self._closed()
        self._model.removeRows(0, self._model.rowCount())
        used = [lane for lane in Lane if found.lanes[lane]]
        deepest = max((line.depth for line in found.lines()), default=0)
        self.setIndentation(min(DEEPEST_STEP, max(3, ROOM_FOR_STEPS // (deepest + 1))))
        for lane in used:
            parent = self._model.invisibleRootItem()
            if used != [Lane.FORMAL]:
                parent = self._add_lane(lane, len(found.lanes[lane]))
            self._add_lines(parent, found.lanes[lane])
        self.expandAll()
        self._fit_columns()
        for row in self._offers():
            if row.data(LINE_ROLE).id in closed:
                self.collapse(row.index())
        self._select_again(current, set(selected))
        self.verticalScrollBar().setValue(top)
        self._filling = False

    def select_offer(self, proposal_id: int | None) -> None:
        """Make an offer current, or none."""
        self._filling = True
        self._select_again(proposal_id, {proposal_id} if proposal_id is not None else set())
        self._filling = False

    def current_offer(self) -> OfferLine | None:
        """Give the offer that is current."""
        return _line(self.currentIndex())

    def selected_offers(self) -> list[OfferLine]:
        """List the offers selected, from top to bottom."""
        chosen = {index.data(LINE_ROLE) for index in self.selectionModel().selectedRows()}
        return [line for row in self._offers() if (line := row.data(LINE_ROLE)) in chosen]

    def first_offer(self) -> int | None:
        """Give the id of the first offer, or None when nothing is listed."""
        return next((row.data(LINE_ROLE).id for row in self._offers()), None)

    def lane_rows(self) -> dict[str, list[str]]:
        """Give the codes under each heading of a lane; "" where there is only the formal one."""
        found: dict[str, list[str]] = {}
        for row in self._offers():
            above = row
            while above.parent() is not None:
                above = above.parent()
            heading = above.data(LANE_ROLE) or ""
            found.setdefault(str(heading), []).append(row.data(LINE_ROLE).code)
        return found

    # ---- filling

    def _add_lane(self, lane: Lane, number: int) -> QStandardItem:
        title = LANE_TITLES[lane] if lane is not Lane.FORMAL else f"{LANE_TITLES[lane]} ({number})"
        item = QStandardItem(title)
        item.setData(lane.value, LANE_ROLE)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = self.font()
        font.setBold(True)
        font.setPixelSize(max(10, self._theme.size - 1))
        item.setFont(font)
        tone = "plain" if lane is Lane.FORMAL else "neutral"
        if lane is Lane.CLAIMED:
            tone = "disputed"
        item.setBackground(QBrush(self._theme.colour(f"{tone}_soft")))
        item.setForeground(QBrush(self._theme.colour(tone)))
        self._model.appendRow(item)
        self.setFirstColumnSpanned(item.row(), QModelIndex(), True)
        return item

    def _add_lines(self, root: QStandardItem, lines: tuple[OfferLine, ...]) -> None:
        rows: dict[int, QStandardItem] = {}
        known = {line.id: line for line in lines}
        for line in lines:
            above = known.get(line.parent_id or 0)
            cells = self._cells(line, above)
            parent = root if line.parent_id is None else rows.get(line.parent_id, root)
            parent.appendRow(cells)
            rows[line.id] = cells[0]

    def _cells(self, line: OfferLine, above: OfferLine | None) -> list[QStandardItem]:
        cells = [QStandardItem() for _ in HEADINGS]
        aside = line.formality not in ("formal", "reported_only")
        cells[CODE].setText(line.code)
        cells[CODE].setData(line, LINE_ROLE)
        cells[CODE].setToolTip(_code_tip(line))
        cells[MAKER].setData(line.maker, CHIP_ROLE)
        cells[MAKER].setData(tone_of(line.side), TONE_ROLE)
        letter = SIDE_LETTERS.get(line.side, "")
        cells[MAKER].setToolTip(f"{line.maker}{letter}")
        cells[WHEN].setText(line.when or "not dated")
        cells[SAYS].setText(_says(line, above))
        cells[SAYS].setToolTip("\n".join(line.says.split(" · ")))
        if line.status in STATUS_TONES:
            cells[STATUS].setData(line.status_words, CHIP_ROLE)
            cells[STATUS].setData(STATUS_TONES[line.status], TONE_ROLE)
        else:
            cells[STATUS].setText(line.status_words)
            cells[STATUS].setForeground(QBrush(self._theme.colour("secondary")))
        cells[STATUS].setToolTip(line.reason or line.status_words)
        spoken = ", ".join(
            part for part in (line.code, f"{line.maker}{letter}", line.when, line.says) if part
        )
        cells[CODE].setAccessibleText(f"{spoken}, {line.status_words}")
        for cell in cells:
            cell.setEditable(False)
            if aside:
                font = self.font()
                font.setItalic(True)
                cell.setFont(font)
        return cells

    def _fit_columns(self) -> None:
        """Give each column what it needs, and the words of the offers what is left."""
        room = self.viewport().width()
        for column, share in SHARES.items():
            self.resizeColumnToContents(column)
            wanted = self.columnWidth(column)
            if column in (MAKER, STATUS):
                wanted = max(wanted, self._chip_width(column))
            self.setColumnWidth(column, min(int(room * share), wanted + 2))

    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt makes the first row current when there is none; nobody chose it.
        before, self._filling = self._filling, self._filling or not self.currentIndex().isValid()
        super().focusInEvent(event)
        self._filling = before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_columns()

    def _chip_width(self, column: int) -> int:
        metrics = self.fontMetrics()
        words = (
            str(
                self._model.itemFromIndex(row.index().siblingAtColumn(column)).data(CHIP_ROLE) or ""
            )
            for row in self._offers()
        )
        return max((metrics.horizontalAdvance(text) + 38 for text in words), default=0)

    def _offers(self) -> list[QStandardItem]:
        found: list[QStandardItem] = []
        pending = [self._model.invisibleRootItem()]
        while pending:
            parent = pending.pop()
            children = [parent.child(place) for place in range(parent.rowCount())]
            if isinstance(parent.data(LINE_ROLE), OfferLine):
                found.append(parent)
            pending += reversed(children)
        return found

    def _closed(self) -> set[int]:
        return {
            row.data(LINE_ROLE).id
            for row in self._offers()
            if row.hasChildren() and not self.isExpanded(row.index())
        }

    def _select_again(self, current: int | None, selected: set[int]) -> None:
        selection = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.clear()
        for row in self._offers():
            key = row.data(LINE_ROLE).id
            if key in selected:
                selection.select(row.index(), flags.Select | flags.Rows)
            if key == current:
                selection.setCurrentIndex(row.index(), flags.Select | flags.Rows)
                self.scrollTo(row.index())

    # ---- what happens

    def _current_changed(self, index: QModelIndex) -> None:
        line = _line(index)
        if line is not None and not self._filling:
            self.chosen.emit(line.id)

    def _selection_changed(self) -> None:
        if not self._filling:
            self.selection_grew.emit()

    def _activated(self, index: QModelIndex) -> None:
        line = _line(index)
        if line is not None:
            self.activated_offer.emit(line.id)

    # ---- drawing

    def drawBranches(  # noqa: N802  Qt's name
        self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a corner from the offer above; a small triangle where offers are folded away."""
        line = _line(index)
        if line is None:
            return
        selected = self.selectionModel().isSelected(index)
        if selected:
            painter.fillRect(rect, self._theme.colour("selected"))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QPen(self._theme.colour("field_border"), 1))
        middle = rect.center().y()
        right = rect.right() - 1
        if line.parent_id is not None:
            left = right - max(3, min(9, self.indentation() - 2))
            painter.drawLine(QPoint(left, rect.top() + 4), QPoint(left, middle))
            painter.drawLine(QPoint(left, middle), QPoint(right, middle))
        if self.model().hasChildren(index) and not self.isExpanded(index):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("secondary"))
            painter.drawPolygon(
                [
                    QPoint(right - 5, middle - 4),
                    QPoint(right - 5, middle + 4),
                    QPoint(right, middle),
                ]
            )
        painter.restore()


def _line(index: QModelIndex | QPersistentModelIndex) -> OfferLine | None:
    found = index.sibling(index.row(), CODE).data(LINE_ROLE) if index.isValid() else None
    return found if isinstance(found, OfferLine) else None


def _says(line: OfferLine, above: OfferLine | None) -> str:
    """Give what an offer says; its one issue goes without saying under an offer on the same."""
    said = line.says
    if above is not None and len(line.parts) == 1 and line.issue_ids == above.issue_ids:
        said = line.parts[0][2]
    marks = []
    if line.package:
        marks.append("Package")
    if line.final:
        marks.append("called final")
    lead = f"{', '.join(marks)}: " if marks else ""
    return lead + (said or "nothing recorded yet")


def _code_tip(line: OfferLine) -> str:
    parts = [label(line.kind).capitalize()]
    if line.formality != "formal":
        parts.append(label(line.formality))
    if line.tie is not None:
        word = "counters" if line.tie is Tie.COUNTERS else "replaces"
        parts.append(f"{word} the offer above it{' (inferred)' if line.inferred else ''}")
    if line.also:
        parts.append(f"also tied to {', '.join(line.also)}")
    if line.beside:
        parts.append(f"answers {', '.join(line.beside)}, shown in another group")
    return ", ".join(parts)

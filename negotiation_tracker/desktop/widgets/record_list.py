"""A list of records of one kind: filter, sort, choose, copy as a table, save as CSV."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.paged_table import Column, PagedTable
from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.record_detail_facts import RecordSpec
from negotiation_tracker.desktop.widgets.record_list_filters import RecordListFilters
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import record_list
from negotiation_tracker.services.record_list import (
    LISTINGS,
    ListOrder,
    RecordRow,
    RecordRows,
)
from negotiation_tracker.services.workspace import Workspace

TYPING_PAUSE = 180


def today() -> date:
    """Give the present day on this computer."""
    return datetime.now().astimezone().date()


class RecordList(QWidget):
    """The list with its heading and filters; what it shows is read through ``context.tasks``.

    Attributes:
        table: the list itself.
        head: layout of the heading, for what belongs to one kind of record only.
        filters: the filters.
        found: what is shown now; None before the first answer.
        menu_actions: further entries of the context menu: words, with {} for how many
            where that is more than one, and what to call with the ids.

    Signals:
        chosen: another record became current; its id.
        loaded: an answer is on the screen.
        add_asked: a record is to be added.
        open_asked: the current record is to be edited (Enter or a double click).
        delete_asked: records are to go to the trash; their ids.

    """

    chosen = Signal(int)
    loaded = Signal()
    add_asked = Signal()
    open_asked = Signal()
    delete_asked = Signal(object)

    def __init__(self, context: PageContext, spec: RecordSpec) -> None:
        super().__init__()
        self.kind = spec.kind
        self._spec = spec
        self.found: RecordRows | None = None
        self.menu_actions: list[tuple[str, Callable[[list[int]], None]]] = []
        self._context = context
        self._listing = LISTINGS[spec.kind]
        self._where: tuple[int | None, Reader] = (None, Reader(Audience.ME))
        self._order = ListOrder()
        self._wanted: int | None = None
        self._current: int | None = None
        self._place = 0
        self._writable = True
        self._model = PagedTable(context.tasks, self._columns(), self)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE)
        self._typing.timeout.connect(self.load)
        self._build()

    # ---- what is shown

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        """List the records of other talks, or the same to another reader, at the next `load`."""
        if negotiation_id != self._where[0]:
            self._wanted = self._current = None
            self.filters.reset()
            self._typing.stop()
        self._where = (negotiation_id, reader)

    def set_writable(self, writable: bool) -> None:
        """Say whether records can be added and deleted here."""
        self._writable = writable
        self.add_button.setEnabled(writable)

    def select(self, record_id: int) -> None:
        """Make a record current, at once or when the list is there."""
        ids = [row.id for row in self._rows()]
        if record_id in ids:
            self._go_to(ids.index(record_id))
        else:
            self._wanted = record_id

    def current(self) -> int | None:
        """Give the id of the record that is current."""
        return self._current

    def selected(self) -> list[int]:
        """List the ids of the selected records, from top to bottom."""
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self._rows()[row].id for row in sorted(rows) if row < len(self._rows())]

    def load(self) -> None:
        """Read the list again."""
        negotiation, reader = self._where
        if negotiation is None:
            self.found = None
            self._model.load(lambda _: 0, lambda _ws, _offset, _limit: [], self._nothing)
            return
        kind, chosen, order = self.kind, self.filters.value(), self._order
        answers: list[RecordRows] = []

        def count(ws: Workspace) -> int:
            answers.append(record_list.read(ws, kind, negotiation, reader, chosen, order))
            return len(answers[-1].rows)

        def fetch(ws: Workspace, offset: int, limit: int) -> list[RecordRow]:
            return list(answers[-1].rows[offset : offset + limit])

        self._model.load(count, fetch, lambda _: self._show(answers[-1]))

    # ---- building

    def _columns(self) -> list[Column[RecordRow]]:
        def text(place: int, row: RecordRow) -> str:
            return row.cells[place].text

        def tip(place: int, row: RecordRow) -> str:
            return row.cells[place].tip or row.cells[place].text

        return [
            Column(c.heading, partial(text, n), c.width, c.key, partial(tip, n))
            for n, c in enumerate(self._listing.columns)
        ]

    def _build(self) -> None:
        self._count = words("", "secondary")
        self.head = QHBoxLayout()
        self.head.setSpacing(10)
        self.head.addWidget(words(self._spec.title, "title"))
        self.head.addWidget(self._count)
        self.head.addStretch(1)
        self.add_button = QPushButton(f"Add {self._spec.one}")
        self.add_button.setIcon(icon("plus"))
        self.add_button.clicked.connect(self.add_asked)
        self.head.addWidget(self.add_button)
        self.filters = RecordListFilters(self._listing, self._spec.many, today)
        self.filters.changed.connect(self._typing.start)
        self.table = self._make_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _make_table(self) -> QTableView:
        table = _Table(self)
        table.setModel(self._model)
        table.setAccessibleName(self._spec.many.capitalize())
        table.verticalHeader().setDefaultSectionSize(self._context.theme.size + 17)
        header = table.horizontalHeader()
        for place, column in enumerate(self._listing.columns):
            if column.width:
                table.setColumnWidth(place, column.width)
        keys = [column.key for column in self._listing.columns]
        down, up = Qt.SortOrder.DescendingOrder, Qt.SortOrder.AscendingOrder
        usual = down if self._listing.descending else up
        header.setSortIndicator(keys.index(self._listing.sort), usual)
        header.sortIndicatorChanged.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._show_menu)
        table.doubleClicked.connect(lambda _: self.open_asked.emit())
        table.selectionModel().currentRowChanged.connect(self._row_chosen)
        return table

    # ---- showing

    def _rows(self) -> tuple[RecordRow, ...]:
        return () if self.found is None else self.found.rows

    def _nothing(self, _: int) -> None:
        self._count.setText("")
        self.loaded.emit()

    def _show(self, found: RecordRows) -> None:
        self.found = found
        self.filters.offer(found)
        number = len(found.rows)
        one, many = self._spec.one, self._spec.many
        parts = [f"1 {one}" if number == 1 else f"{number:,} {many}"]
        if number != found.total:
            parts[0] = f"{number:,} of {found.total:,} {many}"
        parts += [found.note] if found.note else []
        self._count.setText(" · ".join(parts))
        self._select()
        self.loaded.emit()

    def _select(self) -> None:
        """Make the record asked for current, else the one before, else the one in its place."""
        ids = [row.id for row in self._rows()]
        if self._wanted is not None and self._wanted not in ids and self.filters.active():
            self.filters.reset()
            return
        wanted, self._wanted = self._wanted, None
        found = next((key for key in (wanted, self._current) if key in ids), None)
        if found is not None:
            self._go_to(ids.index(found))
        elif ids:
            self._go_to(min(self._place, len(ids) - 1))
        else:
            self._current = None

    def _go_to(self, place: int) -> None:
        index = self._model.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _row_chosen(self, index: QModelIndex) -> None:
        rows = self._rows()
        if index.isValid() and index.row() < len(rows):
            self._place = index.row()
            self._current = rows[self._place].id
            self.chosen.emit(self._current)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        column = self._listing.columns[section]
        self._order = ListOrder(column.key, order is Qt.SortOrder.DescendingOrder)
        self.load()

    # ---- menus, copying, saving

    def context_menu(self) -> QMenu:
        """Make the context menu for what is selected."""
        menu = QMenu(self)
        ids = self.selected()
        many = f" {len(ids)} {self._spec.many}" if len(ids) > 1 else ""

        def add(text: str, keys: str, call: Callable[[], object], *, enabled: bool = True) -> None:
            action = QAction(text, menu)
            if keys:
                action.setShortcut(QKeySequence(keys))
            action.setEnabled(enabled)
            action.triggered.connect(lambda _=False: call())
            menu.addAction(action)

        add("&Edit", "Return", self.open_asked.emit, enabled=len(ids) == 1)
        if self._writable and ids:
            for text, call in self.menu_actions:
                add(text.format(many), "", partial(call, ids))
        menu.addSeparator()
        add("&Copy as table", "Ctrl+C", self.copy_table, enabled=bool(self._rows()))
        add("Save what is shown as CS&V…", "", self.ask_csv, enabled=bool(self._rows()))
        menu.addSeparator()
        add(
            f"&Delete{many}",
            "Del",
            lambda: self.delete_asked.emit(ids),
            enabled=self._writable and bool(ids),
        )
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.context_menu().popup(self.table.viewport().mapToGlobal(at))

    def _choose_columns(self, at: QPoint) -> None:
        menu = QMenu(self)
        shown = self._shown_columns()
        for place, column in enumerate(self._listing.columns):
            action = menu.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(place in shown)
            action.setEnabled(place not in shown or len(shown) > 1)
            action.toggled.connect(lambda on, n=place: self.table.setColumnHidden(n, not on))
        menu.popup(self.table.horizontalHeader().mapToGlobal(at))

    def _shown_columns(self) -> list[int]:
        return [n for n in range(len(self._listing.columns)) if not self.table.isColumnHidden(n)]

    def copy_table(self) -> None:
        """Put the selected rows, or all when at most one is, into the clipboard as a table."""
        chosen = set(self.selected())
        rows = [r for r in self._rows() if len(chosen) < 2 or r.id in chosen]
        places = self._shown_columns()
        text = record_list.as_table(
            [self._listing.columns[n].heading for n in places],
            [[row.cells[n].text for n in places] for row in rows],
        )
        QGuiApplication.clipboard().setText(text)
        number = len(rows)
        self._context.window_message(
            f"Copied {number:,} row{'' if number == 1 else 's'} as a table"
        )

    def ask_csv(self) -> None:
        """Ask where to save what is shown as CSV, and save it."""
        start = str(Path.home() / f"{self._spec.many.replace(' ', '-')}.csv")
        name, _ = QFileDialog.getSaveFileName(self, "Save the list", start, "CSV (*.csv)")
        if name:
            path = Path(name)
            self.save_csv(path if path.suffix else path.with_suffix(".csv"))

    def save_csv(self, target: Path) -> None:
        """Save what is shown as CSV."""
        from negotiation_tracker.services.list_exports import ShownList, export_list

        negotiation, reader = self._where
        if negotiation is None:
            return
        columns = tuple(self._listing.columns[n].key for n in self._shown_columns())
        shown = ShownList(
            self.kind, negotiation, reader, self.filters.value(), self._order, columns
        )
        self._context.tasks.read(
            lambda ws: export_list(ws, shown, target),
            lambda number: self._context.window_message(
                f"Saved {number:,} row{'' if number == 1 else 's'} to {target.name}"
            ),
        )

    def ask_delete(self) -> None:
        """Ask for the selected records to be deleted."""
        ids = self.selected()
        if ids and self._writable:
            self.delete_asked.emit(ids)


class _Table(QTableView):
    """The table; its keys copy, delete, open and search."""

    def __init__(self, owner: RecordList) -> None:
        super().__init__()
        self._owner = owner
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setToolTip("Click to sort; right-click to choose the columns")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self._owner.copy_table()
        elif event.matches(QKeySequence.StandardKey.Find):
            self._owner.filters.focus_words()
        elif event.key() == Qt.Key.Key_Delete:
            self._owner.ask_delete()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._owner.open_asked.emit()
        elif event.key() == Qt.Key.Key_Insert:
            self._owner.add_button.click()
        else:
            super().keyPressEvent(event)

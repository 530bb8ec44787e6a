"""A table model that reads its rows page by page, away from the window thread.

It knows the number of rows at once, so that the scroll bar is true, and keeps 64 pages of 128
rows. A row that is still on its way shows "…". A changed filter or sort keeps the old rows on the
screen until the new ones are there.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.services.workspace import Workspace

PAGE = 128
KEPT_PAGES = 64
LOADING = "…"
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TOLD = frozenset(
    (_DISPLAY, int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole))
)
R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column.

    Attributes:
        header: words on top.
        text: what a row shows in it.
        width: pixels to start with; 0 takes the room that is left.
        sort: name of the sort that belongs to it; "" when there is none.
        tip: longer words, shown on hovering and read aloud; empty for the text itself.

    """

    header: str
    text: Callable[[R], str]
    width: int = 0
    sort: str = ""
    tip: Callable[[R], str] | None = None


class PagedTable(QAbstractTableModel, Generic[R]):
    """Rows of a kind R, by pages."""

    def __init__(
        self, tasks: Tasks, columns: Sequence[Column[R]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._tasks = tasks
        self._count = 0
        self._pages: OrderedDict[int, list[R]] = OrderedDict()
        self._lines: dict[int, list[tuple[str, ...] | None]] = {}
        self._asked: set[int] = set()
        self._fetch: Callable[[Workspace, int, int], list[R]] | None = None
        self._round = 0

    def load(
        self,
        count: Callable[[Workspace], int],
        fetch: Callable[[Workspace, int, int], list[R]],
        loaded: Callable[[int], None] | None = None,
    ) -> None:
        """Show other rows: ``count`` says how many, ``fetch`` gives some by offset and limit.

        ``loaded`` is called with the number of rows once they are shown.
        """
        self._round += 1
        this_round = self._round

        def job(ws: Workspace) -> tuple[int, list[R]]:
            return count(ws), fetch(ws, 0, PAGE)

        def done(answer: tuple[int, list[R]]) -> None:
            if this_round != self._round:
                return
            self.beginResetModel()
            self._fetch = fetch
            self._count, first = answer
            self._pages = OrderedDict({0: first})
            self._lines = {0: [None] * PAGE}
            self._asked = set()
            self.endResetModel()
            if loaded is not None:
                loaded(self._count)

        self._tasks.read(job, done, newest_of=("table", id(self)))

    def row_at(self, row: int) -> R | None:
        """Give a row if it has been read, and have it read if not."""
        page = row // PAGE
        rows = self._pages.get(page)
        if rows is None:
            self._ask(page)
            return None
        self._pages.move_to_end(page)
        place = row % PAGE
        return rows[place] if place < len(rows) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        # Asked seven times for each cell that is painted: no object is made on the way.
        if role == _DISPLAY:
            page, place = divmod(index.row(), PAGE)
            line = self._lines[page][place] if page in self._lines else None
            if line is None:
                return self._text(index)
            self._pages.move_to_end(page)
            return line[index.column()]
        if role not in _TOLD:
            return None
        row = self.row_at(index.row()) if index.isValid() else None
        tip = self.columns[index.column()].tip
        return self._text(index) if row is None or tip is None else tip(row)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].header
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, index: Index) -> str | None:
        """Give what a cell shows, and keep what its row shows."""
        if not index.isValid():
            return None
        place = index.row()
        row = self.row_at(place)
        if row is None:
            return LOADING if index.column() == 0 else ""
        line = tuple(column.text(row) for column in self.columns)
        self._lines[place // PAGE][place % PAGE] = line
        return line[index.column()]

    def _ask(self, page: int) -> None:
        fetch = self._fetch
        if page in self._asked or fetch is None:
            return
        self._asked.add(page)
        this_round = self._round

        def done(rows: list[R]) -> None:
            if this_round != self._round:
                return
            self._asked.discard(page)
            self._pages[page] = rows
            self._lines[page] = [None] * PAGE
            while len(self._pages) > KEPT_PAGES:
                gone, _ = self._pages.popitem(last=False)
                del self._lines[gone]
            first = page * PAGE
            last = min(first + PAGE, self._count) - 1
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))

        self._tasks.read(lambda ws: fetch(ws, page * PAGE, PAGE), done)

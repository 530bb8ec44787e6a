"""What is measured inside a window, run in a process of its own: ``python -m benchmarks.gui``.

Writes one JSON object to standard output: lists of seconds by name, and memory in MB.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtSql import QSqlDatabase, QSqlQueryModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QSplitter, QTableView

from benchmarks.bench import ME
from negotiation_tracker.desktop import stores
from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.models.paged_table import PagedTable
from negotiation_tracker.desktop.pages.sessions_page import COLUMNS
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.tasks import Progress, Tasks
from negotiation_tracker.desktop.timing import begin_with
from negotiation_tracker.desktop.widgets.search_box import SearchBox
from negotiation_tracker.desktop.widgets.search_list import SearchList
from negotiation_tracker.desktop.widgets.timeline_view import TimelineView
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services import bundles, exports
from negotiation_tracker.services.session_list import PageOrder, Pages, SessionFilter, SessionRow
from negotiation_tracker.services.workspace import Workspace

TICK = 0.016
EVERYTHING = SessionFilter()
_LONGEST = 60.0
Index = QModelIndex | QPersistentModelIndex

# The columns that the list shows, as text, by the index on the day.
SQL = (
    "SELECT substr(date, 1, 10), kind, status, '', place, substr(summary, 1, 160) FROM session "
    "WHERE negotiation_id = 1 AND deleted_at IS NULL ORDER BY session.date DESC, id DESC"
)


class Constant(QAbstractTableModel):
    """The floor of a model in Python: the same words in every cell."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._rows

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return "some words of a cell" if role == Qt.ItemDataRole.DisplayRole else None


def table() -> QTableView:
    """Make a table as the page of sessions has it."""
    view = QTableView()
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.verticalHeader().hide()
    view.horizontalHeader().setStretchLastSection(True)
    for place, column in enumerate(COLUMNS):
        if column.width:
            view.setColumnWidth(place, column.width)
    view.resize(1200, 800)
    return view


def until(done: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    limit = time.monotonic() + _LONGEST
    while not done():
        QApplication.processEvents()
        if time.monotonic() > limit:
            raise TimeoutError("the window was not done in time")
        time.sleep(0.0005)


def opened(store: Path) -> Tasks:
    """Open a store on the worker, as the window does."""
    tasks = Tasks()
    seen: list[object] = []
    tasks.open(lambda: Workspace.open(store), seen.append)
    until(lambda: bool(seen))
    return tasks


def load(model: PagedTable[SessionRow]) -> None:
    """Have the list read as its page does."""
    pages = Pages(1, ME, EVERYTHING, PageOrder())
    model.load(pages.count, pages.fetch)


def resident() -> float:
    """Give the memory in use, in MB; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    lines = status.read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))


def first(store: Path, whose: str, rows: int) -> dict[str, Any]:
    """Show a list for the first time: seconds until its rows are painted, and the memory more."""
    tasks = opened(store)
    view = table()
    view.show()
    QApplication.processEvents()
    before = resident()
    begun = time.perf_counter()
    if whose == "ours":
        model: Any = PagedTable(tasks, COLUMNS)
        view.setModel(model)
        load(model)
        until(lambda: bool(model.rowCount()))
    else:
        model = Constant(rows)
        view.setModel(model)
    view.viewport().repaint()
    taken = time.perf_counter() - begun
    shown = model.rowCount()
    bar = view.verticalScrollBar()
    for part in range(1, 20):
        bar.setValue(bar.maximum() * part // 20)
        QApplication.processEvents()
        until(lambda: tasks.idle)
    return {"seconds": taken, "memory": resident() - before, "rows": shown, "closed": tasks.close()}


def scroll(store: Path, frames: int) -> dict[str, Any]:
    """Scroll our list and one of Qt's own over the same rows in turn, three rows a frame."""
    tasks = opened(store)
    model = PagedTable(tasks, COLUMNS)
    ours, floor = table(), table()
    ours.setModel(model)
    load(model)
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(str(store))
    database.setConnectOptions("QSQLITE_OPEN_READONLY")
    if not database.open():
        raise RuntimeError("Qt's own model could not open the store")
    query = QSqlQueryModel()
    query.setQuery(SQL, database)
    floor.setModel(query)
    for view in (ours, floor):
        view.show()
    until(lambda: bool(model.rowCount()) and tasks.idle)
    words = [
        [m.data(m.index(row, 5)) for row in range(20)] for m in (model, query)
    ]  # the summaries: the other columns are put into words by ours alone
    taken: dict[str, list[float]] = {"ours": [], "floor": []}
    for frame in range(frames):
        for name, view in (("ours", ours), ("floor", floor)):
            begun = time.perf_counter()
            view.verticalScrollBar().setValue(3 * (frame % 300))
            QApplication.processEvents()
            view.viewport().repaint()
            taken[name].append(time.perf_counter() - begun)
        if frame % 20 == 0:
            until(lambda: tasks.idle)
    floor.setModel(None)
    return {**taken, "words": words, "closed": tasks.close()}


class Frames:
    """Scrolls the list of sessions every 16 ms and takes down how long each frame took.

    A frame lasts from the moment it was due to the end of its painting, so that a window that
    stands still shows.
    """

    def __init__(self, view: QTableView) -> None:
        self.taken: list[float] = []
        self._view = view
        self._due = time.perf_counter() + TICK
        self._row = 0
        self._timer = QTimer()
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start(int(TICK * 1000))

    def _tick(self) -> None:
        begun = time.perf_counter()
        self._row = (self._row + 1) % max(1, self._view.verticalScrollBar().maximum())
        self._view.verticalScrollBar().setValue(self._row)
        self._view.viewport().repaint()
        now = time.perf_counter()
        self.taken.append(now - begun + max(0.0, begun - self._due))
        self._due = max(now, begun + TICK)

    def during(self, done: Callable[[], bool], least: float) -> list[float]:
        """Give the frames until something is so, over some seconds at least."""
        self.taken.clear()
        self._due = time.perf_counter() + TICK
        end = time.perf_counter() + least
        until(lambda: done() and time.perf_counter() >= end)
        return list(self.taken)

    def stop(self) -> None:
        """Stop scrolling."""
        self._timer.stop()


def works(window: MainWindow, folder: Path, bundle: bytes) -> dict[str, Callable[[Any], None]]:
    """Give the long works of the window by name; each takes what is called when it is done."""
    tasks = window.tasks

    def exporting(way: exports.Format, done: Any) -> None:
        target = folder / f"frames{way.suffix}"
        asked = exports.ExportRequest((2,), ME, way, target)

        def made(prepared: exports.Prepared) -> None:
            tasks.aside(
                lambda link: exports.render(prepared, lambda w, s, o: link.report(s, o, w)), done
            )

        if way.of_records:
            asked = exports.ExportRequest(tuple(window_ids(window)), ME, way, target)
        tasks.read(lambda ws: exports.prepare(ws, asked), made)

    def importing(ws: Workspace, _link: Progress) -> object:
        return bundles.import_bundle(ws, bundles.read(ws, bundle))

    def long(job: Callable[[Workspace, Progress], object], done: Any) -> None:
        tasks.long(job, done)

    return {
        "csv": partial(exporting, exports.Format.CSV),
        "json": partial(exporting, exports.Format.JSON),
        "xlsx": partial(exporting, exports.Format.XLSX),
        "pdf": partial(exporting, exports.Format.PDF),
        "check": partial(long, lambda ws, _: stores.check(ws)),
        "backup": partial(long, lambda ws, _: ws.backup()),
        "import": partial(long, importing),
    }


def window_ids(window: MainWindow) -> list[int]:
    """Give the negotiations of the open store."""
    return [n.id for n in window.shown.negotiations]


def frames(store: Path, bundle: Path, least: float, names: list[str]) -> dict[str, Any]:
    """Scroll while nothing happens, and while each of some long works runs."""
    window = make_window(Settings(store.with_suffix(".ini")))
    window.resize(1280, 800)
    begin_with(window, "sessions")
    window.show()
    faults: list[TrackerError] = []
    window.tasks.default_failed = faults.append
    window.store_commands.open(store)
    until(lambda: window.shown.negotiation_id is not None and window.tasks.idle)
    if faults:
        raise RuntimeError(f"opening failed: {faults[0].sentence()}")
    view: Any = window.pages["sessions"]
    for splitter in view.findChildren(QSplitter):
        splitter.setSizes([600, 100])  # most of the window is the list that scrolls
    found: dict[str, list[float]] = {}
    scrolling = Frames(view.table)
    found["idle"] = scrolling.during(lambda: True, 4 * least)
    other = bundle.read_bytes().replace(b"BENCH-", b"OTHER-")
    every = works(window, store.parent, other)
    for name in names:
        finished: list[object] = []
        every[name](finished.append)
        found[name] = scrolling.during(partial(_either, finished, faults), least)
        until(lambda: window.tasks.idle)
        if faults:
            raise RuntimeError(f"{name} failed: {faults[0].sentence()}")
    scrolling.stop()
    return {**found, "closed": window.tasks.close()}


def typing(store: Path, words: list[str]) -> dict[str, Any]:
    """Type words into the search, letter by letter: seconds until each answer is painted.

    Beside them the repaint of a full list of words, which is what one frame costs here.
    """
    window = make_window(Settings(store.with_suffix(".ini")))
    window.resize(1280, 800)
    begin_with(window, "sessions")
    window.show()
    window.store_commands.open(store)
    until(lambda: window.shown.negotiation_id is not None and window.tasks.idle)
    box, found = window.findChild(SearchBox), window.findChild(SearchList)
    if box is None or found is None:
        raise RuntimeError("the window has no search")
    window.activateWindow()
    box.setFocus()
    taken: list[float] = []
    for word in words:
        box.setText("")
        for letter in word:
            begun = time.perf_counter()
            QTest.keyClicks(box, letter)
            until(lambda: window.tasks.idle)
            found.view.viewport().repaint()
            taken.append(time.perf_counter() - begun)
    shown = found.isVisible() and bool(found.found())
    closed = window.tasks.close()
    return {"typed": taken, "repaint": repaints(), "shown": shown, "closed": closed}


def repaints() -> list[float]:
    """Give what painting a full list of words costs: the frame that others are held against."""
    view = table()
    view.setModel(Constant(10_000))
    view.show()
    QApplication.processEvents()
    taken = []
    for row in range(60):
        view.verticalScrollBar().setValue(row)
        begun = time.perf_counter()
        view.viewport().repaint()
        taken.append(time.perf_counter() - begun)
    return taken


def timeline(store: Path) -> dict[str, Any]:
    """Open the timeline of the largest talks; draw all of it, and move along a part."""
    window = make_window(Settings(store.with_suffix(".ini")))
    window.resize(1280, 800)
    begin_with(window, "sessions")
    window.show()
    window.store_commands.open(store)
    until(lambda: window.shown.negotiation_id is not None and window.tasks.idle)
    begun = time.perf_counter()
    window.show_page("timeline")
    until(lambda: window.tasks.idle)
    canvas = window.pages["timeline"].findChild(TimelineView)
    if canvas is None:
        raise RuntimeError("the page has no timeline")
    canvas.viewport().repaint()
    opened_in = time.perf_counter() - begun
    frames: dict[str, list[float]] = {"whole": [], "part": []}
    canvas.fit()
    for name, zoom in (("whole", 1.0), ("part", 12.0)):
        canvas.zoom(zoom)
        QApplication.processEvents()
        for frame in range(60):
            begun = time.perf_counter()
            canvas.pan(20 if frame < 30 else -20)
            QApplication.processEvents()
            canvas.viewport().repaint()
            frames[name].append(time.perf_counter() - begun)
    return {**frames, "opened": opened_in, "repaint": repaints(), "closed": window.tasks.close()}


def _either(finished: list[object], faults: list[TrackerError]) -> bool:
    return bool(finished or faults)


def main() -> None:
    """Measure what is asked for."""
    app = QApplication([])
    what, store, *rest = sys.argv[1:]
    if what == "first":
        found = first(Path(store), rest[0], int(rest[1]))
    elif what == "scroll":
        found = scroll(Path(store), int(rest[0]))
    elif what == "timeline":
        found = timeline(Path(store))
    elif what == "typing":
        found = typing(Path(store), rest)
    else:
        found = frames(Path(store), Path(rest[0]), float(rest[1]), rest[2].split(","))
    print(json.dumps(found))
    app.quit()


if __name__ == "__main__":
    main()

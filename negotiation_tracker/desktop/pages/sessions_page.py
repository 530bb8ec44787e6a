"""The sessions of a negotiation: a list to sort and filter, and the one chosen in detail."""

from datetime import datetime

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.paged_table import Column, PagedTable
from negotiation_tracker.desktop.models.session_detail import SessionDetail, session_detail
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.widgets.session_filters import SessionFilters
from negotiation_tracker.desktop.widgets.session_view import SessionView
from negotiation_tracker.desktop.widgets.words import clear, live_button, words
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import RECORDING_AUDIENCES, Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.session_list import PageOrder, Pages, SessionRow
from negotiation_tracker.services.workspace import Workspace

TYPING_PAUSE = 180
FIND_STEP = 1024
DATE = 0


def _date(row: SessionRow) -> str:
    how = row.date.basis_word()
    return f"{row.date.describe()}, {how}" if how else row.date.describe()


def _known(value: str) -> str:
    return "not known" if value == "unknown" else label(value)


def _first_line(row: SessionRow) -> str:
    return row.summary.partition("\n")[0]


COLUMNS: tuple[Column[SessionRow], ...] = (
    Column("Date", _date, 196, "date", lambda row: row.date.describe_long()),
    Column("Kind", lambda row: _known(row.kind), 116, "kind"),
    Column("Status", lambda row: _known(row.status), 124, "status"),
    Column("Mediator", lambda row: row.mediator, 150, "mediator"),
    Column("Place", lambda row: row.place, 150, "place"),
    Column("Summary", _first_line),
)


class SessionsPage(Page):
    """The list above, the chosen session below; every edit is one step of undo.

    Attributes:
        table: the list.
        shown_session: id of the session in detail; None when there is none.

    """

    key = "sessions"
    title = "Sessions"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._model = PagedTable(context.tasks, COLUMNS, self)
        self._order = PageOrder()
        self._wanted: int | None = None
        self.shown_session: int | None = None
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_PAUSE)
        self._typing.timeout.connect(self._load)
        self._build()

    # ---- page

    def refresh(self) -> None:
        self._load()
        if self.shown_session is not None:
            self._read_detail(self.shown_session)

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        if negotiation_id != self.negotiation_id:
            self.shown_session = None
            self._wanted = None
            self._filters.reset()
        super().show_negotiation(negotiation_id, reader)

    def on_change(self, change: ChangeSet) -> None:
        self.mark_stale()

    def open_record(self, kind: str, record_id: int) -> bool:
        if kind != "session":
            return False
        self._wanted = record_id
        self.shown_session = record_id
        self.mark_stale()
        return True

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._filters = SessionFilters(self.context.catalogue["session"])
        self._filters.changed.connect(self._typing.start)
        self._count = words("", "secondary")
        head = QHBoxLayout()
        head.addWidget(words("Sessions", "title"))
        head.addSpacing(10)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(live_button(self.page_requested.emit))
        self.table = self._make_table()
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._filters)
        column.addWidget(self.table, 1)
        self._view = SessionView(self.context.catalogue["session"])
        self._view.edited.connect(self._save)
        self._view.removed.connect(self._remove)
        self._view.added.connect(self._add)
        self._view.lock_asked.connect(self._lock)
        self._view.history_asked.connect(self._show_history)
        self._right = QStackedWidget()
        self._right.addWidget(self._make_empty())
        self._right.addWidget(self._view)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(left)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([250, 440])
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 16, 12)
        layout.addWidget(splitter)
        self.setFocusProxy(self.table)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._model)
        table.setAccessibleName("Sessions")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.context.theme.size + 17)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(48)
        header.setStretchLastSection(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(DATE, Qt.SortOrder.DescendingOrder)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.sortIndicatorChanged.connect(self._sort)
        for place, column in enumerate(COLUMNS):
            if column.width:
                table.setColumnWidth(place, column.width)
        table.selectionModel().currentRowChanged.connect(self._row_chosen)
        return table

    def _make_empty(self) -> QWidget:
        widget = QWidget()
        self._empty = QVBoxLayout(widget)
        return widget

    def _say_empty(self, title: str, detail: str, action: str = "", key: str = "") -> None:
        clear(self._empty)
        self._empty.addStretch(2)
        for text, look in ((title, "heading"), (detail, "secondary")):
            label_ = words(text, look, wrap=True)
            label_.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._empty.addWidget(label_)
        if action:
            button = QPushButton(action)
            button.setProperty("look", "primary")
            button.clicked.connect(lambda: self.page_requested.emit(key))
            self._empty.addSpacing(8)
            self._empty.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty.addStretch(3)
        self._right.setCurrentIndex(0)

    # ---- reading

    def _load(self) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            self._say_empty("No negotiation", "Add one, or load the sample, from the File menu.")
            self._model.load(lambda _: 0, lambda _ws, _offset, _limit: [])
            return
        chosen = self._filters.value(datetime.now().astimezone().date())
        pages = Pages(negotiation, reader, chosen, self._order)
        self._model.load(pages.count, pages.fetch, self._loaded)

    def _loaded(self, count: int) -> None:
        self._count.setText("1 session" if count == 1 else f"{count:,} sessions")
        if not count:
            if self._filters.active():
                self._say_empty("No session fits the filter", "Change or clear the filter.")
            else:
                self._say_empty(
                    "No sessions yet",
                    "A session is one meeting: when, where, who, what was said and passed. "
                    "A date is all it needs.",
                    "Log the first session",
                    "log_session",
                )
            return
        wanted = self._wanted if self._wanted is not None else self.shown_session
        self._select(wanted)

    def _select(self, session_id: int | None) -> None:
        """Select a session in the list; the first one when it is not there."""
        for place in range(self._model.rowCount()):
            if place >= 128:
                break
            row = self._model.row_at(place)
            if row is not None and row.id == session_id:
                self._go_to(place)
                return
        if session_id is None:
            self._go_to(0)
        else:
            self._find(session_id)

    def _find(self, session_id: int) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        chosen = self._filters.value(datetime.now().astimezone().date())
        if negotiation is None:
            return
        pages = Pages(negotiation, reader, chosen, self._order)

        def job(ws: Workspace) -> int:
            offset = 0
            while True:
                rows = pages.fetch(ws, offset, FIND_STEP)
                for place, row in enumerate(rows):
                    if row.id == session_id:
                        return offset + place
                if len(rows) < FIND_STEP:
                    return -1
                offset += FIND_STEP

        def done(place: int) -> None:
            if place >= 0:
                self._go_to(place)
            elif self._wanted == session_id and self._filters.active():
                self._filters.reset()
            else:
                self._wanted = self.shown_session = None
                self._go_to(0)

        self.context.tasks.read(job, done, newest_of=("find", id(self)))

    def _go_to(self, place: int) -> None:
        self._wanted = None
        index = self._model.index(place, DATE)
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.table.scrollTo(index)

    def _row_chosen(self, index: QModelIndex) -> None:
        row = self._model.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.shown_session = row.id
            self._read_detail(row.id)

    def _read_detail(self, session_id: int) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            return
        self.context.tasks.read(
            lambda ws: session_detail(
                ws.around_session(negotiation, session_id, reader), session_id, room_of(ws)
            ),
            self._show_detail,
            newest_of=("session", id(self)),
        )

    def _show_detail(self, detail: SessionDetail | None) -> None:
        if detail is None:
            self._say_empty("This session is not here", "It was deleted, or may not be shown.")
            return
        state = self.context.tasks.state
        read_only = state is not None and state.read_only
        records = self.reader.audience in RECORDING_AUDIENCES
        mine = self.reader.audience is Audience.ME
        self._view.show_detail(detail, writable=records and not read_only, mine=mine)
        self._right.setCurrentWidget(self._view)

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        if not COLUMNS[section].sort:
            return
        self._order = PageOrder(COLUMNS[section].sort, order is Qt.SortOrder.DescendingOrder)
        self._load()

    # ---- writing

    def _save(
        self, kind: str, record_id: int, raw: dict[str, object], seen: dict[str, object]
    ) -> None:
        from negotiation_tracker.services import records

        def failed(error: TrackerError) -> None:
            if not self._view.show_problem(kind, record_id, error):
                self._view.keep_typed(kind, record_id, raw)
                self.context.tasks.default_failed(error)

        def verb(writer: RecordWriter) -> None:
            records.edit(writer, kind, record_id, raw, seen)

        names = list(raw)
        words_ = self.context.catalogue[kind].field(names[0]).label.lower()
        self.context.tasks.change(f"Edit {words_}", verb, lambda _: self._view.saved(names), failed)

    def _remove(self, kind: str, record_id: int, name: str) -> None:
        from negotiation_tracker.services import records

        def verb(writer: RecordWriter) -> None:
            records.delete(writer, kind, record_id)

        if kind == "session":
            self.shown_session = None
            # Another session comes into view: a second Enter on Delete would take it too.
            self.table.setFocus()
        self.context.tasks.change(f"Delete {self.context.catalogue[kind].label.lower()}", verb)

    def _add(self, kind: str, raw: dict[str, object]) -> None:
        from negotiation_tracker.services import records

        session_id = self.shown_session

        def verb(writer: RecordWriter) -> int:
            fields = {**raw, "session_id": session_id}
            if kind == "table_entry":
                before = writer.where("table_entry", session_id=session_id)
                fields["seq"] = max((e.seq for e in before), default=0) + 1
            return records.create(writer, kind, fields)

        if kind == "attendance":
            self.context.tasks.change("Add attendance", verb)
        else:
            self.context.tasks.change("Add line", verb, lambda _: self._view.line_added())

    def _show_history(self, title: str) -> None:
        from negotiation_tracker.desktop.dialogs.record_history import show_history

        if self.shown_session is not None:
            tasks, reader = self.context.tasks, self.reader
            show_history(tasks, self, "session", self.shown_session, title, reader)

    def _lock(self) -> None:
        from negotiation_tracker.services import sessions

        session_id = self.shown_session
        if session_id is not None:
            self.context.tasks.change(
                "Lock session", lambda writer: sessions.lock(writer, session_id)
            )

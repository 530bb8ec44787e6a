"""Where each side stands on each issue, as of any day and as known by any day, and the moves."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.overview_parts import Behind
from negotiation_tracker.desktop.models.positions_view import (
    behind_cell,
    behind_owed,
    behind_refs,
)
from negotiation_tracker.desktop.pages.page import Page, PageContext, is_large
from negotiation_tracker.desktop.pictures import PictureFormat
from negotiation_tracker.desktop.position_pictures import PositionPictures
from negotiation_tracker.desktop.widgets.as_of_bar import AsOfBar
from negotiation_tracker.desktop.widgets.behind_panel import BehindPanel
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.matrix_table import MatrixTable
from negotiation_tracker.desktop.widgets.moves_panel import MovesPanel
from negotiation_tracker.desktop.widgets.words import Card, link, words
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.derived import Ref
from negotiation_tracker.rules.matrix import owed_together
from negotiation_tracker.rules.visibility import withheld_positions
from negotiation_tracker.services.moves_chart import best_issue, moves_chart
from negotiation_tracker.services.position_exports import MatrixFormat, Shown
from negotiation_tracker.services.positions import PositionsPage as Standing
from negotiation_tracker.services.positions import positions, standing
from negotiation_tracker.services.workspace import Workspace

_SIDE = 300
_CHART = 258
_CHART_SHARE = 0.46
_ROOM = 16
_LOW = 360
_ABOVE = 130
_NOTHING = (
    "Positions come from proposals. Log a session with what each side asked or offered, and this "
    "page shows where both stand on each issue, on any day."
)


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class _Read:
    """The dossier as read for one reader; other days are worked out from it without reading."""

    dossier: Dossier
    hidden: frozenset[tuple[int, int]]


class PositionsPage(Page):
    """The grid of positions, and the chart of the moves on one issue below it.

    Attributes:
        bar: chooses the two days.
        table: the grid; brief: whether it shows only what is said.
        show_moves: whether the chart stands below it.
        moves: the chart.
        behind: panel with the evidence of what was opened.
        pictures: takes it all out of the window.

    """

    key = "positions"
    title = "Positions"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._read_for: tuple[int, Reader] | None = None
        self._records: _Read | None = None
        self._whole = False
        self._as_of: date | None = None
        self._known_by: date | None = None
        self._page: Standing | None = None
        self._issue: int | None = None
        self._by_hand = False
        self._bar_below = False
        self.pictures = PositionPictures(self, context.tasks, context.window_message)
        self._build()

    @property
    def page(self) -> Standing | None:
        """Give what is shown."""
        return self._page

    # ---- reading

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        if negotiation_id != self.negotiation_id:
            self._as_of = self._known_by = self._issue = None
        self._records, self._whole = None, False
        super().show_negotiation(negotiation_id, reader)

    def on_change(self, change: ChangeSet) -> None:
        self._records, self._whole = None, False
        self.mark_stale()

    def refresh(self) -> None:
        number, reader = self.negotiation_id, self.reader
        if number is None:
            self._stack.setCurrentWidget(self._nothing)
            return
        as_of = self._as_of
        if self._known_by or reader.audience is not Audience.ME:
            self._read_whole(number, reader)
            return

        def first(ws: Workspace) -> Standing | None:
            return standing(ws, number, as_of, ws.today())

        def then(page: Standing | None) -> None:
            if page is not None:
                self._whole = False
                self._show_page(page)
            self._read_whole(number, reader)

        self.context.tasks.read(first, then, newest_of="positions")

    def _read_whole(self, number: int, reader: Reader) -> None:
        as_of, known_by, records = self._as_of, self._known_by, self._records

        def read(ws: Workspace) -> tuple[_Read, date, Standing | None]:
            found = records
            if found is None:
                whole = ws.dossier(number)
                hidden = frozenset(withheld_positions(whole, reader))
                found = _Read(ws.dossier(number, reader), hidden)
            today = ws.today()
            # Other pages wait for this thread, so long talks are worked out beside it.
            return found, today, None if is_large(found.dossier) else work(found, today)

        def work(found: _Read, today: date) -> Standing:
            return positions(
                found.dossier,
                as_of,
                known_by,
                negotiation_id=number,
                today=today,
                hidden=found.hidden,
            )

        def then(answer: tuple[_Read, date, Standing | None]) -> None:
            found, today, page = answer
            if page is not None:
                self._show(found, page)
            else:
                self.work_aside(partial(work, found, today), partial(self._show, found))

        self.context.tasks.read(read, then, newest_of="positions")

    def _show(self, found: _Read, page: Standing) -> None:
        self._records, self._whole = found, True
        self._show_page(page)

    def _show_page(self, page: Standing) -> None:
        other = self._page is None or self._page.negotiation.id != page.negotiation.id
        self._page = page
        self.bar.as_of.show_days(*page.span, page.as_of.day)
        published = page.published or page.span
        self.bar.known_by.show_days(*published, page.known_by)
        self._reason.setText(self._why(page))
        self._show_owed(page)
        if not page.matrix.rows:
            self._stack.setCurrentWidget(self._nothing)
            self._export.setEnabled(False)
            return
        self._export.setEnabled(True)
        issues = [(row.issue_id, row.issue) for row in page.matrix.rows]
        self.moves.show_issues(issues)
        if self._issue not in {key for key, _ in issues}:
            self._issue = best_issue(page) or issues[0][0]
        self.table.show_matrix(page.matrix)
        self.table.go_to_issue(self._issue)
        self._show_chart()
        if other:
            self._close_behind()
        self._stack.setCurrentWidget(self._full)

    def _show_chart(self) -> None:
        if self._page is not None and self._issue is not None and self._whole:
            self.moves.show_chart(moves_chart(self._page, self._issue))

    @staticmethod
    def _why(page: Standing) -> str:
        known = "" if page.known_by is None else "; what was published later is left out"
        return f"{page.as_of.reason[:1].upper()}{page.as_of.reason[1:]}{known}"

    def _show_owed(self, page: Standing) -> None:
        self._owed.clear()
        groups = owed_together(page.known, page.owed)
        if not groups:
            self._owed.add(words("No answer is recorded as owed on this day.", "secondary"))
        for text, *codes in groups:
            button = link(text)
            button.clicked.connect(lambda _=False, t=text, c=codes: self._open_owed(t, c))
            self._owed.add(button)

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.bar = AsOfBar(_today)
        self.bar.changed.connect(self._days_chosen)
        self.table = MatrixTable(self.context.theme)
        self.table.opened.connect(self._open_cell)
        self.table.issue_changed.connect(self._row_changed)
        self.moves = MovesPanel(self.context.theme)
        self.moves.issue_chosen.connect(self.table.go_to_issue)
        self.moves.opened.connect(self._open_refs)
        self.moves.copy_wanted.connect(self._copy_chart)
        self.moves.save_wanted.connect(self._save_chart)
        self.behind = BehindPanel()
        self.behind.closed.connect(self._close_behind)
        self.behind.session_chosen.connect(lambda i: self.record_requested.emit("session", i))
        self._reason = words("", "secondary", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._owed = Flow(spacing=10)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        second = QHBoxLayout()
        second.setSpacing(16)
        second.addWidget(self._owed, 2)
        second.addWidget(self._reason, 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(second)
        self._stack = QStackedWidget()
        self._blank, self._nothing = QWidget(), self._make_nothing()
        self._full = self._body()
        for widget in (self._blank, self._nothing, self._full):
            self._stack.addWidget(widget)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)

    def _head(self) -> QGridLayout:
        menu = QMenu(self)
        for text, form in (
            ("&Excel workbook…", MatrixFormat.XLSX),
            ("&PDF sheet…", MatrixFormat.PDF),
            ("Pi&cture (PNG)…", PictureFormat.PNG),
            ("&Drawing (SVG)…", PictureFormat.SVG),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, f=form: self._save_matrix(f))
        self._export = QToolButton()
        self._export.setText("Export grid")
        self._export.setIcon(icon("export"))
        self._export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._export.setToolTip("Save the grid as it is shown, for the audience it is shown to")
        self._export.setAccessibleName("Export the grid of positions")
        self._export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._export.setMenu(menu)
        self.brief = QToolButton()
        self.brief.setText("Brief")
        self.brief.setCheckable(True)
        self.brief.setToolTip("Show more issues at once: without account, age and source")
        self.brief.setAccessibleName("Show the grid in brief")
        self.brief.toggled.connect(self.table.show_brief)
        self.show_moves = QToolButton()
        self.show_moves.setText("Moves")
        self.show_moves.setCheckable(True)
        self.show_moves.setChecked(True)
        self.show_moves.setToolTip("Show the chart of the moves below the grid")
        self.show_moves.setAccessibleName("Show the moves")
        self.show_moves.toggled.connect(self.moves.setVisible)
        self.show_moves.clicked.connect(self._divided_by_hand)
        self._head_title = words("Positions", "title")
        grid = self._head_grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        grid.addWidget(self._head_title, 0, 0)
        grid.addWidget(self.bar, 0, 1)
        grid.addWidget(self.brief, 0, 2)
        grid.addWidget(self.show_moves, 0, 3)
        grid.addWidget(self._export, 0, 4)
        # The bar goes below where there is no room, so it must not hold the window open.
        self.bar.setMinimumWidth(1)
        return grid

    def _body(self) -> QSplitter:
        grid = Card(margin=1)
        grid.content.setContentsMargins(1, 4, 1, 4)
        grid.content.addWidget(self.table, 1)
        self._down = QSplitter(Qt.Orientation.Vertical)
        self._down.setChildrenCollapsible(True)
        self._down.addWidget(grid)
        self._down.addWidget(self.moves)
        self._down.setStretchFactor(0, 1)
        self._down.setStretchFactor(1, 0)
        self._down.splitterMoved.connect(self._divided_by_hand)
        self._down.setCollapsible(0, False)
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setChildrenCollapsible(False)
        across.addWidget(self._down)
        across.addWidget(self.behind)
        across.setStretchFactor(0, 1)
        across.setStretchFactor(1, 0)
        across.setSizes([1000, _SIDE])
        for splitter in (across, self._down):
            splitter.setHandleWidth(8)
        self.behind.setMinimumWidth(_SIDE - 40)
        self.behind.hide()
        return across

    def _make_nothing(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.addStretch(2)
        for text, look in (("No positions to show", "title"), (_NOTHING, "secondary")):
            label = words(text, look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        button = link("Log a session")
        button.clicked.connect(lambda: self.page_requested.emit("log_session"))
        column.addSpacing(8)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return widget

    # ---- what happens

    def _days_chosen(self, as_of: date | None, known_by: date | None) -> None:
        self._as_of, self._known_by = as_of, known_by
        self.mark_stale()

    def _row_changed(self, place: int) -> None:
        if self._page is not None and place < len(self._page.matrix.rows):
            self._issue = self._page.matrix.rows[place].issue_id
            self._show_chart()

    def _open_cell(self, row: int, column: int) -> None:
        if self._page is not None and self._whole:
            self._open(behind_cell(self._page, row, column))

    def _open_owed(self, title: str, codes: list[str]) -> None:
        if self._page is not None:
            self._open(behind_owed(self._page, title, codes))

    def _open_refs(self, title: str, refs: tuple[Ref, ...]) -> None:
        if self._page is not None:
            self._open(behind_refs(self._page, title, refs))

    def _open(self, behind: Behind) -> None:
        self.behind.show()
        self.behind.show_behind(behind)

    def _close_behind(self) -> None:
        had_focus = self.behind.isVisible() and self.behind.isAncestorOf(self.focusWidget())
        self.behind.hide()
        if had_focus:
            self.table.setFocus()

    def _shown(self) -> Shown | None:
        if self.negotiation_id is None:
            return None
        day = None if self._page is None else self._page.as_of.day
        return Shown(self.negotiation_id, self.reader, day, self._known_by)

    def _save_matrix(self, form: MatrixFormat | PictureFormat) -> None:
        shown = self._shown()
        if shown is not None:
            self.pictures.save_matrix(shown, form)

    def _copy_chart(self) -> None:
        shown = self._shown()
        if shown is not None and self._issue is not None:
            self.pictures.copy_chart(shown, self._issue, self.moves.view.span)

    def _save_chart(self, form: PictureFormat) -> None:
        shown = self._shown()
        if shown is not None and self._issue is not None:
            self.pictures.save_chart(shown, self._issue, self.moves.view.span, form)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.behind.isVisible():
            self._close_behind()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_bar()
        if not self._by_hand:
            # The layout below is not yet told of the new size, so it is asked of the page.
            height = self.height() - _ABOVE
            # Where the window is low the grid has all of it, until the chart is asked for.
            self.show_moves.setChecked(height >= _LOW)
            chart = min(_CHART, int(height * _CHART_SHARE))
            self._down.setSizes([height - chart, chart])

    def _divided_by_hand(self) -> None:
        self._by_hand = True

    def _place_bar(self) -> None:
        """Put the days beside the title, or below it where there is no room."""
        beside = (self._head_title, self.bar, self.brief, self.show_moves, self._export)
        needed = sum(widget.sizeHint().width() for widget in beside) + _ROOM
        below = self.width() < needed
        if below != self._bar_below:
            self._bar_below = below
            self._head_grid.removeWidget(self.bar)
            if below:
                self._head_grid.addWidget(self.bar, 1, 0, 1, 5)
            else:
                self._head_grid.addWidget(self.bar, 0, 1)

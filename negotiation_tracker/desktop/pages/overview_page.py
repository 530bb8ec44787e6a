"""Where the talks stand, on one page; everything on it opens what it was derived from."""

from datetime import date, datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.overview_parts import (
    Behind,
    Latest,
    Mark,
    OverviewView,
    Tile,
)
from negotiation_tracker.desktop.models.overview_view import first_view, overview_view
from negotiation_tracker.desktop.pages.page import Page, PageContext, is_large
from negotiation_tracker.desktop.theme import BODY_SIZE
from negotiation_tracker.desktop.widgets.behind_panel import BehindPanel
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.moves_chart import MovesChartView
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.position_grid import PositionGrid
from negotiation_tracker.desktop.widgets.words import (
    Card,
    chip,
    clear,
    live_button,
    row,
    rule,
    words,
)
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.services.positions import standing
from negotiation_tracker.services.workspace import Workspace

SIDE_WIDTH = 290
TILE_WIDTH = 148
LONG_NUMBER = 8
LOWEST = 280
MOVES_HEIGHT = 170
BESIDE = 860
WIDEST = 16_777_215
MOST_OWED = 40
NOTHING = (
    "A negotiation is one set of talks between a union and an employer. "
    "Add yours, or load the two disputes that come as a sample."
)


def _today() -> date:
    return datetime.now().astimezone().date()


class OverviewPage(Page):
    """Phase, numbers, positions and what is new, as of a day.

    Attributes:
        as_of_edit: field for the day; empty lets the program choose.

    """

    key = "overview"
    title = "Overview"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._as_of: date | None = None
        self._view: OverviewView | None = None
        self._tiles: list[Opens] = []
        self._columns = 0
        self._build()
        self._fit_text()

    def refresh(self) -> None:
        negotiation, reader, as_of = self.negotiation_id, self.reader, self._as_of
        if negotiation is None:
            self._stack.setCurrentWidget(self._nothing)
            return

        if reader.audience is not Audience.ME:
            self._read_whole(negotiation, reader)
            return

        def first(ws: Workspace) -> OverviewView | None:
            told = standing(ws, negotiation, as_of, ws.today())
            return None if told is None else first_view(told)

        def then(view: OverviewView | None) -> None:
            # What is on the screen of the same talks and day says more than a part does.
            before = None if self._view is None else (self._view.title, self._view.day)
            if view is not None and before != (view.title, view.day):
                self._show(view)
            self._read_whole(negotiation, reader)

        self.context.tasks.read(first, then, newest_of="overview")

    def _read_whole(self, negotiation: int, reader: Reader) -> None:
        as_of = self._as_of

        def read(ws: Workspace) -> tuple[Dossier, OverviewView | None]:
            dossier = ws.dossier(negotiation, reader)
            # Other pages wait for this thread, so long talks are worked out beside it.
            return dossier, None if is_large(dossier) else work(dossier)

        def work(dossier: Dossier) -> OverviewView:
            return overview_view(dossier, as_of, negotiation)

        def then(answer: tuple[Dossier, OverviewView | None]) -> None:
            dossier, view = answer
            if view is not None:
                self._show(view)
            else:
                self.work_aside(partial(work, dossier), self._show)

        self.context.tasks.read(read, then, newest_of="overview")

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget()
        self._blank = QWidget()
        self._nothing = self._make_nothing()
        self._full = self._make_full()
        self._outer = QScrollArea()
        self._outer.setWidgetResizable(True)
        self._outer.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._outer.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._outer.setWidget(self._full)
        for widget in (self._blank, self._nothing, self._outer):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 16, 12)
        layout.addWidget(self._stack)

    def _make_nothing(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.addStretch(2)
        for text, look in (
            ("No negotiation to show", "title"),
            (NOTHING, "secondary"),
        ):
            label = words(text, look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for text, key, look in (
            ("New negotiation…", "new_negotiation", "primary"),
            ("Load the sample", "load_sample", ""),
        ):
            button = QPushButton(text)
            button.setProperty("look", look)
            button.clicked.connect(lambda _=False, k=key: self.page_requested.emit(k))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addSpacing(12)
        column.addLayout(buttons)
        column.addStretch(3)
        return widget

    def _make_full(self) -> QWidget:
        widget = QWidget()
        widget.setProperty("look", "inside")
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._make_head())
        self._tile_grid = QGridLayout()
        self._tile_grid.setSpacing(10)
        column.addLayout(self._tile_grid)
        body = self._body = QHBoxLayout()
        body.setSpacing(14)
        self._main = self._make_main()
        self._main.setMinimumHeight(LOWEST)
        body.addWidget(self._main, 1)
        self._latest_card = Card("Latest")
        self._latest = self._scrolled(self._latest_card)
        self._behind = BehindPanel()
        self._behind.closed.connect(self._close_behind)
        self._behind.session_chosen.connect(lambda i: self.record_requested.emit("session", i))
        self._side = QStackedWidget()
        self._side.setMinimumHeight(LOWEST)
        self._side.addWidget(self._latest_card)
        self._side.addWidget(self._behind)
        body.addWidget(self._side)
        column.addLayout(body, 1)
        return widget

    def _make_head(self) -> QVBoxLayout:
        self._title = words("", "title", wrap=True)
        self.as_of_edit = FuzzyDateEdit(_today)
        self.as_of_edit.setAccessibleName("As of")
        self.as_of_edit.setPlaceholderText("As of")
        self.as_of_edit.editingFinished.connect(self._day_chosen)
        self._reason = words("", "secondary", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignRight)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._title, 1)
        line.addWidget(live_button(self.page_requested.emit))
        line.addSpacing(8)
        line.addWidget(words("as of", "secondary"))
        line.addWidget(self.as_of_edit)
        self._marks = Flow(spacing=6)
        second = QHBoxLayout()
        second.addWidget(self._marks, 2)
        second.addWidget(self._reason, 1, Qt.AlignmentFlag.AlignTop)
        head = QVBoxLayout()
        head.setSpacing(6)
        head.addLayout(line)
        head.addLayout(second)
        return head

    def _make_main(self) -> QWidget:
        inside = QWidget()
        inside.setProperty("look", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 4)
        column.setSpacing(14)
        card = Card("Where each side stands")
        self._positions = PositionGrid()
        self._positions.opened.connect(self._open)
        card.content.addWidget(self._positions)
        column.addWidget(card)
        self._moves_card = self._make_moves()
        column.addWidget(self._moves_card)
        self._owed_card = Card("Owed")
        self._owed = QVBoxLayout()
        self._owed_card.content.addLayout(self._owed)
        column.addWidget(self._owed_card)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)  # scrolled sideways where large text leaves no other way
        area.setWidget(inside)
        area.setAccessibleName("Overview")
        self.setFocusProxy(area)
        return area

    def _make_moves(self) -> Card:
        """Make the small chart; a click on a mark opens the page with all moves."""
        card = Card("Moves on wages")
        self._moves = MovesChartView(self.context.theme, lowest=MOVES_HEIGHT)
        self._moves.setMaximumHeight(MOVES_HEIGHT)
        self._moves.opened.connect(lambda _mark: self.page_requested.emit("positions"))
        card.content.addWidget(self._moves)
        return card

    @staticmethod
    def _scrolled(card: Card) -> QVBoxLayout:
        inside = QWidget()
        inside.setProperty("look", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card.content.addWidget(area, 1)
        return column

    # ---- showing

    def _show(self, view: OverviewView) -> None:
        other = self._view is None or self._view.title != view.title
        self._view = view
        self._title.setText(view.title)
        if not self.as_of_edit.hasFocus():
            self.as_of_edit.setText(short_date(view.day))
            self.as_of_edit.setCursorPosition(0)
        self._reason.setText(view.day_reason)
        self._marks.clear()
        if view.sample:
            self._marks.add(chip("Sample from news articles", "plain"))
        for mark in view.marks:
            self._marks.add(self._mark(mark))
        self._show_tiles(view.tiles)
        self._positions.show_view(view)
        self._moves.show_chart(view.moves)
        self._moves_card.setVisible(view.moves is not None)
        clear(self._owed)
        for mark in view.owed[:MOST_OWED]:
            line = self._opens(mark.text, mark.behind)
            line.add(words(mark.text, wrap=True))
            self._owed.addWidget(line)
        more = len(view.owed) - MOST_OWED
        if more > 0:
            said = f"and {more:,} more: see Positions and Follow-ups"
            self._owed.addWidget(words(said, "secondary", wrap=True))
        self._owed_card.setVisible(bool(view.owed))
        self._show_latest(view.latest)
        if other:
            self._close_behind()
        self._stack.setCurrentWidget(self._outer)

    def _show_tiles(self, tiles: tuple[Tile, ...]) -> None:
        clear(self._tile_grid)
        self._tiles = [self._tile(tile) for tile in tiles]
        self._columns = 0
        self._place_tiles()

    def _place_tiles(self) -> None:
        width = self.width() - 36
        columns = next((n for n in (6, 3, 2) if n * self._scaled(TILE_WIDTH) <= width), 2)
        if columns == self._columns or not self._tiles:
            return
        self._columns = columns
        for place, tile in enumerate(self._tiles):
            self._tile_grid.addWidget(tile, place // columns, place % columns)
        for column in range(6):
            self._tile_grid.setColumnStretch(column, 1 if column < columns else 0)

    def _tile(self, tile: Tile) -> Opens:
        button = Opens(
            f"{tile.name}: {tile.number}. {tile.detail} {tile.warning}", framed=True, margin=12
        )
        button.setToolTip("Show what this was derived from")
        button.add(words(tile.name, "secondary"))
        look = "number" if len(tile.number) <= LONG_NUMBER else "words"
        button.add(words(tile.number, look, wrap=True))
        button.add(words(tile.detail, "secondary", wrap=True))
        if tile.warning:
            button.add(chip(tile.warning, "disputed"))
        button.content.addStretch(1)
        button.clicked.connect(lambda: self._open(tile.behind))
        return button

    def _show_latest(self, latest: tuple[Latest, ...]) -> None:
        clear(self._latest)
        if not latest:
            self._latest.addWidget(words("Nothing is recorded yet.", "secondary", wrap=True))
        for place, one in enumerate(latest):
            if place:
                self._latest.addWidget(rule())
            button = self._opens(f"{one.chip}, {one.when}: {one.title}", one.behind)
            head = row(chip(one.chip, one.tone), words(one.when, "strong"), spacing=6)
            button.add_layout(head)
            button.add(words(one.title, wrap=True))
            below = " · ".join(part for part in (one.sources, one.handling) if part)
            if below:
                button.add(words(below, "secondary", wrap=True))
            self._latest.addWidget(button)
        self._latest.addStretch(1)

    def _mark(self, mark: Mark) -> QPushButton:
        button = QPushButton(mark.text.replace("&", "&&"))
        button.setProperty("look", "chip")
        button.setProperty("tone", mark.tone)
        button.setToolTip("Show what this was derived from")
        button.clicked.connect(lambda: self._open(mark.behind))
        return button

    def _opens(self, name: str, behind: Behind) -> Opens:
        button = Opens(name)
        button.clicked.connect(lambda: self._open(behind))
        return button

    # ---- what happens

    def _open(self, behind: Behind) -> None:
        self._behind.show_behind(behind)
        self._side.setCurrentWidget(self._behind)
        self._outer.ensureWidgetVisible(self._side)

    def _close_behind(self) -> None:
        self._side.setCurrentWidget(self._latest_card)

    def _day_chosen(self) -> None:
        view = self._view
        if view is not None and self.as_of_edit.text() == short_date(view.day):
            return
        found = self.as_of_edit.value()
        self._as_of = None if found is None else found.latest or found.earliest
        self.mark_stale()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._side.currentWidget() is self._behind:
            self._close_behind()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_tiles()
        self._place_side()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_text()

    def _fit_text(self) -> None:
        self.as_of_edit.setFixedWidth(self._scaled(150))
        self._place_tiles()
        self._place_side()

    def _scaled(self, width: int) -> int:
        """Give a width meant for the usual text in the present size of text."""
        return round(width * max(1.0, self.context.theme.size / BODY_SIZE))

    def _place_side(self) -> None:
        """Put the side panel beside the grid, or below it where there is no room."""
        beside = self.width() >= self._scaled(BESIDE)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._body.setDirection(across if beside else down)
        side = self._scaled(SIDE_WIDTH)
        self._side.setMinimumWidth(side if beside else 0)
        self._side.setMaximumWidth(side if beside else WIDEST)

"""The talks in time: swimlanes to zoom and search, and the record behind what is clicked."""

from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.dialogs.export_choices import ExportMemory
from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import SIDE_TONES
from negotiation_tracker.desktop.pages.page import Page, PageContext, is_large
from negotiation_tracker.desktop.pages.registry import PAGE_OF
from negotiation_tracker.desktop.pictures import PictureFormat
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.timeline_canvas import ZOOM, TimelineCanvas
from negotiation_tracker.desktop.widgets.timeline_export import Sheet, picture_of, texts_of
from negotiation_tracker.desktop.widgets.timeline_filters import TimelineFilters
from negotiation_tracker.desktop.widgets.timeline_frame import Stocks
from negotiation_tracker.desktop.widgets.timeline_record import RecordPanel
from negotiation_tracker.desktop.widgets.timeline_tray import UndatedTray
from negotiation_tracker.desktop.widgets.timeline_view import short_date_range
from negotiation_tracker.desktop.widgets.words import Elided, clear, words
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.derived import Ref
from negotiation_tracker.rules.timeline import Item, ItemKind, Lane, Timeline, chosen
from negotiation_tracker.services.timeline import TimelineView, timeline_view
from negotiation_tracker.services.timeline_exports import Released, release, save_picture
from negotiation_tracker.services.workspace import Workspace

PANEL_WIDTH = 320
HINT = (
    "Ctrl+wheel zooms, dragging moves. Keyboard: ← → go from record to record, ↑ ↓ between "
    "lanes, Enter opens, + − zoom, 0 shows all."
)
FORMATS = (
    (PictureFormat.PNG, "Picture (PNG)…", "Picture (*.png)"),
    (PictureFormat.SVG, "Drawing that stays sharp (SVG)…", "Drawing (*.svg)"),
    (PictureFormat.PDF, "Page to print (PDF)…", "Page (*.pdf)"),
)


_LaidOut = tuple[TimelineView, Stocks]
"""A timeline, and all of it sorted for drawing."""


def _today() -> date:
    return datetime.now().astimezone().date()


class TimelinePage(Page):
    """Everything that speaks of a day, in lanes; what has no date stands below."""

    key = "timeline"
    title = "Timeline"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._view: TimelineView | None = None
        self._everything: Stocks | None = None
        self._shown_for: tuple[int | None, Reader] | None = None
        self._wanted: Ref | None = None
        self._fitting = 0
        self._open_item: Item | None = None
        self._build()

    # ---- page

    def refresh(self) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            self._view = None
            self._say_empty(
                "No negotiation to show", "Add one, or load the sample, from the File menu."
            )
            return
        show = partial(self._show, (negotiation, reader))

        def read(ws: Workspace) -> tuple[Dossier, _LaidOut | None]:
            dossier = ws.dossier(negotiation, reader)
            # Other pages wait for this thread, so long talks are laid out beside it.
            return dossier, None if is_large(dossier) else work(dossier)

        def work(dossier: Dossier) -> _LaidOut:
            view = timeline_view(dossier, negotiation)
            timeline = view.timeline
            return view, Stocks.of(timeline, timeline.items, timeline.lanes)

        def then(answer: tuple[Dossier, _LaidOut | None]) -> None:
            dossier, found = answer
            if found is not None:
                show(found)
            else:
                self.work_aside(partial(work, dossier), show)

        self.context.tasks.read(read, then, newest_of="timeline")

    def open_record(self, kind: str, record_id: int) -> bool:
        self._wanted = (kind, record_id)
        if self._view is not None and not self._stale:
            self._open_wanted()
        return True

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stack = QStackedWidget()
        self._nothing = QWidget()
        self._nothing_column = QVBoxLayout(self._nothing)
        self._stack.addWidget(QWidget())
        self._stack.addWidget(self._nothing)
        self._full = self._make_full()
        self._stack.addWidget(self._full)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 16, 10)
        layout.addWidget(self._stack)

    def _make_full(self) -> QWidget:
        theme = self.context.theme
        self.canvas = TimelineCanvas(theme, self._words)
        self.canvas.opened.connect(self._open)
        self.canvas.piled.connect(self._list)
        self.canvas.pointed.connect(self._point)
        self.canvas.moved.connect(self._show_days)
        self.canvas.left.connect(self._close_panel)
        self.setFocusProxy(self.canvas)
        self.filters = TimelineFilters(theme)
        self.filters.changed.connect(self._filter)
        self.panel = RecordPanel(frozenset(PAGE_OF))
        self.panel.closed.connect(self._close_panel)
        self.panel.record_chosen.connect(self.record_requested)
        self.panel.chosen.connect(self._open)
        self.panel.hide()
        self.tray = UndatedTray()
        self.tray.opened.connect(self._open)
        self.tray.all_asked.connect(self._list_undated)
        self._pointed = Elided(HINT, "secondary")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.addWidget(self.canvas)
        self._splitter.addWidget(self.panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.setHandleWidth(12)
        self._splitter.setChildrenCollapsible(False)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._make_head())
        column.addWidget(self.filters)
        column.addWidget(self._splitter, 1)
        column.addWidget(self.tray)
        column.addWidget(self._pointed)
        return full

    def _make_head(self) -> QHBoxLayout:
        self._days = Elided("", "secondary")
        self.day = FuzzyDateEdit(_today)
        self.day.setFixedWidth(170)
        self.day.setPlaceholderText("Go to date")
        self.day.setAccessibleName("Go to date")
        self.day.returnPressed.connect(self._go_to)
        self._day_problem = words("", "error")
        self._day_problem.hide()
        self.day.textChanged.connect(lambda _: self._day_problem.hide())
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(words("Timeline", "title"))
        head.addSpacing(6)
        head.addWidget(self._days, 1)
        head.addWidget(self._day_problem)
        head.addWidget(self.day)
        for text, tip, act in (
            ("−", "Zoom out (−, Ctrl+wheel)", lambda: self.canvas.zoom(1 / ZOOM**2)),
            ("+", "Zoom in (+, Ctrl+wheel)", lambda: self.canvas.zoom(ZOOM**2)),
            ("Show all", "Fit everything into view (0)", self.canvas.fit),
        ):
            button = QPushButton(text)
            button.setToolTip(tip)
            button.setAccessibleName(tip.partition(" (")[0])
            button.clicked.connect(lambda _=False, a=act: a())
            head.addWidget(button)
        self.export = QToolButton()
        self.export.setText("Save as picture")
        self.export.setIcon(icon("export"))
        self.export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.export)
        for form, text, _ in FORMATS:
            menu.addAction(text, partial(self._export, form))
        self.export.setMenu(menu)
        head.addWidget(self.export)
        return head

    def _say_empty(self, title: str, detail: str, action: str = "", key: str = "") -> None:
        clear(self._nothing_column)
        self._nothing_column.addStretch(2)
        for text, look in ((title, "title"), (detail, "secondary")):
            label = words(text, look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._nothing_column.addWidget(label)
        if action:
            button = QPushButton(action)
            button.setProperty("look", "primary")
            button.clicked.connect(lambda: self.page_requested.emit(key))
            self._nothing_column.addSpacing(8)
            self._nothing_column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._nothing_column.addStretch(3)
        self._stack.setCurrentWidget(self._nothing)

    # ---- showing

    def _show(self, shown_for: tuple[int | None, Reader], found: _LaidOut) -> None:
        view, self._everything = found
        timeline = view.timeline
        other = shown_for != self._shown_for
        self._view, self._shown_for = view, shown_for
        if timeline.first is None and not timeline.undated:
            self._close_panel()
            self._say_empty(
                "Nothing on the timeline yet",
                "Sessions, proposals, events and statements appear here by their dates, in a lane "
                "for each party. A rough date such as “Aug 2018” is enough.",
                "Log the first session",
                "log_session",
            )
            return
        if other:
            self.filters.reset()
            self._close_panel()
        self.filters.show_choices(timeline.lanes, (*timeline.items, *timeline.undated))
        self._stack.setCurrentWidget(self._full)
        if other:
            self.canvas.show_timeline(timeline, _today().toordinal())
        else:
            self.canvas.replace_timeline(timeline)
        self._filter()
        self._reopen()
        self._open_wanted()

    def _lanes(self, timeline: Timeline) -> list[Lane]:
        lane = self.filters.value().lane
        return [one for one in timeline.lanes if not lane or one.key == lane]

    def _filter(self) -> None:
        if self._view is None:
            return
        timeline, value = self._view.timeline, self.filters.value()
        items, stocks = timeline.items, self._everything
        if self.filters.active():
            items, stocks = chosen(items, value.kinds, value.lane, value.text), None
        self.canvas.show_items(items, self._lanes(timeline), stocks)
        self.tray.show_items(chosen(timeline.undated, value.kinds, value.lane, value.text))
        self._fitting = len(items)
        self._show_days()

    def _show_days(self) -> None:
        if self._view is None:
            return
        count = len(self._view.timeline.items)
        shown = f"{count:,} records" if count != 1 else "1 record"
        if self.filters.active():
            shown = f"{self._fitting:,} of {count:,} records fit the filter"
        self._days.show_text(f"{short_date_range(*self.canvas.scale.days())} · {shown}")

    def _point(self, text: str) -> None:
        self._pointed.show_text(" · ".join(text.split("\n")) if text else HINT)

    def _words(self, item: Item) -> str:
        """Say what a record is, when, how that is known, and where it stands."""
        view = self._view
        entry = item.entry
        said = entry.title.startswith(entry.what)
        lines = [entry.title if said else f"{entry.what}: {entry.title}", entry.when]
        if entry.note:
            lines.append(entry.note[:1].upper() + entry.note[1:])
        if view is not None:
            lines.append(view.sources(item) or "No source is recorded")
        return "\n".join(lines)

    # ---- one record

    def _open(self, item: Item) -> None:
        if self._view is None:
            return
        self._open_item = item
        self.canvas.select(item)
        self.panel.show_item(self._view, item, self._tone(item))
        self._show_panel()
        QTimer.singleShot(0, self.canvas, self.canvas.reveal)

    def _list(self, items: tuple[Item, ...]) -> None:
        span = items[0].span
        days = short_date_range(span.first, span.first) if span is not None else ""
        self._show_list(f"{len(items):,} records on {days}", items)

    def _list_undated(self) -> None:
        self._show_list("Date not known", self.tray.items)

    def _show_list(self, title: str, items: tuple[Item, ...]) -> None:
        self._open_item = None
        self.panel.show_list(title, items)
        self._show_panel()

    def _show_panel(self) -> None:
        if self.panel.isHidden():
            self.panel.show()
            self._place_panel()

    def _close_panel(self) -> None:
        if self.panel.isHidden():
            return
        focus: QWidget | None = self.focusWidget()
        had_focus = focus is not None and self.panel.isAncestorOf(focus)
        self.panel.hide()
        self._open_item = None
        self.canvas.select(None)
        if had_focus:
            self.canvas.setFocus()

    def _reopen(self) -> None:
        """Show the record that was open as it is now, or close the panel when it has gone."""
        before = self._open_item
        if before is None:
            return
        found = self._find(before.ref, before.kind)
        if found is None:
            self._close_panel()
        elif self._view is not None:
            focus: QWidget | None = self.focusWidget()
            self._open(found)
            if focus is not None:
                focus.setFocus()

    def _open_wanted(self) -> None:
        if self._wanted is None:
            return
        found = self._find(self._wanted)
        self._wanted = None
        if found is not None:
            if found.span is not None:
                self.canvas.focus_on(found)
            self._open(found)

    def _find(self, ref: Ref, among: ItemKind | None = None) -> Item | None:
        view = self._view
        if view is None:
            return None
        timeline = view.timeline
        for item in (*timeline.items, *timeline.undated, *timeline.bands):
            if ref in item.inputs and among in (None, item.kind):
                return item
        return None

    def _tone(self, item: Item) -> str:
        if self._view is None:
            return "plain"
        lanes = self._view.timeline.lanes
        side = next((lane.side for lane in lanes if lane.key == item.lane), "")
        return SIDE_TONES.get(side, "plain")

    # ---- moving

    def _go_to(self) -> None:
        found = self.day.value()
        first = None if found is None else found.earliest or found.latest
        last = None if found is None else found.latest or found.earliest
        if first is None or last is None:
            self._day_problem.setText(self.day.problem() or "Type a date to go to.")
            self._day_problem.show()
            return
        self.canvas.go_to(first.toordinal(), last.toordinal())

    # ---- pictures

    def _export(self, form: PictureFormat) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None or self._view is None:
            return
        self.context.tasks.read(
            lambda ws: release(ws, negotiation, reader), partial(self._choose_file, form)
        )

    def _choose_file(self, form: PictureFormat, released: Released) -> None:
        suffix = f".{form.value}"
        pattern = next(p for f, _, p in FORMATS if f is form)
        start = ExportMemory().folder() / released.file_name(suffix)
        name, _ = QFileDialog.getSaveFileName(self, "Save the timeline", str(start), pattern)
        if name:
            target = Path(name)
            self.save(released, form, target if target.suffix else target.with_suffix(suffix))

    def save(self, released: Released, form: PictureFormat, target: Path) -> None:
        """Draw the days shown, with the filters set, and save the picture."""
        timeline, value = released.view.timeline, self.filters.value()
        items = chosen(timeline.items, value.kinds, value.lane, value.text)
        scale = self.canvas.scale
        sheet = Sheet(
            stocks=Stocks.of(timeline, items, self._lanes(timeline)),
            first=scale.left,
            last=scale.right,
            title=str(released.negotiation.title),
            audience=AUDIENCE_LABELS[released.reader.audience],
            kinds=tuple(kind for kind in self.filters.kinds if kind in value.kinds),
        )
        data = picture_of(sheet, form, self.font())
        texts = texts_of(sheet)
        self.context.tasks.long(
            lambda ws, _link: save_picture(ws, released, target, data, texts),
            lambda path: self.context.window_message(f"Saved {path.name}"),
        )

    # ---- room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_panel()

    def _place_panel(self) -> None:
        if not self.panel.isHidden():
            width = min(PANEL_WIDTH, max(240, self.width() // 3))
            self._splitter.setSizes([self._splitter.width() - width, width])

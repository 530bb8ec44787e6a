"""The main window: it holds the pages together and knows what is shown, and to whom."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.audience_actions import AudienceActions
from negotiation_tracker.desktop.dialog_commands import DialogCommands
from negotiation_tracker.desktop.history_actions import HistoryActions
from negotiation_tracker.desktop.icons import app_icon
from negotiation_tracker.desktop.live_frame import LiveFrame
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.pages.registry import NAVIGATION, PAGE_OF, make_page
from negotiation_tracker.desktop.privacy_screen import PrivacyScreen
from negotiation_tracker.desktop.rooms_frame import Moving, RoomsFrame, forget_page
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.shortcut_filter import ShortcutFilter
from negotiation_tracker.desktop.shown import Shown, read_shown
from negotiation_tracker.desktop.store_commands import StoreCommands
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.tasks import StoreState, Tasks
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.banner import Banner
from negotiation_tracker.desktop.widgets.frame import coloured_frame
from negotiation_tracker.desktop.widgets.side_bar import SideBar
from negotiation_tracker.desktop.widgets.starting import Starting
from negotiation_tracker.desktop.widgets.status_line import StatusLine
from negotiation_tracker.desktop.widgets.top_bar import TopBar
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience, Reader


class MainWindow(QMainWindow):
    """The window of the program.

    Signals:
        painted: the window was drawn for the first time.

    """

    painted = Signal()

    def __init__(
        self, tasks: Tasks, theme: Theme, settings: Settings, catalogue: Catalogue
    ) -> None:
        super().__init__()
        self.tasks = tasks
        self.settings, self.theme = settings, theme
        self.shown = Shown((), None, Reader(Audience.ME), {})
        self.commands = Actions(self)
        self.status = StatusLine()
        self.context = PageContext(tasks, theme, catalogue, self.status.say)
        self.pages: dict[str, Page] = {}
        self.current = ""
        self._drawn = False
        self._first = "overview"
        self._build()
        self._connect()
        ShortcutFilter(self)
        self._audience = AudienceActions(self._frame, self.commands, self.status, self.show_as)
        self._history = HistoryActions(tasks, self.commands, self.status)
        self._dialogs = DialogCommands(
            self, tasks, self.commands, lambda: self.shown.negotiation_id, self._negotiation_created
        )
        parts = (self.commands, self.status, self.starting, self._banner)
        frame = Frame(self, tasks, settings, theme, *parts)
        self.store_commands = StoreCommands(frame, self.store_opened, self._reread)
        moving = Moving(self._may_leave, self._forget_pages, self._reread)
        self.rooms = RoomsFrame(frame, self._frame, moving)
        self.live = LiveFrame(frame, self._stack, self.show_page, self.show_negotiation)
        self.privacy = PrivacyScreen(self, self.commands, settings)
        theme.dress(self)

    # ---- what is shown

    def show_page(self, key: str) -> None:
        """Show a page by its key, making it at its first use."""
        page = self.pages.get(key)
        if page is None:
            page = self._add_page(key)
        leaving = self.pages.get(self.current)
        if leaving is not None and leaving is not page and not leaving.may_leave():
            self.commands[f"page_{self.current}"].setChecked(True)
            return
        self.current = key
        for name in NAVIGATION:
            self.commands[f"page_{name}"].setChecked(name == key)
        self._stack.setCurrentWidget(page)
        room = f"{self.shown.room.name} · " if self.shown.room is not None else ""
        self.setWindowTitle(f"{room}{page.title} – Negotiation Tracker")
        page.setFocus()

    def open_record(self, kind: str, record_id: int) -> None:
        """Show a record on the page it belongs to."""
        key = PAGE_OF.get(kind, self.current)
        self.show_page(key)
        self.pages[key].open_record(kind, record_id)

    def show_negotiation(self, negotiation_id: int | None) -> None:
        """Show another negotiation on all pages."""
        self._reload(negotiation_id)

    def show_as(self, audience: Audience) -> None:
        """Show the record as an audience sees it."""
        reader = Reader(audience, on=datetime.now().astimezone().date())
        self.shown = replace(self.shown, reader=reader)
        self._reread()

    def store_opened(self, state: StoreState) -> None:
        """Show a store that was just opened."""
        self.rooms.store_opened()
        self._reload(None, uid=self.settings.negotiation(state.path))

    def show_error(self, error: TrackerError) -> None:
        """Tell what went wrong, in words."""
        from negotiation_tracker.desktop.dialogs.error import show_error

        show_error(self, error, self.store_commands.ways_out(error))

    # ---- building

    def _build(self) -> None:
        self.setWindowIcon(app_icon())
        self.setWindowTitle("Negotiation Tracker")
        self.settings.place(self)
        self._banner = Banner()
        self.side = SideBar(
            self.commands["new_negotiation"],
            {key: self.commands[f"page_{key}"] for key in NAVIGATION},
        )
        self._stack = QStackedWidget()
        self.starting = Starting()
        self._stack.addWidget(self.starting)
        above = (TopBar(self.commands), self._banner)
        self._frame = coloured_frame(above, (self.side, self._stack))
        self.setCentralWidget(self._frame)
        self.setStatusBar(self.status)
        self.commands.enable(store=False, negotiation=False, read_only=False)
        self.side.switcher.setEnabled(False)

    def _connect(self) -> None:
        on: dict[str, Callable[[], object]] = {
            **{key: partial(self.show_page, key) for key in ("log_session", "authorised")},
            "quit": self.close,
            "next_field": lambda: self.show_page(self.current),
        }
        for key in NAVIGATION:
            on[f"page_{key}"] = partial(self.show_page, key)
        for key, call in on.items():
            self.commands[key].triggered.connect(lambda _=False, c=call: c())
        self.side.switcher.chosen.connect(self.show_negotiation)
        self.tasks.default_failed = self.show_error
        self.tasks.changed.connect(self._changed)

    def _add_page(self, key: str) -> Page:
        page = make_page(key, self.context)
        page.record_requested.connect(self.open_record)
        page.page_requested.connect(self._page_requested)
        page.draft_changed.connect(self.status.draft)
        page.show_negotiation(self.shown.negotiation_id, self.shown.reader)
        self.pages[key] = page
        self._stack.addWidget(page)
        return page

    # ---- what happens

    def _negotiation_created(self, negotiation_id: int) -> None:
        self.show_negotiation(negotiation_id)
        self.show_page("overview")

    def _page_requested(self, key: str) -> None:
        """Show a page, or do an action that a page asks for by its key."""
        if key in NAVIGATION or key == "log_session":
            self.show_page(key)
        else:
            self.commands[key].trigger()

    def _reload(self, negotiation_id: int | None, uid: str = "") -> None:
        reader = self.shown.reader
        self.tasks.read(
            lambda ws: read_shown(ws, reader, negotiation_id, uid), self._show, newest_of="shown"
        )

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        state = self.tasks.state
        chosen = shown.negotiation
        self.side.switcher.setEnabled(True)
        self.side.switcher.show_negotiations(shown.negotiations, shown.negotiation_id)
        for key in NAVIGATION:
            self.side.show_count(key, shown.counts.get(key))
        for page in self.pages.values():
            page.show_negotiation(shown.negotiation_id, shown.reader)
        read_only = state is not None and state.read_only
        self.commands.enable(store=True, negotiation=chosen is not None, read_only=read_only)
        self._audience.show(shown)
        self.rooms.show(shown)
        if state is not None and chosen is not None:
            self.settings.set_negotiation(state.path, chosen.uid)
        mine = shown.reader.audience is Audience.ME  # for others talks may come and go
        if not self.current or (chosen is None and mine and self.current != "trash"):
            self.show_page(self._first)

    def _changed(self, change: ChangeSet) -> None:
        if change.id == 0:
            return
        for page in self.pages.values():
            page.on_change(change)
        self._reread()

    def _may_leave(self) -> bool:
        page = self.pages.get(self.current)
        return page is None or page.may_leave()

    def _forget_pages(self) -> None:
        """Throw the pages away: another room is shown, and nothing of this one may be left."""
        self._first, self.current = self.current or self._first, ""
        self._stack.setCurrentWidget(self.starting)
        for page in self.pages.values():
            self._stack.removeWidget(page)
            forget_page(page)
        self.pages.clear()
        self.shown = Shown((), self.shown.negotiation_id, Reader(Audience.ME), {})

    def _reread(self) -> None:
        self._reload(self.shown.negotiation_id)

    # ---- Qt

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.Paint and not self._drawn:
            self._drawn = True
            QTimer.singleShot(0, self.painted.emit)
        return handled

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_leave():
            event.ignore()
            return
        self.settings.remember_place(self)
        event.accept()

"""What the frame of the window says of live notes: a band, a chip with the time, the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout

from negotiation_tracker.desktop.actions import ACTIONS, RESUME_SESSION, START_SESSION
from negotiation_tracker.desktop.elapsed import elapsed
from negotiation_tracker.desktop.pages.page import Page
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.tasks import StoreState
from negotiation_tracker.desktop.widgets.top_bar import TopBar
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.workspace import Workspace

PAGE = "live_notes"
RESUMED_WITHIN = timedelta(hours=18)
"""Notes begun longer ago are offered, not shown unasked, when a store is opened."""
TICK = 1000
FIRST_LOOK = 300
"""Milliseconds after a store is opened."""
_TOUCHES = frozenset({"session", "table_entry", "negotiation"})


@dataclass(frozen=True, slots=True)
class Live:
    """Notes that run: of which talks, since when, and the day of the session in words."""

    negotiation_id: int
    title: str
    since: datetime
    day: str


class LiveFrame(QObject):
    """Keeps the frame true while notes are live, and brings the page back after a crash."""

    def __init__(
        self,
        frame: Frame,
        stack: QStackedWidget,
        go: Callable[[str], None],
        choose: Callable[[int | None], None],
    ) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._stack = stack
        self._go = go
        self._choose = choose
        self._store: object = None
        self._live: tuple[Live, ...] = ()
        self._joined: Page | None = None
        self._top = frame.window.findChild(TopBar)
        self._band = QFrame()
        self._band.setProperty("look", "live")
        self._band.hide()
        central = frame.window.centralWidget()
        layout = central.layout() if central is not None else None
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._band)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._show)
        frame.actions[PAGE].triggered.connect(lambda _=False: self.open())
        for spec in ACTIONS:
            if spec.page == PAGE:
                call = partial(self._command, spec.key.removeprefix("live_"))
                frame.actions[spec.key].triggered.connect(lambda _=False, c=call: c())
        stack.currentChanged.connect(self._page_changed)
        frame.tasks.state_changed.connect(self._state_changed)
        frame.tasks.changed.connect(self._changed)
        frame.tasks.room_changed.connect(self._room_changed)

    def open(self) -> None:
        """Show the live notes of the talks shown; start them where none are unfinished."""
        from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage

        self._go(PAGE)
        page = self._stack.currentWidget()
        if isinstance(page, LiveNotesPage):
            page.start()

    # ---- the store

    def _state_changed(self, state: StoreState | None) -> None:
        path = state.path if state is not None else None
        if path == self._store:
            return
        self._store = path
        self._live = ()
        self._show()
        if path is not None:
            # Once round, and the first page is read: neither waits for this.
            QTimer.singleShot(FIRST_LOOK, self, lambda: self._look(first=True))

    def _changed(self, change: ChangeSet) -> None:
        if change.kinds() & _TOUCHES:
            self._look(first=False)

    def _room_changed(self) -> None:
        # Of notes that run in another room not even the time is shown.
        self._found(())
        self._look(first=False)

    def _look(self, *, first: bool) -> None:
        done = self._found_first if first else self._found
        name = None if first else "live notes"
        # Asked for by nobody: a failure is in the log, and the frame shows no live notes.
        self._frame.tasks.read(_unfinished, done, lambda _: self._found(()), newest_of=name)

    def _found_first(self, found: tuple[Live, ...]) -> None:
        self._found(found)
        state = self._frame.tasks.state
        if not found or (state is not None and state.read_only):
            return
        newest = max(found, key=lambda live: live.since)
        if datetime.now(UTC) - newest.since > RESUMED_WITHIN:
            self._frame.status.say(
                f"Notes of {newest.day} were not ended. Resume session (Ctrl+Shift+L) in "
                f"{newest.title} goes on with them."
            )
            return
        self._choose(newest.negotiation_id)
        self._go(PAGE)
        self._frame.status.say("These notes were running when the program ended. They go on.")

    def _found(self, found: tuple[Live, ...]) -> None:
        self._live = found
        self._show()

    # ---- the frame

    def _page_changed(self) -> None:
        page = self._stack.currentWidget()
        key = page.key if isinstance(page, Page) else ""
        self._frame.actions.on_page(key)
        if isinstance(page, Page) and key == PAGE:
            self._join(page)
        self._show()

    def _join(self, page: Page) -> None:
        """Give the page what is remembered of its look, once."""
        from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage

        if page is self._joined or not isinstance(page, LiveNotesPage):
            return
        self._joined = page
        settings = self._frame.settings
        page.set_look(settings.log_step(), panels=settings.live_panels())
        page.look_changed.connect(settings.set_live_look)

    def _command(self, name: str) -> None:
        """Do what an action of the page asks for."""
        from negotiation_tracker.desktop.pages.live_notes_page import LiveNotesPage

        page = self._stack.currentWidget()
        if isinstance(page, LiveNotesPage):
            page.commands()[name]()

    def _show(self) -> None:
        live = self._here() or next(iter(self._live), None)
        self._frame.actions[PAGE].setText(RESUME_SESSION if self._here() else START_SESSION)
        self._band.setVisible(live is not None)
        if self._top is None:
            return
        if live is None:
            self._top.show_live("", "")
            self._tick.stop()
            return
        self._tick.start()
        since = live.since
        self._top.show_live(
            f"● Live {elapsed(since, datetime.now(UTC))}",
            f"Live notes of {live.title} since {since.astimezone():%H:%M}. Go to them",
        )

    def _here(self) -> Live | None:
        page = self._stack.currentWidget()
        shown = page.negotiation_id if isinstance(page, Page) else None
        return next((live for live in self._live if live.negotiation_id == shown), None)


def _unfinished(ws: Workspace) -> tuple[Live, ...]:
    # Not `live_notes`, which brings in all that reads what is typed.
    from negotiation_tracker.services.live_known import running

    found = []
    for talks in ws.titles(Reader(Audience.ME)):
        session = running(ws, talks.id)
        if session is not None:
            day = session[0].date.describe()
            found.append(Live(talks.id, str(talks.title), session[1], day))
    return tuple(found)

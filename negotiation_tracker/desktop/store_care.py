"""What is done for the open store unasked: backups, its lock, and showing what others change."""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer

from negotiation_tracker.desktop.drafts import any_kept
from negotiation_tracker.desktop.pages.page import Page
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.tasks import Cancelled, Progress, StoreState
from negotiation_tracker.desktop.window_lock import WindowLocks
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.workspace import Workspace, examine

LOOK_EVERY = 1_000
BACKUP_LOOK_EVERY = 60_000
BACKUP_AFTER_OPENING = 2_000
TIDY_AFTER = 2_000
"""After the last change; the search index is put in order when nobody waits."""
READ_ONLY = (
    "This store can be read but not changed: the file or its folder is read-only. "
    "To work on it, save a copy elsewhere or ask for write access."
)
UNFINISHED = "A session is kept unfinished. Log session (Ctrl+L) in its negotiation brings it back."

_log = logging.getLogger(__name__)


class StoreCare(QObject):
    """Looks after the store of a window, by timers; all work on it is done by the worker."""

    def __init__(self, frame: Frame, reread: Callable[[], None]) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._reread = reread
        self._last: datetime | None = None
        self._failed = False
        tasks = frame.tasks
        tasks.leaving = partial(_leave, frame.locks)
        tasks.others_changed.connect(self._others_changed)
        tasks.changed.connect(lambda _change: self._read_last())
        frame.banner.way_out.connect(frame.actions["save_as"].trigger)
        self._look = self._timer(LOOK_EVERY)
        self._look.timeout.connect(tasks.look_for_others)
        self._soon = self._timer(BACKUP_AFTER_OPENING)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._examine)
        self._now_and_then = self._timer(BACKUP_LOOK_EVERY)
        self._now_and_then.timeout.connect(lambda: self.back_up("RUNNING"))
        self._quiet = self._timer(TIDY_AFTER)
        self._quiet.setSingleShot(True)
        self._quiet.timeout.connect(self._tidy)
        tasks.changed.connect(lambda _change: self._quiet.start())

    def opened(self, state: StoreState) -> None:
        """Begin to look after a store that was just opened."""
        self._frame.status.saved(None, read_only=state.read_only)
        if state.read_only:
            self._frame.banner.say(READ_ONLY, "Save a copy under a new name…")
        else:
            self._frame.banner.say("")
        if any_kept(state.path) and not state.read_only:
            self._frame.status.say(UNFINISHED)
        for page in self._frame.window.findChildren(Page):
            page.store_opened()
        self._failed = False
        self._read_last()
        for timer in (self._look, self._soon, self._now_and_then):
            timer.start()

    def back_up(self, occasion: str) -> None:
        """Make a backup if one is due; ``occasion`` is a name of `services.backups.Occasion`."""
        from negotiation_tracker.services import backups

        when = backups.Occasion[occasion]
        self._frame.tasks.read(
            lambda ws: backups.routine(ws, when), self._backed_up, self._not_backed_up
        )

    def _examine(self) -> None:
        """Look at the whole of a large file beside the worker, then make the backup that is due."""
        tasks = self._frame.tasks
        if tasks.state is not None:
            path = tasks.state.path
            tasks.aside(
                lambda link: examine(path, partial(_is_stopped, link)),
                lambda sound: self.back_up("OPENED") if sound else None,
                self._frame.tasks.default_failed,
            )

    # ---- what happens

    def _tidy(self) -> None:
        from negotiation_tracker.services import search

        def done(more: bool) -> None:
            if more:
                self._quiet.start()

        # Nobody asked for it: what does not work now is done after another change.
        self._frame.tasks.long(lambda ws, _link: search.tidy(ws), done, lambda _error: None)

    def _backed_up(self, made: object) -> None:
        if made is not None:
            self._failed = False
            self._read_last()

    def _not_backed_up(self, error: TrackerError) -> None:
        """Say it where it can be read and does not interrupt; the next try comes by itself."""
        if not self._failed:
            self._frame.status.say(error.title)
        self._failed = True
        code = f" ({error.code})" if error.code else ""
        self._frame.status.backup(
            f"Backup failed{code}", f"{error.sentence()} {_last_words(self._last)}."
        )

    def _read_last(self) -> None:
        self._frame.tasks.read(
            lambda ws: ws.last_backup(), self._show_last, newest_of="last backup"
        )

    def _show_last(self, moment: datetime | None) -> None:
        if self._failed and moment == self._last:
            return
        self._last = moment
        self._failed = False
        self._frame.status.backup(_last_words(moment))

    def _others_changed(self) -> None:
        for page in self._frame.window.findChildren(Page):
            page.mark_stale()
        self._reread()
        self._read_last()
        self._frame.status.say("Brought up to date: another program changed the store.")

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(interval)
        return timer


def _is_stopped(link: Progress) -> bool:
    try:
        link.report(0, 0)
    except Cancelled:
        return True
    return False


def _last_words(moment: datetime | None) -> str:
    if moment is None:
        return "No backup yet"
    return f"Last backup {moment.astimezone():%d %b %Y %H:%M}"


def _leave(locks: WindowLocks, ws: Workspace) -> None:
    """Do the last things for a store, on the worker; nothing here may keep it from closing."""
    from negotiation_tracker.services import backups

    try:
        backups.routine(ws, backups.Occasion.CLOSING)
    except TrackerError as error:
        _log.error("no backup on closing: %s", error.code)
    finally:
        locks.give_back(ws.path)

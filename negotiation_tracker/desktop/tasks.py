"""Work away from the window thread, and the only way from the window to the store.

One worker thread owns the workspace; a second runs long work over records already read. Both put
finished calls on a queue and emit one signal without parameters, and the window thread takes them
off. Nothing else crosses: a signal that carries Python objects between threads, or a runnable that
owns one, crashes PySide6.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from negotiation_tracker.desktop.worker import Job, Worker, is_there, only_log
from negotiation_tracker.logs import technical_details
from negotiation_tracker.model.changes import Changed, ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services.workspace import Workspace

T = TypeVar("T")
Failed = Callable[[TrackerError], None]

_log = logging.getLogger(__name__)


class Unexpected(TrackerError):
    """A fault of the program itself; its details are fit for a bug report.

    Attributes:
        technical: versions, type of the error and places, without words of the record.

    """

    exit_status = 1

    def __init__(self, technical: str) -> None:
        super().__init__(
            "Something went wrong in the program.",
            "Everything saved before is safe.",
            "Try again; if it happens once more, copy the technical details into a report.",
        )
        self.technical = technical


class Cancelled(TrackerError):
    """Long work was stopped by the person who started it; nothing was changed."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")


class Progress:
    """Link between long work and the window: how far it is, and whether to stop.

    Long work calls `report` often; that call raises Cancelled once the person asked to stop.
    """

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = threading.Event()

    def report(self, done: int, total: int, text: str = "") -> None:
        """Say how far the work is (``total`` 0: not known); raises Cancelled when asked to stop."""
        if self._stop.is_set():
            raise Cancelled
        self._tell(done, total, text)

    def cancel(self) -> None:
        """Ask the work to stop at its next report."""
        self._stop.set()


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the frame of the window shows about the open store.

    Attributes:
        path: file of the store.
        read_only: whether it can only be read.
        undo, redo: label of the change that would be undone or done again, or None.

    """

    path: Path
    read_only: bool
    undo: str | None
    redo: str | None


class Tasks(QObject):
    """Runs work on the store and hands the results to the window thread.

    Every callback (``done``, ``failed``, ``progress``) is called on the window thread. A callback
    that is a method of a deleted Qt object is dropped.

    Signals (emitted on the window thread):
        changed: the store changed; a ChangeSet.
        state_changed: undo, redo or the open store changed; a StoreState, or None when closed.
        busy_changed: whether the store is at work.
        room_changed: another room of the mediator is shown, or the desk.
        others_changed: another program changed the store.

    Attributes:
        state: the open store; None when there is none.
        default_failed: takes errors that nobody else takes.
        leaving: is called on the worker with a store that is about to be closed.
        room: the mediator's room by whose door all is read and changed; None for a desk.

    """

    changed = Signal(object)
    state_changed = Signal(object)
    busy_changed = Signal(bool)
    others_changed = Signal()
    room_changed = Signal()
    _ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.state: StoreState | None = None
        self.default_failed: Failed = only_log
        self.leaving: Callable[[Workspace], None] | None = None
        self.room: Room | None = None
        self._workspace: Workspace | None = None
        self._version_seen = 0
        self._moved = False
        self._links: list[Progress] = []
        self._calls: deque[Callable[[], None]] = deque()
        self._newest: dict[Hashable, int] = {}
        self._waiting = 0
        self._closed = False
        self._store = Worker("store")
        self._aside: Worker | None = None
        self._ready.connect(self._call_next, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Say whether nothing is at work and every answer was delivered."""
        return self._waiting == 0 and not self._calls

    # ---- what pages use

    def read(
        self,
        job: Callable[[Workspace], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        *,
        newest_of: Hashable = None,
    ) -> None:
        """Read from the store; ``done`` gets the result.

        With ``newest_of`` only the newest request under that name is answered: what is typed
        into a filter, or a page asked to show something else meanwhile.
        """
        ticket = self._ticket(newest_of)
        room = self.room

        def answered(result: T) -> None:
            if room == self.room and is_there(done):
                done(result)

        def run() -> None:
            if not self._current(newest_of, ticket):
                self._post(self._finished)
                return
            newest = (newest_of, ticket)
            self._attempt(lambda: job(self._door(room)), answered, self._in(room, failed), newest)

        self._start(run)

    def change(
        self,
        label: str,
        verb: Callable[[RecordWriter], T],
        done: Callable[[Changed[T]], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Change the store in one step of undo; ``done`` gets its value and what changed.

        The change is published by `changed` before ``done`` is called.
        """
        room = self.room

        def job() -> Changed[T]:
            result = self._door(room).change(label, verb)
            self._post_state()
            return result

        def deliver(result: Changed[T]) -> None:
            self.changed.emit(result.change)
            if done is not None:
                done(result)

        self._start(lambda: self._attempt(job, deliver, self._in(room, failed)))

    def undo(
        self,
        done: Callable[[ChangeSet], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Take the newest change back."""
        self._step(lambda ws: ws.undo(), done, failed)

    def redo(
        self,
        done: Callable[[ChangeSet], None] | None = None,
        failed: Failed | None = None,
    ) -> None:
        """Do again what was undone last."""
        self._step(lambda ws: ws.redo(), done, failed)

    def long(
        self,
        job: Callable[[Workspace, Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Progress:
        """Run long work that needs the store; gives the handle to cancel it.

        ``failed`` gets Cancelled when it was stopped. Undo may be available for what it did.
        """
        link = self._link(progress)
        room = self.room

        def run() -> T:
            result = job(self._door(room), link)
            self._post_state()
            return result

        self._start(lambda: self._attempt(run, done, failed))
        return link

    def aside(
        self,
        job: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Progress:
        """Run long work over records already read, so that the store stays free."""
        link = self._link(progress)
        if self._closed:
            return link  # else a thread would be left behind
        if self._aside is None:
            self._aside = Worker("aside")
        self._count(1)
        self._aside.put(lambda: self._attempt(lambda: job(link), done, failed))
        return link

    def on_change(self, callback: Callable[[ChangeSet], None]) -> None:
        """Call back on the window thread after each change of the store."""
        self.changed.connect(callback)

    # ---- what the window uses

    def open(
        self,
        opening: Callable[[], Workspace],
        done: Callable[[StoreState], None],
        failed: Failed | None = None,
        *,
        close_first: bool = False,
    ) -> None:
        """Open a store on the worker; the one open before is closed only when that succeeded.

        With ``close_first`` nothing has the store open while ``opening`` runs, because that puts
        another file in its place; when it fails, what is there is opened again.
        """

        def job() -> StoreState:
            before, self._workspace = self._workspace, None
            if before is not None and close_first:
                before.close()
            try:
                self._workspace = opening()
            except BaseException:
                if before is not None:
                    self._workspace = Workspace.open(before.path) if close_first else before
                raise
            if before is not None and not close_first:
                self._leave(before)
            self._moved = False
            return self._post_state()

        self._start(lambda: self._attempt(job, done, failed))

    def enter(self, room: Room | None, done: Callable[[], None]) -> None:
        """Go to a room of the mediator, or to the desk, once all that was asked for is answered."""

        def entered(_: None) -> None:
            self.room = room
            self.room_changed.emit()
            if self.state is not None:
                self._set_state(replace(self.state, undo=None, redo=None))
                self._start(lambda: self._attempt(self._post_state, lambda _: None, None))
            done()

        self._start(lambda: self._attempt(lambda: None, entered, None))

    def look_for_others(self) -> None:
        """See whether another program changed the store, or moved it away, unless at work."""
        if self.idle and not self._closed:
            self._store.put(self._look)

    def publish(self, change: ChangeSet) -> None:
        """Tell the pages of a change that long work made."""
        self.changed.emit(change)

    def close(self, timeout: float = 30.0) -> bool:
        """Finish what is queued, close the store and end the threads; False when they hang."""
        if self._closed:
            return True
        self._closed = True
        for link in self._links:
            link.cancel()
        self._store.put(self._close_workspace)
        ended = self._store.stop(timeout)
        if self._aside is not None:
            ended = self._aside.stop(timeout) and ended
        return ended

    # ---- on the worker

    def _open_workspace(self) -> Workspace:
        if self._workspace is None:
            raise TrackerError("No store is open.", hint="Open one from the File menu.")
        return self._workspace

    def _door(self, room: Room | None) -> Workspace:
        """Give the way to the store: the whole of it at a desk, what a room may see in a room."""
        desk = self._open_workspace()
        if room is None:
            return desk
        from negotiation_tracker.services.room_workspace import RoomWorkspace

        return RoomWorkspace(desk, room)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._leave(self._workspace)
            self._workspace = None

    def _leave(self, workspace: Workspace) -> None:
        try:
            if self.leaving is not None:
                self.leaving(workspace)
        except Exception as error:  # noqa: BLE001  nothing may keep the store from being closed
            _log.error("leaving a store: %s", technical_details(error))
        workspace.close()

    def _look(self) -> None:
        ws = self._workspace
        if ws is None or self._moved:
            return
        try:
            ws.store.require_in_place()
            if ws.store.version_seen() == self._version_seen:
                return
            self._post_state()
        except TrackerError as error:
            # Told once; whoever saves hears of it again.
            self._moved = True
            problem = error
            self._post(lambda: self.default_failed(problem))
        else:
            self._post(self.others_changed.emit)

    def _step(
        self,
        move: Callable[[Workspace], ChangeSet],
        done: Callable[[ChangeSet], None] | None,
        failed: Failed | None,
    ) -> None:
        room = self.room

        def job() -> ChangeSet:
            change = move(self._door(room))
            self._post_state()
            return change

        def deliver(change: ChangeSet) -> None:
            self.changed.emit(change)
            if done is not None:
                done(change)

        self._start(lambda: self._attempt(job, deliver, failed))

    def _post_state(self) -> StoreState:
        self._version_seen = self._open_workspace().store.version_seen()
        room = self.room
        ws = self._door(room)
        state = StoreState(ws.path, ws.read_only, ws.undo_label(), ws.redo_label())
        self._post(lambda: self._set_state(state) if room == self.room else None)
        return state

    def _attempt(
        self,
        job: Callable[[], T],
        done: Callable[[T], None],
        failed: Failed | None,
        newest: tuple[Hashable, int] = (None, 0),
    ) -> None:
        problem: TrackerError
        try:
            result = job()
        except TrackerError as error:
            problem = error
        except Exception as error:  # noqa: BLE001  a fault of ours must not end the worker
            problem = Unexpected(technical_details(error))
            _log.error("unexpected\n%s", problem.technical)
        else:
            self._post(lambda: self._answer(done, result, newest))
            return
        self._post(lambda: self._fail(failed, problem, newest))

    def _post(self, call: Callable[[], None]) -> None:
        self._calls.append(call)
        if shiboken6.isValid(self):
            self._ready.emit()

    # ---- on the window thread

    def _call_next(self) -> None:
        # One call for each signal: when it raises, the others still have theirs.
        if self._calls:
            self._calls.popleft()()

    def _start(self, run: Job) -> None:
        if self._closed:
            return
        self._count(1)
        self._store.put(run)

    def _fail(
        self, failed: Failed | None, problem: TrackerError, newest: tuple[Hashable, int]
    ) -> None:
        self._answer(failed or self.default_failed, problem, newest)

    def _answer(
        self, callback: Callable[[T], None], value: T, newest: tuple[Hashable, int]
    ) -> None:
        self._finished()
        if not self._current(*newest):
            return
        if is_there(callback):
            callback(value)

    def _in(self, room: Room | None, failed: Failed | None) -> Failed:
        """Tell an error where it arose: its words may speak of the room that was left since."""

        def tell(error: TrackerError) -> None:
            if room != self.room:
                self.default_failed(TrackerError("Something begun in another room went wrong."))
            elif failed is None or is_there(failed):
                (failed or self.default_failed)(error)

        return tell

    def _finished(self) -> None:
        self._count(-1)

    def _count(self, step: int) -> None:
        was_busy = self._waiting > 0
        self._waiting += step
        if was_busy != (self._waiting > 0):
            self.busy_changed.emit(self._waiting > 0)

    def _set_state(self, state: StoreState) -> None:
        self.state = state
        self.state_changed.emit(state)

    def _ticket(self, name: Hashable) -> int:
        if name is None:
            return 0
        self._newest[name] = self._newest.get(name, 0) + 1
        return self._newest[name]

    def _current(self, name: Hashable, ticket: int) -> bool:
        return name is None or self._newest.get(name) == ticket

    def _link(self, progress: Callable[[int, int, str], None] | None) -> Progress:
        def tell(done: int, total: int, text: str) -> None:
            if progress is not None:
                self._post(lambda: progress(done, total, text))

        link = Progress(tell)
        self._links = [*self._links[-9:], link]
        return link

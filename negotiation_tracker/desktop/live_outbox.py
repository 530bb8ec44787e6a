"""Lines of live notes on their way to the disk: in order, one at a time, none ever lost.

What is typed, and what waits, is kept beside the store as a draft; a line leaves the draft only
when it is committed. A line that could not be saved goes back into the field with the reason, and
those behind it wait.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from negotiation_tracker.desktop.drafts import Drafts, form_in
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.line_reading import read
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.services import live_notes
from negotiation_tracker.services.live_notes import Entered

FORM = "live-notes"
DRAFT_DELAY_MS = 400
"""A draft is written this long after the first key since the last one: well under a second."""
UNSENT = (-1, -1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line that was entered and is not known to be on disk.

    Attributes:
        serial: its number among the lines of this outbox.
        text: as typed.
        at: moment of Enter, ISO 8601 with the zone.
        after: newest line and newest private note of the session when it was sent, by key;
            (-1, -1) while it was not. A newer one on disk means that this line got there.

    """

    serial: int
    text: str
    at: str
    after: tuple[int, int] = UNSENT

    def moment(self) -> datetime:
        """Give the moment of Enter."""
        return datetime.fromisoformat(self.at)


class Outbox(QObject):
    """The queue of one session.

    Signals:
        changed: what waits changed.
        saved: a line is on disk; the Waiting and what became of it, an Entered.
        stuck: a line could not be saved; the Waiting and why. It waits in `stuck_line`.

    Attributes:
        scene: what the next line may name; None while that is being read.
        typed: gives what stands in the field, for the draft.

    """

    changed = Signal()
    saved = Signal(object, object)
    stuck = Signal(object, str)

    def __init__(self, tasks: Tasks, typed: Callable[[], str], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.typed = typed
        self.scene: Scene | None = None
        self.session_id = 0
        self._uid = ""
        self.stuck_line: Waiting | None = None
        self._waiting: deque[Waiting] = deque()
        self._sending = False
        self._serial = 0
        self._newest = (0, 0)
        self._held = ""
        self._drafts: Drafts | None = None
        self._store: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_DELAY_MS)
        self._timer.timeout.connect(self.keep_draft)

    # ---- a session

    def begin(self, session_id: int, uid: str, store: Path, newest: tuple[int, int]) -> str:
        """Take up a session; gives the line that was being typed when it was last open.

        Args:
            session_id: the session.
            uid: its stable identifier.
            store: file of the store, beside which drafts are kept.
            newest: its newest line and newest private note on disk, by key.

        """
        self.keep_draft()
        if store != self._store:
            if self._drafts is not None:
                self._drafts.close()
            self._drafts, self._store = Drafts(store, form_in(self._tasks.room, FORM)), store
        self.session_id, self._uid = session_id, uid
        self.scene, self.stuck_line = None, None
        self._waiting.clear()
        self._sending = False
        self._held = ""
        self._newest = newest
        draft = self._drafts.load(self._uid) if self._drafts is not None else None
        if draft is None:
            return ""
        self._take_up(draft)
        return str(draft.get("line", ""))

    def close(self) -> None:
        """Write the draft and wait until it is on disk."""
        self.keep_draft()
        if self._drafts is not None:
            self._drafts.close()
        self._drafts, self._store, self.session_id = None, None, 0

    def renamed(self, store: Path) -> None:
        """Go on beside another file."""
        if self._drafts is not None:
            self._drafts.close()
            self._drafts, self._store = Drafts(store, form_in(self._tasks.room, FORM)), store
            self.keep_draft()

    def waiting(self) -> tuple[Waiting, ...]:
        """List what waits, in order."""
        return tuple(self._waiting)

    @property
    def busy(self) -> bool:
        """Say whether a line is on its way."""
        return bool(self._waiting)

    # ---- lines

    def enter(self, text: str) -> None:
        """Put a line at the end of the queue, or the mended one back at its head."""
        now = datetime.now().astimezone()
        mended, self.stuck_line = self.stuck_line, None
        if mended is not None:
            self._waiting.popleft()
            if text:
                self._waiting.appendleft(Waiting(mended.serial, text, mended.at))
        elif text:
            self._serial += 1
            self._waiting.append(Waiting(self._serial, text, now.isoformat()))
        self.changed.emit()
        self.send()
        self.keep_draft()

    def send(self) -> None:
        """Send the first line that waits, unless one is on its way or none can be."""
        scene = self.scene
        if self._sending or self.stuck_line is not None or scene is None or not self._waiting:
            return
        line, session_id = replace(self._waiting[0], after=self._newest), self.session_id
        self._waiting[0] = line
        reading = read(line.text, scene)
        if reading.refusal:
            self._fail(line, reading.refusal)
            return
        self._sending = True
        self.keep_draft()

        def verb(writer: RecordWriter) -> Entered:
            return live_notes.enter(writer, session_id, line.text, scene, line.moment())

        def done(changed: Changed[Entered]) -> None:
            self._done(session_id, line, changed.value)

        def failed(error: TrackerError) -> None:
            self._failed(session_id, line, error)

        self._tasks.change(live_notes.step_label(reading), verb, done, failed)

    def hold(self, text: str) -> None:
        """Keep what was being typed while a stuck line has the field."""
        self._held = text

    def held(self) -> str:
        """Give back what was being typed before a line got stuck."""
        held, self._held = self._held, ""
        return held

    def keep_soon(self) -> None:
        """Write the draft within half a second."""
        if not self._timer.isActive():
            self._timer.start()

    def keep_draft(self) -> None:
        """Write the draft now; one with nothing in it is removed."""
        self._timer.stop()
        if self._drafts is None or not self.session_id:
            return
        stuck = self.stuck_line is not None
        waiting = [asdict(line) for line in self._waiting]
        if stuck:
            waiting = waiting[1:]  # it stands in the field
        state = {"line": self.typed(), "held": self._held, "waiting": waiting}
        if any(state.values()):
            self._drafts.save(self._uid, state)
        else:
            self._drafts.remove(self._uid)

    # ---- inside

    def _take_up(self, draft: dict[str, Any]) -> None:
        """Take lines up that were entered; those that reached the disk are done with."""
        self._held = str(draft.get("held", ""))
        for kept in draft.get("waiting", ()):
            after = tuple(kept["after"])
            sent = after != UNSENT and (self._newest[0] > after[0] or self._newest[1] > after[1])
            line = Waiting(int(kept["serial"]), str(kept["text"]), str(kept["at"]))
            if not sent:
                self._serial = max(self._serial, line.serial)
                self._waiting.append(line)
        if self._waiting:
            self.changed.emit()

    def _done(self, session_id: int, line: Waiting, entered: Entered) -> None:
        if session_id != self.session_id:
            return
        self._sending = False
        lines, notes = self._newest
        self._newest = (max(lines, entered.entry_id or 0), max(notes, entered.note_id or 0))
        if self._waiting and self._waiting[0].serial == line.serial:
            self._waiting.popleft()
        if self.scene is not None:
            self.scene = entered.scene
        self.keep_draft()
        self.saved.emit(line, entered)
        self.changed.emit()
        self.send()

    def _failed(self, session_id: int, line: Waiting, error: TrackerError) -> None:
        if session_id != self.session_id:
            return
        self._sending = False
        self._fail(line, error.sentence())  # beside the line: no dialog opens at the table

    def _fail(self, line: Waiting, reason: str) -> None:
        self.stuck_line = line
        self.stuck.emit(line, reason)
        self.changed.emit()
        self.keep_draft()

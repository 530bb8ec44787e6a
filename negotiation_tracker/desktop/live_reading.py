"""Reads the running session for its page; everything here runs on the database worker."""

from dataclasses import dataclass

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.services import live_notes, live_sheet
from negotiation_tracker.services.live_sheet import Sheet
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is read of a session: its sheet, what a line may name, its stable identifier."""

    sheet: Sheet
    scene: Scene
    uid: str

    def newest(self) -> tuple[int, int]:
        """Give the newest line and the newest private note, by key; 0 for none."""
        lines = (row.record_id for row in self.sheet.rows if row.kind == "table_entry")
        notes = (row.record_id for row in self.sheet.rows if row.kind == "private_note")
        return max(lines, default=0), max(notes, default=0)


class SessionReading:
    """Keeps the sheet read last, on which the next one rests.

    The page asks for several in a row, and each must rest on the one before it, not on the one
    that the page shows already.
    """

    def __init__(self) -> None:
        self._last: Sheet | None = None

    def load(
        self, ws: Workspace, negotiation_id: int, known: int | None, reader: Reader
    ) -> Loaded | None:
        """Read the session that runs, else the one known; None when there is neither."""
        running = live_notes.unfinished(ws, negotiation_id)
        session_id = running.session_id if running is not None else known
        session = ws.find("session", session_id) if session_id is not None else None
        if session is None:
            return None
        self._last = live_sheet.load(ws, session.id, reader)
        return Loaded(self._last, live_notes.scene(ws, session.id, reader), session.uid)

    def after(self, ws: Workspace, change: ChangeSet) -> Sheet | None:
        """Give the sheet as it is after a change; None when none was read yet."""
        if self._last is not None:
            self._last = live_sheet.refresh(ws, self._last, change)
        return self._last

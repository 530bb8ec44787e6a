"""The end of a session: summary, adjournment, lock, minutes, all inside the page."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from negotiation_tracker.desktop.live_amendments import Notes
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.live_adjourn import Summary
from negotiation_tracker.services.live_sheet import Sheet


class Closing(QObject):
    """Takes a session through its last steps; each is a deliberate key, none is a dialog."""

    def __init__(self, page: QObject, notes: Notes) -> None:
        super().__init__(page)
        self._notes = notes
        self._want_minutes = False
        summary = notes.parts.summary
        summary.adjourned.connect(self._adjourn)
        summary.locked.connect(self.lock)
        summary.minutes_asked.connect(self._export)

    def show(self) -> None:
        """Show what the session comes to, to be read back."""
        from negotiation_tracker.services import live_adjourn

        notes, sheet = self._notes, self._notes.sheet
        if sheet is None:
            return
        at = None if sheet.adjourned else datetime.now().astimezone()
        notes.context.tasks.read(
            lambda ws: live_adjourn.summary(ws, sheet.session_id, at),
            self._shown,
            lambda error: notes.context.window_message(error.sentence()),
            newest_of=(id(self), "summary"),
        )

    def ask_minutes(self) -> None:
        """Show the summary and ask for whom the minutes are."""
        self._want_minutes = True
        self.show()

    def lock(self) -> None:
        """Lock the notes."""
        from negotiation_tracker.services import sessions

        sheet = self._notes.sheet
        if sheet is not None and not sheet.locked:
            self._change("Lock session", lambda w: sessions.lock(w, sheet.session_id))

    def follow(self, sheet: Sheet) -> None:
        """Show the next step, once the session has come to it."""
        if self._notes.parts.summary_shown() or sheet.adjourned:
            self.show()

    # ---- inside

    def _shown(self, summary: Summary) -> None:
        notes, sheet = self._notes, self._notes.sheet
        if sheet is None:
            return
        notes.parts.show_summary()
        notes.parts.summary.show_summary(summary, sheet)
        wanted, self._want_minutes = self._want_minutes, False
        if wanted:
            notes.parts.summary.ask_audience()

    def _adjourn(self, close_open: bool) -> None:
        from negotiation_tracker.services import live_adjourn

        sheet = self._notes.sheet
        if sheet is None:
            return
        at = datetime.now().astimezone()

        def verb(writer: RecordWriter) -> object:
            return live_adjourn.adjourn(writer, sheet.session_id, at, close_open=close_open)

        self._change("Adjourn session", verb)

    def _change(self, label: str, verb: Callable[[RecordWriter], object]) -> None:
        notes = self._notes
        notes.context.tasks.change(
            label,
            verb,
            lambda _: notes.read_scene(),
            lambda error: notes.parts.summary.say(error.sentence(), wrong=True),
        )

    def _export(self, audience: Audience) -> None:
        from negotiation_tracker.desktop.live_minutes import write_minutes

        notes, sheet = self._notes, self._notes.sheet
        if sheet is None:
            return
        notes.parts.summary.say(f"Writing the minutes for: {AUDIENCE_LABELS[audience]}…")

        def done(path: Path) -> None:
            notes.parts.summary.say(
                f"Saved {path.name} in {path.parent}, for: {AUDIENCE_LABELS[audience]}."
            )

        def failed(error: TrackerError) -> None:
            notes.parts.summary.say(error.sentence(), wrong=True)

        write_minutes(notes.context.tasks, sheet.session_id, audience, done, failed)

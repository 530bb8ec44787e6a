"""What is changed around the lines of live notes: their words and times, and who is there."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from negotiation_tracker.desktop.live_outbox import Outbox
from negotiation_tracker.desktop.models.live_log import TIME
from negotiation_tracker.desktop.pages.live_notes_parts import LiveParts
from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.commands import AttendanceLine
from negotiation_tracker.services.live_sheet import Sheet


class Notes(Protocol):
    """The page, as far as those see it who change a session for it."""

    context: PageContext
    parts: LiveParts
    outbox: Outbox
    sheet: Sheet | None

    def read_scene(self) -> None:
        """Read anew what a line may name."""

    def put_command(self, text: str) -> None:
        """Put a command in the line."""


class Amendments(QObject):
    """Carries out what log and panels ask for; what cannot be done leaves its words in the line."""

    def __init__(self, page: QObject, notes: Notes) -> None:
        super().__init__(page)
        self._notes = notes
        parts = notes.parts
        parts.log.amended.connect(self._amend)
        parts.log.delete_asked.connect(self._delete)
        parts.log.correction_asked.connect(lambda number: notes.put_command(f"/fix {number} "))
        parts.people.ticked.connect(self._tick)
        parts.people.unticked.connect(self._untick)
        parts.people.named.connect(self._name)
        parts.review.accepted.connect(self._commit_pasted)

    def _amend(self, kind: str, record_id: int, column: int, typed: str, before: str) -> None:
        from negotiation_tracker.services import live_amending

        def verb(writer: RecordWriter) -> None:
            if kind == "private_note":
                live_amending.amend_note(writer, record_id, typed, before)
            elif column == TIME:
                live_amending.set_time(writer, record_id, typed)
            else:
                live_amending.amend(writer, record_id, typed, before)

        number = self._number(kind, record_id)
        command = f"/time {number}" if column == TIME else f"/fix {number}"
        again = f"{command} {typed}" if number else f"/note {typed}"
        label = "Change the time of a line" if column == TIME else "Change a line"
        self._change(label, verb, again)

    def _delete(self, kind: str, record_id: int) -> None:
        from negotiation_tracker.services import live_amending, records

        def verb(writer: RecordWriter) -> None:
            if kind == "private_note":
                records.delete(writer, kind, record_id)
            else:
                live_amending.delete_line(writer, record_id)

        self._change("Delete line", verb)

    def _tick(self, person_id: int | None, participant_id: int | None) -> None:
        self._attend(AttendanceLine(person_id=person_id, participant_id=participant_id))

    def _name(self, name: str) -> None:
        self._attend(AttendanceLine(new_person=name))

    def _attend(self, line: AttendanceLine) -> None:
        from negotiation_tracker.services import sessions

        sheet = self._notes.sheet
        if sheet is not None:
            self._change(
                "Add attendance",
                lambda writer: sessions.add_attendance(writer, sheet.session_id, line),
            )

    def _untick(self, attendance_id: int) -> None:
        from negotiation_tracker.services import records

        self._change(
            "Remove attendance", lambda writer: records.delete(writer, "attendance", attendance_id)
        )

    def _commit_pasted(self, text: str) -> None:
        from negotiation_tracker.services import live_paste

        notes, sheet, scene = self._notes, self._notes.sheet, self._notes.outbox.scene
        if sheet is None or scene is None:
            return

        def verb(writer: RecordWriter) -> None:
            live_paste.commit(writer, sheet.session_id, text, scene)

        def done(_: object) -> None:
            notes.parts.review.left.emit()
            notes.read_scene()

        notes.context.tasks.change(
            "Add pasted lines", verb, done, lambda e: notes.parts.review.say(e.sentence())
        )

    def _change(self, label: str, verb: Callable[[RecordWriter], object], again: str = "") -> None:
        notes = self._notes

        def failed(error: TrackerError) -> None:
            if again:
                notes.put_command(again)
            notes.parts.line.say_stuck(error.sentence())

        notes.context.tasks.change(label, verb, lambda _: notes.read_scene(), failed)

    def _number(self, kind: str, record_id: int) -> int:
        rows = self._notes.sheet.rows if self._notes.sheet is not None else ()
        return next((r.number for r in rows if (r.kind, r.record_id) == (kind, record_id)), 0)

"""Live notes: one line to type in, everything else follows from it; no dialog ever opens here."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent

from negotiation_tracker.desktop.live_amendments import Amendments
from negotiation_tracker.desktop.live_closing import Closing
from negotiation_tracker.desktop.live_keyboard import LineKeyboard
from negotiation_tracker.desktop.live_outbox import Outbox, Waiting
from negotiation_tracker.desktop.live_reading import Loaded, SessionReading
from negotiation_tracker.desktop.models.live_log import (
    LiveRow,
    State,
    log_rows,
    row_on_its_way,
)
from negotiation_tracker.desktop.pages.live_notes_parts import LiveParts
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.settings import LARGEST_STEP, SMALLEST_STEP
from negotiation_tracker.model.changes import Changed, ChangeKind, ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import (
    AUDIENCE_LABELS,
    RECORDING_AUDIENCES,
    Audience,
    Reader,
)
from negotiation_tracker.rules.line_reading import read
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.services import live_notes
from negotiation_tracker.services.live_notes import Entered
from negotiation_tracker.services.live_sheet import Sheet

OWN_AUDIENCES = RECORDING_AUDIENCES | {Audience.OWN_TEAM}
TICK = 1000
LOG_LETTERS = 62
"""The panels give way where the log would have fewer letters than this beside them."""
RESTORED = "This line was being typed when the program ended. Enter saves it."
STUCK = "Mend it and press Enter, or empty it and press Enter to drop it."
_NONE = "No session is running"
_HOW = (
    "Start session begins one now, at this minute: type what happens, Enter saves each line to "
    "disk. Offers, caucuses, agreements and promises are commands in the same line."
)


class LiveNotesPage(Page):
    """The running session of the talks shown; the entry line has the keyboard.

    Signals:
        look_changed: size of the log in steps, and whether the panels are shown.

    Attributes:
        sheet: the session as last read; None when none is shown.
        outbox: lines on their way to the disk.

    """

    key = "live_notes"
    title = "Live notes"
    look_changed = Signal(int, bool)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.sheet: Sheet | None = None
        self._reading = SessionReading()
        self._store: Path | None = None
        self._start_wanted = False
        self._loading = False
        self._step = 0
        self._panels = True
        self._asked = False
        self._rows: tuple[LiveRow, ...] = ()
        self._acknowledged: list[tuple[Waiting, State]] = []
        self.parts = LiveParts(self, context.theme)
        self.outbox = Outbox(context.tasks, self.parts.line.text, self)
        self.keyboard = LineKeyboard(self, self.parts)
        self.amendments = Amendments(self, self)
        self.closing = Closing(self, self)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK)
        self._tick.timeout.connect(self._show_running)
        self._connect()
        self.setFocusProxy(self.parts.line)

    # ---- page

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        if negotiation_id != self.negotiation_id:
            self._leave_session()
        super().show_negotiation(negotiation_id, reader)

    def store_opened(self) -> None:
        super().store_opened()
        state = self.context.tasks.state
        if state is None or state.path != self._store:
            self._leave_session()

    def store_renamed(self, path: Path) -> None:
        self._store = path
        self.outbox.renamed(path)

    def on_change(self, change: ChangeSet) -> None:
        if not self.isVisible() or self.sheet is None or change.kind is not ChangeKind.DO:
            self.mark_stale()
            return
        self.context.tasks.read(
            lambda ws: self._reading.after(ws, change), self._show_sheet, self._not_shown
        )

    def refresh(self) -> None:
        negotiation_id, reader = self.negotiation_id, self.reader
        if negotiation_id is None:
            self.parts.say("There is no negotiation yet", "Start one with File, New negotiation.")
            return
        if reader.audience not in OWN_AUDIENCES:
            self.parts.say(
                "The notes are hidden while others may look",
                f"The window is shown as: {AUDIENCE_LABELS[reader.audience]}. What you typed is "
                "kept. F8 or View, Show as, Me brings the notes back.",
            )
            return
        known = self.sheet.session_id if self.sheet is not None else None
        self._loading = True
        self.outbox.scene = None  # nothing is sent until what it may name is read anew
        self.context.tasks.read(
            lambda ws: self._reading.load(ws, negotiation_id, known, reader),
            self._show_loaded,
            self._not_loaded,
            newest_of=(id(self), "load"),
        )

    def may_leave(self) -> bool:
        self.outbox.keep_draft()
        return True

    # ---- what the menu asks for

    def start(self) -> None:
        """Go on with the running session; begin one where none runs."""
        self._start_wanted = True
        self._start_if_none()

    def commands(self) -> dict[str, Callable[[], None]]:
        """Give what the actions of this page do, by name."""
        return {
            "caucus": self.put_caucus,
            "pass": lambda: self.put_command("/offer "),
            "edit": self._edit_line,
            "people": self._go_to_people,
            "next": self._go_to_next,
            "panels": self._turn_panels,
            "larger": lambda: self.set_look(self._step + 1, panels=self._panels, tell=True),
            "smaller": lambda: self.set_look(self._step - 1, panels=self._panels, tell=True),
            "normal": lambda: self.set_look(0, panels=self._panels, tell=True),
            "adjourn": self._go_on,
            "lock": self.closing.lock,
            "minutes": self.closing.ask_minutes,
        }

    def set_look(self, step: int, *, panels: bool, tell: bool = False) -> None:
        """Show the log so many steps larger, and the panels or not."""
        self._step = max(SMALLEST_STEP, min(LARGEST_STEP, step))
        self._panels = panels
        self.parts.log.resize_text(self._step)
        self.parts.line.resize_text(self.context.theme.size + self._step)
        self._fit_panels()
        if tell:
            self.look_changed.emit(self._step, self._panels)
            self.keyboard.take()

    def put_caucus(self) -> None:
        """Put the command for a caucus in the line, or the one that ends what goes on."""
        scene = self.outbox.scene
        open_ = scene is not None and bool(scene.intervals)
        self.put_command("/back" if open_ else "/caucus ")

    def put_command(self, text: str) -> None:
        """Put a command in the line; what stood there comes back once it is saved."""
        typed = self.parts.line.text()
        if self.sheet is None:
            return
        if typed.strip() and self.outbox.stuck_line is None:
            self.outbox.hold(typed)
        self.parts.line.set_text(text)
        self.parts.show_notes()
        self.keyboard.take()

    def _go_on(self) -> None:
        """Save what is under review; else show the summary."""
        if self.parts.review.isVisible():
            self.parts.review.accept()
        else:
            self.closing.show()

    # ---- reading

    def read_scene(self) -> None:
        """Read anew what a line may name."""
        sheet = self.sheet
        if sheet is None:
            return
        self.outbox.scene = None
        self.context.tasks.read(
            lambda ws: live_notes.scene(ws, sheet.session_id, self.reader),
            self._take_scene,
            self._not_shown,
            newest_of=(id(self), "scene"),
        )

    def _show_loaded(self, found: Loaded | None) -> None:
        self._loading = False
        state = self.context.tasks.state
        if found is None or state is None:
            # What is typed while a session is being started belongs to it.
            self._leave_session(keep_line=self._start_wanted)
            if not self._start_if_none():
                self._say_none()
            return
        sheet, scene = found.sheet, found.scene
        if sheet.negotiation_id != self.negotiation_id:
            return
        line = ""
        begun = sheet.session_id != self.outbox.session_id
        if begun:
            line = self.outbox.begin(sheet.session_id, found.uid, state.path, found.newest())
            self._store = state.path
            self.parts.line.set_text(line + self.parts.line.text())
        self.parts.show_notes(keep=not begun)
        self._show_sheet(sheet)
        self._take_scene(scene)
        if begun and line:
            self.context.window_message(RESTORED)
        self._start_if_none()
        self.keyboard.take(gently=not begun)

    def _not_loaded(self, error: TrackerError) -> None:
        self._loading = False
        self.parts.say(error.title, f"{error.detail} {error.hint}".strip())

    def _not_shown(self, error: TrackerError) -> None:
        """Say that the page is behind; what was entered is kept and is sent once it is not."""
        self.context.window_message(f"The page could not be brought up to date. {error.title}")

    def _take_scene(self, scene: Scene) -> None:
        self.outbox.scene = scene
        self._show_people()
        self.parts.line.set_scene(scene, lenient=self.outbox.busy)
        self.outbox.send()

    def _show_sheet(self, sheet: Sheet | None) -> None:
        if sheet is None:
            return
        was = self.sheet
        self.sheet = sheet
        self._acknowledged = []
        self.parts.line.set_zone(sheet.zone)
        self._show_running()
        editable = self._editable()
        self.parts.head.show_sheet(sheet, editable=editable)
        self.parts.table.show_issues(sheet.table)
        self.parts.next.show_sheet(sheet, editable=editable and not sheet.locked)
        self._show_people()
        if sheet.open and sheet.running:
            self._tick.start()
        else:
            self._tick.stop()
        if was is not None and (was.running, was.locked) != (sheet.running, sheet.locked):
            self.read_scene()
            self.closing.follow(sheet)

    def _show_people(self) -> None:
        scene = self.outbox.scene
        if self.sheet is not None and scene is not None:
            self.parts.people.show_people(scene, self.sheet, editable=self._may_amend())

    def _show_running(self) -> None:
        if self.sheet is not None:
            self._rows = log_rows(self.sheet, datetime.now(UTC))
            self._show_rows()

    def _show_rows(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        zone = ZoneInfo(sheet.zone)

        def row(line: Waiting, state: State) -> LiveRow:
            return row_on_its_way(line.serial, line.text, line.moment().astimezone(zone), state)

        done = [row(line, state) for line, state in self._acknowledged]
        stuck = self.outbox.stuck_line is not None
        waiting = [
            row(line, State.STUCK if stuck and place == 0 else State.WAITING)
            for place, line in enumerate(self.outbox.waiting())
        ]
        self.parts.show_rows((*self._rows, *done, *waiting), editable=self._may_amend())

    # ---- lines

    def _entered(self, text: str) -> None:
        if self.sheet is None or (not text and self.outbox.stuck_line is None):
            return
        self.outbox.enter(text)
        if self.outbox.stuck_line is None:
            self.parts.line.clear()
            self._give_back_held()
            self.outbox.keep_draft()
        self.parts.log.drop_selection()

    def _saved(self, line: Waiting, entered: Entered) -> None:
        self._acknowledged.append((line, State.SAVED))
        self._show_rows()
        if self.outbox.scene is not None:
            self.parts.line.set_scene(self.outbox.scene, lenient=self.outbox.busy)
        self.parts.line.say_saved(f"✓ Saved {datetime.now().astimezone():%H:%M:%S}. {entered.said}")

    def _stuck(self, line: Waiting, reason: str) -> None:
        typed = self.parts.line.text()
        if typed.strip() and typed != line.text:
            self.outbox.hold(typed)
        self.parts.line.set_text(line.text)
        self.parts.line.say_stuck(f"Not saved. {reason} {STUCK}")
        self.keyboard.take()

    def _give_back_held(self) -> None:
        held = self.outbox.held()
        if held:
            self.parts.line.set_text(held)

    def _next_chosen(self, typed: str) -> None:
        scene = self.outbox.scene
        if scene is None:
            return
        text = f"/next {typed}"
        refusal = read(text, scene).refusal
        if refusal:
            self.parts.next.refuse(refusal)
            return
        self.outbox.enter(text)
        self.keyboard.take()

    def _pasted(self, text: str) -> None:
        scene = self.outbox.scene
        if scene is not None and not self.outbox.busy:
            self.parts.show_review(text, scene)

    # ---- session

    def _start_if_none(self) -> bool:
        """Start a session where one is wanted and none runs; say whether one is being started."""
        negotiation_id, state = self.negotiation_id, self.context.tasks.state
        if not self._start_wanted or negotiation_id is None or state is None or self._stale:
            return False
        if self.sheet is not None and self.sheet.running:
            self._start_wanted = False
            return False
        if self._loading:
            return False  # one may be found; comes back here
        self._start_wanted = False
        if state.read_only or self.reader.audience not in OWN_AUDIENCES:
            return False
        if self.sheet is not None:
            self._leave_session()
        self.context.tasks.change(
            live_notes.START,
            lambda writer: live_notes.start(writer, negotiation_id),
            self._started,
            self._not_loaded,
        )
        return True

    def _started(self, _changed: Changed[int]) -> None:
        self.mark_stale()

    def _leave_session(self, *, keep_line: bool = False) -> None:
        self.outbox.close()
        self.outbox.scene = None
        self.sheet = None
        self._acknowledged = []
        self._tick.stop()
        if not keep_line:
            self.parts.line.clear()
        self.parts.head.show_sheet(None)

    def _say_none(self) -> None:
        state = self.context.tasks.state
        may = state is not None and not state.read_only
        detail = _HOW if may else "This store can only be read, so no notes can be taken in it."
        self.parts.say(_NONE, detail, action="Start session" if may else "")

    def _editable(self) -> bool:
        state = self.context.tasks.state
        return self.sheet is not None and state is not None and not state.read_only

    def _may_amend(self) -> bool:
        return self._editable() and self.sheet is not None and not self.sheet.locked

    # ---- keyboard

    def _edit_line(self) -> None:
        if not self.parts.log.edit_line():
            self.keyboard.take()

    def _go_to_people(self) -> None:
        self._show_panels()
        self.parts.people.begin()

    def _go_to_next(self) -> None:
        self._show_panels()
        self.parts.next.begin()

    def _turn_panels(self) -> None:
        self._asked = not self.parts.side.isVisible()
        self.set_look(self._step, panels=self._asked, tell=True)

    def _show_panels(self) -> None:
        self._asked = True
        self.parts.side.show()

    def _fit_panels(self) -> None:
        """Show the panels where they leave the log room, or where somebody asks for them."""
        side = self.parts.side
        room = self.width() - side.width() >= LOG_LETTERS * self.parts.log.letter()
        side.setVisible((self._panels and room) or self._asked)

    def showEvent(self, event: object) -> None:
        self.keyboard.watch(True)
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.keyboard.watch(False)
        self.outbox.keep_draft()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_panels()

    # ---- building

    def _connect(self) -> None:
        parts, outbox = self.parts, self.outbox
        outbox.saved.connect(self._saved)
        outbox.stuck.connect(self._stuck)
        outbox.changed.connect(self._show_rows)
        parts.start.clicked.connect(self.start)
        parts.line.entered.connect(self._entered)
        parts.line.typed.connect(outbox.keep_soon)
        edit = parts.line.edit
        edit.pasted.connect(self._pasted)
        edit.edit_asked.connect(self._edit_line)
        edit.left.connect(parts.log.drop_selection)
        edit.undo_asked.connect(lambda: self.page_requested.emit("undo"))
        edit.redo_asked.connect(lambda: self.page_requested.emit("redo"))
        edit.scroll_asked.connect(parts.log.scroll_pages)
        edit.point_asked.connect(parts.log.point_by)
        parts.head.caucus.clicked.connect(self.put_caucus)
        parts.head.passing.clicked.connect(lambda: self.put_command("/offer "))
        parts.head.adjourn.clicked.connect(self.closing.show)
        parts.log.edit_ended.connect(self.keyboard.take)
        parts.next.chosen.connect(self._next_chosen)
        parts.next.done.connect(self.keyboard.take)
        parts.people.done.connect(self.keyboard.take)
        parts.review.left.connect(self._back_to_notes)
        parts.summary.left.connect(self._back_to_notes)

    def _back_to_notes(self) -> None:
        self.parts.show_notes()
        self.keyboard.take()

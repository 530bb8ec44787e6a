"""Adjourning, inside the page: what to read back, then the lock, then the minutes."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.words import clear, words
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience
from negotiation_tracker.services.live_adjourn import Summary
from negotiation_tracker.services.live_sheet import Sheet

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
AUDIENCES = tuple(a for a in Audience if a is not Audience.ROOM)
"""For whom minutes may be; their places are the keys."""
_NOT_KNOWN = "not known"
_NONE = "none"


class SummaryView(QWidget):
    """Shows the session as a whole; Enter does the next step, Escape goes back to the notes.

    Signals:
        adjourned: end the session; whether what is still open ends with it.
        locked: lock the notes.
        minutes_asked: export the minutes, for an audience.
        left: back to the notes.

    """

    adjourned = Signal(bool)
    locked = Signal()
    minutes_asked = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._running = True
        self._locked = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Summary of the session")
        self.heading = words("", "title")
        self.advice = words("", "secondary", wrap=True)
        self.unpaired = words("", "note", wrap=True)
        self.unpaired.setProperty("tone", "disputed")
        self.close_open = QCheckBox("End what is still open &with it")
        self.step = QPushButton()
        self.step.setProperty("look", "primary")
        self.minutes = QPushButton("Export minutes   Ctrl+M")
        self.minutes.setAccessibleName("Export minutes; then a number for the audience")
        self.back = QPushButton("Back to the notes   Esc")
        self.note = Note()
        self._grid = QGridLayout()
        self._audiences = Flow(spacing=6)
        self._lay_out()
        self.step.clicked.connect(self._go_on)
        self.minutes.clicked.connect(self.ask_audience)
        self.back.clicked.connect(self.left)

    def show_summary(self, summary: Summary, sheet: Sheet) -> None:
        """Show what the session comes to, and the next step."""
        self._running = not sheet.adjourned
        self._locked = sheet.locked
        self._audiences.hide()
        self.note.say("")
        open_ = bool(summary.unpaired)
        self.unpaired.setText(" ".join(summary.unpaired))
        self.unpaired.setVisible(open_)
        self.close_open.setVisible(open_ and self._running)
        self._say_step()
        clear(self._grid)
        for row, (name, value) in enumerate(_facts(summary)):
            label = words(name, "label")
            self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words(value, wrap=True), row, 1)
        self._grid.setColumnStretch(1, 1)
        self.setFocus()

    def ask_audience(self) -> None:
        """Offer the audiences; the next key is the number of one."""
        self._audiences.show()
        self.note.say("For whom? Press a number. Joint notes only; private notes stay here.")
        self.setFocus()

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Say what became of the minutes."""
        self._audiences.hide()
        self.note.say(text, wrong=wrong)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = event.key() - Qt.Key.Key_1
        if self._audiences.isVisible() and 0 <= number < len(AUDIENCES):
            self.minutes_asked.emit(AUDIENCES[number])
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in _ENTER and self.step.isVisible():
            self._go_on()
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _say_step(self) -> None:
        self.step.setVisible(not self._locked)
        if self._running:
            self.heading.setText("Adjourn")
            self.advice.setText("Read this back to both sides. Enter ends the session.")
            self.step.setText("Adjourn   ↵")
        elif not self._locked:
            self.heading.setText("Adjourned")
            self.advice.setText(
                "Lock the notes when they are agreed: from then on the log only grows, by "
                "corrections. Enter locks them."
            )
            self.step.setText("Lock the notes   ↵")
        else:
            self.heading.setText("Locked")
            self.advice.setText(f"{self._locked} Corrections stay possible, as lines of their own.")

    def _go_on(self) -> None:
        if self._running:
            self.adjourned.emit(self.close_open.isVisible() and self.close_open.isChecked())
        elif not self._locked:
            self.locked.emit()

    def _lay_out(self) -> None:
        for place, audience in enumerate(AUDIENCES, start=1):
            button = QPushButton(f"{place}  {AUDIENCE_LABELS[audience]}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, a=audience: self.minutes_asked.emit(a))
            self._audiences.add(button)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(8)
        buttons = QHBoxLayout()
        for button in (self.step, self.minutes, self.back):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        inside = QWidget()
        inside.setProperty("look", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 14, 18, 14)
        column.setSpacing(10)
        for widget in (self.heading, self.advice, self.unpaired, self.close_open):
            column.addWidget(widget)
        column.addLayout(self._grid)
        column.addSpacing(4)
        column.addLayout(buttons)
        column.addWidget(self._audiences)
        column.addWidget(self.note)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)


def _facts(summary: Summary) -> list[tuple[str, str]]:
    """Give the summary as name and value; what is not known says so."""
    ended = summary.ended or _NOT_KNOWN
    caucus = [f"{c.who or 'nobody in particular'} {minutes(c.minutes)}" for c in summary.caucus]
    passed = [
        " · ".join(filter(None, (f"{p.code} {p.who}", p.words, p.became))) for p in summary.passed
    ]
    owed = [
        " · ".join(filter(None, (f"{o.who}: {o.title}" if o.who else o.title, o.due)))
        for o in summary.owed
    ]
    notes = "1 private note" if summary.private_notes == 1 else f"{summary.private_notes} private"
    aside = [
        f"{name} {minutes(count)}"
        for name, count in (
            ("breaks", summary.break_minutes),
            ("sidebars", summary.sidebar_minutes),
            ("off the record", summary.off_record_minutes),
        )
        if count
    ]
    return [
        ("From, to", f"{summary.began or _NOT_KNOWN} – {ended}"),
        ("Hours", _hours(summary)),
        ("Caucus", "\n".join(caucus) or _NONE),
        *([("Also", ", ".join(aside))] if aside else []),
        ("Proposals passed", "\n".join(passed) or _NONE),
        ("Agreed tentatively", "\n".join(summary.agreements) or _NONE),
        ("Promised, asked for", "\n".join(owed) or _NONE),
        ("Next meeting", summary.next_meeting or "none agreed"),
        ("Lines", f"{summary.lines} in the log, {notes} apart from it"),
    ]


def _hours(summary: Summary) -> str:
    if summary.minutes is None:
        return _NOT_KNOWN
    whole = minutes(summary.minutes)
    if summary.table_minutes is None or summary.table_minutes == summary.minutes:
        return whole
    return f"{whole}, of these {minutes(summary.table_minutes)} at the table"


def minutes(count: int) -> str:
    """Say minutes in hours and minutes."""
    return f"{count // 60} h {count % 60:02} min" if count >= 60 else f"{count} min"

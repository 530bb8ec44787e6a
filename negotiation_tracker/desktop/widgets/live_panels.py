"""Beside the live notes: what is on the table, and when the next meeting is."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.words import Card, Elided, chip, clear, rule, words
from negotiation_tracker.services.live_sheet import OnTable, Sheet, SideSays

_MOST = 30
_LETTERS = {"U": "union", "E": "employer"}


class OnTheTableNow(Card):
    """Open issues: where each side stands, and who owes an answer; those of today first."""

    def __init__(self) -> None:
        super().__init__("On the table")
        self._shown: tuple[OnTable, ...] | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.content.addLayout(self._rows)

    def show_issues(self, issues: tuple[OnTable, ...]) -> None:
        """Show these; nothing is rebuilt when they are those shown."""
        if issues == self._shown:
            return
        self._shown = issues
        clear(self._rows)
        if not issues:
            text = "No open issue. /offer on a new one: /offer #+Title 3%"
            self._rows.addWidget(words(text, "secondary", wrap=True))
        for number, issue in enumerate(issues[:_MOST]):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(_issue(issue))
        if len(issues) > _MOST:
            self._rows.addWidget(words(f"and {len(issues) - _MOST} more", "secondary"))


def _issue(issue: OnTable) -> QWidget:
    made = QWidget()
    made.setProperty("look", "inside")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(6)
    head.addWidget(Elided(issue.title, "strong"), 1)
    head.addWidget(chip(issue.status, "plain"))
    column.addLayout(head)
    for says in issue.says:
        column.addLayout(_says(says))
    if issue.owes:
        who = " and ".join(f"({letter})" for letter in issue.owes)
        codes = ", ".join(issue.answer_to)
        text = f"{who} to answer {codes}".strip()
        if issue.on_hold:
            text += ", on hold"
        column.addWidget(Elided(text, "label"))
    return made


def _says(says: SideSays) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(6)
    line.addWidget(chip(says.side, _LETTERS.get(says.side, "neutral")))
    parts = (says.text or says.when, says.code, says.when if says.text else "")
    line.addWidget(Elided(" · ".join(part for part in parts if part), "secondary"), 1)
    return line


class NextMeetingCard(Card):
    """The next meeting as agreed; typed in place, Enter saves it as a line of the log.

    Signals:
        chosen: what was typed, such as "3/27 10:00 City Hall".
        done: the keyboard is free again.

    """

    chosen = Signal(str)
    done = Signal()

    def __init__(self) -> None:
        super().__init__("Next")
        self._agreed = ""
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Next meeting: date, time, place; Enter saves it")
        self.edit.setPlaceholderText("3/27 10:00 City Hall   F5")
        self.note = Note()
        self.edit.returnPressed.connect(self._commit)
        self.edit.installEventFilter(self)
        self.content.addWidget(self.edit)
        self.content.addWidget(self.note)

    def show_sheet(self, sheet: Sheet, *, editable: bool) -> None:
        """Show what is agreed, unless something is being typed."""
        typing = self.edit.hasFocus() and self.edit.text() != self._agreed
        self._agreed = sheet.next_meeting
        self.edit.setReadOnly(not editable)
        if not typing:
            self.edit.setText(self._agreed)
            self.edit.setCursorPosition(0)
            self.edit.setToolTip(self._agreed)

    def refuse(self, reason: str) -> None:
        """Say why what was typed cannot be saved."""
        self.note.say(reason, wrong=bool(reason))

    def begin(self) -> None:
        """Take the keyboard."""
        self.edit.setFocus()
        self.edit.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.edit.setText(self._agreed)
            self.refuse("")
            self.done.emit()
            return True
        return False

    def _commit(self) -> None:
        typed = self.edit.text().strip()
        if typed and typed != self._agreed:
            self.refuse("")
            self.chosen.emit(typed)
        else:
            self.done.emit()

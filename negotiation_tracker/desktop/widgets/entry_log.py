"""The log of a session while it is written: what was said, by whom, when; Enter adds a line."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QGridLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.chip_delegate import (
    CHIP_ROLE,
    TONE_ROLE,
    ChipDelegate,
    tone_of,
)
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, capital, options
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.time_edit import ClockEdit, clock_reading
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.model.vocabulary import EntryKind, label

KINDS = (
    EntryKind.STATEMENT,
    EntryKind.QUESTION,
    EntryKind.ANSWER,
    EntryKind.EXPLAINED,
    EntryKind.CAUCUS_START,
    EntryKind.CAUCUS_END,
    EntryKind.BREAK_START,
    EntryKind.BREAK_END,
    EntryKind.SIDEBAR,
    EntryKind.EXHIBIT,
    EntryKind.INFO_REQUEST,
    EntryKind.INFO_RESPONSE,
    EntryKind.SUPPOSAL,
    EntryKind.HOLD,
    EntryKind.REJECT,
    EntryKind.AGREE_IN_CONCEPT,
    EntryKind.COMMITMENT,
    EntryKind.GROUND_RULE,
    EntryKind.CONVENE,
    EntryKind.ADJOURN,
)
_QUOTES = {'"': '"', "“": "”", "«": "»"}
_SHOWN_ROWS = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line as typed: time and words are raw, party and person are keys."""

    text: str
    time: str = ""
    kind: str = EntryKind.STATEMENT.value
    party_id: int | None = None
    person_id: int | None = None
    verbatim: bool = False


class EntryLog(QWidget):
    """Table of lines and the line to type in.

    Enter on a line of the table takes it back for mending, Delete removes it.

    Signals:
        changed: the lines, or what is being typed, changed.

    """

    changed = Signal()

    def __init__(self, theme: Theme, zone: Callable[[], str]) -> None:
        super().__init__()
        self._zone = zone
        self._choices: SessionChoices | None = None
        self._lines: list[Line] = []
        self._mending: int | None = None
        self.table = self._make_table(theme)
        self.time = ClockEdit(zone)
        self.time.setPlaceholderText("time")
        self.time.setAccessibleName("Time of the line")
        self.who = TypeAhead()
        self.who.setPlaceholderText("who")
        self.who.setAccessibleName("Who the line is about")
        self.kind = ChoiceCombo(options(KINDS))
        self.kind.setAccessibleName("Kind of line")
        self.text = QLineEdit()
        self.text.setPlaceholderText("What was said; Enter adds it")
        self.text.setAccessibleName("What was said or done")
        self.add = QPushButton("Add ↵")
        self.add.setAccessibleName("Add the line")
        self.note = Note()
        self._lay_out()
        self.table.installEventFilter(self)
        self.add.clicked.connect(self.add_line)
        for edit in (self.time, self.who, self.text):
            edit.returnPressed.connect(self.add_line)
            edit.textEdited.connect(self._typed)

    # -- what it holds --

    def set_choices(self, choices: SessionChoices) -> None:
        """Offer the people and sides of a negotiation."""
        self._choices = choices
        parties = [
            Choice(("party", p.id), p.name, p.lettered().removeprefix(p.name).strip())
            for p in choices.parties
        ]
        people = [Choice(("person", s.id), s.name, s.detail) for s in choices.people]
        self.who.set_choices([*parties, *people])
        self._show()

    def lines(self) -> tuple[Line, ...]:
        """List the lines, with the one still being typed as the last."""
        typed = self._typed_line()
        if typed is None:
            return tuple(self._lines)
        if self._mending is not None:
            return (*self._lines[: self._mending], typed, *self._lines[self._mending + 1 :])
        return (*self._lines, typed)

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {"lines": [asdict(line) for line in self.lines()]}

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self._lines = [Line(**line) for line in state.get("lines", ())]
        self._clear_line()
        self._show()

    def clear(self) -> None:
        """Empty the log."""
        self._lines = []
        self._clear_line()
        self._show()

    def show_problem(self, words: str, line: int | None = None) -> None:
        """Say under the line what is wrong; a numbered line is taken back for mending."""
        if line is not None and 0 <= line < len(self._lines):
            self._mend(line)
        self.note.say(words, wrong=True)

    def who_problem(self) -> str:
        """Say what is wrong with who is typed, or nothing; only known people can be named."""
        found = self.who.value()
        if found is None or found.choice is not None:
            return ""
        return f"Nobody here is called “{found.words}”. Add them under “At the table”, or leave it."

    # -- typing --

    def add_line(self) -> None:
        """Add what was typed as a line, and make ready for the next."""
        self.who.settle()
        if self.time.problem():
            self.note.say(self.time.problem(), wrong=True)
            self.time.setFocus()
            return
        if self.who_problem():
            self.note.say(self.who_problem(), wrong=True)
            self.who.setFocus()
            return
        line = self._typed_line()
        if line is None:
            self.text.setFocus()
            return
        if self._mending is not None:
            self._lines[self._mending] = line
        else:
            self._lines.append(line)
        self._clear_line()
        self._show()
        self.table.scrollToBottom()
        self.text.setFocus()
        self.changed.emit()

    def _typed(self) -> None:
        self.note.say("")
        self.changed.emit()

    def _typed_line(self) -> Line | None:
        text = " ".join(self.text.text().split())
        kind = self.kind.value() or EntryKind.STATEMENT.value
        if not text and kind == EntryKind.STATEMENT.value:
            return None
        verbatim = len(text) > 2 and _QUOTES.get(text[0]) == text[-1]
        party_id, person_id = self._who()
        return Line(
            text=text[1:-1].strip() if verbatim else text,
            time=clock_reading(self.time.text(), self._zone()).removeprefix("→ ")
            or self.time.text().strip(),
            kind=kind,
            party_id=party_id,
            person_id=person_id,
            verbatim=verbatim,
        )

    def _who(self) -> tuple[int | None, int | None]:
        found = self.who.value()
        if found is None or found.choice is None or not isinstance(found.choice.key, tuple):
            return None, None
        what, key = found.choice.key
        if what == "party":
            return key, None
        people = self._choices.people if self._choices is not None else ()
        person = next((s for s in people if s.id == key), None)
        return (person.party_id if person is not None else None), key

    def _clear_line(self) -> None:
        self._mending = None
        self.time.clear()
        self.text.clear()
        self.who.set_key(None)
        self.kind.set_value(EntryKind.STATEMENT.value)
        self.add.setText("Add ↵")
        self.note.say("")

    def _mend(self, row: int) -> None:
        line = self._lines[row]
        self._mending = row
        self.time.setText(line.time)
        self.text.setText(f"“{line.text}”" if line.verbatim else line.text)
        self.who.set_key(("person", line.person_id) if line.person_id else ("party", line.party_id))
        self.kind.set_value(line.kind)
        self.add.setText("Change ↵")
        self.text.setFocus()

    # -- the table --

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.table and isinstance(event, QKeyEvent):
            row = self.table.currentRow()
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.type() == QEvent.Type.KeyPress and row >= 0 and not control:
                if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                    self._mend(row)
                    return True
                if event.key() == Qt.Key.Key_Delete:
                    self._remove(row)
                    return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _remove(self, row: int) -> None:
        del self._lines[row]
        if self._mending is not None:
            self._clear_line()
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.table.setRowCount(len(self._lines))
        for row, line in enumerate(self._lines):
            time = QTableWidgetItem(line.time)
            words, side = self._who_words(line)
            who = QTableWidgetItem()
            who.setData(CHIP_ROLE, words)
            who.setData(TONE_ROLE, tone_of(side))
            who.setData(Qt.ItemDataRole.AccessibleTextRole, words or "nobody named")
            text = f"“{line.text}”" if line.verbatim else line.text
            if line.kind != EntryKind.STATEMENT.value:
                text = f"{capital(label(line.kind))}{': ' if text else ''}{text}"
            for column, item in enumerate((time, who, QTableWidgetItem(text))):
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
        self.table.setVisible(bool(self._lines))
        self._fit()

    def _who_words(self, line: Line) -> tuple[str, str]:
        if self._choices is None:
            return "", ""
        party = self._choices.party(line.party_id)
        side = party.side if party is not None else ""
        person = next((s for s in self._choices.people if s.id == line.person_id), None)
        if person is not None:
            return person.name, side
        return (party.lettered() if party is not None else ""), side

    def _fit(self) -> None:
        self.table.resizeRowsToContents()
        rows = min(_SHOWN_ROWS, len(self._lines))
        height = sum(self.table.rowHeight(row) for row in range(rows))
        header = self.table.horizontalHeader().sizeHint().height()
        self.table.setFixedHeight(height + header + 2 * self.table.frameWidth() + 2)

    def _make_table(self, theme: Theme) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setHorizontalHeaderLabels(["Time", "Who", "Entry"])
        table.setAccessibleName("Lines of the log")
        table.setProperty("look", "inside")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(True)
        table.verticalHeader().hide()
        table.setStyleSheet("QTableWidget::item { padding: 0 5px; }")
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(0, 64)
        table.setColumnWidth(1, 150)
        table.setItemDelegateForColumn(1, ChipDelegate(theme, table))
        table.setToolTip("Enter takes a line back for mending, Delete removes it")
        table.cellDoubleClicked.connect(lambda row, _column: self._mend(row))
        table.hide()
        return table

    def _lay_out(self) -> None:
        line = QGridLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setHorizontalSpacing(6)
        self.time.setFixedWidth(70)
        self.who.setMinimumWidth(80)
        self.who.setMaximumWidth(150)
        self.kind.setFixedWidth(116)
        self.text.setMinimumWidth(120)
        for column, widget in enumerate((self.time, self.who, self.kind, self.text, self.add)):
            line.addWidget(widget, 0, column)
        line.setColumnStretch(3, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.table)
        layout.addLayout(line)
        layout.addWidget(self.note)

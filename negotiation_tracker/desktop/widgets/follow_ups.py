"""What is owed after a session: a line to type in and the list of what was typed."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget

from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, options
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.model.vocabulary import FollowUpKind, label


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing owed; the date is as typed."""

    title: str
    kind: str = FollowUpKind.TASK.value
    party_id: int | None = None
    due: str = ""


class FollowUps(QWidget):
    """Enter adds what is typed; Delete on a row removes it, Enter takes it back.

    Signals:
        changed: the list, or what is being typed, changed.

    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._choices: SessionChoices | None = None
        self._owed: list[Owed] = []
        self.list = QListWidget()
        self.list.setProperty("look", "inside")
        self.list.setWordWrap(True)
        self.list.setAccessibleName("What is owed; Delete removes a row")
        self.list.installEventFilter(self)
        self.title = QLineEdit()
        self.title.setPlaceholderText("What is to be done")
        self.title.setAccessibleName("What is to be done; Enter adds")
        self.kind = ChoiceCombo(options(FollowUpKind))
        self.kind.setAccessibleName("Kind of follow-up")
        self.kind.set_value(FollowUpKind.TASK.value)
        self.party = ChoiceCombo()
        self.party.setAccessibleName("Owed by")
        self.party.setToolTip("Who must act")
        self.due = FuzzyDateEdit(today)
        self.due.setPlaceholderText("by when")
        self.due.setAccessibleName("Due")
        self.note = Note()
        for edit in (self.title, self.due):
            edit.returnPressed.connect(self.add_line)
            edit.textEdited.connect(self.changed)
        self.due.read.connect(self.note.say)
        self._lay_out()
        self._show()

    def set_choices(self, choices: SessionChoices) -> None:
        """Offer the sides of a negotiation."""
        self._choices = choices
        self.party.set_choices(
            [("Owed by …", None)] + [(p.lettered(), p.id) for p in choices.parties]
        )
        self._show()

    def owed(self) -> tuple[Owed, ...]:
        """List what is owed, with what is still being typed as the last."""
        typed = self._typed()
        return (*self._owed, *([typed] if typed is not None else []))

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {"owed": [asdict(owed) for owed in self.owed()]}

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self._owed = [Owed(**owed) for owed in state.get("owed", ())]
        self._clear_line()
        self._show()

    def add_line(self) -> None:
        """Add what was typed."""
        typed = self._typed()
        if self.due.problem():
            self.note.say(self.due.problem(), wrong=True)
            self.due.setFocus()
        elif typed is not None:
            self._owed.append(typed)
            self._clear_line()
            self._show()
            self.title.setFocus()
            self.changed.emit()

    def show_problem(self, words: str) -> None:
        """Say under the line what is wrong."""
        self.note.say(words, wrong=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.list and isinstance(event, QKeyEvent):
            control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if event.type() == QEvent.Type.KeyPress and not control:
                return self._on_list_key(event.key()) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _on_list_key(self, key: int) -> bool:
        row = self.list.currentRow()
        if row < 0 or key not in (Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return False
        taken = self._owed.pop(row)
        if key != Qt.Key.Key_Delete:
            self._put(taken)
        self._show()
        self.changed.emit()
        return True

    def _typed(self) -> Owed | None:
        title = " ".join(self.title.text().split())
        if not title:
            return None
        return Owed(title, self.kind.value(), self.party.value(), self.due.text().strip())

    def _put(self, owed: Owed) -> None:
        self.title.setText(owed.title)
        self.kind.set_value(owed.kind)
        self.party.set_value(owed.party_id)
        self.due.setText(owed.due)
        self.title.setFocus()

    def _clear_line(self) -> None:
        self.title.clear()
        self.due.clear()
        self.kind.set_value(FollowUpKind.TASK.value)
        self.note.say("")

    def _show(self) -> None:
        self.list.clear()
        for owed in self._owed:
            party = self._choices.party(owed.party_id) if self._choices is not None else None
            parts = [label(owed.kind)] if owed.kind != FollowUpKind.TASK.value else []
            parts += [party.lettered()] if party is not None else []
            parts += [f"due {owed.due}"] if owed.due else []
            self.list.addItem(owed.title + (f" ({', '.join(parts)})" if parts else ""))
        rows = min(4, self.list.count())
        height = sum(self.list.sizeHintForRow(place) for place in range(rows))
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)
        self.list.setVisible(rows > 0)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.title, 0, 0, 1, 2)
        grid.addWidget(self.kind, 1, 0)
        grid.addWidget(self.party, 1, 1)
        grid.addWidget(self.due, 2, 0, 1, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.list)
        layout.addLayout(grid)
        layout.addWidget(self.note)

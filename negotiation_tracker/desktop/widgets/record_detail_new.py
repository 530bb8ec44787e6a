"""The form for a new record: a few fields, errors beside them, no dialog."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, capital
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.record_detail_facts import AMOUNT, HANDLING, RecordSpec
from negotiation_tracker.desktop.widgets.record_list import today
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import Card, words
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.vocabulary import label

COLUMNS = 4
_LINES_OF_TEXT = 3


class NewRecord(QScrollArea):
    """Asks for the fields of a new record of one kind.

    Signals:
        submitted: fields by name, and names of new people by field.
        cancelled: the form is to be closed.

    """

    submitted = Signal(object, object)
    cancelled = Signal()

    def __init__(self, kind: Kind, spec: RecordSpec) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(f"New {spec.one}")
        self._kind = kind
        self._spec = spec
        self._general = words("", "error", wrap=True)
        self._general.hide()
        self.fields = {name: self._field(name) for name in spec.new}
        card = Card(f"New {spec.one}")
        card.content.addLayout(self._lay_out())
        card.content.addWidget(self._general)
        card.content.addLayout(self._buttons())
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 2, 4, 8)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)
        self.clear()

    def offer(
        self,
        choices: Mapping[str, Sequence[tuple[str, int | None]]],
        handlings: Sequence[tuple[str, tuple[str, int | None]]],
    ) -> None:
        """Offer the people, sides and marks of the talks; what was picked stays."""
        for name, field in self.fields.items():
            editor = field.editor
            if name == HANDLING and isinstance(editor, ChoiceCombo):
                first = editor.count() == 0
                editor.set_choices(handlings)
                if first:
                    editor.set_value((Handling.PARTIES.value, None))
            elif isinstance(editor, TypeAhead):
                people = [(text, key) for text, key in choices.get(name, ()) if key is not None]
                editor.set_choices([Choice(key, text) for text, key in people])
            elif name in choices and isinstance(editor, ChoiceCombo):
                editor.set_choices(choices[name])

    def start(self) -> None:
        """Go to the first field."""
        next(iter(self.fields.values())).editor.setFocus()

    def clear(self) -> None:
        """Empty the form."""
        self._general.hide()
        for name, field in self.fields.items():
            field.clear_error()
            field.set_reading("")
            editor = field.editor
            if isinstance(editor, TypeAhead):
                editor.set_words("")
            elif isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.clear()
            elif isinstance(editor, ChoiceCombo):
                default = self._default(name)
                if not editor.set_value(default) and editor.count():
                    editor.setCurrentIndex(0)

    def submit(self) -> None:
        """Hand over what was typed."""
        raw: dict[str, object] = {}
        people: dict[str, str] = {}
        for name, field in self.fields.items():
            field.clear_error()
            editor = field.editor
            if isinstance(editor, TypeAhead):
                picked = editor.value()
                if picked is not None and picked.choice is None:
                    people[name] = picked.words
                elif picked is not None and picked.choice is not None:
                    raw[name] = picked.choice.key
            elif isinstance(editor, ChoiceCombo):
                value = editor.value()
                if name == HANDLING and value is not None:
                    raw["handling"], raw["confidence_of_id"] = value
                elif value is not None:
                    raw[name] = value
            elif isinstance(editor, QPlainTextEdit):
                raw[name] = editor.toPlainText()
            elif isinstance(editor, QLineEdit):
                raw[name] = editor.text()
        self._general.hide()
        self.submitted.emit(raw, people)

    def show_problem(self, error: TrackerError) -> None:
        """Show beside the fields why the record was not added, and go to the first."""
        problems = error.problems if isinstance(error, InvalidInput | BrokenInvariant) else []
        first: QWidget | None = None
        rest = [] if problems else [error.title]
        for problem in problems:
            name = AMOUNT if problem.field == "unit" and AMOUNT in self.fields else problem.field
            field = self.fields.get("handling" if name == "confidence_of_id" else name)
            if field is None:
                rest.append(problem.message)
                continue
            field.set_error(problem.message)
            first = first or field.editor
        self._general.setText(" ".join(rest))
        self._general.setVisible(bool(rest))
        if first is not None:
            first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    # ---- building

    def _field(self, name: str) -> Field:
        if name == AMOUNT:
            line = QLineEdit()
            line.setPlaceholderText("nearly 600,000 students, $97 million, 23%")
            return Field(name, "Number", line, tip="As given, with its hedge word and unit.")
        known = self._kind.field(name)
        editor: QWidget
        if known.ref == "person":
            editor = TypeAhead("Add person")
            editor.setPlaceholderText("name")
        elif name == HANDLING or known.ref:
            editor = ChoiceCombo()
        elif known.type == "choice":
            choices = [(capital(label(v)), v) for v in known.values]
            editor = ChoiceCombo(sorted(choices) if len(choices) > COLUMNS * 2 else choices)
        elif known.type == "fuzzy_date":
            date_edit = FuzzyDateEdit(today)
            editor = date_edit
        elif known.long:
            text = QPlainTextEdit()
            text.setTabChangesFocus(True)
            text.setFixedHeight(text.fontMetrics().lineSpacing() * _LINES_OF_TEXT + 18)
            editor = text
        else:
            editor = QLineEdit()
        editor.setObjectName(f"new:{self._kind.name}:{name}")
        field = Field(name, known.label, editor, tip=known.about)
        if isinstance(editor, FuzzyDateEdit):
            editor.read.connect(field.set_reading)
        return field

    def _lay_out(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        row = column = 0
        for name, field in self.fields.items():
            span = COLUMNS if self._takes_a_line(name) else 2 if name == HANDLING else 1
            if column + span > COLUMNS:
                row, column = row + 1, 0
            grid.addWidget(field, row, column, 1, span)
            column += span
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        return grid

    def _takes_a_line(self, name: str) -> bool:
        first = name == self._spec.new[0]
        return first or (name != AMOUNT and self._kind.field(name).long)

    def _buttons(self) -> QHBoxLayout:
        add = QPushButton(f"Add {self._spec.one}")
        add.setProperty("look", "primary")
        add.setToolTip("Ctrl+Enter")
        add.clicked.connect(self.submit)
        cancel = QPushButton("Cancel")
        cancel.setToolTip("Esc")
        cancel.clicked.connect(self.cancelled)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(cancel)
        line.addWidget(add)
        return line

    def _default(self, name: str) -> object:
        if name in self._spec.defaults:
            return self._spec.defaults[name]
        if name == HANDLING:
            return (Handling.PARTIES.value, None)
        return None if name == AMOUNT else self._kind.field(name).default

"""Fields of one record in a grid, edited in place: each is saved when one leaves it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.inline import InlineEdit, InlineText
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label

HANDLING = "handling"
LABEL_INDENT = 9


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a field stands in the grid."""

    name: str
    row: int
    column: int
    span: int = 1
    label: str = ""


class FactGrid(QWidget):
    """Shows fields of a record; says what was edited and lets the page save it.

    A choice by reference, and the handling mark, need `set_choices`; the value of a handling
    mark is the pair of level and owner. What is being typed, or was refused, stays when the
    record is shown again.

    Signals:
        edited: a field got another value; kind, id, fields by name, what was seen.

    """

    edited = Signal(str, int, object, object)

    def __init__(self, kind: Kind, facts: Sequence[Fact], columns: int = 4) -> None:
        super().__init__()
        self._kind = kind
        self._record: Record | None = None
        self.fields: dict[str, Field] = {}
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(4)
        for fact in facts:
            grid.addWidget(self._make(fact), fact.row, fact.column, 1, fact.span)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    @property
    def record(self) -> Record | None:
        """Give the record shown."""
        return self._record

    def set_choices(self, name: str, choices: Iterable[tuple[str, Any]]) -> None:
        """Offer these (words, value) in a drop-down."""
        self._combo(name).set_choices(choices)

    def put(self, widget: QWidget, row: int, column: int) -> None:
        """Put an editor of one's own among the fields."""
        self._grid.addWidget(widget, row, column)

    def placeholder(self, name: str, words: str) -> None:
        """Say in other words that a field is empty."""
        editor = self.fields[name].editor
        if isinstance(editor, InlineEdit):
            editor.setPlaceholderText(words)

    def show_record(self, record: Record, *, writable: bool) -> None:
        """Show a record; what is being typed in the same one stays."""
        if self._record is None or self._record.id != record.id:
            self.saved(self.fields)
        self._record = record
        for name, field in self.fields.items():
            editor = field.editor
            if not editor.objectName().startswith(f"{record.table}:{record.id}:"):
                editor.setObjectName(f"{record.table}:{record.id}:{name}")
            if isinstance(editor, InlineEdit):
                editor.setReadOnly(not writable)
                editor.show_value(*shown_and_typed(getattr(record, name)))
            elif isinstance(editor, InlineText):
                editor.setReadOnly(not writable)
                editor.show_value(str(getattr(record, name)))
            elif isinstance(editor, ChoiceCombo):
                blocked = editor.blockSignals(True)
                editor.set_value(self._value(record, name))
                editor.blockSignals(blocked)
                editor.setEnabled(writable)

    def show_problem(self, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        problems = error.problems if isinstance(error, InvalidInput | BrokenInvariant) else []
        shown = False
        for problem in problems:
            field = self.fields.get(problem.field)
            if field is None:
                continue
            field.set_error(problem.message)
            if isinstance(field.editor, InlineEdit | InlineText):
                field.editor.refuse()
            elif self._record is not None and isinstance(field.editor, ChoiceCombo):
                field.editor.set_value(self._value(self._record, problem.field))
            shown = True
        return shown

    def saved(self, names: Iterable[str]) -> None:
        """Take errors away from fields that were saved."""
        for name in names:
            field = self.fields.get(name)
            if field is not None:
                field.clear_error()
                if isinstance(field.editor, InlineEdit | InlineText):
                    field.editor.accept_saved()

    # ---- inside

    def _make(self, fact: Fact) -> Field:
        known = self._kind.field(fact.name)
        editor: QWidget
        if known.type == "choice" or known.ref:
            combo = ChoiceCombo([(label(v).capitalize(), v) for v in known.values])
            combo.setProperty("look", "inline")
            combo.activated.connect(lambda _: self._chosen(fact.name))
            editor = combo
        elif known.long:
            text = InlineText()
            text.committed.connect(lambda raw: self._edit({fact.name: raw}))
            editor = text
        else:
            line = InlineEdit()
            line.committed.connect(lambda raw: self._edit({fact.name: raw}))
            editor = line
        field = Field(fact.name, fact.label or known.label, editor, tip=known.about)
        field.label.setIndent(LABEL_INDENT)
        self.fields[fact.name] = field
        return field

    def _combo(self, name: str) -> ChoiceCombo:
        editor = self.fields[name].editor
        if not isinstance(editor, ChoiceCombo):
            raise TypeError(f"{name} is no drop-down")
        return editor

    def _chosen(self, name: str) -> None:
        value = self._combo(name).value()
        if name == HANDLING:
            level, owner = value
            self._edit({"handling": level, "confidence_of_id": owner})
        else:
            self._edit({name: value})

    def _edit(self, raw: dict[str, object]) -> None:
        if self._record is None:
            return
        seen = {name: getattr(self._record, name) for name in raw}
        if all(seen[name] == value for name, value in raw.items()):
            return
        self.edited.emit(self._record.table, self._record.id, raw, seen)

    @staticmethod
    def _value(record: Record, name: str) -> object:
        if name == HANDLING:
            return str(record.handling), record.confidence_of_id
        value = getattr(record, name)
        return str(value) if isinstance(value, str) else value


def shown_and_typed(value: object) -> tuple[str, str]:
    """Give a value as it is shown, and as it is typed."""
    if value is None:
        return "", ""
    if isinstance(value, FuzzyDate):
        how = value.basis_word()
        return (f"{value.describe()}, {how}" if how else value.describe()), value.describe()
    if isinstance(value, ClockTime):
        return value.describe(), value.describe()
    return str(value), str(value)

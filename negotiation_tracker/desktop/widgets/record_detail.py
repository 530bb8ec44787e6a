"""One record, edited in place: its fields, who says so, what belongs to it, how it changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets import record_detail_cards as cards
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, capital
from negotiation_tracker.desktop.widgets.fact_grid import LABEL_INDENT, FactGrid
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.inline import InlineEdit
from negotiation_tracker.desktop.widgets.record_detail_facts import AMOUNT, HANDLING, RecordSpec
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, words
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.errors import InvalidInput, TrackerError
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.clocks import NOT_ADVICE
from negotiation_tracker.rules.due import DueState
from negotiation_tracker.rules.unnamed import UNNAMED_WARNING
from negotiation_tracker.rules.wording import quantity
from negotiation_tracker.services.record_detail import RecordDetail

TWO_COLUMNS = 760
LONGEST_TITLE = 110
Handlings = Sequence[tuple[str, tuple[str, int | None]]]
_STATUS_TONES = {
    "alleged": "disputed",
    "planned_unconfirmed": "disputed",
    "cancelled": "alert",
    "open": "neutral",
    "ongoing": "neutral",
}
_DUE_TONES = {
    DueState.OVERDUE: "alert",
    DueState.DUE_NOW: "disputed",
    DueState.DONE: "good",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the detail shows: a record with what belongs to it, and the marks it may be given."""

    detail: RecordDetail
    handlings: Handlings


class RecordDetailView(QScrollArea):
    """Shows one record; says what was edited by signals and lets the pane save it.

    Signals:
        edited: fields got other values; kind, id, fields by name, what was seen.
        amount_typed: another number was typed; id of the figure, text.
        removed: a record is to go to the trash; kind, id, words.
        added: a record is to be added; kind, fields.
        acted: something owed was "done", "dropped" or is to be "reopened"; the word.
        opened: another record is to be shown; kind, id.

    """

    edited = Signal(str, int, object, object)
    amount_typed = Signal(int, str)
    removed = Signal(str, int, str)
    added = Signal(str, object)
    acted = Signal(str)
    opened = Signal(str, int)

    def __init__(self, kind: Kind, spec: RecordSpec) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(capital(spec.one))
        self._kind = kind
        self._spec = spec
        self._detail: RecordDetail | None = None
        self._writable = False
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(4, 2, 4, 8)
        self._column.setSpacing(12)
        self._build_head()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._build_facts(left)
        self._build_right(right)
        for side in (left, right):
            side.setSpacing(12)
            side.addStretch(1)
        self._columns.addLayout(left, 11)
        self._columns.addLayout(right, 9)
        self._wide: list[tuple[Card, QVBoxLayout]] = []
        self._accounts = self._wide_card("All accounts beside each other")
        self._figures = self._wide_card("Figures on the same measure")
        self._disputes = self._wide_card("Where accounts differ")
        # What stands side by side is what these two kinds are looked at for.
        first = spec.kind in ("dispute", "figure")
        if not first:
            self._column.addLayout(self._columns)
        for card, _ in self._wide:
            self._column.addWidget(card)
        if first:
            self._column.addLayout(self._columns)
        self._column.addStretch(1)
        self.setWidget(inside)

    # ---- showing

    def show_detail(self, shown: Shown, *, writable: bool) -> None:
        """Show a record; what is being typed in the same one stays."""
        detail = shown.detail
        other = self._detail is None or self._detail.record.id != detail.record.id
        if other and self._amount is not None:
            self.saved([AMOUNT])
        self._detail = detail
        self._writable = writable
        self._show_head(detail, shown.handlings)
        for name, choices in detail.choices.items():
            if name in self.facts.fields:
                self.facts.set_choices(name, choices)
        self.facts.set_choices(HANDLING, shown.handlings)
        self.facts.show_record(detail.record, writable=writable)
        for name, box in self._flags.items():
            box.setChecked(bool(getattr(detail.record, name)))
            box.setEnabled(writable)
        if self._amount is not None:
            value = quantity(detail.record).describe()
            editor = self._amount.editor
            if isinstance(editor, InlineEdit):
                editor.setReadOnly(not writable)
                editor.show_value(value)
        self._show_right(detail)
        self._show_wide(detail)
        if other:
            self.verticalScrollBar().setValue(0)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        if self._detail is None or (kind, record_id) != (self._kind.name, self._detail.record.id):
            return False
        return self.facts.show_problem(error)

    def show_amount_problem(self, error: TrackerError) -> bool:
        """Show beside the number why it was not saved; False when it is about something else."""
        if self._amount is None or not isinstance(error, InvalidInput):
            return False
        self._amount.set_error(" ".join(problem.message for problem in error.problems))
        if isinstance(self._amount.editor, InlineEdit):
            self._amount.editor.refuse()
        return True

    def saved(self, names: Sequence[str]) -> None:
        """Take errors away from fields that were saved."""
        self.facts.saved(names)
        if AMOUNT in names and self._amount is not None:
            self._amount.clear_error()
            if isinstance(self._amount.editor, InlineEdit):
                self._amount.editor.accept_saved()

    def focus_first(self) -> None:
        """Go to the first field."""
        next(iter(self.facts.fields.values())).editor.setFocus()

    # ---- building

    def _build_head(self) -> None:
        self._chips = Flow(spacing=8)
        self._buttons = {
            word: self._button(text, tip)
            for word, text, tip in (
                ("done", "Done", "Mark it as done today"),
                ("dropped", "Drop", "No longer wanted; it stays in the record"),
                ("reopened", "Reopen", "It is owed again"),
            )
        }
        for word, button in self._buttons.items():
            button.clicked.connect(lambda _=False, w=word: self.acted.emit(w))
        self._delete = self._button(
            "Delete", f"Move this {self._spec.one} to the trash; Undo brings it back"
        )
        self._delete.setProperty("look", "quiet")
        self._delete.clicked.connect(self._ask_delete)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._chips, 1)
        for button in (*self._buttons.values(), self._delete):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    @staticmethod
    def _button(text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        return button

    def _build_facts(self, column: QVBoxLayout) -> None:
        card = Card(margin=8)
        self._amount: Field | None = None
        if self._kind.has("value_scaled"):
            line = InlineEdit()
            line.setObjectName(f"{self._kind.name}:{AMOUNT}")
            line.committed.connect(self._ask_amount)
            self._amount = Field(AMOUNT, "Number", line, tip="With its hedge word and unit")
            self._amount.label.setIndent(LABEL_INDENT)
            card.content.addWidget(self._amount)
        self.facts = FactGrid(self._kind, self._spec.facts)
        self.facts.edited.connect(self.edited)
        for name, field in self.facts.fields.items():
            known = self._kind.field(name)
            if known.type == "choice" and not known.required and known.default is None:
                values = [(capital(label(v)), v) for v in known.values]
                self.facts.set_choices(name, [("not recorded", None), *values])
            editor = field.editor
            if isinstance(editor, ChoiceCombo):
                editor.setMinimumContentsLength(3)
        card.content.addWidget(self.facts)
        self._flags = {name: QCheckBox(self._kind.field(name).label) for name in self._spec.flags}
        for name, box in self._flags.items():
            box.setToolTip(self._kind.field(name).about)
            box.clicked.connect(lambda on, n=name: self._ask_flag(n, on=on))
            card.content.addWidget(box)
        column.addWidget(card)

    def _build_right(self, column: QVBoxLayout) -> None:
        heading = {"event": "Who took part", "statement": "About"}.get(self._kind.name, "")
        self._parts_card = Card(heading)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(0)
        self._parts_card.content.addLayout(self._parts)
        self._add = ChoiceCombo()
        self._add.setProperty("look", "inline")
        self._add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._add.setMinimumContentsLength(24)
        self._add.activated.connect(self._ask_add)
        self._parts_card.content.addWidget(self._add)
        self._sources_card = Card("Sources")
        self._sources = QVBoxLayout()
        self._sources.setSpacing(3)
        self._sources_card.content.addLayout(self._sources)
        self._history = cards.HistoryCard()
        for card in (self._parts_card, self._sources_card, self._history):
            column.addWidget(card)

    def _wide_card(self, heading: str) -> tuple[Card, QVBoxLayout]:
        card = Card(heading)
        inside = QVBoxLayout()
        inside.setSpacing(10)
        card.content.addLayout(inside)
        self._wide.append((card, inside))
        return card, inside

    # ---- filling

    def _show_head(self, detail: RecordDetail, handlings: Handlings) -> None:
        record, values = detail.record, detail.record.values()
        self._chips.clear()
        title = words(_shortened(detail.title) or "Not named", "title", wrap=len(detail.title) > 60)
        title.setToolTip(detail.title)
        self._chips.add(title)
        if detail.due is not None:
            tone = _DUE_TONES.get(detail.due.state, "plain")
            self._chips.add(chip(capital(detail.due.text), tone))
        for name in ("kind", "channel"):
            if values.get(name) and values[name] != "unknown":
                self._chips.add(chip(capital(label(values[name]))))
        if values.get("status") and detail.due is None:
            tone = _STATUS_TONES.get(str(values["status"]), "plain")
            self._chips.add(chip(capital(label(values["status"])), tone))
        if detail.unnamed:
            self._chips.add(
                chip(capital(UNNAMED_WARNING), "disputed", tip="Look for a second account")
            )
        if record.handling != "public":
            pair = (str(record.handling), record.confidence_of_id)
            said = next((text for text, value in handlings if value == pair), pair[0])
            self._chips.add(chip(said, "disputed", tip="Who may see it"))
        if values.get("rule_text") and NOT_ADVICE in values["rule_text"]:
            self._chips.add(chip("Legal clock: a reminder, not advice", tip=NOT_ADVICE))
        owed = self._kind.name == "follow_up" and self._writable
        is_open = values.get("status") == "open"
        self._buttons["done"].setVisible(owed and is_open)
        self._buttons["dropped"].setVisible(owed and is_open)
        self._buttons["reopened"].setVisible(owed and not is_open)
        self._delete.setVisible(self._writable)

    def _show_right(self, detail: RecordDetail) -> None:
        clear(self._parts)
        remove = self.removed.emit if self._writable else None
        for part in detail.parts:
            self._parts.addWidget(cards.part_row(part, remove))
        if not detail.parts:
            self._parts.addWidget(words("Nothing is recorded.", "secondary"))
        heading = {"event": "Add who took part…", "statement": "Add an issue…"}
        prompt = heading.get(self._kind.name, "")
        self._add.set_choices([(prompt, None), *((one.words, one) for one in detail.additions)])
        self._add.setCurrentIndex(0)
        self._add.setAccessibleName(prompt.rstrip("…"))
        self._add.setVisible(self._writable and bool(detail.additions))
        self._parts_card.setVisible(bool(prompt))
        cards.fill_sources(self._sources, detail.sources, self._kind, self._spec.one)
        self._sources_card.setVisible(self._kind.name != "dispute" or bool(detail.sources))
        self._history.show_history(detail.history)

    def _show_wide(self, detail: RecordDetail) -> None:
        for _, inside in self._wide:
            clear(inside)
        own = self._kind.name == "dispute"
        card, inside = self._accounts
        card.setVisible(own)
        if own:
            for found in detail.disputes:
                inside.addWidget(cards.dispute_box(found, self.opened.emit, heading=False))
            if self._writable:
                inside.addWidget(self._account_line())
        card, inside = self._figures
        card.setVisible(bool(detail.beside))
        if detail.beside:
            beside = cards.SideBySide()
            boxes = [cards.figure_box(one, self.opened.emit) for one in detail.beside]
            beside.show_widgets(boxes)
            inside.addWidget(beside)
        card, inside = self._disputes
        card.setVisible(not own and bool(detail.disputes))
        if not own:
            for found in detail.disputes:
                inside.addWidget(cards.dispute_box(found, self.opened.emit, heading=True))

    def _account_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText("Add what another account says, and press Enter")
        line.setAccessibleName("Add an account")
        line.setObjectName("add:dispute_member")
        line.returnPressed.connect(lambda: self._ask_account(line.text().strip()))
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.viewport().width() >= TWO_COLUMNS
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if beside else down)

    # ---- what happens

    def _ask_amount(self, text: str) -> None:
        if self._detail is not None:
            self.amount_typed.emit(self._detail.record.id, text)

    def _ask_flag(self, name: str, *, on: bool) -> None:
        if self._detail is not None:
            record = self._detail.record
            seen = {name: getattr(record, name)}
            self.edited.emit(record.table, record.id, {name: on}, seen)

    def _ask_add(self) -> None:
        one = self._add.value()
        self._add.setCurrentIndex(0)
        if one is not None:
            self.added.emit(one.kind, dict(one.fields))

    def _ask_account(self, text: str) -> None:
        if text and self._detail is not None:
            number = len(self._detail.disputes[0].accounts) if self._detail.disputes else 0
            fields = {"dispute_id": self._detail.record.id, "account": text, "seq": number + 1}
            self.added.emit("dispute_member", fields)

    def _ask_delete(self) -> None:
        if self._detail is not None:
            record = self._detail.record
            self.removed.emit(record.table, record.id, self._detail.title)


def _shortened(title: str) -> str:
    """Give the beginning of a title; all of it stands in its field."""
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE].rstrip()} …"

"""The detail of a session, edited in place: each field is saved when one leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.session_detail import SessionDetail
from negotiation_tracker.desktop.widgets import session_sections as sections
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.inline import InlineEdit, InlineText
from negotiation_tracker.desktop.widgets.words import Card, Elided, chip, clear, row
from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import InvalidInput, TrackerError
from negotiation_tracker.model.vocabulary import label

TWO_COLUMNS = 760
STATUS_TONES = {"held": "good", "cancelled": "alert", "postponed": "disputed"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a field stands in the grid of facts."""

    name: str
    row: int
    column: int
    span: int = 1
    label: str = ""


FACTS = (
    Place("date", 0, 0, 2),
    Place("kind", 0, 2, 2),
    Place("time_in", 1, 0),
    Place("time_out", 1, 1),
    Place("status", 1, 2, 2),
    Place("place", 2, 0, 2),
    Place("engagement_id", 2, 2, 2),
    Place("next_date", 3, 0),
    Place("next_time", 3, 1, 1, "Next at"),
    Place("next_place", 3, 2, 2),
    Place("handling", 4, 0, 2),
    Place("media_rule", 4, 2, 2),
)


class SessionView(QScrollArea):
    """Shows one session; says what was edited by signals and lets the page save it.

    Signals:
        edited: a field got another text or value; kind, id, fields by name, what was seen.
        removed: a record is to go to the trash; kind, id, words.
        added: a record is to be added to this session; kind, fields by name.
        lock_asked: the log is to be locked.
        history_asked: the changes of the session are to be shown; words for it.

    """

    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)
    added = Signal(str, object)
    lock_asked = Signal()
    history_asked = Signal(str)

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Session")
        self._kind = kind
        self._detail: SessionDetail | None = None
        self._fields: dict[str, Field] = {}
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(4, 0, 4, 8)
        self._column.setSpacing(12)
        self._build_head()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(12)
        left, right = QVBoxLayout(), QVBoxLayout()
        self._build_facts(left)
        self._present = self._section("Who was there", left)
        self._follow_ups = self._section("Follow-ups", left)
        self._log = self._section("Log", right)
        self._passed = self._section("Proposals passed", right)
        self._sources = self._section("Sources", right)
        for column in (left, right):
            column.setSpacing(12)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._column.addLayout(self._columns)
        self._column.addStretch(1)
        self.setWidget(inside)

    # ---- showing

    def show_detail(self, detail: SessionDetail, *, writable: bool, mine: bool = True) -> None:
        """Show a session; what is being typed in it stays. Its history is shown to its owner."""
        same = self._detail is not None and self._detail.session.id == detail.session.id
        if not same:
            self.forget_typing()
        self._detail = detail
        session = detail.session
        self._chips.clear()
        title = Elided(session.date.describe_long(), "title")
        title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chips.add(title)
        if session.kind != "unknown":
            self._chips.add(chip(label(session.kind).capitalize(), "neutral"))
        self._chips.add(
            chip(label(session.status).capitalize(), STATUS_TONES.get(str(session.status), "plain"))
        )
        if session.handling != "public":
            self._chips.add(chip(detail.handling_words, "disputed"))
        if detail.locked:
            self._chips.add(chip("Locked", "plain", tip="The log only grows"))
        self._lock.setVisible(not detail.locked and writable)
        self._delete.setVisible(writable)
        self._history.setVisible(mine)
        self._show_facts(detail, writable=writable)
        focused = self._focused_name()
        unsaved = self._unsaved_lines() if same else {}
        self._show_lists(detail, writable=writable)
        self._put_back(unsaved)
        self._focus_again(focused)
        if not same:
            self.verticalScrollBar().setValue(0)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        if self._detail is None or kind != "session" or record_id != self._detail.session.id:
            return False
        problems = error.problems if isinstance(error, InvalidInput) else []
        shown = False
        for problem in problems:
            field = self._fields.get(problem.field)
            if field is not None:
                field.set_error(problem.message)
                _refuse(field.editor)
                shown = True
        return shown

    def saved(self, names: object) -> None:
        """Take errors away from fields that were saved."""
        for name in names if isinstance(names, (list, tuple, dict)) else ():
            field = self._fields.get(str(name))
            if field is not None:
                field.clear_error()
                if isinstance(field.editor, (InlineEdit, InlineText)):
                    field.editor.accept_saved()

    def keep_typed(self, kind: str, record_id: int, names: Iterable[str]) -> None:
        """Keep what was typed into fields that could not be saved now, for another try."""
        for name in names:
            field = self._fields.get(name) if kind == "session" else None
            editor = self.findChild(QWidget, f"{kind}:{record_id}:{name}")
            if field is not None:
                editor = field.editor
            if editor is not None:
                _refuse(editor)

    def line_added(self) -> None:
        """Empty the field for a new line, which was saved."""
        line = self.findChild(QLineEdit, "add:table_entry")
        if line is not None:
            line.clear()

    def forget_typing(self) -> None:
        """Drop what was refused; another session is shown."""
        self.saved(list(self._fields))

    # ---- building

    def _build_head(self) -> None:
        self._chips = Flow(spacing=8)
        self._lock = QPushButton("Lock the log")
        self._lock.setToolTip("From then on lines can be added and corrected, not changed")
        self._lock.clicked.connect(self.lock_asked)
        self._delete = QPushButton("Delete")
        self._delete.setToolTip("Move this session to the trash; Undo brings it back")
        self._delete.clicked.connect(self._ask_delete)
        self._history = QPushButton("History")
        self._history.setToolTip("Who changed what in this session, and when")
        self._history.clicked.connect(self._ask_history)
        for button in (self._history, self._lock, self._delete):
            button.setProperty("look", "quiet")
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(10)
        self._head.addWidget(self._chips, 1)
        self._head.addLayout(row(self._history, self._lock, self._delete, spacing=10))
        self._column.addLayout(self._head)

    def _build_facts(self, column: QVBoxLayout) -> None:
        card = Card(margin=8)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        for fact in FACTS:
            field = self._make_field(fact.name, fact.label)
            grid.addWidget(field, fact.row, fact.column, 1, fact.span)
        for place in range(4):
            grid.setColumnStretch(place, 1)
        self._virtual = QCheckBox("Online")
        self._virtual.clicked.connect(lambda on: self._edit("virtual", on))
        self._on_record = QCheckBox("On the record")
        self._on_record.clicked.connect(lambda on: self._edit("on_record", on))
        ticks = QHBoxLayout()
        ticks.setContentsMargins(8, 0, 0, 0)
        ticks.setSpacing(18)
        ticks.addWidget(self._virtual)
        ticks.addWidget(self._on_record)
        ticks.addStretch(1)
        summary = self._make_field("summary", "")
        card.content.addLayout(grid)
        card.content.addLayout(ticks)
        card.content.addWidget(summary)
        column.addWidget(card)

    def _make_field(self, name: str, words_: str) -> Field:
        known = self._kind.field(name)
        editor: QWidget
        if known.type == "choice" or known.ref:
            combo = ChoiceCombo([(label(v).capitalize(), v) for v in known.values])
            combo.setProperty("look", "inline")
            combo.setMinimumContentsLength(3)
            combo.activated.connect(lambda _: self._chosen(name))
            editor = combo
        elif known.long:
            text = InlineText()
            text.committed.connect(lambda raw: self._edit(name, raw))
            editor = text
        else:
            line = InlineEdit()
            line.committed.connect(lambda raw: self._edit(name, raw))
            editor = line
        editor.setObjectName(f"session:{name}")
        field = Field(name, words_ or known.label, editor, tip=known.about)
        field.label.setIndent(9)
        self._fields[name] = field
        return field

    def _section(self, heading: str, column: QVBoxLayout) -> QVBoxLayout:
        card = Card(heading)
        inside = QVBoxLayout()
        inside.setSpacing(0)
        card.content.addLayout(inside)
        column.addWidget(card)
        return inside

    # ---- filling

    def _show_facts(self, detail: SessionDetail, *, writable: bool) -> None:
        session = detail.session
        combos = {
            "kind": session.kind,
            "status": session.status,
            "media_rule": session.media_rule,
            "engagement_id": session.engagement_id,
            "handling": (str(session.handling), session.confidence_of_id),
        }
        self._combo("engagement_id").set_choices(detail.mediators)
        self._combo("handling").set_choices(detail.handlings)
        for name, value in combos.items():
            self._combo(name).set_value(value)
            self._combo(name).setEnabled(writable)
        for name, field in self._fields.items():
            editor = field.editor
            if isinstance(editor, InlineEdit):
                editor.setReadOnly(not writable)
                shown, typed = _words_of(getattr(session, name))
                editor.show_value(shown, typed)
            elif isinstance(editor, InlineText):
                editor.setReadOnly(not writable)
                editor.show_value(str(getattr(session, name)))
        for box, on in ((self._virtual, session.virtual), (self._on_record, session.on_record)):
            box.setChecked(on)
            box.setEnabled(writable)

    def _show_lists(self, detail: SessionDetail, *, writable: bool) -> None:
        for layout in (
            self._present, self._log, self._passed, self._follow_ups, self._sources
        ):  # fmt: skip
            clear(layout)
        remove = self.removed.emit if writable else None
        log_edit = self._edit_line if writable and not detail.locked else None
        sections.fill(
            self._present,
            [sections.present_row(line, remove) for line in detail.present],
            "Attendance was not recorded.",
        )
        sections.fill(
            self._log,
            [sections.log_row(line, log_edit, remove if log_edit else None) for line in detail.log],
            "No log was kept.",
        )
        sections.fill(
            self._passed,
            [sections.passed_row(line) for line in detail.passed],
            "No proposal is recorded as passed at this session.",
        )
        sections.fill(
            self._follow_ups,
            [sections.follow_up_row(line) for line in detail.follow_ups],
            "Nothing is recorded as owed from this session.",
        )
        sections.fill(
            self._sources,
            [sections.source_row(line) for line in detail.sources],
            "No source is recorded; this session stands on the word of who logged it.",
        )
        if writable:
            self._add_rows(detail)

    def _add_rows(self, detail: SessionDetail) -> None:
        who = ChoiceCombo([("Add somebody…", None), *detail.people])
        who.setProperty("look", "inline")
        who.setAccessibleName("Add somebody who was there")
        who.setObjectName("add:attendance")
        who.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        who.setMinimumContentsLength(24)
        who.activated.connect(lambda _: self._add("attendance", "person_id", who.value()))
        self._present.addWidget(who)
        line = QLineEdit()
        line.setPlaceholderText("Add a line to the log and press Enter")
        line.setAccessibleName("Add a line to the log")
        line.setObjectName("add:table_entry")
        line.returnPressed.connect(lambda: self._add("table_entry", "text", line.text().strip()))
        self._log.addSpacing(6)
        self._log.addWidget(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.viewport().width() >= TWO_COLUMNS
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(across if beside else down)
        self._head.setDirection(across if beside else down)

    # ---- what happens

    def _combo(self, name: str) -> ChoiceCombo:
        editor = self._fields[name].editor
        if not isinstance(editor, ChoiceCombo):
            raise TypeError(f"{name} is no drop-down")
        return editor

    def _chosen(self, name: str) -> None:
        value = self._combo(name).value()
        if name == "handling":
            level, owner = value
            self._edit_fields({"handling": level, "confidence_of_id": owner})
        else:
            self._edit_fields({name: value})

    def _edit(self, name: str, raw: object) -> None:
        self._edit_fields({name: raw})

    def _edit_fields(self, raw: dict[str, object]) -> None:
        if self._detail is None:
            return
        session = self._detail.session
        seen = {name: getattr(session, name) for name in raw}
        if all(seen[name] == value for name, value in raw.items()):
            return
        self.edited.emit("session", session.id, raw, seen)

    def _edit_line(self, kind: str, record_id: int, name: str, raw: object) -> None:
        self.edited.emit(kind, record_id, {name: raw}, {})

    def _add(self, kind: str, name: str, value: object) -> None:
        if value:
            self.added.emit(kind, {name: value})

    def _ask_history(self) -> None:
        if self._detail is not None:
            self.history_asked.emit(f"session of {self._detail.session.date.describe()}")

    def _ask_delete(self) -> None:
        if self._detail is not None:
            session = self._detail.session
            self.removed.emit("session", session.id, f"session of {session.date.describe()}")

    def _focused_name(self) -> str:
        focused = QApplication.focusWidget()
        return focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""

    def _unsaved_lines(self) -> dict[str, str]:
        """Give what is typed and not saved in the lists, which are made anew, by editor."""
        editors: list[InlineEdit | InlineText] = [
            *self.findChildren(InlineEdit),
            *self.findChildren(InlineText),
        ]
        found = {
            editor.objectName(): editor.typed()
            for editor in editors
            if editor.objectName().startswith("table_entry:") and editor.is_unsaved()
        }
        line = self.findChild(QLineEdit, "add:table_entry")
        if line is not None and line.text():
            found[line.objectName()] = line.text()
        return found

    def _put_back(self, unsaved: dict[str, str]) -> None:
        for name, text in unsaved.items():
            editor = self.findChild(QWidget, name)
            if isinstance(editor, InlineText):
                editor.setPlainText(text)
            elif isinstance(editor, QLineEdit):
                editor.setText(text)
            if editor is not None:
                _refuse(editor)

    def _focus_again(self, name: str) -> None:
        if name.startswith(("table_entry:", "add:")):
            again = self.findChild(QWidget, name)
            if again is not None:
                again.setFocus()


def _words_of(value: object) -> tuple[str, str]:
    if value is None:
        return "", ""
    if isinstance(value, FuzzyDate):
        how = value.basis_word()
        shown = f"{value.describe()}, {how}" if how else value.describe()
        return shown, value.describe()
    if isinstance(value, ClockTime):
        return value.describe(), value.describe()
    return str(value), str(value)


def _refuse(editor: QWidget) -> None:
    if isinstance(editor, (InlineEdit, InlineText)):
        editor.refuse()

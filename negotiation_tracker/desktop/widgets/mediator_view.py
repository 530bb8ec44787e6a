"""A mediator in detail: the engagement, its dated states, and the one on the day shown."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, capital, options
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.people_detail import DetailView, Handlings
from negotiation_tracker.desktop.widgets.people_rows import (
    RecordRows,
    Shape,
    link_rows,
    source_rows,
)
from negotiation_tracker.desktop.widgets.words import chip, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import InvalidInput, TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.vocabulary import EngagementState
from negotiation_tracker.services.mediator_list import MediatorDetail
from negotiation_tracker.services.people_list import Line

FACTS = (
    Fact("person_id", 0, 0, 2),
    Fact("organization_id", 0, 2, 2),
    Fact("label", 1, 0, 2),
    Fact("kind", 1, 2),
    Fact("service", 1, 3),
    Fact("confidentiality_asked", 2, 0, 2),
    Fact("confidentiality_account", 2, 2, 2),
    Fact("handling", 3, 0, 2),
    Fact("note", 4, 0, 4),
)


class StateForm(QWidget):
    """Adds a dated state.

    Signals:
        added: state, date as typed, note.

    """

    added = Signal(str, str, str)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._state = ChoiceCombo([("Choose a state", None), *options(EngagementState)])
        self._state.setObjectName("add:mediator_state:state")
        self._date = FuzzyDateEdit(today)
        self._date.setObjectName("add:mediator_state:date")
        self._note = QLineEdit()
        self._note.setPlaceholderText("what is said about it")
        self._note.setObjectName("add:mediator_state:note")
        self._fields = {
            "state": Field("state", "New state", self._state),
            "date": Field("date", "Since", self._date),
            "note": Field("note", "Note", self._note),
        }
        self._date.read.connect(self._fields["date"].set_reading)
        self._state.activated.connect(lambda _: self._fields["state"].clear_error())
        add = QPushButton("Add state")
        add.setObjectName("add:mediator_state")
        add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        add.clicked.connect(self._add)
        for line in (self._date, self._note):
            line.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(8)
        for field in self._fields.values():
            row.addWidget(field, 1)
        under = QVBoxLayout(self)
        under.setContentsMargins(0, 8, 0, 0)
        under.addLayout(row)
        under.addWidget(add)

    def clear(self) -> None:
        """Empty the form, after its state was added or when another mediator is shown."""
        self._state.set_value(None)
        self._date.clear()
        self._note.clear()
        for field in self._fields.values():
            field.clear_error()

    def show_problem(self, error: TrackerError) -> bool:
        """Show beside the fields why the state was not added; False when it belongs to none."""
        shown = False
        for problem in error.problems if isinstance(error, InvalidInput) else []:
            field = self._fields.get(problem.field)
            if field is not None:
                field.set_error(problem.message)
                if not shown:
                    field.editor.setFocus()
                shown = True
        return shown

    def _add(self) -> None:
        state = self._state.value()
        if state is None:
            self._fields["state"].set_error("Choose which state was reached.")
            self._state.setFocus()
        elif not self._date.text().strip():
            self._fields["date"].set_error("Say since when; “unknown” is an answer too.")
            self._date.setFocus()
        else:
            self.added.emit(str(state), self._date.text().strip(), self._note.text().strip())


class MediatorView(DetailView):
    """Shows one engagement as of a day; see `DetailView` for the signals.

    Signals:
        state_added: a state is to be recorded; engagement, state, date as typed, note.

    """

    state_added = Signal(int, str, str, str)

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        super().__init__("Mediator", may_merge=False)
        self._facts = FactGrid(catalogue["mediator_engagement"], FACTS)
        self._facts.edited.connect(self.edited)
        self._unnamed = QCheckBox(catalogue["mediator_engagement"].field("unnamed").label)
        self._unnamed.setToolTip(catalogue["mediator_engagement"].field("unnamed").about)
        self._unnamed.clicked.connect(self._tick)
        self._on_day = words("", "words", wrap=True)
        self._why = words("", "secondary", wrap=True)
        self.section("On the day shown", self._on_day, self._why)
        self._states = RecordRows(
            Shape(
                catalogue["mediator_state"],
                (Fact("state", 0, 0, 2), Fact("date", 0, 2, 2), Fact("note", 1, 0, 4)),
                4,
                (),
                "No state is recorded. Add the first one below.",
            ),
            marks=self._marks,
        )
        self._states.edited.connect(self.edited)
        self._states.removed.connect(self.removed)
        self.form = StateForm(today)
        self.form.added.connect(self._state)
        self.section("States, in order", self._states, self.form)
        self.section("The engagement", self._facts, self._unnamed)
        self._sessions = self.section("Sessions with this mediator")
        self._sources = self.section("Sources")
        self.column.addStretch(1)
        self._detail: MediatorDetail | None = None

    def show_detail(
        self,
        detail: MediatorDetail,
        *,
        people: Sequence[tuple[str, int | None]],
        organizations: Sequence[tuple[str, int | None]],
        handlings: Handlings,
        writable: bool,
    ) -> None:
        """Show an engagement as of a day.

        Args:
            detail: what is known of it.
            people: who it may be, in words.
            organizations: which office it may be, in words.
            handlings: marks that may be set, with their words.
            writable: whether anything can be changed here.

        """
        if self._detail is None or self._detail.engagement.id != detail.engagement.id:
            self.form.clear()
        self._detail = detail
        engagement = detail.engagement
        self.show_head(engagement, detail.view.name, (), writable=writable)
        self._on_day.setText(capital(detail.state_words))
        self._why.setText(
            f"As of {short_date(detail.day, weekday=True)}: {detail.view.state.formula}. "
            "Choose another day on the left."
        )
        for name, offered in (
            ("person_id", people),
            ("organization_id", organizations),
            ("handling", handlings),
        ):
            self._facts.set_choices(name, offered)
        self._facts.show_record(engagement, writable=writable)
        self._unnamed.setChecked(bool(engagement.unnamed))
        self._unnamed.setEnabled(writable)
        self._states.show_lines([state.line for state in detail.states], {}, writable=writable)
        self.form.setVisible(writable)
        link_rows(
            self._sessions,
            detail.sessions,
            self.opened.emit,
            "No session is recorded with this mediator.",
        )
        source_rows(self._sources, detail.sources)

    def _marks(self, line: Line) -> tuple[QWidget, ...]:
        if self._detail is None:
            return ()
        for state in self._detail.states:
            if state.line.record.id == line.record.id:
                day = short_date(self._detail.day)
                if state.current:
                    return (chip(f"The state on {day}", "good"),)
                return () if state.reached else (chip(f"Later than {day}"),)
        return ()

    def _tick(self, on: bool) -> None:
        if self.shown is not None:
            self.edited.emit(
                self.shown.table, self.shown.id, {"unnamed": on}, {"unnamed": self.shown.unnamed}
            )

    def _state(self, state: str, when: str, note: str) -> None:
        if self.shown is not None:
            self.state_added.emit(self.shown.id, state, when, note)

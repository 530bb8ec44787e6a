"""The facts of a session in one card: when, which kind, where, with whom, for whose eyes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, options
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.time_edit import ClockEdit, clock_reading
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import Card
from negotiation_tracker.model.dates import ClockTime
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.vocabulary import SessionKind, SessionStatus

Mark = tuple[str, int | None]


class SessionDetails(Card):
    """Date, times, kind, status, place, mediator, handling and summary of a session.

    Signals:
        changed: something was typed or picked.

    """

    changed = Signal()

    def __init__(self, today: Callable[[], date], zone: Callable[[], str]) -> None:
        super().__init__()
        self._today = today
        self._zone = zone
        self.date = FuzzyDateEdit(today)
        self.time_in = ClockEdit(zone)
        self.time_out = ClockEdit(zone)
        self.kind = ChoiceCombo(options(SessionKind))
        self.status = ChoiceCombo(options(SessionStatus))
        self.place = TypeAhead(takes_first=False)
        self.place.setPlaceholderText("Where; empty means not recorded")
        self.virtual = QCheckBox("&Online")
        self.virtual.setToolTip("Held by video or phone")
        self.mediator = TypeAhead("Create new mediator")
        self.mediator.setPlaceholderText("none")
        self.handling = ChoiceCombo()
        self.summary = QPlainTextEdit()
        self.summary.setTabChangesFocus(True)
        self.summary.setPlaceholderText("What happened, in a few lines")
        self.summary.setFixedHeight(56)
        self.fields = {
            "date": Field("date", "&Date", self.date),
            "time_in": Field("time_in", "&Start", self.time_in),
            "time_out": Field("time_out", "E&nd", self.time_out),
            "kind": Field("kind", "&Kind", self.kind),
            "status": Field("status", "Stat&us", self.status),
            "place": Field("place", "&Place", self.place),
            "engagement_id": Field("engagement_id", "&Mediator", self.mediator),
            "handling": Field(
                "handling",
                "&Who may see it",
                self.handling,
                tip="A handling mark: it filters screens and exports, it does not encrypt.",
            ),
            "summary": Field("summary", "Summa&ry", self.summary),
        }
        self._lay_out()
        self._connect()

    # -- what it holds --

    def set_choices(self, choices: SessionChoices) -> None:
        """Offer places, mediators and handling marks of a negotiation."""
        self.place.set_choices([Choice(place, place) for place in choices.places])
        self.mediator.set_choices([Choice(key, name) for key, name in choices.mediators])
        self.handling.set_choices(
            (words, (level, owner)) for words, level, owner in choices.handling_choices(new=True)
        )

    def reset(self, choices: SessionChoices) -> None:
        """Empty the card and put in what the last session suggests."""
        given = choices.defaults
        self.date.setText(short_date(choices.today))
        for edit in (self.time_in, self.time_out):
            edit.clear()
        self.kind.set_value(given.kind)
        self.status.set_value(SessionStatus.HELD.value)
        self.place.set_words(given.place)
        self.virtual.setChecked(given.virtual)
        self.mediator.set_key(given.engagement_id)
        self.handling.set_value((given.handling, given.owner_id))
        self._suggest_mark()
        self.summary.clear()
        self.clear_problems()

    def mark(self) -> Mark:
        """Give the handling level and whose confidence it is."""
        found = self.handling.value()
        return found if found is not None else ("parties", None)

    def values(self) -> dict[str, object]:
        """Give the fields of the session as typed, for the service."""
        level, owner = self.mark()
        mediator = self.mediator.value()
        known = mediator.choice if mediator is not None else None
        return {
            "date": self.date.text().strip(),
            "time_in": self.time_in.text().strip() or None,
            "time_out": self.time_out.text().strip() or None,
            "crosses_midnight": self.past_midnight(),
            "kind": self.kind.value(),
            "status": self.status.value(),
            "place": " ".join(self.place.text().split()),
            "virtual": self.virtual.isChecked(),
            "engagement_id": known.key if known is not None else None,
            "handling": level,
            "confidence_of_id": owner,
            "summary": self.summary.toPlainText().strip(),
        }

    def new_mediator(self) -> str:
        """Give the name of a mediator who is not yet known, or nothing."""
        found = self.mediator.value()
        return found.words if found is not None and found.choice is None else ""

    def past_midnight(self) -> bool:
        """Say whether the end is earlier on the clock than the start, so on the next day."""
        try:
            start = ClockTime.at(self.time_in.text(), self._zone()).time
            end = ClockTime.at(self.time_out.text(), self._zone()).time
        except ValueError:
            return False
        return end < start

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {
            "date": self.date.text(),
            "time_in": self.time_in.text(),
            "time_out": self.time_out.text(),
            "kind": self.kind.value(),
            "status": self.status.value(),
            "place": self.place.text(),
            "virtual": self.virtual.isChecked(),
            "mediator": self.mediator.text(),
            "handling": list(self.mark()),
            "summary": self.summary.toPlainText(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self.date.setText(state.get("date", ""))
        self.time_in.setText(state.get("time_in", ""))
        self.time_out.setText(state.get("time_out", ""))
        self.kind.set_value(state.get("kind"))
        self.status.set_value(state.get("status"))
        self.place.set_words(state.get("place", ""))
        self.virtual.setChecked(bool(state.get("virtual")))
        self.mediator.set_words(state.get("mediator", ""))
        level, owner = state.get("handling", ["parties", None])
        self.handling.set_value((level, owner))
        self.summary.setPlainText(state.get("summary", ""))

    # -- errors --

    def problems(self) -> dict[str, str]:
        """List what can be seen to be wrong before anything is sent, by field."""
        found = {
            "date": self.date.problem()
            or ("" if self.date.text().strip() else "Type a date, or “unknown”."),
            "time_in": self.time_in.problem(),
            "time_out": self.time_out.problem(),
        }
        return {field: words for field, words in found.items() if words}

    def show_problem(self, field: str, words: str) -> QWidget | None:
        """Show an error beside its field; gives the editor, None when there is no such field."""
        found = self.fields.get("handling" if field == "confidence_of_id" else field)
        if found is None:
            return None
        found.set_error(words)
        return found.editor

    def clear_problems(self) -> None:
        """Take all errors away."""
        for field in self.fields.values():
            field.clear_error()

    # -- inside --

    def _say_times(self) -> None:
        words = "→ the next day" if self.past_midnight() else ""
        words = words or clock_reading(self.time_out.text(), self._zone())
        self.fields["time_out"].set_reading(words)

    def _say_date(self, words: str) -> None:
        self.fields["date"].set_reading(words)
        found = self.date.value()
        status = self.status.value()
        future = found is not None and found.earliest is not None and found.earliest > self._today()
        if future and status == SessionStatus.HELD:
            self.status.set_value(SessionStatus.SCHEDULED.value)
            self.fields["status"].set_reading("→ the date is to come")
        elif not future and status == SessionStatus.SCHEDULED and self.fields["status"].note.text():
            self.status.set_value(SessionStatus.HELD.value)
            self.fields["status"].set_reading("")

    def _suggest_mark(self) -> None:
        """Mark a mediation as such, and say so, while nobody has picked another mark."""
        mediated = str(self.kind.value()).startswith("mediation")
        plain, joint = (Handling.PARTIES.value, None), (Handling.MEDIATION_JOINT.value, None)
        field = self.fields["handling"]
        if mediated and self.mark() == plain:
            self.handling.set_value(joint)
            field.set_reading("→ because it is a mediation")
        elif not mediated and self.mark() == joint and field.note.text():
            self.handling.set_value(plain)
            field.set_reading("")

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._suggest_mark)
        self.handling.activated.connect(lambda: self.fields["handling"].set_reading(""))
        self.date.read.connect(self._say_date)
        self.time_in.read.connect(self.fields["time_in"].set_reading)
        for edit in (self.time_in, self.time_out):
            edit.textChanged.connect(self._say_times)
        self.mediator.picked.connect(self._say_mediator)
        self.mediator.textEdited.connect(lambda: self.fields["engagement_id"].set_reading(""))
        for field in self.fields.values():
            editor = field.editor
            if isinstance(editor, QLineEdit):
                editor.textChanged.connect(self.changed)
            elif isinstance(editor, ChoiceCombo):
                editor.currentIndexChanged.connect(field.clear_error)
                editor.currentIndexChanged.connect(self.changed)
        self.summary.textChanged.connect(self.changed)
        self.virtual.toggled.connect(self.changed)

    def _say_mediator(self) -> None:
        new = self.new_mediator()
        self.fields["engagement_id"].set_reading("→ new mediator" if new else "")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        # Twenty columns, so that both rows line up at their ends whatever their number of fields.
        first = (("date", 7), ("time_in", 3), ("time_out", 3), ("kind", 4), ("status", 3))
        second = (("place", 6), ("virtual", 2), ("engagement_id", 5), ("handling", 7))
        for row, entries in enumerate((first, second)):
            column = 0
            for name, span in entries:
                widget = self.virtual if name == "virtual" else self.fields[name]
                grid.addWidget(widget, row, column, 1, span)
                column += span
        for column in range(20):
            grid.setColumnStretch(column, 1)
        grid.addWidget(self.fields["summary"], 2, 0, 1, 20)
        self.content.addLayout(grid)


class NextMeeting(Card):
    """When and where the next session is, as agreed at the table.

    Signals:
        changed: something was typed.

    """

    changed = Signal()

    def __init__(self, today: Callable[[], date], zone: Callable[[], str]) -> None:
        super().__init__("Next session")
        self.date = FuzzyDateEdit(today)
        self.date.setPlaceholderText("date")
        self.time = ClockEdit(zone)
        self.time.setPlaceholderText("time")
        self.place = QLineEdit()
        self.place.setPlaceholderText("place, if agreed")
        self.fields = {
            "next_date": Field("next_date", "Date", self.date),
            "next_time": Field("next_time", "Time", self.time),
            "next_place": Field("next_place", "Place", self.place),
        }
        for name, field in self.fields.items():
            field.editor.setAccessibleName(f"Next session, {name.removeprefix('next_')}")
        self.date.read.connect(self.fields["next_date"].set_reading)
        self.time.read.connect(self.fields["next_time"].set_reading)
        for edit in (self.date, self.time, self.place):
            edit.textChanged.connect(self.changed)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.fields["next_date"], 0, 0)
        grid.addWidget(self.fields["next_time"], 0, 1)
        grid.addWidget(self.fields["next_place"], 1, 0, 1, 2)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        self.content.addLayout(grid)

    def values(self) -> dict[str, object]:
        """Give the fields as typed, for the service."""
        return {
            "next_date": self.date.text().strip() or None,
            "next_time": self.time.text().strip() or None,
            "next_place": " ".join(self.place.text().split()),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `values` gave."""
        self.date.setText(state.get("next_date") or "")
        self.time.setText(state.get("next_time") or "")
        self.place.setText(state.get("next_place") or "")

    def problems(self) -> dict[str, str]:
        """List what can be seen to be wrong, by field."""
        found = {"next_date": self.date.problem(), "next_time": self.time.problem()}
        return {field: words for field, words in found.items() if words}

    def show_problem(self, field: str, words: str) -> QWidget | None:
        """Show an error beside its field; gives the editor, None when there is no such field."""
        found = self.fields.get(field)
        if found is None:
            return None
        found.set_error(words)
        return found.editor

    def clear_problems(self) -> None:
        """Take all errors away."""
        for field in self.fields.values():
            field.clear_error()

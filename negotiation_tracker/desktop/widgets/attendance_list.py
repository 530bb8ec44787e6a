"""Who was at the table: the team to tick off, and a line to add somebody."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.session_choices import SessionChoices, Somebody
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.chip_delegate import (
    CHIP_ROLE,
    TONE_ROLE,
    ChipDelegate,
    tone_of,
)
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead, fold

_SHOWN_ROWS = 7
_ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who was there: a known person, or the name of a new one."""

    person_id: int | None
    party_id: int | None
    new_name: str = ""


class AttendanceList(QWidget):
    """People to tick off; Space ticks, the line below adds people who are not listed.

    Signals:
        changed: who was there changed.

    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices: SessionChoices | None = None
        self.list = QListWidget()
        self.list.setProperty("look", "inside")
        self.list.setAccessibleName("People at the table; Space ticks one")
        self.list.setItemDelegate(ChipDelegate(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemChanged.connect(self._on_ticked)
        self.everybody = QPushButton("Tick all")
        self.everybody.setProperty("look", "link")
        self.everybody.clicked.connect(self._tick_all)
        self.add = TypeAhead("Add new person")
        self.add.setPlaceholderText("Add somebody by name")
        self.add.setAccessibleName("Add somebody by name; Enter adds")
        self.side = ChoiceCombo()
        self.side.setAccessibleName("Side of the new person")
        self.side.setToolTip("Side of a person who is not yet known here")
        self.note = Note()
        self.add.returnPressed.connect(self._add_typed)
        self.add.textEdited.connect(self.changed)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.list)
        row = QGridLayout()
        row.setHorizontalSpacing(6)
        row.addWidget(self.add, 0, 0)
        row.addWidget(self.side, 0, 1)
        row.setColumnStretch(0, 3)
        row.setColumnStretch(1, 2)
        layout.addLayout(row)
        layout.addWidget(self.note)

    # -- what it holds --

    def set_choices(self, choices: SessionChoices) -> None:
        """List the team and whoever was there last; the latter are ticked."""
        self._choices = choices
        self.side.set_choices([(p.lettered(), p.id) for p in choices.parties] + [("no side", None)])
        self.add.set_choices(
            [
                Choice(s.id, s.name, self._party_words(s.party_id) or s.detail)
                for s in choices.people
            ]
        )
        self.list.clear()
        for somebody in choices.people:
            there = somebody.id in choices.defaults.present
            if somebody.on_team or there:
                self._row(_known(somebody), there)
        self._fit()

    def present(self) -> tuple[Present, ...]:
        """List who was there, with the name still being typed."""
        rows = [self.list.item(place) for place in range(self.list.count())]
        found = [row.data(_ROW_ROLE) for row in rows if row.checkState() is Qt.CheckState.Checked]
        typed = self._typed()
        if typed is not None and typed not in found:
            found.append(typed)
        return tuple(found)

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {"present": [[p.person_id, p.party_id, p.new_name] for p in self.present()]}

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        wanted = [Present(*entry) for entry in state.get("present", ())]
        known = {p.person_id for p in wanted if p.person_id is not None}
        for place in range(self.list.count()):
            row = self.list.item(place)
            here = row.data(_ROW_ROLE).person_id
            row.setCheckState(_tick(here in known))
            known.discard(here)
        for present in wanted:
            if present.person_id in known or present.new_name:
                self._row(present, True)
        self._fit()

    # -- doing --

    def _add_typed(self) -> None:
        typed = self._typed()
        if typed is None:
            return
        for place in range(self.list.count()):
            row = self.list.item(place)
            if row.data(_ROW_ROLE) == typed:
                row.setCheckState(Qt.CheckState.Checked)
                break
        else:
            self._row(typed, True)
        self.add.clear()
        self.add.set_key(None)
        self._fit()
        self.list.scrollToBottom()
        self.changed.emit()

    def _typed(self) -> Present | None:
        found = self.add.value()
        if found is None or self._choices is None:
            return None
        if found.choice is not None:
            somebody = next((s for s in self._choices.people if s.id == found.choice.key), None)
            if somebody is not None:
                return _known(somebody)
        same = [
            self.list.item(place).data(_ROW_ROLE)
            for place in range(self.list.count())
            if fold(self.list.item(place).text()) == fold(found.words)
        ]
        return same[0] if same else Present(None, self.side.value(), found.words)

    def _tick_all(self) -> None:
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked)

    def _on_ticked(self) -> None:
        self.changed.emit()

    def _row(self, present: Present, ticked: bool) -> None:
        blocked = self.list.blockSignals(True)
        row = QListWidgetItem(self._name(present), self.list)
        row.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        row.setCheckState(_tick(ticked))
        row.setData(_ROW_ROLE, present)
        words = self._party_words(present.party_id)
        somebody = self._somebody(present.person_id)
        if not words and somebody is not None:
            words = somebody.detail
        party = self._choices.party(present.party_id) if self._choices is not None else None
        mediator = not party and words == "mediator"
        row.setData(CHIP_ROLE, words)
        row.setData(TONE_ROLE, "neutral" if mediator else tone_of(party.side if party else ""))
        row.setToolTip(somebody.detail if somebody is not None else "new person")
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{self._name(present)}, {words}")
        self.list.blockSignals(blocked)

    def _fit(self) -> None:
        rows = min(_SHOWN_ROWS, self.list.count())
        height = sum(self.list.sizeHintForRow(place) for place in range(rows))
        self.list.setFixedHeight(height + 2 * self.list.frameWidth())
        self.list.setVisible(rows > 0)
        empty = not self.list.count()
        self.note.say("Nobody is on a team here yet; add people by name." if empty else "")
        self.everybody.setVisible(not empty)

    def _somebody(self, person_id: int | None) -> Somebody | None:
        people = self._choices.people if self._choices is not None else ()
        return next((s for s in people if s.id == person_id), None)

    def _name(self, present: Present) -> str:
        somebody = self._somebody(present.person_id)
        return somebody.name if somebody is not None else present.new_name

    def _party_words(self, party_id: int | None) -> str:
        party = self._choices.party(party_id) if self._choices is not None else None
        return party.lettered() if party is not None else ""


def _known(somebody: Somebody) -> Present:
    return Present(somebody.id, somebody.party_id)


def _tick(ticked: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

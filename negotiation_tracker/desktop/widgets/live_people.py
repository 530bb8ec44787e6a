"""Who is at the table during live notes: a tick for each, and a field to add somebody."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QSizePolicy

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.chip_delegate import (
    CHIP_ROLE,
    TONE_ROLE,
    ChipDelegate,
    tone_of,
)
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import Card, words
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.services.live_sheet import Sheet

_SHOWN_ROWS = 9
_WHO = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody of the talks, and the attendance that says they are here (0 when they are not)."""

    person_id: int | None
    participant_id: int | None
    name: str
    attendance_id: int = 0


class AtTable(Card):
    """F3 goes here: Space or Enter ticks and goes on to the next, letters look for somebody.

    Signals:
        ticked: somebody is here: person, side.
        unticked: somebody is not: key of the attendance.
        named: somebody new is here: name.
        done: the keyboard is free again.

    """

    ticked = Signal(object, object)
    unticked = Signal(int)
    named = Signal(str)
    done = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._seats: tuple[Seat, ...] = ()
        self._sides: dict[int | None, tuple[str, str]] = {}
        self.count = words("", "secondary")
        self.everybody = QPushButton("Tick all")
        self.everybody.setProperty("look", "link")
        self.everybody.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.everybody.clicked.connect(self.tick_all)
        self.list = QListWidget()
        self.list.setProperty("look", "inside")
        self.list.setAccessibleName("At the table; Space ticks, letters look for somebody")
        self.list.setItemDelegate(ChipDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._toggle)
        self.list.installEventFilter(self)
        self.add = TypeAhead("Add new person")
        self.add.setPlaceholderText("Add somebody   F3")
        self.add.setAccessibleName("Add somebody by name; Enter adds")
        self.add.returnPressed.connect(self._add_typed)
        self.add.installEventFilter(self)
        self.note = Note()
        head = QHBoxLayout()
        head.addWidget(words("At the table", "heading"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.everybody)
        self.content.addLayout(head)
        for widget in (self.list, self.add, self.note):
            self.content.addWidget(widget)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_people(self, scene: Scene, sheet: Sheet, *, editable: bool) -> None:
        """Show the people of the talks, those who are here ticked."""
        self._sides = {s.participant_id: (s.name, s.side) for s in scene.sides}
        seats = _seats(scene, sheet)
        for widget in (self.add, self.everybody):
            widget.setVisible(editable)
        self.list.setEnabled(editable)
        if seats == self._seats and self.list.count() == len(seats):
            return
        chosen = self.list.currentRow()
        self._seats = seats
        self.list.clear()
        for seat in seats:
            self._row(seat)
        self.list.setCurrentRow(chosen)
        here = sum(1 for seat in seats if seat.attendance_id)
        self.count.setText(f"{here} here")
        self.note.say("" if seats else "Nobody is on a team yet; add people by name.")
        offered = [
            Choice(p.person_id, p.name, self._side(p.participant_id)[0]) for p in scene.people
        ]
        self.add.set_choices(offered)
        self._fit()

    def begin(self) -> None:
        """Take the keyboard, at the first who is not ticked."""
        first = next((n for n, s in enumerate(self._seats) if not s.attendance_id), 0)
        if not self._seats:
            self.add.setFocus()
            return
        self.list.setCurrentRow(first)
        self.list.setFocus()

    def tick_all(self) -> None:
        """Tick everybody on the list."""
        for seat in self._seats:
            if not seat.attendance_id:
                self.ticked.emit(seat.person_id, seat.participant_id)

    # ---- Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.add.clear()
            self.done.emit()
            return True
        if watched is self.list:
            return self._list_key(event)
        return False

    def _list_key(self, event: QKeyEvent) -> bool:
        row = self.list.currentItem()
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if row is not None:
                self._toggle(row)
                self._next()
            return True
        if event.text().isalpha():
            self.add.setFocus()
            self.add.keyPressEvent(event)
            return True
        return False

    # ---- inside

    def _next(self) -> None:
        start = self.list.currentRow() + 1
        for place in range(start, len(self._seats)):
            if not self._seats[place].attendance_id:
                self.list.setCurrentRow(place)
                return

    def _toggle(self, row: QListWidgetItem) -> None:
        seat = row.data(_WHO)
        if seat.attendance_id:
            self.unticked.emit(seat.attendance_id)
        else:
            self.ticked.emit(seat.person_id, seat.participant_id)

    def _add_typed(self) -> None:
        found = self.add.value()
        self.add.set_key(None)
        if found is None:
            self.done.emit()
            return
        if found.choice is None:
            self.named.emit(found.words)
        else:
            seat = next((s for s in self._seats if s.person_id == found.choice.key), None)
            if seat is None or not seat.attendance_id:
                side = seat.participant_id if seat is not None else None
                self.ticked.emit(found.choice.key, side)
        self.add.setFocus()

    def _row(self, seat: Seat) -> None:
        name, side = self._side(seat.participant_id)
        row = QListWidgetItem(seat.name, self.list)
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        here = bool(seat.attendance_id)
        row.setCheckState(Qt.CheckState.Checked if here else Qt.CheckState.Unchecked)
        row.setData(_WHO, seat)
        row.setData(CHIP_ROLE, name)
        row.setData(TONE_ROLE, tone_of(side))
        row.setToolTip(f"{seat.name}, {name}" if name else seat.name)
        state = "here" if here else "not here"
        row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{seat.name}, {name}, {state}")

    def _side(self, participant_id: int | None) -> tuple[str, str]:
        return self._sides.get(participant_id, ("", ""))

    def _fit(self) -> None:
        rows = min(_SHOWN_ROWS, self.list.count())
        height = sum(self.list.sizeHintForRow(place) for place in range(rows))
        self.list.setFixedHeight(height + 2 * self.list.frameWidth() + 2)
        self.list.setVisible(rows > 0)


def _seats(scene: Scene, sheet: Sheet) -> tuple[Seat, ...]:
    """List the teams side by side, each person once, then who else is here."""
    here = {p.person_id: p for p in sheet.present if p.person_id is not None and not p.left}
    found = []
    listed = set()
    for person in scene.people:
        present = here.get(person.person_id)
        if person.participant_id is None and present is None:
            continue
        listed.add(person.person_id)
        key = present.attendance_id if present is not None else 0
        found.append(Seat(person.person_id, person.participant_id, person.name, key))
    for present in sheet.present:
        if present.person_id not in listed and not present.left:
            seat = Seat(
                present.person_id, present.participant_id, present.name, present.attendance_id
            )
            found.append(seat)
    order = {side.participant_id: place for place, side in enumerate(scene.sides)}
    return tuple(
        sorted(found, key=lambda s: (order.get(s.participant_id or 0, len(order)), s.name))
    )

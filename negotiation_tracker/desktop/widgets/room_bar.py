"""The rooms of a mediator, as chips in the head of the window, and which one is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton

from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.rules.rooms import Room

DESK_WORDS = "My own desk"
_DESK = "Everything, from every room. Let nobody look."
_JOINT = "Both sides may see this. What was said in either room is hidden."


class RoomBar(QFrame):
    """A chip for each room and the desk; hidden for talks without rooms.

    Signals:
        chosen: a room was chosen; the Room, or None for the desk.

    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "rooms")
        self.setAccessibleName("Rooms of the mediation")
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._rooms: tuple[Room, ...] = ()
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(12, 6, 12, 6)
        self._layout.setSpacing(6)
        self._said = words("", "secondary", wrap=True)
        self._layout.addWidget(self._said, 1)
        self.hide()

    def show_rooms(self, rooms: Sequence[Room], shown: Room | None) -> None:
        """Show the rooms there are, and which of them is shown; None is the desk."""
        if tuple(rooms) != self._rooms:
            self._rooms = tuple(rooms)
            self._make()
        for button in self._group.buttons():
            button.setChecked(self._room_of(button.property("place")) == shown)
        self._said.setText(self.words_for(shown))
        self.setVisible(bool(self._rooms))

    def words_for(self, shown: Room | None) -> str:
        """Say what the room shown may see and what is hidden."""
        if shown is None:
            return _DESK
        if shown.joint:
            return _JOINT
        others = [room.name for room in self._rooms if not room.joint and room != shown]
        return (
            f"You are in {shown.name}. What is recorded now stays in it; "
            f"{' and '.join(others)} {'is' if len(others) == 1 else 'are'} hidden."
        )

    def text(self) -> str:
        """Give the sentence shown."""
        return self._said.text()

    def buttons(self) -> tuple[QPushButton, ...]:
        """List the chips, the desk first."""
        return tuple(b for b in self._group.buttons() if isinstance(b, QPushButton))

    def _make(self) -> None:
        for old in self._group.buttons():
            self._group.removeButton(old)
            self._layout.removeWidget(old)
            old.deleteLater()
        places = [(DESK_WORDS, "Alt+0"), *((r.label, room_key(r)) for r in self._rooms)]
        for place, (label, key) in enumerate(places):
            button = QPushButton(label.replace("&", "&&"))
            button.setCheckable(True)
            button.setProperty("look", "room")
            button.setProperty("place", place)
            button.setToolTip(f"{label} ({key})" if key else label)
            button.setAccessibleName(f"Show {label}")
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(lambda _=False, p=place: self.chosen.emit(self._room_of(p)))
            self._group.addButton(button)
            self._layout.insertWidget(place, button)

    def _room_of(self, place: object) -> Room | None:
        return self._rooms[place - 1] if isinstance(place, int) and place > 0 else None


def room_key(room: Room) -> str:
    """Give the key that leads to a room; "" when it has none."""
    if room.joint:
        return "Alt+9"
    number = ord(room.letter) - ord("A") + 1
    return f"Alt+{number}" if number <= MOST_KEYS else ""


MOST_KEYS = 4
"""Rooms of parties that have a key."""

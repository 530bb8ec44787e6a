"""Going from room to room of a mediator: one is shown, and of the others nothing is left."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFrame, QToolTip, QVBoxLayout, QWidget

from negotiation_tracker.desktop.shown import Shown
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.widgets.room_bar import MOST_KEYS, RoomBar
from negotiation_tracker.desktop.widgets.words import restyle
from negotiation_tracker.rules.rooms import Room

EDGE = 6
"""Width of the coloured frame in pixels, while a room is shown."""
_COLOURS = ("first", "second")


@dataclass(frozen=True, slots=True)
class Moving:
    """What the window does when another room is gone to.

    Attributes:
        may_leave: keeps what is typed as a draft; False when the window has to stay.
        forget: throws every page away, with all that was chosen, typed and listed on it.
        show: reads the window anew, for the room that is now shown.

    """

    may_leave: Callable[[], bool]
    forget: Callable[[], None]
    show: Callable[[], None]


class RoomsFrame(QObject):
    """Ties the rooms to keys, menu, chips and the colour of the frame.

    Attributes:
        bar: the chips.

    """

    def __init__(self, frame: Frame, coloured: QFrame, moving: Moving) -> None:
        super().__init__(frame.window)
        self._frame = frame
        self._coloured = coloured
        self._moving = moving
        self._rooms: tuple[Room, ...] = ()
        self.bar = RoomBar()
        layout = coloured.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, self.bar)
        self.bar.chosen.connect(self.go)
        self._copied = False
        QGuiApplication.clipboard().dataChanged.connect(self._clipboard_changed)
        for number in range(1, MOST_KEYS + 1):
            self._on(f"room_{number}", partial(self._go_to, number - 1))
        self._on("room_joint", partial(self._go_to, -1))
        self._on("room_desk", partial(self.go, None))

    def go(self, room: Room | None) -> None:
        """Go to a room; None is the mediator's own desk."""
        tasks = self._frame.tasks
        if room == tasks.room or not self._moving.may_leave():
            self._show_chosen(tasks.room)
            return
        tasks.enter(room, self._entered)

    def show(self, shown: Shown) -> None:
        """Show the rooms of the talks that are shown, and which one it is."""
        self._rooms = shown.rooms
        self.bar.show_rooms(shown.rooms, shown.room)
        actions = self._frame.actions
        actions.at(rooms=bool(shown.rooms), in_room=shown.room is not None)
        parties = sum(not room.joint for room in shown.rooms)
        for number in range(1, MOST_KEYS + 1):
            actions[f"room_{number}"].setVisible(number <= max(parties, 1))
        self._show_chosen(shown.room)
        colour = self._colour(shown.room)
        restyle(self._coloured, "room", colour)
        layout = self._coloured.layout()
        if colour and layout is not None:
            layout.setContentsMargins(EDGE, EDGE, EDGE, EDGE)

    def store_opened(self) -> None:
        """Go back to the desk at once: another store has other rooms."""
        if self._frame.tasks.room is not None:
            self._frame.tasks.room = None
            self._forget_what_shows()
            self._moving.forget()

    def _entered(self) -> None:
        self._forget_what_shows()
        self._moving.forget()
        self._moving.show()

    def _forget_what_shows(self) -> None:
        """Clear what outlives a page: clipboard, messages, tool tips, dialogs."""
        clipboard = QGuiApplication.clipboard()
        if self._copied or clipboard.ownsClipboard():
            clipboard.clear()
        self._copied = False
        self._frame.status.clear_message()
        QToolTip.hideText()
        for dialog in self._frame.window.findChildren(QDialog):
            dialog.close()

    def _clipboard_changed(self) -> None:
        # Not every system says whose the clipboard is; what changes while we have the keyboard is
        # taken for ours.
        self._copied = QGuiApplication.focusWindow() is not None

    def _show_chosen(self, room: Room | None) -> None:
        self.bar.show_rooms(self._rooms, room)
        key = "room_desk"
        if room is not None:
            number = self._rooms.index(room) + 1 if room in self._rooms else 0
            key = "room_joint" if room.joint else f"room_{number}"
        if key in _KEYS:
            self._frame.actions[key].setChecked(True)

    def _colour(self, room: Room | None) -> str:
        if room is None:
            return ""
        if room.joint:
            return "joint"
        place = ord(room.letter) - ord("A")
        return _COLOURS[place] if place < len(_COLOURS) else "further"

    def _go_to(self, place: int) -> None:
        parties = len(self._rooms) - 1
        if self._rooms and place < parties:
            self.go(self._rooms[place])

    def _on(self, key: str, call: Callable[[], None]) -> None:
        self._frame.actions[key].triggered.connect(lambda _=False: call())


_KEYS = frozenset({"room_desk", "room_joint", *(f"room_{n}" for n in range(1, MOST_KEYS + 1))})


def forget_page(page: QWidget) -> None:
    """Take a page out of the window for good; it hears of nothing any more."""
    page.hide()
    page.setParent(None)
    page.deleteLater()

"""What the window remembers between starts: geometry, colours, text size, recent files.

Kept in an INI file in the configuration folder; nothing of the record is in it.
"""

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QSize
from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.paths import config_folder

MOST_RECENT = 8
SMALLEST = (860, 560)
FIRST_SIZE = QSize(1280, 800)
TITLE_BAR = 40
HIDING_KEY = "F9"
MOST_IDLE = 120
SMALLEST_STEP, LARGEST_STEP = -3, 12


class Settings:
    """The remembered state of the window."""

    def __init__(self, path: Path | None = None) -> None:
        file = path if path is not None else config_folder() / "window.ini"
        self._store = QSettings(str(file), QSettings.Format.IniFormat)

    def place(self, window: QWidget) -> None:
        """Put the window where it was; at first as large as is comfortable and fits."""
        window.setMinimumSize(*SMALLEST)
        saved = self._store.value("window/geometry")
        if isinstance(saved, QByteArray) and window.restoreGeometry(saved):
            return
        room = window.screen().availableSize()
        window.resize(FIRST_SIZE.boundedTo(QSize(room.width(), room.height() - TITLE_BAR)))

    def remember_place(self, window: QWidget) -> None:
        """Remember the place and size of the window."""
        self._store.setValue("window/geometry", window.saveGeometry())
        self._store.sync()

    def scheme(self) -> Scheme:
        """Give the chosen colours."""
        try:
            return Scheme(str(self._store.value("window/colours", Scheme.SYSTEM)))
        except ValueError:
            return Scheme.SYSTEM

    def set_scheme(self, scheme: Scheme) -> None:
        """Remember the chosen colours."""
        self._store.setValue("window/colours", str(scheme))

    def text_size(self) -> int | None:
        """Give the chosen size of text in pixels, or None to follow the system."""
        value = str(self._store.value("window/text_size", ""))
        return int(value) if value.isdigit() else None

    def set_text_size(self, size: int | None) -> None:
        """Remember the size of text."""
        self._store.setValue("window/text_size", "" if size is None else str(size))

    def hiding_key(self) -> str:
        """Give the key that hides the window, as Qt writes it."""
        return str(self._store.value("hiding/key", HIDING_KEY)) or HIDING_KEY

    def idle_minutes(self) -> int:
        """Give after how many minutes without a touch the window hides itself; 0 never."""
        return self._number("hiding/idle_minutes", 0, MOST_IDLE)

    def set_hiding(self, key: str, idle_minutes: int) -> None:
        """Remember how the window is hidden."""
        self._store.setValue("hiding/key", key)
        self._store.setValue("hiding/idle_minutes", str(idle_minutes))
        self._store.sync()

    def log_step(self) -> int:
        """Give how many pixels the log of live notes is larger than other text."""
        return self._number("live/larger", SMALLEST_STEP, LARGEST_STEP)

    def live_panels(self) -> bool:
        """Say whether the panels beside the live notes are shown."""
        return str(self._store.value("live/panels", "yes")) == "yes"

    def set_live_look(self, log_step: int, panels: bool) -> None:
        """Remember how the live notes are shown."""
        self._store.setValue("live/larger", str(log_step))
        self._store.setValue("live/panels", "yes" if panels else "no")

    def _number(self, name: str, least: int, most: int) -> int:
        try:
            return max(least, min(most, int(str(self._store.value(name, "0")))))
        except ValueError:
            return 0

    def recent(self) -> list[Path]:
        """List the stores opened last that still exist, newest first."""
        raw = self._store.value("files/recent", [])
        names = raw if isinstance(raw, list) else [raw]
        return [path for path in map(Path, filter(None, names)) if path.is_file()]

    def add_recent(self, path: Path) -> None:
        """Put a store first among the recent ones."""
        others = [other for other in self.recent() if other != path]
        names = [str(p) for p in [path, *others]][:MOST_RECENT]
        self._store.setValue("files/recent", names)

    def negotiation(self, store: Path) -> str:
        """Give the uid of the negotiation last shown from a store, or nothing."""
        return str(self._store.value(f"negotiation/{_key(store)}", ""))

    def set_negotiation(self, store: Path, uid: str) -> None:
        """Remember which negotiation of a store is shown."""
        self._store.setValue(f"negotiation/{_key(store)}", uid)

    def sync(self) -> None:
        """Write to disk now."""
        self._store.sync()


def _key(store: Path) -> str:
    return store.name.replace("/", "_")

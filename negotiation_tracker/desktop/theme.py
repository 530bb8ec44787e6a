"""Colours by role, size of text, and the small style sheet over Qt's Fusion style.

Fusion and a palette do most of the work, because they keep focus rings and follow the size of
text; the style sheet only draws what Fusion has no idea of: cards, chips, navigation.
"""

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from negotiation_tracker.desktop.icons import icon_path
from negotiation_tracker.desktop.style_sheet import style_sheet

BODY_SIZE = 13
SMALLEST, LARGEST = 10, 22
PREFERRED_FONTS = ("Inter", "Noto Sans", "Cantarell", "Ubuntu", "Segoe UI")
"""Used when installed; else the system's own."""


class Scheme(StrEnum):
    """Which of the two themes to use."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


def read_theme(path: Path) -> dict[str, str]:
    """Read the colours of a theme file, by role.

    Raises:
        ValueError: the file is no theme.

    """
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    colours = raw.get("colours")
    if not isinstance(colours, dict):
        raise ValueError(f"{path.name} has no [colours]")
    return {str(role): str(value) for role, value in colours.items()}


def system_size() -> int:
    """Give the text size to start with, in pixels: the system's, when that is larger than ours."""
    return max(BODY_SIZE, min(LARGEST, QFontInfo(QGuiApplication.font()).pixelSize()))


class Theme(QObject):
    """The colours and text size in use; `changed` is emitted when either changes."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._themes: Mapping[Scheme, dict[str, str]] = {
            scheme: read_theme(folder / f"{scheme}.toml") for scheme in (Scheme.LIGHT, Scheme.DARK)
        }
        self.scheme = Scheme.SYSTEM
        self.size = BODY_SIZE
        self.dark = False
        self._sheet = ""
        self._fonts = folder.parent / "fonts"
        self._fonts_loaded = False

    def colour(self, role: str) -> QColor:
        """Give the colour of a role; KeyError when there is none."""
        return QColor(self.colours()[role])

    def colours(self) -> Mapping[str, str]:
        """Give all colours in use, by role."""
        return self._themes[Scheme.DARK if self.dark else Scheme.LIGHT]

    def apply(self, scheme: Scheme, size: int) -> None:
        """Use a theme and a text size (pixels) in the whole program."""
        app = QApplication.instance()
        if not isinstance(app, QApplication):
            raise TypeError("a theme needs a QApplication")
        self.scheme = scheme
        self.size = max(SMALLEST, min(LARGEST, size))
        self.dark = scheme is Scheme.DARK or (
            scheme is Scheme.SYSTEM and app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        )
        self._load_fonts()
        font = QFont(app.font())
        font.setFamilies([*PREFERRED_FONTS, font.family()])
        font.setPixelSize(self.size)
        app.setStyle("Fusion")
        app.setFont(font)
        app.setPalette(self._palette())
        arrow, up, check = (
            icon_path(name).as_posix()
            for name in ("down", "up", "check_dark" if self.dark else "check_light")
        )
        self._sheet = style_sheet(self.colours(), self.size, arrow, up, check)
        self.changed.emit()

    def dress(self, window: QWidget) -> None:
        """Give a window, and all that will be put into it, the style sheet.

        A style sheet of the whole program would be worked out for every part of a page anew each
        time the part is put into a larger one; pages are made outside the window and put in whole.
        """
        window.setStyleSheet(self._sheet)
        self.changed.connect(partial(self._dress_again, window))

    def _dress_again(self, window: QWidget) -> None:
        if shiboken6.isValid(window):
            window.setStyleSheet(self._sheet)

    def follow_system(self) -> None:
        """Change with the system's light and dark while no scheme was chosen."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.scheme is Scheme.SYSTEM:
            self.apply(self.scheme, self.size)

    def _load_fonts(self) -> None:
        """Bring the shipped typeface in, once, so that widths we have seen hold everywhere."""
        if self._fonts_loaded:
            return
        self._fonts_loaded = True
        for file in sorted(self._fonts.glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))

    def _palette(self) -> QPalette:
        palette = QPalette()
        role = QPalette.ColorRole
        for target, name in (
            (role.Window, "window"),
            (role.WindowText, "text"),
            (role.Base, "surface"),
            (role.AlternateBase, "raised"),
            (role.Text, "text"),
            (role.Button, "surface"),
            (role.ButtonText, "text"),
            (role.BrightText, "error"),
            (role.ToolTipBase, "surface"),
            (role.ToolTipText, "text"),
            (role.PlaceholderText, "secondary"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.Accent, "accent"),
            (role.Link, "link"),
            (role.LinkVisited, "link"),
            (role.Light, "surface"),
            (role.Midlight, "line"),
            (role.Mid, "border"),
            (role.Dark, "field_border"),
            (role.Shadow, "border"),
        ):
            palette.setColor(target, self.colour(name))
        for target in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, self.colour("secondary"))
        return palette

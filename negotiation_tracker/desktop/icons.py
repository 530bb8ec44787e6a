"""Icons from resources/icons, drawn in the colour of the text of the theme in use."""

from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QImage, QPainter, QPalette, QPixmap

from negotiation_tracker.paths import resources_folder

DRAWN_IN = "#1C2430"


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.ButtonText) -> QIcon:
    """Give an icon by name; it is drawn in a colour of the palette, whichever theme is in use.

    Raises:
        FileNotFoundError: there is no icon of this name.

    """
    return QIcon(_Tinted(_source(name), role))


def app_icon() -> QIcon:
    """Give the icon of the program."""
    return QIcon(str(resources_folder() / "icons" / "app.svg"))


class _Tinted(QIconEngine):
    """Draws an SVG in the palette's colour at the time of drawing."""

    def __init__(self, svg: str, role: QPalette.ColorRole) -> None:
        super().__init__()
        self._svg = svg
        self._role = role

    def clone(self) -> QIconEngine:
        return _Tinted(self._svg, self._role)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        painter.drawImage(rect, self._image(rect.size(), mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        return QPixmap.fromImage(self._image(size, mode))

    def scaledPixmap(  # noqa: N802  Qt's name
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        return QPixmap.fromImage(self._image(size, mode))

    def _image(self, size: QSize, mode: QIcon.Mode) -> QImage:
        group = QPalette.ColorGroup.Active
        if mode is QIcon.Mode.Disabled:
            group = QPalette.ColorGroup.Disabled
        colour = QGuiApplication.palette().color(group, self._role).name()
        return _drawn(self._svg, colour, size.width(), size.height())


@lru_cache(maxsize=64)
def _source(name: str) -> str:
    return (resources_folder() / "icons" / f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=256)
def _drawn(svg: str, colour: str, width: int, height: int) -> QImage:
    from PySide6.QtSvg import QSvgRenderer

    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(svg.replace(DRAWN_IN, colour).encode()))
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def icon_path(name: str) -> Path:
    """Give the file of an icon, for style sheets."""
    return resources_folder() / "icons" / f"{name}.svg"

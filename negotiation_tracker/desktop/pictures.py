"""Pictures of what is drawn: for the clipboard, and as PNG, SVG or PDF.

Fonts are set in pixels everywhere: points come out smaller in SVG than on the screen.
"""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from negotiation_tracker.desktop.theme import read_theme
from negotiation_tracker.paths import resources_folder

Draw = Callable[[QPainter, QRectF], None]
_RESOLUTION = 96
_SHARP = 2


class PictureFormat(StrEnum):
    """A file format for pictures."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"

    @property
    def words(self) -> str:
        """Give the words of a file dialog."""
        return {"png": "Picture", "svg": "Drawing", "pdf": "PDF"}[self.value]


def paper_colours() -> dict[str, str]:
    """Give the colours for what leaves the window: light, whatever the window uses."""
    return read_theme(resources_folder() / "themes" / "light.toml")


def image(draw: Draw, size: QSize) -> QImage:
    """Draw a picture, twice as sharp as the screen."""
    made = QImage(size * _SHARP, QImage.Format.Format_ARGB32)
    made.setDevicePixelRatio(_SHARP)
    made.fill(Qt.GlobalColor.white)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return made


def file_of(form: PictureFormat, draw: Draw, size: QSize, title: str) -> bytes:
    """Draw a picture as the bytes of a file.

    Args:
        form: file format.
        draw: draws it into a rectangle.
        size: of the rectangle, in pixels of the screen.
        title: words for programs that read pictures aloud.

    """
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    area = QRectF(0, 0, size.width(), size.height())
    if form is PictureFormat.PNG:
        made = image(draw, size)
        made.setText("Title", title)
        QImageWriter(buffer, QByteArray(b"png")).write(made)
    elif form is PictureFormat.SVG:
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(_RESOLUTION)
        generator.setSize(size)
        generator.setViewBox(area)
        generator.setTitle(title)
        _paint(QPainter(generator), draw, area)
    else:
        writer = QPdfWriter(buffer)
        writer.setTitle(title)
        writer.setCreator("")
        writer.setResolution(_RESOLUTION)
        points = QSizeF(size.width() * 72 / _RESOLUTION, size.height() * 72 / _RESOLUTION)
        page = QPageSize(points, QPageSize.Unit.Point)
        margins = QMarginsF(0, 0, 0, 0)
        writer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, margins))
        _paint(QPainter(writer), draw, area)
    buffer.close()
    return bytes(data.data())


def _paint(painter: QPainter, draw: Draw, area: QRectF) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw(painter, area)
    painter.end()

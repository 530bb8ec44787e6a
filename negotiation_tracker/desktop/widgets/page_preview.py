"""Pages of a document as pictures, one under the other on a desk of grey."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.words import words

_MARGIN = 18
_WIDEST = 640
_PAPER = QColor("#FFFFFF")
_EDGE = QColor(0, 0, 0, 60)


class _Sheet(QWidget):
    """One page, drawn as wide as there is room."""

    def __init__(self, image: QImage, number: int, pages: int) -> None:
        super().__init__()
        self._image = image
        self._shown = QImage()
        self.setAccessibleName(f"Page {number} of {pages}")

    def fit(self, width: int) -> None:
        """Take a width in pixels of the screen; the height follows."""
        size = self._image.size()
        height = round(width * size.height() / max(1, size.width()))
        self.setFixedSize(width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), _PAPER)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(self.width() * ratio), round(self.height() * ratio))
        if self._shown.size() != wanted:
            self._shown = self._image.scaled(
                wanted,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        painter.drawImage(QRectF(self.rect()), self._shown)
        painter.setPen(QPen(_EDGE))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class PagePreview(QFrame):
    """Shows pages, or words while there are none."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: list[_Sheet] = []
        self.setProperty("look", "desk")
        self._say = words("", "secondary", wrap=True)
        self._say.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = QWidget()
        inside.setProperty("look", "desk")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._column.setSpacing(_MARGIN)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self._area.setAccessibleName("Preview of the pages")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._say)
        self._stack.addWidget(self._area)

    def show_words(self, text: str) -> None:
        """Show words in place of pages."""
        self._say.setText(text)
        self._stack.setCurrentWidget(self._say)

    def show_pages(self, pages: Sequence[bytes], more: int = 0) -> int:
        """Show pages given as PNG pictures; gives how many could be shown.

        Args:
            pages: the pictures.
            more: pages that there are besides, which are only counted.

        """
        for sheet in self._sheets:
            self._column.removeWidget(sheet)
            sheet.deleteLater()
        images = [QImage.fromData(page) for page in pages]
        images = [image for image in images if not image.isNull()]
        total = len(images) + more
        self._sheets = [_Sheet(image, n, total) for n, image in enumerate(images, start=1)]
        for sheet in self._sheets:
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()
        self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._area)
        return len(images)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self._area.verticalScrollBar().sizeHint().width()
        width = min(_WIDEST, self.width() - bar - 2 * _MARGIN - 4)
        for sheet in self._sheets:
            sheet.fit(max(120, width))

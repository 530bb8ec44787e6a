"""A part of a page that can be clicked, or reached by Tab, to open what is behind it."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QLayout, QSizePolicy, QVBoxLayout, QWidget

RADIUS = 8


class Opens(QAbstractButton):
    """A button that looks like what is laid out in it; `content` is its layout."""

    def __init__(self, name: str, *, framed: bool = False, margin: int = 6) -> None:
        super().__init__()
        self._framed = framed
        self._over = False
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(margin, margin, margin, margin)
        self.content.setSpacing(1)

    def add(self, widget: QWidget, **options: Qt.AlignmentFlag) -> None:
        """Lay a widget out inside; it does not take clicks."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.content.addWidget(widget, 0, options.get("alignment", Qt.AlignmentFlag(0)))

    def add_layout(self, layout: QLayout) -> None:
        """Lay out a layout inside; its widgets do not take clicks."""
        for place in range(layout.count()):
            item = layout.itemAt(place)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.content.addLayout(layout)

    def sizeHint(self) -> QSize:
        return self.content.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()
        super().leaveEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        area = self.rect().adjusted(1, 1, -1, -1)
        fill = palette.color(QPalette.ColorRole.Base)
        if self._over or self.isDown():
            fill = palette.color(QPalette.ColorRole.AlternateBase)
        pen = QPen(Qt.PenStyle.NoPen)
        if self.hasFocus():
            pen = QPen(palette.color(QPalette.ColorRole.Link), 2)
        elif self._framed or self._over:
            pen = QPen(palette.color(QPalette.ColorRole.Mid), 1)
        painter.setPen(pen)
        painter.setBrush(fill)
        painter.drawRoundedRect(area, RADIUS, RADIUS)

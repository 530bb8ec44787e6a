"""A column that scrolls up and down and is never narrower than what stands in it."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QScrollArea


class Column(QScrollArea):
    """Scrolls upright alone; with larger text it grows wider instead of cutting fields off."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        size = super().minimumSizeHint()
        inside = self.widget()
        if inside is None:
            return size
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(max(self._least, inside.minimumSizeHint().width() + bar), size.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

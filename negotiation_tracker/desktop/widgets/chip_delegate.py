"""Draws the words of a cell as a chip in the colours of a side, with the side's letter in them."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.model.vocabulary import Side

TONE_ROLE = Qt.ItemDataRole.UserRole + 11
CHIP_ROLE = Qt.ItemDataRole.UserRole + 12
_TONES = {
    Side.LABOR.value: "union",
    Side.MANAGEMENT.value: "employer",
    Side.NEUTRAL.value: "neutral",
}


def tone_of(side: str) -> str:
    """Give the tone that the theme has for a side of the table."""
    return _TONES.get(side, "plain")


class ChipDelegate(QStyledItemDelegate):
    """Draws the words in `CHIP_ROLE` as a chip of the tone in `TONE_ROLE`.

    The cell's own words are drawn as usual, left of it; a cell without them has only the chip.
    """

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        words = index.data(CHIP_ROLE)
        if not words:
            return
        tone = index.data(TONE_ROLE) or "plain"
        font = self._font(option)
        metrics = QFontMetrics(font)
        own_words = index.data(Qt.ItemDataRole.DisplayRole)
        limit = option.rect.width() - 16 if not own_words else option.rect.width() * 0.45
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(limit) - 16)
        width = metrics.horizontalAdvance(shown) + 16
        height = metrics.height() + 4
        left = option.rect.right() - width - 6 if own_words else option.rect.left() + 8
        top = option.rect.top() + 5
        if own_words:
            top = option.rect.center().y() - height // 2 + 1
        chip = QRectF(left, top, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(f"{tone}_soft"))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(self._theme.colour(tone))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(size.height(), QFontMetrics(self._font(option)).height() + 12))
        return size

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        words = index.data(CHIP_ROLE)
        if words and option.text:
            # The chip stands over the end of the cell; the words must end before it.
            chip = min(
                QFontMetrics(self._font(option)).horizontalAdvance(words) + 16,
                int(option.rect.width() * 0.45),
            )
            room = option.rect.width() - chip - 44
            option.text = option.fontMetrics.elidedText(
                option.text, Qt.TextElideMode.ElideRight, room
            )

    @staticmethod
    def _font(option: QStyleOptionViewItem) -> QFont:
        font = QFont(option.font)
        font.setPixelSize(max(10, font.pixelSize() - 1))
        font.setWeight(QFont.Weight.DemiBold)
        return font

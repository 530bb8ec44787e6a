"""Draws the lines of live notes: bands, bold codes, wrapped words, marks that follow them."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.live_log import (
    ENTRY,
    NUMBER,
    ROW_ROLE,
    STATE,
    SUBJECT,
    TIME,
    WHO,
    Chip,
    LiveRow,
    State,
)
from negotiation_tracker.desktop.theme import Theme

Index = QModelIndex | QPersistentModelIndex
SIDE, TOP = 8, 6
_CHIP_SIDE, _GAP, _LOCK = 8.0, 6.0, 12.0
_EDGE = 3
_FILLED = "filled"
_SIGNS = {State.SAVED: "✓", State.WAITING: "…", State.STUCK: "!", State.LOCKED: "✓"}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A chip and where it stands."""

    chip: Chip
    place: QRectF


class LiveLogDelegate(QStyledItemDelegate):
    """Draws every column of the log, and edits times and words in place.

    Signals:
        amended: kind and key of the record, column, what was typed, what stood there.

    """

    amended = Signal(str, int, int, str, str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    # ---- drawing

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, LiveRow):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._ground(painter, option, row, index.column())
        ink = self._theme.colour("text")
        if row.state is State.WAITING:
            ink = self._theme.colour("secondary")
        inside = option.rect.adjusted(SIDE, TOP, -SIDE, -TOP)
        if index.column() == ENTRY:
            self._entry(painter, option.font, inside, row, ink)
        elif index.column() == WHO and row.who:
            font = _small(option.font)
            width = min(self._width(Chip(row.who), font), float(inside.width()))
            place = QRectF(inside.left(), inside.top() - 2, width, _chip_height(font))
            self._chip(painter, font, _Placed(Chip(row.who, row.tone), place))
        else:
            self._plain(painter, option.font, inside, row, index.column())
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row = index.data(ROW_ROLE)
        width = option.rect.width()
        if index.column() != ENTRY or not isinstance(row, LiveRow) or width <= 2 * SIDE:
            return QSize(width, QFontMetricsF(option.font).height().__ceil__() + 2 * TOP)
        return QSize(width, self.height_for(row, option.font, width))

    def height_for(self, row: LiveRow, font: QFont, width: int) -> int:
        """Give the height of a line whose entry has so many pixels to fill."""
        layout, placed = self._laid_out(row, font, max(40, width - 2 * SIDE))
        bottom = layout.boundingRect().bottom()
        if placed:
            bottom = max(bottom, placed[-1].place.bottom())
        return int(bottom) + 2 * TOP + 2

    def _ground(
        self, painter: QPainter, option: QStyleOptionViewItem, row: LiveRow, column: int
    ) -> None:
        role = "surface"
        if row.private:
            role = "disputed_soft"
        elif row.band:
            role = "neutral_soft"
        if option.state & QStyle.StateFlag.State_Selected:
            role = "selected"
        painter.fillRect(option.rect, self._theme.colour(role))
        line = QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1)
        painter.fillRect(line, self._theme.colour("line"))
        if column == NUMBER and (row.private or row.band):
            edge = QRect(option.rect.topLeft(), QSize(_EDGE, option.rect.height()))
            painter.fillRect(edge, self._theme.colour("disputed" if row.private else "neutral"))

    def _entry(
        self, painter: QPainter, font: QFont, inside: QRect, row: LiveRow, ink: QColor
    ) -> None:
        layout, placed = self._laid_out(row, font, inside.width())
        painter.setPen(ink)
        layout.draw(painter, QPointF(inside.topLeft()))
        small = _small(font)
        for each in placed:
            moved = each.place.translated(QPointF(inside.topLeft()))
            self._chip(painter, small, _Placed(each.chip, moved), on_band=row.band)

    def _plain(
        self, painter: QPainter, font: QFont, inside: QRect, row: LiveRow, column: int
    ) -> None:
        text = {NUMBER: str(row.number or ""), TIME: row.time, SUBJECT: row.subject}.get(column, "")
        role = "secondary"
        if column == STATE:
            text = _SIGNS[row.state]
            role = {State.SAVED: "good", State.STUCK: "error"}.get(row.state, "secondary")
            if row.state is State.LOCKED:
                icon("lock").paint(painter, QRect(inside.left(), inside.top(), 14, 14))
                return
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.colour(role))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(QPointF(inside.left(), inside.top() + metrics.ascent()), shown)

    def _laid_out(
        self, row: LiveRow, font: QFont, width: int
    ) -> tuple[QTextLayout, tuple[_Placed, ...]]:
        text = f"{row.strong} {row.text}".strip()
        layout = QTextLayout(text, font)
        if row.strong:
            bold = QTextLayout.FormatRange()
            bold.start, bold.length = 0, len(row.strong)
            bold.format.setFontWeight(QFont.Weight.DemiBold)
            layout.setFormats([bold])
        layout.beginLayout()
        down, last = 0.0, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, down))
            last = line.naturalTextWidth()
            down += line.height()
        layout.endLayout()
        return layout, self._place(row, font, width, QPointF(last, down))

    def _place(self, row: LiveRow, font: QFont, width: int, end: QPointF) -> tuple[_Placed, ...]:
        """Put the chips behind the last word, or on lines of their own where room is short."""
        small = _small(font)
        height = _chip_height(small)
        line = QFontMetricsF(font).height()
        across = end.x() + _GAP if end.x() else 0.0
        top = max(0.0, end.y() - line) + (line - height) / 2
        found = []
        for chip in row.chips:
            wide = min(self._width(chip, small), float(width))
            if across + wide > width and across:
                across, top = 0.0, top + height + 3
            found.append(_Placed(chip, QRectF(across, top, wide, height)))
            across += wide + _GAP
        return tuple(found)

    def _width(self, chip: Chip, font: QFont) -> float:
        lock = _LOCK + 3 if chip.locked else 0.0
        return QFontMetricsF(font).horizontalAdvance(chip.words) + 2 * _CHIP_SIDE + lock

    def _chip(
        self, painter: QPainter, font: QFont, placed: _Placed, *, on_band: bool = False
    ) -> None:
        chip, place = placed.chip, placed.place
        soft = "surface" if chip.locked or on_band else f"{chip.tone}_soft"
        painter.setPen(self._theme.colour(chip.tone) if chip.locked else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(soft))
        painter.drawRoundedRect(place, place.height() / 2, place.height() / 2)
        words = place.adjusted(_CHIP_SIDE, 0, -_CHIP_SIDE, 0)
        if chip.locked:
            top = int(place.center().y() - _LOCK / 2)
            icon("lock").paint(painter, QRect(int(words.left()), top, int(_LOCK), int(_LOCK)))
            words.setLeft(words.left() + _LOCK + 3)
        painter.setPen(self._theme.colour(chip.tone))
        painter.setFont(font)
        shown = QFontMetricsF(font).elidedText(
            chip.words, Qt.TextElideMode.ElideRight, words.width() + 1
        )
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), shown)

    # ---- editing

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName("Time of the line" if index.column() == TIME else "Words")
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        # Only once: a line may be brought up to date while it is being edited.
        if isinstance(editor, QLineEdit) and not editor.property(_FILLED):
            editor.setProperty(_FILLED, str(index.data(Qt.ItemDataRole.EditRole)) or " ")
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(editor, QLineEdit) or not isinstance(row, LiveRow):
            return
        before = str(editor.property(_FILLED)).strip()
        typed = editor.text().strip()
        if typed and typed != before:
            self.amended.emit(*row.key, index.column(), typed, before)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        height = max(editor.sizeHint().height(), 26)
        editor.setGeometry(option.rect.left(), option.rect.top(), option.rect.width(), height)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            hint = QAbstractItemDelegate.EndEditHint
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and isinstance(editor, QWidget):
                self.commitData.emit(editor)
                self.closeEditor.emit(
                    editor,
                    hint.EditNextItem if event.key() == Qt.Key.Key_Tab else hint.EditPreviousItem,
                )
                return True
        return super().eventFilter(editor, event)


def _small(font: QFont) -> QFont:
    made = QFont(font)
    made.setPixelSize(max(10, font.pixelSize() - 1))
    made.setWeight(QFont.Weight.DemiBold)
    return made


def _chip_height(font: QFont) -> float:
    return QFontMetricsF(font).height() + 4

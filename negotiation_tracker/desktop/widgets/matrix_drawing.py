"""Draws the cells of the grid of positions: on the screen and into pictures alike."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.rules.matrix import CellLine, Look, Matrix, MatrixCell, MatrixRow

MARGIN = 8.0
GAP = 2.0
BOX = 4.0
HEAD = 34.0
_WRAP = (
    Qt.AlignmentFlag.AlignLeft.value
    | Qt.AlignmentFlag.AlignTop.value
    | Qt.TextFlag.TextWordWrap.value
)
_TALLEST = 4000.0
_SMALL = frozenset({Look.QUIET, Look.ADVERSE, Look.EXPLORED, Look.MARK})
_ROLES = {
    Look.MAIN: "text",
    Look.SILENT: "secondary",
    Look.QUIET: "secondary",
    Look.ADVERSE: "disputed",
    Look.EXPLORED: "neutral",
    Look.MARK: "disputed",
}
_LETTERS = {"labor": "(U)", "management": "(E)", "neutral": "(N)"}
DERIVED_HEADS = ("Gap", "Movement", "Status")


@dataclass(frozen=True, slots=True)
class Ink:
    """Colours by role and the size of body text in pixels."""

    colours: Mapping[str, str]
    font: QFont
    size: int

    def colour(self, role: str) -> QColor:
        """Give the colour of a role."""
        return QColor(self.colours[role])

    def of(self, look: Look) -> QFont:
        """Give the font of a kind of line."""
        font = QFont(self.font)
        font.setPixelSize(max(10, self.size - 1) if look in _SMALL else self.size)
        if look is Look.MARK:
            font.setWeight(QFont.Weight.DemiBold)
        return font


def head_words(matrix: Matrix, column: int) -> tuple[str, str]:
    """Give the head of a column and its tone; columns are participants, then what is derived."""
    if column < len(matrix.participants):
        side = matrix.sides[column]
        words = f"{matrix.participants[column]} {_LETTERS.get(side, '')}".strip()
        return words, tone_of(side)
    return DERIVED_HEADS[column - len(matrix.participants)], ""


def cells_of(row: MatrixRow) -> tuple[MatrixCell, ...]:
    """Give the cells of a row in the order of the columns."""
    return (*row.positions, row.gap, row.movement, row.status)


def height_of(cell: MatrixCell, width: float, ink: Ink) -> float:
    """Give the height a cell needs at a width."""
    inner = width - 2 * MARGIN
    total = 2 * MARGIN - GAP
    for line in cell.lines:
        total += _line_height(line, inner, ink) + GAP
    return total


def _line_height(line: CellLine, width: float, ink: Ink) -> float:
    boxed = line.look in (Look.ADVERSE, Look.MARK)
    room = max(width - (2 * BOX if boxed else 0), 10.0)
    bounds = QFontMetricsF(ink.of(line.look)).boundingRect(
        QRectF(0, 0, room, _TALLEST), _WRAP, line.text
    )
    return bounds.height() + (BOX if boxed else 0)


def draw_cell(painter: QPainter, area: QRectF, cell: MatrixCell, ink: Ink) -> None:
    """Draw the lines of a cell from the top."""
    left, width = area.left() + MARGIN, area.width() - 2 * MARGIN
    top = area.top() + MARGIN
    for line in cell.lines:
        height = _line_height(line, width, ink)
        spot = QRectF(left, top, width, height)
        font = ink.of(line.look)
        painter.setFont(font)
        if line.look in (Look.ADVERSE, Look.MARK):
            box = QRectF(spot)
            if line.look is Look.MARK:
                advance = QFontMetricsF(font).horizontalAdvance(line.text) + 2 * BOX + 2
                box.setWidth(min(advance, width))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink.colour("disputed_soft"))
            painter.drawRoundedRect(box, 4, 4)
            spot = spot.adjusted(BOX, BOX / 2, -BOX, BOX / 2)
        painter.setPen(QPen(ink.colour(_ROLES[line.look])))
        painter.drawText(spot, _WRAP, line.text)
        top += height + GAP


def draw_issue(painter: QPainter, area: QRectF, row: MatrixRow, ink: Ink) -> None:
    """Draw the name of an issue, and its place in the contract below."""
    font = QFont(ink.font)
    font.setPixelSize(ink.size)
    font.setWeight(QFont.Weight.DemiBold)
    inner = area.adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN / 2)
    painter.setFont(font)
    painter.setPen(ink.colour("text"))
    painter.drawText(inner, _WRAP, row.issue)
    if row.place:
        used = QFontMetricsF(font).boundingRect(inner, _WRAP, row.issue).height()
        painter.setFont(ink.of(Look.QUIET))
        painter.setPen(ink.colour("secondary"))
        painter.drawText(inner.adjusted(0, used + GAP, 0, 0), _WRAP, row.place)


def issue_height(row: MatrixRow, width: float, ink: Ink) -> float:
    """Give the height the name of an issue needs."""
    font = QFont(ink.font)
    font.setPixelSize(ink.size)
    font.setWeight(QFont.Weight.DemiBold)
    room = QRectF(0, 0, max(width - 2 * MARGIN, 10.0), _TALLEST)
    total = QFontMetricsF(font).boundingRect(room, _WRAP, row.issue).height() + 2 * MARGIN
    if row.place:
        quiet = QFontMetricsF(ink.of(Look.QUIET))
        total += quiet.boundingRect(room, _WRAP, row.place).height() + GAP
    return total


def draw_head(painter: QPainter, area: QRectF, head: tuple[str, str], ink: Ink) -> None:
    """Draw the head of a column: a chip in the tone of the side, or plain words."""
    text, tone = head
    font = ink.of(Look.MARK)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    room = area.width() - 2 * MARGIN - (14 if tone else 0)
    name, letter = (text[:-4], text[-4:]) if tone and text.endswith(")") else (text, "")
    room -= metrics.horizontalAdvance(letter)
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room) + letter
    spot = area.adjusted(MARGIN, 0, -MARGIN, 0)
    if tone:
        height = metrics.height() + 4
        width = metrics.horizontalAdvance(shown) + 14
        chip = QRectF(spot.left(), spot.center().y() - height / 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.colour(f"{tone}_soft"))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(ink.colour(tone))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, shown)
        return
    painter.setPen(ink.colour("secondary"))
    painter.drawText(spot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class MatrixPicture:
    """The whole grid as one picture, with a title and what it is about."""

    ISSUE, PARTICIPANT, GAP, MOVEMENT, STATUS = 150.0, 210.0, 160.0, 210.0, 140.0
    EDGE = 18.0

    def __init__(self, matrix: Matrix, title: str, about: str, ink: Ink) -> None:
        self._matrix = matrix
        self._title, self._about = title, about
        self._ink = ink
        count = len(matrix.participants)
        self._widths = [self.PARTICIPANT] * count + [self.GAP, self.MOVEMENT, self.STATUS]
        self._heights = [
            max(
                issue_height(row, self.ISSUE, ink),
                *(
                    height_of(cell, width, ink)
                    for cell, width in zip(cells_of(row), self._widths, strict=True)
                ),
            )
            for row in matrix.rows
        ]
        self._top = self.EDGE + 50 + HEAD
        self.width = 2 * self.EDGE + self.ISSUE + sum(self._widths)
        self.height = self._top + sum(self._heights) + self.EDGE

    def draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw it all."""
        ink = self._ink
        painter.fillRect(area, ink.colour("surface"))
        font = QFont(ink.font)
        font.setPixelSize(ink.size + 5)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(ink.colour("text"))
        left = self.EDGE + MARGIN
        painter.drawText(QRectF(left, self.EDGE, self.width, 24), _WRAP, self._title)
        painter.setFont(ink.of(Look.QUIET))
        painter.setPen(ink.colour("secondary"))
        painter.drawText(QRectF(left, self.EDGE + 26, self.width, 20), _WRAP, self._about)
        self._heads(painter)
        top = self._top
        for row, height in zip(self._matrix.rows, self._heights, strict=True):
            self._rule(painter, top, "line")
            draw_issue(painter, QRectF(self.EDGE, top, self.ISSUE, height), row, ink)
            at = self.EDGE + self.ISSUE
            for cell, width in zip(cells_of(row), self._widths, strict=True):
                draw_cell(painter, QRectF(at, top, width, height), cell, ink)
                at += width
            top += height

    def _heads(self, painter: QPainter) -> None:
        top = self._top - HEAD
        area = QRectF(self.EDGE, top, self.ISSUE, HEAD)
        draw_head(painter, area, ("Issue", ""), self._ink)
        at = self.EDGE + self.ISSUE
        for column, width in enumerate(self._widths):
            area = QRectF(at, top, width, HEAD)
            draw_head(painter, area, head_words(self._matrix, column), self._ink)
            at += width
        self._rule(painter, self._top, "border")

    def _rule(self, painter: QPainter, y: float, role: str) -> None:
        painter.setPen(QPen(self._ink.colour(role), 1))
        painter.drawLine(int(self.EDGE), int(y), int(self.width - self.EDGE), int(y))

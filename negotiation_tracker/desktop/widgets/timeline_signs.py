"""The small signs of a timeline: one shape for each kind of record, so colour is never alone."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

from negotiation_tracker.rules.timeline import ItemKind

KIND_WORDS = {
    ItemKind.SESSION: "Sessions",
    ItemKind.PROPOSAL: "Proposals",
    ItemKind.AGREEMENT: "Agreements",
    ItemKind.EVENT: "Events",
    ItemKind.MEDIATION: "Mediation",
    ItemKind.STATEMENT: "Statements",
}
"""Kinds that can be filtered, in the order of the filter, with their words."""


def draw_sign(
    painter: QPainter,
    kind: ItemKind,
    box: QRectF,
    colours: tuple[QColor, QColor],
    *,
    hollow: bool = False,
    rough: bool = False,
) -> None:
    """Draw the sign of a kind of record.

    Args:
        painter: to draw with.
        kind: whose sign.
        box: where.
        colours: of the sign, and of the ground.
        hollow: planned, alleged or only claimed: an outline only.
        rough: the day is not exact: the outline is dashed.

    """
    ink, ground = colours
    pen = QPen(ink, 1.6)
    if rough:
        pen.setStyle(Qt.PenStyle.CustomDashLine)
        pen.setDashPattern([2.0, 1.4])
    painter.setPen(pen)
    fill = QColor(ink)
    if rough:
        fill.setAlpha(70)
    painter.setBrush(ground if hollow else fill)
    path = _path(kind, box.adjusted(2, 2, -2, -2))
    if rough and not hollow:
        painter.fillPath(path, ground)
    painter.drawPath(path)
    if kind is ItemKind.AGREEMENT:
        _tick(painter, box, ink if hollow or rough else ground)


def kind_icon(kind: ItemKind, ink: QColor, ground: QColor, ratio: float) -> QIcon:
    """Give the sign of a kind as an icon, for the filter that is also the key."""
    size = QSize(16, 16)
    pixmap = QPixmap(size * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_sign(painter, kind, QRectF(0, 0, 16, 16), (ink, ground))
    painter.end()
    return QIcon(pixmap)


def _tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    x, y = box.center().x(), box.center().y()
    painter.drawPolyline(
        QPolygonF([QPointF(x - 3, y), QPointF(x - 1, y + 2.4), QPointF(x + 3, y - 2.4)])
    )


def _path(kind: ItemKind, box: QRectF) -> QPainterPath:
    path = QPainterPath()
    middle = box.center()
    if kind is ItemKind.SESSION:
        path.addEllipse(box)
    elif kind is ItemKind.PROPOSAL:
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), box.top()),
                    QPointF(box.right(), middle.y()),
                    QPointF(middle.x(), box.bottom()),
                    QPointF(box.left(), middle.y()),
                ]
            )
        )
        path.closeSubpath()
    elif kind is ItemKind.MEDIATION:
        third = box.width() / 4
        path.addPolygon(
            QPolygonF(
                [
                    QPointF(box.left() + third, box.top()),
                    QPointF(box.right() - third, box.top()),
                    QPointF(box.right(), middle.y()),
                    QPointF(box.right() - third, box.bottom()),
                    QPointF(box.left() + third, box.bottom()),
                    QPointF(box.left(), middle.y()),
                ]
            )
        )
        path.closeSubpath()
    elif kind is ItemKind.STATEMENT:
        path.addRoundedRect(box.adjusted(0, 0.5, 0, -3.5), 2.5, 2.5)
        tail = QPainterPath()
        low = box.bottom() - 3.5
        tail.addPolygon(
            QPolygonF(
                [
                    QPointF(box.left() + 2.5, low - 0.5),
                    QPointF(box.left() + 3, box.bottom()),
                    QPointF(box.left() + 7, low - 0.5),
                ]
            )
        )
        tail.closeSubpath()
        path = path.united(tail)
    elif kind is ItemKind.AGREEMENT:
        path.addRoundedRect(box, 5, 5)
    else:
        path.addRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 1.5, 1.5)
    return path

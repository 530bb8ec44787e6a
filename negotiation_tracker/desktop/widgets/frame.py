"""The frame around all that the window shows; its edge takes a colour for who may look."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget


def coloured_frame(above: Sequence[QWidget], beside: Sequence[QWidget]) -> QFrame:
    """Put bars above one another, and below them what stands side by side, the last the widest."""
    frame = QFrame()
    frame.setProperty("look", "frame")
    outer = QVBoxLayout(frame)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.setSpacing(0)
    for bar in above:
        outer.addWidget(bar)
    inner = QHBoxLayout()
    inner.setSpacing(0)
    for part in beside:
        inner.addWidget(part, int(part is beside[-1]))
    outer.addLayout(inner, 1)
    return frame

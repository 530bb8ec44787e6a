"""Labels, chips and cards: user text is always plain, and long text gives way."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)


def words(text: str, look: str = "", *, wrap: bool = False) -> QLabel:
    """Make a label of plain text; ``look`` is a name from the style sheet."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if look:
        label.setProperty("look", look)
    return label


def chip(text: str, tone: str = "plain", *, tip: str = "") -> QLabel:
    """Make a small coloured mark; the word says it all, the colour only helps."""
    label = words(text, "chip")
    label.setProperty("tone", tone)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
    if tip:
        label.setToolTip(tip)
    return label


class Elided(QLabel):
    """A label of one line that ends in … when there is no room, with all of it as tool tip."""

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if look:
            self.setProperty("look", look)
        self.show_text(text)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self.setText(text)
        self.setToolTip(text)
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            shown,
            self.foregroundRole(),
        )


class Capped(QLabel):
    """A label that wraps, and shortens single words too wide for it, with all as tool tip.

    Qt breaks lines between words only: one word without an end would push all else aside.
    """

    def __init__(self, text: str, look: str = "", *, letters: int = 13) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if look:
            self.setProperty("look", look)
        self._whole = text
        self._letters = letters
        self.setAccessibleName(text)
        self._shorten()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._shorten()

    def _shorten(self) -> None:
        self.ensurePolished()
        metrics = self.fontMetrics()
        widest = self._letters * metrics.averageCharWidth()
        right = Qt.TextElideMode.ElideRight
        shown = " ".join(metrics.elidedText(w, right, widest) for w in self._whole.split())
        if shown != self.text():
            self.setText(shown)
        self.setToolTip("" if shown == " ".join(self._whole.split()) else self._whole)


class Card(QFrame):
    """A framed box; `content` is its vertical layout."""

    def __init__(self, heading: str = "", *, margin: int = 14) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(margin, 12, margin, 12)
        self.content.setSpacing(6)
        if heading:
            self.content.addWidget(words(heading, "heading"))


def link(text: str, *, name: str = "") -> QPushButton:
    """Make a button that looks like a link; it can be reached by keyboard."""
    button = QPushButton(text.replace("&", "&&"))
    button.setProperty("look", "link")
    button.setAutoDefault(False)  # else the first link of a dialog takes its Enter key
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setAccessibleName(name or text)
    button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return button


def live_button(asked: Callable[[str], object]) -> QPushButton:
    """Make the button to the live notes; ``asked`` is given the key of their page."""
    button = QPushButton("Live notes")
    button.setToolTip("Start a session now, or go on with the unfinished one (Ctrl+Shift+L)")
    button.setAccessibleName("Live notes: start a session, or go on with the unfinished one")
    button.clicked.connect(lambda: asked("live_notes"))
    return button


def row(*widgets: QWidget, spacing: int = 8, stretch: bool = True) -> QHBoxLayout:
    """Put widgets beside one another, at the left."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for widget in widgets:
        layout.addWidget(widget)
    if stretch:
        layout.addStretch(1)
    return layout


def rule() -> QFrame:
    """Make a thin line between rows."""
    line = QFrame()
    line.setProperty("look", "rule")
    return line


def clear(layout: QLayout) -> None:
    """Remove and delete everything in a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (inner := item.layout()) is not None:
            clear(inner)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()


def restyle(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property and have the style sheet look at it again."""
    widget.setProperty(name, value)
    style: QStyle = widget.style()
    style.unpolish(widget)
    style.polish(widget)

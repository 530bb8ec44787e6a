"""The left side of the window: which negotiation is shown, and the pages."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.words import Elided, words
from negotiation_tracker.model.record import Record

WIDTH = 216
WIDEST = 300
LETTERS = 14.5
"""Width of the bar in heights of a line, for text larger than usual."""
BESIDE_TITLE = 58
MOST_LINES = 3


def width_for(metrics: QFontMetrics) -> int:
    """Give the width of the bar for a size of text."""
    return min(WIDEST, max(WIDTH, round(metrics.height() * LETTERS)))


class Switcher(QToolButton):
    """Shows which negotiation is open and offers the others.

    Signals:
        chosen: another negotiation was chosen; its id.

    """

    chosen = Signal(int)

    def __init__(self, new_negotiation: QAction) -> None:
        super().__init__()
        self.setProperty("look", "switch")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._new = new_negotiation
        self._whole_title = ""
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)
        self._title = words("", "heading", wrap=True)
        self._detail = Elided("", "secondary")
        arrow = QLabel()
        arrow.setPixmap(icon("down").pixmap(12, 12))
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self._title)
        lines.addWidget(self._detail)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 6, 8, 6)
        layout.addLayout(lines, 1)
        layout.addWidget(arrow)
        for label in (self._title, self._detail, arrow):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.show_negotiations([], None)
        self._fill()

    def sizeHint(self) -> QSize:
        metrics = self._bold()
        line = metrics.lineSpacing()
        title = self._height(metrics, self._title.text())
        detail = self._detail.fontMetrics().lineSpacing()
        return QSize(WIDTH, min(title, MOST_LINES * line) + detail + 20)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _bold(self) -> QFontMetrics:
        self._title.ensurePolished()
        return self._title.fontMetrics()

    def _height(self, metrics: QFontMetrics, text: str) -> int:
        room = QRect(0, 0, width_for(self.fontMetrics()) - BESIDE_TITLE, 40 * metrics.height())
        flags = Qt.TextFlag.TextWordWrap
        return metrics.boundingRect(room, flags, text).height()

    def _fit(self) -> None:
        """Shorten the title to what fits, and take the height that it needs."""
        metrics = self._bold()
        most = MOST_LINES * metrics.lineSpacing()
        shown, words_ = self._whole_title, self._whole_title.split()
        while len(words_) > 1 and self._height(metrics, shown) > most:
            words_.pop()
            shown = " ".join(words_) + "…"
        self._title.setText(shown)
        self.setFixedHeight(self.sizeHint().height())

    def show_negotiations(self, negotiations: Sequence[Record], shown: int | None) -> None:
        """Say which negotiation is shown; the menu lists them all when it opens."""
        self._listed = tuple(negotiations), shown
        current = next((n for n in negotiations if n.id == shown), None)
        title = current.title if current else "No negotiation"
        detail = current.code if current else "Choose or add one here"
        self._whole_title = title
        self._detail.show_text(detail)
        self.setToolTip(title)
        self._fit()
        self.setAccessibleName(f"Negotiation: {title}. Choose another")

    def _fill(self) -> None:
        """List the negotiations in the menu, which takes a while when there are very many."""
        negotiations, shown = self._listed
        self._menu.clear()
        group = QActionGroup(self._menu)
        for record in negotiations:
            words_ = f"{record.title}  ({record.code})".replace("&", "&&")
            action = self._menu.addAction(words_)
            action.setCheckable(True)
            action.setChecked(record.id == shown)
            group.addAction(action)
            action.triggered.connect(lambda _=False, i=record.id: self.chosen.emit(i))
        if negotiations:
            self._menu.addSeparator()
        self._menu.addAction(self._new)


class SideBar(QFrame):
    """Navigation on the left; `switcher` on top, pages below, the trash at the bottom."""

    def __init__(self, new_negotiation: QAction, pages: Mapping[str, QAction]) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.switcher = Switcher(new_negotiation)
        self._buttons: dict[str, QPushButton] = {}
        self._counts: dict[str, QLabel] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 12, 8, 8)
        layout.setSpacing(2)
        layout.addWidget(self.switcher)
        layout.addSpacing(10)
        layout.addWidget(self._make_entries(pages), 1)
        self.setFixedWidth(width_for(self.fontMetrics()))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.setFixedWidth(width_for(self.fontMetrics()))

    def show_count(self, key: str, count: int | None) -> None:
        """Show how many records a page has; None shows nothing."""
        words_ = "" if count is None else f"{count:,}"
        self._counts[key].setText(words_)
        title = self._buttons[key].text().replace("&&", "&").strip()
        self._buttons[key].setAccessibleName(f"{title}, {words_}" if words_ else title)

    def _make_entries(self, pages: Mapping[str, QAction]) -> QScrollArea:
        """Make the entries; with large text in a low window they are scrolled."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for key, action in pages.items():
            if key == "trash":
                column.addStretch(1)
            column.addWidget(self._entry(key, action))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        return area

    def _entry(self, key: str, action: QAction) -> QPushButton:
        # The words without the mark of the menu letter, in which an "&" stands doubled.
        button = QPushButton(action.iconText().replace("&", "&&"))
        button.setProperty("look", "nav")
        button.setIcon(action.icon())
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setChecked(action.isChecked())
        button.clicked.connect(action.trigger)
        action.toggled.connect(button.setChecked)
        action.enabledChanged.connect(button.setEnabled)
        count = words("", "secondary")
        count.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = QHBoxLayout(button)
        inside.setContentsMargins(8, 0, 10, 0)
        inside.addStretch(1)
        inside.addWidget(count)
        self._buttons[key] = button
        self._counts[key] = count
        return button

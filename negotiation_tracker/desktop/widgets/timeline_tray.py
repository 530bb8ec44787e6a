"""What has no date: listed in a tray below the timeline, never placed by guess."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.timeline_canvas import as_plain
from negotiation_tracker.desktop.widgets.words import link, words
from negotiation_tracker.rules.timeline import Item

MOST = 5
LONGEST = 140


class UndatedTray(QFrame):
    """Shows a few undated records, and a link to all of them; hidden when there are none.

    Signals:
        opened: a record is to be shown; the item.
        all_asked: all of them are to be listed.

    """

    opened = Signal(object)
    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "inset")
        self.setAccessibleName("Records whose date is not known")
        self.items: tuple[Item, ...] = ()
        self._name = words("Date not known", "label")
        self._flow = Flow(spacing=6)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(10)
        row.addWidget(self._name, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._flow, 1)
        self.hide()

    def show_items(self, items: tuple[Item, ...]) -> None:
        """Show other records."""
        self.items = items
        self._flow.clear()
        self.setVisible(bool(items))
        for item in items[:MOST]:
            self._flow.add(self._button(item))
        if len(items) > MOST:
            more = link(f"all {len(items):,} …", name=f"List all {len(items):,} undated records")
            more.clicked.connect(self.all_asked)
            self._flow.add(more)

    def _button(self, item: Item) -> QPushButton:
        text = f"{item.entry.what}: {item.entry.title}"
        button = QPushButton()
        button.setProperty("look", "chip")
        button.setProperty("tone", "plain")
        shown = QFontMetrics(self.font()).elidedText(text, Qt.TextElideMode.ElideRight, LONGEST)
        button.setText(shown.replace("&", "&&"))
        button.setToolTip(as_plain(text))
        button.setAccessibleName(f"{text}, date not known")
        button.clicked.connect(lambda _=False: self.opened.emit(item))
        return button

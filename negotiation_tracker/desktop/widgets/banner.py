"""A strip across the window for what holds as long as this store is open."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from negotiation_tracker.desktop.widgets.words import link, words


class Banner(QFrame):
    """A sentence, and a way out of what it says; hidden while there is nothing to say.

    Signals:
        way_out: the link was used.

    """

    way_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self._words = words("", "note", wrap=True)
        self._words.setProperty("tone", "disputed")
        self._link = link("")
        self._link.clicked.connect(self.way_out)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 6)
        layout.setSpacing(12)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._link)
        self.hide()

    def say(self, text: str, way_out: str = "") -> None:
        """Show a sentence with a link beside it; nothing hides the strip."""
        self._words.setText(text)
        self._link.setText(way_out.replace("&", "&&"))
        self._link.setAccessibleName(way_out)
        self._link.setVisible(bool(way_out))
        self.setVisible(bool(text))

    def text(self) -> str:
        """Give the sentence shown."""
        return self._words.text()

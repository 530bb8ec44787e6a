"""What the window shows until its store is open, and when none could be opened."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.words import words

BAR_WIDTH = 260


class Starting(QWidget):
    """A calm page with a sentence, and a moving bar while something is being done."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = words("", "title", wrap=True)
        self._title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._title.setFixedWidth(520)
        self._detail = words("", "secondary", wrap=True)
        self._detail.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._detail.setFixedWidth(420)
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Working")
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.setSpacing(10)
        for widget in (self._title, self._detail, self._bar):
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(widget)
            line.addStretch(1)
            layout.addLayout(line)
        layout.addStretch(3)
        self._bar.hide()

    def say(self, title: str, detail: str = "", *, working: bool) -> None:
        """Show a sentence; with ``working`` a moving bar below it."""
        self._title.setText(title)
        self._detail.setText(detail)
        self._bar.setVisible(working)

    def text(self) -> str:
        """Give what is said."""
        return f"{self._title.text()} {self._detail.text()}"

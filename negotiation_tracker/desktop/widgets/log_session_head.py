"""Top of the page to log a session: title, state of the draft, and the buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.words import Elided, link, words


class LogSessionHead(QWidget):
    """What is logged for which talks, whether it is saved yet, and what to do with it."""

    def __init__(self) -> None:
        super().__init__()
        self.subtitle = Elided("", "secondary")
        self.state = words("", "secondary")
        self.problem = Note()
        self.discard = link("Discard this draft")
        self.discard.hide()
        self.bring_back = link("Bring it back")
        self.bring_back.hide()
        self.clear = QPushButton("Clear")
        self.clear.setToolTip("Empty the form; it can be brought back")
        self.save = QPushButton("Save session   Ctrl+↵")
        self.save.setAccessibleName("Save session")
        self.save.setProperty("look", "primary")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(words("Log session", "title"))
        row.addWidget(self.subtitle, 1)
        for widget in (self.state, self.discard, self.bring_back, self.clear, self.save):
            row.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.problem)

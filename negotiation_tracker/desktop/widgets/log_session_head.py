"""Top of the page to log a session: title, state of the draft, and the buttons."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.words import Elided, link, words


class LogSessionHead(QWidget):
    """What is logged for which talks, whether it is saved yet, and what to do with it."""

    def __init__(self) -> None:
        super().__init__()
        self._talks = ""
        self._state = ""
        self.subtitle = Elided("", "secondary")
        self.problem = Note()
        self.discard = link("Discard this draft")
        self.discard.hide()
        self.bring_back = link("Bring it back")
        self.bring_back.hide()
        self.clear = QPushButton("Clear")
        self.clear.setToolTip("Empty the form; it can be brought back")
        self.save = QPushButton("Save session")
        self.save.setAccessibleName("Save session")
        self.save.setToolTip("Save the session (Ctrl+Enter)")
        self.save.setProperty("look", "primary")
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(words("Log session", "title"))
        row.addWidget(self.subtitle, 1)
        for widget in (self.discard, self.bring_back, self.clear):
            row.addWidget(widget)
        self._keys = words("Ctrl+↵", "secondary")
        row.addWidget(self._keys)
        row.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 0)
        layout.setSpacing(6)
        layout.addLayout(row)
        layout.addWidget(self.problem)

    @property
    def state(self) -> str:
        """Give the words on the draft."""
        return self._state

    def say_talks(self, words: str) -> None:
        """Say which talks this is for."""
        self._talks = words
        self._show()

    def say_state(self, words: str) -> None:
        """Say whether what is typed is saved; this comes first where there is little room."""
        self._state = words
        self._show()

    def show_buttons(self, shown: bool) -> None:
        """Show or hide what makes sense only with the form."""
        for widget in (self.save, self.clear, self.subtitle, self._keys):
            widget.setVisible(shown)

    def _show(self) -> None:
        self.subtitle.show_text(" · ".join(part for part in (self._state, self._talks) if part))

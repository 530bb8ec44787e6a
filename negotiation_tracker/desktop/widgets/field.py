"""A labelled editor with one line of words under it: how it was read, or what is wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.words import restyle


class Note(QLabel):
    """A small line of plain text under an editor; takes no room while empty."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("look", "secondary")
        self.hide()

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Show words, or nothing; ``wrong`` puts them in the colour of errors, after a mark."""
        restyle(self, "look", "error" if wrong else "secondary")
        self.setText(f"⚠ {words}" if wrong and words else words)
        self.setVisible(bool(words))


class Field(QWidget):
    """An editor with its label above and a note below.

    An error replaces the note until `clear_error`; the words also reach screen readers as the
    description of the editor.

    Attributes:
        name: name of the field in the catalogue, by which errors find it.
        editor: the widget that takes the focus.

    """

    def __init__(self, name: str, label: str, editor: QWidget, *, tip: str = "") -> None:
        super().__init__()
        self.name = name
        self.editor = editor
        self._reading = ""
        self._error = ""
        self.label = QLabel(label)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setProperty("look", "label")
        self.label.setBuddy(editor)
        if not editor.accessibleName():
            editor.setAccessibleName(label.replace("&", ""))
        if tip:
            editor.setToolTip(tip)
        self.note = Note()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.label)
        layout.addWidget(editor)
        layout.addWidget(self.note)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(self.clear_error)

    def set_reading(self, words: str) -> None:
        """Say under the editor how its text is understood."""
        self._reading = words
        self._show()

    def set_error(self, words: str) -> None:
        """Say under the editor what is wrong and what to do."""
        self._error = words
        restyle(self.editor, "problem", bool(words))
        self._show()

    def clear_error(self) -> None:
        """Take an error away, as soon as the person begins to mend it."""
        if self._error:
            self.set_error("")

    @property
    def error(self) -> str:
        """Give the words of the error shown, or nothing."""
        return self._error

    def _show(self) -> None:
        self.note.say(self._error or self._reading, wrong=bool(self._error))
        self.editor.setAccessibleDescription(self._error or self._reading)

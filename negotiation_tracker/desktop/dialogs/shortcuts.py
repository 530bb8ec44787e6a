"""All keyboard shortcuts on one sheet."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.words import words

LOG_SESSION = (
    ("Save the session", "Ctrl+Enter"),
    ("Add a proposal or counterproposal", "F7"),
    ("Another issue in the same proposal", "Enter after the numbers"),
    ("Go to the line of the log", "F5"),
    ("Add the line", "Enter"),
    ("Mend or remove a line of the log", "Enter, Delete"),
    ("The time it is now", "Ctrl+;"),
    ("A day later or earlier", "Up, Down"),
    ("Calendar", "Alt+Down"),
    ("Take the first that fits", "Tab or Enter"),
    ("Keep the words as typed", "Esc"),
    ("Tick somebody at the table", "Space"),
)
"""Keys of the form for a session, which stand in no menu."""
LIVE_NOTES = (
    ("Save the line", "Enter"),
    ("Take what is offered", "Tab, or Down and Enter"),
    ("Close the list, or point at no line", "Esc"),
    ("Change the last line", "Up on the empty line"),
    ("Point at a line above or below", "Ctrl+Up, Ctrl+Down"),
    ("From words to time and back", "Tab, Shift+Tab"),
    ("Read back and on", "Page Up, Page Down"),
    ("Tick who is here, and go on", "F3, then Space"),
    ("For whom the minutes are", "Ctrl+M, then 1 to 8"),
    ("Save pasted lines after review", "Ctrl+Enter"),
    ("Leave a pasted line out", "Delete"),
)
"""Keys of the page of live notes, which stand in no menu; the menu Notes has the others."""
_WORDS_WIDTH = 220


class ShortcutsDialog(QDialog):
    """Shows (words, keys) by heading, in two columns."""

    def __init__(
        self,
        shortcuts: Mapping[str, Sequence[tuple[str, str]]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setSpacing(36)
        columns.addLayout(_column(shortcuts))
        columns.addLayout(_column({"Log session": LOG_SESSION, "Live notes": LIVE_NOTES}))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setMinimumWidth(inside.sizeHint().width() + 28)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(words("Keyboard shortcuts", "title"))
        layout.addWidget(area, 1)
        layout.addWidget(box)
        self.resize(self.sizeHint().width(), min(640, inside.sizeHint().height() + 130))


def _column(groups: Mapping[str, Sequence[tuple[str, str]]]) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(6)
    for heading, entries in groups.items():
        column.addWidget(words(heading, "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(4)
        for row, (what, keys) in enumerate(entries):
            grid.addWidget(words(what), row, 0)
            grid.addWidget(words(keys, "secondary"), row, 1)
        grid.setColumnMinimumWidth(0, _WORDS_WIDTH)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        column.addSpacing(10)
    column.addStretch(1)
    return column

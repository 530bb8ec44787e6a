"""How a record came to read as it does: every change of it, who made it, and when."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.desktop.widgets.words import rule, words
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.services.record_history import HistoryLine, whole_history

MOST = 300


class RecordHistoryDialog(QDialog):
    """Lists the changes of a record and its parts, the newest first."""

    def __init__(
        self, title: str, lines: Sequence[HistoryLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("History")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        inside = QWidget()
        inside.setProperty("look", "inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(4)
        for place, line in enumerate(lines[:MOST]):
            if place:
                column.addSpacing(4)
                column.addWidget(rule())
                column.addSpacing(4)
            self._add(column, line)
        if 0 < len(lines) <= MOST and not lines[-1].changes:
            column.addWidget(words("First version"))
        if len(lines) > MOST:
            column.addWidget(words(f"{len(lines) - MOST:,} older changes.", "secondary"))
        if not lines:
            column.addWidget(words("Nothing is recorded.", "secondary"))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("Changes, newest first")
        area.setWidget(inside)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(words(f"History: {title}", "title", wrap=True))
        layout.addWidget(
            words("Kept for you only; no export and no other audience has it.", "secondary")
        )
        layout.addWidget(area, 1)
        layout.addWidget(box)
        self.resize(600, 520)

    def _add(self, column: QVBoxLayout, line: HistoryLine) -> None:
        column.addWidget(words(line.what, "strong", wrap=True))
        who = f" · {line.who}" if line.who else ""
        column.addWidget(words(f"{line.at.astimezone():%a %d %b %Y %H:%M}{who}", "secondary"))
        for change in line.changes:
            column.addWidget(words(change, wrap=True))


def show_history(
    tasks: Tasks, parent: QWidget, kind: str, record_id: int, title: str, reader: Reader
) -> None:
    """Read the history of a record and show it over the window; for the owner only."""
    tasks.read(
        lambda ws: whole_history(ws, kind, record_id, reader),
        lambda lines: RecordHistoryDialog(title, lines, parent.window()).open(),
    )

"""Restore from backup: which one, and what is kept."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.services.backups import Backup

_COLUMNS = ("Made", "Records", "Size")
_KILO = 1000


class RestoreDialog(QDialog):
    """Lists the backups of a store, newest first.

    Signals:
        chosen: a backup is to be put in the store's place; the Backup.

    """

    chosen = Signal(object)

    def __init__(
        self, store: Path, backups: Sequence[Backup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._backups = tuple(backups)
        self.setWindowTitle("Restore from backup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.list = self._make_list()
        self.kept = words(
            f"The store as it is now is kept: it is backed up, and it stays beside the restored "
            f"one as “{store.name}.before-restore-” with the time. The backup itself stays too. "
            "It is checked before anything is touched.",
            wrap=True,
        )
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        box.rejected.connect(self.reject)
        self.restore = QPushButton("&Restore")
        self.restore.setProperty("look", "primary")
        self.restore.setDefault(True)
        self.restore.clicked.connect(self._choose)
        box.addButton(self.restore, QDialogButtonBox.ButtonRole.ActionRole)
        inset = QFrame()
        inset.setProperty("look", "inset")
        inside = QVBoxLayout(inset)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self.kept)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(words("Restore from backup", "title"))
        layout.addWidget(
            words(f"Which state of “{store.name}” should be brought back?", "secondary", wrap=True)
        )
        layout.addWidget(self.list, 1)
        layout.addWidget(inset)
        layout.addWidget(box)
        self.resize(560, 460)
        self.list.setFocus()

    def _make_list(self) -> QTableWidget:
        made = QTableWidget(len(self._backups), len(_COLUMNS))
        made.setAccessibleName("Backups, newest first")
        made.verticalHeader().hide()
        made.setShowGrid(False)
        made.setTabKeyNavigation(False)
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for row, backup in enumerate(self._backups):
            cells = (made_words(backup), f"{backup.records:,}", _size(backup.size))
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(right if column else left)
                item.setToolTip(backup.path.name)
                made.setItem(row, column, item)
        header = made.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(100)
        for column, text in enumerate(_COLUMNS):
            item = QTableWidgetItem(text)
            item.setTextAlignment(right if column else left)
            made.setHorizontalHeaderItem(column, item)
            header.setSectionResizeMode(
                column,
                QHeaderView.ResizeMode.ResizeToContents
                if column
                else QHeaderView.ResizeMode.Stretch,
            )
        made.setCurrentCell(0, 0)
        # Enter presses the button; a second way by the same key would restore twice.
        made.doubleClicked.connect(lambda _index: self._choose())
        return made

    def _choose(self) -> None:
        place = self.list.currentIndex().row()
        self.accept()
        self.chosen.emit(self._backups[place])


def made_words(backup: Backup) -> str:
    """Give the moment a backup was made, in the time of this computer."""
    return f"{backup.made_at.astimezone():%a %d %b %Y %H:%M}"


def _size(count: int) -> str:
    if count < _KILO:
        return f"{count} bytes"
    if count < _KILO**2:
        return f"{count / _KILO:.0f} kB"
    return f"{count / _KILO**2:,.1f} MB"

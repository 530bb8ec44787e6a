"""What this program is, its version, where things are, and what it promises."""

import platform
from pathlib import Path

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker import __version__
from negotiation_tracker.desktop.icons import app_icon
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.paths import log_folder

_ICON_SIZE = 48
_HONESTY = (
    "Handling marks such as “team” or “privileged” filter screens and exports. They are not "
    "encryption: whoever has the file can read all of it."
)


class AboutDialog(QDialog):
    """Version, licence, and where the store and the log file are."""

    def __init__(self, store: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("About Negotiation Tracker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(520)
        self._facts = (
            ("Version", __version__),
            ("Store", str(store) if store is not None else "none open"),
            ("Log file", str(log_folder())),
            ("Python", platform.python_version()),
            ("Qt for Python", PySide6.__version__),
            ("System", f"{platform.system()} {platform.release()}"),
        )
        picture = QLabel()
        picture.setPixmap(app_icon().pixmap(_ICON_SIZE, _ICON_SIZE))
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(words("Negotiation Tracker", "title"))
        head.addWidget(
            words("The record of labor negotiations, on your own computer.", "secondary")
        )
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(picture)
        top.addLayout(head, 1)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for row, (what, value) in enumerate(self._facts):
            label = words(value, wrap=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(words(what, "label"), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label, row, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(top)
        layout.addLayout(grid)
        layout.addWidget(words(_HONESTY, "secondary", wrap=True))
        layout.addWidget(
            words("MIT licence. Qt for Python is used under the LGPL.", "secondary", wrap=True)
        )
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        copy = QPushButton("&Copy")
        copy.setToolTip("Copy the versions and places, for a report")
        copy.setAutoDefault(False)
        close = box.button(QDialogButtonBox.StandardButton.Close)
        close.setDefault(True)
        close.setFocus()
        copy.clicked.connect(self._copy)
        box.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        return box

    def _copy(self) -> None:
        lines = (f"{what}: {value}" for what, value in self._facts)
        QGuiApplication.clipboard().setText("\n".join(lines))

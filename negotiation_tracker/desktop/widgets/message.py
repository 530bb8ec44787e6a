"""A calm message in a box of its own; the words are always plain text."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget


def tell(parent: QWidget, title: str, detail: str = "") -> None:
    """Show a sentence and what belongs to it, until it is closed; the program goes on."""
    _box(parent, title, detail).open()


def ask(
    parent: QWidget, title: str, detail: str, action: str, agreed: Callable[[], object]
) -> None:
    """Ask before something is done; ``agreed`` is called when its button is used."""
    box = _box(parent, title, detail)
    button = box.addButton(action, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    button.clicked.connect(lambda _=False: agreed())
    box.open()


def _box(parent: QWidget, title: str, detail: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("Negotiation Tracker")
    box.setText(title)
    box.setInformativeText(detail)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box

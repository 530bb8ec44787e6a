"""A calm message about something that went wrong: what, what is safe, what to do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.tasks import Cancelled, Unexpected
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError

_ICON_SIZE = 28
WaysOut = Sequence[tuple[str, Callable[[], None]]]


class ErrorDialog(QDialog):
    """Tells of one error; technical details can be copied where there are any.

    The words are plain text, never markup, and can be selected.
    """

    def __init__(
        self, error: TrackerError, parent: QWidget | None = None, ways_out: WaysOut = ()
    ) -> None:
        super().__init__(parent)
        self._ways_out = ways_out
        self.setWindowTitle("Negotiation Tracker")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self._technical = error.technical if isinstance(error, Unexpected) else ""
        mark = QLabel()
        mark.setPixmap(icon("warning").pixmap(_ICON_SIZE, _ICON_SIZE))
        mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(6)
        for line, look in _lines(error):
            label = words(line, look, wrap=True)
            label.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse
                | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            text.addWidget(label)
        text.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(14)
        top.addWidget(mark)
        top.addLayout(text, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addLayout(top)
        self.details = QPlainTextEdit(self._technical)
        self.details.setReadOnly(True)
        self.details.setAccessibleName("Technical details")
        self.details.setFixedHeight(150)
        self.details.hide()
        layout.addWidget(self.details)
        layout.addWidget(self._buttons())
        self.setAccessibleName(error.title)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        if self._technical:
            self.copy = QPushButton("&Copy technical details")
            self.copy.setToolTip("Versions and places in the program; nothing of your record")
            self.copy.clicked.connect(self._copy)
            box.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
            self.show_details = QPushButton("&Show them")
            self.show_details.clicked.connect(self._show)
            box.addButton(self.show_details, QDialogButtonBox.ButtonRole.ActionRole)
        for text, call in self._ways_out:
            button = QPushButton(text)
            button.setAutoDefault(False)
            button.clicked.connect(self.accept)
            button.clicked.connect(lambda _=False, c=call: c())
            box.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        box.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        return box

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._technical)
        self.copy.setText("Copied")

    def _show(self) -> None:
        shown = not self.details.isVisible()
        self.details.setVisible(shown)
        self.show_details.setText("&Hide them" if shown else "&Show them")
        self.adjustSize()


def show_error(parent: QWidget, error: TrackerError, ways_out: WaysOut = ()) -> None:
    """Tell of an error beside a window; returns at once. Stopping something is no error.

    ``ways_out`` are buttons with what can be done about it.
    """
    if isinstance(error, Cancelled):
        return
    ErrorDialog(error, parent, ways_out).open()


def _lines(error: TrackerError) -> list[tuple[str, str]]:
    if isinstance(error, InvalidInput | BrokenInvariant) and error.problems:
        lines = [("This cannot be saved as it is.", "heading")]
        lines += [(problem.message, "") for problem in error.problems]
    else:
        lines = [(error.title, "heading"), (error.detail, "")]
    lines.append((error.hint, ""))
    code = f"Number of this message: {error.code}" if error.code else ""
    lines.append((code, "secondary"))
    return [(line, look) for line, look in lines if line]

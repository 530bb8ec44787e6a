"""How the window is hidden: by which key, and after how long without a touch."""

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QKeySequenceEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.actions import ACTIONS, Actions
from negotiation_tracker.desktop.settings import MOST_IDLE, Settings
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.words import words

_FREE = ("Pause", "ScrollLock", "Print")
_EDITS = (
    QKeySequence.StandardKey.Cut,
    QKeySequence.StandardKey.Copy,
    QKeySequence.StandardKey.Paste,
    QKeySequence.StandardKey.SelectAll,
)


class HidingDialog(QDialog):
    """Asks for the key and the minutes; a key that already does something is refused."""

    def __init__(self, settings: Settings, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._actions = actions
        self.setWindowTitle("Hiding the window")
        self.key = QKeySequenceEdit(QKeySequence(settings.hiding_key()))
        self.key.setMaximumSequenceLength(1)
        self.key.setAccessibleName("Key that hides everything")
        self.minutes = QSpinBox()
        self.minutes.setRange(0, MOST_IDLE)
        self.minutes.setSpecialValueText("never")
        self.minutes.setSuffix(" minutes")
        self.minutes.setValue(settings.idle_minutes())
        self.minutes.lineEdit().setTextMargins(6, 0, 0, 0)
        self.minutes.setAccessibleName("Hide by itself after so many minutes without a touch")
        self.problem = Note()
        box = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        form = QFormLayout()
        form.addRow("&Key that hides everything", self.key)
        form.addRow("Hide by itself &after", self.minutes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 16, 18, 14)
        layout.setSpacing(10)
        text = words(
            "The key covers every window of the program at once, and shows it again. It keeps "
            "glances away; it is no lock against who holds this computer.",
            "secondary",
            wrap=True,
        )
        text.setMinimumWidth(380)
        layout.addWidget(text)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(box)

    def accept(self) -> None:
        wrong = self._wrong()
        if wrong:
            self.problem.say(wrong, wrong=True)
            self.key.setFocus()
            return
        self._settings.set_hiding(self.key.keySequence().toString(), self.minutes.value())
        super().accept()

    def _wrong(self) -> str:
        chosen = self.key.keySequence()
        if chosen.isEmpty():
            return "Press the key that is to hide everything, such as F9."
        if _types(chosen):
            return "That key is needed for typing. Take a function key, or one with Ctrl."
        for spec in ACTIONS:
            if spec.key != "hide_window" and chosen in [QKeySequence(k) for k in spec.keys]:
                taken = self._actions[spec.key].iconText().removesuffix("…")
                return f"That key is taken: {taken}. Choose another one."
        return ""


def _types(keys: QKeySequence) -> bool:
    """Say whether a key alone or with Shift writes, moves or confirms in a form."""
    *held, name = keys.toString(QKeySequence.SequenceFormat.PortableText).split("+")
    if {"Ctrl", "Alt", "Meta"} & set(held):
        return any(keys in QKeySequence.keyBindings(edit) for edit in _EDITS)
    return name not in _FREE and not (name[:1] == "F" and name[1:].isdigit())

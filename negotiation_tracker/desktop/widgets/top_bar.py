"""The bar on top: name of the program, undo and redo, export, log session."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.widgets.words import link, words

HEIGHT = 48


class TopBar(QFrame):
    """Buttons for what is done most."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.setMinimumHeight(HEIGHT)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(8)
        layout.addWidget(words("Negotiation Tracker", "app"))
        layout.addStretch(1)
        for key in ("undo", "redo"):
            layout.addWidget(_quiet(actions[key]))
        layout.addWidget(_button(actions["export"], "Export…"))
        self._live = link("")
        self._live.setProperty("look", "chip")
        self._live.setProperty("tone", "good")
        self._live.clicked.connect(actions["live_notes"].trigger)
        self._live.hide()
        layout.insertWidget(1, self._live)
        layout.addWidget(_button(actions["log_session"], "+ Log session", "primary"))

    def show_live(self, text: str, name: str) -> None:
        """Show that notes are live, in words; nothing shown when there are none."""
        self._live.setText(text)
        self._live.setAccessibleName(name)
        self._live.setToolTip(name)
        self._live.setVisible(bool(text))

    def live_text(self) -> str:
        """Give the words on the live notes."""
        return self._live.text()


def _quiet(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "quiet")
    button.setDefaultAction(action)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _button(action: QAction, text: str, look: str = "") -> QPushButton:
    button = QPushButton(text)
    if look:
        button.setProperty("look", look)
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    button.setToolTip(f"{action.text().replace('&', '')} ({keys})")
    button.setAccessibleName(action.text().replace("&", ""))
    button.setEnabled(action.isEnabled())
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button

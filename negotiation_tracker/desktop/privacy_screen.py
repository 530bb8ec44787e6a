"""Hides everything at one key, or when nobody touched the program for a while.

While it is hidden every window of the program shows an empty cover that says how to return; what
lies under it is taken off the screen, so that neither eyes nor screen readers find it. This guards
against a glance over the shoulder; it is no lock against who holds the computer.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMainWindow,
    QPushButton,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.widgets.words import words

NEUTRAL_TITLE = "Negotiation Tracker"
MINUTE = 60_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)
_KEYS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.InputMethod,
    }
)


class Cover(QFrame):
    """Covers one window and keeps its words out of sight until `lift`.

    Signals:
        return_asked: its button was used.

    """

    return_asked = Signal()

    def __init__(self, window: QWidget, key: str) -> None:
        super().__init__(window)
        self._window = window
        self._title = window.windowTitle()
        self._hidden = [
            child
            for child in window.findChildren(
                QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
            )
            if child is not self and child.isVisibleTo(window) and not child.isWindow()
        ]
        self._focus: QWidget | None = window.focusWidget()
        self.setObjectName("cover")
        self.setProperty("look", "cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAutoFillBackground(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build(key)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()
        for child in self._hidden:
            child.hide()
        window.setWindowTitle(NEUTRAL_TITLE)
        self.setFocus()

    def lift(self) -> None:
        """Show the window as it was."""
        window = self._window
        window.removeEventFilter(self)
        window.setWindowTitle(self._title)
        for child in self._hidden:
            if shiboken6.isValid(child):
                child.show()
        self.hide()
        self.setParent(None)
        self.deleteLater()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        window = self._window
        title = window.windowTitle()
        if watched is window and event.type() is QEvent.Type.Resize:
            self.setGeometry(window.rect())
        elif event.type() is QEvent.Type.WindowTitleChange and title != NEUTRAL_TITLE:
            self._title = title
            window.setWindowTitle(NEUTRAL_TITLE)
        return False

    def _build(self, key: str) -> None:
        hidden = words("Hidden", "title")
        how = words(f"Press {key} to show it again. Nothing is lost.", "secondary", wrap=True)
        for label in (hidden, how):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        back = QPushButton("Show again")
        back.setAccessibleName(f"Show everything again ({key})")
        back.setAutoDefault(False)
        back.clicked.connect(self.return_asked)
        self.setAccessibleName(f"Hidden. Press {key} to show it again.")
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(hidden)
        column.addWidget(how)
        column.addSpacing(8)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)


class PrivacyScreen(QObject):
    """Covers every window of the program at one key, and shows them again at the same key.

    Also after some minutes without a touch, where that was chosen. What was copied from here is
    taken out of the clipboard.
    """

    def __init__(self, window: QMainWindow, actions: Actions, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._actions = actions
        self._settings = settings
        self._covers: list[Cover] = []
        self._ours: set[QClipboard.Mode] = set()
        self._key = QKeySequence()
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.cover)
        actions["hide_window"].triggered.connect(lambda _=False: self.cover())
        actions["hiding"].triggered.connect(lambda _=False: self._choose())
        self.follow_settings()
        QGuiApplication.clipboard().changed.connect(self._copied)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    @property
    def covered(self) -> bool:
        """Say whether everything is hidden."""
        return bool(self._covers)

    def follow_settings(self) -> None:
        """Take the key and the minutes from the settings."""
        key = self._settings.hiding_key()
        self._key = QKeySequence(key)
        self._actions.set_keys("hide_window", (key,))
        self._idle.setInterval(self._settings.idle_minutes() * MINUTE)
        self._wait()

    def cover(self) -> None:
        """Hide everything, at once."""
        if self._covers or not self._window.isVisible():
            return
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for window in QApplication.topLevelWidgets():
            self._cover_one(window)
        QToolTip.hideText()
        self._clear_clipboard()

    def show_again(self) -> None:
        """Show everything as it was."""
        covers, self._covers = self._covers, []
        for cover in covers:
            if shiboken6.isValid(cover):
                cover.lift()
        self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _TOUCHES:
            self._wait()
        if kind in _KEYS and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            if kind is QEvent.Type.KeyPress and not event.isAutoRepeat():
                if self._covers:
                    self.show_again()
                else:
                    self.cover()
            return True
        if watched is self._window and kind is QEvent.Type.Close:
            self._idle.stop()
        if not self._covers:
            return False
        if kind in _KEYS:
            event.accept()  # neither menus nor fields hear what is typed at the cover
            return True
        if kind is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, watched, lambda: self._newcomer(watched))
        return kind is QEvent.Type.ToolTip

    # ---- inside

    def _is_ours(self, event: QKeyEvent) -> bool:
        return QKeySequence(event.keyCombination()) == self._key

    def _wait(self) -> None:
        if self._idle.interval() > 0 and not self._covers and self._window.isVisible():
            self._idle.start()
        else:
            self._idle.stop()

    def _newcomer(self, window: QWidget) -> None:
        if self._covers and window.isVisible():
            self._cover_one(window)

    def _cover_one(self, window: QWidget) -> None:
        if not window.isVisible() or any(c.parentWidget() is window for c in self._live()):
            return
        if window.windowType() not in (Qt.WindowType.Window, Qt.WindowType.Dialog):
            window.hide()
            return
        text = self._key.toString(QKeySequence.SequenceFormat.NativeText)
        cover = Cover(window, text)
        cover.return_asked.connect(self.show_again)
        self._covers.append(cover)

    def _live(self) -> list[Cover]:
        return [cover for cover in self._covers if shiboken6.isValid(cover)]

    def _copied(self, mode: QClipboard.Mode) -> None:
        """Remember whether what was just copied came from here: then one of our windows has it."""
        if QApplication.activeWindow() is not None:
            self._ours.add(mode)
        else:
            self._ours.discard(mode)

    def _clear_clipboard(self) -> None:
        clipboard = QGuiApplication.clipboard()
        ours, self._ours = self._ours, set()
        for mode in ours:
            clipboard.clear(mode)

    def _choose(self) -> None:
        from negotiation_tracker.desktop.dialogs.hiding import HidingDialog

        dialog = HidingDialog(self._settings, self._actions, self._window)
        dialog.accepted.connect(self.follow_settings)
        dialog.open()

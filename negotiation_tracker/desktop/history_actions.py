"""Undo and redo in menus, bar and status line, and what the status line says after a change."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.tasks import StoreState, Tasks
from negotiation_tracker.desktop.widgets.status_line import StatusLine
from negotiation_tracker.model.changes import ChangeKind, ChangeSet

BUSY_AFTER = 400


class HistoryActions(QObject):
    """Ties the history of the store to the actions and the status line."""

    def __init__(self, tasks: Tasks, actions: Actions, status: StatusLine) -> None:
        super().__init__(status)
        self._tasks = tasks
        self._actions = actions
        self._status = status
        self._busy = QTimer(self)
        self._busy.setSingleShot(True)
        self._busy.setInterval(BUSY_AFTER)
        self._busy.timeout.connect(status.working)
        actions["undo"].triggered.connect(self.undo)
        actions["redo"].triggered.connect(self.redo)
        status.undo_clicked.connect(self.undo)
        tasks.changed.connect(self._changed)
        tasks.state_changed.connect(self._show)
        tasks.busy_changed.connect(self._show_busy)
        self._show(None)

    def undo(self) -> None:
        """Take the newest change back and say which it was."""
        self._tasks.undo(lambda change: self._status.say(f"Undone: {change.label}"))

    def redo(self) -> None:
        """Do again what was undone last and say what it was."""
        self._tasks.redo(lambda change: self._status.say(f"Done again: {change.label}", undo=True))

    def _changed(self, change: ChangeSet) -> None:
        if change.id == 0:
            return
        self._status.saved(datetime.now().astimezone())
        if change.kind is ChangeKind.DO:
            remarks = tuple(dict.fromkeys(warning.message for warning in change.warnings))
            self._status.say(change.label, undo=True)
            self._status.remark(remarks)

    def _show(self, state: StoreState | None) -> None:
        for key, label in (
            ("undo", state.undo if state else None),
            ("redo", state.redo if state else None),
        ):
            action = self._actions[key]
            word = key.capitalize()
            action.setEnabled(label is not None and not (state and state.read_only))
            action.setText(f"&{word} {label}" if label else f"&{word}")
            action.setIconText(word)
            action.setToolTip(f"{word}: {label}" if label else f"Nothing to {key}")

    def _show_busy(self, busy: object) -> None:
        if busy:
            self._busy.start()
        else:
            self._busy.stop()
            self._status.settled()

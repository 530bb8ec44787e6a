"""Restoring the store from a backup: choosing one, and putting it in the store's place."""

from collections.abc import Callable
from pathlib import Path

from negotiation_tracker.desktop.dialogs.restore import RestoreDialog, made_words
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.tasks import StoreState
from negotiation_tracker.desktop.widgets.message import tell
from negotiation_tracker.services import backups
from negotiation_tracker.services.workspace import Workspace


class Restoring:
    """The way from the menu to a restored store."""

    def __init__(self, frame: Frame, opened: Callable[[StoreState], None]) -> None:
        self._frame = frame
        self._opened = opened

    def choose(self, store: Path) -> None:
        """List the backups of a store, which need not be one that can be opened."""
        self._frame.tasks.aside(
            lambda _progress: backups.backups(store), lambda found: self._show(store, found)
        )

    def _show(self, store: Path, found: list[backups.Backup]) -> None:
        if not found:
            tell(
                self._frame.window,
                "There is no backup of this store yet.",
                f"They are kept in {backups.folder(store)}. File, Back up now makes one.",
            )
            return
        dialog = RestoreDialog(store, found, self._frame.window)
        dialog.chosen.connect(lambda backup: self._restore(store, backup))
        dialog.open()

    def _restore(self, store: Path, backup: backups.Backup) -> None:
        frame = self._frame
        frame.status.say("Restoring…")
        state = frame.tasks.state
        is_open = state is not None and state.path == store.resolve()

        def put_back() -> Workspace:
            backups.restore(backup.path, store)
            return Workspace.open(store)

        def opening() -> Workspace:
            return put_back() if is_open else frame.locks.holding(store, put_back)

        def done(state: StoreState) -> None:
            self._opened(state)
            frame.status.say(f"Restored the backup of {made_words(backup)}")

        frame.tasks.open(opening, done, close_first=is_open)

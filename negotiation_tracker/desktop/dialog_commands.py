"""The dialogs that the menus open; each is imported when it is first opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QMainWindow

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.tasks import Tasks


class DialogCommands:
    """Opens New negotiation, Export, Impasse sheet, Purge, shortcuts and About over the window."""

    def __init__(
        self,
        window: QMainWindow,
        tasks: Tasks,
        actions: Actions,
        shown: Callable[[], int | None],
        created: Callable[[int], None],
    ) -> None:
        self._window = window
        self._tasks = tasks
        self._actions = actions
        self._shown = shown
        self._created = created
        for key, call in (
            ("new_negotiation", self._new_negotiation),
            ("export", self._export),
            ("impasse_sheet", self._impasse_sheet),
            ("purge", self._purge),
            ("shortcuts", self._shortcuts),
            ("about", self._about),
        ):
            actions[key].triggered.connect(call)

    def _new_negotiation(self) -> None:
        from negotiation_tracker.desktop.dialogs.new_negotiation import NewNegotiationDialog

        dialog = NewNegotiationDialog(self._tasks, self._window)
        dialog.created.connect(self._created)
        dialog.open()

    def _export(self) -> None:
        from negotiation_tracker.desktop.dialogs.export import show_export

        negotiation_id = self._shown()
        if negotiation_id is not None:
            show_export(self._tasks, self._window, negotiation_id)

    def _impasse_sheet(self) -> None:
        from negotiation_tracker.desktop.dialogs.impasse_sheet import impasse_dialog

        negotiation_id = self._shown()
        if negotiation_id is not None:
            impasse_dialog(self._tasks, negotiation_id, self._window).open()

    def _purge(self) -> None:
        from negotiation_tracker.desktop.dialogs.purge import open_purge

        negotiation_id = self._shown()
        if negotiation_id is not None:
            open_purge(self._tasks, negotiation_id, self._window)

    def _shortcuts(self) -> None:
        from negotiation_tracker.desktop.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions.shortcuts(), self._window).open()

    def _about(self) -> None:
        from negotiation_tracker.desktop.dialogs.about import AboutDialog

        state = self._tasks.state
        AboutDialog(state.path if state is not None else None, self._window).open()

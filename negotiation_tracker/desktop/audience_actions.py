"""Showing the record as another audience sees it: menu, one key, status bar, frame colour."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.shown import Shown
from negotiation_tracker.desktop.widgets.status_line import StatusLine
from negotiation_tracker.desktop.widgets.words import restyle
from negotiation_tracker.model.handling import AUDIENCE_LABELS, OFFERED_AUDIENCES, Audience

FILTERED_EDGE = 4
"""Width of the coloured frame in pixels, while the window shows what somebody else sees."""


class AudienceActions:
    """Ties the choice of an audience to the actions, and says which one is in force."""

    def __init__(
        self,
        frame: QFrame,
        actions: Actions,
        status: StatusLine,
        chosen: Callable[[Audience], None],
    ) -> None:
        self._frame = frame
        self._actions = actions
        self._status = status
        self._chosen = chosen
        self._shown = Audience.ME
        for audience in OFFERED_AUDIENCES:
            call = partial(chosen, audience)
            actions[f"audience_{audience}"].triggered.connect(lambda _=False, c=call: c())
        actions["show_public"].triggered.connect(lambda _=False: self._toggle_public())
        status.audience_clicked.connect(self._open_menu)

    def show(self, shown: Shown) -> None:
        """Say for whom the record is shown; a mediator's room is said by its name."""
        audience, label = shown.reader.audience, AUDIENCE_LABELS[shown.reader.audience]
        if audience is Audience.ROOM and shown.room is not None:
            audience, label = Audience.ME, shown.room.name
        if audience is not self._shown:
            self._status.clear_message()  # what was done last is not for the next who looks
        self._shown = audience
        filtered = audience is not Audience.ME
        self._actions[f"audience_{audience}"].setChecked(True)
        self._status.audience(label, filtered=filtered)
        restyle(self._frame, "filtered", filtered)
        edge = FILTERED_EDGE if filtered else 0
        layout = self._frame.layout()
        if layout is not None:
            layout.setContentsMargins(edge, edge, edge, edge)

    def _toggle_public(self) -> None:
        self._chosen(Audience.ME if self._shown is Audience.PUBLIC else Audience.PUBLIC)

    def _open_menu(self) -> None:
        menu = self._actions.menu("&View/Show &as")
        size = menu.sizeHint()
        corner = self._status.mapToGlobal(self._status.rect().topRight())
        menu.popup(corner - QPoint(size.width(), size.height()))

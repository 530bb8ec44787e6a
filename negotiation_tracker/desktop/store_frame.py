"""The parts of the window that the verbs on whole stores work on."""

from dataclasses import dataclass, field

from PySide6.QtWidgets import QMainWindow

from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.banner import Banner
from negotiation_tracker.desktop.widgets.starting import Starting
from negotiation_tracker.desktop.widgets.status_line import StatusLine
from negotiation_tracker.desktop.window_lock import WindowLocks


@dataclass(frozen=True, slots=True)
class Frame:
    """What the store commands are given of the window.

    Attributes:
        locks: those of the stores this window has open.

    """

    window: QMainWindow
    tasks: Tasks
    settings: Settings
    theme: Theme
    actions: Actions
    status: StatusLine
    starting: Starting
    banner: Banner
    locks: WindowLocks = field(default_factory=WindowLocks)

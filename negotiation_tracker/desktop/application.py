"""Starts the window: Qt, theme, main window; then the store, on its own thread."""

import logging
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from negotiation_tracker import __version__, paths
from negotiation_tracker.desktop import stores
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.search_frame import SearchFrame
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.tasks import Tasks, Unexpected
from negotiation_tracker.desktop.theme import Theme, system_size
from negotiation_tracker.logs import technical_details
from negotiation_tracker.model.catalogue import load_catalogue

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], object]

IMPORTS_AFTER = 700
"""Milliseconds after the store was opened: what is imported beside the first page holds it up."""
TIMING = "NEGOTIATION_TRACKER_TIMING"

_log = logging.getLogger(__name__)


def run(store: Path, arguments: list[str] | None = None) -> int:
    """Open the window on a store and stay until it is closed; gives the exit code.

    A store that is not there is created, with the sample in it.
    """
    qInstallMessageHandler(_log_qt)
    _log.info("window started, version %s", __version__)
    app = QApplication([paths.APP_NAME, *(arguments or [])])
    app.setApplicationName(paths.APP_NAME)
    app.setApplicationDisplayName("Negotiation Tracker")
    app.setDesktopFileName(paths.APP_NAME)
    window = make_window(Settings())
    early = EarlyImports()
    window.tasks.state_changed.connect(lambda _: QTimer.singleShot(IMPORTS_AFTER, early.begin))
    sys.excepthook = _tell_uncaught(window)
    if stores.is_there(store):
        # The worker reads while the window is put on the screen.
        window.store_commands.open(store)
    else:
        window.painted.connect(lambda: window.store_commands.open(store, sample=True))
        window.starting.say("Opening the store…", working=True)
    if any(name.startswith(TIMING) for name in os.environ):
        from negotiation_tracker.desktop import timing

        timing.listen(window)
    window.show()
    code = app.exec()
    if not window.tasks.close():
        _log.error("the store was still at work when the window closed")
    early.finish()
    return code


def make_window(settings: Settings) -> MainWindow:
    """Build the window; QApplication must be there. No store is open yet."""
    theme = Theme(paths.resources_folder() / "themes")
    theme.apply(settings.scheme(), settings.text_size() or system_size())
    theme.follow_system()
    tasks = Tasks()
    window = MainWindow(tasks, theme, settings, load_catalogue(paths.resources_folder()))
    SearchFrame(window)
    return window


class EarlyImports:
    """Imports what saving needs in the background, once a store is open."""

    def __init__(self) -> None:
        self._thread = threading.Thread(
            target=stores.load_what_saving_needs, name="imports", daemon=True
        )

    def begin(self) -> None:
        """Start, the first time this is called."""
        if self._thread.ident is None:
            self._thread.start()

    def finish(self) -> None:
        """Wait for the end: a thread that still imports while Python shuts down aborts it."""
        if self._thread.ident is not None:
            self._thread.join()


def _tell_uncaught(window: MainWindow) -> Hook:
    log = sys.excepthook

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        log(kind, error, trace)
        if not issubclass(kind, KeyboardInterrupt):
            window.show_error(Unexpected(technical_details(error)))

    return tell


def _log_qt(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    level = logging.INFO if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) else logging.WARNING
    _log.log(level, "Qt: %s", message)

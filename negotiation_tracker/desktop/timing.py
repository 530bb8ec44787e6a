"""Writes when the window was painted, for measuring; documented in docs/performance.md.

Asked for by environment variables: ``NEGOTIATION_TRACKER_TIMING`` names a file, into which one JSON
object goes once everything is on the screen; ``NEGOTIATION_TRACKER_TIMING_PAGE`` names the page to
begin with.
"""

import json
import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QTimer
from PySide6.QtWidgets import QAbstractItemView

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.registry import NAVIGATION

FILE_VARIABLE = "NEGOTIATION_TRACKER_TIMING"
PAGE_VARIABLE = "NEGOTIATION_TRACKER_TIMING_PAGE"
LOOK_EVERY = 5
"""Milliseconds."""


def listen(window: MainWindow) -> None:
    """Do what the environment asks for; without it nothing."""
    page = os.environ.get(PAGE_VARIABLE, "")
    if page in NAVIGATION:
        begin_with(window, page)
    target = os.environ.get(FILE_VARIABLE)
    if target:
        _Watch(window, Path(target))


def begin_with(window: MainWindow, page: str) -> None:
    """Show a page first, as soon as a store is open."""

    def show(_state: object) -> None:
        if not window.current:
            window.show_page(page)

    window.tasks.state_changed.connect(show)


class _Watch(QObject):
    """Looks at each update of the window until the first page is complete.

    The marks are moments of the monotonic clock in nanoseconds: ``window``, painted at all;
    ``rows``, painted with the first rows of its list; ``complete``, with everything read. Beside
    them stands the most memory used up to ``rows`` in KiB, where the system tells.
    """

    def __init__(self, window: MainWindow, target: Path) -> None:
        super().__init__(window)
        self._window = window
        self._target = target
        self._marks: dict[str, object] = {}
        window.installEventFilter(self)
        # The last answer may change nothing on the screen, so that no update follows it.
        self._look = QTimer(self)
        self._look.setInterval(LOOK_EVERY)
        self._look.timeout.connect(self._look_again)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.UpdateRequest:
            reached = self._reached()
            if reached:
                QTimer.singleShot(0, lambda: self._mark(reached))
        return False

    def _look_again(self) -> None:
        if "complete" in self._reached():
            self._mark(["complete"])

    def _reached(self) -> list[str]:
        """Say which marks the update that is about to be painted will have reached."""
        found = ["window"]
        page = self._window.pages.get(self._window.current)
        if page is not None and self._window.shown.negotiation_id is not None:
            lists = page.findChildren(QAbstractItemView)
            if any(view.isVisible() and _filled(view) for view in lists):
                found.append("rows")
            if self._window.tasks.idle:
                found.append("complete")
        return [name for name in found if name not in self._marks]

    def _mark(self, reached: list[str]) -> None:
        for name in reached:
            self._marks.setdefault(name, time.monotonic_ns())
            if name == "rows":
                self._marks.setdefault("memory", _peak_memory())
        self._look.start()
        if "complete" in self._marks:
            self._look.stop()
            self._window.removeEventFilter(self)
            self._marks.setdefault("memory", _peak_memory())
            part = self._target.with_name(self._target.name + ".part")
            part.write_text(json.dumps(self._marks), encoding="utf-8")
            part.replace(self._target)


def _filled(view: QAbstractItemView) -> bool:
    model: QAbstractItemModel | None = view.model()
    return model is not None and model.rowCount() > 0


def _peak_memory() -> int | None:
    if sys.platform != "linux":
        return None
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)

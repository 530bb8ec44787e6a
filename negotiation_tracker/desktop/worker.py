"""A thread that runs jobs one after another, and whether who waits for one is still there."""

import logging
import threading
from collections.abc import Callable
from queue import SimpleQueue

import shiboken6
from PySide6.QtCore import QObject

from negotiation_tracker.model.errors import TrackerError

_log = logging.getLogger(__name__)

Job = Callable[[], None]


class Worker:
    """A thread that runs jobs in the order they come, until it is stopped."""

    def __init__(self, name: str) -> None:
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, job: Job) -> None:
        self._jobs.put(job)

    def stop(self, timeout: float) -> bool:
        """Finish what is queued, then end; False when that took too long."""
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()


def is_there(callback: object) -> bool:
    """Say whether the Qt object that a method belongs to still exists; True for other calls."""
    owner = getattr(callback, "__self__", None)
    return not isinstance(owner, QObject) or shiboken6.isValid(owner)


def only_log(error: TrackerError) -> None:
    """Take an error that nobody else takes: its type and number go to the log, no words."""
    _log.error("failed: %s %s", type(error).__name__, error.code)

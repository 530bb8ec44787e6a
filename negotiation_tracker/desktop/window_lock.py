"""One window for each store: a lock in the folder for such things, never beside the store."""

import hashlib
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QLockFile

from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.paths import runtime_folder

T = TypeVar("T")

_log = logging.getLogger(__name__)


class WindowLocks:
    """The locks this window holds, by the real path of the store; each can be taken again.

    The lock of a process that was killed is taken over. The command line needs none: it works
    beside the window.
    """

    def __init__(self) -> None:
        self._held: dict[str, tuple[QLockFile, int]] = {}

    def holding(self, store: Path, opening: Callable[[], T]) -> T:
        """Open a store under its lock, which is given back when that fails; E31."""
        self.take(store)
        try:
            return opening()
        except BaseException:
            self.give_back(store)
            raise

    def take(self, store: Path) -> None:
        """Take the lock of a store; StoreError E31 when another window has it."""
        key = os.path.realpath(store)
        if key in self._held:
            lock, times = self._held[key]
            self._held[key] = (lock, times + 1)
            return
        lock = QLockFile(str(_lock_file(key)))
        lock.setStaleLockTime(0)
        if not lock.tryLock(0):
            if lock.error() is QLockFile.LockError.LockFailedError:
                raise _in_use(lock)
            # Without a folder for locks the store still opens; SQLite guards what is written.
            _log.warning("no lock could be taken: %s", lock.error().name)
        self._held[key] = (lock, 1)

    def give_back(self, store: Path) -> None:
        """Give the lock of a store back, once for each time it was taken."""
        key = os.path.realpath(store)
        if key not in self._held:
            return
        lock, times = self._held[key]
        if times > 1:
            self._held[key] = (lock, times - 1)
        else:
            del self._held[key]
            lock.unlock()


def _lock_file(real_path: str) -> Path:
    folder = runtime_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        _log.warning("no folder for locks: %s", type(error).__name__)
    digest = hashlib.sha256(os.fsencode(real_path)).hexdigest()
    return folder / f"{digest[:32]}.lock"


def _in_use(lock: QLockFile) -> StoreError:
    pid, host, _program = lock.getLockInfo()
    where = f"process {pid} on {host}" if host else f"process {pid}"
    return StoreError(
        "E31",
        8,
        f"This store is already open in another window ({where}).",
        "Two windows on one store would show each other's changes too late.",
        "Switch to it, or close it first. The command line can be used beside it.",
    )

"""The log file: what the program did, by ids and codes, never the words of a record.

Exceptions are written as their type and the places they passed through. Their messages are left
out, because they may quote what somebody typed.
"""

import faulthandler
import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

from negotiation_tracker import __version__
from negotiation_tracker.paths import APP_NAME

LOG_NAME = f"{APP_NAME}.log"
LARGEST = 1_000_000
KEPT = 3


def log_to(folder: Path) -> Path | None:
    """Write the log of the whole program into a folder; gives the file, or None without one.

    A folder that cannot be written is no reason to stop: the program then runs without a log.
    """
    root = logging.getLogger("negotiation_tracker")
    path = folder / LOG_NAME
    if any(getattr(h, "baseFilename", "") == str(path) for h in root.handlers):
        return path
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _turn_over(path)
        handler = logging.FileHandler(path, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    root.propagate = False
    return path


def _turn_over(path: Path) -> None:
    """Put a long log aside, and the ones before it one further; the oldest goes.

    Done at the start only. The library's own handler does it at any time, but brings in what
    sends logs over a network, which takes longer than anything else before the window.
    """
    if not path.exists() or path.stat().st_size < LARGEST:
        return
    for number in range(KEPT, 0, -1):
        earlier = path if number == 1 else path.with_name(f"{path.name}.{number - 1}")
        if earlier.exists():
            earlier.replace(path.with_name(f"{path.name}.{number}"))


def catch_all(folder: Path) -> None:
    """Log what nobody caught, in any thread, and where a crash of the interpreter happened."""
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    try:
        crash = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return
    faulthandler.enable(crash)


def technical_details(error: BaseException) -> str:
    """Describe an error for a bug report: versions, type and places, no words of the record."""
    import platform
    import traceback

    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    cause = error.__cause__ or error.__context__
    system = f"{platform.system()} {platform.release()}"
    lines = [
        f"Negotiation Tracker {__version__}, Python {platform.python_version()}, {system}",
        type(error).__name__ + _code(error),
        *places,
    ]
    if cause is not None:
        lines += [f"caused by {type(cause).__name__}{_code(cause)}"]
    return "\n".join(lines)


def _code(error: BaseException) -> str:
    code = getattr(error, "code", "") or getattr(error, "sqlite_errorname", "")
    return f" [{code}]" if code else ""


def _log_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger(__name__).error(
        "uncaught\n%s", technical_details(error.with_traceback(trace))
    )


def _log_uncaught_in_thread(happened: threading.ExceptHookArgs) -> None:
    if happened.exc_value is not None:
        _log_uncaught(happened.exc_type, happened.exc_value, happened.exc_traceback)

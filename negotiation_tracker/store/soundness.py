"""Remembering which files were looked at whole and stand as they were then.

Looking at a whole file takes time in step with its size; reading one page of it does not. So the
verdict is kept beside the program's caches, under the file's device and inode, with the size, the
moments of its last change and the version that judged. It counts for a day, and not one moment
longer than nothing has touched the file: whatever writes to it, this program or another, sets the
moment that the system keeps (ctime), and the file is looked at anew. After its own writing this
program renews the verdict when it closes the store, which a crash or a power cut never does.

A file with a rollback journal beside it never counts as known.
"""

import os
import time

from negotiation_tracker import __version__
from negotiation_tracker.folders import user_folder

_DAY = 24 * 3600
_SCHEMAS = os.path.join(os.path.dirname(__file__), "migrations", "fingerprints.json")
_SETTLED_NS = 20_000_000
"""Longer than a tick of the clock that file systems stamp changes with; two changes within one
tick look the same."""


def known_sound(path: str | os.PathLike[str]) -> bool:
    """Say whether a file stands as it was when last found sound, within a day."""
    try:
        facts = os.stat(path)
        with open(_note(facts), encoding="ascii") as stream:
            judged = os.fstat(stream.fileno()).st_mtime
            told = stream.read()
    except (OSError, ValueError):
        return False
    lately = 0 <= time.time() - judged < _DAY
    return lately and told == _state(facts) and not os.path.lexists(f"{os.fspath(path)}-journal")


def state_of(path: str | os.PathLike[str]) -> str:
    """Give what tells a file from itself after any change; "" when it cannot be looked at."""
    try:
        return _state(os.stat(path))
    except OSError:
        return ""


def remember(path: str | os.PathLike[str], judged: str) -> None:
    """Keep the verdict that a file is sound.

    Nothing is kept when the file changed since it was judged, or so lately that a further change
    might not show. Where nothing can be written the file is looked at whole each time.

    Args:
        path: the file.
        judged: its `state_of` before it was looked at.

    """
    try:
        facts = os.stat(path)
        fresh = time.time_ns() - max(facts.st_mtime_ns, facts.st_ctime_ns) < _SETTLED_NS
        if fresh or _state(facts) != judged:
            return
        folder = _folder()
        os.makedirs(folder, mode=0o700, exist_ok=True)
        _forget_old(folder)
        note = _note(facts)
        part = f"{note}.{os.getpid()}"
        with open(part, "w", encoding="ascii") as stream:
            stream.write(judged)
        os.replace(part, note)
    except OSError:
        return


def remember_after_writing(path: str | os.PathLike[str]) -> None:
    """Keep the verdict for a sound file that this program wrote to and has just closed."""
    state = state_of(path)
    time.sleep(_SETTLED_NS / 1e9)
    remember(path, state)


def _state(facts: os.stat_result) -> str:
    # Another version, or one with other schemas, judges for itself.
    judge = f"{__version__} {os.stat(_SCHEMAS).st_mtime_ns}"
    return f"{judge} {facts.st_size} {facts.st_mtime_ns} {facts.st_ctime_ns}"


def _folder() -> str:
    return f"{user_folder('cache')}/sound"


def _note(facts: os.stat_result) -> str:
    return f"{_folder()}/{facts.st_dev}-{facts.st_ino}"


def _forget_old(folder: str) -> None:
    with os.scandir(folder) as notes:
        for note in notes:
            if time.time() - note.stat().st_mtime >= _DAY:
                os.unlink(note.path)

"""Puts a finished file in its place: whole, durable, or not at all.

The order temporary file, fsync, replace, fsync of the folder survived every simulated power cut
in the project's trials; leaving out any step did not (reliability notes, B8).
"""

import errno
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from negotiation_tracker.model.errors import ExportError

_REASONS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "your share of the disk is full",
    errno.EACCES: "you may not write in that folder",
    errno.EPERM: "the system does not allow it",
    errno.EROFS: "the folder is read-only",
    errno.ENOENT: "the folder does not exist",
    errno.ENOTDIR: "a part of the path is not a folder",
    errno.EISDIR: "there is a folder of that name",
    errno.ENOTEMPTY: "there is a folder of that name",
    errno.ENAMETOOLONG: "the name is too long",
    errno.EIO: "the disk reported an error",
}


def write_atomically(target: Path, data: bytes) -> None:
    """Write a file so that at every moment either the old or the whole new one is there.

    The file can be read by its owner only (0600).

    Raises:
        ExportError: E41, it could not be put in place; an earlier file there is unchanged.

    """
    temporary = None
    try:
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, "is a folder")
        handle, name = tempfile.mkstemp(prefix=".export-", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise ExportError(
            f"The export could not be put in place ({_reason(error)}).",
            "The earlier file there, if any, is unchanged.",
            "Choose another folder or name, or free some space, and export again.",
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink()


def _reason(error: OSError) -> str:
    if isinstance(error, PermissionError) and os.name == "nt":
        return "the file is open in another program"
    return _REASONS.get(error.errno or 0, "the system refused")


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle for a folder; replace is durable there
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

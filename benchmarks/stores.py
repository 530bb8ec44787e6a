"""The stores that are measured: made once for each generator, kept in the user's cache folder."""

import hashlib
import os
import shutil
import sys
import time
from pathlib import Path

import platformdirs

import negotiation_tracker
from negotiation_tracker.services.bench_data import SIZES, BenchShape, make
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import preflight

_PACKAGE = Path(negotiation_tracker.__file__).parent
_MADE_BY = ("services/bench_data.py", "services/bench_words.py", "store/filling.py")
_KEPT = 24 * 3600.0
"""Seconds."""


class Stores:
    """Gives stores by size; those of another generator or schema are never used.

    Args:
        folder: where they are kept; the user's cache folder when None.
        scratch: a folder for copies that may be spoilt.

    """

    def __init__(self, scratch: Path, folder: Path | None = None) -> None:
        base = folder or Path(platformdirs.user_cache_dir("negotiation-tracker")) / "benchmarks"
        self.folder = base / _fingerprint()
        self.folder.mkdir(parents=True, exist_ok=True)
        _tidy(base, self.folder)
        self.scratch = scratch
        self._copies = 0

    def path(self, sessions: int, *, bare: bool = False) -> Path:
        """Give the store of a size; nobody may change it."""
        name = f"{'list' if bare else 'talks'}-{sessions}.negotiations"
        path = self.folder / name
        if not path.exists():
            sys.stderr.write(f"making {name} …\n")
            part = path.with_name(f"part-{os.getpid()}-{name}")
            part.unlink(missing_ok=True)
            make(part, BenchShape(sessions, bare=bare))
            Workspace.open(part).close()
            part.replace(path)
        return path

    def copy(self, sessions: int, folder: Path | None = None) -> Path:
        """Give a copy of the store of a size, to be changed; in a folder of one's own, or not."""
        self._copies += 1
        target = (folder or self.scratch) / f"copy-{self._copies}.negotiations"
        shutil.copyfile(self.path(sessions), target)
        return target

    def kept(self, name: str) -> Path:
        """Give the place of some other file that belongs to these stores."""
        return self.folder / name


def _tidy(base: Path, used: Path) -> None:
    """Delete stores of generators and schemas that were not in use for a day."""
    os.utime(used)
    for folder in base.iterdir():
        if folder.is_dir() and time.time() - folder.stat().st_mtime > _KEPT:
            shutil.rmtree(folder, ignore_errors=True)


def words(sessions: int) -> str:
    """Give a size in the words of the command line."""
    return next((word for word, number in SIZES.items() if number == sessions), str(sessions))


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for name in _MADE_BY:
        digest.update((_PACKAGE / name).read_bytes())
    digest.update(str(preflight.known_fingerprint(preflight.SCHEMA_VERSION)).encode())
    return digest.hexdigest()[:12]

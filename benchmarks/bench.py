"""What every row measures with: the stores, the harness, and how results are put together."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.goals import Result
from benchmarks.harness import Harness, Measured
from benchmarks.stores import Stores, words
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import connections

ROOT = Path(__file__).resolve().parents[1]
ME = Reader(Audience.ME)
FOLDERS = ("DATA", "CONFIG", "CACHE", "STATE", "DOCUMENTS", "RUNTIME")
_SCALE = {"ms": 1e3, "s": 1.0, "MB": 1.0, "": 1.0}


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or a few that come out of one measurement.

    Attributes:
        key: number of its goal, such as "G5".
        area: module it is in, for ``--only``.
        run: measures, for one size.
        largest: largest size it makes sense for; beyond it the row is left out.
        grows: growth goal that its times over the sizes are held to; "" for none.
        free: keys of those of its results that may grow.

    """

    key: str
    area: str
    run: Callable[["Bench"], Iterator[Result]]
    largest: int = 10_000_000
    grows: str = ""
    free: tuple[str, ...] = ()


@dataclass
class Bench:
    """One size under measurement.

    Attributes:
        sessions: size of the store.
        harness: how long to measure.
        stores: where stores come from.
        smoke: whether only the results matter.

    """

    sessions: int
    harness: Harness
    stores: Stores
    smoke: bool = False
    _open: dict[Path, Workspace] = field(default_factory=dict)
    _raw: dict[Path, sqlite3.Connection] = field(default_factory=dict)

    @property
    def size(self) -> str:
        """Give the size in words."""
        return words(self.sessions)

    @property
    def base(self) -> int:
        """Give the small size that growth is measured from."""
        return min(self.sessions, 1_000)

    def workspace(self, path: Path) -> Workspace:
        """Open a store once."""
        if path not in self._open:
            self._open[path] = Workspace.open(path)
        return self._open[path]

    def raw(self, path: Path) -> sqlite3.Connection:
        """Open a store as the floor does: SQLite, nothing else, the program's settings."""
        if path not in self._raw:
            self._raw[path] = connections.open_reader(path)
        return self._raw[path]

    def close(self) -> None:
        """Close every store."""
        for ws in self._open.values():
            ws.close()
        for db in self._raw.values():
            db.close()
        self._open.clear()
        self._raw.clear()

    def result(self, key: str, name: str, found: Measured, unit: str = "ms") -> Result:
        """Put a compared pair into a line."""
        scale = _SCALE[unit]
        return Result(
            key,
            name,
            self.size,
            found.ours * scale,
            found.floor * scale,
            unit,
            found.ratio,
            f"{found.low:.2f}–{found.high:.2f}",
        )

    def skipped(self, key: str, name: str, why: str) -> Result:
        """Give a line for what cannot be measured here."""
        return Result(key, name, self.size, note=why)

    def failed(self, key: str, why: str) -> Result:
        """Give a line for what went wrong; it counts as missed."""
        return Result(key, "failed", self.size, note=why.partition("\n")[0][:100], broken=True)


def same(ours: object, floor: object) -> None:
    """Stop unless both give the same; a fast row that is wrong is worth nothing."""
    if ours != floor:
        raise AssertionError(f"not the same:\n  ours  {ours!s:.300}\n  floor {floor!s:.300}")


def environment(scratch: Path) -> dict[str, str]:
    """Give the environment of a measured process: no screen, no folder of the person."""
    folders = {}
    for name in FOLDERS:
        folder = scratch / name.lower()
        folder.mkdir(mode=0o700, exist_ok=True)
        folders[f"XDG_{name}_DIR" if name in ("DOCUMENTS", "RUNTIME") else f"XDG_{name}_HOME"] = (
            str(folder)
        )
    # Compiled once and kept, as for everybody who installs the program.
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept,
        **folders,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "0",
    }


def program(*arguments: str) -> list[str]:
    """Give the command that starts the program."""
    return [sys.executable, "-P", "-m", "negotiation_tracker", *arguments]


def output(command: list[str], env: dict[str, str]) -> bytes:
    """Run a process to its end and give what it wrote; stops when it fails."""
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    if done.returncode:
        raise AssertionError(f"{command[:6]} failed: {done.stderr.decode()[-500:]}")
    return done.stdout

"""How long until something is on the screen: whole processes, from spawn (G1–G4)."""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bench import Bench, Row, environment, output, program, same
from benchmarks.goals import Result
from benchmarks.harness import measured

# The floor: an empty main window, shown and painted; tells the moment and its memory as ours does.
BARE_WINDOW = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Window(QMainWindow):
    def event(self, event):
        if event.type() is QEvent.Type.UpdateRequest:
            QTimer.singleShot(0, self.told)
        return super().event(event)

    def told(self):
        now = time.monotonic_ns()
        status = Path("/proc/self/status")
        lines = status.read_text().splitlines() if status.exists() else []
        memory = next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), None)
        part = Path(sys.argv[1] + ".part")
        part.write_text(json.dumps({"window": now, "rows": now, "complete": now, "memory": memory}))
        part.replace(sys.argv[1])

app = QApplication([])
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
"""
_LONGEST = 40.0


class Starts:
    """Starts windows and keeps what they tell."""

    def __init__(self, bench: Bench, more: dict[str, str] | None = None) -> None:
        self._told = bench.stores.scratch / "painted.json"
        self._env = {**environment(bench.stores.scratch), **(more or {})}
        self.memory: dict[str, list[float]] = {"ours": [], "floor": []}

    def ours(self, store: Path, page: str, mark: str) -> float:
        """Open the program on a store; gives seconds until a page reached a mark."""
        env = {
            **self._env,
            "NEGOTIATION_TRACKER_TIMING": str(self._told),
            "NEGOTIATION_TRACKER_TIMING_PAGE": page,
        }
        return self._run(program("window", "--store", str(store)), env, mark, "ours")

    def bare(self) -> float:
        """Open an empty window; gives seconds until it was painted."""
        command = [sys.executable, "-P", "-c", BARE_WINDOW, str(self._told)]
        return self._run(command, self._env, "window", "floor")

    def _run(self, command: list[str], env: dict[str, str], mark: str, whose: str) -> float:
        self._told.unlink(missing_ok=True)
        begun = time.monotonic_ns()
        process = subprocess.Popen(command, env=env, stderr=subprocess.PIPE)
        try:
            while not self._told.exists():
                if process.poll() is not None:
                    said = process.communicate()[1].decode()[-300:]
                    raise AssertionError(f"the window ended with {process.returncode}: {said}")
                if time.monotonic_ns() - begun > _LONGEST * 1e9:
                    raise AssertionError(f"no complete page within {_LONGEST:.0f} s")
                time.sleep(0.005)
            marks = json.loads(self._told.read_text(encoding="utf-8"))
        finally:
            process.kill()
            process.communicate()
        if marks["memory"]:
            self.memory[whose].append(marks["memory"] / 1024)
        return float(marks[mark] - begun) / 1e9


def first_paint(bench: Bench) -> Iterator[Result]:
    """G1 and G3: the window with the first sessions against a bare one."""
    starts = Starts(bench)
    store = bench.stores.path(bench.sessions)
    found = bench.harness.compare(
        lambda: starts.ours(store, "sessions", "rows"), starts.bare, warm=True
    )
    yield bench.result("G1", "spawn to first sessions painted ÷ bare window", found)
    memory = measured(starts.memory["ours"], starts.memory["floor"])
    yield bench.result("G3", "peak memory by then ÷ bare window", memory, "MB")


def overview(bench: Bench) -> Iterator[Result]:
    """For information: what a person sees first is the overview, complete."""
    starts = Starts(bench)
    store = bench.stores.path(bench.sessions)
    found = bench.harness.compare(
        lambda: starts.ours(store, "overview", "complete"), starts.bare, warm=False
    )
    yield bench.result("G1 overview", "complete and painted, from spawn ÷ bare window", found)


def grown(bench: Bench) -> Iterator[Result]:
    """G2: the same window on a store of this size and on a small one."""
    if bench.sessions <= bench.base:
        yield bench.skipped("G2", "first sessions painted", "needs a larger store")
        return
    starts = Starts(bench)
    large, small = bench.stores.path(bench.sessions), bench.stores.path(bench.base)
    found = bench.harness.compare(
        lambda: starts.ours(large, "sessions", "rows"),
        lambda: starts.ours(small, "sessions", "rows"),
    )
    yield bench.result("G2", f"first sessions painted ÷ at {bench.base}", found)


def command_line(bench: Bench) -> Iterator[Result]:
    """G4: a short list on the command line against an interpreter that does nothing."""
    env = environment(bench.stores.scratch)
    store = str(bench.stores.path(bench.sessions))
    command = program("list", "sessions", "--store", store, "--negotiation", "BENCH-2")
    same(len(output(command, env).splitlines()), 1 + _listed(bench))
    nothing = [sys.executable, "-c", "pass"]
    found = bench.harness.compare(lambda: output(command, env), lambda: output(nothing, env))
    yield bench.result("G4 list", "of the sessions of one negotiation ÷ python -c pass", found)


def _listed(bench: Bench) -> int:
    db = bench.raw(bench.stores.path(bench.sessions))
    return int(db.execute("SELECT count(*) FROM session WHERE negotiation_id = 2").fetchone()[0])


ROWS = (
    Row("G1", "start", first_paint, grows="G24", free=("G3",)),
    Row("G1 overview", "start", overview),
    Row("G2", "start", grown),
    Row("G4", "start", command_line),
)

"""Frames of the window: the list, its scrolling, and scrolling while work goes on (G14–G16)."""

import json
import statistics
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.bench import Bench, Row, environment, output, same
from benchmarks.goals import Result
from benchmarks.harness import measured, percentile
from benchmarks.rows.imports import bundle_of

WORKS = "csv,json,xlsx,pdf,check,backup,import"


def child(bench: Bench, *arguments: object) -> dict[str, Any]:
    """Measure in a window of its own process."""
    command = [sys.executable, "-P", "-m", "benchmarks.gui", *map(str, arguments)]
    found: dict[str, Any] = json.loads(output(command, environment(bench.stores.scratch)))
    return found


def shown(bench: Bench) -> Iterator[Result]:
    """G15: a list as long as the store, shown for the first time, and the memory it takes."""
    store = bench.stores.path(bench.sessions, bare=True)
    told: dict[str, list[dict[str, Any]]] = {"ours": [], "floor": []}

    def one(whose: str) -> float:
        found = child(bench, "first", store, whose, bench.sessions)
        same(found["rows"], bench.sessions)
        told[whose].append(found)
        return float(found["seconds"])

    found = bench.harness.compare(lambda: one("ours"), lambda: one("floor"), warm=False)
    yield bench.result("G15 paint", f"of a list of {bench.sessions:,} ÷ constant strings", found)
    ours, floor = (
        statistics.median(f["memory"] for f in told[whose]) for whose in ("ours", "floor")
    )
    yield Result(
        "G15 memory", "of it above constant strings, MB", bench.size, ours, floor, "MB",
        ours - floor,
    )  # fmt: skip


def scrolled(bench: Bench) -> Iterator[Result]:
    """G14: a frame of scrolling against Qt's own model over the same query."""
    store = bench.stores.path(bench.sessions, bare=True)
    found = child(bench, "scroll", store, 30 if bench.smoke else 600)
    same(*found["words"])
    frames = measured(found["ours"], found["floor"])
    yield bench.result("G14", "frame of scrolling ÷ QSqlQueryModel", frames)


def typed(bench: Bench) -> Iterator[Result]:
    """G13: from a keystroke in the search to its answer on the screen."""
    store = bench.stores.copy(bench.sessions)
    words = ["media"] if bench.smoke else ["mediation", "wages over", "arbit", "caucus pro"]
    found = child(bench, "typing", store, *words)
    same(found["shown"], True)
    slow = percentile(found["typed"], 0.95)
    middle, idle = statistics.median(found["typed"]), statistics.median(found["repaint"])
    yield Result(
        "G13" if bench.sessions < 1_000_000 else "G13 1m",
        "keystroke to painted, p95 ÷ repaint of a full list", bench.size, slow * 1e3, idle * 1e3,
        "ms", slow / idle, f"p50 {middle / idle:.2f}",
    )  # fmt: skip


def timeline(bench: Bench) -> Iterator[Result]:
    """T1: the timeline of the largest negotiation."""
    found = child(bench, "timeline", bench.stores.copy(bench.sessions))
    db = bench.raw(bench.stores.path(bench.sessions))
    marks = sum(
        int(db.execute(f'SELECT count(*) FROM "{kind}" WHERE negotiation_id = 1').fetchone()[0])
        for kind in ("session", "proposal", "event", "statement")
    )
    yield Result(
        "T1", f"timeline of {marks:,} marks, opened", bench.size, found["opened"] * 1e3, unit="ms"
    )
    idle = statistics.median(found["repaint"])
    for part in ("whole", "part"):
        slow = percentile(found[part], 0.95)
        yield Result(
            "T1 frame", f"p95 along the {part} of it ÷ repaint of a full list", bench.size,
            slow * 1e3, idle * 1e3, "ms", slow / idle,
        )  # fmt: skip


def working(bench: Bench) -> Iterator[Result]:
    """G16: frames while an export, an import, a check or a backup runs."""
    store = bench.stores.copy(bench.sessions)
    _, bundle = bundle_of(bench, min(bench.sessions, 200))
    names = "json,check" if bench.smoke else WORKS
    found = child(bench, "frames", store, bundle, 0.1 if bench.smoke else 1.0, names)
    idle = statistics.median(found.pop("idle"))
    found.pop("closed")
    for name, frames in found.items():
        slow, longest = percentile(frames, 0.95), max(frames)
        yield Result(
            "G16", f"frame p95 during {name} ÷ idle p50", bench.size, slow * 1e3, idle * 1e3, "ms",
            slow / idle,
        )  # fmt: skip
        yield Result(
            "G16 longest", f"frame during {name}, ms", bench.size, longest * 1e3, None,
            "ms", longest * 1e3,
        )  # fmt: skip


ROWS = (
    Row("G13", "frames", typed),
    Row("T1", "frames", timeline, largest=100_000),
    Row("G14", "frames", scrolled, grows="G24"),
    Row("G15", "frames", shown),
    Row("G16", "frames", working, largest=100_000),
)

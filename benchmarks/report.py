"""Tables of results: for the terminal, as JSON, and as the Markdown of README and docs."""

import json
import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from benchmarks.goals import Result

BEGIN, END = "<!-- benchmarks: begin -->", "<!-- benchmarks: end -->"
HEAD = ("row", "size", "ours", "floor", "ours÷floor", "spread", "goal", "verdict")
_WIDTHS = (40, 5, 11, 11, 10, 13, 6, 12)


def line(cells: Iterable[str]) -> str:
    """Lay out one line of the table on a terminal."""
    return "  ".join(c.ljust(w) for c, w in zip(cells, _WIDTHS, strict=True)).rstrip()


def cells(result: Result) -> tuple[str, ...]:
    """Give the cells of one result."""
    return (
        f"{result.key} {result.name}",
        result.size,
        _amount(result.ours, result.unit),
        _amount(result.floor, result.unit),
        "" if result.figure is None else f"{result.figure:.2f}",
        result.spread,
        "" if result.goal is None else f"{result.goal:g}",
        f"{result.verdict}{': ' if result.note and result.verdict else ''}{result.note}",
    )


def as_json(results: list[Result]) -> str:
    """Give all results with the machine they were taken on."""
    rows = [{**asdict(r), "goal": r.goal, "verdict": r.verdict} for r in results]
    return json.dumps({"machine": machine(), "rows": rows}, indent=1, ensure_ascii=False) + "\n"


def as_markdown(results: list[Result]) -> str:
    """Give the table of docs: ratios first, times small."""
    lines = [
        f"Measured {datetime.now().astimezone():%d %B %Y} on {machine()}.",
        "Ratios are medians of neighbouring runs; times are only to give an idea.",
        "",
        "| what | sessions | ours ÷ floor | goal | | spread | ours | floor |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for result in results:
        name, size, ours, floor, figure, spread, goal, verdict = cells(result)
        shown = f"**{figure}**" if figure else "–"
        lines.append(
            f"| {name} | {size} | {shown} | {goal and '≤ ' + goal} | {verdict} | {spread} "
            f"| <sub>{ours}</sub> | <sub>{floor}</sub> |"
        )
    return "\n".join(lines) + "\n"


def as_brief(results: list[Result]) -> str:
    """Give the short table of the README: each figure that has a goal, at its largest size."""
    last = {(r.key, r.name): r for r in results if r.goal is not None and r.figure is not None}
    lines = [
        f"Measured {datetime.now().astimezone():%d %B %Y} on {machine()}.",
        "",
        "| what | sessions | figure | goal |",
        "|---|---|---|---|",
    ]
    for result in last.values():
        if not result.key.startswith(("G23", "G24")):
            name, size, _, _, figure, _, goal, _ = cells(result)
            lines.append(f"| {name} | {size} | **{figure}** | ≤ {goal} |")
    return "\n".join(lines) + "\n"


def put_between_markers(path: Path, text: str) -> None:
    """Put a table between the two markers of a file; nothing happens without them."""
    whole = path.read_text(encoding="utf-8")
    before, begin, rest = whole.partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        path.write_text(f"{before}{begin}\n{text}{end}{after}", encoding="utf-8")


def machine() -> str:
    """Say on what was measured."""
    import PySide6

    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, "
        f"PySide6 {PySide6.__version__}"
    )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    digits = 3 if value < 1 else 2 if value < 100 else 0
    return f"{value:,.{digits}f} {unit}".strip()

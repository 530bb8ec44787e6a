"""``python -m benchmarks``: measures the program and holds it against its goals."""

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

from benchmarks import report
from benchmarks.bench import ROOT, Bench, Row, environment
from benchmarks.goals import Result
from benchmarks.harness import Harness, exponent
from benchmarks.rows import ROWS
from benchmarks.stores import Stores
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.bench_data import SIZES

FAULTS = (
    ArithmeticError, AssertionError, AttributeError, ImportError, LookupError, OSError,
    RuntimeError, TrackerError, TypeError, ValueError, sqlite3.Error, subprocess.SubprocessError,
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure; gives 1 when a goal is missed by more than a tenth."""
    args = _read(arguments)
    sizes = sorted({_size(word) for word in args.size or ("1k", "10k")})
    results: list[Result] = []
    print(report.line(report.HEAD))
    kept = Stores(Path())  # before the folders of the person are put out of reach
    with tempfile.TemporaryDirectory(prefix="benchmarks-") as folder:
        os.environ.update(environment(Path(folder)))
        stores = Stores(Path(folder), kept.folder.parent)
        for row in chosen(args.only, peers=args.peers):
            for result in measure(row, sizes, stores, Harness(most=args.seconds)):
                print(report.line(report.cells(result)), flush=True)
                results.append(result)
    if args.json:
        Path(args.json).write_text(report.as_json(results), encoding="utf-8")
    if args.markdown:
        report.put_between_markers(ROOT / "docs" / "performance.md", report.as_markdown(results))
        report.put_between_markers(ROOT / "README.md", report.as_brief(results))
    return int(any(result.missed for result in results))


def chosen(only: str, *, peers: bool) -> list[Row]:
    """Give the rows asked for, by number of the goal or by area."""
    wanted = {word.strip().casefold() for word in only.split(",") if word.strip()}
    if not wanted:
        return [row for row in ROWS if peers or row.area != "peers"]
    return [row for row in ROWS if {row.key.casefold(), row.area} & wanted]


def measure(row: Row, sizes: list[int], stores: Stores, harness: Harness) -> Iterator[Result]:
    """Measure one row at every size, and how it grows from one to the next."""
    times: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for sessions in sizes:
        if sessions > row.largest:
            continue
        bench = Bench(sessions, harness, stores)
        try:
            for result in row.run(bench):
                yield result
                if result.ours and result.key not in row.free:
                    of = (result.key, result.name)
                    times.setdefault(of, []).append((sessions, result.ours))
        except FAULTS as error:  # one row that fails must not end the run
            traceback.print_exc()
            yield bench.failed(row.key, f"{type(error).__name__}: {error}")
        finally:
            bench.close()
    for (key, what), points in times.items():
        if row.grows and len(points) > 1:
            name = f"growth of {key} {what}"
            size = f"{points[0][0]:.0f}→{points[-1][0]:.0f}"
            yield Result(row.grows, name, size, figure=exponent(points), unit="")


def _read(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--size", action="append", metavar="SIZE", help="1k, 10k, 100k, 1m or a number; repeatable"
    )
    parser.add_argument("--only", default="", metavar="ROWS", help="such as G5,lists,G9")
    parser.add_argument("--peers", action="store_true", help="also other programs, if installed")
    parser.add_argument("--seconds", type=float, default=6.0, help="most for one comparison")
    parser.add_argument("--json", metavar="FILE", help="write all figures to a file")
    parser.add_argument(
        "--markdown", action="store_true", help="write the table into docs/performance.md, README"
    )
    return parser.parse_args(arguments)


def _size(word: str) -> int:
    return SIZES.get(word.casefold()) or int(word)


if __name__ == "__main__":
    sys.exit(main())

"""Every row of the benchmarks once, on a small store: that it runs, and that ours and the floor
give the same. No time is looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import chosen
from benchmarks.bench import Bench, Row
from benchmarks.goals import GOALS, Result
from benchmarks.harness import ONCE, exponent, measured
from benchmarks.rows import ROWS
from benchmarks.stores import Stores

pytestmark = [pytest.mark.gui, pytest.mark.slow]
SESSIONS = 40


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    scratch = tmp_path_factory.mktemp("scratch")
    made = Bench(SESSIONS, ONCE, Stores(scratch, tmp_path_factory.mktemp("stores")), smoke=True)
    yield made
    made.close()


@pytest.mark.parametrize("row", chosen("", peers=False), ids=lambda row: f"{row.area}-{row.key}")
def test_a_row_runs_and_compares_equals(row: Row, bench: Bench) -> None:
    results = list(row.run(bench))
    assert results
    for result in results:
        assert result.figure is not None or result.note or result.ours is not None
        assert result.key.split()[0] in " ".join(GOALS)
        assert len(report.cells(result)) == len(report.HEAD)


def test_every_row_is_found_by_its_goal_and_its_area() -> None:
    for row in ROWS:
        assert row in chosen(row.key, peers=True)
        assert row in chosen(row.area, peers=True)


def test_ratios_are_of_neighbours_and_growth_is_the_slope() -> None:
    found = measured([2.0, 4.0, 6.0], [1.0, 2.0, 2.0])
    assert (found.ratio, found.low, found.high) == (2.0, 2.0, 3.0)
    assert exponent([(1_000, 5.0), (10_000, 50.0)]) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("figure", "missed"), [(1.5, False), (1.64, False), (1.66, True), (None, False)]
)
def test_a_goal_is_missed_by_more_than_a_tenth(figure: float | None, missed: bool) -> None:
    assert Result("G1", "x", "1k", figure=figure).missed is missed


def test_the_table_goes_between_the_markers(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text(f"before\n{report.BEGIN}\nold\n{report.END}\nafter\n", encoding="utf-8")
    report.put_between_markers(path, report.as_markdown([Result("G5", "x", "1k", 1, 1, "ms", 1)]))
    text = path.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| G5 x | 1k | **1.00** | ≤ 1.2 | ok |" in text


def test_the_short_table_has_each_figure_with_a_goal_once_at_the_largest_size() -> None:
    results = [
        Result("G5", "page", "1k", figure=1.0),
        Result("G5", "page", "10k", figure=1.1),
        Result("G1 overview", "no goal", "1k", figure=3.0),
    ]
    lines = report.as_brief(results).splitlines()[4:]
    assert lines == ["| G5 page | 10k | **1.10** | ≤ 1.2 |"]

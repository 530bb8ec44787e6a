"""How times are taken: A and B in turn, and the median of the ratios of neighbours.

A shared machine is never quiet. What is compared therefore runs alternately in one process, so
that a disturbance hits both, and the ratios are quoted, not the milliseconds.
"""

import gc
import math
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Timed = Callable[[], object]
"""Does something once. A float that it returns is taken as the time it took, in seconds, for work
that is measured from outside; anything else is ignored and the call itself is timed."""

_FAR_TOO_LONG = 5
"""Where one pair alone takes so many times the most seconds, it is enough."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A compared pair.

    Attributes:
        ours, floor: median time in seconds, or whatever was measured.
        ratio: median of the pairwise ratios.
        low, high: quartiles of the pairwise ratios.
        pairs: how many pairs were taken.

    """

    ours: float
    floor: float
    ratio: float
    low: float
    high: float
    pairs: int


@dataclass(frozen=True, slots=True)
class Harness:
    """Says how long to measure.

    Attributes:
        pairs: so many pairs are enough once `least` seconds are over.
        least, most: seconds that a row takes at least and, unless single pairs take longer, most.

    """

    pairs: int = 15
    least: float = 1.0
    most: float = 6.0

    def compare(self, ours: Timed, floor: Timed, *, warm: bool = True) -> Measured:
        """Run both in turn and compare; the first run of each is not counted."""
        gc.collect()
        if warm and self.pairs > 1:
            ours()
            floor()
        mine: list[float] = []
        theirs: list[float] = []
        begun = time.perf_counter()
        while not self._enough(len(mine), time.perf_counter() - begun):
            mine.append(seconds(ours))
            theirs.append(seconds(floor))
        return measured(mine, theirs)

    def sample(self, ours: Timed, number: int) -> list[float]:
        """Run something so many times, after a few that do not count; gives the times."""
        if self.pairs == 1:
            return [seconds(ours) for _ in range(3)]
        for _ in range(5):
            ours()
        gc.collect()
        return [seconds(ours) for _ in range(number)]

    def _enough(self, pairs: int, elapsed: float) -> bool:
        if pairs >= self.pairs and elapsed >= self.least:
            return True
        least = 1 if elapsed >= _FAR_TOO_LONG * self.most else min(3, self.pairs)
        return elapsed >= self.most and pairs >= least


ONCE = Harness(pairs=1, least=0.0, most=0.0)
"""For the smoke lane: every row runs once and only its results are compared."""


def seconds(work: Timed) -> float:
    """Time one call."""
    begun = time.perf_counter()
    told = work()
    elapsed = time.perf_counter() - begun
    return told if isinstance(told, float) else elapsed


def measured(ours: Sequence[float], floor: Sequence[float]) -> Measured:
    """Compare two series taken in turn."""
    ratios = sorted(a / b for a, b in zip(ours, floor, strict=True))
    return Measured(
        statistics.median(ours),
        statistics.median(floor),
        statistics.median(ratios),
        percentile(ratios, 0.25),
        percentile(ratios, 0.75),
        len(ratios),
    )


def percentile(values: Sequence[float], part: float) -> float:
    """Give the value below which a part (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """Fit y = a·x^b and give b: 0 does not grow, 1 grows with x."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    x_mean = statistics.fmean(x for x, _ in logs)
    y_mean = statistics.fmean(y for _, y in logs)
    below = sum((x - x_mean) ** 2 for x, _ in logs)
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / below

"""Scales of a chart: which numbers and which days an axis names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_DAY_STEPS = (1, 2, 7, 14)
_MONTH_STEPS = (1, 2, 3, 6)
_LONG_MONTH = 31
_YEAR = 12
_LEAST = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Tick:
    """One named place on an axis."""

    at: float
    words: str


def number_ticks(low: Decimal, high: Decimal, most: int) -> tuple[Decimal, ...]:
    """Choose round numbers that cover a span, no more than `most` gaps between them."""
    if high <= low:
        pad = abs(low) / 10 or Decimal(1)
        low, high = low - pad, high + pad
    rough = max((high - low) / max(1, most), _LEAST)
    power = Decimal(10) ** rough.adjusted()
    step = next(s * power for s in _STEPS if s * power >= rough)
    first = (low / step).to_integral_value(rounding="ROUND_FLOOR") * step
    found = [first]
    while found[-1] < high:
        found.append(found[-1] + step)
    return tuple(found)


def day_ticks(first: float, last: float, most: int) -> tuple[Tick, ...]:
    """Choose days, months or years to name between two moments (ordinals of days)."""
    span = last - first
    start, end = _day(first), _day(last) + timedelta(days=1)
    for step in _DAY_STEPS:
        if span / step <= most:
            return tuple(_days(start, end, step, first, last))
    for step in _MONTH_STEPS:
        if span / (_LONG_MONTH * step) <= most:
            return tuple(_months(start, end, step, first, last))
    years = max(1, -(-int(span / 366) // max(1, most)))
    return tuple(_months(start, end, _YEAR * years, first, last))


def _day(ordinal: float) -> date:
    return date.fromordinal(max(1, min(date.max.toordinal() - 1, int(ordinal))))


def _days(start: date, end: date, step: int, first: float, last: float) -> Sequence[Tick]:
    found = []
    day = start - timedelta(days=start.toordinal() % step) if step > 2 else start
    while day <= end:
        if first <= day.toordinal() <= last:
            words = f"{day.day} {day:%b}"
            found.append(Tick(float(day.toordinal()), words))
        day += timedelta(days=step)
    return found


def _months(start: date, end: date, step: int, first: float, last: float) -> Sequence[Tick]:
    found = []
    number = (start.year * _YEAR + start.month - 1) // step * step
    while number // _YEAR < date.max.year:
        day = date(max(1, number // _YEAR), number % _YEAR + 1, 1)
        if day > end:
            break
        if first <= day.toordinal() <= last:
            whole = step >= _YEAR
            words = str(day.year) if whole else f"{day:%b} {day.year}"
            found.append(Tick(float(day.toordinal()), words))
        number += step
    return found

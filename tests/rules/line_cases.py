"""Reads line_cases.txt: typed lines with what they record, scene by scene.

A case is a line after ">" and, below it, the order after ":", the sentence after "=" or the
refusal after "!", and each thing that stays text after "?". A heading after "#" names the scene.
"""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import time
from enum import Enum
from pathlib import Path

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.values import Quantity
from negotiation_tracker.rules.line_orders import LineTime
from negotiation_tracker.rules.line_reading import Reading
from negotiation_tracker.rules.line_scene import IntervalKind, Room, Scene, SceneInterval
from negotiation_tracker.rules.term_text import TermText
from tests.rules.line_scenes import SPU, SSD, opened, scene

_FILE = Path(__file__).with_name("line_cases.txt")
SCENES: dict[str, Scene] = {
    "usual": scene(),
    "caucus of SSD": scene(intervals=opened((IntervalKind.CAUCUS, SSD))),
    "two caucuses": scene(intervals=opened((IntervalKind.CAUCUS, SSD), (IntervalKind.CAUCUS, SPU))),
    "off the record": scene(intervals=opened(IntervalKind.OFF_RECORD)),
    "sidebar and break": scene(intervals=opened(IntervalKind.SIDEBAR, IntervalKind.BREAK)),
    "break": scene(intervals=opened(IntervalKind.BREAK)),
    "locked": scene(locked=True),
    "room A": scene(room=Room("room A", SPU)),
    "joint room": scene(room=Room("joint notes")),
    "evening": scene(start="18:00", now="00:40"),
    "pasting": scene(now=""),
    "empty": Scene(1, 2, scene().day),
}


@dataclass(frozen=True)
class Case:
    """One typed line and what is expected of it, as written in the file."""

    scene: str
    text: str
    expected: tuple[str, ...]


def cases() -> Iterator[Case]:
    """Read the file."""
    where = "usual"
    text: str | None = None
    expected: list[str] = []
    for row in [*_FILE.read_text(encoding="utf-8").splitlines(), ">"]:
        if row.startswith(("> ", "#")) or row == ">":
            if text is not None:
                yield Case(where, text, tuple(expected))
            text, expected = (row[2:], []) if row.startswith(">") else (None, [])
            where = row[2:] if row.startswith("#") else where
        elif row:
            expected.append(row)


def shown(reading: Reading) -> tuple[str, ...]:
    """Write a reading as the file does."""
    rows = []
    if reading.order is not None:
        rows.append(f": {_words(reading.order)}{' (private)' if reading.private else ''}")
    if reading.sentence:
        rows.append(f"= {reading.sentence}")
    if reading.refusal:
        rows.append(f"! {reading.refusal}")
    return (*rows, *(f"? {kept}" for kept in reading.kept))


def _words(value: object) -> str:
    """Write what an order says, leaving out what it leaves open."""
    if isinstance(value, (Quantity, FuzzyDate, LineTime)):
        return value.describe()
    if isinstance(value, TermText):
        return value.reading()
    if isinstance(value, SceneInterval):
        return f"{value.kind.value} {value.entry_id}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return f"[{', '.join(map(_words, value))}]"
    if not is_dataclass(value):
        return repr(value)
    given = [
        f"{f.name}={_words(getattr(value, f.name))}"
        for f in fields(value)
        if f.default is MISSING or getattr(value, f.name) != f.default
    ]
    return f"{type(value).__name__}({', '.join(given)})"

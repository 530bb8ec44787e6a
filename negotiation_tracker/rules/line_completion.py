"""What may be typed next at the cursor: people, issues, sides, commands and proposals."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: the text that is put in, the words shown for it, and a second line."""

    insert: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """What may replace the text from `start` to `end`, best first; empty when nothing fits."""

    start: int
    end: int
    options: tuple[Option, ...] = ()

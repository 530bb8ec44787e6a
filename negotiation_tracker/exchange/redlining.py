"""Redlines two texts with rapidfuzz, and what a written redline consists of.

rapidfuzz answers in hundredths of a second where difflib takes many (5,000 words, 200 changes);
the rules about words, numbers and spaces are those of `rules.redline`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from negotiation_tracker.rules import redline
from negotiation_tracker.rules.redline import Redline, Stretch


@dataclass(frozen=True, slots=True)
class Version:
    """One of the two texts, as the reader should know it.

    Attributes:
        name: what it is, such as "P3, Employer".
        date: when it was passed, in words.
        note: what else the reader should know about it.

    """

    name: str
    date: str = ""
    note: str = ""

    @property
    def line(self) -> str:
        """Give it in one line."""
        return " · ".join(part for part in (self.name, self.date, self.note) if part)


@dataclass(frozen=True, slots=True)
class RedlineDocument:
    """A redline ready to be written.

    Attributes:
        title: what the texts are about, usually the issue.
        talks: name of the negotiation.
        old, new: which texts are compared.
        redline: the difference.
        author: whom the tracked changes are marked with; the side whose text is the new one.
        at: moment the tracked changes carry; aware of its zone.
        handling: who may see it, in words; empty when anybody may.
        notes: what a reader should know about the comparison.

    """

    title: str
    talks: str
    old: Version
    new: Version
    redline: Redline
    author: str
    at: datetime
    handling: str = ""
    notes: tuple[str, ...] = ()


def compare(old: str, new: str) -> Redline:
    """Compare two texts word by word."""
    return redline.compare(old, new, _align)


def _align(old: Sequence[int], new: Sequence[int]) -> Iterator[Stretch]:
    # Imported late: no list, page or export that shows no redline should pay for it.
    from rapidfuzz.distance import Indel

    for step in Indel.opcodes(old, new):
        yield Stretch(
            step.tag == "equal", step.src_start, step.src_end, step.dest_start, step.dest_end
        )

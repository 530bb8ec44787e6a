"""What changed between two texts, word by word, with numbers kept whole.

The algorithm that aligns two sequences is passed in: rules know no library. `exchange.redlining`
brings the fast one. Whatever it answers, equal plus deleted pieces are the old text and equal
plus inserted pieces the new one, to the letter.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

# Four and a half percent, 22.52 and 1,000 are one token each: "4.[-0-][+5+]%" cannot be read.
_TOKEN = re.compile(r"\w+(?:[.,]\d+)*%?|\s+|[^\w\s]")


class Change(StrEnum):
    """What became of a piece of text."""

    EQUAL = "equal"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text with one fate; never empty."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """One aligned stretch: these tokens of the old text became those of the new one."""

    equal: bool
    old_start: int
    old_end: int
    new_start: int
    new_end: int


Align = Callable[[Sequence[int], Sequence[int]], Iterable[Stretch]]
"""Aligns two sequences of token numbers; the stretches cover both, in order, without overlap."""


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph of both texts beside each other; a side may be empty."""

    old: tuple[Piece, ...]
    new: tuple[Piece, ...]

    @property
    def changed(self) -> bool:
        """Say whether anything differs in this row."""
        return any(piece.change is not Change.EQUAL for piece in (*self.old, *self.new))


@dataclass(frozen=True, slots=True)
class Redline:
    """Two texts and what lies between them.

    Attributes:
        pieces: in reading order; where words were replaced, what was deleted comes first.

    """

    pieces: tuple[Piece, ...]

    @property
    def old(self) -> str:
        """Give the old text."""
        return "".join(p.text for p in self.pieces if p.change is not Change.INSERTED)

    @property
    def new(self) -> str:
        """Give the new text."""
        return "".join(p.text for p in self.pieces if p.change is not Change.DELETED)

    @property
    def same(self) -> bool:
        """Say whether the two texts are equal, to the letter."""
        return all(piece.change is Change.EQUAL for piece in self.pieces)

    @property
    def changes(self) -> int:
        """Count the places that differ; a replacement is one place."""
        places, inside = 0, False
        for piece in self.pieces:
            differs = piece.change is not Change.EQUAL
            places += differs and not inside
            inside = differs
        return places

    def words(self, change: Change) -> int:
        """Count the words and numbers with one fate; spaces and signs are none."""
        return sum(
            1
            for piece in self.pieces
            if piece.change is change
            for token in tokens(piece.text)
            if token[0].isalnum() or token[0] == "_"
        )

    def describe(self) -> str:
        """Give the size of the difference in words."""
        if self.same:
            return "No difference."
        places = "1 place" if self.changes == 1 else f"{self.changes} places"
        gone, come = self.words(Change.DELETED), self.words(Change.INSERTED)
        if not gone and not come:
            return f"{places} changed; only spaces or punctuation."
        return f"{places} changed: {_words(gone)} deleted, {_words(come)} inserted."

    def rows(self) -> tuple[Row, ...]:
        """Lay the two texts beside each other, paragraph by paragraph.

        A row ends where both texts begin a new line; a paragraph that only one of them has
        stands in the row of the change it belongs to.
        """
        return tuple(_rows(self.pieces))


def tokens(text: str) -> list[str]:
    """Split a text into words, numbers, stretches of space and single signs; nothing is lost."""
    return _TOKEN.findall(text)


def compare(old: str, new: str, align: Align) -> Redline:
    """Compare two texts word by word.

    Args:
        old: the earlier text.
        new: the later text; what differs only in spaces counts as different.
        align: aligns two sequences of numbers, see `Align`.

    """
    left, right = tokens(old), tokens(new)
    numbers: dict[str, int] = {}
    # Numbers instead of words: an aligner that compares hashes cannot then take two words for one.
    first = [numbers.setdefault(token, len(numbers)) for token in left]
    second = [numbers.setdefault(token, len(numbers)) for token in right]
    raw: list[Piece] = []
    for part in align(first, second):
        gone = "".join(left[part.old_start : part.old_end])
        come = "".join(right[part.new_start : part.new_end])
        if part.equal:
            raw.append(Piece(Change.EQUAL, gone))
        else:
            raw += (Piece(Change.DELETED, gone), Piece(Change.INSERTED, come))
    return Redline(tuple(_merged(raw)))


def _merged(raw: list[Piece]) -> Iterator[Piece]:
    """Join neighbours, and take a space between two changes for part of the change.

    "shall not exceed" replaced by "may be more than" then reads as one replacement, not three.
    A line break stays what it is, so that paragraphs keep their place.
    """
    gone, come = "", ""
    equal = ""
    for number, piece in enumerate(raw):
        if piece.change is Change.DELETED:
            gone += piece.text
        elif piece.change is Change.INSERTED:
            come += piece.text
        elif (gone or come) and _bridges(piece.text) and _changes_follow(raw, number + 1):
            gone, come = gone + piece.text, come + piece.text
        else:
            yield from _pieces(equal, gone, come)
            if gone or come:
                equal, gone, come = piece.text, "", ""
            else:
                equal = piece.text
            continue
        if equal:
            yield Piece(Change.EQUAL, equal)
            equal = ""
    yield from _pieces(equal, gone, come)


def _pieces(equal: str, gone: str, come: str) -> Iterator[Piece]:
    for change, text in (
        (Change.EQUAL, equal),
        (Change.DELETED, gone),
        (Change.INSERTED, come),
    ):
        if text:
            yield Piece(change, text)


def _bridges(text: str) -> bool:
    return text.isspace() and "\n" not in text


def _changes_follow(raw: list[Piece], number: int) -> bool:
    following = next((piece for piece in islice(raw, number, None) if piece.text), None)
    return following is not None and following.change is not Change.EQUAL


def _rows(pieces: tuple[Piece, ...]) -> Iterator[Row]:
    old: list[Piece] = []
    new: list[Piece] = []
    for piece in pieces:
        if piece.change is Change.DELETED:
            old.append(piece)
        elif piece.change is Change.INSERTED:
            new.append(piece)
        else:
            for line in piece.text.splitlines(keepends=True):
                text = line.rstrip("\r\n")
                if text:
                    old.append(Piece(Change.EQUAL, text))
                    new.append(Piece(Change.EQUAL, text))
                if text != line:
                    yield Row(tuple(old), tuple(new))
                    old, new = [], []
    if old or new:
        yield Row(tuple(old), tuple(new))


def _words(number: int) -> str:
    return "1 word" if number == 1 else f"{number} words"

"""The few things a history is drawn with."""

from dataclasses import dataclass

from negotiation_tracker.exchange.document import Line, Lines, Mark


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts with their names."""

    rows: tuple[tuple[str, Lines], ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; the width is a share of the whole."""

    title: Lines
    width: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; unless `plain`, the first column names the row."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Lines, ...], ...]
    plain: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under one another."""

    title: str
    lines: Lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing with a heading of its own, such as a session."""

    title: Line
    meta: str
    blocks: tuple["Block", ...]


Block = Text | Facts | Table | Listing | Entry


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter."""

    slug: str
    title: str
    blocks: tuple[Block, ...]


def lines(text: str, *remarks: str, disputed: bool = False) -> Lines:
    """Give a line and remarks on it; empty texts give none."""
    marks = (Mark.DISPUTED,) if disputed else ()
    first = (Line(text, "", marks),) if text else ()
    return (*first, *asides(*remarks))


def asides(*texts: str) -> Lines:
    """Give remarks on the line before, for the texts that are not empty."""
    return tuple(Line(text, aside=True) for text in texts if text)


def facts(*rows: tuple[str, Lines | str]) -> Facts:
    """Give the facts that have something to say."""
    made = ((name, lines(value) if isinstance(value, str) else value) for name, value in rows)
    return Facts(tuple((name, value) for name, value in made if value))

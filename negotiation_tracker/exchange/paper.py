"""A short printed sheet as plain data: what `resources/sheet.typ` draws, block by block."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, ClassVar


@dataclass(frozen=True, slots=True)
class Heading:
    """Heads the blocks below."""

    text: str
    is_: ClassVar[str] = "heading"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `quiet` ones are remarks."""

    text: str
    quiet: bool = False
    is_: ClassVar[str] = "paragraph"


@dataclass(frozen=True, slots=True)
class Facts:
    """Short facts with their names; a fact may have several lines."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    is_: ClassVar[str] = "facts"


@dataclass(frozen=True, slots=True)
class Answer:
    """A numbered question and what the record answers.

    Attributes:
        number: of the question.
        question: what is asked.
        lines: the answer; empty when the record has none.
        remarks: what a reader should know about it.
        fill: what to fill in by hand; a line to write on is drawn for each.

    """

    number: str
    question: str
    lines: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    fill: tuple[str, ...] = ()
    is_: ClassVar[str] = "answer"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table; one without cells heads the rows below."""

    label: str
    cells: tuple[str, ...] = ()
    strong: bool = False


@dataclass(frozen=True, slots=True)
class NumberTable:
    """A table whose first column names rows and whose others hold numbers."""

    head: tuple[str, ...]
    rows: tuple[TableRow, ...]
    is_: ClassVar[str] = "numbers"


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines under a small title."""

    title: str
    lines: tuple[str, ...]
    is_: ClassVar[str] = "listing"


@dataclass(frozen=True, slots=True)
class LongText:
    """A text in its own words, paragraph by paragraph."""

    paragraphs: tuple[str, ...]
    is_: ClassVar[str] = "long"


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign.

    Attributes:
        party: for whom.
        name, signed: who signed and when and how, as recorded; empty when not signed.
        mark: hash of the text that was signed; empty when not signed.

    """

    party: str
    name: str = ""
    signed: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign beside each other."""

    places: tuple[Signature, ...]
    is_: ClassVar[str] = "signatures"


Block = Heading | Paragraph | Facts | Answer | NumberTable | Listing | LongText | Signatures


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet to print.

    Attributes:
        title, subtitle: what it is, of which talks.
        notice: set off at the top, such as a status; empty when there is none.
        handling: who may see it, in words; empty when anybody may.
        as_of: the day it shows, also the day its file carries.
        foot: left part of the footer.
        blocks: the content.

    """

    title: str
    subtitle: str
    as_of: date
    foot: str
    blocks: tuple[Block, ...]
    notice: str = ""
    handling: str = ""


def drawn(paper: Paper) -> dict[str, Any]:
    """Give a sheet as the plain values the template reads."""
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "notice": paper.notice,
        "handling": paper.handling,
        "foot": paper.foot,
        "blocks": [{"is": block.is_, **asdict(block)} for block in paper.blocks],
    }

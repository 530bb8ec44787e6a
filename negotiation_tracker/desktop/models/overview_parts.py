"""What the overview shows, as plain words and the evidence behind them."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.desktop.models.evidence import Evidence
from negotiation_tracker.desktop.models.session_detail import Marked
from negotiation_tracker.services.moves_chart import MovesChart


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind something shown.

    Attributes:
        title: what it is about.
        formula: how it was found.
        notes: reasons and remarks, a sentence each.
        records: what it was derived from.

    """

    title: str
    formula: str
    notes: tuple[str, ...]
    records: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A chip that opens what is behind it."""

    text: str
    tone: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class Tile:
    """A number with its name and a line below."""

    name: str
    number: str
    detail: str
    behind: Behind
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one participant stands on one issue.

    Attributes:
        text: the position, or the words for there being none.
        silent: whether there is none.
        detail: since when and by whose account.
        adverse: what the other side says, marked as such.
        others: offers that move nothing, and such.

    """

    text: str
    silent: bool
    detail: str
    adverse: tuple[str, ...]
    others: tuple[str, ...]
    behind: Behind


@dataclass(frozen=True, slots=True)
class Row:
    """One issue across the participants."""

    issue: str
    cells: tuple[Cell, ...]
    gap: str
    gap_detail: str
    gap_behind: Behind
    status: str
    tone: str
    disputed: bool
    status_behind: Behind


@dataclass(frozen=True, slots=True)
class Latest:
    """One of the newest records."""

    chip: str
    tone: str
    when: str
    title: str
    sources: str
    handling: str
    behind: Behind


@dataclass(frozen=True, slots=True)
class OverviewView:
    """Everything the Overview shows."""

    title: str
    sample: bool
    day: date
    day_reason: str
    marks: tuple[Mark, ...]
    tiles: tuple[Tile, ...]
    participants: tuple[Marked, ...]
    rows: tuple[Row, ...]
    latest: tuple[Latest, ...]
    owed: tuple[Mark, ...]
    moves: MovesChart | None

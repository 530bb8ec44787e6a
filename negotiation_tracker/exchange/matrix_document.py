"""The grid of positions as it leaves the program: words only, no keys of records."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.rules.matrix import Matrix, MatrixCell, MatrixRow


@dataclass(frozen=True, slots=True)
class MatrixDocument:
    """A grid of positions for one audience.

    Attributes:
        title: the talks.
        as_of: the day shown; `as_of_words` the same with why that day.
        known: from what it is known.
        audience: for whom.
        handling: mark of the page; empty for what is public.
        matrix: the grid.

    """

    title: str
    as_of: date
    as_of_words: str
    known: str
    audience: str
    handling: str
    matrix: Matrix

    @property
    def facts(self) -> tuple[tuple[str, str], ...]:
        """Give what stands above the grid."""
        found = [("As of", self.as_of_words), ("Known", self.known), ("For", self.audience)]
        if self.handling:
            found.append(("Handling", self.handling.removeprefix("Handling: ")))
        return tuple(found)


def columns(document: MatrixDocument) -> tuple[str, ...]:
    """Give the heads of the columns."""
    return ("Issue", *document.matrix.participants, "Gap", "Movement", "Status")


def cells(row: MatrixRow) -> tuple[MatrixCell, ...]:
    """Give the cells of a row after its issue, in the order of the columns."""
    return (*row.positions, row.gap, row.movement, row.status)

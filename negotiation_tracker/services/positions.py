"""The Positions page: the matrix, the moves behind it, who owes an answer, and the days to choose.

Pure over a dossier, so that the window can ask again for another day without reading the store.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.chains import Owed, owed
from negotiation_tracker.rules.derived import the_negotiation
from negotiation_tracker.rules.knowledge import HAPPENINGS, as_known, published
from negotiation_tracker.rules.matrix import Matrix, Telling, matrix
from negotiation_tracker.rules.positions import Grid, Position, grid
from negotiation_tracker.rules.rounds import IssueMovement, movements, pending
from negotiation_tracker.services.evidence import asserted_by, source_line, source_text
from negotiation_tracker.services.latest import first_day, last_day
from negotiation_tracker.services.overview import AsOf, choose_day
from negotiation_tracker.services.workspace import Workspace

_DEPTH = 6
"""Newest offers of each side on each issue that tell where it stands, unless all lapsed."""
_PENDING = "The moves are still being worked out."


@dataclass(frozen=True, slots=True)
class PositionsPage:
    """Where each side stands on a day, and how it came there.

    Attributes:
        negotiation: the record.
        as_of: the day, and why that one; known_by: only sources out by then, or None.
        known: the dossier cut to that, which everything here was worked out from.
        table: the grid; moved: one movement for each row; matrix: both in words.
        owed: answers owed, the longest waiting first.
        span: first and last day the record speaks of, for choosing the day.
        published: first and last day on which a source was published; None without any.

    """

    negotiation: Record
    as_of: AsOf
    known_by: date | None
    known: Dossier
    table: Grid
    moved: tuple[IssueMovement, ...]
    matrix: Matrix
    owed: tuple[Owed, ...]
    span: tuple[date, date]
    published: tuple[date, date] | None


def positions(
    dossier: Dossier,
    as_of: date | None = None,
    known_by: date | None = None,
    *,
    negotiation_id: int | None = None,
    today: date | None = None,
    hidden: frozenset[tuple[int, int]] = frozenset(),
) -> PositionsPage:
    """Work out where each side stands and how it moved; arguments as of `overview`.

    Raises:
        NotFound: the dossier does not hold the negotiation, or holds several and none is named.

    """
    asked = _Asked(as_of, known_by, negotiation_id, today, hidden)
    return _page(dossier, asked, movements)


def standing(
    ws: Workspace, negotiation_id: int, as_of: date | None = None, today: date | None = None
) -> PositionsPage | None:
    """Say where each side stands from the newest offers alone, for the owner of the file.

    For talks so long that working out the moves takes a while: the same grid, with the moves
    still to come. None when the whole record must be read: the talks are short, or the newest
    offers on an issue all lapsed.
    """
    now = today or ws.today()
    newest = ws.newest_offers(negotiation_id, as_of or now, _DEPTH)
    if newest is None or newest.dossier.get("negotiation", negotiation_id) is None:
        return None
    asked = _Asked(as_of, None, negotiation_id, now, frozenset())
    page = _page(newest.dossier, asked, lambda _, table: pending(table, _PENDING), newest.complete)
    cells = [cell for row in page.table.rows for cell in row.cells]
    return page if all(_is_told(cell, newest.complete) for cell in cells) else None


def _is_told(cell: Position, newest: frozenset[int]) -> bool:
    """Say whether the newest offers alone tell where a side stands."""
    if cell.current:
        return all(stand.proposal.id in newest for stand in cell.current)
    return len(cell.lapsed) < _DEPTH


@dataclass(frozen=True, slots=True)
class _Asked:
    as_of: date | None
    known_by: date | None
    negotiation_id: int | None
    today: date | None
    hidden: frozenset[tuple[int, int]]


def _page(
    dossier: Dossier,
    asked: _Asked,
    moves: Callable[[Dossier, Grid], tuple[IssueMovement, ...]],
    among: frozenset[int] | None = None,
) -> PositionsPage:
    negotiation = the_negotiation(dossier, asked.negotiation_id)
    if negotiation is None:
        raise NotFound("There is no such negotiation to show. Choose one from the list.")
    number = negotiation.id
    now = asked.today or date.today()  # noqa: DTZ011
    known_by = asked.known_by
    chosen = choose_day(dossier, negotiation, asked.as_of, now)
    known = as_known(dossier, known_by)
    bare = grid(known, chosen.day, None, negotiation_id=number, hidden=asked.hidden)
    table = Grid(bare.as_of, known_by, bare.participants, bare.rows)
    moved = moves(known, table)
    waiting = owed(known, number, chosen.day)
    if among is not None:
        waiting = tuple(one for one in waiting if one.proposal.id in among)
    return PositionsPage(
        negotiation=negotiation,
        as_of=chosen,
        known_by=known_by,
        known=known,
        table=table,
        moved=moved,
        matrix=matrix(known, table, moved, waiting, _telling(known)),
        owed=waiting,
        span=_span(dossier, number, chosen.day, now),
        published=_published(dossier),
    )


def _telling(dossier: Dossier) -> Telling:
    return Telling(
        sources=lambda record: source_text(source_line(dossier, record)),
        asserted=lambda citation: asserted_by(dossier, citation),
    )


def _span(dossier: Dossier, number: int, chosen: date, today: date) -> tuple[date, date]:
    first = first_day(dossier, number) or chosen
    last = last_day(dossier, number, today) or chosen
    return min(first, chosen, last), max(last, chosen)


def _published(dossier: Dossier) -> tuple[date, date] | None:
    days = []
    for citation in dossier.all("citation"):
        from_source, day = published(dossier, citation)
        if from_source and day is not None and citation.target_kind in HAPPENINGS:
            days.append(day)
    return (min(days), max(days)) if days else None

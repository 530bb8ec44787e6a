"""The list of sessions of a negotiation, filtered, sorted and paged.

The owner of the file reads it page by page in SQL. For every other reader the list is worked
out from the record as that reader may see it, so that nothing hidden shows in a row, a count
or the order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record, stored_date
from negotiation_tracker.services.search import sessions_found
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.queries import session_list as query


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Which sessions to list; an empty filter lists all.

    Attributes:
        text: words, the last may be unfinished, all of them in the session's own fields or all in
            one line of its log; or part of the mediator's name. See `search.Wanted`.
        kinds, statuses: allowed values, any when empty.
        mediator, place: part of the name.
        date_from, date_to: days between which the session lies, or may lie.

    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    mediator: str = ""
    place: str = ""
    date_from: date | None = None
    date_to: date | None = None


class SessionRow(NamedTuple):
    """One line of the list: the very tuple that SQLite gave, in its order.

    Attributes:
        dated: the date in its stored form; `date` reads it.
        mediator, place, summary: "" when nothing was recorded.
        number: number of the session; None when none is kept.
        proposals: proposals passed at it.
        locked: whether its log only grows.

    """

    id: int
    uid: str
    dated: str
    kind: str
    status: str
    mediator: str
    place: str
    summary: str
    handling: str
    number: int | None
    proposals: int
    locked: bool

    @property
    def date(self) -> FuzzyDate:
        """Give the date."""
        return stored_date(self.dated)


@dataclass(frozen=True, slots=True)
class PageOrder:
    """Which page to give, in which order.

    Attributes:
        sort: one of `SORTS`.
        descending: newest or last first.
        offset, limit: rows to skip and to give; a negative limit gives all.
        after: stored date and key of the last row skipped, where they are known; a page by date
            is then found without counting to its place.

    """

    sort: str = "date"
    descending: bool = True
    offset: int = 0
    limit: int = 128
    after: tuple[str, int] | None = None


SORTS = tuple(query.SORTS)
FIRST_PAGE = PageOrder()


def count(ws: Workspace, negotiation_id: int, reader: Reader, chosen: SessionFilter) -> int:
    """Count the sessions a reader may see that pass a filter."""
    if ws.reading_as(reader).audience is not Audience.ME:
        return len(_rows_of(ws, ws.dossier(negotiation_id, reader), chosen))
    where, values = query.condition(chosen)
    with ws.store.reading() as db:
        query.prepare(db, where)
        return query.count(db, negotiation_id, where, values)


def page(
    ws: Workspace,
    negotiation_id: int,
    reader: Reader,
    chosen: SessionFilter,
    part: PageOrder = FIRST_PAGE,
) -> list[SessionRow]:
    """Give one page of the sessions a reader may see; KeyError for an unknown sort."""
    sort, descending, offset, limit = part.sort, part.descending, part.offset, part.limit
    if ws.reading_as(reader).audience is not Audience.ME:
        rows = _rows_of(ws, ws.dossier(negotiation_id, reader), chosen)
        last = offset + limit if limit >= 0 else None
        return _sorted(rows, sort, descending)[offset:last]
    where, values = query.condition(chosen)
    with ws.store.reading() as db:
        query.prepare(db, where)
        return list(map(SessionRow._make, query.page(db, negotiation_id, where, values, part)))


class Pages:
    """The pages of one list; each is found from the end of the one before, if that was read.

    Args:
        negotiation_id: the talks.
        reader: who reads.
        chosen: the filter.
        order: sort and direction.

    """

    def __init__(
        self, negotiation_id: int, reader: Reader, chosen: SessionFilter, order: PageOrder
    ) -> None:
        self._of = (negotiation_id, reader, chosen)
        self._order = order
        self._ends: dict[int, tuple[str, int]] = {}

    def count(self, ws: Workspace) -> int:
        """Count the sessions."""
        return count(ws, *self._of)

    def fetch(self, ws: Workspace, offset: int, limit: int) -> list[SessionRow]:
        """Give some rows."""
        after = self._ends.get(offset)
        part = PageOrder(self._order.sort, self._order.descending, offset, limit, after)
        found = page(ws, *self._of, part)
        if found:
            self._ends[offset + len(found)] = (found[-1].dated, found[-1].id)
        return found


def newest_talks(ws: Workspace) -> int | None:
    """Give the negotiation with the newest session, for the owner of the file; None for none."""
    with ws.store.reading() as db:
        return query.newest_talks(db)


def mediator_name(dossier: Dossier, engagement_id: int | None) -> str:
    """Name the mediator of an engagement as far as it may be known; "" for none."""
    engagement = dossier.get("mediator_engagement", engagement_id or 0)
    if engagement is None:
        return ""
    if engagement.label:
        return str(engagement.label)
    person = dossier.get("person", engagement.person_id or 0)
    if person is not None:
        return str(person.name)
    office = dossier.get("organization", engagement.organization_id or 0)
    if office is not None:
        return str(office.short_name or office.name)
    return "mediator not named"


def _rows_of(ws: Workspace, dossier: Dossier, chosen: SessionFilter) -> list[SessionRow]:
    rows = []
    found = sessions_found(ws, dossier, chosen.text)
    for session in dossier.all("session"):
        row = _row(dossier, session)
        if _passes(row, chosen) and (
            found is None or row.id in found or fold(chosen.text) in fold(row.mediator)
        ):
            rows.append(row)
    return rows


def _row(dossier: Dossier, session: Record) -> SessionRow:
    return SessionRow(
        session.id,
        session.uid,
        session.date.to_text(),
        session.kind,
        session.status,
        mediator_name(dossier, session.engagement_id),
        session.place,
        session.summary[:160],
        session.handling,
        session.number,
        len(dossier.where("proposal", session_id=session.id)),
        session.locked_at is not None,
    )


def _passes(row: SessionRow, chosen: SessionFilter) -> bool:
    """Say whether a session passes a filter, its text apart."""
    if chosen.kinds and row.kind not in chosen.kinds:
        return False
    if chosen.statuses and row.status not in chosen.statuses:
        return False
    if fold(chosen.mediator) not in fold(row.mediator):
        return False
    if fold(chosen.place) not in fold(row.place):
        return False
    when = row.date
    if chosen.date_from and when.latest is not None and when.latest < chosen.date_from:
        return False
    return not (chosen.date_to and when.earliest is not None and when.earliest > chosen.date_to)


def _sorted(rows: list[SessionRow], sort: str, descending: bool) -> list[SessionRow]:
    keys: dict[str, Callable[[SessionRow], Any]] = {
        "date": lambda r: r.dated,
        "kind": lambda r: r.kind,
        "status": lambda r: r.status,
        "mediator": lambda r: r.mediator,
        "place": lambda r: r.place,
        "number": lambda r: (r.number is not None, r.number or 0),
    }
    if sort == "date":
        return sorted(rows, key=lambda r: (r.dated, r.id), reverse=descending)
    newest_first = sorted(rows, key=lambda r: (r.dated, r.id), reverse=True)
    return sorted(newest_first, key=keys[sort], reverse=descending)

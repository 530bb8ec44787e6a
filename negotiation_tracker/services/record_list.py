"""Lists of events, statements, figures, disputes and follow-ups: rows, filters and order.

The rows are worked out from the record as the reader may see it, so that nothing hidden shows in
a row, a count, a filter or the order.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation_tracker.exchange.neutral_cells import neutral
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.services.overview import choose_day
from negotiation_tracker.services.record_columns import (
    LISTINGS,
    Cell,
    Facet,
    ListColumn,
    Listing,
    Scene,
)
from negotiation_tracker.services.workspace import Workspace

__all__ = [
    "EVERYTHING", "LISTINGS", "USUAL_ORDER", "Cell", "Facet", "ListColumn", "ListOrder",
    "Listing", "RecordFilter", "RecordRow", "RecordRows", "as_csv", "as_table", "read", "rows_of",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class RecordFilter:
    """Which records to list; an empty filter lists all.

    Attributes:
        text: words anywhere in the record or in what the list shows of it.
        facets: (key of a facet, value chosen).
        date_from, date_to: days between which the record lies, or may lie.

    """

    text: str = ""
    facets: tuple[tuple[str, object], ...] = ()
    date_from: date | None = None
    date_to: date | None = None

    @property
    def active(self) -> bool:
        """Say whether anything is filtered."""
        return self != EVERYTHING


@dataclass(frozen=True, slots=True)
class ListOrder:
    """By which column the list is sorted; "" takes the usual one of the kind."""

    sort: str = ""
    descending: bool = False


EVERYTHING = RecordFilter()
USUAL_ORDER = ListOrder()


@dataclass(frozen=True, slots=True)
class RecordRow:
    """One line of the list: the record and its cells, in the order of the columns."""

    id: int
    uid: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class RecordRows:
    """A list as it is shown.

    Attributes:
        rows: the lines, filtered and in order.
        total: lines there would be without a filter.
        options: for each facet, what there is to choose among these records: words and value.
        day: the day that "overdue" and such are meant for, and why that one.
        note: a remark on the whole list, such as how many are overdue; empty when there is none.

    """

    rows: tuple[RecordRow, ...]
    total: int
    options: tuple[tuple[str, tuple[tuple[str, object], ...]], ...]
    day: date
    day_reason: str
    note: str = ""


def read(
    ws: Workspace,
    kind: str,
    negotiation_id: int,
    reader: Reader,
    chosen: RecordFilter,
    order: ListOrder,
) -> RecordRows:
    """List the records of a kind that a reader may see; KeyError for a kind without a list."""
    dossier = ws.dossier(negotiation_id, reader)
    return rows_of(dossier, kind, negotiation_id, chosen, order, ws.today())


def rows_of(
    dossier: Dossier,
    kind: str,
    negotiation_id: int,
    chosen: RecordFilter,
    order: ListOrder,
    today: date,
) -> RecordRows:
    """List the records of a kind in a dossier; see `read`."""
    listing = LISTINGS[kind]
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        return RecordRows((), 0, (), today, "")
    as_of = choose_day(dossier, negotiation, None, today)
    scene = Scene(dossier, negotiation_id, as_of.day)
    records = dossier.where(kind, negotiation_id=negotiation_id)
    lines = [(r, RecordRow(r.id, r.uid, _cells(scene, listing, r))) for r in records]
    passing = [line for line in lines if _passes(scene, listing, *line, chosen)]
    return RecordRows(
        rows=tuple(row for _, row in _sorted(listing, passing, order)),
        total=len(records),
        options=tuple((f.key, f.options(scene, records)) for f in listing.facets),
        day=as_of.day,
        day_reason=as_of.reason,
        note=listing.note(scene, records) if listing.note is not None else "",
    )


def as_table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Give rows as text with tabs, headings first, for pasting into a spreadsheet or a letter."""
    lines = [headings, *rows]
    return "".join("\t".join(neutral(" ".join(c.split())) for c in line) + "\n" for line in lines)


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Give rows as CSV in UTF-8 with a byte order mark, which spreadsheet programs look for."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in (headings, *rows):
        writer.writerow([neutral(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig")


# -- inside --


def _cells(scene: Scene, listing: Listing, record: Record) -> tuple[Cell, ...]:
    return tuple(column.cell(scene, record) for column in listing.columns)


def _passes(
    scene: Scene, listing: Listing, record: Record, row: RecordRow, chosen: RecordFilter
) -> bool:
    by_key = {facet.key: facet for facet in listing.facets}
    for key, value in chosen.facets:
        if not by_key[key].fits(scene, record, value):
            return False
    when = getattr(record, listing.date) if listing.date else None
    return _between(when, chosen) and _holds(record, row, chosen.text)


def _between(when: FuzzyDate | None, chosen: RecordFilter) -> bool:
    if chosen.date_from is None and chosen.date_to is None:
        return True
    if when is None or (when.earliest is None and when.latest is None):
        return False
    if chosen.date_from and when.latest is not None and when.latest < chosen.date_from:
        return False
    return not (chosen.date_to and when.earliest is not None and when.earliest > chosen.date_to)


def _holds(record: Record, row: RecordRow, text: str) -> bool:
    sought = [word for word in fold(text).split() if word]
    if not sought:
        return True
    words = [cell.text for cell in row.cells]
    words += [v for v in record.values().values() if isinstance(v, str)]
    said = fold(" ".join([*words, *(label(w) for w in words if "_" in w)]))
    return all(word in said for word in sought)


def _sorted(
    listing: Listing, lines: list[tuple[Record, RecordRow]], order: ListOrder
) -> list[tuple[Record, RecordRow]]:
    """Sort by a column; what has nothing to sort by comes last, whichever the direction."""
    usual = not order.sort
    sort = listing.sort if usual else order.sort
    descending = listing.descending if usual else order.descending
    places = {column.key: n for n, column in enumerate(listing.columns)}
    place, second = places[sort], places[listing.sort]

    def key(line: tuple[Record, RecordRow], at: int) -> Any:
        return line[1].cells[at].key

    known = [line for line in lines if key(line, place) is not None]
    rest = [line for line in lines if key(line, place) is None]
    for some in (known, rest):
        some.sort(key=lambda line: line[0].id)
        some.sort(key=lambda line: _unknown_last(key(line, second)))
    known.sort(key=lambda line: key(line, place), reverse=descending)
    return known + rest


def _unknown_last(key: object) -> tuple[bool, Any]:
    return (key is None, key if key is not None else 0)

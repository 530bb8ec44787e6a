"""Search: records by their words, the newest or the best first.

The owner of the file searches the index of the store. For every other reader, and in the rooms of
a mediator, an index is made in memory from the record as that reader may see it, so that nothing
hidden shows in a hit, a count, the order or a snippet; it is kept until the record changes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.searchable import (
    BY_KIND,
    BY_NUMBER,
    SEARCHABLE,
)
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store.queries import search as query
from negotiation_tracker.store.search_memory import index_of

KINDS = tuple(entry.kind for entry in SEARCHABLE)
"""Kinds of record that can be found."""
COUNTED = query.COUNTED

Pieces = tuple[tuple[str, bool], ...]
"""Text in pieces, each with whether it is a word that was searched for."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched for.

    Attributes:
        text: words as typed; in quotation marks they must stand so. The last may be unfinished.
        kinds: kinds of record, all when empty.
        negotiation_id: talks the records belong to, if to any; None for all talks.
        best: the best of the newest first, instead of the newest.
        limit: hits to give.
        names: talks, people, organizations and issues called so to give apart.

    """

    text: str
    kinds: tuple[str, ...] = ()
    negotiation_id: int | None = None
    best: bool = False
    limit: int = 50
    names: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found.

    Attributes:
        kind, record_id: which record.
        uid: its stable identifier.
        label: what kind it is, in words.
        date: its date in words; empty when it has none.
        negotiation: code of its talks; empty when it belongs to none.
        title, snippet: what it is called, and the words around those found; may be empty.

    """

    kind: str
    record_id: int
    uid: str
    label: str
    date: str
    negotiation: str
    title: Pieces
    snippet: Pieces


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found.

    Attributes:
        rows: hits in order.
        total: number of hits, at most `COUNTED`.
        more: whether there are more than that.
        names: what is called so; empty unless asked for.

    """

    rows: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    names: tuple[Hit, ...] = ()

    def found(self) -> str:
        """Say how many were found: "12 found", "1,000+ found"."""
        return f"{self.total:,}{'+' if self.more else ''} found"


def search(ws: Workspace, wanted: Wanted, reader: Reader) -> Hits:
    """Search what a reader may see; any text may be typed.

    Raises:
        BrokenOff: `stop` was called meanwhile.
        KeyError: a kind that cannot be found by its words.

    """
    match = query.expression(wanted.text)
    numbers = tuple(BY_KIND[kind].number for kind in wanted.kinds)
    chosen = (numbers, wanted.negotiation_id)
    reader = ws.reading_as(reader)
    if not match:
        return Hits()
    if reader.audience is Audience.ME:
        with ws.store.searching.reading() as db:
            return _hits(db, match, chosen, wanted, lambda rows: query.uids(db, rows))
    dossier = (
        ws.dossier_of_all(reader)
        if wanted.negotiation_id is None
        else ws.dossier(wanted.negotiation_id, reader)
    )

    def uids(rows: list[query.Row]) -> dict[tuple[int, int], str]:
        found = ((row[:2], dossier.get(BY_NUMBER[row[0]].kind, row[1])) for row in rows)
        return {key: str(record.uid) for key, record in found if record is not None}

    return _hits(ws.made_from(dossier, index_of), match, chosen, wanted, uids)


def sessions_found(ws: Workspace, dossier: Dossier, text: str) -> frozenset[int] | None:
    """Give the keys of the sessions of a dossier in which words are found, also in the log.

    None when there is no word in the text, and so all are wanted.
    """
    match = query.expression(text)
    if not match:
        return None
    db = ws.made_from(dossier, index_of)
    return frozenset(key for (key,) in db.execute(query.SESSIONS, (match,)))


def stop(ws: Workspace) -> None:
    """Break off the search that runs, if any, because another one follows; from any thread."""
    getattr(ws, "desk", ws).store.searching.stop()


def tidy(ws: Workspace) -> bool:
    """Put the index in order after changes, a little; says whether there is more to do.

    For moments in which nobody waits.
    """
    return getattr(ws, "desk", ws).store.tidy()


def plain(pieces: Pieces) -> str:
    """Give a text without saying what was searched for, in one line."""
    return " ".join("".join(text for text, _ in pieces).split())


_Uids = Callable[[list[query.Row]], dict[tuple[int, int], str]]


def _hits(db: query.Words, match: str, chosen: query.Filter, wanted: Wanted, uids: _Uids) -> Hits:
    find = query.best if wanted.best else query.newest
    rows = find(db, match, chosen, wanted.limit)
    names = query.names(db, match, wanted.names) if wanted.names else []
    total = len(rows) if len(rows) < wanted.limit else query.count(db, match, chosen)
    codes = query.codes(db, {row[2] for row in (*rows, *names)})
    known = uids([*rows, *names])
    return Hits(
        tuple(_hit(row, codes, known) for row in rows),
        min(total, COUNTED),
        total > COUNTED,
        tuple(_hit(row, codes, known) for row in names),
    )


def _hit(row: query.Row, codes: dict[int | None, str], uids: dict[tuple[int, int], str]) -> Hit:
    number, record_id, negotiation_id, dated, title, snippet = row
    entry = BY_NUMBER[number]
    return Hit(
        entry.kind,
        record_id,
        uids[number, record_id],
        entry.label,
        "" if dated is None else FuzzyDate.from_text(dated).describe(),
        codes.get(negotiation_id, ""),
        _pieces(title),
        _pieces(snippet),
    )


def _pieces(marked: str) -> Pieces:
    found: list[tuple[str, bool]] = []
    for part in " ".join(marked.split()).split(query.BEGIN):
        inside, end, rest = part.partition(query.END)
        if end:
            found.append((inside, True))
            found.append((rest, False))
        else:
            found.append((part, False))
    return tuple(piece for piece in found if piece[0])

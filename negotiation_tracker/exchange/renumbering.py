"""Numbers given anew, so that a gap cannot show that something was withheld (domain book, B4).

Only kinds of which something is withheld are renumbered; order and letters stay. Between two
exports a record keeps its number as long as nothing new before it becomes visible.
"""

import re
from datetime import date
from typing import Final

from negotiation_tracker.model.record import Dossier, Record

_CODED = frozenset(
    {
        "proposal",
        "issue",
        "tentative_agreement",
        "event",
        "statement",
        "figure",
        "dispute",
        "source",
    }
)
# Kinds numbered within another record: the field that says which.
_WITHIN = {
    "table_entry": "session_id",
    "proposal_item": "proposal_id",
    "term": "item_id",
    "dispute_member": "dispute_id",
}
_CODE: Final = re.compile(r"(.*?)([0-9]+)([^0-9]*)", re.DOTALL)


def renumbered(shown: Dossier, full: Dossier) -> Dossier:
    """Give the records that are shown, with codes and numbers closed up where some are not."""
    changes: dict[tuple[str, int], dict[str, object]] = {}
    for kind in shown.catalogue.kinds:
        if len(shown.all(kind)) == len(full.all(kind)):
            continue
        if kind in _CODED:
            _renumber_codes(shown.all(kind), changes)
        elif kind in _WITHIN:
            _renumber_within(shown.all(kind), _WITHIN[kind], changes)
        elif kind == "session":
            _renumber_sessions(shown.all(kind), changes)
    if len(shown.all("proposal")) != len(full.all("proposal")):
        _renumber_days(shown.all("proposal"), changes)
    if not changes:
        return shown
    return Dossier(shown.catalogue, (r.replaced(**changes.get((r.table, r.id), {})) for r in shown))


def _renumber_codes(
    records: list[Record], changes: dict[tuple[str, int], dict[str, object]]
) -> None:
    """Close up the numbers in codes such as P7 or PR3b, by negotiation and letters."""
    groups: dict[tuple[object, str], list[tuple[int, Record, str]]] = {}
    for record in records:
        found = _CODE.fullmatch(record.code)
        if found is None:
            continue
        talks = getattr(record, "negotiation_id", None) if record.table != "source" else None
        group = groups.setdefault((talks, found[1]), [])
        group.append((int(found[2]), record, found[3]))
    for (_, letters), members in groups.items():
        ordered = sorted(members, key=lambda m: (m[0], m[2], m[1].id))
        numbers = sorted({number for number, _, _ in ordered})
        for new, number in enumerate(numbers, 1):
            variants = [(record, tail) for n, record, tail in ordered if n == number]
            # "P3b" alone would show that there is a P3.
            bare = all(tail for _, tail in variants)
            for place, (record, tail) in enumerate(variants):
                end = "" if bare and place == 0 else tail
                _change(changes, record, code=f"{letters}{new}{end}")


def _renumber_within(
    records: list[Record], above: str, changes: dict[tuple[str, int], dict[str, object]]
) -> None:
    groups: dict[int, list[Record]] = {}
    for record in records:
        groups.setdefault(getattr(record, above), []).append(record)
    for members in groups.values():
        ordered = sorted(members, key=lambda r: (r.seq, r.id))
        for number, record in enumerate(ordered, 1):
            _change(changes, record, seq=number)


def _renumber_sessions(
    records: list[Record], changes: dict[tuple[str, int], dict[str, object]]
) -> None:
    groups: dict[int, list[Record]] = {}
    for record in records:
        if record.number is not None:
            groups.setdefault(record.negotiation_id, []).append(record)
    for members in groups.values():
        for number, record in enumerate(sorted(members, key=lambda r: (r.number, r.id)), 1):
            _change(changes, record, number=number)


def _renumber_days(
    records: list[Record], changes: dict[tuple[str, int], dict[str, object]]
) -> None:
    groups: dict[tuple[int, tuple[date, date]], list[Record]] = {}
    for record in records:
        if record.date is not None:
            groups.setdefault((record.negotiation_id, record.date.sort_key()), []).append(record)
    for members in groups.values():
        ordered = sorted({r.seq_in_day for r in members})
        for record in members:
            _change(changes, record, seq_in_day=ordered.index(record.seq_in_day))


def _change(
    changes: dict[tuple[str, int], dict[str, object]], record: Record, **values: object
) -> None:
    changes.setdefault((record.table, record.id), {}).update(values)

"""The record as it stands after a change of very many records, looked up mostly in memory."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from negotiation_tracker.model.record import Dossier, Record, RecordView
from negotiation_tracker.store.rows import Rows

MANY = 1000
"""From how many touched records on it pays to keep them in memory."""

_Offer = tuple[tuple[date, date], int, int, Record, Record]


class Lot(RecordView):
    """Answers from the touched records, and from the store where most of a kind is there.

    A rule that looks at every record of an import asks a few questions for each; asked of the
    store one by one they would take longer than everything else.
    """

    def __init__(self, rows: Rows, touched: Iterable[Record]) -> None:
        self._rows = rows
        self._touched: dict[str, dict[int, Record]] = {}
        for record in touched:
            self._touched.setdefault(record.table, {})[record.id] = record
        self._whole: dict[str, Dossier | None] = {}
        self._offers: dict[tuple[int, frozenset[int]], list[_Offer]] = {}

    def get(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None."""
        found = self._touched.get(kind, {}).get(record_id)
        if found is not None:
            return found
        whole = self._all(kind)
        return self._rows.get(kind, record_id) if whole is None else whole.get(kind, record_id)

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        """List the records of a kind whose fields equal the values given, by key."""
        whole = self._all(kind)
        if whole is None:
            return self._rows.where(kind, **equals)
        return whole.where(kind, **equals)

    def offers_before(
        self, proposal: Record, issue_id: int, makers: frozenset[int]
    ) -> Iterator[tuple[Record, Record]]:
        """Give the formal offers of some makers on an issue up to the day of one, latest first."""
        if proposal.date is None or proposal.date.earliest is None:
            return
        key = (issue_id, makers)
        if key not in self._offers:
            self._offers[key] = sorted(self._dated(issue_id, makers), key=lambda o: o[:3])
        offers = self._offers[key]
        up_to = bisect_left(offers, proposal.date.earliest, key=lambda o: o[0][0])
        while up_to < len(offers) and offers[up_to][0][0] == proposal.date.earliest:
            up_to += 1
        for place in range(up_to - 1, -1, -1):
            yield offers[place][3], offers[place][4]

    def _dated(self, issue_id: int, makers: frozenset[int]) -> Iterator[_Offer]:
        for item in self.where("proposal_item", issue_id=issue_id):
            offer = self.get("proposal", item.proposal_id)
            if offer is None or offer.formality != "formal" or offer.from_id not in makers:
                continue
            if offer.date is not None:
                yield offer.date.sort_key(), offer.seq_in_day, offer.id, offer, item

    def _all(self, kind: str) -> Dossier | None:
        """Give all records of a kind, when the touched ones are most of them; else None."""
        if kind not in self._whole:
            touched = self._touched.get(kind, {})
            others = self._rows.number_of(kind) - len(touched)
            whole: Dossier | None = None
            if others <= len(touched):
                stored = self._rows.where(kind) if others > 0 else []
                together = {r.id: r for r in stored} | touched
                ordered = [together[key] for key in sorted(together)]
                whole = Dossier(self._rows.catalogue, ordered)
            self._whole[kind] = whole
        return self._whole[kind]

"""What every chapter of a history is written from."""

from dataclasses import dataclass, field
from datetime import date

from negotiation_tracker.exchange.evidence import Evidence
from negotiation_tracker.exchange.names import Names
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules import positions
from negotiation_tracker.rules.positions import Grid

SETTLED = frozenset({"resolved", "superseded"})


@dataclass(frozen=True, slots=True)
class Context:
    """The records in scope, as this reader may see them, and who and where.

    Attributes:
        dossier: the records in scope.
        negotiation: the talks the history is of.
        names: who is who.
        evidence: who says what, and where.
        as_of: day the history is written for.
        disputed: identifiers of records that carry an account in an open dispute.

    """

    dossier: Dossier
    negotiation: Record
    names: Names
    evidence: Evidence
    as_of: date
    disputed: frozenset[str]
    _grids: list[tuple[Dossier, Grid]] = field(default_factory=list, repr=False, compare=False)

    def grid(self, known: Dossier) -> Grid:
        """Give the grid of positions on the day the history is written for, worked out once."""
        for dossier, grid in self._grids:
            if dossier is known:
                return grid
        found = positions.grid(known, self.as_of, negotiation_id=self.negotiation.id)
        self._grids.append((known, found))
        return found

    def own(self, kind: str) -> list[Record]:
        """List the records of a kind that belong to these talks, by key."""
        return self.dossier.where(kind, negotiation_id=self.negotiation.id)

    def in_dispute(self, *records: Record) -> bool:
        """Say whether accounts of any of these records differ."""
        return any(r.uid in self.disputed for r in records)


def disputed_uids(dossier: Dossier) -> frozenset[str]:
    """Find the records that carry an account in a dispute that is not settled."""
    settled = {d.id for d in dossier.all("dispute") if d.status in SETTLED}
    return frozenset(
        m.target_uid
        for m in dossier.all("dispute_member")
        if m.target_uid and m.dispute_id not in settled
    )

"""What part of a negotiation leaves the program: all of it, some sessions, or a range of days.

Leaving records out never leaves a loose end: what cannot stand without them goes too, references
that may be empty become empty, and sources nobody cites any more are dropped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.derived import Ref, ref
from negotiation_tracker.rules.pruning import Ties, rebuilt

GLOBALS = frozenset({"organization", "person", "alias", "person_contact", "affiliation"})
_EVIDENCE = frozenset({"source", "segment"})
_OUTSIDE = frozenset({"user_profile", "export_log"})
# Kinds that belong to a time, and the fields that say which; the first one recorded counts.
_DATED = {
    "session": ("date",),
    "proposal": ("date",),
    "tentative_agreement": ("reached_on",),
    "event": ("start",),
    "statement": ("said_on",),
    "figure": ("as_of",),
    "follow_up": ("asked_on", "due"),
    "document": ("date",),
}
_AT_SESSION = frozenset({"proposal", "tentative_agreement", "follow_up", "private_note"})


@dataclass(frozen=True, slots=True)
class Scope:
    """What to export.

    Attributes:
        session_ids: only these sessions and what belongs to them; None for all.
        first, last: only what may lie between these days, both included; None is open.

    """

    session_ids: frozenset[int] | None = None
    first: date | None = None
    last: date | None = None

    def whole(self) -> bool:
        """Say whether nothing is left out."""
        return self.session_ids is None and self.first is None and self.last is None


WHOLE = Scope()


def narrow(dossier: Dossier, scope: Scope) -> Dossier:
    """Give what lies in the scope, with no loose ends.

    A record is left out of a range of days only when it lies definitely outside; one whose
    date is not known stays.
    """
    if scope.whole():
        return dossier
    kept = Ties(dossier).settle({ref(r) for r in dossier if _inside(r, scope)})
    return _with_used_globals(rebuilt(dossier, kept))


def merged(dossiers: Iterable[Dossier]) -> Dossier:
    """Give the records of several negotiations in one dossier, each once."""
    found: dict[Ref, Record] = {}
    catalogue = None
    several = list(dossiers)
    if len(several) == 1:
        return several[0]
    for dossier in several:
        catalogue = dossier.catalogue
        for record in dossier:
            found.setdefault(ref(record), record)
    if catalogue is None:
        raise ValueError("nothing to merge")
    return Dossier(catalogue, found.values())


def _inside(record: Record, scope: Scope) -> bool:
    if scope.session_ids is not None and not _of_sessions(record, scope.session_ids):
        return False
    if record.table == "event":
        return _event_inside(record, scope)
    names = _DATED.get(record.table, ())
    when = next((w for w in (getattr(record, n) for n in names) if w is not None), None)
    return when is None or _may_lie(when, when, scope)


def _of_sessions(record: Record, wanted: frozenset[int]) -> bool:
    if record.table == "session":
        return record.id in wanted
    if record.table in _AT_SESSION:
        return record.session_id in wanted
    return record.table not in {"event", "statement", "figure", "dispute", "document"}


def _event_inside(record: Record, scope: Scope) -> bool:
    return _may_lie(record.start, record.end or record.start, scope)


def _may_lie(start: FuzzyDate, end: FuzzyDate, scope: Scope) -> bool:
    if scope.first is not None and end.latest is not None and end.latest < scope.first:
        return False
    return not (scope.last is not None and start.earliest and start.earliest > scope.last)


def _with_used_globals(dossier: Dossier) -> Dossier:
    used: set[Ref] = set()
    todo = [r for r in dossier if r.table not in GLOBALS | _EVIDENCE | _OUTSIDE]
    while todo:
        record = todo.pop()
        key = (record.table, record.id)
        if key in used:
            continue
        used.add(key)
        for field in dossier.catalogue[record.table].references():
            target = getattr(record, field.name)
            found = None if target is None else dossier.get(field.ref, target)
            if found is not None:
                todo.append(found)
        todo += _names_of(record, dossier)
    return Dossier(dossier.catalogue, (r for r in dossier if (r.table, r.id) in used))


def _names_of(record: Record, dossier: Dossier) -> list[Record]:
    """List what describes an organization or a person and goes where they go.

    An affiliation goes along only with an organization that is in use for another reason, or it
    would pull in organizations nobody speaks of.
    """
    if record.table == "organization":
        return dossier.where("alias", organization_id=record.id)
    if record.table == "person":
        return [
            *dossier.where("alias", person_id=record.id),
            *dossier.where("person_contact", person_id=record.id),
            *dossier.where("affiliation", person_id=record.id),
        ]
    return []

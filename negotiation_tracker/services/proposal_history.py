"""How an offer came to read as it does: every change of it and its parts, newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from negotiation_tracker.model.catalogue import Kind
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import quantity
from negotiation_tracker.services.workspace import Version, Workspace

_NUMBER = frozenset({"value_scaled", "scale", "unit", "comparator", "value_high"})
_LONGEST = 160


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change.

    Attributes:
        at, actor, label: when, by whom, by which step.
        what: which record, in words.
        changes: (field, before, after) in words; empty where the record was added or removed.

    """

    at: datetime
    actor: str
    label: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def proposal_history(ws: Workspace, dossier: Dossier, proposal_id: int) -> tuple[HistoryLine, ...]:
    """List the changes of an offer, its items, numbers, links and actions, newest first."""
    proposal = dossier.get("proposal", proposal_id)
    if proposal is None:
        return ()
    lines: list[HistoryLine] = []
    for record, what in _parts(dossier, proposal):
        versions = ws.record_history(record.table, record.id)
        lines += _lines(dossier, ws.catalogue[record.table], versions, what)
    return tuple(sorted(lines, key=lambda line: line.at, reverse=True))


def _parts(dossier: Dossier, proposal: Record) -> Iterator[tuple[Record, str]]:
    yield proposal, str(proposal.code)
    for item in dossier.where("proposal_item", proposal_id=proposal.id):
        issue = dossier.get("issue", item.issue_id)
        title = "item" if issue is None else str(issue.title)
        yield item, title
        for term in dossier.where("term", item_id=item.id):
            yield term, f"{title}: number"
    for link in dossier.where("counter", proposal_id=proposal.id):
        other = dossier.get("proposal", link.countered_id)
        yield link, "Counters " + ("another offer" if other is None else str(other.code))
    for action in dossier.where("proposal_action", proposal_id=proposal.id):
        yield action, label(action.action).capitalize()


def _lines(
    dossier: Dossier, kind: Kind, versions: list[Version], what: str
) -> Iterator[HistoryLine]:
    before: Record | None = None
    for version in versions:
        changes: tuple[tuple[str, str, str], ...] = ()
        if before is not None and version.record is not None:
            changes = tuple(_changes(dossier, kind, before, version.record))
            if not changes and before.deleted_at == version.record.deleted_at:
                continue
        yield HistoryLine(version.at, version.actor, version.label, what, changes)
        before = version.record


def _changes(
    dossier: Dossier, kind: Kind, before: Record, after: Record
) -> Iterator[tuple[str, str, str]]:
    if kind.name == "term" and any(getattr(before, n) != getattr(after, n) for n in _NUMBER):
        yield "Number", quantity(before).describe(), quantity(after).describe()
    for field in kind.own_fields():
        if kind.name == "term" and field.name in _NUMBER:
            continue
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            words = (_words(dossier, field.ref, old), _words(dossier, field.ref, new))
            yield field.label, *words


def _words(dossier: Dossier, ref: str, value: object) -> str:
    if value is None or value == "":
        return "empty"
    if isinstance(value, FuzzyDate | ClockTime):
        return value.describe()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if ref and isinstance(value, int):
        record = dossier.get(ref, value)
        values = {} if record is None else record.values()
        return str(values.get("code") or values.get("title") or values.get("name") or "another")
    text = label(value) if isinstance(value, str) and "_" in value else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"

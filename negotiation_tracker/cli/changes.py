"""Saying what a change did."""

from collections import Counter
from typing import Any

from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.wording import counted
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.record import Record
from negotiation_tracker.services.workspace import Workspace

_HIDDEN = frozenset({"citation", "segment"})


def write_change(
    call: Call, ws: Workspace, title: str, change: ChangeSet, record: Record | None = None
) -> None:
    """Write what a change did, its soft findings, and what undo would now take back."""
    write_notes(call, change)
    if call.wants_json:
        call.write_json("change", change_form(change, record) | {"undo": ws.undo_label()})
        return
    if not change.kinds():
        call.say("There was nothing to change.")
        return
    call.say(f"{title}: {change.label} ({summary(ws, change)}).")


def write_notes(call: Call, change: ChangeSet) -> None:
    """Write the soft findings of a change, each once, where they do not mix with the result."""
    for message, number in Counter(w.message for w in change.warnings).items():
        times = f" ({number} times)" if number > 1 else ""
        call.warn(f"Note: {message}{times}")


def summary(ws: Workspace, change: ChangeSet) -> str:
    """Give a change in numbers: "1 session and 3 log lines added"."""
    parts = []
    for word, by_kind in (
        ("added", change.added),
        ("changed", change.changed),
        ("removed", change.removed),
    ):
        kinds = [ws.catalogue[name] for name in ws.catalogue.kinds if by_kind.get(name)]
        named = [
            counted(len(by_kind[k.name]), k.label, k.plural) for k in kinds if k.name not in _HIDDEN
        ]
        hidden = sum(len(by_kind[k.name]) for k in kinds if k.name in _HIDDEN)
        if hidden:
            named.append(counted(hidden, "piece of evidence", "pieces of evidence"))
        if named:
            last = f" and {named[-1]}" if len(named) > 1 else ""
            parts.append(f"{', '.join(named[:-1] or named)}{last} {word}")
    return "; ".join(parts)


def change_form(change: ChangeSet, record: Record | None = None) -> dict[str, Any]:
    """Give a change as JSON: numbers of records by kind, and the record it was about."""
    return {
        "label": change.label,
        "kind": str(change.kind),
        "added": _counts(change.added),
        "changed": _counts(change.changed),
        "removed": _counts(change.removed),
        "notes": [{"field": w.field or None, "message": w.message} for w in change.warnings],
        "record": None if record is None else {"record": record.table, "uid": record.uid},
    }


def _counts(by_kind: dict[str, frozenset[int]]) -> dict[str, int]:
    return {kind: len(ids) for kind, ids in sorted(by_kind.items()) if ids}

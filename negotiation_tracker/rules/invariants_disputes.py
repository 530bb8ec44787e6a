"""Invariants on disputes: settling one changes none of its accounts (data dictionary B9: 29)."""

from collections.abc import Iterator

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.invariants_scene import Finding, Scene, block, warn

_SETTLED = frozenset({"explained", "resolved"})
_VALUES = frozenset({"account", "target_kind", "target_uid", "target_field"})


def check_disputes(scene: Scene) -> Iterator[Finding]:
    """Check disputes and their accounts that a change touched."""
    for member in scene.touched_of("dispute_member"):
        dispute = _settled(scene, member)
        if dispute is None or scene.before(member) is None:
            continue
        changed = sorted(scene.changed_fields(member) & _VALUES)
        if changed:
            yield block(29, member, changed[0], _refusal(dispute, "change"))
    for member in scene.removed_of("dispute_member"):
        dispute = _settled(scene, member)
        if dispute is not None and not scene.is_removed("dispute", dispute.id):
            yield block(29, member, "", _refusal(dispute, "delete"))
    for dispute in scene.touched_of("dispute"):
        yield from _dispute(scene, dispute)


def _settled(scene: Scene, member: Record) -> Record | None:
    dispute = scene.get("dispute", member.dispute_id)
    return dispute if dispute is not None and dispute.status in _SETTLED else None


def _refusal(dispute: Record, verb: str) -> str:
    name = dispute.code or "This dispute"
    return (
        f"{name} is {dispute.status}, so nobody can {verb} its accounts: they stay as they were "
        "given. Reopen it first, or add another account."
    )


def _dispute(scene: Scene, dispute: Record) -> Iterator[Finding]:
    if dispute.status not in _SETTLED:
        return
    if not dispute.reason.strip():
        message = f"The dispute counts as {dispute.status} without a reason. Write why."
        yield warn(29, dispute, "reason", message)
    old = scene.before(dispute)
    if old is None or old.status in _SETTLED:
        return
    for member in scene.where("dispute_member", dispute_id=dispute.id):
        yield from _kept(scene, dispute, member)


def _kept(scene: Scene, dispute: Record, member: Record) -> Iterator[Finding]:
    for record in scene.touched:
        old = scene.before(record)
        if record.uid != member.target_uid or old is None:
            continue
        changed = scene.changed_fields(record, marks=False)
        field = member.target_field
        if field in changed or (not field and changed):
            message = (
                f"Settling {dispute.code or 'a dispute'} must not change the account “"
                f"{member.account}”. Say which account is preferred, and why, instead."
            )
            yield block(29, record, field, message)

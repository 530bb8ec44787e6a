"""Invariants on who may see what (data dictionary B9: 18, 28)."""

from collections.abc import Iterator

from negotiation_tracker.model.handling import NOTE_LEVELS, ONE_SIDED, SHARED, Handling
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import Side, label
from negotiation_tracker.rules.invariants_scene import Finding, Scene, block


def check_privacy(scene: Scene) -> Iterator[Finding]:
    """Check the handling marks of everything a change touched."""
    for record in scene.touched:
        yield from _owner(record)
        yield from _kept_in_its_room(scene, record)
    for note in scene.touched_of("private_note"):
        yield from _note(scene, note)


def _owner(record: Record) -> Iterator[Finding]:
    if Handling(record.handling) not in ONE_SIDED or record.confidence_of_id is not None:
        return
    message = (
        f"Handling “{label(record.handling)}” needs to say whose confidence it is. "
        "Choose the side, or another handling."
    )
    yield block(18, record, "confidence_of_id", message)


def _note(scene: Scene, note: Record) -> Iterator[Finding]:
    if Handling(note.handling) not in NOTE_LEVELS:
        message = (
            f"A private note cannot be “{label(note.handling)}”. Keep it within one side, or "
            "record what may be shared as a log line or statement."
        )
        yield block(18, note, "handling", message)
    one_sided = Handling(note.handling) in ONE_SIDED
    if note.handling in ("party", "team") and note.owner_id != note.confidence_of_id and one_sided:
        message = "A note of one side is in that side's own confidence. Choose the same side twice."
        if note.owner_id is not None:
            yield block(18, note, "confidence_of_id", message)


def _kept_in_its_room(scene: Scene, record: Record) -> Iterator[Finding]:
    """What a side told the mediator is not handed on by another mark, whatever kind it is."""
    old = scene.before(record)
    if old is None or old.handling != Handling.MEDIATION_CAUCUS:
        return
    handed_over = (
        record.handling == Handling.MEDIATION_CAUCUS
        and old.confidence_of_id != record.confidence_of_id
    )
    shared = record.handling in SHARED and _is_mediators(scene, old.confidence_of_id)
    if handed_over or shared:
        message = (
            "What one side told the mediator in confidence cannot be handed to the other side by "
            "changing its mark. Only an offer that this side authorised may be passed on."
        )
        yield block(28, record, "confidence_of_id" if handed_over else "handling", message)


def _is_mediators(scene: Scene, side_id: int | None) -> bool:
    side = scene.get("participant", side_id)
    if side is None:
        return False
    ours = scene.where("participant", negotiation_id=side.negotiation_id, ours=True)
    return {participant.side for participant in ours} == {Side.NEUTRAL}

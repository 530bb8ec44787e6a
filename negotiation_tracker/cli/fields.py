"""Reading FIELD=VALUE as typed, with references by code or name."""

from collections.abc import Sequence

from negotiation_tracker.cli import references
from negotiation_tracker.cli.arguments import UsageError
from negotiation_tracker.model.catalogue import Field, Kind
from negotiation_tracker.model.record import Dossier


def read_assignments(
    typed: Sequence[str], kind: Kind, dossier: Dossier, negotiation_id: int | None
) -> dict[str, object]:
    """Read assignments for a kind of record; references are looked up, the rest stays text.

    Raises:
        UsageError: an assignment has no "=", or names no field.
        NotFound: a reference leads to nothing.

    """
    found: dict[str, object] = {}
    for assignment in typed:
        name, value = parted(assignment)
        field = field_named(kind, name)
        found[field.name] = reference(field, value, dossier, negotiation_id) if field.ref else value
    return found


def parted(assignment: str) -> tuple[str, str]:
    """Part FIELD=VALUE; UsageError when there is no "="."""
    name, equals, value = assignment.partition("=")
    if not equals:
        raise UsageError(f"“{assignment}” is not of the form FIELD=VALUE.")
    return name.strip(), value


def field_named(kind: Kind, typed: str) -> Field:
    """Give the field meant by a word: its name, with or without "_id", or its label.

    Raises:
        UsageError: there is no such field.

    """
    wanted = typed.casefold().replace("-", "_").replace(" ", "_")
    for field in kind.own_fields():
        label = field.label.casefold().replace(" ", "_")
        if wanted in (field.name, field.name.removesuffix("_id"), label):
            return field
    known = ", ".join(f.name.removesuffix("_id") for f in kind.own_fields())
    raise UsageError(f"A {kind.label} has no field “{typed}”.", hint=f"It has: {known}.")


def reference(field: Field, typed: str, dossier: Dossier, negotiation_id: int | None) -> int | None:
    """Give the key of the record that a reference means; None for an empty one."""
    if not typed.strip():
        return None
    if field.ref == "participant" and negotiation_id is not None:
        return references.participant(typed, dossier, negotiation_id).id
    found, _ = references.find(field.ref, typed, [dossier], within=negotiation_id)
    return found.id

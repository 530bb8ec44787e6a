"""Mediators: engaging one, and recording where the engagement stands."""

from collections.abc import Mapping

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.services import people, records


def engage(
    writer: RecordWriter,
    negotiation_id: int,
    name: str = "",
    raw: Mapping[str, object] | None = None,
) -> int:
    """Add a mediator to the talks; give the key of the engagement.

    Args:
        writer: the open change.
        negotiation_id: the talks.
        name: name of a person, known or new; empty when the fields name an organization, or
            nobody (``unnamed``).
        raw: further fields of the engagement by name, such as ``kind`` and ``service``.

    Raises:
        InvalidInput: nobody is given, or a field cannot be read.

    """
    fields = {**(raw or {}), "negotiation_id": negotiation_id}
    given = any(fields.get(n) for n in ("person_id", "organization_id", "unnamed", "label"))
    if not name.strip() and not given:
        message = "Name the mediator or the office, or tick “Unnamed”."
        raise InvalidInput([FieldProblem("person_id", message)])
    if name.strip():
        fields["person_id"] = people.find_or_add(writer, name.strip()).id
    return records.create(writer, "mediator_engagement", fields)


def find(view: RecordView, negotiation_id: int, name: str) -> Record | None:
    """Give the engagement in these talks that is shown by this name, or None."""
    wanted = " ".join(name.casefold().split())
    for engagement in view.where("mediator_engagement", negotiation_id=negotiation_id):
        if " ".join(shown_name(view, engagement).casefold().split()) == wanted:
            return engagement
    return None


def shown_name(view: RecordView, engagement: Record) -> str:
    """Give the name of a mediator: label, person or organization, or that nobody is named."""
    if engagement.label:
        return str(engagement.label)
    for kind, key in (
        ("person", engagement.person_id),
        ("organization", engagement.organization_id),
    ):
        named = None if key is None else view.get(kind, key)
        if named is not None:
            return str(named.name)
    return "unnamed mediator"


def state(
    writer: RecordWriter, engagement_id: int, new_state: str, date: object, note: str = ""
) -> int:
    """Record that an engagement reached a state on a date; give the key of the record.

    Raises:
        NotFound: there is no such engagement.
        InvalidInput: the state is not one of the list, or the date cannot be read.

    """
    records.need(writer, "mediator_engagement", engagement_id)
    fields = {"engagement_id": engagement_id, "state": new_state, "date": date, "note": note}
    return records.create(writer, "mediator_state", fields)

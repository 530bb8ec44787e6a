"""People: who they are, where they belong and what they do at the table."""

from collections.abc import Mapping

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordView, RecordWriter
from negotiation_tracker.services import records


def find(view: RecordView, name: str) -> Record | None:
    """Give the person of this name or alias, upper or lower case; None when there is not one.

    Two people of one name are told apart by nothing that is typed, so then nobody is given.
    """
    wanted = _plain(name)
    found = {p.id: p for p in view.where("person") if _plain(p.name) == wanted}
    for alias in view.where("alias"):
        if alias.person_id is not None and _plain(alias.text) == wanted:
            person = view.get("person", alias.person_id)
            if person is not None:
                found[person.id] = person
    return next(iter(found.values())) if len(found) == 1 else None


def find_or_add(writer: RecordWriter, name: str) -> Record:
    """Give the person of this name, adding them when nobody is known by it."""
    return find(writer, name) or records.need(writer, "person", add(writer, name))


def add(
    writer: RecordWriter,
    name: str,
    *,
    affiliation: Mapping[str, object] | None = None,
    seat: Mapping[str, object] | None = None,
) -> int:
    """Add a person, with an affiliation and a seat on a team when these are given.

    Args:
        writer: the open change.
        name: name as printed.
        affiliation: fields of an affiliation: ``organization_id``, ``title`` …
        seat: fields of a team seat: ``participant_id``, ``seat``, ``may_sign`` …

    Raises:
        InvalidInput: the name is empty, or a field is missing or cannot be read.

    """
    if not name.strip():
        raise InvalidInput([FieldProblem("name", "Name is missing: a person needs it.")])
    person_id = records.create(writer, "person", {"name": name})
    if affiliation is not None:
        records.create(writer, "affiliation", {**affiliation, "person_id": person_id})
    if seat is not None:
        records.create(writer, "team_seat", {**seat, "person_id": person_id})
    return person_id


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())

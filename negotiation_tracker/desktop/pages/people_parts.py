"""The parts of the page of people: their lists, and the words of each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the page.

    Attributes:
        key: name of the part in the program.
        kind: kind of record its rows are.
        title: words on its button.
        empty: words when nothing is recorded.
        hint: what can be done then.
        add: words of the line that adds; empty when nothing is added here.
        scoped: whether its list can be narrowed to the talks shown.

    """

    key: str
    kind: str
    title: str
    empty: str
    hint: str = ""
    add: str = ""
    scoped: bool = False


PARTS = (
    Part(
        "people",
        "person",
        "People",
        "Nobody is recorded in these talks yet.",
        "Add a person at the foot of the list, or name them where a session is logged.",
        "Add a person: name, Enter",
        scoped=True,
    ),
    Part(
        "mediators",
        "mediator_engagement",
        "Mediators",
        "No mediator is recorded in these talks.",
        "Add one at the foot of the list; then say in which state the engagement is, since when.",
        "Add a mediator: name, or nothing; Enter",
    ),
    Part(
        "organizations",
        "organization",
        "Organizations",
        "No organization is recorded in these talks yet.",
        "Add one at the foot of the list, and then its part in the talks.",
        "Add an organization: name, Enter",
        scoped=True,
    ),
    Part(
        "duplicates",
        "",
        "Possible duplicates",
        "No two names look like the same person or organization.",
        "Names are compared whenever they change. Nothing is merged unless you say so.",
    ),
)

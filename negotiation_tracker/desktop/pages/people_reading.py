"""What the page of people reads beside its lists: what can be chosen, and what may be the same."""

from collections.abc import Sequence
from dataclasses import dataclass

from negotiation_tracker.desktop.models.evidence import SIDE_LETTERS
from negotiation_tracker.desktop.widgets.people_merge import (
    Comparison,
    organization_words,
    person_words,
)
from negotiation_tracker.desktop.widgets.type_ahead import Choice
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.organization_list import organization_detail, organizations
from negotiation_tracker.services.people_list import (
    PeopleBook,
    Row,
    load,
    people,
    person_detail,
    talks_name,
)
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Choices:
    """What drop-downs and type-aheads of the page offer.

    Attributes:
        people: names and keys of everybody.
        organizations: organizations, found by their other names too.
        teams: participants, those of the talks shown first.
        negotiations: talks, the ones shown first.

    """

    people: tuple[tuple[str, int], ...]
    organizations: tuple[Choice, ...]
    teams: tuple[tuple[str, int], ...]
    negotiations: tuple[tuple[str, int], ...]

    def named_organizations(self) -> list[tuple[str, int]]:
        """List organizations by name for a drop-down."""
        return [(c.text, c.key) for c in self.organizations if isinstance(c.key, int)]

    def of(self, kind: str) -> list[Choice]:
        """List all people, or all organizations, for comparing."""
        if kind == "organization":
            return list(self.organizations)
        return [Choice(key, name) for name, key in self.people]


@dataclass(frozen=True, slots=True)
class PeopleRead:
    """Everything the page shows before a row is chosen, worked out away from the window thread.

    Attributes:
        book: the records.
        people: rows of everybody.
        organizations: rows of all organizations.
        choices: what drop-downs offer.
        names: changes whenever a name does, so that they are compared only then.

    """

    book: PeopleBook
    people: tuple[Row, ...]
    organizations: tuple[Row, ...]
    choices: Choices
    names: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records that may be one: kind, keys, and why, with the score; empty when chosen."""

    kind: str
    one: int
    other: int
    reason: str


def read_people(ws: Workspace, negotiation_id: int, reader: Reader) -> PeopleRead:
    """Read what the page shows."""
    book = load(ws, negotiation_id, reader)
    persons, bodies = people(book), organizations(book)
    names = tuple((row.id, row.name, row.also) for row in (*persons, *bodies))
    parents = tuple((body.id, body.parent_id) for body in book.dossier.all("organization"))
    return PeopleRead(book, persons, bodies, choices_of(book), hash((names, parents)))


def choices_of(book: PeopleBook) -> Choices:
    """Collect what the page offers to choose from."""
    dossier = book.dossier
    participants = sorted(
        dossier.all("participant"),
        key=lambda p: (p.negotiation_id != book.negotiation_id, p.negotiation_id, p.id),
    )
    return Choices(
        people=tuple((str(p.name), p.id) for p in _sorted(dossier.all("person"))),
        organizations=tuple(
            Choice(
                o.id,
                str(o.name),
                "",
                (str(o.short_name), *_aliases(dossier, o)),
            )
            for o in _sorted(dossier.all("organization"))
        ),
        teams=tuple((_team(book, p), p.id) for p in participants),
        negotiations=tuple(
            (str(n.title), n.id)
            for n in sorted(
                dossier.all("negotiation"), key=lambda n: (n.id != book.negotiation_id, n.id)
            )
        ),
    )


def duplicates_in(book: PeopleBook) -> tuple[Duplicate, ...]:
    """Find the people and the organizations that may be recorded twice, most alike first."""
    from negotiation_tracker.services import merging

    found = [
        (like.score, Duplicate(kind, like.one, like.other, f"{like.reason} · {like.score} of 100"))
        for kind in merging.MERGED_KINDS
        for like in merging.likenesses(book.dossier, kind)
    ]
    return tuple(pair for _, pair in sorted(found, key=lambda line: -line[0]))


def duplicate_rows(book: PeopleBook, pairs: Sequence[Duplicate]) -> tuple[Row, ...]:
    """Give pairs as rows; a row's id is the place of its pair."""
    rows = []
    for place, pair in enumerate(pairs):
        names = [book.dossier.get(pair.kind, key) for key in (pair.one, pair.other)]
        if all(record is not None for record in names):
            name = " / ".join(str(record.name) for record in names if record is not None)
            rows.append(Row(place, name, pair.reason[:1].upper() + pair.reason[1:]))
    return tuple(rows)


def compare(ws: Workspace, book: PeopleBook, pair: Duplicate) -> Comparison | None:
    """Put two records beside one another, with what a merge would do either way.

    None when one of them is gone.
    """
    from negotiation_tracker.services import merging

    whole = ws.dossier_of_all()
    keys = (pair.one, pair.other)
    if any(whole.get(pair.kind, key) is None for key in keys):
        return None
    words = []
    for key in keys:
        if pair.kind == "person":
            person = person_detail(book, key)
            words.append(() if person is None else person_words(person))
        else:
            organization = organization_detail(book, key)
            words.append(() if organization is None else organization_words(organization))
    return Comparison(
        kind=pair.kind,
        reason=pair.reason[:1].upper() + pair.reason[1:],
        sides=(words[0], words[1]),
        plans=(
            merging.plan(whole, pair.kind, pair.one, pair.other),
            merging.plan(whole, pair.kind, pair.other, pair.one),
        ),
    )


def _team(book: PeopleBook, participant: Record) -> str:
    letter = SIDE_LETTERS.get(str(participant.side), "")
    name = f"{participant_name(book.dossier, participant.id)} {letter}".strip()
    if participant.negotiation_id == book.negotiation_id:
        return name
    return f"{name}, {talks_name(book.dossier, participant)}"


def _aliases(dossier: Dossier, organization: Record) -> list[str]:
    return [str(a.text) for a in dossier.where("alias", organization_id=organization.id)]


def _sorted(records: Sequence[Record]) -> list[Record]:
    return sorted(records, key=lambda r: (fold(r.name), r.id))

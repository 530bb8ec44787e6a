"""What the lists show of each kind of record: columns, filters, usual order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.due import DueState, due_view, overdue
from negotiation_tracker.rules.unnamed import UNNAMED_WARNING, single_unnamed
from negotiation_tracker.rules.wording import organization_name, participant_name, quantity
from negotiation_tracker.services.evidence import asserted_by, source_line, source_text


@dataclass(frozen=True, slots=True)
class Scene:
    """What a cell is worked out from: the records, the talks, and the day it is about."""

    dossier: Dossier
    negotiation_id: int
    day: date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    Attributes:
        text: words shown; "" where nothing is recorded.
        key: what it sorts by, the same type down a column; None sorts last.
        tip: longer words; "" where the text says all.

    """

    text: str
    key: Any = None
    tip: str = ""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column; `width` is in pixels to start with, 0 takes the room that is left."""

    key: str
    heading: str
    width: int
    cell: Callable[[Scene, Record], Cell]


Option = tuple[str, object]
"""Something to choose in a filter: words and value."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter by one property.

    Attributes:
        key: its name.
        words: words for not filtering by it, such as "Any kind".
        options: what there is to choose among some records.
        fits: whether a record has a value chosen.

    """

    key: str
    words: str
    options: Callable[[Scene, Sequence[Record]], tuple[Option, ...]]
    fits: Callable[[Scene, Record, object], bool]


@dataclass(frozen=True, slots=True)
class Listing:
    """How a kind of record is listed.

    Attributes:
        kind: kind of record.
        columns, facets: columns from left to right, filters.
        date: field the filter by days looks at; "" when there is none.
        sort, descending: usual order.
        note: a remark on all records of the list, or None.

    """

    kind: str
    columns: tuple[ListColumn, ...]
    facets: tuple[Facet, ...]
    date: str
    sort: str
    descending: bool = True
    note: Callable[[Scene, Sequence[Record]], str] | None = None


# -- words of single fields --


def date_cell(when: FuzzyDate | None, missing: str = "") -> Cell:
    """Give a date with one word on how it is known."""
    if when is None:
        return Cell(missing)
    how = when.basis_word()
    text = f"{when.describe()}, {how}" if how else when.describe()
    known = when.earliest is not None or when.latest is not None
    return Cell(text, when.sort_key() if known else None, when.describe_long())


def speaker_name(dossier: Dossier, statement: Record) -> str:
    """Give who made a statement: the person, else the body, else how nobody named is described."""
    person = dossier.get("person", statement.speaker_person_id or 0)
    if person is not None:
        return str(person.name)
    body = dossier.get("organization", statement.speaker_organization_id or 0)
    name = organization_name(body)
    if statement.speaker_label:
        unnamed = f"{statement.speaker_label} (not named)"
        return f"{unnamed}, {name}" if name else unnamed
    return name


def _date(name: str) -> Callable[[Scene, Record], Cell]:
    return lambda scene, record: date_cell(getattr(record, name))


def _text(name: str) -> Callable[[Scene, Record], Cell]:
    def cell(scene: Scene, record: Record) -> Cell:
        words = str(getattr(record, name))
        return Cell(words.partition("\n")[0], words.casefold() or None, words)

    return cell


def _choice(name: str) -> Callable[[Scene, Record], Cell]:
    def cell(scene: Scene, record: Record) -> Cell:
        value = getattr(record, name)
        words = "" if value is None else value_words(str(value))
        return Cell(words, words or None)

    return cell


def value_words(value: str) -> str:
    """Give a value of a closed list in words; unknown is "not known"."""
    return "not known" if value == "unknown" else label(value)


def _words(give: Callable[[Scene, Record], str]) -> Callable[[Scene, Record], Cell]:
    def cell(scene: Scene, record: Record) -> Cell:
        words = give(scene, record)
        return Cell(words, words.casefold() or None)

    return cell


def _sources(scene: Scene, record: Record) -> str:
    return source_text(source_line(scene.dossier, record))


# -- filters --


def _by_choice(name: str, words: str) -> Facet:
    def options(scene: Scene, records: Sequence[Record]) -> tuple[Option, ...]:
        values = {str(v) for r in records if (v := getattr(r, name)) is not None}
        return tuple(sorted((_capital(value_words(v)), v) for v in values))

    return Facet(name, words, options, lambda scene, r, value: getattr(r, name) == value)


def _by_words(key: str, words: str, give: Callable[[Scene, Record], str]) -> Facet:
    def options(scene: Scene, records: Sequence[Record]) -> tuple[Option, ...]:
        found = {text for r in records if (text := give(scene, r))}
        return tuple((text, text) for text in sorted(found, key=str.casefold))

    return Facet(key, words, options, lambda scene, r, value: give(scene, r) == value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# -- events --


def _event_days(scene: Scene, event: Record) -> Cell:
    """Give when an event took place: a day, or from the first to the last day."""
    first = date_cell(event.start)
    clock = f", {event.start_time.describe()}" if event.start_time is not None else ""
    if event.end is None:
        return Cell(first.text + clock, first.key, first.tip)
    text = f"{event.start.describe()} – {event.end.describe()}"
    return Cell(text, first.key, f"from {first.tip} to {event.end.describe_long()}")


def _actors(scene: Scene, event: Record) -> str:
    lines = scene.dossier.where("event_actor", event_id=event.id)
    return ", ".join(filter(None, (actor_name(scene.dossier, line) for line in lines)))


def actor_name(dossier: Dossier, actor: Record) -> str:
    """Give who took part in an event."""
    person = dossier.get("person", actor.person_id or 0)
    if person is not None:
        return str(person.name)
    name = participant_name(dossier, actor.participant_id)
    return name or organization_name(dossier.get("organization", actor.organization_id or 0))


_EVENTS = Listing(
    kind="event",
    columns=(
        ListColumn("date", "Date", 182, _event_days),
        ListColumn("kind", "Kind", 140, _choice("kind")),
        ListColumn("title", "What", 260, _text("title")),
        ListColumn("status", "Status", 110, _choice("status")),
        ListColumn("who", "Who", 120, _words(_actors)),
        ListColumn("place", "Place", 90, _text("place")),
        ListColumn("sources", "Sources", 0, _words(_sources)),
    ),
    facets=(_by_choice("kind", "Any kind"), _by_choice("status", "Any status")),
    date="start",
    sort="date",
)


# -- statements --


def _issues(scene: Scene, statement: Record) -> str:
    titles = [
        str(issue.title)
        for link in scene.dossier.where("statement_issue", statement_id=statement.id)
        if (issue := scene.dossier.get("issue", link.issue_id)) is not None
    ]
    return ", ".join(titles)


def _by_issue(scene: Scene, records: Sequence[Record]) -> tuple[Option, ...]:
    used = {
        link.issue_id
        for record in records
        for link in scene.dossier.where("statement_issue", statement_id=record.id)
    }
    issues = [i for i in scene.dossier.all("issue") if i.id in used]
    return tuple((str(i.title), i.id) for i in sorted(issues, key=lambda i: str(i.title)))


def _about(scene: Scene, statement: Record, issue_id: object) -> bool:
    links = scene.dossier.where("statement_issue", statement_id=statement.id)
    return any(link.issue_id == issue_id for link in links)


def _speaker(scene: Scene, statement: Record) -> str:
    return speaker_name(scene.dossier, statement)


_STATEMENTS = Listing(
    kind="statement",
    columns=(
        ListColumn("date", "Said", 182, _date("said_on")),
        ListColumn("speaker", "Speaker", 130, _words(_speaker)),
        ListColumn("capacity", "Capacity", 100, _text("capacity")),
        ListColumn("channel", "Channel", 100, _choice("channel")),
        ListColumn("gist", "Gist", 225, _text("gist")),
        ListColumn("act", "What it does", 110, _choice("speech_act")),
        ListColumn("issues", "Issues", 80, _words(_issues)),
        ListColumn("sources", "Sources", 0, _words(_sources)),
    ),
    facets=(
        _by_words("speaker", "Any speaker", _speaker),
        _by_choice("channel", "Any channel"),
        _by_choice("speech_act", "Any act"),
        Facet("issue", "Any issue", _by_issue, _about),
    ),
    date="said_on",
    sort="date",
)


# -- figures --


def _number(scene: Scene, figure: Record) -> Cell:
    value = quantity(figure)
    return Cell(value.describe(), value.value, str(figure.as_written))


def _account(scene: Scene, figure: Record) -> str:
    words = asserted_by(scene.dossier, figure)
    return f"{words} · {UNNAMED_WARNING}" if single_unnamed(scene.dossier, figure) else words


_ONLY_UNNAMED = "unnamed"


def _flags(scene: Scene, records: Sequence[Record]) -> tuple[Option, ...]:
    if any(single_unnamed(scene.dossier, record) for record in records):
        return (("One unnamed source only", _ONLY_UNNAMED),)
    return ()


_FIGURES = Listing(
    kind="figure",
    columns=(
        ListColumn("title", "What", 190, _text("title")),
        ListColumn("number", "Number", 165, _number),
        ListColumn("population", "Of whom", 180, _text("population")),
        ListColumn("date", "As of", 182, _date("as_of")),
        ListColumn("account", "By whose account", 190, _words(_account)),
        ListColumn("sources", "Sources", 0, _words(_sources)),
    ),
    facets=(
        _by_choice("metric", "Any measure"),
        _by_choice("attribution", "Any account"),
        Facet(
            "flag",
            "Any source",
            _flags,
            lambda scene, record, value: single_unnamed(scene.dossier, record),
        ),
    ),
    date="as_of",
    sort="date",
)


# -- disputes --


def _code(scene: Scene, record: Record) -> Cell:
    """Give a code, sorted by its numbers: K2 before K10."""
    code = str(record.code)
    parts = re.findall(r"[0-9]+|[^0-9]+", code.casefold())
    key = tuple((p.isdecimal(), int(p) if p.isdecimal() else 0, p) for p in parts)
    return Cell(code, key or None)


def _accounts(scene: Scene, dispute: Record) -> Cell:
    members = scene.dossier.where("dispute_member", dispute_id=dispute.id)
    ordered = sorted(members, key=lambda m: (m.seq, m.id))
    words = " / ".join(str(member.account) for member in ordered)
    return Cell(words, len(ordered), "\n".join(str(member.account) for member in ordered))


def _number_of_accounts(scene: Scene, dispute: Record) -> Cell:
    number = len(scene.dossier.where("dispute_member", dispute_id=dispute.id))
    return Cell(str(number), number)


_DISPUTES = Listing(
    kind="dispute",
    columns=(
        ListColumn("code", "No.", 56, _code),
        ListColumn("question", "Question", 330, _text("question")),
        ListColumn("kind", "Why", 130, _choice("kind")),
        ListColumn("status", "Status", 100, _choice("status")),
        ListColumn("number", "Accounts", 76, _number_of_accounts),
        ListColumn("accounts", "What they say", 0, _accounts),
    ),
    facets=(_by_choice("kind", "Any reason"), _by_choice("status", "Any status")),
    date="",
    sort="code",
    descending=False,
)


# -- follow-ups --

_STATE_WORDS = {
    "open": "Open",
    "overdue": "Overdue",
    "due": "Due now or within a week",
    "done": "Done",
    "dropped": "Dropped",
}
_SOON = 7


def _state_options(scene: Scene, records: Sequence[Record]) -> tuple[Option, ...]:
    return tuple((words, value) for value, words in _STATE_WORDS.items())


def _in_state(scene: Scene, follow_up: Record, value: object) -> bool:
    shown = due_view(follow_up, scene.day)
    if value == "overdue":
        return shown.state is DueState.OVERDUE
    if value == "due":
        near = shown.state is DueState.AHEAD and shown.days is not None and shown.days.low <= _SOON
        return near or shown.state is DueState.DUE_NOW
    return bool(follow_up.status == value)


def _standing(scene: Scene, follow_up: Record) -> Cell:
    """Say where it stands: the longest overdue first, what is done last."""
    shown = due_view(follow_up, scene.day)
    rank = list(DueState).index(shown.state)
    days = shown.days.low if shown.days is not None else 0
    return Cell(shown.text, (rank, -days if shown.state is DueState.OVERDUE else days))


def _party(name: str) -> Callable[[Scene, Record], str]:
    return lambda scene, record: participant_name(scene.dossier, getattr(record, name))


def _person(scene: Scene, follow_up: Record) -> str:
    person = scene.dossier.get("person", follow_up.person_id or 0)
    return "" if person is None else str(person.name)


def _overdue_note(scene: Scene, records: Sequence[Record]) -> str:
    late = overdue(scene.dossier, scene.negotiation_id, scene.day)
    return f"{len(late)} overdue" if late else ""


_FOLLOW_UPS = Listing(
    kind="follow_up",
    columns=(
        ListColumn("state", "Where it stands", 145, _standing),
        ListColumn("due", "Due", 180, _date("due")),
        ListColumn("kind", "Kind", 130, _choice("kind")),
        ListColumn("title", "What", 240, _text("title")),
        ListColumn("by", "Owed by", 100, _words(_party("owed_by_id"))),
        ListColumn("to", "Owed to", 100, _words(_party("owed_to_id"))),
        ListColumn("person", "Who sees to it", 0, _words(_person)),
    ),
    facets=(
        Facet("state", "Open or not", _state_options, _in_state),
        _by_choice("kind", "Any kind"),
        _by_words("by", "By anybody", _party("owed_by_id")),
    ),
    date="due",
    sort="state",
    descending=False,
    note=_overdue_note,
)

LISTINGS = {
    listing.kind: listing for listing in (_EVENTS, _STATEMENTS, _FIGURES, _DISPUTES, _FOLLOW_UPS)
}
"""The lists, by kind of record."""

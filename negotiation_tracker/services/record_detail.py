"""One event, statement, figure, dispute or follow-up with all that belongs to it, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import Role, Side
from negotiation_tracker.rules import disputes
from negotiation_tracker.rules.due import DueView, due_view
from negotiation_tracker.rules.unnamed import single_unnamed
from negotiation_tracker.rules.wording import quantity
from negotiation_tracker.services.evidence import SourceLine, asserted_by, source_line
from negotiation_tracker.services.overview import choose_day
from negotiation_tracker.services.record_columns import actor_name, speaker_name
from negotiation_tracker.services.record_history import HistoryLine, name_of, record_history
from negotiation_tracker.services.workspace import Workspace

Choice = tuple[str, int | None]
"""Something to choose for a reference: words and key."""
_PRINCIPALS = frozenset({Role.PARTY, Role.CO_PARTY})
_LETTERS = {Side.LABOR: " (U)", Side.MANAGEMENT: " (E)", Side.NEUTRAL: " (N)"}


@dataclass(frozen=True, slots=True)
class Part:
    """A record that belongs to the one shown: somebody who took part, an issue it is about."""

    kind: str
    id: int
    words: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Addition:
    """Something that can be added to the record shown: words, kind and fields."""

    words: str
    kind: str
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure on the same measure, to stand beside the one shown.

    Attributes:
        id: its key.
        title, number, population, as_of, account: the figure, hedge word included.
        sources: where it stands.
        unnamed: whether it rests on one unnamed source.
        shown: whether it is the figure the page is about.
        apart: why it does not answer the same question, such as "another day".

    """

    id: int
    title: str
    number: str
    population: str
    as_of: str
    account: str
    sources: tuple[SourceLine, ...]
    unnamed: bool
    shown: bool
    apart: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One account in a dispute, as it was given; none is put before another.

    Attributes:
        words: what it says.
        carried_by: kind of record that carries it, with its words; empty when none is recorded.
        target: that record, to open it; None when it is not there.
        when: its date.
        sources: where it stands and who asserts it.
        unnamed: whether it rests on one unnamed source.
        chosen: whether somebody settled on it, with the reason in the dispute.

    """

    words: str
    carried_by: str
    target: tuple[str, int] | None
    when: str
    sources: tuple[SourceLine, ...]
    unnamed: bool
    chosen: bool


@dataclass(frozen=True, slots=True)
class DisputeDetail:
    """A question on which accounts differ, with all of them."""

    record: Record
    accounts: tuple[Account, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class RecordDetail:
    """A record with all that belongs to it; see the module.

    Attributes:
        record: the record.
        title: what it says, in a line.
        day: the day that "overdue" is meant for.
        choices: for each field that refers to a record, what there is to choose.
        sources: where it stands and who asserts it.
        unnamed: whether it rests on one unnamed source.
        parts, additions: what belongs to it, and what could be added.
        beside: figures on the same measure, the one shown among them.
        disputes: questions it is part of; the dispute itself where that is shown.
        due: where something owed stands; None for other kinds.
        history: its changes, for the owner of the file.

    """

    record: Record
    title: str
    day: date
    choices: Mapping[str, tuple[Choice, ...]]
    sources: tuple[SourceLine, ...]
    unnamed: bool
    parts: tuple[Part, ...] = ()
    additions: tuple[Addition, ...] = ()
    beside: tuple[Beside, ...] = ()
    disputes: tuple[DisputeDetail, ...] = ()
    due: DueView | None = None
    history: tuple[HistoryLine, ...] = field(default=())


def read(
    ws: Workspace, dossier: Dossier, kind: str, record_id: int, reader: Reader
) -> RecordDetail | None:
    """Collect a record with its history; None when it is not there (for this reader)."""
    told = reader.audience is Audience.ME
    history = record_history(ws, dossier, kind, record_id) if told else ()
    return record_detail(dossier, kind, record_id, ws.today(), history)


def record_detail(
    dossier: Dossier,
    kind: str,
    record_id: int,
    today: date,
    history: tuple[HistoryLine, ...] = (),
) -> RecordDetail | None:
    """Collect a record from what the reader may see; None when it is not there."""
    record = dossier.get(kind, record_id)
    if record is None:
        return None
    negotiation = dossier.get("negotiation", record.negotiation_id)
    day = today if negotiation is None else choose_day(dossier, negotiation, None, today).day
    if kind == "dispute":
        concerned: tuple[disputes.DisputeView, ...] = (disputes.view(dossier, record),)
    else:
        concerned = disputes.touching(dossier, (record,))
    return RecordDetail(
        record=record,
        title=title_of(dossier, record),
        day=day,
        choices=choices_for(dossier, kind, record.negotiation_id, record_id),
        sources=tuple(source_line(dossier, record)),
        unnamed=single_unnamed(dossier, record),
        parts=_parts(dossier, record),
        additions=_additions(dossier, record),
        beside=_beside(dossier, record) if kind == "figure" else (),
        disputes=tuple(_dispute(dossier, one) for one in concerned),
        due=due_view(record, day) if kind == "follow_up" else None,
        history=history,
    )


def title_of(dossier: Dossier, record: Record) -> str:
    """Give what a record says, in a line."""
    if record.table == "statement":
        return speaker_name(dossier, record) or "Speaker not recorded"
    if record.table == "figure":
        return f"{record.title}: {quantity(record).describe()}"
    if record.table == "dispute":
        return str(record.question)
    return name_of(dossier, record.table, record.id)


def choices_for(
    dossier: Dossier, kind: str, negotiation_id: int, record_id: int = 0
) -> dict[str, tuple[Choice, ...]]:
    """List what there is to choose for each field of a kind that refers to a record.

    Args:
        dossier: what the reader may see.
        kind: kind of record.
        negotiation_id: the talks.
        record_id: the record itself, which cannot refer to itself; 0 for a new one.

    """
    return {
        f.name: (("not recorded", None), *_choices(dossier, f.ref, negotiation_id, kind, record_id))
        for f in dossier.catalogue[kind].references()
        if f.name not in ("negotiation_id", "confidence_of_id")
    }


def _choices(
    dossier: Dossier, ref: str, negotiation_id: int, kind: str, record_id: int
) -> list[Choice]:
    if dossier.catalogue[ref].has("negotiation_id"):
        records = dossier.where(ref, negotiation_id=negotiation_id)
    else:
        records = dossier.all(ref)
    if ref in ("session", "event"):
        dates = {"session": "date", "event": "start"}
        records.sort(key=lambda r: (getattr(r, dates[ref]).sort_key(), r.id), reverse=True)
    elif ref == "participant":
        records.sort(key=lambda r: (r.role not in _PRINCIPALS, r.side, r.id))
    else:
        records.sort(key=lambda r: name_of(dossier, ref, r.id).casefold())
    return [
        (_choice_words(dossier, record), record.id)
        for record in records
        if (record.table, record.id) != (kind, record_id)
    ]


def _choice_words(dossier: Dossier, record: Record) -> str:
    name = name_of(dossier, record.table, record.id)
    if record.table == "participant":
        return f"{name}{_LETTERS.get(record.side, '')}"
    if record.table == "event":
        return f"{name} ({record.start.describe()})"
    return name


# -- what belongs to it --


def _parts(dossier: Dossier, record: Record) -> tuple[Part, ...]:
    if record.table == "event":
        return tuple(
            Part("event_actor", line.id, actor_name(dossier, line) or "not named", str(line.part))
            for line in dossier.where("event_actor", event_id=record.id)
        )
    if record.table == "statement":
        return tuple(
            Part("statement_issue", link.id, name_of(dossier, "issue", link.issue_id))
            for link in dossier.where("statement_issue", statement_id=record.id)
        )
    return ()


def _additions(dossier: Dossier, record: Record) -> tuple[Addition, ...]:
    if record.table == "event":
        fields = (("participant_id", "participant"), ("person_id", "person"))
        here = {
            (name, getattr(line, name))
            for line in dossier.where("event_actor", event_id=record.id)
            for name, _ in fields
        }
        return tuple(
            Addition(words, "event_actor", {"event_id": record.id, name: key})
            for name, ref in fields
            for words, key in _choices(dossier, ref, record.negotiation_id, "event", record.id)
            if (name, key) not in here
        )
    if record.table == "statement":
        links = dossier.where("statement_issue", statement_id=record.id)
        used = {link.issue_id for link in links}
        return tuple(
            Addition(words, "statement_issue", {"statement_id": record.id, "issue_id": key})
            for words, key in _choices(dossier, "issue", record.negotiation_id, "statement", 0)
            if key not in used
        )
    return ()


# -- figures and accounts beside each other --


def _beside(dossier: Dossier, figure: Record) -> tuple[Beside, ...]:
    same = dossier.where("figure", negotiation_id=figure.negotiation_id, metric=figure.metric)
    if len(same) < 2:
        return ()
    same.sort(key=lambda f: (*f.as_of.sort_key(), f.id))
    return tuple(_one_beside(dossier, figure, other) for other in same)


def _one_beside(dossier: Dossier, figure: Record, other: Record) -> Beside:
    apart = []
    if other.population.casefold() != figure.population.casefold():
        apart.append("another population")
    if other.as_of.sort_key() != figure.as_of.sort_key():
        apart.append("another day")
    if other.unit != figure.unit:
        apart.append("another unit")
    return Beside(
        id=other.id,
        title=str(other.title),
        number=quantity(other).describe(),
        population=str(other.population),
        as_of=other.as_of.describe_long(),
        account=asserted_by(dossier, other),
        sources=tuple(source_line(dossier, other)),
        unnamed=single_unnamed(dossier, other),
        shown=other.id == figure.id,
        apart=tuple(apart),
    )


def _dispute(dossier: Dossier, found: disputes.DisputeView) -> DisputeDetail:
    accounts = tuple(_account(dossier, member) for member in found.members)
    return DisputeDetail(found.dispute, accounts, found.open)


def _account(dossier: Dossier, member: Record) -> Account:
    target = dossier.by_uid(member.target_uid) if member.target_uid else None
    lines: tuple[SourceLine, ...] = ()
    carried = when = ""
    if target is not None:
        cited = source_line(dossier, target)
        about = [line for line in cited if line.field == member.target_field]
        lines = tuple(about or cited)
        kind = dossier.catalogue[target.table].label
        carried = f"{kind[:1].upper()}{kind[1:]}"
        when = _when(target)
    return Account(
        words=str(member.account),
        carried_by=carried,
        target=None if target is None else (target.table, target.id),
        when=when,
        sources=lines,
        unnamed=target is not None and single_unnamed(dossier, target),
        chosen=bool(member.preferred),
    )


def _when(record: Record) -> str:
    values = record.values()
    for name in ("date", "start", "said_on", "as_of", "published_on"):
        if values.get(name) is not None:
            return str(values[name].describe_long())
    return ""

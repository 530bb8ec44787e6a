"""Records in words, with who says so and where: what a person sees behind a number."""

from collections.abc import Iterable
from dataclasses import dataclass

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record, RecordView
from negotiation_tracker.model.vocabulary import Side, label
from negotiation_tracker.rules.wording import item_words, participant_name, quantity, term_words
from negotiation_tracker.services.evidence import SourceLine, source_line

SIDE_TONES = {
    Side.LABOR.value: "union",
    Side.MANAGEMENT.value: "employer",
    Side.NEUTRAL.value: "neutral",
}
SIDE_LETTERS = {
    Side.LABOR.value: "(U)",
    Side.MANAGEMENT.value: "(E)",
    Side.NEUTRAL.value: "(N)",
}
_SHOWN_AS_SOURCES = frozenset({"citation", "segment", "source"})
_SUMMARY_FIELDS = ("title", "label", "question", "gist", "summary", "name", "text", "account")
_DATE_FIELDS = ("date", "start", "said_on", "as_of", "reached_on", "due", "opened")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One record in words.

    Attributes:
        kind, id: the record.
        what: kind of record, in words.
        when: its date; empty when it has none.
        title: what it says.
        sources: who says so and where, a line each.
        session_id: session to open for it; None when it belongs to none.

    """

    kind: str
    id: int
    what: str
    when: str
    title: str
    sources: tuple[str, ...] = ()
    session_id: int | None = None


def evidence(dossier: Dossier, refs: Iterable[tuple[str, int]]) -> tuple[Evidence, ...]:
    """Put records into words; those that the dossier does not hold are left out.

    An item of a proposal stands for its proposal and its terms, because it names them.
    """
    records = {
        (kind, record_id): record
        for kind, record_id in dict.fromkeys(refs)
        if kind not in _SHOWN_AS_SOURCES and (record := dossier.get(kind, record_id)) is not None
    }
    covered = {_above_ref(record) for record in records.values() if record.table != "term"}
    return tuple(
        _evidence(dossier, record)
        for ref, record in records.items()
        if ref not in covered and not (record.table == "term" and _above_ref(record) in records)
    )


def title_of(view: RecordView, record: Record) -> str:
    """Give what a record says, in a line."""
    if record.table == "term":
        return term_words(record)
    if record.table == "proposal_item":
        return _item_title(view, record)
    if record.table == "figure":
        return f"{record.title}: {quantity(record).describe()}"
    if record.table == "attendance":
        person = view.get("person", record.person_id or 0)
        return str(person.name) if person is not None else str(record.headcount_label)
    if record.table == "session":
        return _session_title(record)
    if record.table == "proposal":
        return _proposal_title(view, record)
    for name in _SUMMARY_FIELDS:
        words = record.values().get(name)
        if words:
            return str(words)
    return str(record.values().get("code") or "")


def sources_of(dossier: Dossier, record: Record) -> tuple[str, ...]:
    """List who says what a record says, and where it stands; those of the whole for a part."""
    return tuple(dict.fromkeys(told(line) for line in source_line(dossier, record)))


def told(line: SourceLine) -> str:
    """Give a source line with who asserts it: "KTLA 24 Mar 2023 ¶2 · the reporter's account"."""
    return " · ".join(part for part in (line.text, line.who, line.note) if part)


def when_of(record: Record) -> str:
    """Give the date of a record with how it is known; empty when it has none."""
    values = record.values()
    for name in _DATE_FIELDS:
        found = values.get(name)
        if isinstance(found, FuzzyDate):
            return found.describe_long()
    return ""


def session_of(view: RecordView, record: Record) -> int | None:
    """Give the session a record belongs to, if any."""
    if record.table == "session":
        return record.id
    values = record.values()
    if values.get("session_id"):
        return int(values["session_id"])
    for field, kind in (("proposal_id", "proposal"), ("item_id", "proposal_item")):
        if values.get(field):
            above = view.get(kind, int(values[field]))
            return session_of(view, above) if above is not None else None
    return None


def _evidence(dossier: Dossier, record: Record) -> Evidence:
    return Evidence(
        kind=record.table,
        id=record.id,
        what=dossier.catalogue[record.table].label,
        when=when_of(record) or _when_above(dossier, record),
        title=title_of(dossier, record),
        sources=sources_of(dossier, record),
        session_id=session_of(dossier, record),
    )


def _above_ref(record: Record) -> tuple[str, int]:
    """Give the record of which an item or a term is a part; its words are in the part's title."""
    if record.table == "proposal_item":
        return "proposal", int(record.proposal_id)
    return ("proposal_item", int(record.item_id)) if record.table == "term" else ("", 0)


def _above(view: RecordView, record: Record) -> Record | None:
    values = record.values()
    for field, kind in (("item_id", "proposal_item"), ("proposal_id", "proposal")):
        if record.table in ("term", "proposal_item") and values.get(field):
            return view.get(kind, int(values[field]))
    return None


def _when_above(view: RecordView, record: Record) -> str:
    above = _above(view, record)
    if above is None:
        return ""
    return when_of(above) or _when_above(view, above)


def _item_title(view: RecordView, item: Record) -> str:
    terms = tuple(view.where("term", item_id=item.id))
    issue = view.get("issue", item.issue_id)
    proposal = view.get("proposal", item.proposal_id)
    who = participant_name(view, proposal.from_id) if proposal is not None else ""
    subject = str(issue.title) if issue is not None else ""
    said = item_words(item, terms)
    code = f"{proposal.code} " if proposal is not None else ""
    return code + ": ".join(part for part in (who, subject, said) if part)


def _proposal_title(view: RecordView, proposal: Record) -> str:
    who = participant_name(view, proposal.from_id)
    words = str(proposal.title)
    if not words:
        items = view.where("proposal_item", proposal_id=proposal.id)
        parts = [item_words(i, tuple(view.where("term", item_id=i.id))) for i in items]
        words = "; ".join(parts)
    code = f"{proposal.code} " if proposal.code else ""
    return f"{code}{who}: {words}" if who else f"{code}{words}"


def _session_title(session: Record) -> str:
    where = f", {session.place}" if session.place else ""
    words = f"{label(session.kind).capitalize()}{where}"
    return f"{words}. {session.summary}" if session.summary else words

"""What `list` shows of each kind of record: its columns, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from negotiation_tracker.cli.wording import (
    NOT_KNOWN,
    NOT_RECORDED,
    day,
    handle,
    mediator_name,
    name_of,
    shortened,
    words,
    yes_no,
)
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.due import due_view
from negotiation_tracker.rules.wording import item_words, participant_name, quantity


@dataclass(frozen=True, slots=True)
class Listing:
    """How a kind of record is listed.

    Attributes:
        kind: kind of record.
        headings: column headings.
        cells: gives the cells of one record.
        date: field that says when; "" for kinds without a date.
        across: whether the records belong to no single negotiation.

    """

    kind: str
    headings: tuple[str, ...]
    cells: Callable[[Record, Dossier], tuple[str, ...]]
    date: str = ""
    across: bool = False


def _negotiation(record: Record, dossier: Dossier) -> tuple[str, ...]:
    return (
        record.code,
        record.title,
        label(record.kind),
        label(record.sector),
        label(record.legal_regime),
        day(record.opened),
        day(record.closed),
        yes_no(record.sample),
    )


def _session(record: Record, dossier: Dossier) -> tuple[str, ...]:
    engagement = dossier.get("mediator_engagement", record.engagement_id or 0)
    return (
        day(record.date),
        label(record.kind),
        label(record.status),
        words(record.place),
        mediator_name(engagement, dossier),
        str(len(dossier.where("proposal", session_id=record.id))),
        handle(record),
    )


def _proposal(record: Record, dossier: Dossier) -> tuple[str, ...]:
    return (
        record.code,
        participant_name(dossier, record.from_id) or NOT_RECORDED,
        day(record.date),
        label(record.kind),
        label(record.formality),
        says(record, dossier),
    )


def says(proposal: Record, dossier: Dossier, *, whole: bool = False) -> str:
    """Give what a proposal says, issue by issue, in a line; the words beside numbers if whole."""
    parts = []
    for item in dossier.where("proposal_item", proposal_id=proposal.id):
        issue = dossier.get("issue", item.issue_id)
        terms = sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))
        title = issue.title if issue else "issue"
        said = item_words(item, tuple(terms))
        if whole and terms and item.summary:
            said = f"{item.summary} ({said})"
        parts.append(f"{title}: {said}")
    return "; ".join(parts) or words(proposal.title)


def _agreement(record: Record, dossier: Dossier) -> tuple[str, ...]:
    from negotiation_tracker.rules.agreements import view
    from negotiation_tracker.services.proposal_list import AGREEMENT_WORDS

    status = view(dossier, record, date.max).status
    settled = [
        dossier.get("issue", tie.issue_id)
        for tie in dossier.where("agreement_issue", agreement_id=record.id)
    ]
    bases = [
        dossier.get("proposal", base.proposal_id)
        for base in dossier.where("agreement_basis", agreement_id=record.id)
    ]
    signed = [
        participant_name(dossier, signoff.participant_id)
        for signoff in dossier.where("signoff", agreement_id=record.id)
    ]
    whole = "the whole" if record.scope == "whole" else NOT_RECORDED
    return (
        record.code,
        ", ".join(i.title for i in settled if i is not None) or whole,
        day(record.reached_on),
        AGREEMENT_WORDS.get(status, label(status)),
        ", ".join(p.code for p in bases if p is not None) or NOT_RECORDED,
        ", ".join(dict.fromkeys(signed)) or "nobody yet",
    )


def _issue(record: Record, dossier: Dossier) -> tuple[str, ...]:
    raisers = [
        participant_name(dossier, r.participant_id)
        for r in dossier.where("issue_raiser", issue_id=record.id)
    ]
    return (
        record.code,
        record.title,
        label(record.category),
        ", ".join(filter(None, raisers)) or NOT_KNOWN,
        yes_no(record.bargaining),
        str(len(dossier.where("proposal_item", issue_id=record.id))),
    )


def _mediator(record: Record, dossier: Dossier) -> tuple[str, ...]:
    states = sorted(
        dossier.where("mediator_state", engagement_id=record.id),
        key=lambda s: (s.date.sort_key(), s.id),
    )
    latest = states[-1] if states else None
    return (
        mediator_name(record, dossier),
        label(record.kind),
        label(record.service),
        label(latest.state) if latest else NOT_KNOWN,
        day(latest.date if latest else None),
        handle(record),
    )


def _person(record: Record, dossier: Dossier) -> tuple[str, ...]:
    titles = []
    for affiliation in dossier.where("affiliation", person_id=record.id):
        organization = dossier.get("organization", affiliation.organization_id)
        name = name_of(organization, dossier) if organization else ""
        titles.append(", ".join(filter(None, (affiliation.title, name))))
    seats = [
        f"{participant_name(dossier, seat.participant_id)}: {label(seat.seat)}"
        for seat in dossier.where("team_seat", person_id=record.id)
    ]
    return (
        record.name,
        "; ".join(filter(None, titles)) or NOT_RECORDED,
        "; ".join(seats) or "none recorded",
        handle(record),
    )


def _event(record: Record, dossier: Dossier) -> tuple[str, ...]:
    return (
        day(record.start),
        "a point in time" if record.end is None else day(record.end),
        label(record.kind),
        label(record.status),
        record.title,
        handle(record),
    )


def speaker(record: Record, dossier: Dossier) -> str:
    """Give who made a statement."""
    person = dossier.get("person", record.speaker_person_id or 0)
    organization = dossier.get("organization", record.speaker_organization_id or 0)
    names = [name_of(r, dossier) for r in (person, organization) if r is not None]
    return ", ".join(names) or words(record.speaker_label)


def _statement(record: Record, dossier: Dossier) -> tuple[str, ...]:
    return (
        day(record.said_on),
        speaker(record, dossier),
        label(record.channel),
        label(record.speech_act),
        words(record.gist),
        handle(record),
    )


def _figure(record: Record, dossier: Dossier) -> tuple[str, ...]:
    person = dossier.get("person", record.person_id or 0)
    organization = dossier.get("organization", record.organization_id or 0)
    names = [name_of(r, dossier) for r in (person, organization) if r is not None]
    return (
        record.title,
        quantity(record).describe(),
        record.population,
        day(record.as_of),
        ", ".join(names) or record.label or label(record.attribution),
        handle(record),
    )


def _source(record: Record, dossier: Dossier) -> tuple[str, ...]:
    segments = [s.id for s in dossier.where("segment", source_id=record.id)]
    facts = sum(len(dossier.where("citation", segment_id=s)) for s in segments)
    return (
        record.code,
        words(record.title),
        words(record.publisher),
        day(record.published_on),
        label(record.kind),
        str(facts),
    )


def _dispute(record: Record, dossier: Dossier) -> tuple[str, ...]:
    members = sorted(
        dossier.where("dispute_member", dispute_id=record.id), key=lambda m: (m.seq, m.id)
    )
    return (
        handle(record),
        record.question,
        label(record.kind),
        label(record.status),
        " / ".join(shortened(m.account, 120) for m in members) or NOT_RECORDED,
    )


def _follow_up(record: Record, dossier: Dossier) -> tuple[str, ...]:
    today = datetime.now().astimezone().date()
    return (
        due_view(record, today).text,
        day(record.due),
        label(record.kind),
        record.title,
        participant_name(dossier, record.owed_by_id) or NOT_RECORDED,
        participant_name(dossier, record.owed_to_id) or NOT_RECORDED,
        handle(record),
    )


LISTINGS = {
    "negotiations": Listing(
        "negotiation",
        ("code", "title", "kind", "sector", "legal regime", "opened", "closed", "sample"),
        _negotiation,
        across=True,
    ),
    "sessions": Listing(
        "session",
        ("date", "kind", "status", "place", "mediator", "proposals", "ref"),
        _session,
        "date",
    ),
    "proposals": Listing(
        "proposal",
        ("code", "from", "date passed", "kind", "formality", "says"),
        _proposal,
        "date",
    ),
    "agreements": Listing(
        "tentative_agreement",
        ("code", "settles", "reached", "status", "rests on", "signed for"),
        _agreement,
        "reached_on",
    ),
    "issues": Listing(
        "issue",
        ("code", "title", "category", "raised by", "at the table", "proposals"),
        _issue,
    ),
    "mediators": Listing(
        "mediator_engagement",
        ("mediator", "from", "service", "latest state", "since", "ref"),
        _mediator,
    ),
    "people": Listing("person", ("name", "title", "team", "ref"), _person, across=True),
    "events": Listing(
        "event", ("date", "last day", "kind", "status", "what", "ref"), _event, "start"
    ),
    "statements": Listing(
        "statement", ("date", "who", "channel", "act", "gist", "ref"), _statement, "said_on"
    ),
    "figures": Listing(
        "figure",
        ("what", "number", "of whom", "as of", "by whose account", "ref"),
        _figure,
        "as_of",
    ),
    "sources": Listing(
        "source",
        ("code", "title", "publisher", "published", "kind", "facts"),
        _source,
        "published_on",
        across=True,
    ),
    "disputes": Listing("dispute", ("ref", "question", "kind", "status", "accounts"), _dispute),
    "follow-ups": Listing(
        "follow_up",
        ("where it stands", "due", "kind", "what", "owed by", "owed to", "ref"),
        _follow_up,
        "due",
    ),
}


def by_then(value: FuzzyDate | None, as_of: date) -> bool:
    """Say whether something dated so had begun by a day; an unknown date counts as begun."""
    first = None if value is None else value.earliest or value.latest
    return first is None or first <= as_of


def sort_key(listing: Listing, record: Record) -> tuple[bool, date, date, str, int]:
    """Give the order of a list: by date where there is one, unknown dates last; else by code."""
    value = getattr(record, listing.date) if listing.date else None
    first, last = value.sort_key() if value is not None else (date.max, date.max)
    values = record.values()
    name = str(values.get("code") or values.get("name") or values.get("title") or "")
    return (value is None, first, last, _natural(name), record.id)


def _natural(text: str) -> str:
    """Give a text that sorts numbers by value: P2 before P10."""
    digits, out = "", ""
    for character in f"{text.casefold()}\0":
        if character.isdigit():
            digits += character
            continue
        out += digits.rjust(8, "0") if digits else ""
        digits, out = "", out + character
    return out

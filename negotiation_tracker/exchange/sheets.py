"""A history as sheets of rows, one value to a cell, for workbooks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from negotiation_tracker.exchange.document import HistoryDocument, Lines, When
from negotiation_tracker.model.fuzzy_dates import short_date

Value = str | int | Decimal | date | None
"""What a cell holds; a Decimal is an amount of money."""
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; without columns it is a cover of names and values."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets_of(documents: tuple[HistoryDocument, ...]) -> tuple[Sheet, ...]:
    """Give the sheets of some histories; several negotiations share each sheet."""
    several = len(documents) > 1
    made = [_cover(documents)]
    for name, columns, rows_of in _SHEETS:
        rows: list[Row] = []
        for document in documents:
            first = (document.title,) if several else ()
            rows += [(*first, *row) for row in rows_of(document)]
        head = ("Negotiation", *columns) if several else columns
        made.append(Sheet(name, head, tuple(rows)))
    made.insert(1, _standing(documents))
    return tuple(made)


def _cover(documents: tuple[HistoryDocument, ...]) -> Sheet:
    rows: list[Row] = []
    for document in documents:
        rows.append((document.title,))
        rows.append(("What", document.subtitle))
        rows += [(name, _text(value)) for name, value in document.intro]
        if document.standing is not None:
            rows += [(name, _text(value)) for name, value in document.standing.facts]
        rows.append(("As of", short_date(document.as_of)))
        rows.append(("For", document.audience))
        if document.handling:
            rows.append(("Handling", document.handling))
        rows.append(("", ""))
    rows.append(("Numbers in “Notes”", "point at the sheet Notes."))
    return Sheet("About", (), tuple(rows))


def _standing(documents: tuple[HistoryDocument, ...]) -> Sheet:
    """One row for each position, since the sides differ from one negotiation to the next."""
    rows: list[Row] = []
    for document in documents:
        if document.standing is None:
            continue
        for row in document.standing.rows:
            for side, position in zip(document.standing.sides, row.positions, strict=True):
                rows.append(
                    (
                        document.title,
                        row.issue,
                        side.plain(),
                        _text(position),
                        _text(row.gap),
                        "yes" if row.disputed else "",
                        _notes(position),
                    )
                )
    columns = ("Negotiation", "Issue", "Side", "Position", "Gap", "Disputed", "Notes")
    return Sheet("Positions", columns, tuple(rows))


def _text(lines: Lines) -> str:
    return "\n".join(line.plain() for line in lines)


def _notes(*groups: Lines) -> str:
    numbers = {n for lines in groups for line in lines for n in line.notes}
    return ", ".join(str(n) for n in sorted(numbers))


def _when(when: When | None) -> Row:
    if when is None:
        return ("", None, None, "", "")
    return (when.text, when.earliest, when.latest, when.how, when.written)


_WHEN = ("Date", "Earliest", "Latest", "Known how", "As written")


def _parties(document: HistoryDocument) -> Iterable[Row]:
    for party in document.parties:
        yield (
            party.name.text,
            party.organization,
            party.side,
            party.role,
            party.unit,
            party.since,
            "; ".join(party.also_printed),
        )


def _people(document: HistoryDocument) -> Iterable[Row]:
    for party in document.parties:
        for person in party.people:
            notes = ", ".join(map(str, person.notes))
            yield (person.name, person.capacity, party.name.text, person.seat, notes)
    for person in document.others:
        yield (person.name, person.capacity, "", person.seat, ", ".join(map(str, person.notes)))


def _mediators(document: HistoryDocument) -> Iterable[Row]:
    for mediator in document.mediators:
        head = (mediator.name, mediator.kind, mediator.service, mediator.confidentiality)
        for state in mediator.states:
            yield (
                *head,
                state.state,
                *_when(state.when),
                state.note,
                _text(state.accounts),
                _notes(state.accounts),
            )
        if not mediator.states:
            accounts = mediator.accounts
            yield (*head, "", *_when(None), mediator.note, _text(accounts), _notes(accounts))


def _sessions(document: HistoryDocument) -> Iterable[Row]:
    for number, session in enumerate(document.sessions, 1):
        yield (
            number,
            session.number,
            *_when(session.when),
            session.kind,
            session.status,
            session.times,
            session.place or "not recorded",
            session.mediator or "none recorded",
            _text(session.attendance),
            session.summary,
            _text(session.proposals),
            session.next_meeting,
            _text(session.accounts),
            _notes(session.accounts),
        )


def _log(document: HistoryDocument) -> Iterable[Row]:
    for number, session in enumerate(document.sessions, 1):
        for entry in session.log:
            yield (
                number,
                session.when.text,
                entry.time,
                entry.what,
                entry.speaker,
                entry.line.plain(),
                entry.issues,
                ", ".join(map(str, entry.line.notes)),
            )


def _offers(document: HistoryDocument) -> Iterable[Row]:
    for offer in document.offers:
        head = (
            offer.code,
            *_when(offer.when),
            offer.by.plain(),
            offer.to.plain(),
            offer.kind,
            offer.formality,
            offer.channel,
            ", ".join(offer.counters),
        )
        for item in offer.items:
            accounts = item.accounts or offer.accounts
            yield (
                *head,
                item.issue,
                item.stance,
                "\n".join(item.terms),
                item.summary,
                item.condition,
                _text(offer.actions),
                "yes" if item.disputed else "",
                _text(accounts),
                _notes(accounts),
            )
        if not offer.items:
            blank = ("", "", "", offer.note, "", _text(offer.actions), "")
            yield (*head, *blank, _text(offer.accounts), _notes(offer.accounts))


def _agreements(document: HistoryDocument) -> Iterable[Row]:
    for one in document.agreements:
        yield (
            one.code,
            one.title,
            *_when(one.reached),
            one.scope,
            ", ".join(one.issues),
            ", ".join(one.rests_on),
            one.status,
            one.text,
            _text(one.signatures),
            _text(one.approvals),
            _notes(one.accounts),
        )


def _events(document: HistoryDocument) -> Iterable[Row]:
    for event in document.events:
        yield (
            *_when(event.when),
            "" if event.until is None else event.until.text,
            None if event.until is None else event.until.latest,
            event.times,
            event.title,
            event.kind,
            event.status,
            event.place,
            _text(event.actors),
            event.note,
            _text(event.accounts),
            _notes(event.accounts),
        )


def _statements(document: HistoryDocument) -> Iterable[Row]:
    for one in document.statements:
        yield (
            *_when(one.when),
            one.speaker.plain(),
            one.capacity,
            one.channel,
            one.gist,
            one.act,
            one.terms_of_use,
            ", ".join(one.issues),
            _notes(one.accounts),
        )


def _figures(document: HistoryDocument) -> Iterable[Row]:
    for figure in document.figures:
        yield (
            figure.title,
            figure.value,
            figure.written,
            figure.population,
            *_when(figure.as_of),
            figure.whose,
            "yes" if figure.disputed else "",
            figure.note,
            _notes(figure.accounts),
        )


def _disputes(document: HistoryDocument) -> Iterable[Row]:
    for dispute in document.disputes:
        for line, who in dispute.accounts:
            yield (
                dispute.question,
                dispute.kind,
                dispute.status,
                line.plain(),
                who,
                dispute.reason,
                ", ".join(map(str, line.notes)),
            )


def _follow_ups(document: HistoryDocument) -> Iterable[Row]:
    for owed in document.follow_ups:
        yield (
            owed.kind,
            owed.title,
            owed.by.plain(),
            owed.to.plain(),
            owed.asked,
            owed.due,
            owed.status,
            owed.note,
        )


def _private_notes(document: HistoryDocument) -> Iterable[Row]:
    for note in document.private_notes:
        yield (note.mark, note.owner.plain(), note.on, note.text)


def _unknowns(document: HistoryDocument) -> Iterable[Row]:
    for unknown in document.unknowns:
        yield (unknown.subject, unknown.what, unknown.kind.value)


def _note_rows(document: HistoryDocument) -> Iterable[Row]:
    for note in document.notes:
        yield (note.number, note.text)


def _sources(document: HistoryDocument) -> Iterable[Row]:
    for source in document.sources:
        yield (
            source.publisher,
            source.title,
            source.kind,
            source.published,
            source.written,
            source.author,
            source.url,
            source.note,
        )


_ACCOUNT = ("By whose account", "Notes")
_SHEETS: tuple[tuple[str, tuple[str, ...], Callable[[HistoryDocument], Iterable[Row]]], ...] = (
    (
        "Parties",
        ("Name", "Organization", "Side", "Part", "Represents", "Since", "Also printed as"),
        _parties,
    ),
    ("People", ("Name", "Capacity", "With", "Seat", "Notes"), _people),
    (
        "Mediators",
        (
            "Mediator", "Kind", "Service", "Confidentiality", "State", *_WHEN, "Remark", *_ACCOUNT,
        ),
        _mediators,
    ),
    (
        "Sessions",
        (
            "No.", "Number kept", *_WHEN, "Kind", "Status", "Times", "Place", "Mediator", "Present",
            "Summary", "Proposals passed", "Next meeting", *_ACCOUNT,
        ),
        _sessions,
    ),
    (
        "Session log",
        ("Session", "Session date", "Time", "What", "Speaker", "Entry", "Issues", "Notes"),
        _log,
    ),
    (
        "Offers",
        (
            "Code", *_WHEN, "From", "To", "Kind", "Formality", "Channel", "Counters", "Issue",
            "Stance", "Terms", "Summary", "Condition", "What happened", "Disputed", *_ACCOUNT,
        ),
        _offers,
    ),
    (
        "Agreements",
        (
            "Code", "Title", *_WHEN, "Covers", "Issues", "Rests on", "Status", "Text",
            "Signatures", "Approvals", "Notes",
        ),
        _agreements,
    ),
    (
        "Events",
        (
            *_WHEN, "Until", "Last day", "Times", "Event", "Kind", "Status", "Place", "Who",
            "Remark", *_ACCOUNT,
        ),
        _events,
    ),
    (
        "Statements",
        (
            *_WHEN, "Who", "Capacity", "Channel", "What was said", "What it does", "Terms of use",
            "Issues", "Notes",
        ),
        _statements,
    ),
    (
        "Figures",
        ("What", "Figure", "In the source", "Of whom or what", *_WHEN, "Whose", "Disputed",
         "Remark", "Notes"),
        _figures,
    ),
    (
        "Disputes",
        ("Question", "Kind", "Status", "Account", "Who says so", "Reason", "Notes"),
        _disputes,
    ),
    (
        "Follow-ups",
        ("Kind", "What", "By", "To", "Asked", "Due", "Status", "Remark"),
        _follow_ups,
    ),
    ("Private notes", ("Mark", "Owner", "On", "Note"), _private_notes),
    ("Not known", ("About", "What", "Answer"), _unknowns),
    ("Notes", ("Number", "Place"), _note_rows),
    (
        "Sources",
        ("Publisher", "Title", "Kind", "Published", "Written", "Author", "Address", "Remark"),
        _sources,
    ),
)  # fmt: skip

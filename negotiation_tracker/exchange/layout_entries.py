"""How each kind of thing in a history is laid out."""

from negotiation_tracker.exchange.blocks import (
    Block,
    Column,
    Entry,
    Listing,
    Table,
    Text,
    asides,
    facts,
    lines,
)
from negotiation_tracker.exchange.document import (
    Happening,
    HistoryDocument,
    Line,
    Lines,
    Mark,
    Mediator,
    Number,
    Offer,
    OfferItem,
    Part,
    Party,
    Said,
    Session,
    When,
)

Blocks = tuple[Block, ...]


def parties(document: HistoryDocument) -> Blocks:
    """Lay out the parties with their people, then the others who are named."""
    blocks: list[Block] = []
    if document.parties:
        columns = _columns(("Party", 3), ("Part in these talks", 3), ("People", 5))
        rows = tuple(_party(party) for party in document.parties)
        blocks.append(Table("Parties and others with a part in the talks", columns, rows))
    if document.others:
        people = tuple(
            Line(_person(p.name, p.capacity), p.side, (), p.notes) for p in document.others
        )
        blocks.append(Listing("Others who are named", people))
    return tuple(blocks)


def mediators(document: HistoryDocument) -> Blocks:
    """Lay out each neutral with the dated states of the engagement."""
    if Part.MEDIATORS not in document.parts:
        return ()
    return tuple(_mediator(m) for m in document.mediators)


def sessions(document: HistoryDocument) -> Blocks:
    """Lay out a list of the sessions, then each with all that is recorded."""
    if Part.SESSIONS not in document.parts:
        return ()
    found = document.sessions
    details = tuple(_session(s) for s in found)
    if len(found) < 2:
        return details
    columns = _columns(("Date", 3), ("Kind", 2), ("Status", 2), ("Place", 3), ("Mediator", 3))
    rows = tuple(
        (
            _date(s.when),
            lines(s.kind),
            lines(s.status),
            _or_not_recorded(s.place),
            lines(s.mediator or "none recorded"),
        )
        for s in found
    )
    return (Table("Sessions at a glance", columns, rows), *details)


def offers(document: HistoryDocument) -> Blocks:
    """Lay out each ask or offer with its items and terms."""
    if Part.OFFERS not in document.parts:
        return ()
    return tuple(_offer(offer) for offer in document.offers)


def agreements(document: HistoryDocument) -> Blocks:
    """Lay out each tentative agreement with signatures and votes."""
    if Part.AGREEMENTS not in document.parts:
        return ()
    return tuple(
        Entry(
            Line(f"{a.code}: {a.title}" if a.title else a.code),
            f"{a.reached.full()} · {a.status}",
            (
                facts(
                    ("Covers", a.scope),
                    ("Issues", ", ".join(a.issues)),
                    ("Rests on", ", ".join(a.rests_on)),
                    ("Signatures", a.signatures or lines("none recorded")),
                    ("Approvals", a.approvals),
                    ("By whose account", a.accounts),
                ),
                *((Text(Line(a.text)),) if a.text else ()),
            ),
        )
        for a in document.agreements
    )


def events(document: HistoryDocument) -> Blocks:
    """Lay out the events in a table."""
    if Part.EVENTS not in document.parts or not document.events:
        return ()
    columns = _columns(("When", 3), ("What happened", 6), ("Who and where", 3), ("Account", 3))
    return (Table("Events in order", columns, tuple(_event(e) for e in document.events)),)


def statements(document: HistoryDocument) -> Blocks:
    """Lay out the statements in a table."""
    if Part.STATEMENTS not in document.parts or not document.statements:
        return ()
    columns = _columns(("When", 3), ("Who", 4), ("What was said, in the record's words", 9))
    rows = tuple(_statement(s) for s in document.statements)
    return (Table("Statements in order", columns, rows),)


def figures(document: HistoryDocument) -> Blocks:
    """Lay out the figures in a table."""
    if Part.FIGURES not in document.parts or not document.figures:
        return ()
    columns = _columns(
        ("What", 4), ("Figure", 3), ("Of whom or what", 3), ("As of", 3), ("Whose", 3)
    )
    return (Table("Figures as given", columns, tuple(_figure(f) for f in document.figures)),)


def disputes(document: HistoryDocument) -> Blocks:
    """Lay out each question with all accounts side by side."""
    if Part.DISPUTES not in document.parts:
        return ()
    columns = _columns(("Account", 6), ("Who says so", 4))
    return tuple(
        Entry(
            Line(f"{d.code}: {d.question}" if d.code else d.question),
            f"{d.kind} · {d.status}",
            (
                Table(
                    f"Accounts: {d.question}",
                    columns,
                    tuple(((line,), _or_not_recorded(who)) for line, who in d.accounts),
                    plain=True,
                ),
                *((Text(Line(d.reason)),) if d.reason else ()),
            ),
        )
        for d in document.disputes
    )


def follow_ups(document: HistoryDocument) -> Blocks:
    """Lay out what is owed in a table."""
    if Part.FOLLOW_UPS not in document.parts or not document.follow_ups:
        return ()
    columns = _columns(("What", 5), ("By", 2), ("To", 2), ("Due", 2), ("Status", 2))
    rows = tuple(
        (
            lines(f"{f.kind}: {f.title}", f.note),
            _named(f.by),
            _named(f.to),
            _or_not_recorded(f.due),
            lines(f.status),
        )
        for f in document.follow_ups
    )
    return (Table("Follow-ups by due date", columns, rows),)


def private_notes(document: HistoryDocument) -> Blocks:
    """Lay out private notes, each headed by its handling mark."""
    if Part.PRIVATE_NOTES not in document.parts:
        return ()
    return tuple(
        Entry(
            Line(f"{n.mark} note" + (f" on {n.on}" if n.on else ""), n.owner.side),
            n.owner.text,
            (Text(Line(n.text)),),
        )
        for n in document.private_notes
    )


def unknowns(document: HistoryDocument) -> Blocks:
    """Lay out what a reader may look for and will not find."""
    if Part.UNKNOWNS not in document.parts or not document.unknowns:
        return ()
    columns = _columns(("About", 4), ("What", 6), ("Answer", 3))
    rows = tuple(
        (lines(u.subject), lines(u.what), (Line(u.kind.value),)) for u in document.unknowns
    )
    return (Table("Questions this record does not answer", columns, rows),)


def sources(document: HistoryDocument) -> Blocks:
    """Lay out the sources; the places in them follow as notes."""
    if not document.sources:
        return ()
    columns = _columns(("Source", 4), ("Title", 5), ("Published", 4), ("Author", 2))
    rows = tuple(
        (
            lines(f"{s.code}: {s.publisher}", s.kind),
            lines(s.title, s.url, s.note),
            lines(s.published, f"written {s.written}" if s.written else ""),
            lines(s.author),
        )
        for s in document.sources
    )
    return (Table("Sources cited", columns, rows),)


def _party(party: Party) -> tuple[Lines, ...]:
    name = (party.organization,) if party.organization != party.name.text else ()
    printed = f"also printed as {'; '.join(party.also_printed)}" if party.also_printed else ""
    people = tuple(
        Line(_person(p.name, ", ".join(filter(None, (p.seat, p.capacity)))), "", (), p.notes)
        for p in party.people
    )
    role = party.role if party.role == party.side else f"{party.role}, {party.side}"
    unit = f"represents {party.unit}" if party.unit else ""
    return (
        (party.name, *asides(*name, printed)),
        lines(role, party.since, unit),
        people or lines("nobody named"),
    )


def _person(name: str, capacity: str) -> str:
    return f"{name}, {capacity}" if capacity else name


def _mediator(mediator: Mediator) -> Entry:
    blocks: list[Block] = []
    service = "" if mediator.service == "unknown" else mediator.service
    named = facts(
        ("Service", service),
        ("Confidentiality", mediator.confidentiality),
        ("Note", mediator.note),
        ("By whose account", mediator.accounts),
    )
    if named.rows:
        blocks.append(named)
    if mediator.states:
        columns = _columns(("Since", 3), ("State", 6), ("Account", 4))
        rows = tuple(
            (_date(s.when), lines(s.state, s.note), s.accounts or lines("not recorded"))
            for s in mediator.states
        )
        blocks.append(Table(f"States of the engagement of {mediator.name}", columns, rows))
    kind = "" if mediator.kind == "unknown" else mediator.kind
    return Entry(Line(mediator.name, "neutral"), kind, tuple(blocks))


def _session(session: Session) -> Entry:
    number = f"Session {session.number}: " if session.number else ""
    blocks: list[Block] = [
        facts(
            ("Place", session.place or "not recorded"),
            ("Times", session.times or "not recorded"),
            ("Apart from the table", session.pauses),
            (
                "Mediator",
                (Line(session.mediator, "neutral"),) if session.mediator else "none recorded",
            ),
            ("Present", session.attendance or lines("nobody recorded by name")),
            ("Date in the source", f"“{session.when.written}”" if session.when.written else ""),
            ("Towards the media", session.media_rule),
            ("Next meeting", session.next_meeting),
            ("Proposals passed", session.proposals),
            ("Follow-ups", session.follow_ups),
            ("By whose account", session.accounts),
            ("Log", session.locked),
        )
    ]
    if session.summary:
        blocks.insert(0, Text(Line(session.summary)))
    if session.log:
        blocks.append(_log(session))
    return Entry(
        Line(f"{number}{session.when.full()}"), f"{session.kind} · {session.status}", tuple(blocks)
    )


def _log(session: Session) -> Table:
    columns = _columns(("Time", 1), ("What", 2), ("Entry", 8))
    rows = []
    for entry in session.log:
        speaker = f"{entry.speaker}: " if entry.speaker else ""
        about = f" ({entry.issues})" if entry.issues else ""
        text = f"“{entry.line.text}”" if Mark.VERBATIM in entry.line.marks else entry.line.text
        remark = f" [{entry.remark}]" if entry.remark else ""
        line = Line(f"{speaker}{text}{about}{remark}", entry.line.side, (), entry.line.notes)
        rows.append((lines(entry.time or "–"), lines(entry.what), (line,)))
    return Table(f"Log of the session of {session.when.text}", columns, tuple(rows), plain=True)


def _offer(offer: Offer) -> Entry:
    receiver = f" to {offer.to.text}" if offer.to.text else ""
    passed = ", ".join(filter(None, (offer.when.full(), offer.time)))
    how = "" if offer.channel == "unknown" else offer.channel
    blocks: list[Block] = [
        facts(
            ("Passed", f"{passed}, {how}" if how else passed),
            ("Counters", ", ".join(offer.counters)),
            ("Supersedes", offer.supersedes),
            ("Valid until", offer.valid_until),
            ("As a package", offer.package),
            ("Called final", "by the side that made it" if offer.called_final else ""),
            ("What happened", offer.actions),
            ("By whose account", offer.accounts),
            ("Note", offer.note),
        )
    ]
    if offer.items:
        columns = _columns(("Issue", 3), ("What it says", 6), ("Account", 4))
        rows = tuple(_offer_item(item) for item in offer.items)
        blocks.append(Table(f"Items of {offer.code}", columns, rows))
    title = Line(f"{offer.code}: {offer.title}", offer.by.side, offer.marks)
    meta = f"{offer.by.text}{receiver} · {offer.kind}, {offer.formality}"
    return Entry(title, meta, tuple(blocks))


def _offer_item(item: OfferItem) -> tuple[Lines, ...]:
    condition = f"only if: {item.condition}" if item.condition else ""
    text = f"text: {item.language}" if item.language else ""
    terms = tuple(Line(term) for term in item.terms)
    says = (*terms, *lines(item.summary), *asides(item.stance, condition, text))
    return lines(item.issue, disputed=item.disputed), says, item.accounts or lines("as above")


def _event(event: Happening) -> tuple[Lines, ...]:
    day, how = event.when.text, event.when.how
    if event.until is not None:
        day = f"{day} to {event.until.text}"
        how = how or event.until.how
    written = f"“{event.when.written}”" if event.when.written else ""
    what = Line(event.title, "", event.marks)
    known = "" if event.status == "occurred" or event.marks else f", {event.status}"
    kind = f"{event.kind}{known}"
    return (
        lines(day, event.times, how, written),
        (what, *lines(event.note), *asides("" if kind == event.title.casefold() else kind)),
        (*event.actors, *asides(event.place)),
        event.accounts or lines("not recorded"),
    )


def _statement(statement: Said) -> tuple[Lines, ...]:
    about = ", ".join(statement.issues)
    asserted = tuple(n for line in statement.accounts for n in line.notes)
    details = [statement.act, statement.channel, about]
    if statement.terms_of_use != "on record":
        details.append(statement.terms_of_use)
    if statement.exact_words:
        details.append("the source quotes it")
    gist = Line(statement.gist, "", statement.speaker.marks, tuple(sorted(set(asserted))))
    speaker = Line(statement.speaker.text, statement.speaker.side)
    return (
        _date(statement.when),
        (speaker, *asides(statement.capacity)),
        (gist, *asides(" · ".join(filter(None, details)))),
    )


def _figure(figure: Number) -> tuple[Lines, ...]:
    written = f"“{figure.written}”" if figure.written else ""
    notes = tuple(sorted({n for line in figure.accounts for n in line.notes}))
    marks = (Mark.DISPUTED,) if figure.disputed else ()
    return (
        lines(figure.title, figure.note),
        (Line(figure.value, "", marks, notes), *asides(written)),
        lines(figure.population),
        _date(figure.as_of),
        lines(figure.whose),
    )


def _date(when: When) -> Lines:
    return lines(when.text, when.how, f"“{when.written}”" if when.written else "")


def _named(line: Line) -> Lines:
    return (line,) if line.text else lines("not recorded")


def _or_not_recorded(text: str) -> Lines:
    return lines(text or "not recorded")


def _columns(*columns: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(lines(title), width) for title, width in columns)

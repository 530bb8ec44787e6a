"""Who says what, and where it stands: accounts, and places numbered in reading order."""

from negotiation_tracker.exchange.document import Line, Lines, Mark, Note, SourceEntry
from negotiation_tracker.exchange.names import Names, plain_date, sentence_case
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import About, Attribution, AttributionKind
from negotiation_tracker.model.vocabulary import label

Place = tuple[str, int, int]


class Evidence:
    """Numbers the places that are cited, each once, in the order they are first asked for."""

    def __init__(self, dossier: Dossier, names: Names) -> None:
        self._dossier = dossier
        self._names = names
        self._numbers: dict[Place, int] = {}
        self._notes: list[Note] = []
        self._sources: dict[int, int] = {}
        self._entries: list[SourceEntry] = []

    @property
    def notes(self) -> tuple[Note, ...]:
        """Give the places cited so far."""
        return tuple(self._notes)

    @property
    def sources(self) -> tuple[SourceEntry, ...]:
        """Give the sources cited so far."""
        return tuple(self._entries)

    def accounts(self, *records: Record) -> Lines:
        """List who asserts these records, each once, with the places where they do."""
        found: dict[tuple[str, str, tuple[Mark, ...]], list[int]] = {}
        for citation in _asserted(self.citations(*records)):
            who = self.who(citation)
            marks = (Mark.ADVERSE,) if citation.about == About.OTHER_PARTY else ()
            if citation.mark == "contested":
                marks = (*marks, Mark.DISPUTED)
            notes = found.setdefault((who, self._side(citation), marks), [])
            number = self._number(citation)
            if number is not None and number not in notes:
                notes.append(number)
        return tuple(
            Line(who, side, marks, tuple(sorted(notes)))
            for (who, side, marks), notes in found.items()
        )

    def notes_of(self, *records: Record) -> tuple[int, ...]:
        """List the places where these records stand."""
        numbers = {self._number(c) for c in self.citations(*records)}
        return tuple(sorted(n for n in numbers if n is not None))

    def citations(self, *records: Record) -> list[Record]:
        """List the citations of some records, in the order of the sources' dates and paragraphs."""
        found = [c for r in records for c in self._dossier.where("citation", target_uid=r.uid)]
        return sorted(found, key=self._order)

    def who(self, citation: Record) -> str:
        """Say who asserts what is cited."""
        return Attribution(
            AttributionKind(citation.attribution),
            person=self._names.person(citation.person_id),
            organization=self._names.organization(citation.organization_id),
            label=citation.label,
            about=About(citation.about),
        ).describe()

    def _side(self, citation: Record) -> str:
        if citation.attribution == AttributionKind.REPORTER_VOICE:
            return ""
        return self._names.side_of_organization(
            citation.organization_id
        ) or self._names.side_of_person(citation.person_id)

    def _order(self, citation: Record) -> tuple[str, int, int]:
        segment = self._segment(citation)
        if segment is None:
            return ("~", 0, citation.id)
        source = self._dossier.get("source", segment.source_id)
        day = source.published_on or source.written_on if source is not None else None
        return (day.to_text() if day is not None else "~", segment.source_id, segment.para_no)

    def _segment(self, citation: Record) -> Record | None:
        found = citation.segment_id
        return None if found is None else self._dossier.get("segment", found)

    def _number(self, citation: Record) -> int | None:
        place = self._place(citation)
        if place is None:
            return None
        key, text, source = place
        if key not in self._numbers:
            self._numbers[key] = len(self._notes) + 1
            self._notes.append(Note(len(self._notes) + 1, text, self._source_position(source)))
        return self._numbers[key]

    def _place(self, citation: Record) -> tuple[Place, str, Record | None] | None:
        segment = self._segment(citation)
        if segment is not None:
            source = self._dossier.get("source", segment.source_id)
            if source is None:
                return None
            role = f" ({label(segment.role)})" if segment.role in {"caption", "headline"} else ""
            text = f"{source_name(source)}, ¶{segment.para_no}{role}"
            return ("segment", segment.id, 0), text, source
        if citation.document_id is not None:
            document = self._dossier.get("document", citation.document_id)
            if document is not None:
                name = f"exhibit {document.exhibit_no}" if document.exhibit_no else "document"
                page = f", p. {citation.page}" if citation.page is not None else ""
                text = f"{sentence_case(name)}, {document.file_name}{page}"
                return ("document", document.id, citation.page or 0), text, None
        if citation.entry_id is not None:
            entry = self._dossier.get("table_entry", citation.entry_id)
            session = None if entry is None else self._dossier.get("session", entry.session_id)
            if entry is not None and session is not None:
                at = f", {entry.occurred_at.describe()}" if entry.occurred_at else ""
                day = plain_date(session.date) or "day not known"
                return ("table_entry", entry.id, 0), f"Log of the session of {day}{at}", None
        return None

    def _source_position(self, source: Record | None) -> int:
        if source is None:
            return -1
        if source.id not in self._sources:
            self._sources[source.id] = len(self._entries)
            self._entries.append(_entry(source))
        return self._sources[source.id]


def _asserted(citations: list[Record]) -> list[Record]:
    """Leave out what was only worked out here, unless nobody asserts it."""
    told = [c for c in citations if c.attribution != AttributionKind.DERIVED]
    return told or citations


def source_name(source: Record) -> str:
    """Give a source in a few words: "KTLA, 24 Mar 2023"."""
    day = plain_date(source.published_on)
    if source.publisher:
        return f"{source.publisher}, {day or 'no date stated'}"
    kind = "article" if source.kind == "news" else label(source.kind)
    return sentence_case(f"{kind} of {day}" if day else f"{kind}, no date stated")


def _entry(source: Record) -> SourceEntry:
    publisher = source.publisher or "not stated"
    if source.publisher and source.publisher_how == "inferred":
        publisher = f"{publisher} (inferred)"
    published = source.published_on.describe_long() if source.published_on else "not stated"
    if source.published_on and source.published_from not in {"stated", "byline"}:
        published = f"{published} ({label(source.published_from)})"
    return SourceEntry(
        code=source.code,
        name=source_name(source),
        title=source.title or "no headline",
        publisher=publisher,
        author=source.author or "not stated",
        kind=label(source.kind),
        published=published,
        written=source.written_on.describe_long() if source.written_on else "",
        url=source.url,
        note=source.note,
    )

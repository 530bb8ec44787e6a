"""Where a record comes from: source lines beside everything shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from negotiation_tracker.model.attribution import Attribution
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import About, AttributionKind
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.derived import Ref, in_force_from, ref
from negotiation_tracker.rules.knowledge import source_of
from negotiation_tracker.rules.wording import organization_name

# Where a part has no citation of its own, that of what it is part of stands for it.
_WHOLE = {
    "term": ("proposal_item", "item_id"),
    "proposal_item": ("proposal", "proposal_id"),
    "proposal_action": ("proposal", "proposal_id"),
    "attendance": ("session", "session_id"),
    "table_entry": ("session", "session_id"),
    "mediator_state": ("mediator_engagement", "engagement_id"),
    "signoff": ("tentative_agreement", "agreement_id"),
    "approval": ("tentative_agreement", "agreement_id"),
}


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One citation in words.

    Attributes:
        where: publisher, else the code of the source; name of a document; session of a log line.
        when: day of the source as shown; empty when not known.
        place: paragraph, page or line; empty for the whole.
        who: who asserts it.
        mode: how the source carries it.
        day: the day, for sorting; None when not known.
        citation: the citation.
        source: the source, document or log line; None for first hand.
        field: field it supports; empty for the whole record.
        note: remark on this account.

    """

    where: str
    when: str
    place: str
    who: str
    mode: str
    day: date | None
    citation: Ref
    source: Ref | None
    field: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """Give the line as shown: "KTLA 24 Mar 2023 ¶2"."""
        return " ".join(part for part in (self.where, self.when, self.place) if part)


def source_line(dossier: Dossier, record: Record) -> list[SourceLine]:
    """List where a record stands and who asserts it, earliest source first.

    A part without citations of its own gives those of what it is part of. Empty where the
    record has none.
    """
    citations = dossier.where("citation", target_uid=record.uid)
    if not citations and record.table in _WHOLE:
        kind, name = _WHOLE[record.table]
        whole = dossier.get(kind, getattr(record, name))
        return [] if whole is None else source_line(dossier, whole)
    lines = [_line(dossier, citation) for citation in citations]
    return sorted(lines, key=_order)


def source_text(lines: Iterable[SourceLine]) -> str:
    """Give source lines in one line, the paragraphs of one source together.

    For example "KTLA 23 Mar 2023 ¶14; KTLA 24 Mar 2023 ¶5, ¶8".
    """
    places: dict[tuple[str, str], list[str]] = {}
    for line in lines:
        found = places.setdefault((line.where, line.when), [])
        if line.place and line.place not in found:
            found.append(line.place)
    return "; ".join(
        " ".join(part for part in (where, when, ", ".join(found)) if part)
        for (where, when), found in places.items()
    )


def asserted_by(dossier: Dossier, citation: Record) -> str:
    """Say who asserts something, in a few words, and whether it is about the other side."""
    person = _get(dossier, "person", citation.person_id)
    organization = _get(dossier, "organization", citation.organization_id)
    words = Attribution(
        kind=AttributionKind(citation.attribution),
        person="" if person is None else str(person.name),
        organization=organization_name(organization),
        label=str(citation.label),
        about=About(citation.about),
    ).describe()
    if citation.about == About.OTHER_PARTY:
        return f"{words}, about the other side"
    return words


def _get(dossier: Dossier, kind: str, number: int | None) -> Record | None:
    return None if number is None else dossier.get(kind, number)


def _line(dossier: Dossier, citation: Record) -> SourceLine:
    where, when, place, origin = _place(dossier, citation)
    return SourceLine(
        where=where,
        when="" if when is None else _day_words(when),
        place=place,
        who=asserted_by(dossier, citation),
        mode=label(citation.mode),
        day=in_force_from(when),
        citation=ref(citation),
        source=None if origin is None else ref(origin),
        field=str(citation.target_field),
        note=str(citation.note),
    )


def _place(dossier: Dossier, citation: Record) -> tuple[str, FuzzyDate | None, str, Record | None]:
    source = source_of(dossier, citation)
    if source is not None:
        segment = dossier.get("segment", citation.segment_id)
        number = "" if segment is None else f"¶{segment.para_no}"
        return str(source.publisher or source.code), source.published_on, number, source
    document = _get(dossier, "document", citation.document_id)
    if document is not None:
        page = "" if citation.page is None else f"p. {citation.page}"
        name = str((document.exhibit_no and f"Exhibit {document.exhibit_no}") or document.file_name)
        return name, document.date, page, document
    entry = _get(dossier, "table_entry", citation.entry_id)
    if entry is not None:
        session = dossier.get("session", entry.session_id)
        when = None if session is None else session.date
        return "Session log", when, f"line {entry.seq}", entry
    return "First hand", None, "", None


def _day_words(when: FuzzyDate) -> str:
    if when.certain() and when.earliest is not None:
        return short_date(when.earliest)
    return when.describe()


def _order(line: SourceLine) -> tuple[bool, date, str, int, int]:
    digits = "".join(c for c in line.place if c.isdigit())
    number = int(digits) if digits else 0
    return line.day is None, line.day or date.max, line.where, number, line.citation[1]

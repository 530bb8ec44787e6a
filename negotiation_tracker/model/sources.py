"""Evidence: sources, their paragraphs, citations, documents, figures and disputes."""

from datetime import date

from negotiation_tracker.model.columns import choice, day, flag, fuzzy, ref, whole, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.values import (
    About,
    AttributionKind,
    Basis,
    Comparator,
    DisputeMark,
)
from negotiation_tracker.model.vocabulary import (
    CitationMode,
    DisputeKind,
    DisputeStatus,
    HowStated,
    SegmentRole,
    SourceKind,
)


class SourceFields(RecordFields):
    """Where facts come from; its text stays in the user's own copy."""

    code: str = words("Code", "Short name used in citations.", required=True)
    title: str = words("Title", "Headline or name; empty when there is none.")
    publisher: str = words("Publisher", "Who published it; empty when not stated.")
    publisher_how: HowStated = choice(
        HowStated, "Publisher known by", "How the publisher is known.", HowStated.STATED
    )
    author: str = words("Author", "Who wrote it; empty when not stated.")
    kind: SourceKind = choice(SourceKind, "Kind", "What it is.", SourceKind.NEWS)
    published_on: FuzzyDate | None = fuzzy("Published", "When; empty when not stated.")
    published_from: HowStated = choice(
        HowStated, "Date known by", "How the date is known.", HowStated.STATED
    )
    written_on: FuzzyDate | None = fuzzy("Written", "When the text was written.")
    accessed_on: date | None = day("Read on", "When somebody here read it.")
    url: str = words("Address", "Where it can be read.")
    file_name: str = words("File", "Name of the user's own copy.")
    sha256: str = words("SHA-256", "Hash of the file, whole or its beginning.")
    line_count: int | None = whole("Lines", "Lines of the file.")
    language: str = words("Language", "Language code.")
    rights: str = words("Rights", "Who holds them.")
    note: str = words("Note", "Anything worth knowing.", long=True)


class Source(SourceFields, Keys, table=True):
    """Table of sources."""

    __tablename__ = "source"


class SegmentFields(RecordFields):
    """A numbered paragraph of a source; the text itself is not kept."""

    source_id: int = ref("source", "Source", "Of which source.", required=True, owned=True)
    para_no: int = whole("Paragraph", "Number among the non-blank lines.", required=True)
    line_no: int | None = whole("Line", "Line in the file.")
    role: SegmentRole = choice(SegmentRole, "Role", "What it is.", SegmentRole.BODY)
    char_start: int | None = whole("From character", "Start in the file.")
    char_end: int | None = whole("To character", "End in the file.")
    text_sha256: str = words("SHA-256", "Hash of the paragraph.")


class Segment(SegmentFields, Keys, table=True):
    """Table of paragraphs."""

    __tablename__ = "segment"


class DocumentFields(RecordFields):
    """A file attached to the record, such as an exhibit."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    file_name: str = words("File", "Name shown.", required=True)
    sha256: str = words("SHA-256", "Hash of the file.")
    exhibit_no: str = words("Exhibit", "Exhibit number.")
    participant_id: int | None = ref("participant", "Side", "Who handed it over.")
    date: FuzzyDate | None = fuzzy("Date", "When.")
    note: str = words("Note", "What it is.", long=True)


class Document(DocumentFields, Keys, table=True):
    """Table of documents."""

    __tablename__ = "document"


class CitationFields(RecordFields):
    """Where a fact stands and who asserts it."""

    target_kind: str = words("Kind of record", "Kind of the record cited for.", required=True)
    target_uid: str = words("Record", "Identifier of the record.", required=True)
    target_field: str = words("Field", "Field it supports; empty for the whole record.")
    segment_id: int | None = ref("segment", "Paragraph", "Where it stands.")
    entry_id: int | None = ref("table_entry", "Log line", "Line of the log it stands in.")
    document_id: int | None = ref("document", "Document", "Document it stands in.")
    page: int | None = whole("Page", "Page of the document.")
    quote_exact: str = words("Words quoted", "At most 15 words, to find the place.")
    quote_prefix: str = words("Words before", "To find the place.")
    quote_suffix: str = words("Words after", "To find the place.")
    attribution: AttributionKind = choice(
        AttributionKind, "Who asserts it", "Whose account this is."
    )
    person_id: int | None = ref("person", "Person", "Who says so.")
    organization_id: int | None = ref("organization", "Organization", "Who says so.")
    label: str = words("Unnamed source", "Description of who says so.")
    about: About = choice(About, "About", "Whom the assertion is about.", About.GENERAL)
    basis: Basis = choice(Basis, "Basis", "How sure one can be.", Basis.REPORTED)
    mark: DisputeMark = choice(
        DisputeMark, "Mark", "Contested, corrected or withdrawn.", DisputeMark.UNCONTESTED
    )
    mode: CitationMode = choice(
        CitationMode, "Mode", "How the source carries it.", CitationMode.PARAPHRASE
    )
    note: str = words("Note", "Remark on this account.", long=True)


class Citation(CitationFields, Keys, table=True):
    """Table of citations."""

    __tablename__ = "citation"


class FigureFields(RecordFields):
    """A number somebody gives, with its hedge word, population and day."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name.")
    metric: str = words("Metric", "What is counted, as a code.", required=True)
    title: str = words("Title", "What is counted, in words.", required=True)
    value_scaled: int | None = whole("Value, scaled", "Value times ten to the scale.")
    scale: int = whole("Scale", "Number of decimals of the scaled value.", default=0)
    unit: str = words("Unit", "Unit of the value.", required=True)
    comparator: Comparator = choice(
        Comparator, "Hedge", "How exact the number is.", Comparator.EXACT
    )
    value_high: int | None = whole("Upper value, scaled", "End of a range.")
    as_written: str = words("As written", "The number in the source's own form.")
    population: str = words("Population", "Who or what is counted.", required=True)
    as_of: FuzzyDate = fuzzy("As of", "For which day; may be marked unknown.", required=True)
    attribution: AttributionKind = choice(
        AttributionKind, "Who asserts it", "Whose number this is."
    )
    person_id: int | None = ref("person", "Person", "Who says so.")
    organization_id: int | None = ref("organization", "Organization", "Who says so.")
    label: str = words("Unnamed source", "Description of who says so.")
    about: About = choice(About, "About", "Whom it is about.", About.GENERAL)
    note: str = words("Note", "Anything worth knowing.", long=True)


class Figure(FigureFields, Keys, table=True):
    """Table of figures."""

    __tablename__ = "figure"


class DisputeFields(RecordFields):
    """A question on which accounts differ; nothing is overwritten."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name.")
    question: str = words("Question", "What the accounts differ on.", required=True)
    kind: DisputeKind = choice(DisputeKind, "Kind", "Why they differ.")
    status: DisputeStatus = choice(
        DisputeStatus, "Status", "How far it was looked into.", DisputeStatus.OPEN
    )
    reason: str = words("Reason", "Why it counts as explained or resolved.", long=True)
    decided_by: str = words("Decided by", "Who resolved it.")
    decided_on: date | None = day("Decided on", "When.")


class Dispute(DisputeFields, Keys, table=True):
    """Table of disputes."""

    __tablename__ = "dispute"


class DisputeMemberFields(RecordFields):
    """One account in a dispute."""

    dispute_id: int = ref("dispute", "Dispute", "Which.", required=True, owned=True)
    seq: int = whole("Order", "Place in the list.", default=0)
    target_kind: str = words("Kind of record", "Record that carries this account.")
    target_uid: str = words("Record", "Identifier of that record.")
    target_field: str = words("Field", "Field that differs.")
    account: str = words("Account", "What this account says.", required=True, long=True)
    preferred: bool = flag("Preferred", "Whether this account was chosen.", default=False)


class DisputeMember(DisputeMemberFields, Keys, table=True):
    """Table of accounts in disputes."""

    __tablename__ = "dispute_member"

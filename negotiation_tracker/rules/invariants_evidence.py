"""Invariants on sources, citations and figures (data dictionary B9: 12, 13, 15, 21, 24, 30)."""

from collections.abc import Iterator

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.invariants_scene import (
    Finding,
    Scene,
    block,
    kinds_of_record,
    warn,
)
from negotiation_tracker.rules.invariants_shape import negotiation_of

_REPORTED_KINDS = ("figure", "statement", "event")
"""Kinds that are mostly taken from sources, so that a public one without any stands out."""

FACT_KINDS = (
    "session",
    "proposal",
    "tentative_agreement",
    "approval",
    "mediator_state",
    "event",
    "statement",
    "figure",
)
"""Kinds of which every public record must be cited in material that is checked as a whole."""

_OWN_KNOWLEDGE = frozenset({"first_hand", "derived"})
_NEEDS_SPEAKER = {
    "named_person": ("person_id", "label"),
    "organization": ("organization_id", "label"),
    "spokesperson": ("person_id", "organization_id", "label"),
    "unnamed_source": ("label", "organization_id"),
}
_HAPPENED = frozenset({"occurred", "ended", "held", "partly_held"})


def check_evidence(scene: Scene) -> Iterator[Finding]:
    """Check sources, citations, figures and reported facts that a change touched."""
    for record in scene.touched_of(*_REPORTED_KINDS):
        yield from _uncited(scene, record)
    for citation in scene.touched_of("citation"):
        yield from _citation(scene, citation)
    for figure in scene.touched_of("figure"):
        yield from _figure(figure)
    for record in scene.touched_of("figure", "citation"):
        yield from _speaker(record)
    for source in scene.touched_of("source"):
        yield from _source(scene, source)
    yield from _removed(scene)
    for affiliation in scene.touched_of("affiliation"):
        yield from _affiliations(scene, affiliation)


def check_sourced(dossier: Dossier) -> list[Finding]:
    """Forbid public facts without a citation that resolves, with who asserts them (B9: 12).

    The data dictionary forbids every published fact without a citation. What people log first
    hand at the table has none, and must not be refused for that; so a change only warns about
    figures, statements and events of talks that are recorded from sources, and this function,
    which validation of imports and of the sample uses, forbids.
    """
    findings = []
    for kind in FACT_KINDS:
        for record in dossier.all(kind):
            if record.handling != "public" or _resolving(dossier, record):
                continue
            label = kinds_of_record()[kind].label
            message = (
                f"This public {label} has no citation that says where it stands and who asserts "
                "it. Add one, or mark who may see the record."
            )
            findings.append(block(12, record, "", message))
    return findings


def _resolving(dossier: Dossier, record: Record) -> bool:
    for citation in dossier.where("citation", target_uid=record.uid):
        if citation.attribution in _OWN_KNOWLEDGE or _place(dossier, citation):
            return True
    return False


def _place(view: Dossier | Scene, citation: Record) -> bool:
    for kind, key in (
        ("segment", citation.segment_id),
        ("table_entry", citation.entry_id),
        ("document", citation.document_id),
    ):
        if key is not None and view.get(kind, key) is not None:
            return True
    return False


# -- citations of facts (12, 13, 15) --


def _uncited(scene: Scene, record: Record) -> Iterator[Finding]:
    if record.handling != "public" or scene.where("citation", target_uid=record.uid):
        return
    if _from_sources(scene, record):
        label = kinds_of_record()[record.table].label
        message = (
            f"This {label} is public and has no citation, in talks recorded from sources. Say "
            "where it stands and who asserts it."
        )
        yield warn(12, record, "", message)


def _from_sources(scene: Scene, record: Record) -> bool:
    negotiation = scene.get("negotiation", negotiation_of(scene, record))
    if negotiation is None:
        return False
    if negotiation.sample or scene.where("citation", target_uid=negotiation.uid):
        return True
    desks = {profile.desk for profile in scene.where("user_profile")}
    return bool(desks & {"reporter", "researcher"})


def _citation(scene: Scene, citation: Record) -> Iterator[Finding]:
    catalogue = kinds_of_record()
    kind = catalogue.kinds.get(citation.target_kind)
    if kind is None:
        message = f'"{citation.target_kind}" is not a kind of record. Correct what is cited for.'
        yield block(13, citation, "target_kind", message)
        return
    targets = scene.where(kind.name, uid=citation.target_uid)
    if not targets:
        message = (
            f"The {kind.label} that this citation is for is not in the record. "
            "Choose the record again."
        )
        yield block(13, citation, "target_uid", message)
        return
    if citation.target_field and not kind.has(citation.target_field):
        message = (
            f'There is no field "{citation.target_field}" in {kind.one}. Choose one that it has.'
        )
        yield block(13, citation, "target_field", message)
    if not _place(scene, citation) and citation.attribution not in _OWN_KNOWLEDGE:
        message = "This citation names no paragraph, log line or document. Add the place."
        yield warn(13, citation, "segment_id", message)
    yield from _single_unnamed(scene, citation, kind.label)
    yield from _published_before(scene, citation, targets[0])


def _single_unnamed(scene: Scene, citation: Record, label: str) -> Iterator[Finding]:
    accounts = scene.where("citation", target_uid=citation.target_uid)
    if citation.attribution == "unnamed_source" and len(accounts) == 1:
        message = f"This {label} rests on one unnamed source. Look for a second account."
        yield warn(12, citation, "attribution", message)


def _published_before(scene: Scene, citation: Record, target: Record) -> Iterator[Finding]:
    segment = scene.get("segment", citation.segment_id)
    source = scene.get("source", segment.source_id) if segment else None
    happened = _past_date(target)
    if source is None or source.published_on is None or happened is None:
        return
    if source.published_on.definitely_before(happened):
        message = (
            f"{source.code} was published ({source.published_on.describe()}) before what it is "
            f"cited for as past ({happened.describe()}). Check both dates."
        )
        yield warn(15, citation, "segment_id", message)


def _past_date(target: Record) -> FuzzyDate | None:
    when: FuzzyDate | None = None
    if target.table == "event" and target.status in _HAPPENED:
        when = target.start
    elif target.table == "session" and target.status in _HAPPENED:
        when = target.date
    elif target.table == "statement":
        when = target.said_on
    return when


# -- figures and who says so (21) --


def _figure(figure: Record) -> Iterator[Finding]:
    for field, need in (
        ("unit", "a unit: what the number counts in"),
        ("population", "a population: who or what is counted"),
        ("attribution", "an attribution: who asserts it"),
    ):
        if not str(getattr(figure, field) or "").strip():
            yield block(21, figure, field, f"A figure needs {need}.")
    if figure.as_of is None:
        message = "Say for which day the figure holds; write “unknown” if the source does not."
        yield block(21, figure, "as_of", message)


def _speaker(record: Record) -> Iterator[Finding]:
    needed = _NEEDS_SPEAKER.get(record.attribution)
    if needed is not None and not any(getattr(record, field) for field in needed):
        words = str(record.attribution).replace("_", " ")
        message = f"Who asserts it is “{words}”, but nobody is given. Say who, or how described."
        yield warn(21, record, needed[0], message)


# -- sources (13, 15, 24) --


def _source(scene: Scene, source: Record) -> Iterator[Finding]:
    old = scene.before(source)
    segments = scene.where("segment", source_id=source.id)
    if old is not None and old.sha256 and old.sha256 != source.sha256 and segments:
        message = (
            f"{source.code} now has another file hash; its {len(segments)} paragraphs were "
            "counted in the file before. Check that they still match."
        )
        yield warn(13, source, "sha256", message)
    written, published = source.written_on, source.published_on
    if written is None or published is None:
        return
    if written.definitely_before(published) or published.definitely_before(written):
        message = (
            f"{source.code}: the text implies that it was written {written.describe()}, the "
            f"source is dated {published.describe()}. Both are kept."
        )
        yield warn(15, source, "written_on", message)


def _removed(scene: Scene) -> Iterator[Finding]:
    for segment in scene.removed_of("segment"):
        cited = scene.where("citation", segment_id=segment.id)
        if cited:
            count = "1 citation" if len(cited) == 1 else f"{len(cited)} citations"
            message = (
                f"Paragraph {segment.para_no} cannot be deleted: {count} rest on it. "
                "Delete or move them first."
            )
            yield block(24, segment, "", message)


# -- people (30) --


def _affiliations(scene: Scene, affiliation: Record) -> Iterator[Finding]:
    for other in scene.where("affiliation", person_id=affiliation.person_id):
        if other.organization_id == affiliation.organization_id or _apart(affiliation, other):
            continue
        person = scene.get("person", affiliation.person_id)
        message = (
            f"{person.name if person else 'This person'} may have two affiliations at once. "
            "Add the dates if one ended before the other began."
        )
        yield warn(30, affiliation, "organization_id", message)
        return


def _apart(one: Record, other: Record) -> bool:
    for earlier, later in ((one, other), (other, one)):
        if earlier.to_on is None or later.from_on is None:
            continue
        if earlier.to_on.definitely_before(later.from_on):
            return True
    return False

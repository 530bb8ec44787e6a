"""Which fields of each kind of record may leave the program for others than its owner.

This is a list of what is allowed, not of what is hidden: a field that is not named here stays
behind, and a test fails until somebody has decided about a new one. Kinds that are not named
never leave at all: contacts of people, user profiles, the log of exports.
"""

from negotiation_tracker.exchange.renumbering import renumbered
from negotiation_tracker.model.catalogue import HOUSE_KEEPING, Catalogue, Field
from negotiation_tracker.model.handling import OWN_SIDE_AUDIENCES, Audience, Reader
from negotiation_tracker.model.record import Dossier, Record

MARKED = ("uid", "handling", "confidence_of_id")
"""Fields of every kind that go with the record."""

RELEASED: dict[str, tuple[str, ...]] = {
    "negotiation": (
        "title", "code", "sector", "legal_regime", "agency", "kind", "prior_contract_expiry",
        "opened", "closed", "timezone", "currency", "media_rule", "media_rule_account",
        "ta_contingent_on_whole", "package_fallback", "phase_override", "phase_override_reason",
        "unit_description", "sample", "note",
    ),
    "related_negotiation": ("negotiation_id", "other_id", "relation", "note"),
    "organization": ("name", "short_name", "kind", "parent_id", "note"),
    "person": ("name", "note"),
    "alias": ("organization_id", "person_id", "text"),
    "participant": (
        "negotiation_id", "organization_id", "side", "role", "label", "from_on", "to_on", "note",
    ),
    "bargaining_unit": ("participant_id", "name", "job_classes", "certified_on"),
    "affiliation": ("person_id", "organization_id", "title", "from_on", "to_on"),
    "team_seat": ("participant_id", "person_id", "seat", "may_sign", "from_on", "to_on", "note"),
    "mediator_engagement": (
        "negotiation_id", "person_id", "organization_id", "unnamed", "label", "kind", "service",
        "confidentiality_asked", "confidentiality_account", "note",
    ),
    "mediator_state": ("engagement_id", "state", "date", "note"),
    "session": (
        "negotiation_id", "number", "kind", "status", "date", "scheduled_start", "time_in",
        "time_out", "crosses_midnight", "place", "virtual", "engagement_id", "media_rule",
        "on_record", "summary", "next_date", "next_time", "next_place", "locked_at",
    ),
    "attendance": (
        "session_id", "person_id", "participant_id", "headcount_label", "role", "time_in",
        "time_out", "mode",
    ),
    "table_entry": (
        "session_id", "seq", "occurred_at", "kind", "participant_id", "speaker_id", "text",
        "verbatim", "proposal_id", "document_id", "corrects_id",
    ),
    "entry_issue": ("entry_id", "issue_id"),
    "issue": (
        "negotiation_id", "code", "title", "title_es", "category", "economic", "scope",
        "contract_ref", "parent_id", "sunshined_on", "bargaining", "deferred", "note",
    ),
    "issue_raiser": ("issue_id", "participant_id"),
    "proposal": (
        "negotiation_id", "code", "title", "from_id", "to_id", "kind", "formality", "channel",
        "date", "time", "seq_in_day", "session_id", "supersedes_id", "valid_until",
        "package_rule", "called_final", "document_id", "note",
    ),
    "counter": ("proposal_id", "countered_id", "inferred"),
    "proposal_item": (
        "proposal_id", "issue_id", "seq", "stance", "summary", "summary_es", "language",
        "conditional_on",
    ),
    "item_tie": ("item_id", "tied_item_id"),
    "term": (
        "item_id", "seq", "measure", "value_scaled", "scale", "unit", "comparator", "value_high",
        "basis", "step_no", "horizon_years", "spread", "compounding", "effective_on",
        "retro_from", "population",
    ),
    "proposal_action": (
        "proposal_id", "item_id", "action", "by_id", "date", "time", "session_id", "note",
    ),
    "tentative_agreement": (
        "negotiation_id", "code", "title", "scope", "language", "text_hash", "document_id",
        "reached_on", "session_id", "contingent", "mark",
    ),
    "agreement_issue": ("agreement_id", "issue_id"),
    "agreement_basis": ("agreement_id", "proposal_id"),
    "signoff": ("agreement_id", "participant_id", "person_id", "method", "date", "text_hash"),
    "approval": (
        "agreement_id", "body", "participant_id", "opened_on", "closed_on", "yes", "no",
        "eligible", "result", "disclosure_posted_on",
    ),
    "event": (
        "negotiation_id", "code", "kind", "title", "start", "start_time", "end", "end_time",
        "place", "status", "strike_kind", "caused_by_id", "note",
    ),
    "event_actor": ("event_id", "participant_id", "person_id", "organization_id", "part"),
    "event_negotiation": ("event_id", "negotiation_id"),
    "statement": (
        "negotiation_id", "code", "speaker_person_id", "speaker_organization_id",
        "speaker_label", "capacity", "said_on", "channel", "gist", "gist_es",
        "verbatim_available", "speech_act", "terms_of_use", "event_id",
    ),
    "statement_issue": ("statement_id", "issue_id"),
    "source": (
        "code", "title", "publisher", "publisher_how", "author", "kind", "published_on",
        "published_from", "written_on", "url", "sha256", "line_count", "language", "rights",
        "note",
    ),
    "segment": (
        "source_id", "para_no", "line_no", "role", "char_start", "char_end", "text_sha256",
    ),
    "document": (
        "negotiation_id", "file_name", "sha256", "exhibit_no", "participant_id", "date", "note",
    ),
    "citation": (
        "target_kind", "target_uid", "target_field", "segment_id", "entry_id", "document_id",
        "page", "quote_exact", "quote_prefix", "quote_suffix", "attribution", "person_id",
        "organization_id", "label", "about", "basis", "mark", "mode", "note",
    ),
    "figure": (
        "negotiation_id", "code", "metric", "title", "value_scaled", "scale", "unit",
        "comparator", "value_high", "as_written", "population", "as_of", "attribution",
        "person_id", "organization_id", "label", "about", "note",
    ),
    "dispute": ("negotiation_id", "code", "question", "kind", "status", "reason"),
    "dispute_member": (
        "dispute_id", "seq", "target_kind", "target_uid", "target_field", "account", "preferred",
    ),
    "private_note": (
        "negotiation_id", "owner_id", "engagement_id", "session_id", "about_id", "target_kind",
        "target_uid", "text",
    ),
    "follow_up": (
        "negotiation_id", "kind", "title", "owed_by_id", "owed_to_id", "person_id", "session_id",
        "asked_on", "due", "done_on", "status", "rule_text", "note",
    ),
}  # fmt: skip
"""Fields that any reader of a record may have."""

OWN_SIDE: dict[str, tuple[str, ...]] = {
    "participant": ("ours",),
    "session": ("locked_by",),
    "table_entry": ("author", "logged_at"),
    "source": ("accessed_on", "file_name"),
    "dispute": ("decided_by", "decided_on"),
}
"""Fields that only readers of one's own side may have besides: how this desk works."""

KEPT = frozenset({"tags", "embargo_until"})
"""Fields of every kind that stay with the owner of the file."""

NEVER_RELEASED = frozenset({"person_contact", "user_profile", "export_log", "authorised_offer"})
"""Kinds that stay with the owner of the file."""


def released(catalogue: Catalogue, kind: str, audience: Audience) -> tuple[Field, ...]:
    """List the fields of a kind that readers may have, in the catalogue's order.

    The owner of the file has them all. No reader ever has the keys inside the file.
    """
    fields = tuple(f for f in catalogue[kind].fields if f.name not in {"id", "deleted_at"})
    if audience is Audience.ME:
        return fields
    names = {*MARKED, *RELEASED.get(kind, ())}
    if audience in OWN_SIDE_AUDIENCES:
        names |= set(OWN_SIDE.get(kind, ()))
    return tuple(f for f in fields if f.name in names) if kind in RELEASED else ()


def for_release(full: Dossier, pruned: Dossier, reader: Reader) -> Dossier:
    """Give records as they may leave the program for this reader.

    Args:
        full: everything recorded.
        pruned: what the reader may see of it.
        reader: for whom.

    Fields that are not released are put back to their defaults, and numbers are given anew
    where gaps would show that something was withheld.

    """
    if reader.audience is Audience.ME:
        return pruned
    catalogue = pruned.catalogue
    kept = [
        _stripped(record, released(catalogue, record.table, reader.audience), catalogue)
        for record in pruned
        if record.table in RELEASED
    ]
    return renumbered(Dossier(catalogue, kept), full)


def _stripped(record: Record, fields: tuple[Field, ...], catalogue: Catalogue) -> Record:
    names = {f.name for f in fields} | HOUSE_KEEPING | {"id"}
    blank = {f.name: _blank(f) for f in catalogue[record.table].fields if f.name not in names}
    return record.replaced(**blank, created_by="")


def _blank(field: Field) -> object:
    if field.default is not None:
        return field.default
    return "" if field.type == "text" else None

"""What a search looks through: the kinds of record and their fields, declared once.

The index in the store, its triggers, its check, and the search for readers who may not see
everything are all made from this list. It imports nothing, so that every search can start with it.
"""


class Searchable:
    """One kind of record that can be found by its words.

    Attributes:
        kind: kind of record.
        number: stands for the kind in the index; never given to another kind.
        label: words for people, those of the catalogue.
        title: fields that name the record; a word in them weighs more.
        body: its other fields with words.
        day: field with the day it counts under, of the record itself ("date") or of what it
            belongs to ("session_id.date"); empty when it has none.
        talks: how to come to the negotiation, likewise ("negotiation_id",
            "session_id.negotiation_id"); empty when it belongs to none in particular.

    """

    __slots__ = ("body", "day", "kind", "label", "number", "talks", "title")

    def __init__(
        self,
        kind: str,
        number: int,
        title: tuple[str, ...],
        body: tuple[str, ...],
        day: str = "",
        talks: str = "negotiation_id",
    ) -> None:
        self.kind = kind
        self.number = number
        self.label = _LABELS.get(kind) or kind.replace("_", " ")
        self.title = title
        self.body = body
        self.day = day
        self.talks = talks


_LABELS = {
    "related_negotiation": "tie between negotiations",
    "alias": "other name",
    "person_contact": "contact",
    "table_entry": "log line",
    "dispute_member": "account in a dispute",
}


SEARCHABLE = (
    Searchable(
        "negotiation", 1, ("title", "code"), ("unit_description", "agency", "note"), "", "id"
    ),
    Searchable("related_negotiation", 2, (), ("note",)),
    Searchable("organization", 3, ("name", "short_name"), ("note",), "", ""),
    Searchable("person", 4, ("name",), ("note",), "", ""),
    Searchable("alias", 5, ("text",), (), "", ""),
    Searchable("person_contact", 6, (), ("email", "phone", "note"), "", ""),
    Searchable("participant", 7, ("label",), ("note",)),
    Searchable(
        "bargaining_unit", 8, ("name",), ("job_classes",), "", "participant_id.negotiation_id"
    ),
    Searchable("affiliation", 9, ("title",), (), "", ""),
    Searchable("team_seat", 10, (), ("note",), "", "participant_id.negotiation_id"),
    Searchable("mediator_engagement", 11, ("label",), ("confidentiality_account", "note")),
    Searchable("mediator_state", 12, (), ("note",), "date", "engagement_id.negotiation_id"),
    Searchable(
        "authorised_offer", 13, ("terms",), ("conditions", "kept_back", "response"), "authorised_on"
    ),
    Searchable("session", 14, ("place",), ("summary", "next_place"), "date"),
    Searchable(
        "table_entry", 15, (), ("text",), "session_id.date", "session_id.negotiation_id"
    ),
    Searchable("issue", 16, ("code", "title", "title_es"), ("contract_ref", "note")),
    Searchable("proposal", 17, ("code", "title"), ("note",), "date"),
    Searchable(
        "proposal_item",
        18,
        ("summary", "summary_es"),
        ("language", "conditional_on"),
        "proposal_id.date",
        "proposal_id.negotiation_id",
    ),
    Searchable("proposal_action", 19, (), ("note",), "date", "proposal_id.negotiation_id"),
    Searchable("tentative_agreement", 20, ("code", "title"), ("language",), "reached_on"),
    Searchable("event", 21, ("code", "title"), ("place", "note"), "start"),
    Searchable(
        "statement", 22, ("code", "speaker_label"), ("gist", "gist_es", "capacity"), "said_on"
    ),
    Searchable(
        "source", 23, ("code", "title"),
        ("publisher", "author", "url", "file_name", "note"), "published_on", "",
    ),
    Searchable("document", 24, ("file_name", "exhibit_no"), ("note",), "date"),
    Searchable("citation", 25, (), ("quote_exact", "label", "note"), "", ""),
    Searchable(
        "figure", 26, ("code", "title"), ("as_written", "population", "label", "note"), "as_of"
    ),
    Searchable("dispute", 27, ("code", "question"), ("reason",)),
    Searchable("dispute_member", 28, (), ("account",), "", "dispute_id.negotiation_id"),
    Searchable("private_note", 29, (), ("text",), "session_id.date"),
    Searchable("follow_up", 30, ("title",), ("rule_text", "note"), "due"),
)  # fmt: skip
"""Every kind that can be found, by its number."""

MARKED = "tags"
"""Field of every kind that is searched with the body."""

BY_KIND = {entry.kind: entry for entry in SEARCHABLE}
BY_NUMBER = {entry.number: entry for entry in SEARCHABLE}

DAY_BITS = 24
"""Rows of the index are numbered by day first: day number × 2^24 + place within the day."""
NAMES = ("negotiation", "organization", "person", "alias", "participant", "bargaining_unit")
"""Kinds that say who and which talks; a search shows them apart, before what happened."""
DAY_OF_NAMES, UNDATED = 0, 1
"""Numbers that stand for the day of names, and of other records without one: before all days."""


def join_words(values: tuple[str, ...]) -> str:
    """Put the text of several fields together as the index does."""
    return " ".join(values)

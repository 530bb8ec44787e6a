"""Negotiations and how they are tied to one another."""

from negotiation_tracker.model.columns import choice, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import (
    LegalRegime,
    MediaRule,
    NegotiationKind,
    PackageFallback,
    Phase,
    Relation,
    Sector,
)


class NegotiationFields(RecordFields):
    """One set of talks between an employer and a union."""

    title: str = words("Title", "Name of the talks, as people say it.", required=True)
    code: str = words("Code", "Short name used on the command line and in files.", required=True)
    sector: Sector = choice(Sector, "Sector", "Part of the economy.", Sector.OTHER)
    legal_regime: LegalRegime = choice(
        LegalRegime, "Legal regime", "Law that governs the talks.", LegalRegime.UNKNOWN
    )
    agency: str = words("Agency", "Labor board in charge, such as PERB or NLRB.")
    kind: NegotiationKind = choice(
        NegotiationKind, "Kind", "What the talks are for.", NegotiationKind.UNKNOWN
    )
    prior_contract_expiry: FuzzyDate | None = fuzzy(
        "Prior contract expires", "End of the contract in force before."
    )
    opened: FuzzyDate | None = fuzzy("Opened", "When bargaining began.")
    closed: FuzzyDate | None = fuzzy("Closed", "When the talks were closed.")
    timezone: str = words("Time zone", "IANA zone of the table.", required=True)
    currency: str = words("Currency", "ISO code, such as USD.", required=True)
    media_rule: MediaRule = choice(
        MediaRule, "Media rule", "Silence towards the media.", MediaRule.UNKNOWN
    )
    media_rule_account: str = words("Media rule, by whose account", "Who says so.")
    ta_contingent_on_whole: bool = flag(
        "Agreements wait for the whole",
        "Whether each tentative agreement holds only with agreement on everything.",
        default=True,
    )
    package_fallback: PackageFallback = choice(
        PackageFallback,
        "When a package lapses",
        "What stands after an all-or-nothing package is rejected.",
        PackageFallback.REVERT_TO_STANDALONE,
    )
    phase_override: Phase | None = choice(
        Phase, "Phase set by hand", "Replaces the derived phase.", optional=True
    )
    phase_override_reason: str = words("Why the phase was set", "Reason; required with it.")
    unit_description: str = words("Bargaining unit", "Jobs that are represented.", long=True)
    sample: bool = flag(
        "Sample", "Loaded from the shipped sample, written from news articles.", default=False
    )
    note: str = words("Note", "Anything worth knowing about these talks.", long=True)


class Negotiation(NegotiationFields, Keys, table=True):
    """Table of negotiations."""

    __tablename__ = "negotiation"


class RelatedNegotiationFields(RecordFields):
    """A tie between two negotiations, such as a me-too clause."""

    negotiation_id: int = ref(
        "negotiation", "Negotiation", "These talks.", required=True, owned=True
    )
    other_id: int = ref(
        "negotiation", "Other negotiation", "The talks tied to.", required=True, owned=True
    )
    relation: Relation = choice(Relation, "Relation", "Kind of tie.", Relation.OTHER)
    note: str = words("Note", "What the tie means.")


class RelatedNegotiation(RelatedNegotiationFields, Keys, table=True):
    """Table of ties between negotiations."""

    __tablename__ = "related_negotiation"

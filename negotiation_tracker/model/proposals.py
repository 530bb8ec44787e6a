"""Proposals, their items (one per issue), terms (the numbers) and what happened to them."""

from decimal import Decimal

from negotiation_tracker.model.columns import (
    choice,
    clock,
    flag,
    fuzzy,
    hundredths,
    ref,
    whole,
    words,
)
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.values import Comparator
from negotiation_tracker.model.vocabulary import (
    ActionKind,
    Formality,
    Measure,
    PackageRule,
    ProposalChannel,
    ProposalKind,
    Spread,
    Stance,
    Stated,
    TermBasis,
)


class ProposalFields(RecordFields):
    """A written or reported offer on one or more issues."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    code: str = words("Code", "Short name, unique in the talks.", required=True)
    title: str = words("Title", "What it is about, in a few words.")
    from_id: int = ref("participant", "From", "Who makes it.", required=True)
    to_id: int | None = ref("participant", "To", "Who receives it.")
    kind: ProposalKind = choice(ProposalKind, "Kind", "What it is.", ProposalKind.PROPOSAL)
    formality: Formality = choice(Formality, "Formality", "How it counts.", Formality.FORMAL)
    channel: ProposalChannel = choice(
        ProposalChannel, "Channel", "How it was passed.", ProposalChannel.UNKNOWN
    )
    date: FuzzyDate | None = fuzzy("Date passed", "Empty when not known.", index=True)
    time: ClockTime | None = clock("Time passed", "Clock time.")
    seq_in_day: int = whole("Order in the day", "Orders proposals of one day.", default=0)
    session_id: int | None = ref("session", "Session", "Where it was passed.", unlink=True)
    supersedes_id: int | None = ref(
        "proposal", "Supersedes", "Earlier proposal of the same side.", unlink=True
    )
    valid_until: FuzzyDate | None = fuzzy("Valid until", "When it expires.")
    package_rule: PackageRule = choice(
        PackageRule,
        "Package rule",
        "Whether its items stand or fall together.",
        PackageRule.SEVERABLE,
    )
    called_final: bool = flag("Called final", "The speaker's word.", default=False)
    document_id: int | None = ref("document", "Document", "The paper passed.", unlink=True)
    note: str = words("Note", "Anything worth knowing.", long=True)


class Proposal(ProposalFields, Keys, table=True):
    """Table of proposals."""

    __tablename__ = "proposal"


class CounterFields(RecordFields):
    """That one proposal answers another of the other side."""

    proposal_id: int = ref("proposal", "Counterproposal", "The answer.", required=True, owned=True)
    countered_id: int = ref("proposal", "Counters", "What it answers.", required=True, owned=True)
    inferred: bool = flag("Inferred", "Nobody said so; it follows from context.", default=False)


class Counter(CounterFields, Keys, table=True):
    """Table of which proposal counters which."""

    __tablename__ = "counter"


class ProposalItemFields(RecordFields):
    """What a proposal says on one issue."""

    proposal_id: int = ref("proposal", "Proposal", "Which.", required=True, owned=True)
    issue_id: int = ref("issue", "Issue", "On what.", required=True)
    seq: int = whole("Order", "Place in the proposal.", default=0)
    stance: Stance = choice(Stance, "Stance", "What it says.", Stance.SEEK_CHANGE)
    summary: str = words("Summary", "The item in a few words.", long=True)
    summary_es: str = words("Summary in Spanish", "The same in Spanish.", long=True)
    language: str = words("Contract language", "Full text proposed.", long=True)
    conditional_on: str = words("Only if", "Condition, in words.", long=True)


class ProposalItem(ProposalItemFields, Keys, table=True):
    """Table of proposal items."""

    __tablename__ = "proposal_item"


class ItemTieFields(RecordFields):
    """That an item is offered only together with another."""

    item_id: int = ref("proposal_item", "Item", "Which.", required=True, owned=True)
    tied_item_id: int = ref(
        "proposal_item", "Tied to", "Only together with.", required=True, owned=True
    )


class ItemTie(ItemTieFields, Keys, table=True):
    """Table of ties between items."""

    __tablename__ = "item_tie"


class TermFields(RecordFields):
    """A number in an item, with what it means; a missing horizon means not stated."""

    item_id: int = ref("proposal_item", "Item", "Which.", required=True, owned=True)
    seq: int = whole("Order", "Place in the item.", default=0)
    measure: Measure = choice(Measure, "Measure", "What is measured.", Measure.OTHER)
    value_scaled: int | None = whole("Value, scaled", "Value times ten to the scale.")
    scale: int = whole("Scale", "Number of decimals of the scaled value.", default=0)
    unit: str = words("Unit", "Unit of the value.", required=True)
    comparator: Comparator = choice(
        Comparator, "Hedge", "How exact the number is.", Comparator.EXACT
    )
    value_high: int | None = whole("Upper value, scaled", "End of a range.")
    basis: TermBasis = choice(TermBasis, "Basis", "What it applies to.", TermBasis.UNKNOWN)
    step_no: int | None = whole("Step", "Number of the dated step.")
    horizon_years: Decimal | None = hundredths(
        "Horizon", "Years it covers; empty means not stated.", unit="years"
    )
    spread: Spread = choice(Spread, "Spread", "How it is laid over time.", Spread.NOT_STATED)
    compounding: Stated = choice(
        Stated, "Compounding", "Whether steps compound.", Stated.NOT_STATED
    )
    effective_on: FuzzyDate | None = fuzzy("Effective", "From when it applies.")
    retro_from: FuzzyDate | None = fuzzy("Retroactive to", "Back to when it applies.")
    population: str = words("Population", "Whom it covers.")


class Term(TermFields, Keys, table=True):
    """Table of terms."""

    __tablename__ = "term"


class ProposalActionFields(RecordFields):
    """Something that happened to a proposal or to one of its items."""

    proposal_id: int = ref("proposal", "Proposal", "Which.", required=True, owned=True)
    item_id: int | None = ref("proposal_item", "Item", "Only this item.", owned=True)
    action: ActionKind = choice(ActionKind, "Action", "What happened.")
    by_id: int | None = ref("participant", "By", "Who did it.")
    date: FuzzyDate | None = fuzzy("Date", "When.")
    time: ClockTime | None = clock("Time", "Clock time.")
    session_id: int | None = ref("session", "Session", "Where.", unlink=True)
    note: str = words("Note", "Reason or remark.", long=True)


class ProposalAction(ProposalActionFields, Keys, table=True):
    """Table of proposal actions."""

    __tablename__ = "proposal_action"

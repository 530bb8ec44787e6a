"""Where a participant stands on an issue, as of a day and as known by a day (domain book, B6)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import (
    Formality,
    IssueCategory,
    PackageFallback,
    Side,
    Stance,
)
from negotiation_tracker.rules.accounts import Account
from negotiation_tracker.rules.chains import earlier, is_principal
from negotiation_tracker.rules.derived import Derived, Ref, refs, the_negotiation
from negotiation_tracker.rules.disputes import DisputeView, touching
from negotiation_tracker.rules.gap import Gap, gap
from negotiation_tracker.rules.issue_status import IssueStatus, issue_status
from negotiation_tracker.rules.knowledge import as_known
from negotiation_tracker.rules.packages import Standing
from negotiation_tracker.rules.silence import SILENCE_WORDS, Silence, silence_of
from negotiation_tracker.rules.stands import DatedBy, Position, Stand, newest_first, stands

__all__ = [
    "DatedBy", "Gap", "Grid", "GridRow", "IssueStatus", "Position", "Silence", "Stand", "before",
    "grid", "latest", "position",
]  # fmt: skip

FORMAL = frozenset({Formality.FORMAL, Formality.REPORTED_ONLY})
"""Offers that move a position."""
EXPLORATORY = frozenset({Formality.SUPPOSAL, Formality.OFF_RECORD, Formality.MEDIATOR_CONFIDENTIAL})
"""Offers that never move one."""
NO_POSITION = frozenset({Stance.HOLD, Stance.REJECT_OTHER})
"""Stances that answer an offer without giving a position."""
_GROUPS = {category.value: place for place, category in enumerate(IssueCategory)}


@dataclass(frozen=True, slots=True)
class GridRow:
    """One issue across the participants.

    Attributes:
        issue: the record.
        cells: a position for each participant of the grid, in its order.
        gap: how far the two sides are apart; None when there are not two to compare.
        status: where the issue stands.
        disputes: what accounts differ on, open ones first.

    """

    issue: Record
    cells: tuple[Position, ...]
    gap: Gap | None
    status: Derived[IssueStatus]
    disputes: tuple[DisputeView, ...]

    @property
    def disputed(self) -> bool:
        """Say whether an open dispute touches this issue."""
        return any(dispute.open for dispute in self.disputes)


@dataclass(frozen=True, slots=True)
class Grid:
    """Where each party stands on each issue.

    Attributes:
        as_of, known_by: what was asked.
        participants: the principals, labor first.
        rows: issues at the table, by subject group, wages first, then by code.

    """

    as_of: date
    known_by: date | None
    participants: tuple[Record, ...]
    rows: tuple[GridRow, ...]


def grid(
    dossier: Dossier,
    as_of: date,
    known_by: date | None = None,
    *,
    negotiation_id: int | None = None,
    hidden: frozenset[tuple[int, int]] = frozenset(),
) -> Grid:
    """Give where each principal stands on each issue at the table on a day.

    Args:
        dossier: as the reader may see it.
        as_of: the day asked about.
        known_by: only sources published by this day count; None for all.
        negotiation_id: which negotiation, where the dossier holds several.
        hidden: pairs of issue and participant whose position this reader may be told is
            withheld (`visibility.withheld_positions`).

    """
    known = as_known(dossier, known_by)
    negotiation = the_negotiation(known, negotiation_id)
    if negotiation is None:
        return Grid(as_of, known_by, (), ())
    participants = principals(known, negotiation.id)
    issues = [
        issue for issue in known.where("issue", negotiation_id=negotiation.id) if issue.bargaining
    ]
    rows = tuple(
        _row(known, issue, participants, (as_of, known_by), hidden)
        for issue in sorted(issues, key=issue_order)
    )
    return Grid(as_of, known_by, participants, rows)


def issue_order(issue: Record) -> tuple[int, str, str]:
    """Give the place of an issue in every list: by subject group, wages first, then by code."""
    return (_GROUPS[issue.category], issue.code, issue.uid)


def principals(dossier: Dossier, negotiation_id: int) -> tuple[Record, ...]:
    """List the parties to the talks, labor first; allies and neutrals are none."""
    order = {Side.LABOR: 0, Side.MANAGEMENT: 1}
    found = [
        participant
        for participant in dossier.where("participant", negotiation_id=negotiation_id)
        if is_principal(participant)
    ]
    return tuple(sorted(found, key=lambda p: (order.get(p.side, 2), p.role != "party", p.uid)))


def _row(
    dossier: Dossier,
    issue: Record,
    participants: Sequence[Record],
    asked: tuple[date, date | None],
    hidden: frozenset[tuple[int, int]],
) -> GridRow:
    cells = []
    for participant in participants:
        cell = position(dossier, issue.id, participant.id, *asked)
        if not cell.current and (issue.id, participant.id) in hidden:
            words = SILENCE_WORDS[Silence.WITHHELD]
            cell = replace(cell, silence=Silence.WITHHELD, silence_words=words)
        cells.append(cell)
    pair = _pair(participants, cells)
    return GridRow(
        issue=issue,
        cells=tuple(cells),
        gap=None if pair is None else gap(dossier, issue, *pair),
        status=issue_status(dossier, issue, tuple(cells), asked[0]),
        disputes=touching(dossier, (issue,)),
    )


def _pair(
    participants: Sequence[Record], cells: Sequence[Position]
) -> tuple[Position, Position] | None:
    """Pick whom to compare: the first of each side that has a position, else the first."""
    found = []
    for side in (Side.LABOR, Side.MANAGEMENT):
        of_side = [c for p, c in zip(participants, cells, strict=True) if p.side == side]
        if not of_side:
            return None
        found.append(next((cell for cell in of_side if cell.current), of_side[0]))
    return found[0], found[1]


def latest(
    dossier: Dossier,
    issue_id: int,
    participant_id: int,
    as_of: date,
    known_by: date | None = None,
) -> Position:
    """Give where a participant stands on an issue on a day, from what was known by a day.

    Own, documentary, first-hand and neutral accounts count; adverse ones stand beside. None
    found is a kind of silence, never zero and never the current contract.
    """
    return position(as_known(dossier, known_by), issue_id, participant_id, as_of, known_by)


def position(
    dossier: Dossier,
    issue_id: int,
    participant_id: int,
    as_of: date,
    known_by: date | None,
) -> Position:
    """Give the latest position from a dossier already cut to what was known by the day."""
    every = stands(dossier, issue_id, participant_id, as_of)
    adverse = tuple(s for s in every if s.account is Account.ADVERSE)
    fair = [s for s in every if s.account is not Account.ADVERSE]
    formal = [s for s in fair if s.proposal.formality in FORMAL]
    exploratory = tuple(s for s in fair if s.proposal.formality in EXPLORATORY)
    speaking = [s for s in formal if s.item.stance not in NO_POSITION]
    kept, reasons = _standing(dossier, speaking)
    standing_items = {s.item.id for s in kept}
    lapsed = tuple(s for s in speaking if s.item.id not in standing_items)
    current, uncertain, why = _last(dossier, kept)
    withdrawn = [s for s in current if s.item.stance == Stance.WITHDRAW]
    if withdrawn:
        # Taken off the table: the current language goes on, which is no position (A3).
        current = tuple(s for s in current if s.item.stance != Stance.WITHDRAW)
    reasons = (*reasons, *why)
    found = dict.fromkeys(key for stand in (*current, *lapsed, *adverse) for key in stand.inputs)
    silence: Silence | None = None
    silence_inputs: tuple[Ref, ...] = ()
    if not current:
        off = withdrawn or [s for s in lapsed if s.standing.standing is Standing.WITHDRAWN]
        if off:
            silence, silence_inputs = Silence.WITHDRAWN, refs(s.item for s in off)
        else:
            silence, silence_inputs = silence_of(dossier, issue_id, participant_id, as_of)
    return Position(
        issue_id=issue_id,
        participant_id=participant_id,
        as_of=as_of,
        known_by=known_by,
        current=current,
        order_uncertain=uncertain and (len(current) > 1 or bool(withdrawn)),
        silence=silence,
        silence_words="" if silence is None else SILENCE_WORDS[silence],
        adverse=newest_first(adverse),
        exploratory=newest_first(exploratory),
        lapsed=tuple(reversed(newest_first(lapsed))),
        reasons=reasons,
        inputs=(*found, *(key for key in silence_inputs if key not in found)),
    )


def _standing(dossier: Dossier, speaking: list[Stand]) -> tuple[list[Stand], tuple[str, ...]]:
    """Leave out what no longer stands, by the rule of the negotiation for packages."""
    kept: list[Stand] = []
    reasons: list[str] = []
    for stand in speaking:
        state = stand.standing
        if state.standing is Standing.STANDS:
            kept.append(stand)
            continue
        reasons.extend(state.reasons)
        if state.standing is not Standing.LAPSED:
            continue
        negotiation = dossier.get("negotiation", stand.proposal.negotiation_id)
        rule = None if negotiation is None else negotiation.package_fallback
        if rule == PackageFallback.STANDS:
            kept.append(stand)
            reasons.append("In these talks the items of a lapsed package go on standing.")
        elif rule == PackageFallback.ASK:
            kept.append(stand)
            reasons.append(
                "Whether the items of a lapsed package go on standing is not settled in these"
                " talks."
            )
        else:
            reasons.append("The earlier stand-alone position stands again.")
    return kept, tuple(dict.fromkeys(reasons))


def _last(dossier: Dossier, kept: list[Stand]) -> tuple[tuple[Stand, ...], bool, tuple[str, ...]]:
    """Pick what nothing else came after; several when that cannot be told."""
    lapsed = [s for s in kept if s.standing.standing is Standing.LAPSED]
    open_packages = [s for s in lapsed if _asks(dossier, s)]
    undecided_ids = {s.item.id for s in open_packages}
    settled = [s for s in kept if s.item.id not in undecided_ids]
    links = {s.proposal.id: earlier(dossier, s.proposal.id) for s in kept}
    ends = [s for s in settled if not any(before(links, s, o) for o in reversed(settled))]
    if settled and not ends:
        ends = settled  # days and links contradict one another
    undecided = [s for s in open_packages if not any(before(links, s, o) for o in settled)]
    found = newest_first((*ends, *undecided))
    if len(found) < 2:
        return found, False, ()
    words = " and ".join(sorted(stand.proposal.code for stand in found))
    return found, True, (f"It is not certain which of {words} came last.",)


def _asks(dossier: Dossier, stand: Stand) -> bool:
    negotiation = dossier.get("negotiation", stand.proposal.negotiation_id)
    return negotiation is not None and negotiation.package_fallback == PackageFallback.ASK


def before(links: Mapping[int, set[int]], one: Stand, other: Stand) -> bool:
    """Say whether one offer certainly came before another of the same participant.

    `links` gives for each offer those it counters or replaces, directly or not.
    """
    if one is other:
        return False
    if one.proposal.id in links[other.proposal.id]:
        return True
    first, second = one.when, other.when
    if first is None or second is None:
        return False
    if first.definitely_before(second):
        return True
    if first.earliest is None and second.earliest is None:
        # Neither day is known: the account that is attested later is the later word (B6).
        return bool(first.latest and second.latest and first.latest < second.latest)
    if not (first.certain() and second.certain() and first.earliest == second.earliest):
        return False
    at, later = one.proposal.time, other.proposal.time
    if at is not None and later is not None and at.time != later.time:
        return bool(at.time < later.time)
    return bool(one.proposal.seq_in_day < other.proposal.seq_in_day)

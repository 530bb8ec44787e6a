"""Where each side stands, in words: one grid for the screen, the exports and the command line."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.values import Quantity
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.chains import Owed
from negotiation_tracker.rules.gap import Gap
from negotiation_tracker.rules.movement import Direction
from negotiation_tracker.rules.positions import Grid, GridRow
from negotiation_tracker.rules.rounds import IssueMovement, Track
from negotiation_tracker.rules.stands import DatedBy, Position, Stand
from negotiation_tracker.rules.wording import participant_name

_SIDES = {"labor": "The union side", "management": "The employer side"}


class Look(StrEnum):
    """What a line of a cell is; screens and files draw each in its own way."""

    MAIN = "main"
    SILENT = "silent"
    QUIET = "quiet"
    ADVERSE = "adverse"
    EXPLORED = "explored"
    MARK = "mark"


@dataclass(frozen=True, slots=True)
class CellLine:
    """One line of a cell."""

    text: str
    look: Look = Look.MAIN


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell.

    Attributes:
        lines: what it says.
        why: reasons for what cannot be computed, and what else explains it.

    """

    lines: tuple[CellLine, ...]
    why: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Give the cell as plain text, a line each."""
        return "\n".join(line.text for line in self.lines)

    def brief(self) -> "MatrixCell":
        """Give the cell without its quiet lines: what is said, and what warns."""
        return MatrixCell(tuple(x for x in self.lines if x.look is not Look.QUIET), self.why)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One issue.

    Attributes:
        issue_id: the record.
        issue: its name; `place` its code and place in the contract.
        positions: a cell for each participant.
        gap, movement, status: what is derived from them.
        disputed: whether accounts differ on it.

    """

    issue_id: int
    issue: str
    place: str
    positions: tuple[MatrixCell, ...]
    gap: MatrixCell
    movement: MatrixCell
    status: MatrixCell
    disputed: bool


@dataclass(frozen=True, slots=True)
class Matrix:
    """Issues down, participants across.

    Attributes:
        participants: names of the participants; `sides` their sides.
        rows: one for each issue.

    """

    participants: tuple[str, ...]
    sides: tuple[str, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """How to put evidence into words.

    Attributes:
        sources: where a record stands, in a line; empty when it has no source.
        asserted: who asserts a citation.

    """

    sources: Callable[[Record], str]
    asserted: Callable[[Record], str]


def matrix(
    dossier: Dossier,
    table: Grid,
    moved: Sequence[IssueMovement],
    waiting: Sequence[Owed],
    telling: Telling,
) -> Matrix:
    """Put a grid of positions and the movement between them into words."""
    rows = []
    for row, movement in zip(table.rows, moved, strict=True):
        owed = [one for one in waiting if _on_issue(dossier, one, row.issue.id)]
        rows.append(
            MatrixRow(
                issue_id=row.issue.id,
                issue=str(row.issue.title),
                place=str(row.issue.contract_ref),
                positions=tuple(_position(dossier, cell, telling) for cell in row.cells),
                gap=_gap(dossier, row.gap),
                movement=movement_cell(dossier, movement),
                status=_status(dossier, row, owed),
                disputed=row.disputed,
            )
        )
    return Matrix(
        participants=tuple(participant_name(dossier, p.id) for p in table.participants),
        sides=tuple(str(p.side) for p in table.participants),
        rows=tuple(rows),
    )


def share_words(share: Decimal) -> str:
    """Give a part of the whole in words: "25%"; rounded only here."""
    return f"{(share * 100).quantize(Decimal(1), ROUND_HALF_UP):f}%"


def points(number: Quantity) -> str:
    """Give a difference in words, short: "7 points"."""
    words = number.describe()
    return words.replace("percentage points", "points").replace("percentage point", "point")


def size(number: Quantity) -> str:
    """Give how far, without its sign; which way is said in words."""
    if number.value is None or number.value >= 0:
        return points(number)
    return points(Quantity.of(-number.value, number.unit, number.comparator))


def owed_words(dossier: Dossier, one: Owed) -> str:
    """Say who owes an answer to what, and for how long; a whole side is named as such."""
    names = [name for p in one.by if (name := participant_name(dossier, p.id))]
    who = " and ".join(names) or "Somebody"
    sides = {str(p.side) for p in one.by}
    if len(names) > 1 and len(sides) == 1:
        who = _SIDES.get(sides.pop(), who)
    days = f" for {one.days.value.describe()}" if one.days.value is not None else ""
    hold = ", on hold" if one.on_hold else ""
    return f"{who} owes an answer to {one.proposal.code}{days}{hold}"


def owed_together(dossier: Dossier, waiting: Sequence[Owed]) -> tuple[tuple[str, ...], ...]:
    """Say who owes answers, a line for each: alone while few, counted where many.

    Gives pairs of the words and, as further parts, the codes of the offers that wait.
    """
    groups: dict[tuple[str, ...], list[Owed]] = {}
    for one in waiting:
        names = tuple(name for p in one.by if (name := participant_name(dossier, p.id)))
        groups.setdefault(names, []).append(one)
    found = []
    for names, group in groups.items():
        codes = tuple(str(one.proposal.code) for one in group)
        if len(group) == 1:
            found.append((owed_words(dossier, group[0]), *codes))
            continue
        verb = "owe" if len(names) > 1 else "owes"
        longest = max((o.days.value.low for o in group if o.days.value is not None), default=0)
        who = " and ".join(names) or "Somebody"
        words = f"{who} {verb} {len(group)} answers, the longest for {longest} days"
        found.append((words, *codes))
    return tuple(found)


def dated(stand: Stand) -> str:
    """Say since when a position stands, and how that is known."""
    if stand.when is None:
        return "day not known"
    if stand.dated_by is DatedBy.ATTESTED:
        latest = stand.when.latest
        return f"first told by {short_date(latest)}" if latest else "first told, day not known"
    if stand.when.earliest is not None and stand.when.certain():
        return f"since {short_date(stand.when.earliest)}"
    return stand.when.describe()


def _on_issue(dossier: Dossier, one: Owed, issue_id: int) -> bool:
    items = dossier.where("proposal_item", proposal_id=one.proposal.id)
    return any(item.issue_id == issue_id for item in items)


def _position(dossier: Dossier, cell: Position, telling: Telling) -> MatrixCell:
    lines: list[CellLine] = []
    for stand in cell.current:
        lines += _stand(stand, telling)
    if not lines:
        lines.append(CellLine(cell.silence_words, Look.SILENT))
    if cell.order_uncertain:
        lines.append(CellLine("which came last is not certain", Look.MARK))
    lines += [CellLine(_adverse(dossier, s, telling), Look.ADVERSE) for s in cell.adverse]
    lines += [
        CellLine(f"explored, moves nothing: {s.text}", Look.EXPLORED) for s in cell.exploratory
    ]
    notes = (*cell.reasons, *(note for stand in cell.current for note in stand.notes))
    return MatrixCell(tuple(lines), tuple(dict.fromkeys(notes)))


def _stand(stand: Stand, telling: Telling) -> list[CellLine]:
    lines = [CellLine(stand.text)]
    if stand.only_if:
        lines.append(CellLine(f"only if: {stand.only_if}", Look.QUIET))
    if stand.package:
        lines.append(CellLine("holds only with the rest of its package", Look.QUIET))
    age = stand.age_days.value
    old = f"{age.describe()} old" if age is not None else ""
    parts = (stand.account_words, dated(stand), old)
    lines.append(CellLine(" · ".join(part for part in parts if part), Look.QUIET))
    told = telling.sources(stand.item)
    lines.append(CellLine(told or "no source recorded", Look.QUIET))
    return lines


def _adverse(dossier: Dossier, stand: Stand, telling: Telling) -> str:
    cited = (dossier.get(*one.citation) for one in stand.attestations)
    citation = next((c for c in cited if c is not None), None)
    who = "the other side" if citation is None else telling.asserted(citation)
    when = "" if stand.when is None else f", {stand.when.describe()}"
    return f"According to {who}{when}: {stand.text}"


def _gap(dossier: Dossier, found: Gap | None) -> MatrixCell:
    if found is None:
        return MatrixCell((CellLine("nothing to compare", Look.SILENT),))
    value = found.nominal.value
    if value is None:
        reason = found.nominal.reason_not_computable
        return MatrixCell(
            (CellLine("not measurable", Look.SILENT), CellLine(reason, Look.QUIET)), (reason,)
        )
    lines = [CellLine(points(value))]
    if not found.comparable:
        lines.append(CellLine("not like for like", Look.MARK))
        lines += [CellLine(reason, Look.QUIET) for reason in found.reasons]
    if found.crossed:
        lines.append(CellLine("crossed: labor's number is the lower one", Look.MARK))
    for other in found.by_account:
        about = participant_name(dossier, other.about_id)
        if other.nominal.value is not None:
            words = f"{points(other.nominal.value)} by the other side's account of {about}"
            lines.append(CellLine(words, Look.ADVERSE))
    return MatrixCell(tuple(lines), found.reasons)


def movement_cell(dossier: Dossier, found: IssueMovement) -> MatrixCell:
    """Put the movement on an issue into words, with why what is not computable is not."""
    lines: list[CellLine] = []
    why: list[str] = []
    if found.rounds.value is not None:
        number = found.rounds.value
        lines.append(CellLine("1 round" if number == 1 else f"{number} rounds"))
    else:
        lines.append(CellLine("rounds not computable", Look.SILENT))
        lines.append(CellLine(found.rounds.reason_not_computable, Look.QUIET))
    if found.midpoint.value is not None:
        lines.append(CellLine(f"midpoint {found.midpoint.value.describe()}"))
    else:
        if found.first_gap.value is not None:
            lines.append(CellLine("no midpoint: not like for like", Look.QUIET))
        why.append(f"Midpoint: {found.midpoint.reason_not_computable}")
    if found.convergence.value is not None:
        closed = found.convergence.value
        words = "closed" if closed >= 0 else "more than at first"
        lines.append(CellLine(f"{share_words(abs(closed))} of the first gap {words}", Look.QUIET))
    else:
        why.append(f"Closed so far: {found.convergence.reason_not_computable}")
    for track in found.tracks:
        lines += [CellLine(text, Look.QUIET) for text in track_words(dossier, track)]
    return MatrixCell(tuple(lines), tuple(why))


def track_words(dossier: Dossier, track: Track) -> list[str]:
    """Say how a participant moved, in a line or two; nothing where it has no position."""
    if not track.moves:
        return []
    name = participant_name(dossier, track.participant.id)
    lines = []
    if track.count.value is not None and track.count.value:
        number = track.count.value
        text = f"{name}: {number} move{'s' if number > 1 else ''}"
        total = track.total.value
        if total is not None and total.value is not None:
            text += f", {size(total)}" + (" away" if total.value < 0 else "")
            if track.share.value is not None:
                text += f" ({share_words(abs(track.share.value))})"
        lines.append(text)
    if track.away:
        last = [m.step for m in track.moves if m.step.direction is Direction.AWAY][-1]
        when = "" if last.day is None else f" on {short_date(last.day)}"
        lines.append(f"{name} moved away{when}")
    return lines


def _status(dossier: Dossier, row: GridRow, owed: Sequence[Owed]) -> MatrixCell:
    words = label(row.status.value or "unknown").capitalize()
    lines = [CellLine("Disputed", Look.MARK)] if row.disputed else []
    lines.append(CellLine(words))
    lines += [CellLine(owed_words(dossier, one), Look.QUIET) for one in owed]
    why = [f"Accounts differ: {d.dispute.question}" for d in row.disputes if d.open]
    return MatrixCell(tuple(lines), (*why, row.status.formula))


def known_words(known_by: date | None) -> str:
    """Say from what the matrix is known."""
    if known_by is None:
        return "from all sources"
    return f"from what was published by {short_date(known_by)}"

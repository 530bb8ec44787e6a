"""What the chart of moves on an issue shows, free of any drawing; the same data as a table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.units import UnitKind, unit_spec
from negotiation_tracker.model.values import Quantity
from negotiation_tracker.rules.derived import Ref, in_force_from
from negotiation_tracker.rules.matrix import movement_cell, points, share_words, size
from negotiation_tracker.rules.movement import Direction, Step, number_term
from negotiation_tracker.rules.overlays import OverlayKind, overlays
from negotiation_tracker.rules.positions import GridRow
from negotiation_tracker.rules.rounds import IssueMovement, Move, Track, step_order
from negotiation_tracker.rules.stands import Position, Stand
from negotiation_tracker.rules.wording import participant_name, quantity, term_words
from negotiation_tracker.services.evidence import source_line, source_text
from negotiation_tracker.services.positions import PositionsPage

_BANDS = {
    OverlayKind.STRIKE: "strike",
    OverlayKind.SYMPATHY_STRIKE: "sympathy strike",
    OverlayKind.LOCKOUT: "lockout",
    OverlayKind.MEDIATION_ACTIVE: "mediation",
}
COLUMNS = ("Day", "Who", "Position", "Account", "What happened", "Gap after", "Answered after",
           "Source")  # fmt: skip
"""Heads of the table with the same data."""


class MarkKind(StrEnum):
    """What a mark in the chart is."""

    POSITION = "position"
    ADVERSE = "adverse"
    EXPLORED = "explored"
    EFFECTIVE = "effective"


@dataclass(frozen=True, slots=True)
class Mark:
    """One number in the chart.

    Attributes:
        participant_id: whose.
        kind: a position, or an account that moves nothing, or a step that takes effect.
        x: where on the time axis: day as an ordinal, with a part of the day for its order.
        first, last: days it may mean; None at an open end.
        value, high: the number, and the upper end of a range.
        label: the number in words; text: all a person should read about it, a line each.
        refs: what it rests on.

    """

    participant_id: int
    kind: MarkKind
    x: float
    first: date | None
    last: date | None
    value: Decimal
    high: Decimal | None
    label: str
    text: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A position that stands from one moment to another."""

    x: float
    until: float
    value: Decimal


@dataclass(frozen=True, slots=True)
class ChartTrack:
    """One participant in the chart.

    Attributes:
        participant_id: the record; name, side: who.
        marks: numbers in order of time.
        lines: the positions as they stood.

    """

    participant_id: int
    name: str
    side: str
    marks: tuple[Mark, ...]
    lines: tuple[Line, ...]

    @property
    def now(self) -> Decimal | None:
        """Give the number that stands at the end; None when none does."""
        return self.lines[-1].value if self.lines else None


@dataclass(frozen=True, slots=True)
class Band:
    """Days of a strike or of mediation behind the chart."""

    first: date
    last: date
    words: str
    title: str
    alert: bool
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class MovesChart:
    """Moves on one issue.

    Attributes:
        issue_id, issue: the record and its title.
        unit: unit of the numbers; axis its words ("percent"); empty when there are no numbers.
        tracks, bands: what is drawn.
        midpoints: the middle between the sides as it was; label the one at the end.
        pair: the two participants that gap and midpoint are between.
        gap: gap at the end in words; empty when there is none.
        first, last: days that the chart spans; the last is the day asked about or later.
        as_of: the day asked about.
        sentence: the chart in a sentence.
        facts: what it comes to, and why what is not computable is not.
        rows: the same data as a table, under `COLUMNS`; refs beside each.

    """

    issue_id: int
    issue: str
    unit: str
    axis: str
    tracks: tuple[ChartTrack, ...]
    bands: tuple[Band, ...]
    midpoints: tuple[Line, ...]
    midpoint: str
    pair: tuple[int, ...]
    gap: str
    first: date
    last: date
    as_of: date
    sentence: str
    facts: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    row_refs: tuple[tuple[Ref, ...], ...]

    @property
    def drawable(self) -> bool:
        """Say whether there is any number to draw."""
        return any(track.marks for track in self.tracks)


def best_issue(page: PositionsPage) -> int | None:
    """Choose the issue whose chart says most: numbers on both sides, wages first."""

    def said(found: IssueMovement) -> tuple[int, bool, int]:
        numbers = [sum(m.step.number is not None for m in t.moves) for t in found.tracks]
        wages = found.issue.category == "wages"
        return sum(n > 0 for n in numbers), wages, sum(numbers)

    best = max(page.moved, key=said, default=None)
    return None if best is None or said(best)[0] == 0 else int(best.issue.id)


def moves_chart(page: PositionsPage, issue_id: int) -> MovesChart | None:
    """Put the moves on an issue into a chart; None when the page does not hold the issue."""
    place = next((n for n, row in enumerate(page.table.rows) if row.issue.id == issue_id), None)
    if place is None:
        return None
    row, moved = page.table.rows[place], page.moved[place]
    return chart_of(page.known, page.negotiation, page.as_of.day, row, moved)


def chart_of(
    known: Dossier, negotiation: Record, day: date, row: GridRow, moved: IssueMovement
) -> MovesChart:
    """Put the moves on an issue into a chart.

    Args:
        known: the dossier that the row was worked out from.
        negotiation: the talks.
        day: the day asked about.
        row: where each side stands on the issue.
        moved: how they came there.

    """
    gap = row.gap
    pair = () if gap is None else (gap.first_id, gap.second_id)
    words = "" if gap is None or gap.nominal.value is None else gap.text
    return _Charting(known, negotiation, day, moved, row.cells).chart(pair, words)


class _Charting:
    """Works out one chart."""

    def __init__(
        self,
        known: Dossier,
        negotiation: Record,
        day: date,
        moved: IssueMovement,
        cells: tuple[Position, ...],
    ) -> None:
        self._dossier = known
        self._negotiation = negotiation
        self._end = day
        self._moved = moved
        self._cells = cells
        self._x = _places(m.step for t in moved.tracks for m in t.moves)

    def chart(self, pair: tuple[int, ...], gap: str) -> MovesChart:
        tracks = tuple(
            self._track(one, cell)
            for one, cell in zip(self._moved.tracks, self._cells, strict=True)
        )
        bands = self._bands()
        days = [d for t in tracks for m in t.marks for d in (m.first, m.last) if d is not None]
        last = max([*days, self._end])
        first = min([*days, self._end])
        rows, refs = self._rows()
        words = movement_cell(self._dossier, self._moved)
        middle = self._moved.midpoint.value
        return MovesChart(
            issue_id=self._moved.issue.id,
            issue=str(self._moved.issue.title),
            unit=self._moved.unit,
            axis=axis_words(self._moved.unit),
            tracks=tracks,
            bands=bands,
            midpoints=self._midpoints(),
            midpoint="" if middle is None else middle.describe(),
            pair=pair,
            gap=gap.replace("percentage point", "point"),
            first=first,
            last=last,
            as_of=self._end,
            sentence=self._sentence(tracks, gap),
            facts=(*(line.text for line in words.lines), *words.why),
            rows=rows,
            row_refs=refs,
        )

    def _track(self, found: Track, cell: Position) -> ChartTrack:
        participant = found.participant
        marks = [m for move in found.moves if (m := self._mark(move)) is not None]
        for kind, stands in (
            (MarkKind.ADVERSE, cell.adverse),
            (MarkKind.EXPLORED, cell.exploratory),
        ):
            marks += [m for s in stands if (m := self._beside(kind, s)) is not None]
        marks += [m for stand in cell.current for m in self._effective(stand)]
        return ChartTrack(
            participant_id=participant.id,
            name=participant_name(self._dossier, participant.id),
            side=str(participant.side),
            marks=tuple(sorted(marks, key=lambda m: (m.x, m.kind))),
            lines=self._lines([move.step for move in found.moves]),
        )

    def _lines(self, steps: Sequence[Step]) -> tuple[Line, ...]:
        found = []
        end = self._end.toordinal() + 1.0
        for place, step in enumerate(steps):
            value = None if step.number is None else step.number.value
            if value is None or step.day is None:
                continue
            until = self._x[id(steps[place + 1])] if place + 1 < len(steps) else end
            found.append(Line(self._x[id(step)], until, value))
        return tuple(found)

    def _mark(self, move: Move) -> Mark | None:
        step = move.step
        if step.stand is None or step.number is None or step.number.value is None:
            return None
        if step.day is None or step.direction is Direction.RETURNED:
            return None
        extra = (f"{step.words}{_how_far(move)}", *step.notes)
        return self._made(MarkKind.POSITION, step.stand, step.number, self._x[id(step)], extra)

    def _beside(self, kind: MarkKind, stand: Stand) -> Mark | None:
        term = number_term(stand, (self._moved.measure, self._moved.unit))
        day = in_force_from(stand.when)
        if term is None or day is None:
            return None
        extra = {
            MarkKind.ADVERSE: "by the other side's account, not confirmed; it moves nothing",
            MarkKind.EXPLORED: "explored; it moves nothing",
        }[kind]
        number = quantity(term)
        if number.value is None:
            return None
        return self._made(kind, stand, number, day.toordinal() + 0.5, (extra,))

    def _effective(self, stand: Stand) -> Iterable[Mark]:
        """Give the dated steps of a position that take effect on days of their own."""
        for term in stand.terms:
            day = in_force_from(term.effective_on)
            number = quantity(term)
            same = (term.measure, term.unit) == (self._moved.measure, self._moved.unit)
            if same and day is not None and number.value is not None:
                extra = (f"takes effect {term.effective_on.describe()}",)
                yield self._made(
                    MarkKind.EFFECTIVE, stand, number, day.toordinal() + 0.5, extra, term
                )

    def _made(
        self,
        kind: MarkKind,
        stand: Stand,
        number: Quantity,
        x: float,
        extra: tuple[str, ...],
        term: Record | None = None,
    ) -> Mark:
        when: FuzzyDate | None = stand.when if term is None else term.effective_on
        name = participant_name(self._dossier, stand.proposal.from_id)
        told = source_text(source_line(self._dossier, stand.item))
        what = stand.text if term is None else term_words(term)
        dated = "day not known" if when is None else when.describe()
        return Mark(
            participant_id=int(stand.proposal.from_id),
            kind=kind,
            x=x,
            first=None if when is None else when.earliest,
            last=None if when is None else when.latest,
            value=number.value or Decimal(),
            high=number.high,
            label=number.describe(),
            text=(
                f"{name}: {what}",
                f"{dated} · {stand.account_words} · {stand.proposal.code}",
                *extra,
                told or "no source recorded",
            ),
            refs=(("proposal_item", stand.item.id), *stand.inputs),
        )

    def _bands(self) -> tuple[Band, ...]:
        found = []
        for one in overlays(self._dossier, self._negotiation):
            first = in_force_from(one.start)
            if one.kind not in _BANDS or first is None or first > self._end:
                continue
            last = self._end
            if one.end is not None and one.end.latest is not None:
                last = min(one.end.latest, self._end)
            elif not one.open and one.start.latest is not None:
                last = min(one.start.latest, self._end)
            alert = one.kind is not OverlayKind.MEDIATION_ACTIVE
            found.append(
                Band(first, max(first, last), _BANDS[one.kind], one.title, alert, one.inputs)
            )
        return tuple(found)

    def _midpoints(self) -> tuple[Line, ...]:
        points_ = sorted(
            (
                (self._x[id(m.step)], m.midpoint.value.value if m.midpoint.value else None)
                for t in self._moved.tracks
                for m in t.moves
                if m.step.day is not None
            ),
            key=lambda one: one[0],
        )
        end = self._end.toordinal() + 1.0
        found = []
        for place, (x, value) in enumerate(points_):
            until = points_[place + 1][0] if place + 1 < len(points_) else end
            if value is not None and until > x:
                found.append(Line(x, until, value))
        return tuple(found)

    def _sentence(self, tracks: Sequence[ChartTrack], gap: str) -> str:
        parts = []
        for track, cell in zip(tracks, self._cells, strict=True):
            parts.append(f"{track.name} {cell.text}")
        words = "; ".join(parts)
        told = f" The gap is {gap}." if gap else ""
        return f"{self._moved.issue.title} on {short_date(self._end)}: {words}.{told}"

    def _rows(self) -> tuple[tuple[tuple[str, ...], ...], tuple[tuple[Ref, ...], ...]]:
        found = []
        for track in self._moved.tracks:
            name = participant_name(self._dossier, track.participant.id)
            found += [
                (self._x[id(move.step)], self._row(name, move), _refs(move)) for move in track.moves
            ]
        for cell in self._cells:
            name = participant_name(self._dossier, cell.participant_id)
            for words, stands in (("not confirmed", cell.adverse), ("explored", cell.exploratory)):
                found += [self._beside_row(name, s, words) for s in stands]
        found.sort(key=lambda one: one[0])
        return tuple(row for _, row, _ in found), tuple(refs for _, _, refs in found)

    def _row(self, name: str, move: Move) -> tuple[str, ...]:
        step, stand = move.step, move.step.stand
        when = "not known" if step.day is None else short_date(step.day)
        if stand is None:
            return when, name, "none", "", step.words, "", "", ""
        if stand.when is not None and step.direction is not Direction.RETURNED:
            when = stand.when.describe()
        days = move.answered.value
        return (
            when,
            name,
            stand.text,
            stand.account_words,
            step.words + _how_far(move),
            "" if move.gap.value is None else points(move.gap.value),
            "" if days is None else days.describe(),
            source_text(source_line(self._dossier, stand.item)),
        )

    def _beside_row(
        self, name: str, stand: Stand, words: str
    ) -> tuple[float, tuple[str, ...], tuple[Ref, ...]]:
        day = in_force_from(stand.when)
        when = "not known" if stand.when is None else stand.when.describe()
        told = source_text(source_line(self._dossier, stand.item))
        cells = (when, name, stand.text, stand.account_words, f"{words}, moves nothing", "", "")
        refs = (("proposal_item", int(stand.item.id)), *stand.inputs)
        return 0.5 + (0 if day is None else day.toordinal()), (*cells, told), refs


def axis_words(unit: str) -> str:
    """Give the words for an axis: "percent", "dollars an hour", "students per class"."""
    if not unit:
        return ""
    spec = unit_spec(unit)
    if spec.kind is UnitKind.MONEY:
        return " ".join(part for part in (spec.plural, spec.per) if part)
    return spec.plural or "number"


def tick_words(value: Decimal, unit: str) -> str:
    """Give a number on the axis, short: "24%", "$1.50", "36"."""
    spec = unit_spec(unit)
    words = f"{value.normalize():,f}"
    if spec.kind is UnitKind.PERCENT:
        return f"{words}%"
    if spec.kind is UnitKind.MONEY:
        whole = value == value.to_integral_value()
        return f"{spec.symbol}{words if whole else format(value, ',.2f')}"
    return words


def _how_far(move: Move) -> str:
    moved = move.step.moved.value
    if moved is None:
        return ""
    share = move.share.value
    part = "" if share is None else f" ({share_words(abs(share))} of the first gap)"
    return f", {size(moved)}{part}"


def _refs(move: Move) -> tuple[Ref, ...]:
    stand = move.step.stand
    return () if stand is None else (("proposal_item", int(stand.item.id)), *stand.inputs)


def _places(found: Iterable[Step]) -> dict[int, float]:
    """Give each step its place on the time axis; those of one day share the day in order."""
    by_day: dict[int, list[Step]] = {}
    for step in found:
        by_day.setdefault(step.day.toordinal() if step.day else 0, []).append(step)
    places = {}
    for day, steps in by_day.items():
        ordered = sorted(steps, key=step_order)
        for number, step in enumerate(ordered, 1):
            places[id(step)] = day + number / (len(ordered) + 1)
    return places

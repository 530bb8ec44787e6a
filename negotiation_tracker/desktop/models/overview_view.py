"""The Overview in words: tiles, grid and newest records, each with what it was derived from."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from negotiation_tracker.desktop.models.evidence import evidence
from negotiation_tracker.desktop.models.overview_parts import (
    Behind,
    Cell,
    Latest,
    Mark,
    OverviewView,
    Row,
    Tile,
)
from negotiation_tracker.desktop.models.session_detail import Marked, marked
from negotiation_tracker.model.dates import FuzzyDate, Precision
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.derived import Days, Derived, Ref
from negotiation_tracker.rules.due import due_view
from negotiation_tracker.rules.measures import issues_by_status, open_issues
from negotiation_tracker.rules.overlays import Overlay, OverlayKind
from negotiation_tracker.rules.positions import Grid, GridRow
from negotiation_tracker.rules.rounds import movement
from negotiation_tracker.rules.stands import DatedBy, Position, Stand
from negotiation_tracker.services.evidence import asserted_by, source_text
from negotiation_tracker.services.moves_chart import MovesChart, chart_of
from negotiation_tracker.services.overview import LatestRecord, Overview, overview, wage_row
from negotiation_tracker.services.positions import PositionsPage

_ALARMING = frozenset({OverlayKind.STRIKE, OverlayKind.SYMPATHY_STRIKE, OverlayKind.LOCKOUT})
_STATUS_TONES = {"ta": "good", "agreed_in_concept": "good", "hold": "neutral", "imposed": "alert"}
_CHIP_TONES = {
    "Session": "neutral",
    "Mediation": "neutral",
    "Claim": "disputed",
    "Proposal": "employer",
    "Strike": "alert",
}


LATER = "…"
"""Stands where a number is still being worked out."""
_COMING = "still being worked out"
_COUNTED = ("Sessions held", "Days since last session", "Next meeting", "Strike days")

T = TypeVar("T")


def overview_view(dossier: Dossier, as_of: date | None, negotiation_id: int) -> OverviewView:
    """Work out the Overview as of a day (None: the program chooses) and put it into words."""
    found = overview(dossier, as_of, negotiation_id=negotiation_id)
    return OverviewView(
        title=str(found.negotiation.title),
        sample=bool(found.negotiation.sample),
        day=found.as_of.day,
        day_reason=found.as_of.reason,
        marks=_marks(dossier, found),
        tiles=_tiles(dossier, found),
        participants=_participants(dossier, found.grid),
        rows=_rows(dossier, found.grid),
        latest=tuple(_latest(dossier, one, found.as_of.day) for one in found.latest),
        owed=(*_overdue(dossier, found), *_owed(dossier, found)),
        moves=_moves(dossier, found),
    )


def first_view(page: PositionsPage) -> OverviewView:
    """Put into words what the newest offers alone tell of long talks; the rest is to come."""
    dossier, grid = page.known, page.table
    coming = Behind("", "", (_COMING,), ())
    return OverviewView(
        title=str(page.negotiation.title),
        sample=bool(page.negotiation.sample),
        day=page.as_of.day,
        day_reason=page.as_of.reason,
        marks=(),
        tiles=(
            *(Tile(name, LATER, _COMING, replace(coming, title=name)) for name in _COUNTED),
            _issues_tile(dossier, grid),
            _gap_tile(dossier, wage_row(grid)),
        ),
        participants=_participants(dossier, grid),
        rows=_rows(dossier, grid),
        latest=(),
        owed=(),
        moves=None,
    )


def _participants(dossier: Dossier, grid: Grid) -> tuple[Marked, ...]:
    return tuple(marked(dossier, p.id) or Marked("not named", "plain") for p in grid.participants)


def _rows(dossier: Dossier, grid: Grid) -> tuple[Row, ...]:
    return tuple(_row(dossier, row) for row in sorted(grid.rows, key=_most_said))


def _moves(dossier: Dossier, found: Overview) -> MovesChart | None:
    """Give the chart of the moves on wages; None when there is no number to draw."""
    row = found.wage_gap_row
    if row is None:
        return None
    moved = movement(dossier, row, found.grid)
    chart = chart_of(dossier, found.negotiation, found.as_of.day, row, moved)
    return chart if chart.drawable else None


def short(when: FuzzyDate, day: date) -> str:
    """Give a date without its year where that is the year of the page."""
    words = when.describe()
    days = [end for end in (when.earliest, when.latest) if end is not None]
    fine = when.precision not in (Precision.YEAR, Precision.MONTH, Precision.SEASON)
    same_year = fine and all(end.year == day.year for end in days)
    return words.removesuffix(f" {day.year}") if same_year else words


def _behind(
    dossier: Dossier,
    title: str,
    formula: str,
    refs: Iterable[Ref],
    notes: Iterable[str] = (),
) -> Behind:
    kept = tuple(dict.fromkeys(note for note in notes if note))
    return Behind(title, formula, kept, evidence(dossier, refs))


def _derived(dossier: Dossier, title: str, value: Derived[T]) -> Behind:
    notes = (value.reason_not_computable, *value.notes)
    return _behind(dossier, title, value.formula, value.inputs, notes)


def _marks(dossier: Dossier, found: Overview) -> tuple[Mark, ...]:
    phase = found.phase
    words = label(phase.phase.value or "unknown").capitalize()
    if phase.phase.value is None or words == "Unknown":
        words = "Phase not known"
    since = f"since {phase.since.describe_long()}" if phase.since is not None else ""
    notes = (since, *phase.reasons, *phase.notes, phase.phase.reason_not_computable)
    marks = [
        Mark(
            words,
            "plain",
            _behind(dossier, f"Phase: {words}", phase.phase.formula, phase.phase.inputs, notes),
        )
    ]
    at_work = any(view.active for view in found.mediators)
    marks += [
        _overlay_mark(dossier, one)
        for one in phase.overlays
        if not (at_work and one.kind is OverlayKind.MEDIATION_ACTIVE)
    ]
    for view in found.mediators[:1]:
        behind = _behind(
            dossier,
            f"Mediator: {view.text}",
            view.state.formula,
            [("mediator_engagement", view.engagement.id)]
            + [("mediator_state", state.id) for state in view.states],
            (view.state.reason_not_computable,),
        )
        state = label(view.state.value) if view.state.value is not None else "state not known"
        marks.append(Mark(f"Mediator: {view.name}, {state}", "neutral", behind))
    if found.overdue:
        number = len(found.overdue)
        words = f"{number} follow-up{'' if number == 1 else 's'} overdue"
        refs = [("follow_up", one.id) for one in found.overdue]
        formula = "open follow-ups whose last possible day has passed"
        marks.append(Mark(words, "alert", _behind(dossier, words, formula, refs)))
    return tuple(marks)


def _overlay_mark(dossier: Dossier, one: Overlay) -> Mark:
    tone = "alert" if one.kind in _ALARMING else "disputed"
    if one.kind is OverlayKind.MEDIATION_ACTIVE:
        tone = "neutral"
    until = f" to {one.end.describe_long()}" if one.end is not None else ", no end recorded"
    notes = (f"{one.start.describe_long()}{until}",)
    behind = _behind(dossier, one.words.capitalize(), one.title, one.inputs, notes)
    return Mark(one.words.capitalize(), tone, behind)


def _tiles(dossier: Dossier, found: Overview) -> tuple[Tile, ...]:
    return (
        _sessions_tile(dossier, found),
        _since_tile(dossier, found),
        _next_tile(dossier, found),
        _strike_tile(dossier, found),
        _issues_tile(dossier, found.grid),
        _gap_tile(dossier, found.wage_gap_row),
    )


def _sessions_tile(dossier: Dossier, found: Overview) -> Tile:
    held = found.sessions_held
    total = len(dossier.where("session", negotiation_id=found.negotiation.id))
    others = total - (held.value or 0)
    detail = f"{others} more not held, or not known" if others > 0 else "held, of all recorded"
    if not total:
        detail = "none recorded"
    return Tile(
        "Sessions held", str(held.value or 0), detail, _derived(dossier, "Sessions held", held)
    )


def _since_tile(dossier: Dossier, found: Overview) -> Tile:
    since = found.days_since_last_session
    name = "Days since last session"
    behind = _derived(dossier, name, since)
    if since.value is None:
        return Tile(name, "–", since.reason_not_computable, behind)
    last = _first_session(dossier, since.inputs)
    detail = ""
    if last is not None:
        where = f", {last.place}" if last.place else ""
        detail = f"last {short(last.date, found.as_of.day)}{where}"
    return Tile(name, _number_of_days(since.value), detail, behind)


def _next_tile(dossier: Dossier, found: Overview) -> Tile:
    coming = found.next_meeting
    behind = _derived(dossier, "Next meeting", coming)
    if coming.value is None:
        return Tile("Next meeting", "None set", coming.reason_not_computable, behind)
    meeting = coming.value
    parts = [
        meeting.date.basis_word(),
        meeting.time.describe() if meeting.time is not None else "",
        meeting.place,
        meeting.note,
        behind.records[0].sources[0].split(" · ")[0]
        if behind.records and behind.records[0].sources
        else "",
    ]
    words = " · ".join(part for part in parts if part)
    return Tile("Next meeting", short(meeting.date, found.as_of.day), words, behind)


def _strike_tile(dossier: Dossier, found: Overview) -> Tile:
    days = found.strike_days
    behind = _derived(dossier, "Strike days", days)
    if not found.strikes:
        return Tile("Strike days", "0", "no strike recorded by this day", behind)
    latest = found.strikes[0]
    if days.value is None:
        return Tile("Strike days", "not known", days.reason_not_computable, behind)
    start, end = latest.event.start, latest.event.end
    span = short(start, found.as_of.day)
    if latest.over and end is not None:
        span += f" – {short(end, found.as_of.day)}"
    elif latest.day_number.value is not None:
        span += f", day {_number_of_days(latest.day_number.value)}, goes on"
    if len(found.strikes) > 1:
        span += f" · the latest of {len(found.strikes)}"
    return Tile("Strike days", _number_of_days(days.value), span, behind)


def _issues_tile(dossier: Dossier, grid: Grid) -> Tile:
    count, unsettled = len(grid.rows), open_issues(grid)
    number = f"{unsettled.value or 0} of {count}" if count else "0"
    settled = [
        f"{n} {label(status)}" for status, n in issues_by_status(grid) if str(status) != "open"
    ]
    detail = ", ".join(settled) or ("none agreed yet" if count else "none recorded")
    return Tile("Open issues", number, detail, _derived(dossier, "Open issues", unsettled))


def _gap_tile(dossier: Dossier, row: GridRow | None) -> Tile:
    gap = None if row is None else row.gap
    if gap is None or row is None:
        reason = "No wage issue with a position on both sides."
        if row is not None:
            reason = "There are not two sides to compare."
        return Tile("Wage gap", "–", reason, Behind("Wage gap", "", (reason,), ()))
    behind = _derived(dossier, f"Gap on {row.issue.title}", gap.nominal)
    behind = Behind(behind.title, behind.formula, (*behind.notes, *gap.reasons), behind.records)
    if gap.nominal.value is None:
        return Tile("Wage gap", "–", gap.nominal.reason_not_computable, behind)
    numbers = " vs ".join(cell.text for cell in row.cells if cell.current)
    number = gap.nominal.value.describe().replace("percentage points", "points")
    warning = "disputed" if row.disputed else ("" if gap.comparable else "not like for like")
    return Tile("Wage gap", number, numbers, behind, warning)


def _most_said(row: GridRow) -> int:
    """Order rows: those with numbers on both sides, then by how many sides have a position."""
    measured = row.gap is not None and row.gap.nominal.known
    return -len(row.cells) - 1 if measured else -sum(bool(cell.current) for cell in row.cells)


def _row(dossier: Dossier, row: GridRow) -> Row:
    title = str(row.issue.title)
    status = row.status.value
    gap_words, detail, behind = "", "", Behind(f"Gap on {title}", "", (), ())
    if row.gap is not None:
        behind = _derived(dossier, f"Gap on {title}", row.gap.nominal)
        behind = Behind(
            behind.title, behind.formula, (*behind.notes, *row.gap.reasons), behind.records
        )
        value = row.gap.nominal.value
        gap_words = "not measurable" if value is None else value.describe()
        gap_words = gap_words.replace("percentage points", "points")
        detail = "" if value is None or row.gap.comparable else "not like for like"
    disputes = [ref for dispute in row.disputes for ref in dispute.inputs]
    questions = tuple(str(d.dispute.question) for d in row.disputes)
    return Row(
        issue=title,
        cells=tuple(_cell(dossier, title, cell) for cell in row.cells),
        gap=gap_words,
        gap_detail=detail,
        gap_behind=behind,
        status=label(status or "unknown").capitalize(),
        tone=_STATUS_TONES.get(str(status), "plain"),
        disputed=row.disputed,
        status_behind=_behind(
            dossier,
            f"Status of {title}",
            row.status.formula,
            (*disputes, *row.status.inputs, ("issue", row.issue.id)),
            (*(f"Disputed: {q}" for q in questions), row.status.reason_not_computable),
        ),
    )


def _cell(dossier: Dossier, issue: str, cell: Position) -> Cell:
    who = marked(dossier, cell.participant_id)
    name = who.name if who is not None else "not named"
    detail = ""
    if len(cell.current) == 1:
        detail = _stand_detail(cell.current[0], cell.as_of)
    elif cell.order_uncertain:
        detail = "which came last is not certain"
    adverse = tuple(_adverse_words(dossier, one, cell.as_of) for one in cell.adverse)
    others = tuple(f"explored: {one.text}" for one in cell.exploratory)
    stands = (*cell.current, *cell.adverse, *cell.exploratory, *cell.lapsed)
    refs = (*(ref for stand in stands for ref in _item_refs(stand)), *cell.inputs)
    silence = f"{cell.silence_words.capitalize()}." if cell.silence_words else ""
    notes = (*cell.reasons, silence, *(note for stand in cell.current for note in stand.notes))
    return Cell(
        text=cell.text,
        silent=not cell.current,
        detail=detail,
        adverse=adverse,
        others=others,
        behind=_behind(dossier, f"{name} on {issue}", "latest position that stands", refs, notes),
    )


def _stand_detail(stand: Stand, day: date) -> str:
    since = "date not known"
    if stand.when is not None:
        words = short(stand.when, day)
        exact = stand.when.earliest == stand.when.latest
        since = f"since {words}" if exact else words
        since = f"first told {words}" if stand.dated_by is DatedBy.ATTESTED else since
    sources = {one.source for one in stand.attestations if one.source is not None}
    count = f"{len(sources)} sources" if len(sources) > 1 else ""
    package = "package" if stand.package else ""
    return " · ".join(p for p in (since, stand.account_words, count, package, stand.only_if) if p)


def _adverse_words(dossier: Dossier, stand: Stand, day: date) -> str:
    when = f", {short(stand.when, day)}" if stand.when is not None else ""
    citation = next(
        (c for one in stand.attestations if (c := dossier.get(*one.citation)) is not None), None
    )
    who = "The other side" if citation is None else asserted_by(dossier, citation)
    return f"{who}{when}: {stand.text}"


def _item_refs(stand: Stand) -> tuple[Ref, ...]:
    return (("proposal_item", stand.item.id),)


def _latest(dossier: Dossier, one: LatestRecord, day: date) -> Latest:
    return Latest(
        chip=one.chip,
        tone=_CHIP_TONES.get(one.chip, "plain"),
        when=short(one.date, day),
        title=one.title,
        sources=source_text(one.lines),
        handling="" if one.handling == "public" else label(one.handling),
        behind=_behind(dossier, f"{one.chip}, {one.date.describe_long()}", "", (one.record,)),
    )


def _overdue(dossier: Dossier, found: Overview) -> tuple[Mark, ...]:
    marks = []
    for one in found.overdue:
        who = marked(dossier, one.owed_by_id)
        late = due_view(one, found.as_of.day).text
        text = f"{who.name}: {one.title}, {late}" if who is not None else f"{one.title}, {late}"
        behind = _behind(dossier, text, "", [("follow_up", one.id)], [str(one.rule_text)])
        marks.append(Mark(text, "alert", behind))
    return tuple(marks)


def _owed(dossier: Dossier, found: Overview) -> tuple[Mark, ...]:
    marks = []
    for one in found.owed:
        names = [m.name for p in one.by if (m := marked(dossier, p.id)) is not None]
        days = f" for {one.days.value.describe()}" if one.days.value is not None else ""
        hold = ", on hold" if one.on_hold else ""
        who = " and ".join(names) or "somebody"
        verb = "owe" if len(names) > 1 else "owes"
        text = f"{who} {verb} an answer to {one.proposal.code}{days}{hold}"
        refs = (("proposal", one.proposal.id), *one.days.inputs)
        marks.append(Mark(text, "plain", _behind(dossier, text, one.days.formula, refs)))
    return tuple(marks)


def _first_session(dossier: Dossier, refs: Iterable[Ref]) -> Record | None:
    return next((dossier.get(kind, i) for kind, i in refs if kind == "session"), None)


def _number_of_days(days: Days) -> str:
    if days.exact is not None:
        return str(days.exact)
    return days.describe().removesuffix(" days").removesuffix(" day")

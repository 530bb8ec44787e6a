"""Chapter on where the sides stand, all of it derived from the records this reader may see."""

from negotiation_tracker.exchange.chapters.context import Context
from negotiation_tracker.exchange.document import Line, Lines, Mark, Standing, StandingRow
from negotiation_tracker.exchange.names import clock
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules import measures, phases, positions
from negotiation_tracker.rules.derived import Days, Derived
from negotiation_tracker.rules.gap import Gap
from negotiation_tracker.rules.stands import DatedBy, Position, Stand

_DERIVED = (Mark.DERIVED,)


def standing(context: Context, known: Dossier) -> Standing | None:
    """Give the position of each principal on each issue; None when there is nobody to compare.

    Positions rest on all the talks, also when only a range of days is exported.
    """
    found = context.grid(known)
    if not found.participants or not found.rows:
        return None
    return Standing(
        sides=tuple(context.names.party(p.id) for p in found.participants),
        rows=tuple(_row(context, row) for row in found.rows),
        facts=_facts(context, known, found),
    )


def phase_facts(context: Context, known: Dossier) -> list[tuple[str, Lines]]:
    """Give the phase, with what it was derived from, for the head of the history."""
    view = phases.phase(known, context.as_of, negotiation_id=context.negotiation.id)
    reasons = tuple(Line(reason, aside=True) for reason in view.reasons)
    marks = () if view.set_by_hand else _DERIVED
    return [("Phase", (Line(view.text, "", marks), *reasons))]


def _row(context: Context, row: positions.GridRow) -> StandingRow:
    return StandingRow(
        issue=row.issue.title,
        positions=tuple(_position(context, cell) for cell in row.cells),
        gap=_gap(row.gap),
        disputed=row.disputed,
    )


def _position(context: Context, position: Position) -> Lines:
    found: list[Line] = []
    for stand in position.current:
        found += _stand(context, stand)
    if not found:
        found.append(Line(position.silence_words))
    if position.order_uncertain:
        found.append(Line("which of these came last is not certain"))
    for stand in position.adverse:
        found.append(_adverse(context, stand))
    for stand in position.exploratory:
        found.append(_line(context, stand, (Mark.EXPLORATORY,)))
    return tuple(found)


def _stand(context: Context, stand: Stand) -> list[Line]:
    lines = [_line(context, stand, ())]
    if stand.only_if:
        lines.append(Line(f"only if: {stand.only_if}", aside=True))
    if stand.package:
        lines.append(Line("holds only with the rest of its package", aside=True))
    day = "day not known"
    if stand.when is not None:
        day = stand.when.describe()
        if stand.dated_by is DatedBy.ATTESTED:
            day = f"first told of {day}"
    lines.append(Line(f"{stand.account_words}; {day}", aside=True))
    return lines


def _line(context: Context, stand: Stand, marks: tuple[Mark, ...]) -> Line:
    notes = context.evidence.notes_of(stand.item, *stand.terms)
    return Line(stand.text, "", marks, notes or context.evidence.notes_of(stand.proposal))


def _adverse(context: Context, stand: Stand) -> Line:
    records: tuple[Record, ...] = (stand.item, *stand.terms)
    told = context.evidence.accounts(*records) or context.evidence.accounts(stand.proposal)
    who = ", ".join(dict.fromkeys(line.text for line in told)) or "the other side"
    line = _line(context, stand, (Mark.ADVERSE,))
    return Line(f"According to {who}: {line.text}", "", line.marks, line.notes)


def _gap(found: Gap | None) -> Lines:
    if found is None:
        return (Line("nothing to compare"),)
    lines = [Line(found.text, "", _DERIVED if found.nominal.known else ())]
    lines += [Line(reason, aside=True) for reason in found.reasons]
    for other in found.by_account:
        if other.nominal.value is not None:
            words = other.nominal.value.describe()
            lines.append(Line(f"{words} by the other side’s account", "", _DERIVED, aside=True))
    if found.crossed:
        lines.append(Line("the numbers have crossed: labor’s is the lower one"))
    return tuple(lines)


def _facts(
    context: Context, known: Dossier, found: positions.Grid
) -> tuple[tuple[str, Lines], ...]:
    talks, as_of = context.negotiation.id, context.as_of
    rows: list[tuple[str, Lines]] = [
        ("Open issues", (_counted(measures.open_issues(found)),)),
        ("Since the last session", (_days(measures.days_since_last_session(known, talks, as_of)),)),
        ("Next meeting", _next_meeting(measures.next_meeting(known, talks, as_of))),
    ]
    rows += [("Strike", _strike(one)) for one in measures.strikes(known, talks, as_of)]
    return tuple(rows)


def _counted(found: Derived[int]) -> Line:
    if found.value is None:
        return Line(found.reason_not_computable)
    return Line(str(found.value), "", _DERIVED)


def _days(found: Derived[Days]) -> Line:
    if found.value is None:
        return Line(found.reason_not_computable)
    return Line(found.value.describe(), "", _DERIVED)


def _next_meeting(found: Derived[measures.NextMeeting]) -> Lines:
    if found.value is None:
        return (Line(found.reason_not_computable),)
    parts = (found.value.date.describe(), clock(found.value.time), found.value.place)
    text = ", ".join(filter(None, parts))
    remark = (Line(found.value.note, aside=True),) if found.value.note else ()
    return (Line(text), *remark)


def _strike(found: measures.StrikeLength) -> Lines:
    lines = [Line(found.event.title)]
    days, workdays = found.calendar_days, found.workdays
    if days.value is not None:
        words = days.value.describe()
        if workdays.value is not None:
            words = f"{words}, {workdays.value.describe()} of them Mondays to Fridays"
        state = "over" if found.over else f"going on as of this day, {words}"
        lines.append(Line(words if found.over else state, "", _DERIVED, aside=True))
    return tuple(lines)

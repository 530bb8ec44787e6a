"""`show positions`: where each side stands on each issue, and by whose account."""

from typing import Any

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import date_form, record_form, ref_form, refs_form
from negotiation_tracker.cli.wording import when
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.derived import Days, Derived
from negotiation_tracker.rules.gap import Gap
from negotiation_tracker.rules.positions import Grid, GridRow
from negotiation_tracker.rules.stands import DatedBy, Position, Stand
from negotiation_tracker.rules.visibility import withheld_positions
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.evidence import source_line, source_text
from negotiation_tracker.services.overview import Overview, overview


def write(call: Call) -> None:
    """Write where each side stands."""
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        reader = call.reader()
        dossier = ws.dossier(negotiation.id, reader)
        hidden = frozenset(withheld_positions(ws.dossier(negotiation.id), reader))
    page = overview(dossier, call.as_of, call.known_by, hidden=hidden)
    if call.wants_json:
        call.write_json("positions", _form(call, page, dossier))
        return
    write_standing(call, page, dossier)


def write_standing(call: Call, page: Overview, dossier: Dossier) -> None:
    """Write phase, mediator, next meeting, and the positions."""
    layout.heading(call, f"{page.negotiation.title} [{page.negotiation.code}]")
    layout.values(call, _facts(page))
    call.say()
    grid = page.grid
    names = [participant_name(dossier, p.id) for p in grid.participants]
    rows = [
        (row.issue.title, *(_cell(c) for c in row.cells), _gap(row.gap), _status(row))
        for row in grid.rows
    ]
    if rows:
        call.table(("issue", *names, "gap", "status"), rows)
    else:
        call.say("No issues at the table to show.")
    reasons = [f"{row.issue.title}: {r}" for row in grid.rows for r in _remarks(row)]
    if reasons:
        layout.section(call, "Remarks")
        layout.bullets(call, reasons, "")


def _facts(page: Overview) -> list[tuple[str, str]]:
    as_of = f"{short_date(page.as_of.day, weekday=True)} ({page.as_of.reason})"
    known = (
        "all sources"
        if page.known_by is None
        else f"what had been published by {short_date(page.known_by, weekday=True)}"
    )
    meeting = page.next_meeting.value
    following = page.next_meeting.reason_not_computable
    if meeting is not None:
        parts = [when(meeting.date)]
        parts += [f"at {meeting.time.describe()}"] if meeting.time else []
        parts += [meeting.place] if meeting.place else []
        parts += [f"({meeting.note})"] if meeting.note else []
        following = " ".join(parts)
    return [
        ("As of", as_of),
        ("Known from", known),
        ("Phase", page.phase.text),
        ("Mediator", page.mediator_line),
        ("Next meeting", following),
        ("Strike", _days(page.strike_days)),
        ("Since the last session", _days(page.days_since_last_session)),
        ("Open issues", _number(page.open_issues)),
    ]


def _days(value: Derived[Days]) -> str:
    return value.reason_not_computable if value.value is None else value.value.describe()


def _number(value: Derived[int]) -> str:
    return value.reason_not_computable if value.value is None else str(value.value)


def _cell(position: Position) -> str:
    if not position.current:
        text = position.silence_words
    else:
        text = " or ".join(_stand_words(stand) for stand in position.current)
    for stand in position.adverse:
        text += f" — by the other side's account: {stand.text}"
    return text


def _stand_words(stand: Stand) -> str:
    dated = "" if stand.when is None else f", {_dating(stand.when, stand.dated_by)}"
    return f"{stand.text} ({stand.account_words}{dated}; {stand.proposal.code})"


def _dating(day: FuzzyDate, dated_by: DatedBy) -> str:
    if dated_by is DatedBy.ATTESTED and day.latest is not None:
        return f"first told of by {short_date(day.latest)}"
    return day.describe()


def _gap(gap: Gap | None) -> str:
    return "nothing to compare" if gap is None else gap.text


def _status(row: GridRow) -> str:
    status = label(row.status.value) if row.status.value else row.status.reason_not_computable
    return f"{status}, disputed" if row.disputed else status


def _remarks(row: GridRow) -> list[str]:
    found = [reason for cell in row.cells for reason in cell.reasons]
    found += [note for cell in row.cells for stand in cell.current for note in stand.notes]
    if row.gap is not None and row.gap.nominal.known:
        found += row.gap.reasons
    found += [f"Accounts differ: {d.dispute.question}" for d in row.disputes if d.open]
    return list(dict.fromkeys(found))


# -- JSON --


def _form(call: Call, page: Overview, dossier: Dossier) -> dict[str, Any]:
    grid = page.grid
    meeting = page.next_meeting.value
    return {
        "negotiation": ref_form("negotiation", page.negotiation.id, dossier),
        "audience": str(call.reader().audience),
        "as_of": page.as_of.day.isoformat(),
        "as_of_reason": page.as_of.reason,
        "known_by": page.known_by.isoformat() if page.known_by else None,
        "phase": {
            "phase": page.phase.phase.value,
            "overlays": [o.words for o in page.phase.overlays],
            "words": page.phase.text,
            "reasons": list(page.phase.reasons),
        },
        "mediator": page.mediator_line,
        "next_meeting": None
        if meeting is None
        else {
            "date": date_form(meeting.date),
            "time": meeting.time.to_json() if meeting.time else None,
            "place": meeting.place or None,
            "note": meeting.note or None,
        },
        "strike_days": _days_form(page.strike_days),
        "days_since_last_session": _days_form(page.days_since_last_session),
        "open_issues": page.open_issues.value,
        "participants": [ref_form("participant", p.id, dossier) for p in grid.participants],
        "issues": _rows_form(grid, dossier),
    }


def _rows_form(grid: Grid, dossier: Dossier) -> list[dict[str, Any]]:
    return [
        {
            "issue": ref_form("issue", row.issue.id, dossier),
            "category": row.issue.category,
            "status": row.status.value,
            "disputed": row.disputed,
            "positions": [_position_form(cell, dossier) for cell in row.cells],
            "gap": _gap_form(row.gap, dossier),
        }
        for row in grid.rows
    ]


def _position_form(position: Position, dossier: Dossier) -> dict[str, Any]:
    return {
        "participant": ref_form("participant", position.participant_id, dossier),
        "text": position.text,
        "silence": position.silence,
        "order_uncertain": position.order_uncertain,
        "current": [_stand_form(s, dossier) for s in position.current],
        "adverse": [_stand_form(s, dossier) for s in position.adverse],
        "exploratory": [_stand_form(s, dossier) for s in position.exploratory],
        "lapsed": [_stand_form(s, dossier) for s in position.lapsed],
        "reasons": list(position.reasons),
        "derived_from": refs_form(position.inputs, dossier),
    }


def _stand_form(stand: Stand, dossier: Dossier) -> dict[str, Any]:
    return {
        "proposal": ref_form("proposal", stand.proposal.id, dossier),
        "text": stand.text,
        "terms": [record_form(term, dossier) for term in stand.terms],
        "account": str(stand.account),
        "when": date_form(stand.when),
        "dated_by": str(stand.dated_by),
        "age_days": _days_form(stand.age_days),
        "standing": str(stand.standing.standing),
        "only_if": stand.only_if or None,
        "package": stand.package,
        "notes": list(stand.notes),
        "sources": source_text(source_line(dossier, stand.item)) or None,
    }


def _gap_form(gap: Gap | None, dossier: Dossier) -> dict[str, Any] | None:
    if gap is None:
        return None
    nominal = gap.nominal.value
    return {
        "words": gap.text,
        "quantity": None if nominal is None else nominal.to_json(),
        "measure": gap.measure or None,
        "like_for_like": gap.comparable,
        "reasons": list(gap.reasons),
        "by_account": [
            {
                "about": ref_form("participant", one.about_id, dossier),
                "text": one.stand.text,
                "quantity": None if one.nominal.value is None else one.nominal.value.to_json(),
            }
            for one in gap.by_account
        ],
    }


def _days_form(value: Derived[Days]) -> dict[str, Any] | None:
    days = value.value
    if days is None:
        return None
    return {"low": days.low, "high": days.high, "about": days.about, "words": days.describe()}

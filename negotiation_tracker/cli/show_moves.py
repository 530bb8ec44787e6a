"""`show moves`: how each side moved on the issues, round by round."""

from typing import Any

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import ref_form, refs_form
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.values import Quantity
from negotiation_tracker.rules.derived import Derived
from negotiation_tracker.rules.idle import DaysIdle, days_idle
from negotiation_tracker.rules.matrix import known_words, owed_words
from negotiation_tracker.rules.measures import strikes
from negotiation_tracker.rules.rounds import IssueMovement, Move, Track
from negotiation_tracker.rules.visibility import withheld_positions
from negotiation_tracker.services.moves_chart import COLUMNS, moves_chart
from negotiation_tracker.services.positions import PositionsPage, positions


def write(call: Call) -> None:
    """Write how each side moved, on all issues or on one."""
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        reader = call.reader()
        dossier = ws.dossier(negotiation.id, reader)
        hidden = frozenset(withheld_positions(ws.dossier(negotiation.id), reader))
    page = positions(
        dossier, call.as_of, call.known_by, negotiation_id=negotiation.id, hidden=hidden
    )
    chosen = _chosen(page, call.args.ref)
    stopped = strikes(page.known, negotiation.id, page.as_of.day)
    idle = [days_idle(page.known, one) for one in stopped]
    if call.wants_json:
        call.write_json("moves", _form(call, page, chosen, idle))
        return
    layout.heading(call, f"{page.negotiation.title} [{page.negotiation.code}]")
    layout.values(
        call,
        [
            ("As of", f"{short_date(page.as_of.day, weekday=True)} ({page.as_of.reason})"),
            ("Known", known_words(page.known_by)),
            *((f"Days idle, {one.strike.event.title}", _words(one.total)) for one in idle),
        ],
    )
    for movement in chosen:
        _write_issue(call, page, movement)
    if not chosen:
        call.say("No issues at the table to show.")
    if page.owed:
        layout.section(call, "Answers owed")
        layout.bullets(call, [owed_words(page.known, one) for one in page.owed], "")


def _chosen(page: PositionsPage, ref: str | None) -> list[IssueMovement]:
    if ref is None:
        return [m for m in page.moved if any(track.moves for track in m.tracks)]
    wanted = ref.casefold()
    found = [
        m
        for m in page.moved
        if wanted in (str(m.issue.code).casefold(), str(m.issue.title).casefold())
    ]
    if not found:
        codes = ", ".join(str(m.issue.code) for m in page.moved) or "none yet"
        raise NotFound(f"There is no issue {ref} at the table.", f"Known codes: {codes}.")
    return found


def _write_issue(call: Call, page: PositionsPage, movement: IssueMovement) -> None:
    chart = moves_chart(page, movement.issue.id)
    if chart is None:
        return
    layout.section(call, f"{movement.issue.title} [{movement.issue.code}]")
    call.table(tuple(head.lower() for head in COLUMNS), chart.rows)
    layout.bullets(call, chart.facts, "")


def _words(found: Derived[Quantity]) -> str:
    return found.reason_not_computable if found.value is None else found.value.describe()


# -- JSON --


def _form(
    call: Call, page: PositionsPage, chosen: list[IssueMovement], idle: list[DaysIdle]
) -> dict[str, Any]:
    known = page.known
    return {
        "negotiation": ref_form("negotiation", page.negotiation.id, known),
        "audience": str(call.reader().audience),
        "as_of": page.as_of.day.isoformat(),
        "as_of_reason": page.as_of.reason,
        "known_by": page.known_by.isoformat() if page.known_by else None,
        "issues": [_issue_form(movement, known) for movement in chosen],
        "owed": [owed_words(known, one) for one in page.owed],
        "days_idle": [
            {
                "strike": ref_form("event", one.strike.event.id, known),
                **_quantity_form(one.total),
                "estimates": [
                    {"whom": e.words, "days": e.idle.to_json(), "formula": e.formula}
                    for e in one.estimates
                ],
            }
            for one in idle
        ],
    }


def _issue_form(movement: IssueMovement, known: Dossier) -> dict[str, Any]:
    closed = movement.convergence
    return {
        "issue": ref_form("issue", movement.issue.id, known),
        "measure": movement.measure or None,
        "unit": movement.unit or None,
        "rounds": movement.rounds.value,
        "rounds_reason": movement.rounds.reason_not_computable or None,
        "first_gap": _quantity_form(movement.first_gap),
        "convergence": None if closed.value is None else str(closed.value),
        "convergence_reason": closed.reason_not_computable or None,
        "midpoint": _quantity_form(movement.midpoint),
        "participants": [_track_form(track, known) for track in movement.tracks],
    }


def _track_form(track: Track, known: Dossier) -> dict[str, Any]:
    return {
        "participant": ref_form("participant", track.participant.id, known),
        "moves": track.count.value,
        "moves_reason": track.count.reason_not_computable or None,
        "moved_away": track.away,
        "moved": _quantity_form(track.total),
        "positions": [_move_form(move, known) for move in track.moves],
    }


def _move_form(move: Move, known: Dossier) -> dict[str, Any]:
    step, days = move.step, move.answered.value
    return {
        "day": step.day.isoformat() if step.day else None,
        "text": step.stand.text if step.stand else None,
        "number": step.number.to_json() if step.number else None,
        "what": str(step.direction),
        "moved": _quantity_form(step.moved),
        "share_of_first_gap": None if move.share.value is None else str(move.share.value),
        "gap_after": _quantity_form(move.gap),
        "answered_after": None if days is None else {"low": days.low, "high": days.high},
        "notes": list(step.notes),
        "derived_from": [] if step.stand is None else refs_form(step.stand.inputs, known),
    }


def _quantity_form(found: Derived[Quantity]) -> dict[str, Any]:
    return {
        "quantity": None if found.value is None else found.value.to_json(),
        "reason": found.reason_not_computable or None,
    }

"""`show mediator`: who, in which state on a day, through which states, and by whose word."""

from typing import Any

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import date_form, record_form
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.show_session import write_sources
from negotiation_tracker.cli.wording import NOT_RECORDED, name_of, when, words, yes_no
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.derived import begun, in_force_from
from negotiation_tracker.rules.engagements import EngagementView, state_on
from negotiation_tracker.services.evidence import source_line


def write(call: Call) -> None:
    """Write one engagement of a mediator, as of a day."""
    with call.workspace() as ws:
        dossiers = [dossier for _, dossier in call.dossiers(ws)]
    engagement, dossier = find("mediator_engagement", call.args.ref, dossiers)
    view = state_on(dossier, engagement, call.day())
    if call.wants_json:
        form = record_form(engagement, dossier, whole=True)
        call.write_json(
            "mediator", {**call.asked(), "mediator": form, "state": _state_form(call, view)}
        )
        return
    negotiation = dossier.get("negotiation", engagement.negotiation_id)
    code = f" [{negotiation.code}]" if negotiation else ""
    layout.heading(call, f"Mediator {view.name}{code}")
    layout.values(call, _facts(call, view, dossier))
    layout.section(call, "States, in order")
    states = sorted(
        dossier.where("mediator_state", engagement_id=engagement.id),
        key=lambda s: (in_force_from(s.date) is not None, in_force_from(s.date), s.id),
    )
    layout.bullets(call, [_state(call, s, view, dossier) for s in states], NOT_RECORDED)
    layout.section(call, "Sessions")
    sessions = dossier.where("session", engagement_id=engagement.id)
    layout.bullets(call, [name_of(s, dossier) for s in sessions], "none recorded")
    write_sources(call, engagement, dossier)


def _facts(call: Call, view: EngagementView, dossier: Dossier) -> list[tuple[str, str]]:
    engagement = view.engagement
    person = dossier.get("person", engagement.person_id or 0)
    office = dossier.get("organization", engagement.organization_id or 0)
    return [
        ("Ref", engagement.uid[:8]),
        (f"On {short_date(call.day(), weekday=True)}", _words(view)),
        ("Person", name_of(person, dossier) if person else NOT_RECORDED),
        ("Office", name_of(office, dossier) if office else NOT_RECORDED),
        ("Unnamed", yes_no(engagement.unnamed)),
        ("Kind", label(engagement.kind)),
        ("Service", label(engagement.service)),
        ("Confidentiality asked", label(engagement.confidentiality_asked)),
        ("By whose account", words(engagement.confidentiality_account)),
        ("Note", words(engagement.note)),
        ("Who may see this", label(engagement.handling)),
    ]


def _words(view: EngagementView) -> str:
    if view.state.value is None:
        return view.state.reason_not_computable
    return view.text.removeprefix(f"{view.name}: ")


def _state(call: Call, state: Record, view: EngagementView, dossier: Dossier) -> str:
    current = bool(view.states) and view.states[-1].id == state.id
    mark = " (the state on that day)" if current else ""
    if not begun(state.date, call.day()):
        mark = " (later than that day)"
    note = f": {state.note}" if state.note else ""
    told = "; ".join(f"{line.text}, {line.who}" for line in source_line(dossier, state))
    account = f" [{told}]" if told else ""
    return f"{when(state.date)}: {label(state.state)}{mark}{note}{account}"


def _state_form(call: Call, view: EngagementView) -> dict[str, Any]:
    """Give the state on the day as JSON; null where none had begun, with the reason."""
    return {
        "as_of": call.day().isoformat(),
        "state": None if view.state.value is None else str(view.state.value),
        "since": date_form(view.since),
        "reason": view.state.reason_not_computable or None,
        "formula": view.state.formula,
    }

"""`show proposal`: what it says issue by issue, what it answers, what became of it."""

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import record_form
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.show_session import write_sources
from negotiation_tracker.cli.wording import NOT_RECORDED, name_of, when, words, yes_no
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import item_words, participant_name


def write(call: Call) -> None:
    """Write one proposal."""
    with call.workspace() as ws:
        dossiers = [dossier for _, dossier in call.dossiers(ws)]
    proposal, dossier = find("proposal", call.args.ref, dossiers)
    if call.wants_json:
        form = record_form(proposal, dossier, whole=True)
        call.write_json("proposal", {**call.asked(), "proposal": form})
        return
    negotiation = dossier.get("negotiation", proposal.negotiation_id)
    code = f" [{negotiation.code}]" if negotiation else ""
    layout.heading(call, f"Proposal {proposal.code}{code}")
    layout.values(call, _facts(proposal, dossier))
    layout.section(call, "Says")
    items = sorted(
        dossier.where("proposal_item", proposal_id=proposal.id), key=lambda i: (i.seq, i.id)
    )
    layout.bullets(call, [_item(i, dossier) for i in items], "no items recorded")
    layout.section(call, "What became of it")
    actions = dossier.where("proposal_action", proposal_id=proposal.id)
    layout.bullets(call, [_action(a, dossier) for a in actions], "nothing recorded")
    write_sources(call, proposal, dossier)


def _facts(proposal: Record, dossier: Dossier) -> list[tuple[str, str]]:
    session = dossier.get("session", proposal.session_id or 0)
    countered = [
        dossier.get("proposal", c.countered_id)
        for c in dossier.where("counter", proposal_id=proposal.id)
    ]
    answers = [
        dossier.get("proposal", c.proposal_id)
        for c in dossier.where("counter", countered_id=proposal.id)
    ]
    return [
        ("Title", words(proposal.title)),
        ("From", participant_name(dossier, proposal.from_id) or NOT_RECORDED),
        ("To", participant_name(dossier, proposal.to_id) or NOT_RECORDED),
        ("Date passed", when(proposal.date)),
        ("Session", name_of(session, dossier) if session else NOT_RECORDED),
        ("Kind", label(proposal.kind)),
        ("Formality", label(proposal.formality)),
        ("Channel", label(proposal.channel)),
        ("Package rule", label(proposal.package_rule)),
        ("Called final", yes_no(proposal.called_final)),
        ("Counters", _codes(countered)),
        ("Countered by", _codes(answers)),
        ("Who may see this", label(proposal.handling)),
    ]


def _codes(proposals: list[Record | None]) -> str:
    return ", ".join(p.code for p in proposals if p is not None) or "none recorded"


def _item(item: Record, dossier: Dossier) -> str:
    issue = dossier.get("issue", item.issue_id)
    terms = sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))
    text = f"{issue.title if issue else 'issue'}: {item_words(item, tuple(terms))}"
    if terms and item.summary:
        text += f" — {item.summary}"
    return f"{text}; only if {item.conditional_on}" if item.conditional_on else text


def _action(action: Record, dossier: Dossier) -> str:
    by = participant_name(dossier, action.by_id) or "by whom is not recorded"
    note = f": {action.note}" if action.note else ""
    return f"{label(action.action)}, {by}, {when(action.date)}{note}"

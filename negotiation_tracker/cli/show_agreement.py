"""`show agreement`: its text, what it rests on, who signed, who must still approve."""

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import record_form
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.show_session import write_sources
from negotiation_tracker.cli.wording import NOT_RECORDED, when, words, yes_no
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.services.agreement_detail import (
    AgreementDetail,
    SignerSide,
    agreement_detail,
)


def write(call: Call) -> None:
    """Write one tentative agreement."""
    with call.workspace() as ws:
        dossiers = [dossier for _, dossier in call.dossiers(ws)]
    agreement, dossier = find("tentative_agreement", call.args.ref, dossiers)
    detail = agreement_detail(dossier, agreement.id, call.day())
    if detail is None:
        raise NotFound(f"There is no tentative agreement “{call.args.ref}”.")
    if call.wants_json:
        form = record_form(agreement, dossier, whole=True)
        status = {"status": str(detail.status.status), "reason": detail.status.reason}
        call.write_json("agreement", {**call.asked(), "agreement": {**form, **status}})
        return
    negotiation = dossier.get("negotiation", agreement.negotiation_id)
    code = f" [{negotiation.code}]" if negotiation else ""
    layout.heading(call, f"Tentative agreement {agreement.code}{code}")
    layout.values(call, _facts(detail))
    layout.section(call, "Text")
    lines = [line for line in str(agreement.language).splitlines() if line.strip()]
    layout.bullets(call, lines, "no text recorded")
    layout.section(call, "Rests on")
    layout.bullets(
        call,
        [
            f"{b.code}, {b.maker}, {b.when}: {b.says}" + (f" ({b.note})" if b.note else "")
            for b in detail.rests_on
        ],
        "no earlier offer recorded",
    )
    layout.section(call, "Signatures")
    layout.bullets(call, [_side(side) for side in detail.sides], "no parties recorded")
    layout.section(call, "Approvals")
    needed = [f"{body}: {'approved' if done else 'waiting'}" for body, done in detail.needed]
    layout.bullets(call, [*needed, *(_vote(vote) for vote in detail.approvals)], "none needed")
    write_sources(call, agreement, dossier)


def _facts(detail: AgreementDetail) -> list[tuple[str, str]]:
    agreement = detail.agreement
    return [
        ("Status", f"{detail.status_words}. {detail.status.reason}"),
        ("Title", words(agreement.title)),
        ("Covers", label(agreement.scope)),
        ("Settles", ", ".join(title for _, title in detail.settles) or NOT_RECORDED),
        ("Reached", when(agreement.reached_on)),
        ("Waits for the whole", yes_no(agreement.contingent)),
        ("Text, SHA-256", words(agreement.text_hash)),
        ("Who may see this", label(agreement.handling)),
    ]


def _side(side: SignerSide) -> str:
    signed = [
        f"{one.person}, {one.method} {one.when}" + ("" if one.counts else " (another text)")
        for one in side.signatures
    ]
    return f"{side.name}: {'; '.join(signed) or 'not signed'}"


def _vote(vote: Record) -> str:
    counts = [
        f"{number} {word}"
        for number, word in ((vote.yes, "yes"), (vote.no, "no"), (vote.eligible, "eligible"))
        if number is not None
    ]
    said = f", {', '.join(counts)}" if counts else ""
    return f"{label(vote.body)}: {label(vote.result)}{said}, {when(vote.closed_on)}"

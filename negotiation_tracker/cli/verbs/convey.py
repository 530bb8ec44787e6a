"""`convey`: tell the other side what a side authorised, after reading it back."""

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import find
from negotiation_tracker.services.workspace import Workspace


def describe(parser: Parser) -> None:
    """Add the arguments of `convey`."""
    parser.add_argument("ref", metavar="REF", help="offer, by its reference in `authorise`")
    parser.add_argument("--now", action="store_true", help="convey it; otherwise only read it back")
    parser.add_argument(
        "--formal", action="store_true", help="as a formal proposal, which moves positions"
    )
    parser.add_argument(
        "--withdraw", action="store_true", help="the side takes its authorisation back"
    )
    parser.add_argument(
        "--answer", metavar="TEXT", help="what the side may be told about the answer"
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "Conveying makes a new proposal that both rooms see, with the exact terms. Conditions,\n"
        "what is kept back, and who authorised it, when and where, stay in the offer's room."
    )


def run(call: Call) -> int:
    """Read an offer back, convey it, withdraw it, or record the answer."""
    if sum((call.args.now, call.args.withdraw, call.args.answer is not None)) > 1:
        raise UsageError("Do one thing at a time: --now, --withdraw or --answer.")
    with call.workspace() as ws:
        talks = call.negotiation(ws)
        offer, _ = find("authorised_offer", call.args.ref, [ws.dossier(talks.id)])
        if call.args.withdraw or call.args.answer is not None:
            _settle(call, ws, offer.id)
        elif call.args.now:
            _convey(call, ws, offer.id)
        else:
            _read_back(call, ws, offer.id)
    return 0


def _settle(call: Call, ws: Workspace, offer_id: int) -> None:
    from negotiation_tracker.services import authorised_offers as authorised

    if call.args.withdraw:
        changed = ws.change(
            "Withdraw authorised offer", lambda writer: authorised.withdraw(writer, offer_id)
        )
    else:
        changed = ws.change(
            "Record answer to offer",
            lambda writer: authorised.respond(writer, offer_id, call.args.answer),
        )
    write_change(call, ws, "Saved", changed.change, changed.value)


def _convey(call: Call, ws: Workspace, offer_id: int) -> None:
    from negotiation_tracker.services import authorised_offers as authorised

    formality = _formality(call)
    changed = ws.change(
        authorised.CONVEY_LABEL, lambda writer: authorised.convey(writer, offer_id, formality)
    )
    record = ws.find("proposal", changed.value)
    if record is not None and not call.wants_json:
        call.say(f"Conveyed as {record.code}.")
    write_change(call, ws, "Saved", changed.change, record)


def _read_back(call: Call, ws: Workspace, offer_id: int) -> None:
    from negotiation_tracker.services import authorised_offers as authorised

    found = authorised.read_back(ws, offer_id, _formality(call))
    if call.wants_json:
        call.write_json("read-back", {"lines": list(found.lines), "seen_by": list(found.seen_by)})
        return
    call.say("The other side will see exactly this:")
    for line in found.lines:
        call.say(f"  {line}")
    call.say(f"Seen from then on in: {', '.join(found.seen_by)}.")
    call.say("Nothing was conveyed. Add --now to convey it.")


def _formality(call: Call) -> str:
    return "formal" if call.args.formal else "mediator_confidential"

"""`act`: record what became of an offer: held, rejected, withdrawn and the like."""

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import find, issue, participant
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import ActionKind, label

_ACTIONS = {kind.value.replace("_", "-"): kind for kind in ActionKind}


def describe(parser: Parser) -> None:
    """Add the arguments of `act`."""
    parser.add_argument("ref", metavar="REF", help="offer it happened to, by its code")
    parser.add_argument(
        "action", metavar="ACTION", choices=tuple(_ACTIONS), help=", ".join(_ACTIONS)
    )
    parser.add_argument(
        "--by", metavar="SIDE", help="who did it: u, e or a name (otherwise not recorded)"
    )
    parser.add_argument("--date", metavar="DATE", help="when; may be rough (otherwise today)")
    parser.add_argument("--time", metavar="TIME", help="clock time")
    parser.add_argument("--item", metavar="ISSUE", help="only what it says on this issue")
    parser.add_argument("--note", metavar="TEXT", help="reason or remark")
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "An all-or-nothing package that is rejected or withdrawn lapses, and earlier stand-alone\n"
        "positions return by the rule of the talks. “reinstated” brings an offer back."
    )


def run(call: Call) -> int:
    """Record the action in one step of undo."""
    from negotiation_tracker.services import proposals

    with call.workspace() as ws:
        dossiers = [ws.dossier(n.id) for n in call.negotiations(ws)]
        proposal, dossier = find("proposal", call.args.ref, dossiers)
        action = _ACTIONS[call.args.action]
        raw: dict[str, object] = {
            "action": action.value,
            "date": call.args.date or ws.today().isoformat(),
        }
        for name in ("time", "note"):
            if getattr(call.args, name):
                raw[name] = getattr(call.args, name)
        if call.args.by:
            raw["by_id"] = participant(call.args.by, dossier, proposal.negotiation_id).id
        if call.args.item:
            raw["item_id"] = _item(call.args.item, proposal, dossier).id
        changed = ws.change(
            f"Record “{label(action)}”", lambda writer: proposals.act(writer, proposal.id, raw)
        )
        write_change(call, ws, "Saved", changed.change, ws.find("proposal", proposal.id))
    return 0


def _item(typed: str, proposal: Record, dossier: Dossier) -> Record:
    about = issue(typed, dossier, proposal.negotiation_id)
    found = dossier.where("proposal_item", proposal_id=proposal.id)
    for item in found:
        if about is not None and item.issue_id == about.id:
            return item
    titles = [i.title for x in found if (i := dossier.get("issue", x.issue_id)) is not None]
    raise UsageError(
        f"{proposal.code} says nothing on “{typed}”.",
        hint=f"It speaks to: {', '.join(titles) or 'nothing yet'}.",
    )

"""`lock`: from now on the log of a session only grows."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_negotiation, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import find


def describe(parser: Parser) -> None:
    """Add the arguments of `lock`."""
    parser.add_argument(
        "ref", metavar="REF", help="which session: its date or the start of its identifier"
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "Lines of a locked log are corrected beside the line, never changed. Undo unlocks it."
    )


def run(call: Call) -> int:
    """Lock one session in one step of undo."""
    from negotiation_tracker.services import sessions

    with call.workspace() as ws:
        talks = call.negotiations(ws)
        dossiers = [call.dossier(ws, negotiation) for negotiation in talks]
        session, _ = find("session", call.args.ref, dossiers)
        changed = ws.change("Lock session", lambda w: sessions.lock(w, session.id))
        write_change(call, ws, "Locked", changed.change, session)
    return 0

"""`undo`: take the newest change back."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change


def describe(parser: Parser) -> None:
    """Add the arguments of `undo`."""
    add_store(parser)
    add_json(parser)
    parser.epilog = "Refused, with the reason, when something later rests on the change."


def run(call: Call) -> int:
    """Undo one step."""
    with call.workspace() as ws:
        write_change(call, ws, "Undone", ws.undo())
    return 0

"""`redo`: do again what was undone last."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change


def describe(parser: Parser) -> None:
    """Add the arguments of `redo`."""
    add_store(parser)
    add_json(parser)


def run(call: Call) -> int:
    """Redo one step."""
    with call.workspace() as ws:
        write_change(call, ws, "Done again", ws.redo())
    return 0

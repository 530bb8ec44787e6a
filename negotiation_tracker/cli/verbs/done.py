"""`done`: say that something owed was done."""

from negotiation_tracker.cli.arguments import Parser
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.follow_ups import add_follow_ups, change_follow_ups


def describe(parser: Parser) -> None:
    """Add the arguments of `done`."""
    add_follow_ups(parser)
    parser.add_argument("--on", metavar="DATE", default="today", help="the day; otherwise today")
    parser.epilog = "Several are marked in one step of undo; `reopen` takes it back."


def run(call: Call) -> int:
    """Mark as done in one step of undo."""
    from negotiation_tracker.services import followups

    return change_follow_ups(
        call, "Close", "Done", lambda w, key: followups.done(w, key, call.args.on)
    )

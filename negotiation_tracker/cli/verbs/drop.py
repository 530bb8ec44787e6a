"""`drop`: say that something owed is no longer wanted."""

from negotiation_tracker.cli.arguments import Parser
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.follow_ups import add_follow_ups, change_follow_ups


def describe(parser: Parser) -> None:
    """Add the arguments of `drop`."""
    add_follow_ups(parser)
    parser.add_argument("--reason", metavar="TEXT", default="", help="why; added to its note")
    parser.epilog = "It stays in the record; `reopen` takes it back."


def run(call: Call) -> int:
    """Drop in one step of undo."""
    from negotiation_tracker.services import followups

    return change_follow_ups(
        call, "Drop", "Dropped", lambda w, key: followups.drop(w, key, call.args.reason)
    )

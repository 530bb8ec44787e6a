"""`reopen`: say that something is owed again."""

from negotiation_tracker.cli.arguments import Parser
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.follow_ups import add_follow_ups, change_follow_ups


def describe(parser: Parser) -> None:
    """Add the arguments of `reopen`."""
    add_follow_ups(parser)


def run(call: Call) -> int:
    """Reopen in one step of undo."""
    from negotiation_tracker.services import followups

    return change_follow_ups(call, "Reopen", "Reopened", followups.reopen)

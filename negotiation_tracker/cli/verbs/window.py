"""`window`: the window itself is opened by `negotiation_tracker.app`, before this is asked."""

from negotiation_tracker.cli.arguments import PROGRAM, Parser, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.model.errors import StoreError


def describe(parser: Parser) -> None:
    """Add the arguments of `window`."""
    add_store(parser)
    parser.epilog = (
        "Without a display, or with a system library missing, one sentence says what to install\n"
        "or which verb to use instead, and the exit status is 3."
    )


def run(call: Call) -> int:
    """Say how to open the window, when asked from inside another program."""
    raise StoreError(
        "", 3, "The window opens in a program of its own.", hint=f"Start {PROGRAM} without a verb."
    )

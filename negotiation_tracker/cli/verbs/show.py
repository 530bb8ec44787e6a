"""`show`: a session, a proposal, where each side stands, how it moved, the whole history."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_audience,
    add_days,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.model.handling import Audience

PAGES = {
    "session": "show_session",
    "proposal": "show_proposal",
    "agreement": "show_agreement",
    "mediator": "show_mediator",
    "positions": "show_positions",
    "moves": "show_moves",
    "history": "show_history",
}
_WITH_REF = frozenset({"session", "proposal", "agreement", "mediator"})
_MAY_HAVE_REF = frozenset({"moves"})


def describe(parser: Parser) -> None:
    """Add the arguments of `show`."""
    parser.add_argument("what", choices=tuple(PAGES), metavar="WHAT", help=", ".join(PAGES))
    parser.add_argument(
        "ref",
        nargs="?",
        metavar="REF",
        help="which one: its code, its date, its name or the start of its identifier; "
        "with moves, one issue by its code",
    )
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, Audience.ME)
    add_days(parser)
    add_json(parser)
    parser.epilog = (
        "Without --as-of, positions are shown as of today for talks that go on, else as of the\n"
        "last day the record speaks of; the page says which. history is the text of the export."
    )


def run(call: Call) -> int:
    """Write the page asked for."""
    given = call.args.ref is not None
    if call.args.what not in _MAY_HAVE_REF and (call.args.what in _WITH_REF) != given:
        which = "Say which one" if call.args.ref is None else "No REF goes with it"
        raise UsageError(f"show {call.args.what}: {which}.", hint="See show --help.")
    page = import_module(f"negotiation_tracker.cli.{PAGES[call.args.what]}")
    write = cast(Callable[[Call], None], page.write)
    write(call)
    return 0

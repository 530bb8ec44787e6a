"""`bench-data`: a store of artificial talks, for measuring and for trying the program out."""

import argparse
from pathlib import Path

from negotiation_tracker.cli.arguments import Parser, add_json
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.wording import counted
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.bench_data import SIZES, BenchShape, make

_LEAST, _MOST = 1, 10_000_000


def describe(parser: Parser) -> None:
    """Add the arguments of `bench-data`."""
    parser.add_argument("file", metavar="FILE", help="store to make; must not be there yet")
    parser.add_argument(
        "--size",
        type=read_size,
        metavar="SIZE",
        default=SIZES["10k"],
        help=f"number of sessions: {', '.join(SIZES)} or any number (otherwise 10k)",
    )
    parser.add_argument(
        "--bare",
        action="store_true",
        help="one negotiation with all sessions and nothing else in them, for very long lists",
    )
    add_json(parser)
    parser.epilog = (
        "Nothing in it is real, and the same size gives the same records each time. It takes\n"
        "about 1 ms and 31 KB for each session. python -m benchmarks measures with such stores."
    )


def run(call: Call) -> int:
    """Make the store."""
    path = Path(call.args.file)
    shape = BenchShape(call.args.size, bare=call.args.bare)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        make(path, shape)
    except FileExistsError:
        raise TrackerError(
            f"There is a file at {path} already.", "It was not touched.", "Name another."
        ) from None
    except OSError as error:
        raise TrackerError(f"{path} cannot be made: {error.strerror}.") from error
    if call.wants_json:
        call.write_json("bench-data", {"store": str(path), "sessions": shape.sessions})
    else:
        call.say(f"Store: {path}, {counted(shape.sessions, 'session', 'sessions')}.")
    return 0


def read_size(text: str) -> int:
    """Read a number of sessions: a word such as 10k, or digits.

    Raises:
        argparse.ArgumentTypeError: it is neither.

    """
    number = SIZES.get(text.casefold(), int(text) if text.isdecimal() else 0)
    if not _LEAST <= number <= _MOST:
        words = ", ".join(SIZES)
        raise argparse.ArgumentTypeError(f"{text} is no size; write {words} or a number")
    return number

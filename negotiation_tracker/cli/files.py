"""Files that the command line writes: where they go, and what is said about them."""

from pathlib import Path

from negotiation_tracker.cli.arguments import Parser, UsageError
from negotiation_tracker.cli.call import Call
from negotiation_tracker.model.errors import ExportError
from negotiation_tracker.model.handling import Audience


def add_file(parser: Parser, about: str) -> None:
    """Add the file to write, and --replace."""
    parser.add_argument("file", nargs="?", metavar="FILE", help=about)
    parser.add_argument("--replace", action="store_true", help="replace a file that is there")


def target(call: Call, proposed: str) -> Path:
    """Give the file to write; in a folder it takes the name proposed.

    Raises:
        ExportError: E41, there is a file already and --replace was not given.

    """
    found = Path(call.args.file or proposed)
    if found.is_dir():
        found = found / proposed
    if found.exists() and not call.args.replace:
        raise ExportError(
            f"There is a file at {found} already.",
            "It was not touched.",
            "Add --replace, or name another.",
        )
    return found


def suffix_of(call: Call, known: tuple[str, ...]) -> str:
    """Give the ending of the file asked for, without its dot; a folder takes the first known.

    Raises:
        UsageError: it is none of those that can be written.

    """
    if Path(call.args.file).is_dir():
        return known[0]
    suffix = Path(call.args.file).suffix.casefold().removeprefix(".")
    if suffix not in known:
        raise UsageError(
            f"“{Path(call.args.file).name}” does not say in which format to write.",
            hint=f"End its name with {' or '.join(f'.{one}' for one in known)}.",
        )
    return suffix


def settle_audience(call: Call) -> None:
    """Take the public for what is written to a file, and oneself for what is shown.

    For verbs whose --audience has no default of its own, because they do both.
    """
    if call.args.audience is None:
        call.args.audience = Audience.PUBLIC if call.args.file else Audience.ME


def report(call: Call, written: Path) -> int:
    """Say which file was written; gives the exit status."""
    if call.wants_json:
        form = {"file": str(written), "audience": str(call.reader().audience)}
        call.write_json("file", {**form, "bytes": written.stat().st_size})
    else:
        call.say(f"Written: {written}")
    return 0

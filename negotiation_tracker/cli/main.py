"""The command line: finds the verb, runs it, and turns every error into a sentence.

Read with argparse because it is there: `import typer` alone takes five bare starts of Python,
and a whole `list` is to take at most two and a half.
"""

import contextlib
import sys
from collections.abc import Callable, Sequence
from typing import IO

from negotiation_tracker import __version__
from negotiation_tracker.cli.arguments import PROGRAM, HelpShown, Parser, UsageError, shared_first
from negotiation_tracker.cli.call import Call, Streams
from negotiation_tracker.cli.straight import (
    INTERRUPTED,
    PIPE_CLOSED,
    silence_output,
    terminal_width,
)
from negotiation_tracker.cli.tables import one_line
from negotiation_tracker.cli.verb_table import VERBS, Verb
from negotiation_tracker.model.errors import InvalidInput, TrackerError

OUR_BUG = 1
"""Exit status; the others are those of the messages (docs/cli.md)."""


def run(arguments: Sequence[str], streams: Streams | None = None) -> int:
    """Run one command line; gives its exit status and never raises."""
    used = streams or standard_streams()
    return guarded(lambda: _dispatch(list(arguments), used), used)


def guarded(work: Callable[[], int], streams: Streams) -> int:
    """Do some work; every error becomes a sentence and an exit status."""
    try:
        status = work()
        streams.out.flush()
    except HelpShown:
        return 0
    except TrackerError as error:
        write_error(error, streams.err)
        return error.exit_status
    except BrokenPipeError:
        # Whoever read our output went away, as in "list … | head"; no reason to complain.
        silence_output()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last line: no traceback reaches a person
        return _bug(error, streams.err)
    return status


def top_help() -> str:
    """Give the help of the program as a whole."""
    width = max(len(name) for name in VERBS)
    lines = [
        f"Usage: {PROGRAM} [VERB] [OPTIONS]",
        "",
        "Keeps the record of labor negotiations. Without a verb it opens the window.",
        "",
        *(f"  {verb.name.ljust(width)}  {verb.summary}" for verb in VERBS.values()),
        "",
        f"{PROGRAM} VERB --help tells more; docs/cli.md has all of it.",
    ]
    return "\n".join(lines) + "\n"


def parser_of(verb: Verb, out: IO[str] | None = None) -> Parser:
    """Build the parser of one verb."""
    parser = Parser(prog=f"{PROGRAM} {verb.name}", description=verb.summary, out=out)
    verb.load().describe(parser)
    return parser


def write_error(error: TrackerError, stream: IO[str]) -> None:
    """Write an error as one line, with its number if it has one; a line for each wrong field."""
    code = f"{error.code}: " if error.code else ""
    if isinstance(error, InvalidInput) and len(error.problems) > 1:
        stream.write("Nothing was saved; these are not right:\n")
        for problem in error.problems:
            stream.write(one_line(f"  {problem.field}: {problem.message}") + "\n")
        return
    stream.write(one_line(f"{code}{error.sentence()}") + "\n")


def _dispatch(arguments: list[str], streams: Streams) -> int:
    given = shared_first(arguments)
    if not given or given[0] in ("--help", "-h", "help"):
        streams.out.write(top_help())
        return 0
    if given[0] in ("--version", "-V"):
        streams.out.write(f"{PROGRAM} {__version__}\n")
        return 0
    verb = VERBS.get(given[0])
    if verb is None:
        raise UsageError(
            f"There is no verb “{given[0]}”.", hint=f"The verbs are: {', '.join(VERBS)}."
        )
    args = parser_of(verb, streams.out).parse_args(given[1:])
    return verb.load().run(Call(args, streams))


def standard_streams() -> Streams:
    """Give the streams of this process, and how wide its terminal is."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    return Streams(sys.stdout, sys.stderr, sys.stdin, terminal_width())


def _bug(error: Exception, stream: IO[str]) -> int:
    import logging

    from negotiation_tracker import logs, paths

    path = logs.log_to(paths.log_folder())
    logging.getLogger(__name__).error("uncaught\n%s", logs.technical_details(error))
    where = f" Technical details are in {path}." if path else ""
    stream.write(
        "Something went wrong inside the program; nothing more was changed. "
        f"This is a bug of ours ({type(error).__name__}).{where}\n"
    )
    return OUR_BUG

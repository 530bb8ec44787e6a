"""The commands that are asked for most, without all that others need.

A whole `list sessions` is to take at most two and a half bare starts of Python, so nothing here
or below it imports argparse, dataclasses, typing, pathlib, re or json; a test holds that. What is
not plainly one of these commands, and whatever goes wrong, is left to `cli.main`, which reads the
command line in full and finds the words.
"""

import os
import sys

from negotiation_tracker import folders
from negotiation_tracker.cli.tables import Table

INTERRUPTED = 130
PIPE_CLOSED = 141

_OPTIONS = ("--store", "--negotiation", "--limit")


def run(given: list[str]) -> int | None:
    """Answer a command line; gives the exit status, or None to have it answered in full."""
    asked = plain(given)
    if asked is None:
        return None
    words, options = asked
    try:
        if words == ["list", "sessions"] and "--limit" not in options:
            text = _sessions(options)
        elif words[:1] == ["search"] and len(words) > 1:
            text = _search(" ".join(words[1:]), options)
        else:
            return None
        return None if text is None else _write(text)
    except KeyboardInterrupt:
        return INTERRUPTED


def leave(status: int) -> None:
    """End the process at once: all is written, and taking Python down takes a fifth of the time.

    The store was only read, and what SQLite holds of it goes with the process.
    """
    sys.stdout.flush()
    os._exit(status)


def plain(given: list[str]) -> tuple[list[str], dict[str, str]] | None:
    """Part words and options; None for anything but words and the few options, each once."""
    words: list[str] = []
    options: dict[str, str] = {}
    rest = iter(given)
    for part in rest:
        if part[:1] != "-":
            words.append(part)
            continue
        name, equals, value = part.partition("=")
        if name not in _OPTIONS or name in options:
            return None
        options[name] = value if equals else next(rest, "")
        if not options[name] or options[name][0] == "-":
            return None
    return words, options


def terminal_width() -> int:
    """Give the columns of the terminal that output goes to; 0 for a file or another program."""
    if not sys.stdout.isatty():
        return 0
    named = os.environ.get("COLUMNS", "")
    if named.isdecimal() and int(named) > 0:
        return int(named)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or 80
    except (OSError, ValueError):
        return 80


def silence_output() -> None:
    """Send what is still to be written nowhere: whoever read it went away."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return


def _sessions(options: dict[str, str]) -> str | None:
    from negotiation_tracker.services import session_lines

    store = options.get("--store") or folders.default_store()
    cells = session_lines.cells(store, options.get("--negotiation"))
    if cells is None:
        return None
    if not cells:
        return "No sessions to show.\n"
    headings = session_lines.HEADINGS
    if len({row[0] for row in cells}) > 1:
        return Table(("negotiation", *headings), cells).render(terminal_width())
    return Table(headings, [row[1:] for row in cells]).render(terminal_width())


def _search(text: str, options: dict[str, str]) -> str | None:
    from negotiation_tracker.services import search_lines

    store = options.get("--store") or folders.default_store()
    limit = search_lines.limit(options.get("--limit"))
    found = limit and search_lines.answer(store, text, options.get("--negotiation"), limit)
    if not found:
        return None
    cells, remark = found
    if not cells:
        return f"{search_lines.NOTHING}\n"
    if remark:
        sys.stderr.write(f"{remark}\n")
    return Table(search_lines.HEADINGS, cells).render(terminal_width())


def _write(text: str) -> int:
    try:
        reconfigure = getattr(sys.stdout, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # As in "list … | head"; no reason to complain.
        silence_output()
        return PIPE_CLOSED
    return 0

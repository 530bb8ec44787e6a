"""Decides between window and command line, and sets up what both rest on.

Without arguments the program opens its window. Where no window can appear it does the main job
without one: it says where the disputes of the store stand and writes their histories. Any verb
goes to the command line, which never imports Qt.
"""

import gc
import os
import sys
from collections.abc import Sequence

from negotiation_tracker import folders

NO_WINDOW = 3
"""Exit code where a window was asked for by name and cannot appear."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives its exit code (0 fine, 1 a bug of ours, 3 no window possible)."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    request = window_request(given)
    if request is None:
        # Starts without a log, which would cost it as much as all its reading; a bug opens one.
        from negotiation_tracker.cli import straight

        # Nothing is looked for that could be freed: what follows is short, or goes the long way.
        gc.disable()
        status = straight.run(given)
        gc.enable()
        if status is not None:
            if arguments is None:
                straight.leave(status)
            return status
        from negotiation_tracker.cli.main import run

        return run(given)
    from pathlib import Path

    from negotiation_tracker import logs

    folder = Path(folders.user_folder("log"))
    logs.log_to(folder)
    logs.catch_all(folder)
    by_name, store = request[0], Path(request[1])
    problem = window_problem()
    if problem is None:
        from negotiation_tracker.desktop.application import run as open_window

        return open_window(store)
    sys.stderr.write(problem + "\n")
    if by_name:
        return NO_WINDOW
    from negotiation_tracker.cli.without_display import run as run_without_display

    return run_without_display(store)


def window_problem() -> str | None:
    """Say in a sentence or two why no window can appear here and what to do; None if it can."""
    from negotiation_tracker import preflight

    env = os.environ
    display = preflight.display_problem(env)
    if display is not None:
        return display
    missing = preflight.missing_libraries(preflight.qt_platform(env))
    return preflight.library_problem(missing)


def window_request(given: list[str]) -> tuple[bool, str] | None:
    """Read what asks for a window: nothing, ``window``, and ``--store FILE`` with either.

    Gives whether it was asked for by name, and the store; None for anything else.
    """
    rest = list(given)
    by_name = rest[:1] == ["window"]
    if by_name:
        rest = rest[1:]
    if not rest:
        return by_name, folders.default_store()
    if len(rest) == 1 and rest[0].startswith("--store="):
        return by_name, rest[0].removeprefix("--store=")
    if len(rest) == 2 and rest[0] == "--store":
        return by_name, rest[1]
    if len(rest) == 3 and rest[0] == "--store" and rest[2] == "window":
        return True, rest[1]
    return None

"""Writing the minutes of a session from its page: no dialog, one file, for one audience."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from negotiation_tracker.desktop.dialogs.export_choices import ExportMemory
from negotiation_tracker.desktop.dialogs.export_work import Saved, Writing
from negotiation_tracker.desktop.tasks import Failed, Tasks
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import exports
from negotiation_tracker.services.minutes import minutes_request
from negotiation_tracker.services.workspace import Workspace


def write_minutes(
    tasks: Tasks,
    session_id: int,
    audience: Audience,
    done: Callable[[Path], None],
    failed: Failed,
) -> None:
    """Write a PDF into the folder of the last export, beside what is there; nothing is replaced.

    Args:
        tasks: the way to the store.
        session_id: the session.
        audience: for whom.
        done: gets the file.
        failed: gets what went wrong.

    """
    folder = ExportMemory().folder()

    def request(ws: Workspace) -> exports.ExportRequest:
        today = datetime.now(UTC).astimezone().date()
        reader = Reader(audience, on=today, exporting=True)
        wanted = minutes_request(ws, session_id, reader)
        name = exports.default_name(ws, wanted)
        return minutes_request(ws, session_id, reader, target=_free(folder / name))

    def write(wanted: exports.ExportRequest) -> None:
        Writing(tasks, wanted, saved, failed, lambda *_: None)

    def saved(file: Saved) -> None:
        done(file.path)

    tasks.read(request, write, failed)


def _free(path: Path) -> Path:
    """Give the path, or the same with a number where such a file is there already."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found

"""Unfinished forms, kept on disk beside the store so that a crash does not lose them.

One small JSON file for each negotiation, readable by its owner only (0600), replaced as a whole.
Files are written by a thread of their own: a slow disk never holds up typing.
"""

import contextlib
import json
import logging
import os
import re
from concurrent.futures import Future
from pathlib import Path
from typing import Any

from negotiation_tracker.rules.rooms import Room

logger = logging.getLogger(__name__)

FORMAT = 1


def form_in(room: Room | None, form: str) -> str:
    """Give the name under which drafts of a form are kept: in a mediator's room one of its own."""
    return form if room is None else f"{form}-room-{room.participant_id or 'joint'}"


class Drafts:
    """Drafts of one kind of form for the negotiations of one store."""

    def __init__(self, store_path: Path, form: str = "log-session") -> None:
        from concurrent.futures import ThreadPoolExecutor

        self._store_path = store_path
        self._form = form
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="drafts")

    def path(self, negotiation: str) -> Path:
        """Give the file of a negotiation's draft; ``negotiation`` is its uid."""
        safe = re.sub(r"[^A-Za-z0-9-]", "-", negotiation)
        return self._store_path.with_name(f".{self._store_path.name}.{self._form}.{safe}.draft")

    def save(self, negotiation: str, state: dict[str, Any]) -> Future[None]:
        """Keep the state of a form; returns at once. A failure is logged, never raised."""
        text = json.dumps({"format": FORMAT, "state": state}, ensure_ascii=False)
        return self._writer.submit(_write, self.path(negotiation), text)

    def remove(self, negotiation: str) -> Future[None]:
        """Forget the draft of a negotiation, if there is one."""
        return self._writer.submit(_remove, self.path(negotiation))

    def load(self, negotiation: str) -> dict[str, Any] | None:
        """Give the state kept for a negotiation; None when there is none that can be read."""
        try:
            found = json.loads(self.path(negotiation).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            logger.warning("a draft could not be read: %s", type(error).__name__)
            return None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            return None
        state = found.get("state")
        return state if isinstance(state, dict) else None

    def close(self) -> None:
        """Wait until everything is written."""
        self._writer.shutdown(wait=True)


def any_kept(store_path: Path, form: str = "log-session") -> bool:
    """Say whether an unfinished form is kept beside a store, for whichever negotiation."""
    start, end = f".{store_path.name}.{form}.", ".draft"
    try:
        names = [found.name for found in store_path.parent.iterdir()]
    except OSError:
        return False
    return any(name.startswith(start) and name.endswith(end) for name in names)


def _write(path: Path, text: str) -> None:
    temporary = path.with_name(f"{path.name}.new")
    try:
        temporary.unlink(missing_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        logger.warning("a draft could not be kept: %s", type(error).__name__)
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        logger.warning("a draft could not be removed: %s", type(error).__name__)

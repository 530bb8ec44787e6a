"""Bringing a store of an earlier version up to the present schema when it is opened."""

from pathlib import Path

from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.store import backup, errors, migrating


def bring_up_to_date(path: Path, *, writable: bool) -> Path:
    """Make a verified backup of an older store, then bring it to the present schema.

    Returns:
        The backup, which still has the older schema.

    Raises:
        StoreError: E10 when the file may not be written, E50 when no backup could be made, E30
            when another program is writing, E52 when the update did not finish; the store is
            as before.

    """
    if not writable:
        raise StoreError(
            "E10",
            3,
            "This store was made by an earlier version and must be updated before it is read.",
            "The file or its folder is read-only; nothing was changed.",
            "Copy it to a folder that you may write, and open the copy.",
        )
    made = backup.make(path)
    try:
        migrating.upgrade(path)
    except errors.SQLITE_ERRORS as error:
        raise errors.from_sqlite(error) from error
    except StoreError as error:
        if error.code != "E52":
            raise
        detail = f"{error.detail} The copy made before it is {made.name}."
        raise StoreError("E52", 11, error.title, detail) from error
    return made

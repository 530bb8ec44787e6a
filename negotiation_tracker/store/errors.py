"""What SQLite says, in words for the person at the screen (the message list E10–E61)."""

import sqlite3
from pathlib import Path

from negotiation_tracker.model.errors import StoreError, TrackerError


def not_writable(path: Path) -> StoreError:
    """E10: the store can only be read."""
    return StoreError(
        "E10",
        3,
        "This store can be read but not changed: the file or its folder is read-only.",
        "Nothing was changed.",
        "Save a copy elsewhere or ask for write access.",
    )


def no_permission(path: Path) -> StoreError:
    """E11: no right to open the file."""
    return StoreError(
        "E11", 3, "You do not have permission to open this file.", "It was not touched."
    )


def no_store(path: Path) -> StoreError:
    """E12: nothing at this path."""
    return StoreError(
        "E12",
        3,
        f"There is no store at {path.name}.",
        "",
        "Choose another file, restore a backup, or create a new store.",
    )


def is_folder(path: Path) -> StoreError:
    """E13: a folder."""
    return StoreError("E13", 3, "This is a folder, not a store file.")


def empty_file(path: Path) -> StoreError:
    """E14: zero bytes."""
    return StoreError(
        "E14",
        4,
        "This file is empty (0 bytes); a store never is.",
        "It was not changed.",
        "Restore a backup, or create a new store under another name.",
    )


def not_a_store(path: Path) -> StoreError:
    """E15: some other file, or a damaged beginning."""
    return StoreError(
        "E15",
        4,
        "This file is not a store of this program, or its beginning is damaged.",
        "It was not changed.",
        "Choose another file or restore a backup.",
    )


def damaged(what: str) -> StoreError:
    """E16: damage found."""
    return StoreError(
        "E16",
        4,
        f"This store is damaged: {what}.",
        "Nothing was written, so nothing gets worse.",
        "Restore the newest backup, or run Check to see what can be read.",
    )


def too_new(found: str, ours: str) -> StoreError:
    """E17: written by a newer version."""
    return StoreError(
        "E17",
        5,
        f"This store was last used by a newer version ({found}); this one is {ours}.",
        "It was not changed.",
        "Please update.",
    )


def altered(what: str) -> StoreError:
    """E18: another program's database, or changed from outside."""
    return StoreError(
        "E18",
        5,
        f"This database belongs to another program or was altered outside ({what}).",
        "It was not changed.",
        "Run Check.",
    )


def moved() -> StoreError:
    """E32: what lies at the path is no longer the file that was opened."""
    return StoreError(
        "E32",
        8,
        "The store file was moved, deleted or replaced while open.",
        "Nothing more will be written there.",
        "Save the open store under a new name, open it at its new place, or restore a backup.",
    )


def backup_failed(reason: TrackerError) -> StoreError:
    """E50: no backup was made, for a reason that has a message of its own."""
    return StoreError(
        "E50",
        11,
        "The backup could not be made.",
        "The store and the earlier backups are untouched.",
        f"Reason: {reason.title}",
    )


def from_sqlite(error: BaseException) -> TrackerError:
    """Turn any error of SQLite into a message; what is not known counts as damage."""
    name = str(getattr(error, "sqlite_errorname", "") or "")
    if name.startswith("SQLITE_FULL"):
        return StoreError(
            "E20",
            7,
            "The disk is full.",
            "Your entry is not saved yet; everything saved before is safe.",
            "Free some space and save again.",
        )
    if name.startswith("SQLITE_READONLY_DBMOVED"):
        return moved()
    if name.startswith("SQLITE_READONLY"):
        return not_writable(Path())
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            "E30",
            8,
            "Another program is using the store.",
            "Your entry is not saved yet.",
            "Try again in a moment.",
        )
    if name.startswith("SQLITE_IOERR"):
        return StoreError(
            "E21",
            7,
            "The disk reported an error while saving.",
            "Whether the last entry is in the store is not certain: look before typing it again.",
            "Make a backup on another disk now.",
        )
    if name.startswith("SQLITE_CANTOPEN"):
        return no_store(Path("this place"))
    if name.startswith("SQLITE_NOTADB"):
        return not_a_store(Path())
    if name.startswith("SQLITE_CONSTRAINT"):
        return TrackerError(
            "This change does not fit the rest of the record: " + _constraint(str(error)) + ".",
            "Nothing was changed.",
        )
    if name.startswith("SQLITE_CORRUPT"):
        return damaged("parts of the file do not fit together")
    return damaged(name or type(error).__name__)


def _constraint(text: str) -> str:
    if text.startswith("UNIQUE constraint failed: "):
        column = text.removeprefix("UNIQUE constraint failed: ").split(",")[-1].split(".")[-1]
        return f"another record already has this {column.strip()}"
    if text.startswith("FOREIGN KEY"):
        return "it would leave a record that refers to nothing"
    if text.startswith("CHECK"):
        return "a value is not one of the allowed ones"
    return "a rule of the store was broken"


SQLITE_ERRORS = (sqlite3.Error, UnicodeDecodeError)

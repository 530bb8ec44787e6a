"""Freezing the schema for a release: ``python -m negotiation_tracker.store.freezing``.

Writes the SQL that leads from the schema released last to the declarations as they stand, and
the fingerprint of the result. What was released is never frozen again; the next change of the
schema gets a migration of its own.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from negotiation_tracker.store import preflight
from negotiation_tracker.store.migrating import made_anew, schema_sql

_FOLDER = Path(__file__).parent / "migrations"
RELEASED = ("0001_first_schema.sql",)
"""Frozen steps that stand in released stores, oldest first."""
UNDER_WORK = "0002_rooms_and_search.sql"
"""The step that this program writes."""
_NAME = re.compile(r"CREATE (?:UNIQUE )?(TABLE|INDEX) (\w+)(?: ON (\w+))?")


def statements(text: str) -> list[str]:
    """Split frozen SQL into its statements."""
    return [one.strip() for one in text.split(";\n") if one.strip()]


def frozen(name: str) -> str:
    """Read a frozen step."""
    return (_FOLDER / "versions" / name).read_text(encoding="utf-8")


def steps(before: Iterable[str], after: Iterable[str]) -> list[str]:
    """Give the statements that turn one schema into another and keep every row.

    A table that changed is made anew under another name, filled, and put in the old one's
    place, as SQLite's documentation advises; a column that is new takes its default.

    Args:
        before: the statements that made the schema as it was.
        after: the statements that would make the schema as it should be.

    """
    old, new = _named(before), _named(after)
    made = [
        text for (kind, name), text in new.items() if kind == "TABLE" and (kind, name) not in old
    ]
    rebuilt = []
    for (kind, name), text in new.items():
        if kind == "TABLE" and old.get((kind, name), text) != text:
            rebuilt.append(name)
            made += _rebuild(name, old[kind, name], text)
    for (kind, name), text in old.items():
        if (kind, name) in new and new[kind, name] == text:
            continue
        if kind == "TABLE" and (kind, name) not in new:
            made.append(f"DROP TABLE {name}")
        elif kind == "INDEX" and _table(text) not in rebuilt:
            made.append(f"DROP INDEX {name}")
    for key, text in new.items():
        if key[0] == "INDEX" and (old.get(key) != text or _table(text) in rebuilt):
            made.append(text)
    return made


def _named(lines: Iterable[str]) -> dict[tuple[str, str], str]:
    found = {}
    for text in lines:
        match = _NAME.match(text)
        if match is None:
            raise ValueError(f"cannot tell what this makes: {text[:60]}")
        found[match[1], match[2]] = text
    return found


def _table(index: str) -> str:
    match = _NAME.match(index)
    return match[3] if match is not None else ""


def _rebuild(name: str, before: str, after: str) -> list[str]:
    kept = set(_columns(name, before))
    columns = ", ".join(f'"{column}"' for column in _columns(name, after) if column in kept)
    return [
        after.replace(f"CREATE TABLE {name} ", f"CREATE TABLE new_{name} ", 1),
        f"INSERT INTO new_{name} ({columns}) SELECT {columns} FROM {name}",
        f"DROP TABLE {name}",
        f"ALTER TABLE new_{name} RENAME TO {name}",
    ]


def _columns(name: str, text: str) -> list[str]:
    db = sqlite3.connect(":memory:")
    db.execute(text)
    return [row[1] for row in db.execute(f'PRAGMA table_info("{name}")')]


def fingerprint_after(frozen_steps: Sequence[str]) -> str:
    """Give the fingerprint that a new store has after these frozen steps."""
    db = migrated(frozen_steps)
    for statement in made_anew():
        db.execute(statement)
    return preflight.fingerprint(db)


def migrated(frozen_steps: Sequence[str]) -> sqlite3.Connection:
    """Make a store in memory by frozen steps, without triggers and index of words."""
    db = sqlite3.connect(":memory:")
    for text in frozen_steps:
        for statement in statements(text):
            db.execute(statement)
    return db


def step_under_work() -> str:
    """Write the SQL of the step that leads from the released schema to the declarations."""
    before = [line for name in RELEASED for line in statements(frozen(name))]
    return ";\n".join(steps(before, statements(schema_sql()))) + ";\n"


def main() -> None:
    """Write the step under work, and the fingerprint of the schema it leads to."""
    text = step_under_work()
    (_FOLDER / "versions" / UNDER_WORK).write_text(text, encoding="utf-8")
    target = _FOLDER / "fingerprints.json"
    known = json.loads(target.read_text(encoding="utf-8"))
    chain = [*(frozen(name) for name in RELEASED), text]
    known[str(preflight.SCHEMA_VERSION)] = fingerprint_after(chain)
    target.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

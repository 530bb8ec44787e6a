"""Freezing the schema for a release: ``python -m negotiation_tracker.store.freezing``.

Writes the SQL of the newest schema and its fingerprint. A schema that was released is never
frozen again; the next one gets a new migration.
"""

import json
import sqlite3
from pathlib import Path

from negotiation_tracker.store import journal, preflight
from negotiation_tracker.store.migrating import journaled_tables, schema_sql

_FOLDER = Path(__file__).parent / "migrations"


def fingerprint_of_declarations() -> str:
    """Give the fingerprint a new store has by the declarations as they stand."""
    db = sqlite3.connect(":memory:")
    for statement in schema_sql().split(";\n"):
        if statement.strip():
            db.execute(statement)
    for statement in journal.triggers(journaled_tables()):
        db.execute(statement)
    return preflight.fingerprint(db)


def main() -> None:
    """Write schema and fingerprint of the schema under work."""
    (_FOLDER / "versions" / "0001_first_schema.sql").write_text(schema_sql(), encoding="utf-8")
    known = {str(preflight.SCHEMA_VERSION): fingerprint_of_declarations()}
    target = _FOLDER / "fingerprints.json"
    target.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

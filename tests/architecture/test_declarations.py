"""What is generated from the declarations is up to date, and the schema is what we say it is."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

from negotiation_tracker import paths
from negotiation_tracker.model import tables
from negotiation_tracker.store import freezing, migrating, preflight

ROOT = Path(__file__).resolve().parents[2]


def test_the_catalogue_is_what_the_declarations_say() -> None:
    stored = json.loads((paths.resources_folder() / "catalogue.json").read_text(encoding="utf-8"))
    assert stored == json.loads(json.dumps(tables.catalogue())), (
        "run: python -m negotiation_tracker.model.tables"
    )


def _shape(db: sqlite3.Connection) -> dict[str, str]:
    """Give what a schema is made of; a table put in place of another is quoted by SQLite."""
    found = db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return {name: sql.replace(f'TABLE "{name}"', f"TABLE {name}", 1) for name, sql in found}


def test_the_frozen_steps_lead_to_what_the_declarations_say() -> None:
    steps = [freezing.frozen(name) for name in (*freezing.RELEASED, freezing.UNDER_WORK)]
    declared = freezing.migrated([migrating.schema_sql()])
    assert _shape(freezing.migrated(steps)) == _shape(declared), (
        "run: python -m negotiation_tracker.store.freezing"
    )
    assert steps[-1] == freezing.step_under_work()
    assert preflight.known_fingerprint(preflight.SCHEMA_VERSION) == (
        freezing.fingerprint_after(steps)
    )


def test_released_schemas_stay_as_they_were() -> None:
    assert preflight.known_fingerprint(1) == (
        "e1c49905ea6ea29856e0bfd7d5d1b591d080ef7b07fcbe414c6be398cb950d8f"
    )


def test_every_field_has_words_for_people() -> None:
    for kind in tables.catalogue()["kinds"]:
        for field in kind["fields"]:
            assert field["name"] == "id" or field["label"], (kind["name"], field)
            assert field["name"] in ("id", "rev") or field["about"], (kind["name"], field)


HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "alembic", "typst", "xlsxwriter", "jinja2", "typer")


def test_reading_a_store_imports_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import negotiation_tracker.services.workspace\n"
        "import negotiation_tracker.services.session_list\n"
        "import negotiation_tracker.rules.visibility, negotiation_tracker.services.overview\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"

"""What is generated from the declarations is up to date, and the schema is what we say it is."""

import json
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


def test_the_frozen_schema_is_what_the_declarations_say() -> None:
    folder = Path(migrating.__file__).parent / "migrations" / "versions"
    frozen = (folder / "0001_first_schema.sql").read_text(encoding="utf-8")
    assert frozen == migrating.schema_sql(), "a changed schema needs a new migration"
    assert preflight.known_fingerprint(preflight.SCHEMA_VERSION) == (
        freezing.fingerprint_of_declarations()
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

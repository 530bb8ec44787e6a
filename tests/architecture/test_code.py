"""Limits that keep the code readable."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "negotiation_tracker"
MODULES = sorted(PACKAGE.rglob("*.py"))
BANNED_NAMES = {"utils", "helpers", "common", "misc", "base", "manager"}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Walk all functions and methods."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("module", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_modules_and_functions_stay_small(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    assert module.stem not in BANNED_NAMES
    assert text.count("\n") <= 500
    for function in functions(ast.parse(text)):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= 60, f"{function.name} has {length} lines"


def test_the_window_stays_small() -> None:
    window = PACKAGE / "desktop" / "main_window.py"
    assert window.read_text(encoding="utf-8").count("\n") <= 250


def test_the_live_file_is_opened_by_sqlite_only() -> None:
    for module in (PACKAGE / "store").rglob("*.py"):
        if module.parent.name == "versions":
            continue  # reads the frozen SQL beside it
        # soundness.py opens its own notes in the cache folder, never a store.
        if module.name in ("backup.py", "freezing.py", "preflight.py", "soundness.py"):
            continue
        text = module.read_text(encoding="utf-8")
        for door in (".read_bytes(", ".read_text(", ".write_bytes(", ".write_text(", " open("):
            assert door not in text, f"{module.name} uses {door}"


@pytest.mark.parametrize(
    "banned",
    ["ON DELETE CASCADE", "INSERT OR REPLACE", "Numeric(", ".extractall(", "yaml.load(", "|safe"],
)
def test_traps_are_not_stepped_into(banned: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in [*MODULES, *(ROOT / "resources").glob("*.j2")]
        if banned in path.read_text(encoding="utf-8")
    ]
    assert found == []

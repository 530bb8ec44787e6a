"""`bench-data`: what it makes, and what it refuses."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import Cli


def test_it_makes_a_sound_store(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "new" / "artificial.negotiations"
    made = cli("bench-data", str(path), "--size", "30", "--json")
    assert json.loads(made.out)["sessions"] == 30
    assert cli("check", "--store", str(path)).status == 0
    listed = cli("list", "sessions", "--store", str(path)).out
    assert listed.count("\n") == 31


def test_a_file_that_is_there_is_refused(cli: Cli, tmp_path: Path) -> None:
    path = tmp_path / "mine.negotiations"
    path.write_text("mine")
    refused = cli("bench-data", str(path), "--size", "1")
    assert refused.status != 0
    assert "It was not touched." in refused.err
    assert path.read_text() == "mine"


@pytest.mark.parametrize("size", ["0", "many", "-5", "20m"])
def test_a_size_that_is_none_is_refused(size: str, cli: Cli, tmp_path: Path) -> None:
    refused = cli("bench-data", str(tmp_path / "x"), f"--size={size}")
    assert refused.status != 0
    assert "no size" in refused.err
    assert not (tmp_path / "x").exists()

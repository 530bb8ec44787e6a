"""seed, check, backup, restore, doctor."""

import json
from pathlib import Path

import pytest

from tests.cli.calling import Cli


def test_seed_makes_the_store_loads_the_sample_once_and_undoes_in_one_step(
    cli: Cli, tmp_path: Path
) -> None:
    path = tmp_path / "folder" / "mine.negotiations"
    first = cli("seed", "--store", str(path))
    assert first.status == 0
    assert "LAUSD-UTLA-2019" in first.out
    assert path.stat().st_mode & 0o077 == 0
    again = json.loads(cli("seed", "--store", str(path), "--json").out)
    assert again["records"]["added"] == 0
    assert again["change"]["added"] == {}
    assert cli("undo", "--store", str(path)).out.startswith("Undone: Load sample (")
    assert cli("list", "sessions", "--store", str(path)).out == "No sessions to show.\n"


def test_the_sample_can_be_removed_and_brought_back(cli: Cli, sample: Path) -> None:
    assert cli("seed", "--remove").out.startswith("Sample moved to the trash: 2 negotiations.")
    assert cli("list", "sessions").out == "No sessions to show.\n"
    left = cli("seed")
    assert "left in the trash (--restore brings them back)" in left.out
    assert cli("seed", "--restore").status == 0
    assert "City Hall" in cli("list", "sessions").out


def test_check_of_a_sound_store(cli: Cli, sample: Path) -> None:
    assert cli("check").out.startswith("Nothing is wrong: ")
    report = json.loads(cli("check", "--json").out)
    assert report["sound"] is True
    assert (report["faults"], report["code"]) == ([], None)


def test_check_finds_a_changed_byte_that_sqlite_does_not(cli: Cli, sample: Path) -> None:
    content = sample.read_bytes()
    place = content.rindex(b"L.A. City Hall")
    sample.write_bytes(content[:place] + b"X" + content[place + 1 :])
    found = cli("check")
    assert found.status == 12
    assert found.err.startswith("E60: The history does not match.")
    assert found.out.startswith("- ")
    assert cli("doctor").status == 12


def test_check_of_a_store_too_damaged_to_open(cli: Cli, sample: Path) -> None:
    sample.write_bytes(sample.read_bytes()[:-100])
    found = cli("check")
    assert found.status == 4
    assert found.err.startswith("E16: ")
    refused = cli("list", "sessions")
    assert (refused.status, refused.err[:4]) == (4, "E16:")
    shown = cli("doctor")
    assert shown.status == 4
    assert "E16: This store is damaged" in shown.out


def test_backup_and_restore(cli: Cli, talks: Path, tmp_path: Path) -> None:
    made = json.loads(cli("backup", "--json").out)["backup"]
    assert Path(made).is_file()
    assert "backups" in made
    elsewhere = tmp_path / "copy.backup"
    assert cli("backup", str(elsewhere)).out.startswith("Backup made and checked: ")
    assert Path(made).name in cli("backup", "--list").out
    cli("log", "session", "--date", "2 Apr 2024")
    restored = cli("restore", "newest")
    assert restored.status == 0
    assert "The store that was there is kept as " in restored.out
    assert cli("list", "sessions").out == "No sessions to show.\n"
    kept = restored.out.rsplit(" as ", 1)[1].strip()
    assert "2 Apr 2024" in cli("list", "sessions", "--store", kept).out
    for name in (Path(made).name, str(elsewhere)):
        assert cli("restore", name).status == 0
    assert cli("check").status == 0


def test_a_damaged_or_missing_backup_restores_nothing(
    cli: Cli, talks: Path, tmp_path: Path
) -> None:
    before = talks.read_bytes()
    assert "There are no backups in " in cli("backup", "--list").out
    assert cli("restore", "newest").status == 2
    assert cli("restore", str(tmp_path / "none")).status == 2
    made = Path(json.loads(cli("backup", "--json").out)["backup"])
    content = bytearray(made.read_bytes())
    content[5000] ^= 255
    made.write_bytes(content)
    refused = cli("restore", "newest")
    assert refused.status == 11
    assert refused.err.startswith("E51: This backup is damaged")
    assert talks.read_bytes() == before


def test_doctor_reports_everything_and_changes_nothing(
    cli: Cli, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("negotiation_tracker.preflight.missing_libraries", lambda platform: [])
    before = sample.read_bytes()
    shown = cli("doctor", width=100)
    assert shown.status == 0
    for part in ("Python", "SQLite", "PySide6-Essentials", str(sample), "Nothing is wrong"):
        assert part in shown.out, part
    form = json.loads(cli("doctor", "--json").out)
    assert form["store"]["records"] > 1000
    assert form["versions"]["SQLAlchemy"].startswith("2.")
    assert form["missing_libraries"] == []
    assert sample.read_bytes() == before


def test_doctor_without_a_store_is_no_failure(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("negotiation_tracker.preflight.missing_libraries", lambda platform: [])
    shown = cli("doctor", "--store", str(tmp_path / "none"))
    assert shown.status == 0
    assert "There is none yet; negotiation-tracker seed makes one" in shown.out


def test_doctor_names_missing_libraries_with_the_install_line(
    cli: Cli, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from negotiation_tracker.preflight import Missing

    gone = [Missing("libGL.so.1", "libgl1")]
    monkeypatch.setattr("negotiation_tracker.preflight.missing_libraries", lambda platform: gone)
    shown = cli("doctor")
    assert shown.status == 3
    assert "apt-get install -y --no-install-recommends libgl1" in shown.out

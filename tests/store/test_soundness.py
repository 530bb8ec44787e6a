"""A file found sound is not looked at whole again until something touches it."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from negotiation_tracker import folders
from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import preflight, soundness
from tests.store import talks

SETTLED = 0.03
"""Seconds after which a further change surely shows in the file's moments."""


@pytest.fixture
def known(store_file: Path) -> Path:
    time.sleep(SETTLED)
    Workspace.open(store_file).close()
    assert soundness.known_sound(store_file)
    return store_file


def notes() -> list[Path]:
    return list(Path(folders.user_folder("cache"), "sound").iterdir())


def flip_a_byte(path: Path) -> None:
    facts = path.stat()
    with path.open("r+b") as stream:
        stream.seek(facts.st_size // 2)
        stream.write(bytes(4096))
    os.utime(path, ns=(facts.st_atime_ns, facts.st_mtime_ns))


def leave_a_journal(path: Path) -> None:
    path.with_name(path.name + "-journal").touch()


def let_a_day_pass(_path: Path) -> None:
    (note,) = notes()
    os.utime(note, (time.time() - 90_000,) * 2)


def be_another_version(_path: Path) -> None:
    (note,) = notes()
    note.write_text("0.0 " + note.read_text().partition(" ")[2])


@pytest.mark.parametrize(
    "happened", [flip_a_byte, leave_a_journal, let_a_day_pass, be_another_version]
)
def test_what_is_looked_at_again(known: Path, happened: Callable[[Path], None]) -> None:
    happened(known)
    assert not soundness.known_sound(known)


def test_damage_to_a_known_file_is_found_though_its_date_was_put_back(known: Path) -> None:
    flip_a_byte(known)
    with pytest.raises(StoreError) as caught:
        Workspace.open(known)
    assert caught.value.code == "E16"
    assert not soundness.known_sound(known)


def test_after_its_own_changes_the_program_still_knows_the_file(known: Path) -> None:
    ws = Workspace.open(known)
    talks.log(ws, talks.begin(ws))
    assert not soundness.known_sound(known), "a crash now must lead to a look at the whole file"
    ws.close()
    assert soundness.known_sound(known)


def test_a_change_too_recent_to_tell_from_the_next_is_not_remembered(store_file: Path) -> None:
    os.utime(store_file)
    soundness.remember(store_file, soundness.state_of(store_file))
    assert not soundness.known_sound(store_file)


def test_old_verdicts_are_cleared_away(known: Path, tmp_path: Path) -> None:
    let_a_day_pass(known)
    other = tmp_path / "other.negotiations"
    Workspace.create(other).close()
    time.sleep(SETTLED)
    Workspace.open(other).close()
    assert soundness.known_sound(other)
    assert len(notes()) == 1


def test_without_a_place_for_verdicts_every_file_is_looked_at(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = store_file.parent / "a file, no folder"
    nowhere.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(nowhere))
    time.sleep(SETTLED)
    Workspace.open(store_file).close()
    assert not soundness.known_sound(store_file)


def test_a_large_file_opened_in_a_hurry_is_looked_at_before_it_is_written(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "SMALL", 0)
    flip_a_byte(store_file)
    ws = Workspace.open(store_file, hurry=True)
    before = store_file.read_bytes()
    try:
        with pytest.raises(StoreError) as caught:
            talks.begin(ws)
    finally:
        ws.close()
    assert caught.value.code == "E16"
    assert store_file.read_bytes() == before
    with pytest.raises(StoreError):
        preflight.examine(store_file)


def test_looking_at_a_large_file_can_be_left_off(
    store_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preflight, "STEPS", 100)
    time.sleep(SETTLED)
    assert not preflight.examine(store_file, lambda: True)
    assert not soundness.known_sound(store_file)
    assert preflight.examine(store_file)
    assert soundness.known_sound(store_file)

"""A file is put in place whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.model.errors import ExportError


def test_the_file_is_for_its_owner_only(tmp_path: Path) -> None:
    target = tmp_path / "out.pdf"
    write_atomically(target, b"new")
    assert target.read_bytes() == b"new"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_way_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="there is a folder of that name") as caught:
        write_atomically(tmp_path, b"new")
    assert (caught.value.code, caught.value.exit_status) == ("E41", 7)


def test_a_missing_folder_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="the folder does not exist"):
        write_atomically(tmp_path / "gone" / "out.pdf", b"new")


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_earlier_file_and_nothing_else(
    step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.pdf"
    target.write_bytes(b"earlier")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(ExportError, match="the disk is full") as caught:
        write_atomically(target, b"new")
    assert "unchanged" in caught.value.detail
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


def test_the_folder_is_synced_so_that_the_name_survives_a_power_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[bool] = []
    real = os.fsync

    def watch(handle: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(handle).st_mode))
        real(handle)

    monkeypatch.setattr(os, "fsync", watch)
    write_atomically(tmp_path / "out.pdf", b"new")
    assert synced == [False, True]

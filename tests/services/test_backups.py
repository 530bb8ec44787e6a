"""Backups that make themselves: when one is due, what it holds, and what a failure leaves alone."""

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import backups, bundles, exports, seeds
from negotiation_tracker.services.backups import Occasion, due, routine
from negotiation_tracker.services.workspace import Workspace
from tests.services.talks import Talks

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("occasion", "age", "wanted"),
    [
        (Occasion.OPENED, timedelta(hours=23, minutes=59), False),
        (Occasion.OPENED, timedelta(hours=24), True),
        (Occasion.RUNNING, timedelta(minutes=29), False),
        (Occasion.RUNNING, timedelta(minutes=30), True),
        (Occasion.CLOSING, timedelta(0), True),
        (Occasion.BEFORE, timedelta(0), True),
    ],
)
def test_a_changed_store_is_backed_up_by_the_age_of_its_last_backup(
    occasion: Occasion, age: timedelta, wanted: bool
) -> None:
    assert due(occasion, last=NOW - age, changed=True, now=NOW) is wanted


@pytest.mark.parametrize("occasion", [Occasion.OPENED, Occasion.RUNNING, Occasion.CLOSING])
def test_an_unchanged_store_needs_none_and_one_without_any_gets_one(occasion: Occasion) -> None:
    long_ago = NOW - timedelta(days=400)
    assert not due(occasion, last=long_ago, changed=False, now=NOW)
    assert due(occasion, last=None, changed=True, now=NOW)


def test_a_clock_set_back_does_not_put_backups_off() -> None:
    tomorrow = NOW + timedelta(days=1)
    assert due(Occasion.RUNNING, last=tomorrow, changed=True, now=NOW)


def test_before_something_big_there_is_always_one() -> None:
    assert due(Occasion.BEFORE, last=NOW, changed=False, now=NOW)


def test_the_routine_backs_up_what_changed_and_nothing_twice(ws: Workspace, talks: Talks) -> None:
    first = routine(ws, Occasion.RUNNING, NOW)
    assert first is not None
    assert first.made_at == NOW
    assert first.size == first.path.stat().st_size
    assert routine(ws, Occasion.CLOSING, NOW + timedelta(hours=1)) is None
    talks.add("person", name="Robin Example")
    assert routine(ws, Occasion.RUNNING, NOW + timedelta(minutes=10)) is None
    second = routine(ws, Occasion.RUNNING, NOW + timedelta(minutes=40))
    assert second is not None
    assert second.records == first.records + 1
    assert [b.path for b in backups.backups(ws.path)] == [second.path, first.path]
    assert ws.last_backup() == NOW + timedelta(minutes=40)


def test_undo_back_to_what_the_backup_holds_is_still_a_change_of_the_record(
    ws: Workspace, talks: Talks
) -> None:
    routine(ws, Occasion.CLOSING, NOW)
    talks.add("person", name="Robin Example")
    ws.undo()
    assert routine(ws, Occasion.CLOSING, NOW + timedelta(minutes=1)) is not None


def test_old_backups_are_thinned_out(ws: Workspace, talks: Talks) -> None:
    for hour in range(0, 24 * 5, 6):
        talks.add("person", name=f"Robin Example {hour}")
        routine(ws, Occasion.RUNNING, NOW + timedelta(hours=hour))
    kept = backups.backups(ws.path)
    end = NOW + timedelta(hours=24 * 5 - 6)
    recent = [b for b in kept if end - b.made_at <= timedelta(days=2)]
    assert len(recent) == 9
    assert len(kept) - len(recent) <= 4


def test_a_backup_that_cannot_be_made_is_e50_and_leaves_everything_alone(
    ws: Workspace, talks: Talks
) -> None:
    first = routine(ws, Occasion.CLOSING, NOW)
    assert first is not None
    talks.add("person", name="Robin Example")
    folder = backups.folder(ws.path)
    folder.rename(folder.with_name("elsewhere"))
    folder.write_text("a file in the way")
    with pytest.raises(StoreError) as caught:
        routine(ws, Occasion.CLOSING, NOW + timedelta(hours=1))
    assert caught.value.code == "E50"
    assert "earlier backups are untouched" in caught.value.sentence()
    assert str(folder.parent) not in caught.value.sentence()
    assert ws.check().sound


def test_a_backup_without_its_manifest_hinders_nothing(ws: Workspace, talks: Talks) -> None:
    stray = backups.folder(ws.path) / "zz-from-somewhere.backup"
    stray.parent.mkdir(parents=True)
    stray.write_bytes(b"not ours")
    assert ws.last_backup() is None
    assert routine(ws, Occasion.CLOSING, NOW) is not None
    assert ws.last_backup() == NOW
    assert stray.read_bytes() == b"not ours"


def test_a_store_that_may_only_be_read_is_left_alone(
    ws: Workspace, talks: Talks, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = ws.path
    ws.close()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    again = Workspace.open(path)
    assert routine(again, Occasion.CLOSING, NOW) is None
    assert not backups.folder(path).exists()
    again.close()


def _import(ws: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    key = ws.negotiations()[0].id
    request = exports.ExportRequest((key,), ws_reader(), exports.Format.JSON, target=target)
    exports.export(ws, request)
    bundles.import_bundle(ws, bundles.read(ws, target.read_bytes()))


def _remove_sample(ws: Workspace, tmp_path: Path) -> None:
    seeds.remove(ws)


def ws_reader() -> Reader:
    return Reader(Audience.ME)


@pytest.mark.parametrize("big", [_import, _remove_sample])
def test_there_is_a_backup_before_an_import_and_before_the_sample_goes(
    ws: Workspace, talks: Talks, tmp_path: Path, big: Callable[[Workspace, Path], None]
) -> None:
    routine(ws, Occasion.CLOSING)
    before = len(backups.backups(ws.path))
    big(ws, tmp_path)
    assert len(backups.backups(ws.path)) == before + 1


def test_an_import_is_not_begun_without_its_backup(
    ws: Workspace, talks: Talks, tmp_path: Path
) -> None:
    folder = backups.folder(ws.path)
    folder.parent.mkdir()
    folder.write_text("a file in the way")
    undo = ws.undo_label()
    with pytest.raises(StoreError) as caught:
        seeds.remove(ws)
    assert caught.value.code == "E50"
    assert ws.undo_label() == undo


def test_restoring_backs_up_what_is_there_and_keeps_it_too(ws: Workspace, talks: Talks) -> None:
    made = routine(ws, Occasion.CLOSING, NOW)
    assert made is not None
    talks.add("person", name="Robin Example")
    ws.close()
    kept = backups.restore(made.path, ws.path)
    assert kept is not None
    newest = backups.backups(ws.path)[0]
    assert newest.records == made.records + 1
    old, new = Workspace.open(kept), Workspace.open(ws.path)
    assert "Robin Example" in {p.name for p in old.records("person")}
    assert "Robin Example" not in {p.name for p in new.records("person")}
    old.close()
    new.close()


def test_an_open_store_whose_file_is_gone_can_be_saved_under_a_new_name(
    ws: Workspace, talks: Talks, tmp_path: Path
) -> None:
    ws.path.unlink()
    with pytest.raises(StoreError) as caught:
        talks.add("person", name="Robin Example")
    assert caught.value.code == "E32"
    target = tmp_path / "new.negotiations"
    ws.save_as(target)
    assert target.stat().st_mode & 0o077 == 0
    again = Workspace.open(target)
    assert again.check().sound
    assert again.undo_label() == ws.undo_label()
    again.close()
    with pytest.raises(StoreError) as refused:
        ws.save_as(target)
    assert refused.value.code == "E50"


def test_a_store_replaced_before_the_first_change_is_not_written(
    blank: Path, ws: Workspace, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.write_bytes(blank.read_bytes())
    before = other.read_bytes()
    other.replace(ws.path)
    with pytest.raises(StoreError) as caught:
        ws.change("Add person", lambda w: w.insert("person", name="Robin Example"))
    assert caught.value.code == "E32"
    assert ws.path.read_bytes() == before

"""Importing shows what it would do first, and is one step of undo."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop import stores
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import exports
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle

pytestmark = pytest.mark.gui


@pytest.fixture
def bundle(sample: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "for-export.negotiations"
    copy.write_bytes(sample.read_bytes())
    ws = Workspace.open(copy)
    target = tmp_path / "bundle.json"
    exports.export(
        ws,
        exports.ExportRequest(
            negotiation_ids=tuple(n.id for n in ws.negotiations()),
            reader=Reader(Audience.ME),
            format=exports.Format.JSON,
            target=target,
        ),
    )
    ws.close()
    return target


def codes(window: MainWindow) -> list[str]:
    return [str(n.code) for n in window.shown.negotiations]


def message() -> QMessageBox:
    box = QApplication.activeModalWidget()
    assert isinstance(box, QMessageBox)
    return box


def test_a_bundle_fills_an_empty_store_after_showing_what_it_brings(
    bare_window: MainWindow,
    bundle: Path,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bare_window.show()
    bare_window.store_commands.open(tmp_path / "empty.negotiations")
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(bundle), ""))
    bare_window.commands["import_bundle"].trigger()
    settle(bare_window)
    assert "records are new" in message().informativeText()
    assert codes(bare_window) == []
    button = next(b for b in message().findChildren(QAbstractButton) if b.text() == "Import")
    button.click()
    settle(bare_window)
    assert len(codes(bare_window)) == 2
    bare_window.commands["undo"].trigger()
    settle(bare_window)
    assert codes(bare_window) == []


def test_importing_again_says_that_there_is_nothing_to_do(store: Path, bundle: Path) -> None:
    ws = Workspace.open(store)
    planned = stores.plan_import(ws, bundle)
    ws.close()
    assert planned.nothing
    assert planned.words.startswith("0 records are new.")


def test_a_file_that_is_gone_is_named(store: Path, tmp_path: Path) -> None:
    ws = Workspace.open(store)
    with pytest.raises(TrackerError, match=r"gone\.json cannot be read"):
        stores.plan_import(ws, tmp_path / "gone.json")
    ws.close()

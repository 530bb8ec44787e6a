"""What the window does for its store: backups, restoring, the lock, others' changes, bad disks."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.dialogs.error import ErrorDialog
from negotiation_tracker.desktop.dialogs.record_history import RecordHistoryDialog
from negotiation_tracker.desktop.dialogs.restore import RestoreDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.store_care import StoreCare
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import backups, sessions
from negotiation_tracker.services.commands import LogSession
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import connections, preflight
from tests.desktop.conftest import LONG, Settle

pytestmark = pytest.mark.gui

TALKS = "Talks about what cannot be saved just now"


@pytest.fixture
def dialog(qtbot: QtBot) -> Callable[[type[QWidget]], QWidget]:
    """Wait for a dialog of a class and give it."""

    def wait(kind: type[QWidget]) -> QWidget:
        qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), kind), timeout=LONG)
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    return wait


def words_of(widget: QWidget) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel))


def button(widget: QWidget, text: str) -> QPushButton:
    return next(b for b in widget.findChildren(QPushButton) if b.text().replace("&", "") == text)


def note(window: MainWindow, text: str) -> None:
    def verb(writer: RecordWriter) -> None:
        writer.update("negotiation", 1, note=text)

    window.tasks.change("Add a note", verb)


def beside(store: Path, text: str) -> None:
    """Change the store as the command line beside the window does."""
    code = (
        "import sys; from pathlib import Path;"
        "from negotiation_tracker.services.workspace import Workspace;"
        "ws = Workspace.open(Path(sys.argv[1]), actor='beside');"
        "ws.change('Note from beside', lambda w: w.update('negotiation', 1, note=sys.argv[2]))"
    )
    subprocess.run([sys.executable, "-c", code, str(store), text], check=True)


def type_session(window: MainWindow, settle: Settle) -> QLineEdit:
    window.show_page("log_session")
    settle(window)
    page = window.pages["log_session"]
    date = page.focusProxy()
    assert isinstance(date, QLineEdit)
    date.setText("3 Feb 2019")
    place = next(e for e in page.findChildren(QLineEdit) if e.accessibleName() == "Place")
    place.clear()
    QTest.keyClicks(place, TALKS)
    return place


def save_session(window: MainWindow, qtbot: QtBot) -> None:
    """Press Ctrl+Enter in the form; the window must be the active one for that."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=LONG)
    page = window.pages["log_session"]
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def field(window: MainWindow, name: str) -> QLineEdit:
    found = window.pages["sessions"].findChild(QLineEdit, name)
    assert found is not None
    return found


# ---- a large file


def test_damage_that_opening_did_not_meet_is_told_and_nothing_is_written(
    bare_window: MainWindow,
    store: Path,
    qtbot: QtBot,
    dialog: Callable[[type[QWidget]], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preflight, "SMALL", 0)
    db = sqlite3.connect(store)
    page, size = db.execute(
        "SELECT rootpage, (SELECT page_size FROM pragma_page_size) FROM sqlite_master "
        "WHERE name = 'ix_private_note_session_id'"
    ).fetchone()
    db.close()
    with store.open("r+b") as stream:
        stream.seek((page - 1) * size)
        stream.write(bytes(size))
    before = store.read_bytes()
    bare_window.show()
    bare_window.store_commands.open(store)
    told = dialog(ErrorDialog)
    assert "damaged" in words_of(told)
    assert bare_window.current == "overview", "what can be read is shown"
    told.close()
    note(bare_window, "must not be written")
    again = dialog(ErrorDialog)
    assert "damaged" in words_of(again)
    again.close()
    assert store.read_bytes() == before
    assert backups.backups(store) == []


# ---- backups


def test_a_store_without_a_backup_gets_one_after_opening_and_says_when(
    window: MainWindow, store: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: len(backups.backups(store)) == 1, timeout=LONG)
    made = backups.backups(store)[0].made_at.astimezone()
    words = f"Last backup {made:%d %b %Y %H:%M}"
    qtbot.waitUntil(lambda: window.status.backup_text() == words, timeout=LONG)


def test_closing_backs_up_what_changed_and_only_that(
    window: MainWindow, store: Path, settle: Settle
) -> None:
    note(window, "to be kept")
    settle(window)
    window.close()
    assert window.tasks.close(LONG / 1000)
    (made,) = backups.backups(store)
    copy = Workspace.open(made.path)
    assert copy.records("negotiation")[0].note == "to be kept"
    copy.close()


def test_a_backup_that_fails_is_told_calmly_and_keeps_nothing_from_closing(
    window: MainWindow, store: Path, settle: Settle, qtbot: QtBot
) -> None:
    folder = backups.folder(store)
    folder.parent.mkdir(exist_ok=True)
    folder.write_text("a file in the way")
    qtbot.waitUntil(lambda: window.status.backup_text() == "Backup failed (E50)", timeout=LONG)
    settle(window)
    assert QApplication.activeModalWidget() is None
    assert "The backup could not be written" in window.status.text()
    note(window, "saved all the same")
    settle(window)
    assert window.commands["undo"].text() == "&Undo Add a note"
    window.close()
    assert not window.isVisible()
    assert window.tasks.close(LONG / 1000)


# ---- restore


def test_a_backup_is_restored_and_what_was_there_is_kept(
    window: MainWindow,
    store: Path,
    settle: Settle,
    dialog: Callable[[type[QWidget]], QWidget],
    tmp_path: Path,
) -> None:
    window.commands["backup"].trigger()
    settle(window)
    note(window, "after the backup")
    settle(window)
    window.show_page("sessions")
    settle(window)
    window.commands["restore"].trigger()
    box = dialog(RestoreDialog)
    assert isinstance(box, RestoreDialog)
    assert box.list.rowCount() >= 1
    assert "talks.negotiations.before-restore-" in words_of(box)
    last = box.list.rowCount() - 1
    box.list.setCurrentIndex(box.list.model().index(last, 0))
    box.restore.click()
    settle(window)
    assert "Restored the backup of" in window.status.text()
    assert window.commands["undo"].text() == "&Undo Load sample"
    now = Workspace.open(store)
    assert now.records("negotiation")[0].note != "after the backup"
    now.close()
    (kept,) = tmp_path.glob("talks.negotiations.before-restore-*")
    old = Workspace.open(kept)
    assert old.records("negotiation")[0].note == "after the backup"
    old.close()
    note(window, "it goes on")
    settle(window)
    assert window.commands["undo"].text() == "&Undo Add a note"


def test_a_store_too_damaged_to_open_can_be_restored(
    bare_window: MainWindow,
    store: Path,
    settle: Settle,
    dialog: Callable[[type[QWidget]], QWidget],
    qtbot: QtBot,
) -> None:
    ws = Workspace.open(store)
    ws.backup()
    ws.close()
    store.write_bytes(store.read_bytes()[:-100])
    bare_window.show()
    bare_window.store_commands.open(store)
    settle(bare_window)
    assert "damaged" in bare_window.starting.text()
    bare_window.commands["restore"].trigger()
    box = dialog(RestoreDialog)
    assert isinstance(box, RestoreDialog)
    box.restore.click()
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
    settle(bare_window)
    assert len(bare_window.shown.negotiations) == 2


def test_a_damaged_backup_leaves_the_store_open_as_it_was(
    window: MainWindow,
    store: Path,
    settle: Settle,
    dialog: Callable[[type[QWidget]], QWidget],
) -> None:
    window.commands["backup"].trigger()
    settle(window)
    note(window, "after the backup")
    settle(window)
    made = backups.backups(store)[-1].path
    data = bytearray(made.read_bytes())
    data[5000] ^= 1
    made.write_bytes(data)
    window.commands["restore"].trigger()
    box = dialog(RestoreDialog)
    assert isinstance(box, RestoreDialog)
    QTest.keyClick(box.list, Qt.Key.Key_End)
    box.restore.click()
    message = dialog(ErrorDialog)
    assert "E51" in words_of(message)
    message.close()
    settle(window)
    assert window.commands["undo"].text() == "&Undo Add a note"


# ---- the lock


HOLD = """
import sys, time
from pathlib import Path
from negotiation_tracker.desktop.window_lock import WindowLocks
locks = WindowLocks()
locks.take(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


@pytest.fixture
def other_window(store: Path) -> "Iterator[subprocess.Popen[str]]":
    """Start a process that holds the lock of a window on the store."""
    command = [sys.executable, "-c", HOLD, str(store)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_window_says_which_process_has_the_store_and_a_killed_one_does_not_count(
    other_window: "subprocess.Popen[str]",
    bare_window: MainWindow,
    store: Path,
    settle: Settle,
    qtbot: QtBot,
) -> None:
    bare_window.show()
    bare_window.store_commands.open(store)
    settle(bare_window)
    said = bare_window.starting.text()
    assert f"process {other_window.pid} on {os.uname().nodename}" in said
    assert "Switch to it" in said
    beside(store, "the command line goes on")
    other_window.send_signal(signal.SIGKILL)
    other_window.wait()
    bare_window.store_commands.open(store)
    qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)


def test_one_window_may_open_its_store_again_and_gives_it_back(
    window: MainWindow, store: Path, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    window.store_commands.open(store)
    settle(window)
    window.store_commands.open(tmp_path / "other.negotiations")
    settle(window)
    state = window.tasks.state
    assert state is not None
    assert state.path.name == "other.negotiations"
    second = make_window(Settings(tmp_path / "second.ini"))
    qtbot.addWidget(second)
    second.show()
    second.store_commands.open(store)
    qtbot.waitUntil(lambda: second.current == "overview", timeout=LONG)
    assert second.tasks.close(LONG / 1000)


# ---- others


def test_changes_made_beside_the_window_appear_by_themselves(
    window: MainWindow, store: Path, settle: Settle, qtbot: QtBot
) -> None:
    key = window.shown.negotiation_id
    assert key is not None
    window.show_page("sessions")
    settle(window)
    before = window.shown.counts["sessions"]
    ws = Workspace.open(store, actor="beside")
    command = LogSession(key, {"date": "9 Mar 2019"})
    ws.change("Log session", lambda w: sessions.log(w, command))
    ws.close()
    qtbot.waitUntil(lambda: window.shown.counts["sessions"] == before + 1, timeout=LONG)
    assert window.commands["undo"].text() == "&Undo Log session"
    assert "another program changed the store" in window.status.text()
    words = f"{before + 1} sessions"
    qtbot.waitUntil(lambda: words in words_of(window.pages["sessions"]), timeout=LONG)


def test_what_the_window_changes_itself_is_not_told_as_somebody_elses(
    window: MainWindow, settle: Settle, qtbot: QtBot
) -> None:
    heard: list[bool] = []
    window.tasks.others_changed.connect(lambda: heard.append(True))
    note(window, "mine")
    settle(window)
    window.commands["undo"].trigger()
    settle(window)
    qtbot.wait(2500)
    assert heard == []


def test_what_is_typed_stays_when_others_change_the_store(
    window: MainWindow, store: Path, settle: Settle, qtbot: QtBot
) -> None:
    window.show_page("sessions")
    settle(window)
    line = field(window, "add:table_entry")
    QTest.keyClicks(line, "half a line")
    with qtbot.waitSignal(window.tasks.others_changed, timeout=LONG):
        beside(store, "meanwhile")
    settle(window)
    assert field(window, "add:table_entry").text() == "half a line"


# ---- what can be wrong with a disk or a file


def _full(monkeypatch: pytest.MonkeyPatch, store: Path) -> None:
    """Let SQLite find no room for another page, as on a full disk."""
    with closing(sqlite3.connect(store)) as db:
        db.execute("VACUUM")  # pages that became free would still take something
    ws = Workspace.open(store)
    pages = ws.store.reader.execute("PRAGMA page_count").fetchone()[0]
    ws.close()
    settings = (*connections._SETTINGS, f"max_page_count={pages}")
    monkeypatch.setattr(connections, "_SETTINGS", settings)


def test_a_full_disk_keeps_what_was_typed_and_saving_again_works(
    bare_window: MainWindow,
    store: Path,
    settle: Settle,
    qtbot: QtBot,
    dialog: Callable[[type[QWidget]], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as patched:
        _full(patched, store)
        bare_window.show()
        bare_window.store_commands.open(store)
        qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
        settle(bare_window)
        place = type_session(bare_window, settle)
        place.setText(TALKS * 200)
        save_session(bare_window, qtbot)
        message = dialog(ErrorDialog)
        assert "E20" in words_of(message)
        assert "not saved yet" in words_of(message)
        message.close()
    assert place.text() == TALKS * 200
    before = bare_window.shown.counts["sessions"]
    save_session(bare_window, qtbot)
    qtbot.waitUntil(lambda: bare_window.shown.counts["sessions"] == before + 1, timeout=LONG)


def test_a_field_that_could_not_be_saved_keeps_its_text_and_says_so_once(
    window: MainWindow,
    store: Path,
    settle: Settle,
    qtbot: QtBot,
    dialog: Callable[[type[QWidget]], QWidget],
    tmp_path: Path,
) -> None:
    window.show_page("sessions")
    settle(window)
    window.activateWindow()
    place = field(window, "session:place")
    place.setFocus()
    place.setText(TALKS)
    store.rename(tmp_path / "moved")
    QTest.keyClick(place, Qt.Key.Key_Return)
    message = dialog(ErrorDialog)
    assert "E32" in words_of(message)
    settle(window)
    message.close()
    settle(window)
    assert QApplication.activeModalWidget() is None
    assert place.text() == TALKS
    (tmp_path / "moved").rename(store)
    QTest.keyClick(place, Qt.Key.Key_Return)
    settle(window)
    assert window.commands["undo"].text() == "&Undo Edit place"


def test_a_store_that_was_deleted_while_open_is_saved_under_a_new_name_with_what_is_typed(
    window: MainWindow,
    store: Path,
    settle: Settle,
    qtbot: QtBot,
    dialog: Callable[[type[QWidget]], QWidget],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    shown = window.shown.negotiation
    assert shown is not None
    place = type_session(window, settle)
    store.unlink()
    message = dialog(ErrorDialog)
    assert "E32" in words_of(message)
    new = tmp_path / "rescued.negotiations"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(new), ""))
    button(message, "Save the open store under a new name…").click()
    qtbot.waitUntil(
        lambda: window.tasks.state is not None and window.tasks.state.path == new, timeout=LONG
    )
    settle(window)
    assert window.shown.negotiation is not None
    assert window.shown.negotiation.uid == shown.uid
    assert window.current == "log_session"
    assert place.text() == TALKS
    before = window.shown.counts["sessions"]
    save_session(window, qtbot)
    qtbot.waitUntil(lambda: window.shown.counts["sessions"] == before + 1, timeout=LONG)
    assert not store.exists()


def _newer(store: Path, target: Path) -> str:
    target.write_bytes(store.read_bytes())
    db = sqlite3.connect(target)
    db.execute("PRAGMA user_version = 99")
    db.close()
    return "E17"


def _foreign(store: Path, target: Path) -> str:
    db = sqlite3.connect(target)
    db.execute("CREATE TABLE songs (id INTEGER)")
    db.close()
    return "E18"


def _cut(store: Path, target: Path) -> str:
    target.write_bytes(store.read_bytes()[:-4096])
    return "E16"


def _text(store: Path, target: Path) -> str:
    target.write_text("not a store " * 99)
    return "E15"


def _empty(store: Path, target: Path) -> str:
    target.touch()
    return "E14"


def _folder(store: Path, target: Path) -> str:
    target.mkdir()
    return "E13"


@pytest.mark.parametrize("make", [_newer, _foreign, _cut, _text, _empty, _folder])
def test_a_file_that_cannot_be_opened_is_explained_and_the_store_before_stays_open(
    make: Callable[[Path, Path], str],
    window: MainWindow,
    store: Path,
    settle: Settle,
    dialog: Callable[[type[QWidget]], QWidget],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    wrong = tmp_path / "wrong.negotiations"
    code = make(store, wrong)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(wrong), ""))
    window.commands["open_store"].trigger()
    message = dialog(ErrorDialog)
    assert code in words_of(message)
    message.close()
    settle(window)
    assert window.tasks.state is not None
    assert window.tasks.state.path == store
    note(window, "still here")
    settle(window)
    assert window.commands["undo"].text() == "&Undo Add a note"


def test_a_read_only_store_says_so_on_top_and_can_be_copied(
    bare_window: MainWindow,
    store: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    with monkeypatch.context() as patched:
        real = os.access
        patched.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
        bare_window.show()
        bare_window.store_commands.open(store)
        qtbot.waitUntil(lambda: bare_window.current == "overview", timeout=LONG)
        settle(bare_window)
    assert "can be read but not changed" in words_of(bare_window)
    assert not bare_window.commands["undo"].isEnabled()
    new = tmp_path / "copy.negotiations"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(new), ""))
    button(bare_window, "Save a copy under a new name…").click()
    qtbot.waitUntil(
        lambda: bare_window.tasks.state is not None and bare_window.tasks.state.path == new,
        timeout=LONG,
    )
    settle(bare_window)
    assert bare_window.commands["undo"].isEnabled()
    shown = [w for w in bare_window.findChildren(QLabel) if "can be read but" in w.text()]
    assert not any(w.isVisible() for w in shown)


# ---- history


def test_the_history_of_a_session_tells_what_changed_by_whom(
    window: MainWindow,
    settle: Settle,
    dialog: Callable[[type[QWidget]], QWidget],
) -> None:
    window.show_page("sessions")
    settle(window)
    page = window.pages["sessions"]
    place = field(window, "session:place")
    was = place.text() or "not recorded"
    place.setFocus()
    place.setText("Library annex")
    QTest.keyClick(place, Qt.Key.Key_Return)
    settle(window)
    line = field(window, "add:table_entry")
    QTest.keyClicks(line, "A line")
    QTest.keyClick(line, Qt.Key.Key_Return)
    settle(window)
    assert field(window, "add:table_entry").text() == ""
    button(page, "History").click()
    box = dialog(RecordHistoryDialog)
    said = words_of(box)
    assert f"Place: {was} → Library annex" in said
    assert "Log line “A line”: added" in said
    assert said.index("Add line") < said.index("Edit place") < said.index("Load sample")
    assert "tester" in said
    assert "First version" in said
    box.close()
    window.commands["show_public"].trigger()
    settle(window)
    assert not button(page, "History").isVisible()


def test_the_clock_of_the_backups_runs_while_the_store_is_open(
    window: MainWindow, store: Path, settle: Settle, qtbot: QtBot
) -> None:
    ws = Workspace.open(store)
    backups.routine(ws, backups.Occasion.CLOSING, datetime.now(UTC) - timedelta(hours=1))
    ws.close()
    note(window, "an hour later")
    settle(window)
    care = window.findChild(StoreCare)
    assert care is not None
    care.back_up("RUNNING")
    settle(window)
    assert len(backups.backups(store)) == 2
    assert time.time() - backups.backups(store)[0].made_at.timestamp() < 60

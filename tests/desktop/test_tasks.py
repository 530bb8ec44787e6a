"""Work crosses threads and comes back in order; faults come back as messages."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.tasks import Cancelled, Progress, Tasks, Unexpected
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import NotFound, TrackerError, UndoRefused
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace

LONG = 20_000


@pytest.fixture
def tasks(qtbot: QtBot, store: Path) -> Iterator[Tasks]:
    made = Tasks()
    opened: list[object] = []
    made.open(lambda: Workspace.open(store, actor="tester"), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=LONG)
    yield made
    assert made.close(LONG / 1000)


def rename(writer: RecordWriter) -> str:
    writer.update("negotiation", 1, note="changed")
    return "done"


def test_a_read_runs_elsewhere_and_answers_here(tasks: Tasks, qtbot: QtBot) -> None:
    ran: list[str] = []
    answered: list[str] = []

    def job(ws: Workspace) -> int:
        ran.append(threading.current_thread().name)
        return len(ws.negotiations())

    def done(count: int) -> None:
        answered.append(f"{count} on {threading.current_thread().name}")

    tasks.read(job, done)
    qtbot.waitUntil(lambda: bool(answered), timeout=LONG)
    assert ran == ["store"]
    assert answered == ["2 on MainThread"]


def test_a_change_is_published_before_it_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[str] = []

    def publish(change: ChangeSet) -> None:
        heard.append(f"published {change.label}")

    tasks.on_change(publish)
    tasks.change("Note", rename, lambda changed: heard.append(changed.value))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=LONG)
    assert heard == ["published Note", "done"]
    assert tasks.state is not None
    assert tasks.state.undo == "Note"


def test_undo_and_redo_tell_what_they_did(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[str] = []
    tasks.change("Note", rename)
    tasks.undo(lambda change: heard.append(f"{change.kind} {change.label}"))
    tasks.redo(lambda change: heard.append(f"{change.kind} {change.label}"))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=LONG)
    assert heard == ["undo Note", "redo Note"]


def test_an_expected_error_reaches_the_caller(tasks: Tasks, qtbot: QtBot) -> None:
    failed: list[TrackerError] = []
    tasks.read(lambda ws: ws.negotiation("NOT-THERE"), lambda _: None, failed.append)
    tasks.redo(failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 2, timeout=LONG)
    assert isinstance(failed[0], NotFound)
    assert isinstance(failed[1], UndoRefused)


def test_a_fault_of_ours_becomes_a_calm_message_without_record_text(
    tasks: Tasks, qtbot: QtBot
) -> None:
    failed: list[TrackerError] = []

    def faulty(_: Workspace) -> None:
        secret = "what Pat Example said"
        raise RuntimeError(secret)

    tasks.default_failed = failed.append
    tasks.read(faulty, lambda _: None)
    qtbot.waitUntil(lambda: bool(failed), timeout=LONG)
    error = failed[0]
    assert isinstance(error, Unexpected)
    assert "RuntimeError" in error.technical
    assert "test_tasks.py" in error.technical
    assert "Pat Example" not in error.technical + error.sentence()


def test_the_worker_survives_faults(tasks: Tasks, qtbot: QtBot) -> None:
    answers: list[int] = []
    tasks.default_failed = lambda _: None
    for _ in range(3):
        tasks.read(lambda ws: 1 // 0, answers.append)
    tasks.read(lambda ws: 7, answers.append)
    qtbot.waitUntil(lambda: answers == [7], timeout=LONG)


def test_only_the_newest_of_a_kind_is_answered(tasks: Tasks, qtbot: QtBot) -> None:
    started, go_on = threading.Event(), threading.Event()
    answers: list[str] = []

    def slow(_: Workspace) -> str:
        started.set()
        go_on.wait(10)
        return "old"

    tasks.read(slow, answers.append, newest_of="filter")
    started.wait(10)
    ran: list[str] = []

    def middle(_: Workspace) -> str:
        ran.append("middle")
        return "middle"

    tasks.read(middle, answers.append, newest_of="filter")
    tasks.read(lambda ws: "new", answers.append, newest_of="filter")
    go_on.set()
    qtbot.waitUntil(lambda: tasks.idle, timeout=LONG)
    assert answers == ["new"]
    assert ran == []


def test_long_work_reports_and_can_be_cancelled(tasks: Tasks, qtbot: QtBot) -> None:
    seen: list[tuple[int, int, str]] = []
    failed: list[TrackerError] = []
    started = threading.Event()

    def work(progress: Progress) -> None:
        progress.report(1, 2, "half")
        started.set()
        for _ in range(2000):
            threading.Event().wait(0.005)
            progress.report(2, 2)

    link = tasks.aside(
        work,
        lambda _: None,
        failed.append,
        lambda done, total, text: seen.append((done, total, text)),
    )
    started.wait(10)
    link.cancel()
    qtbot.waitUntil(lambda: bool(failed), timeout=LONG)
    assert isinstance(failed[0], Cancelled)
    assert seen[0] == (1, 2, "half")


def test_the_store_is_free_while_long_work_runs_aside(tasks: Tasks, qtbot: QtBot) -> None:
    go_on = threading.Event()
    answers: list[str] = []

    def work(_: Progress) -> str:
        go_on.wait(10)
        return "long"

    tasks.aside(work, answers.append)
    tasks.read(lambda ws: "short", answers.append)
    qtbot.waitUntil(lambda: answers == ["short"], timeout=LONG)
    go_on.set()
    qtbot.waitUntil(lambda: answers == ["short", "long"], timeout=LONG)


def test_an_answer_for_something_gone_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    class Listener(QObject):
        def hear(self, _: object) -> None:
            heard.append("gone")

    heard: list[str] = []
    listener = Listener()
    listener.deleteLater()
    tasks.read(lambda ws: 1, listener.hear)
    qtbot.waitUntil(lambda: tasks.idle, timeout=LONG)
    assert heard == []


def test_busy_is_said_once_and_taken_back(tasks: Tasks, qtbot: QtBot) -> None:
    said: list[bool] = []
    qtbot.waitUntil(lambda: tasks.idle, timeout=LONG)
    tasks.busy_changed.connect(said.append)
    for _ in range(5):
        tasks.read(lambda ws: 1, lambda _: None)
    qtbot.waitUntil(lambda: said == [True, False], timeout=LONG)


def test_a_store_that_does_not_open_leaves_the_open_one(
    tasks: Tasks, qtbot: QtBot, tmp_path: Path
) -> None:
    failed: list[TrackerError] = []
    wrong = tmp_path / "wrong.negotiations"
    wrong.write_text("not a store")
    tasks.open(lambda: Workspace.open(wrong), lambda _: None, failed.append)
    counts: list[int] = []
    tasks.read(lambda ws: len(ws.negotiations()), counts.append)
    qtbot.waitUntil(lambda: counts == [2], timeout=LONG)
    assert failed[0].code in {"E15", "E18"}


def test_closing_finishes_what_was_asked(store: Path, qtbot: QtBot) -> None:
    tasks = Tasks()
    tasks.open(lambda: Workspace.open(store, actor="tester"), lambda _: None)
    tasks.change("Note", rename)
    assert tasks.close(LONG / 1000)
    ws = Workspace.open(store)
    assert ws.undo_label() == "Note"
    ws.close()

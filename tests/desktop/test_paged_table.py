"""The table model knows its length at once and reads only what is looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.models.paged_table import LOADING, PAGE, Column, PagedTable
from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG

COLUMNS: tuple[Column[int], ...] = (
    Column("Number", str, 80, "number"),
    Column("Square", lambda n: str(n * n), tip=lambda n: f"{n} times {n}"),
)
MANY = 100_000


class Rows:
    """Numbers, and which pages were asked for."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.asked: list[int] = []

    def length(self, _: Workspace) -> int:
        return self.count

    def fetch(self, _: Workspace, offset: int, limit: int) -> list[int]:
        self.asked.append(offset)
        return list(range(offset, min(offset + limit, self.count)))


@pytest.fixture
def tasks(sample: Path, qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    made.open(lambda: Workspace.open(sample), lambda _: None)
    yield made
    assert made.close(LONG / 1000)


def loaded(tasks: Tasks, qtbot: QtBot, rows: Rows) -> PagedTable[int]:
    model = PagedTable(tasks, COLUMNS)
    counts: list[int] = []
    model.load(rows.length, rows.fetch, counts.append)
    qtbot.waitUntil(lambda: counts == [rows.count], timeout=LONG)
    return model


def test_the_length_is_known_and_one_page_is_read(tasks: Tasks, qtbot: QtBot) -> None:
    rows = Rows(MANY)
    model = loaded(tasks, qtbot, rows)
    assert model.rowCount() == MANY
    assert rows.asked == [0]
    assert model.index(5, 1).data() == "25"
    assert model.index(5, 1).data(Qt.ItemDataRole.ToolTipRole) == "5 times 5"


def test_a_far_row_is_a_placeholder_until_it_arrives(tasks: Tasks, qtbot: QtBot) -> None:
    rows = Rows(MANY)
    model = loaded(tasks, qtbot, rows)
    far = model.index(MANY - 1, 0)
    with qtbot.waitSignal(model.dataChanged, timeout=LONG):
        assert far.data() == LOADING
        assert far.data() == LOADING
    assert far.data() == str(MANY - 1)
    assert rows.asked == [0, (MANY - 1) // PAGE * PAGE]


def test_qt_finds_no_fault_with_the_model(tasks: Tasks, qtbot: QtBot) -> None:
    model = PagedTable(tasks, COLUMNS)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    counts: list[int] = []
    for count in (300, 0, 1):
        rows = Rows(count)
        model.load(rows.length, rows.fetch, counts.append)
        qtbot.waitUntil(lambda: tasks.idle, timeout=LONG)
    assert counts == [300, 0, 1]
    assert tester.model() is model


def test_an_answer_to_an_old_filter_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    model = PagedTable(tasks, COLUMNS)
    old, new = Rows(10), Rows(20)
    counts: list[int] = []
    model.load(old.length, old.fetch, counts.append)
    model.load(new.length, new.fetch, counts.append)
    qtbot.waitUntil(lambda: tasks.idle, timeout=LONG)
    assert counts == [20]
    assert model.rowCount() == 20

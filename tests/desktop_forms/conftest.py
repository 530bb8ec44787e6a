"""A small store of its own for each test, opened as the window opens it, and a keyboard."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker import paths
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.tasks import StoreState, Tasks
from negotiation_tracker.desktop.theme import Scheme, Theme
from negotiation_tracker.model.catalogue import load_catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import sessions
from negotiation_tracker.services.commands import (
    AttendanceLine,
    ItemLine,
    LogProposal,
    LogSession,
    NewNegotiation,
)
from negotiation_tracker.services.negotiations import create
from negotiation_tracker.services.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class Talks:
    """The keys of what is in the store of these tests."""

    negotiation: int
    union: int
    employer: int
    last_session: int


def seated(writer: RecordWriter, name: str, participant: int) -> int:
    """Add a person with a seat on a team."""
    person = writer.insert("person", name=name).id
    writer.insert("team_seat", participant_id=participant, person_id=person)
    return person


def set_up(writer: RecordWriter) -> Talks:
    """Record artificial talks with one session and one proposal."""
    negotiation = create(
        writer,
        NewNegotiation(
            union="Example Union",
            employer="Sample District",
            title="Example talks",
            issues=("Wages", "Class size", "Health benefits"),
            ours="union",
        ),
    )
    wages = writer.where("issue", negotiation_id=negotiation)[0]
    writer.update("issue", wages.id, category="wages")
    parties = {p.side: p.id for p in writer.where("participant", negotiation_id=negotiation)}
    pat = seated(writer, "Pat Example", parties["labor"])
    sam = seated(writer, "Sam Sample", parties["management"])
    seated(writer, "Lee Testperson", parties["labor"])
    last = sessions.log(
        writer,
        LogSession(
            negotiation_id=negotiation,
            fields={"date": "10 Jan 2019", "place": "Example Hall", "kind": "joint"},
            attendance=(AttendanceLine(person_id=pat), AttendanceLine(person_id=sam)),
            proposals=(
                LogProposal(
                    negotiation,
                    {"from_id": parties["management"]},
                    (ItemLine(issue_id=wages.id, summary="2% a year"),),
                ),
            ),
        ),
    )
    return Talks(negotiation, parties["labor"], parties["management"], last)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Talks]:
    """Make the store once; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / f"made{paths.STORE_SUFFIX}"
    ws = Workspace.create(path)
    talks = ws.change("Set up", set_up).value
    ws.close()
    return path, talks


@pytest.fixture
def talks(made: tuple[Path, Talks]) -> Talks:
    return made[1]


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    theme = Theme(paths.resources_folder() / "themes")
    theme.apply(Scheme.LIGHT, 13)
    return theme


class Desk:
    """An open store as the window has it, with what it told the person."""

    def __init__(self, qtbot: QtBot, tasks: Tasks, context: PageContext, talks: Talks) -> None:
        self.qtbot = qtbot
        self.tasks = tasks
        self.context = context
        self.talks = talks
        self.errors: list[TrackerError] = []
        tasks.default_failed = self.errors.append

    def read(self, job: Callable[[Workspace], T]) -> T:
        """Read from the store and wait for the answer."""
        found: list[T] = []
        self.tasks.read(job, found.append)
        self.qtbot.waitUntil(lambda: bool(found), timeout=10_000)
        return found[0]

    def page(self) -> LogSessionPage:
        """Open the page on the talks, as the window does."""
        page = LogSessionPage(self.context)
        self.qtbot.addWidget(page)
        page.resize(1064, 720)
        page.show_negotiation(self.talks.negotiation, Reader(Audience.ME))
        page.show()
        page.activateWindow()
        self.qtbot.waitUntil(lambda: page.form.choices is not None, timeout=10_000)
        page.setFocus()
        self.qtbot.waitUntil(page.form.details.date.hasFocus, timeout=5_000)
        return page


@pytest.fixture
def said() -> list[tuple[str, bool]]:
    """What was said in the status bar, and whether Undo stood beside it."""
    return []


@pytest.fixture
def desk(
    qtbot: QtBot,
    theme: Theme,
    made: tuple[Path, Talks],
    tmp_path: Path,
    said: list[tuple[str, bool]],
) -> Iterator[Desk]:
    path = tmp_path / made[0].name
    shutil.copy(made[0], path)
    tasks = Tasks()
    opened: list[StoreState] = []
    tasks.open(lambda: Workspace.open(path), opened.append)
    qtbot.waitUntil(lambda: bool(opened), timeout=10_000)

    def say(text: str, *, undo: bool = False) -> None:
        said.append((text, undo))

    catalogue = load_catalogue(paths.resources_folder())
    yield Desk(qtbot, tasks, PageContext(tasks, theme, catalogue, say), made[1])
    tasks.close()


@dataclass
class Keyboard:
    """Types into whatever has the focus, and counts the keys that are not text.

    Attributes:
        pressed: keys other than text.
        typed: characters of text.

    """

    pressed: int = 0
    typed: int = 0
    log: list[str] = field(default_factory=list)

    def text(self, text: str) -> None:
        """Type text."""
        self.typed += len(text)
        QTest.keyClicks(self._focus(), text)

    def press(self, *keys: Qt.Key, times: int = 1, control: bool = False) -> None:
        """Press keys; a chord such as Ctrl+Enter counts as one keystroke."""
        held = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        for key in keys * times:
            self.pressed += 1
            QTest.keyClick(self._focus(), key, held)
            QApplication.processEvents()

    @staticmethod
    def _focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the focus"
        return widget


@pytest.fixture
def keyboard() -> Keyboard:
    return Keyboard()

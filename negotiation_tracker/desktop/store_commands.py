"""What the menus do with whole stores: open, create, fill, back up, check; and colours and size."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMainWindow

from negotiation_tracker.desktop import stores
from negotiation_tracker.desktop.actions import Actions
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.tasks import StoreState, Tasks
from negotiation_tracker.desktop.theme import BODY_SIZE, Scheme, Theme
from negotiation_tracker.desktop.widgets.message import ask, tell
from negotiation_tracker.desktop.widgets.starting import Starting
from negotiation_tracker.desktop.widgets.status_line import StatusLine
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.paths import STORE_SUFFIX

STORE_FILES = f"Negotiation stores (*{STORE_SUFFIX});;All files (*)"
BUNDLE_FILES = "JSON bundles (*.json);;All files (*)"


@dataclass(frozen=True, slots=True)
class Frame:
    """The parts of the window that the store commands work on."""

    window: QMainWindow
    tasks: Tasks
    settings: Settings
    theme: Theme
    actions: Actions
    status: StatusLine
    starting: Starting


class StoreCommands:
    """The verbs of the File, View and Help menus that are about the store or the look."""

    def __init__(self, frame: Frame, opened: Callable[[StoreState], None]) -> None:
        self._frame = frame
        self._opened = opened
        on: dict[str, Callable[[], object]] = {
            "new_store": self._new,
            "open_store": self._choose,
            "load_sample": self._load_sample,
            "import_bundle": self._import,
            "backup": self._back_up,
            "check": self._check,
            "larger": lambda: self._resize(1),
            "smaller": lambda: self._resize(-1),
            "normal_size": lambda: self._look(frame.theme.scheme, None),
        }
        for scheme in Scheme:
            on[f"theme_{scheme}"] = partial(self._recolour, scheme)
        for key, call in on.items():
            frame.actions[key].triggered.connect(lambda _=False, c=call: c())
        frame.actions[f"theme_{frame.theme.scheme}"].setChecked(True)
        self.fill_recent()

    def open(self, path: Path, *, sample: bool = False) -> None:
        """Open a store; one that is not there is created, with the sample if wished."""
        starting = self._frame.starting
        if path.exists():
            starting.say("Opening the store…", working=True)
        else:
            starting.say(
                "Setting up your store…",
                "A file for your negotiations is being made"
                + (", with two disputes from the news as a sample." if sample else "."),
                working=True,
            )
        self._frame.tasks.open(
            lambda: stores.open_or_create(path, sample=sample), self._opened, self._not_opened
        )

    def fill_recent(self) -> None:
        """List the stores opened before in their menu."""
        menu = self._frame.actions.recent_menu
        menu.clear()
        for path in self._frame.settings.recent():
            action = menu.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(lambda _=False, p=path: self.open(p))
        menu.setEnabled(not menu.isEmpty())

    # ---- stores

    def _new(self) -> None:
        path = self._ask_new("New store", "negotiations" + STORE_SUFFIX, STORE_FILES)
        if path is not None:
            self.open(path if path.suffix else path.with_suffix(STORE_SUFFIX))

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._frame.window, "Open a store", str(self._folder()), STORE_FILES
        )
        if name:
            self.open(Path(name))

    def _load_sample(self) -> None:
        self._frame.status.say("Loading the sample…")
        self._frame.tasks.long(lambda ws, _: stores.load_sample(ws), self._published)

    def _import(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._frame.window, "Import a bundle", str(Path.home()), BUNDLE_FILES
        )
        if name:
            self._frame.status.say("Reading the bundle…")
            self._frame.tasks.long(
                lambda ws, _: stores.plan_import(ws, Path(name)), self._ask_to_import
            )

    def _ask_to_import(self, planned: stores.Planned) -> None:
        self._frame.status.clear_message()
        if planned.nothing:
            tell(self._frame.window, "There is nothing to import.", planned.words)
            return
        ask(
            self._frame.window,
            "Import this bundle?",
            f"{planned.words} It is one step, and Undo takes it back.",
            "Import",
            lambda: self._frame.tasks.long(lambda ws, _: planned.run(ws), self._published),
        )

    def _published(self, change: ChangeSet) -> None:
        if change.id == 0:
            self._frame.status.say("Nothing to add: all of it is in the store already.")
        self._frame.tasks.publish(change)

    def _back_up(self) -> None:
        self._frame.status.say("Backing up…")
        self._frame.tasks.long(lambda ws, _: ws.backup(), self._backed_up)

    def _backed_up(self, path: Path) -> None:
        now = datetime.now().astimezone()
        self._frame.status.backup(f"Last backup {now:%d %b %Y %H:%M}")
        self._frame.status.say(f"Backed up and verified: {path.name}, in {path.parent}")

    def _check(self) -> None:
        self._frame.status.say("Checking the store…")
        self._frame.tasks.long(lambda ws, _: stores.check(ws), self._checked)

    def _checked(self, findings: stores.Findings) -> None:
        self._frame.status.clear_message()
        tell(self._frame.window, findings.title, findings.detail)

    def _not_opened(self, error: TrackerError) -> None:
        if self._frame.tasks.state is None:
            self._frame.starting.say(
                error.title,
                f"{error.detail} {error.hint}".strip()
                + "\nOpen another store, or start a new one, from the File menu.",
                working=False,
            )
        else:
            self._frame.tasks.default_failed(error)

    def _ask_new(self, title: str, name: str, kinds: str) -> Path | None:
        start = str(self._folder() / name)
        chosen, _ = QFileDialog.getSaveFileName(
            self._frame.window,
            title,
            start,
            kinds,
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if not chosen:
            return None
        path = Path(chosen)
        if path.exists():
            tell(
                self._frame.window,
                "There is a file of this name already.",
                "It was not touched. Choose another name, or open it with File, Open.",
            )
            return None
        return path

    def _folder(self) -> Path:
        state = self._frame.tasks.state
        return state.path.parent if state is not None else Path.home()

    # ---- look

    def _resize(self, step: int) -> None:
        self._look(self._frame.theme.scheme, self._frame.theme.size + step)

    def _recolour(self, scheme: Scheme) -> None:
        self._look(scheme, self._frame.settings.text_size())

    def _look(self, scheme: Scheme, size: int | None) -> None:
        self._frame.theme.apply(scheme, size or BODY_SIZE)
        self._frame.settings.set_scheme(scheme)
        self._frame.settings.set_text_size(size and self._frame.theme.size)

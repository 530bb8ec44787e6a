"""What the menus do with whole stores: open, create, fill, back up, check; and colours and size."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from negotiation_tracker.desktop import stores
from negotiation_tracker.desktop.pages.page import Page
from negotiation_tracker.desktop.store_care import StoreCare
from negotiation_tracker.desktop.store_frame import Frame
from negotiation_tracker.desktop.tasks import StoreState
from negotiation_tracker.desktop.theme import BODY_SIZE, Scheme
from negotiation_tracker.desktop.widgets.message import ask, tell
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.paths import STORE_SUFFIX

STORE_FILES = f"Negotiation stores (*{STORE_SUFFIX});;All files (*)"
BUNDLE_FILES = "JSON bundles (*.json);;All files (*)"


class StoreCommands:
    """The verbs of the File, View and Help menus that are about the store or the look."""

    def __init__(
        self, frame: Frame, opened: Callable[[StoreState], None], reread: Callable[[], None]
    ) -> None:
        self._frame = frame
        self._show = opened
        self._care = StoreCare(frame, reread)
        self._asked: Path | None = None
        on: dict[str, Callable[[], object]] = {
            "new_store": self._new,
            "open_store": self._choose,
            "load_sample": self._load_sample,
            "import_bundle": self._import,
            "backup": self._back_up,
            "restore": self._restore,
            "save_as": self._save_as,
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
        self._asked = path
        locks = self._frame.locks
        if stores.is_there(path):
            starting.say("Opening the store…", working=True)
        else:
            starting.say(
                "Setting up your store…",
                "A file for your negotiations is being made"
                + (", with two disputes from the news as a sample." if sample else "."),
                working=True,
            )
        self._frame.tasks.open(
            lambda: locks.holding(path, lambda: stores.open_or_create(path, sample=sample)),
            self._opened,
            self._not_opened,
        )

    def fill_recent(self) -> None:
        """List the stores opened before in their menu."""
        menu = self._frame.actions.recent_menu
        menu.clear()
        for path in self._frame.settings.recent():
            action = menu.addAction(str(path).replace("&", "&&"))
            action.triggered.connect(lambda _=False, p=path: self.open(p))
        menu.setEnabled(not menu.isEmpty())

    def _opened(self, state: StoreState) -> None:
        self._frame.settings.add_recent(state.path)
        self.fill_recent()
        self._care.opened(state)
        self._show(state)

    def ways_out(self, error: TrackerError) -> tuple[tuple[str, Callable[[], None]], ...]:
        """Give what can be done about an error: words of a button, and what it does."""
        if error.code in ("E10", "E32") and self._frame.tasks.state is not None:
            return (("&Save the open store under a new name…", self._save_as),)
        return ()

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

    def _restore(self) -> None:
        from negotiation_tracker.desktop.restoring import Restoring

        state = self._frame.tasks.state
        store = state.path if state is not None else self._asked
        if store is not None:
            Restoring(self._frame, self._opened).choose(store)

    def _save_as(self) -> None:
        state = self._frame.tasks.state
        if state is None:
            return
        name = f"{state.path.stem}-copy{STORE_SUFFIX}"
        path = self._ask_new("Save the store under a new name", name, STORE_FILES)
        if path is None:
            return
        target = path if path.suffix else path.with_suffix(STORE_SUFFIX)
        shown = self._frame.settings.negotiation(state.path)
        self._frame.status.say("Saving…")
        self._frame.tasks.long(
            lambda ws, _: ws.save_as(target), lambda _: self._saved_as(target, shown)
        )

    def _saved_as(self, path: Path, shown: str) -> None:
        self._frame.settings.set_negotiation(path, shown)
        for page in self._frame.window.findChildren(Page):
            page.store_renamed(path)
        self.open(path)
        self._frame.status.say(f"Saved as {path.name}, which is now open.")

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

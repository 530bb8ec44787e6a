"""Searching from the box on top: records, people and actions, as one types."""

from functools import partial

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QBoxLayout

from negotiation_tracker.desktop.actions import ACTIONS, ActionSpec
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.registry import PAGE_OF
from negotiation_tracker.desktop.widgets.search_box import SearchBox
from negotiation_tracker.desktop.widgets.search_list import Entry, SearchList
from negotiation_tracker.desktop.widgets.top_bar import TopBar
from negotiation_tracker.model.errors import BrokenOff, TrackerError
from negotiation_tracker.model.folding import fold
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import search
from negotiation_tracker.services.search import Hit, Hits, Wanted
from negotiation_tracker.services.search_targets import Target, target
from negotiation_tracker.services.workspace import Workspace

NAMES, ACTIONS_SHOWN = 5, 4
PAGES = {"issue": "positions", "negotiation": "overview"}
"""Kinds that a page shows without opening one record."""
_AFTER_CHIP = 2
_NO_PAGE = "This record is shown on no page."


class SearchFrame(QObject):
    """Joins the box, its list, the store and the pages.

    What is found is forgotten as soon as the list closes, and whenever somebody else reads.

    Attributes:
        box: the field.
        list: what is found.

    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._searched: Workspace | None = None
        keys = window.commands["search"].shortcut()
        self.box = SearchBox(keys)
        self.list = SearchList(window, window.theme)
        bar = window.findChild(TopBar)
        layout = bar.layout() if bar is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(_AFTER_CHIP, self.box, 3)
        self.box.textEdited.connect(self._typed)
        self.box.textChanged.connect(self._changed)
        self.box.stepped.connect(self._step)
        self.box.paged.connect(lambda way: self._step(way * self.list.page()))
        self.box.taken.connect(self._take)
        self.box.left.connect(self.list.close_up)
        self.list.view.clicked.connect(self._clicked)
        window.commands["search"].triggered.connect(lambda _=False: self.begin())
        for spec in ACTIONS:
            if spec.group in ("audience", "room") or spec.key == "show_public":
                window.commands[spec.key].triggered.connect(lambda _=False: self.forget())
        window.tasks.room_changed.connect(self.forget)
        window.tasks.state_changed.connect(lambda _state: self._keep_or_close())

    def begin(self) -> None:
        """Give the box the keys; what stands in it is searched for again."""
        self.box.setFocus()
        self.box.selectAll()
        self._typed(self.box.text())

    def forget(self) -> None:
        """Empty the box and close the list."""
        self.box.setText("")  # unlike clear(), this leaves nothing for undo to bring back
        self.list.close_up()
        self._say()

    # ---- searching

    def _changed(self, text: str) -> None:
        if not text:
            self.list.close_up()

    def _typed(self, text: str) -> None:
        if self._searched is not None:
            search.stop(self._searched)
        actions = self._actions(text)
        if not text.strip():
            self.list.close_up()
            return
        if self._window.tasks.state is None:
            self._show(text, actions, Hits(), searched=False)
            return
        shown = self._window.shown
        reader = shown.reader
        # For others than the owner the whole of the talks is read, so only those on the screen.
        talks = None if reader.audience is Audience.ME else shown.negotiation_id
        wanted = Wanted(text, negotiation_id=talks, names=NAMES)

        def job(ws: Workspace) -> Hits:
            self._searched = ws
            return search.search(ws, wanted, reader)

        self._window.tasks.read(
            job, partial(self._found, text, actions, reader), self._failed, newest_of="search"
        )

    def _found(self, text: str, actions: list[Entry], reader: Reader, hits: Hits) -> None:
        wanted = self.box.hasFocus() and self.box.text() == text
        if wanted and reader == self._window.shown.reader:
            self._show(text, actions, hits, searched=True)

    def _show(self, text: str, actions: list[Entry], hits: Hits, *, searched: bool) -> None:
        named = {(hit.kind, hit.record_id) for hit in hits.names}
        rows = [hit for hit in hits.rows if (hit.kind, hit.record_id) not in named]
        entries = [
            *_headed("Actions", actions),
            *_headed("Names", [_entry(hit) for hit in hits.names]),
            *_headed("Records, newest first", [_entry(hit) for hit in rows]),
        ]
        found = hits.found() if hits.total or hits.names else "Nothing found in the record"
        self.list.show_rows(entries, found if searched else "No store is open", self.box)
        self._say()

    def _failed(self, error: TrackerError) -> None:
        if not isinstance(error, BrokenOff):
            self._window.status.say(error.title)

    def _actions(self, text: str) -> list[Entry]:
        """List the actions that can be done now and whose words begin with those typed."""
        sought = fold(text).split()
        found: list[tuple[bool, Entry]] = []
        for spec in ACTIONS:
            action = self._window.commands[spec.key]
            said = _said(spec, action)
            words = fold(said).split()
            if (
                sought
                and spec.key != "search"
                and action.isEnabled()
                and all(any(word.startswith(part) for word in words) for part in sought)
            ):
                found.append((not words[0].startswith(sought[0]), _action_entry(said, action)))
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])][:ACTIONS_SHOWN]

    # ---- choosing

    def _step(self, by: int) -> None:
        self.list.step(by)
        self._say()

    def _say(self) -> None:
        """Tell those who do not see the list which row is chosen."""
        entry = self.list.current()
        self.box.setAccessibleDescription(entry.spoken() if entry else self.list.found())

    def _clicked(self, index: QModelIndex) -> None:
        self.list.view.setCurrentIndex(index)
        self._take()

    def _take(self) -> None:
        entry = self.list.current() if self.list.isVisible() else None
        if entry is None:
            return
        self.forget()
        self.box.clearFocus()
        if entry.action is not None:
            entry.action.trigger()
        elif entry.record is not None:
            kind, key = entry.record
            opened = frozenset((*PAGE_OF, *PAGES))
            self._window.tasks.read(lambda ws: target(ws, kind, key, opened), self._open)

    def _open(self, found: Target | None) -> None:
        window = self._window
        if found is None:
            window.status.say(_NO_PAGE)
            return
        other = found.negotiation_id not in (None, window.shown.negotiation_id)
        if other:
            window.show_negotiation(found.negotiation_id)
        # After the answer that shows the other talks.
        window.tasks.read(lambda _ws: None, lambda _: self._open_page(found))

    def _open_page(self, found: Target) -> None:
        if found.kind in PAGES:
            self._window.show_page(PAGES[found.kind])
        else:
            self._window.open_record(found.kind, found.record_id)

    def _keep_or_close(self) -> None:
        if self._window.tasks.state is None:
            self._searched = None
            self.forget()


def _headed(words: str, entries: list[Entry]) -> list[Entry]:
    return [Entry(((words, False),), heading=True), *entries] if entries else []


def _entry(hit: Hit) -> Entry:
    about = " · ".join(filter(None, (hit.label, hit.negotiation)))
    main, rest = (hit.title, hit.snippet) if hit.title else (hit.snippet, ())
    more = ((" · ", False), *rest) if rest else ()
    return Entry(main, ((about, False), *more), side=hit.date, record=(hit.kind, hit.record_id))


def _said(spec: ActionSpec, action: QAction) -> str:
    """Give the words of an action, led by those of the menu inside a menu that it stands in."""
    _, inside, menu = spec.menu.replace("&", "").partition("/")
    words = action.iconText().removesuffix("…")
    return f"{menu}: {words}" if inside else words


def _action_entry(said: str, action: QAction) -> Entry:
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return Entry(((said, False),), side=keys, action=action)

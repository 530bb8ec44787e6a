"""Every action of the window in one table: its words, keys, menu and help."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.theme import Scheme
from negotiation_tracker.model.handling import AUDIENCE_LABELS, OFFERED_AUDIENCES, Audience


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action.

    Attributes:
        key: name in the program.
        menu: menu it stands in; "Menu/Submenu" for one inside another.
        text: words, with & before the letter to press.
        keys: shortcuts, the first is shown.
        tip: what it does, where the words do not say all.
        icon: name of its icon.
        group: actions of a group are exclusive and can be ticked.
        after_line: whether a line stands above it in the menu.
        needs_store, needs_negotiation: what must be open for it.
        writes: whether it changes the store, so that a read-only store has it greyed.
        page: page whose own action it is; it is greyed elsewhere, and there its keys come before
            those of the other actions.
        place: "rooms" for what only a mediator's talks have, "desk" for what is not done in a
            mediator's room.

    """

    key: str
    menu: str
    text: str
    keys: tuple[str, ...] = ()
    tip: str = ""
    icon: str = ""
    group: str = ""
    after_line: bool = False
    needs_store: bool = True
    needs_negotiation: bool = False
    writes: bool = False
    page: str = ""
    place: str = ""


_S = ActionSpec

START_SESSION, RESUME_SESSION = "S&tart session", "&Resume session"
"""Words of the way to the live notes, while no session is unfinished and while one is."""

_PAGES = {
    "overview": "&Overview",
    "sessions": "&Sessions",
    "proposals": "P&roposals",
    "positions": "Pos&itions",
    "costing": "Costi&ng",
    "timeline": "&Timeline",
    "events": "E&vents",
    "figures": "&Figures",
    "follow_ups": "Follow-&ups",
    "people": "P&eople && mediators",
}
"""Pages in the order of the navigation, with their words; the trash follows with its own key."""
_PAGE_ICONS = {"people": "person"}
_PAGE_TIPS = {"costing": "What offers cost, side by side"}
_PAGE_KEYS = tuple(f"Ctrl+{digit}" for digit in "1234567890")
"""Keys of the first ten pages; any further page has none."""


def _live(
    key: str,
    text: str,
    keys: tuple[str, ...] = (),
    *,
    tip: str = "",
    after_line: bool = False,
    writes: bool = False,
) -> ActionSpec:
    """Make an action of the page of live notes, in a menu of their own."""
    return ActionSpec(
        f"live_{key}",
        "&Notes",
        text,
        keys,
        tip=tip,
        after_line=after_line,
        writes=writes,
        page="live_notes",
    )


def _room(key: str, text: str, keys: str, *, tip: str = "") -> ActionSpec:
    """Make the way to a room of a mediator."""
    return ActionSpec(
        key,
        "Ne&gotiation",
        text,
        (keys,),
        tip=tip or "Show only what this room may see",
        group="room",
        needs_negotiation=True,
        place="rooms",
    )


def _page(
    key: str, text: str, keys: tuple[str, ...], *, needs_negotiation: bool = False
) -> ActionSpec:
    return ActionSpec(
        f"page_{key}",
        "&View",
        text,
        keys,
        tip=_PAGE_TIPS.get(key, ""),
        icon=_PAGE_ICONS.get(key, key),
        group="page",
        needs_negotiation=needs_negotiation,
    )


ACTIONS: tuple[ActionSpec, ...] = (
    _S("new_store", "&File", "New &store…", tip="Start an empty file", needs_store=False),
    _S("open_store", "&File", "&Open…", ("Ctrl+O",), needs_store=False, icon="folder"),
    _S(
        "log_session",
        "&File",
        "&Log session",
        ("Ctrl+L",),
        icon="plus",
        after_line=True,
        needs_negotiation=True,
        writes=True,
    ),
    _S(
        "live_notes",
        "&File",
        START_SESSION,
        ("Ctrl+Shift+L",),
        icon="note",
        tip="Take notes live at the table, line by line; an unfinished session goes on",
        needs_negotiation=True,
    ),
    _S("new_negotiation", "&File", "&New negotiation…", ("Ctrl+N",), writes=True, place="desk"),
    _S(
        "load_sample",
        "&File",
        "Load the sa&mple",
        writes=True,
        place="desk",
        tip="Two disputes in Los Angeles, written from news articles",
    ),
    _S(
        "import_bundle",
        "&File",
        "&Import bundle…",
        writes=True,
        tip="Read a JSON export",
        place="desk",
    ),
    _S(
        "export",
        "&File",
        "&Export…",
        ("Ctrl+E",),
        icon="export",
        after_line=True,
        needs_negotiation=True,
    ),
    _S(
        "impasse_sheet",
        "&File",
        "Im&passe sheet…",
        tip="What a request for an impasse finding asks for, filled from the record",
        needs_negotiation=True,
    ),
    _S("backup", "&File", "&Back up now…", ("Ctrl+Shift+B",)),
    _S("restore", "&File", "Restore &from backup…", needs_store=False),
    _S("save_as", "&File", "Save &under a new name…", tip="Go on in a copy of this store"),
    _S("quit", "&File", "&Quit", ("Ctrl+Q",), after_line=True, needs_store=False),
    _S("undo", "&Edit", "&Undo", ("Ctrl+Z",), icon="undo", writes=True),
    _S("redo", "&Edit", "&Redo", ("Ctrl+Shift+Z", "Ctrl+Y"), icon="redo", writes=True),
    _S(
        "search",
        "&Edit",
        "&Search…",
        ("Ctrl+K",),
        tip="Find records, people and actions as you type",
        icon="search",
        after_line=True,
        needs_store=False,
    ),
    *(
        _page(key, text, _PAGE_KEYS[place : place + 1], needs_negotiation=key != "overview")
        for place, (key, text) in enumerate(_PAGES.items())
    ),
    _page("trash", "Tras&h", ("Ctrl+Shift+T",)),
    _S(
        "show_public",
        "&View",
        "Show as the &public sees it",
        ("F8",),
        after_line=True,
        tip="Hide what is not public, for sharing the screen; again to see everything",
    ),
    *(
        _S(
            f"audience_{audience}",
            "&View/Show &as",
            AUDIENCE_LABELS[audience],
            group="audience",
            place="" if audience in (Audience.ME, Audience.PUBLIC) else "desk",
        )
        for audience in OFFERED_AUDIENCES
    ),
    *(
        _S(f"theme_{scheme}", "&View/&Colours", words, group="theme", needs_store=False)
        for scheme, words in (
            (Scheme.SYSTEM, "As the &system"),
            (Scheme.LIGHT, "&Light"),
            (Scheme.DARK, "&Dark"),
        )
    ),
    _S("larger", "&View", "&Larger text", ("Ctrl++", "Ctrl+="), needs_store=False),
    _S("smaller", "&View", "S&maller text", ("Ctrl+-",), needs_store=False),
    _S("normal_size", "&View", "Normal te&xt", ("Ctrl+Shift+0",), needs_store=False),
    _S("next_field", "&View", "&Go to the list or form", ("F6",), after_line=True),
    _S(
        "hide_window",
        "&View",
        "Hide everything no&w",
        ("F9",),
        tip="Cover the window at once; the same key shows it again",
        after_line=True,
        needs_store=False,
    ),
    _S("hiding", "&View", "Hi&ding the window…", needs_store=False),
    _live("caucus", "&Caucus, or back", ("F6",), tip="Puts the command in the line", writes=True),
    _live("pass", "&Pass proposal", ("F7",), tip="Puts the command in the line", writes=True),
    _live("edit", "Change a &line", ("F2",), tip="The last, or the one pointed at", writes=True),
    _live("people", "Who is at the &table", ("F3",), writes=True),
    _live("next", "&Next meeting", ("F5",), writes=True),
    _live("panels", "&Show or hide the panels", ("F4",), after_line=True),
    _live("larger", "Lar&ger log", ("Ctrl++", "Ctrl+=")),
    _live("smaller", "S&maller log", ("Ctrl+-",)),
    _live("normal", "N&ormal log", ("Ctrl+0",)),
    _live("adjourn", "&Adjourn", ("Ctrl+Return",), after_line=True),
    _live("lock", "Loc&k", tip="Since then the log only grows, by corrections", writes=True),
    _live("minutes", "&Export minutes", ("Ctrl+M",), tip="Joint notes only, for an audience"),
    *(
        _room(f"room_{number}", f"Room &{letter}", f"Alt+{number}")
        for number, letter in enumerate("ABCD", start=1)
    ),
    _room("room_joint", "&Joint room", "Alt+9"),
    _room("room_desk", "My &own desk", "Alt+0", tip="Everything, from every room"),
    _S(
        "authorised",
        "Ne&gotiation",
        "Au&thorised offers",
        ("Ctrl+Shift+A",),
        tip="What a side allows you to tell the other, and conveying it",
        after_line=True,
        needs_negotiation=True,
        place="rooms",
    ),
    _S(
        "purge",
        "Ne&gotiation",
        "&Purge notes…",
        tip="Remove everything but dates and outcome, for good",
        after_line=True,
        needs_negotiation=True,
        writes=True,
        place="desk",
    ),
    _S("shortcuts", "&Help", "&Keyboard shortcuts", ("F1",), needs_store=False),
    _S("check", "&Help", "&Check the store", after_line=True),
    _S("about", "&Help", "&About", needs_store=False),
)
"""All actions; the menus, the tool bar and the list of shortcuts are made from it."""


class Actions:
    """The actions of a window, by key, and its menus.

    Attributes:
        recent_menu: menu of stores opened before; the window fills it.

    """

    def __init__(self, window: QMainWindow) -> None:
        self._by_key: dict[str, QAction] = {}
        self._keys = {spec.key: spec.keys for spec in ACTIONS}
        self._page = ""
        self._usable = {"store": False, "negotiation": False, "read_only": False}
        self._places = frozenset({"", "desk"})
        self._menus: dict[str, QMenu] = {}
        self._groups: dict[str, QActionGroup] = {}
        self._window = window
        self.recent_menu = QMenu("Open &recent", window)
        for spec in ACTIONS:
            self._add(spec)

    def __getitem__(self, key: str) -> QAction:
        return self._by_key[key]

    def menu(self, path: str) -> QMenu:
        """Give a menu by its place in the table; KeyError when there is none."""
        return self._menus[path]

    def enable(self, *, store: bool, negotiation: bool, read_only: bool) -> None:
        """Grey what cannot be used now; undo and redo are left to who knows the history."""
        self._usable = {"store": store, "negotiation": negotiation, "read_only": read_only}
        for spec in ACTIONS:
            if spec.key in {"undo", "redo"}:
                continue
            self._by_key[spec.key].setEnabled(
                (store or not spec.needs_store)
                and (negotiation or not spec.needs_negotiation)
                and not (spec.writes and read_only)
                and spec.page in ("", self._page)
                and spec.place in self._places
            )

    def at(self, *, rooms: bool, in_room: bool) -> None:
        """Let what belongs to a mediator's rooms hold, and in a room not what is for the desk."""
        places = {"": True, "rooms": rooms, "desk": not in_room}
        self._places = frozenset(place for place, there in places.items() if there)
        self.enable(**self._usable)

    def on_page(self, key: str) -> None:
        """Let the actions of a page and their keys hold, and those of no other page."""
        self._page = key
        self.enable(**self._usable)
        self._set_shortcuts()

    def set_keys(self, key: str, keys: tuple[str, ...]) -> None:
        """Give an action other keys."""
        self._keys[key] = keys
        self._set_shortcuts()

    def _set_shortcuts(self) -> None:
        own = {k for s in ACTIONS if s.page and s.page == self._page for k in self._keys[s.key]}
        for spec in ACTIONS:
            keys = [k for k in self._keys[spec.key] if spec.page or k not in own]
            self._by_key[spec.key].setShortcuts([QKeySequence(k) for k in keys])

    def shortcuts(self) -> Mapping[str, list[tuple[str, str]]]:
        """List (words, keys) of the actions that have keys, by menu."""
        found: dict[str, list[tuple[str, str]]] = {}
        for spec in ACTIONS:
            if self._keys[spec.key]:
                menu = spec.menu.split("/")[0].replace("&", "")
                keys = " or ".join(
                    QKeySequence(k).toString(QKeySequence.SequenceFormat.NativeText)
                    for k in self._keys[spec.key]
                )
                words = self._by_key[spec.key].iconText().removesuffix("…")
                found.setdefault(menu, []).append((words, keys))
        return found

    def _add(self, spec: ActionSpec) -> None:
        action = QAction(spec.text, self._window)
        action.setObjectName(spec.key)
        action.setShortcuts([QKeySequence(k) for k in spec.keys])
        if spec.tip:
            action.setStatusTip(spec.tip)
            action.setToolTip(spec.tip)
        if spec.icon:
            action.setIcon(icon(spec.icon))
            action.setIconVisibleInMenu(False)
        if spec.group:
            action.setCheckable(True)
            self._group(spec.group).addAction(action)
        menu = self._menu_at(spec.menu)
        if spec.after_line:
            menu.addSeparator()
        menu.addAction(action)
        if spec.key == "open_store":
            menu.addMenu(self.recent_menu)
        self._by_key[spec.key] = action

    def _group(self, name: str) -> QActionGroup:
        if name not in self._groups:
            self._groups[name] = QActionGroup(self._window)
        return self._groups[name]

    def _menu_at(self, path: str) -> QMenu:
        if path not in self._menus:
            parent, _, words = path.rpartition("/")
            if parent:
                self._menus[path] = self._menu_at(parent).addMenu(words)
            else:
                self._menus[path] = self._window.menuBar().addMenu(words)
        return self._menus[path]

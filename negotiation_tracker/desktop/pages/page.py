"""What every page of the main window is, and what it is given to work with."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier

T = TypeVar("T")


class WindowMessage(Protocol):
    """Says something in the status bar of the window."""

    def __call__(self, text: str, *, undo: bool = False) -> None:
        """Show a sentence; with ``undo``, a link beside it undoes the newest change."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """What a page may use of the window it is shown in.

    Attributes:
        tasks: the way to the store; nothing else on a page reads or writes.
        theme: colours by role, and the size of text.
        catalogue: kinds of record, their fields and their words.
        window_message: shows a sentence in the status bar.

    """

    tasks: Tasks
    theme: Theme
    catalogue: Catalogue
    window_message: WindowMessage


LARGE = 3_000
"""Records from which on the rules take so long that the thread of the store is kept out of it."""


def is_large(dossier: Dossier) -> bool:
    """Say whether what is made from these records is worked out aside."""
    return len(dossier) > LARGE


class Page(QWidget):
    """One page of the window: it shows one negotiation to one reader.

    A page reads only while it is visible. What reaches it while hidden (a negotiation, a reader, a
    change) marks it stale, and it reads when it is shown next.

    Attributes:
        key: name of the page in `page_requested` and in the navigation.
        title: words of the navigation and of the window.
        negotiation_id: negotiation shown, None when the store has none (or none this reader sees).
        reader: for whom the page shows it.

    Signals:
        record_requested: a record should be opened; kind and id.
        page_requested: another page should be opened; its key.
        draft_changed: whether the page keeps something typed as a draft, which is not saved.

    """

    key = ""
    title = ""
    record_requested = Signal(str, int)
    page_requested = Signal(str)
    draft_changed = Signal(bool)

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.context = context
        self.negotiation_id: int | None = None
        self.reader = Reader(Audience.ME)
        self._stale = True
        self._reads = 0

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        """Show another negotiation, or the same one to another reader."""
        if (negotiation_id, reader) == (self.negotiation_id, self.reader) and not self._stale:
            return
        self.negotiation_id, self.reader = negotiation_id, reader
        self.mark_stale()

    def store_opened(self) -> None:
        """Hear that a store was opened; what is shown is read again with its negotiation."""
        self._stale = True

    def store_renamed(self, path: Path) -> None:
        """Hear that the open store goes on as another file; what is unsaved goes with it."""

    def on_change(self, change: ChangeSet) -> None:
        """Hear of a change of the store; read again, now or when next shown.

        Pages that know better which records they show override this.
        """
        self.mark_stale()

    def open_record(self, kind: str, record_id: int) -> bool:
        """Show one record on this page; False when it does not belong here."""
        return False

    def refresh(self) -> None:
        """Read what is shown again, through ``context.tasks``; called only while visible.

        Each page overrides this. It must leave what is on the screen until the answer is there.
        """

    def may_leave(self) -> bool:
        """Say whether the window may show another page or close; True unless overridden.

        A page with unsaved text keeps it (as a draft) and answers True; asking is the last resort.
        """
        return True

    def mark_stale(self) -> None:
        """Read again: at once while visible, else when next shown."""
        self._stale = True
        if self.isVisible():
            self._read()

    def showEvent(self, event: object) -> None:
        if self._stale:
            self._read()

    def work_aside(self, job: Callable[[], T], done: Callable[[T], None]) -> None:
        """Work something out from records already read, so that other pages can read meanwhile.

        It is dropped when the page reads again before it is done, or is to read again.
        """
        reads, room = self._reads, self.context.tasks.room

        def wanted() -> bool:
            same = reads == self._reads and room == self.context.tasks.room
            return same and not self._stale

        def shown(found: T | None) -> None:
            if found is not None and shiboken6.isValid(self) and wanted():
                done(found)

        self.context.tasks.aside(lambda _: job() if wanted() else None, shown)

    def _read(self) -> None:
        self._reads += 1
        self._stale = False
        self.refresh()

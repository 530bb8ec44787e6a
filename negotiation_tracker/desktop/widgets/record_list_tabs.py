"""A page of lists in tabs; only the list in front is read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.widgets.record_list_detail import RecordPane
from negotiation_tracker.model.handling import Reader


class RecordTabs(Page):
    """Panes of records in tabs, or a single pane without any.

    Attributes:
        panes: the panes, by kind of record.

    """

    def __init__(self, context: PageContext, panes: Sequence[tuple[str, RecordPane]]) -> None:
        super().__init__(context)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.panes = {pane.kind: pane for _, pane in panes}
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(f"{self.title}: lists")
        self._stack = QStackedWidget()
        self._unread = set(self.panes)
        for words, pane in panes:
            self.tabs.addTab(words)
            self._stack.addWidget(pane)
            pane.opened.connect(self._open)
            pane.page_asked.connect(self.page_requested)
        if len(self.panes) == 1:
            self.tabs.hide()
        self.tabs.currentChanged.connect(self._turn_to)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 16, 12)
        layout.setSpacing(10)
        layout.addWidget(self.tabs)
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.front.list.table)

    @property
    def front(self) -> RecordPane:
        """Give the pane in front."""
        return list(self.panes.values())[self.tabs.currentIndex()]

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        for pane in self.panes.values():
            pane.show_negotiation(negotiation_id, reader)
        super().show_negotiation(negotiation_id, reader)

    def open_record(self, kind: str, record_id: int) -> bool:
        if kind not in self.panes:
            return False
        self.tabs.setCurrentIndex(list(self.panes).index(kind))
        self.panes[kind].open_record(record_id)
        return True

    def refresh(self) -> None:
        self._unread = set(self.panes)
        self._read_front()

    def _turn_to(self, place: int) -> None:
        self._stack.setCurrentIndex(place)
        self.setFocusProxy(self.front.list.table)
        self._read_front()

    def _read_front(self) -> None:
        pane = self.front
        if pane.kind in self._unread and self.isVisible():
            self._unread.discard(pane.kind)
            pane.refresh()

    def _open(self, kind: str, record_id: int) -> None:
        if not self.open_record(kind, record_id):
            self.record_requested.emit(kind, record_id)

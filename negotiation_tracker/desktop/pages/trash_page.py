"""What was deleted, and the way back."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import when_of
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, row, rule, words
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services.workspace import Workspace

MOST = 300
_WORDS_IN = ("title", "label", "question", "gist", "summary", "name", "text", "place", "code")


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record in the trash, in words."""

    kind: str
    id: int
    what: str
    title: str
    when: str
    deleted_at: datetime | None


def read_trash(ws: Workspace) -> list[Deleted]:
    """List what is in the trash, newest first."""
    return [_deleted(ws, record) for record in ws.trash()[:MOST]]


class TrashPage(Page):
    """Deleted records, newest first; each can be brought back, with what went with it."""

    key = "trash"
    title = "Trash"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(words("Trash", "title"))
        layout.addWidget(
            words(
                "Deleted records stay here until they are restored. What went with a record comes "
                "back with it.",
                "secondary",
                wrap=True,
            )
        )
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName("Deleted records")
        layout.addWidget(area, 1)
        self.setFocusProxy(area)

    def refresh(self) -> None:
        if self.reader.audience is not Audience.ME:
            way = "Choose “Me (everything)” in Show as."
            if self.reader.audience is Audience.ROOM:
                way = "Go to your own desk (Alt+0)."
            self._say(f"The trash is shown to you only. {way}")
            return
        self.context.tasks.read(read_trash, self._show, newest_of="trash")

    def _show(self, found: list[Deleted]) -> None:
        if not found:
            self._say("The trash is empty.")
            return
        clear(self._column)
        card = Card()
        card.content.setSpacing(0)
        for place, one in enumerate(found):
            if place:
                card.content.addWidget(rule())
            card.content.addWidget(self._row(one))
        self._column.addWidget(card)
        self._column.addStretch(1)

    def _say(self, text: str) -> None:
        clear(self._column)
        label = words(text, "secondary", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(2)
        self._column.addWidget(label)
        self._column.addStretch(3)

    def _row(self, one: Deleted) -> QWidget:
        widget = QWidget()
        layout = QHBoxLayout(widget)
        layout.setContentsMargins(0, 8, 0, 8)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addLayout(row(chip(one.what.capitalize()), words(one.when, "strong"), spacing=6))
        column.addWidget(words(one.title or "no words recorded", wrap=True))
        if one.deleted_at is not None:
            moment = one.deleted_at.astimezone()
            column.addWidget(words(f"Deleted {moment:%d %b %Y %H:%M}", "secondary"))
        layout.addLayout(column, 1)
        button = QPushButton("Restore")
        button.setIcon(icon("restore"))
        button.setAccessibleName(f"Restore {one.what} {one.title}")
        button.clicked.connect(partial(self._restore, one))
        state = self.context.tasks.state
        button.setEnabled(state is None or not state.read_only)
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return widget

    def _restore(self, one: Deleted) -> None:
        from negotiation_tracker.services import records

        def verb(writer: RecordWriter) -> None:
            records.restore(writer, one.kind, one.id)

        self.context.tasks.change(f"Restore {one.what.lower()}", verb)


def _deleted(ws: Workspace, record: Record) -> Deleted:
    values = record.values()
    title = next((str(values[name]) for name in _WORDS_IN if values.get(name)), "")
    return Deleted(
        kind=record.table,
        id=record.id,
        what=ws.catalogue[record.table].label,
        title=title,
        when=when_of(record),
        deleted_at=values.get("deleted_at"),
    )

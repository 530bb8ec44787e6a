"""The side panel of the timeline: one record with its fields and sources, or a list of records."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import (
    Evidence,
    evidence,
    session_of,
    sources_of,
    title_of,
)
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, rule, words
from negotiation_tracker.model.catalogue import MARKS, Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.timeline import Item, ItemKind
from negotiation_tracker.rules.wording import item_words
from negotiation_tracker.services.timeline import TimelineView

MOST_LISTED = 200
# Said at the top of the panel already, or of no use to a reader.
_SAID = frozenset({"title", "gist", "code", "negotiation_id", "text_hash", "seq_in_day"})


class RecordPanel(Card):
    """Shows what the timeline was clicked on.

    Signals:
        closed: the panel is to be hidden.
        record_chosen: a record is to be opened on the page it belongs to; kind and id.
        chosen: one of the records listed is to be shown; the item.

    """

    closed = Signal()
    record_chosen = Signal(str, int)
    chosen = Signal(object)

    def __init__(self, opened_elsewhere: frozenset[str]) -> None:
        """Make the panel; kinds of record named here are opened on pages of their own."""
        super().__init__()
        self._elsewhere = opened_elsewhere
        self.setAccessibleName("Record")
        head = QHBoxLayout()
        self._chips = QHBoxLayout()
        self._close = QToolButton()
        self._close.setProperty("look", "small")
        self._close.setIcon(icon("close"))
        self._close.setAccessibleName("Close")
        self._close.setToolTip("Close (Esc)")
        self._close.clicked.connect(self.closed)
        head.addLayout(self._chips, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(head)
        inside = QWidget()
        inside.setProperty("look", "inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.addWidget(area, 1)

    def show_item(self, view: TimelineView, item: Item, tone: str) -> None:
        """Show one record, or what a band was derived from."""
        self._start(item.entry.what, tone)
        self._rows.addWidget(words(item.entry.title, "heading", wrap=True))
        self._rows.addWidget(words(item.entry.when, wrap=True))
        start = item.entry.start
        if start is not None and start.reason:
            self._rows.addWidget(words(start.reason, "secondary", wrap=True))
        if item.entry.note:
            note = item.entry.note
            self._rows.addWidget(words(note[:1].upper() + note[1:] + ".", "secondary", wrap=True))
        record = view.dossier.get(*item.ref)
        if item.kind is ItemKind.BAND or record is None:
            self._derived(evidence(view.dossier, item.inputs))
        else:
            self._fields(view.dossier, record, item)
        self._rows.addStretch(1)
        self._close.setFocus()

    def show_list(self, title: str, items: Sequence[Item]) -> None:
        """List records; a click on one shows it."""
        self._start("Records", "plain")
        self._rows.addWidget(words(title, "heading", wrap=True))
        for place, item in enumerate(items[:MOST_LISTED]):
            if place:
                self._rows.addWidget(rule())
            button = Opens(f"{item.entry.what}: {item.entry.title}")
            button.add(words(item.entry.what, "label"))
            button.add(words(item.entry.title, wrap=True))
            button.add(words(item.entry.when, "secondary", wrap=True))
            button.clicked.connect(lambda _=False, i=item: self.chosen.emit(i))
            self._rows.addWidget(button)
        if len(items) > MOST_LISTED:
            more = f"{len(items) - MOST_LISTED:,} more; a filter makes the list shorter."
            self._rows.addWidget(words(more, "secondary", wrap=True))
        self._rows.addStretch(1)
        self._close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _start(self, what: str, tone: str) -> None:
        clear(self._chips)
        clear(self._rows)
        self._chips.addWidget(chip(what, tone))
        self._chips.addStretch(1)

    def _fields(self, dossier: Dossier, record: Record, item: Item) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for place, (name, text) in enumerate(
            facts(dossier, record, (item.entry.what, item.entry.start))
        ):
            top = Qt.AlignmentFlag.AlignTop
            name_label = words(name, "label", wrap=True)
            name_label.setMaximumWidth(96)
            grid.addWidget(name_label, place, 0, top)
            grid.addWidget(words(text, wrap=True), place, 1, top)
        self._rows.addSpacing(4)
        self._rows.addLayout(grid)
        self._rows.addWidget(rule())
        self._rows.addWidget(words("Sources", "label"))
        told = sources_of(dossier, record)
        for line in told:
            self._rows.addWidget(words(line, "secondary", wrap=True))
        if not told:
            self._rows.addWidget(words("No source is recorded.", "secondary", wrap=True))
        if record.table != "session" and record.table in self._elsewhere:
            self._link(dossier.catalogue[record.table].label, record.table, record.id)
        self._session_link(session_of(dossier, record))

    def _derived(self, records: Iterable[Evidence]) -> None:
        self._rows.addWidget(words("Derived from", "label"))
        for place, one in enumerate(records):
            if place:
                self._rows.addWidget(rule())
            for text, look in (
                (one.what.capitalize(), "label"),
                (one.title or "no words recorded", ""),
                (one.when, "secondary"),
                *((line, "secondary") for line in one.sources),
            ):
                if text:
                    self._rows.addWidget(words(text, look, wrap=True))
            self._session_link(one.session_id)

    def _session_link(self, session_id: int | None) -> None:
        if session_id is not None:
            self._link("session", "session", session_id)

    def _link(self, what: str, kind: str, record_id: int) -> None:
        button = Opens(f"Open the {what}")
        button.add(words(f"Open the {what} →", "linklike"))
        button.clicked.connect(lambda: self.record_chosen.emit(kind, record_id))
        self._rows.addWidget(button)


def facts(
    dossier: Dossier, record: Record, said: tuple[object, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Give the fields of a record that hold something, each with its label.

    Args:
        dossier: to look up what it refers to.
        record: the record.
        said: values, or the words of them, that are shown already.

    """
    kind = dossier.catalogue[record.table]
    for field in kind.own_fields():
        if field.name in _SAID or field.name in MARKS:
            continue
        value = getattr(record, field.name)
        text = _words(dossier, field, value)
        if text and value not in said and text.capitalize() not in said:
            yield field.label, text
    if record.table == "proposal":
        for item in dossier.where("proposal_item", proposal_id=record.id):
            issue = dossier.get("issue", item.issue_id)
            terms = tuple(dossier.where("term", item_id=item.id))
            yield "Issue" if issue is None else str(issue.title), item_words(item, terms)
    if record.table == "event":
        actors = [_actor(dossier, a) for a in dossier.where("event_actor", event_id=record.id)]
        if actors:
            yield "Who", "; ".join(actors)


def _actor(dossier: Dossier, actor: Record) -> str:
    for name, kind in (
        ("person_id", "person"),
        ("participant_id", "participant"),
        ("organization_id", "organization"),
    ):
        found = dossier.get(kind, getattr(actor, name) or 0)
        if found is not None:
            who = _name(dossier, found)
            return f"{who} ({actor.part})" if actor.part else who
    return str(actor.part)


def _name(dossier: Dossier, record: Record) -> str:
    if record.table == "participant" and not record.label:
        organization = dossier.get("organization", record.organization_id)
        if organization is not None:
            return str(organization.short_name or organization.name)
    return title_of(dossier, record)


def _words(dossier: Dossier, field: Field, value: object) -> str:
    if value is None or value == "":
        return ""
    if field.ref and isinstance(value, int):
        found = dossier.get(field.ref, value)
        return "" if found is None else _name(dossier, found)
    if isinstance(value, FuzzyDate):
        return value.describe_long()
    if isinstance(value, ClockTime):
        return value.describe()
    if isinstance(value, bool):
        return "yes" if value else ""
    if field.type == "choice":
        return "not known" if value == "unknown" else label(str(value))
    if isinstance(value, datetime):
        return f"{short_date(value.date())} {value:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)

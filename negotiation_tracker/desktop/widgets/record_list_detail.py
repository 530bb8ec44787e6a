"""A list of records of one kind above, the one chosen below: reads, saves, adds, deletes."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from negotiation_tracker.desktop.models.session_choices import session_choices
from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.record_detail import Handlings, RecordDetailView, Shown
from negotiation_tracker.desktop.widgets.record_detail_facts import SPECS
from negotiation_tracker.desktop.widgets.record_detail_new import NewRecord
from negotiation_tracker.desktop.widgets.record_list import RecordList
from negotiation_tracker.desktop.widgets.words import clear, words
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import RECORDING_AUDIENCES, Audience, Reader
from negotiation_tracker.model.record import Dossier, RecordWriter
from negotiation_tracker.services import record_detail
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

Adder = Callable[[RecordWriter, int, dict[str, object]], int]
"""Adds a record: writer, talks, fields; gives its key."""


class RecordPane(QSplitter):
    """The list and the detail of one kind of record; every edit is one step of undo.

    Attributes:
        list: the list.
        view: the detail.
        form: the form for a new record.
        below: what stands below the list; a page may add widgets of its own.

    Signals:
        opened: a record of another kind is to be shown; kind, id.
        page_asked: a page or an action is to be opened; its key.

    """

    opened = Signal(str, int)
    page_asked = Signal(str)

    def __init__(self, context: PageContext, kind: str, adder: Adder) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.context = context
        self.kind = kind
        self.negotiation_id: int | None = None
        self.reader = Reader(Audience.ME)
        self._spec = SPECS[kind]
        self._adder = adder
        known = context.catalogue[kind]
        self.list = RecordList(context, self._spec)
        self.view = RecordDetailView(known, self._spec)
        self.form = NewRecord(known, self._spec)
        self._build()
        self._connect()

    # ---- what is shown

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        """Show other talks, or the same to another reader, at the next `refresh`."""
        if negotiation_id != self.negotiation_id:
            self.form.clear()
            self.below.setCurrentWidget(self._empty)
        self.negotiation_id, self.reader = negotiation_id, reader
        self.list.show_negotiation(negotiation_id, reader)

    def refresh(self) -> None:
        """Read the list and the detail again."""
        self.list.set_writable(self.writable() and self.negotiation_id is not None)
        self.list.load()

    def open_record(self, record_id: int) -> None:
        """Show one record."""
        if self.below.currentWidget() is not self._empty:
            self.below.setCurrentWidget(self.view)
        self.list.select(record_id)

    def writable(self) -> bool:
        """Say whether anything can be changed here."""
        state = self.context.tasks.state
        read_only = state is not None and state.read_only
        return not read_only and self.reader.audience in RECORDING_AUDIENCES

    def start_adding(self) -> None:
        """Open the form for a new record."""
        if self.negotiation_id is None or not self.writable():
            return
        negotiation, reader, kind = self.negotiation_id, self.reader, self.kind

        def job(ws: Workspace) -> tuple[dict[str, Any], Handlings]:
            dossier = ws.dossier(negotiation, reader)
            choices = record_detail.choices_for(dossier, kind, negotiation)
            return choices, _handlings(ws, dossier, negotiation)

        def done(found: tuple[dict[str, Any], Handlings]) -> None:
            self.form.offer(*found)
            self.below.setCurrentWidget(self.form)
            self.form.start()

        self.context.tasks.read(job, done, newest_of=("new", id(self)))

    # ---- building

    def _build(self) -> None:
        self._empty = QWidget()
        self._empty_column = QVBoxLayout(self._empty)
        self.below = QStackedWidget()
        for widget in (self._empty, self.view, self.form):
            self.below.addWidget(widget)
        self.addWidget(self.list)
        self.addWidget(self.below)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.setSizes([270, 420])
        self.setHandleWidth(12)
        self.setChildrenCollapsible(False)
        self.setFocusProxy(self.list)

    def _connect(self) -> None:
        self.list.chosen.connect(self._read_detail)
        self.list.loaded.connect(self._loaded)
        self.list.add_asked.connect(self.start_adding)
        self.list.open_asked.connect(self.view.focus_first)
        self.list.delete_asked.connect(self._remove_all)
        self.view.edited.connect(self._save)
        self.view.amount_typed.connect(self._save_amount)
        self.view.removed.connect(self._remove)
        self.view.added.connect(self._add_part)
        self.view.opened.connect(self._open)
        self.form.submitted.connect(self._add)
        self.form.cancelled.connect(self._close_form)

    def _say_empty(self, title: str, detail: str, *, add: bool = False) -> None:
        clear(self._empty_column)
        self._empty_column.addStretch(2)
        for text, look in ((title, "heading"), (detail, "secondary")):
            line = words(text, look, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._empty_column.addWidget(line)
        if add and self.writable():
            button = QPushButton(f"Add the first {self._spec.one}")
            button.setProperty("look", "primary")
            button.clicked.connect(self.start_adding)
            self._empty_column.addSpacing(8)
            self._empty_column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty_column.addStretch(3)
        if self.below.currentWidget() is self.view:
            self.below.setCurrentWidget(self._empty)

    # ---- reading

    def _loaded(self) -> None:
        found = self.list.found
        if found is None:
            self._say_empty("No negotiation", "Add one, or load the sample, from the File menu.")
        elif not found.rows and self.list.filters.active():
            self._say_empty(f"No {self._spec.one} fits the filter", "Change or clear the filter.")
        elif not found.rows:
            self._say_empty(f"No {self._spec.many} yet", self._spec.empty, add=True)

    def _read_detail(self, record_id: int) -> None:
        negotiation, reader, kind = self.negotiation_id, self.reader, self.kind
        if negotiation is None:
            return

        def job(ws: Workspace) -> Shown | None:
            dossier = ws.dossier(negotiation, reader)
            detail = record_detail.read(ws, dossier, kind, record_id, reader)
            if detail is None:
                return None
            return Shown(detail, _handlings(ws, dossier, negotiation))

        self.context.tasks.read(job, self._show_detail, newest_of=("record", id(self)))

    def _show_detail(self, shown: Shown | None) -> None:
        if shown is None:
            self._say_empty(
                f"This {self._spec.one} is not here", "It was deleted, or may not be shown."
            )
            return
        self.view.show_detail(shown, writable=self.writable())
        # A form or a panel stays in front until somebody goes on in the list.
        if self.below.currentWidget() is self._empty or self.list.table.hasFocus():
            self.below.setCurrentWidget(self.view)

    def show_view(self) -> None:
        """Show the detail of what is chosen in the list, or that there is none."""
        chosen = self.list.current() is not None
        self.below.setCurrentWidget(self.view if chosen else self._empty)

    def _close_form(self) -> None:
        self.form.clear()
        self.show_view()
        self.list.table.setFocus()

    def _open(self, kind: str, record_id: int) -> None:
        if kind == self.kind:
            self.open_record(record_id)
        else:
            self.opened.emit(kind, record_id)

    # ---- writing

    def change_selected(
        self, label: str, verb: Callable[[RecordWriter, int], object], ids: list[int]
    ) -> None:
        """Do the same to several records, in one step of undo."""

        def job(writer: RecordWriter) -> None:
            for record_id in ids:
                verb(writer, record_id)

        self.context.tasks.change(label, job)

    def _save(
        self, kind: str, record_id: int, raw: dict[str, object], seen: dict[str, object]
    ) -> None:
        from negotiation_tracker.services import records

        def verb(writer: RecordWriter) -> None:
            records.edit(writer, kind, record_id, raw, seen)

        def failed(error: TrackerError) -> None:
            if not self.view.show_problem(kind, record_id, error):
                self.context.tasks.default_failed(error)

        names = list(raw)
        field = self.context.catalogue[kind].field(names[0]).label.lower()
        self.context.tasks.change(f"Edit {field}", verb, lambda _: self.view.saved(names), failed)

    def _save_amount(self, record_id: int, text: str) -> None:
        from negotiation_tracker.services import figures

        def verb(writer: RecordWriter) -> None:
            figures.retype(writer, record_id, text)

        def failed(error: TrackerError) -> None:
            if not self.view.show_amount_problem(error):
                self.context.tasks.default_failed(error)

        self.context.tasks.change(
            "Edit number", verb, lambda _: self.view.saved(["amount"]), failed
        )

    def _remove(self, kind: str, record_id: int, name: str) -> None:
        from negotiation_tracker.services import records

        del name
        if kind == self.kind:
            # Another record comes into view: a second Enter on Delete would take it too.
            self.list.table.setFocus()
        what = self._spec.one if kind == self.kind else self.context.catalogue[kind].label
        self.change_selected(
            f"Delete {what}", lambda w, key: records.delete(w, kind, key), [record_id]
        )

    def _remove_all(self, ids: list[int]) -> None:
        from negotiation_tracker.services import records

        many = f"{len(ids)} {self._spec.many}" if len(ids) > 1 else self._spec.one
        self.change_selected(
            f"Delete {many}", lambda w, key: records.delete(w, self.kind, key), ids
        )

    def _add_part(self, kind: str, raw: dict[str, object]) -> None:
        from negotiation_tracker.services import records

        what = self.context.catalogue[kind].label
        self.context.tasks.change(f"Add {what}", lambda w: records.create(w, kind, raw))

    def _add(self, raw: dict[str, object], new_people: dict[str, str]) -> None:
        from negotiation_tracker.services import people

        negotiation = self.negotiation_id
        if negotiation is None:
            return

        def verb(writer: RecordWriter) -> int:
            found = {name: people.find_or_add(writer, text).id for name, text in new_people.items()}
            return self._adder(writer, negotiation, {**raw, **found})

        def done(made: Changed[int]) -> None:
            self.form.clear()
            self.list.select(made.value)
            self.below.setCurrentWidget(self.view)
            self.list.table.setFocus()

        self.context.tasks.change(f"Add {self._spec.one}", verb, done, self.form.show_problem)


def plain_adder(kind: str) -> Adder:
    """Give what adds a record of a kind that has no rules of its own for that."""

    def add(writer: RecordWriter, negotiation_id: int, raw: dict[str, object]) -> int:
        from negotiation_tracker.services import records

        return records.create(writer, kind, {**raw, "negotiation_id": negotiation_id})

    return add


def _handlings(ws: Workspace, dossier: Dossier, negotiation_id: int) -> Handlings:
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        return ()
    offered = session_choices(dossier, negotiation, ws.today(), room_of(ws)).handling_choices()
    return [(text, (level, owner)) for text, level, owner in offered]

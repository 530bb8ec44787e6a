"""People, mediators and organizations: who, where, since when; and names recorded twice."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.pages.people_changes import PeopleEdits
from negotiation_tracker.desktop.pages.people_parts import PARTS, Part
from negotiation_tracker.desktop.pages.people_reading import (
    Choices,
    Duplicate,
    PeopleRead,
    compare,
    duplicate_rows,
    duplicates_in,
    read_people,
)
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.mediator_view import MediatorView
from negotiation_tracker.desktop.widgets.message import ask
from negotiation_tracker.desktop.widgets.organization_view import OrganizationView
from negotiation_tracker.desktop.widgets.people_column import PeopleColumn
from negotiation_tracker.desktop.widgets.people_detail import Handlings, handling_choices
from negotiation_tracker.desktop.widgets.people_merge import Comparison, MergeView
from negotiation_tracker.desktop.widgets.people_view import PersonView
from negotiation_tracker.desktop.widgets.words import clear, words
from negotiation_tracker.model.handling import RECORDING_AUDIENCES, Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.services import mediator_list, organization_list, people_list
from negotiation_tracker.services.mediator_list import MediatorDetail
from negotiation_tracker.services.organization_list import OrganizationDetail
from negotiation_tracker.services.people_list import PeopleBook, PersonDetail, Row

BESIDE = 800
"""Width from which the list stands beside the detail; below it stands above."""
ACROSS = (330, 700)
DOWN = (190, 310)


def _today() -> date:
    return datetime.now().astimezone().date()


class PeoplePage(Page):
    """Three lists with their details, and a fourth of names that may mean the same.

    Attributes:
        part: the part shown.
        column: the list at the left.

    """

    key = "people"
    title = "People & mediators"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.part = PARTS[0]
        self._book: PeopleBook | None = None
        self._choices = Choices((), (), (), ())
        self._day: date | None = None
        self._chosen: dict[str, int | None] = {}
        self._duplicates: tuple[Duplicate, ...] = ()
        self._comparing: tuple[str, int] | None = None
        self._loading = False
        self._filling = False
        self._compared: int | None = None
        self._lists: dict[str, tuple[Row, ...]] = {}
        self._edits = PeopleEdits(context, self.mark_stale)
        self._build()
        self.show_part("people")

    # ---- page

    def refresh(self) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            self._book = None
            self.column.show_rows((), None)
            self._say("No negotiation", "Add one, or load the sample, from the File menu.")
            return
        self._loading = True
        self.context.tasks.read(
            lambda ws: read_people(ws, negotiation, reader),
            self._loaded,
            newest_of=("people", id(self)),
        )

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        if negotiation_id != self.negotiation_id:
            self._chosen, self._day, self._comparing = {}, None, None
        super().show_negotiation(negotiation_id, reader)

    def open_record(self, kind: str, record_id: int) -> bool:
        part = next((part for part in PARTS if part.kind == kind), None)
        if part is None:
            return False
        self._chosen[part.key] = record_id
        self.show_part(part.key)
        return True

    def show_part(self, key: str) -> None:
        """Show another part of the page; KeyError when there is none of this key."""
        self.part = {part.key: part for part in PARTS}[key]
        self._comparing = None
        self._buttons[key].setChecked(True)
        self.column.begin(
            self.part.title,
            self.part.add if self._writable() else "",
            scoped=self.part.scoped,
            dated=key == "mediators",
        )
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= BESIDE
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if way is not self._splitter.orientation():
            self._splitter.setOrientation(way)
            self._splitter.setSizes(list(ACROSS if beside else DOWN))

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head = Flow(spacing=4)
        title = words(self.title, "title")
        title.setContentsMargins(0, 0, 12, 0)
        head.add(title)
        self._buttons: dict[str, QPushButton] = {}
        group = QButtonGroup(self)
        for part in PARTS:
            button = QPushButton(part.title)
            button.setProperty("look", "nav")
            button.setCheckable(True)
            button.setObjectName(f"part:{part.key}")
            button.clicked.connect(partial(self._part_clicked, part.key))
            group.addButton(button)
            head.add(button)
            self._buttons[part.key] = button
            self._count(part.key, 0)
        self._build_views()
        splitter = self._splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.column)
        splitter.addWidget(self._right)
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes(list(ACROSS))
        splitter.setHandleWidth(14)
        splitter.setChildrenCollapsible(False)
        self.column.setMinimumWidth(220)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 12, 12)
        layout.setSpacing(10)
        layout.addWidget(head)
        layout.addWidget(self._splitter, 1)
        self.setFocusProxy(self.column)

    def _build_views(self) -> None:
        self.column = PeopleColumn(self.context.theme, _today)
        self.column.chosen.connect(self._row_chosen)
        self.column.add_asked.connect(self._add)
        self.column.day_chosen.connect(self._day_chosen)
        self.column.delete_asked.connect(self._delete_chosen)
        catalogue = self.context.catalogue
        self._person = PersonView(catalogue)
        self._mediator = MediatorView(catalogue, _today)
        self._mediator.state_added.connect(self._add_state)
        self._organization = OrganizationView(catalogue)
        self._merge = MergeView()
        self._merge.merge_asked.connect(self._do_merge)
        self._merge.other_chosen.connect(self._compare_with)
        self._right = QStackedWidget()
        holder = QWidget()
        self._empty = QVBoxLayout(holder)
        self._right.addWidget(holder)
        for view in (self._person, self._mediator, self._organization):
            view.edited.connect(partial(self._edits.save, view))
            view.removed.connect(self._remove)
            view.added.connect(self._edits.add_record)
            view.opened.connect(self._open)
            view.merge_asked.connect(self._ask_other)
            self._right.addWidget(view)
        self._right.addWidget(self._merge)

    def _say(self, title: str, detail: str) -> None:
        clear(self._empty)
        self._empty.addStretch(2)
        for text, look in ((title, "heading"), (detail, "secondary")):
            label = words(text, look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._empty.addWidget(label)
        self._empty.addStretch(3)
        self._right.setCurrentIndex(0)

    # ---- reading

    def _loaded(self, found: PeopleRead) -> None:
        book = found.book
        self._book, self._loading = book, False
        self._choices = found.choices
        self._lists = {"people": found.people, "organizations": found.organizations}
        if self._day is None:
            self._day = book.day
        first, last = mediator_list.day_range(book)
        self.column.days.show_days(first, last, self._day)
        self.column.add.setVisible(bool(self.part.add) and self._writable())
        self._count("mediators", len(mediator_list.mediators(book, self._day)))
        for key, rows in self._lists.items():
            self._count(key, sum(row.here for row in rows))
        self._find_duplicates(book, found.names)
        self._fill()

    def _count(self, key: str, number: int) -> None:
        title = next(part.title for part in PARTS if part.key == key)
        button = self._buttons[key]
        button.setText(f"{title} {number}" if number else title)
        # The one chosen is set in bolder letters than Qt measures.
        bold = QFont(button.font())
        bold.setWeight(QFont.Weight.DemiBold)
        button.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(button.text()) + 24)

    def _find_duplicates(self, book: PeopleBook, names: int) -> None:
        # Looked for by whoever may merge; for other readers a name is what it says.
        owner = self.reader.audience is Audience.ME
        self._buttons["duplicates"].setVisible(owner)
        if not owner:
            self._duplicates, self._compared = (), None
            if self.part.key == "duplicates":
                self.show_part("people")
            return

        if names == self._compared:
            return
        self._compared = names

        def done(found: tuple[Duplicate, ...]) -> None:
            if names != self._compared:
                return
            self._duplicates = found
            self._count("duplicates", len(found))
            if self.part.key == "duplicates":
                self._fill()

        self.context.tasks.aside(lambda _: duplicates_in(book), done)

    def _rows(self, book: PeopleBook) -> tuple[Row, ...]:
        if self.part.key in self._lists:
            return self._lists[self.part.key]
        if self.part.key == "mediators":
            return mediator_list.mediators(book, self._day or book.day)
        return duplicate_rows(book, self._duplicates)

    def _fill(self) -> None:
        if self._book is None:
            return
        rows, chosen = self._rows(self._book), self._chosen.get(self.part.key)
        if self._loading and chosen is not None and all(row.id != chosen for row in rows):
            return  # It was added just now: the list that has it is on its way.
        self._filling = True
        self.column.show_rows(rows, chosen)
        self._filling = False

    def _row_chosen(self, record_id: int) -> None:
        if self._comparing is not None and self._filling:
            return  # Two are being compared; only another row chosen by hand ends that.
        self._comparing = None
        if record_id < 0:
            if self.column.search.text():
                self._say("Nothing fits the search", "Change or clear the search.")
            else:
                self._say(self.part.empty, self.part.hint if self._writable() else "")
            return
        self._chosen[self.part.key] = record_id
        book, day = self._book, self._day
        if book is None:
            return
        jobs: dict[str, tuple[Callable[[], object], Callable[[object], None]]] = {
            "people": (lambda: people_list.person_detail(book, record_id), self._show_person),
            "mediators": (
                lambda: mediator_list.mediator_detail(book, record_id, day or book.day),
                self._show_mediator,
            ),
            "organizations": (
                lambda: organization_list.organization_detail(book, record_id),
                self._show_organization,
            ),
        }
        if self.part.key == "duplicates":
            self._compare(self._duplicates[record_id])
            return
        job, show = jobs[self.part.key]
        self.context.tasks.read(lambda _: job(), show, newest_of=("people detail", id(self)))

    def _show_person(self, detail: object) -> None:
        book = self._book
        if book is None or not isinstance(detail, PersonDetail):
            return
        self._person.show_detail(
            detail,
            organizations=self._choices.organizations,
            teams=self._choices.teams,
            handlings=self._handlings(book, detail.person),
            writable=self._writable(),
            private=self.reader.audience is Audience.ME,
        )
        self._right.setCurrentWidget(self._person)

    def _show_mediator(self, detail: object) -> None:
        book = self._book
        if book is None or not isinstance(detail, MediatorDetail):
            return
        self._mediator.show_detail(
            detail,
            people=[("Nobody named", None), *self._choices.people],
            organizations=[("None", None), *self._choices.named_organizations()],
            handlings=self._handlings(book, detail.engagement),
            writable=self._writable(),
        )
        self._right.setCurrentWidget(self._mediator)

    def _show_organization(self, detail: object) -> None:
        book = self._book
        if book is None or not isinstance(detail, OrganizationDetail):
            return
        self._organization.show_detail(
            detail,
            organizations=[("Nothing larger", None), *self._choices.named_organizations()],
            negotiations=self._choices.negotiations,
            handlings=self._handlings(book, detail.organization),
            writable=self._writable(),
        )
        self._right.setCurrentWidget(self._organization)

    # ---- comparing

    def _compare(self, pair: Duplicate) -> None:
        book = self._book
        if book is None:
            return
        self.context.tasks.read(
            lambda ws: compare(ws, book, pair), self._show_comparison, newest_of=("pair", id(self))
        )

    def _show_comparison(self, found: Comparison | None) -> None:
        if found is not None:
            self._merge.compare(found, writable=self._writable())
            self._right.setCurrentWidget(self._merge)

    def _ask_other(self, kind: str, record_id: int) -> None:
        book = self._book
        record = None if book is None else book.dossier.get(kind, record_id)
        if record is None:
            return
        self._comparing = (kind, record_id)
        others = [c for c in self._choices.of(kind) if c.key != record_id]
        self._merge.ask_other(str(record.name), others)
        self._right.setCurrentWidget(self._merge)

    def _compare_with(self, other: int) -> None:
        if self._comparing is not None:
            kind, record_id = self._comparing
            self._compare(Duplicate(kind, record_id, other, ""))

    # ---- writing

    def _remove(self, kind: str, record_id: int, _name: str) -> None:
        if kind == self.part.kind:
            # Another record comes into view: a second Enter on Delete would take it too.
            self.column.list.setFocus()
        self._edits.remove(kind, record_id)

    def _delete_chosen(self) -> None:
        record_id = self.column.current()
        if record_id is not None and self.part.kind and self._writable():
            self._edits.remove(self.part.kind, record_id)

    def _add_state(self, engagement_id: int, state: str, when: str, note: str) -> None:
        self._edits.add_state(self._mediator.form, engagement_id, (state, when, note))

    def _do_merge(self, kind: str, keep: int, gone: int) -> None:
        self._comparing = None
        self._edits.merge(kind, keep, gone, lambda: self.open_record(kind, keep))

    def _add(self, name: str) -> None:
        negotiation, part = self.negotiation_id, self.part
        if negotiation is None or not self._writable():
            return
        if part.key == "mediators" and not name:
            ask(
                self,
                "Add a mediator who is not named?",
                "No name was typed. The engagement is shown as “unnamed mediator”; a name can be "
                "chosen later.",
                "Add",
                lambda: self._add_named(part, negotiation, ""),
            )
        elif name:
            self._add_named(part, negotiation, name)

    def _add_named(self, part: Part, negotiation: int, name: str) -> None:
        self._edits.add_named(part.kind, negotiation, name, self._added)

    def _added(self, kind: str, record_id: int) -> None:
        self.open_record(kind, record_id)

    # ---- what happens

    def _part_clicked(self, key: str) -> None:
        self.show_part(key)
        self.column.list.setFocus()

    def _day_chosen(self, day: date | None) -> None:
        if self._book is not None:
            self._day = day or self._book.day
            self._fill()

    def _handlings(self, book: PeopleBook, record: Record) -> Handlings:
        room = self.context.tasks.room
        return handling_choices(book.dossier, book.negotiation_id, record, room)

    def _open(self, kind: str, record_id: int) -> None:
        if not self.open_record(kind, record_id):
            self.record_requested.emit(kind, record_id)

    def _writable(self) -> bool:
        state = self.context.tasks.state
        read_only = state is not None and state.read_only
        return not read_only and self.reader.audience in RECORDING_AUDIENCES

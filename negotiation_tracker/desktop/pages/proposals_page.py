"""Offers and counteroffers as chains, each in detail, with redlines and tentative agreements."""

from datetime import date, datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.proposals_view import (
    AgreementShown,
    Listed,
    OfferShown,
    read_agreement,
    read_list,
    read_offer,
)
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.pages.proposals_agreements import AgreementDesk
from negotiation_tracker.desktop.pages.proposals_changes import ProposalChanges
from negotiation_tracker.desktop.pages.proposals_offers import OfferDesk
from negotiation_tracker.desktop.pages.proposals_parts import Side, Tab
from negotiation_tracker.desktop.pages.proposals_redlines import RedlineDesk
from negotiation_tracker.desktop.widgets.agreement_form import AgreementForm
from negotiation_tracker.desktop.widgets.agreement_list import AgreementList
from negotiation_tracker.desktop.widgets.agreement_view import AgreementView
from negotiation_tracker.desktop.widgets.offer_filters import OfferFilters
from negotiation_tracker.desktop.widgets.offer_form import OfferForm
from negotiation_tracker.desktop.widgets.offer_history import OfferHistory
from negotiation_tracker.desktop.widgets.proposal_detail import ProposalView
from negotiation_tracker.desktop.widgets.proposal_tree import ProposalTree
from negotiation_tracker.desktop.widgets.redline_view import RedlineView
from negotiation_tracker.desktop.widgets.words import clear, words
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.services.proposal_list import OfferLine

SIDE_BY_SIDE = 800
"""From this width on the list stands beside what is chosen; below, above it."""


class ProposalsPage(Page):
    """Chains on the left, the offer or agreement chosen on the right.

    Signals:
        listed: the list was shown.
        offer_shown: an offer was shown on the right; its id.
        agreement_shown: an agreement was shown on the right; its id.

    """

    key = "proposals"
    title = "Proposals"
    listed = Signal()
    offer_shown = Signal(int)
    agreement_shown = Signal(int)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.listing: Listed | None = None
        self.offer_id: int | None = None
        self.agreement_id: int | None = None
        self.shown: OfferShown | None = None
        self._kept_form: tuple[int | None, Side] | None = None
        self.changes = ProposalChanges(context)
        self._build()
        self.offers = OfferDesk(self, self.view, self.offer_form, self)
        self.agreements = AgreementDesk(self, self.agreement_view, self.agreement_form, self)
        self.redlines = RedlineDesk(self, self.redline, self)
        self._connect()

    # ---- page

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        if self.form_open() and (negotiation_id, reader) != (self.negotiation_id, self.reader):
            # What is typed is not for other eyes, and belongs to these talks alone.
            self._kept_form = (self.negotiation_id, Side(self.right.currentIndex()))
            self.show_side(Side.NOTHING)
        if negotiation_id != self.negotiation_id:
            self.offer_id = self.agreement_id = None
            self.shown = None
            self.filters.reset()
        super().show_negotiation(negotiation_id, reader)

    def refresh(self) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            self.say_nothing("No negotiation", "Add one, or load the sample, from the File menu.")
            return
        self.context.tasks.read(
            lambda ws: read_list(ws, negotiation, reader),
            self._show_list,
            newest_of=("offers", id(self)),
        )

    def open_record(self, kind: str, record_id: int) -> bool:
        if kind == "proposal":
            self.show_offer(record_id)
        elif kind == "tentative_agreement":
            self.show_agreement(record_id)
        else:
            return False
        return True

    def today(self) -> date:
        """Give the present day on this computer."""
        return datetime.now().astimezone().date()

    @property
    def writable(self) -> bool:
        """Say whether the record can be changed here."""
        return self.listing is not None and self.listing.writable

    # ---- showing

    def show_offer(self, proposal_id: int) -> None:
        """Show an offer on the right."""
        self.offer_id, self.agreement_id = proposal_id, None
        self.tree.select_offer(proposal_id)
        self.agreement_list.select_agreement(None)
        self.read_right()

    def show_agreement(self, agreement_id: int) -> None:
        """Show an agreement on the right."""
        self.offer_id, self.agreement_id = None, agreement_id
        self.tree.select_offer(None)
        self.agreement_list.select_agreement(agreement_id)
        self.read_right()

    def read_right(self) -> None:
        """Read what stands on the right again; an open form is closed."""
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            return
        newest = ("right", id(self))
        offer_id, agreement_id = self.offer_id, self.agreement_id
        if offer_id is not None:
            self.context.tasks.read(
                lambda ws: read_offer(ws, negotiation, reader, offer_id),
                self._show_offer,
                newest_of=newest,
            )
        elif agreement_id is not None:
            self.context.tasks.read(
                lambda ws: read_agreement(ws, negotiation, reader, agreement_id),
                self._show_agreement,
                newest_of=newest,
            )

    def show_side(self, side: Side) -> None:
        """Show a form, an offer or an agreement on the right."""
        self.right.setCurrentIndex(side)
        self._enable()

    def show_tab(self, tab: Tab) -> None:
        """Show a tab of the offer."""
        self.show_side(Side.OFFER)
        blocked = self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(tab)
        self.tabs.blockSignals(blocked)
        self.tab_pages.setCurrentIndex(tab)

    def close_form(self) -> None:
        """Close a form and show again what was chosen."""
        self.show_side(Side.NOTHING)
        self._fill_list()
        self.tree.setFocus()

    def selected_offers(self) -> list[OfferLine]:
        """List the offers selected, from top to bottom."""
        return self.tree.selected_offers()

    def form_open(self) -> bool:
        """Say whether a form stands on the right."""
        return self.right.currentIndex() in (Side.OFFER_FORM, Side.AGREEMENT_FORM)

    def say_nothing(self, title: str, detail: str, action: str = "") -> None:
        """Say on the right why nothing is there, and offer what fills it."""
        clear(self._empty)
        self._empty.addStretch(2)
        for text, look in ((title, "heading"), (detail, "secondary")):
            label_ = words(text, look, wrap=True)
            label_.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            self._empty.addWidget(label_)
        if action:
            button = QPushButton(action)
            button.setProperty("look", "primary")
            button.clicked.connect(self.offers.start_new)
            self._empty.addSpacing(8)
            self._empty.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._empty.addStretch(3)
        self.show_side(Side.NOTHING)

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.filters = OfferFilters()
        self.tree = ProposalTree(self.context.theme)
        self.agreement_list = AgreementList(self.context.theme)
        self._count = words("", "secondary")
        self.counter_button = QPushButton("&Counter this")
        self.counter_button.setProperty("look", "primary")
        self.counter_button.setToolTip("Answer the offer selected (Ctrl+R)")
        self.new_button = QPushButton("&New offer")
        self.compare_button = QPushButton("Co&mpare two…")
        self.compare_button.setToolTip("Hold any two texts of an issue against each other")
        self.draft_button = QPushButton("&Draft agreement")
        self.draft_button.setToolTip("From the offers selected; of either side, Ctrl adds more")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(words("Proposals", "title"))
        head.addWidget(self._count)
        head.addStretch(1)
        for button in (
            self.compare_button,
            self.draft_button,
            self.new_button,
            self.counter_button,
        ):
            head.addWidget(button)
        splitter = self._splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self._build_left())
        splitter.addWidget(self._build_right())
        splitter.setStretchFactor(0, 4)
        splitter.setStretchFactor(1, 5)
        splitter.setSizes([500, 530])
        splitter.setHandleWidth(14)
        splitter.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addWidget(self.filters)
        layout.addWidget(splitter, 1)
        self.setFocusProxy(self.tree)

    def _build_left(self) -> QWidget:
        left = QWidget()
        self._left = QBoxLayout(QBoxLayout.Direction.TopToBottom, left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(8)
        self._left.addWidget(self.tree, 3)
        self._agreements_title = words("Tentative agreements", "heading")
        below = QVBoxLayout()
        below.addWidget(self._agreements_title)
        below.addWidget(self.agreement_list)
        self._left.addLayout(below)
        return left

    def _build_right(self) -> QWidget:
        theme, catalogue = self.context.theme, self.context.catalogue
        empty = QWidget()
        self._empty = QVBoxLayout(empty)
        self.view = ProposalView(catalogue, theme, self.today)
        self.redline = RedlineView(theme)
        self.history = OfferHistory()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What is shown of the offer")
        self.tab_pages = QStackedWidget()
        for name, page in (
            ("Offer", self.view),
            ("Redline", self.redline),
            ("History", self.history),
        ):
            self.tabs.addTab(name)
            self.tab_pages.addWidget(page)
        offer = QWidget()
        column = QVBoxLayout(offer)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.tabs)
        column.addWidget(self.tab_pages, 1)
        self.offer_form = OfferForm(self.today)
        self.agreement_view = AgreementView(catalogue, self.today)
        self.agreement_form = AgreementForm(self.today)
        self.right = QStackedWidget()
        self.right.setMinimumWidth(330)
        for widget in (
            empty,
            offer,
            self.offer_form,
            self.agreement_view,
            self.agreement_form,
        ):
            self.right.addWidget(widget)
        return self.right

    def _connect(self) -> None:
        self.filters.changed.connect(self._fill_list)
        self.tree.chosen.connect(self._offer_chosen)
        self.tree.selection_grew.connect(self._enable)
        self.agreement_list.chosen.connect(self.show_agreement)
        self.tabs.currentChanged.connect(self._tab_chosen)
        self.view.offer_asked.connect(self.show_offer)
        self.view.compare_asked.connect(self.redlines.compare_issue)
        self.view.agreement_asked.connect(self.show_agreement)
        self.view.session_asked.connect(lambda key: self.record_requested.emit("session", key))
        self.agreement_view.offer_asked.connect(self.show_offer)
        self.counter_button.clicked.connect(self.offers.start_counter)
        self.new_button.clicked.connect(self.offers.start_new)
        self.draft_button.clicked.connect(self.agreements.start_draft)
        self.compare_button.clicked.connect(self.redlines.compare_selected)
        for keys, call in (
            ("Ctrl+R", self.counter_button.click),
            ("Ctrl+Shift+N", self.new_button.click),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < SIDE_BY_SIDE
        way = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if way is self._splitter.orientation():
            return
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._splitter.setOrientation(way)
        self._splitter.setSizes([160, 300] if narrow else [500, 530])
        self._left.setDirection(across if narrow else down)
        self._left.setStretch(1, 2 if narrow else 0)
        self._count.setVisible(not narrow)

    # ---- what came from the store

    def _show_list(self, listed: Listed | None) -> None:
        self.listing = listed
        if listed is None:
            self.say_nothing("Nothing to show", "These talks are not shown to this reader.")
            return
        if listed.writable and self._kept_form is not None:
            talks, form = self._kept_form
            self._kept_form = None
            if talks == self.negotiation_id:
                self.show_side(form)
        self.filters.offer(listed.found)
        lines = listed.found.agreements
        self.agreement_list.show_agreements(lines, self.agreement_id)
        self.agreement_list.setVisible(bool(lines))
        self._agreements_title.setVisible(bool(lines))
        if self.agreement_id is not None and all(a.id != self.agreement_id for a in lines):
            self.agreement_id = None
        self._fill_list()

    def _fill_list(self) -> None:
        if self.listing is None:
            return
        found = self.listing.found.filtered(self.filters.value())
        number = sum(1 for _ in found.lines())
        total = self.listing.found.total
        noun = "offer" if total == 1 else "offers"
        everything = f"{total:,} {noun}"
        self._count.setText(f"{number:,} of {everything}" if number != total else everything)
        selected = [line.id for line in self.tree.selected_offers()]
        self.tree.show_list(found, self.offer_id, selected)
        if self.form_open():
            self._enable()
            return
        if self.agreement_id is None and found.line(self.offer_id or 0) is None:
            self.offer_id = self.tree.first_offer()
            self.tree.select_offer(self.offer_id)
        if self.offer_id is None and self.agreement_id is None:
            self._say_empty()
        else:
            self.read_right()
        self.listed.emit()
        self._enable()

    def _say_empty(self) -> None:
        if self.filters.value().active:
            self.say_nothing("No offer fits the filter", "Change or clear the filter.")
            return
        self.say_nothing(
            "No offers yet",
            "An offer is what one side asks or proposes on one or more issues: who made it, when, "
            "and the words or numbers. Counteroffers hang under what they answer.",
            "Log the first offer" if self.writable else "",
        )

    def _offer_chosen(self, proposal_id: int) -> None:
        self.offer_id, self.agreement_id = proposal_id, None
        self.agreement_list.select_agreement(None)
        self.read_right()

    def _show_offer(self, shown: OfferShown | None) -> None:
        if shown is None:
            self.shown = None
            self.say_nothing("This offer is not here", "It was deleted, or may not be shown.")
            return
        self.shown = shown
        self.view.show_detail(shown.detail, shown.changes, shown.choices, writable=self.writable)
        self.history.show_lines(shown.history)
        on_redline = self.tabs.currentIndex() == Tab.REDLINE
        self.redlines.offer_changed(shown.detail, visible=on_redline)
        self.show_side(Side.OFFER)
        self.offer_shown.emit(shown.detail.proposal.id)

    def _show_agreement(self, shown: AgreementShown | None) -> None:
        if shown is None:
            self.say_nothing("This agreement is not here", "It was deleted, or may not be shown.")
            return
        self.agreement_view.show_detail(shown.detail, shown.choices, writable=self.writable)
        self.show_side(Side.AGREEMENT)
        self.agreement_shown.emit(shown.detail.agreement.id)

    def _tab_chosen(self, place: int) -> None:
        self.tab_pages.setCurrentIndex(place)
        if place == Tab.REDLINE:
            self.redlines.read()

    def _enable(self) -> None:
        editable = self.writable and not self.form_open()
        self.counter_button.setEnabled(editable and self.offer_id is not None)
        self.new_button.setEnabled(editable)
        self.draft_button.setEnabled(editable and bool(self.tree.selected_offers()))
        self.compare_button.setEnabled(self.offer_id is not None and not self.form_open())

"""What offers cost: side by side by year, over the term and per person, with what was assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.drafts import Drafts, form_in
from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.widgets.column import Column
from negotiation_tracker.desktop.widgets.costing_base import CostingBase
from negotiation_tracker.desktop.widgets.costing_offer import CostingOffer
from negotiation_tracker.desktop.widgets.costing_offers import MOST, NO_OFFERS, CostingOffers
from negotiation_tracker.desktop.widgets.costing_results import CostingResults
from negotiation_tracker.desktop.widgets.words import Elided, words
from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services import cost_orders
from negotiation_tracker.services.cost_orders import Costing, CostOrder, FigureChoice, OfferChoice
from negotiation_tracker.services.workspace import Workspace

_AFTER_MS = 200
_SIDE = 318
_TOP = 200


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class _Found:
    """What the page knows of the record, for one reader."""

    negotiation: Record
    dossier: Dossier
    offers: tuple[OfferChoice, ...]
    figures: tuple[FigureChoice, ...]
    today: date


class CostingPage(Page):
    """A form for the base, a card for each offer, and what they come to.

    What is typed is kept as a draft beside the store, apart for each audience, and is part of no
    export but its own.

    Attributes:
        base: the form of the base.
        offers: the offers, a card each.
        results: what they come to.
        costing: the same as numbers; None while something is missing.

    """

    key = "costing"
    title = "Costing"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._found: _Found | None = None
        self._shown_for: tuple[str, Reader] | None = None
        self._drafts: Drafts | None = None
        self._drafts_of: Path | None = None
        self._kept: tuple[str, dict[str, Any]] | None = None
        self.costing: Costing | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self._work_out)
        self._build()

    # ---- reading

    def refresh(self) -> None:
        negotiation, reader = self.negotiation_id, self.reader
        if negotiation is None:
            self._show_nothing()
            return

        def work(ws: Workspace) -> _Found | None:
            dossier = ws.dossier(negotiation, reader)
            talks = dossier.get("negotiation", negotiation)
            if talks is None:
                return None
            return _Found(
                talks,
                dossier,
                cost_orders.offer_choices(dossier, negotiation),
                cost_orders.figure_choices(dossier, negotiation),
                ws.today(),
            )

        self.context.tasks.read(work, partial(self._show, reader), newest_of="costing")

    def _show(self, reader: Reader, found: _Found | None) -> None:
        if found is None:
            self._show_nothing()
            return
        self._adder.setEnabled(True)
        self._keep()
        self._found = found
        shown_for = (found.negotiation.uid, reader)
        other = self._shown_for is None or (
            (self._shown_for[0], self._shown_for[1].audience) != (shown_for[0], reader.audience)
        )
        self._shown_for = shown_for
        self._fill_menu()
        fresh = False
        if other:
            kept = self._load()
            fresh = kept is None
            self._restore(kept or {})
        else:
            self.offers.renew(found.offers)
        self.base.show_figures(found.figures, fill=fresh)
        self._stack.setCurrentWidget(self._full)
        self._work_out()

    def _show_nothing(self) -> None:
        self._keep()
        self._found = None
        self._adder.setEnabled(False)
        self._save.setEnabled(False)
        self._stack.setCurrentWidget(self._nothing)

    # ---- what is filled in

    def order(self) -> CostOrder:
        """Give the costing as filled in."""
        currency = "USD" if self._found is None else str(self._found.negotiation.currency or "USD")
        first_day, hours, hourly = self.base.calendar()
        return CostOrder(
            form=self.base.form(currency),
            offers=tuple(card.form() for card in self.offers.cards),
            first_day=first_day,
            hours=hours,
            hourly=hourly,
            figures=self.base.figures(),
        )

    def add_recorded(self, item_id: int) -> CostingOffer | None:
        """Put an offer on record on the page; None when it is not to be had."""
        choices = () if self._found is None else self._found.offers
        choice = next((one for one in choices if one.item_id == item_id), None)
        return None if choice is None else self.offers.add(choice)

    def add_typed(self) -> CostingOffer:
        """Put an empty card for a typed offer on the page."""
        card = self.offers.add(None)
        card.fields["name"].editor.setFocus()
        return card

    def open_record(self, kind: str, record_id: int) -> bool:
        """Cost an item of an offer that another page asks for."""
        return kind == "proposal_item" and self.add_recorded(record_id) is not None

    def may_leave(self) -> bool:
        self._keep()
        return True

    def _make_room(self) -> None:
        """Give the offers the height they need, up to a good half."""
        whole = sum(self._right.sizes())
        top = max(_TOP, min(self.offers.wanted_height(), whole * 58 // 100))
        self._right.setSizes([top, whole - top])

    # ---- drafts

    def _draft_key(self) -> str:
        if self._shown_for is None:
            return ""
        uid, reader = self._shown_for
        return f"{uid}-{reader.audience.value.replace('_', '-')}"

    def _store_drafts(self) -> Drafts | None:
        state = self.context.tasks.state
        path = None if state is None or state.read_only else state.path
        if path != self._drafts_of:
            if self._drafts is not None:
                self._drafts.close()
            self._drafts = None if path is None else self._drafts_at(path)
            self._drafts_of = path
        return self._drafts

    def _drafts_at(self, path: Path) -> Drafts:
        return Drafts(path, form_in(self.context.tasks.room, "costing"))

    def _keep(self) -> None:
        drafts, key = self._store_drafts(), self._draft_key()
        if drafts is None or not key:
            return
        base = self.base.state()
        state = {"base": base, "offers": self.offers.states()}
        if (key, state) == self._kept:
            return
        self._kept = (key, state)
        if self.offers.cards or any(base["texts"].values()):
            drafts.save(key, state)
        else:
            drafts.remove(key)

    def _load(self) -> dict[str, Any] | None:
        drafts = self._store_drafts()
        return None if drafts is None else drafts.load(self._draft_key())

    def _restore(self, state: Mapping[str, Any]) -> None:
        self.base.restore(state.get("base", {}))
        found = () if self._found is None else self._found.offers
        self.offers.restore(state.get("offers", ()), found)

    # ---- working it out

    def _work_out(self) -> None:
        found = self._found
        if found is None:
            return
        self._timer.stop()
        order = self.order()
        problems: dict[str, str] = {}
        self.costing = None
        try:
            self.costing = cost_orders.read(found.dossier, order, found.today)
        except InvalidInput as error:
            for problem in error.problems:
                before = problems.get(problem.field)
                both = f"{before} {problem.message}" if before else problem.message
                problems[problem.field] = both
        comparison = None if self.costing is None else self.costing.comparison
        has_offers = bool(self.offers.cards)
        self.base.show_problems(problems)
        self.offers.show_problems(problems)
        self.offers.show_costs(() if comparison is None else comparison.costs)
        missing = _missing(problems, blank_base=self.base.is_blank(), has_offers=has_offers)
        self.results.show_costs(comparison, missing)
        views = cost_orders.wage_views(found.dossier, order, found.today)
        letters = zip(ascii_uppercase, views, strict=False)
        named = [(f"{letter} · {name}", view) for letter, (name, view) in letters]
        self.results.show_wages(named, NO_OFFERS)
        self._save.setEnabled(comparison is not None and has_offers)
        self._adder.setEnabled(len(self.offers.cards) < MOST)
        self._keep()

    def _open_offer(self, item_id: int) -> None:
        item = None if self._found is None else self._found.dossier.get("proposal_item", item_id)
        if item is not None:
            self.record_requested.emit("proposal", item.proposal_id)

    def _open_sheet(self) -> None:
        self._work_out()
        if self.costing is None or self.negotiation_id is None:
            return
        from negotiation_tracker.desktop.dialogs.cost_sheet import cost_dialog

        cost_dialog(
            self.context.tasks, self.negotiation_id, self.order(), self.reader.audience, self
        ).open()

    # ---- building

    def _build(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.base = CostingBase(_today)
        self.base.changed.connect(self._timer.start)
        self.offers = CostingOffers()
        self.offers.changed.connect(self._timer.start)
        self.offers.resized.connect(self._make_room)
        self.offers.opened.connect(self._open_offer)
        self.results = CostingResults()
        self._stack = QStackedWidget()
        self._nothing = self._make_nothing()
        self._full = self._make_full()
        for widget in (QWidget(), self._nothing, self._full):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(self._head())
        layout.addWidget(self._stack, 1)
        self.setFocusProxy(self.base.fields["headcount"].editor)

    def _head(self) -> QHBoxLayout:
        self._adder = QToolButton()
        self._adder.setText("Add an offer")
        self._adder.setIcon(icon("plus"))
        self._adder.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._adder.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._adder.setShortcut("Alt+O")
        self._adder.setMenu(QMenu(self._adder))
        self._save = QPushButton("Save or print…")
        self._save.setIcon(icon("export"))
        self._save.setEnabled(False)
        self._save.clicked.connect(self._open_sheet)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(words("Costing", "title"))
        line.addSpacing(6)
        line.addWidget(
            Elided("Nothing here is part of the record; it is kept as a draft.", "secondary"), 1
        )
        line.addWidget(self._adder)
        line.addWidget(self._save)
        return line

    def _fill_menu(self) -> None:
        menu = self._adder.menu()
        menu.clear()
        for choice in () if self._found is None else self._found.offers:
            text = f"{choice.name}: {choice.headline} ({choice.when})".replace("&", "&&")
            menu.addAction(text, partial(self.add_recorded, choice.item_id))
        if not menu.isEmpty():
            menu.addSeparator()
        menu.addAction("&Type an offer…", self.add_typed)

    def _make_full(self) -> QSplitter:
        left = Column(_SIDE - 40)
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(2, 2, 12, 2)
        column.addWidget(self.base)
        left.setWidget(inside)
        full = QSplitter(Qt.Orientation.Horizontal)
        full.setChildrenCollapsible(False)
        full.setHandleWidth(10)
        full.addWidget(left)
        full.addWidget(self._make_right())
        full.setStretchFactor(0, 0)
        full.setStretchFactor(1, 1)
        full.setSizes([_SIDE, 1000])
        return full

    def _make_right(self) -> QSplitter:
        right = self._right = QSplitter(Qt.Orientation.Vertical)
        right.setChildrenCollapsible(False)
        right.setHandleWidth(8)
        right.addWidget(self.offers)
        right.addWidget(self.results)
        right.setStretchFactor(0, 0)
        right.setStretchFactor(1, 1)
        right.setSizes([_TOP, 440])
        return right

    def _make_nothing(self) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.addStretch(2)
        for text, look in (
            ("No negotiation to cost", "title"),
            ("Add one, or load the sample, from the File menu.", "secondary"),
        ):
            label = words(text, look, wrap=True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addStretch(3)
        return widget


def _missing(problems: Mapping[str, str], *, blank_base: bool, has_offers: bool) -> str:
    if not has_offers:
        return "What they cost is shown here."
    if blank_base:
        return "Give people and average pay, or paste a placement table, to see what offers cost."
    return "Costs are shown once the fields marked are mended." if problems else ""

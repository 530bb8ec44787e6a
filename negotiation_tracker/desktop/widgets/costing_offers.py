"""The offers to be costed, as a row of cards with a letter each."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from string import ascii_uppercase
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.costing_offer import CostingOffer
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.rules.cost_results import OfferCost
from negotiation_tracker.services.cost_orders import OfferChoice

MOST = len(ascii_uppercase)
NO_OFFERS = (
    "Add two or more offers to put what they cost side by side: offers on record, or offers you "
    "type, such as 6% + 7% + 7% + $2/hour."
)
_BAR = 24


class CostingOffers(QWidget):
    """A row of cards that scrolls sideways.

    Attributes:
        cards: the offers, in the order of their letters.

    Signals:
        changed: an offer was added, taken off or filled in.
        resized: the cards need more or less room.
        opened: an offer on record is to be shown; the id of its item.

    """

    changed = Signal()
    resized = Signal()
    opened = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[CostingOffer] = []
        strip = QWidget()
        strip.setProperty("look", "page")
        self._strip = QHBoxLayout(strip)
        self._strip.setContentsMargins(0, 0, 0, 4)
        self._strip.setSpacing(10)
        self._strip.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setWidget(strip)
        self._area.setAccessibleName("The offers")
        self._nothing = words(NO_OFFERS, "secondary", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._nothing, 0, Qt.AlignmentFlag.AlignTop)
        column.addWidget(self._area, 1)
        self._letter()

    def add(
        self, choice: OfferChoice | None, state: Mapping[str, Any] | None = None
    ) -> CostingOffer:
        """Add a card for an offer on record, or for one to be typed.

        Args:
            choice: the offer on record; None for a typed one.
            state: what was kept of it; with it nothing is announced.

        """
        card = CostingOffer(choice)
        if state is not None:
            card.restore(state)
        card.changed.connect(self.changed)
        card.removed.connect(partial(self.remove, card))
        card.opened.connect(self.opened)
        card.folded.connect(self.resized)
        self.cards.append(card)
        self._strip.insertWidget(len(self.cards) - 1, card)
        self._letter()
        if state is None:
            self.changed.emit()
            QTimer.singleShot(0, self, partial(self._reveal, card))
        QTimer.singleShot(0, self, self.resized.emit)
        return card

    def remove(self, card: CostingOffer) -> None:
        """Take an offer off the page."""
        self.cards.remove(card)
        self._drop(card)
        self._letter()
        self.changed.emit()

    def restore(self, states: Iterable[Mapping[str, Any]], found: Sequence[OfferChoice]) -> None:
        """Show what was kept; offers on record that are no longer there stay away."""
        by_item = {choice.item_id: choice for choice in found}
        kept = list(states)
        for card in self.cards:
            self._drop(card)
        self.cards = []
        for state in kept:
            item_id = state.get("item_id")
            if item_id is None or item_id in by_item:
                self.add(None if item_id is None else by_item[item_id], state)
        self._letter()

    def renew(self, found: Sequence[OfferChoice]) -> None:
        """Follow the record: what an offer says may have changed, or it may be gone."""
        by_item = {choice.item_id: choice for choice in found}
        shown = [card.choice for card in self.cards if card.choice is not None]
        if any(by_item.get(choice.item_id) != choice for choice in shown):
            self.restore(self.states(), found)

    def states(self) -> list[dict[str, Any]]:
        """Give what is filled in on every card, to be kept."""
        return [card.state() for card in self.cards]

    def show_costs(self, costs: Sequence[OfferCost]) -> None:
        """Say on each card why its offer is not costed by year, if it is not."""
        for number, card in enumerate(self.cards):
            card.show_cost(costs[number] if number < len(costs) else None)

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show beside the fields what is wrong; fields are named as ``offers[0].years``."""
        for number, card in enumerate(self.cards):
            start = f"offers[{number}]."
            own = {n.removeprefix(start): m for n, m in problems.items() if n.startswith(start)}
            card.show_problems(own)

    def wanted_height(self) -> int:
        """Give the height at which no card scrolls."""
        return max((card.sizeHint().height() for card in self.cards), default=0) + _BAR

    def _drop(self, card: CostingOffer) -> None:
        self._strip.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _reveal(self, card: CostingOffer) -> None:
        if card in self.cards:
            self._area.ensureWidgetVisible(card, 0, 0)

    def _letter(self) -> None:
        for letter, card in zip(ascii_uppercase, self.cards, strict=False):
            card.show_letter(letter)
        self._nothing.setVisible(not self.cards)
        self._area.setVisible(bool(self.cards))

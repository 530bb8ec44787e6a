"""What the offers come to: the costs side by side, and their wage terms seen several ways."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.costing_table import CostingTable
from negotiation_tracker.desktop.widgets.wage_terms_view import WageTermsView
from negotiation_tracker.desktop.widgets.words import Card, words
from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_results import Comparison
from negotiation_tracker.rules.wage_terms import WageView

_NO_COSTS = "Nothing can be costed yet; the reasons stand with the offers."


class CostingResults(QWidget):
    """Two tabs over one card.

    Attributes:
        tabs: chooses what is shown.
        table: the costs.
        wages: the wage terms.
        waiting: what is still missing, in words.

    """

    def __init__(self) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName("What is shown of the offers")
        for name in ("Costs", "Wage terms"):
            self.tabs.addTab(name)
        self.table = CostingTable()
        self.waiting = words("", "secondary", wrap=True)
        self._waiting_page = QWidget()
        column = QVBoxLayout(self._waiting_page)
        column.addWidget(self.waiting)
        column.addStretch(1)
        self._costs = QStackedWidget()
        self._costs.addWidget(self.table)
        self._costs.addWidget(self._waiting_page)
        self.wages = WageTermsView()
        pages = QStackedWidget()
        pages.addWidget(self._costs)
        pages.addWidget(self.wages)
        self.tabs.currentChanged.connect(pages.setCurrentIndex)
        self._notes = words("", "secondary", wrap=True)
        card = Card(margin=8)
        card.content.setSpacing(10)
        card.content.addWidget(pages, 1)
        card.content.addWidget(self._notes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.tabs)
        layout.addWidget(card, 1)

    def show_costs(self, comparison: Comparison | None, missing: str) -> None:
        """Show the costs, or what is missing for them."""
        self.table.show_comparison(comparison)
        has_rows = bool(self.table.costs.rows)
        self.waiting.setText(missing or ("" if has_rows else _NO_COSTS))
        self._costs.setCurrentWidget(self.table if has_rows else self._waiting_page)
        notes: list[str] = []
        if comparison is not None and comparison.costs:
            currency = comparison.settings.base.currency
            each = cost_table.money(comparison.one_percent, currency)
            notes = [f"One percent costs {each} a year.", *comparison.notes]
        self._notes.setText(" ".join(notes))
        self._notes.setVisible(bool(notes))

    def show_wages(self, offers: Sequence[tuple[str, WageView | None]], empty: str) -> None:
        """Show the wage terms of offers by name."""
        self.wages.show_offers(offers, empty)

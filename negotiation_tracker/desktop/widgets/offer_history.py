"""How an offer came to read as it does, change by change."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.words import Card, clear, rule, words
from negotiation_tracker.services.proposal_history import HistoryLine


class OfferHistory(QScrollArea):
    """Lists the changes of an offer, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("History of this offer")
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2, 4, 8)
        card = Card(margin=12)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        card.content.addLayout(self._rows)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)

    def show_lines(self, lines: Sequence[HistoryLine]) -> None:
        """Show changes."""
        clear(self._rows)
        if not lines:
            self._rows.addWidget(
                words("The history is shown to the owner of the store only.", "secondary")
            )
        for place, line in enumerate(lines):
            if place:
                self._rows.addWidget(rule())
            moment = f"{line.at.astimezone():%d %b %Y %H:%M}"
            who = f", {line.actor}" if line.actor else ""
            self._rows.addWidget(words(f"{line.what}: {line.label}", "strong", wrap=True))
            self._rows.addWidget(words(f"{moment}{who}", "secondary"))
            for field, before, after in line.changes:
                self._rows.addWidget(words(f"{field}: {before} → {after}", wrap=True))

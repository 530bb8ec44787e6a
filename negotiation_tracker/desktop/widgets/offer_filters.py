"""The filters above the offers: issue, party, status, kind, formality."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.words import link
from negotiation_tracker.model.vocabulary import Formality, ProposalKind, label
from negotiation_tracker.rules.offer_status import OfferStatus
from negotiation_tracker.services.proposal_list import STATUS_WORDS, OfferFilter, ProposalList


class OfferFilters(QWidget):
    """Drop-downs that narrow the list; each offers "all" first.

    Signals:
        changed: another filter was chosen.

    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.issue = ChoiceCombo([("All issues", None)])
        self.party = ChoiceCombo([("All parties", None)])
        self.status = ChoiceCombo(
            [("Any status", ""), *((_status(s), s.value) for s in OfferStatus)]
        )
        self.kind = ChoiceCombo(
            [("Any kind", ""), *((label(k).capitalize(), k.value) for k in ProposalKind)]
        )
        self.formality = ChoiceCombo(
            [("Any formality", ""), *((label(f).capitalize(), f.value) for f in Formality)]
        )
        self.clear = link("Clear", name="Clear the filters")
        self.clear.clicked.connect(self.reset)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for combo, name in (
            (self.issue, "Issue"),
            (self.party, "Party"),
            (self.status, "Status"),
            (self.kind, "Kind"),
            (self.formality, "Formality"),
        ):
            combo.setAccessibleName(f"{name} shown")
            combo.activated.connect(lambda _: self._chosen())
            combo.setMaximumWidth(190)
            layout.addWidget(combo, 1)
        layout.addWidget(self.clear)
        layout.addStretch(1)
        self.clear.hide()

    def offer(self, found: ProposalList) -> None:
        """Offer the issues and parties of a negotiation; what is chosen stays."""
        self.issue.set_choices([("All issues", None), *found.issues])
        self.party.set_choices([("All parties", None), *((n, key) for n, key, _ in found.parties)])

    def value(self) -> OfferFilter:
        """Give what is chosen."""
        return OfferFilter(
            issue_id=self.issue.value(),
            from_id=self.party.value(),
            status=self.status.value() or "",
            kind=self.kind.value() or "",
            formality=self.formality.value() or "",
        )

    def reset(self) -> None:
        """Show everything again."""
        for combo in (self.issue, self.party, self.status, self.kind, self.formality):
            combo.setCurrentIndex(0)
        self._chosen()

    def _chosen(self) -> None:
        self.clear.setVisible(self.value().active)
        self.changed.emit()


def _status(status: OfferStatus) -> str:
    words = "Tentative agreement" if status is OfferStatus.TA else STATUS_WORDS.get(status)
    return (words or label(status)).capitalize()

"""Legal clocks the record starts: rule, source and day; the user takes them over or not."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, capital, options
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, row, rule, words
from negotiation_tracker.model.record import Record
from negotiation_tracker.model.vocabulary import LegalRegime, label
from negotiation_tracker.rules.clocks import NOT_ADVICE, REGIMES, Clock

NO_REGIME = (
    "No legal regime is chosen for these talks, so no legal clocks are proposed. Choose the law "
    "that governs the bargaining if you want reminders of its dates."
)
NO_CLOCKS = "The program knows no clocks for this law."
NOTHING = (
    "Nothing in the record starts a clock that is not taken over or met already. Record an "
    "impasse, a mediator's appointment, a fact-finding report or the day the contract expires."
)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What the panel shows: the talks, the clocks proposed, and who must act by participant."""

    negotiation: Record
    offers: tuple[Clock, ...]
    names: dict[int, str]


class ClocksPanel(QScrollArea):
    """Lists the clocks that are proposed.

    Signals:
        regime_chosen: another law is to govern the talks; its value.
        accepted, declined: a clock is taken over, or does not apply; its identifier.
        closed: the panel is to be closed.

    """

    regime_chosen = Signal(str)
    accepted = Signal(str)
    declined = Signal(str)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Legal clocks")
        self.regime = ChoiceCombo(options(LegalRegime))
        self.regime.setAccessibleName("Law that governs the bargaining")
        self.regime.setMinimumContentsLength(14)
        self.regime.activated.connect(lambda _: self.regime_chosen.emit(self.regime.value()))
        close = QPushButton("Close")
        close.setProperty("look", "quiet")
        close.clicked.connect(self.closed)
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(words("Legal clocks", "heading"))
        head.addWidget(words("under", "secondary"))
        head.addWidget(self.regime)
        head.addStretch(1)
        head.addWidget(close)
        card.content.addLayout(head)
        card.content.addWidget(words(NOT_ADVICE, "secondary", wrap=True))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        card.content.addLayout(self._rows)
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(4, 2, 4, 8)
        column.addWidget(card)
        column.addStretch(1)
        self.setWidget(inside)

    def show_clocks(self, found: Clocks, *, writable: bool) -> None:
        """Show the clocks proposed for some talks."""
        self.regime.set_value(str(found.negotiation.legal_regime))
        self.regime.setEnabled(writable)
        clear(self._rows)
        for clock in found.offers:
            self._rows.addWidget(rule())
            self._rows.addWidget(self._offer(clock, found.names, writable=writable))
        if not found.offers:
            self._rows.addWidget(words(self._why_none(found.negotiation), wrap=True))

    @staticmethod
    def _why_none(negotiation: Record) -> str:
        regime = str(negotiation.legal_regime)
        if regime in (LegalRegime.NONE, LegalRegime.UNKNOWN):
            return NO_REGIME
        return NOTHING if regime in REGIMES else NO_CLOCKS

    def _offer(self, clock: Clock, names: dict[int, str], *, writable: bool) -> QWidget:
        widget = QWidget()
        widget.setAccessibleName(clock.rule.title)
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 2, 0, 2)
        column = QVBoxLayout()
        column.setSpacing(2)
        due = clock.due.value
        when = capital(due.describe()) if due is not None else "No day can be worked out"
        column.addWidget(words(clock.rule.title, "strong", wrap=True))
        marks = [chip(when, "plain", tip="Worked out; see below")]
        if clock.rule.only_if:
            marks.append(chip("Only if…", "disputed", tip=clock.rule.only_if))
        column.addLayout(row(*marks))
        counted = clock.due.reason_not_computable or f"Counted: {clock.due.formula}."
        column.addWidget(words(" ".join((counted, *clock.due.notes)), "secondary", wrap=True))
        column.addWidget(words(clock.rule.text, wrap=True))
        who = names.get(clock.owed_by or 0, "")
        facts = [
            f"Only if {clock.rule.only_if}" if clock.rule.only_if else "",
            f"For {who}" if who else "",
            f"{label(clock.rule.regime)}: {clock.rule.source}",
        ]
        column.addWidget(words(" · ".join(f for f in facts if f), "secondary", wrap=True))
        line.addLayout(column, 1)
        buttons = QVBoxLayout()
        take, decline = QPushButton("Add as deadline"), QPushButton("Does not apply")
        decline.setProperty("look", "quiet")
        take.clicked.connect(lambda: self.accepted.emit(clock.uid))
        decline.clicked.connect(lambda: self.declined.emit(clock.uid))
        for button, text in ((take, "Add as deadline"), (decline, "Does not apply")):
            button.setAccessibleName(f"{text}: {clock.rule.title}")
            button.setEnabled(writable)
            buttons.addWidget(button)
        buttons.addStretch(1)
        line.addLayout(buttons)
        return widget

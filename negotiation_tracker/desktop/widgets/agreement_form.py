"""The panel to draft a tentative agreement from one or several offers of either side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.proposal_tree import SIDE_LETTERS
from negotiation_tracker.desktop.widgets.words import Card, clear, words
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.vocabulary import AgreementScope, label
from negotiation_tracker.services.commands import DraftAgreement
from negotiation_tracker.services.proposal_list import OfferLine


@dataclass(frozen=True, slots=True)
class TextAsked:
    """Whose text on which issues is wanted."""

    proposal_ids: tuple[int, ...]
    issue_ids: tuple[int, ...]


class AgreementForm(QScrollArea):
    """Takes a draft; the page saves it and looks up the text of the offers.

    Signals:
        saved: the agreement is to be drafted; a DraftAgreement.
        cancelled: the panel is to be closed without saving.
        text_asked: the text of these offers on these issues is wanted; a TextAsked.

    """

    saved = Signal(object)
    cancelled = Signal()
    text_asked = Signal(object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Draft of a tentative agreement")
        self._today = today
        self._negotiation_id = 0
        self._based_on: tuple[OfferLine, ...] = ()
        self._proposed = ""
        self.ticks: dict[int, QCheckBox] = {}
        self.problem = Note()
        self.save = QPushButton("Save draft")
        self.save.setProperty("look", "primary")
        self.save.setToolTip("Ctrl+Enter")
        self.cancel = QPushButton("Cancel")
        self.scope = ChoiceCombo((label(s).capitalize(), s.value) for s in AgreementScope)
        self.reached = FuzzyDateEdit(today)
        self.title = QLineEdit()
        self.title.setPlaceholderText("Empty: the issues name it")
        self.language = QPlainTextEdit()
        self.language.setTabChangesFocus(True)
        self.language.setMinimumHeight(160)
        self.fields = {
            "scope": Field("scope", "&Covers", self.scope),
            "reached_on": Field("reached_on", "&Reached on", self.reached),
            "title": Field("title", "&Title", self.title),
            "language": Field("language", "Te&xt that both sides sign", self.language),
        }
        self._bases = QVBoxLayout()
        self._issues = QVBoxLayout()
        self._lay_out()
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)
        self.reached.read.connect(self.fields["reached_on"].set_reading)

    def start(
        self,
        negotiation_id: int,
        offers: Sequence[OfferLine],
        issues: Sequence[tuple[str, int]],
    ) -> None:
        """Begin a draft.

        Args:
            negotiation_id: the talks.
            offers: what it rests on.
            issues: (title, key) of all issues; those the offers speak to are ticked.

        """
        self._negotiation_id = negotiation_id
        self._based_on = tuple(offers)
        clear(self._bases)
        for offer in offers:
            who = f"{offer.maker}{SIDE_LETTERS.get(offer.side, '')}"
            said = f"{offer.code}, {who}, {offer.when or 'not dated'}: {offer.says}"
            self._bases.addWidget(words(said, wrap=True))
        if not offers:
            self._bases.addWidget(
                words("No offer was selected: it rests on none on record.", "secondary", wrap=True)
            )
        spoken = frozenset(key for offer in offers for key in offer.issue_ids)
        clear(self._issues)
        self.ticks = {}
        for title, key in sorted(issues, key=lambda issue: issue[1] not in spoken):
            tick = QCheckBox(title.replace("&", "&&"))
            tick.setChecked(key in spoken)
            tick.toggled.connect(self._issues_changed)
            self.ticks[key] = tick
            self._issues.addWidget(tick)
        several = len(spoken) > 1
        self.scope.set_value((AgreementScope.ARTICLE if several else AgreementScope.ITEM).value)
        self.reached.setText(short_date(self._today()))
        self.title.clear()
        self.language.clear()
        self._proposed = ""
        self.problem.say("")
        for field in self.fields.values():
            field.clear_error()
        self.verticalScrollBar().setValue(0)
        self.language.setFocus()
        self._ask_text()

    def show_text(self, text: str) -> None:
        """Put the text of the offers in, unless another was typed."""
        if self.language.toPlainText().strip() == self._proposed.strip():
            self.language.setPlainText(text)
            self._proposed = text

    def command(self) -> DraftAgreement:
        """Give what was typed, for the service."""
        return DraftAgreement(
            self._negotiation_id,
            {
                "scope": self.scope.value(),
                "reached_on": self.reached.text().strip() or None,
                "title": self.title.text().strip(),
                "language": self.language.toPlainText().strip(),
            },
            issue_ids=self._ticked(),
            based_on=tuple(offer.id for offer in self._based_on),
        )

    def show_problem(self, error: TrackerError) -> bool:
        """Show beside the fields why it was not saved; False when it belongs to none."""
        problems = error.problems if isinstance(error, InvalidInput | BrokenInvariant) else []
        left = []
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
            else:
                left.append(problem.message)
        self.problem.say(" ".join(dict.fromkeys(left)), wrong=True)
        return bool(problems)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    # ---- inside

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2, 4, 8)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(words("Draft an agreement", "title"), 1)
        head.addWidget(self.cancel)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.problem)
        bases = Card("Rests on", margin=10)
        self._bases.setSpacing(4)
        bases.content.addLayout(self._bases)
        column.addWidget(bases)
        card = Card(margin=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.addWidget(self.fields["scope"], 0, 0)
        grid.addWidget(self.fields["reached_on"], 0, 1)
        grid.addWidget(self.fields["title"], 0, 2)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        card.content.addLayout(grid)
        card.content.addWidget(self.fields["language"])
        column.addWidget(card)
        issues = Card("Issues it settles", margin=10)
        issues.content.addLayout(self._issues)
        column.addWidget(issues)
        column.addStretch(1)
        self.setWidget(inside)

    def _ticked(self) -> tuple[int, ...]:
        return tuple(key for key, tick in self.ticks.items() if tick.isChecked())

    def _issues_changed(self) -> None:
        if self.scope.value() != AgreementScope.WHOLE:
            several = len(self._ticked()) > 1
            self.scope.set_value((AgreementScope.ARTICLE if several else AgreementScope.ITEM).value)
        self._ask_text()

    def _ask_text(self) -> None:
        keys = tuple(offer.id for offer in self._based_on)
        if keys:
            self.text_asked.emit(TextAsked(keys, self._ticked()))

    def _save(self) -> None:
        if not self._ticked() and self.scope.value() != AgreementScope.WHOLE:
            self.problem.say("Tick the issues it settles, or let it cover the whole.", wrong=True)
            return
        self.saved.emit(self.command())

"""One issue of an offer in its panel: the row of the session form, with text and condition."""

import re
from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.item_row import ItemRow
from negotiation_tracker.desktop.widgets.words import Card, link, row, words
from negotiation_tracker.model.errors import FieldProblem
from negotiation_tracker.model.vocabulary import Measure
from negotiation_tracker.services.commands import ItemLine, TermLine

_ITEM = re.compile(r"items\[(\d+)\]\.?(.*)")


class OfferItem(Card):
    """Editors for what an offer says on one issue.

    Signals:
        removal_asked: the person wants this issue gone.

    """

    removal_asked = Signal()

    def __init__(self) -> None:
        super().__init__(margin=10)
        self._measures: tuple[str, ...] = ()
        self.row = ItemRow(self)
        self.row.stance.setMaximumWidth(150)
        self.language = QPlainTextEdit()
        self.language.setTabChangesFocus(True)
        self.language.setPlaceholderText("Contract language, word for word")
        self.language.setAccessibleName("Contract language")
        self.language.setFixedHeight(92)
        self.only_if = QLineEdit()
        self.only_if.setPlaceholderText("Only if …; empty when unconditional")
        self.only_if.setAccessibleName("Condition")
        self._remove = QToolButton()
        self._remove.setProperty("look", "small")
        self._remove.setIcon(icon("close"))
        self._remove.setAccessibleName("Remove this issue")
        self._remove.setToolTip("Remove this issue from the offer")
        self._remove.clicked.connect(self.removal_asked)
        self._theirs = words("", "secondary", wrap=True)
        self._theirs.hide()
        self._open = link("Add contract language or a condition")
        self._open.clicked.connect(self._show_more)
        top = row(self.row.issue, self.row.stance, self._remove, spacing=6, stretch=False)
        top.setStretch(0, 3)
        top.setStretch(1, 1)
        said = row(self.row.summary, self.row.terms, spacing=6, stretch=False)
        said.setStretch(0, 1)
        said.setStretch(1, 1)
        self.content.addLayout(top)
        self.content.addWidget(self._theirs)
        self.content.addLayout(said)
        self.content.addWidget(self.row.note)
        self.content.addWidget(self._open)
        self.content.addWidget(self.language)
        self.content.addWidget(self.only_if)
        self.language.hide()
        self.only_if.hide()

    def start(self, line: ItemLine, theirs: Sequence[str]) -> None:
        """Begin from a draft; ``theirs`` are the other side's numbers, shown and not copied."""
        self.row.restore(
            {
                "issue_id": line.issue_id,
                "issue": line.new_issue,
                "summary": line.summary,
                "stance": line.stance,
            }
        )
        self._measures = tuple(term.measure for term in line.terms)
        said = "; ".join(theirs)
        self._theirs.setText(f"The offer that it answers: {said}")
        self._theirs.setVisible(bool(said))
        if line.language or line.conditional_on:
            self.language.setPlainText(line.language)
            self.only_if.setText(line.conditional_on)
            self._show_more()

    def is_empty(self) -> bool:
        """Say whether nothing is said on the issue: a prefilled issue alone says nothing."""
        return not (
            self.row.summary.text().strip()
            or self.row.terms.text().strip()
            or self.language.toPlainText().strip()
            or self.row.stance.value()
        )

    def line(self) -> ItemLine:
        """Give what was typed, for the service.

        A number whose words do not say what it measures takes the measure of the number in the
        offer that is answered, where both offers have as many.
        """
        known = self.row.known_issue()
        numbers = self.row.numbers()
        alike = self._measures if len(self._measures) == len(numbers) else ()
        terms = []
        for place, term in enumerate(numbers):
            measure = term.measure
            if measure is Measure.OTHER and alike and alike[place]:
                measure = Measure(alike[place])
            terms.append(
                TermLine(
                    value=term.value,
                    measure=measure.value,
                    horizon_years=term.horizon_years,
                    basis=term.basis,
                    compounding=term.compounding,
                    effective_on=term.effective_on,
                    population=term.leftover,
                )
            )
        return ItemLine(
            issue_id=known.id if known is not None else None,
            new_issue=self.row.new_issue(),
            stance=self.row.stance.value() or "",
            summary=self.row.words(),
            terms=tuple(terms),
            conditional_on=self.only_if.text().strip(),
            language=self.language.toPlainText().strip(),
        )

    def show_problem(self, problem: FieldProblem, filled: Sequence["OfferItem"]) -> bool:
        """Show an error that belongs to this issue; False when it belongs elsewhere."""
        match = _ITEM.fullmatch(problem.field)
        place = int(match[1]) if match else -1
        if match is None or place >= len(filled) or filled[place] is not self:
            return False
        self.row.show_problem(match[2], problem.message).setFocus()
        return True

    def discard(self) -> None:
        """Take it off the panel."""
        self.row.discard()
        self.hide()
        self.setParent(None)
        self.deleteLater()

    def _show_more(self) -> None:
        self._open.hide()
        self.language.show()
        self.only_if.show()

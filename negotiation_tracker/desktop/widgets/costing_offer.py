"""One offer to be costed: on record or typed, and what is assumed where it is silent."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.words import Card, Elided, link, words
from negotiation_tracker.rules.cost_inputs import SPLIT_WORDS
from negotiation_tracker.rules.cost_results import OfferCost
from negotiation_tracker.rules.term_text import reading
from negotiation_tracker.services.cost_orders import OfferChoice, OfferForm

WIDTH = 292
_EXTRA_LINES = 2
_SPLITS = [("as stated", ""), *((words_, str(split)) for split, words_ in SPLIT_WORDS.items())]
_STATED = [("as stated", ""), ("yes", "yes"), ("no", "no")]


class CostingOffer(Card):
    """A card with an offer; what is assumed stays folded away until it is needed.

    Signals:
        changed: something was typed or chosen.
        folded: the card needs more or less room.
        removed: the offer is to go from the page.
        opened: the offer on record is to be shown; the id of its item.

    """

    changed = Signal()
    folded = Signal()
    removed = Signal()
    opened = Signal(int)

    def __init__(self, choice: OfferChoice | None) -> None:
        super().__init__(margin=12)
        self.choice = choice
        self.setFixedWidth(WIDTH)
        self.fields: dict[str, Field] = {}
        self.content.addLayout(self._head())
        self._build_offer()
        self._reason = Note()
        self.content.addWidget(self._reason)
        self.fold = link("Assume what is not stated…")
        self.content.addWidget(self.fold)
        self._folded: QWidget = QWidget()
        self.fold.clicked.connect(self._turn)
        self._folded.setProperty("look", "inside")
        self._build_assumption(QVBoxLayout(self._folded))
        self._folded.hide()
        self.content.addWidget(self._folded)
        self.content.addStretch(1)

    # ---- what is filled in

    def form(self) -> OfferForm:
        """Give what is filled in, as raw text."""
        assumption = {
            "text": self._text("text"),
            "years": self._text("years"),
            "split": str(self.split.value()),
            "one_step_a_year": "yes" if self.steps.isChecked() else "",
            "compounding": str(self.compounding.value()),
        }
        return OfferForm(
            item_id=None if self.choice is None else self.choice.item_id,
            name=self._text("name") if self.choice is None else "",
            terms=self._text("terms") if self.choice is None else "",
            assumption=assumption,
            extras=self.extras.toPlainText(),
        )

    def state(self) -> dict[str, Any]:
        """Give all of it, to be kept."""
        form = self.form()
        return {
            "item_id": form.item_id,
            "name": form.name,
            "terms": form.terms,
            "assumption": dict(form.assumption),
            "extras": form.extras,
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Fill in what was kept."""
        assumption = dict(state.get("assumption", {}))
        blocked = self.blockSignals(True)
        for name in ("name", "terms"):
            self._set_text(name, str(state.get(name, "")))
        for name in ("text", "years"):
            self._set_text(name, str(assumption.get(name, "")))
        self.split.set_value(assumption.get("split", ""))
        self.compounding.set_value(assumption.get("compounding", ""))
        self.steps.setChecked(assumption.get("one_step_a_year") == "yes")
        self.extras.setPlainText(str(state.get("extras", "")))
        self.blockSignals(blocked)
        if any(assumption.values()) or state.get("extras"):
            self.unfold(True)

    # ---- what it comes to

    def show_letter(self, letter: str) -> None:
        """Show by which letter the offer stands in the table."""
        name = self.choice.name if self.choice is not None else "Typed in"
        self._title.show_text(f"{letter} · {name}")
        self.setAccessibleName(f"Offer {letter}, {name}")
        self._remove.setAccessibleName(f"Take offer {letter} off the page")

    def show_cost(self, cost: OfferCost | None) -> None:
        """Say why the offer is not costed by year, if it is not."""
        before = self._reason.text()
        self._reason.say("" if cost is None else cost.reason)
        if self._reason.text() != before:
            self.folded.emit()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show beside the fields what is wrong."""
        for name, field in self.fields.items():
            message = problems.get(name, "")
            if name == "terms" and not self._text("terms"):
                message = ""  # not wrong yet, only empty
            if field.error != message:
                field.set_error(message)
            if message and name not in ("name", "terms"):
                self.unfold(True)

    def unfold(self, shown: bool) -> None:
        """Show or hide what is assumed."""
        if shown == self._folded.isVisibleTo(self):
            return
        self._folded.setVisible(shown)
        self.fold.setText("Assumed, and costs beside wages" if shown else self._fold_words())
        self.folded.emit()

    def _turn(self) -> None:
        self.unfold(not self._folded.isVisibleTo(self))

    # ---- building

    def _head(self) -> QHBoxLayout:
        self._title = Elided("", "heading")
        self._remove = QToolButton()
        self._remove.setIcon(icon("close"))
        self._remove.setProperty("look", "small")
        self._remove.setToolTip("Take this offer off the page; the record stays as it is")
        self._remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._title, 1)
        head.addWidget(self._remove)
        return head

    def _build_offer(self) -> None:
        if self.choice is not None:
            self.content.addWidget(words(self.choice.headline, "words", wrap=True))
            opener = link(self.choice.when, name=f"Show the offer of {self.choice.when}")
            item_id = self.choice.item_id
            opener.clicked.connect(lambda: self.opened.emit(item_id))
            self.content.addWidget(opener)
            return
        for name, label, hint in (
            ("name", "Whose offer, or what to call it", "such as Union, idea of 3 May"),
            ("terms", "What it offers on wages", "such as 6% + 7% + $2/hour"),
        ):
            self._add_line(name, label, hint, self.content)
        terms = self.fields["terms"]
        editor = terms.editor
        if isinstance(editor, QLineEdit):
            editor.textChanged.connect(lambda text: terms.set_reading(reading(text, "wages")))

    def _build_assumption(self, column: QVBoxLayout) -> None:
        column.setContentsMargins(0, 2, 0, 0)
        column.setSpacing(8)
        self.split = ChoiceCombo(_SPLITS)
        self.compounding = ChoiceCombo(_STATED)
        self.steps = QCheckBox("Steps without a date come one a year")
        for combo in (self.split, self.compounding):
            combo.currentIndexChanged.connect(lambda _: self.changed.emit())
        self.steps.toggled.connect(lambda _: self.changed.emit())
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        self._add_line("years", "Years", "as stated", grid)
        self.fields["compounding"] = Field("compounding", "Steps compound", self.compounding)
        grid.addWidget(self.fields["compounding"], 0, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.fields["split"] = Field("split", "How a total is split", self.split)
        column.addWidget(self.fields["split"])
        column.addWidget(self.steps)
        self._add_line(
            "text", "Why, in words; printed with the result", "such as: as the other offer", column
        )
        self.extras = QPlainTextEdit()
        self.extras.setTabChangesFocus(True)
        self.extras.setFixedHeight(self.extras.fontMetrics().lineSpacing() * _EXTRA_LINES + 18)
        self.extras.setPlaceholderText("such as Nurses: $900,000 from year 2")
        self.extras.textChanged.connect(self.changed)
        self.fields["extras"] = Field("extras", "Costs beside wages, one a line", self.extras)
        column.addWidget(self.fields["extras"])

    def _add_line(self, name: str, label: str, hint: str, into: QVBoxLayout | QGridLayout) -> None:
        editor = QLineEdit()
        editor.setPlaceholderText(hint)
        editor.textChanged.connect(lambda _: self.changed.emit())
        self.fields[name] = Field(name, label, editor)
        into.addWidget(self.fields[name])

    def _fold_words(self) -> str:
        form = self.form()
        typed = any(form.assumption.values()) or form.extras.strip()
        return "Assumed, and costs beside wages…" if typed else "Assume what is not stated…"

    def _text(self, name: str) -> str:
        field = self.fields.get(name)
        editor = None if field is None else field.editor
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def _set_text(self, name: str, text: str) -> None:
        field = self.fields.get(name)
        editor = None if field is None else field.editor
        if isinstance(editor, QLineEdit):
            editor.setText(text)

"""What an offer says on one issue, edited in place: words, numbers, condition, standing."""

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import told
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.inline import InlineEdit
from negotiation_tracker.desktop.widgets.redline_text import RedlineText
from negotiation_tracker.desktop.widgets.words import Card, chip, link, row, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.rules.packages import Standing
from negotiation_tracker.rules.redline import Redline
from negotiation_tracker.rules.term_text import reading
from negotiation_tracker.rules.wording import quantity
from negotiation_tracker.services.proposal_detail import ItemDetail, TermDetail

LONG_LANGUAGE = 900
ITEM_FACTS = (
    Fact("summary", 0, 0, 2, "In a few words"),
    Fact("language", 1, 0, 2),
    Fact("conditional_on", 2, 0, 1),
    Fact("stance", 2, 1, 1),
)
TERM_FACTS = (
    Fact("horizon_years", 0, 1, 1, "Over years"),
    Fact("effective_on", 0, 2, 1, "From"),
    Fact("measure", 1, 0, 1),
    Fact("basis", 1, 1, 1),
    Fact("compounding", 1, 2, 1),
)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What changed in an item against an earlier text; `against` names that text."""

    against: str
    redline: Redline


class TermRow(QWidget):
    """One number: the amount beside what it means.

    Signals:
        edited: a field got another value; kind, id, fields, what was seen.
        amount_typed: another number was typed; id of the term, text.
        removed: the number is to go to the trash; kind, id, words.

    """

    edited = Signal(str, int, object, object)
    amount_typed = Signal(int, str)
    removed = Signal(str, int, str)

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._term_id = 0
        self._amount = InlineEdit()
        self._amount.committed.connect(lambda text: self.amount_typed.emit(self._term_id, text))
        self._field = Field("value_scaled", "Number", self._amount)
        self._field.label.setIndent(9)
        self._facts = FactGrid(catalogue["term"], TERM_FACTS, 3)
        self._facts.edited.connect(self.edited)
        self._facts.put(self._field, 0, 0)
        self._facts.placeholder("horizon_years", "not stated")
        self._facts.placeholder("effective_on", "not stated")
        self._remove = QToolButton()
        self._remove.setProperty("look", "small")
        self._remove.setIcon(icon("close"))
        self._remove.setToolTip("Move this number to the trash; Undo brings it back")
        self._remove.clicked.connect(self._ask_removal)
        self._words = ""
        line = row(self._facts, self._remove, spacing=2, stretch=False)
        line.setStretch(0, 1)
        line.setAlignment(self._remove, Qt.AlignmentFlag.AlignTop)
        self.setLayout(line)

    def show_term(self, detail: TermDetail, *, writable: bool) -> None:
        """Show a number."""
        self._term_id = detail.record.id
        self._words = detail.words
        self._amount.setObjectName(f"term:{self._term_id}:amount")
        shown = quantity(detail.record).describe()
        self._amount.show_value(shown)
        self._amount.setReadOnly(not writable)
        self._facts.show_record(detail.record, writable=writable)
        self._remove.setVisible(writable)
        self._remove.setAccessibleName(f"Remove {detail.words}")
        self.setToolTip("\n".join(told(line) for line in detail.sources))

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show why it was not saved; False when this is not the number meant."""
        if (kind, record_id) != ("term", self._term_id):
            return False
        if self._facts.show_problem(error):
            return True
        self._field.set_error(error.title)
        self._amount.refuse()
        return True

    def saved(self, kind: str, record_id: int, names: list[str]) -> None:
        """Take errors away."""
        if (kind, record_id) == ("term", self._term_id):
            self._facts.saved(names)
            self._field.clear_error()
            self._amount.accept_saved()

    def _ask_removal(self) -> None:
        self.removed.emit("term", self._term_id, self._words)


class ItemCard(Card):
    """What an offer says on one issue.

    Signals:
        edited, amount_typed, removed: see `TermRow`; also for the item itself.
        term_typed: a number is to be added; id of the item, text, category of the issue.
        compare_asked: the redline of this issue is to be shown; key of the issue.

    """

    edited = Signal(str, int, object, object)
    amount_typed = Signal(int, str)
    removed = Signal(str, int, str)
    term_typed = Signal(int, str, str)
    compare_asked = Signal(int)

    def __init__(self, catalogue: Catalogue, theme: Theme, term_ids: tuple[int, ...]) -> None:
        super().__init__(margin=10)
        self._detail: ItemDetail | None = None
        self._issue = words("", "heading", wrap=True)
        self._marks = Flow(spacing=6)
        self._remove = QToolButton()
        self._remove.setProperty("look", "small")
        self._remove.setIcon(icon("close"))
        self._remove.setToolTip("Take this issue out of the offer; Undo brings it back")
        self._remove.clicked.connect(self._ask_removal)
        self.content.addLayout(_head(self._issue, self._marks, self._remove))
        self._build_change(theme)
        self._build_facts(catalogue)
        self._terms = {term_id: self._term(catalogue) for term_id in term_ids}
        self._build_adding()

    def _build_change(self, theme: Theme) -> None:
        self._standing = words("", "note", wrap=True)
        self._standing.setProperty("tone", "disputed")
        self.content.addWidget(self._standing)
        self._change = RedlineText(theme)
        self._change_head = words("", "label", wrap=True)
        self._compare = link("Compare", name="Compare the texts of this issue")
        self._compare.clicked.connect(self._ask_compare)
        self._change_row = QWidget()
        column = QVBoxLayout(self._change_row)
        column.setContentsMargins(9, 0, 0, 0)
        column.setSpacing(2)
        head = row(self._change_head, self._compare, stretch=False)
        head.setStretch(0, 1)
        column.addLayout(head)
        column.addWidget(self._change)
        self.content.addWidget(self._change_row)

    def _build_facts(self, catalogue: Catalogue) -> None:
        self._facts = FactGrid(catalogue["proposal_item"], ITEM_FACTS, 2)
        self._facts.edited.connect(self.edited)
        self._facts.fields["language"].label.setText("Contract language")
        self._long = link("")
        self._long.clicked.connect(self._show_language)
        self._open = False
        self.content.addWidget(self._facts)
        self.content.addWidget(self._long)

    def _term(self, catalogue: Catalogue) -> TermRow:
        term = TermRow(catalogue)
        term.edited.connect(self.edited)
        term.amount_typed.connect(self.amount_typed)
        term.removed.connect(self.removed)
        self.content.addWidget(term)
        return term

    def _build_adding(self) -> None:
        self._new_term = QLineEdit()
        self._new_term.setPlaceholderText("Add a number, such as 3% over 2 years, and press Enter")
        self._new_term.setAccessibleName("Add a number to this issue")
        self._new_term.returnPressed.connect(self._ask_term)
        self._new_term.textEdited.connect(self._say_reading)
        self._note = Note()
        self.content.addWidget(self._new_term)
        self.content.addWidget(self._note)
        self._sources = words("", "secondary", wrap=True)
        self._sources.setIndent(9)
        self.content.addWidget(self._sources)

    def show_item(self, detail: ItemDetail, change: ItemChange | None, *, writable: bool) -> None:
        """Show an item, and what changed in it against an earlier text."""
        self._detail = detail
        item = detail.record
        self._issue.setText(detail.issue or "issue not shown")
        self._marks.clear()
        if detail.standing.standing is not Standing.STANDS:
            self._marks.add(chip(detail.standing.standing.value.capitalize(), "disputed"))
        fallen = detail.standing.standing is not Standing.STANDS
        said = " ".join((*detail.standing.reasons, detail.instead)) if fallen else ""
        self._standing.setText(said)
        self._standing.setVisible(bool(said))
        self._facts.show_record(item, writable=writable)
        long = len(item.language) > LONG_LANGUAGE
        self._long.setVisible(long)
        self._fold_language(folded=long and not self._open)
        for term in detail.terms:
            self._terms[term.record.id].show_term(term, writable=writable)
        self._new_term.setVisible(writable)
        self._new_term.setObjectName(f"proposal_item:{item.id}:add")
        self._remove.setVisible(writable)
        self._remove.setAccessibleName(f"Remove {detail.issue} from the offer")
        self._show_change(change)
        lines = tuple(dict.fromkeys(told(line) for line in detail.sources))
        self._sources.setText("\n".join(lines))
        self._sources.setVisible(bool(lines))

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show why something was not saved; False when it is not on this card."""
        item = self._facts.record
        if kind == "proposal_item" and item is not None and item.id == record_id:
            if not self._facts.show_problem(error):
                self._note.say(error.title, wrong=True)
            return True
        return any(term.show_problem(kind, record_id, error) for term in self._terms.values())

    def saved(self, kind: str, record_id: int, names: list[str]) -> None:
        """Take errors away from what was saved."""
        item = self._facts.record
        if kind == "proposal_item" and item is not None and item.id == record_id:
            self._facts.saved(names)
            if "add" in names:
                self._new_term.clear()
            self._note.say("")
        for term in self._terms.values():
            term.saved(kind, record_id, names)

    def _show_change(self, change: ItemChange | None) -> None:
        self._change_row.setVisible(change is not None)
        if change is not None:
            self._change_head.setText(f"Changed against {change.against}")
            self._change.show_redline(change.redline)

    def _fold_language(self, *, folded: bool) -> None:
        if self._detail is None:
            return
        self._facts.fields["language"].setVisible(not folded)
        count = len(self._detail.record.language.split())
        verb = "Show" if folded else "Hide"
        self._long.setText(f"{verb} the contract language ({count:,} words)")

    def _show_language(self) -> None:
        self._open = not self._open
        self._fold_language(folded=not self._open)

    def _say_reading(self, text: str) -> None:
        category = self._detail.category if self._detail is not None else ""
        self._note.say(reading(text, category))

    def _ask_term(self) -> None:
        text = self._new_term.text().strip()
        if self._detail is not None and text:
            self.term_typed.emit(self._detail.record.id, text, self._detail.category)

    def _ask_removal(self) -> None:
        if self._detail is not None:
            item = self._detail.record
            self.removed.emit("proposal_item", item.id, self._detail.issue)

    def _ask_compare(self) -> None:
        if self._detail is not None:
            self.compare_asked.emit(self._detail.record.issue_id)


def _head(issue: QWidget, marks: QWidget, remove: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    line = row(issue, remove, stretch=False)
    line.setStretch(0, 1)
    column.addLayout(line)
    column.addWidget(marks)
    return column

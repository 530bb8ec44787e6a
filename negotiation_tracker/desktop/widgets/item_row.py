"""One issue of a proposal in the form: the issue, what is said on it, the numbers."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from negotiation_tracker.desktop.models.session_choices import IssueChoice, SessionChoices
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, options
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import restyle
from negotiation_tracker.model.vocabulary import Stance
from negotiation_tracker.rules.term_text import TermText, read_terms, reading

HEADINGS = ("Issue", "What it says", "Numbers", "Stance")
STRETCHES = (5, 6, 5, 0)


class ItemRow(QObject):
    """The editors of one issue; they stand in a grid of the proposal's card.

    Signals:
        changed: something was typed or picked.
        issue_changed: another issue was settled.
        finished: Enter in the last text field; the card adds a row.

    """

    changed = Signal()
    issue_changed = Signal()
    finished = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._choices: SessionChoices | None = None
        self.issue = TypeAhead("Create new issue")
        self.issue.setPlaceholderText("Issue, such as Wages")
        self.issue.setAccessibleName("Issue")
        self.summary = QLineEdit()
        self.summary.setPlaceholderText("In a few words")
        self.summary.setAccessibleName("What the proposal says on this issue")
        self.terms = QLineEdit()
        self.terms.setPlaceholderText("6.5% over 3 years")
        self.terms.setAccessibleName("Numbers, such as 6.5% over 3 years; parted by semicolons")
        self.terms.setToolTip(
            "Numbers such as “6.5% over 3 years; $1,000 bonus”. How they are read stands below."
        )
        self.stance = ChoiceCombo([("As usual", ""), *options(Stance)])
        self.stance.setAccessibleName("Stance")
        self.stance.setToolTip("“As usual” means: labor seeks a change, management makes an offer.")
        self.note = Note()
        for edit in (self.issue, self.summary, self.terms):
            edit.textEdited.connect(self._typed)
        self.stance.currentIndexChanged.connect(self.changed)
        for edit in (self.summary, self.terms):
            # A long text is read from its beginning when one comes back to it.
            edit.editingFinished.connect(partial(edit.setCursorPosition, 0))
        self.issue.picked.connect(self._picked)
        self.terms.returnPressed.connect(self.finished)

    def place(self, grid: QGridLayout, row: int) -> None:
        """Put the editors into two rows of a grid."""
        for column, editor in enumerate((self.issue, self.summary, self.terms, self.stance)):
            grid.addWidget(editor, row, column)
        grid.addWidget(self.note, row + 1, 0, 1, len(HEADINGS))

    def discard(self) -> None:
        """Take the editors off the form."""
        for widget in (self.issue, self.summary, self.terms, self.stance, self.note):
            widget.hide()
            widget.deleteLater()
        self.deleteLater()

    def set_choices(self, choices: SessionChoices) -> None:
        """Offer the issues of a negotiation."""
        self._choices = choices
        self.issue.set_choices([Choice(i.id, i.title, i.code, (i.code,)) for i in choices.issues])
        self._say()

    # -- what it holds --

    def known_issue(self) -> IssueChoice | None:
        """Give the issue picked, None for a new one."""
        found = self.issue.value()
        if found is None or found.choice is None or self._choices is None:
            return None
        return next((i for i in self._choices.issues if i.id == found.choice.key), None)

    def new_issue(self) -> str:
        """Give the title of a new issue, or nothing."""
        found = self.issue.value()
        return found.words if found is not None and found.choice is None else ""

    def numbers(self) -> list[TermText]:
        """List the numbers read."""
        return [term for term in self._read() if term.quantity is not None]

    def words(self) -> str:
        """Give the summary, with what was typed as numbers but holds none."""
        kept = [term.typed for term in self._read() if term.quantity is None]
        parts = [" ".join(self.summary.text().split()), *kept]
        return "; ".join(part for part in parts if part)

    def is_empty(self) -> bool:
        """Say whether nothing was typed."""
        texts = (self.issue.text(), self.summary.text(), self.terms.text())
        return not any(text.strip() for text in texts)

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        found = self.issue.value()
        known = self.known_issue()
        return {
            "issue_id": known.id if known is not None else None,
            "issue": found.words if found is not None else "",
            "summary": self.summary.text(),
            "terms": self.terms.text(),
            "stance": self.stance.value() or "",
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self.issue.set_words(state.get("issue", ""))
        if state.get("issue_id") is not None:
            self.issue.set_key(state["issue_id"])
            if not self.issue.text():
                self.issue.set_words(state.get("issue", ""))
        self.summary.setText(state.get("summary", ""))
        self.terms.setText(state.get("terms", ""))
        self.stance.set_value(state.get("stance", ""))
        self._say()

    def show_problem(self, field: str, words: str) -> QLineEdit:
        """Show an error under the row; gives the editor to mend it in."""
        editor = {"issue_id": self.issue, "new_issue": self.issue, "summary": self.summary}.get(
            field, self.terms if field.startswith("term") else self.issue
        )
        self.note.say(words, wrong=True)
        restyle(editor, "problem", True)
        return editor

    # -- typing --

    def _typed(self) -> None:
        for editor in (self.issue, self.summary, self.terms):
            restyle(editor, "problem", False)
        self._say()
        self.changed.emit()

    def _picked(self) -> None:
        self._say()
        self.issue_changed.emit()

    def _read(self) -> list[TermText]:
        known = self.known_issue()
        return read_terms(self.terms.text(), known.category if known is not None else "")

    def _say(self) -> None:
        known = self.known_issue()
        new = self.new_issue()
        parts = [f"new issue “{new}”"] if new and not self.issue.hasFocus() else []
        numbers = reading(self.terms.text(), known.category if known is not None else "")
        parts += [numbers.removeprefix("→ ")] if numbers else []
        self.note.say("→ " + " · ".join(parts) if parts else "")

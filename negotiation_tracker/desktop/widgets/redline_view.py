"""Two texts of an issue compared word by word, inline or side by side, to be exported."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.redline_text import RedlineText
from negotiation_tracker.desktop.widgets.words import Card, row, words
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.redline import Redline
from negotiation_tracker.services import redlines
from negotiation_tracker.services.redlines import Against, IssueText, Pair

AGAINST_WORDS = {
    Against.SAME_PARTY: "same side, last",
    Against.OTHER_SIDE: "other side, last",
    Against.CONTRACT: "current contract",
}
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class RedlineAsked:
    """What is to be compared, on which issue."""

    issue_id: int
    old: IssueText
    new: IssueText


class RedlineView(QWidget):
    """Picks an issue and two of its texts and shows what differs.

    The page reads the texts, compares them and exports; this only shows and asks.

    Signals:
        issue_chosen: the texts of another issue are wanted; its key.
        compare_asked: two texts were picked; a RedlineAsked.
        export_asked: the redline is to be written; a RedlineAsked and "docx" or "html".

    """

    issue_chosen = Signal(int)
    compare_asked = Signal(object)
    export_asked = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._texts: tuple[IssueText, ...] = ()
        self._typed: IssueText | None = None
        self._redline: Redline | None = None
        self.issue = ChoiceCombo()
        self.issue.setAccessibleName("Issue whose texts are compared")
        self.new = ChoiceCombo()
        self.new.setAccessibleName("Text compared")
        self.old = ChoiceCombo()
        self.old.setAccessibleName("Text it is compared with")
        self.layout_of = ChoiceCombo([("Inline", False), ("Side by side", True)])
        self.layout_of.setAccessibleName("Layout of the redline")
        self.layout_of.setMinimumWidth(132)
        self.export = QToolButton()
        self.export.setText("Export…")
        self.export.setAccessibleName("Export this redline")
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.export)
        for words_, form in (("&Word, as tracked changes…", "docx"), ("Web &page…", "html")):
            action = QAction(words_, menu)
            action.triggered.connect(lambda _=False, f=form: self._ask_export(f))
            menu.addAction(action)
        self.export.setMenu(menu)
        self.export.setEnabled(False)
        self.size_words = words("", "secondary", wrap=True)
        self.notes = words("", "note", wrap=True)
        self.notes.setProperty("tone", "disputed")
        self.text = RedlineText(theme, grows=False)
        self.pasted = QPlainTextEdit()
        self.pasted.setPlaceholderText(
            "Paste the text to compare with, such as the article of the contract in force"
        )
        self.pasted.setAccessibleName("Text to compare with")
        self.pasted.setTabChangesFocus(True)
        self.pasted.setMaximumHeight(120)
        self.use_pasted = QPushButton("Compare with this text")
        self.use_pasted.clicked.connect(self._use_pasted)
        self._paste_row = QWidget()
        self._lay_out()
        self.issue.activated.connect(lambda _: self.issue_chosen.emit(self.issue.value()))
        self.new.activated.connect(lambda _: self._new_picked())
        self.old.activated.connect(lambda _: self._picked())
        self.layout_of.activated.connect(lambda _: self._draw())

    def show_issues(self, issues: Sequence[tuple[str, int]], current: int | None) -> None:
        """Offer the issues; the current one is picked without asking for its texts."""
        self.issue.set_choices(issues)
        if current is not None:
            self.issue.set_value(current)

    def show_texts(self, found: tuple[IssueText, ...], pair: Pair) -> None:
        """Offer the texts of the issue and compare the pair given."""
        self._texts = found
        self._typed = None
        self.pasted.clear()
        self._paste_row.hide()
        self.new.set_choices((_words(text), text.key) for text in found)
        self._offer_old(pair.new)
        if pair.new is not None:
            self.new.set_value(pair.new.key)
        if pair.old is not None:
            self.old.set_value(pair.old.key)
        for editor in (self.new, self.old, self.layout_of):
            editor.setEnabled(bool(found))
        self.export.setEnabled(False)
        if pair.new is not None and pair.old is not None:
            self._picked()
            return
        self._redline = None
        self.size_words.setText(pair.reason)
        self.notes.hide()
        self.text.show_plain("" if pair.new is None else pair.new.text)

    def show_redline(self, redline: Redline, notes: Sequence[str] = ()) -> None:
        """Show the difference of the texts picked."""
        self._redline = redline
        self.size_words.setText(redline.describe())
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.export.setEnabled(True)
        self._draw()

    def asked(self) -> RedlineAsked | None:
        """Give the issue and the two texts picked, or None while there are not two."""
        new, old = self._text(self.new.value()), self._text(self.old.value())
        issue_id = self.issue.value()
        if new is None or old is None or issue_id is None:
            return None
        return RedlineAsked(issue_id, old, new)

    @property
    def side_by_side(self) -> bool:
        """Say whether both texts stand beside one another."""
        return bool(self.layout_of.value())

    # ---- inside

    def _lay_out(self) -> None:
        card = Card(margin=12)
        top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self.issue, 3)
        top.addWidget(self.layout_of)
        top.addWidget(self.export)
        card.content.addLayout(top)
        picks = QHBoxLayout()
        picks.setSpacing(6)
        picks.addWidget(self.new, 1)
        picks.addWidget(words("against", "secondary"))
        picks.addWidget(self.old, 1)
        card.content.addLayout(picks)
        column = QVBoxLayout(self._paste_row)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pasted)
        column.addLayout(row(self.use_pasted))
        self._paste_row.hide()
        card.content.addWidget(self._paste_row)
        legend = row(self.size_words, stretch=False)
        card.content.addLayout(legend)
        card.content.addWidget(self.notes)
        card.content.addWidget(self.text, 1)
        self.notes.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 4, 8)
        layout.addWidget(card)

    def _offer_old(self, new: IssueText | None) -> None:
        marks = {}
        if new is not None:
            for against in reversed(Against):
                before = redlines.previous(self._texts, new, against)
                if before is not None:
                    marks[before.key] = AGAINST_WORDS[against]
        offered = [
            (_words(text, marks.get(text.key, "")), text.key)
            for text in reversed(self._texts)
            if new is None or text.key != new.key
        ]
        self.old.set_choices([*offered, ("A text I paste…", TYPED)])

    def _new_picked(self) -> None:
        new = self._text(self.new.value())
        self._offer_old(new)
        if new is not None:
            pair = redlines.default_pair(self._texts, new)
            if pair.old is not None:
                self.old.set_value(pair.old.key)
        self._picked()

    def _picked(self) -> None:
        pasting = self.old.value() == TYPED
        self._paste_row.setVisible(pasting)
        if pasting and self._typed is None:
            self.pasted.setFocus()
            return
        asked = self.asked()
        if asked is not None:
            self.compare_asked.emit(asked)

    def _use_pasted(self) -> None:
        text = self.pasted.toPlainText().strip()
        if text:
            self._typed = redlines.typed(text)
            self._picked()

    def _text(self, key: object) -> IssueText | None:
        if key == TYPED:
            return self._typed
        return next((text for text in self._texts if text.key == key), None)

    def _draw(self) -> None:
        if self._redline is not None:
            self.text.show_redline(self._redline, beside=self.side_by_side)

    def _ask_export(self, form: str) -> None:
        asked = self.asked()
        if asked is not None:
            self.export_asked.emit(asked, form)


def _words(text: IssueText, mark: str = "") -> str:
    parts = [text.name, text.date_words]
    if not text.formal:
        parts.append(label(text.formality))
    if text.kind is redlines.TextKind.SUMMARY:
        parts.append("summary")
    said = ", ".join(parts)
    return f"{said} ({mark})" if mark else said

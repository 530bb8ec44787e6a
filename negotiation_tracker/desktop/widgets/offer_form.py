"""The panel for a new offer or a counteroffer: what it answers stands on top, before saving."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.session_choices import Party, Passed, SessionChoices
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.offer_answers import AnswerList
from negotiation_tracker.desktop.widgets.offer_item import OfferItem
from negotiation_tracker.desktop.widgets.proposal_card import COUNTS_AS
from negotiation_tracker.desktop.widgets.words import Card, words
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.vocabulary import (
    PackageRule,
    ProposalChannel,
    ProposalKind,
    label,
)
from negotiation_tracker.services.commands import LogProposal
from negotiation_tracker.services.proposal_edits import CounterFinding

AS_USUAL = ""


class OfferForm(QScrollArea):
    """Takes an offer; the page saves it.

    Signals:
        saved: the offer is to be saved; a LogProposal.
        cancelled: the panel is to be closed without saving.
        check_asked: the rules are to look at what it answers; fields of the offer, keys.

    """

    saved = Signal(object)
    cancelled = Signal()
    check_asked = Signal(object, object)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("New offer")
        self._today = today
        self._choices: SessionChoices | None = None
        self.items: list[OfferItem] = []
        self.heading = words("", "title")
        self.answers = AnswerList()
        self.maker = ChoiceCombo()
        self.day = FuzzyDateEdit(today)
        self.counts_as = ChoiceCombo(COUNTS_AS)
        self.channel = ChoiceCombo((label(c).capitalize(), c.value) for c in ProposalChannel)
        self.kind = ChoiceCombo(
            [("As usual", AS_USUAL), *((label(k).capitalize(), k.value) for k in ProposalKind)]
        )
        self.rule = ChoiceCombo((label(r).capitalize(), r.value) for r in PackageRule)
        self.valid_until = FuzzyDateEdit(today)
        self.valid_until.setPlaceholderText("No end stated")
        self.replaces = ChoiceCombo([("none", None)])
        self.handling = ChoiceCombo()
        self.final = QCheckBox("Called fina&l")
        self.fields = {
            "from_id": Field("from_id", "&From", self.maker),
            "date": Field("date", "&Date passed", self.day),
            "formality": Field("formality", "Co&unts as", self.counts_as),
            "channel": Field("channel", "Passed &how", self.channel),
            "kind": Field("kind", "&Kind", self.kind),
            "package_rule": Field("package_rule", "Package &rule", self.rule),
            "valid_until": Field("valid_until", "&Valid until", self.valid_until),
            "supersedes_id": Field("supersedes_id", "Re&places", self.replaces),
            "handling": Field("handling", "&Who may see it", self.handling),
        }
        self.problem = Note()
        self.save = QPushButton("Save")
        self.save.setProperty("look", "primary")
        self.save.setToolTip("Ctrl+Enter")
        self.cancel = QPushButton("Cancel")
        self.more = QPushButton("Add another issue")
        self.more.setProperty("look", "link")
        self._lay_out()
        self._connect()

    # ---- filling

    def start(
        self, choices: SessionChoices, draft: LogProposal, hints: Sequence[Sequence[str]] = ()
    ) -> None:
        """Begin an offer from a draft; nothing of an earlier one stays.

        Args:
            choices: what the negotiation offers to pick from.
            draft: fields, issues and what it answers.
            hints: for each item of the draft, the numbers of the other side, to be seen.

        """
        self._choices = choices
        given = draft.fields
        parties = [p for p in choices.parties if p.may_propose]
        self.maker.set_choices((p.lettered(), p.id) for p in parties)
        self.maker.set_value(given.get("from_id"))
        self.day.setText(str(given.get("date") or short_date(self._today())))
        self.counts_as.set_value(given.get("formality", COUNTS_AS[0][1]))
        self.channel.set_value(given.get("channel", ProposalChannel.AT_TABLE.value))
        self.kind.set_value(AS_USUAL)
        self.rule.set_value(PackageRule.SEVERABLE.value)
        self.valid_until.clear()
        self.final.setChecked(False)
        self.handling.set_choices(
            (w, (level, who)) for w, level, who in choices.handling_choices(new=True)
        )
        self.handling.set_value(("parties", None))
        for item in self.items:
            item.discard()
        self.items = []
        for place, line in enumerate(draft.items):
            theirs = hints[place] if place < len(hints) else ()
            self._add_item().start(line, theirs)
        if not self.items:
            self._add_item()
        self.answers.start(choices, draft.counters)
        self._offer_replaced()
        self._say_heading()
        self.clear_problems()
        self.verticalScrollBar().setValue(0)
        self._check()

    def focus_first(self) -> None:
        """Put the focus where typing begins: on the issue, or on what is said on it."""
        first = self.items[0].row
        (first.summary if first.issue.text() else first.issue).setFocus()

    def show_findings(self, found: Sequence[CounterFinding]) -> None:
        """Show what the rules say to what it answers; what is refused is not taken."""
        self.answers.show_findings(found)
        self._say_heading()

    def show_problem(self, error: TrackerError) -> bool:
        """Show beside the fields why it was not saved; False when it belongs to none."""
        problems = error.problems if isinstance(error, InvalidInput | BrokenInvariant) else []
        if not problems:
            return False
        self.clear_problems()
        left = []
        for problem in problems:
            if problem.field in self.fields:
                self.fields[problem.field].set_error(problem.message)
                self.fields[problem.field].editor.setFocus()
            elif not any(item.show_problem(problem, self._filled()) for item in self.items):
                left.append(problem.message)
        self.problem.say(" ".join(dict.fromkeys(left)), wrong=True)
        return True

    def clear_problems(self) -> None:
        """Take all errors away."""
        self.problem.say("")
        for field in self.fields.values():
            field.clear_error()

    def command(self) -> LogProposal | None:
        """Give what was typed, for the service; None before `start`."""
        if self._choices is None:
            return None
        filled = self._filled()
        answered = self.answers.keys()
        level, owner = self.handling.value() or ("parties", None)
        fields: dict[str, object] = {
            "from_id": self.maker.value(),
            "date": self.day.text().strip() or None,
            "formality": self.counts_as.value(),
            "channel": self.channel.value(),
            "kind": self.kind.value() or self._usual_kind(len(filled), bool(answered)),
            "package_rule": self.rule.value(),
            "valid_until": self.valid_until.text().strip() or None,
            "supersedes_id": self.replaces.value(),
            "called_final": self.final.isChecked(),
            "handling": level,
            "confidence_of_id": owner,
        }
        return LogProposal(
            self._choices.negotiation_id,
            fields,
            tuple(item.line() for item in filled),
            counters=answered,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._save()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    # ---- building

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 2, 4, 8)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.problem)
        column.addWidget(self.answers)
        facts = Card(margin=10)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for place, name in enumerate(
            ("from_id", "date", "formality", "channel", "kind", "package_rule")
        ):
            grid.addWidget(self.fields[name], place // 3, place % 3)
        for place, name in enumerate(("valid_until", "supersedes_id", "handling")):
            grid.addWidget(self.fields[name], 2, place)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        facts.content.addLayout(grid)
        facts.content.addWidget(self.final)
        self._items = QVBoxLayout()
        self._items.setSpacing(10)
        column.addLayout(self._items)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(facts)
        column.addStretch(1)
        self.setWidget(inside)

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)
        self.more.clicked.connect(self._add_by_hand)
        self.answers.changed.connect(self._check)
        self.maker.activated.connect(lambda _: self._maker_changed())
        self.day.read.connect(self.fields["date"].set_reading)
        self.day.editingFinished.connect(self._check)
        self.valid_until.read.connect(self.fields["valid_until"].set_reading)

    def _add_by_hand(self) -> None:
        self._add_item().row.issue.setFocus()

    def _add_item(self) -> OfferItem:
        item = OfferItem()
        if self._choices is not None:
            item.row.set_choices(self._choices)
        item.removal_asked.connect(lambda: self._drop_item(item))
        self.items.append(item)
        self._items.addWidget(item)
        return item

    def _drop_item(self, item: OfferItem) -> None:
        if len(self.items) > 1:
            self.items.remove(item)
            item.discard()

    # ---- what happens

    def _filled(self) -> list[OfferItem]:
        return [item for item in self.items if not item.is_empty()]

    def _party(self) -> Party | None:
        return None if self._choices is None else self._choices.party(self.maker.value())

    def _usual_kind(self, items: int, answering: bool) -> str:
        if self.rule.value() == PackageRule.ALL_OR_NOTHING and items > 1:
            return ProposalKind.PACKAGE.value
        return (ProposalKind.COUNTER if answering else ProposalKind.PROPOSAL).value

    def _maker_changed(self) -> None:
        self._offer_replaced()
        self._check()

    def _offer_replaced(self) -> None:
        own: list[Passed] = []
        if self._choices is not None:
            own = [p for p in self._choices.passed if p.from_id == self.maker.value()]
        offered: list[tuple[str, int | None]] = [(f"{p.code}, {p.when}", p.id) for p in own]
        self.replaces.set_choices([("nothing", None), *offered])

    def _say_heading(self) -> None:
        codes = self.answers.codes()
        self.heading.setText(f"Counter {', '.join(codes)}" if codes else "New offer")

    def _check(self) -> None:
        self._say_heading()
        raw = {"from_id": self.maker.value(), "date": self.day.text().strip()}
        self.check_asked.emit(raw, self.answers.all_keys())

    def _save(self) -> None:
        for item in self.items:
            item.row.issue.settle()
        command = self.command()
        if command is None:
            return
        if not command.items:
            self.problem.say("Say what is offered on at least one issue.", wrong=True)
            self.items[0].row.issue.setFocus()
            return
        self.saved.emit(command)

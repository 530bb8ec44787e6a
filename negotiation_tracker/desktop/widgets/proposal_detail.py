"""One offer, edited in place: what it says, its chain, what happened to it, who tells of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import told
from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.pick_combo import PickCombo
from negotiation_tracker.desktop.widgets.proposal_actions import ProposalActions
from negotiation_tracker.desktop.widgets.proposal_items import ItemCard, ItemChange
from negotiation_tracker.desktop.widgets.proposal_tree import SIDE_LETTERS, STATUS_TONES
from negotiation_tracker.desktop.widgets.words import Card, Elided, chip, clear, link, row, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.vocabulary import Formality, label
from negotiation_tracker.rules.chains import Tie
from negotiation_tracker.services.proposal_detail import ProposalDetail, Tied
from negotiation_tracker.services.proposal_list import Lane

FACTS = (
    Fact("code", 0, 0),
    Fact("title", 0, 1, 3),
    Fact("date", 1, 0, 2),
    Fact("time", 1, 2),
    Fact("seq_in_day", 1, 3),
    Fact("from_id", 2, 0, 2),
    Fact("to_id", 2, 2, 2),
    Fact("kind", 3, 0, 2),
    Fact("formality", 3, 2, 2),
    Fact("channel", 4, 0, 2),
    Fact("valid_until", 4, 2, 2),
    Fact("package_rule", 5, 0, 2),
    Fact("supersedes_id", 5, 2, 2),
    Fact("handling", 6, 0, 2),
    Fact("note", 6, 2, 2),
)


class ProposalView(QScrollArea):
    """Shows one offer; says what was edited by signals and lets the page save it.

    Signals:
        edited: a field got another value; kind, id, fields, what was seen.
        amount_typed: another number was typed; id of the term, text.
        term_typed: a number is to be added; id of the item, text, category of the issue.
        removed: a record is to go to the trash; kind, id, words.
        acted: something happened to the offer; fields of the action.
        answer_added: the offer also answers another; id of that.
        offer_asked, agreement_asked, session_asked: something is to be opened; its id.
        compare_asked: the redline of an issue is to be shown; key of the issue.

    """

    edited = Signal(str, int, object, object)
    amount_typed = Signal(int, str)
    term_typed = Signal(int, str, str)
    removed = Signal(str, int, str)
    acted = Signal(object)
    answer_added = Signal(int)
    offer_asked = Signal(int)
    agreement_asked = Signal(int)
    session_asked = Signal(int)
    compare_asked = Signal(int)

    def __init__(self, catalogue: Catalogue, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Offer")
        self._catalogue = catalogue
        self._theme = theme
        self._detail: ProposalDetail | None = None
        self._shape: tuple[object, ...] = ()
        self._cards: dict[int, ItemCard] = {}
        self.actions_card = ProposalActions(catalogue, today)
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 2, 4, 8)
        self._column.setSpacing(10)
        self._build_head()
        self._items = QVBoxLayout()
        self._items.setSpacing(10)
        self._column.addLayout(self._items)
        self._column.addWidget(self.actions_card)
        self._build_facts()
        self._sources = Card("Who tells of it", margin=10)
        self._source_lines = QVBoxLayout()
        self._sources.content.addLayout(self._source_lines)
        self._column.addWidget(self._sources)
        self._column.addStretch(1)
        self.setWidget(inside)
        self.actions_card.acted.connect(self.acted)
        self.actions_card.edited.connect(self.edited)
        self.actions_card.removed.connect(self.removed)

    # ---- showing

    def show_detail(
        self,
        detail: ProposalDetail,
        changes: Mapping[int, ItemChange],
        choices: SessionChoices,
        *,
        writable: bool,
    ) -> None:
        """Show an offer; what is being typed in the same one stays."""
        same = self._detail is not None and self._detail.proposal.id == detail.proposal.id
        focused = _focused(self)
        self._detail = detail
        self._show_head(detail, choices, writable=writable)
        self._show_items(detail, changes, writable=writable)
        self._show_actions(detail, choices, writable=writable)
        self._show_facts(detail, choices, writable=writable)
        clear(self._source_lines)
        lines = tuple(dict.fromkeys(told(line) for line in detail.sources))
        for line in lines or ("No source is recorded: it stands on the word of who logged it.",):
            self._source_lines.addWidget(words(line, "secondary", wrap=True))
        # Cards that were just made are laid out before they are drawn, not while one looks.
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        if not same:
            self.verticalScrollBar().setValue(0)
        elif focused:
            _focus_again(self, focused)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        if self._detail is None:
            return False
        if kind == "proposal" and record_id == self._detail.proposal.id:
            return self._facts.show_problem(error)
        if self.actions_card.show_problem(kind, record_id, error):
            return True
        return any(card.show_problem(kind, record_id, error) for card in self._cards.values())

    def saved(self, kind: str, record_id: int, names: list[str]) -> None:
        """Take errors away from fields that were saved."""
        if kind == "proposal":
            self._facts.saved(names)
        self.actions_card.saved(kind, record_id, names)
        for card in self._cards.values():
            card.saved(kind, record_id, names)

    # ---- building

    def _build_head(self) -> None:
        self._chips = Flow(spacing=6)
        self._delete = QPushButton("Delete")
        self._delete.setProperty("look", "quiet")
        self._delete.setToolTip("Move this offer to the trash; Undo brings it back")
        self._delete.clicked.connect(self._ask_delete)
        head = QHBoxLayout()
        head.addWidget(self._chips, 1)
        head.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._banner = words("", "note", wrap=True)
        self._banner.setProperty("tone", "neutral")
        self._column.addWidget(self._banner)
        self._reason = words("", "secondary", wrap=True)
        self._column.addWidget(self._reason)
        self._chain = Card(margin=10)
        self._chain_rows = QVBoxLayout()
        self._chain_rows.setSpacing(4)
        self._chain.content.addLayout(self._chain_rows)
        self._also = PickCombo(
            "Answers another offer as well…", "Add an offer that this one answers"
        )
        self._also.setProperty("look", "inline")
        self._also.chose.connect(lambda key: self.answer_added.emit(key))  # noqa: PLW0108  other type
        self._chain.content.addWidget(self._also)
        self._column.addWidget(self._chain)

    def _build_facts(self) -> None:
        card = Card("About this offer", margin=10)
        self._facts = FactGrid(self._catalogue["proposal"], FACTS)
        self._facts.edited.connect(self.edited)
        card.content.addWidget(self._facts)
        self._final = QCheckBox("Called final by its maker")
        self._final.setToolTip("The speaker's word; later offers remain possible")
        self._final.clicked.connect(self._ask_final)
        card.content.addLayout(row(self._final))
        self._session = link("")
        self._session.clicked.connect(self._ask_session)
        card.content.addWidget(self._session)
        self._column.addWidget(card)

    # ---- filling

    def _show_head(
        self, detail: ProposalDetail, choices: SessionChoices, *, writable: bool
    ) -> None:
        proposal = detail.proposal
        self._chips.clear()
        self._chips.add(words(str(proposal.code), "title"))
        letter = SIDE_LETTERS.get(detail.side, "")
        self._chips.add(chip(f"{detail.maker}{letter}", tone_of(detail.side)))
        self._chips.add(chip(label(proposal.kind).capitalize()))
        if proposal.formality != Formality.FORMAL:
            self._chips.add(chip(label(proposal.formality).capitalize(), "neutral"))
        tone = STATUS_TONES.get(detail.status.status, "plain")
        self._chips.add(chip(detail.status_words.capitalize(), tone, tip=detail.status.reason))
        if proposal.called_final:
            self._chips.add(chip("Called final"))
        if proposal.handling != Handling.PUBLIC:
            pair = (str(proposal.handling), proposal.confidence_of_id)
            self._chips.add(chip(_handling_words(choices, pair), "disputed", tip="Who may see it"))
        self._delete.setVisible(writable)
        self._banner.setText(detail.lane_words)
        self._banner.setVisible(detail.lane is not Lane.FORMAL)
        said = " ".join(part for part in (detail.status.reason, *detail.rule) if part)
        self._reason.setText(said)
        self._reason.setVisible(bool(said))
        self._show_chain(detail, choices, writable=writable)

    def _show_chain(
        self, detail: ProposalDetail, choices: SessionChoices, *, writable: bool
    ) -> None:
        clear(self._chain_rows)
        for tied in detail.answers:
            verb = "Counters" if tied.tie is Tie.COUNTERS else "Replaces"
            self._chain_rows.addWidget(self._tied(verb, tied, removable=writable))
        for tied in detail.answered_by:
            verb = "Answered by" if tied.tie is Tie.COUNTERS else "Replaced by"
            self._chain_rows.addWidget(self._tied(verb, tied, removable=False))
        for agreement_id, code, status in detail.agreements:
            line = link(f"{code}, {status}", name=f"Open {code}")
            line.clicked.connect(lambda _=False, key=agreement_id: self.agreement_asked.emit(key))
            self._chain_rows.addLayout(row(words("Rests on it:", "secondary"), line))
        taken = {tied.id for tied in detail.answers} | {detail.proposal.id}
        offered = [
            (f"{p.code}, {p.when}: {p.what}", p.id) for p in choices.passed if p.id not in taken
        ]
        self._also.offer(
            offered, "Answers another offer as well…" if detail.answers else "Answers an offer…"
        )
        self._also.setVisible(writable and bool(offered))
        tied_to = detail.answers or detail.answered_by or detail.agreements
        self._chain.setVisible(bool(tied_to) or self._also.isVisibleTo(self._chain))

    def _tied(self, verb: str, tied: Tied, *, removable: bool) -> QWidget:
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(words(verb, "secondary"))
        opened = link(tied.code, name=f"Open {tied.code}")
        opened.clicked.connect(lambda: self.offer_asked.emit(tied.id))
        line.addWidget(opened)
        letter = SIDE_LETTERS.get(tied.side, "")
        line.addWidget(chip(f"{tied.maker}{letter}", tone_of(tied.side)))
        line.addWidget(words(tied.when, "secondary"))
        if tied.inferred:
            line.addWidget(chip("inferred", tip="Nobody said so; it follows from context"))
        line.addWidget(Elided(tied.says), 1)
        if removable and tied.link_id is not None:
            remove = QToolButton()
            remove.setProperty("look", "small")
            remove.setIcon(icon("close"))
            remove.setAccessibleName(f"It does not answer {tied.code}")
            remove.setToolTip("Take this link out; Undo brings it back")
            key, what = tied.link_id, f"link to {tied.code}"
            remove.clicked.connect(lambda: self.removed.emit("counter", key, what))
            line.addWidget(remove)
        return widget

    def _show_items(
        self, detail: ProposalDetail, changes: Mapping[int, ItemChange], *, writable: bool
    ) -> None:
        shape = tuple(
            (item.record.id, tuple(term.record.id for term in item.terms)) for item in detail.items
        )
        if shape != self._shape or not shape:
            self._shape = shape
            clear(self._items)
            self._cards = {key: self._card(terms) for key, terms in shape}
            for card in self._cards.values():
                self._items.addWidget(card)
            if not shape:
                empty = Card(margin=10)
                empty.content.addWidget(
                    words("No issue is recorded in this offer yet.", "secondary", wrap=True)
                )
                self._items.addWidget(empty)
        for item in detail.items:
            card = self._cards[item.record.id]
            card.show_item(item, changes.get(item.record.id), writable=writable)

    def _card(self, terms: tuple[int, ...]) -> ItemCard:
        card = ItemCard(self._catalogue, self._theme, terms)
        card.edited.connect(self.edited)
        card.amount_typed.connect(self.amount_typed)
        card.term_typed.connect(self.term_typed)
        card.removed.connect(self.removed)
        card.compare_asked.connect(self.compare_asked)
        return card

    def _show_actions(
        self, detail: ProposalDetail, choices: SessionChoices, *, writable: bool
    ) -> None:
        maker = detail.proposal.from_id
        others = [p.id for p in choices.parties if p.principal and p.side != detail.side]
        other = detail.proposal.to_id or (others[0] if len(others) == 1 else None)
        self.actions_card.show_actions(
            detail.actions,
            detail.items,
            (maker, other),
            [(p.lettered(), p.id) for p in choices.parties if p.may_propose],
            writable=writable,
        )

    def _show_facts(
        self, detail: ProposalDetail, choices: SessionChoices, *, writable: bool
    ) -> None:
        proposal = detail.proposal
        makers = [(p.lettered(), p.id) for p in choices.parties if p.may_propose]
        self._facts.set_choices("from_id", _with(makers, proposal.from_id, detail.maker))
        self._facts.set_choices("to_id", [("not recorded", None), *makers])
        earlier: Sequence[tuple[str, int | None]] = [
            (f"{p.code}, {p.when}", p.id) for p in choices.passed if p.id != proposal.id
        ]
        self._facts.set_choices("supersedes_id", [("none", None), *earlier])
        self._facts.set_choices(
            "handling", [(text, (level, who)) for text, level, who in choices.handling_choices()]
        )
        self._facts.show_record(proposal, writable=writable)
        self._final.setChecked(bool(proposal.called_final))
        self._final.setEnabled(writable)
        self._session.setText(detail.session)
        self._session.setVisible(bool(detail.session))

    # ---- what happens

    def _ask_delete(self) -> None:
        if self._detail is not None:
            proposal = self._detail.proposal
            self.removed.emit("proposal", proposal.id, str(proposal.code))

    def _ask_final(self, on: bool) -> None:
        if self._detail is not None:
            proposal = self._detail.proposal
            seen = {"called_final": proposal.called_final}
            self.edited.emit("proposal", proposal.id, {"called_final": on}, seen)

    def _ask_session(self) -> None:
        if self._detail is not None and self._detail.proposal.session_id is not None:
            self.session_asked.emit(self._detail.proposal.session_id)


def _handling_words(choices: SessionChoices, pair: tuple[str, int | None]) -> str:
    for text, level, owner in choices.handling_choices():
        if (level, owner) == pair:
            return text
    return label(pair[0])


def _with(offered: list[tuple[str, int]], key: int, name: str) -> list[tuple[str, int]]:
    """Offer who is chosen even where nobody could choose it any more."""
    return offered if any(value == key for _, value in offered) else [*offered, (name, key)]


def _focused(inside: QWidget) -> str:
    focused = QApplication.focusWidget()
    return focused.objectName() if focused is not None and inside.isAncestorOf(focused) else ""


def _focus_again(inside: QWidget, name: str) -> None:
    focused = QApplication.focusWidget()
    if focused is not None and inside.isAncestorOf(focused):
        return
    again = inside.findChild(QWidget, name)
    if again is not None:
        again.setFocus()

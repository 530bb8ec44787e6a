"""One tentative agreement, edited in place: text, bases, signatures, votes, the sheet to print."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
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
from negotiation_tracker.desktop.widgets.agreement_sign import SignBlock
from negotiation_tracker.desktop.widgets.agreement_votes import Votes
from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.pick_combo import PickCombo
from negotiation_tracker.desktop.widgets.proposal_tree import SIDE_LETTERS
from negotiation_tracker.desktop.widgets.words import Card, Elided, chip, clear, link, row, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.vocabulary import AgreementScope, label
from negotiation_tracker.rules.agreements import AgreementStatus
from negotiation_tracker.services.agreement_detail import AgreementDetail, Basis

AGREEMENT_TONES = {
    AgreementStatus.SIGNED: "good",
    AgreementStatus.RATIFIED: "good",
    AgreementStatus.ONE_SIDE: "disputed",
    AgreementStatus.REJECTED: "alert",
}
BESIDE = 520
FACTS = (
    Fact("code", 0, 0),
    Fact("title", 0, 1, 3),
    Fact("scope", 1, 0),
    Fact("reached_on", 1, 1),
    Fact("mark", 1, 2),
    Fact("handling", 1, 3),
)
TEXT = (Fact("language", 0, 0, 1, "Text that both sides sign"),)


class AgreementView(QScrollArea):
    """Shows one agreement; says what was asked by signals and lets the page do it.

    Signals:
        edited: a field got another value; kind, id, fields, what was seen.
        removed: a record is to go to the trash; kind, id, words.
        linked: an issue or an offer is to be added; kind of link, fields of it.
        signed: a signature is to be recorded; its fields.
        seat_asked: somebody is to be let sign; (participant, seat or None, name).
        voted: a vote is to be recorded; its fields.
        sheet_asked: the sheet is to be written.
        offer_asked: an offer is to be opened; its id.

    """

    edited = Signal(str, int, object, object)
    removed = Signal(str, int, str)
    linked = Signal(str, object)
    signed = Signal(object)
    seat_asked = Signal(object)
    voted = Signal(object)
    sheet_asked = Signal()
    offer_asked = Signal(int)

    def __init__(self, catalogue: Catalogue, today: Callable[[], date]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setProperty("look", "page")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Tentative agreement")
        self._catalogue = catalogue
        self._today = today
        self._detail: AgreementDetail | None = None
        self.blocks: dict[int, SignBlock] = {}
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 2, 4, 8)
        self._column.setSpacing(10)
        self._build_head()
        self._build_signatures()
        self._build_links()
        self._build_text()
        self.votes = Votes(self._catalogue, self._today)
        self.votes.added.connect(self.voted)
        self.votes.edited.connect(self.edited)
        self.votes.removed.connect(self.removed)
        self._column.addWidget(self.votes)
        self._sources = Card("Who tells of it", margin=10)
        self._source_lines = QVBoxLayout()
        self._sources.content.addLayout(self._source_lines)
        self._column.addWidget(self._sources)
        self._column.addStretch(1)
        self.setWidget(inside)

    # ---- showing

    def show_detail(
        self, detail: AgreementDetail, choices: SessionChoices, *, writable: bool
    ) -> None:
        """Show an agreement; what is being typed in the same one stays."""
        before = self._detail.agreement.id if self._detail is not None else None
        self._detail = detail
        self._show_head(detail, writable=writable)
        self._show_links(detail, writable=writable)
        self._facts.set_choices(
            "handling", [(text, (level, who)) for text, level, who in choices.handling_choices()]
        )
        self._facts.show_record(detail.agreement, writable=writable)
        self._text.show_record(detail.agreement, writable=writable and not detail.signed)
        self._contingent.setChecked(bool(detail.agreement.contingent))
        self._contingent.setEnabled(writable)
        self._text_note.setText(_text_words(detail))
        self._show_blocks(detail, writable=writable)
        self.votes.show_votes(detail.approvals, detail.needed, writable=writable)
        clear(self._source_lines)
        for line in dict.fromkeys(told(line) for line in detail.sources):
            self._source_lines.addWidget(words(line, "secondary", wrap=True))
        self._sources.setVisible(bool(detail.sources))
        if before != detail.agreement.id:
            self.verticalScrollBar().setValue(0)

    def show_problem(self, kind: str, record_id: int, error: TrackerError) -> bool:
        """Show beside the fields why they were not saved; False when it belongs to none."""
        if kind == "signoff":
            block = self.blocks.get(record_id)
            if block is not None:
                block.show_problem(error)
            return block is not None
        if self.votes.show_problem(kind, record_id, error):
            return True
        if kind != "tentative_agreement":
            return False
        return self._facts.show_problem(error) or self._text.show_problem(error)

    def saved(self, kind: str, record_id: int, names: list[str]) -> None:
        """Take errors away from fields that were saved."""
        if kind == "tentative_agreement":
            self._facts.saved(names)
            self._text.saved(names)
        elif kind == "signoff" and record_id in self.blocks:
            self.blocks[record_id].saved()
        elif kind == "approval":
            self.votes.saved(record_id, names)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.viewport().width() >= BESIDE
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._block_row.setDirection(across if beside else down)

    # ---- building

    def _build_head(self) -> None:
        self._chips = Flow(spacing=6)
        self.sheet = QPushButton("Sheet to sign…")
        self.sheet.setToolTip("A page with the text and a block for each side's signature, as PDF")
        self.sheet.clicked.connect(self.sheet_asked)
        self._delete = QPushButton("Delete")
        self._delete.setProperty("look", "quiet")
        self._delete.setToolTip("Move this agreement to the trash; Undo brings it back")
        self._delete.clicked.connect(self._ask_delete)
        head = QHBoxLayout()
        head.addWidget(self._chips, 1)
        head.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._delete, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._reason = words("", "secondary", wrap=True)
        self._column.addWidget(self._reason)

    def _build_signatures(self) -> None:
        signing = Card("Signatures", margin=10)
        self._block_row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._block_row.setSpacing(18)
        signing.content.addLayout(self._block_row)
        self._hash = Elided("", "secondary")
        signing.content.addWidget(self._hash)
        self._column.addWidget(signing)

    def _build_links(self) -> None:
        links = Card("Settles, and rests on", margin=10)
        self._settles = Flow(spacing=6)
        links.content.addWidget(self._settles)
        self._add_issue = self._adder("Settles another issue…", "agreement_issue", "issue_id")
        links.content.addWidget(self._add_issue)
        self._bases = QVBoxLayout()
        self._bases.setSpacing(4)
        links.content.addLayout(self._bases)
        self._add_offer = self._adder("Rests on another offer…", "agreement_basis", "proposal_id")
        links.content.addWidget(self._add_offer)
        self._column.addWidget(links)

    def _build_text(self) -> None:
        card = Card(margin=10)
        self._text = FactGrid(self._catalogue["tentative_agreement"], TEXT, 1)
        self._text.edited.connect(self.edited)
        self._text_note = words("", "secondary", wrap=True)
        self._text_note.setIndent(9)
        self._facts = FactGrid(self._catalogue["tentative_agreement"], FACTS)
        self._facts.edited.connect(self.edited)
        self._contingent = QCheckBox("Holds only with agreement on everything")
        self._contingent.clicked.connect(self._ask_contingent)
        card.content.addWidget(self._text)
        card.content.addWidget(self._text_note)
        card.content.addWidget(self._facts)
        card.content.addWidget(self._contingent)
        self._column.addWidget(card)

    def _adder(self, lead: str, kind: str, field: str) -> PickCombo:
        combo = PickCombo(lead, lead.removesuffix("…"))
        combo.setProperty("look", "inline")
        combo.chose.connect(lambda key: self.linked.emit(kind, {field: key}))
        return combo

    # ---- filling

    def _show_head(self, detail: AgreementDetail, *, writable: bool) -> None:
        agreement = detail.agreement
        self._chips.clear()
        self._chips.add(words(str(agreement.code), "title"))
        tone = AGREEMENT_TONES.get(detail.status.status, "plain")
        self._chips.add(chip(detail.status_words.capitalize(), tone))
        self._chips.add(chip(f"Scope: {label(agreement.scope)}"))
        self._reason.setText(detail.status.reason)
        self._delete.setVisible(writable)

    def _show_links(self, detail: AgreementDetail, *, writable: bool) -> None:
        self._settles.clear()
        for link_id, title in detail.settles:
            mark = QWidget()
            line = row(chip(title), spacing=0, stretch=False)
            if writable:
                what = f"{title} is settled by it"
                line.addWidget(self._remover("agreement_issue", link_id, what))
            mark.setLayout(line)
            self._settles.add(mark)
        if not detail.settles:
            whole = detail.agreement.scope == AgreementScope.WHOLE
            said = "Every issue: the whole contract." if whole else "No issue is named yet."
            self._settles.add(words(said, "secondary"))
        clear(self._bases)
        for basis in detail.rests_on:
            self._bases.addWidget(self._basis(basis, writable=writable))
        if not detail.rests_on:
            self._bases.addWidget(words("It rests on no offer on record.", "secondary"))
        for combo, offered in (
            (self._add_issue, detail.other_issues),
            (self._add_offer, detail.other_offers),
        ):
            combo.offer(offered)
            combo.setVisible(writable and bool(offered))

    def _basis(self, basis: Basis, *, writable: bool) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        opened = link(basis.code, name=f"Open {basis.code}")
        opened.clicked.connect(lambda: self.offer_asked.emit(basis.proposal_id))
        maker = f"{basis.maker}{SIDE_LETTERS.get(basis.side, '')}"
        line = row(
            opened,
            chip(maker, tone_of(basis.side)),
            words(basis.when, "secondary"),
            Elided(basis.says),
            spacing=6,
            stretch=False,
        )
        line.setStretch(3, 1)
        if writable:
            line.addWidget(self._remover("agreement_basis", basis.link_id, f"basis {basis.code}"))
        column.addLayout(line)
        if basis.note:
            note = words(f"Since then: {basis.note}", "note", wrap=True)
            note.setProperty("tone", "disputed")
            column.addWidget(note)
        return widget

    def _remover(self, kind: str, key: int, what: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "small")
        button.setIcon(icon("close"))
        button.setAccessibleName(f"Take out: {what}")
        button.setToolTip("Take this out; Undo brings it back")
        button.clicked.connect(lambda: self.removed.emit(kind, key, what))
        return button

    def _show_blocks(self, detail: AgreementDetail, *, writable: bool) -> None:
        keys = [side.participant_id for side in detail.sides]
        if keys != list(self.blocks):
            clear(self._block_row)
            self.blocks = {key: SignBlock(self._today) for key in keys}
            for block in self.blocks.values():
                block.signed.connect(self.signed)
                block.seat_asked.connect(self.seat_asked)
                block.removed.connect(self.removed)
                self._block_row.addWidget(block, 1)
        has_text = bool(detail.agreement.text_hash)
        for side in detail.sides:
            self.blocks[side.participant_id].show_side(side, writable=writable, has_text=has_text)
        digest = str(detail.agreement.text_hash)
        self._hash.show_text(f"Text SHA-256 {digest}" if digest else "No text is recorded yet.")

    # ---- what happens

    def _ask_delete(self) -> None:
        if self._detail is not None:
            agreement = self._detail.agreement
            self.removed.emit("tentative_agreement", agreement.id, str(agreement.code))

    def _ask_contingent(self, on: bool) -> None:
        if self._detail is not None:
            agreement = self._detail.agreement
            seen = {"contingent": agreement.contingent}
            self.edited.emit("tentative_agreement", agreement.id, {"contingent": on}, seen)

    def code(self) -> str:
        """Give the code of the agreement shown."""
        return "" if self._detail is None else str(self._detail.agreement.code)


def _text_words(detail: AgreementDetail) -> str:
    parts = [detail.text_note]
    if detail.signed:
        parts.append("It is signed, so it stays as it is; a changed text is a new agreement.")
    return " ".join(part for part in parts if part)

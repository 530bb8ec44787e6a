"""Which offers a new one answers: shown in full, with what the rules say to each."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.session_choices import Passed, SessionChoices
from negotiation_tracker.desktop.widgets.chip_delegate import tone_of
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.pick_combo import PickCombo
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, words
from negotiation_tracker.services.proposal_edits import CounterFinding


class AnswerList(Card):
    """The offers that will be answered.

    An offer just picked that the rules refuse is not taken, and the reason is shown. One that
    was taken and that a later change of date or side makes impossible stays, marked.

    Signals:
        changed: an offer was picked or taken out.

    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__(margin=10)
        self._choices: SessionChoices | None = None
        self._keys: list[int] = []
        self._candidate: int | None = None
        self._remarks: dict[int, CounterFinding] = {}
        self._heading = words("What it will counter", "heading")
        self.content.addWidget(self._heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        self.content.addLayout(self._rows)
        self.pick = PickCombo("Counters an offer…", "Offer that it counters")
        self.pick.chose.connect(self._picked)
        self.content.addWidget(self.pick)
        self.refusal = Note()
        self.content.addWidget(self.refusal)

    def start(self, choices: SessionChoices, keys: Sequence[int]) -> None:
        """Begin with these offers."""
        self._choices = choices
        self._keys = list(keys)
        self._candidate = None
        self._remarks = {}
        self.refusal.say("")
        self._show()

    def keys(self) -> tuple[int, ...]:
        """Give the offers that will be answered."""
        return tuple(self._keys)

    def all_keys(self) -> tuple[int, ...]:
        """Give the same with the one that was picked and is still being looked at."""
        if self._candidate is None:
            return self.keys()
        return (*self._keys, self._candidate)

    def codes(self) -> list[str]:
        """Give the codes of the offers that will be answered."""
        return [p.code for key in self._keys if (p := self._offer(key)) is not None]

    def show_findings(self, found: Sequence[CounterFinding]) -> None:
        """Take the offer just picked, unless it is refused; say what else the rules remark."""
        self._remarks = {}
        for finding in found:
            before = self._remarks.get(finding.proposal_id)
            if before is None or (finding.refused and not before.refused):
                self._remarks[finding.proposal_id] = finding
        candidate, self._candidate = self._candidate, None
        if candidate is not None:
            finding_ = self._remarks.get(candidate)
            if finding_ is not None and finding_.refused:
                self.refusal.say(finding_.message, wrong=True)
            else:
                self.refusal.say("")
                self._keys.append(candidate)
        self._show()

    # ---- inside

    def _offer(self, key: int) -> Passed | None:
        if self._choices is None:
            return None
        return next((p for p in self._choices.passed if p.id == key), None)

    def _show(self) -> None:
        clear(self._rows)
        if not self._keys:
            self._rows.addWidget(words("Nothing: it is an offer of its own.", "secondary"))
        for key in self._keys:
            offer = self._offer(key)
            if offer is not None:
                self._rows.addWidget(self._row(offer))
        self._offer_more()

    def _offer_more(self) -> None:
        offered: list[tuple[str, int | None]] = []
        if self._choices is not None:
            for p in self._choices.passed:
                party = self._choices.party(p.from_id)
                who = party.lettered() if party is not None else ""
                if p.id not in self._keys:
                    offered.append((f"{p.code}, {who}, {p.when}: {p.what}", p.id))
        lead = "Counters another offer as well…" if self._keys else "Counters an offer…"
        self.pick.offer(offered, lead)
        self.pick.setVisible(bool(offered))

    def _row(self, offer: Passed) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(words(offer.code, "strong"))
        party = self._choices.party(offer.from_id) if self._choices is not None else None
        if party is not None:
            line.addWidget(chip(party.lettered(), tone_of(party.side)))
        line.addWidget(words(offer.when, "secondary"))
        line.addStretch(1)
        remove = QToolButton()
        remove.setProperty("look", "small")
        remove.setIcon(icon("close"))
        remove.setAccessibleName(f"Do not counter {offer.code}")
        remove.setToolTip(f"Do not counter {offer.code}")
        remove.clicked.connect(lambda: self._drop(offer.id))
        line.addWidget(remove)
        column.addLayout(line)
        if offer.what:
            column.addWidget(words(offer.what, wrap=True))
        finding = self._remarks.get(offer.id)
        if finding is not None:
            note = Note()
            note.say(finding.message, wrong=finding.refused)
            column.addWidget(note)
        return widget

    def _picked(self, key: int) -> None:
        self.refusal.say("")
        self._candidate = key
        self.changed.emit()

    def _drop(self, key: int) -> None:
        self._keys.remove(key)
        self._remarks.pop(key, None)
        self._show()
        self.changed.emit()

"""The form for one session: its facts, its log, its proposals, who was there, what comes next."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.models.session_choices import SessionChoices
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.attendance_list import AttendanceList
from negotiation_tracker.desktop.widgets.entry_log import EntryLog
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.follow_ups import FollowUps
from negotiation_tracker.desktop.widgets.on_the_table import OnTheTable
from negotiation_tracker.desktop.widgets.proposal_card import CounterChoice, ProposalCard
from negotiation_tracker.desktop.widgets.session_details import NextMeeting, SessionDetails
from negotiation_tracker.desktop.widgets.words import Card, words

_SIDE_WIDTH = 318
_NARROW = 900
_UNLIMITED = 16_777_215  # Qt's own "no limit"
_LEAST_WIDTH = 520
_LAYOUT_MS = 40


class SessionForm(QWidget):
    """Everything about one session, as typed; nothing is saved from here.

    Signals:
        changed: something was typed or picked.
        card_added: a proposal was added and laid out; its card, to be brought into view.

    """

    changed = Signal()
    card_added = Signal(QWidget)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices: SessionChoices | None = None
        self._blank: dict[str, Any] = {}
        self._removed: list[dict[str, Any]] = []
        self._serial = 0
        self._quiet = False
        self.cards: list[ProposalCard] = []
        self.details = SessionDetails(self.today, self.zone)
        self.log = EntryLog(theme, self.zone)
        self.attendance = AttendanceList(theme)
        self.next = NextMeeting(self.today, self.zone)
        self.follow_ups = FollowUps(self.today)
        self.on_the_table = OnTheTable()
        self.add_button = QPushButton("Add proposal   F7")
        self.add_button.setAccessibleName("Add a proposal or counterproposal")
        self.put_back = QPushButton("Put the removed proposal back")
        self.put_back.setProperty("look", "link")
        self.put_back.hide()
        self.proposals_note = Note()
        self._proposals = QVBoxLayout()
        self._lay_out()
        self.add_button.clicked.connect(self.add_proposal)
        self.put_back.clicked.connect(self._on_put_back)
        self.on_the_table.answer_asked.connect(self._answer)
        for part in (self.details, self.log, self.attendance, self.next, self.follow_ups):
            part.changed.connect(self._on_changed)

    def today(self) -> date:
        """Give the present day at the table."""
        return self._choices.today if self._choices is not None else _now("UTC").date()

    def zone(self) -> str:
        """Give the time zone of the table."""
        return self._choices.zone if self._choices is not None else "UTC"

    # -- what it holds --

    @property
    def choices(self) -> SessionChoices | None:
        """Give what is offered now."""
        return self._choices

    def begin(self, choices: SessionChoices) -> None:
        """Start an empty form for a negotiation, with the defaults of its last session."""
        self._quiet = True
        self._offer(choices)
        self.details.reset(choices)
        self.log.clear()
        self.next.restore({})
        self.next.clear_problems()
        self.follow_ups.restore({})
        self._clear_proposals()
        self._removed = []
        self._say_proposals()
        self._quiet = False
        self._blank = self.state()

    def offer_again(self, choices: SessionChoices) -> None:
        """Offer what has changed in the record meanwhile; what was typed stays."""
        before = self._choices
        if not self.is_touched() and before is not None and before.defaults != choices.defaults:
            self.begin(choices)
            return
        touched = self.is_touched()
        self._quiet = True
        there = self.attendance.state()
        self._offer(choices)
        self.attendance.restore(there)
        self._quiet = False
        if not touched:
            self._blank = self.state()

    def state(self) -> dict[str, Any]:
        """Give everything as plain values, for a draft."""
        return {
            "details": self.details.state(),
            "log": self.log.state(),
            "attendance": self.attendance.state(),
            "next": self.next.values(),
            "follow_ups": self.follow_ups.state(),
            "proposals": [card.state() for card in self.filled_cards()],
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put back what `state` gave."""
        self._quiet = True
        self.details.restore(state.get("details", {}))
        self.log.restore(state.get("log", {}))
        self.attendance.restore(state.get("attendance", {}))
        self.next.restore(state.get("next", {}))
        self.follow_ups.restore(state.get("follow_ups", {}))
        self._clear_proposals()
        for entry in state.get("proposals", ()):
            self._make_card(int(entry.get("serial", self._serial + 1))).restore(entry)
        self._say_proposals()
        self._quiet = False

    def is_touched(self) -> bool:
        """Say whether anything differs from the form as it began."""
        return self.state() != self._blank

    def filled_cards(self) -> list[ProposalCard]:
        """List the proposals on which something was typed."""
        return [card for card in self.cards if not card.is_empty()]

    # -- errors --

    def clear_problems(self) -> None:
        """Take all errors away."""
        self.details.clear_problems()
        self.next.clear_problems()
        for card in self.cards:
            card.clear_problems()

    def first_problem(self) -> QWidget | None:
        """Show what can be seen to be wrong before anything is sent; gives the first editor."""
        found: list[QWidget | None] = []
        for part in (self.details, self.next):
            found += [part.show_problem(field, text) for field, text in part.problems().items()]
        for card in self.cards:
            for row in card.filled_rows():
                if not row.issue.text().strip():
                    found.append(row.show_problem("issue_id", "Name the issue it is about."))
        if self.log.who_problem() and self.log.text.text().strip():
            self.log.show_problem(self.log.who_problem())
            found.append(self.log.who)
        if self.log.time.problem():
            self.log.show_problem(self.log.time.problem())
            found.append(self.log.time)
        return next((editor for editor in found if editor is not None), None)

    # -- proposals --

    def add_proposal(self) -> ProposalCard:
        """Add a card, from the side that did not speak last, and go to it."""
        empty = next((card for card in self.cards if card.is_empty()), None)
        card = empty or self._make_card(self._serial + 1)
        self._say_proposals()
        card.rows[0].issue.setFocus()
        # Its place in the scroll area is known only after the layouts have run.
        QTimer.singleShot(_LAYOUT_MS, card, lambda: self.card_added.emit(card))
        return card

    def _answer(self, issue_id: int) -> None:
        """Begin a proposal that answers the latest on an issue, from the other side."""
        card = self.add_proposal()
        row = card.rows[0]
        row.issue.set_key(issue_id)
        if self._choices is not None:
            latest = next((p for p in self._choices.passed if issue_id in p.issue_ids), None)
            principals = [p for p in self._choices.parties if p.principal]
            if latest is not None:
                others = [p.id for p in principals if p.side != latest.side]
                card.proposer.set_value(others[0] if others else None)
        row.issue_changed.emit()
        row.summary.setFocus()

    def _make_card(self, serial: int) -> ProposalCard:
        card = ProposalCard(serial, self._counterable)
        self._serial = max(self._serial, serial)
        before = self.cards[-1] if self.cards else None
        self.cards.append(card)
        self._proposals.addWidget(card)
        if self._choices is not None:
            card.set_choices(self._choices)
            card.proposer.set_value(self._next_sender(before))
        card.changed.connect(self._on_changed)
        card.shape_changed.connect(self._on_shape)
        card.removal_asked.connect(lambda: self._remove(card))
        self._number()
        return card

    def _next_sender(self, before: ProposalCard | None) -> int | None:
        """Give the other side of whoever proposed last, in this form or before it."""
        if self._choices is None:
            return None
        principals = [p for p in self._choices.parties if p.principal]
        last = before.side() if before is not None else ""
        if not last and self._choices.passed:
            last = self._choices.passed[0].side
        other = next((p for p in principals if p.side != last), None)
        chosen = other or (principals[0] if principals else None)
        return chosen.id if chosen is not None else None

    def _counterable(self, card: ProposalCard) -> Iterable[CounterChoice]:
        place = self.cards.index(card) if card in self.cards else len(self.cards)
        for earlier in reversed(self.cards[:place]):
            if not earlier.is_empty():
                yield earlier.as_counter_choice()
        if self._choices is None:
            return
        for passed in self._choices.passed:
            party = self._choices.party(passed.from_id)
            name = party.lettered() if party is not None else "not named"
            text = f"{passed.code} · {name} · {passed.when} · {passed.what}"
            yield CounterChoice(("old", passed.id), text, passed.side, frozenset(passed.issue_ids))

    def _remove(self, card: ProposalCard) -> None:
        if not card.is_empty():
            self._removed.append(card.state())
        self.cards.remove(card)
        self._proposals.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._number()
        self._say_proposals()
        self.add_button.setFocus()
        self._on_shape()
        self._on_changed()

    def _on_put_back(self) -> None:
        if self._removed:
            entry = self._removed.pop()
            card = self._make_card(self._serial + 1)
            card.restore(entry)
            card.rows[0].issue.setFocus()
        self._say_proposals()
        self._on_changed()

    def _clear_proposals(self) -> None:
        for card in self.cards:
            self._proposals.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []

    def _number(self) -> None:
        for place, card in enumerate(self.cards, start=1):
            card.set_place(place)

    def _say_proposals(self) -> None:
        self.put_back.setVisible(bool(self._removed))
        self.proposals_note.say(
            ""
            if self.cards
            else "Proposals and counterproposals passed at this session. F7 adds one; the side "
            "that has not spoken last, and what it counters, are filled in for you to check."
        )

    def _on_shape(self) -> None:
        for card in self.cards:
            card.refresh_counters()

    # -- inside --

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        """Put the side column below the rest where there is no room beside it."""
        narrow = width < _NARROW
        self._below.setDirection(
            QHBoxLayout.Direction.TopToBottom if narrow else QHBoxLayout.Direction.LeftToRight
        )
        self._side.setMinimumWidth(0 if narrow else _SIDE_WIDTH)
        self._side.setMaximumWidth(_UNLIMITED if narrow else _SIDE_WIDTH)

    def minimumSizeHint(self) -> QSize:
        # The side column moves below, so its width does not hold the form open.
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def _offer(self, choices: SessionChoices) -> None:
        self._choices = choices
        self.details.set_choices(choices)
        self.log.set_choices(choices)
        self.attendance.set_choices(choices)
        self.follow_ups.set_choices(choices)
        self.on_the_table.set_choices(choices)
        for card in self.cards:
            card.set_choices(choices)

    def _on_changed(self) -> None:
        if not self._quiet:
            self.changed.emit()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(14)
        log = Card("Log")
        log.content.addWidget(self.log)
        left.addWidget(log)
        left.addWidget(self._proposals_card())
        left.addStretch(1)
        self._side = self._side_column()
        self._below = QHBoxLayout()
        self._below.setSpacing(14)
        self._below.addLayout(left, 1)
        self._below.addWidget(self._side)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 0, 20, 18)
        layout.setSpacing(14)
        layout.addWidget(self.details)
        layout.addLayout(self._below, 1)

    def _proposals_card(self) -> Card:
        proposals = Card()
        top = QHBoxLayout()
        top.addWidget(words("Proposals passed", "heading"))
        top.addStretch(1)
        top.addWidget(self.put_back)
        top.addWidget(self.add_button)
        proposals.content.addLayout(top)
        proposals.content.addWidget(self.proposals_note)
        self._proposals.setSpacing(8)
        proposals.content.addLayout(self._proposals)
        return proposals

    def _side_column(self) -> QWidget:
        people = Card()
        head = QHBoxLayout()
        head.addWidget(words("At the table", "heading"))
        head.addStretch(1)
        head.addWidget(self.attendance.everybody)
        people.content.addLayout(head)
        people.content.addWidget(self.attendance)
        owed = Card("Owed after this session")
        owed.content.addWidget(self.follow_ups)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(14)
        for card in (people, self.on_the_table, self.next, owed):
            right.addWidget(card)
        right.addStretch(1)
        return side


def _now(zone: str) -> datetime:
    return datetime.now(ZoneInfo(zone))

"""Authorised offers: what a side allows the mediator to tell the other, and conveying it."""

from dataclasses import dataclass
from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.widgets.authorised_card import AuthorisedCard
from negotiation_tracker.desktop.widgets.authorised_form import AuthorisedForm
from negotiation_tracker.desktop.widgets.words import clear, words
from negotiation_tracker.model.handling import RECORDING_AUDIENCES
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services import authorised_offers as authorised
from negotiation_tracker.services.authorised_offers import (
    CONVEY_LABEL,
    AuthorisedLine,
    AuthoriseOffer,
)
from negotiation_tracker.services.room_workspace import room_of, rooms_of
from negotiation_tracker.services.workspace import Workspace

_ABOUT = (
    "An offer stays in the room of the side that authorised it until you convey it. Conveying "
    "makes a new proposal with the exact terms; nothing else crosses."
)


@dataclass(frozen=True, slots=True)
class Found:
    """What the page shows: the offers, the rooms that may authorise here, and which room it is."""

    lines: tuple[AuthorisedLine, ...]
    rooms: tuple[Room, ...]
    room: Room | None


class AuthorisedPage(Page):
    """Above the form, below the offers, the newest first."""

    key = "authorised"
    title = "Authorised offers"

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.form = AuthorisedForm()
        self.form.written.connect(self._authorise)
        self.cards: dict[int, AuthorisedCard] = {}
        self._said = words(_ABOUT, "secondary", wrap=True)
        inside = QWidget()
        inside.setProperty("look", "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 4)
        self._column.setSpacing(10)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setAccessibleName("Authorised offers, newest first")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 16, 12)
        layout.setSpacing(12)
        layout.addWidget(words("Authorised offers", "title"))
        layout.addWidget(self._said)
        layout.addWidget(self.form)
        layout.addWidget(area, 1)
        self.setFocusProxy(self.form.terms)

    def refresh(self) -> None:
        negotiation = self.negotiation_id
        if negotiation is None:
            self._show(Found((), (), None))
            return

        def job(ws: Workspace) -> Found:
            rooms = tuple(r for r in rooms_of(ws, negotiation) if not r.joint)
            lines = authorised.offers(ws, negotiation, datetime.now(UTC))
            return Found(lines, rooms, room_of(ws))

        self.context.tasks.read(job, self._show, newest_of=("authorised", id(self)))

    def _show(self, found: Found) -> None:
        here = found.room is None or not found.room.joint
        sides = [r for r in found.rooms if found.room in (None, r)]
        writable = self._writable() and here and bool(sides)
        self.form.setVisible(writable)
        self.form.offer(
            self.negotiation_id or 0,
            [(room.label, room.participant_id or 0) for room in sides],
        )
        self._said.setText(
            _ABOUT if here else "Nothing is authorised in the joint room. Go to a side's room."
        )
        clear(self._column)
        self.cards = {}
        for line in found.lines:
            card = AuthorisedCard(line, writable=writable)
            card.read_back.connect(self._read_back)
            card.conveyed.connect(self._convey)
            card.withdrawn.connect(self._withdraw)
            card.answered.connect(self._answer)
            self.cards[line.record.id] = card
            self._column.addWidget(card)
        self._column.addStretch(1)

    def _authorise(self, command: AuthoriseOffer) -> None:
        def verb(writer: RecordWriter) -> int:
            return authorised.authorise(writer, command)

        self.context.tasks.change(
            "Record authorised offer", verb, lambda _: self.form.clear(), self.form.show_error
        )

    def _read_back(self, offer_id: int) -> None:
        self.context.tasks.read(
            lambda ws: authorised.read_back(ws, offer_id),
            self.cards[offer_id].show_read_back,
            newest_of=("read back", id(self)),
        )

    def _convey(self, offer_id: int) -> None:
        self.context.tasks.change(CONVEY_LABEL, lambda writer: authorised.convey(writer, offer_id))

    def _withdraw(self, offer_id: int) -> None:
        label = "Withdraw authorised offer"
        self.context.tasks.change(label, lambda writer: authorised.withdraw(writer, offer_id).id)

    def _answer(self, offer_id: int, text: str) -> None:
        label = "Record answer to offer"
        self.context.tasks.change(
            label, lambda writer: authorised.respond(writer, offer_id, text).id
        )

    def _writable(self) -> bool:
        state = self.context.tasks.state
        read_only = state is not None and state.read_only
        return not read_only and self.reader.audience in RECORDING_AUDIENCES

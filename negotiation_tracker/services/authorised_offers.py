"""Offers that a side authorises the mediator to convey, and conveying them.

What a side authorised stays in its room. Conveying is an act of its own, never a change of mark:
it makes a new proposal, worked out as if it were logged in the joint room, so that it can refer
to nothing, and be numbered after nothing, that the other side may not see (domain book, A6, B4).
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from zoneinfo import ZoneInfo

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import FieldProblem, InvalidInput, TrackerError
from negotiation_tracker.model.record import Dossier, Record, RecordView, RecordWriter
from negotiation_tracker.model.vocabulary import AuthorisedOfferStatus, Formality, Stance, label
from negotiation_tracker.rules import rooms
from negotiation_tracker.rules.line_items import split_stance
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.rules.term_text import read_terms
from negotiation_tracker.rules.wording import participant_name, stance_words, term_words
from negotiation_tracker.services import people, proposals, records
from negotiation_tracker.services.commands import ItemLine, LogProposal, term_line
from negotiation_tracker.services.room_workspace import RoomWorkspace
from negotiation_tracker.services.room_writing import RoomView, RoomWriter
from negotiation_tracker.services.workspace import Workspace

CONVEY_LABEL = "Convey authorised offer"


@dataclass(frozen=True)
class AuthoriseOffer:
    """An offer that a side authorises.

    Attributes:
        negotiation_id: the talks.
        from_id: the side.
        items: (title of the issue, exact terms as typed: "23% over 5 years; $1,000 bonus").
        authorised_by: name of the person who said it may be conveyed; "" when not recorded.
        fields: further fields by name: ``conditions``, ``kept_back``, ``valid_until``,
            ``valid_until_at``, ``authorised_on`` (today unless given), ``authorised_at``,
            ``authorised_by_id``, ``session_id``, ``engagement_id``.

    """

    negotiation_id: int
    from_id: int
    items: tuple[tuple[str, str], ...]
    authorised_by: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What conveying an offer shows, read from the record as it would be.

    Attributes:
        lines: all that becomes visible, in words; nothing else crosses.
        seen_by: names of the rooms that see it from then on.

    """

    lines: tuple[str, ...]
    seen_by: tuple[str, ...]

    @property
    def text(self) -> str:
        """Give the lines as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class AuthorisedLine:
    """An authorised offer in words.

    Attributes:
        record: the record.
        whose: name of the side.
        status: what became of it by now, lapsed when its time is over.
        until: until when it may be conveyed; "" when not said.
        by: who authorised it; "" when not recorded.
        conveyed_as: code of the proposal it became; "".

    """

    record: Record
    whose: str
    status: AuthorisedOfferStatus
    until: str
    by: str
    conveyed_as: str

    @property
    def open(self) -> bool:
        """Say whether it may be conveyed now."""
        return self.status is AuthorisedOfferStatus.OPEN


def authorise(writer: RecordWriter, command: AuthoriseOffer) -> int:
    """Record an offer in the room of the side that authorises it; give its key.

    Raises:
        InvalidInput: terms are missing, the side has no room, or a field cannot be read.
        NotFound: there are no such talks.

    """
    records.need(writer, "negotiation", command.negotiation_id)
    room = rooms.room_of(writer, command.from_id)
    if room is None or room.negotiation_id != command.negotiation_id:
        message = "An offer is authorised by a party of talks in which this desk mediates."
        raise InvalidInput([FieldProblem("from_id", message)])
    own = writer if isinstance(writer, RoomWriter) else RoomWriter(writer, room)
    pairs = [(" ".join(t.split()), " ".join(said.split())) for t, said in command.items]
    if not pairs or not all(title and said for title, said in pairs):
        message = "Say the exact terms: each issue with what may be conveyed on it."
        raise InvalidInput([FieldProblem("terms", message)])
    fields: dict[str, object] = {
        "authorised_on": "today",
        **{name: value for name, value in command.fields.items() if value not in (None, "")},
        "negotiation_id": command.negotiation_id,
        "from_id": command.from_id,
        "terms": "\n".join(f"{title}: {said}" for title, said in pairs),
    }
    if command.authorised_by.strip():
        fields["authorised_by_id"] = people.find_or_add(own, command.authorised_by.strip()).id
    return records.create(own, "authorised_offer", fields)


def withdraw(writer: RecordWriter, offer_id: int) -> Record:
    """Record that the side takes its authorisation back; NotFound, or TrackerError if too late."""
    offer = records.need(writer, "authorised_offer", offer_id)
    if offer.status != AuthorisedOfferStatus.OPEN:
        raise _refused(f"This offer is {label(offer.status)} already.")
    return writer.update("authorised_offer", offer_id, status=AuthorisedOfferStatus.WITHDRAWN)


def respond(writer: RecordWriter, offer_id: int, text: str) -> Record:
    """Record what may be told to the side that authorised it about the other side's answer.

    The other side's own words belong in its room; this stands in the room of the offer.

    Raises:
        NotFound: there is no such offer here.
        TrackerError: it was not conveyed yet.

    """
    offer = records.need(writer, "authorised_offer", offer_id)
    if offer.status != AuthorisedOfferStatus.CONVEYED:
        raise _refused("This offer was not conveyed, so there is no answer to it.")
    return records.edit(writer, "authorised_offer", offer_id, {"response": text})


def convey(
    writer: RecordWriter, offer_id: int, formality: str = Formality.MEDIATOR_CONFIDENTIAL
) -> int:
    """Convey an offer: make a proposal that both sides see; give the key of the proposal.

    Only sides, day, and the exact terms cross; not the conditions, what is kept back, who
    authorised it, when, or where. What is said in mediation moves no formal position, so the
    proposal is the mediator's confidence unless it is said to be formal (Evid. Code 1119).

    Args:
        writer: the open change, at the desk or in the room of the side that authorised it.
        offer_id: the authorised offer.
        formality: how the proposal counts.

    Raises:
        NotFound: there is no such offer to be seen here.
        TrackerError: it was withdrawn, has lapsed, or was conveyed already.

    """
    offer = records.need(writer, "authorised_offer", offer_id)
    negotiation = records.need(writer, "negotiation", offer.negotiation_id)
    zone = ZoneInfo(str(negotiation.timezone))
    _must_be_open(offer, writer.now, zone)
    base = writer.base if isinstance(writer, RoomWriter) else writer
    joint = RoomWriter(base, rooms.rooms(base, negotiation.id)[-1])
    today = writer.now.astimezone(zone)
    fields: dict[str, object] = {
        "from_id": offer.from_id,
        "channel": "via_mediator",
        "formality": formality,
        "date": today.date().isoformat(),
        "time": f"{today:%H:%M}",
    }
    items = tuple(_item(joint, negotiation.id, *pair) for pair in _pairs(base, offer))
    key = proposals.log(joint, LogProposal(negotiation.id, fields, items))
    proposal = records.need(base, "proposal", key)
    base.update(
        "authorised_offer",
        offer_id,
        status=AuthorisedOfferStatus.CONVEYED,
        conveyed_on=proposal.date,
        conveyed_at=proposal.time,
        conveyed_as_id=key,
    )
    return key


def read_back(
    ws: Workspace, offer_id: int, formality: str = Formality.MEDIATOR_CONFIDENTIAL
) -> ReadBack:
    """Give exactly what conveying would show to the other side; nothing is changed.

    The offer is conveyed in a change that is thrown away, and read through the eyes of the other
    room.

    Raises:
        NotFound, TrackerError: as `convey`.

    """
    found: list[ReadBack] = []

    def attempt(writer: RecordWriter) -> None:
        key = convey(writer, offer_id, formality)
        base = writer.base if isinstance(writer, RoomWriter) else writer
        found.append(_shown(base, records.need(base, "proposal", key)))
        raise _Enough

    with contextlib.suppress(_Enough):
        ws.change("Read back", attempt, undoable=False)
    return found[0]


def offers(ws: Workspace, negotiation_id: int, now: datetime) -> tuple[AuthorisedLine, ...]:
    """List the authorised offers that may be seen here, the newest first; status as of `now`."""
    if isinstance(ws, RoomWorkspace) and ws.room.joint:
        return ()
    dossier = ws.dossier(negotiation_id)
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        return ()
    zone = ZoneInfo(str(negotiation.timezone))
    found = dossier.where("authorised_offer", negotiation_id=negotiation_id)
    return tuple(_line(dossier, offer, now, zone) for offer in reversed(found))


def status_at(offer: Record, now: datetime, zone: ZoneInfo) -> AuthorisedOfferStatus:
    """Say what became of an offer; one whose last day, or hour of it, is over has lapsed."""
    status = AuthorisedOfferStatus(offer.status)
    if status is not AuthorisedOfferStatus.OPEN or offer.valid_until is None:
        return status
    last = offer.valid_until.latest
    if last is None:
        return status
    at = time.max if offer.valid_until_at is None else offer.valid_until_at.time
    over = now.astimezone(zone) > datetime.combine(last, at, zone)
    return AuthorisedOfferStatus.LAPSED if over else status


class _Enough(Exception):
    """Throws a change away that was made only to see what it would show."""


def _must_be_open(offer: Record, now: datetime, zone: ZoneInfo) -> None:
    status = status_at(offer, now, zone)
    if status is AuthorisedOfferStatus.LAPSED:
        raise _refused(
            f"This offer may no longer be conveyed: it was authorised until {_until(offer)}.",
            "Ask the side whether it still stands, and authorise it anew.",
        )
    if status is AuthorisedOfferStatus.WITHDRAWN:
        raise _refused("This offer was withdrawn by the side that authorised it.")
    if status is AuthorisedOfferStatus.CONVEYED:
        raise _refused("This offer was conveyed already.", "Authorise a new one to convey more.")


def _refused(title: str, hint: str = "") -> TrackerError:
    return TrackerError(title, "Nothing was changed.", hint)


def _pairs(view: RecordView, offer: Record) -> list[tuple[str, str]]:
    """Part the terms into issues and words; a title may hold a colon itself."""
    issues = view.where("issue", negotiation_id=offer.negotiation_id)
    titles = sorted({str(i.title) for i in issues}, key=len, reverse=True)
    found = []
    for line in str(offer.terms).splitlines():
        known = next((t for t in titles if line.startswith(f"{t}: ")), None)
        title, _, said = (
            line.partition(": ") if known is None else (known, "", line[len(known) + 2 :])
        )
        if title.strip() and said.strip():
            found.append((title.strip(), said.strip()))
    if not found:
        raise _refused(
            "The terms of this offer name no issue.", "Write each as “Issue: what is offered”."
        )
    return found


def _item(joint: RoomView, negotiation_id: int, title: str, said: str) -> ItemLine:
    """Read terms on an issue that both sides know by this title, or else on a new one."""
    known = joint.where("issue", negotiation_id=negotiation_id)
    issue = next((i for i in known if str(i.title).casefold() == title.casefold()), None)
    stance, words = split_stance(said)
    read = read_terms(words, "" if issue is None else str(issue.category))
    return ItemLine(
        issue_id=None if issue is None else issue.id,
        new_issue="" if issue is not None else title,
        stance="" if stance is None else stance.value,
        summary="; ".join(piece.typed for piece in read if not piece.is_number),
        terms=tuple(term_line(piece) for piece in read if piece.is_number),
    )


def _shown(base: RecordView, proposal: Record) -> ReadBack:
    every = rooms.rooms(base, proposal.negotiation_id)
    others = [room for room in every if room.participant_id not in (None, proposal.from_id)]
    seen_by = tuple(room.name for room in every if RoomView(base, room).sees(proposal))
    return ReadBack(_words(RoomView(base, others[0]), proposal, others[0]), seen_by)


def _words(view: RoomView, proposal: Record, room: Room) -> tuple[str, ...]:
    """Put into words what a room sees of a proposal, field by field."""
    to = participant_name(view, proposal.to_id)
    when = proposal.date.describe() if isinstance(proposal.date, FuzzyDate) else ""
    how = f"{label(proposal.channel)}, {label(proposal.formality)}"
    head = f"{proposal.code} from {participant_name(view, proposal.from_id)}"
    lines = [f"{head}{f' to {to}' if to else ''} · {when} · {how}"]
    for item in view.where("proposal_item", proposal_id=proposal.id):
        issue = view.get("issue", item.issue_id)
        terms = [term_words(term) for term in view.where("term", item_id=item.id)]
        kept = stance_words(item) if item.stance == Stance.MAINTAIN_CURRENT else ""
        said = "; ".join(filter(None, [kept, *terms, str(item.summary)]))
        lines.append(f"{'' if issue is None else issue.title}: {said}")
    return tuple(lines)


def _line(dossier: Dossier, offer: Record, now: datetime, zone: ZoneInfo) -> AuthorisedLine:
    person = dossier.get("person", offer.authorised_by_id or 0)
    proposal = dossier.get("proposal", offer.conveyed_as_id or 0)
    return AuthorisedLine(
        record=offer,
        whose=participant_name(dossier, offer.from_id),
        status=status_at(offer, now, zone),
        until=_until(offer),
        by="" if person is None else str(person.name),
        conveyed_as="" if proposal is None else str(proposal.code),
    )


def _until(offer: Record) -> str:
    if offer.valid_until is None:
        return ""
    at = "" if offer.valid_until_at is None else f", {offer.valid_until_at.time:%H:%M}"
    return f"{offer.valid_until.describe()}{at}"

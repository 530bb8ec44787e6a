"""What a side authorised crosses only by being conveyed, and then only its terms."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from negotiation_tracker.model.errors import InvalidInput, NotFound, TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import authorised_offers as authorised
from negotiation_tracker.services.authorised_offers import AuthoriseOffer
from negotiation_tracker.services.workspace import Workspace
from tests.services.mediation import Mediation

SECRETS = ("Quetzalina", "snowdriftcondition", "keptbackword")


@pytest.fixture
def med(ws: Workspace) -> Mediation:
    return Mediation(ws)


def _authorise(med: Mediation, at: Workspace | None = None, **fields: object) -> int:
    command = AuthoriseOffer(
        med.id,
        med.union,
        (
            ("Wages", "23% over 5 years; $1,000 bonus"),
            ("Parking: north lot", "40 places"),
            ("Rest breaks", "sq"),
        ),
        authorised_by="Quetzalina Example",
        fields={
            "conditions": "only if snowdriftcondition",
            "kept_back": "would take keptbackword",
            **fields,
        },
    )
    return med.do(lambda w: authorised.authorise(w, command), at)


def _convey(key: int, writer: RecordWriter) -> None:
    authorised.convey(writer, key)


def _withdraw(key: int, writer: RecordWriter) -> None:
    authorised.withdraw(writer, key)


@pytest.mark.parametrize("at", ["desk", "room"])
def test_conveying_shows_the_terms_and_nothing_else(med: Mediation, at: str) -> None:
    door = med.a if at == "room" else med.ws
    key = _authorise(med, door)
    before = len(med.all("proposal"))
    seen = authorised.read_back(door, key)
    assert len(med.all("proposal")) == before
    proposal = med.do(lambda w: authorised.convey(w, key), door)
    assert seen.lines[1:] == (
        "Wages: 23% over five years; $1,000 bonus",
        "Parking: north lot: 40 places",
        "Rest breaks: keep the current language",
    )
    assert seen.seen_by == ("Room A", "Room B", "Joint")
    for room in (med.b, med.joint, med.a):
        assert room.find("proposal", proposal) is not None
    other = med.b.dossier_of_all()
    text = " ".join(str(value) for record in other for value in record.values().values())
    assert not [word for word in SECRETS if word in text]
    assert other.all("authorised_offer") == []
    record = med.ws.find("authorised_offer", key)
    assert record is not None
    assert (record.status, record.conveyed_as_id) == ("conveyed", proposal)
    made = med.b.find("proposal", proposal)
    assert made is not None
    assert (made.code, made.handling, made.channel) == ("P1", "mediation_joint", "via_mediator")
    assert made.formality == "mediator_confidential"
    assert seen.lines[0].startswith("P1 from Example Workers to Sample Works")


def test_an_offer_is_conveyed_once_and_only_while_it_stands(med: Mediation) -> None:
    conveyed, withdrawn = _authorise(med), _authorise(med)
    lapsed = _authorise(med, valid_until="2020-01-02", authorised_on="2020-01-01")
    med.do(lambda w: authorised.convey(w, conveyed))
    med.do(lambda w: authorised.withdraw(w, withdrawn))
    for key, words in ((conveyed, "conveyed already"), (withdrawn, "withdrawn"), (lapsed, "until")):
        with pytest.raises(TrackerError, match=words):
            med.ws.change("Test", partial(_convey, key))
    lines = {line.record.id: line for line in authorised.offers(med.ws, med.id, datetime.now(UTC))}
    assert [str(lines[k].status) for k in (conveyed, withdrawn, lapsed)] == [
        "conveyed",
        "withdrawn",
        "lapsed",
    ]
    assert lines[conveyed].conveyed_as == "P1"
    assert lines[conveyed].by == "Quetzalina Example"


def test_an_hour_of_the_last_day_counts(med: Mediation) -> None:
    key = _authorise(med, valid_until="2030-05-02", valid_until_at="17:00")
    offer = med.ws.find("authorised_offer", key)
    negotiation = med.ws.find("negotiation", med.id)
    assert offer is not None
    assert negotiation is not None
    [line] = authorised.offers(med.ws, med.id, datetime(2030, 5, 2, 23, 59, tzinfo=UTC))
    assert line.open  # 17:00 in Los Angeles is midnight UTC
    later = datetime(2030, 5, 3, tzinfo=UTC) + timedelta(minutes=1)
    [line] = authorised.offers(med.ws, med.id, later)
    assert line.status == "lapsed"


def test_the_other_room_can_do_nothing_with_it(med: Mediation) -> None:
    key = _authorise(med, med.a)
    for room in (med.b, med.joint):
        assert authorised.offers(room, med.id, datetime.now(UTC)) == ()
        for verb in (_convey, _withdraw):
            with pytest.raises(NotFound):
                room.change("Test", partial(verb, key))
        with pytest.raises(NotFound):
            authorised.read_back(room, key)
    with pytest.raises(TrackerError, match="Only the side"):
        _authorise(med, med.b)
    empty = AuthoriseOffer(med.id, med.union, (("Wages", " "),))
    with pytest.raises(InvalidInput, match="exact terms"):
        med.ws.change("Test", lambda w: authorised.authorise(w, empty))


def test_the_answer_stays_in_the_room_of_the_offer(med: Mediation) -> None:
    key = _authorise(med)
    with pytest.raises(TrackerError, match="not conveyed"):
        med.ws.change("Test", lambda w: authorised.respond(w, key, "They will look at it."))
    med.do(lambda w: authorised.convey(w, key), med.a)
    med.do(lambda w: authorised.respond(w, key, "They will look at it."), med.a)
    offer = med.a.find("authorised_offer", key)
    assert offer is not None
    assert offer.response == "They will look at it."


def test_conveying_can_be_undone_where_both_ends_are_seen(med: Mediation) -> None:
    key = _authorise(med)
    med.do(lambda w: authorised.convey(w, key))
    assert med.b.undo_label() is None
    med.ws.undo()
    assert med.b.records("proposal") == []
    offer = med.ws.find("authorised_offer", key)
    assert offer is not None
    assert offer.status == "open"

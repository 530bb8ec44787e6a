"""A purge leaves dates and outcome, and a file in which nothing else can be found."""

from pathlib import Path

import pytest

from negotiation_tracker.model.errors import TrackerError, UndoRefused
from negotiation_tracker.services import (
    agreements,
    authorised_offers,
    negotiations,
    people,
    proposals,
    purging,
    records,
)
from negotiation_tracker.services.authorised_offers import AuthoriseOffer
from negotiation_tracker.services.commands import (
    DraftAgreement,
    EntryLine,
    ItemLine,
    LogProposal,
    LogSession,
    NewNegotiation,
)
from negotiation_tracker.services.sessions import log
from negotiation_tracker.services.workspace import Workspace
from tests.services.mediation import Mediation

WORDS = (
    "quagmirexx", "lanternzz", "whirligigxx", "placevermilion", "noteobsidian", "issuetangerine",
    "offerkumquat", "Personfuchsia", "termsaquamarine", "conditionsepia", "undoneochre",
    "trashedmauve", "taskcerulean", "tagchartreuse", "textmagenta", "orgnotejade",
)  # fmt: skip


@pytest.fixture
def med(ws: Workspace) -> Mediation:
    """Talks with a word of its own in every kind of note, one undone and one in the trash."""
    med = Mediation(ws)
    session = med.do(
        lambda w: log(
            w,
            LogSession(
                med.id,
                {"date": "17 Jan 2019", "time_in": "10:00", "time_out": "16:30",
                 "summary": "quagmirexx", "place": "placevermilion", "tags": "tagchartreuse"},
                entries=(EntryLine("lanternzz whirligigxx", time="11:00"),),
            ),
        ),
        med.joint,
    )  # fmt: skip
    note = {"negotiation_id": med.id, "session_id": session, "text": "noteobsidian"}
    med.do(lambda w: records.create(w, "private_note", note), med.a)
    item = ItemLine(new_issue="issuetangerine", summary="offerkumquat")
    fields = {"from_id": med.union, "date": "17 Jan 2019"}
    med.do(lambda w: proposals.log(w, LogProposal(med.id, fields, (item,))), med.a)
    med.do(
        lambda w: authorised_offers.authorise(
            w,
            AuthoriseOffer(
                med.id, med.union, (("Wages", "termsaquamarine 3%"),), "Personfuchsia",
                {"conditions": "conditionsepia"},
            ),
        )
    )  # fmt: skip
    agreement = DraftAgreement(med.id, {"code": "TA-textmagenta", "language": "textmagenta"}, ())
    med.do(lambda w: agreements.draft(w, agreement))
    task = {"negotiation_id": med.id, "title": "taskcerulean"}
    med.do(lambda w: records.create(w, "follow_up", task))
    doomed = med.do(lambda w: records.create(w, "follow_up", {**task, "title": "trashedmauve"}))
    med.do(lambda w: records.delete(w, "follow_up", doomed))
    office = med.all("organization")[0].id
    med.do(lambda w: records.edit(w, "organization", office, {"note": "orgnotejade"}))
    med.do(lambda w: people.add(w, "undoneochre"))
    ws.undo()
    return med


def _file_holds(path: Path, words: tuple[str, ...]) -> list[str]:
    data = path.read_bytes().lower()
    return [word for word in words if word.lower().encode() in data]


def test_only_dates_and_outcome_stay(med: Mediation) -> None:
    ws = med.ws
    assert len(_file_holds(ws.path, WORDS)) == len(WORDS)
    draft = ws.path.with_name(f".{ws.path.name}.live-notes.{med.all('session')[0].uid}.draft")
    draft.write_text("unfinished")
    backup = ws.backup()
    asked = purging.plan(ws, med.id)
    assert asked.total > 10
    assert [copy.path for copy in asked.copies] == [backup]
    assert draft in asked.drafts
    done = purging.purge(ws, med.id, "MED-1")
    assert done.left == ()
    assert done.lines > 10
    assert not draft.exists()
    path = ws.path
    [session] = med.all("session")
    assert (session.date.describe(), session.time_in.describe()) == ("Thu 17 Jan 2019", "10:00")
    assert (session.summary, session.place, session.tags) == ("", "", "")
    [agreement] = med.all("tentative_agreement")
    assert agreement.code == "TA1"
    for kind in ("table_entry", "proposal", "authorised_offer", "person", "issue", "private_note"):
        assert med.all(kind) == []
    assert ws.trash() == []
    assert {o.name for o in med.all("organization")} >= {"Example Workers", "Sample Works"}
    assert ws.check().sound
    with pytest.raises(UndoRefused, match="purged"):
        ws.undo()
    med.do(lambda w: negotiations.add_issue(w, med.id, "Afterwards"))
    assert ws.check().sound
    ws.close()
    assert _file_holds(path, WORDS) == []
    purging.delete_copy(asked.copies[0])
    assert purging.copies(path) == ()


def test_other_talks_are_left_alone(med: Mediation) -> None:
    talks = NewNegotiation("Second Union", "Sample Works", issues=("Pay",), code="SECOND-1")
    other = med.do(lambda w: negotiations.create(w, talks))
    seen = med.do(lambda w: people.add(w, "Nuria Muestra"))
    side = med.all("participant", negotiation_id=other)[0].id
    seat = {"participant_id": side, "person_id": seen, "seat": "chair"}
    med.do(lambda w: records.create(w, "team_seat", seat))
    before = [r.values() for r in med.ws.dossier(other)]
    purging.purge(med.ws, med.id, "MED-1")
    assert [r.values() for r in med.ws.dossier(other)] == before
    assert med.ws.check().sound


@pytest.mark.parametrize("typed", ["", "med-1", "MED"])
def test_nothing_is_purged_without_the_code(med: Mediation, typed: str) -> None:
    before = len(med.ws.dossier_of_all())
    with pytest.raises(TrackerError, match="not the code"):
        purging.purge(med.ws, med.id, typed)
    assert len(med.ws.dossier_of_all()) == before

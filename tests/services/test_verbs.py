"""Talks, proposals, people, mediators, what is owed, and any record by its fields."""

from datetime import date

import pytest

from negotiation_tracker.model.errors import ChangedMeanwhile, InUse, NotFound
from negotiation_tracker.services import (
    followups,
    mediators,
    negotiations,
    people,
    proposals,
    records,
)
from negotiation_tracker.services.commands import ItemLine, LogProposal, NewNegotiation, TermLine
from negotiation_tracker.services.workspace import Workspace
from tests.services.talks import Talks


def create(ws: Workspace, command: NewNegotiation) -> int:
    return ws.change("New negotiation", lambda w: negotiations.create(w, command)).value


# -- negotiations --


def test_three_fields_make_talks(ws: Workspace) -> None:
    key = create(ws, NewNegotiation("United Samplers", "Example Unified District", "Contract 2026"))
    found = ws.find("negotiation", key)
    assert found is not None
    assert (found.title, found.timezone, found.currency) == (
        "Contract 2026",
        "America/Los_Angeles",
        "USD",
    )
    assert found.code == f"EUD-US-{found.created_at.year}"
    parties = ws.records("participant")
    assert [(p.side, p.role, p.ours) for p in parties] == [
        ("labor", "party", False),
        ("management", "party", False),
    ]


def test_an_issue_stands_for_a_title(ws: Workspace) -> None:
    command = NewNegotiation(
        "Samplers",
        "Acme",
        issues=("Wages", " ", "Class size", "wages"),
        regime="EERA",
        zone="America/New_York",
        ours="employer",
        unit="drivers",
        fields={"sector": "K-12 schools"},
    )
    found = ws.find("negotiation", create(ws, command))
    assert found is not None
    assert (found.title, found.legal_regime, found.sector) == ("Acme and Samplers", "EERA", "k12")
    assert [(i.code, i.category) for i in ws.records("issue")] == [
        ("wages", "wages"),
        ("class-size", "class_size"),
    ]
    assert [p.ours for p in ws.records("participant")] == [False, True]
    assert ws.records("bargaining_unit")[0].name == "drivers"


def test_organizations_are_found_again_by_any_name(talks: Talks) -> None:
    body = talks.all("organization", name="Sample Works")[0].id
    talks.add("alias", organization_id=body, text="The Works")
    for name in ("sample  WORKS", "the works"):
        create(talks.ws, NewNegotiation("Third Union", name, "More"))
    names = [o.name for o in talks.ws.records("organization")]
    assert names.count("Sample Works") == 1
    assert names.count("Third Union") == 1
    codes = [n.code for n in talks.ws.negotiations()]
    assert len(set(codes)) == 3


def test_what_talks_lack_is_named(talks: Talks) -> None:
    empty = NewNegotiation(" ", "")
    problems = talks.problems(lambda w: negotiations.create(w, empty))
    assert problems.keys() == {"union", "employer", "title"}
    twice = NewNegotiation("Same", "same", "T", ours="both")
    problems = talks.problems(lambda w: negotiations.create(w, twice))
    assert problems.keys() == {"employer", "ours"}
    taken = NewNegotiation("A", "B", "T", code="sample-1", regime="martial law")
    problems = talks.problems(lambda w: negotiations.create(w, taken))
    assert problems["code"].startswith("The code SAMPLE-1 is taken")
    assert "legal_regime" in problems


# -- proposals --


def test_a_counter_is_drafted_from_what_it_answers(talks: Talks) -> None:
    terms = (TermLine("6.5%", "wage_pct", "2", "on_schedule", "yes"),)
    command = LogProposal(
        talks.id,
        {"from_id": talks.union, "date": "10 Jan 2019"},
        (ItemLine(talks.wages, terms=terms), ItemLine(talks.class_size)),
    )
    first = talks.do(lambda w: proposals.log(w, command))
    draft = proposals.counter(talks.ws.dossier(talks.id), first)
    assert draft.fields == {"from_id": talks.employer, "to_id": talks.union, "kind": "counter"}
    assert draft.counters == (first,)
    assert draft.items == (
        ItemLine(talks.wages, terms=(TermLine("", "wage_pct", "2", "on_schedule", "yes"),)),
        ItemLine(talks.class_size),
    )
    key = talks.do(lambda w: proposals.log(w, draft))
    assert talks.get("proposal", key).kind == "counter"
    assert len(talks.all("term")) == 1  # a number left empty is not zero, it is not there


@pytest.mark.parametrize(
    ("line", "stored"),
    [
        (TermLine("$2/hour"), (20000, 4, "USD_per_hour", "exact", None, "wage_hour")),
        (TermLine("2 to 3%"), (20000, 4, "percent", "range", 30000, "wage_pct")),
        (TermLine("nearly 5", "wage_pct"), (50000, 4, "percent", "nearly", None, "wage_pct")),
        (TermLine("unknown", "wage_pct"), (None, 4, "percent", "exact", None, "wage_pct")),
        (TermLine("0", "wage_pct"), (0, 4, "percent", "exact", None, "wage_pct")),
        (TermLine("three", "duration_years"), (3, 0, "years", "exact", None, "duration_years")),
        (TermLine("30 students per class"),
         (3000, 2, "students_per_class", "exact", None, "other")),
    ],
)  # fmt: skip
def test_numbers_are_kept_exactly_with_their_hedge(
    talks: Talks, line: TermLine, stored: tuple[object, ...]
) -> None:
    command = LogProposal(
        talks.id, {"from_id": talks.union}, (ItemLine(talks.wages, terms=(line,)),)
    )
    talks.do(lambda w: proposals.log(w, command))
    term = talks.all("term")[0]
    assert stored == (
        term.value_scaled,
        term.scale,
        term.unit,
        term.comparator,
        term.value_high,
        term.measure,
    )


def test_a_taken_code_is_named(talks: Talks) -> None:
    talks.proposal(talks.union, code="U-1")
    command = LogProposal(talks.id, {"from_id": talks.union, "code": "u-1"})
    problems = talks.problems(lambda w: proposals.log(w, command))
    assert problems["code"] == "The code U-1 is taken by another proposal. Choose one."


def test_a_proposal_takes_over_the_day_of_its_session(talks: Talks) -> None:
    session = talks.add("session", negotiation_id=talks.id, date="17 Jan 2019", handling="parties")
    fields = {"from_id": talks.union, "session_id": session, "time": "15:00"}
    key = talks.do(lambda w: proposals.log(w, LogProposal(talks.id, fields)))
    found = talks.get("proposal", key)
    assert (found.date.earliest, found.channel, found.handling) == (
        date(2019, 1, 17),
        "at_table",
        "parties",
    )
    assert found.time.to_text() == "15:00-08:00[America/Los_Angeles]"
    act = talks.do(lambda w: proposals.act(w, key, {"action": "hold", "session_id": session}))
    assert talks.get("proposal_action", act).date == found.date


def test_a_proposal_is_cited(talks: Talks) -> None:
    source = talks.add("source", code="S1")
    paragraph = talks.add("segment", source_id=source, para_no=3)
    cited = {"segment_id": paragraph, "attribution": "spokesperson", "label": "a spokesperson"}
    command = LogProposal(talks.id, {"from_id": talks.union}, citations=(cited,))
    key = talks.do(lambda w: proposals.log(w, command))
    found = talks.all("citation")[0]
    assert (found.target_kind, found.target_uid) == ("proposal", talks.get("proposal", key).uid)
    nobody = LogProposal(talks.id, {"from_id": talks.union}, citations=({"mode": "quote"},))
    problems = talks.problems(lambda w: proposals.log(w, nobody))
    assert problems == {"citations[0].attribution": "Say who asserts it."}


# -- people, mediators, what is owed --


def test_people_are_found_again_unless_two_share_a_name(talks: Talks) -> None:
    body = talks.all("organization")[0].id
    key = talks.do(
        lambda w: people.add(
            w,
            "Alex Artificial",
            affiliation={"organization_id": body, "title": "President"},
            seat={"participant_id": talks.union, "seat": "chief negotiator", "may_sign": "yes"},
        )
    )
    talks.add("alias", person_id=key, text="A. Artificial")
    dossier = talks.ws.dossier_of_all()
    found = people.find(dossier, "a.  artificial")
    assert found is not None
    assert found.id == key
    assert talks.all("affiliation")[0].title == "President"
    assert talks.all("team_seat")[0].may_sign is True
    talks.do(lambda w: people.add(w, "alex artificial"))
    assert people.find(talks.ws.dossier_of_all(), "Alex Artificial") is None
    assert talks.problems(lambda w: people.add(w, " ")).keys() == {"name"}


def test_a_mediator_is_named_or_said_to_be_unnamed(talks: Talks) -> None:
    assert talks.problems(lambda w: mediators.engage(w, talks.id)).keys() == {"person_id"}
    unnamed = talks.do(lambda w: mediators.engage(w, talks.id, raw={"unnamed": "yes"}))
    dossier = talks.ws.dossier_of_all()
    shown = mediators.shown_name(dossier, talks.get("mediator_engagement", unnamed))
    assert shown == "unnamed mediator"
    key = talks.do(lambda w: mediators.state(w, unnamed, "offered if needed", "Jan 2019"))
    assert talks.get("mediator_state", key).state == "offered_if_needed"
    problems = talks.problems(lambda w: mediators.state(w, unnamed, "asleep", ""))
    assert problems.keys() == {"state", "date"}


def test_what_is_owed_is_done_dropped_and_reopened(talks: Talks) -> None:
    key = talks.do(
        lambda w: followups.add(w, talks.id, {"title": "Send the list", "due": "31 Jan 2019"})
    )
    done = talks.do(lambda w: followups.done(w, key, "30 Jan 2019"))
    assert (done.status, done.done_on.earliest) == ("done", date(2019, 1, 30))
    assert "is done already" in talks.problems(lambda w: followups.drop(w, key))["status"]
    talks.do(lambda w: followups.reopen(w, key))
    dropped = talks.do(lambda w: followups.drop(w, key, "Not needed."))
    assert (dropped.status, dropped.done_on, dropped.note) == ("dropped", None, "Not needed.")
    assert talks.problems(lambda w: followups.add(w, talks.id, {})).keys() == {"title"}


# -- any record --


def test_an_edit_is_refused_when_somebody_else_was_faster(talks: Talks) -> None:
    seen = {"title": talks.get("issue", talks.wages).title}
    talks.edit("issue", talks.wages, title="Salaries")
    with pytest.raises(ChangedMeanwhile) as caught:
        talks.do(lambda w: records.edit(w, "issue", talks.wages, {"title": "Pay"}, seen))
    assert caught.value.title == "Title was changed after you opened it."
    assert "It was “Wages” and is now “Salaries”." in caught.value.detail
    assert talks.get("issue", talks.wages).title == "Salaries"
    current = {"title": "Salaries"}
    edited = talks.do(lambda w: records.edit(w, "issue", talks.wages, {"title": "Pay"}, current))
    assert edited.title == "Pay"


def test_an_edit_that_changes_nothing_is_no_step(talks: Talks) -> None:
    label = talks.ws.undo_label()
    change = talks.ws.change(
        "Edit", lambda w: records.edit(w, "issue", talks.wages, {"title": "Wages"})
    )
    assert change.change.id == 0
    assert talks.ws.undo_label() == label


def test_deleted_records_come_back(talks: Talks) -> None:
    key = talks.proposal(talks.union, "17 Jan 2019", "6.5%")
    before = [(r.table, r.id) for r in talks.everything()]
    talks.delete("proposal", key)
    assert talks.all("term") == []
    talks.do(lambda w: records.restore(w, "proposal", key))
    assert [(r.table, r.id) for r in talks.everything()] == before


def test_what_others_rest_on_is_not_deleted(talks: Talks) -> None:
    talks.proposal(talks.union, "17 Jan 2019", "6.5%")
    with pytest.raises(InUse):
        talks.delete("issue", talks.wages)


def test_what_is_not_there_is_said_so(talks: Talks) -> None:
    with pytest.raises(NotFound, match='"thing" is not a kind of record'):
        talks.add("thing", title="x")
    with pytest.raises(NotFound, match="This issue is not in the record any more"):
        talks.edit("issue", 999, title="x")


def test_times_are_read_in_the_zone_of_the_talks(talks: Talks) -> None:
    talks.edit("negotiation", talks.id, timezone="America/New_York")
    raw = {"kind": "strike", "title": "Strike", "start": "14 Jan 2019", "start_time": "6 am"}
    key = talks.add("event", negotiation_id=talks.id, **raw)
    assert talks.get("event", key).start_time.to_text() == "06:00-05:00[America/New_York]"
    talks.edit("event", key, start="14 Jul 2019")
    assert talks.get("event", key).start_time.to_text() == "06:00-04:00[America/New_York]"
    session = talks.add("session", negotiation_id=str(talks.id), date="14 Jul 2019")
    line = talks.add("table_entry", session_id=session, occurred_at="noon", text="Lunch")
    assert talks.get("table_entry", line).occurred_at.to_text() == "12:00-04:00[America/New_York]"


def test_the_hash_follows_the_text_of_an_agreement(talks: Talks) -> None:
    key = talks.add("tentative_agreement", negotiation_id=talks.id, code="TA1", language="One.")
    first = talks.get("tentative_agreement", key).text_hash
    talks.edit("tentative_agreement", key, language="Two.")
    second = talks.get("tentative_agreement", key).text_hash
    assert len(first) == len(second) == 64
    assert first != second
    talks.edit("tentative_agreement", key, text_hash="")
    assert talks.get("tentative_agreement", key).text_hash == second
    talks.edit("tentative_agreement", key, language="")
    assert talks.get("tentative_agreement", key).text_hash == ""

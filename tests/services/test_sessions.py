"""Logging a session with all that happened, as a person types it."""

from datetime import date

import pytest

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.services import sessions
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    ItemLine,
    LogProposal,
    LogSession,
    TermLine,
)
from tests.services.talks import Talks


def log(talks: Talks, command: LogSession) -> int:
    return talks.do(lambda w: sessions.log(w, command))


def whole_session(talks: Talks) -> LogSession:
    return LogSession(
        talks.id,
        {"date": "17 Jan 2019", "time_in": "9", "time_out": "5:30 pm", "place": "City Hall"},
        attendance=(
            AttendanceLine(person_id=talks.pat, participant_id=talks.union, role="chief"),
            AttendanceLine(new_person="New Nameless", participant_id=talks.employer),
            AttendanceLine(participant_id=talks.employer, headcount_label="four managers"),
        ),
        entries=(
            EntryLine("Welcome.", "convene", "9:00"),
            EntryLine("The union explained its ask.", issue_ids=(talks.wages,)),
            EntryLine(""),
        ),
        proposals=(
            LogProposal(
                talks.id,
                {"from_id": talks.union},
                (ItemLine(talks.wages, summary="A raise", terms=(TermLine("6.5%"),)),),
            ),
            LogProposal(
                talks.id,
                {"from_id": talks.employer},
                (ItemLine(talks.wages, terms=(TermLine("3%", horizon_years="2"),)),),
                counters_here=(0,),
            ),
            LogProposal(
                talks.id, {"from_id": talks.union, "code": "U-7"}, (ItemLine(None, "Nurses"),)
            ),
        ),
        follow_ups=(
            FollowUpLine("info request", "Payroll of 2018", talks.employer, "31 Jan 2019"),
            FollowUpLine(),
        ),
        new_mediator="Max Mediator",
    )


def test_only_a_date_is_needed_and_it_may_be_rough(talks: Talks) -> None:
    session = talks.get("session", log(talks, LogSession(talks.id, {"date": "Aug 2018"})))
    assert session.date.describe() == "Aug 2018"
    assert (session.number, session.status, session.handling) == (1, "held", "parties")
    assert session.time_in is None
    assert session.place == ""


def test_a_whole_session_is_one_step(talks: Talks) -> None:
    before = talks.everything()
    key = log(talks, whole_session(talks))
    session = talks.get("session", key)
    assert session.time_out.to_text() == "17:30-08:00[America/Los_Angeles]"
    mediator = talks.get("mediator_engagement", session.engagement_id)
    assert talks.get("person", mediator.person_id).name == "Max Mediator"
    there = talks.all("attendance", session_id=key)
    assert [a.headcount_label for a in there] == ["", "", "four managers"]
    assert talks.get("person", there[1].person_id).name == "New Nameless"
    lines = talks.all("table_entry", session_id=key)
    assert [(e.seq, e.text, e.author) for e in lines] == [
        (1, "Welcome.", "Pat Example"),
        (2, "The union explained its ask.", "Pat Example"),
    ]
    assert talks.all("entry_issue")[0].issue_id == talks.wages
    talks.ws.undo()
    assert talks.everything() == before
    talks.ws.redo()
    assert talks.get("session", key).place == "City Hall"


def test_proposals_carry_the_day_and_the_session(talks: Talks) -> None:
    key = log(talks, whole_session(talks))
    first, second, third = talks.all("proposal")
    assert [p.code for p in (first, second, third)] == ["P1", "P2", "U-7"]
    assert {p.session_id for p in (first, second, third)} == {key}
    assert {p.date.earliest for p in (first, second, third)} == {date(2019, 1, 17)}
    assert [p.seq_in_day for p in (first, second, third)] == [1, 2, 3]
    assert [p.to_id for p in (first, second)] == [talks.employer, talks.union]
    assert [p.kind for p in (first, second)] == ["proposal", "counter"]
    assert {p.channel for p in (first, second, third)} == {"at_table"}
    assert [(c.proposal_id, c.countered_id) for c in talks.all("counter")] == [
        (second.id, first.id)
    ]
    six, three = talks.all("term")
    assert (six.value_scaled, six.scale, six.unit, six.measure) == (65000, 4, "percent", "wage_pct")
    assert (six.horizon_years, three.horizon_years) == (None, 2)
    assert [i.stance for i in talks.all("proposal_item")] == ["seek_change", "offer", "seek_change"]
    assert talks.all("issue", title="Nurses")[0].code == "nurses"


def test_what_is_owed_says_by_whom_and_since_when(talks: Talks) -> None:
    key = log(talks, whole_session(talks))
    owed = talks.all("follow_up")
    assert [(f.kind, f.title, f.owed_by_id, f.session_id) for f in owed] == [
        ("info_request", "Payroll of 2018", talks.employer, key)
    ]
    assert owed[0].asked_on.earliest == date(2019, 1, 17)
    assert owed[0].due.earliest == date(2019, 1, 31)


def test_all_problems_are_told_at_once_where_they_are(talks: Talks) -> None:
    command = LogSession(
        talks.id,
        {"date": "someday", "time_in": "25:00"},
        attendance=(
            AttendanceLine(),
            AttendanceLine(person_id=talks.pat, time_in="late"),
            AttendanceLine(person_id=talks.pat),
        ),
        entries=(EntryLine("", "caucus", "noonish"),),
        proposals=(
            LogProposal(
                talks.id,
                {},
                (
                    ItemLine(terms=(TermLine("lots"),)),
                    ItemLine(talks.wages, stance="firm", terms=(TermLine("5%", "speed"),)),
                ),
                counters=(99,),
            ),
        ),
        follow_ups=(FollowUpLine(due="31 Jan 2019"),),
    )
    problems = talks.problems(lambda w: sessions.log(w, command))
    assert problems.keys() == {
        "date",
        "time_in",
        "attendance[0].person_id",
        "attendance[1].time_in",
        "attendance[2].person_id",
        "entries[0].kind",
        "entries[0].occurred_at",
        "proposals[0].from_id",
        "proposals[0].items[0].issue_id",
        "proposals[0].items[0].terms[0].value",
        "proposals[0].items[1].stance",
        "proposals[0].items[1].terms[0].measure",
        "proposals[0].counters",
        "follow_ups[0].title",
    }
    assert '"lots" was not read as a number' in problems["proposals[0].items[0].terms[0].value"]
    assert problems["proposals[0].from_id"] == "From is missing: a proposal needs it."


def test_a_proposal_counters_only_what_stands_above_it(talks: Talks) -> None:
    offer = LogProposal(talks.id, {"from_id": talks.union}, counters_here=(0,))
    command = LogSession(talks.id, {"date": "17 Jan 2019"}, proposals=(offer,))
    problems = talks.problems(lambda w: sessions.log(w, command))
    assert "is not in the record" in problems["proposals[0].counters"]


def test_talks_that_are_gone_are_named(talks: Talks) -> None:
    with pytest.raises(NotFound, match="This negotiation is not in the record any more"):
        log(talks, LogSession(999, {"date": "17 Jan 2019"}))


def test_handling_goes_down_to_what_is_logged_with_it(talks: Talks) -> None:
    command = whole_session(talks)
    secret = LogSession(
        talks.id,
        {**command.fields, "handling": "team"},
        command.attendance,
        (*command.entries, EntryLine("For the record.", handling="parties")),
        command.proposals,
        command.follow_ups,
        command.new_mediator,
    )
    key = log(talks, secret)
    held = [
        talks.get("session", key),
        *talks.all("attendance"),
        *talks.all("proposal"),
        *talks.all("proposal_item"),
        *talks.all("term"),
        *talks.all("counter"),
        *talks.all("follow_up"),
        *talks.all("entry_issue"),
        *talks.all("mediator_engagement"),
        *talks.all("issue", title="Nurses"),
    ]
    assert {(r.handling, r.confidence_of_id) for r in held} == {("team", talks.union)}
    assert [e.handling for e in talks.all("table_entry")] == ["team", "team", "parties"]


def test_a_public_session_keeps_its_log_among_the_parties(talks: Talks) -> None:
    command = whole_session(talks)
    public = LogSession(talks.id, {**command.fields, "handling": "public"}, entries=command.entries)
    assert talks.get("session", log(talks, public)).handling == "public"
    assert {e.handling for e in talks.all("table_entry")} == {"parties"}


def test_the_form_starts_from_the_last_session(talks: Talks) -> None:
    key = log(talks, whole_session(talks))
    log(talks, LogSession(talks.id, {"date": "31 Jan 2019", "status": "cancelled"}))
    found = sessions.defaults_from_last(talks.ws.dossier(talks.id), talks.id)
    session = talks.get("session", key)
    assert (found.kind, found.place, found.last_id) == ("joint", "City Hall", key)
    assert found.engagement_id == session.engagement_id
    assert found.number == 3
    assert [(a.participant_id, a.role) for a in found.attendance] == [
        (talks.union, "chief"),
        (talks.employer, ""),
        (talks.employer, ""),
    ]


def test_the_first_form_starts_from_the_teams(talks: Talks) -> None:
    talks.add("team_seat", participant_id=talks.union, person_id=talks.pat)
    found = sessions.defaults_from_last(talks.ws.dossier(talks.id), talks.id)
    assert found.attendance == (AttendanceLine(person_id=talks.pat, participant_id=talks.union),)
    assert (found.number, found.place, found.last_id) == (1, "", None)


def test_talks_that_number_no_sessions_go_on_without(talks: Talks) -> None:
    talks.add("session", negotiation_id=talks.id, date="10 Jan 2019")
    key = log(talks, LogSession(talks.id, {"date": "17 Jan 2019"}))
    assert talks.get("session", key).number is None


def test_a_mediator_known_in_these_talks_is_not_added_again(talks: Talks) -> None:
    first = log(talks, whole_session(talks))
    command = LogSession(talks.id, {"date": "18 Jan 2019"}, new_mediator="max  mediator")
    second = log(talks, command)
    assert len(talks.all("mediator_engagement")) == 1
    assert talks.get("session", first).engagement_id == talks.get("session", second).engagement_id


def test_times_follow_when_the_day_is_corrected(talks: Talks) -> None:
    key = log(talks, whole_session(talks))
    talks.do(lambda w: sessions.edit(w, key, {"date": "17 Jul 2019"}))
    session = talks.get("session", key)
    assert session.time_in.to_text() == "09:00-07:00[America/Los_Angeles]"
    line = talks.all("table_entry")[0]
    assert line.occurred_at.to_text() == "09:00-07:00[America/Los_Angeles]"


def test_lines_and_people_can_be_added_later(talks: Talks) -> None:
    key = log(talks, whole_session(talks))
    line = EntryLine("One more thing.", time="17:00", issue_ids=(talks.wages, talks.wages))
    entry = talks.get("table_entry", talks.do(lambda w: sessions.add_entry(w, key, line)))
    assert (entry.seq, entry.occurred_at.describe(), entry.handling) == (3, "17:00", "parties")
    assert len(talks.all("entry_issue", entry_id=entry.id)) == 1
    late = AttendanceLine(new_person="pat example", time_in="16:00")
    there = talks.get("attendance", talks.do(lambda w: sessions.add_attendance(w, key, late)))
    assert there.person_id == talks.pat
    assert talks.problems(lambda w: sessions.add_attendance(w, key, AttendanceLine()))
    wrong = EntryLine("Late.", time="never")
    assert talks.problems(lambda w: sessions.add_entry(w, key, wrong)).keys() == {"occurred_at"}


def test_a_correction_says_something(talks: Talks) -> None:
    log(talks, whole_session(talks))
    line = talks.all("table_entry")[0].id
    problems = talks.problems(lambda w: sessions.correct(w, line, "  "))
    assert problems == {"text": "Write how the line should read."}

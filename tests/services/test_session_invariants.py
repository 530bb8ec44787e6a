"""Each rule on sessions that forbids a change: tried through the services, message read (B9)."""

import pytest

from negotiation_tracker.services import records, sessions
from negotiation_tracker.services.commands import AttendanceLine, EntryLine, LogSession
from tests.services.talks import Talks

TIMES = {"date": "17 Jan 2019", "time_in": "9:00", "time_out": "17:00"}


def held(talks: Talks, *entries: EntryLine, **fields: object) -> int:
    command = LogSession(talks.id, {**TIMES, **fields}, entries=entries)
    return talks.do(lambda w: sessions.log(w, command))


def refused(talks: Talks, *entries: EntryLine, **fields: object) -> str:
    command = LogSession(talks.id, {**TIMES, **fields}, entries=entries)
    return talks.refusal(lambda w: sessions.log(w, command))


def test_16_a_session_ends_after_it_begins(talks: Talks) -> None:
    message = refused(talks, time_out="8:30")
    assert "ends (08:30) before it begins (09:00)" in message
    assert "Past midnight" in message


def test_16_a_session_may_go_past_midnight(talks: Talks) -> None:
    key = held(
        talks,
        EntryLine("", "caucus_start", "23:30", talks.union),
        EntryLine("", "caucus_end", "0:30", talks.union),
        time_in="18:00", time_out="2:00", crosses_midnight="yes",
    )  # fmt: skip
    session = talks.get("session", key)
    assert session.time_out.minutes_since(session.time_in, crosses_midnight=True) == 8 * 60


def test_16_a_caucus_is_inside_the_session(talks: Talks) -> None:
    message = refused(talks, EntryLine("", "caucus_start", "8:00", talks.union))
    assert "08:00 is outside the session (09:00 to 17:00)" in message


def test_16_a_caucus_is_inside_a_session_past_midnight(talks: Talks) -> None:
    message = refused(
        talks, EntryLine("", "break_start", "4:00"),
        time_in="18:00", time_out="2:00", crosses_midnight="yes",
    )  # fmt: skip
    assert "04:00 is outside the session" in message


def test_16_one_caucus_a_side_is_open(talks: Talks) -> None:
    start = EntryLine("", "caucus_start", "10:00", talks.union)
    message = refused(talks, start, start)
    assert message == (
        "A caucus of Example Workers is already open. End it before the next one begins."
    )
    both = held(
        talks,
        start,
        EntryLine("", "caucus_start", "10:05", talks.employer),
        EntryLine("", "caucus_end", "11:00", talks.union),
        EntryLine("", "caucus_end", "11:00", talks.employer),
    )
    assert len(talks.all("table_entry", session_id=both)) == 4


@pytest.mark.parametrize("kind", ["caucus_end", "break_end", "off_record_end"])
def test_16_nothing_ends_that_never_began(talks: Talks, kind: str) -> None:
    assert "ends here that never began" in refused(talks, EntryLine("", kind, "10:00"))


def test_16_the_end_comes_after_the_start(talks: Talks) -> None:
    message = refused(
        talks,
        EntryLine("", "caucus_start", "11:00", talks.union),
        EntryLine("", "caucus_end", "10:00", talks.union),
    )
    assert "ends (10:00) before it begins (11:00)" in message


def test_16_a_start_cannot_be_taken_from_its_end(talks: Talks) -> None:
    key = held(
        talks,
        EntryLine("", "caucus_start", "10:00", talks.union),
        EntryLine("", "caucus_end", "11:00", talks.union),
    )
    start = talks.all("table_entry", session_id=key)[0].id
    message = talks.refusal(lambda w: records.delete(w, "table_entry", start))
    assert "ends here that never began" in message


def test_16_an_open_caucus_is_only_pointed_out(talks: Talks) -> None:
    command = LogSession(
        talks.id, TIMES, entries=(EntryLine("", "caucus_start", "10:00", talks.union),)
    )
    warnings = talks.warnings(lambda w: sessions.log(w, command))
    assert "The caucus of Example Workers has no end" in warnings


@pytest.fixture
def locked(talks: Talks) -> int:
    command = LogSession(
        talks.id,
        TIMES,
        attendance=(AttendanceLine(person_id=talks.pat),),
        entries=(EntryLine("The union explained its proposal.", issue_ids=(talks.wages,)),),
    )
    key = talks.do(lambda w: sessions.log(w, command))
    talks.do(lambda w: sessions.lock(w, key))
    return key


def test_17_a_locked_session_keeps_its_fields(talks: Talks, locked: int) -> None:
    message = talks.refusal(lambda w: sessions.edit(w, locked, {"place": "City Hall"}))
    assert "Session 1 of Thu 17 Jan 2019 is locked: nobody can change Place." in message
    assert "Add a correction" in message
    unlock = talks.refusal(lambda w: records.edit(w, "session", locked, {"locked_at": None}))
    assert "nobody can change Locked at" in unlock


def test_17_a_locked_session_is_not_deleted(talks: Talks, locked: int) -> None:
    message = talks.refusal(lambda w: records.delete(w, "session", locked))
    assert "nobody can delete it" in message


@pytest.mark.parametrize("kind", ["attendance", "table_entry", "entry_issue"])
def test_17_nothing_of_a_locked_session_is_deleted(talks: Talks, locked: int, kind: str) -> None:
    key = talks.all(kind)[0].id
    message = talks.refusal(lambda w: records.delete(w, kind, key))
    assert f"is locked: nobody can delete {talks.ws.catalogue[kind].one}" in message


def test_17_nothing_of_a_locked_session_is_changed(talks: Talks, locked: int) -> None:
    line = talks.all("table_entry")[0].id
    message = talks.refusal(lambda w: records.edit(w, "table_entry", line, {"text": "Other."}))
    assert "nobody can change a log line" in message
    there = talks.all("attendance")[0].id
    message = talks.refusal(lambda w: records.edit(w, "attendance", there, {"role": "chief"}))
    assert "nobody can change an attendance" in message


def test_17_a_locked_session_takes_no_new_lines(talks: Talks, locked: int) -> None:
    message = talks.refusal(lambda w: sessions.add_entry(w, locked, EntryLine("And also this.")))
    assert "nobody can add a log line" in message
    message = talks.refusal(
        lambda w: sessions.add_attendance(w, locked, AttendanceLine(person_id=talks.sam))
    )
    assert "is locked" in message


def test_17_a_locked_session_takes_corrections(talks: Talks, locked: int) -> None:
    line = talks.all("table_entry")[0]
    key = talks.do(lambda w: sessions.correct(w, line.id, "The employer explained it."))
    correction = talks.get("table_entry", key)
    assert (correction.kind, correction.corrects_id, correction.seq) == ("correction", line.id, 2)
    assert talks.get("table_entry", line.id).text == "The union explained its proposal."


def test_17_a_correction_is_of_its_own_session(talks: Talks, locked: int) -> None:
    line = talks.all("table_entry")[0].id
    other = held(talks)
    raw = {"session_id": other, "kind": "correction", "corrects_id": line, "text": "No."}
    message = talks.refusal(lambda w: records.create(w, "table_entry", raw))
    assert "corrects another line of the same session" in message


def test_17_who_may_see_a_locked_session_can_still_be_narrowed(talks: Talks, locked: int) -> None:
    session = talks.edit("session", locked, handling="team")
    assert session.confidence_of_id == talks.union


def test_17_a_lock_can_be_undone_and_the_whole_talks_deleted(talks: Talks, locked: int) -> None:
    talks.delete("negotiation", talks.id)
    assert talks.ws.negotiations() == []
    talks.do(lambda w: records.restore(w, "negotiation", talks.id))
    assert talks.get("session", locked).locked_at is not None
    talks.ws.undo()
    talks.ws.undo()
    talks.ws.undo()
    assert talks.get("session", locked).locked_at is None


def test_17_locking_twice_is_refused(talks: Talks, locked: int) -> None:
    problems = talks.problems(lambda w: sessions.lock(w, locked))
    assert "is locked since" in problems["locked_at"]

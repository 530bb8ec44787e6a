"""Pasting typed minutes: reviewed line by line, stored together or not at all."""

from datetime import timedelta

import pytest

from negotiation_tracker.model.errors import InvalidInput
from negotiation_tracker.services import live_known, live_paste, live_scene, sessions
from tests.services.live_table import NINE, Table
from tests.services.talks import Talks

MINUTES = """\
09:05 u @pat: opening words
/offer u #wages 6% over 3 years
09:20 /counter e #wages 3% over 3 years

/reject u P2
/package e #wages 4%; #+Parking free
10:05 /hold u P3
#parking came up again
/caucus u
how far will they go
10:40 /back
"""


@pytest.fixture
def table(talks: Talks) -> Table:
    return Table(talks)


def commit(table: Table, text: str, *, carry: bool = False) -> None:
    table.ws.change(
        live_paste.LABEL,
        lambda w: live_paste.commit(w, table.session_id, text, table.scene, carry_time=carry),
    )
    table.load()


def test_review_reads_each_line_in_the_scene_the_lines_before_left(table: Table) -> None:
    before = table.ws.dossier_of_all()
    lines = live_paste.review(MINUTES, table.scene)
    assert [line.number for line in lines] == [1, 2, 3, 5, 6, 7, 8, 9, 10, 11]
    assert [line.refusal for line in lines] == [""] * 10
    assert "P1" in lines[2].reading.sentence
    assert "Parking" in lines[6].reading.sentence
    assert lines[8].reading.private
    assert [line.time for line in lines][:3] == ["09:05", "", "09:20"]
    carried = live_paste.review(MINUTES, table.scene, carry_time=True)
    assert [line.time for line in carried][:4] == ["09:05", "09:05", "09:20", "09:20"]
    assert len(table.ws.dossier_of_all()) == len(before)


def test_pasted_lines_are_one_step_of_undo_in_their_order(table: Table, talks: Talks) -> None:
    commit(table, MINUTES)
    assert [row.entry_kind for row in table.sheet.rows[1:]] == [
        "statement", "proposal_passed", "proposal_passed", "reject", "proposal_passed", "hold",
        "statement", "caucus_start", "", "caucus_end",
    ]  # fmt: skip
    assert [row.time for row in table.sheet.rows[1:4]] == ["09:05", "", "09:20"]
    assert table.sheet.rows[-2].private
    assert [p.code for p in talks.all("proposal")] == ["P1", "P2", "P3"]
    assert table.says("Parking")["E"] == "free"
    table.ws.undo()
    table.load()
    assert len(table.sheet.rows) == 1
    assert talks.all("proposal") == talks.all("private_note") == []


def test_times_are_carried_on_when_asked(table: Table) -> None:
    commit(table, MINUTES, carry=True)
    times = [row.time for row in table.sheet.rows if row.number > 1]
    assert times == [
        "09:05", "09:05", "09:20", "09:20", "09:20", "10:05", "10:05", "10:05", "10:40",
    ]  # fmt: skip


def test_one_refused_line_and_nothing_is_written(table: Table) -> None:
    bad = f"{MINUTES}/reject u P9\n/nonsense\nfine again"
    refused = {line.number: line.refusal for line in live_paste.review(bad, table.scene)}
    assert [number for number, refusal in refused.items() if refusal] == [12, 13]
    before = len(table.ws.dossier_of_all())
    with pytest.raises(InvalidInput) as caught:
        commit(table, bad)
    assert [p.field for p in caught.value.problems] == ["lines[12]", "lines[13]"]
    assert "P9" in caught.value.problems[0].message
    assert len(table.ws.dossier_of_all()) == before
    assert table.ws.undo_label() != live_paste.LABEL


def test_a_session_without_a_time_begins_with_its_first_timed_line(talks: Talks) -> None:
    table = Table(talks)
    day = {"date": "23 Mar 2026", "status": "scheduled"}
    table.session_id = talks.do(lambda w: sessions.log(w, sessions.LogSession(talks.id, day)))
    table.load()
    commit(table, "23:40 late in the evening\n/break\n00:20 u back after midnight\n/adjourn")
    assert (table.session.status, table.session.time_in.describe()) == ("held", "23:40")
    assert table.session.crosses_midnight
    assert [row.time for row in table.sheet.rows] == ["23:40", "", "00:20", ""]


def test_a_new_session_of_the_day(table: Table, talks: Talks) -> None:
    at = NINE + timedelta(days=2)
    known = live_known.before_session(table.ws, talks.id, at)
    scene = live_scene.scene_of(known, at)
    made = table.ws.change(
        live_paste.LABEL,
        lambda w: live_paste.commit_new(w, "10:00 u @pat: hello\n/fix 1 good morning", scene),
    )
    session = talks.get("session", made.value[0])
    assert (session.number, session.date.describe()) == (2, "Thu 26 Mar 2026")
    assert session.time_in.describe() == "10:00"
    lines = talks.all("table_entry", session_id=session.id)
    assert [line.text for line in lines] == ["good morning"]
    table.ws.undo()
    assert len(talks.all("session")) == 1

"""Live notes from start to lock, on a real store."""

from datetime import timedelta
from functools import partial
from typing import Any, cast

import pytest

from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import (
    agreements,
    live_adjourn,
    live_amending,
    live_notes,
    live_scene,
    live_sheet,
    sessions,
)
from negotiation_tracker.services.workspace import Workspace
from tests.services.live_table import NINE, Table
from tests.services.talks import Talks


@pytest.fixture
def table(talks: Talks) -> Table:
    return Table(talks)


AFTERNOON = """
        u @pat: "We will not go below five" #wages
        /offer u wages 5% over 2 years
        /ask u enrolment figures by 4/7
        /caucus e
        they look tired
        /back
        /promise e send the roster by 3/27
        /exhibit e Budget chart
        /arrive e Nuria Muestra
        /break 15
        /resume
        /next 3/27 10:00 City Hall
        """


def test_an_afternoon_at_the_table(table: Table) -> None:
    """Scenario 1: start, lines, caucus, what is owed, next date."""
    assert [(p.name, p.side) for p in table.sheet.present] == [
        ("Pat Example", "U"),
        ("Sam Sample", "E"),
    ]
    assert table.sheet.running
    assert table.sheet.convened == NINE
    table.types(AFTERNOON)
    quote = table.row(2)
    assert (quote.who, quote.side, quote.verbatim, quote.subject) == (
        "Pat Example", "U", True, "Wages",
    )  # fmt: skip
    assert quote.time == "09:01"
    assert quote.logged != ""
    assert table.row(3).subject == "Wages, P1"
    assert table.row(3).label == "proposal passed"
    note = next(row for row in table.sheet.rows if row.private)
    assert (note.text, note.inside, note.mark) == ("they look tired", "caucus", "Only our team")
    assert {p.name for p in table.sheet.present} == {"Pat Example", "Sam Sample", "Nuria Muestra"}
    assert table.sheet.next_meeting == "Fri 27 Mar 2026, 10:00, City Hall"
    assert table.says("Wages")["U"] == "5% over two years"
    assert next(i for i in table.sheet.table if i.title == "Wages").owes == ("E",)


def test_adjourning_reads_back_and_the_lock_leaves_corrections(table: Table, talks: Talks) -> None:
    table.types(AFTERNOON)
    table.type("/caucus u")
    table.type("/adjourn")
    assert (table.sheet.adjourned, table.sheet.running) == (True, False)

    summary = live_adjourn.summary(table.ws, table.session_id)
    assert (summary.began, summary.ended, summary.minutes) == ("09:00", "09:14", 14)
    assert [(c.who, c.minutes) for c in summary.caucus] == [("Sample Works", 2)]
    assert (summary.break_minutes, summary.table_minutes) == (1, 11)
    assert [(p.code, p.words) for p in summary.passed] == [("P1", "Wages: 5% over two years")]
    assert [(o.kind, o.title, o.who, o.due) for o in summary.owed] == [
        ("commitment", "send the roster", "Sample Works", "Fri 27 Mar 2026"),
        ("information request", "enrolment figures", "Sample Works", "Tue 7 Apr 2026"),
    ]
    assert summary.unpaired == (
        "The caucus of Example Workers that began at 09:13 has no end.",
    )  # fmt: skip
    assert "tired" not in summary.text
    assert "Next session: Fri 27 Mar 2026" in summary.text

    talks.do(lambda w: sessions.lock(w, table.session_id))
    table.load()
    assert table.sheet.locked
    assert table.scene.locked
    with pytest.raises(InvalidInput, match="locked"):
        table.type("one more thing")
    table.type('/fix 2 "We will not go below four"')
    assert table.last.corrects == 2
    assert [c.number for c in table.row(2).corrected_by] == [table.last.number]
    assert table.row(2).text == "We will not go below five"
    table.type("/note for us alone")
    assert table.last.private


def test_package_reverts_and_agreement_rests_on_the_older_text(table: Table, talks: Talks) -> None:
    """Scenario 3: a package is rejected, positions revert; an agreement awaits signatures."""
    table.types(
        """
        /offer u #wages 6% over 3 years
        /counter e #wages 3% over 3 years
        /package u #wages 8% over 4 years if funded; #class 24 students; #+Parking free
        """
    )
    assert table.says("Wages")["U"] == "8% over four years"
    assert table.says("Parking")["U"] == "free"
    package = talks.all("proposal", code="P3")[0]
    assert (package.package_rule, package.kind) == ("all_or_nothing", "package")
    items = talks.all("proposal_item", proposal_id=package.id)
    assert [item.conditional_on for item in items] == ["funded", "", ""]
    assert talks.all("counter", proposal_id=talks.all("proposal", code="P2")[0].id)[0].inferred
    table.type("/reject e P3")
    assert table.says("Wages")["U"] == "6% over three years"
    assert table.row(5).entry_kind == "reject"
    assert table.row(5).codes == ("P3",)

    agreement_id = table.type("/ta #wages P1").agreement_id
    assert agreement_id is not None
    wages = next(i for i in table.sheet.table if i.title == "Wages")
    assert wages.status == "agreed in concept"
    based = talks.all("agreement_basis", agreement_id=agreement_id)
    assert [talks.get("proposal", b.proposal_id).code for b in based] == ["P1"]
    assert table.scene.agreements[0].code == "TA1"
    assert table.row(6).text.startswith("TA1, tentative agreement on the text of P1, awaits")
    talks.edit("tentative_agreement", agreement_id, language="Wages rise by 6% over 3 years.")
    for side, person in ((talks.union, talks.pat), (talks.employer, talks.sam)):
        raw = {"participant_id": side, "person_id": person, "date": "24 Mar 2026"}
        talks.do(partial(agreements.sign, agreement_id=agreement_id, raw=raw))
    table.load()
    assert table.says("Wages") == {}
    assert table.scene.agreements == ()


def test_a_night_session_runs_past_midnight(talks: Talks) -> None:
    table = Table(talks, NINE + timedelta(hours=13))
    table.type("before midnight", NINE + timedelta(hours=14, minutes=59))
    table.type("after midnight", NINE + timedelta(hours=15, minutes=10))
    table.type("00:30 u stated", NINE + timedelta(hours=15, minutes=40))
    table.type("23:40 /offer u #wages 6%", NINE + timedelta(hours=15, minutes=41))
    counter = table.type("/counter #wages 3%", NINE + timedelta(hours=15, minutes=42))
    assert counter.proposal_id is not None
    assert talks.get("proposal", counter.proposal_id).date.describe() == "Wed 25 Mar 2026"
    assert table.says("Wages") == {"U": "6%, years not stated", "E": "3%, years not stated"}
    table.type("/reject u P2", NINE + timedelta(hours=15, minutes=43))
    assert [table.row(n).time for n in (2, 3, 4)] == ["23:59", "00:10", "00:30"]
    assert table.session.crosses_midnight
    table.type("/adjourn", NINE + timedelta(hours=16))
    summary = live_adjourn.summary(table.ws, table.session_id)
    assert (summary.began, summary.ended, summary.minutes) == ("22:00", "01:00", 180)


def test_days_later_the_clock_does_not_count(table: Table) -> None:
    entered = table.type("typed days later", NINE + timedelta(days=3))
    assert entered.entry_id is not None
    assert table.last.time == ""
    assert table.last.logged != ""
    table.type("10:15 stated", NINE + timedelta(days=3))
    assert table.last.time == "10:15"


LINES = (
    "u @pat: “never” #wages",
    "/offer u #wages 5%",
    "/package e #wages 3%; #+Parking free",
    "/reject e P1",
    "/withdraw e P2",
    "/ta #class",
    "/caucus e",
    "a private line",
    "/back",
    "/exhibit u Chart",
    "/ask u the figures by 4/7",
    "/promise e an answer",
    "/arrive e Nuria Muestra",
    "/depart @nuria",
    "/note watch this",
    "/next 3/27",
    "/time 2 09:00",
    "/fix 2 other words",
    "/adjourn",
)


def everything(ws: Workspace) -> dict[tuple[str, int], Any]:
    return {
        (r.table, r.id): {k: v for k, v in r.values().items() if k not in ("rev", "updated_at")}
        for r in ws.dossier_of_all()
    }


def test_each_line_is_one_step_of_undo_and_the_sheet_follows(table: Table) -> None:
    for line in LINES:
        before, sheet, scene = everything(table.ws), table.sheet, table.scene
        table.type(line)
        done = everything(table.ws)
        assert done != before, line
        assert table.sheet == live_sheet.load(table.ws, table.session_id), line
        undone = live_sheet.refresh(table.ws, table.sheet, table.ws.undo())
        assert everything(table.ws) == before, line
        assert undone == sheet, line
        table.sheet = live_sheet.refresh(table.ws, undone, table.ws.redo())
        assert everything(table.ws) == done, line
        assert_same_scene(table, line)
        assert scene != table.scene or line.startswith(("/note", "a private", "/next", "/time"))


def assert_same_scene(table: Table, line: str) -> None:
    """The scene that grew with the lines names the same as one read from the record."""
    read = live_scene.scene_of(table.sheet.known, table.now)
    for name in ("sides", "people", "issues", "agreements", "intervals", "lines", "start"):
        assert getattr(read, name) == getattr(table.scene, name), (line, name)
    assert [(o.code, o.open) for o in read.offers] == [
        (o.code, o.open) for o in table.scene.offers
    ], line


def test_resuming_after_a_crash(table: Table, talks: Talks) -> None:
    table.types("/caucus u\nsecret of ours\n/back\n/offer e #wages 3%\nu last words")
    path, rows = table.ws.path, table.sheet.rows
    table.ws.close()  # what a crash leaves is what every line already put on disk
    with_again = Workspace.open(path, actor="Pat Example")
    try:
        found = live_notes.unfinished(with_again, talks.id)
        assert found is not None
        assert (found.session_id, found.lines) == (table.session_id, 5)
        assert live_sheet.load(with_again, found.session_id).rows == rows
        with_again.change("Adjourn", lambda w: live_adjourn.adjourn(w, found.session_id))
        assert live_notes.unfinished(with_again, talks.id) is None
    finally:
        with_again.close()


def test_a_session_planned_for_today_is_begun(talks: Talks) -> None:
    planned = talks.do(
        lambda w: sessions.log(
            w,
            sessions.LogSession(
                talks.id, {"date": "24 Mar 2026", "status": "scheduled", "place": "City Hall"}
            ),
        )
    )
    table = Table(talks)
    assert table.session_id == planned
    assert (table.session.status, table.session.place) == ("held", "City Hall")
    assert len(table.sheet.present) == 2


def test_a_second_press_begins_no_second_session(table: Table, talks: Talks) -> None:
    again = talks.change(lambda w: live_notes.start(w, talks.id, NINE))
    assert again.value == table.session_id
    assert again.change.kinds() == frozenset()
    table.type("/adjourn")
    afternoon = talks.do(lambda w: live_notes.start(w, talks.id, NINE + timedelta(hours=4)))
    assert afternoon != table.session_id


def test_the_next_session_starts_like_the_last(table: Table, talks: Talks) -> None:
    table.types("/arrive e Nuria Muestra\n/adjourn")
    talks.edit("session", table.session_id, place="City Hall", kind="mediation_joint")
    following = talks.do(lambda w: live_notes.start(w, talks.id, NINE + timedelta(days=1)))
    session = talks.get("session", following)
    assert (session.place, session.kind, session.number) == ("City Hall", "mediation_joint", 2)
    assert len(talks.all("attendance", session_id=following)) == 3


def test_amending_before_the_lock_keeps_when_it_was_logged(table: Table, talks: Talks) -> None:
    line = table.type("u five percent").entry_id
    assert line is not None
    logged = talks.get("table_entry", line).logged_at
    assert talks.do(lambda w: live_amending.amend(w, line, "six percent", "five percent")) == line
    talks.do(lambda w: live_amending.set_time(w, line, "9:30"))
    after = talks.get("table_entry", line)
    assert (after.text, after.occurred_at.describe(), after.logged_at) == (
        "six percent", "09:30", logged,
    )  # fmt: skip
    versions = table.ws.record_history("table_entry", line)
    assert [v.record.text for v in versions if v.record] == [
        "five percent", "six percent", "six percent",
    ]  # fmt: skip
    with pytest.raises(InvalidInput, match="not a time of day"):
        talks.do(lambda w: live_amending.set_time(w, line, "late"))
    talks.do(lambda w: sessions.lock(w, table.session_id))
    correction = talks.do(lambda w: live_amending.amend(w, line, "seven percent"))
    assert talks.get("table_entry", correction).corrects_id == line
    assert talks.get("table_entry", line).text == "six percent"
    with pytest.raises(InvalidInput, match="locked"):
        talks.do(lambda w: live_amending.set_time(w, line, "9:45"))


def test_other_words_of_a_line_change_nothing_it_made(table: Table, talks: Talks) -> None:
    table.types("/offer u #wages 6%\n/caucus u\n/back")
    said = table.type("/fix 2 u: 7% it was").said
    assert said.endswith("Only the words of the line change: the offer stays as it is")
    assert table.row(2).text == "P1: 7% it was"
    assert table.says("Wages")["U"].startswith("6%")
    with pytest.raises(InvalidInput, match="holds no contents"):
        table.type("/fix 3 they are worried")
    assert [e.text for e in talks.all("table_entry", kind="caucus_start")] == [""]


def test_the_time_of_an_offer_follows_its_line(table: Table, talks: Talks) -> None:
    made = table.type("/offer u #wages 5%")
    assert made.entry_id
    assert made.proposal_id
    talks.do(lambda w: live_amending.set_time(w, made.entry_id or 0, "9:20"))
    assert talks.get("proposal", made.proposal_id).time.describe() == "09:20"


def test_deleting_a_line_leaves_what_it_made(table: Table, talks: Talks) -> None:
    made = table.type("/ask u the figures")
    talks.do(lambda w: live_amending.delete_line(w, made.entry_id or 0))
    assert [f.title for f in talks.all("follow_up")] == ["the figures"]


def test_a_session_can_be_deleted_and_brought_back_with_its_promises(
    table: Table, talks: Talks
) -> None:
    table.types("/promise e the roster\n/note ours")
    before = everything(table.ws)
    talks.delete("session", table.session_id)
    assert talks.all("table_entry") == talks.all("private_note") == []
    assert [f.title for f in talks.all("follow_up")] == ["the roster"]
    table.ws.undo()
    assert everything(table.ws) == before


def test_private_notes_are_never_log_lines(table: Table, talks: Talks) -> None:
    table.types("/offrec\nunrepeatable\n/onrec\n/note ours alone")
    notes = talks.all("private_note")
    assert [n.text for n in notes] == ["unrepeatable", "ours alone"]
    assert {(n.handling, n.owner_id) for n in notes} == {(Handling.TEAM, talks.union)}
    assert not any("unrepeatable" in e.text for e in talks.all("table_entry"))
    table.type("09:02 /note earlier")
    assert talks.all("private_note")[-1].text == "[09:02] earlier"


def test_a_desk_of_no_side_keeps_notes_to_itself(talks: Talks) -> None:
    talks.edit("participant", talks.union, ours=False)
    table = Table(talks)
    table.type("/note mine")
    assert talks.all("private_note")[0].handling == Handling.PRIVILEGED
    assert table.last.mark == "Only you"


def test_a_time_before_the_start(table: Table) -> None:
    table.type("08:45 u while people came in")
    assert table.last.time == "08:45"
    assert not table.session.crosses_midnight
    with pytest.raises(BrokenInvariant, match="outside the session"):
        table.type("08:45 /caucus e")


def test_a_line_reads_no_more_of_a_long_log(table: Table) -> None:
    def handed_out() -> int:
        counted = _Counting(table)
        table.ws.change("Line", counted.run)
        return counted.records

    few = handed_out()
    for _ in range(30):
        table.type("u more words #wages")
    assert handed_out() == few


class _Counting:
    """Runs a line through a writer that counts the records it hands out."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self.records = 0

    def run(self, writer: RecordWriter) -> None:
        self._writer = writer
        table, counting = self._table, cast(RecordWriter, self)
        live_notes.enter(counting, table.session_id, "u words #wages", table.scene, NINE)

    def get(self, kind: str, record_id: int) -> Record | None:
        self.records += 1
        return self._writer.get(kind, record_id)

    def where(self, kind: str, /, **equals: Any) -> list[Record]:
        found = self._writer.where(kind, **equals)
        self.records += len(found)
        return found

    def __getattr__(self, name: str) -> Any:
        return getattr(self._writer, name)

import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.calling import Cli

FILE = """
date = 2024-04-02
place = "City Hall"
time_in = 10:00:00
time_out = "12:30"
mediator = "Robin Mediator"
attendance = ["u: Alex Sample, chief negotiator", {who = "12 principals", side = "e"}]
entries = [
  "10:05 u: opens with wages",
  {time = "10:20", side = "e", text = "a pause", kind = "caucus_start", issues = ["wages"]},
]
follow_ups = ["e: send the roster by 9 Apr 2024", {title = "check costs", kind = "task"}]

[[proposals]]
from = "u"
code = "A"
items = ["Wages = 6.5% over 3 years"]

[[proposals]]
from = "e"
code = "B"
counters = ["A"]
title = "Reply"
items = [{issue = "Wages", terms = ["3%", "$500 bonus"], conditional_on = "a signed contract"}]
"""


def facts(cli: Cli, ref: str = "2024-04-02") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(cli("show", "session", ref, "--json").out)["session"]
    return found


def test_a_whole_session_from_standard_input(cli: Cli, talks: Path) -> None:
    logged = cli("log", "session", "--from", "-", stdin=FILE)
    assert logged.status == 0, logged.err
    assert "the record did not know the person “Alex Sample”" in logged.err
    assert "mediator “Robin Mediator”" in logged.err
    shown = cli("show", "session", "2024-04-02").out
    for part in (
        "Robin Mediator", "Alex Sample, Union of Examples, chief negotiator",
        "12 principals, Sample District", "10:05 Union of Examples: opens with wages",
        "10:20 [caucus start] Sample District: a pause",
        "A from Union of Examples: Wages: 6.5% over three years",
        "send the roster (by Sample District, due Tue 9 Apr 2024)", "check costs",
    ):  # fmt: skip
        assert part in shown, part
    reply = cli("show", "proposal", "B").out
    assert "Counters          A" in reply
    assert "only if a signed contract" in reply


def test_json_is_read_as_well_as_toml(cli: Cli, talks: Path) -> None:
    given = json.dumps({"date": "2024-04-02", "proposals": ["u: Wages = 2.5%"], "number": 7})
    assert cli("log", "session", "--from", "-", stdin=given).status == 0
    session = facts(cli)
    assert session["number"] == 7
    assert session["proposals"][0]["proposal_items"][0]["terms"][0]["quantity"]["value"] == "2.5"


def test_options_add_to_a_file_and_win_over_it(cli: Cli, talks: Path, tmp_path: Path) -> None:
    path = tmp_path / "session.toml"
    path.write_text('date = "2 Apr 2024"\nplace = "Old Hall"\nentries = ["u: one"]\n')
    done = cli("log", "session", "--from", str(path), "--place", "New Hall", "--entry", "e: two")
    assert done.status == 0
    session = facts(cli)
    assert session["place"] == "New Hall"
    assert [e["text"] for e in session["table_entries"]] == ["one", "two"]


@pytest.mark.parametrize(
    ("stdin", "part"),
    [
        ("date = ", "E40: Standard input is neither TOML nor JSON: "),
        ("[1]\n= 3", "E40: Standard input is neither TOML nor JSON: "),
        ('date="2024-04-02"\nplaces="x"', "has no field “places”. It has: negotiation, number"),
        ('date="2024-04-02"\nentries="x"', "entries: this is a list."),
        ('date="2024-04-02"\nentries=[{tex="x"}]', "entries: there is no field “tex”."),
        ('date="2024-04-02"\nproposals=[{items=[]}]', "proposals: from is missing"),
        ('date="2024-04-02"\nproposals=["x: y = 3%"]', "“x” is not a participant. Participants: "),
        ('date="2024-04-02"\nproposals=["u"]', "“u” is not an offer."),
        ("place='x'", "Date is missing: a session needs it."),
        ('date="31 Feb 2024"', "there is no day 31"),
    ],
)
def test_what_cannot_be_read_is_named_and_nothing_is_saved(
    cli: Cli, talks: Path, stdin: str, part: str
) -> None:
    refused = cli("log", "session", "--from", "-", stdin=stdin)
    assert refused.status == 2
    assert part in refused.err
    assert cli("list", "sessions").out == "No sessions to show.\n"
    assert cli("list", "people").out == "No people to show.\n"


def test_every_wrong_field_gets_its_own_line(cli: Cli, talks: Path) -> None:
    refused = cli(
        "log", "session", "--date", "31 Feb 2024", "--time-in", "25", "--entry", "10:75 u: x"
    )
    assert [line.split(":")[0].strip() for line in refused.err.splitlines()] == [
        "Nothing was saved; these are not right", "date", "time_in", "entries[0].occurred_at",
    ]  # fmt: skip


def test_times_and_sides_of_log_lines(cli: Cli, talks: Path) -> None:
    cli(
        "log", "session", "--date", "2 Apr 2024",
        "--entry", "9:30 pm u: late", "--entry", "no side, note: this",
        "--entry", '"Word for word"',
        "--entry", "Sample District: by name", "--entry", "13.05 e: dotted",
    )  # fmt: skip
    entries = facts(cli)["table_entries"]
    read = [
        (e["occurred_at"], e["participant"] and e["participant"]["name"], e["text"], e["verbatim"])
        for e in entries
    ]
    zone = "-07:00[America/Los_Angeles]"
    assert read == [
        (f"21:30{zone}", "Union of Examples", "late", False),
        (None, None, "no side, note: this", False),
        (None, None, "Word for word", True),
        (None, "Sample District", "by name", False),
        (f"13:05{zone}", "Sample District", "dotted", False),
    ]


def test_words_without_a_number_stay_words(cli: Cli, talks: Path) -> None:
    cli("log", "proposal", "--from", "u", "--code", "W", "--item", "Hours = 6 hours a day for all")
    item = json.loads(cli("show", "proposal", "W", "--json").out)["proposal"]["proposal_items"][0]
    assert item["summary"] == "6 hours a day for all"
    assert item["terms"] == []


def test_a_proposal_that_counters_and_belongs_to_a_session(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--proposal", "u: Wages = 5%")
    done = cli(
        "log", "proposal", "--from", "e", "--counters", "P1", "--session", "2024-04-02",
        "--item", "Wages = 2% over 3 years; $1,000 bonus", "--title", "Reply",
    )  # fmt: skip
    assert done.status == 0, done.err
    form = json.loads(cli("show", "proposal", "P2", "--json").out)["proposal"]
    assert form["counters"][0]["countered"]["ref"] == "P1"
    assert form["session"]["name"] == "session of Tue 2 Apr 2024"
    measures = [t["measure"] for t in form["proposal_items"][0]["terms"]]
    assert measures == ["wage_pct", "bonus_flat"]


def test_edit_reads_references_dates_and_choices(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--mediator", "Robin Mediator")
    done = cli(
        "edit", "session", "2024-04-02", "date=about April 2024", "Place=Town Hall",
        "status=cancelled", "engagement=",
    )  # fmt: skip
    assert done.status == 0, done.err
    ref = json.loads(cli("list", "sessions", "--json").out)["records"][0]["ref"]
    session = facts(cli, ref)
    assert (session["place"], session["status"], session["engagement"]) == (
        "Town Hall", "cancelled", None,
    )  # fmt: skip
    assert cli("edit", "session", ref, "mediator=Robin Mediator").status == 0
    assert facts(cli, ref)["engagement"]["name"] == "Robin Mediator"
    for wrong, part in (("plce=x", "has no field “plce”"), ("place", "not of the form")):
        refused = cli("edit", "session", ref, wrong)
        assert (refused.status, part in refused.err) == (2, True)


def test_delete_undo_redo_and_restore(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024", "--entry", "u: one")
    gone = cli("delete", "session", "2024-04-02")
    assert gone.status == 0
    assert "Delete session" in gone.out
    assert cli("list", "sessions").out == "No sessions to show.\n"
    assert cli("undo").out.startswith("Undone: Delete session (")
    assert len(facts(cli)["table_entries"]) == 1
    assert cli("redo").out.startswith("Done again: Delete session (")
    ref = cli("list", "trash").out.splitlines()[1].split("\t")[-1]
    back = json.loads(cli("restore-record", ref, "--json").out)
    assert back["record"]["record"] == "session"
    assert len(facts(cli)["table_entries"]) == 1
    assert cli("restore-record", "zzzz").status == 2


def test_what_is_in_use_is_not_deleted(cli: Cli, talks: Path) -> None:
    cli("log", "proposal", "--from", "u", "--item", "Wages = 5%")
    refused = cli("delete", "issue", "wages")
    assert refused.status == 2
    assert refused.err.count("\n") == 1
    assert "Wages" in cli("list", "issues").out


def test_undo_with_nothing_to_undo_is_refused_in_words(cli: Cli, talks: Path) -> None:
    assert cli("undo").status == 0
    refused = cli("undo")
    assert refused.status == 2
    assert refused.err.strip()


def test_a_read_only_store_is_not_changed(
    cli: Cli, talks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda path, mode, **_: mode != 2)
    before = talks.read_bytes()
    refused = cli("log", "session", "--date", "2 Apr 2024")
    assert refused.status == 3
    assert refused.err.startswith("E10: ")
    assert talks.read_bytes() == before


def test_new_store_never_replaces_a_file(cli: Cli, talks: Path) -> None:
    before = talks.read_bytes()
    refused = cli("new", "store")
    assert refused.status == 2
    assert "It was not touched." in refused.err
    assert talks.read_bytes() == before


def test_input_that_is_not_text_is_refused(cli: Cli, talks: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad"
    path.write_bytes(b"\xff\xfe\x00")
    assert cli("log", "session", "--from", str(path)).err.startswith("E40: ")
    missing = cli("log", "session", "--from", str(tmp_path / "none"))
    assert "No such file" in missing.err
    assert io.StringIO(missing.err).read().count("\n") == 1


def test_add_makes_a_record_of_any_kind(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2 Apr 2024")
    assert cli("add", "issue", "title=Parking", "code=parking").status == 0
    assert cli("add", "person", "name=Robin Example").status == 0
    line = cli("add", "table-entry", "session=2024-04-02", "participant=u", "text=opens")
    assert line.status == 0, line.err
    seat = cli("add", "team_seat", "participant=u", "person=Robin Example", "seat=member")
    assert seat.status == 0, seat.err
    assert "Parking" in cli("list", "issues").out
    assert "Union of Examples: member" in cli("list", "people").out
    assert facts(cli)["table_entries"][0]["text"] == "opens"
    refused = cli("add", "event", "title=x")
    assert (refused.status, "Date is missing" in refused.err) == (2, True)


def test_a_change_that_changes_nothing_says_so(cli: Cli, talks: Path) -> None:
    assert cli("edit", "issue", "wages", "title=Wages").out == "There was nothing to change.\n"

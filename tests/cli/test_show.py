import json
from pathlib import Path

from tests.cli.calling import Cli

SEIU = ("--negotiation", "LAUSD-SEIU99-2023")


def test_positions_of_the_issue_text(cli: Cli, sample: Path) -> None:
    shown = cli(
        "show", "positions", *SEIU, "--as-of", "2023-03-24", "--known-by", "2023-03-21", "--json"
    )
    assert shown.status == 0
    page = json.loads(shown.out)
    assert page["format"] == "negotiation-tracker.positions/1"
    assert (page["as_of"], page["known_by"]) == ("2023-03-24", "2023-03-21")
    assert [p["name"] for p in page["participants"]] == ["SEIU Local 99", "LAUSD"]
    wages = next(i for i in page["issues"] if i["issue"]["ref"] == "wages")
    union, employer = wages["positions"]
    assert [s["proposal"]["ref"] for s in union["current"]] == ["PR2"]
    assert [s["proposal"]["ref"] for s in employer["current"]] == ["PR3"]
    assert employer["current"][0]["terms"][0]["quantity"]["value"] == "23"
    assert employer["current"][0]["terms"][0]["horizon_years"] is None
    assert employer["adverse"] == []
    assert wages["gap"]["quantity"]["unit"] == "percentage_points"
    assert wages["gap"]["like_for_like"] is False


def test_positions_with_all_sources_know_the_term_and_the_adverse_account(
    cli: Cli, sample: Path
) -> None:
    page = json.loads(cli("show", "positions", *SEIU, "--as-of", "2023-03-24", "--json").out)
    wages = next(i for i in page["issues"] if i["issue"]["ref"] == "wages")
    employer = wages["positions"][1]
    assert employer["current"][0]["terms"][0]["horizon_years"] == "5"
    assert [s["proposal"]["ref"] for s in employer["adverse"]] == ["PR4"]


def test_positions_as_text_say_who_says_so_and_what_is_silent(cli: Cli, sample: Path) -> None:
    shown = cli("show", "positions", *SEIU, "--as-of", "2023-03-24")
    assert "Fri 24 Mar 2023 (the day asked for)" in shown.out
    assert "23% over five years (reported, by 23 Mar 2023; PR3b)" in shown.out
    assert "by the other side's account: 30%" in shown.out
    assert "LAUSD: no position recorded" in shown.out
    assert "None" not in shown.out


def test_positions_need_one_negotiation(cli: Cli, sample: Path) -> None:
    refused = cli("show", "positions")
    assert refused.status == 2
    assert refused.err.startswith("Which negotiation? Known codes: ")


def test_the_only_negotiation_need_not_be_named(cli: Cli, talks: Path) -> None:
    assert cli("show", "positions").out.startswith("Sample District and Union of Examples [EX-1]\n")


def test_a_session_by_date_by_identifier_and_its_sources(cli: Cli, sample: Path) -> None:
    by_date = cli("show", "session", "17 Jan 2019")
    assert by_date.status == 0
    ref = by_date.out.split("Ref", 1)[1].split()[0]
    assert cli("show", "session", ref).out == by_date.out
    assert "City Hall" in by_date.out
    assert "KABC 18 Jan 2019" in by_date.out
    assert "not known" in by_date.out


def test_a_session_as_json_holds_what_belongs_to_it(cli: Cli, talks: Path) -> None:
    cli(
        "log", "session", "--date", "2 Apr 2024", "--attendee", "u: Robin Example",
        "--entry", "10:05 u: opens", "--proposal", "u: Wages = 5% over 2 years",
        "--owed", "e: answer by 9 Apr 2024",
    )  # fmt: skip
    session = json.loads(cli("show", "session", "2024-04-02", "--json").out)["session"]
    assert session["attendances"][0]["person"]["name"] == "Robin Example"
    assert session["table_entries"][0]["occurred_at"] == "10:05-07:00[America/Los_Angeles]"
    item = session["proposals"][0]["proposal_items"][0]
    assert item["terms"][0]["quantity"]["value"] == "5"
    assert item["terms"][0]["horizon_years"] == "2"
    assert session["follow_ups"][0]["due"]["earliest"] == "2024-04-09"
    assert session["citations"] == []


def test_a_proposal(cli: Cli, sample: Path) -> None:
    shown = cli("show", "proposal", "PR3b")
    assert "Wages: 23% over five years" in shown.out
    assert "Date passed" in shown.out
    form = json.loads(cli("show", "proposal", "PR3b", "--json").out)["proposal"]
    assert form["code"] == "PR3b"
    assert all(c["source"] for c in form["proposal_items"][0]["citations"])


def test_a_reference_that_fits_nothing_or_too_much(cli: Cli, talks: Path) -> None:
    for _ in range(2):
        cli("log", "session", "--date", "2 Apr 2024")
    several = cli("show", "session", "2024-04-02")
    assert several.status == 2
    assert "fits 2 records" in several.err
    nothing = cli("show", "session", "2024-04-03")
    assert nothing.status == 2
    assert nothing.err.startswith("There is no session “2024-04-03”.")

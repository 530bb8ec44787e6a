import json
from pathlib import Path

import pytest

from negotiation_tracker.cli.columns import LISTINGS
from tests.cli.calling import Cli

ONE = ("--negotiation", "LAUSD-SEIU99-2023")


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


IN_SAMPLE = [what for what in LISTINGS if what not in ("agreements", "follow-ups")]
"""What the sample has any of."""


@pytest.mark.parametrize("what", IN_SAMPLE)
def test_no_cell_is_blank_so_that_unknown_is_never_read_as_none(
    cli: Cli, sample: Path, what: str
) -> None:
    shown = cli("list", what)
    assert shown.status == 0
    table = rows(shown.out)
    assert len(table) > 1
    assert [row for row in table if len(row) != len(table[0]) or "" in row] == []


@pytest.mark.parametrize("what", IN_SAMPLE)
def test_the_same_records_as_json(cli: Cli, sample: Path, what: str) -> None:
    shown = json.loads(cli("list", what, "--json").out)
    assert shown["format"] == "negotiation-tracker.list/1"
    assert (shown["list"], shown["audience"]) == (what, "me")
    assert (shown["as_of"], shown["known_by"]) == (None, None)
    assert len(shown["records"]) == len(rows(cli("list", what).out)) - 1
    assert {r["record"] for r in shown["records"]} == {LISTINGS[what].kind}


@pytest.mark.parametrize("what", LISTINGS)
def test_on_a_terminal_no_line_is_wider_than_it(cli: Cli, sample: Path, what: str) -> None:
    for width in (60, 100):
        shown = cli("list", what, width=width)
        assert max(len(line) for line in shown.out.splitlines()) <= width


def test_json_form_of_dates_numbers_and_references(cli: Cli, sample: Path) -> None:
    sessions = json.loads(cli("list", "sessions", *ONE, "--json").out)["records"]
    held = next(s for s in sessions if s["status"] == "held")
    assert held["date"]["words"].startswith("23–24 Mar 2023")
    assert held["date"]["earliest"] == "2023-03-23"
    assert held["time_in"] is None
    assert held["engagement"]["name"] == "Mayor Karen Bass"
    assert held["negotiation"]["ref"] == "LAUSD-SEIU99-2023"
    figures = json.loads(cli("list", "figures", *ONE, "--json").out)["records"]
    assert all(isinstance(f["quantity"]["value"], str | None) for f in figures)
    assert any(f["quantity"]["comparator"] != "exact" for f in figures)
    assert "value_scaled" not in figures[0]


def test_a_list_over_all_negotiations_says_which(cli: Cli, sample: Path) -> None:
    table = rows(cli("list", "sessions").out)
    assert table[0][0] == "negotiation"
    assert {row[0] for row in table[1:]} == {"LAUSD-SEIU99-2023", "LAUSD-UTLA-2019"}
    assert rows(cli("list", "sessions", *ONE).out)[0][0] == "date"
    assert cli("list", "sessions", "--negotiation", "lausd-seiu99-2023").status == 0


def test_an_unknown_negotiation_gets_the_known_codes(cli: Cli, sample: Path) -> None:
    refused = cli("list", "sessions", "--negotiation", "X-1")
    assert refused.status == 2
    assert "Known codes: LAUSD-SEIU99-2023, LAUSD-UTLA-2019." in refused.err


def test_as_of_leaves_out_what_had_not_begun(cli: Cli, sample: Path) -> None:
    codes = [r[0] for r in rows(cli("list", "sessions", *ONE, "--as-of", "2023-03-22").out)[1:]]
    assert codes == ["Mon 20 Mar 2023, inferred"]


def test_known_by_leaves_out_what_was_published_later(cli: Cli, sample: Path) -> None:
    def codes(*days: str) -> list[str]:
        return [r[0] for r in rows(cli("list", "proposals", *ONE, *days).out)[1:]]

    assert codes() == ["PR2", "PR3", "PR3b", "PR4"]
    assert codes("--known-by", "2023-03-21") == ["PR2", "PR3"]
    assert codes("--known-by", "2023-03-23") == ["PR2", "PR3", "PR3b"]


def test_other_readers_find_no_trace_of_what_is_not_for_them(cli: Cli, talks: Path) -> None:
    logged = cli(
        "log", "session", "--date", "2 Apr 2024", "--place", "Sealed Room",
        "--proposal", "u as SECRET: Wages = 9%", "--attendee", "u: Robin Example",
    )  # fmt: skip
    assert logged.status == 0, logged.err
    for what in LISTINGS:
        mine, public = cli("list", what, "--json"), cli("list", what, "--audience", "public")
        assert "Sealed Room" not in public.out
        assert "SECRET" not in public.out
        assert "Robin Example" not in public.out
        assert mine.status == public.status == 0
    assert cli("list", "sessions", "--audience", "public").out == "No sessions to show.\n"
    assert "Sealed Room" in cli("list", "sessions", "--audience", "other-side").out
    hidden = cli("show", "session", "2024-04-02", "--audience", "public")
    absent = cli("show", "session", "2024-04-03", "--audience", "public")
    assert hidden.err.replace("04-02", "04-03") == absent.err


def test_a_negotiation_that_is_not_for_a_reader_is_not_among_the_known_codes(
    cli: Cli, sample: Path
) -> None:
    assert cli("edit", "negotiation", "LAUSD-UTLA-2019", "handling=privileged").status == 0
    refused = cli("list", "sessions", "--negotiation", "LAUSD-UTLA-2019", "--audience", "public")
    assert refused.err.endswith("Known codes: LAUSD-SEIU99-2023.\n")
    assert "UTLA" not in cli("list", "sessions", "--audience", "public").out


def test_the_trash_is_the_owners(cli: Cli, talks: Path) -> None:
    assert cli("list", "trash").out == "The trash is empty.\n"
    assert cli("delete", "issue", "hours").status == 0
    table = rows(cli("list", "trash").out)
    assert table[0] == ["kind", "what", "deleted", "ref"]
    assert table[1][:2] == ["issue", "Hours"]
    listed = json.loads(cli("list", "trash", "--json").out)["records"]
    assert listed[0]["code"] == "hours"
    assert cli("list", "trash", "--audience", "public").status == 2


def test_sessions_read_straight_from_the_table_are_those_of_the_whole_record(
    cli: Cli, sample: Path
) -> None:
    talks = ("--negotiation", "LAUSD-UTLA-2019")
    cli("log", "session", *talks, "--date", "unknown", "--mediator", "Robin Mediator")
    cli("log", "session", *talks, "--date", "before 2 Apr 2018", "--proposal", "u: pay = 3%")
    assert cli("list", "sessions").out == cli("list", "sessions", "--as-of", "1 Jan 2999").out
    assert "date not known" in cli("list", "sessions").out

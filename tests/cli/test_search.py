"""`search`: what was said, by its words."""

import json
from pathlib import Path

import pytest

from negotiation_tracker.cli import straight
from tests.cli.calling import Cli
from tests.cli.test_straight import in_full, known


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_the_newest_come_first_and_no_cell_is_blank(cli: Cli, sample: Path) -> None:
    shown = cli("search", "strike", "--limit", "20")
    assert shown.status == 0
    table = rows(shown.out)
    assert table[0] == ["date", "kind", "negotiation", "words", "ref"]
    assert len(table) == 21
    assert [row for row in table if len(row) != 5 or "" in row] == []
    assert all("str" in row[3].casefold() for row in table[1:])
    assert "found, the first 20 shown" in shown.err


def test_the_same_as_json(cli: Cli, sample: Path) -> None:
    asked = ("search", "strike", "--kind", "event", "--kind", "statement",
             "--limit", "1000", "--json")  # fmt: skip
    said = json.loads(cli(*asked).out)
    assert said["format"] == "negotiation-tracker.search/1"
    assert {r["record"] for r in said["records"]} == {"event", "statement"}
    assert said["found"] == len(said["records"]) or said["found"] > 50
    best = json.loads(cli(*asked, "--best").out)
    assert {r["uid"] for r in best["records"]} == {r["uid"] for r in said["records"]}


def test_a_reader_finds_only_what_it_may_see(cli: Cli, talks: Path) -> None:
    cli("log", "session", "--date", "2024-03-08", "--place", "Town Hall", "--handling", "team",
        "--set", "confidence_of_id=Union of Examples")  # fmt: skip
    assert len(rows(cli("search", "town").out)) == 2
    assert cli("search", "town", "--audience", "public").out == "Nothing found.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("search", "--", "—"), "no word to search for"),
        (("search", "wages", "--kind", "planet"), "invalid choice"),
        (("search", "wages", "--limit", "0"), "number from 1 to 1000"),
        (("search", "wages", "--negotiation", "NONE"), "There is no negotiation NONE"),
    ],
)
def test_what_cannot_be_searched_for_is_said(
    cli: Cli, sample: Path, arguments: tuple[str, ...], says: str
) -> None:
    shown = cli(*arguments)
    assert shown.status != 0
    assert says in shown.err


@pytest.mark.parametrize(
    "asked",
    [
        ["teachers"],
        ['"class size"', "nurses"],
        ["wages", "--negotiation", "lausd-seiu99-2023"],
        ["zzzzz"],
        ["strike", "--limit", "3"],
    ],
)
def test_the_short_way_says_what_the_long_way_says(
    sample: Path, asked: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    known(sample)
    assert straight.run(["search", *asked]) == 0
    assert capsys.readouterr().out == in_full("search", *asked)


def test_without_a_word_or_talks_of_the_code_the_long_way_answers(sample: Path) -> None:
    known(sample)
    assert straight.run(["search", "—"]) is None
    assert straight.run(["search", "wages", "--negotiation", "NONE"]) is None
    assert straight.run(["search", "wages", "--limit", "0"]) is None
    assert straight.run(["list", "sessions", "--limit", "3"]) is None

"""`show moves`: rounds and reasons as text and as JSON."""

import json
from pathlib import Path

from tests.cli.calling import Cli

MARCH = ("--negotiation", "LAUSD-SEIU99-2023")


def test_moves_of_the_sample_say_why_there_are_no_rounds(cli: Cli, sample: Path) -> None:
    made = cli("show", "moves", "wages", *MARCH)
    assert made.status == 0, made.err
    assert "30%, years not stated" in made.out
    assert "said again" in made.out
    assert "not confirmed, moves nothing" in made.out
    assert "Both sides: known from the press alone, so moves may be missing." in made.out
    assert "180,000 to 192,000 days" in made.out


def test_moves_as_known_by_an_earlier_day(cli: Cli, sample: Path) -> None:
    made = cli("show", "moves", "wages", *MARCH, "--known-by", "2023-03-21")
    assert made.status == 0, made.err
    assert "over five years" not in made.out
    assert "from what was published by 21 Mar 2023" in made.out


def test_moves_as_json_keep_numbers_exact_and_reasons(cli: Cli, sample: Path) -> None:
    made = cli("show", "moves", "Wages", *MARCH, "--json")
    assert made.status == 0, made.err
    found = json.loads(made.out)
    assert found["format"].endswith("moves/1")
    wages = found["issues"][0]
    assert (wages["rounds"], wages["measure"], wages["unit"]) == (None, "wage_pct", "percent")
    assert wages["first_gap"]["quantity"]["value"] == "7"
    assert "years covered" in wages["midpoint"]["reason"]
    union = wages["participants"][0]["positions"][0]
    assert union["number"]["value"] == "30"
    assert found["days_idle"][0]["quantity"]["high"] == "192000"


def test_an_issue_that_is_not_there_is_named_with_the_known_ones(cli: Cli, sample: Path) -> None:
    made = cli("show", "moves", "parking", *MARCH)
    assert made.status != 0
    assert "There is no issue parking at the table." in made.err
    assert "wages" in made.err

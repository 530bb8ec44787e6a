"""Mediators as of a day, and merging people and organizations, from the command line."""

import json
from pathlib import Path

from tests.cli.calling import Cli

SEIU = ("--negotiation", "LAUSD-SEIU99-2023")


def test_the_state_of_a_mediator_on_a_day(cli: Cli, sample: Path) -> None:
    later = cli("show", "mediator", "Mayor Karen Bass", *SEIU, "--as-of", "2023-03-24")
    assert later.status == 0
    assert "active since Thu 23 Mar 2023" in later.out
    assert "(the state on that day)" in later.out
    assert "Confidentiality asked" in later.out
    before = cli("show", "mediator", "Mayor Karen Bass", *SEIU, "--as-of", "2023-03-21")
    assert "no state recorded by this day" in before.out
    assert "(later than that day)" in before.out


def test_a_mediator_as_json(cli: Cli, sample: Path) -> None:
    shown = cli("show", "mediator", "Mayor Karen Bass", *SEIU, "--as-of", "2023-03-24", "--json")
    page = json.loads(shown.out)
    assert page["format"] == "negotiation-tracker.mediator/1"
    assert page["state"]["state"] == "active"
    assert page["state"]["since"]["earliest"] == "2023-03-23"
    assert len(page["mediator"]["mediator_states"]) == 3
    early = cli("show", "mediator", "Mayor Karen Bass", *SEIU, "--as-of", "2023-03-01", "--json")
    state = json.loads(early.out)["state"]
    assert (state["state"], state["since"]) == (None, None)
    assert state["reason"] == "no state recorded by this day"


def test_likely_duplicates_are_listed_with_the_reason(cli: Cli, talks: Path) -> None:
    assert cli("merge", "person").out == "No two names look like the same person.\n"
    cli("add", "person", "name=Pat Example")
    cli("add", "person", "name=P. Example")
    pair = json.loads(cli("merge", "person", "--json").out)["pairs"][0]
    assert (pair["one"]["name"], pair["other"]["name"]) == ("Pat Example", "P. Example")
    assert (pair["score"], pair["reason"]) == (90, "“P.” may stand for “Pat”")
    assert "may stand for" in cli("merge", "person").out


def test_a_merge_says_first_what_it_would_keep(cli: Cli, talks: Path) -> None:
    cli("add", "person", "name=Pat Example")
    cli("add", "person", "name=P. Example")
    dry = cli("merge", "person", "Pat Example", "P. Example", "--dry-run")
    assert dry.out.splitlines()[:2] == [
        "“Pat Example” stays.",
        "“P. Example” becomes another name.",
    ]
    assert "P. Example" in cli("list", "people").out
    done = cli("merge", "person", "Pat Example", "P. Example")
    assert done.status == 0
    assert "Saved: Merge person" in done.out
    assert "\nP. Example" not in cli("list", "people").out
    assert cli("undo").status == 0
    assert "P. Example" in cli("list", "people").out


def test_a_merge_that_cannot_be_is_refused_with_the_reason(cli: Cli, talks: Path) -> None:
    both = ("Union of Examples", "Sample District")
    assert "side differs" in cli("merge", "organization", *both, "--dry-run").out
    refused = cli("merge", "organization", *both)
    assert refused.status == 2
    assert "side differs" in refused.err
    assert "Nothing was changed." in refused.err
    assert cli("merge", "organization", "Sample District").err.startswith("merge: Say which two.")

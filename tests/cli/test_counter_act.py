"""Answering offers, saying what became of them, and reading agreements, from the command line."""

import json
from pathlib import Path

import pytest

from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import agreements, records
from negotiation_tracker.services.commands import DraftAgreement
from negotiation_tracker.services.workspace import Workspace
from tests.cli.calling import Cli


@pytest.fixture
def chain(cli: Cli, talks: Path) -> Path:
    """Log an ask and an answer in the talks."""
    for maker, item, day in (("u", "Wages = 9%", "2 Apr 2024"), ("e", "Wages = 2%", "9 Apr 2024")):
        made = cli("log", "proposal", "--from", maker, "--item", item, "--date", day)
        assert made.status == 0, made.err
    return talks


def test_a_counter_says_what_it_answers_and_saves_in_one_step(cli: Cli, chain: Path) -> None:
    made = cli("counter", "P2", "--item", "Wages = 8% over 3 years", "--date", "12 Apr 2024")
    assert made.status == 0, made.err
    assert "Counters P2 from Sample District, Tue 9 Apr 2024: Wages: 2%" in made.err
    assert "P3 from Union of Examples: Wages: 8% over three years" in made.out
    shown = json.loads(cli("show", "proposal", "P3", "--json").out)["proposal"]
    assert shown["kind"] == "counter"
    assert cli("undo").status == 0
    assert "P3" not in cli("list", "proposals").out


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("P1", "--from", "u"), "come from the same side"),
        (("P2", "--date", "1 Apr 2024"), "was passed before P2"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_reason(
    cli: Cli, chain: Path, arguments: tuple[str, ...], reason: str
) -> None:
    refused = cli("counter", *arguments, "--item", "Wages = 8%")
    assert refused.status == 2
    assert reason in refused.err
    assert "Nothing was changed." in refused.err
    assert len(cli("list", "proposals").out.splitlines()) == 3


def test_a_dry_run_only_tells(cli: Cli, chain: Path) -> None:
    told = cli("counter", "P2", "--dry-run")
    assert told.status == 0
    assert "Counters P2" in told.err
    assert "date is missing" in told.err
    assert len(cli("list", "proposals").out.splitlines()) == 3


def test_what_became_of_an_offer_is_recorded_with_its_day(cli: Cli, chain: Path) -> None:
    made = cli("act", "P2", "rejected", "--by", "u", "--date", "15 Apr 2024", "--note", "Too low")
    assert made.status == 0, made.err
    assert (
        "rejected, Union of Examples, Mon 15 Apr 2024: Too low" in cli("show", "proposal", "P2").out
    )
    wrong = cli("act", "P2", "withdrawn", "--item", "Parking")
    assert wrong.status == 2
    assert "P2 says nothing on “Parking”" in wrong.err


def test_agreements_are_listed_and_shown(cli: Cli, chain: Path) -> None:
    ws = Workspace.open(chain)
    negotiation = ws.negotiations()[0].id
    wages = ws.records("issue")[0].id
    union = ws.records("participant")[0].id
    offer = ws.records("proposal")[0].id
    draft = DraftAgreement(negotiation, {"language": "Pay rises."}, (wages,), (offer,))

    def sign(writer: RecordWriter) -> int:
        key = agreements.draft(writer, draft)
        person = records.create(writer, "person", {"name": "Pat Example"})
        seat = {"participant_id": union, "person_id": person}
        records.create(writer, "team_seat", {**seat, "may_sign": True})
        return agreements.sign(writer, key, {**seat, "date": "20 Apr 2024"})

    ws.change("Set up", sign)
    ws.close()
    listed = cli("list", "agreements").out
    assert "TA1\tWages\tnot known\tone side signed\tP1\tUnion of Examples" in listed
    shown = cli("show", "agreement", "TA1").out
    assert "Union of Examples: Pat Example, signed Sat 20 Apr 2024" in shown
    assert "Sample District: not signed" in shown
    assert "Pay rises." in shown
    form = json.loads(cli("show", "agreement", "ta1", "--json").out)["agreement"]
    assert form["status"] == "one_side"

"""cost, redline, impasse: shown, as JSON, and as files that hold only what their reader may see."""

import json
import os
from pathlib import Path

import openpyxl
import pytest

from negotiation_tracker.services.workspace import Workspace
from tests.cli.calling import Cli
from tests.exchange.opened import everything_in

SEIU = ("--negotiation", "LAUSD-SEIU99-2023")
BASE = ("--people", "30,000", "--average", "$25,000")
ASSUMED = ("--assume", "A years=5 split=equal_simple because the other offer covers five years")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def texts(cli: Cli, talks: Path) -> Path:
    for passed, maker, language in (
        ("2024-03-01", "u", "The raise is 6% from 1 July."),
        ("2024-03-08", "u", "The raise is 5% from 1 July."),
        ("2024-03-15", "e", "The raise is 2% from 1 July."),
    ):
        made = cli("log", "proposal", "--from", maker, "--date", passed, "--item", "Wages = 5%")
        assert made.status == 0, made.err
        edited = cli("edit", "proposal_item", _newest_item(), f"language={language}")
        assert edited.status == 0, edited.err
    return talks


def _newest_item() -> str:
    workspace = Workspace.open(Path(os.environ["NEGOTIATION_TRACKER_STORE"]))
    uid = workspace.records("proposal_item")[-1].uid
    workspace.close()
    return uid


# -- cost --


def test_what_can_be_costed_is_listed_first(cli: Cli, sample: Path) -> None:
    done = cli("cost", *SEIU)
    assert done.status == 0, done.err
    assert "PR3b, LAUSD\t23% over five years\tby 23 Mar 2023" in done.out
    assert "average: about $25,000 a year" in done.out
    form = json.loads(cli("cost", *SEIU, "--json").out)
    assert {f["for"] for f in form["figures"]} == {"headcount", "average"}


def test_the_worked_example_to_the_dollar(cli: Cli, sample: Path) -> None:
    order = ("--offer", "PR2", "--offer", "PR3b", *BASE)
    shown = cli("cost", *SEIU, *order).out
    assert "Cost a year over the base\t$225,000,000\t$172,500,000" in shown
    assert "Equal steps, compounded\t–\t$503,226,622" in shown
    assert "Total over the term" not in shown
    assert "Type an assumption" in shown
    form = json.loads(cli("cost", *SEIU, *order, *ASSUMED, "--json").out)
    union, employer = form["offers"]
    assert (union["term"], employer["term"]) == ("675000000.00", None)
    assert union["assumed"][0] == "“the other offer covers five years”"
    assert employer["bounds"]["at_once"] == "862500000.00"
    assert union["wages"]["sum_percent"]["value"] is None
    assert union["wages"]["sum_percent"]["reason"]


def test_typed_offers_and_placement_tables(cli: Cli, sample: Path, here: Path) -> None:
    (here / "steps.tsv").write_text("Step\tFTE\tSalary\n1\t100\t30000\n2\t50\t60,000\n")
    form = json.loads(
        cli(
            "cost", *SEIU, "--placement", "steps.tsv", "--rate", "Pension 20%", "--json",
            "--typed", "Us = 3% from 1 Jul 2023 + $1,000 bonus from 1 Jul 2023",
            "--first-day", "1 Jul 2023", "--assume", "a years=1 because one year is offered",
            "--beside", "A Nurses: $50,000",
        ).out
    )  # fmt: skip
    assert form["base"] == {
        "people": "150", "average": "40000.00", "amount": "6000000.00",
        "note": None,
    }  # fmt: skip
    [year] = form["offers"][0]["years"]
    assert (year["recurring"], year["one_time"], year["other"]) == (
        "180000.00", "150000.00", "50000.00",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("--offer", "PR3b"), "people and average pay"),
        (("--offer", "P99", *BASE), "Offers: PR4, PR3b, PR3, PR2"),
        (("--typed", "30%", *BASE), "NAME = NUMBERS"),
        (("--offer", "PR2", *BASE, "--assume", "five years"), "does not name its offer"),
        (("--offer", "PR2", *BASE, "--assume", "A five"), "is not understood"),
        (("--offer", "PR2", *BASE, "--assume", "A years=5"), "Say in words"),
        (("--offer", "PR2", *BASE, "--assume", "B years=5 because x"), "no offer B"),
        (("--offer", "PR2", *BASE, "--beside", "B"), "does not name its offer"),
        (("--offer", "PR2", "--placement", "gone.tsv"), "cannot be read"),
        (("--offer", "PR2", *BASE, "out.doc"), "End its name with .pdf or .xlsx"),
    ],
)
def test_what_is_wrong_is_said(
    cli: Cli, sample: Path, here: Path, more: tuple[str, ...], words: str
) -> None:
    done = cli("cost", *SEIU, *more)
    assert done.status == 2
    assert words in done.err
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("name", ["costs.pdf", "costs.xlsx"])
def test_costs_are_written(cli: Cli, sample: Path, here: Path, name: str) -> None:
    order = ("--offer", "PR2", "--offer", "PR3b", *BASE, *ASSUMED)
    done = cli("cost", *SEIU, *order, name)
    assert (done.status, done.out) == (0, f"Written: {name}\n")
    assert "five years" in everything_in(here / name)
    assert cli("cost", *SEIU, *order, name).status == 7
    again = (here / name).read_bytes()
    assert cli("cost", name, *SEIU, *order, "--replace").status == 0
    assert (here / name).read_bytes() == again
    if name.endswith("xlsx"):
        rows = openpyxl.load_workbook(here / name)["Costs"].iter_rows(values_only=True)
        assert ("Over the term", "Total over the term", 675_000_000, None) in list(rows)


# -- redline --


def test_the_same_partys_texts_are_compared_first(cli: Cli, texts: Path) -> None:
    shown = cli("redline", "wages", "--new", "P2").out
    assert "The raise is [-6%-]{+5%+} from 1 July." in shown
    newest = cli("redline", "Wages").out
    assert "[-5%-]{+2%+}" in newest
    form = json.loads(cli("redline", "wages", "--old", "P1", "--new", "P3", "--json").out)
    assert [p["text"] for p in form["pieces"] if p["change"] == "inserted"] == ["2%"]
    listed = cli("redline", "wages", "--list").out.splitlines()
    assert len(listed) == 4


def test_the_contract_in_force_comes_from_a_file(cli: Cli, texts: Path, here: Path) -> None:
    (here / "article.txt").write_text("The raise is 1% from 1 July.")
    shown = cli("redline", "wages", "--contract", "article.txt").out
    assert "Contract in force" in shown
    assert "[-1%-]{+2%+}" in shown


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (("wages", "--old", "P9"), "Texts: P1, P2, P3"),
        (("parking",), "Known codes: "),
        (("wages", "--old", "P1", "--against", "contract"), "give one"),
        (("wages", "--against", "contract"), "contract"),
        (("hours",), "No text is recorded"),
        (("wages", "r.pdf"), ".docx or .html"),
    ],
)
def test_what_cannot_be_compared_is_said(
    cli: Cli, texts: Path, more: tuple[str, ...], words: str
) -> None:
    done = cli("redline", *more)
    assert done.status == 2
    assert words in done.err


@pytest.mark.parametrize("name", ["r.docx", "r.html"])
def test_redlines_are_written(cli: Cli, texts: Path, here: Path, name: str) -> None:
    done = cli("redline", "wages", "--new", "P2", name, "--audience", "me")
    assert (done.status, done.out) == (0, f"Written: {name}\n")
    assert "6%" in everything_in(here / name)
    # What was passed across the table is not public unless somebody says so.
    refused = cli("redline", "wages", "--new", "P2", f"public-{name}")
    assert refused.status == 2
    assert not (here / f"public-{name}").exists()


# -- impasse --


def test_the_impasse_sheet_lists_what_to_fill_in(cli: Cli, sample: Path) -> None:
    shown = cli("impasse", "--negotiation", "LAUSD-UTLA-2019", "--as-of", "2019-01-20").out
    assert "Sessions held: 2" in shown or "Sessions held: 3" in shown
    assert "to fill in: Date of impasse, and which party declares it" in shown
    form = json.loads(cli("impasse", "--negotiation", "LAUSD-UTLA-2019", "--json").out)
    assert [a["number"] for a in form["answers"]] == list(range(1, 11))
    assert form["audience"] == "agency"


def test_the_impasse_sheet_is_written(cli: Cli, sample: Path, here: Path) -> None:
    done = cli("impasse", "sheet.pdf", "--negotiation", "LAUSD-UTLA-2019", "--json")
    assert json.loads(done.out)["bytes"] == (here / "sheet.pdf").stat().st_size
    assert "8 CCR 32792" in everything_in(here / "sheet.pdf")
    assert cli("impasse", "sheet.doc", "--negotiation", "LAUSD-UTLA-2019").status == 2

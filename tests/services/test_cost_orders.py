"""Costings as filled in: offers on record or typed, what is silent needs an assumption."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from negotiation_tracker.model.errors import ExportError, InvalidInput, NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.rules import cost_table
from negotiation_tracker.services import cost_exports, cost_orders, figures
from negotiation_tracker.services.commands import ItemLine, LogProposal, TermLine
from negotiation_tracker.services.cost_exports import CostFormat
from negotiation_tracker.services.cost_orders import CostOrder, OfferForm
from negotiation_tracker.services.costing import CostForm
from negotiation_tracker.services.proposals import log
from negotiation_tracker.services.workspace import Workspace
from tests.exchange.opened import everything_in
from tests.services.talks import Talks

D = Decimal
TODAY = date(2024, 5, 4)
BASE = CostForm("30,000", "25,000")
PUBLIC = Reader(Audience.PUBLIC)
FIVE_YEARS = {"text": "As the other offer", "years": "5", "split": "equal_simple"}


def typed(terms: str, name: str = "Union", **more: object) -> OfferForm:
    return replace(OfferForm(name=name, terms=terms), **more)  # type: ignore[arg-type]


def item(talks: Talks, maker: int, number: str, years: str = "", handling: str = "public") -> int:
    line = ItemLine(talks.wages, terms=(TermLine(number, horizon_years=years),))
    command = LogProposal(talks.id, {"from_id": maker, "handling": handling}, (line,))
    proposal = talks.do(lambda w: log(w, command))
    items = [i.id for i in talks.ws.records("proposal_item") if i.proposal_id == proposal]
    return items[0]


def read(talks: Talks, order: CostOrder) -> cost_orders.Costing:
    return cost_orders.read(talks.ws.dossier(talks.id), order, TODAY)


def wrong(talks: Talks, order: CostOrder) -> dict[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read(talks, order)
    return {problem.field: problem.message for problem in caught.value.problems}


def test_recorded_and_typed_offers_stand_side_by_side(talks: Talks) -> None:
    theirs = item(talks, talks.employer, "23%", "5")
    order = CostOrder(
        BASE,
        (OfferForm(theirs, assumption={"text": "Even", "split": "equal_simple"}), typed("30%")),
    )
    found = read(talks, order)
    first, second = found.comparison.costs
    assert first.term == D(517_500_000)
    assert second.term is None
    assert "years this offer covers are not stated" in second.reason
    assert second.at_end is not None
    assert second.at_end.a_year == D(225_000_000)
    assert [view.headline for view in found.wages if view] == [
        "23% over five years",
        "30%, years not stated",
    ]


def test_bounds_are_given_where_the_split_is_not_known(talks: Talks) -> None:
    found = read(talks, CostOrder(BASE, (typed("23% over 5 years"),)))
    bounds = found.comparison.costs[0].bounds
    assert bounds is not None
    assert (bounds.at_end, bounds.at_once) == (D(172_500_000), D(862_500_000))
    assert found.comparison.costs[0].term is None


def test_typed_steps_with_an_amount_an_hour(talks: Talks) -> None:
    steps = typed(
        "6% + 7% + 7% + $2/hour",
        assumption={"text": "One a year", "years": "4", "one_step_a_year": "yes",
                    "compounding": "yes"},
    )  # fmt: skip
    order = CostOrder(BASE, (steps,), first_day="1 Jul 2024", hours="2,000", hourly="20")
    found = read(talks, order)
    cost, view = found.comparison.costs[0], found.wages[0]
    assert cost.reason == ""
    assert len(cost.years) == 4
    assert view is not None
    assert view.total.value == D(20)
    assert view.hourly.value is not None
    assert round(view.hourly.value.high, 4) == D("26.6991")
    # Without hours a year the amount an hour is not costed, and is not zero.
    without = read(talks, replace(order, hours="")).comparison.costs[0]
    assert without.term is None
    assert "hours" in without.reason


def test_costs_beside_wages(talks: Talks) -> None:
    offer = typed(
        "3% from 1 Jul 2024",
        assumption={"text": "As proposed", "years": "2"},
        extras="Nurses: $1,000,000 from year 2\n\nTraining: 500 once",
    )
    cost = read(talks, CostOrder(BASE, (offer,), first_day="1 Jul 2024")).comparison.costs[0]
    assert [year.other for year in cost.years] == [D(500), D(1_000_000)]


@pytest.mark.parametrize(
    ("order", "field", "message"),
    [
        (CostOrder(), "headcount", "paste a placement"),
        (CostOrder(BASE, (typed(""),)), "offers[0].terms", "Type what is offered"),
        (CostOrder(BASE, (typed("a raise"),)), "offers[0].terms", "holds no number"),
        (CostOrder(BASE, (typed("20 nurses"),)), "offers[0].terms", "says nothing on pay"),
        (CostOrder(BASE, (typed("3%", assumption={"years": "5"}),)), "offers[0].text", "in words"),
        (CostOrder(BASE, (typed("3%", extras="Nurses"),)), "offers[0].extras", "Line 1"),
        (CostOrder(BASE, (typed("3%", extras="N: 5 from year 0"),)), "offers[0].extras", "year 0"),
        (CostOrder(BASE, (typed("3%"), OfferForm(999))), "offers[1].item_id", "not in the record"),
        (CostOrder(BASE, first_day="Aug 2023"), "first_day", "one calendar day"),
        (CostOrder(BASE, hours="0"), "hours", "above zero"),
        (CostOrder(BASE, hourly="much"), "hourly", "not a number"),
    ],
)
def test_every_problem_stands_at_its_field(
    talks: Talks, order: CostOrder, field: str, message: str
) -> None:
    assert message in wrong(talks, order)[field]


def test_choices_come_from_the_record(talks: Talks) -> None:
    first = item(talks, talks.union, "30%")
    talks.do(
        lambda w: figures.add(
            w, talks.id, {"amount": "around 30,000 workers", "metric": "workers_represented",
                          "title": "Workers", "population": "the unit",
                          "attribution": "first hand"},
        )
    )  # fmt: skip
    talks.do(
        lambda w: figures.add(
            w, talks.id, {"amount": "60,000 employees", "metric": "employees_on_strike",
                          "title": "Strikers", "population": "all", "attribution": "first hand"},
        )
    )  # fmt: skip
    dossier = talks.ws.dossier(talks.id)
    offers = cost_orders.offer_choices(dossier, talks.id)
    assert [(o.item_id, o.headline) for o in offers] == [(first, "30%, years not stated")]
    [people] = cost_orders.figure_choices(dossier, talks.id)
    assert (people.field, people.value) == ("headcount", "30,000")
    assert people.words.startswith("about 30,000 workers · the unit")
    order = CostOrder(replace(BASE, note="Budget book"), (typed("3%"),), figures=(people.id,))
    note = read(talks, order).comparison.settings.base.note
    assert note.startswith("Budget book. People: about 30,000 workers · the unit")
    changed = replace(order, form=replace(BASE, headcount="31,000"))
    assert read(talks, changed).comparison.settings.base.note == ""


def test_workbook_has_numbers_and_leaves_unknown_empty(talks: Talks, tmp_path: Path) -> None:
    order = CostOrder(BASE, (typed("=30%", name="=cmd()"), typed("23% over 5 years", "Employer")))
    order = replace(order, offers=(typed("30%", name="=cmd()"), order.offers[1]))
    made = cost_exports.cost_pages(talks.ws, talks.id, PUBLIC, order)
    path = cost_exports.save_costs(talks.ws, made, CostFormat.XLSX, tmp_path / "c.xlsx")
    book = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    rows = {str(row[1].value): row for row in book["Costs"].iter_rows(min_row=2)}
    assert rows["Cost a year over the base"][2].value == 225_000_000
    bound = rows["All from the first year"]
    assert (bound[2].value, bound[3].value) == (None, 862_500_000)
    assert book["Costs"]["C1"].value == "A · =cmd()"
    assert book["Costs"]["C1"].data_type == "s"
    assert (book.properties.creator or "", book.properties.title) == ("", "Costs of offers")
    offers = [tuple(cell.value for cell in row) for row in book["Offers"].iter_rows()]
    assert any(what == "Not costed by year" for _, what, _ in offers)
    assert (
        path.read_bytes()
        == cost_exports.save_costs(
            talks.ws, made, CostFormat.XLSX, tmp_path / "d.xlsx"
        ).read_bytes()
    )


def test_each_row_of_amounts_matches_its_words(talks: Talks) -> None:
    comparison = read(talks, CostOrder(BASE, (typed("30%"),))).comparison
    for row in cost_table.rows(comparison):
        for words, amount in zip(row.cells, row.amounts, strict=False):
            shown = cost_table.NOTHING if amount is None else cost_table.money(amount, "USD")
            assert words == shown


@pytest.mark.parametrize("form", list(CostFormat))
def test_what_leaves_holds_nothing_the_reader_may_not_see(
    talks: Talks, form: CostFormat, tmp_path: Path
) -> None:
    shown = item(talks, talks.employer, "23%", "5")
    hidden = item(talks, talks.union, "30%", handling="team")
    talks.add(
        "private_note", negotiation_id=talks.id, owner_id=talks.union, text="Floor zyxwvutsr",
        handling="team", confidence_of_id=talks.union,
    )  # fmt: skip
    order = CostOrder(BASE, (OfferForm(shown),))
    made = cost_exports.cost_pages(talks.ws, talks.id, PUBLIC, order)
    path = cost_exports.save_costs(talks.ws, made, form, tmp_path / f"c.{form}")
    assert "zyxwvutsr" not in everything_in(path)
    assert "Pat Example" not in everything_in(path)
    assert talks.ws.records("export_log")[-1].filters == "costs of 1 offer"
    with pytest.raises(ExportError, match="may not leave"):
        cost_exports.cost_pages(talks.ws, talks.id, PUBLIC, CostOrder(BASE, (OfferForm(hidden),)))
    secret = {"text": "Their floor is zyxwvutsr", "split": "at_end"}
    leaky = CostOrder(BASE, (OfferForm(shown, assumption=secret),))
    made = cost_exports.cost_pages(talks.ws, talks.id, PUBLIC, leaky)
    with pytest.raises(ExportError) as caught:
        cost_exports.save_costs(talks.ws, made, form, tmp_path / f"leak.{form}")
    assert caught.value.code == "E42"
    assert not (tmp_path / f"leak.{form}").exists()


def test_a_base_from_a_withheld_figure_does_not_leave(talks: Talks) -> None:
    figure = talks.do(
        lambda w: figures.add(
            w, talks.id, {"amount": "30,000 workers", "metric": "workers_represented",
                          "title": "Workers", "population": "the unit", "handling": "team",
                          "attribution": "first hand", "confidence_of_id": talks.union},
        )
    )  # fmt: skip
    order = CostOrder(BASE, (typed("3%"),), figures=(figure,))
    with pytest.raises(NotFound, match="figure this reader may not see"):
        cost_exports.cost_pages(talks.ws, talks.id, PUBLIC, order)
    mine = cost_exports.cost_pages(talks.ws, talks.id, Reader(Audience.ME), order)
    assert len(mine.sheet.comparison.costs) == 1


def test_pages_are_pictures(talks: Talks, ws: Workspace) -> None:
    made = cost_exports.cost_pages(ws, talks.id, PUBLIC, CostOrder(BASE, (typed("30%"),)))
    assert all(page.startswith(b"\x89PNG") for page in made.printable.pages())
    assert made.file_name(CostFormat.PDF).startswith("SAMPLE-1-costs-public-")

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from negotiation_tracker.model.errors import InvalidInput, NotFound
from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_inputs import Assumption, CostOffer, Split
from negotiation_tracker.rules.cost_placing import Calendar
from negotiation_tracker.services import costing
from negotiation_tracker.services.costing import CostForm
from tests.rules.build import Talks

D = Decimal
FORM = CostForm(headcount="30,000", average="$25,000", note="Typed by Pat Example, March 2023")
CALENDAR = Calendar(date(2023, 7, 1), D(2000))


def problems(form: CostForm) -> list[tuple[str, str]]:
    with pytest.raises(InvalidInput) as caught:
        costing.read_settings(form)
    return [(p.field, p.message) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("25,000", "25000"),
        ("$25,000.50", "25000.50"),
        ("4.5%", "4.5"),
        ("30 000", "30000"),
        ("-2", "-2"),
        (".5", "0.5"),
        ("1,250,000", "1250000"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed: str, number: str) -> None:
    assert costing.read_number(typed) == D(number)


@pytest.mark.parametrize("typed", ["", "x", "1,25", "1.2.3", "--1", "1e5", "nan", "%"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        costing.read_number(typed)


def test_settings_are_read_with_rates() -> None:
    form = CostForm("100", "40000", rates="Pension 19.1% not on one-time\n\nMedicare: 1.45 %")
    settings = costing.read_settings(form)
    assert settings.base.amount == D(4_000_000)
    assert [(r.name, r.percent, r.on_one_time) for r in settings.rates] == [
        ("Pension", D("19.1"), False),
        ("Medicare", D("1.45"), True),
    ]
    assert (settings.drift, settings.inflation) == (None, None)


def test_placement_table_is_pasted_from_a_spreadsheet() -> None:
    pasted = "Step\tFTE\tSalary\r\n1\t2.5\t$20,000\r\n\r\n2\t4\t30000\r\n"
    base = costing.read_settings(CostForm(placement=pasted)).base
    assert [(row.step, row.fte, row.salary) for row in base.rows] == [
        ("1", D("2.5"), D(20_000)),
        ("2", D(4), D(30_000)),
    ]


@pytest.mark.parametrize(
    ("form", "field", "message"),
    [
        (CostForm(), "headcount", "or paste a placement table"),
        (CostForm("10", ""), "average", "or paste"),
        (CostForm("0", "5"), "headcount", "above zero"),
        (CostForm("ten", "5"), "headcount", "not a number"),
        (CostForm(placement="1\t2"), "placement", "Row 1: 2 columns"),
        (CostForm(placement="1\t2\tx"), "placement", "Row 1: salary"),
        (CostForm(placement="1\t-2\t5"), "placement", "below zero"),
        (CostForm(placement="step\tfte\tpay"), "placement", "No row"),
        (CostForm(placement="1\t0\t5"), "placement", "no positions"),
        (CostForm("1", "5", rates="Pension"), "rates", "Line 1"),
        (CostForm("1", "5", inflation="-100"), "inflation", "above −100%"),
        (CostForm("1", "5", drift="a bit"), "drift", "not a number"),
    ],
)
def test_what_cannot_be_read_is_named_by_field(form: CostForm, field: str, message: str) -> None:
    assert any(f == field and message in m for f, m in problems(form))


def test_assumptions_need_words() -> None:
    assert costing.read_assumption({"text": " ", "years": ""}) is None
    raw = {"text": "As before", "years": "5", "split": "equal_simple", "compounding": "no"}
    assert costing.read_assumption(raw) == Assumption(
        "As before", 5, Split.EQUAL_SIMPLE, compounding=False
    )
    for wrong in ({"years": "5"}, {"text": "x", "years": "2.5"}, {"text": "x", "split": "y"}):
        with pytest.raises(InvalidInput):
            costing.read_assumption(wrong)


def offers(talks: Talks) -> tuple[CostOffer, CostOffer]:
    first = talks.offer("P1", talks.union, "2023-03-20")[1]
    talks.percent(first, 30)
    second = talks.offer("P2", talks.employer, "2023-03-23")[1]
    talks.percent(second, 23, 5)
    dossier = talks.dossier()
    return (
        costing.offer(dossier, first.id, CALENDAR),
        costing.offer(dossier, second.id, CALENDAR),
    )


def test_offers_on_record_are_compared() -> None:
    talks = Talks()
    comparison = costing.compare(costing.read_settings(FORM), offers(talks))
    assert cost_table.names(comparison) == ("A · P1, Union", "B · P2, Employer")
    rows = {row.label: row.cells for row in cost_table.rows(comparison)}
    assert rows["Cost a year over the base"] == ("$225,000,000", "$172,500,000")
    assert rows["All from the first year"] == (cost_table.NOTHING, "$862,500,000")
    assert rows["Equal steps, compounded"] == (cost_table.NOTHING, "$503,226,622")
    assert rows["At average pay, $25,000 now"] == ("$32,500", "$30,750")
    assert "Total over the term" not in rows
    with pytest.raises(NotFound):
        costing.offer(talks.dossier(), 999, CALENDAR)


def test_duration_in_another_item_of_the_offer_counts() -> None:
    talks = Talks()
    proposal, item = talks.offer("P1", talks.union, "2023-03-20")
    talks.percent(item, 3, spread="single", effective_on="2023-07-01")
    term = talks.item(proposal, talks.issue("term"))
    duration = {"measure": "duration_years", "value_scaled": 3, "scale": 0, "unit": "years"}
    talks.add("term", item_id=term.id, **duration)
    assert costing.offer(talks.dossier(), item.id, CALENDAR).years == 3


def test_printed_sheet_carries_inputs_reasons_and_assumptions() -> None:
    talks = Talks()
    first, second = offers(talks)
    assumed = costing.offer(
        talks.dossier(),
        talks.dossier().where("proposal_item")[0].id,
        CALENDAR,
        Assumption("Five years, as the other offer", 5, Split.EQUAL_SIMPLE),
    )
    comparison = costing.compare(costing.read_settings(FORM), [first, second, assumed])
    data = costing.to_pdf("Example talks", comparison, date(2023, 3, 24))
    assert data == costing.to_pdf("Example talks", comparison, date(2023, 3, 24))
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    plain = " ".join(text.split())
    for words in (
        "30%, years not stated",
        "23% over five years",
        "Typed by Pat Example, March 2023",
        "Five years, as the other offer",
        "equal yearly steps, not compounded",
        "$675,000,000",
        "The years this offer covers are not stated.",
    ):
        assert words in plain


@pytest.mark.parametrize(
    ("amount", "words"),
    [("1234.5", "$1,235"), ("-0.4", "$0"), ("-1234", "−$1,234"), ("0", "$0")],
)
def test_money_is_rounded_for_show(amount: str, words: str) -> None:
    assert cost_table.money(D(amount), "USD") == words

"""Writes a comparison of costs as a printed sheet, with every input and assumption."""

from dataclasses import dataclass
from datetime import date

from negotiation_tracker.exchange.paper import (
    Block,
    Facts,
    Heading,
    Listing,
    NumberTable,
    Paper,
    Paragraph,
    TableRow,
)
from negotiation_tracker.exchange.writers import paper_pdf
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_results import Comparison, OfferCost


@dataclass(frozen=True, slots=True)
class CostingSheet:
    """A comparison ready to be written.

    Attributes:
        talks: name of the negotiation.
        comparison: what is compared.
        as_of: the day it shows.
        handling: who may see it, in words; empty when anybody may.

    """

    talks: str
    comparison: Comparison
    as_of: date
    handling: str = ""


def write(sheet: CostingSheet) -> bytes:
    """Write the sheet as PDF."""
    return paper_pdf.write(paper(sheet))


def paper(sheet: CostingSheet) -> Paper:
    """Lay the sheet out."""
    comparison = sheet.comparison
    currency = comparison.settings.base.currency
    heads = cost_table.names(comparison)
    settings = [(name, (value,)) for name, value in cost_table.settings_rows(comparison.settings)]
    settings.append(
        ("One percent costs a year", (cost_table.money(comparison.one_percent, currency),))
    )
    blocks: list[Block] = [
        Heading("The offers"),
        Facts(
            tuple(
                (head, _offer_lines(cost))
                for head, cost in zip(heads, comparison.costs, strict=True)
            )
        ),
        Heading("Costs"),
        NumberTable(
            ("", *heads),
            tuple(TableRow(r.label, r.cells, r.strong) for r in cost_table.rows(comparison)),
        ),
    ]
    if comparison.notes:
        blocks.append(Listing("To keep in mind", comparison.notes))
    blocks += [
        Heading("Costed with"),
        Facts(tuple(settings)),
        Paragraph(
            "Amounts are rounded to whole units of the currency for print only. Costs are over "
            "pay before any offer. “–” means that there is no number, never zero.",
            quiet=True,
        ),
    ]
    return Paper(
        title="Costs of offers",
        subtitle=sheet.talks,
        as_of=sheet.as_of,
        foot=f"{sheet.talks} · costed {short_date(sheet.as_of)}",
        blocks=tuple(blocks),
        handling=sheet.handling,
    )


def _offer_lines(cost: OfferCost) -> tuple[str, ...]:
    lines = [cost.offer.stated]
    if cost.assumptions:
        lines.append(f"Assumed: {' – '.join(cost.assumptions)}")
    lines += [f"Beside wages: {extra.label}" for extra in cost.offer.extras]
    if cost.reason:
        lines.append(f"Not costed by year. {cost.reason}")
    return tuple(lines)

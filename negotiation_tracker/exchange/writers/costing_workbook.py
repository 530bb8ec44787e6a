"""Writes a comparison of costs as an Excel workbook: amounts as numbers, everything else as text.

Amounts are written to the cent and shown in whole units; a cell without a number is empty, never
zero, and the reason stands in the sheet of offers.
"""

from negotiation_tracker.exchange.sheets import Row, Sheet, Value
from negotiation_tracker.exchange.writers.costing_sheet import CostingSheet
from negotiation_tracker.exchange.writers.workbook import write_sheets
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules import cost_table
from negotiation_tracker.rules.cost_results import Comparison, OfferCost
from negotiation_tracker.rules.cost_table import NOTHING, CostRow


def write(sheet: CostingSheet) -> bytes:
    """Write the workbook: costs, what was offered and assumed, what it was costed with.

    Raises:
        ExportError: a text is longer than a cell can hold.

    """
    return write_sheets(sheets(sheet), "Costs of offers", sheet.as_of)


def sheets(sheet: CostingSheet) -> tuple[Sheet, ...]:
    """Lay the workbook out."""
    comparison = sheet.comparison
    heads = cost_table.names(comparison)
    offers = tuple(
        row
        for head, cost in zip(heads, comparison.costs, strict=True)
        for row in _offer(head, cost)
    )
    return (
        Sheet("Costs", ("Part", "Cost", *heads), tuple(_costs(comparison))),
        Sheet("Offers", ("Offer", "What", "Words"), offers),
        Sheet("About", (), (("Costs of offers",), *_about(sheet))),
    )


def _costs(comparison: Comparison) -> list[Row]:
    rows: list[Row] = []
    part = ""
    for row in cost_table.rows(comparison):
        if row.heading:
            part = row.label
        else:
            rows.append((part, row.label.strip(), *_cells(row)))
    return rows


def _cells(row: CostRow) -> tuple[Value, ...]:
    if row.amounts:
        return row.amounts
    return tuple(_cell(cell) for cell in row.cells)


def _cell(words: str) -> Value:
    if words == NOTHING:
        return None
    return int(words) if words.isdecimal() else words


def _offer(head: str, cost: OfferCost) -> list[Row]:
    rows: list[Row] = [(head, "Stated", cost.offer.stated)]
    rows += [(head, "Assumed", words) for words in cost.assumptions]
    rows += [(head, "Beside wages", extra.label) for extra in cost.offer.extras]
    if cost.reason:
        rows.append((head, "Not costed by year", cost.reason))
    return rows


def _about(sheet: CostingSheet) -> list[Row]:
    comparison = sheet.comparison
    currency = comparison.settings.base.currency
    rows: list[Row] = [("Talks", sheet.talks), ("Costed", short_date(sheet.as_of))]
    if sheet.handling:
        rows.append(("Handling", sheet.handling))
    rows.append(("Currency", f"{currency}; amounts are shown rounded to whole units"))
    rows += cost_table.settings_rows(comparison.settings)
    rows.append(("One percent costs a year", cost_table.money(comparison.one_percent, currency)))
    rows += [("To keep in mind", note) for note in comparison.notes]
    for place in comparison.settings.base.rows:
        pay = cost_table.money(place.salary, currency, 2)
        rows.append((f"Step {place.step}", f"{place.fte.normalize():,f} positions at {pay}"))
    return rows

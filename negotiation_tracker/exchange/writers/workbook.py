"""Writes a history as an Excel workbook: one sheet for each kind of thing, text always text."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from negotiation_tracker.exchange.document import HistoryDocument
from negotiation_tracker.exchange.neutral_cells import could_be_formula
from negotiation_tracker.exchange.sheets import Row, Sheet, Value, sheets_of
from negotiation_tracker.model.errors import ExportError

LONGEST_CELL = 32_767
"""Characters that a cell can hold; spreadsheet programs cut the rest without a word."""
_WIDEST = 46
_LINE = 15.0
_TALLEST = 409.0
"""Points; spreadsheet programs allow no more."""
_NARROWEST = 8
_NO_FORMULAS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class _Formats:
    """Cell formats of one workbook."""

    text: Any
    guarded: Any
    day: Any
    amount: Any
    title: Any
    head: Any
    quiet: Any


def write(documents: tuple[HistoryDocument, ...]) -> bytes:
    """Write the workbook; the same documents always give the same bytes.

    Raises:
        ExportError: a text is longer than a cell can hold.

    """
    return write_sheets(sheets_of(documents), "Bargaining history", documents[0].as_of)


def write_sheets(sheets: Iterable[Sheet], title: str, day: date) -> bytes:
    """Write sheets as a workbook; the same sheets always give the same bytes.

    Raises:
        ExportError: a text is longer than a cell can hold.

    """
    import xlsxwriter

    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, _NO_FORMULAS)
    book.set_properties({"title": title, "author": "", "created": _fixed(day)})
    formats = _formats(book)
    for sheet in sheets:
        if sheet.rows:
            _write_sheet(book, sheet, formats)
    book.close()
    return buffer.getvalue()


def _fixed(day: date) -> datetime:
    # XlsxWriter writes this moment as it stands, marked as UTC.
    return datetime(day.year, day.month, day.day, tzinfo=UTC).replace(tzinfo=None)


def _formats(book: Any) -> _Formats:
    base = {"text_wrap": True, "valign": "top"}
    guarded = book.add_format(base)
    guarded.set_quote_prefix()
    return _Formats(
        text=book.add_format(base),
        guarded=guarded,
        day=book.add_format({"valign": "top", "align": "left", "num_format": "d mmm yyyy"}),
        amount=book.add_format({"valign": "top", "align": "right", "num_format": "#,##0"}),
        title=book.add_format({"bold": True, "font_size": 14, "valign": "top"}),
        head=book.add_format({"bold": True, "valign": "top"}),
        quiet=book.add_format({**base, "font_color": "#5B6675"}),
    )


def _write_sheet(book: Any, sheet: Sheet, formats: _Formats) -> None:
    page = book.add_worksheet(sheet.name)
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(1)  # US letter, as the printed report
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P of &N")
    if not sheet.columns:
        _write_cover(page, sheet, formats)
        return
    page.freeze_panes(1, 1)
    page.repeat_rows(0)
    page.add_table(
        0,
        0,
        len(sheet.rows),
        len(sheet.columns) - 1,
        {
            "name": f"T_{sheet.name.replace(' ', '_').replace('-', '_')}",
            "style": "Table Style Light 1",
            "columns": [
                {"header": title, "header_format": formats.head} for title in sheet.columns
            ],
        },
    )
    widths = [_width(sheet, column) for column in range(len(sheet.columns))]
    for row, values in enumerate(sheet.rows, 1):
        page.set_row(row, _height(values, widths))
        for column, value in enumerate(values):
            _write_cell(page, (row, column), value, formats, sheet)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)


def _write_cover(page: Any, sheet: Sheet, formats: _Formats) -> None:
    widths = [26.0, _WIDEST * 2.0]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for row, values in enumerate(sheet.rows):
        page.set_row(row, _LINE * 1.4 if len(values) == 1 else _height(values, widths))
        if len(values) == 1:
            _write_cell(page, (row, 0), values[0], formats, sheet, formats.title)
        else:
            _write_cell(page, (row, 0), values[0], formats, sheet, formats.quiet)
            _write_cell(page, (row, 1), values[1], formats, sheet)


def _write_cell(
    page: Any,
    place: tuple[int, int],
    value: Value,
    formats: _Formats,
    sheet: Sheet,
    own: Any = None,
) -> None:
    row, column = place
    if value is None or value == "":
        page.write_blank(row, column, None, own or formats.text)
    elif isinstance(value, date):
        if value.year < 1900:  # before the first day spreadsheet programs know
            page.write_string(row, column, value.isoformat(), own or formats.text)
        else:
            page.write_datetime(row, column, _fixed(value), formats.day)
    elif isinstance(value, int):
        page.write_number(row, column, value, own or formats.text)
    elif isinstance(value, Decimal):
        page.write_number(row, column, float(round(value, 2)), own or formats.amount)
    else:
        if len(value) > LONGEST_CELL:
            raise ExportError(
                f"A text in row {row + 1} of the sheet {sheet.name} is too long for Excel.",
                f"It has {len(value):,} characters; a cell holds {LONGEST_CELL:,}. "
                "Nothing was written.",
                "Export to PDF, HTML, Markdown, CSV or JSON instead, which keep all of it.",
            )
        risky = could_be_formula(value)
        page.write_string(row, column, value, own or (formats.guarded if risky else formats.text))


def _width(sheet: Sheet, column: int) -> float:
    longest = len(sheet.columns[column]) + 3  # room for the arrow of the table's header
    for row in sheet.rows:
        if longest + 2 >= _WIDEST:
            break
        shown = _shown(row[column])
        if len(shown) > longest:
            longest = max(longest, *(len(part) for part in shown.split("\n")))
    return min(max(longest + 2, _NARROWEST), _WIDEST)


def _height(values: Row, widths: list[float]) -> float:
    """Give a row's height, since not every program fits rows to wrapped text on its own."""
    lines = 1
    for value, width in zip(values, widths, strict=True):
        shown = value if isinstance(value, str) else _shown(value)
        if lines == 1 and len(shown) < width * 0.95 and "\n" not in shown:
            continue
        parts = shown.split("\n")
        lines = max(lines, sum(1 + int(len(part) / (width * 0.95)) for part in parts))
    return min(lines * _LINE, _TALLEST)


def _shown(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return f"{value:,.0f}"
    return "31 Mar 2023" if isinstance(value, date) else str(value or "")

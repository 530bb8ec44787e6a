"""Writes a history as Markdown with tables and footnotes (the GitHub dialect)."""

import re
from typing import Final

from negotiation_tracker.exchange.blocks import Block, Entry, Facts, Listing, Table, Text
from negotiation_tracker.exchange.document import HistoryDocument, Line, Lines
from negotiation_tracker.exchange.layout import lay_out
from negotiation_tracker.model.fuzzy_dates import short_date

# What Markdown, or HTML inside it, takes for markup anywhere in a text.
_INLINE: Final = re.compile(r"[\\`*_\[\]<>|~]|&(?=#?\w+;)")
# What it takes for a list, a heading, a quotation or a rule at the start of one.
_NUMBERED: Final = re.compile(r"^([0-9]{1,9})([.)])")


def write(documents: tuple[HistoryDocument, ...]) -> bytes:
    """Write the histories one after another."""
    texts = [_history(document, f"{n}-") for n, document in enumerate(documents, 1)]
    return "\n---\n\n".join(texts).encode("utf-8")


def _history(document: HistoryDocument, prefix: str) -> str:
    page = lay_out(document)
    out = [f"# {_words(page.title)}", "", _words(page.subtitle), ""]
    if page.handling:
        out += [f"**{_words(page.handling)}**", ""]
    out += _block(page.facts, prefix, 3)
    for number, section in enumerate(page.sections, 1):
        out += [f"## {number} {_words(section.title)}", ""]
        for block in section.blocks:
            out += _block(block, prefix, 3)
    if page.notes:
        out += ["## Notes", ""]
        out += [f"[^{prefix}{number}]: {_words(text)}" for number, text in page.notes]
        out.append("")
    out += [f"As of {short_date(document.as_of)}, for: {_words(document.audience)}", ""]
    return "\n".join(out)


def _block(block: Block, prefix: str, level: int) -> list[str]:
    match block:
        case Text():
            return [_line(block.line, prefix), ""]
        case Facts():
            rows = [
                f"- {_words(name)}: {_lines(value, prefix, '; ')}" for name, value in block.rows
            ]
            return [*rows, ""]
        case Listing():
            rows = [f"- {_line(line, prefix)}" for line in block.lines]
            return [f"**{_words(block.title)}**", "", *rows, ""]
        case Table():
            return _table(block, prefix)
        case Entry():
            out = [f"{'#' * level} {_line(block.title, prefix)}", ""]
            if block.meta:
                out += [f"*{_words(block.meta)}*", ""]
            for inner in block.blocks:
                out += _block(inner, prefix, min(level + 1, 6))
            return out


def _table(table: Table, prefix: str) -> list[str]:
    head = [_lines(column.title, prefix, "<br>") for column in table.columns]
    rows = [[_lines(cell, prefix, "<br>") for cell in row] for row in table.rows]
    return [
        f"| {' | '.join(head)} |",
        f"|{' --- |' * len(head)}",
        *(f"| {' | '.join(row)} |" for row in rows),
        "",
    ]


def _lines(lines: Lines, prefix: str, between: str) -> str:
    return between.join(_line(line, prefix) for line in lines)


def _line(line: Line, prefix: str) -> str:
    notes = "".join(f"[^{prefix}{number}]" for number in line.notes)
    marks = f" *[{', '.join(line.marks)}]*" if line.marks else ""
    bare = Line(line.text, line.side).plain()
    return f"{_words(bare)}{notes}{marks}"


def _words(text: str) -> str:
    """Escape what Markdown would take for markup, and nothing else."""
    escaped = _INLINE.sub(lambda found: f"\\{found[0]}", " ".join(text.split()))
    if escaped[:1] in {"-", "+", "#", "="}:
        return f"\\{escaped}"
    return _NUMBERED.sub(r"\1\\\2", escaped)

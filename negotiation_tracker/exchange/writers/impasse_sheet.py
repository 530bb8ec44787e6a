"""Writes the impasse sheet: answers from the record, lines to write on where it holds none."""

from negotiation_tracker.exchange.paper import Answer, Block, Listing, Paper, Paragraph
from negotiation_tracker.exchange.writers import paper_pdf
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules.impasse import RULE, ImpasseSheet


def write(sheet: ImpasseSheet, handling: str = "") -> bytes:
    """Write the sheet as PDF.

    Args:
        sheet: what to write.
        handling: who may see it, in words; empty when anybody may.

    """
    return paper_pdf.write(paper(sheet, handling))


def paper(sheet: ImpasseSheet, handling: str = "") -> Paper:
    """Lay the sheet out."""
    talks = f"{sheet.negotiation.title} ({sheet.negotiation.code})"
    blocks: list[Block] = [
        Answer(str(one.number), one.question, one.lines, one.remarks, one.gaps)
        for one in sheet.answers
    ]
    blocks.append(Listing("Before it is filed", sheet.notes))
    blocks.append(
        Paragraph(
            "A working paper made from the record, not the agency’s form and not legal advice.",
            quiet=True,
        )
    )
    number = len(sheet.gaps)
    things = "1 thing is" if number == 1 else f"{number} things are"
    return Paper(
        title="Impasse: what the record holds",
        subtitle=f"{talks} · as of {short_date(sheet.as_of)} · questions of {RULE}",
        as_of=sheet.as_of,
        foot=f"{sheet.negotiation.code} · as of {short_date(sheet.as_of)}",
        blocks=tuple(blocks),
        notice=f"{things} not on record and left to fill in by hand." if number else "",
        handling=handling,
    )

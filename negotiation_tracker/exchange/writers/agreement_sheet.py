"""Writes a tentative agreement as a sheet to sign: text, hash, a place for each side."""

from negotiation_tracker.exchange.paper import (
    Block,
    Facts,
    Heading,
    Listing,
    LongText,
    Paper,
    Paragraph,
    Signature,
    Signatures,
)
from negotiation_tracker.exchange.writers import paper_pdf
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.rules.agreement_sheet import AgreementSheet

_DIGITS = 32


def write(sheet: AgreementSheet, handling: str = "") -> bytes:
    """Write the sheet as PDF.

    Args:
        sheet: what to write.
        handling: who may see it, in words; empty when anybody may.

    """
    return paper_pdf.write(paper(sheet, handling))


def paper(sheet: AgreementSheet, handling: str = "") -> Paper:
    """Lay the sheet out."""
    agreement = sheet.agreement
    title = f"Tentative agreement {agreement.code}"
    blocks: list[Block] = [Facts(_facts(sheet)), Heading("Text"), *_text(sheet)]
    blocks += [Heading("Signatures"), Signatures(_places(sheet))]
    if sheet.approvals:
        blocks.append(Listing("Approvals", sheet.approvals))
    blocks.append(Listing("To keep in mind", sheet.remarks))
    return Paper(
        title=f"{title}: {agreement.title}" if agreement.title else title,
        subtitle=f"{sheet.negotiation.title} ({sheet.negotiation.code})",
        as_of=sheet.as_of,
        foot=f"{agreement.code} · as of {short_date(sheet.as_of)}",
        blocks=tuple(blocks),
        notice=sheet.status_words,
        handling=handling,
    )


def _facts(sheet: AgreementSheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
    reached = sheet.agreement.reached_on
    code = sheet.text_hash
    halves = tuple(code[start : start + _DIGITS] for start in range(0, len(code), _DIGITS))
    return (
        ("Settles", sheet.issues or ("issues not recorded",)),
        ("Reached", ("date not recorded" if reached is None else reached.describe(),)),
        ("Rests on", sheet.rests_on or ("no earlier offer recorded",)),
        ("Text, SHA-256", halves or ("no text on record",)),
    )


def _text(sheet: AgreementSheet) -> list[Block]:
    blocks: list[Block] = []
    if sheet.paragraphs:
        blocks.append(LongText(sheet.paragraphs))
    if sheet.document:
        words = "The text signed is" if not sheet.paragraphs else "The paper signed is"
        blocks.append(Paragraph(f"{words} the document “{sheet.document}”."))
    return blocks or [Paragraph("There is no text on record.")]


def _places(sheet: AgreementSheet) -> tuple[Signature, ...]:
    return tuple(
        Signature(f"For {place.party}", place.signer, place.how, place.text_hash)
        for place in sheet.places
    )

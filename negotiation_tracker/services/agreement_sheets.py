"""The sheet of a tentative agreement, on screen and on paper."""

from datetime import date

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules import agreement_sheet
from negotiation_tracker.rules.agreement_sheet import AgreementSheet

__all__ = ["AgreementSheet", "sheet", "to_pdf"]


def sheet(dossier: Dossier, agreement_id: int, as_of: date) -> AgreementSheet:
    """Make the sheet from a dossier as its reader may see it.

    Raises:
        NotFound: there is no such agreement in the dossier.

    """
    found = agreement_sheet.sheet(dossier, agreement_id, as_of)
    if found is None:
        raise NotFound("This agreement is not in the record.", hint="Choose another agreement.")
    return found


def to_pdf(sheet: AgreementSheet, *, handling: str = "") -> bytes:
    """Print the sheet with its text hash and a place for each side to sign."""
    from negotiation_tracker.exchange.writers import agreement_sheet as writer

    return writer.write(sheet, handling)

"""The impasse sheet, from the record as the agency may see it, on screen and on paper."""

from datetime import date

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import AUDIENCE_LABELS, Audience, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules import impasse
from negotiation_tracker.rules.impasse import ImpasseSheet
from negotiation_tracker.rules.visibility import visible

__all__ = ["ImpasseSheet", "sheet", "to_pdf"]


def sheet(
    dossier: Dossier,
    as_of: date,
    reader: Reader | None = None,
    *,
    negotiation_id: int | None = None,
) -> ImpasseSheet:
    """Fill the sheet for a reader, an agency filing unless another is given.

    Nothing said in mediation and nothing of one side alone goes to the agency (domain book, B4).

    Raises:
        NotFound: the dossier shows this reader no such negotiation.

    """
    seen = visible(dossier, reader or Reader(Audience.AGENCY, on=as_of, exporting=True))
    found = impasse.sheet(seen, as_of, negotiation_id=negotiation_id)
    if found is None:
        raise NotFound("There are no such talks to show this reader.", hint="Choose other talks.")
    return found


def to_pdf(sheet: ImpasseSheet, reader: Reader | None = None) -> bytes:
    """Print the sheet, marked with the reader it was made for."""
    from negotiation_tracker.exchange.writers import impasse_sheet

    audience = Audience.AGENCY if reader is None else reader.audience
    return impasse_sheet.write(sheet, f"For: {AUDIENCE_LABELS[audience]}")

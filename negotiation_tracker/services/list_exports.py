"""A list as it is shown, out of the program as CSV: for one audience, checked and logged."""

from dataclasses import dataclass
from pathlib import Path

from negotiation_tracker.exchange.leak_gate import texts_in
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.services import sheet_exports
from negotiation_tracker.services.record_list import (
    EVERYTHING,
    LISTINGS,
    USUAL_ORDER,
    ListOrder,
    RecordFilter,
    as_csv,
    rows_of,
)
from negotiation_tracker.services.sheet_exports import Leaving
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list as somebody looks at it.

    Attributes:
        kind: kind of record.
        negotiation_id: the talks.
        reader: for whom.
        chosen, order: filter and order.
        columns: keys of the columns shown; empty for all.

    """

    kind: str
    negotiation_id: int
    reader: Reader
    chosen: RecordFilter = EVERYTHING
    order: ListOrder = USUAL_ORDER
    columns: tuple[str, ...] = ()


def export_list(ws: Workspace, shown: ShownList, target: Path) -> int:
    """Write a list as CSV and log the export; give the number of rows.

    The list is worked out again for the reader as somebody who takes it out of the program.

    Raises:
        ExportError: E41, it could not be put in place; E42, it would give away what is
            withheld. An earlier file is unchanged.

    """
    released = sheet_exports.release(ws, shown.negotiation_id, shown.reader)
    found = rows_of(
        released.dossier, shown.kind, shown.negotiation_id, shown.chosen, shown.order, ws.today()
    )
    columns = LISTINGS[shown.kind].columns
    kept = [n for n, c in enumerate(columns) if not shown.columns or c.key in shown.columns]
    data = as_csv(
        [columns[n].heading for n in kept],
        [[row.cells[n].text for n in kept] for row in found.rows],
    )
    plural = ws.catalogue[shown.kind].plural
    # Its words are those of a CSV file, whatever name the person gave it.
    leaving = Leaving(target, data, f"list of {plural}", texts_in(data, ".csv"))
    sheet_exports.put_in_place(ws, released, leaving)
    return len(found.rows)

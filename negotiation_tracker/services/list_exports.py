"""A list as it is shown, out of the program as CSV: for one audience, checked and logged."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.exchange.leak_gate import Secrets, texts_in
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.model.handling import Handling, Reader
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.visibility import visible, withheld
from negotiation_tracker.services.record_list import (
    EVERYTHING,
    LISTINGS,
    USUAL_ORDER,
    ListOrder,
    RecordFilter,
    as_csv,
    rows_of,
)
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
    reader = replace(shown.reader, on=min(shown.reader.on, ws.today()), exporting=True)
    full = ws.dossier(shown.negotiation_id)
    pruned = for_release(full, visible(full, reader), reader)
    found = rows_of(pruned, shown.kind, shown.negotiation_id, shown.chosen, shown.order, ws.today())
    columns = LISTINGS[shown.kind].columns
    kept = [n for n, c in enumerate(columns) if not shown.columns or c.key in shown.columns]
    data = as_csv(
        [columns[n].heading for n in kept],
        [[row.cells[n].text for n in kept] for row in found.rows],
    )
    secrets = Secrets(full, pruned, reader)
    secrets.check([target.stem, *texts_in(data, ".csv")])
    if ws.read_only:
        write_atomically(target, data)
        return len(found.rows)

    def log_and_write(writer: RecordWriter) -> None:
        number = shown.negotiation_id
        ours = writer.where("participant", negotiation_id=number, ours=True)
        writer.insert(
            "export_log",
            negotiation_id=number,
            audience=reader.audience.value,
            format="csv",
            filters=f"list of {ws.catalogue[shown.kind].plural}",
            made_at=writer.now,
            made_by=writer.actor,
            sha256=hashlib.sha256(data).hexdigest(),
            withheld=sum(withheld(full, reader).values()),
            handling=(Handling.TEAM if ours else Handling.PUBLIC).value,
            confidence_of_id=ours[0].id if ours else None,
        )
        write_atomically(target, data)  # when this fails, the log entry goes with it

    ws.change("Export list", log_and_write, undoable=False)
    return len(found.rows)

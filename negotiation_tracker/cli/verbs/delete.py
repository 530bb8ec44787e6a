"""`delete`: move a record to the trash."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_negotiation, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.records import add_record, chosen_record


def describe(parser: Parser) -> None:
    """Add the arguments of `delete`."""
    add_record(parser)
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "What the record owns goes along. Refused, with the reason, when others rest on it.\n"
        "Undo or restore-record bring it back. Before a whole negotiation goes, a backup is made."
    )


def run(call: Call) -> int:
    """Delete a record in one step of undo."""
    from negotiation_tracker.services import backups, records

    with call.workspace() as ws:
        record, _ = chosen_record(call, ws)
        if record.table == "negotiation":
            backups.routine(ws, backups.Occasion.BEFORE)
        label = f"Delete {ws.catalogue[record.table].label}"
        changed = ws.change(label, lambda w: records.delete(w, record.table, record.id))
        write_change(call, ws, "Moved to the trash", changed.change, record)
    return 0

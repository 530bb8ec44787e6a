"""`restore-record`: bring a record back from the trash."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.model.errors import NotFound, TrackerError


def describe(parser: Parser) -> None:
    """Add the arguments of `restore-record`."""
    parser.add_argument("ref", metavar="REF", help="start of its identifier, as list trash shows")
    add_store(parser)
    add_json(parser)


def run(call: Call) -> int:
    """Restore a record, and what went along with it, in one step of undo."""
    from negotiation_tracker.services import records

    typed = call.args.ref.casefold()
    with call.workspace() as ws:
        found = [r for r in ws.trash() if r.uid.startswith(typed)]
        if not found:
            raise NotFound(f"There is no record “{call.args.ref}” in the trash.")
        if len(found) > 1:
            raise TrackerError(f"“{call.args.ref}” fits {len(found)} records; type more of it.")
        record = found[0]
        label = f"Restore {ws.catalogue[record.table].label}"
        changed = ws.change(label, lambda w: records.restore(w, record.table, record.id))
        write_change(call, ws, "Brought back", changed.change, record)
    return 0

"""`edit`: change fields of any record."""

from negotiation_tracker.cli.arguments import (
    Parser,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.fields import read_assignments
from negotiation_tracker.cli.records import add_record, chosen_record


def describe(parser: Parser) -> None:
    """Add the arguments of `edit`."""
    add_record(parser)
    parser.add_argument(
        "fields",
        nargs="+",
        metavar="FIELD=VALUE",
        help="fields to change; an empty value means not recorded",
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "Dates, times, numbers and choices are read as in the window. A field that refers to\n"
        "another record takes that record's code or name: from=UTLA, engagement=Example."
    )


def run(call: Call) -> int:
    """Change a record in one step of undo."""
    from negotiation_tracker.services import records

    with call.workspace() as ws:
        record, dossier = chosen_record(call, ws)
        kind = ws.catalogue[record.table]
        talks = record.values().get("negotiation_id")
        raw = read_assignments(call.args.fields, kind, dossier, talks)
        label = f"Edit {kind.label}"
        changed = ws.change(label, lambda w: records.edit(w, record.table, record.id, raw))
        write_change(call, ws, "Saved", changed.change, record)
    return 0

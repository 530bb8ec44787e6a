"""`add`: a record of any kind, such as an issue, a person or a log line."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_negotiation, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.fields import read_assignments
from negotiation_tracker.cli.records import kind_name
from negotiation_tracker.cli.wording import name_of


def describe(parser: Parser) -> None:
    """Add the arguments of `add`."""
    parser.add_argument(
        "kind", metavar="KIND", help="kind of record, such as issue, person, event or table-entry"
    )
    parser.add_argument(
        "fields", nargs="+", metavar="FIELD=VALUE", help="its fields; refused ones are named"
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "A record that belongs to a negotiation needs --negotiation when there are several:\n"
        "  add issue title=Parking code=parking\n"
        '  add table-entry session=2024-04-02 participant=u text="opens with wages"'
    )


def run(call: Call) -> int:
    """Add a record in one step of undo."""
    from negotiation_tracker.services import records

    with call.workspace() as ws:
        kind = ws.catalogue[kind_name(call.args.kind, ws.catalogue)]
        raw: dict[str, object] = {}
        negotiation_id = None
        if kind.scope or call.args.negotiation:
            negotiation_id = call.negotiation(ws).id
            if kind.has("negotiation_id"):
                raw["negotiation_id"] = negotiation_id
        dossier = call.everything(ws)
        raw |= read_assignments(call.args.fields, kind, dossier, negotiation_id)
        changed = ws.change(
            f"Add {kind.label}", lambda writer: records.create(writer, kind.name, raw)
        )
        record = ws.find(kind.name, changed.value)
        if record is not None and not call.wants_json:
            call.say(f"{kind.label} {record.uid[:8]}: {name_of(record, dossier)}")
        write_change(call, ws, "Saved", changed.change, record)
    return 0

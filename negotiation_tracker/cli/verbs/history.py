"""`history`: how a record came to read as it does."""

from negotiation_tracker.cli import layout
from negotiation_tracker.cli.arguments import Parser, add_json, add_negotiation, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.records import add_record, chosen_record
from negotiation_tracker.cli.wording import moment, name_of


def describe(parser: Parser) -> None:
    """Add the arguments of `history`."""
    add_record(parser)
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "Every change of the record and of its parts, the newest first: when, by whom, and field\n"
        "by field. It is for the owner of the store; no export has it."
    )


def run(call: Call) -> int:
    """Write the history of one record."""
    from negotiation_tracker.services.record_history import whole_history

    with call.workspace() as ws:
        record, dossier = chosen_record(call, ws)
        lines = whole_history(ws, record.table, record.id, call.reader())
        label = ws.catalogue[record.table].label
    if call.wants_json:
        changes = [
            {"at": line.at.isoformat(), "by": line.who or None, "label": line.what,
             "changes": list(line.changes)}
            for line in lines
        ]  # fmt: skip
        about = {"record": record.table, "uid": record.uid}
        call.write_json("history", {**about, "changes": changes})
        return 0
    name = name_of(record, dossier)
    layout.heading(call, f"History: {name if name.startswith(label) else f'{label} {name}'}")
    for line in lines:
        layout.section(call, f"{moment(line.at)}  {line.who}: {line.what}")
        layout.bullets(call, line.changes, "first version" if line is lines[-1] else "no fields")
    return 0

"""What the verbs on things owed share: naming some, changing them in one step of undo."""

from collections.abc import Callable

from negotiation_tracker.cli.arguments import Parser, add_json, add_negotiation, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import find
from negotiation_tracker.model.record import RecordWriter


def add_follow_ups(parser: Parser) -> None:
    """Add the arguments that name things owed."""
    parser.add_argument(
        "refs",
        nargs="+",
        metavar="REF",
        help="what is owed: its title or the start of its identifier, as `list follow-ups` shows",
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)


def change_follow_ups(
    call: Call, label: str, title: str, verb: Callable[[RecordWriter, int], object]
) -> int:
    """Change the things owed that were named, all or none."""
    with call.workspace() as ws:
        within = None if call.args.negotiation is None else call.negotiation(ws).id
        places = [call.everything(ws)]
        chosen = [find("follow_up", ref, places, within=within)[0] for ref in call.args.refs]
        keys = list(dict.fromkeys(record.id for record in chosen))

        def change(writer: RecordWriter) -> None:
            for key in keys:
                verb(writer, key)

        several = f"{len(keys)} follow-ups" if len(keys) > 1 else "follow-up"
        changed = ws.change(f"{label} {several}", change)
        write_change(call, ws, title, changed.change, chosen[0] if len(keys) == 1 else None)
    return 0

"""`backup`: a verified copy of the store."""

from pathlib import Path

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.wording import moment
from negotiation_tracker.services import backups


def describe(parser: Parser) -> None:
    """Add the arguments of `backup`."""
    parser.add_argument(
        "target",
        nargs="?",
        metavar="FILE",
        help="where to put it (otherwise the backup folder beside the store)",
    )
    parser.add_argument("--list", action="store_true", help="list the backups there are")
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "The copy is checked before it counts. In the backup folder all of two days are kept,\n"
        "then one for each of 14 days, 8 weeks and 24 months."
    )


def run(call: Call) -> int:
    """Make a backup, or list those there are."""
    if call.args.list:
        return _list(call)
    with call.workspace() as ws:
        made = ws.backup(Path(call.args.target) if call.args.target else None)
    if call.wants_json:
        call.write_json("backup", {"store": str(call.store_path), "backup": str(made)})
    else:
        call.say(f"Backup made and checked: {made}")
    return 0


def _list(call: Call) -> int:
    found = backups.backups(call.store_path)
    if call.wants_json:
        forms = [
            {
                "backup": str(b.path),
                "made_at": b.made_at.isoformat(),
                "records": b.records,
                "bytes": b.size,
            }
            for b in found
        ]
        call.write_json("backups", {"store": str(call.store_path), "backups": forms})
    elif not found:
        call.say(f"There are no backups in {backups.folder(call.store_path)}.")
    else:
        rows = [(moment(b.made_at), str(b.records), f"{b.size:,}", b.path.name) for b in found]
        call.table(("made", "records", "bytes", "name"), rows)
    return 0

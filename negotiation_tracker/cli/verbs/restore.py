"""`restore`: a verified backup in the place of the store."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.services import backups


def describe(parser: Parser) -> None:
    """Add the arguments of `restore`."""
    parser.add_argument(
        "backup",
        metavar="BACKUP",
        help=f"file, name in the backup folder (see backup --list), or “{backups.NEWEST}”",
    )
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Close the window first. The backup is verified before anything is touched, and the\n"
        "store that was there is backed up and kept beside it."
    )


def run(call: Call) -> int:
    """Restore a backup."""
    kept = backups.restore(call.args.backup, call.store_path)
    if call.wants_json:
        content = {"store": str(call.store_path), "kept": None if kept is None else str(kept)}
        call.write_json("restore", content)
        return 0
    call.say(f"Restored: {call.store_path}")
    if kept is not None:
        call.say(f"The store that was there is kept as {kept}")
    return 0

"""`check`: the whole store against its own journal."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call, no_store
from negotiation_tracker.cli.wording import counted
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services import backups
from negotiation_tracker.services.workspace import Workspace

DAMAGED = ("E16", 4)
HISTORY_DIFFERS = ("E60", 12)


def describe(parser: Parser) -> None:
    """Add the arguments of `check`."""
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Looks at the form of the file, every reference, the chain of the journal, and every\n"
        "record against its last journal line. Never writes. Exit status 0 when nothing is\n"
        "wrong, 4 (E16) for damage, 12 (E60) when records and history differ."
    )


def run(call: Call) -> int:
    """Check the store and say what was found."""
    path = call.store_path
    if not path.exists():
        raise no_store(path, named=bool(call.args.store))
    report = backups.check(path)
    code, status = ("", 0) if report.sound else _verdict(call)
    if call.wants_json:
        call.write_json(
            "check",
            {
                "store": str(path),
                "sound": report.sound,
                "code": code or None,
                "faults": list(report.faults),
                "records": report.records,
                "journal_lines": report.journal_lines,
                "chain_head": report.chain_head,
            },
        )
        return status
    if report.sound:
        records = counted(report.records, "record", "records")
        lines = counted(report.journal_lines, "line of history", "lines of history")
        call.say(f"Nothing is wrong: {records} and {lines} agree.")
        return 0
    what = "This store is damaged" if code == DAMAGED[0] else "The history does not match"
    call.warn(f"{code}: {what}. Nothing was changed. Restore a backup, or see what is wrong:")
    for fault in report.faults:
        call.say(f"- {fault}")
    return status


def _verdict(call: Call) -> tuple[str, int]:
    try:
        Workspace.open(call.store_path).close()
    except TrackerError as error:
        return error.code or DAMAGED[0], error.exit_status
    return HISTORY_DIFFERS

"""`import`: a JSON bundle that another store exported."""

from pathlib import Path
from typing import Any

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import change_form, write_notes
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services import bundles


def describe(parser: Parser) -> None:
    """Add the arguments of `import`."""
    parser.add_argument("file", metavar="FILE", help="bundle to read; - for standard input")
    parser.add_argument("--dry-run", action="store_true", help="only say what it would do")
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Records are matched by identifier: what is new is added, a later revision is taken\n"
        "over, what differs otherwise stays as it is here and is named. One step of undo;\n"
        "importing the same bundle again changes nothing."
    )


def run(call: Call) -> int:
    """Import a bundle, or say what that would do."""
    data = _read(call)
    with call.workspace() as ws:
        bundle = bundles.read(ws, data)
        if call.args.dry_run:
            plan, change = bundles.plan(ws, bundle), None
        else:
            done = bundles.import_bundle(ws, bundle)
            plan, change = done.value, done.change
            write_notes(call, change)
    if call.wants_json:
        form = {**_form(plan), "change": None if change is None else change_form(change)}
        call.write_json("import", form)
        return 0
    call.say(f"{'Would be' if change is None else 'Imported'}: {plan.describe()}.")
    if change is None:
        for one in (*plan.changed, *plan.conflicting):
            call.say(f"- {one.kind} {one.uid[:8]}, {', '.join(one.fields)}: {one.reason}")
    return 0


def _form(plan: bundles.ImportPlan) -> dict[str, Any]:
    def differences(found: tuple[bundles.Difference, ...]) -> list[dict[str, Any]]:
        return [
            {"record": d.kind, "uid": d.uid, "fields": list(d.fields), "reason": d.reason}
            for d in found
        ]

    return {
        "new": {kind: len(uids) for kind, uids in sorted(plan.new.items())},
        "same": plan.same,
        "changed": differences(plan.changed),
        "conflicting": differences(plan.conflicting),
    }


def _read(call: Call) -> bytes:
    if call.args.file == "-":
        buffer = getattr(call.streams.read, "buffer", None)
        return buffer.read() if buffer is not None else call.streams.read.read().encode()
    try:
        return Path(call.args.file).read_bytes()
    except OSError as error:
        refused = TrackerError(
            f"{call.args.file} cannot be read: {error.strerror}.", "Nothing was imported."
        )
        refused.code = "E40"
        raise refused from error

"""`merge`: two records of one person or organization into one; and which ones may be one."""

from negotiation_tracker.cli.arguments import Parser, UsageError, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.wording import handle
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.services import merging
from negotiation_tracker.services.workspace import Workspace


def describe(parser: Parser) -> None:
    """Add the arguments of `merge`."""
    parser.add_argument(
        "kind", choices=("person", "organization"), metavar="KIND", help="person or organization"
    )
    parser.add_argument(
        "keep", nargs="?", metavar="KEEP", help="record that stays: its name or identifier"
    )
    parser.add_argument(
        "gone", nargs="?", metavar="OTHER", help="record that is merged into it and goes"
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be kept, and change nothing"
    )
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "With KIND alone: lists the names that may mean the same, with the reason; nothing is\n"
        "ever merged by itself. A merge keeps the other name, every reference and every citation,\n"
        "and is one step of undo."
    )


def run(call: Call) -> int:
    """List possible duplicates, say what a merge would do, or do it."""
    with call.workspace() as ws:
        dossier = ws.dossier_of_all()
        if call.args.keep is None:
            _write_likely(call, dossier)
        elif call.args.gone is None:
            raise UsageError("merge: Say which two.", hint="See merge --help.")
        else:
            _merge(call, ws, dossier)
    return 0


def _merge(call: Call, ws: Workspace, dossier: Dossier) -> None:
    kind = call.args.kind
    keep, _ = find(kind, call.args.keep, [dossier])
    gone, _ = find(kind, call.args.gone, [dossier])
    plan = merging.plan(dossier, kind, keep.id, gone.id)
    for words in plan.cautions:
        call.warn(f"Note: {words}")
    if call.args.dry_run:
        _write_plan(call, plan)
        return
    changed = ws.change(f"Merge {kind}", lambda w: merging.merge(w, kind, keep.id, gone.id))
    if not call.wants_json:
        for line in plan.lines():
            call.say(line)
    write_change(call, ws, "Saved", changed.change, ws.find(kind, changed.value))


def _write_plan(call: Call, plan: merging.MergePlan) -> None:
    if call.wants_json:
        call.write_json(
            "merge_plan",
            {
                "keep": plan.keep.uid,
                "merged": plan.gone.uid,
                "names": list(plan.names),
                "moved": plan.moved,
                "filled": list(plan.filled),
                "given_up": list(plan.given_up),
                "cautions": list(plan.cautions),
                "refusals": list(plan.refusals),
            },
        )
        return
    for line in plan.refusals or plan.lines():
        call.say(line)


def _write_likely(call: Call, dossier: Dossier) -> None:
    kind = call.args.kind
    rows = []
    for like in merging.likenesses(dossier, kind):
        one, other = dossier.get(kind, like.one), dossier.get(kind, like.other)
        if one is not None and other is not None:
            rows.append((one, other, like))
    if call.wants_json:
        call.write_json(
            "duplicates",
            {
                "record": kind,
                "pairs": [
                    {
                        "one": {"uid": one.uid, "name": one.name},
                        "other": {"uid": other.uid, "name": other.name},
                        "score": like.score,
                        "reason": like.reason,
                    }
                    for one, other, like in rows
                ],
            },
        )
        return
    if not rows:
        call.say(f"No two names look like the same {kind}.")
        return
    call.table(
        ("Score", "One", "Ref", "Other", "Ref", "Reason"),
        [
            (str(like.score), one.name, handle(one), other.name, handle(other), like.reason)
            for one, other, like in rows
        ],
    )

"""`purge`: remove the notes of talks for good, leaving dates and outcome."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.services.purging import CopyLeft, Purged, PurgePlan


def describe(parser: Parser) -> None:
    """Add the arguments of `purge`."""
    parser.add_argument("code", metavar="CODE", help="code of the talks")
    parser.add_argument(
        "--yes-purge", metavar="CODE", help="the code once more; without it nothing is purged"
    )
    parser.add_argument(
        "--delete-copies", action="store_true",
        help="also delete the backups and kept copies that may still hold the notes",
    )  # fmt: skip
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Without --yes-purge it only says what would go and what stays. It cannot be undone.\n"
        "The file is written anew and searched for the purged words afterwards."
    )


def run(call: Call) -> int:
    """Say what a purge does, and do it when the code is given twice."""
    from negotiation_tracker.services import purging

    with call.workspace() as ws:
        talks = ws.negotiation(call.args.code)
        if call.args.yes_purge is None:
            _say_plan(call, purging.plan(ws, talks.id))
            return 0
        done = purging.purge(ws, talks.id, call.args.yes_purge)
    deleted = done.plan.copies if call.args.delete_copies else ()
    for copy in deleted:
        purging.delete_copy(copy)
    _say_done(call, done, deleted)
    return 1 if done.left else 0


def _say_plan(call: Call, plan: PurgePlan) -> None:
    if call.wants_json:
        call.write_json("purge-plan", _plan_form(plan))
        return
    call.say(f"{plan.code}  {plan.title}")
    call.say(f"Would go, for good: {', '.join(f'{n} {what}' for what, n in plan.removed) or '–'}.")
    if plan.drafts:
        call.say(f"Unfinished drafts on disk that would go too: {len(plan.drafts)}.")
    call.say(f"Would stay: {'; '.join(plan.stays)}.")
    _say_copies(call, plan)
    call.say(f"Nothing was purged. Add --yes-purge {plan.code} to purge these talks.")


def _say_done(call: Call, done: Purged, deleted: tuple[CopyLeft, ...]) -> None:
    if call.wants_json:
        form = {**_plan_form(done.plan), "lines": done.lines, "words_searched": done.words}
        form["words_left"] = len(done.left)
        form["copies_deleted"] = len(deleted)
        call.write_json("purged", form)
        return
    call.say(f"Purged {done.plan.code}: {done.plan.total} records, {done.lines} lines of history.")
    if done.left:
        call.warn(f"{len(done.left)} of {done.words} purged words are still in the file.")
    else:
        call.say(f"The file was searched for {done.words} purged words; none is left in it.")
    if deleted:
        call.say(f"Deleted backups and kept copies: {len(deleted)}.")
    else:
        _say_copies(call, done.plan)
    for sentence in done.plan.cannot:
        call.say(sentence)


def _say_copies(call: Call, plan: PurgePlan) -> None:
    for copy in plan.copies:
        call.say(f"May still hold the notes: {copy.what} {copy.path}")
    for export in plan.exports:
        call.say(
            f"May still hold them, wherever it is: {export.format} for {export.audience}, "
            f"{export.made_at:%Y-%m-%d %H:%M} UTC"
        )


def _plan_form(plan: PurgePlan) -> dict[str, object]:
    return {
        "code": plan.code,
        "removed": dict(plan.removed),
        "stays": list(plan.stays),
        "copies": [str(copy.path) for copy in plan.copies],
        "exports": [
            {"format": e.format, "audience": e.audience, "made_at": e.made_at.isoformat()}
            for e in plan.exports
        ],
        "drafts": len(plan.drafts),
        "out_of_reach": list(plan.cannot),
    }

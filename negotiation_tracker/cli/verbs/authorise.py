"""`authorise`: what a side allows the mediator to tell the other side."""

from datetime import UTC, datetime

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.references import participant
from negotiation_tracker.model.record import Record

_FIELDS = (
    ("--until", "valid_until", "DATE", "last day it may be conveyed"),
    ("--until-time", "valid_until_at", "TIME", "until when on that day"),
    ("--if", "conditions", "TEXT", "on what condition; never told to the other side"),
    ("--keep-back", "kept_back", "TEXT", "what must not be told to the other side"),
    ("--date", "authorised_on", "DATE", "when it was authorised (otherwise today)"),
)


def describe(parser: Parser) -> None:
    """Add the arguments of `authorise`."""
    parser.add_argument(
        "side", metavar="SIDE", nargs="?", help="who authorises it: u, e or a name; lists without"
    )
    parser.add_argument(
        "--item", metavar="ISSUE = WHAT", action="append", default=[],
        help="the exact terms on an issue: “wages = 3%% over 2 years”; may be repeated",
    )  # fmt: skip
    parser.add_argument("--by", metavar="NAME", default="", help="person who authorised it")
    for option, name, metavar, about in _FIELDS:
        parser.add_argument(option, dest=name, metavar=metavar, help=about)
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "For talks in which this desk mediates. The offer stays in the room of the side that\n"
        "authorised it until `convey` makes a proposal of it. Without a side the offers are listed."
    )


def run(call: Call) -> int:
    """Record an authorised offer in one step of undo, or list them."""
    from negotiation_tracker.services import authorised_offers as authorised

    with call.workspace() as ws:
        talks = call.negotiation(ws)
        if call.args.side is None:
            rows = [
                (one.record.uid[:8], one.whose, str(one.status), one.until, one.conveyed_as,
                 "; ".join(str(one.record.terms).splitlines()))
                for one in authorised.offers(ws, talks.id, datetime.now(UTC))
            ]  # fmt: skip
            call.table(("Ref", "From", "Status", "Until", "Conveyed as", "Terms"), rows)
            return 0
        side = participant(call.args.side, ws.dossier(talks.id), talks.id)
        pairs = [item.partition("=") for item in call.args.item]
        if not pairs or not all(equals for _, equals, _ in pairs):
            raise UsageError("Say the exact terms.", hint="Add --item “ISSUE = WHAT”.")
        command = authorised.AuthoriseOffer(
            talks.id,
            side.id,
            tuple((_title(ws.dossier(talks.id).all("issue"), t), said) for t, _, said in pairs),
            call.args.by,
            {name: getattr(call.args, name) for _, name, _, _ in _FIELDS},
        )
        label = "Record authorised offer"
        changed = ws.change(label, lambda writer: authorised.authorise(writer, command))
        record = ws.find("authorised_offer", changed.value)
        if record is not None and not call.wants_json:
            call.say(f"{record.uid[:8]}: {'; '.join(str(record.terms).splitlines())}")
        write_change(call, ws, "Saved", changed.change, record)
    return 0


def _title(issues: list[Record], typed: str) -> str:
    """Give the title of the issue that was typed by title or code, else what was typed."""
    wanted = typed.strip().casefold()
    for issue in issues:
        if wanted in (str(issue.title).casefold(), str(issue.code).casefold()):
            return str(issue.title)
    return typed.strip()

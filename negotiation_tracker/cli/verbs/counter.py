"""`counter`: answer an offer with one of the other side's, after saying what it answers."""

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.columns import says
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.table_talk import Talk
from negotiation_tracker.cli.wording import when
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.commands import LogProposal
from negotiation_tracker.services.entry import EntryContext
from negotiation_tracker.services.workspace import Workspace

_FIELDS = (
    ("--code", "CODE", "short name (otherwise the next free P…)"),
    ("--date", "DATE", "when it was passed; may be rough"),
    ("--time", "TIME", "clock time"),
    ("--kind", "KIND", "what it is (otherwise counter)"),
    ("--formality", "LEVEL", "how it counts, such as formal, supposal or off-record"),
    ("--channel", "CHANNEL", "how it was passed"),
    ("--package-rule", "RULE", "severable or all-or-nothing"),
    ("--valid-until", "DATE", "when it expires"),
    ("--note", "TEXT", "anything worth knowing"),
    ("--handling", "LEVEL", "who may see it"),
)


def describe(parser: Parser) -> None:
    """Add the arguments of `counter`."""
    parser.add_argument("ref", metavar="REF", help="offer to answer, by its code")
    parser.add_argument(
        "--from", dest="maker", metavar="SIDE", help="who answers (otherwise whom it was made to)"
    )
    parser.add_argument(
        "--item", metavar="ISSUE = WHAT", action="append", default=[],
        help="what is said on an issue: “wages = 3%% over 2 years”; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--also", metavar="CODE", action="append", default=[],
        help="another offer that it answers as well; may be repeated",
    )  # fmt: skip
    for option, metavar, about in _FIELDS:
        parser.add_argument(option, metavar=metavar, help=about)
    parser.add_argument(
        "--dry-run", action="store_true", help="only say what it would answer, and what forbids it"
    )
    add_store(parser)
    add_negotiation(parser)
    add_json(parser)
    parser.epilog = (
        "Before anything is saved, the offers it answers are written out. An offer of the same\n"
        "side, of other talks or of a later day is refused with the reason."
    )


def run(call: Call) -> int:
    """Answer an offer in one step of undo."""
    with call.workspace() as ws:
        countered, dossier = find("proposal", call.args.ref, _dossiers(call, ws))
        negotiation = dossier.get("negotiation", countered.negotiation_id)
        if negotiation is None:
            raise TrackerError("The talks of this offer are not in the store.")
        talk = Talk(negotiation, ws.dossier(negotiation.id))
        command = _command(call, talk, countered)
        _say_answered(call, ws, talk, command)
        if call.args.dry_run:
            return 0
        if not command.items:
            raise UsageError("Say what is offered.", hint="Add --item “ISSUE = WHAT”.")
        _save(call, ws, talk, command)
    return 0


def _dossiers(call: Call, ws: Workspace) -> list[Dossier]:
    return [ws.dossier(n.id) for n in call.negotiations(ws)]


def _command(call: Call, talk: Talk, countered: Record) -> LogProposal:
    from negotiation_tracker.services import proposals

    draft = proposals.counter(talk.dossier, countered.id)
    fields: dict[str, object] = dict(draft.fields)
    for option, _, _ in _FIELDS:
        name = option.removeprefix("--").replace("-", "_")
        if getattr(call.args, name) is not None:
            fields[name] = getattr(call.args, name)
    if call.args.maker:
        fields["from_id"] = talk.participant(call.args.maker)
    if "from_id" not in fields:
        raise UsageError("Who answers? Add --from with u, e or a name.")
    also, _ = talk.counters(call.args.also)
    items = talk.items("; ".join(call.args.item))
    return LogProposal(draft.negotiation_id, fields, items, (*draft.counters, *also))


def _say_answered(call: Call, ws: Workspace, talk: Talk, command: LogProposal) -> None:
    """Write out what will be answered; refuse what the rules forbid, before saving."""
    from negotiation_tracker.services.proposal_edits import check_answers

    context = EntryContext(ws.today(), str(talk.negotiation.timezone))
    found = check_answers(
        talk.dossier, talk.negotiation.id, command.fields, command.counters, context
    )
    for key in command.counters:
        offer = talk.dossier.get("proposal", key)
        if offer is not None:
            maker = participant_name(talk.dossier, offer.from_id)
            call.warn(
                f"Counters {offer.code} from {maker}, {when(offer.date)}: "
                f"{says(offer, talk.dossier)}"
            )
    refused = [one.message for one in found if one.refused]
    if refused:
        raise TrackerError(" ".join(dict.fromkeys(refused)), hint="Nothing was changed.")
    if call.args.dry_run:
        for one in found:
            call.warn(f"Note: {one.message}")


def _save(call: Call, ws: Workspace, talk: Talk, command: LogProposal) -> None:
    from negotiation_tracker.services import proposals

    changed = ws.change("Log counteroffer", lambda writer: proposals.log(writer, command))
    for what in dict.fromkeys(talk.new):
        call.warn(f"Note: the record did not know the {what}; it was added.")
    record = ws.find("proposal", changed.value)
    if record is not None and not call.wants_json:
        dossier = ws.dossier(talk.negotiation.id)
        maker = participant_name(dossier, record.from_id)
        call.say(f"{record.code} from {maker}: {says(record, dossier)}")
    write_change(call, ws, "Saved", changed.change, record)

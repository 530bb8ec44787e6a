"""`new`: a store, or a negotiation."""

from negotiation_tracker.cli.arguments import Parser, add_json, add_store, command
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import write_change
from negotiation_tracker.cli.fields import field_named, parted
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.commands import NewNegotiation
from negotiation_tracker.services.workspace import Workspace


def describe(parser: Parser) -> None:
    """Add the arguments of `new store` and `new negotiation`."""
    parser.add_verbs()
    store = parser.add_verb("store", "Make an empty store, without the sample.")
    add_store(store)
    add_json(store)
    talks = parser.add_verb(
        "negotiation", "Start a negotiation: the two parties and a title or an issue are enough."
    )
    talks.add_argument("--union", metavar="NAME", required=True, help="union at the table")
    talks.add_argument("--employer", metavar="NAME", required=True, help="employer at the table")
    talks.add_argument("--title", metavar="TEXT", default="", help="name of the talks")
    talks.add_argument(
        "--issue", metavar="TEXT", action="append", default=[], help="an issue; may be repeated"
    )
    talks.add_argument("--code", metavar="CODE", default="", help="short name of the talks")
    talks.add_argument("--unit", metavar="TEXT", default="", help="whom the union represents")
    talks.add_argument("--regime", metavar="LAW", default="", help="legal regime, such as eera")
    talks.add_argument(
        "--zone", metavar="ZONE", default="", help="time zone, such as America/Los_Angeles"
    )
    talks.add_argument(
        "--ours",
        choices=("union", "employer", "mediator"),
        default="",
        help="whom this desk works for; the mediator's has a room for each party",
    )
    talks.add_argument(
        "--mediator",
        metavar="NAME",
        default="",
        help="office of the mediator, with --ours mediator",
    )
    talks.add_argument(
        "--set",
        metavar="FIELD=VALUE",
        action="append",
        default=[],
        help="any other field of a negotiation; may be repeated",
    )
    add_store(talks)
    add_json(talks)


def run(call: Call) -> int:
    """Make what was asked for."""
    return _new_store(call) if call.args.what == "store" else _new_negotiation(call)


def _new_store(call: Call) -> int:
    path = call.store_path
    if path.exists():
        raise TrackerError(
            f"There is a file at {path} already.",
            "It was not touched.",
            "Name another with --store.",
        )
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    Workspace.create(path).close()
    if call.wants_json:
        call.write_json("store", {"store": str(path)})
    else:
        call.say(f"New store: {path}")
        call.say(f"Start with: {command()} new negotiation --help")
    return 0


def _new_negotiation(call: Call) -> int:
    from negotiation_tracker.services import negotiations

    args = call.args
    with call.workspace() as ws:
        fields: dict[str, object] = {}
        for assignment in args.set:
            name, value = parted(assignment)
            fields[field_named(ws.catalogue["negotiation"], name).name] = value
        wanted = NewNegotiation(
            union=args.union,
            employer=args.employer,
            title=args.title,
            issues=tuple(args.issue),
            code=args.code,
            unit=args.unit,
            regime=args.regime,
            zone=args.zone,
            ours=args.ours,
            mediator=args.mediator,
            fields=fields,
        )
        changed = ws.change("New negotiation", lambda w: negotiations.create(w, wanted))
        record = ws.find("negotiation", changed.value)
        if record is not None and not call.wants_json:
            call.say(f"{record.code}  {record.title}")
        write_change(call, ws, "Saved", changed.change, record)
    return 0

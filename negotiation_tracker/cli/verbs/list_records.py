"""`list`: everything of one kind, as a table or as JSON."""

from typing import Any

from negotiation_tracker.cli.arguments import (
    Parser,
    add_audience,
    add_days,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.columns import LISTINGS, Listing, by_then, sort_key
from negotiation_tracker.cli.json_form import record_form
from negotiation_tracker.cli.wording import moment, name_of
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services.workspace import Workspace

TRASH = "trash"


def describe(parser: Parser) -> None:
    """Add the arguments of `list`."""
    parser.add_argument(
        "what", choices=(*LISTINGS, TRASH), metavar="WHAT", help=", ".join((*LISTINGS, TRASH))
    )
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, Audience.ME)
    add_days(parser)
    add_json(parser)
    parser.epilog = (
        "Without --negotiation the lists are over all negotiations. On a terminal the table is\n"
        "aligned and wrapped; into a file or another program it is tab-separated text."
    )


def run(call: Call) -> int:
    """Write the list asked for."""
    with call.workspace() as ws:
        if call.args.what == TRASH:
            _trash(call, ws)
        else:
            _list(call, ws, LISTINGS[call.args.what])
    return 0


def _list(call: Call, ws: Workspace, listing: Listing) -> None:
    rows = _rows(call, ws, listing)
    several = len({code for code, _, _ in rows}) > 1
    if call.wants_json:
        call.write_json("list", {"list": call.args.what, **call.asked(), "records": _forms(rows)})
        return
    if not rows:
        call.say(f"No {call.args.what} to show.")
        return
    headings = (("negotiation",) if several else ()) + listing.headings
    cells = [
        ((code,) if several else ()) + listing.cells(record, dossier)
        for code, record, dossier in rows
    ]
    call.table(headings, cells)


def _rows(call: Call, ws: Workspace, listing: Listing) -> list[tuple[str, Record, Dossier]]:
    """Give the records to list, each with its negotiation's code and the dossier it is from."""
    if listing.across and call.args.negotiation is None:
        places = [("", call.everything(ws))]
    else:
        places = [(n.code, dossier) for n, dossier in call.dossiers(ws)]
    rows = []
    for code, dossier in places:
        records = sorted(dossier.all(listing.kind), key=lambda r: sort_key(listing, r))
        rows += [(code, r, dossier) for r in records if _shown(call, listing, r)]
    return rows


def _shown(call: Call, listing: Listing, record: Record) -> bool:
    as_of = call.as_of
    if as_of is None or not listing.date:
        return True
    return by_then(getattr(record, listing.date), as_of)


def _forms(rows: list[tuple[str, Record, Dossier]]) -> list[dict[str, Any]]:
    return [record_form(record, dossier) for _, record, dossier in rows]


def _trash(call: Call, ws: Workspace) -> None:
    if call.reader().audience is not Audience.ME:
        raise TrackerError("The trash is shown to the owner of the store only.")
    records = ws.trash()
    whole = ws.dossier_of_all()
    if call.wants_json:
        forms = [{**record_form(r, whole), "deleted_at": r.deleted_at.isoformat()} for r in records]
        call.write_json("list", {"list": TRASH, **call.asked(), "records": forms})
        return
    if not records:
        call.say("The trash is empty.")
        return
    rows = [
        (ws.catalogue[r.table].label, name_of(r, whole), moment(r.deleted_at), r.uid[:8])
        for r in records
    ]
    call.table(("kind", "what", "deleted", "ref"), rows)

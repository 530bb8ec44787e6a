"""`list`: everything of one kind, as a table or as JSON."""

from collections.abc import Sequence
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
from negotiation_tracker.cli.wording import day, moment, name_of, words
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
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
        elif call.args.what == "sessions" and _straight(call):
            _sessions(call, ws)
        else:
            _list(call, ws, LISTINGS[call.args.what])
    return 0


def _straight(call: Call) -> bool:
    """Say whether the list can be read straight from the table, without the whole record."""
    plain = call.as_of is None and call.known_by is None and not call.wants_json
    return plain and call.reader().audience is Audience.ME


def _sessions(call: Call, ws: Workspace) -> None:
    from negotiation_tracker.services import session_list

    everything = session_list.SessionFilter()
    every_row = session_list.PageOrder("date", False, 0, -1)
    found = [
        (negotiation.code, row)
        for negotiation in call.negotiations(ws)
        for row in sorted(
            session_list.page(ws, negotiation.id, call.reader(), everything, every_row),
            key=lambda row: (row.date.sort_key(), row.id),
        )
    ]
    cells = [
        (
            code,
            day(row.date),
            label(row.kind),
            label(row.status),
            words(row.place),
            row.mediator or "none recorded",
            str(row.proposals),
            row.uid[:8],
        )
        for code, row in found
    ]
    _write(call, "sessions", LISTINGS["sessions"], cells)


def _write(call: Call, what: str, listing: Listing, cells: Sequence[tuple[str, ...]]) -> None:
    """Write the cells of a list, each row led by the code of its negotiation."""
    if not cells:
        call.say(f"No {what} to show.")
        return
    if len({row[0] for row in cells}) > 1:
        call.table(("negotiation", *listing.headings), cells)
    else:
        call.table(listing.headings, [row[1:] for row in cells])


def _list(call: Call, ws: Workspace, listing: Listing) -> None:
    rows = _rows(call, ws, listing)
    if call.wants_json:
        call.write_json("list", {"list": call.args.what, **call.asked(), "records": _forms(rows)})
        return
    cells = [(code, *listing.cells(record, dossier)) for code, record, dossier in rows]
    _write(call, call.args.what, listing, cells)


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

"""`search`: records by their words."""

import argparse

from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_audience,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.services import search, search_lines
from negotiation_tracker.services.search import Hit, Hits, Wanted


def describe(parser: Parser) -> None:
    """Add the arguments of `search`."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to search for")
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, Audience.ME)
    parser.add_argument(
        "--kind",
        action="append",
        choices=search.KINDS,
        metavar="KIND",
        default=[],
        help="only records of this kind, such as session or table_entry; may be repeated",
    )
    parser.add_argument(
        "--best", action="store_true", help="the best of the newest 1,000 instead of the newest"
    )
    parser.add_argument(
        "--limit",
        type=_number,
        metavar="NUMBER",
        default=search_lines.LIMIT,
        help=f"how many to show (otherwise {search_lines.LIMIT})",
    )
    add_json(parser)
    parser.epilog = (
        "Finds what has all the words, in any form and order, whatever the accents; the last word\n"
        "may be the beginning of one. Words in quotation marks must stand so: '\"class size\"'.\n"
        "The newest come first. With --negotiation, what belongs to no negotiation in particular,\n"
        "such as a person, is found as well."
    )


def run(call: Call) -> int:
    """Write what was found."""
    text = " ".join(call.args.words)
    if not any(c.isalnum() for c in text):
        raise UsageError("There is no word to search for.", hint="Type a word or its beginning.")
    with call.workspace() as ws:
        key = None if call.args.negotiation is None else call.negotiation(ws).id
        wanted = Wanted(text, tuple(call.args.kind), key, call.args.best, call.args.limit)
        found = search.search(ws, wanted, call.reader())
    if call.wants_json:
        _write_json(call, text, found)
        return 0
    if not found.rows:
        call.say(search_lines.NOTHING)
        return 0
    call.table(search_lines.HEADINGS, [_cells(hit) for hit in found.rows])
    said = search_lines.remark(len(found.rows), found.total + found.more)
    if said:
        call.warn(said)
    return 0


def _cells(hit: Hit) -> tuple[str, ...]:
    words = " · ".join(search.plain(pieces) for pieces in (hit.title, hit.snippet))
    return search_lines.cells(hit.date, hit.label, hit.negotiation, words, hit.uid)


def _write_json(call: Call, text: str, found: Hits) -> None:
    content = {
        "words": text,
        "audience": str(call.reader().audience),
        "found": found.total,
        "more": found.more,
        "records": [
            {
                "record": hit.kind,
                "uid": hit.uid,
                "date": hit.date or None,
                "negotiation": hit.negotiation or None,
                "title": search.plain(hit.title),
                "snippet": search.plain(hit.snippet),
            }
            for hit in found.rows
        ],
    }
    call.write_json("search", content)


def _number(typed: str) -> int:
    number = search_lines.limit(typed)
    if not number:
        raise argparse.ArgumentTypeError(f"a number from 1 to {search.COUNTED}, not “{typed}”")
    return number

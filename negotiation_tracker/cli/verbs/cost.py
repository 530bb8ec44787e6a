"""`cost`: what offers cost, side by side, with every input and assumption."""

import argparse
import re
from pathlib import Path

from negotiation_tracker.cli import files, layout
from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_audience,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.cost_tables import form_of, show
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services import cost_exports, cost_orders
from negotiation_tracker.services.cost_exports import CostFormat
from negotiation_tracker.services.cost_orders import CostOrder, OfferForm
from negotiation_tracker.services.costing import CostForm

_ASSUME = re.compile(r"([A-Za-z])\s+(.*)", re.DOTALL)
_BESIDE = re.compile(r"([A-Za-z])\s+(.+)", re.DOTALL)
_KEYS = {"years": "years", "split": "split", "steps": "one_step_a_year",
         "compounding": "compounding"}  # fmt: skip
_LONGEST = 1_000_000


def describe(parser: Parser) -> None:
    """Add the arguments of `cost`."""
    files.add_file(parser, "file to write: .pdf or .xlsx (otherwise the costs are shown)")
    parser.add_argument(
        "--offer",
        metavar="CODE",
        dest="offers",
        action="append",
        default=[],
        type=lambda text: ("record", text),
        help="offer on record, by the code of its proposal; may be repeated",
    )
    parser.add_argument(
        "--typed",
        metavar="OFFER",
        dest="offers",
        action="append",
        type=_typed,
        help='offer that is not on record, as "Union = 6%% + 7%% + 7%% + $2/hour"; may be repeated',
    )
    _add_base(parser)
    parser.add_argument(
        "--assume",
        metavar="TEXT",
        action="append",
        default=[],
        help="what an offer does not state, and why it is assumed; see below",
    )
    parser.add_argument(
        "--beside",
        metavar="TEXT",
        action="append",
        default=[],
        help='a cost beside wages of one offer, as "B Nurses: $12,000,000 from year 2"',
    )
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, None)
    add_json(parser)
    parser.epilog = (
        "Offers are lettered A, B, … as they are given. Without offers, those on record that can\n"
        "be costed are listed, with the figures a base can be taken from. What an offer does not\n"
        "state is assumed only in words, and the words are printed with the result:\n"
        '  --assume "B years=5 split=equal_simple because the other offer covers five years"\n'
        "years=N; split=at_once, equal_simple, equal_compounding or at_end; steps=yes for one\n"
        "step a year; compounding=yes or no."
    )


def _add_base(parser: Parser) -> None:
    """Add what costs are worked out from: people, pay, rates and the calendar."""
    parser.add_argument("--people", metavar="NUMBER", default="", help="people, or full-time jobs")
    parser.add_argument("--average", metavar="AMOUNT", default="", help="average pay a year")
    parser.add_argument(
        "--placement",
        metavar="FILE",
        help="placement table instead: step, FTE and salary on each line, parted by tabs",
    )
    parser.add_argument(
        "--rate",
        metavar="RATE",
        action="append",
        default=[],
        help='what follows from pay, as "Pension 20%%" or "Pension 20%% not on one-time"; may be '
        "repeated",
    )
    for name, about in (
        ("--drift", "percent a year that moving up the schedule costs anyway"),
        ("--inflation", "percent a year"),
        ("--hours", "hours one person is paid a year; for amounts an hour"),
        ("--hourly", "pay an hour before any offer; for the view per hour"),
        ("--note", "where the numbers come from; printed with the result"),
    ):
        parser.add_argument(name, metavar="TEXT", default="", help=about)
    parser.add_argument(
        "--first-day", metavar="DATE", default="", help="first day of the first year costed"
    )


def run(call: Call) -> int:
    """Show the costs, or write them."""
    files.settle_audience(call)
    form = CostFormat(files.suffix_of(call, tuple(CostFormat))) if call.args.file else None
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        dossier = ws.dossier(negotiation.id, call.reader())
        if not call.args.offers:
            return _list(call, dossier, negotiation)
        order = _order(call, dossier, negotiation)
        if form is not None:
            made = cost_exports.cost_pages(ws, negotiation.id, call.reader(), order)
            path = files.target(call, made.file_name(form))
            return files.report(call, cost_exports.save_costs(ws, made, form, path))
        found = cost_orders.read(dossier, order, ws.today())
    if call.wants_json:
        audience = str(call.reader().audience)
        call.write_json("cost", {"audience": audience, **form_of(found)})
    else:
        layout.heading(call, f"Costs of offers: {negotiation.title} [{negotiation.code}]")
        show(call, found)
    return 0


def _list(call: Call, dossier: Dossier, negotiation: Record) -> int:
    offers = cost_orders.offer_choices(dossier, negotiation.id)
    figures = cost_orders.figure_choices(dossier, negotiation.id)
    if call.wants_json:
        call.write_json(
            "cost-choices",
            {
                "offers": [{"name": o.name, "states": o.headline, "date": o.when} for o in offers],
                "figures": [{"for": f.field, "value": f.value, "words": f.words} for f in figures],
            },
        )
        return 0
    if offers:
        call.table(("offer", "states", "date"), [(o.name, o.headline, o.when) for o in offers])
    else:
        call.say("No offer on record has a number on wages. Cost one with --typed.")
    layout.section(call, "Figures on record for a base")
    layout.bullets(call, [f"{f.field}: {f.words}" for f in figures], "none recorded")
    return 0


# -- reading the arguments --


def _typed(text: str) -> tuple[str, str]:
    if "=" not in text:
        raise argparse.ArgumentTypeError(f'"{text}" is not NAME = NUMBERS')
    return "typed", text


def _order(call: Call, dossier: Dossier, negotiation: Record) -> CostOrder:
    args = call.args
    assumed = _assumptions(args.assume)
    beside = _beside(args.beside)
    offers = []
    for number, (how, text) in enumerate(args.offers):
        letter = chr(ord("A") + number)
        extras = "\n".join(beside.pop(letter, ()))
        assumption = assumed.pop(letter, {})
        if how == "typed":
            name, _, terms = text.partition("=")
            offers.append(OfferForm(None, name.strip(), terms.strip(), assumption, extras))
        else:
            item = _item(dossier, negotiation, text)
            offers.append(OfferForm(item, assumption=assumption, extras=extras))
    unused = sorted({*assumed, *beside})
    if unused:
        raise UsageError(f"There is no offer {unused[0]}; offers are lettered as they are given.")
    form = CostForm(
        headcount=args.people,
        average=args.average,
        placement=_placement(args.placement),
        rates="\n".join(args.rate),
        drift=args.drift,
        inflation=args.inflation,
        note=args.note,
        currency=str(negotiation.currency or "USD"),
    )
    return CostOrder(form, tuple(offers), args.first_day, args.hours, args.hourly)


def _item(dossier: Dossier, negotiation: Record, code: str) -> int:
    choices = cost_orders.offer_choices(dossier, negotiation.id)
    wanted = code.strip().casefold()
    fitting = [c for c in choices if c.name.partition(",")[0].casefold() == wanted]
    if len(fitting) != 1:
        known = ", ".join(c.name.partition(",")[0] for c in choices) or "none"
        what = "has several items on wages" if fitting else "is no offer with numbers on wages"
        raise NotFound(f"“{code}” {what}.", f"Offers: {known}.")
    return fitting[0].item_id


def _assumptions(typed: list[str]) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for text in typed:
        match = _ASSUME.fullmatch(text.strip())
        if match is None:
            raise UsageError(f"--assume “{text}” does not name its offer.", hint=_HOW)
        settings, _, why = f" {match[2]} ".partition(" because ")
        read = {"text": why.strip()}
        for piece in settings.split():
            name, _, value = piece.partition("=")
            if name not in _KEYS or not value:
                raise UsageError(f"--assume: “{piece}” is not understood.", hint=_HOW)
            read[_KEYS[name]] = value.strip(",;")
        found.setdefault(match[1].upper(), {}).update(read)
    return found


_HOW = "Write it as “B years=5 split=equal_simple because …”."


def _beside(typed: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for text in typed:
        match = _BESIDE.fullmatch(text.strip())
        if match is None:
            raise UsageError(f"--beside “{text}” does not name its offer.")
        found.setdefault(match[1].upper(), []).append(match[2])
    return found


def _placement(name: str | None) -> str:
    if name is None:
        return ""
    try:
        with Path(name).open(encoding="utf-8-sig") as file:
            text = file.read(_LONGEST + 1)
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"The placement table {name} cannot be read.",
            hint="Give a plain text file in UTF-8, as a spreadsheet saves it with tabs.",
        ) from error
    if len(text) > _LONGEST:
        raise UsageError(f"{name} is longer than {_LONGEST:,} characters.")
    return text

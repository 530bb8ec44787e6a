"""`impasse`: the sheet that 8 CCR 32792 asks for, filled from the record, gaps listed."""

from typing import Any

from negotiation_tracker.cli import files, layout
from negotiation_tracker.cli.arguments import (
    Parser,
    add_audience,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.json_form import ref_form, refs_form
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.rules.impasse import RULE, ImpasseSheet
from negotiation_tracker.services import page_files, sheet_exports


def describe(parser: Parser) -> None:
    """Add the arguments of `impasse`."""
    files.add_file(parser, "PDF to write (otherwise the sheet is shown)")
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, Audience.AGENCY)
    parser.add_argument(
        "--as-of", metavar="DATE", help="how things stood on this day (otherwise today)"
    )
    add_json(parser)
    parser.epilog = (
        "A working paper made from the record, not the agency's form and not legal advice.\n"
        "Nothing said in mediation and nothing of one side alone is on it."
    )


def run(call: Call) -> int:
    """Write the sheet, or show it."""
    if call.args.file:
        files.suffix_of(call, ("pdf",))
    with call.workspace() as ws:
        negotiation = call.negotiation(ws)
        made = page_files.impasse_pages(ws, negotiation.id, call.reader(), call.day())
        if call.args.file:
            path = files.target(call, made.printable.file_name(".pdf"))
            return files.report(call, sheet_exports.save_pdf(ws, made.printable, path))
    if call.wants_json:
        call.write_json("impasse", _form(call, made.sheet, made.printable.released.dossier))
    else:
        _show(call, made.sheet)
    return 0


def _show(call: Call, sheet: ImpasseSheet) -> None:
    layout.heading(call, f"{sheet.negotiation.title} [{sheet.negotiation.code}]")
    call.say(f"What the record holds for {RULE}, as of {short_date(sheet.as_of)}")
    for answer in sheet.answers:
        layout.section(call, f"{answer.number}. {answer.question}")
        lines = [*answer.lines, *(f"({remark})" for remark in answer.remarks)]
        layout.bullets(call, lines, "nothing on record")
        if answer.gaps:
            layout.bullets(call, [f"to fill in: {gap}" for gap in answer.gaps], "")
    layout.section(call, "Before it is filed")
    layout.bullets(call, sheet.notes, "")


def _form(call: Call, sheet: ImpasseSheet, dossier: Dossier) -> dict[str, Any]:
    return {
        "audience": str(call.reader().audience),
        "negotiation": ref_form("negotiation", sheet.negotiation.id, dossier),
        "as_of": sheet.as_of.isoformat(),
        "rule": RULE,
        "answers": [
            {
                "number": answer.number,
                "question": answer.question,
                "lines": list(answer.lines),
                "remarks": list(answer.remarks),
                "to_fill_in": list(answer.gaps),
                "derived_from": refs_form(answer.inputs, dossier),
            }
            for answer in sheet.answers
        ],
        "notes": list(sheet.notes),
    }

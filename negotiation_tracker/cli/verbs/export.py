"""`export`: the history, or the records themselves, for one audience."""

import argparse
from dataclasses import replace
from pathlib import Path

from negotiation_tracker.cli import files
from negotiation_tracker.cli.arguments import (
    Parser,
    UsageError,
    add_audience,
    add_days,
    add_json,
    add_negotiation,
    add_store,
)
from negotiation_tracker.cli.call import Call, read_day
from negotiation_tracker.cli.references import find
from negotiation_tracker.cli.wording import counted
from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.handling import Audience, OptIn, Reader, opt_ins
from negotiation_tracker.model.record import Record
from negotiation_tracker.services import exports
from negotiation_tracker.services.workspace import Workspace

FORMATS = tuple(one.value for one in exports.Format)
_BY_SUFFIX = {
    ".pdf": "pdf",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".xlsx": "xlsx",
    ".zip": "csv",
    ".csv": "csv",
    ".json": "json",
}


def describe(parser: Parser) -> None:
    """Add the arguments of `export`."""
    parser.add_argument(
        "file",
        nargs="?",
        metavar="FILE",
        help="file to write (otherwise a proper name in the current folder); - for standard output",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        metavar="FORMAT",
        help=f"{', '.join(FORMATS)} (otherwise by the name of the file, else pdf)",
    )
    parser.add_argument(
        "--session",
        metavar="REF",
        action="append",
        default=[],
        help="only this session and what belongs to it; may be repeated",
    )
    parser.add_argument(
        "--minutes",
        action="store_true",
        help="the minutes of the one --session: joint notes only, whoever reads; a report",
    )
    parser.add_argument("--first", metavar="DATE", help="only from this day on")
    parser.add_argument("--last", metavar="DATE", help="only up to this day")
    parser.add_argument(
        "--add",
        metavar="LEVEL",
        type=_opt_in,
        action="append",
        default=[],
        help="also give this audience a level it may be given by choice: "
        f"{', '.join(o.value.replace('_', '-') for o in OptIn)}; may be repeated",
    )
    parser.add_argument("--replace", action="store_true", help="replace a file that is there")
    add_store(parser)
    add_negotiation(parser)
    add_audience(parser, Audience.PUBLIC)
    add_days(parser)
    add_json(parser)
    parser.epilog = (
        "Without --negotiation all of them go into one file. The file is written whole or not at\n"
        "all, and is checked for what this audience may not see. csv is a zip of one file for\n"
        "each table with a codebook; json is complete and can be imported again. With --json\n"
        "the result is reported as JSON."
    )


def run(call: Call) -> int:
    """Write the export."""
    with call.workspace() as ws:
        chosen = call.negotiations(ws)
        if not chosen:
            raise NotFound("There is no negotiation to export.")
        request = _request(call, ws, chosen)
        if call.args.file == "-":
            call.write_bytes(exports.render(exports.prepare(ws, request)))
            return 0
        request = replace(request, target=files.target(call, exports.default_name(ws, request)))
        result = exports.export(ws, request)
    _report(call, result, request.reader)
    return 0


def _request(call: Call, ws: Workspace, chosen: list[Record]) -> exports.ExportRequest:
    scope, form = _scope(call, ws, chosen), exports.Format(_format(call))
    if call.args.minutes:
        if scope.session_ids is None or len(scope.session_ids) != 1:
            raise UsageError("Minutes are of one session; add --session once.")
        from negotiation_tracker.services.minutes import minutes_request

        return minutes_request(ws, next(iter(scope.session_ids)), _reader(call), form)
    return exports.ExportRequest(
        negotiation_ids=tuple(n.id for n in chosen),
        reader=_reader(call),
        format=form,
        scope=scope,
        as_of=call.as_of,
        known_by=call.known_by,
    )


def _report(call: Call, result: exports.ExportResult, reader: Reader) -> None:
    if call.wants_json:
        call.write_json(
            "export",
            {
                "file": str(result.path),
                "format": _format(call),
                "audience": str(reader.audience),
                "sha256": result.sha256,
                "bytes": result.size,
                "withheld": dict(sorted(result.withheld.items())),
            },
        )
        return
    call.say(f"Written: {result.path}")
    left = sum(result.withheld.values())
    if left:
        kinds = ", ".join(f"{n} {k.replace('_', ' ')}" for k, n in sorted(result.withheld.items()))
        call.warn(f"Note: {counted(left, 'record', 'records')} left out for this reader: {kinds}.")


def _reader(call: Call) -> Reader:
    reader = call.reader()
    allowed = opt_ins(reader.audience)
    for level in call.args.add:
        if level not in allowed:
            words = ", ".join(o.value.replace("_", "-") for o in allowed) or "none"
            raise UsageError(
                f"{level.value} cannot be added for this audience; levels that can: {words}."
            )
    return Reader(reader.audience, frozenset(call.args.add), reader.on, exporting=True)


def _format(call: Call) -> str:
    if call.args.format:
        return str(call.args.format)
    name = call.args.file
    if not name or name == "-":
        return "pdf"
    suffix = Path(name).suffix.casefold()
    if suffix not in _BY_SUFFIX:
        raise UsageError(
            f"“{Path(name).name}” does not say in which format to write.",
            hint=f"Add --format with one of {', '.join(FORMATS)}.",
        )
    return _BY_SUFFIX[suffix]


def _scope(call: Call, ws: Workspace, chosen: list[Record]) -> exports.Scope:
    first, last = read_day("--first", call.args.first), read_day("--last", call.args.last)
    if first and last and first > last:
        raise UsageError("--first is after --last; swap the two.")
    ids: frozenset[int] | None = None
    if call.args.session:
        dossiers = [call.dossier(ws, n) for n in chosen]
        ids = frozenset(find("session", ref, dossiers)[0].id for ref in call.args.session)
    return exports.Scope(ids, first, last)


def _opt_in(text: str) -> OptIn:
    try:
        return OptIn(text.strip().casefold().replace("-", "_"))
    except ValueError as error:
        known = ", ".join(o.value.replace("_", "-") for o in OptIn)
        raise argparse.ArgumentTypeError(f'"{text}" is not a level; use one of {known}') from error

"""What the program does where no window can appear: the main job, on the terminal."""

import contextlib
from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from negotiation_tracker.cli.arguments import command
from negotiation_tracker.cli.call import Call, Streams
from negotiation_tracker.cli.main import guarded, standard_streams
from negotiation_tracker.cli.show_positions import write_standing
from negotiation_tracker.cli.verbs.seed import open_or_create
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.services.overview import overview
from negotiation_tracker.services.workspace import Workspace


def run(store_path: Path, streams: Streams | None = None) -> int:
    """Make and seed the store if there is none, show where talks stand, write their histories.

    The public history of each negotiation goes as a PDF into the current folder. Gives the exit
    status; never raises.
    """
    used = streams or standard_streams()
    return guarded(lambda: _main_job(store_path, used), used)


def _main_job(store_path: Path, streams: Streams) -> int:
    call = Call(Namespace(store=str(store_path)), streams)
    fresh = not store_path.exists()
    with contextlib.closing(open_or_create(store_path)) as ws:
        if fresh:
            from negotiation_tracker.services import seeds

            seeds.load(ws)
            call.say(f"Made a store with the sample from news articles in it: {store_path}")
            call.say()
        negotiations = ws.negotiations()
        for negotiation in negotiations:
            _show(call, ws, negotiation)
        written = [_write_history(ws, negotiation) for negotiation in _public(ws)]
    for path in written:
        call.say(f"Public history written into this folder: {path}")
    if not negotiations:
        call.say("There is no negotiation in this store yet.")
    call.say()
    call.say(
        f"{command()} --help lists what works without a window. For the window, start "
        f"{command()} from a desktop session or over ssh -X, or on an invisible screen: "
        f"xvfb-run -a {command()}"
    )
    return 0


def _show(call: Call, ws: Workspace, negotiation: Record) -> None:
    dossier = ws.dossier(negotiation.id, call.reader())
    write_standing(call, overview(dossier), dossier)
    call.say()


def _public(ws: Workspace) -> list[Record]:
    return ws.negotiations(Reader(Audience.PUBLIC, on=ws.today()))


def _write_history(ws: Workspace, negotiation: Record) -> Path:
    """Write the public history; one of the same day is replaced, it is made from this store."""
    from negotiation_tracker.services import exports

    request = exports.ExportRequest(
        negotiation_ids=(negotiation.id,), reader=Reader(Audience.PUBLIC, on=ws.today())
    )
    target = Path(exports.default_name(ws, request))
    return exports.export(ws, replace(request, target=target)).path

"""`seed`: make the store if there is none, and load the sample."""

import contextlib
from pathlib import Path

from negotiation_tracker.cli.arguments import Parser, add_json, add_store
from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.changes import change_form, write_notes
from negotiation_tracker.cli.wording import counted
from negotiation_tracker.services.workspace import Workspace


def describe(parser: Parser) -> None:
    """Add the arguments of `seed`."""
    parser.add_argument(
        "folder",
        nargs="?",
        metavar="FOLDER",
        help="folder of sample files of your own (otherwise the two disputes shipped)",
    )
    parser.add_argument(
        "--restore",
        action="store_true",
        help="also bring back what you had moved to the trash",
    )
    parser.add_argument(
        "--remove", action="store_true", help="move the sample to the trash instead"
    )
    add_store(parser)
    add_json(parser)
    parser.epilog = (
        "Running it again changes nothing: what is there is left as it is, edited or not.\n"
        "One undo takes the whole sample out again."
    )


def run(call: Call) -> int:
    """Load or remove the sample."""
    folder = Path(call.args.folder) if call.args.folder else None
    if call.args.remove:
        return _remove(call, folder)
    with contextlib.closing(open_or_create(call.store_path)) as ws:
        _load(call, ws, folder)
    return 0


def open_or_create(path: Path) -> Workspace:
    """Open a store, making it first where there is nothing."""
    if path.exists():
        return Workspace.open(path)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return Workspace.create(path)


def _load(call: Call, ws: Workspace, folder: Path | None) -> None:
    from negotiation_tracker.services import seeds

    loaded = seeds.load(ws, folder, restore=call.args.restore)
    write_notes(call, loaded.change)
    value = loaded.value
    if call.wants_json:
        counts = {
            "added": value.added,
            "present": value.present,
            "restored": value.restored,
            "left_in_trash": value.left_in_trash,
        }
        change = change_form(loaded.change)
        call.write_json("seed", {"store": str(ws.path), "records": counts, "change": change})
        return
    call.say(f"Store: {ws.path}")
    parts = [f"{counted(value.added, 'record', 'records')} added"]
    for number, words in (
        (value.present, "there already"),
        (value.restored, "brought back from the trash"),
        (value.left_in_trash, "left in the trash (--restore brings them back)"),
    ):
        if number:
            parts.append(f"{number} {words}")
    call.say(f"Sample from news articles: {', '.join(parts)}.")
    for negotiation in ws.negotiations(call.reader()):
        call.say(f"  {negotiation.code}  {negotiation.title}")


def _remove(call: Call, folder: Path | None) -> int:
    from negotiation_tracker.services import seeds

    with call.workspace() as ws:
        removed = seeds.remove(ws, folder)
        if call.wants_json:
            call.write_json("seed", {"store": str(ws.path), "change": change_form(removed.change)})
        else:
            number = counted(removed.value, "negotiation", "negotiations")
            call.say(f"Sample moved to the trash: {number}. Undo brings it back.")
    return 0

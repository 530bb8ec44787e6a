"""What is done with a whole store, on the worker; nothing here is imported before first paint."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.model.errors import StoreError, TrackerError
from negotiation_tracker.services.workspace import Workspace


def open_or_create(path: Path, *, sample: bool) -> Workspace:
    """Open a store, or create it first, with the sample if wished.

    The whole of a large file is not looked at yet; `services.workspace.examine` is to follow.

    Raises:
        StoreError: the file cannot be opened or made.
        TrackerError: the sample could not be loaded; the new store stays, empty.

    """
    if is_there(path):
        return Workspace.open(path, hurry=True)
    try:
        ws = Workspace.create(path)
    except OSError as error:
        raise StoreError(
            "E11",
            3,
            f"A store cannot be made here: {error.strerror}.",
            "",
            "Choose a folder that you may write.",
        ) from error
    if sample:
        try:
            load_sample(ws)
        except BaseException:
            ws.close()
            raise
    return ws


def is_there(path: Path) -> bool:
    """Say whether there is a file; one in a folder that may not be read counts as there."""
    try:
        return path.exists()
    except OSError:
        return True


def load_sample(ws: Workspace) -> ChangeSet:
    """Load the sample; a second time it adds only what is missing."""
    from negotiation_tracker.services import seeds

    return seeds.load(ws, restore=True).change


@dataclass(frozen=True, slots=True)
class Planned:
    """A bundle that was read, and in words what importing it would do.

    Attributes:
        run: does it, as one step of undo.
        words: what it adds, changes and leaves.
        nothing: whether it would change nothing.

    """

    run: Callable[[Workspace], ChangeSet]
    words: str
    nothing: bool


def plan_import(ws: Workspace, path: Path) -> Planned:
    """Read a JSON export and say what importing it would do; nothing is changed.

    Raises:
        InvalidInput: the file is no bundle, or something in it is wrong.
        TrackerError: the file cannot be read.

    """
    from negotiation_tracker.services import bundles

    try:
        data = path.read_bytes()
    except OSError as error:
        raise TrackerError(
            f"The file {path.name} cannot be read.",
            "Nothing was imported.",
            f"Look whether it is there and may be read ({error.strerror}).",
        ) from error
    bundle = bundles.read(ws, data)
    found = bundles.plan(ws, bundle)
    new = sum(len(uids) for uids in found.new.values())
    parts = [
        f"{new:,} records are new.",
        f"{len(found.changed):,} are brought up to date.",
        f"{found.same:,} are there already.",
    ]
    if found.conflicting:
        parts.append(f"{len(found.conflicting):,} differ and stay as they are in this store.")

    def run(workspace: Workspace) -> ChangeSet:
        return bundles.import_bundle(workspace, bundle).change

    return Planned(run, " ".join(parts), not new and not found.changed)


@dataclass(frozen=True, slots=True)
class Findings:
    """Result of checking a store, in words."""

    title: str
    detail: str


def check(ws: Workspace) -> Findings:
    """Check the whole store."""
    report = ws.check()
    if report.sound:
        return Findings(
            "The store is sound.",
            f"{report.records:,} records and {report.journal_lines:,} lines of history were "
            "compared; nothing differs.",
        )
    return Findings(
        "The store has faults. Restore a backup, or save what can be read.",
        "\n".join(report.faults),
    )


def load_what_saving_needs() -> None:
    """Import the libraries that the first change needs, so that it does not wait for them."""
    import_module("negotiation_tracker.model.tables")
    import_module("negotiation_tracker.services.records")

"""What is done with a whole store, on the worker; nothing here is imported before first paint."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from negotiation_tracker.model.changes import ChangeSet
from negotiation_tracker.services.workspace import Workspace


def open_or_create(path: Path, *, sample: bool) -> Workspace:
    """Open a store, or create it first, with the sample if wished.

    Raises:
        StoreError: the file cannot be opened or made.
        TrackerError: the sample could not be loaded; the new store stays, empty.

    """
    if path.exists():
        return Workspace.open(path)
    ws = Workspace.create(path)
    if sample:
        try:
            load_sample(ws)
        except BaseException:
            ws.close()
            raise
    return ws


def load_sample(ws: Workspace) -> ChangeSet:
    """Load the sample; a second time it adds only what is missing."""
    from negotiation_tracker.services import seeds

    return seeds.load(ws, restore=True).change


def import_bundle(ws: Workspace, path: Path) -> ChangeSet:
    """Read a JSON export into the store, as one step of undo."""
    from negotiation_tracker.services import bundles

    return bundles.import_file(ws, path).change


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

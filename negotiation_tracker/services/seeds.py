"""Loading the sample, or any folder of sample files, and taking it out again.

Sample records go through the same writer, validation and rules as what a person types.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from negotiation_tracker import paths
from negotiation_tracker.exchange.readers.seed_files import SeedRecord, SeedRef, read_seed_folder
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import backups
from negotiation_tracker.services.workspace import Workspace

LOAD_LABEL = "Load sample"
REMOVE_LABEL = "Remove sample"
_SHARED = ("person", "organization", "source")

_Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a sample came to.

    Attributes:
        added: records that are new.
        present: records that were there already and were left as they are.
        restored: records brought back from the trash.
        left_in_trash: records left out because they, or what they belong to, are in the trash.

    """

    added: int = 0
    present: int = 0
    restored: int = 0
    left_in_trash: int = 0


def load(
    workspace: Workspace, folder: Path | None = None, *, restore: bool = False
) -> Changed[Loaded]:
    """Load the shipped sample, or the sample files of a folder, as one step of undo.

    What is there already is left as it is, edited or not; what a person deleted stays in the
    trash unless `restore` is set. Loading twice changes nothing.

    Raises:
        NotFound: the folder holds no sample files.
        InvalidInput: the files are wrong; every problem names file, record and field.
        BrokenInvariant: the files go against a rule of the record.
        StoreError: the store cannot be written.

    """
    records = read_seed_folder(folder or paths.seed_folder(), workspace.catalogue)
    return workspace.change(LOAD_LABEL, lambda writer: insert(writer, records, restore=restore))


def insert(writer: RecordWriter, records: Iterable[SeedRecord], *, restore: bool = False) -> Loaded:
    """Add the records of a sample that are not there yet; see `load`."""
    ids: dict[str, int] = {}
    counts = {"added": 0, "present": 0, "restored": 0, "left_in_trash": 0}
    for record in records:
        found = writer.by_uid(record.kind, record.uid)
        if found is None:
            if not _placed(record, ids):
                counts["left_in_trash"] += 1
                continue
            made = writer.insert(record.kind, uid=record.uid, **_values(record, ids))
            ids[record.uid] = made.id
            counts["added"] += 1
        elif found.deleted_at is None:
            ids[record.uid] = found.id
            counts["present"] += 1
        elif restore:
            # This brings back all that went to the trash with it; those count as present later.
            writer.restore(record.kind, found.id)
            ids[record.uid] = found.id
            counts["restored"] += 1
        else:
            counts["left_in_trash"] += 1
    return Loaded(**counts)


def _placed(record: SeedRecord, ids: dict[str, int]) -> bool:
    """Say whether all that a record refers to is there, and not in the trash."""
    needed = [value.uid for value in record.values.values() if isinstance(value, SeedRef)]
    if record.values.get("target_uid"):
        needed.append(record.values["target_uid"])
    return all(uid in ids for uid in needed)


def _values(record: SeedRecord, ids: dict[str, int]) -> dict[str, Any]:
    return {
        name: ids[value.uid] if isinstance(value, SeedRef) else value
        for name, value in record.values.items()
    }


def remove(workspace: Workspace, folder: Path | None = None) -> Changed[int]:
    """Move the sample negotiations to the trash, as one step of undo.

    People, organizations and sources that came with the sample go with them unless something
    else in the store rests on them. Gives the number of negotiations removed.

    Raises:
        InUse: a record outside the sample rests on one of the negotiations.
        StoreError: the store cannot be written, or E50: the backup before it could not be made.

    """
    backups.routine(workspace, backups.Occasion.BEFORE)
    records = read_seed_folder(folder or paths.seed_folder(), workspace.catalogue)
    shared = [r for r in records if r.kind in _SHARED]
    return workspace.change(
        REMOVE_LABEL, lambda writer: _remove(writer, workspace.catalogue, shared)
    )


def _remove(writer: RecordWriter, catalogue: Catalogue, shared: list[SeedRecord]) -> int:
    negotiations = writer.where("negotiation", sample=True)
    for negotiation in negotiations:
        writer.remove("negotiation", negotiation.id)
    roots = [r for s in shared for r in writer.where(s.kind, uid=s.uid)]
    going = _unused(writer, catalogue, roots)
    # Citations and titles first: they tie people, organizations and sources to one another.
    for record in sorted(going, key=lambda r: (r.table != "citation", r.table in _SHARED)):
        if writer.get(record.table, record.id) is not None:
            writer.remove(record.table, record.id)
    return len(negotiations)


def _unused(writer: RecordWriter, catalogue: Catalogue, roots: list[Record]) -> list[Record]:
    """List the roots, with their parts, that nothing outside this list rests on."""
    parts = {(root.table, root.id): _parts(writer, catalogue, root) for root in roots}
    while True:
        inside = {(part.table, part.id) for listed in parts.values() for part in listed}
        # A part of two roots, such as a title, keeps neither.
        kept = {
            key: listed
            for key, listed in parts.items()
            if not any(_used_outside(writer, catalogue, part, inside) for part in listed)
        }
        if len(kept) == len(parts):
            return list({(p.table, p.id): p for listed in kept.values() for p in listed}.values())
        parts = kept


def _parts(writer: RecordWriter, catalogue: Catalogue, root: Record) -> list[Record]:
    found: dict[_Key, Record] = {(root.table, root.id): root}
    frontier = [root]
    while frontier:
        record = frontier.pop()
        owned = writer.where("citation", target_uid=record.uid)
        for kind, field in catalogue.children(record.table):
            if field.owned:
                owned += writer.where(kind.name, **{field.name: record.id})
        for part in owned:
            if (part.table, part.id) not in found:
                found[part.table, part.id] = part
                frontier.append(part)
    return list(found.values())


def _used_outside(
    writer: RecordWriter, catalogue: Catalogue, record: Record, inside: set[_Key]
) -> bool:
    return any(
        (user.table, user.id) not in inside
        for kind, field in catalogue.children(record.table)
        if not field.unlink
        for user in writer.where(kind.name, **{field.name: record.id})
    )

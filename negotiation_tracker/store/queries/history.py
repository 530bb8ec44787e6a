"""What the journal says about records: the trash, and the versions of one record."""

import json
import sqlite3
from datetime import datetime

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.record import Record, decode
from negotiation_tracker.store.rows import Rows


def chain_head(db: sqlite3.Connection) -> str:
    """Give the seal of the newest change; it differs as soon as the record does."""
    return str(db.execute("SELECT chain_head FROM journal_state WHERE id = 1").fetchone()[0])


def trash(db: sqlite3.Connection, catalogue: Catalogue) -> list[Record]:
    """List deleted records, newest first, without those that went along with what owns them."""
    rows = Rows(db, catalogue)
    deleted = [r for kind in catalogue.kinds for r in rows.deleted(kind)]
    gone = {(r.table, r.id): r for r in deleted}
    uids = {r.uid: r for r in deleted}
    roots = [r for r in deleted if not _went_along(catalogue, r, gone, uids)]
    return sorted(roots, key=lambda r: (r.deleted_at, r.table, r.id), reverse=True)


def _went_along(
    catalogue: Catalogue,
    record: Record,
    gone: dict[tuple[str, int], Record],
    uids: dict[str, Record],
) -> bool:
    for field in catalogue[record.table].references():
        owner = gone.get((field.ref, getattr(record, field.name) or 0))
        if field.owned and owner is not None and owner.deleted_at == record.deleted_at:
            return True
    if record.table in ("citation", "private_note"):
        target = uids.get(record.target_uid)
        return target is not None and target.deleted_at == record.deleted_at
    return False


def versions(
    db: sqlite3.Connection, kind: Kind, record_id: int
) -> list[tuple[datetime, str, str, Record | None]]:
    """List (when, by whom, by which change, the record from then on), oldest first."""
    lines = db.execute(
        "SELECT s.at, s.actor, s.label, s.kind, r.after FROM change_row r "
        "JOIN change_set s ON s.id = r.change_set_id "
        "WHERE r.kind = ? AND r.record_id = ? ORDER BY r.seq",
        (kind.name, record_id),
    ).fetchall()
    found: list[tuple[datetime, str, str, Record | None]] = []
    for at, actor, label, how, after in lines:
        words = label if how in ("do", "aside") else f"{how.capitalize()}: {label}"
        record = None if after is None else of_image(kind, after)
        found.append((datetime.fromisoformat(at), actor, words, record))
    return found


def of_image(kind: Kind, image: str) -> Record:
    """Give a record from its image in the journal."""
    values = json.loads(image)
    return Record(kind.name, {f.name: decode(f, values.get(f.name)) for f in kind.fields})

"""Purging talks: removing all but dates and outcome, from records, trash, history and search.

The chain of the journal is not broken: its lines stay with their hashes, and only what they say
is taken out, which the triggers allow (reliability notes, B9). Steps that touched what is purged
can no longer be undone.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from uuid import uuid4

from negotiation_tracker.model.catalogue import Catalogue, Field, Kind
from negotiation_tracker.model.changes import ChangeKind, ChangeSet
from negotiation_tracker.model.fuzzy_dates import FuzzyDate
from negotiation_tracker.store import search_index
from negotiation_tracker.store.steps import Step, close_step, describe, open_step

KEPT = {
    "negotiation": frozenset(
        {"title", "code", "sector", "legal_regime", "agency", "kind", "prior_contract_expiry",
         "opened", "closed", "timezone", "currency", "ta_contingent_on_whole", "package_fallback",
         "sample"}
    ),
    "participant": frozenset(
        {"negotiation_id", "organization_id", "side", "role", "label", "ours", "from_on", "to_on"}
    ),
    "organization": frozenset({"name", "short_name", "kind", "parent_id"}),
    "session": frozenset(
        {"negotiation_id", "number", "kind", "status", "date", "scheduled_start", "time_in",
         "time_out", "crosses_midnight", "virtual", "on_record", "locked_at"}
    ),
    "tentative_agreement": frozenset(
        {"negotiation_id", "code", "scope", "reached_on", "contingent", "mark"}
    ),
    "approval": frozenset(
        {"agreement_id", "body", "participant_id", "opened_on", "closed_on", "yes", "no",
         "eligible", "result"}
    ),
    "export_log": frozenset(
        {"negotiation_id", "audience", "format", "made_at", "made_by", "sha256", "withheld"}
    ),
}  # fmt: skip
"""What stays of talks: the frame, the parties, when they met, what came of it, and which exports
were made. Fields not named here are emptied; kinds not named here go whole."""
MARKS_KEPT = frozenset({"handling", "confidence_of_id", "embargo_until"})
POINTERS = frozenset({"citation", "dispute_member", "private_note"})
_GLOBAL = ("person", "organization", "source", "segment", "alias", "affiliation", "person_contact")
_OWNED_GLOBAL = frozenset({"segment", "alias", "affiliation", "person_contact"})
_WORD = re.compile(r"[^\W\d_]{5,}")
_PLAIN_CODE = re.compile(r"(?:[A-HJM]-)?TA\d{1,9}")

Ids = dict[str, set[int]]
"""Keys of records by kind."""


@dataclass(frozen=True, slots=True)
class Extent:
    """What a purge of some talks touches.

    Attributes:
        negotiation_id: the talks.
        going: records that are removed.
        kept: records of which only dates and outcome stay.

    """

    negotiation_id: int
    going: Ids
    kept: Ids


@dataclass(frozen=True, slots=True)
class PurgedRows:
    """What a purge did.

    Attributes:
        change: the records removed and emptied.
        lines: lines of the journal whose content was taken out.
        words: words of five letters and more that stood in what was taken out.

    """

    change: ChangeSet
    lines: int
    words: frozenset[str]


def extent(db: sqlite3.Connection, catalogue: Catalogue, negotiation_id: int) -> Extent:
    """Find what a purge of some talks removes and what it keeps, the trash included."""
    own = _own(db, catalogue, negotiation_id)
    kept = {
        name: {
            key
            for key in own.get(name, set())
            if not _one(db, f'SELECT deleted_at FROM "{name}" WHERE id = ?', key)
        }
        for name in KEPT
    }
    kept["negotiation"] = {negotiation_id}
    going = {name: own[name] - kept.get(name, set()) for name in own}
    kept["approval"] = {
        key
        for key in kept["approval"]
        if _one(db, 'SELECT agreement_id FROM "approval" WHERE id = ?', key)
        in kept["tentative_agreement"]
    }
    going["approval"] = own["approval"] - kept["approval"]
    uids = set(_uids(db, own))
    for name in POINTERS:
        going.setdefault(name, set()).update(
            key for key, uid in db.execute(f'SELECT id, target_uid FROM "{name}"') if uid in uids
        )
    for name in ("event_negotiation", "related_negotiation"):
        going.setdefault(name, set()).update(_referring(db, catalogue[name], negotiation_id))
    found = Extent(negotiation_id, going, kept)
    for name, keys in _nobody_elses(db, catalogue, found).items():
        going.setdefault(name, set()).update(keys)
    elsewhere = _reached(
        db, catalogue, {n: going.get(n, set()) | own.get(n, set()) for n in own}, {}
    )
    staying = _reached(db, catalogue, going, kept)["organization"] - elsewhere["organization"]
    kept["organization"] = staying - going.get("organization", set())
    return found


def purge(
    db: sqlite3.Connection, catalogue: Catalogue, found: Extent, at: str, actor: str
) -> PurgedRows:
    """Remove what a purge removes, in the caller's transaction; see the head of this module."""
    words = set(_words_of(db, found))
    step = Step(str(uuid4()), "Purge", ChangeKind.ASIDE, at, actor)
    set_id = open_step(db, step)
    for name, keys in found.kept.items():
        for key in keys:
            _empty(db, catalogue[name], key)
    _number_codes(db, found)
    for name, keys in found.going.items():
        for part in _parts(keys):
            db.execute(f'DELETE FROM "{name}" WHERE id IN ({_marks(part)})', part)
    close_step(db, set_id, step)
    change = describe(db, set_id, step.label, step.kind)
    lines = _lines(db, catalogue, found)
    for part in _parts(lines):
        where = f"seq IN ({_marks(part)})"
        for before, after in db.execute(
            f"SELECT before, after FROM change_row WHERE {where}", part
        ):
            words.update(_WORD.findall(f"{before or ''} {after or ''}"))
        db.execute(
            f"UPDATE change_row SET before = NULL, after = NULL, salt = NULL WHERE {where}", part
        )
    _log_what_stays(db, found, Step(str(uuid4()), "Purge", ChangeKind.ASIDE, at, actor))
    search_index.rebuild(db)
    search_index.optimize(db)
    return PurgedRows(change, len(lines), frozenset(words))


def left_over(contents: bytes, legitimate: str, words: Iterable[str]) -> list[str]:
    """List the purged words that still stand in the bytes of a file outside the records in it.

    Args:
        contents: the bytes of the file.
        legitimate: all texts that the records in it still have.
        words: words that were purged.

    """
    allowed = legitimate.casefold()
    return sorted(
        word
        for word in words
        if word.casefold() not in allowed
        and (word.encode() in contents or word.casefold().encode() in contents)
    )


def remaining_text(db: sqlite3.Connection) -> str:
    """Give every text that the records, the journal and the schema still have, as one text."""
    tables = [
        row[0]
        for row in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
            "ESCAPE '\\' AND name NOT LIKE 'search\\_text%' ESCAPE '\\'"
        )
    ]
    found = [str(row[0]) for row in db.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")]
    for table in tables:
        for row in db.execute(f'SELECT * FROM "{table}"'):
            found += [value for value in row if isinstance(value, str)]
    return "\n".join(found)


# -- what belongs to the talks --


def _own(db: sqlite3.Connection, catalogue: Catalogue, negotiation_id: int) -> Ids:
    """List what belongs to the talks by its scope, the trash included."""
    found: Ids = {"negotiation": {negotiation_id}}
    for kind in sorted(catalogue.kinds.values(), key=lambda k: len(k.scope)):
        if not kind.scope:
            continue
        above = found.get(kind.field(kind.scope[0]).ref, set())
        found[kind.name] = {
            row[0]
            for part in _parts(above)
            for row in db.execute(
                f'SELECT id FROM "{kind.name}" WHERE "{kind.scope[0]}" IN ({_marks(part)})', part
            )
        }
    return found


def _nobody_elses(db: sqlite3.Connection, catalogue: Catalogue, found: Extent) -> Ids:
    """List people, organizations and sources that no other talks and nothing kept refer to.

    Those that nothing at all refers to go only with the last talks of a store, or when they are
    in the confidence of one of its parties.
    """
    alone = db.execute(
        "SELECT 1 FROM negotiation WHERE id <> ? LIMIT 1", (found.negotiation_id,)
    ).fetchone()
    before = _reached(db, catalogue, {}, {})
    after = _reached(db, catalogue, found.going, found.kept)
    parties = found.kept.get("participant", set())
    going: Ids = {}
    for name in _GLOBAL:
        for key, side in db.execute(f'SELECT id, confidence_of_id FROM "{name}"').fetchall():
            if key in after.get(name, set()):
                continue
            if key in before.get(name, set()) or side in parties or alone is None:
                going.setdefault(name, set()).add(key)
    return going


def _reached(db: sqlite3.Connection, catalogue: Catalogue, going: Ids, kept: Ids) -> Ids:
    """List the people, organizations and sources that something outside a purge refers to."""
    found: Ids = {name: set() for name in _GLOBAL}
    frontier = list(_referred_to(db, catalogue, going, kept))
    while frontier:
        name, key = frontier.pop()
        if key in found[name]:
            continue
        found[name].add(key)
        for field in catalogue[name].references():
            target = _one(db, f'SELECT "{field.name}" FROM "{name}" WHERE id = ?', key)
            if isinstance(target, int) and field.ref in found:
                frontier.append((field.ref, target))
        for child, field in catalogue.children(name):
            if child.name in _OWNED_GLOBAL and field.owned:
                rows = db.execute(f'SELECT id FROM "{child.name}" WHERE "{field.name}" = ?', (key,))
                frontier += [(child.name, owned) for (owned,) in rows.fetchall()]
    return found


def _referred_to(
    db: sqlite3.Connection, catalogue: Catalogue, going: Ids, kept: Ids
) -> Iterator[tuple[str, int]]:
    """Give the people, organizations and sources that talks refer to, outside a purge."""
    for kind in catalogue.kinds.values():
        fields = [f for f in kind.references() if f.ref in _GLOBAL]
        if kind.name in _GLOBAL or not fields:
            continue
        listed = ", ".join(f'"{f.name}"' for f in fields)
        gone, emptied = going.get(kind.name, set()), kept.get(kind.name, set())
        for key, *values in db.execute(f'SELECT id, {listed} FROM "{kind.name}"').fetchall():
            if key in gone:
                continue
            stays = KEPT[kind.name] if key in emptied else kind.names
            for one, value in zip(fields, values, strict=True):
                if value is not None and one.name in stays:
                    yield one.ref, value


def _referring(db: sqlite3.Connection, kind: Kind, negotiation_id: int) -> set[int]:
    found: set[int] = set()
    for field in kind.references():
        if field.ref == "negotiation":
            sql = f'SELECT id FROM "{kind.name}" WHERE "{field.name}" = ?'
            found |= {row[0] for row in db.execute(sql, (negotiation_id,))}
    return found


# -- taking it out --


def _empty(db: sqlite3.Connection, kind: Kind, key: int) -> None:
    """Leave only what stays of a record, with dates without words of their own."""
    stays = KEPT[kind.name] | MARKS_KEPT
    values: dict[str, object] = {}
    for field in kind.own_fields():
        if field.name not in stays:
            values[field.name] = _blank(field)
        elif field.type == "fuzzy_date":
            raw = _one(db, f'SELECT "{field.name}" FROM "{kind.name}" WHERE id = ?', key)
            values[field.name] = None if raw is None else _bare(str(raw))
    if not values:
        return
    settings = ", ".join(f'"{name}" = ?' for name in values)
    db.execute(f'UPDATE "{kind.name}" SET {settings} WHERE id = ?', (*values.values(), key))


def _blank(field: Field) -> object:
    if field.default is not None:
        return int(field.default) if isinstance(field.default, bool) else field.default
    return "" if field.type == "text" else None


def _bare(raw: str) -> str:
    """Give a date without the words it was written in, or the reason that was given for it."""
    return replace(FuzzyDate.from_text(raw), as_written="", reason="", anchor="").to_text()


def _number_codes(db: sqlite3.Connection, found: Extent) -> None:
    """Give agreements plain codes: one that was typed may say what it is about."""
    keys = sorted(found.kept.get("tentative_agreement", set()))
    codes = {k: str(_one(db, "SELECT code FROM tentative_agreement WHERE id = ?", k)) for k in keys}
    taken = {code for code in codes.values() if _PLAIN_CODE.fullmatch(code)}
    free = (f"TA{n}" for n in count(1) if f"TA{n}" not in taken)
    for key, code in codes.items():
        if not _PLAIN_CODE.fullmatch(code):
            db.execute("UPDATE tentative_agreement SET code = ? WHERE id = ?", (next(free), key))


def _log_what_stays(db: sqlite3.Connection, found: Extent, step: Step) -> None:
    """Give every record that stays a line in the journal that says how it is now."""
    set_id = open_step(db, step)
    for name, keys in found.kept.items():
        for part in _parts(keys):
            db.execute(f'UPDATE "{name}" SET rev = rev + 1 WHERE id IN ({_marks(part)})', part)
    close_step(db, set_id, step)


def _lines(db: sqlite3.Connection, catalogue: Catalogue, found: Extent) -> list[int]:
    """List the lines of the journal that say anything about what is purged.

    Also those on records that are in the store no more, such as an addition that was undone. Where
    the key of such a record was used again, lines of both are taken out.
    """
    keys: Ids = {}
    for name in catalogue.kinds:
        keys[name] = found.going.get(name, set()) | found.kept.get(name, set())
    lines = {
        row[0]
        for name, ids in keys.items()
        for part in _parts(ids)
        for row in db.execute(
            f"SELECT seq FROM change_row WHERE kind = ? AND record_id IN ({_marks(part)})",
            (name, *part),
        )
    }
    for kind in sorted(catalogue.kinds.values(), key=lambda k: len(k.scope)):
        for seq, key, above in _undone(db, kind):
            if kind.scope and above in keys[kind.field(kind.scope[0]).ref]:
                lines.add(seq)
                keys[kind.name].add(key)
            elif kind.name in _GLOBAL or kind.name in POINTERS:
                lines.add(seq)
    return sorted(lines)


def _undone(db: sqlite3.Connection, kind: Kind) -> Iterator[tuple[int, int, int | None]]:
    """Give the lines on records that are not in the store: line, key, and key of what is above."""
    above = f"'$.{kind.scope[0]}'" if kind.scope else "'$.none'"
    yield from db.execute(
        f"SELECT seq, record_id, coalesce(json_extract(after, {above}), "
        f"json_extract(before, {above})) FROM change_row WHERE kind = ? AND record_id NOT IN "
        f'(SELECT id FROM "{kind.name}") AND (before NOT NULL OR after NOT NULL)',
        (kind.name,),
    ).fetchall()


def _words_of(db: sqlite3.Connection, found: Extent) -> Iterator[str]:
    for ids in (found.going, found.kept):
        for name, keys in ids.items():
            for part in _parts(keys):
                rows = db.execute(f'SELECT * FROM "{name}" WHERE id IN ({_marks(part)})', part)
                for row in rows:
                    for value in row:
                        if isinstance(value, str):
                            yield from _WORD.findall(value)


# -- small parts --


def _uids(db: sqlite3.Connection, ids: Ids) -> Iterator[str]:
    for name, keys in ids.items():
        for part in _parts(keys):
            rows = db.execute(f'SELECT uid FROM "{name}" WHERE id IN ({_marks(part)})', part)
            yield from (row[0] for row in rows)


def _one(db: sqlite3.Connection, sql: str, key: int) -> object:
    row = db.execute(sql, (key,)).fetchone()
    return None if row is None else row[0]


def _parts(keys: Iterable[int]) -> Iterator[tuple[int, ...]]:
    listed = sorted(keys)
    for start in range(0, len(listed), 500):
        yield tuple(listed[start : start + 500])


def _marks(part: tuple[int, ...]) -> str:
    return ", ".join("?" * len(part))

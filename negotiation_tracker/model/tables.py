"""All tables of the store: STRICT, with a CHECK per closed list, date and flag.

Importing this module declares the whole schema. It also writes the catalogue, the file from
which everything that must start fast learns what records there are
(``python -m negotiation_tracker.model.tables``).
"""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, Column, Index, Table, text
from sqlmodel import SQLModel

from negotiation_tracker.model import agreements as _agreements
from negotiation_tracker.model import events as _events
from negotiation_tracker.model import followups as _followups
from negotiation_tracker.model import issues as _issues
from negotiation_tracker.model import mediation as _mediation
from negotiation_tracker.model import negotiations as _negotiations
from negotiation_tracker.model import notes as _notes
from negotiation_tracker.model import parties as _parties
from negotiation_tracker.model import proposals as _proposals
from negotiation_tracker.model import sessions as _sessions
from negotiation_tracker.model import sources as _sources
from negotiation_tracker.model.journal import ChangeRow, ChangeSetRow, JournalState, StoreInfo
from negotiation_tracker.model.records import Keys, RecordFields

JOURNAL_TABLES = tuple(
    str(row.__tablename__) for row in (ChangeSetRow, ChangeRow, JournalState, StoreInfo)
)

_MODULES = (
    _negotiations,
    _parties,
    _mediation,
    _sessions,
    _issues,
    _proposals,
    _agreements,
    _events,
    _sources,
    _notes,
    _followups,
)

_NAMES = {
    "organization": ("organization", "organizations"),
    "session": ("session", "sessions"),
    "related_negotiation": ("tie between negotiations", "ties between negotiations"),
    "alias": ("other name", "other names"),
    "person": ("person", "people"),
    "person_contact": ("contact", "contacts"),
    "attendance": ("attendance", "attendances"),
    "table_entry": ("log line", "log lines"),
    "entry_issue": ("issue of a log line", "issues of log lines"),
    "issue_raiser": ("party that raised an issue", "parties that raised issues"),
    "counter": ("counter", "counters"),
    "item_tie": ("tie between items", "ties between items"),
    "agreement_issue": ("issue of an agreement", "issues of agreements"),
    "agreement_basis": ("basis of an agreement", "bases of agreements"),
    "signoff": ("signature", "signatures"),
    "event_actor": ("actor of an event", "actors of events"),
    "event_negotiation": ("other negotiation of an event", "other negotiations of events"),
    "statement_issue": ("issue of a statement", "issues of statements"),
    "segment": ("paragraph", "paragraphs"),
    "dispute_member": ("account in a dispute", "accounts in disputes"),
    "export_log": ("export made", "exports made"),
    "mediator_engagement": ("mediator engagement", "mediator engagements"),
}

_INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    # The list of sessions is counted, and skipped through, without looking at a single session.
    ("session", ("negotiation_id", "deleted_at", "date", "id")),
    ("session", ("negotiation_id", "number")),
    ("proposal", ("negotiation_id", "date", "id")),
    ("event", ("negotiation_id", "start", "id")),
    ("statement", ("negotiation_id", "said_on", "id")),
    ("table_entry", ("session_id", "seq", "id")),
    ("citation", ("target_uid", "id")),
    ("dispute_member", ("target_uid", "id")),
    ("private_note", ("target_uid", "id")),
    ("change_row", ("kind", "record_id", "seq")),
)

_UNIQUE: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("negotiation", ("code",)),
    ("issue", ("negotiation_id", "code")),
    ("proposal", ("negotiation_id", "code")),
    ("tentative_agreement", ("negotiation_id", "code")),
    ("source", ("code",)),
)


def _record_classes() -> dict[str, tuple[type[SQLModel], type[SQLModel]]]:
    found: dict[str, tuple[type[SQLModel], type[SQLModel]]] = {}
    for module in _MODULES:
        for value in list(vars(module).values()):
            if isinstance(value, type) and issubclass(value, Keys) and value is not Keys:
                fields = next(b for b in value.__mro__[1:] if issubclass(b, RecordFields))
                found[str(value.__tablename__)] = (value, fields)
    return found


RECORD_CLASSES = _record_classes()
"""Kind of record → (table class, class that declares and validates its fields)."""


def table_of(kind: str) -> Table:
    """Give the table of a kind of record."""
    return SQLModel.metadata.tables[kind]


def _checks(column: Column[Any]) -> str | None:
    info, name = column.info, f'"{column.name}"'
    tag = info.get("type")
    if tag == "choice":
        listed = ", ".join("'" + v.replace("'", "''") + "'" for v in info["values"])
        return f"{name} IN ({listed})"
    if tag == "flag":
        return f"{name} IN (0, 1)"
    if tag == "fuzzy_date":
        first = f"substr({name}, 1, instr({name}, '/') - 1)"
        return (
            f"instr({name}, '/') IN (3, 11) AND instr({name}, ' {{') IN (6, 14, 22) AND "
            f"({first} = '..' OR {first} IS date({first}, '+0 days'))"
        )
    if tag == "day":
        return f"{name} IS NULL OR {name} IS date({name}, '+0 days')"
    if tag == "moment":
        return f"{name} GLOB '????-??-??T??:??:??.??????Z'"
    if tag == "text" and info.get("required"):
        return f"length({name}) > 0"
    if column.name == "scale":
        return f"{name} BETWEEN 0 AND 6"
    return None


def _harden(kind: str) -> None:
    table = table_of(kind)
    table.dialect_options["sqlite"]["strict"] = True
    for constraint in table.foreign_key_constraints:
        constraint.deferrable = True
        constraint.initially = "DEFERRED"
    for column in table.columns:
        rule = _checks(column)
        if rule is not None:
            table.append_constraint(CheckConstraint(text(rule), name=f"ck_{kind}_{column.name}"))


for _kind in sorted(SQLModel.metadata.tables):
    _harden(_kind)
for _kind, _columns in _INDEXES:
    Index(f"ix_{_kind}_{'_'.join(_columns)}", *(table_of(_kind).c[c] for c in _columns))
for _kind, _columns in _UNIQUE:
    Index(
        f"uq_{_kind}_{'_'.join(_columns)}",
        *(table_of(_kind).c[c] for c in _columns),
        unique=True,
        sqlite_where=text("deleted_at IS NULL"),
    )
# What is in the trash, found without reading all that is not.
for _kind in sorted(RECORD_CLASSES):
    Index(
        f"ix_{_kind}_deleted",
        table_of(_kind).c.deleted_at,
        sqlite_where=text("deleted_at IS NOT NULL"),
    )
# The number in a proposal's code, so that the next one is found without reading them all.
Index(
    "ix_proposal_negotiation_id_code_number",
    table_of("proposal").c.negotiation_id,
    text("CAST(substr(code, 2) AS INTEGER)"),
    sqlite_where=text("deleted_at IS NULL AND code GLOB '[Pp][0-9]*'"),
)


def _field(column: Column[Any]) -> dict[str, Any]:
    info = dict(column.info)
    entry: dict[str, Any] = {
        "name": column.name,
        "type": info.get("type", "integer"),
        "label": info.get("label", column.name),
        "about": info.get("about", ""),
    }
    if not column.nullable and (info.get("type") != "text" or info.get("required")):
        entry["required"] = True
    for key in ("values", "ref", "unit"):
        if info.get(key):
            entry[key] = info[key]
    for key in ("owned", "unlink", "long"):
        if info.get(key):
            entry[key] = True
    return entry


def catalogue() -> dict[str, Any]:
    """Describe every kind of record and its fields as plain data, in declaration order."""
    kinds = []
    for kind, (record, fields) in RECORD_CLASSES.items():
        singular, plural = _NAMES.get(kind, (kind.replace("_", " "), kind.replace("_", " ") + "s"))
        declared = list(fields.model_fields)
        own = [n for n in declared if n not in RecordFields.model_fields]
        order = ["id", "uid", *own, *RecordFields.model_fields]
        order += [c.name for c in table_of(kind).columns if c.name not in order]
        kinds.append(
            {
                "name": kind,
                "label": singular,
                "plural": plural,
                "about": (fields.__doc__ or "").strip(),
                "class": record.__name__,
                "fields": [{**_field(table_of(kind).c[n]), **_default(fields, n)} for n in order],
            }
        )
    return {"kinds": kinds}


def _default(fields: type[SQLModel], name: str) -> dict[str, Any]:
    info = fields.model_fields.get(name)
    if info is None or info.is_required() or info.default is None:
        return {}
    return {"default": info.default}


def main() -> None:
    """Write the catalogue beside the other resources of the package's checkout."""
    target = Path(__file__).resolve().parents[2] / "resources" / "catalogue.json"
    target.parent.mkdir(exist_ok=True)
    lines = ",\n".join(json.dumps(kind) for kind in catalogue()["kinds"])
    target.write_text('{"kinds": [\n' + lines + "\n]}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

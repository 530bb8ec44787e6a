"""Writes records as tidy tables: one CSV file for each kind, with a codebook, in one zip file.

One value to a cell: dates are spread over columns, references name identifiers. Cells that a
spreadsheet program could run as a formula carry an apostrophe (see `neutral_cells`).
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from negotiation_tracker.exchange.columns import DATE_PARTS, Columns
from negotiation_tracker.exchange.neutral_cells import neutral
from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.exchange.strike_table import STRIKE_COLUMNS, strike_rows
from negotiation_tracker.exchange.writers.bundle import LEFT_OUT
from negotiation_tracker.model.catalogue import Field, Kind
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier

_AT_ONCE = 500
_FIXED_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can hold; the real one would make every export different."""
_DATE_WORDS = (
    "first possible day (ISO); empty: open",
    "last possible day (ISO); empty: open",
    "how exact",
    "true when hedged (“about”)",
    "words of the source",
    "how the days were found",
    "date or source the reading starts from",
    "the arithmetic in words",
)
_DATE_COLUMNS = dict(zip(DATE_PARTS, _DATE_WORDS, strict=True))
_CODEBOOK = ("table", "column", "type", "label", "description", "allowed_values", "if_empty")
_TYPES = {
    "text": "string",
    "choice": "string",
    "uid": "string",
    "ref": "string",
    "flag": "boolean",
    "integer": "integer",
    "decimal": "number",
    "day": "date",
    "moment": "datetime",
    "clock": "string",
}
_README = """\
One CSV file for each kind of record, and strikes.csv in the columns that collections of work
stoppages use. UTF-8 with byte order mark, comma, CRLF.
codebook.csv tells what each column means and what an empty cell means.
Columns ending in _id, and target_uid, hold the uid of another record.
A cell that a spreadsheet program could take for a formula begins with an apostrophe that is not
part of the value.
"""


def write(dossier: Dossier, audience: Audience) -> bytes:
    """Write the tables this audience may have; the same records give the same bytes."""
    files: dict[str, bytes] = {}
    codebook: list[tuple[str, ...]] = []
    resources: list[dict[str, Any]] = []
    for name, kind in dossier.catalogue.kinds.items():
        fields = released(dossier.catalogue, name, audience)
        records = sorted(dossier.all(name), key=lambda r: r.uid)
        if not records or not fields or name in LEFT_OUT:
            continue
        entries = list(_described(kind, fields))
        columns = Columns(dossier, records)
        cells = chain.from_iterable(columns.cells(field) for field in fields)
        files[f"{name}.csv"] = _csv(tuple(e[1] for e in entries), zip(*cells, strict=True))
        codebook += entries
        resources.append(_resource(name, entries, kind, fields))
    strikes = strike_rows(dossier)
    if strikes:
        files["strikes.csv"] = _csv(tuple(STRIKE_COLUMNS), _neutral(strikes))
        codebook += [
            ("strikes", name, "string", name, about, "", "not recorded")
            for name, about in STRIKE_COLUMNS.items()
        ]
    files["codebook.csv"] = _csv(_CODEBOOK, _neutral(codebook))
    package = {"name": "bargaining-history", "profile": "tabular-data-package"}
    files["datapackage.json"] = _json({**package, "resources": resources})
    files["README.txt"] = _README.encode("utf-8")
    return _zipped(files)


def _described(kind: Kind, fields: tuple[Field, ...]) -> Iterator[tuple[str, ...]]:
    for field in fields:
        about = f"{field.about} Unit: {field.unit}." if field.unit else field.about
        if field.ref:
            about = f"{about} Refers to {field.ref}.uid."
        if field.type == "fuzzy_date":
            for part, words in _DATE_COLUMNS.items():
                type_ = "date" if part in {"earliest", "latest"} else "string"
                type_ = "boolean" if part == "approx" else type_
                name = f"{field.name}_{part}"
                yield (kind.name, name, type_, field.label, f"{about} {words}".strip(), "", _EMPTY)
        else:
            allowed = "|".join(field.values)
            empty = "never empty" if field.required else _if_empty(field)
            yield (
                kind.name, field.name, _TYPES[field.type], field.label, about, allowed, empty,
            )  # fmt: skip


_EMPTY = "no date recorded, or an end that is open"


def _if_empty(field: Field) -> str:
    if "not stated" in field.about:
        return "not stated in the source"
    return "not known" if "not known" in field.about else "not recorded"


def _resource(
    name: str, entries: list[tuple[str, ...]], kind: Kind, fields: tuple[Field, ...]
) -> dict[str, Any]:
    keys = [
        {"fields": [f.name], "reference": {"resource": f.ref, "fields": ["uid"]}}
        for f in fields
        if f.ref
    ]
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": kind.plural,
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "schema": {
            "fields": [{"name": e[1], "type": e[2], "title": e[3]} for e in entries],
            "primaryKey": ["uid"],
            "missingValues": [""],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _neutral(rows: Iterable[Iterable[str]]) -> Iterator[list[str]]:
    return ([neutral(cell) for cell in row] for row in rows)


def _csv(head: Iterable[str], rows: Iterable[Iterable[str]]) -> bytes:
    """Write rows of which no cell can be taken for a formula."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(head)
    left = iter(rows)
    # By pieces: one call for all would keep every other thread waiting until it ends.
    while piece := list(islice(left, _AT_ONCE)):
        writer.writerows(piece)
    return buffer.getvalue().encode("utf-8-sig")


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def _zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _FIXED_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, content)
    return buffer.getvalue()

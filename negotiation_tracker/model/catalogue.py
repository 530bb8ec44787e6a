"""What kinds of record there are and what fields they have, without importing SQLModel.

The catalogue is written from the SQLModel declarations (`model.tables`); a test holds the two
together. Readers, exports, forms and the command line take field types and words from it.
"""

import json
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

HOUSE_KEEPING = frozenset({"created_at", "created_by", "updated_at", "rev", "deleted_at"})
MARKS = frozenset({"handling", "confidence_of_id", "embargo_until", "tags"})

CODED_TYPES = frozenset({"fuzzy_date", "clock", "moment", "day", "flag", "decimal"})
"""Types of field whose values the store keeps as a text or a whole number."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind of record.

    Attributes:
        name: column name.
        type: text, choice, fuzzy_date, clock, moment, day, flag, integer, decimal, ref or uid.
        label, about: words for people.
        required: whether the field may not be empty.
        values: allowed values of a choice.
        ref: kind of record referred to.
        owned: deleting the record referred to deletes this one.
        unlink: deleting the record referred to only empties this field.
        long: text of more than a line.
        unit: unit of a number.
        default: value a new record starts with.

    """

    name: str
    type: str
    label: str
    about: str = ""
    required: bool = False
    values: tuple[str, ...] = ()
    ref: str = ""
    owned: bool = False
    unlink: bool = False
    long: bool = False
    unit: str = ""
    default: Any = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record.

    Attributes:
        name: table name, and the word used in files and on the command line.
        label, plural: words for people.
        about: what such a record is.
        fields: its fields in order.
        scope: fields to follow, from this kind up to the negotiation; empty for kinds that
            belong to no single negotiation.
        names: names of the fields, in order.
        coded: name and type of the fields that the store keeps in another form.

    """

    name: str
    label: str
    plural: str
    about: str
    fields: tuple[Field, ...]
    scope: tuple[str, ...]
    _by_name: dict[str, Field] = field(init=False, repr=False, compare=False)
    _own: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    _references: tuple[Field, ...] = field(init=False, repr=False, compare=False)
    names: tuple[str, ...] = field(init=False, repr=False, compare=False)
    coded: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # Every record that is read or written asks for these.
        skipped = HOUSE_KEEPING | {"id", "uid"}
        own = tuple(f for f in self.fields if f.name not in skipped)
        object.__setattr__(self, "_by_name", {f.name: f for f in self.fields})
        object.__setattr__(self, "_own", own)
        object.__setattr__(self, "_references", tuple(f for f in self.fields if f.ref))
        object.__setattr__(self, "names", tuple(f.name for f in self.fields))
        coded = tuple((f.name, f.type) for f in self.fields if f.type in CODED_TYPES)
        object.__setattr__(self, "coded", coded)

    @property
    def one(self) -> str:
        """Give the label with its article: "an issue", "a session"."""
        return f"{'an' if self.label[0] in 'aeio' else 'a'} {self.label}"

    def field(self, name: str) -> Field:
        """Give a field by name; KeyError when there is none."""
        return self._by_name[name]

    def has(self, name: str) -> bool:
        """Say whether there is a field of this name."""
        return name in self._by_name

    def own_fields(self) -> tuple[Field, ...]:
        """List the fields that people fill, without keys and house-keeping."""
        return self._own

    def references(self) -> tuple[Field, ...]:
        """List the fields that refer to other records."""
        return self._references


class Catalogue:
    """All kinds of record, by name, in the order they are declared."""

    def __init__(self, raw: dict[str, Any]) -> None:
        parsed = {k["name"]: _fields(k) for k in raw["kinds"]}
        self.kinds: dict[str, Kind] = {}
        for entry in raw["kinds"]:
            name = entry["name"]
            self.kinds[name] = Kind(
                name=name,
                label=entry["label"],
                plural=entry["plural"],
                about=entry["about"],
                fields=parsed[name],
                scope=_scope(name, parsed),
            )
        self._children: dict[str, list[tuple[Kind, Field]]] = {}
        for kind in self.kinds.values():
            for reference in kind.references():
                self._children.setdefault(reference.ref, []).append((kind, reference))

    def __getitem__(self, name: str) -> Kind:
        return self.kinds[name]

    def children(self, name: str) -> tuple[tuple[Kind, Field], ...]:
        """List the kinds and fields that refer to this kind of record."""
        return tuple(self._children.get(name, ()))


def _fields(entry: dict[str, Any]) -> tuple[Field, ...]:
    return tuple(Field(**{**f, "values": tuple(f.get("values", ()))}) for f in entry["fields"])


def _scope(name: str, parsed: dict[str, tuple[Field, ...]]) -> tuple[str, ...]:
    path: list[str] = []
    while name != "negotiation":
        up = next((f for f in parsed[name] if f.owned and f.required and f.ref), None)
        if up is None:
            return ()
        path.append(up.name)
        name = up.ref
    return tuple(path)


@lru_cache(maxsize=4)
def load_catalogue(folder: Path) -> Catalogue:
    """Read the catalogue from the shipped resources (read once for each folder)."""
    return Catalogue(json.loads((folder / "catalogue.json").read_text(encoding="utf-8")))

"""Reads sample files: TOML that people write, into plain records that a service can store.

The format is described in seed_data/README.md. Every mistake is reported with the file, the
record and the field it is in; all mistakes of all files are reported at once.
"""

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from negotiation_tracker.exchange.readers.seed_drafts import CHILDREN, LINKS, Draft, Gatherer
from negotiation_tracker.exchange.readers.seed_values import (
    closest,
    read_account,
    read_clock,
    read_date,
    read_plain,
    read_quantity,
    refuse_unknown,
    seed_uid,
    usual_basis,
)
from negotiation_tracker.model.catalogue import HOUSE_KEEPING, Catalogue, Field
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import FieldProblem, InvalidInput, NotFound
from negotiation_tracker.model.values import About, AttributionKind

_NUMBER_FIELDS: Final = ("value_scaled", "scale", "value_high", "comparator")
_TARGET_FIELDS: Final = ("target_kind", "target_uid", "target_field")
_ACCOUNT_FIELDS: Final = ("attribution",)
_DATED_BY: Final = ("date", "start", "said_on")
_CITE_KEYS: Final = (
    "at", "entry", "document", "page", "by", "organization", "field", "about", "basis", "mark",
    "mode", "note", "quote",
)  # fmt: skip
_MODES: Final = ("quote", "paraphrase", "caption", "headline", "derived")
_MODE_OF_ROLE: Final = {"caption": "caption", "headline": "headline"}
_PLACE: Final = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9._-]*)¶([0-9]+(?:-[0-9]+)?(?:,[0-9]+(?:-[0-9]+)?)*)"
)
_MOST_QUOTED: Final = 15


@dataclass(frozen=True, slots=True)
class SeedRef:
    """A reference to another record, by its stable identifier."""

    kind: str
    uid: str


@dataclass(frozen=True, slots=True)
class SeedRecord:
    """One record of a sample.

    Attributes:
        kind: kind of record.
        key: key in the file; of a part without one, the key of its owner and its place.
        uid: stable identifier, the same at every reading.
        values: field → value of the record; a reference is a SeedRef.
        file: name of the file it stands in.

    """

    kind: str
    key: str
    uid: str
    values: Mapping[str, Any]
    file: str


def read_seed_folder(folder: Path, catalogue: Catalogue) -> list[SeedRecord]:
    """Read every .toml file of a folder; what is referred to comes before what refers to it.

    Raises:
        NotFound: the folder is missing or holds no such file.
        InvalidInput: something in the files is wrong; every problem is named.

    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        raise NotFound(
            "There is no sample to load.",
            f"The folder {folder} holds no file that ends in .toml.",
            "Choose another folder.",
        )
    return read_seed_files(paths, catalogue)


def read_seed_files(paths: Iterable[Path], catalogue: Catalogue) -> list[SeedRecord]:
    """Read the files given, as one set: keys of one may be used in another.

    Raises:
        InvalidInput: something in the files is wrong; every problem is named.

    """
    gatherer = Gatherer(catalogue)
    for path in paths:
        gatherer.read(path)
    resolver = _Resolver(gatherer)
    records = resolver.records() if not gatherer.problems else []
    problems = [*gatherer.problems, *resolver.problems]
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise InvalidInput(problems, f"{problems[0].message}{more}")
    return records


class _Resolver:
    """Turns drafts into records, once every key is known."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._drafts = gatherer.drafts
        self._catalogue = gatherer.catalogue
        self.problems: list[FieldProblem] = []
        self._accounts = {
            **{
                k: AttributionKind.ORGANIZATION
                for kind, k in self._drafts
                if kind == "organization"
            },
            **{k: AttributionKind.NAMED_PERSON for kind, k in self._drafts if kind == "person"},
        }

    def records(self) -> list[SeedRecord]:
        """Give all records, what is referred to first, then all citations."""
        self._check_account_keys()
        found: dict[str, SeedRecord] = {}
        citations: list[SeedRecord] = []
        for draft in self._drafts.values():
            found[draft.uid] = SeedRecord(
                draft.kind.name, draft.key, draft.uid, self._values(draft), draft.page.name
            )
            citations += self._citations(draft)
        return [] if self.problems else [*self._in_order(found), *citations]

    def _check_account_keys(self) -> None:
        for (kind, key), draft in self._drafts.items():
            if kind == "person" and ("organization", key) in self._drafts:
                message = "An organization has the same key; choose another for the person."
                self.problems.append(draft.problem("key", message))

    # -- values --

    def _values(self, draft: Draft) -> dict[str, Any]:
        values: dict[str, Any] = {}
        skipped = {
            "key",
            "cite",
            *CHILDREN.get(draft.kind.name, {}),
            *LINKS.get(draft.kind.name, {}),
        }
        if draft.kind.name == "source":
            skipped |= {"segments", "reporter"}
        for name, written in draft.raw.items():
            if name in skipped:
                continue
            try:
                values.update(self._value(draft, name, written))
            except ValueError as error:
                self.problems.append(draft.problem(name, str(error)))
        self._complete(draft, values)
        return values

    def _complete(self, draft: Draft, values: dict[str, Any]) -> None:
        kind = draft.kind
        if draft.owner is not None:
            values[draft.owner_field] = SeedRef(draft.owner.kind.name, draft.owner.uid)
        if kind.has("negotiation_id") and "negotiation_id" not in values and draft.page.negotiation:
            uid = seed_uid(draft.page.namespace, "negotiation", draft.page.negotiation)
            values["negotiation_id"] = SeedRef("negotiation", uid)
        if kind.has("code") and "code" not in values:
            values["code"] = draft.key
        if isinstance(draft.raw.get("value"), str) and kind.has("as_written"):
            values.setdefault("as_written", draft.raw["value"])
        for field in kind.own_fields():
            name = _written_name(field)
            if kind.has("value_scaled") and field.name == "unit":
                name = "value"
            elif field.name == "attribution":
                name = "by"
            missing = field.required and field.default is None and field.name not in values
            # What is written but wrong has been reported at its own place.
            if missing and name not in draft.raw:
                message = f"This is missing. {field.label}: {field.about}"
                self.problems.append(draft.problem(name, message))

    def _value(self, draft: Draft, name: str, written: Any) -> dict[str, Any]:
        kind = draft.kind
        if kind.has("value_scaled") and name in ("value", "unit"):
            return self._number(draft)
        if kind.has("attribution") and name == "by":
            return self._account(written)
        if kind.has("target_uid") and name == "record":
            target = self._target(written)
            return {"target_kind": target.kind.name, "target_uid": target.uid}
        if kind.has("target_field") and name == "field":
            target = self._target(draft.raw.get("record"))
            return {"target_field": self._cited_field(target, written)}
        if kind.has(f"{name}_id"):
            return {f"{name}_id": self._reference(kind.field(f"{name}_id"), written)}
        if name not in self._written_names(draft):
            raise ValueError(
                f"There is no such field in this kind of record. "
                f"{closest(name, self._written_names(draft))}"
            )
        field = kind.field(name)
        if field.type == "fuzzy_date":
            return {name: read_date(written, draft.page.dates)}
        if field.type == "clock":
            return {name: read_clock(written, draft.page.zone, self._day(draft))}
        return {name: read_plain(field, written)}

    def _written_names(self, draft: Draft) -> list[str]:
        kind = draft.kind
        hidden = {"negotiation_id", draft.owner_field, *HOUSE_KEEPING}
        extra = ["key", "cite", *CHILDREN.get(kind.name, {}), *LINKS.get(kind.name, {})]
        for mark, fields, name in (
            ("value_scaled", _NUMBER_FIELDS, "value"),
            ("attribution", _ACCOUNT_FIELDS, "by"),
            ("target_uid", _TARGET_FIELDS, "record"),
        ):
            if kind.has(mark):
                hidden |= set(fields)
                extra.append(name)
        if kind.has("target_field"):
            extra.append("field")
        if kind.name == "source":
            extra += ["segments", "reporter"]
        return [_written_name(f) for f in kind.own_fields() if f.name not in hidden] + extra

    def _number(self, draft: Draft) -> dict[str, Any]:
        unit = draft.raw.get("unit")
        if unit is not None and not isinstance(unit, str):
            raise ValueError("The unit is a text such as students, percent or USD_per_year.")
        if "value" not in draft.raw:
            raise ValueError('There is a unit but no value; write value = "unknown" if need be.')
        found = read_quantity(draft.raw["value"], unit)
        return {
            "value_scaled": found.value_scaled,
            "scale": found.scale,
            "unit": found.unit,
            "comparator": found.comparator.value,
            "value_high": found.value_high,
        }

    def _account(self, written: Any) -> dict[str, Any]:
        found = read_account(written, self._accounts)
        values: dict[str, Any] = {"attribution": found.attribution.value}
        if found.label:
            values["label"] = found.label
        if found.key:
            person = ("person", found.key) in self._drafts
            kind = "person" if person else "organization"
            values[f"{kind}_id"] = SeedRef(kind, self._drafts[kind, found.key].uid)
        return values

    def _reference(self, field: Field, written: Any) -> SeedRef:
        draft = self._drafts.get((field.ref, written)) if isinstance(written, str) else None
        if draft is None:
            known = [key for kind, key in self._drafts if kind == field.ref]
            raise ValueError(
                f'There is no {field.ref} with the key "{written}". {closest(str(written), known)}'
            )
        return SeedRef(field.ref, draft.uid)

    def _target(self, written: Any) -> Draft:
        kind, colon, key = written.partition(":") if isinstance(written, str) else ("", "", "")
        draft = self._drafts.get((kind, key))
        if draft is None:
            known = [f"{k}:{name}" for k, name in self._drafts if k != "segment"]
            hint = closest(str(written), known) if colon else 'Write it as "session:SE2".'
            raise ValueError(f'There is no record "{written}". {hint}')
        return draft

    def _day(self, draft: Draft) -> FuzzyDate | None:
        for name in _DATED_BY:
            if name in draft.raw:
                try:
                    return read_date(draft.raw[name], draft.page.dates)
                except ValueError:
                    return None  # reported at its own field
        return None if draft.owner is None else self._day(draft.owner)

    # -- citations --

    def _citations(self, draft: Draft) -> list[SeedRecord]:
        written = draft.raw.get("cite", [])
        if not isinstance(written, list):
            self.problems.append(draft.problem("cite", 'Write a list: ["A0¶2 reporter"].'))
            return []
        found: list[SeedRecord] = []
        for number, one in enumerate(written, start=1):
            try:
                for values in self._cite(draft, _cite_table(one)):
                    found.append(self._citation(draft, values, found))
            except ValueError as error:
                message = f"Citation {number}: {error}"
                self.problems.append(draft.problem("cite", message))
        return found

    def _citation(
        self, draft: Draft, values: dict[str, Any], before: list[SeedRecord]
    ) -> SeedRecord:
        # The identifier follows from what is cited, so that a change of order changes nothing.
        place = next(
            values[n].uid for n in ("segment_id", "entry_id", "document_id") if n in values
        )
        who = [values.get(n) for n in ("person_id", "organization_id", "label")]
        parts = [draft.kind.name, draft.key, place, values["attribution"], values["target_field"]]
        parts += [w.uid if isinstance(w, SeedRef) else str(w or "") for w in who]
        base = "|".join(parts)
        same = sum(1 for r in before if r.key == base or r.key.startswith(f"{base}#"))
        key = f"{base}#{same + 1}" if same else base
        uid = seed_uid(draft.page.namespace, "citation", key)
        return SeedRecord("citation", key, uid, values, draft.page.name)

    def _cite(self, draft: Draft, written: Mapping[str, Any]) -> list[dict[str, Any]]:
        refuse_unknown(written, _CITE_KEYS, "A citation")
        if "by" not in written:
            raise ValueError('Say who asserts it: by = "reporter", a person or an organization.')
        values = {
            "target_kind": draft.kind.name,
            "target_uid": draft.uid,
            "target_field": self._cited_field(draft, written.get("field", "")),
            **self._account(written["by"]),
        }
        citation = self._catalogue["citation"]
        for name in ("about", "basis", "mark", "mode", "note", "page"):
            if name in written:
                values[name] = read_plain(citation.field(name), written[name])
        if "organization" in written:
            field = citation.field("organization_id")
            values["organization_id"] = self._reference(field, written["organization"])
        if "quote" in written:
            values["quote_exact"] = _read_quote(written["quote"])
        attribution = AttributionKind(values["attribution"])
        about = About(values.setdefault("about", About.GENERAL.value))
        values.setdefault("basis", usual_basis(attribution, about).value)
        usual = "derived" if attribution is AttributionKind.DERIVED else ""
        return [
            {**values, **place, "mode": values.get("mode") or usual or place["mode"]}
            for place in self._places(values, written)
        ]

    def _places(
        self, values: Mapping[str, Any], written: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        given = [name for name in ("at", "entry", "document") if name in written]
        if len(given) != 1:
            raise ValueError('Say where it stands: at = "A0¶2", or entry, or document.')
        if given[0] != "at":
            kind = {"entry": "table_entry", "document": "document"}[given[0]]
            draft = self._drafts.get((kind, str(written[given[0]])))
            if draft is None:
                raise ValueError(f'There is no {kind} with the key "{written[given[0]]}".')
            return [{f"{given[0]}_id": SeedRef(kind, draft.uid), "mode": "paraphrase"}]
        source, numbers = self._paragraphs(written["at"])
        reporter = self._reporter(source, values)
        segments = [self._segment(source, number) for number in numbers]
        return [
            {
                "segment_id": SeedRef("segment", segment.uid),
                "mode": _MODE_OF_ROLE.get(segment.raw["role"], "paraphrase"),
                **reporter,
            }
            for segment in segments
        ]

    def _paragraphs(self, written: Any) -> tuple[Draft, list[int]]:
        match = _PLACE.fullmatch(written) if isinstance(written, str) else None
        if match is None:
            raise ValueError(f'"{written}" is not a place. Write source and paragraph: "A0¶2".')
        source = self._drafts.get(("source", match[1]))
        if source is None:
            known = [key for kind, key in self._drafts if kind == "source"]
            raise ValueError(f'There is no source "{match[1]}". {closest(match[1], known)}')
        numbers: list[int] = []
        for part in match[2].split(","):
            first, _, last = part.partition("-")
            numbers += range(int(first), min(int(last or first), int(first) + 1000) + 1)
        return source, numbers

    def _segment(self, source: Draft, number: int) -> Draft:
        draft = self._drafts.get(("segment", f"{source.key}.p{number}"))
        if draft is None:
            count = sum(
                1 for d in self._drafts.values() if d.owner is source and d.kind.name == "segment"
            )
            raise ValueError(
                f"{source.key} has no ¶{number}; its paragraphs are ¶1 to ¶{count}."
                if count
                else f"{source.key} lists no paragraphs; give it segments = {{ count = ... }}."
            )
        return draft

    def _reporter(self, source: Draft, values: Mapping[str, Any]) -> dict[str, Any]:
        """Give the publisher's organization to a reporter's account that names nobody."""
        if values["attribution"] != AttributionKind.REPORTER_VOICE.value:
            return {}
        key = source.raw.get("reporter")
        if key is None or "organization_id" in values or "person_id" in values:
            return {}
        draft = self._drafts.get(("organization", key))
        if draft is None:
            raise ValueError(f'The source names the reporter "{key}", which is no organization.')
        return {"organization_id": SeedRef("organization", draft.uid)}

    def _cited_field(self, draft: Draft, written: Any) -> str:
        if written == "":
            return ""
        if written == "value" and draft.kind.has("value_scaled"):
            return "value_scaled"
        names = {_written_name(f): f.name for f in draft.kind.own_fields()}
        if written not in names:
            raise ValueError(
                f'A {draft.kind.name} has no field "{written}". {closest(str(written), names)}'
            )
        return names[written]

    # -- order --

    def _in_order(self, found: dict[str, SeedRecord]) -> list[SeedRecord]:
        """Put what is referred to before what refers to it."""
        done: dict[str, SeedRecord] = {}
        open_: set[str] = set()

        def place(uid: str) -> None:
            if uid in done:
                return
            if uid in open_:
                record = found[uid]
                draft = self._drafts[record.kind, record.key]
                message = "This record refers to itself by way of others. Break the circle."
                self.problems.append(draft.problem("", message))
                return
            open_.add(uid)
            for other in _refers_to(found[uid]):
                if other in found:
                    place(other)
            done[uid] = found[uid]

        for uid in found:
            place(uid)
        return list(done.values())


def _refers_to(record: SeedRecord) -> list[str]:
    referred = [value.uid for value in record.values.values() if isinstance(value, SeedRef)]
    target = record.values.get("target_uid")
    return [*referred, target] if target else referred


def _written_name(field: Field) -> str:
    return field.name.removesuffix("_id") if field.ref else field.name


def _cite_table(written: Any) -> dict[str, Any]:
    """Read the short form "A0¶2 reporter caption field=date" into its table form."""
    if isinstance(written, dict):
        return written
    if not isinstance(written, str):
        raise ValueError('Write a text such as "A0¶2 reporter", or a table.')
    try:
        words = shlex.split(written)
    except ValueError as error:
        raise ValueError(f"{written!r} has a quotation mark that is not closed.") from error
    if len(words) < 2:
        raise ValueError(f'"{written}" needs a place and who asserts it: "A0¶2 reporter".')
    table: dict[str, Any] = {"at": words[0], "by": words[1]}
    for word in words[2:]:
        name, equals, value = word.partition("=")
        if not equals and word in _MODES:
            name, value = "mode", word
        elif not equals:
            raise ValueError(f'"{word}" was not understood; write name=value after who asserts it.')
        if name in table:
            raise ValueError(f'"{name}" is given twice.')
        table[name] = value
    return table


def _read_quote(written: Any) -> str:
    if not isinstance(written, str) or not written.strip():
        raise ValueError("quote is a few words in quotation marks.")
    if len(written.split()) > _MOST_QUOTED:
        raise ValueError(f"quote has more than {_MOST_QUOTED} words; keep what finds the place.")
    return written

"""The structure of sample files: which tables there are, what is nested in what, and the keys.

Values are read later (`seed_files`), when every key of every file is known.
"""

import re
import tomllib
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from negotiation_tracker.exchange.readers.seed_values import closest, read_date, seed_uid
from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import FieldProblem

CHILDREN: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "organization": {"alias": ("alias", "organization_id")},
    "person": {"alias": ("alias", "person_id"), "affiliation": ("affiliation", "person_id")},
    "source": {"segment": ("segment", "source_id")},
    "participant": {
        "unit": ("bargaining_unit", "participant_id"),
        "seat": ("team_seat", "participant_id"),
    },
    "mediator_engagement": {"state": ("mediator_state", "engagement_id")},
    "session": {"attendance": ("attendance", "session_id"), "entry": ("table_entry", "session_id")},
    "proposal": {
        "item": ("proposal_item", "proposal_id"),
        "action": ("proposal_action", "proposal_id"),
    },
    "proposal_item": {"term": ("term", "item_id")},
    "tentative_agreement": {
        "signoff": ("signoff", "agreement_id"),
        "approval": ("approval", "agreement_id"),
    },
    "event": {"actor": ("event_actor", "event_id")},
    "dispute": {"member": ("dispute_member", "dispute_id")},
}
"""Owner → name of the nested table → (kind of record, field that refers to the owner)."""

LINKS: Final[dict[str, dict[str, tuple[str, str, str]]]] = {
    "issue": {"raised_by": ("issue_raiser", "issue_id", "participant")},
    "proposal": {"counters": ("counter", "proposal_id", "countered")},
    "event": {"also_in": ("event_negotiation", "event_id", "negotiation")},
    "statement": {"issues": ("statement_issue", "statement_id", "issue")},
    "table_entry": {"issues": ("entry_issue", "entry_id", "issue")},
    "tentative_agreement": {
        "issues": ("agreement_issue", "agreement_id", "issue"),
        "based_on": ("agreement_basis", "agreement_id", "proposal"),
    },
}
"""Owner → name of a list of keys → (kind of record, field of the owner, field of the key)."""

# Written through `cite` and `segments`, or never by hand.
_NOT_WRITTEN: Final = frozenset({"citation", "segment", "export_log", "user_profile"})
_KEY: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_ORDERED: Final = frozenset({"table_entry", "proposal_item", "term", "dispute_member"})


@dataclass(slots=True)
class Page:
    """One file: its name, its text, and what holds for all records in it."""

    name: str
    text: str
    namespace: str = ""
    zone: str = ""
    negotiation: str = ""
    dates: dict[str, FuzzyDate] = field(default_factory=dict)

    def line_of(self, key: str) -> int | None:
        """Find the line that gives a record its key, for messages."""
        found = re.search(rf'^\s*(?:key|code)\s*=\s*"{re.escape(key)}"', self.text, re.MULTILINE)
        return None if found is None else self.text.count("\n", 0, found.end()) + 1


@dataclass(slots=True)
class Draft:
    """One record as written, before its values are read."""

    kind: Kind
    key: str
    raw: dict[str, Any]
    page: Page
    owner: "Draft | None" = None
    owner_field: str = ""

    @property
    def uid(self) -> str:
        """Give the stable identifier that follows from namespace, kind and key."""
        return seed_uid(self.page.namespace, self.kind.name, self.key)

    def problem(self, name: str, message: str) -> FieldProblem:
        """Describe a mistake with file, record and field."""
        line = self.page.line_of(self.key)
        where = f"{self.page.name}, line {line}" if line else self.page.name
        inside = f', field "{name}"' if name else ""
        record = f"{self.kind.name} {self.key}"
        return FieldProblem(name, f"{where}, {record}{inside}: {message}")


class Gatherer:
    """Collects the records of all files, and what is wrong with their structure."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.drafts: dict[tuple[str, str], Draft] = {}
        self.problems: list[FieldProblem] = []

    def read(self, path: Path) -> None:
        """Read one file."""
        try:
            text = path.read_text(encoding="utf-8")
            data = tomllib.loads(text, parse_float=Decimal)
        except UnicodeDecodeError:
            self._file_problem(path.name, "The file is not UTF-8 text. Save it as UTF-8.")
            return
        except tomllib.TOMLDecodeError as error:
            self._file_problem(path.name, f"The file cannot be read as TOML: {error}.")
            return
        page = Page(path.name, text)
        self._read_head(page, data)
        for name, tables in data.items():
            self._read_top(page, name, tables)

    def _file_problem(self, name: str, message: str) -> None:
        self.problems.append(FieldProblem("", f"{name}: {message}"))

    def _read_head(self, page: Page, data: dict[str, Any]) -> None:
        negotiation = data.pop("negotiation", None)
        page.namespace = str(data.pop("namespace", ""))
        named = data.pop("dates", {})
        for name, value in named.items() if isinstance(named, dict) else ():
            try:
                page.dates[name] = read_date(value, page.dates)
            except ValueError as error:
                self._file_problem(page.name, f"[dates] {name}: {error}")
        if isinstance(negotiation, dict):
            code = negotiation.get("code")
            if isinstance(code, str) and _KEY.fullmatch(code):
                page.namespace = page.negotiation = code
                page.zone = str(negotiation.get("timezone", "America/Los_Angeles"))
                self._add(Draft(self.catalogue["negotiation"], code, negotiation, page))
            else:
                self._file_problem(
                    page.name,
                    '[negotiation] needs code = "..." of letters, digits, points and dashes.',
                )
        elif negotiation is not None:
            self._file_problem(
                page.name, "Write [negotiation] with single brackets: one negotiation in a file."
            )
        if not page.namespace:
            self._file_problem(
                page.name,
                'Write namespace = "..." at the top, or a [negotiation] with a code; it keeps '
                "your keys apart from those of other people's files.",
            )

    def _read_top(self, page: Page, name: str, tables: Any) -> None:
        known = [k for k in self.catalogue.kinds if k not in _NOT_WRITTEN]
        if name not in known:
            self._file_problem(
                page.name, f'There is no kind of record "{name}". {closest(name, known)}'
            )
            return
        kind = self.catalogue[name]
        if not _is_list_of_tables(tables):
            self._file_problem(page.name, f"Write [[{name}]] with double brackets.")
            return
        owned = kind.has("negotiation_id") and kind.field("negotiation_id").required
        if owned and not page.negotiation:
            self._file_problem(
                page.name,
                f"A {kind.label} belongs to a negotiation; this file has no [negotiation].",
            )
            return
        for number, raw in enumerate(tables, start=1):
            key = raw.get("key")
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                self._file_problem(
                    page.name,
                    f'The {kind.name} number {number} needs key = "..." of letters, digits, '
                    "points and dashes.",
                )
                continue
            self._add(Draft(kind, key, raw, page))

    def _add(self, draft: Draft) -> None:
        place = (draft.kind.name, draft.key)
        other = self.drafts.get(place)
        if other is not None:
            where = f"{other.page.name}, line {other.page.line_of(other.key)}"
            self.problems.append(
                draft.problem("key", f"This key is already used in {where}. Choose another.")
            )
            return
        self.drafts[place] = draft
        self._add_children(draft)
        self._add_links(draft)
        if draft.kind.name == "source" and "segments" in draft.raw:
            self._add_segments(draft)

    def _add_children(self, draft: Draft) -> None:
        for name, (kind, owner_field) in CHILDREN.get(draft.kind.name, {}).items():
            tables = draft.raw.get(name, [])
            if not _is_list_of_tables(tables):
                message = f"Write [[{draft.kind.name}.{name}]] tables, or a list of {{ ... }}."
                self.problems.append(draft.problem(name, message))
                continue
            for number, raw in enumerate(tables, start=1):
                key = raw.get("key", f"{draft.key}.{name}{number}")
                if not isinstance(key, str) or not _KEY.fullmatch(key):
                    message = "A key is made of letters, digits, points and dashes."
                    self.problems.append(draft.problem(name, message))
                    continue
                values = {"seq": number, **raw} if kind in _ORDERED else dict(raw)
                child = Draft(self.catalogue[kind], key, values, draft.page, draft, owner_field)
                self._add(child)

    def _add_links(self, draft: Draft) -> None:
        for name, (kind, owner_field, target) in LINKS.get(draft.kind.name, {}).items():
            keys = draft.raw.get(name, [])
            if not isinstance(keys, list):
                self.problems.append(draft.problem(name, 'Write a list of keys: ["A", "B"].'))
                continue
            for number, key in enumerate(keys, start=1):
                raw = dict(key) if isinstance(key, dict) else {target: key}
                link = Draft(
                    self.catalogue[kind],
                    f"{draft.key}.{name}{number}",
                    raw,
                    draft.page,
                    draft,
                    owner_field,
                )
                self._add(link)

    def _add_segments(self, draft: Draft) -> None:
        try:
            listed = _read_segments(draft.raw["segments"])
        except ValueError as error:
            self.problems.append(draft.problem("segments", str(error)))
            return
        for number, (line, role) in listed.items():
            raw = {"para_no": number, "line_no": line, "role": role}
            kind = self.catalogue["segment"]
            key = f"{draft.key}.p{number}"
            self._add(Draft(kind, key, raw, draft.page, draft, "source_id"))


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) for one in value)


_ROLES: Final = ("headline", "caption", "related_link", "boilerplate")


def _read_segments(value: Any) -> dict[int, tuple[int, str]]:
    """Read the paragraph list of a source: paragraph → (line, role)."""
    if not isinstance(value, dict):
        raise ValueError("Write { count = 12, lines = [...], caption = [...] }.")
    strange = set(value) - {"count", "lines", *_ROLES}
    if strange:
        name = min(strange)
        raise ValueError(f'There is no "{name}" here. {closest(name, ["count", "lines", *_ROLES])}')
    count = value.get("count")
    if isinstance(count, bool) or not isinstance(count, int) or not 0 < count < 100_000:
        raise ValueError("Say how many paragraphs there are: count = 12.")
    lines = value.get("lines", list(range(1, count + 1)))
    if not _are_numbers(lines) or len(lines) != count or sorted(set(lines)) != lines:
        raise ValueError(f"lines needs {count} line numbers, one for each paragraph, rising.")
    found = {n: (line, "body") for n, line in enumerate(lines, start=1)}
    for role in _ROLES:
        numbers = value.get(role, [])
        if not _are_numbers(numbers):
            raise ValueError(f"{role} is a list of paragraph numbers, such as [5, 8].")
        for number in numbers:
            if number not in found:
                raise ValueError(f"{role} names ¶{number}; there are only ¶1 to ¶{count}.")
            if found[number][1] != "body":
                raise ValueError(f"¶{number} is listed twice; a paragraph has one role.")
            found[number] = (found[number][0], role)
    return found


def _are_numbers(value: Any) -> bool:
    return isinstance(value, list) and all(type(one) is int and one > 0 for one in value)

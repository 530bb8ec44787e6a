"""The last look at an export before it is put in place: no word of what is withheld is in it.

It does not trust the pruning that made the export: what is withheld is worked out anew from the
marks of each record alone. Words that the program itself prints, and words that visible records
use as well, give nothing away and are let through (reliability notes, B9).
"""

import ast
import html
import importlib.util
import json
import pkgutil
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import negotiation_tracker
from negotiation_tracker import paths
from negotiation_tracker.exchange.released_fields import released
from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.errors import ExportError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.visibility import may_see

_WORD: Final = re.compile(r"[^\W\d_]{5,}")
_UID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PIECE: Final = 100_000
_TAG: Final = re.compile(r"<[^>]*>")
_SPEAKING: Final = ("model", "rules", "exchange")
_SPEAKING_SERVICES: Final = ("redlines", "costing", "cost_orders", "page_files", "moves_chart")
_SHIPPED: Final = (
    "catalogue.json",
    "report.typ",
    "sheet.typ",
    "matrix.typ",
    "history.html.j2",
    "redline.html.j2",
)


class Secrets:
    """What must not be in an export, and from which fields it comes."""

    def __init__(self, full: Dossier, shown: Dossier, reader: Reader) -> None:
        """Find what is withheld.

        Args:
            full: everything recorded.
            shown: what is about to be exported.
            reader: for whom.

        """
        self._words: dict[str, str] = {}
        self._uids: set[str] = set()
        if reader.audience is Audience.ME:
            return
        allowed = {(r.table, r.id) for r in shown if _allowed(full, r, reader)}
        told = {w for r in shown if (r.table, r.id) in allowed for w in _words_of(r, full)}
        names = {
            kind: {f.name for f in released(full.catalogue, kind, reader.audience)}
            for kind in full.catalogue.kinds
        }
        for record in full:
            key = (record.table, record.id)
            fields = names[record.table]
            if key not in allowed:
                self._uids.add(record.uid)
            for name, text in _texts_of(record, full):
                if key in allowed and name in fields:
                    continue
                for word in _split(text):
                    if word not in told:
                        self._words.setdefault(word, f"{record.table}.{name}")

    def check(self, texts: Iterable[str]) -> None:
        """Look for what is withheld in the texts of an export.

        Raises:
            ExportError: E42, something was found; nothing may be written.

        """
        if not self._words and not self._uids:
            return
        found: set[str] = set()
        uids = False
        for text in texts:
            found |= {word for word in _split(text) if word in self._words}
            uids = uids or any(uid in self._uids for uid in _UID.findall(text))
        if found:
            found -= own_words()
        if not found and not uids:
            return
        fields = sorted({self._words[word] for word in found}) or ["identifiers"]
        raise ExportError(
            f"The export still holds confidential words ({max(len(found), 1)}, in "
            f"{', '.join(fields)}).",
            "No file was written.",
            "Choose another audience, or look at the records named and who may see them.",
            code="E42",
            status=10,
        )


def texts_in(data: bytes, suffix: str) -> Iterator[str]:
    """Give the texts in a finished file; a zip file is opened. Not for PDF: see `writers.pdf`."""
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as package:
            for name in package.namelist():
                yield name
                yield from texts_in(package.read(name), Path(name).suffix)
    elif suffix == ".json":
        yield from _json_texts(json.loads(data, object_pairs_hook=_pairs))
    elif suffix in {".xml", ".rels"}:
        # Names of tags and attributes are the format's own; no text of a record is in them.
        for piece in _pieces(data.decode("utf-8"), ">"):
            yield html.unescape(_TAG.sub(" ", piece))
    else:
        # A picture in a package is no text; what of it reads as words is looked at all the same.
        for piece in _pieces(data.decode("utf-8-sig", "replace"), "\n"):
            yield html.unescape(piece)


class _Pairs(tuple[tuple[str, Any], ...]):
    """The keys and values of a JSON object, also where a key stands twice."""

    __slots__ = ()


def _pairs(found: list[tuple[str, Any]]) -> _Pairs:
    # Being asked for each object, Python lets the window draw while a large file is read.
    return _Pairs(found)


def _pieces(text: str, end: str) -> Iterator[str]:
    """Cut a text where no word can be, so that no single look at it takes long."""
    start = 0
    while start < len(text):
        cut = text.find(end, start + _PIECE)
        stop = len(text) if cut < 0 else cut + 1
        yield text[start:stop]
        start = stop


@cache
def own_words() -> frozenset[str]:
    """Give the words that the program itself may print into an export."""
    found: set[str] = set()
    for name in _SHIPPED:
        text = (paths.resources_folder() / name).read_text(encoding="utf-8")
        found.update(_split(text.replace("\\n", " ")))
    for module in pkgutil.walk_packages(
        negotiation_tracker.__path__, f"{negotiation_tracker.__name__}."
    ):
        package, _, rest = module.name.partition(".")[2].partition(".")
        if package in _SPEAKING or (package == "services" and rest in _SPEAKING_SERVICES):
            for text in _constants(module.name):
                found.update(_split(text))
    return frozenset(found)


def _constants(module: str) -> Iterator[str]:
    """Give the texts written in a module, without its documentation."""
    spec = importlib.util.find_spec(module)
    read = None if spec is None else getattr(spec.loader, "get_source", None)
    tree = ast.parse(read(module) or "" if read is not None else "")
    documentation = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documentation:
            yield str(node.value)


def _allowed(full: Dossier, shown: Record, reader: Reader) -> bool:
    record = full.get(shown.table, shown.id)
    return record is not None and may_see(full, record, reader)


def _words_of(record: Record, full: Dossier) -> Iterator[str]:
    for _, text in _texts_of(record, full):
        yield from _split(text)


def _texts_of(record: Record, full: Dossier) -> Iterator[tuple[str, str]]:
    fields = record.mapping()
    for name in _speaking(full.catalogue[record.table].fields):
        value = fields[name]
        if isinstance(value, FuzzyDate):
            yield name, f"{value.as_written} {value.anchor} {value.reason}"
        elif isinstance(value, ClockTime):
            yield name, value.zone
        elif isinstance(value, str):
            yield name, value


def _speaking(fields: tuple[Field, ...]) -> list[str]:
    """List the fields that hold words: texts, dates as they were written, and time zones."""
    return [f.name for f in fields if f.type in ("text", "fuzzy_date", "clock")]


def _split(text: str) -> set[str]:
    if text.isascii():  # most are, and these need no normal form
        return set(_WORD.findall(text.lower()))
    plain = unicodedata.normalize("NFKC", text)
    return {word.casefold() for word in _WORD.findall(plain)}


def _json_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, _Pairs):
        for key, inner in value:
            yield key
            yield from _json_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _json_texts(inner)

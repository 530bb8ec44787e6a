"""Reads JSON from somebody else: with limits, nothing twice, and the place of every fault."""

import json
import re
import unicodedata
from typing import Any, Final

from negotiation_tracker.model.errors import FieldProblem, InvalidInput, TrackerError

MAX_BYTES: Final = 512 * 1024 * 1024
"""Talks of 10,000 sessions with all their records take 137 MB."""
MAX_DEPTH: Final = 64
_NOT_KEPT: Final = re.compile("[\x00\ud800-\udfff]")
_PIECE: Final = 100_000
_NO_BRACKETS: Final = bytes(set(range(256)) - set(b"[]{}"))


class TooLarge(TrackerError):
    """A file is larger, or nested deeper, than any honest one (E43)."""

    code = "E43"


def parse(data: bytes) -> Any:
    """Read a JSON text defensively.

    Raises:
        TooLarge: the text is too long or nested too deeply.
        InvalidInput: it is not JSON, names a key twice or holds what cannot be stored.

    """
    if len(data) > MAX_BYTES:
        raise TooLarge(
            f"This file holds more than {MAX_BYTES // 1024 // 1024} MB. It was not opened.",
            "",
            "Export the negotiations one by one and import each.",
        )
    _check_depth(data)
    try:
        return json.loads(
            data.decode("utf-8-sig"),
            parse_constant=_no_constant,
            parse_float=_no_float,
            object_pairs_hook=_once,
        )
    except UnicodeDecodeError as error:
        raise _not_json(f"byte {error.start + 1} is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        raise _not_json(f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise _not_json(str(error) or "it is nested too deeply") from error


def clean(text: str) -> str:
    """Give a text in the normal form of the store.

    Raises:
        ValueError: it holds a character that cannot be stored.

    """
    if _NOT_KEPT.search(text):
        raise ValueError("holds characters that cannot be stored")
    return unicodedata.normalize("NFC", text)


def _check_depth(data: bytes) -> None:
    depth = start = 0
    # A string holds no bare end of line, so the file can be looked at by pieces.
    while start < len(data):
        cut = data.find(b"\n", start + _PIECE)
        stop = len(data) if cut < 0 else cut
        for bracket in _brackets(data[start:stop]):
            depth += 1 if bracket in b"[{" else -1
            if depth > MAX_DEPTH:
                raise _too_deep()
        start = stop


def _too_deep() -> TooLarge:
    return TooLarge(
        "This file is nested deeper than any bundle of this program. It was not opened.",
        "",
        "Ask whoever made it for a fresh export.",
    )


def _brackets(piece: bytes) -> bytes:
    """Give the brackets of whole lines, without those in strings.

    A backslash stands only in strings; without what is escaped, quotes come in pairs.
    """
    outside = piece.replace(b"\\\\", b"").replace(b'\\"', b"").split(b'"')[::2]
    return b"".join(outside).translate(None, _NO_BRACKETS)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        key = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise ValueError(f'the key "{key[:60]}" stands twice in one place')
    return found


def _no_constant(word: str) -> None:
    raise ValueError(f"{word} is not a value")


def _no_float(digits: str) -> None:
    raise ValueError(f"the number {digits[:30]} has a decimal point; decimals are written as text")


def _not_json(reason: str) -> InvalidInput:
    return InvalidInput(
        [FieldProblem("", reason)], f"This file is not a bundle: {reason}. Nothing was imported."
    )

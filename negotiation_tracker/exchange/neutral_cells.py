"""Keeps text text: no cell of an export may start a formula in a spreadsheet program.

Quoting in a CSV file does not stop formulas; a leading apostrophe does (reliability notes, B8).
"""

import re
from typing import Final

_STARTERS: Final = frozenset("=+-@\t\r\n＝＋－＠%|")
# Spreadsheet programs skip these before they look for a formula.
_SKIPPED: Final = " \u00a0\ufeff\u200b\u200c\u200d\u2060\u180e\u3000"
_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?%?", re.ASCII)


def could_be_formula(text: str) -> bool:
    """Say whether a spreadsheet program might run this text instead of showing it."""
    first = text[:1]
    if first.isascii() and first.isalnum():  # nearly every cell
        return False
    rest = text.lstrip(_SKIPPED)
    return rest[:1] in _STARTERS and rest != "" and not _NUMBER.fullmatch(text)


def neutral(text: str) -> str:
    """Give the text with an apostrophe before it if it could be a formula."""
    return f"'{text}" if _guarded(text) else text


def without_guard(text: str) -> str:
    """Give back the text that `neutral` was given."""
    return text[1:] if text.startswith("'") and _guarded(text[1:]) else text


def _guarded(text: str) -> bool:
    # A text that already begins with an apostrophe before a formula gets a second one, so that
    # reading the file gives back exactly what was written.
    return could_be_formula(text.lstrip("'")) if text.startswith("'") else could_be_formula(text)

"""Tables of text: aligned and wrapped on a terminal, with tabs for other programs."""

from collections.abc import Sequence

_GAP = 2
_NARROWEST = 10
_LONGEST_WORD = 20
"""Words up to this length are not broken to make a table fit."""
_OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Table:
    """Columns with their headings, and rows of text."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self._columns = [one_line(c) for c in columns]
        self._rows = [[one_line(cell) for cell in row] for row in rows]

    def render(self, width: int) -> str:
        """Give the table as text for a terminal this wide; 0 for no terminal.

        For other programs: one line for each row, cells parted by tabs, headings first, nothing
        cut off. On a terminal nothing is cut off either, long cells are wrapped; where even that
        does not fit, each row becomes a block of lines.
        """
        if width <= 0:
            lines = ["\t".join(self._columns), *("\t".join(row) for row in self._rows)]
            return "\n".join(lines) + "\n"
        widths = self._fit(width)
        if widths is None:
            return self._blocks(width)
        headings = [wrap(c.upper(), w) for c, w in zip(self._columns, widths, strict=True)]
        lines = _aligned(headings, widths)
        for row in self._rows:
            lines += _aligned([wrap(c, w) for c, w in zip(row, widths, strict=True)], widths)
        return "\n".join(lines) + "\n"

    def _fit(self, width: int) -> list[int] | None:
        """Find column widths that fit, narrowing the widest first; None when none do."""
        columns = list(zip(*[self._columns, *self._rows], strict=True))
        widths = [max(text_width(cell) for cell in column) for column in columns]
        words = [
            max(text_width(w) for cell in column for w in cell.split(" ")) for column in columns
        ]
        floors = [min(w, longest, _LONGEST_WORD) for w, longest in zip(widths, words, strict=True)]
        room = width - _GAP * (len(widths) - 1)
        if sum(floors) > room:
            return None
        while sum(widths) > room:
            widest = max(
                (i for i in range(len(widths)) if widths[i] > floors[i]), key=lambda i: widths[i]
            )
            widths[widest] -= 1
        return widths

    def _blocks(self, width: int) -> str:
        label = max(text_width(c) for c in self._columns) + _GAP
        blocks = []
        for row in self._rows:
            lines = []
            for name, cell in zip(self._columns, row, strict=True):
                first, *rest = wrap(cell, max(width - label, _NARROWEST))
                lines.append(f"{_padded(name, label)}{first}".rstrip())
                lines += [" " * label + part for part in rest]
            blocks.append("\n".join(lines) + "\n")
        return "\n".join(blocks)


def text_width(text: str) -> int:
    """Count the columns a text takes on a terminal: wide letters take two, accents none."""
    if text.isascii():
        return len(text)
    import unicodedata

    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    none = sum(unicodedata.combining(c) != 0 for c in text)
    return len(text) + wide - none


def one_line(text: str) -> str:
    """Put a text on one line and take out what could steer a terminal."""
    return text if text.isprintable() else "".join(_safe(c) for c in text)


def wrap(text: str, width: int) -> list[str]:
    """Break a text between words so that no line is wider; a longer word is broken inside."""
    lines: list[str] = []
    line = ""
    for typed in text.split(" "):
        word = typed
        joined = f"{line} {word}" if line else word
        if text_width(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        while text_width(word) > width:
            cut = _fitting(word, width)
            lines.append(word[:cut])
            word = word[cut:]
        line = word
    return [*lines, line] if line or not lines else lines


def _fitting(word: str, width: int) -> int:
    cut = 1
    while cut < len(word) and text_width(word[: cut + 1]) <= width:
        cut += 1
    return cut


def _safe(character: str) -> str:
    if character in "\t\n\r\v\f\u2028\u2029\x85":
        return " "
    import unicodedata

    # Controls would move the cursor or colour the screen; overrides would reorder what is read.
    if unicodedata.category(character) in ("Cc", "Cs") or character in _OVERRIDES:
        return "\ufffd"
    return character


def _aligned(cells: Sequence[list[str]], widths: Sequence[int]) -> list[str]:
    height = max(len(cell) for cell in cells)
    lines = []
    for index in range(height):
        parts = [
            _padded(cell[index] if index < len(cell) else "", width)
            for cell, width in zip(cells, widths, strict=True)
        ]
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - text_width(text))

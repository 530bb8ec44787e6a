"""The pure syntax of one line typed at the table: time, command, and the pieces that follow.

Nothing here knows who or what there is; `line_reading` does. The grammar is written out in
docs/line_language.md. No text is refused: what is nothing else is a word.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final


class TokenKind(StrEnum):
    """What a piece of a line is by its form."""

    WORD = "word"
    PERSON = "person"
    ISSUE = "issue"
    QUOTE = "quote"
    SEPARATOR = "separator"


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a line.

    Attributes:
        kind: what it is by its form.
        text: a word as typed; a name without its sign; the words between quotation marks.
        marks: the quotation marks around it, such as “”; "" for anything but a quote.
        glued: whether it follows the piece before it without a space.
        start, end: offsets in the typed text; they do not count when lines are compared.

    """

    kind: TokenKind
    text: str
    marks: str = ""
    glued: bool = False
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)

    def typed(self) -> str:
        """Give the piece as it is typed, sign and marks included."""
        if self.kind is TokenKind.QUOTE:
            return f"{self.marks[0]}{self.text}{self.marks[1]}"
        return _SIGNS[self.kind] + self.text


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its form.

    Attributes:
        time: leading wall time, or None.
        twelve: whether the time was typed on the twelve-hour clock without am or pm, and so may
            be meant for the afternoon.
        command: word after the slash in lower case, or "".
        tokens: what follows, in order.
        time_span, command_span: offsets in the typed text; they do not count in comparisons.

    """

    time: dt.time | None = None
    twelve: bool = False
    command: str = ""
    tokens: tuple[Token, ...] = ()
    time_span: tuple[int, int] = field(default=(0, 0), compare=False)
    command_span: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def people(self) -> tuple[str, ...]:
        """Names after "@", in order."""
        return tuple(t.text for t in self.tokens if t.kind is TokenKind.PERSON)

    @property
    def issues(self) -> tuple[str, ...]:
        """Names after "#", in order."""
        return tuple(t.text for t in self.tokens if t.kind is TokenKind.ISSUE)

    @property
    def quotes(self) -> tuple[str, ...]:
        """Words between quotation marks, in order."""
        return tuple(t.text for t in self.tokens if t.kind is TokenKind.QUOTE)

    @property
    def words(self) -> tuple[str, ...]:
        """The plain words, in order."""
        return tuple(t.text for t in self.tokens if t.kind is TokenKind.WORD)


_SIGNS: Final = {
    TokenKind.WORD: "",
    TokenKind.PERSON: "@",
    TokenKind.ISSUE: "#",
    TokenKind.SEPARATOR: "",
}
_CLOSING: Final = {'"': '"', "“": "”", "«": "»", "‘": "’"}
_SPACE: Final = re.compile(r"\s*")
_HALF: Final = r"([ap])(?:\.\s*)?m\.?"
# Nothing may depend on how many spaces there are, or writing a line would change its reading.
_TIME: Final = re.compile(
    rf"(\[)?([0-9]{{1,2}})(?::([0-9]{{2}})(?:\s*{_HALF})?|\s*{_HALF})(?(1)\]):?(?=\s|$)"
    r"(?:\s+[-–—|](?=\s|$))?",
    re.IGNORECASE,
)
_COMMAND: Final = re.compile(r"/([A-Za-z][A-Za-z-]*):?(?=\s|$)")
_LETTER: Final = r"(?:[^\W_]|[\u0300-\u036f])"
_NAMES: Final = {
    "@": (TokenKind.PERSON, re.compile(rf"{_LETTER}+(?:[._'’-]{_LETTER}+)*")),
    "#": (TokenKind.ISSUE, re.compile(rf"\+?{_LETTER}+(?:[._'’-]{_LETTER}+)*")),
}
_STOPS: Final = re.compile(r"[\s;@#" + "".join(_CLOSING) + "]")


def parse(text: str) -> Line:
    """Read the form of a typed line; any text has one, and nothing is ever raised."""
    place = _skip(text, 0)
    line, place = _leading_time(text, place)
    command = _COMMAND.match(text, place)
    if command is not None:
        line = replace(line, command=command[1].lower(), command_span=command.span())
        place = _skip(text, command.end())
    return replace(line, tokens=_Scanner(text).tokens(place))


def write(line: Line) -> str:
    """Write a line in its plainest form: `parse(write(parse(text))) == parse(text)`."""
    pieces = [f"/{line.command}"] if line.command else []
    for place, token in enumerate(line.tokens):
        if token.glued and place > 0:
            pieces[-1] += token.typed()
        else:
            pieces.append(token.typed())
    if line.time is None:
        return " ".join(pieces)
    time = _time_text(line.time, line.twelve)
    whole = " ".join([time, *pieces])
    found = _TIME.match(whole)
    # A word such as "pm" or a dash that follows the time would be taken as part of it.
    needs_rule = found is None or found.end() != len(time)
    return " ".join([time, "-", *pieces]) if needs_rule else whole


def leading_time(text: str) -> tuple[dt.time, bool] | None:
    """Read a text that is a time and nothing else; give it and whether it may mean pm."""
    line, place = _leading_time(text, 0)
    return (line.time, line.twelve) if line.time is not None and place == len(text) else None


def _time_text(time: dt.time, twelve: bool) -> str:
    if twelve:
        return f"{time.hour}:{time.minute:02}"
    if 10 <= time.hour <= 12:
        return f"{time.hour}:{time.minute:02} {'pm' if time.hour == 12 else 'am'}"
    return f"{time:%H:%M}"


def _leading_time(text: str, place: int) -> tuple[Line, int]:
    found = _TIME.match(text, place)
    if found is None:
        return Line(), place
    hour, minute = int(found[2]), int(found[3] or 0)
    half = (found[4] or found[5] or "").lower()
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        return Line(), place
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    twelve = not half and 1 <= hour <= 12 and not found[2].startswith("0")
    line = Line(dt.time(hour, minute), twelve, time_span=found.span())
    return line, _skip(text, found.end())


def _skip(text: str, place: int) -> int:
    found = _SPACE.match(text, place)
    return found.end() if found else place


class _Scanner:
    """Cuts a text into tokens, in one pass however many marks stay open."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._never_closed: set[str] = set()

    def tokens(self, place: int) -> tuple[Token, ...]:
        found: list[Token] = []
        after = place
        while (place := _skip(self._text, after)) < len(self._text):
            token = self._special(place) or self._word(place)
            glued = place == after and bool(found)
            found.append(replace(token, glued=glued))
            after = token.end
        return tuple(found)

    def _special(self, place: int) -> Token | None:
        sign = self._text[place]
        if sign == ";":
            return Token(TokenKind.SEPARATOR, ";", start=place, end=place + 1)
        before = self._text[place - 1] if place else " "
        if before.isalnum():
            return None
        if sign in _CLOSING:
            return self._quote(place, sign)
        if sign not in _NAMES or before in _NAMES:
            return None
        kind, form = _NAMES[sign]
        name = form.match(self._text, place + 1)
        return Token(kind, name[0], start=place, end=name.end()) if name else None

    def _quote(self, place: int, opening: str) -> Token | None:
        closing, text = _CLOSING[opening], self._text
        if opening in self._never_closed:
            return None
        end = text.find(closing, place + 1)
        while end >= 0 and text[end + 1 : end + 2].isalnum():
            end = text.find(closing, end + 1)
        if end < 0:
            self._never_closed.add(opening)
            return None
        words = text[place + 1 : end]
        if not words.strip():
            return None
        return Token(TokenKind.QUOTE, words, opening + closing, start=place, end=end + 1)

    def _word(self, place: int) -> Token:
        end = place + 1
        while (stop := _STOPS.search(self._text, end)) is not None:
            end = stop.start()
            if stop[0].isspace() or self._special(end) is not None:
                break
            end += 1
        else:
            end = len(self._text)
        return Token(TokenKind.WORD, self._text[place:end], start=place, end=end)

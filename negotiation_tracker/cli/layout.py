"""Headings, labelled values and lists of a page of text, wrapped to the terminal."""

from collections.abc import Sequence

from negotiation_tracker.cli.call import Call
from negotiation_tracker.cli.tables import one_line, text_width, wrap

_UNLIMITED = 10**9
_MARGIN = 2


def heading(call: Call, text: str) -> None:
    """Write a heading with a line under it."""
    plain = one_line(text)
    call.say(plain)
    call.say("=" * min(text_width(plain), call.streams.width or _UNLIMITED))


def section(call: Call, text: str) -> None:
    """Write the heading of a section, with space above."""
    call.say()
    call.say(text)


def values(call: Call, pairs: Sequence[tuple[str, str]]) -> None:
    """Write labelled values, aligned."""
    if not pairs:
        return
    label = max(text_width(name) for name, _ in pairs) + 2
    for name, value in pairs:
        first, *rest = wrap(one_line(value), _room(call, label))
        call.say(f"{name}{' ' * (label - text_width(name))}{first}")
        for line in rest:
            call.say(" " * label + line)


def bullets(call: Call, lines: Sequence[str], empty: str) -> None:
    """Write a list, or the words that say it is empty."""
    for text in lines or (empty,):
        first, *rest = wrap(one_line(text), _room(call, 2 * _MARGIN))
        call.say(f"{' ' * _MARGIN}- {first}" if lines else f"{' ' * _MARGIN}{first}")
        for line in rest:
            call.say(" " * 2 * _MARGIN + line)


def paragraph(call: Call, text: str) -> None:
    """Write running text."""
    for line in wrap(one_line(text), _room(call, 0)):
        call.say(line)


def _room(call: Call, used: int) -> int:
    return max(call.streams.width - used, 20) if call.streams.width else _UNLIMITED

"""How a typed line is understood, in a scene: what Enter would record, in words.

The language is written out in docs/line_language.md. Nothing is misread in silence: what is not
understood stays text and is said, and a command that cannot be carried out says what to type.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from negotiation_tracker.rules import (
    line_actions,
    line_marks,
    line_names,
    line_offers,
    line_talk,
    line_times,
)
from negotiation_tracker.rules.line_commands import Command, find_command, unknown_command
from negotiation_tracker.rules.line_grammar import Line, TokenKind, parse
from negotiation_tracker.rules.line_orders import LineTime, Order
from negotiation_tracker.rules.line_parts import CannotDo, Parts, Span, SpanRole, Understood
from negotiation_tracker.rules.line_scene import IntervalKind, Scene

__all__ = ["Reading", "Span", "SpanRole", "read"]

_SLASH_WORD: Final = re.compile(r"/([^\W\d_][^\s/]*)")
_TIME_LIKE: Final = re.compile(r"\[?[0-9]{1,2}:[0-9]{2}\S*")
_OTHER_TIME: Final = re.compile(r"([01]?[0-9]|2[0-3])[.h]([0-5][0-9])h?")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a line is understood.

    Attributes:
        order: what Enter records; None for an empty line and for one that cannot be carried out.
        sentence: the reading in words, such as "LAUSD offers 23% over 5 years on Wages, counters
            P2"; "" for an empty line and where there is a refusal.
        kept: one sentence for each part that was not understood and stays text.
        refusal: why Enter cannot commit and what to type; "" when it can.
        private: whether it goes to the private notes rather than to the shared log.
        at: when it happened, if the line says so.
        spans: what was recognised where, in order.

    """

    order: Order | None
    sentence: str = ""
    kept: tuple[str, ...] = ()
    refusal: str = ""
    private: bool = False
    at: LineTime | None = None
    spans: tuple[Span, ...] = ()


_Reader = Callable[[Parts], Understood]
_READERS: Final[Mapping[str, _Reader]] = {
    "offer": lambda parts: line_offers.offer(parts, "offer"),
    "counter": lambda parts: line_offers.offer(parts, "counter"),
    "package": lambda parts: line_offers.offer(parts, "package"),
    "supposal": lambda parts: line_offers.offer(parts, "supposal"),
    "authorise": line_offers.authorise,
    "pass": line_actions.pass_across,
    "hold": line_actions.hold,
    "reject": line_actions.reject,
    "withdraw": line_actions.withdraw,
    "ta": line_actions.tentative,
    "agree": line_actions.agree,
    "caucus": line_marks.caucus,
    "back": line_marks.back,
    "break": line_marks.take_break,
    "resume": line_marks.resume,
    "sidebar": line_marks.sidebar,
    "offrec": line_marks.off_record,
    "onrec": line_marks.on_record,
    "arrive": line_marks.arrive,
    "depart": line_marks.depart,
    "next": line_marks.next_meeting,
    "time": line_marks.time_of,
    "adjourn": line_marks.adjourn,
    "exhibit": line_talk.exhibit,
    "ask": line_talk.ask,
    "promise": line_talk.promise,
    "note": line_talk.note,
    "fix": line_talk.fix,
}


def read(text: str, scene: Scene) -> Reading:
    """Say how a typed line is understood in the scene; any text can be read."""
    line = parse(text)
    parts = Parts(scene, list(line.tokens))
    at = None
    if line.time is not None:
        at = line_times.place(line.time, line.twelve, scene)
        parts.spans.append(Span(*line.time_span, SpanRole.TIME))
    word = _command_word(line, parts)
    if not word and not parts.tokens:
        if at is None:
            return Reading(None)
        return _reading(parts, at, refusal="Type what happened after the time.")
    try:
        understood = _understand(word, parts)
    except CannotDo as refused:
        return _reading(parts, at, refusal=str(refused))
    _say_odd_time(line, parts)
    return _reading(parts, at, understood)


def _command_word(line: Line, parts: Parts) -> str:
    """Give the word after the slash; "u /offer …" is read as "/offer u …"."""
    if line.command:
        parts.spans.append(Span(*line.command_span, SpanRole.COMMAND))
        return line.command
    words = [t.text if t.kind is TokenKind.WORD else "" for t in parts.tokens[:2]]
    if words and (slash := _SLASH_WORD.fullmatch(words[0])):
        return slash[1].lower()
    if len(words) == 2 and words[1].startswith("/"):
        known = find_command(words[1][1:].lower())
        if known is not None and line_names.side(words[0].rstrip(":"), parts.scene) is not None:
            token = parts.tokens.pop(1)
            parts.spans.append(Span(token.start, token.end, SpanRole.COMMAND))
            return known.name
    return ""


def _understand(word: str, parts: Parts) -> Understood:
    if not word:
        if parts.tokens[0].text == "/":
            raise CannotDo("Type the command right after the slash, such as /offer or /caucus.")
        if parts.scene.locked:
            raise CannotDo(_LOCKED)
        missing = _without_slash(parts)
        understood = line_talk.plain(parts)
        parts.kept += [missing] if missing else []
        return understood
    command = find_command(word)
    if command is None:
        raise CannotDo(unknown_command(word))
    _check_allowed(command, parts.scene)
    return _READERS[command.name](parts)


def _without_slash(parts: Parts) -> str:
    """Say that a line begins like a command whose slash was forgotten: "offer e #wages 5%"."""
    words = parts.tokens[:2]
    command = find_command(words[0].text.lower()) if words else None
    if command is None or len(words) < 2 or command.name != words[0].text.lower():
        return ""
    named = words[1].kind in (TokenKind.PERSON, TokenKind.ISSUE) or words[1].text in ("u", "e")
    return f"This is text only. To record it type /{command.name}." if named else ""


_LOCKED: Final = (
    "The session is locked. Type /fix 12 and the right words to add a correction of line 12, or "
    "/note for a private note."
)


def _check_allowed(command: Command, scene: Scene) -> None:
    if scene.locked and not command.locked:
        raise CannotDo(_LOCKED)
    if scene.room is not None and command.rooms != "all":
        here = "joint" if scene.room.participant_id is None else "side"
        if here != command.rooms and here == "side":
            raise CannotDo(
                f"/{command.name} belongs to the joint notes; you are in {scene.room.said}. "
                "Switch to the joint notes, or type /authorise for what may be told."
            )
    if command.off_record or scene.locked:
        return
    for one in scene.intervals:
        if one.kind is IntervalKind.OFF_RECORD:
            raise CannotDo(
                f"Off the record: /{command.name} would be part of the record. Type /onrec first, "
                "or the words alone for a private note."
            )


def _say_odd_time(line: Line, parts: Parts) -> None:
    first = line.tokens[0] if line.tokens and line.time is None and not line.command else None
    if first is None or first.kind is not TokenKind.WORD:
        return
    other = _OTHER_TIME.fullmatch(first.text)
    if other is not None:
        parts.kept.append(
            f"“{first.text}” stays text: a time of day is typed {other[1]}:{other[2]}."
        )
    elif _TIME_LIKE.fullmatch(first.text):
        parts.kept.append(
            f"“{first.text}” stays text: it is not a time of day followed by a space."
        )


def _reading(
    parts: Parts, at: LineTime | None, understood: Understood | None = None, refusal: str = ""
) -> Reading:
    spans = tuple(sorted(parts.spans, key=lambda span: (span.start, span.end)))
    kept = tuple(dict.fromkeys(parts.kept))
    if understood is None:
        return Reading(None, refusal=refusal, at=at, spans=spans)
    sentence = understood.sentence
    if at is not None:
        early = ", before the start" if line_times.before_start(at, parts.scene) else ""
        sentence = f"{at.describe()}{early}: {sentence}"
    return Reading(understood.order, sentence, kept, "", understood.private, at, spans)

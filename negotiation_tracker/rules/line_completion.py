"""What may be typed next at the cursor: people, issues, sides, commands, proposals, lines.

Nothing is offered that the scene does not hold, and nothing inside quotation marks.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from negotiation_tracker.rules import line_names as names
from negotiation_tracker.rules.line_commands import COMMANDS, Command, find_command, starting_with
from negotiation_tracker.rules.line_grammar import parse
from negotiation_tracker.rules.line_parts import titles
from negotiation_tracker.rules.line_scene import (
    IntervalKind,
    Scene,
    SceneIssue,
    SceneOffer,
    ScenePerson,
    SceneSide,
    name_words,
)

_MOST: Final = 30
_ENOUGH_LETTERS: Final = 3
_MOST_LINES: Final = 8
_LONGEST_DETAIL: Final = 60
_WORD_END: Final = re.compile(r"[^\s;@#]*")
_REFERENCE: Final = re.compile(r"(?:^|(?<=[^\w@#]))([@#])((?:[^\W_][^@#;\n]*)?)$")
_SLASH: Final = re.compile(r"/[A-Za-z-]*")
_PLAIN_NAME: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*(?: [^\W_]+(?:['’-][^\W_]+)*)*")
_TITLE_WORD: Final = re.compile(r"[^\W_]+")
_TAKE_SIDE: Final = frozenset(
    {"offer", "counter", "package", "pass", "hold", "reject", "withdraw", "agree", "caucus", "back",
     "break", "ask", "promise", "exhibit", "arrive", "depart", "offrec", "sidebar"}
)  # fmt: skip
_TAKE_OFFER: Final = frozenset({"counter", "pass", "hold", "reject", "withdraw", "ta", "agree"})
_TAKE_LINE: Final = frozenset({"fix", "time"})
_ENDS: Final = {
    IntervalKind.CAUCUS: "back",
    IntervalKind.SIDEBAR: "back",
    IntervalKind.BREAK: "resume",
    IntervalKind.OFF_RECORD: "onrec",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on: the text that is put in, the words shown for it, and a second line."""

    insert: str
    label: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """What may replace the text from `start` to `end`, best first; empty when nothing fits."""

    start: int
    end: int
    options: tuple[Option, ...] = ()


def complete(text: str, cursor: int, scene: Scene) -> Completions:
    """Give what may be put in at the cursor; any text and any cursor will do."""
    cursor = max(0, min(cursor, len(text)))
    before = text[:cursor]
    if _in_quotes(before):
        return Completions(cursor, cursor)
    reference = _REFERENCE.search(before)
    if reference is not None:
        found = _references(reference[1], reference[2], scene)
        if found:
            return _ended(text, reference.start(1), cursor, found)
    start = cursor - len(re.split(r"[\s;]", before)[-1])
    return _ended(text, start, cursor, _words(before[:start], before[start:], scene))


def _in_quotes(before: str) -> bool:
    """Say whether the cursor stands between quotation marks."""
    if before.count('"') % 2:
        return True
    return any(before.rfind(o) > before.rfind(c) for o, c in ("“”", "«»"))


def _ended(text: str, start: int, cursor: int, options: list[Option]) -> Completions:
    if not options:
        return Completions(cursor, cursor)
    rest = _WORD_END.match(text, cursor)
    end = rest.end() if rest else cursor
    if text[end : end + 1] == " ":
        end += 1
    return Completions(start, end, tuple(options[:_MOST]))


# -- people and issues --


def _references(sign: str, typed: str, scene: Scene) -> list[Option]:
    query = name_words(typed)
    spaced = " " in typed.strip()
    if typed and (not query or (typed[-1:] in " ,.:" and not spaced)):
        return []
    if sign == "@":
        known, _, more = typed.rpartition(" ")
        if len(more) < _ENOUGH_LETTERS and len(names.find(name_words(known), scene.people)) == 1:
            return []  # the name is clear, and this may be the first word of what they said
        return [_person(p, scene) for p in _best(query, scene.people) if _fits(query, p)]
    issues = _best(query, scene.issues)
    return [_issue(i) for i in issues]


def _fits(query: tuple[str, ...], person: ScenePerson) -> bool:
    """Say whether there is anything left to complete."""
    return query not in person.words or len(query) < 2


def _best(query: tuple[str, ...], everything: Iterable[names.Named]) -> list[names.Named]:
    ranked = []
    for place, one in enumerate(names.candidates(query, everything)):
        how = names.fit(query, one.words) if query else 0
        if how is not None:
            absent = isinstance(one, ScenePerson) and not one.present
            first = bool(query) and any(own[0].startswith(query[0]) for own in one.words)
            ranked.append((how == names.BEGINNINGS and not first, absent, not first, place, one))
    ranked.sort(key=lambda entry: entry[:4])
    return [entry[4] for entry in ranked[:_MOST]]


def _person(person: ScenePerson, scene: Scene) -> Option:
    name = person.name
    if not _PLAIN_NAME.fullmatch(name):
        name = ".".join(_TITLE_WORD.findall(name)) or name
    side = scene.side(person.participant_id)
    where = "at the table" if person.present else "not at the table"
    return Option(f"@{name} ", person.name, f"{side.name} · {where}" if side else where)


def _issue(issue: SceneIssue) -> Option:
    slug = "-".join(_TITLE_WORD.findall(re.sub("['’]", "", issue.title.lower()))) or issue.code
    return Option(f"#{slug} ", issue.title, issue.code)


# -- words: commands, sides, proposals, lines --


def _words(before: str, word: str, scene: Scene) -> list[Option]:
    line = parse(before)
    if not line.command and word.startswith("/") and _at_head(before, scene):
        return [_command(c) for c in _commands(word, scene)]
    if line.command:
        command = find_command(line.command)
        return _arguments(command, before, word, scene) if command else []
    if not line.tokens and word:
        return [_side(s, plain=True) for s in _sides(word, scene)]
    return []


def _at_head(before: str, scene: Scene) -> bool:
    tokens = parse(before).tokens
    return not tokens or (len(tokens) == 1 and names.side(tokens[0].text, scene) is not None)


def _commands(word: str, scene: Scene) -> list[Command]:
    if not _SLASH.fullmatch(word):
        return []
    found = starting_with(word[1:].lower()) if len(word) > 1 else COMMANDS
    side_room = scene.room is not None and scene.room.participant_id is not None
    allowed = [
        c
        for c in found
        if (c.locked or not scene.locked)
        and (c.rooms == "all" or (c.rooms == "side") == side_room)
        and (c.off_record or not any(i.kind is IntervalKind.OFF_RECORD for i in scene.intervals))
    ]
    ending = {_ENDS[i.kind] for i in scene.intervals}
    ended = [c for c in allowed if c.name in ending]
    usable = [c for c in allowed if c not in ended and (c.name not in _ENDS.values())]
    return ended + usable + [c for c in allowed if c not in ended and c not in usable]


def _command(command: Command) -> Option:
    return Option(f"/{command.name} ", f"/{command.name}", f"{command.meaning}: {command.example}")


def _arguments(command: Command, before: str, word: str, scene: Scene) -> list[Option]:
    tokens = parse(before).tokens
    first = not tokens
    named = len(tokens) == 1 and names.side(tokens[0].text, scene) is not None
    found: list[Option] = []
    if first and command.name in _TAKE_LINE:
        return _lines(word, scene)
    after_offers = all(names.offer(t.text, scene) or t.text == "," for t in tokens)
    if command.name in _TAKE_OFFER and (first or named or after_offers or command.name == "ta"):
        found += [_offer(o, scene) for o in _offers(word, scene)]
    if first and command.name in _TAKE_SIDE:
        sides = [_side(s) for s in _sides(word, scene)]
        lettered = any(side.letter == word.casefold() for side in scene.sides)
        found = sides + found if lettered and word else found + sides
    return found


def _sides(word: str, scene: Scene) -> list[SceneSide]:
    query = name_words(word)
    if word and not query:
        return []
    lettered = [s for s in scene.sides if s.letter]
    exact = [s for s in lettered if query == (s.letter,)]
    begun = [s for s in lettered if s not in exact and names.fit(query, s.words) is not None]
    return exact + begun if query else lettered


def _side(side: SceneSide, *, plain: bool = False) -> Option:
    """Give a side; in a plain line only u and e are read without a colon."""
    colon = ":" if plain and side.letter not in ("u", "e") else ""
    return Option(f"{side.letter}{colon} ", side.name, f"{side.letter} · {side.side}")


def _offers(word: str, scene: Scene) -> list[SceneOffer]:
    wanted = word.casefold()
    found = [
        o
        for o in reversed(scene.offers)
        if o.code.casefold().startswith(wanted) or o.code.casefold().lstrip("p-").startswith(wanted)
    ]
    return [o for o in found if o.open] + [o for o in found if not o.open]


def _offer(offer: SceneOffer, scene: Scene) -> Option:
    said = (scene.side_name(offer.from_id), titles(scene, offer.issue_ids), offer.title)
    state = "" if offer.open else "no longer open"
    return Option(f"{offer.code} ", offer.code, " · ".join(filter(None, (*said, state))))


def _lines(word: str, scene: Scene) -> list[Option]:
    if word and not word.isdecimal():
        return []
    found = [one for one in reversed(scene.lines) if str(one.number).startswith(word)]
    return [
        Option(f"{one.number} ", str(one.number), one.text[:_LONGEST_DETAIL])
        for one in found[:_MOST_LINES]
    ]

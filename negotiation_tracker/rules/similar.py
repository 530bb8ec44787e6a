"""Names that may mean one person or one organization, with the reason; nothing is ever decided.

Pure threshold logic over a scoring function: which library compares spellings is not its concern.
Two names are looked at only when they share the beginnings or ends of words, or when one may be the
first letters of the other, so that a long list does not compare everybody with everybody.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from negotiation_tracker.model.folding import fold

Score = Callable[[str, str], float]
"""Says how alike two folded texts are, from 0 to 100."""

SAME, REORDERED, SHARED_ALIAS, FIRST_LETTERS, INITIAL, MORE_WORDS = 100, 98, 95, 90, 90, 86
LOWEST_WHOLE = 86
"""Names spelled less alike than this are two names."""
LOWEST_WORD = 80
"""Words spelled less alike than this are two words, however alike the rest of the names is."""
_MOST_EXTRA_WORDS = 2
_BLOCK = 3
_STYLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "hon"})
_SMALL = frozenset({"of", "the", "and", "for", "in", "at", "de", "la"})
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something with its names: the name first, then the others it is printed under.

    Attributes:
        id: key of the record.
        names: its names.
        apart: keys that are certainly others, such as the organization it is part of.

    """

    id: int
    names: tuple[str, ...]
    apart: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records whose names are alike.

    Attributes:
        one, other: their keys, the lower first.
        score: how alike, from 0 to 100.
        reason: in what, in words.

    """

    one: int
    other: int
    score: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    words: tuple[str, ...]
    alias: bool
    numbers: frozenset[str]
    letters: str


def near_duplicates(named: Iterable[Named], score: Score) -> tuple[Likeness, ...]:
    """List the pairs whose names may mean the same, most alike first.

    Names that begin with a small letter ("the district") are descriptions and are passed over.
    """
    names = {one.id: (_names(one), one.apart) for one in named}
    found = []
    for one, other in sorted(_candidates({key: own for key, (own, _) in names.items()})):
        if other in names[one][1] or one in names[other][1]:
            continue
        best = _best(names[one][0], names[other][0], score)
        if best is not None:
            found.append(Likeness(one, other, *best))
    return tuple(sorted(found, key=lambda like: (-like.score, like.one, like.other)))


def alike(one: str, other: str, score: Score) -> tuple[int, str] | None:
    """Say how alike two names are and in what; None when they are two names."""
    return _compare(_name(one, alias=False), _name(other, alias=False), score)


def _names(one: Named) -> tuple[_Name, ...]:
    named = (
        _name(text.strip(), alias=place > 0)
        for place, text in enumerate(one.names)
        if not text.strip()[:1].islower()
    )
    return tuple(name for name in named if name.words)


def _name(text: str, *, alias: bool) -> _Name:
    words = _words(text)
    numbers = frozenset(word for word in words if any(c.isdigit() for c in word))
    return _Name(text, words, alias, numbers, _letters(words))


def _words(text: str) -> tuple[str, ...]:
    # Without dots first, so that "L.A." and "U.S." are one word; an initial keeps standing alone.
    plain = re.sub(r"\b((?:\w\.){2,})", lambda m: m[0].replace(".", ""), fold(text))
    found = tuple(_WORD.findall(plain.replace("'", "").replace("’", "")))
    return tuple(word for word in found if word not in _STYLES) or found


def _candidates(names: dict[int, tuple[_Name, ...]]) -> set[tuple[int, int]]:
    blocks: dict[str, set[int]] = {}
    for key, own in names.items():
        for name in own:
            for mark in _marks(name.words):
                blocks.setdefault(mark, set()).add(key)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        members = sorted(block)
        pairs.update(
            (one, other) for place, one in enumerate(members) for other in members[place + 1 :]
        )
    return pairs


def _marks(words: tuple[str, ...]) -> set[str]:
    """List what a name is looked up by: names without a mark in common are not compared.

    One word must begin or end alike in three letters and another in one, so that a first name
    that many people have does not bring all of them together.
    """
    telling = [word for word in words if word not in _SMALL]
    if len(telling) < 2:
        return {f"={word}" for word in words} | {
            mark for word in words for mark in (f"{word[:_BLOCK]}…", f"…{word[-_BLOCK:]}")
        }
    marks = {f"={_letters(words)}"}
    for place, word in enumerate(telling):
        others = telling[:place] + telling[place + 1 :]
        ends = {f"{other[0]}…" for other in others} | {f"…{other[-1]}" for other in others}
        for end in ends:
            marks |= {f"{word[:_BLOCK]}…{end}", f"…{word[-_BLOCK:]}{end}"}
    return marks


def _letters(words: Sequence[str]) -> str:
    return "".join(word[0] for word in words if word not in _SMALL)


def _best(one: Sequence[_Name], other: Sequence[_Name], score: Score) -> tuple[int, str] | None:
    best: tuple[int, str] | None = None
    for first in one:
        for second in other:
            found = _compare(first, second, score)
            if found is not None and (best is None or found[0] > best[0]):
                best = found
    return best


def _compare(one: _Name, other: _Name, score: Score) -> tuple[int, str] | None:
    if one.alias and other.alias:
        # Two other names say less than two names: only the very same one counts.
        same = one.words == other.words
        return (SHARED_ALIAS, f"both are also printed as “{one.text}”") if same else None
    first, second = one.words, other.words
    if one.numbers != other.numbers:
        return None
    for found in (
        _same(one, other),
        _initials(first, second),
        _first_letters(one, other),
        _more_words(first, second),
        _spelling(first, second, score),
    ):
        if found is not None:
            return found[0], f"{found[1]}{_through(one, other)}"
    return None


def _through(one: _Name, other: _Name) -> str:
    alias = one if one.alias else other if other.alias else None
    return "" if alias is None else f" (by the other name “{alias.text}”)"


def _same(one: _Name, other: _Name) -> tuple[int, str] | None:
    if one.words == other.words:
        if one.text == other.text:
            return SAME, "the same name"
        return SAME, "the same name but for accents, capitals or marks"
    if sorted(one.words) == sorted(other.words):
        return REORDERED, "the same words in another order"
    return None


def _initials(one: Sequence[str], other: Sequence[str]) -> tuple[int, str] | None:
    """Match words, letting a single letter stand for a word; one whole word must be the same."""
    if len(one) != len(other):
        return None
    left, right = list(one), list(other)
    for word in one:
        if len(word) > 1 and word in right:
            left.remove(word)
            right.remove(word)
    if len(left) == len(one) or not left:
        return None
    short: list[str] = []
    for word in left:
        match = next((w for w in right if w[0] == word[0] and 1 in (len(w), len(word))), None)
        if match is None:
            return None
        right.remove(match)
        short.append(f"“{min(word, match, key=len).upper()}.” may stand for "
                     f"“{max(word, match, key=len).capitalize()}”")  # fmt: skip
    return INITIAL, short[0]


def _first_letters(one: _Name, other: _Name) -> tuple[int, str] | None:
    for short, long in ((one, other), (other, one)):
        may_stand = len(short.words) == 1 and len(long.letters) >= _BLOCK
        if may_stand and short.words[0] == long.letters:
            return FIRST_LETTERS, f"“{short.text}” are the first letters of “{long.text}”"
    return None


def _more_words(one: Sequence[str], other: Sequence[str]) -> tuple[int, str] | None:
    short, long = sorted((one, other), key=len)
    extra = [word for word in long if word not in short]
    fits = set(short) < set(long) and len(short) > 1 and len(extra) <= _MOST_EXTRA_WORDS
    if not fits:
        return None
    return MORE_WORDS, f"the same words, and one has “{' '.join(extra)}” more"


def _spelling(one: Sequence[str], other: Sequence[str], score: Score) -> tuple[int, str] | None:
    if len(one) != len(other):
        return None
    whole = score(" ".join(sorted(one)), " ".join(sorted(other)))
    if whole < LOWEST_WHOLE:
        return None
    left = [word for word in one if word not in other]
    right = [word for word in other if word not in one]
    if not left or len(left) != len(right):
        return None
    pairs = []
    for word in left:
        match = max(right, key=lambda candidate: score(word, candidate))
        right.remove(match)
        pairs.append((word, match))
    if any(min(len(a), len(b)) < _BLOCK or score(a, b) < LOWEST_WORD for a, b in pairs):
        return None
    shown, beside = sorted(pairs[0])
    return int(whole), f"spelled almost the same: “{shown}” and “{beside}”"

"""Finding the person, issue, side or proposal that a few typed letters mean.

A name is found by any part of it that is like no other: whole words in their order, or their
beginnings, whatever the accents and capitals. Two that fit equally well are never chosen between
unseen: `find` gives both.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from negotiation_tracker.rules.line_scene import (
    Scene,
    SceneIssue,
    SceneOffer,
    ScenePerson,
    SceneSide,
    name_words,
)

WHOLE, WORDS, BEGINNINGS = range(3)
"""How well a name fits, best first: all of it, some of its words, their beginnings."""
PARTICLES = frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "do", "dos", "van", "von"})
"""Words inside a name that never end one."""
_SIDE_WORDS = {
    "labor": ("union", "labor", "labour"),
    "management": ("employer", "management"),
    "neutral": ("mediator",),
}
_BODIES = frozenset({"district", "company", "university", "county", "city", "college", "hospital"})
_ACRONYM_LETTERS = 3
_CODE = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_PAIRS_ENOUGH = 0.4
_LENGTHS_APART = 3
_Fits = Callable[[str, str], bool]


class HasWords(Protocol):
    """Anything with folded names."""

    @property
    def words(self) -> tuple[tuple[str, ...], ...]:
        """Folded words of each of its names."""
        ...

    @property
    def spelled(self) -> str:
        """All of these words in one text, a space before each."""
        ...


Named = TypeVar("Named", bound=HasWords)


def fit(query: tuple[str, ...], names: Iterable[tuple[str, ...]]) -> int | None:
    """Say how well the words fit the best of the names; None when they fit none."""
    best: int | None = None
    for name in names:
        if query == name:
            return WHOLE
        if _in_order(query, name, _same):
            best = WORDS
        elif best is None and _in_order(query, name, _begins):
            best = BEGINNINGS
    return best


def find(query: tuple[str, ...], everything: Iterable[Named]) -> tuple[Named, ...]:
    """Give those that fit best: one when it is clear who is meant, none when nobody fits."""
    if not query:
        return ()
    best = BEGINNINGS
    found: list[Named] = []
    for one in candidates(query, everything):
        how = fit(query, one.words)
        if how is None or how > best:
            continue
        if how < best:
            best, found = how, []
        found.append(one)
    return tuple(found)


def candidates(query: tuple[str, ...], everything: Iterable[Named]) -> Iterator[Named]:
    """Give those with a word that begins like each typed one: quick, and before `fit`."""
    starts = [f" {word}" for word in query]
    return (one for one in everything if all(start in one.spelled for start in starts))


def person(query: tuple[str, ...], scene: Scene, side: int | None) -> tuple[ScenePerson, ...]:
    """Find people by any part of a name, as `preferred`."""
    return preferred(find(query, scene.people), side)


def preferred(found: Sequence[ScenePerson], side: int | None) -> tuple[ScenePerson, ...]:
    """Of several people give those of the side already said, then those who are present."""
    best = tuple(found)
    for narrower in (
        tuple(p for p in best if side is not None and p.participant_id == side),
        tuple(p for p in best if p.present and (side is None or p.participant_id == side)),
    ):
        if len(best) > 1 and narrower:
            best = narrower
    return best


def issue(query: tuple[str, ...], scene: Scene) -> tuple[SceneIssue, ...]:
    """Find issues by title or code ("wages" finds "Wage increase"), or else by subject group.

    The subject group counts only when one issue is of it.
    """
    singular = tuple(word.removesuffix("s") if len(word) > 3 else word for word in query)
    found = find(query, scene.issues)
    if not found and singular != query:
        fitting = find(singular, scene.issues)
        found = tuple(i for i in fitting if fit(singular, i.words) != BEGINNINGS)
    if found:
        return found
    grouped = tuple(i for i in scene.issues if query and name_words(i.category) == query)
    return grouped if len(grouped) == 1 else ()


def completes(
    query: tuple[str, ...], more: tuple[str, ...], names: Iterable[tuple[str, ...]]
) -> bool:
    """Say whether the words after "@" go on with the same name: "@Pat" and then "Example"."""
    if not more or more[-1] in PARTICLES:
        return False
    for name in names:
        rest = iter(name)
        if _taken(query, rest, _begins) and _taken(more, rest, _same):
            return True
    return False


def side(typed: str, scene: Scene) -> SceneSide | None:
    """Find a side by its letter, its name, or a word such as "union"; None when none is meant."""
    words = name_words(typed)
    if not words:
        return None
    if len(words) == 1:
        for one in scene.sides:
            if one.letter and words[0] == one.letter:
                return one
    named = [s for s in scene.sides if words in s.words]
    if len(named) == 1:
        return named[0]
    if len(words) == 1 and (called := _by_one_word(words[0], scene)) is not None:
        return called
    for which, known in _SIDE_WORDS.items():
        if len(words) == 1 and words[0] in known:
            found = [s for s in scene.sides if s.side == which]
            return found[0] if found and (len(found) == 1 or found[0].letter) else None
    return None


def _by_one_word(word: str, scene: Scene) -> SceneSide | None:
    """Find the one side that "SEIU" or "the district" can mean: an acronym, or a kind of body."""
    acronyms = [
        s
        for s in scene.sides
        if s.name.split()[:1] == [word.upper()] and len(word) >= _ACRONYM_LETTERS
    ]
    if word in _BODIES:
        acronyms += [s for s in scene.sides if any(word in name for name in s.words)]
    found = {s.participant_id: s for s in acronyms}
    return next(iter(found.values())) if len(found) == 1 else None


def offer(typed: str, scene: Scene) -> SceneOffer | None:
    """Find a proposal by its code ("P7", "p7") or by the number of it ("7")."""
    wanted = typed.strip(",:&").casefold()
    if not _CODE.fullmatch(wanted):
        return None
    for one in reversed(scene.offers):
        if one.code.casefold() == wanted:
            return one
    if wanted.isdecimal():
        numbered = [o for o in scene.offers if o.code.casefold() in (f"p{wanted}", f"p-{wanted}")]
        return numbered[-1] if numbered else None
    return None


def nearest(typed: str, names: Iterable[tuple[str, str]], most: int = 3) -> tuple[str, ...]:
    """Give what was perhaps meant, by the pairs of letters they share; best first.

    Args:
        typed: what was typed, folded.
        names: words there are, folded, and how each is shown. Only those are compared that are
            about as long and begin with one of the first two letters typed.
        most: how many to give.

    """
    wanted, begins, longest = _pairs(typed), tuple(typed[:2]), len(typed)
    scored = []
    for place, (folded, shown) in enumerate(names):
        if abs(len(folded) - longest) > _LENGTHS_APART or not folded.startswith(begins):
            continue
        pairs = _pairs(folded)
        score = 2 * len(wanted & pairs) / (len(wanted) + len(pairs))
        if score >= _PAIRS_ENOUGH:
            scored.append((-score, place, shown))
    return tuple(dict.fromkeys(shown for _, _, shown in sorted(scored)))[:most]


def _pairs(text: str) -> set[str]:
    padded = f" {text} "
    return {padded[n : n + 2] for n in range(len(padded) - 1)}


def _same(typed: str, word: str) -> bool:
    return typed == word


def _begins(typed: str, word: str) -> bool:
    return word.startswith(typed)


def _in_order(query: tuple[str, ...], name: tuple[str, ...], fits: _Fits) -> bool:
    return bool(query) and _taken(query, iter(name), fits)


def _taken(query: tuple[str, ...], name: Iterator[str], fits: _Fits) -> bool:
    """Take words off a name, in order, until all of the query is found; what is left remains."""
    return all(any(fits(typed, word) for word in name) for typed in query)

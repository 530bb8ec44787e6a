"""Words for artificial records: a made-up vocabulary used as often as words of a language are."""

import random
from collections.abc import Iterator
from itertools import accumulate

TERMS = (
    "mediation", "wages", "caucus", "proposal", "arbitration", "overtime", "seniority", "pension",
    "grievance", "staffing", "benefits", "impasse", "ratification", "salary", "counteroffer",
    "workload", "retroactive", "stipend", "premium", "bargaining", "contract", "holiday", "layoff",
    "recall", "transfer", "schedule", "classroom", "nurses", "drivers", "mileage", "tuition",
)  # fmt: skip
_SYLLABLES = tuple(a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "an", "er"))
_WORDS = 20_000
_FIRST_TERM = 8
_TERM_EVERY = 6


class Words:
    """Draws words by Zipf's law: the word of rank r about 1/r as often as the first.

    Args:
        source: where chance comes from; the same source gives the same words.

    """

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._words = _vocabulary()
        self._weights = list(accumulate(1 / rank for rank in range(1, len(self._words) + 1)))

    def some(self, number: int) -> str:
        """Give a sentence of so many words."""
        drawn = self._source.choices(self._words, cum_weights=self._weights, k=number)
        return " ".join(drawn).capitalize() + "."


def _vocabulary() -> list[str]:
    made = _made_up()
    terms = list(TERMS)
    words: list[str] = []
    while len(words) < _WORDS:
        place = len(words) - _FIRST_TERM
        if terms and place >= 0 and place % _TERM_EVERY == 0:
            words.append(terms.pop(0))
        else:
            words.append(next(made))
    return words


def _made_up() -> Iterator[str]:
    """Give pronounceable words of two and three syllables, each once, in a fixed order."""
    source = random.Random(7)
    seen: set[str] = set()
    while True:
        word = "".join(source.choices(_SYLLABLES, k=2 if len(seen) < 2000 else 3))
        if word not in seen:
            seen.add(word)
            yield word

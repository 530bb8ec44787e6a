"""What a search found, in few words: for the command line, as fast as it can be.

Nothing here, nor in what it imports, needs more than SQLite and the calendar. `search` is the
search with snippets in pieces, and for other readers than the owner.
"""

from datetime import date

from negotiation_tracker.model.date_words import describe
from negotiation_tracker.model.searchable import BY_NUMBER
from negotiation_tracker.store import connections
from negotiation_tracker.store.queries import search as query

HEADINGS = ("date", "kind", "negotiation", "words", "ref")
LIMIT = 50
"""Hits given unless another number is asked for."""
NOTHING = "Nothing found."

Cells = tuple[str, ...]

_START = '{"precision":"'
_APPROX = ',"approx":true'


def limit(typed: str | None) -> int:
    """Read how many hits are wanted; 0 for what is no number that may be asked for."""
    if typed is None:
        return LIMIT
    return int(typed) if typed.isdecimal() and int(typed) <= query.COUNTED else 0


def answer(
    path: str, text: str, code: str | None, at_most: int = LIMIT
) -> tuple[list[Cells], str] | None:
    """Give the cells of each of the newest hits for the owner, and what is to be said of them.

    Args:
        path: the store.
        text: what to search for.
        code: the negotiation wanted, upper or lower case; None for all.
        at_most: hits to give.

    Returns:
        None when there is nothing to give this way: no word in the text, a store that must first
        be looked at whole, no negotiation of this code, or something that cannot be read.

    """
    try:
        found = query.of_known_store(path, text, code, at_most)
        if found is None:
            return None
        rows, codes, uids, total = found
        lines = [
            cells(
                when(dated),
                BY_NUMBER[number].label,
                codes.get(talks, ""),
                f"{title} · {snippet}",
                uids[number, key],
            )
            for number, key, talks, dated, title, snippet in rows
        ]
        return lines, remark(len(lines), total)
    except (*query.ERRORS, ValueError, KeyError):
        return None


def cells(dated: str, label: str, code: str, words: str, uid: str) -> Cells:
    """Put a hit into the cells of a table; no cell is blank."""
    for mark in (query.BEGIN, query.END):
        words = words.replace(mark, "")
    said = " ".join(words.split()).strip("· ")
    return dated or "not dated", label, code or "none", said, uid[:8]


def remark(shown: int, total: int) -> str:
    """Say that there are more hits than are shown; "" when there are not."""
    if total <= shown:
        return ""
    counted = f"{query.COUNTED:,}+" if total > query.COUNTED else f"{total:,}"
    return f"{counted} found, the first {shown} shown; --limit shows more."


def when(dated: str | None) -> str:
    """Give a date in the store form in words; "" for none."""
    if dated is None:
        return ""
    days, _, details = dated.partition(" ")
    first, _, last = days.partition("/")
    start, precision, rest = _parted(details)
    if start != _START or _APPROX in rest[1:]:
        from negotiation_tracker.model.fuzzy_dates import FuzzyDate

        return FuzzyDate.from_text(dated).describe()
    # An open end is told in the words of the source.
    is_open = (first == "..") is not (last == "..")
    return describe(
        None if first == ".." else date.fromisoformat(first),
        None if last == ".." else date.fromisoformat(last),
        precision,
        connections.text_in_json(details, "as_written") if is_open else "",
        approx=rest.startswith(_APPROX),
    )


def _parted(details: str) -> tuple[str, str, str]:
    """Part what is known of a date as `FuzzyDate.to_text` writes it: its precision comes first."""
    precision, _, rest = details[len(_START) :].partition('"')
    return details[: len(_START)], precision, rest

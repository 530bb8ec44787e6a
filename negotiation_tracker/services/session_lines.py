"""All sessions in few words, for their owner: the list of the command line, as fast as it can be.

Nothing here, nor in what it imports, needs more than SQLite and the calendar. `session_list` is
the list with filters, pages and other readers.
"""

from datetime import date

from negotiation_tracker.model.date_words import HOW_WORDS, describe
from negotiation_tracker.model.labels import label
from negotiation_tracker.store.queries import session_lines as query

HEADINGS = ("date", "kind", "status", "place", "mediator", "proposals", "ref")

Cells = tuple[str, ...]


def cells(path: str, code: str | None) -> list[Cells] | None:
    """Give the cells of each session, led by the code of its negotiation.

    Negotiations come by title, the sessions of each by date.

    Args:
        path: the store.
        code: the negotiation wanted, upper or lower case; None for all.

    Returns:
        None when there is nothing to give this way: a store that must first be looked at whole,
        no negotiation of this code, or something that cannot be read.

    """
    try:
        found = query.of_known_store(path, code)
        if found is None or (code is not None and not found):
            return None
        found.sort(key=_title)
        return [cell for talks in found for cell in _of_talks(*talks)]
    except (*query.ERRORS, ValueError, KeyError):
        return None


def _title(talks: tuple[str, str, list[query.Line]]) -> str:
    return talks[1].casefold()


def _of_talks(code: str, _title: str, lines: list[query.Line]) -> list[Cells]:
    return [
        (
            code,
            _when(*line[1:6]),
            label(line[6]),
            label(line[7]),
            line[8] or "not recorded",
            line[9] or "none recorded",
            str(line[10]),
            line[0][:8],
        )
        for line in lines
    ]


def _when(
    days: str, precision: str | None, approx: int | None, written: str | None, how: str | None
) -> str:
    first, _, last = days.partition("/")
    words = describe(
        None if first == ".." else date.fromisoformat(first),
        None if last == ".." else date.fromisoformat(last),
        precision or "day",
        written or "",
        approx=bool(approx),
    )
    basis = HOW_WORDS[how or "stated"]
    return f"{words}, {basis}" if basis else words

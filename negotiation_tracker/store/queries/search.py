"""Finding records by their words in an index: that of the store, or one made for a reader.

This module, and what it imports, imports only what SQLite's own module imports.
"""

import sqlite3

from negotiation_tracker.model.searchable import BY_KIND, BY_NUMBER, DAY_BITS, DAY_OF_NAMES
from negotiation_tracker.store import connections, soundness

Words = sqlite3.Connection
"""An index of words: that of the store, or one in memory."""
COUNTED = 1_000
"""Hits that are counted, and the newest hits among which the best are chosen."""
BEGIN, END = "\x02", "\x03"
"""Stand around every word found in titles and snippets."""
_WORDS_AT_MOST = 32
_NAMES_AT_MOST = 100
_SNIPPET_WORDS = 14
_TITLE_WEIGHT, _BODY_WEIGHT = 4.0, 1.0
_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
# How English words may end. In the index words stand as stems, so that what is typed of an ending
# finds nothing by itself: of "negotiation" only "negoti" stands there, and "negotiat" must find it.
_ENDINGS = (
    "able", "al", "alism", "ality", "ally", "ance", "ant", "ate", "ation", "ational", "ative",
    "ator", "ed", "ement", "ence", "ent", "er", "es", "ful", "ible", "ic", "ical", "icate", "ied",
    "ies", "ing", "ion", "ional", "ism", "ist", "ity", "ive", "iveness", "ization", "ize", "ly",
    "ment", "mental", "ness", "or", "ous",
)  # fmt: skip
_STEM_AT_LEAST = 4

ERRORS = (sqlite3.Error, UnicodeDecodeError)
"""What reading may raise; the long way puts it into words."""

Filter = tuple[tuple[int, ...], int | None]
"""Numbers of the kinds wanted, none for all; and the negotiation, None for all."""
EVERYTHING: Filter = ((), None)
Row = tuple[int, int, int | None, str | None, str, str]
"""Kind's number, key, negotiation, date in the store form, title and snippet."""


def expression(text: str) -> str:
    """Put what was typed into the language of FTS5; "" when there is no word in it.

    Every word must be found, in any form and order; what stands in quotation marks, as it stands
    there. The last word is taken for the beginning of one unless a space or a mark follows it.
    No text is an error.
    """
    clean = text.translate(_QUOTES).replace("\0", " ").encode("utf-8", "ignore").decode()
    units: list[str] = []
    parts = clean.split('"')
    for place, part in enumerate(parts):
        last = place == len(parts) - 1
        words = [part] if place % 2 else part.split()
        for number, word in enumerate(words):
            if not any(c.isalnum() for c in word) or len(units) >= _WORDS_AT_MOST:
                continue
            open_end = last and number == len(words) - 1 and not part[-1:].isspace()
            units.append(_begun(word) if open_end else f'"{word}"')
    return " AND ".join(units)


def _begun(word: str) -> str:
    """Find every word that begins so, also where the index has only its stem."""
    choices = [f'"{word}" *', *(f'"{whole}"' for whole in _completed(word.lower()))]
    return choices[0] if len(choices) == 1 else f"({' OR '.join(choices)})"


def _completed(word: str) -> list[str]:
    """Give words that begin so and of which only the ending was begun; SQLite finds their stems."""
    if not word.isalpha():
        return []
    whole = [
        word[:end] + ending
        for end in range(_STEM_AT_LEAST, len(word))
        for ending in _ENDINGS
        if ending.startswith(word[end:]) and len(ending) > len(word) - end
    ]
    if len(word) > _STEM_AT_LEAST and word[-1] == word[-2]:
        whole.append(word + "ing")
    return list(dict.fromkeys(whole))


def newest(
    db: sqlite3.Connection, match: str, chosen: Filter = EVERYTHING, limit: int = 50
) -> list[Row]:
    """Give the newest hits; of one day, what was recorded last comes first."""
    where, values = _where(chosen)
    sql = f"{_ROWS}{where} ORDER BY search_text.rowid DESC LIMIT ?"
    return [row[:-1] for row in db.execute(sql, (match, *values, limit))]


def best(
    db: sqlite3.Connection, match: str, chosen: Filter = EVERYTHING, limit: int = 50
) -> list[Row]:
    """Give the best of the newest hits, the best first: those in which the words weigh most."""
    where, values = _where(chosen)
    join = _JOIN if where else ""
    first = db.execute(
        f"SELECT min(rowid) FROM (SELECT search_text.rowid FROM search_text {join}"
        f"WHERE search_text MATCH ?{where} ORDER BY search_text.rowid DESC LIMIT {COUNTED})",
        (match, *values),
    ).fetchone()[0]
    if first is None:
        return []
    weighed = (
        f"SELECT search_text.rowid FROM search_text {join}WHERE search_text MATCH ?{where} "
        f"AND search_text.rowid >= ? ORDER BY {_WEIGHT}, search_text.rowid DESC LIMIT ?"
    )
    keys = [key for (key,) in db.execute(weighed, (match, *values, first, limit))]
    # Snippets of these only; by the plus sign in one walk through the hits, not one for each key.
    listed = ", ".join("?" * len(keys))
    sql = f"{_ROWS} AND +search_text.rowid IN ({listed}) AND search_text.rowid >= ?"
    rows = {row[-1]: row[:-1] for row in db.execute(sql, (match, *keys, min(keys)))}
    return [rows[key] for key in keys]


def names(db: sqlite3.Connection, match: str, limit: int = 8) -> list[Row]:
    """Give who and which talks are called so, the shortest names first.

    Among very many only those recorded last are looked at.
    """
    sql = (
        f"{_ROWS} AND search_text.rowid < {(DAY_OF_NAMES + 1) << DAY_BITS} "
        f"ORDER BY search_text.rowid DESC LIMIT {_NAMES_AT_MOST}"
    )
    found = [row[:-1] for row in db.execute(sql, (f"title : ({match})",))]
    return sorted(found, key=_shortness)[:limit]


def _shortness(row: Row) -> int:
    return len(row[4])


def count(db: sqlite3.Connection, match: str, chosen: Filter = EVERYTHING) -> int:
    """Count the hits, up to one more than `COUNTED`."""
    where, values = _where(chosen)
    sql = (
        f"SELECT count(*) FROM (SELECT 1 FROM search_text {_JOIN if where else ''}"
        f"WHERE search_text MATCH ?{where} LIMIT {COUNTED + 1})"
    )
    return int(db.execute(sql, (match, *values)).fetchone()[0])


def of_known_store(
    path: str, text: str, code: str | None, limit: int
) -> tuple[list[Row], dict[int | None, str], dict[tuple[int, int], str], int] | None:
    """Search a store file as its owner: the newest hits, codes, identifiers, and their number.

    Args:
        path: the store.
        text: what to search for.
        code: the negotiation wanted, upper or lower case; None for all.
        limit: hits to give.

    Returns:
        None when there is no word in the text, no negotiation of this code, or the file is not
        known to be sound; then it is to be opened the long way.

    Raises:
        sqlite3.Error: it cannot be read.

    """
    match = expression(text)
    if not match or not soundness.known_sound(path):
        return None
    db = connections.open_reader(path)
    try:
        db.execute("BEGIN")
        chosen = EVERYTHING
        if code is not None:
            talks = db.execute("SELECT id, code FROM negotiation WHERE deleted_at IS NULL")
            keys = [key for key, known in talks if known.casefold() == code.casefold()]
            if not keys:
                return None
            chosen = ((), int(keys[0]))
        rows = newest(db, match, chosen, limit)
        total = len(rows) if len(rows) < limit else count(db, match, chosen)
        return rows, codes(db, {row[2] for row in rows}), uids(db, rows), total
    finally:
        db.close()


def uids(db: sqlite3.Connection, rows: list[Row]) -> dict[tuple[int, int], str]:
    """Give the stable identifiers of hits, by number of the kind and key."""
    keys: dict[int, list[int]] = {}
    for row in rows:
        keys.setdefault(row[0], []).append(row[1])
    found = {}
    for number, wanted in keys.items():
        marks = ", ".join("?" * len(wanted))
        sql = f'SELECT id, uid FROM "{BY_NUMBER[number].kind}" WHERE id IN ({marks})'
        found.update({(number, key): uid for key, uid in db.execute(sql, wanted)})
    return found


def codes(db: sqlite3.Connection, keys: set[int | None]) -> dict[int | None, str]:
    """Give the codes of some negotiations by their keys."""
    known = [key for key in keys if key is not None]
    marks = ", ".join("?" * len(known))
    sql = f"SELECT id, code FROM negotiation WHERE id IN ({marks})"
    return dict(db.execute(sql, known).fetchall())


SESSIONS = (
    f"SELECT CASE r.kind WHEN {BY_KIND['session'].number} THEN r.record_id ELSE "
    "(SELECT t.session_id FROM table_entry t WHERE t.id = r.record_id) END "
    "FROM search_text CROSS JOIN search_row r ON r.id = search_text.rowid "
    "WHERE search_text MATCH ? AND r.kind IN "
    f"({BY_KIND['session'].number}, {BY_KIND['table_entry'].number})"
)
"""Keys of the sessions in whose own words, or in a line of whose log, an expression is found."""
_JOIN = "CROSS JOIN search_row r ON r.id = search_text.rowid "
_WEIGHT = f"bm25(search_text, {_TITLE_WEIGHT}, {_BODY_WEIGHT})"
_MARKS = f"char({ord(BEGIN)}), char({ord(END)})"
_ROWS = (
    "SELECT r.kind, r.record_id, r.negotiation_id, "
    "(SELECT dated FROM search_content c WHERE c.id = search_text.rowid), "
    f"highlight(search_text, 0, {_MARKS}), "
    f"snippet(search_text, 1, {_MARKS}, '…', {_SNIPPET_WORDS}), search_text.rowid "
    f"FROM search_text {_JOIN}WHERE search_text MATCH ?"
)


def _where(chosen: Filter) -> tuple[str, tuple[int, ...]]:
    kinds, negotiation_id = chosen
    where = f" AND r.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
    if negotiation_id is None:
        return where, kinds
    # What belongs to no talks in particular, such as a person, is found with all of them.
    return f"{where} AND coalesce(r.negotiation_id, ?) = ?", (*kinds, *(negotiation_id,) * 2)

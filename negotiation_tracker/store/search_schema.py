"""The index of words, as SQL: its tables, and the triggers that keep it right.

``search_row`` numbers what can be found, by day first, so that the newest hits are the highest
row numbers and are found without sorting. ``search_text`` is the index proper (FTS5). It holds no
text of its own: it reads titles and bodies from the view ``search_content``, which takes them from
the records. Everything here follows from `model.searchable`, is made anew whenever the schema
changes, and can be built again from the records at any time (`store.search_index`).
"""

from collections.abc import Iterator

from negotiation_tracker.model.searchable import (
    BY_KIND,
    DAY_BITS,
    DAY_OF_NAMES,
    MARKED,
    NAMES,
    SEARCHABLE,
    UNDATED,
    Searchable,
    join_words,
)

TABLES = ("search_row", "search_text")
_SETTINGS = (("automerge", 0), ("crisismerge", 400))
"""Merging waits until nobody is writing (`search_index.merge`)."""
_PLACES = (1 << DAY_BITS) - 1
_TOKENS = "porter unicode61 remove_diacritics 2"


def removal() -> list[str]:
    """Write the statements that take the index out of a store, triggers apart."""
    return [
        *(f"DROP VIEW IF EXISTS {name}" for name in ("search_content", "search_in", "search_out")),
        *(f"DROP TABLE IF EXISTS {name}" for name in reversed(TABLES)),
    ]


def statements() -> list[str]:
    """Write the statements that make the index, empty, with everything that keeps it right."""
    rows = (
        "CREATE TABLE search_row (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, "
        "record_id INTEGER NOT NULL, negotiation_id INTEGER, UNIQUE (kind, record_id)) STRICT"
    )
    return [
        rows,
        _view(),
        index_of_words("search_content"),
        *settings(),
        *_doors(),
        *triggers(),
    ]


def index_of_words(content: str) -> str:
    """Write the statement that makes the index proper over a table or view with the texts."""
    return (
        f"CREATE VIRTUAL TABLE search_text USING fts5(title, body, content='{content}', "
        f"content_rowid='id', tokenize='{_TOKENS}', prefix='1 2 3')"
    )


def settings() -> list[str]:
    """Write the statements that leave merging to quiet moments."""
    return [
        f"INSERT INTO search_text (search_text, rank) VALUES ('{name}', {value})"
        for name, value in _SETTINGS
    ]


def entries() -> str:
    """Write the query of all that belongs in the index: kind, record_id, negotiation_id, day."""
    return " UNION ALL ".join(
        f"SELECT {entry.number} AS kind, t.id AS record_id, {_talks(entry, 't')} AS "
        f'negotiation_id, {_day(entry, "t")} AS day FROM "{entry.kind}" t '
        f"WHERE {_found(entry, 't')}"
        for entry in SEARCHABLE
    )


def triggers() -> list[str]:
    """Write the triggers of every kind that can be found."""
    made: list[str] = []
    for entry in SEARCHABLE:
        made += _triggers(entry)
        children = [child for child in SEARCHABLE if _hangs_on(child, entry.kind)]
        if children:
            made += _carrying(entry, children)
    return made


def _view() -> str:
    columns = {"title": "title", "body": "body", "dated": "dated"}
    for column in columns:
        branches = "".join(
            f" WHEN {entry.number} THEN "
            f'(SELECT {_column(entry, column)} FROM "{entry.kind}" t WHERE t.id = r.record_id)'
            for entry in SEARCHABLE
            if column != "dated" or entry.day
        )
        columns[column] = f"CASE r.kind{branches} END AS {column}"
    return (
        "CREATE VIEW search_content AS SELECT r.id AS id, r.kind AS kind, "
        "r.record_id AS record_id, r.negotiation_id AS negotiation_id, "
        f"{', '.join(columns.values())} FROM search_row r"
    )


def _column(entry: Searchable, column: str) -> str:
    if column == "dated":
        return _reached(entry.day, entry, "t")
    return _text(entry.title if column == "title" else _body(entry), "t")


def _body(entry: Searchable) -> tuple[str, ...]:
    return (*entry.body, MARKED)


def _text(fields: tuple[str, ...], row: str) -> str:
    glue = f" || '{join_words(('', ''))}' || "
    return glue.join(f'{row}."{name}"' for name in fields) or "''"


def _found(entry: Searchable, row: str) -> str:
    together = " || ".join(f'{row}."{name}"' for name in (*entry.title, *_body(entry)))
    return f"{row}.deleted_at IS NULL AND {together} <> ''"


def _reached(path: str, entry: Searchable, row: str) -> str:
    """Give the expression for a field of a record, or of the record it belongs to."""
    if "." not in path:
        return f'{row}."{path}"' if path else "NULL"
    reference, field = path.split(".")
    return f'(SELECT "{field}" FROM "{parent(entry.kind, reference)}" WHERE id = {row}.{reference})'


def parent(kind: str, reference: str) -> str:
    """Name the kind of record that a reference used in a path leads to."""
    known = {"session_id": "session", "proposal_id": "proposal", "participant_id": "participant"}
    known |= {"engagement_id": "mediator_engagement", "dispute_id": "dispute"}
    return known[reference]


def _day(entry: Searchable, row: str) -> str:
    """Give the expression for the number of the day, that of undated records when it has none."""
    if not entry.day:
        return str(DAY_OF_NAMES if entry.kind in NAMES else UNDATED)
    return f"coalesce({_day_number(_reached(entry.day, entry, row))}, {UNDATED})"


def _day_number(dated: str) -> str:
    """Give the expression for the first day of a date, counted from 1 January of the year 1."""
    return f"CAST(julianday(substr({dated}, 1, 10)) - 1721424.5 AS INTEGER)"


def _talks(entry: Searchable, row: str) -> str:
    return _reached(entry.talks, entry, row)


def _own_fields(entry: Searchable) -> list[str]:
    """List the columns whose change concerns the index."""
    paths = (path.split(".")[0] for path in (entry.day, entry.talks))
    names = [*entry.title, *_body(entry), *(path for path in paths if path != "id"), "deleted_at"]
    return list(dict.fromkeys(name for name in names if name))


def _triggers(entry: Searchable) -> Iterator[str]:
    name, table, number = f"search_{entry.kind}", f'"{entry.kind}"', entry.number
    out = (
        f"INSERT INTO search_out VALUES ({number}, OLD.id, "
        f"{_text(entry.title, 'OLD')}, {_text(_body(entry), 'OLD')}); "
    )
    values = (
        f"{number}, NEW.id, {_talks(entry, 'NEW')}, {_reached(entry.day, entry, 'NEW')}, "
        f"{_text(entry.title, 'NEW')}, {_text(_body(entry), 'NEW')}"
    )
    listed = ", ".join(f'"{n}"' for n in _own_fields(entry))
    yield (
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} WHEN {_found(entry, 'NEW')} "
        f"BEGIN INSERT INTO search_in VALUES ({values}); END"
    )
    yield (
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {listed} ON {table} "
        f"BEGIN {out}"
        f"INSERT INTO search_in SELECT {values} WHERE {_found(entry, 'NEW')}; END"
    )
    yield f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {out}END"


def _doors() -> list[str]:
    """Write the two views through which the triggers put words into the index and take them out.

    Said once here instead of in every trigger: the whole schema is read whenever a store opens.
    """
    key = "kind = NEW.kind AND record_id = NEW.record_id"
    names = ", ".join(str(BY_KIND[kind].number) for kind in NAMES)
    coming = (
        "CREATE VIEW search_in AS SELECT 0 AS kind, 0 AS record_id, 0 AS negotiation_id, "
        "'' AS dated, '' AS title, '' AS body"
    )
    going = "CREATE VIEW search_out AS SELECT 0 AS kind, 0 AS record_id, '' AS title, '' AS body"
    comes = (
        "CREATE TRIGGER search_comes INSTEAD OF INSERT ON search_in BEGIN "
        "INSERT INTO search_row (id, kind, record_id, negotiation_id) "
        f"SELECT {_next('base')} + 1, NEW.kind, NEW.record_id, NEW.negotiation_id "
        f"FROM (SELECT coalesce({_day_number('NEW.dated')}, CASE WHEN NEW.kind IN ({names}) "
        f"THEN {DAY_OF_NAMES} ELSE {UNDATED} END) << {DAY_BITS} AS base); "
        "INSERT INTO search_text (rowid, title, body) "
        f"SELECT id, NEW.title, NEW.body FROM search_row WHERE {key}; END"
    )
    goes = (
        "CREATE TRIGGER search_goes INSTEAD OF INSERT ON search_out BEGIN "
        "INSERT INTO search_text (search_text, rowid, title, body) "
        f"SELECT 'delete', id, NEW.title, NEW.body FROM search_row WHERE {key}; "
        f"DELETE FROM search_row WHERE {key}; END"
    )
    return [coming, going, comes, goes]


def _next(base: str) -> str:
    """Give the expression for the highest number taken on a day."""
    taken = f"id BETWEEN {base} + 1 AND {base} + {_PLACES}"
    return f"coalesce((SELECT max(id) FROM search_row WHERE {taken}), {base})"


def _hangs_on(child: Searchable, kind: str) -> bool:
    references = (path.split(".")[0] for path in (child.day, child.talks) if "." in path)
    return any(parent(child.kind, reference) == kind for reference in references)


def _carrying(entry: Searchable, children: list[Searchable]) -> Iterator[str]:
    """Write the triggers that carry along what counts under the day or talks of a record."""
    moving, present = "", []
    for child in children:
        path = child.day if "." in child.day else child.talks
        reference = path.split(".")[0]
        own = f'SELECT id FROM "{child.kind}" WHERE {reference} = NEW.id'
        present.append(f"EXISTS ({own})")
        moving += _moving(child, own)
    names = sorted({n for n in (entry.day, entry.talks) if n and n != "id" and "." not in n})
    before, after = (", ".join(f'{row}."{n}"' for n in names) for row in ("OLD", "NEW"))
    listed = ", ".join(f'"{n}"' for n in names)
    yield (
        f'CREATE TRIGGER search_{entry.kind}_moved AFTER UPDATE OF {listed} ON "{entry.kind}" '
        f"WHEN ({before}) IS NOT ({after}) BEGIN {moving}END"
    )
    # What belongs to a record may come first, as when a step is done again.
    yield (
        f'CREATE TRIGGER search_{entry.kind}_came AFTER INSERT ON "{entry.kind}" '
        f"WHEN {' OR '.join(present)} BEGIN {moving}END"
    )


def _moving(child: Searchable, own: str) -> str:
    which = f"kind = {child.number} AND record_id IN ({own})"
    talks = f'(SELECT {_talks(child, "t")} FROM "{child.kind}" t WHERE t.id = record_id)'
    if "." not in child.day:
        return f"UPDATE search_row SET negotiation_id = {talks} WHERE {which}; "
    parent_field = child.day.split(".")[1]
    base = _day(BY_KIND[parent(child.kind, child.day.split(".")[0])], "NEW")
    if BY_KIND[parent(child.kind, child.day.split(".")[0])].day != parent_field:
        raise ValueError(f"{child.kind} counts under a day that {child.day} does not have")
    return (
        "INSERT INTO search_text (search_text, rowid, title, body) "
        f"SELECT 'delete', id, title, body FROM search_content WHERE {which} ORDER BY id; "
        f"UPDATE search_row SET negotiation_id = {talks}, id = moved.number FROM "
        f"(SELECT id AS before, {_next('base')} + row_number() OVER (ORDER BY id) AS number "
        f"FROM search_row, (SELECT {base} << {DAY_BITS} AS base) WHERE {which}) AS moved "
        "WHERE search_row.id = moved.before; "
        "INSERT INTO search_text (rowid, title, body) "
        f"SELECT id, title, body FROM search_content WHERE {which} ORDER BY id; "
    )

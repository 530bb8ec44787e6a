"""The index of words: made from its declaration, kept with every change, checked and rebuilt."""

import gzip
import shutil
import sqlite3
import threading
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotiation_tracker import paths
from negotiation_tracker.model.catalogue import MARKS, load_catalogue
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import BrokenOff
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, RecordWriter
from negotiation_tracker.model.searchable import BY_KIND, NAMES, SEARCHABLE
from negotiation_tracker.services import search
from negotiation_tracker.services.search import Wanted
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import (
    checking,
    connections,
    search_index,
    search_memory,
    search_schema,
)
from negotiation_tracker.store.queries import search as query
from tests.store import talks

ME = Reader(Audience.ME)
CATALOGUE = load_catalogue(paths.resources_folder())
LEFT_OUT = {
    "user_profile": "who sits at this computer",
    "export_log": "house-keeping",
    "attendance": "names stand with the person",
    "event_actor": "names stand with who acted",
    "term": "its words stand in the item",
    "segment": "holds no words",
    "signoff": "holds a hash",
}
LEFT_OUT_FIELDS = {
    "negotiation": {"timezone", "currency", "media_rule_account", "phase_override_reason"},
    "session": {"locked_by"},
    "table_entry": {"author"},
    "tentative_agreement": {"text_hash"},
    "source": {"sha256", "language", "rights"},
    "document": {"sha256"},
    "citation": {"target_kind", "target_uid", "target_field", "quote_prefix", "quote_suffix"},
    "figure": {"metric", "unit"},
    "dispute": {"decided_by"},
    "dispute_member": {"target_kind", "target_uid", "target_field"},
    "private_note": {"target_kind", "target_uid"},
}
"""Fields with words that a search does not look through: codes, hashes, names of tables."""


def hits(ws: Workspace, text: str) -> list[tuple[str, int]]:
    return [(h.kind, h.record_id) for h in search.search(ws, Wanted(text), ME).rows]


def faults(ws: Workspace) -> list[str]:
    db = sqlite3.connect(ws.path, isolation_level=None)
    try:
        return search_index.verify(db) + search_index.verify_words(db)
    finally:
        db.close()


def test_every_field_with_words_is_searched_or_left_out_on_purpose() -> None:
    for kind in CATALOGUE.kinds.values():
        words = {f.name for f in kind.own_fields() if f.type == "text" and f.name not in MARKS}
        entry = BY_KIND.get(kind.name)
        if entry is None:
            assert not words or kind.name in LEFT_OUT, kind.name
            continue
        searched = {*entry.title, *entry.body}
        assert words - searched == LEFT_OUT_FIELDS.get(kind.name, set()), kind.name
        assert searched <= words, kind.name


def test_the_declaration_fits_the_catalogue() -> None:
    assert len({entry.number for entry in SEARCHABLE}) == len(SEARCHABLE)
    assert set(NAMES) <= set(BY_KIND)
    for entry in SEARCHABLE:
        kind = CATALOGUE[entry.kind]
        assert entry.label == kind.label
        for path, type_ in ((entry.day, "fuzzy_date"), (entry.talks, "ref")):
            if "." in path:
                reference, field = path.split(".")
                parent = search_schema.parent(entry.kind, reference)
                assert kind.field(reference).ref == parent
                assert CATALOGUE[parent].field(field).type == type_
            elif path and path != "id":
                assert kind.field(path).type == type_


def test_words_follow_a_record_through_change_trash_undo_and_redo(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key, place="Harbor hall")
    assert hits(ws, "harbor") == [("session", session)]
    ws.change("Edit", lambda w: w.update("session", session, place="River hall"))
    assert (hits(ws, "harbor"), hits(ws, "rivers")) == ([], [("session", session)])
    ws.change("Edit", lambda w: w.update("session", session, place=""))
    assert hits(ws, "hall") == []
    ws.undo()
    ws.change("Delete", lambda w: w.remove("session", session))
    assert hits(ws, "hall") == []
    ws.undo()
    assert hits(ws, "hall") == [("session", session)]
    for _ in range(2):
        assert ws.undo().id
    assert hits(ws, "hall") == []
    ws.redo()
    assert hits(ws, "harbor") == [("session", session)]
    assert faults(ws) == []


def test_a_log_counts_under_the_day_and_talks_of_its_session(ws: Workspace) -> None:
    first, other = talks.begin(ws), talks.begin(ws, "ACME-2")
    early, late = talks.log(ws, first, day=2), talks.log(ws, first, day=9)

    def lines(session: int) -> list[int]:
        def verb(writer: RecordWriter) -> list[int]:
            line = {"session_id": session, "text": "pensions"}
            return [writer.insert("table_entry", seq=n, **line).id for n in (1, 2)]

        return ws.change("Log", verb).value

    old, new = lines(early), lines(late)
    assert hits(ws, "pension") == [("table_entry", key) for key in [*new[::-1], *old[::-1]]]
    day = FuzzyDate.day(date(2026, 1, 20))
    ws.change("Move", lambda w: w.update("session", early, date=day))
    assert hits(ws, "pension") == [("table_entry", key) for key in [*old[::-1], *new[::-1]]]
    for talk, found in ((first, {*old, *new}), (other, set())):
        wanted = Wanted("pensions", negotiation_id=talk)
        assert {h.record_id for h in search.search(ws, wanted, ME).rows} == found
    assert faults(ws) == []
    ws.undo()
    assert hits(ws, "pension") == [("table_entry", key) for key in [*new[::-1], *old[::-1]]]
    assert faults(ws) == []


def test_what_comes_before_what_it_belongs_to_is_put_right(ws: Workspace) -> None:
    key = talks.begin(ws)
    session = talks.log(ws, key, place="Harbor hall")
    ws.change("Log", lambda w: w.insert("table_entry", session_id=session, seq=1, text="pensions"))
    db = connections.open_writer(ws.path)
    db.execute("BEGIN")
    row = db.execute("SELECT * FROM session WHERE id = ?", (session,)).fetchone()
    db.execute("DELETE FROM session WHERE id = ?", (session,))
    db.execute("UPDATE table_entry SET text = 'wages'")
    assert search_index.verify(db) == []
    marks = ", ".join("?" * len(row))
    db.execute(f"INSERT INTO session VALUES ({marks})", row)
    assert search_index.verify(db) + search_index.verify_words(db) == []
    day = db.execute("SELECT min(id >> 24), max(id >> 24) FROM search_row WHERE kind IN (14, 15)")
    assert day.fetchone() == (date(2026, 1, 1).toordinal(),) * 2
    db.execute("ROLLBACK")
    db.close()


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("DELETE FROM search_row WHERE kind = 14", "session 1 cannot be found by its words"),
        ("UPDATE search_row SET record_id = 9 WHERE kind = 14", "session 9 stands wrongly"),
        ("UPDATE search_row SET id = id + (1 << 24) WHERE kind = 14", "session 1"),
        (
            "INSERT INTO search_text (rowid, title, body) VALUES (5, 'x', 'planted')",
            "the index of words does not say what the records say",
        ),
    ],
)
def test_the_check_compares_the_index_with_the_records(
    ws: Workspace, damage: str, says: str
) -> None:
    talks.log(ws, talks.begin(ws), place="Harbor hall")
    assert ws.check().sound
    db = sqlite3.connect(ws.path, isolation_level=None)
    db.execute(damage)
    db.close()
    found = checking.check(ws.path).faults
    assert any(says in line for line in found), found
    db = sqlite3.connect(ws.path, isolation_level=None)
    db.execute("BEGIN")
    search_index.rebuild(db)
    db.execute("COMMIT")
    db.close()
    assert ws.check().sound


def test_a_check_beside_a_writer_finds_no_fault(
    ws: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    talks.log(ws, talks.begin(ws), place="Harbor hall")
    monkeypatch.setattr(connections, "BUSY_TIMEOUT_MS", 0)
    monkeypatch.setattr(
        connections,
        "_SETTINGS",
        tuple(s for s in connections._SETTINGS if not s.startswith("busy")),
    )
    db = sqlite3.connect(ws.path, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    assert checking.check(ws.path).faults == ()
    db.execute("ROLLBACK")
    db.close()


def test_a_rebuilt_index_holds_nothing_of_what_was_deleted(ws: Workspace) -> None:
    session = talks.log(ws, talks.begin(ws), place="Zanzibar")
    db = sqlite3.connect(ws.path, isolation_level=None)
    count = "SELECT count(*) FROM search_text_data WHERE instr(block, ?) > 0"
    assert db.execute(count, (b"zanzibar",)).fetchone()[0]
    db.execute("BEGIN")
    aside = search_index.set_aside(db)
    db.execute("UPDATE session SET place = '' WHERE id = ?", (session,))
    for statement in aside:
        db.execute(statement)
    search_index.rebuild(db)
    db.execute("COMMIT")
    assert not db.execute(count, (b"zanzibar",)).fetchone()[0]
    assert hits(ws, "zanzibar") == []
    db.close()


def test_quiet_moments_merge_what_changes_leave_in_pieces(ws: Workspace) -> None:
    key = talks.begin(ws)
    for day in range(1, 11):
        talks.log(ws, key, day=day, place=f"Room {day}")
    db = sqlite3.connect(ws.path)
    before = search_index.pieces(db)
    while ws.store.tidy():
        pass
    after = search_index.pieces(db)
    db.close()
    assert after < before
    assert len(hits(ws, "room")) == 10
    assert faults(ws) == []


def test_a_store_of_schema_1_is_searched_after_its_update(tmp_path: Path) -> None:
    path = tmp_path / "older.sqlite3"
    packed = Path(__file__).parent / "schema_1.sqlite3.gz"
    with gzip.open(packed) as source, path.open("wb") as plain:
        shutil.copyfileobj(source, plain)
    ws = Workspace.open(path)
    lines = [line for line in ws.records("table_entry") if line.text.strip()]
    assert lines
    for line in lines:
        assert ("table_entry", line.id) in hits(ws, f'"{line.text}"')
    ws.close()


@given(st.text(max_size=60))
def test_any_text_may_be_typed(text: str) -> None:
    db = search_memory.index_of(Dossier(CATALOGUE, ()))
    match = query.expression(text)
    if match:
        assert query.newest(db, match) == []
        assert query.best(db, match) == []
        assert query.names(db, match) == []
        assert query.count(db, match) == 0
    db.close()


@pytest.mark.parametrize(
    "text", ["", " ", '"', '""', "*", "()", "- + ^", "\0", "\ud800", "—", "“ ”", '" "']
)
def test_no_word_finds_nothing(text: str) -> None:
    assert query.expression(text) == ""


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("wage", '"wage" *'),
        ("wage ", '"wage"'),
        ("class size ", '"class" AND "size"'),
        ('"class size"', '"class size"'),
        ("“class si", '"class si" *'),
        ("a OR b ", '"a" AND "OR" AND "b"'),
        ("3.5% NEAR(x", '"3.5%" AND "NEAR(x" *'),
        ("arbitrato", '("arbitrato" * OR "arbitrator" OR "arbitratous")'),
    ],
)
def test_what_is_typed_becomes_a_query(typed: str, match: str) -> None:
    assert query.expression(typed) == match


@pytest.mark.parametrize(
    "word",
    [
        "negotiations", "mediator", "mediation", "bargaining", "arbitrator", "arbitration",
        "organization", "proposals", "salaries", "scheduling", "grievances", "agreement",
        "planning", "raises", "overtime", "representation", "ratified", "Muñoz", "pensión",
    ],
)  # fmt: skip
def test_a_word_is_found_at_every_letter_that_is_typed(word: str) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE texts (id INTEGER PRIMARY KEY, title, body)")
    db.execute(search_schema.index_of_words("texts"))
    db.execute("INSERT INTO search_text (rowid, title, body) VALUES (1, '', ?)", (word,))
    for end in range(1, len(word) + 1):
        match = query.expression(word[:end])
        found = db.execute("SELECT rowid FROM search_text WHERE search_text MATCH ?", (match,))
        assert found.fetchall() == [(1,)], word[:end]
    db.close()


def test_a_search_is_broken_off_by_the_next(ws: Workspace) -> None:
    talks.begin(ws)
    slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    broken: list[BaseException] = []
    begun = threading.Event()

    def run() -> None:
        try:
            with ws.store.searching.reading() as db:
                db.set_progress_handler(begun.set, 1000)
                db.execute(slow).fetchone()
        except BrokenOff as error:
            broken.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    assert begun.wait(10)
    while thread.is_alive():
        search.stop(ws)
        thread.join(0.01)
    assert len(broken) == 1
    assert hits(ws, "acme"), "the next search is answered"

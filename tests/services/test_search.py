"""Search through the service: an oracle, every audience, the rooms of a mediator, and targets."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import ONE_SIDED, Audience, Handling, Reader
from negotiation_tracker.model.record import Dossier
from negotiation_tracker.model.searchable import BY_KIND, MARKED
from negotiation_tracker.services import records, search, search_targets, seeds, session_list
from negotiation_tracker.services.search import Hits, Wanted
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import search_index
from tests.services.mediation import Mediation
from tests.services.talks import Talks

ME = Reader(Audience.ME)
DAY = date(2026, 3, 1)
WORDS = ("alfa", "bravo", "charlie", "delta", "echo")
"""Words that are their own stems and begin no other, so that a plain look finds the same."""
Found = set[tuple[str, int]]


def found(ws: Workspace, text: str, reader: Reader = ME, talks: int | None = None) -> Found:
    hits = search.search(ws, Wanted(text, negotiation_id=talks, limit=1000), reader)
    keys = [(h.kind, h.record_id) for h in hits.rows]
    assert len(set(keys)) == len(keys) == hits.total
    return set(keys)


def looked_up(dossier: Dossier, word: str) -> Found:
    """Find records by reading all of their words."""
    return {
        (record.table, record.id)
        for record in dossier
        if (entry := BY_KIND.get(record.table)) is not None
        and word
        in " ".join(
            str(getattr(record, name)) for name in (*entry.title, *entry.body, MARKED)
        ).casefold()
    }


def faults(ws: Workspace) -> list[str]:
    db = sqlite3.connect(ws.path, isolation_level=None)
    try:
        return search_index.verify(db) + search_index.verify_words(db)
    finally:
        db.close()


# -- the index and a plain look agree, whatever was done --

TEXT = st.lists(st.sampled_from(WORDS), max_size=3).map(" ".join)
STEP = st.one_of(
    st.tuples(st.just("session"), TEXT, st.integers(1, 5)),
    st.tuples(st.just("line"), TEXT, st.integers(0, 9)),
    st.tuples(st.just("note"), TEXT, st.integers(0, 9)),
    st.tuples(st.just("move"), TEXT, st.integers(1, 5)),
    st.tuples(st.just("edit"), TEXT, st.integers(0, 9)),
    st.tuples(st.sampled_from(["delete", "restore", "undo", "redo"]), TEXT, st.integers(0, 9)),
)


@given(st.lists(STEP, min_size=4, max_size=14))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_index_finds_what_a_plain_look_finds(
    blank: Path, tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str, int]]
) -> None:
    path = tmp_path_factory.mktemp("run") / "t.negotiations"
    shutil.copyfile(blank, path)
    ws = Workspace.open(path, actor="Pat Example")
    talks = Talks(ws)
    for what, text, number in steps:
        _do(talks, what, text, number)
    assert faults(ws) == []
    dossier = ws.dossier_of_all()
    for word in WORDS:
        assert found(ws, f"{word} ") == found(ws, word[:-1]) == looked_up(dossier, word)
    assert found(ws, "alfa bravo ") == looked_up(dossier, "alfa") & looked_up(dossier, "bravo")
    ws.close()


def _do(talks: Talks, what: str, text: str, number: int) -> None:
    ws = talks.ws
    sessions, lines, gone = ws.records("session"), ws.records("table_entry"), ws.trash()
    session = sessions[number % len(sessions)].id if sessions else 0
    line = lines[number % len(lines)].id if lines else 0
    day = FuzzyDate.day(date(2026, 1, number or 1))
    own = {"negotiation_id": talks.id, "date": day, "summary": text, "tags": text[:4]}
    team = {"handling": "team", "confidence_of_id": talks.union, "session_id": session or None}
    steps: dict[str, Callable[[], object]] = {
        "session": lambda: talks.do(lambda w: w.insert("session", **own)),
        "line": lambda: talks.do(
            lambda w: w.insert("table_entry", session_id=session, seq=number, text=text)
        ),
        "note": lambda: talks.add("private_note", negotiation_id=talks.id, text=text, **team),
        "move": lambda: talks.do(lambda w: w.update("session", session, date=day)),
        "edit": lambda: talks.do(lambda w: w.update("table_entry", line, text=text)),
        "delete": lambda: talks.delete("session", session),
        "restore": lambda: talks.do(lambda w: records.restore(w, gone[0].table, gone[0].id)),
        "undo": ws.undo,
        "redo": ws.redo,
    }
    # What cannot be done now is refused in words, and then nothing may have changed.
    with contextlib.suppress(TrackerError, IndexError):
        steps[what]()


# -- who may see what --


@pytest.fixture
def marked(talks: Talks) -> dict[str, tuple[str, int]]:
    """Record a session, a log line and a note of every level and side, each with its own word."""
    made = {}
    for number, level in enumerate(Handling):
        owners = (talks.union, talks.employer) if level in ONE_SIDED else (None,)
        for owner in owners:
            word = f"zq{chr(97 + number)}{'' if owner is None else owner}x"
            marks = {"handling": level.value, "confidence_of_id": owner}
            session = talks.add(
                "session", negotiation_id=talks.id, date="2026-01-05", place=f"Hall {word}", **marks
            )
            made[word] = ("session", session)
            line = f"{word}line"
            made[line] = (
                "table_entry",
                talks.add("table_entry", session_id=session, seq=1, text=f"Hall {line}", **marks),
            )
    made["zqembargo"] = (
        "event",
        talks.add(
            "event", negotiation_id=talks.id, title="Hall zqembargo", kind="other",
            start="2026-01-05", handling="public", embargo_until="2026-06-01",
        ),
    )  # fmt: skip
    return made


@pytest.mark.parametrize("audience", [a for a in Audience if a is not Audience.ROOM])
@pytest.mark.parametrize("whole", [True, False])
def test_no_reader_finds_or_counts_what_is_hidden(
    talks: Talks, marked: dict[str, tuple[str, int]], audience: Audience, whole: bool
) -> None:
    reader = Reader(audience, on=DAY)
    key = None if whole else talks.id
    seen = talks.ws.dossier_of_all(reader) if whole else talks.ws.dossier(talks.id, reader)
    shown = {key for key in marked.values() if seen.get(*key) is not None}
    for word, record in marked.items():
        expected = {record} if record in shown else set()
        assert found(talks.ws, f"{word} ", reader, key) == expected, word
    hits = search.search(talks.ws, Wanted("hall", negotiation_id=key, names=9, best=True), reader)
    assert {(h.kind, h.record_id) for h in hits.rows} == shown
    assert hits.total == len(shown)
    told = " ".join(search.plain(p) for h in hits.rows for p in (h.title, h.snippet))
    hidden = {word for word, record in marked.items() if record not in shown}
    assert not any(word in told.split() for word in hidden)
    assert found(talks.ws, "zq", reader, key) == shown
    if audience is Audience.ME:
        assert not hidden
    if audience is Audience.PUBLIC:
        assert len(hidden) >= len(marked) - 2


def test_what_changed_is_found_or_hidden_at_once(talks: Talks) -> None:
    public = Reader(Audience.PUBLIC, on=DAY)
    session = talks.add(
        "session", negotiation_id=talks.id, date="2026-01-05", place="Zanzibar", handling="public"
    )
    assert found(talks.ws, "zanzibar", public) == {("session", session)}
    talks.edit("session", session, handling="parties")
    assert found(talks.ws, "zanzibar", public) == set()
    talks.ws.undo()
    assert found(talks.ws, "zanzibar", public) == {("session", session)}


def test_a_room_finds_nothing_of_another_room(ws: Workspace) -> None:
    med = Mediation(ws)

    def note(at: Workspace, word: str) -> int:
        fields = {"negotiation_id": med.id, "date": "2026-01-05", "place": word}
        return med.do(lambda w: records.create(w, "session", fields), at)

    kept = {"zqa": note(med.a, "zqa"), "zqb": note(med.b, "zqb"), "zqj": note(med.joint, "zqj")}
    for room, seen in ((med.a, {"zqa", "zqj"}), (med.b, {"zqb", "zqj"}), (med.joint, {"zqj"})):
        for word, key in kept.items():
            assert found(room, word) == ({("session", key)} if word in seen else set())
        assert search.search(room, Wanted("zq"), ME).total == len(seen)
        search.stop(room)
    assert found(ws, "zq") == {("session", key) for key in kept.values()}


# -- order, count, what is asked for --


def test_newest_first_and_the_best_when_asked(talks: Talks) -> None:
    def event(day: str, title: str, note: str = "") -> int:
        return talks.add(
            "event", negotiation_id=talks.id, start=day, title=title, note=note, kind="other"
        )

    late = event("2026-03-01", "Something else", "a word on pensions among many other words here")
    named = event("2026-02-01", "Pensions")
    early = event("2026-01-01", "Another thing", "pensions")
    undated = event("unknown", "Undated", "pensions, pensions")
    named_so = talks.add("person", name="Pat Pensionado", note="not in the name: pensions")
    talks.add("issue", negotiation_id=talks.id, code="PEN", title="Pension plan")

    def order(**how: bool) -> list[int]:
        hits = search.search(talks.ws, Wanted("pensions", kinds=("event",), **how), ME)
        return [hit.record_id for hit in hits.rows]

    assert order() == [late, named, early, undated]
    assert order(best=True)[0] == named
    hits = search.search(talks.ws, Wanted("pensi", names=3), ME)
    assert [(hit.kind, hit.record_id) for hit in hits.names] == [("person", named_so)]
    assert hits.names[0].title == (("Pat ", False), ("Pensionado", True))
    assert hits.rows[0].snippet == (
        ("a word on ", False),
        ("pensions", True),
        (" among many other words here", False),
    )
    assert (hits.rows[0].date, hits.rows[0].negotiation) == ("Sun 1 Mar 2026", "SAMPLE-1")


def test_hits_are_counted_up_to_a_thousand(talks: Talks) -> None:
    session = talks.add("session", negotiation_id=talks.id, date="2026-01-05")
    line = {"session_id": session, "text": "pensions"}
    talks.do(lambda w: [w.insert("table_entry", seq=n, **line) for n in range(1, 1003)])
    hits = search.search(talks.ws, Wanted("pensions"), ME)
    assert (len(hits.rows), hits.total, hits.more) == (50, 1000, True)
    assert hits.found() == "1,000+ found"
    few = search.search(talks.ws, Wanted("pensions", negotiation_id=99), ME)
    assert (few.rows, few.found()) == ((), "0 found")
    assert search.search(talks.ws, Wanted(" — "), ME) == Hits()
    assert faults(talks.ws) == []
    talks.ws.undo()
    assert search.search(talks.ws, Wanted("pensions"), ME).total == 0


def test_every_hit_leads_to_a_record_with_a_page(sample_ws: Workspace) -> None:
    opened = ("session", "proposal", "tentative_agreement", "person", "organization", "event",
              "mediator_engagement", "statement", "figure", "dispute", "follow_up", "issue",
              "negotiation")  # fmt: skip
    led: dict[str, str] = {}
    lost: list[str] = []
    for kind in BY_KIND:
        for record in sample_ws.records(kind)[:3]:
            there = search_targets.target(sample_ws, kind, record.id, opened)
            if there is None:
                lost.append(kind)
                continue
            led[kind] = there.kind
            assert sample_ws.find(there.kind, there.record_id) is not None
    assert set(lost) <= {"source"}, "only a source that nothing cites leads nowhere"
    assert led["proposal_item"] == "proposal"
    assert led["participant"] == "organization"
    assert search_targets.target(sample_ws, "session", 10**6, opened) is None


@pytest.fixture
def sample_ws(blank: Path, tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "sample.negotiations"
    shutil.copyfile(blank, path)
    ws = Workspace.open(path)
    seeds.load(ws)
    yield ws
    ws.close()


def test_the_list_of_sessions_is_filtered_by_words_of_the_log_for_every_reader(
    talks: Talks,
) -> None:
    first, second = (
        talks.add("session", negotiation_id=talks.id, date=f"2026-01-0{n}", summary="Salaries")
        for n in (5, 6)
    )
    talks.add("table_entry", session_id=first, seq=1, text="Bus drivers asked for overtime")
    for reader in (ME, Reader(Audience.OWN_TEAM, on=DAY)):
        for text, keys in (
            ("overtime bus", [first]),
            ("salary ", [second, first]),
            ("salary overtime", []),
            ('"bus dri', [first]),
        ):
            chosen = session_list.SessionFilter(text=text)
            listed = session_list.page(talks.ws, talks.id, reader, chosen)
            assert [row.id for row in listed] == keys, (reader, text)
            assert session_list.count(talks.ws, talks.id, reader, chosen) == len(keys)

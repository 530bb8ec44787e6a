"""Reading: no table scans where tables grow, and the same list by both ways."""

import re
import sqlite3
from datetime import date

import pytest

from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import session_list
from negotiation_tracker.services.session_list import PageOrder, Pages, SessionFilter
from negotiation_tracker.services.workspace import Workspace
from tests.store import talks

ME = Reader(Audience.ME)
OWN_TEAM = Reader(Audience.OWN_TEAM)
GROWING = ("session", "proposal", "proposal_item", "term", "table_entry", "citation", "event")


def statements_of(ws: Workspace, action: object) -> list[str]:
    """Run an action; give the SELECT statements it sent."""
    sent: list[str] = []
    ws.store.reader.set_trace_callback(sent.append)
    try:
        assert callable(action)
        action()
    finally:
        ws.store.reader.set_trace_callback(None)
    return [s for s in sent if s.lstrip().upper().startswith("SELECT")]


def scans(ws: Workspace, statement: str) -> list[str]:
    """Name the growing tables that a statement walks from end to end."""
    db = sqlite3.connect(ws.path)
    db.create_function("fold", 1, lambda text: text)
    try:
        plan = [row[3] for row in db.execute("EXPLAIN QUERY PLAN " + statement).fetchall()]
    finally:
        db.close()
    aliases = {a: t for t, a in re.findall(r'(?:FROM|JOIN) "?(\w+)"? (\w+)\b', statement)}
    found = []
    for line in plan:
        match = re.match(r"SCAN (\w+)(?! USING)", line)
        if match and aliases.get(match[1], match[1]) in GROWING and "USING" not in line:
            found.append(line)
    return found


@pytest.fixture
def filled(ws: Workspace) -> Workspace:
    """Give a workspace with sessions in two negotiations."""
    for code in ("ACME-1", "ACME-2"):
        key = talks.begin(ws, code)
        for day in range(1, 8):
            talks.log(ws, key, day, place=f"Hallé {day}" if day % 2 else "")
    return ws


def test_lists_and_dossiers_use_indexes(filled: Workspace) -> None:
    chosen = SessionFilter(text="hall", kinds=("joint",), date_from=date(2026, 1, 2))
    for action in (
        lambda: session_list.count(filled, 1, ME, chosen),
        lambda: session_list.page(filled, 1, ME, chosen),
        lambda: session_list.page(filled, 1, ME, chosen, PageOrder("mediator")),
        lambda: session_list.page(filled, 1, ME, chosen, PageOrder(after=("2026-01-05", 3))),
        lambda: session_list.page(filled, 1, ME, SessionFilter(), PageOrder(offset=3)),
        lambda: filled.dossier(1),
    ):
        sent = statements_of(filled, action)
        assert sent
        assert [s for statement in sent for s in scans(filled, statement)] == []


def test_the_detector_sees_a_scan(filled: Workspace) -> None:
    assert scans(filled, "SELECT * FROM session s WHERE s.place = 'x'")


@pytest.mark.parametrize("sort", session_list.SORTS)
@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize(
    "chosen",
    [
        SessionFilter(),
        SessionFilter(text="halle 3"),
        SessionFilter(text="3 hal"),
        SessionFilter(text="—"),
        SessionFilter(place="HALLÉ", date_from=date(2026, 1, 3), date_to=date(2026, 1, 6)),
        SessionFilter(kinds=("sidebar",)),
        SessionFilter(statuses=("held", "scheduled")),
    ],
)
def test_the_list_is_the_same_in_sql_and_through_the_filter(
    filled: Workspace, sort: str, descending: bool, chosen: SessionFilter
) -> None:
    order = PageOrder(sort, descending, 1, 3)
    by_sql = session_list.page(filled, 1, ME, chosen, order)
    by_filter = session_list.page(filled, 1, OWN_TEAM, chosen, order)
    assert by_sql == by_filter
    assert session_list.count(filled, 1, ME, chosen) == (
        session_list.count(filled, 1, OWN_TEAM, chosen)
    )


@pytest.mark.parametrize("sort", ["date", "place"])
@pytest.mark.parametrize("descending", [True, False])
def test_pages_read_one_after_another_are_those_found_by_counting(
    filled: Workspace, sort: str, descending: bool
) -> None:
    talks.log(filled, 1, 4)  # a second session on one day
    pages = Pages(1, ME, SessionFilter(), PageOrder(sort, descending))
    assert pages.count(filled) == 8
    every = session_list.page(filled, 1, ME, SessionFilter(), PageOrder(sort, descending))
    for offset in (0, 3, 6, 9, 1, 5):
        assert pages.fetch(filled, offset, 3) == every[offset : offset + 3]


def test_a_dossier_holds_its_own_negotiation_only(filled: Workspace) -> None:
    dossier = filled.dossier(1)
    assert {s.negotiation_id for s in dossier.all("session")} == {1}
    assert len(dossier.all("session")) == 7
    assert len(dossier.all("organization")) == 2
    assert len(filled.dossier_of_all().all("session")) == 14

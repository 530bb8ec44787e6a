"""What live notes of one session need: its own lines, and of the talks what lines may name.

Left out is what grows with the years and no line refers to: the logs of other sessions,
statements, figures, notes. The result is a `Dossier`, so that the rules that say where the sides
stand work on it as on the whole.
"""

import sqlite3

from negotiation_tracker.model.catalogue import Catalogue, Kind
from negotiation_tracker.model.record import Dossier, Record, decode_row
from negotiation_tracker.store.queries.dossier import completed, scoped
from negotiation_tracker.store.rows import Rows, columns

_OF_TALKS = (
    "negotiation", "participant", "team_seat", "mediator_engagement", "session", "issue",
    "proposal", "counter", "proposal_item", "item_tie", "term", "proposal_action",
    "tentative_agreement", "agreement_issue", "agreement_basis", "signoff", "approval",
    "document",
)  # fmt: skip
"""Kinds read for the whole negotiation."""
_OF_SESSION = ("attendance", "table_entry", "private_note", "follow_up")
"""Kinds read for the one session."""
_SETTLING = ("hold", "agree_in_concept")
"""Lines that say where an issue stands, also those of earlier sessions."""


def load(db: sqlite3.Connection, catalogue: Catalogue, session_id: int) -> Dossier | None:
    """Load what live notes of a session need; None when the session is not there."""
    rows = Rows(db, catalogue)
    session = rows.get("session", session_id)
    if session is None:
        return None
    talks_id = int(session.negotiation_id)
    own = [
        *_talks(db, catalogue, talks_id),
        *(r for name in _OF_SESSION for r in rows.where(name, session_id=session_id)),
        *_ties(db, catalogue["entry_issue"], session_id, talks_id),
    ]
    once = {(r.table, r.id): r for r in own}
    return completed(db, catalogue, list(once.values()))


def load_talks(db: sqlite3.Connection, catalogue: Catalogue, negotiation_id: int) -> Dossier:
    """Load what live notes need of talks in which no session has begun yet."""
    own = [
        *_talks(db, catalogue, negotiation_id),
        *_ties(db, catalogue["entry_issue"], 0, negotiation_id),
    ]
    return completed(db, catalogue, own)


def _talks(db: sqlite3.Connection, catalogue: Catalogue, talks_id: int) -> list[Record]:
    return [
        *(r for name in _OF_TALKS for r in scoped(db, catalogue[name], talks_id)),
        *_settling(db, catalogue["table_entry"], talks_id),
        *_imposed(Rows(db, catalogue), talks_id),
        *_once_present(db, catalogue["attendance"], talks_id),
        *_affiliated(db, catalogue["affiliation"], talks_id),
    ]


def running(db: sqlite3.Connection, negotiation_id: int) -> tuple[int, str, int] | None:
    """Find the newest session whose notes run: key, moment of convening, number of lines.

    It was convened live (the line carries the moment it was typed), has no adjourn line and is
    not locked.
    """
    sql = (
        "SELECT s.id, c.logged_at, (SELECT count(*) FROM table_entry l WHERE l.session_id = s.id "
        "AND l.deleted_at IS NULL) FROM session s JOIN table_entry c ON c.session_id = s.id "
        "WHERE s.negotiation_id = ? AND s.deleted_at IS NULL AND s.locked_at IS NULL "
        "AND c.kind = 'convene' AND c.logged_at IS NOT NULL AND c.deleted_at IS NULL "
        "AND NOT EXISTS (SELECT 1 FROM table_entry a WHERE a.session_id = s.id "
        "AND a.kind = 'adjourn' AND a.deleted_at IS NULL) ORDER BY c.logged_at DESC, s.id DESC"
    )
    found = db.execute(sql, (negotiation_id,)).fetchone()
    return None if found is None else (int(found[0]), str(found[1]), int(found[2]))


def _settling(db: sqlite3.Connection, kind: Kind, talks_id: int) -> list[Record]:
    marks = ", ".join("?" * len(_SETTLING))
    sql = (
        f"SELECT {columns(kind, 'e')} FROM table_entry e JOIN session s ON s.id = e.session_id "
        f"WHERE s.negotiation_id = ? AND e.kind IN ({marks}) AND e.deleted_at IS NULL ORDER BY e.id"
    )
    return [decode_row(kind, row) for row in db.execute(sql, (talks_id, *_SETTLING))]


def _ties(db: sqlite3.Connection, kind: Kind, session_id: int, talks_id: int) -> list[Record]:
    marks = ", ".join("?" * len(_SETTLING))
    sql = (
        f"SELECT {columns(kind, 't')} FROM table_entry e JOIN entry_issue t ON t.entry_id = e.id "
        "JOIN session s ON s.id = e.session_id WHERE s.negotiation_id = ? "
        f"AND (s.id = ? OR e.kind IN ({marks})) AND t.deleted_at IS NULL "
        "AND e.deleted_at IS NULL ORDER BY t.id"
    )
    found = db.execute(sql, (talks_id, session_id, *_SETTLING))
    return [decode_row(kind, row) for row in found]


def _imposed(rows: Rows, talks_id: int) -> list[Record]:
    return rows.where("event", negotiation_id=talks_id, kind="terms_imposed")


def _once_present(db: sqlite3.Connection, kind: Kind, talks_id: int) -> list[Record]:
    """Give one attendance of each person for each side: that says who they came with."""
    sql = (
        f"SELECT {columns(kind, 'a')} FROM attendance a WHERE a.id IN "
        "(SELECT max(b.id) FROM attendance b JOIN session s ON s.id = b.session_id "
        "WHERE s.negotiation_id = ? AND b.person_id IS NOT NULL AND b.deleted_at IS NULL "
        "GROUP BY b.person_id, b.participant_id) ORDER BY a.id"
    )
    return [decode_row(kind, row) for row in db.execute(sql, (talks_id,))]


def _affiliated(db: sqlite3.Connection, kind: Kind, talks_id: int) -> list[Record]:
    """Give who works for the organizations at the table."""
    sql = (
        f"SELECT {columns(kind, 'f')} FROM affiliation f WHERE f.deleted_at IS NULL AND "
        "f.organization_id IN (SELECT p.organization_id FROM participant p "
        "WHERE p.negotiation_id = ? AND p.deleted_at IS NULL) ORDER BY f.id"
    )
    return [decode_row(kind, row) for row in db.execute(sql, (talks_id,))]

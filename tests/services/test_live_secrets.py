"""What is said in caucus or off the record stays out of the log, and out of what leaves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from negotiation_tracker.exchange.leak_gate import texts_in
from negotiation_tracker.model.errors import ExportError, NotFound
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services import (
    exports,
    live_known,
    live_notes,
    live_scene,
    live_sheet,
    sessions,
)
from negotiation_tracker.services.exports import Format
from negotiation_tracker.services.minutes import minutes_request
from negotiation_tracker.services.room_workspace import RoomWorkspace
from negotiation_tracker.services.workspace import Workspace
from tests.services.live_table import NINE, READERS, Table, exported, history
from tests.services.mediation import Mediation
from tests.services.talks import Talks

SECRETS = ("quetzalcaucus", "zanzibarsidebar", "krakatoarecord", "timbuktunote")
"""Words of the caucus, the sidebar, the stretch off the record, and a note."""


@pytest.fixture
def table(talks: Talks) -> Table:
    table = Table(talks)
    table.types(
        f"""
        u @pat: opening words #wages
        /offer u #wages 5% over 2 years
        /caucus u
        {SECRETS[0]} is our bottom line
        /back
        /sidebar
        {SECRETS[1]} said the two of them
        /back
        /offrec
        {SECRETS[2]} was mentioned
        /onrec
        /note {SECRETS[3]} to remember
        e closing words
        """
    )
    return table


def texts_of_log(table: Table) -> Iterator[str]:
    for kind in ("table_entry", "proposal", "follow_up", "session", "tentative_agreement"):
        for record in table.talks.all(kind):
            yield " ".join(str(value) for value in record.values().values())


def test_nothing_private_is_in_the_shared_log(table: Table) -> None:
    told = "\n".join(texts_of_log(table))
    assert "opening words" in told
    assert not [word for word in SECRETS if word in told]
    notes = " ".join(n.text for n in table.talks.all("private_note"))
    assert all(word in notes for word in SECRETS)


def test_no_export_but_that_of_the_own_team_has_it(table: Table) -> None:
    leaks = {
        audience: [word for word in SECRETS if word in history(table.ws, table.talks.id, audience)]
        for audience in READERS
    }
    assert leaks.pop(Audience.OWN_TEAM) == list(SECRETS)
    assert not any(leaks.values()), leaks


def test_minutes_hold_joint_notes_only_whoever_reads(table: Table) -> None:
    for audience in (*READERS, Audience.ME):
        reader = Reader(audience, exporting=True)
        if audience in (Audience.PUBLIC, Audience.OWN_MEMBERS):
            with pytest.raises(NotFound, match="not for these readers"):
                minutes_request(table.ws, table.session_id, reader, Format.MARKDOWN)
            continue
        request = minutes_request(table.ws, table.session_id, reader, Format.MARKDOWN)
        told = exported(table.ws, request)
        for words in ("opening words", "09:01", "not locked yet"):
            assert words in told, (audience, words)
        assert not [word for word in SECRETS if word in told], audience


def test_minutes_say_that_the_log_is_locked_and_show_corrections(
    table: Table, talks: Talks
) -> None:
    talks.do(lambda w: sessions.lock(w, table.session_id))
    table.load()
    table.type("/fix 2 opening remarks")
    request = minutes_request(
        table.ws, table.session_id, Reader(Audience.OTHER_SIDE), Format.MARKDOWN
    )
    told = exported(table.ws, request)
    assert "locked on" in told
    assert "not locked yet" not in told
    assert "opening words" in told
    assert "opening remarks" in told
    assert "correction of “opening words wages”" in told
    assert "corrected below" in told


def test_minutes_are_of_one_session(table: Table, talks: Talks) -> None:
    other = talks.do(
        lambda w: sessions.log(
            w,
            sessions.LogSession(
                talks.id,
                {"date": "25 Mar 2026"},
                entries=(sessions.EntryLine("words of another day"),),
            ),
        )
    )
    reader = Reader(Audience.OTHER_SIDE)
    one = exported(table.ws, minutes_request(table.ws, table.session_id, reader, Format.MARKDOWN))
    assert "another day" not in one
    two = exported(table.ws, minutes_request(table.ws, other, reader, Format.MARKDOWN))
    assert "opening words" not in two


def test_minutes_in_every_form_of_a_report(table: Table, tmp_path: Path) -> None:
    for form in (Format.PDF, Format.HTML, Format.XLSX):
        target = tmp_path / f"minutes{form.suffix}"
        request = minutes_request(
            table.ws, table.session_id, Reader(Audience.OWN_TEAM), form, target
        )
        assert exports.export(table.ws, request).size == target.stat().st_size
        told = " ".join(texts_in(target.read_bytes(), form.suffix)).casefold()
        assert not [word for word in SECRETS if word in told], form
    logged = table.ws.records("export_log")
    assert ["joint notes only" in log.filters for log in logged] == [True] * 3


def test_minutes_are_a_report(table: Table) -> None:
    request = minutes_request(table.ws, table.session_id, Reader(Audience.ME), Format.JSON)
    with pytest.raises(ExportError, match="Minutes are a report"):
        exports.prepare(table.ws, request)
    named = minutes_request(table.ws, table.session_id, Reader(Audience.ME))
    assert exports.default_name(table.ws, named).endswith(".pdf")
    assert "minutes" in exports.default_name(table.ws, named)


def test_another_reader_is_shown_and_offered_only_what_they_may_see(
    table: Table, talks: Talks
) -> None:
    issue = talks.add("issue", negotiation_id=talks.id, title="Secret plan", code="plan",
                      handling="team")  # fmt: skip
    reader = Reader(Audience.OTHER_SIDE)
    known = live_known.known(table.ws, table.session_id, reader)
    scene = live_scene.scene_of(known)
    assert issue not in {i.issue_id for i in scene.issues}
    sheet = live_sheet.load(table.ws, table.session_id, reader)
    assert not any(row.private for row in sheet.rows)
    assert "closing words" in {row.text for row in sheet.rows}
    made = table.ws.change(
        "Line",
        lambda w: live_notes.enter(w, table.session_id, "/note for us", table.scene, table.now),
    )
    assert live_sheet.refresh(table.ws, sheet, made.change).rows == sheet.rows


def test_what_is_noted_in_a_room_stays_there(ws: Workspace) -> None:
    """Scenario 5: notes of each room, joint lines, an offer authorised in a line."""
    med = Mediation(ws)
    room_a, room_b, joint = (RoomWorkspace(ws, room) for room in med.rooms)
    session_id = joint.change("Start", lambda w: live_notes.start(w, med.id, NINE)).value

    def typed(at: Workspace, text: str) -> live_notes.Entered:
        scene = live_notes.scene(at, session_id, at=NINE)
        return at.change("Line", lambda w: live_notes.enter(w, session_id, text, scene, NINE)).value

    assert typed(room_a, f"{SECRETS[0]} is their bottom line").note_id is not None
    typed(room_b, f"/note {SECRETS[1]}")
    typed(joint, "u opening words")
    typed(room_a, "/authorise #wages 4% over 2 years")
    offers = ws.records("authorised_offer")
    assert [(o.from_id, o.terms) for o in offers] == [(med.union, "Wages: 4% over 2 years")]

    def seen(at: Workspace) -> str:
        sheet = live_sheet.load(at, session_id)
        return " ".join(f"{row.text} {row.mark}" for row in sheet.rows)

    kept = typed(joint, f"/note {SECRETS[3]}")
    assert kept.said.endswith("It is kept at your own desk, not shown in this room")
    assert SECRETS[0] in seen(room_a)
    assert "Authorised: " in seen(room_a)
    assert SECRETS[0] not in seen(room_b)
    assert SECRETS[1] in seen(room_b)
    assert not [word for word in (*SECRETS, "Authorised") if word in seen(joint)]
    for place in (room_a, room_b, joint):
        assert "opening words" in seen(place)
        assert live_notes.unfinished(place, med.id) is not None
    assert "Only Example Workers and the mediator" in seen(room_a)
    minutes = minutes_request(ws, session_id, Reader(Audience.ME), Format.MARKDOWN)
    assert not [word for word in SECRETS if word in exported(ws, minutes)]


def test_the_mediators_own_desk_keeps_notes_to_the_mediator(ws: Workspace) -> None:
    med = Mediation(ws)
    session_id = ws.change("Start", lambda w: live_notes.start(w, med.id, NINE)).value
    scene = live_notes.scene(ws, session_id, at=NINE)
    ws.change("Line", lambda w: live_notes.enter(w, session_id, "/note mine", scene, NINE))
    assert ws.records("private_note")[0].handling == "mediator_only"
    assert live_sheet.load(ws, session_id).rows[-1].mark == "Only the mediator"


def test_minutes_say_how_long_the_sides_were_apart(talks: Talks) -> None:
    table = Table(talks)
    table.types("/caucus u\nwords kept apart\n/back\n/break")
    request = minutes_request(
        table.ws, table.session_id, Reader(Audience.OTHER_SIDE), Format.MARKDOWN
    )
    told = exported(table.ws, request)
    assert "2 min; break: 1 without both times" in told
    assert "kept apart" not in told

"""The form for a session: by keyboard alone, with errors in their place, and never lost."""

import stat

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from negotiation_tracker.desktop.drafts import Drafts
from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.services.workspace import Workspace
from tests.desktop_forms.conftest import Desk, Keyboard, Talks

pytestmark = pytest.mark.gui

TAB, ENTER, F5, F7 = Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_F5, Qt.Key.Key_F7


def newest_session(ws: Workspace) -> Record:
    return ws.records("session")[-1]


def save(desk: Desk, keyboard: Keyboard, logged: list[int]) -> None:
    keyboard.press(ENTER, control=True)
    desk.qtbot.waitUntil(lambda: bool(logged), timeout=10_000)


def test_a_session_with_three_proposals_takes_fewer_than_sixty_keys(
    desk: Desk, keyboard: Keyboard, said: list[tuple[str, bool]]
) -> None:
    keyboard.pressed = 1  # Ctrl+L, which opened the page
    page = desk.page()
    logged: list[int] = []
    opened: list[tuple[str, int]] = []
    page.session_logged.connect(logged.append)
    page.record_requested.connect(lambda kind, key: opened.append((kind, key)))
    keyboard.text("17 Jan 2019")
    keyboard.press(TAB)
    keyboard.text("9")
    keyboard.press(TAB)
    keyboard.text("4:30 pm")
    keyboard.press(F5)
    keyboard.text("The district says what it can pay.")
    keyboard.press(ENTER)
    for issue, words, numbers in (
        ("wages", "A raise on the schedule", "6.5% over 3 years"),
        ("wages", "Smaller raise", "3% on schedule, effective 1 July 2019"),
        ("class", "A cap in every grade", "39 students"),
    ):
        keyboard.press(F7)
        keyboard.text(issue)
        keyboard.press(TAB)
        keyboard.text(words)
        keyboard.press(TAB)
        keyboard.text(numbers)
    save(desk, keyboard, logged)
    assert keyboard.pressed < 60
    assert keyboard.pressed <= 20, "the form has become slower to fill"

    assert opened == [("session", logged[0])]
    assert said[-1] == ("Session logged", True)
    check_what_was_logged(desk)


def check_what_was_logged(desk: Desk) -> None:
    """Hold what is in the store against what the test above typed."""
    session = desk.read(newest_session)
    assert session.date.describe() == "Thu 17 Jan 2019"
    assert (session.time_in.describe(), session.time_out.describe()) == ("09:00", "16:30")
    assert session.place == "Example Hall", "the place of the last session is suggested"
    dossier = desk.read(lambda ws: ws.dossier(desk.talks.negotiation))
    made = dossier.where("proposal", session_id=session.id)
    assert [p.from_id for p in made] == [desk.talks.union, desk.talks.employer, desk.talks.union]
    first, second, third = made
    earlier = dossier.where("proposal", session_id=desk.talks.last_session)[0]
    counters = {(c.proposal_id, c.countered_id) for c in dossier.all("counter")}
    assert counters == {(first.id, earlier.id), (second.id, first.id)}
    assert third.kind == "proposal"
    terms = [(t.measure, t.value_scaled, t.scale, t.horizon_years) for t in dossier.all("term")]
    assert terms[0][0] == terms[1][0] == "wage_pct"
    assert (terms[0][1], int(terms[0][3])) == (6_5 * 10 ** (terms[0][2] - 1), 3)
    assert len(dossier.where("attendance", session_id=session.id)) == 2
    lines = dossier.where("table_entry", session_id=session.id)
    assert [line.text for line in lines] == ["The district says what it can pay."]


def test_what_is_saved_is_one_step_of_undo(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    logged: list[int] = []
    page.session_logged.connect(logged.append)
    before = desk.read(lambda ws: len(ws.records("session")))
    keyboard.text("Friday")
    save(desk, keyboard, logged)
    state = desk.tasks.state
    assert state is not None
    assert state.undo == "Log session"
    undone: list[object] = []
    desk.tasks.undo(undone.append)
    desk.qtbot.waitUntil(lambda: bool(undone), timeout=10_000)
    assert desk.read(lambda ws: len(ws.records("session"))) == before


def test_a_fuzzy_date_shows_its_reading_at_once(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    note = page.form.details.fields["date"].note
    keyboard.text("about April 2017")
    assert note.text() == "→ about Apr 2017"
    page.form.details.date.selectAll()
    keyboard.text("last Thursday")
    assert "inferred from the weekday" in note.text()


def test_keys_typed_before_the_form_is_filled_are_kept(desk: Desk) -> None:
    page = LogSessionPage(desk.context)
    desk.qtbot.addWidget(page)
    page.show_negotiation(desk.talks.negotiation, Reader(Audience.ME))
    page.show()
    QTest.keyClicks(page.form.details.date, "3 April")
    assert page.form.choices is None, "the store has not answered yet"
    desk.qtbot.waitUntil(lambda: page.form.choices is not None, timeout=10_000)
    assert page.form.details.date.text() == "3 April"
    QTest.keyClicks(page.form.details.date, " 2023")
    assert page.form.details.date.text() == "3 April 2023"


def test_errors_stand_beside_their_fields_and_the_first_has_the_focus(
    desk: Desk, keyboard: Keyboard
) -> None:
    page = desk.page()
    keyboard.text("someday")
    keyboard.press(TAB)
    keyboard.text("99")
    keyboard.press(ENTER, control=True)
    details = page.form.details
    assert "not read as a date" in details.fields["date"].error
    assert "time of day" in details.fields["time_in"].error
    assert QApplication.focusWidget() is details.date
    assert details.date.text() == "someday", "what was typed stays"
    keyboard.text("17 Jan 2019")
    assert details.fields["date"].error == ""
    assert desk.read(lambda ws: len(ws.records("session"))) == 1


def test_a_rule_that_is_broken_is_said_beside_the_form(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.text("17 Jan 2019")
    page.form.add_proposal()
    keyboard.text("wages")
    keyboard.press(TAB)
    keyboard.text("first")
    page.form.cards[0].more.click()
    keyboard.text("wages")
    keyboard.press(TAB)
    keyboard.text("the same issue again")
    keyboard.press(ENTER, control=True)
    desk.qtbot.waitUntil(lambda: page.head.save.isEnabled() and bool(_notes(page)), timeout=10_000)
    assert desk.read(lambda ws: len(ws.records("session"))) == 1
    assert not desk.errors, "it is said on the page, not in a box"


def _notes(page: QWidget) -> list[str]:
    return [n.text() for n in page.findChildren(Note) if n.text().startswith("⚠")]


def test_new_people_issues_and_mediators_are_created_with_the_session(
    desk: Desk, keyboard: Keyboard
) -> None:
    page = desk.page()
    logged: list[int] = []
    page.session_logged.connect(logged.append)
    keyboard.text("17 Jan 2019")
    page.form.details.mediator.setFocus()
    keyboard.text("Robin Neutral")
    page.form.attendance.side.set_value(desk.talks.employer)
    page.form.attendance.add.setFocus()
    keyboard.text("Kim Newcomer")
    keyboard.press(ENTER)
    keyboard.press(F7)
    keyboard.text("Parking")
    keyboard.press(TAB)
    keyboard.text("Free parking")
    save(desk, keyboard, logged)
    dossier = desk.read(lambda ws: ws.dossier(desk.talks.negotiation))
    session = dossier.get("session", logged[0])
    assert session is not None
    engagement = dossier.get("mediator_engagement", session.engagement_id)
    assert engagement is not None
    names = {p.id: p.name for p in dossier.all("person")}
    assert names[engagement.person_id] == "Robin Neutral"
    there = dossier.where("attendance", session_id=session.id)
    assert {names[a.person_id]: a.participant_id for a in there}["Kim Newcomer"] == (
        desk.talks.employer
    )
    assert "Parking" in {i.title for i in dossier.all("issue")}


def test_a_draft_is_there_again_after_a_crash_and_gone_after_saving(
    desk: Desk, keyboard: Keyboard
) -> None:
    page = desk.page()
    keyboard.text("17 Jan 2019")
    keyboard.press(F7)
    keyboard.text("wages")
    keyboard.press(TAB)
    keyboard.text("unfinished words")
    state = desk.tasks.state
    assert state is not None
    uid = page.form.choices.uid if page.form.choices is not None else ""
    drafts = Drafts(state.path)
    file = drafts.path(uid)
    desk.qtbot.waitUntil(file.exists, timeout=5_000)
    desk.qtbot.waitUntil(lambda: "unfinished words" in file.read_text(), timeout=5_000)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    page.hide()

    again = desk.page()
    assert again.form.details.date.text() == "17 Jan 2019"
    assert [row.summary.text() for row in again.form.cards[0].rows] == ["unfinished words"]
    assert "draft" in again.head.state
    logged: list[int] = []
    again.session_logged.connect(logged.append)
    save(desk, keyboard, logged)
    desk.qtbot.waitUntil(lambda: not file.exists(), timeout=5_000)
    drafts.close()


def test_an_untouched_form_leaves_no_draft(desk: Desk) -> None:
    page = desk.page()
    page.may_leave()
    state = desk.tasks.state
    assert state is not None
    assert not list(state.path.parent.glob(".*.draft"))


def test_clearing_can_be_taken_back(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.text("17 Jan 2019")
    page.head.clear.click()
    assert page.form.details.date.text() != "17 Jan 2019"
    page.head.bring_back.click()
    assert page.form.details.date.text() == "17 Jan 2019"


def test_a_removed_proposal_can_be_put_back(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.press(F7)
    keyboard.text("wages")
    page.form.cards[0].remove.click()
    assert page.form.cards == []
    page.form.put_back.click()
    assert page.form.cards[0].rows[0].issue.text() == "Wages"


def test_the_form_is_hidden_while_others_look(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.text("17 Jan 2019")
    page.show_negotiation(desk.talks.negotiation, Reader(Audience.PUBLIC))
    assert not page.form.isVisible()
    assert not page.head.save.isVisible()
    page.save()
    page.show_negotiation(desk.talks.negotiation, Reader(Audience.ME))
    desk.qtbot.waitUntil(page.form.isVisible, timeout=10_000)
    assert page.head.save.isVisible()
    assert page.form.details.date.text() == "17 Jan 2019"
    assert desk.read(lambda ws: len(ws.records("session"))) == 1


def test_what_it_counters_is_preselected_and_can_be_changed(
    desk: Desk, keyboard: Keyboard, talks: Talks
) -> None:
    page = desk.page()
    keyboard.press(F7)
    card = page.form.cards[0]
    assert card.proposer.value() == talks.union, "the side that has not spoken last"
    assert card.counters.value() is None
    keyboard.text("wages")
    keyboard.press(TAB)
    assert card.counters.currentText().startswith("P1 ")
    card.counters.setFocus()
    keyboard.press(Qt.Key.Key_Up)
    card.counters.activated.emit(0)
    card.rows[0].summary.setFocus()
    assert card.counters.value() is None, "what was picked by hand stays"


def test_a_line_of_the_log_can_be_mended_and_removed(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.press(F5)
    keyboard.text("First line")
    keyboard.press(ENTER)
    keyboard.text("Second line")
    keyboard.press(ENTER)
    log = page.form.log
    log.table.setFocus()
    log.table.selectRow(0)
    keyboard.press(ENTER)
    keyboard.text(", mended")
    keyboard.press(ENTER)
    assert [line.text for line in log.lines()] == ["First line, mended", "Second line"]
    log.table.setFocus()
    log.table.selectRow(1)
    keyboard.press(Qt.Key.Key_Delete)
    assert [line.text for line in log.lines()] == ["First line, mended"]


def test_a_name_that_nobody_has_is_not_lost_unseen(desk: Desk, keyboard: Keyboard) -> None:
    page = desk.page()
    keyboard.text("17 Jan 2019")
    page.form.log.who.setFocus()
    keyboard.text("Nobody Known")
    page.form.log.text.setFocus()
    keyboard.text("Said something")
    keyboard.press(ENTER)
    assert "Nobody here is called" in page.form.log.note.text()
    keyboard.press(ENTER, control=True)
    assert desk.read(lambda ws: len(ws.records("session"))) == 1
    assert page.form.log.text.text() == "Said something"


def test_an_issue_on_the_table_is_answered_from_the_other_side(desk: Desk) -> None:
    page = desk.page()
    assert page.form.choices is not None
    page.form.on_the_table.answer_asked.emit(page.form.choices.issues[0].id)
    card = page.form.cards[0]
    assert card.proposer.value() == desk.talks.union
    assert card.rows[0].issue.text() == "Wages"
    assert card.counters.currentText().startswith("P1 ")

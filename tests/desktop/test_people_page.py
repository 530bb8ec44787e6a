"""People, mediators and organizations: shown as of a day, edited in place, merged by the user."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QRadioButton,
    QWidget,
)

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.people_page import PeoplePage
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.inline import InlineEdit
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.services import mediators, people, records
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id

pytestmark = pytest.mark.gui
T = TypeVar("T")
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> PeoplePage:
    window.show_negotiation(negotiation_id(window, SEIU))
    window.show_page("people")
    settle(window)
    made = window.pages["people"]
    assert isinstance(made, PeoplePage)
    return made


def store(window: MainWindow, read: Callable[[Workspace], T]) -> T:
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    try:
        return read(ws)
    finally:
        ws.close()


def all_of(window: MainWindow, kind: str, **equals: object) -> list[Record]:
    return store(window, lambda ws: ws.dossier_of_all().where(kind, **equals))


def change(window: MainWindow, settle: Settle, verb: Callable[[RecordWriter], object]) -> None:
    window.tasks.change("Prepare", verb)
    settle(window)


def names(page: PeoplePage) -> list[str]:
    model = page.column.list.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def details(page: PeoplePage) -> list[str]:
    model = page.column.list.model()
    role = Qt.ItemDataRole.AccessibleTextRole
    return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]


def choose(window: MainWindow, page: PeoplePage, settle: Settle, beginning: str) -> None:
    row = next(n for n, name in enumerate(names(page)) if name.startswith(beginning))
    page.column.list.setCurrentIndex(page.column.list.model().index(row, 0))
    settle(window)


def part(window: MainWindow, page: PeoplePage, settle: Settle, key: str) -> None:
    found = page.findChild(QPushButton, f"part:{key}")
    assert found is not None
    found.click()
    settle(window)


def shown(page: PeoplePage) -> str:
    labels = page.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(page))


def named(page: PeoplePage, kind: type[W], name: str) -> W:
    found = page.findChild(kind, name)
    assert found is not None, name
    return found


def type_over(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def pick(combo: QWidget, value: object) -> None:
    assert isinstance(combo, ChoiceCombo)
    assert combo.set_value(value)
    combo.activated.emit(combo.currentIndex())


# -- people --


def test_people_of_these_talks_with_where_they_belong(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    assert "Karen Bass" in names(page)
    assert "Eric Garcetti" not in names(page), "he is spoken of in the other talks only"
    assert any(d.startswith("Max Arias, executive director") for d in details(page))
    pick(page.column.scope, "everybody")
    assert "Eric Garcetti" in names(page)


def test_where_somebody_works_does_not_put_them_on_a_side(page: PeoplePage) -> None:
    book = page._book
    assert book is not None
    from negotiation_tracker.services.people_list import people as rows

    sides = {row.name: row.side for row in rows(book)}
    assert sides["John Lewis"] == "", "a bus driver of the employer is not on its side"
    assert sides["Karen Bass"] == "neutral"


def test_a_person_in_detail(window: MainWindow, page: PeoplePage, settle: Settle) -> None:
    choose(window, page, settle, "Alberto Carvalho")
    text = shown(page)
    for words in ("Belongs to", "Seats on teams", "Said", "Contact", "Sources", "¶"):
        assert words in text
    titles = [e.text() for e in page.findChildren(InlineEdit) if e.isVisibleTo(page)]
    assert "LAUSD Superintendent" in titles


def test_the_search_finds_other_names_without_accents_and_case(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    change(
        window,
        settle,
        lambda w: records.create(
            w, "alias", {"person_id": people.add(w, "Núria Sample"), "text": "Nuri S."}
        ),
    )
    pick(page.column.scope, "everybody")
    page.column.search.setText("NURIA")
    assert names(page) == ["Núria Sample"]
    page.column.search.setText("nuri s")
    assert names(page) == ["Núria Sample"]
    page.column.search.setText("nobody is called this")
    assert names(page) == []
    assert "Nothing fits the search" in shown(page)


def test_a_name_is_edited_in_place_and_undone(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    choose(window, page, settle, "Max Arias")
    person = next(p for p in all_of(window, "person") if p.name == "Max Arias")
    type_over(named(page, InlineEdit, f"person:{person.id}:name"), "Max Example")
    settle(window)
    assert "Max Example" in names(page)
    assert page.column.current() == person.id, "the same person stays chosen"
    window.commands["undo"].trigger()
    settle(window)
    assert "Max Arias" in names(page)


def test_what_is_refused_stays_with_the_reason_beside_it(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    choose(window, page, settle, "Max Arias")
    (affiliation,) = (
        a for a in all_of(window, "affiliation") if a.person_id == page.column.current()
    )
    editor = named(page, InlineEdit, f"affiliation:{affiliation.id}:from_on")
    type_over(editor, "one fine day")
    settle(window)
    assert editor.text() == "one fine day"
    assert "one fine day" in shown(page)
    type_over(editor, "about April 2017")
    settle(window)
    stored = next(a for a in all_of(window, "affiliation") if a.id == affiliation.id)
    assert stored.from_on.describe() == "about Apr 2017"


def test_a_person_is_added_once(window: MainWindow, page: PeoplePage, settle: Settle) -> None:
    before = len(all_of(window, "person"))
    type_over(page.column.add, "Pat Example")
    settle(window)
    assert "Pat Example" in names(page), "shown although no talks refer to them yet"
    assert "Pat Example" in shown(page)
    type_over(page.column.add, "pat example")
    settle(window)
    assert len(all_of(window, "person")) == before + 1
    assert "in the record already" in window.status.text()


def test_names_places_seats_and_contact_are_added_by_keyboard(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    type_over(page.column.add, "Pat Example")
    settle(window)
    type_over(named(page, QLineEdit, "add:person:alias"), "Patty Example")
    settle(window)
    type_over(named(page, QLineEdit, "add:affiliation"), "Brand New Guild")
    settle(window)
    type_over(named(page, QLineEdit, "add:person:person_contact"), "pat@example.org")
    settle(window)
    (pat,) = (p.id for p in all_of(window, "person") if p.name == "Pat Example")
    union = next(
        p
        for p in all_of(window, "participant", negotiation_id=page.negotiation_id)
        if (p.side, p.role) == ("labor", "party")
    )
    pick(named(page, QComboBox, "add:team_seat"), union.id)
    settle(window)
    (seat,) = all_of(window, "team_seat", person_id=pat)
    box = named(page, QCheckBox, f"team_seat:{seat.id}:may_sign")
    box.click()
    settle(window)
    pick(named(page, QComboBox, f"team_seat:{seat.id}:seat"), "chief_negotiator")
    settle(window)
    (seat,) = all_of(window, "team_seat", person_id=pat)
    assert (seat.may_sign, seat.seat) == (True, "chief_negotiator")
    assert [a.text for a in all_of(window, "alias", person_id=pat)] == ["Patty Example"]
    (home,) = all_of(window, "affiliation", person_id=pat)
    guild = next(o for o in all_of(window, "organization") if o.name == "Brand New Guild")
    assert home.organization_id == guild.id
    assert [c.email for c in all_of(window, "person_contact", person_id=pat)] == ["pat@example.org"]
    remove = named(page, QAbstractButton, f"remove:team_seat:{seat.id}")
    remove.click()
    settle(window)
    assert all_of(window, "team_seat", person_id=pat) == []


def test_a_session_opens_from_the_person_who_was_there(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    session = all_of(window, "session", negotiation_id=page.negotiation_id)[0].id

    def attend(writer: RecordWriter) -> None:
        pat = people.add(writer, "Pat Example")
        records.create(writer, "attendance", {"session_id": session, "person_id": pat})

    change(window, settle, attend)
    choose(window, page, settle, "Pat Example")
    named(page, QAbstractButton, f"open:session:{session}").click()
    settle(window)
    assert window.current == "sessions"


def test_delete_moves_to_the_trash_and_says_when_it_cannot(
    window: MainWindow, page: PeoplePage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    window.tasks.default_failed = lambda error: said.append(error.sentence())
    type_over(page.column.add, "Pat Example")
    settle(window)
    QTest.keyClick(page.column.list, Qt.Key.Key_Delete)
    settle(window)
    assert "Pat Example" not in names(page)
    choose(window, page, settle, "Max Arias")
    QTest.keyClick(page.column.list, Qt.Key.Key_Delete)
    settle(window)
    assert "Max Arias" in names(page)
    assert "while others rest on it" in said[0]


# -- mediators --


def test_the_state_of_a_mediator_on_any_day(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "mediators")
    assert "active since Thu 23 Mar 2023" in details(page)[0]
    type_over(page.column.days.field, "21 Mar 2023")
    page.column.days.field.editingFinished.emit()
    settle(window)
    QTest.qWait(80)
    settle(window)
    assert page._day == date(2023, 3, 21)
    states = dict(zip(names(page), details(page), strict=True))
    assert "collapsed" in next(v for k, v in states.items() if k.startswith("Mediator not named"))
    assert "no state recorded by this day" in states["Mayor Karen Bass"]
    choose(window, page, settle, "Mayor Karen Bass")
    assert "Later than 21 Mar 2023" in shown(page)


def test_a_mediator_with_states_is_added(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "mediators")
    type_over(page.column.add, "Sam Sample")
    settle(window)
    assert "Sam Sample" in names(page)
    assert "No state is recorded" in shown(page)
    add = named(page, QPushButton, "add:mediator_state")
    add.click()
    assert "Choose which state was reached." in shown(page)
    pick(named(page, QComboBox, "add:mediator_state:state"), "offered_if_needed")
    add.click()
    assert "Say since when" in shown(page)
    type_over(named(page, QLineEdit, "add:mediator_state:date"), "no such day")
    settle(window)
    assert "no such day" in shown(page)
    type_over(named(page, QLineEdit, "add:mediator_state:date"), "20 Mar 2023")
    settle(window)
    engagement = page.column.current()
    (state,) = all_of(window, "mediator_state", engagement_id=engagement)
    assert (state.state, state.date.describe()) == ("offered_if_needed", "Mon 20 Mar 2023")
    assert named(page, QLineEdit, "add:mediator_state:date").text() == ""
    assert "Offered if needed since Mon 20 Mar 2023" in shown(page)
    pick(named(page, QComboBox, f"mediator_state:{state.id}:state"), "declined")
    settle(window)
    assert "Declined, Mon 20 Mar 2023" in shown(page)


def test_confidentiality_asked_and_by_whose_account(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "mediators")
    choose(window, page, settle, "Mayor Karen Bass")
    key = page.column.current()
    pick(named(page, QComboBox, f"mediator_engagement:{key}:confidentiality_asked"), "yes")
    settle(window)
    account = f"mediator_engagement:{key}:confidentiality_account"
    type_over(named(page, InlineEdit, account), "the union")
    settle(window)
    found = next(e for e in all_of(window, "mediator_engagement") if e.id == key)
    assert (found.confidentiality_asked, found.confidentiality_account) == ("yes", "the union")


def test_a_mediator_who_is_not_named_is_asked_about(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "mediators")
    before = len(names(page))
    QTest.keyClick(page.column.add, Qt.Key.Key_Return)
    box = page.findChild(QMessageBox)
    assert box is not None
    next(b for b in box.buttons() if b.text() == "Add").click()
    settle(window)
    assert len(names(page)) == before + 1
    assert "unnamed mediator" in names(page)


# -- organizations --


def test_parties_come_first_with_their_role(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "organizations")
    assert details(page)[0].endswith("party, employer") or "party" in details(page)[0]
    utla = next(d for d in details(page) if d.startswith("United Teachers"))
    assert "ally" in utla
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    utla = next(d for d in details(page) if d.startswith("United Teachers"))
    assert "party" in utla


def test_an_organization_joins_the_talks_with_a_unit(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "organizations")
    type_over(page.column.add, "Friendly Workers")
    settle(window)
    pick(named(page, QComboBox, "add:participant:side"), "labor")
    pick(named(page, QComboBox, "add:participant:role"), "ally")
    named(page, QPushButton, "add:participant").click()
    settle(window)
    key = page.column.current()
    (made,) = all_of(window, "participant", organization_id=key)
    assert (made.side, made.role) == ("labor", "ally")
    assert made.negotiation_id == page.negotiation_id
    type_over(named(page, QLineEdit, f"add:bargaining_unit:{made.id}"), "Drivers")
    settle(window)
    assert [u.name for u in all_of(window, "bargaining_unit", participant_id=made.id)] == [
        "Drivers"
    ]
    pick(named(page, QComboBox, f"participant:{made.id}:role"), "affected")
    settle(window)
    assert all_of(window, "participant", organization_id=key)[0].role == "affected"


# -- possible duplicates --


def twins(writer: RecordWriter) -> None:
    people.add(writer, "Pat Example")
    other = people.add(writer, "P. Example")
    negotiation = writer.where("negotiation")[0].id
    mediators.engage(writer, negotiation, "", {"person_id": other})


def test_possible_duplicates_say_why_and_merge_only_when_told(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    change(window, settle, twins)
    assert page._buttons["duplicates"].text() == "Possible duplicates 1"
    part(window, page, settle, "duplicates")
    assert names(page) == ["Pat Example / P. Example"]
    text = shown(page)
    assert "“P.” may stand for “Pat” · 90 of 100" in text
    assert "“P. Example” stays." in text, "more refers to this one"
    keep = named(page, QRadioButton, "merge:keep:0")
    keep.click()
    settle(window)
    assert "“Pat Example” stays." in shown(page)
    assert "“P. Example” becomes another name." in shown(page)
    assert len([p for p in all_of(window, "person") if "Example" in p.name]) == 2
    named(page, QPushButton, "merge:do").click()
    settle(window)
    (left,) = (p for p in all_of(window, "person") if "Example" in p.name)
    assert left.name == "Pat Example"
    assert page.part.key == "people"
    assert page.column.current() == left.id
    assert [a.text for a in all_of(window, "alias", person_id=left.id)] == ["P. Example"]
    assert page._buttons["duplicates"].text() == "Possible duplicates"
    window.commands["undo"].trigger()
    settle(window)
    assert len([p for p in all_of(window, "person") if "Example" in p.name]) == 2


def test_any_two_can_be_compared_and_a_refusal_is_explained(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "organizations")
    choose(window, page, settle, "Service Employees")
    next(
        b
        for b in page.findChildren(QPushButton)
        if b.text() == "Merge with…" and b.isVisibleTo(page)
    ).click()
    other = named(page, QLineEdit, "merge:other")
    type_over(other, "Los Angeles Unified School District")
    settle(window)
    assert "their side differs" in shown(page)
    assert not named(page, QPushButton, "merge:do").isEnabled()
    page.refresh()
    settle(window)
    assert "their side differs" in shown(page), "a change elsewhere does not end the comparison"
    choose(window, page, settle, "United Teachers")
    assert "What it is" in shown(page), "another row does"


# -- readers, names, emptiness --


def test_other_readers_see_no_contact_and_change_nothing(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    change(window, settle, twins)
    max_arias = next(p.id for p in all_of(window, "person") if p.name == "Max Arias")
    change(
        window,
        settle,
        lambda w: records.create(
            w, "person_contact", {"person_id": max_arias, "email": "max@example.org"}
        ),
    )
    part(window, page, settle, "duplicates")
    window.commands["show_public"].trigger()
    settle(window)
    assert page.part.key == "people"
    assert not page._buttons["duplicates"].isVisible()
    assert "Pat Example" not in names(page), "nothing public speaks of them"
    choose(window, page, settle, "Max Arias")
    assert "Contact" not in shown(page)
    texts = [e.text() for e in page.findChildren(InlineEdit)]
    assert "max@example.org" not in texts
    assert not page.column.add.isVisible()
    assert named(page, InlineEdit, f"person:{max_arias}:name").isReadOnly()
    buttons = [b for b in page.findChildren(QPushButton) if b.text() == "Delete"]
    assert not any(b.isVisible() for b in buttons)


def test_every_control_has_a_name(window: MainWindow, page: PeoplePage, settle: Settle) -> None:
    change(window, settle, twins)
    for key in ("people", "mediators", "organizations", "duplicates"):
        part(window, page, settle, key)
        for kind in (QAbstractButton, QLineEdit, QComboBox):
            for control in page.findChildren(kind):
                if not control.isVisibleTo(page) or isinstance(control.parent(), QLineEdit):
                    continue
                words = control.accessibleName()
                if isinstance(control, QAbstractButton):
                    words = words or control.text()
                assert words, (key, control, control.objectName())


def test_without_talks_and_without_people_it_says_what_to_do(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    part(window, page, settle, "mediators")

    def none(writer: RecordWriter) -> None:
        for session in writer.where("session"):
            writer.update("session", session.id, engagement_id=None)
        for engagement in writer.where("mediator_engagement"):
            writer.remove("mediator_engagement", engagement.id)

    change(window, settle, none)
    assert names(page) == []
    assert "No mediator is recorded in these talks." in shown(page)


def test_a_record_opens_on_its_part(window: MainWindow, page: PeoplePage, settle: Settle) -> None:
    engagement = all_of(window, "mediator_engagement", negotiation_id=page.negotiation_id)[0]
    window.show_page("overview")
    window.open_record("mediator_engagement", engagement.id)
    settle(window)
    assert window.current == "people"
    assert page.part.key == "mediators"
    assert page.column.current() == engagement.id


def test_deleting_leaves_the_keyboard_in_the_list(
    window: MainWindow, page: PeoplePage, settle: Settle
) -> None:
    window.tasks.change("Add", lambda writer: people.add(writer, "Lee Testperson"))
    settle(window)
    added = next(p.id for p in all_of(window, "person") if p.name == "Lee Testperson")
    page.open_record("person", added)
    settle(window)
    window.activateWindow()
    delete = next(
        b for b in page.findChildren(QPushButton) if b.text() == "Delete" and b.isVisible()
    )
    delete.setFocus()
    delete.click()
    settle(window)
    assert added not in {person.id for person in all_of(window, "person")}
    assert page.column.list.hasFocus()

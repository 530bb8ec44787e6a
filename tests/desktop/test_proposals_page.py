"""Offers as chains, edited in place; counters checked before saving; agreements signed."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.proposals_page import ProposalsPage
from negotiation_tracker.desktop.pages.proposals_parts import Side, Tab
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.inline import InlineEdit, InlineText
from negotiation_tracker.desktop.widgets.proposal_tree import LANE_TITLES
from negotiation_tracker.desktop.widgets.redline_text import RedlineText
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.model.record import Dossier, Record, RecordWriter
from negotiation_tracker.model.vocabulary import ActionKind
from negotiation_tracker.rules.positions import latest
from negotiation_tracker.rules.redline import Change
from negotiation_tracker.services import agreements, people, proposals
from negotiation_tracker.services.commands import (
    DraftAgreement,
    ItemLine,
    LogProposal,
    NewNegotiation,
    TermLine,
)
from negotiation_tracker.services.negotiations import create
from negotiation_tracker.services.proposal_list import Lane
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import Settle

pytestmark = pytest.mark.gui

TEXTS = (
    "Classes hold at most thirty-two (32) students.",
    "Classes hold at most thirty-nine (39) students. The District may raise the limit.",
    "Classes hold at most thirty-four (34) students.",
    "Classes hold at most thirty-seven (37) students, from the year after ratification.",
)


def set_up(writer: RecordWriter) -> int:
    """Record talks with a chain of four, a package, a supposal and a draft agreement."""
    talks = create(
        writer,
        NewNegotiation(
            "Example Union", "Sample District", title="Artificial talks",
            issues=("Class size", "Wages"), code="ART-1", ours="union",
        ),
    )  # fmt: skip
    union, employer = (p.id for p in writer.where("participant", negotiation_id=talks))
    size, wages = (i.id for i in writer.where("issue", negotiation_id=talks))
    for name, party in (("Pat Example", union), ("Sam Sample", employer)):
        people.add(writer, name, seat={"participant_id": party, "may_sign": True})
    before: tuple[int, ...] = ()
    for place, text in enumerate(TEXTS):
        item = ItemLine(size, summary=f"Cap, round {place + 1}", language=text)
        maker = (union, employer)[place % 2]
        fields = {"from_id": maker, "date": f"{place + 1} Feb 2019"}
        before = (proposals.log(writer, LogProposal(talks, fields, (item,), before)),)
    package = {"from_id": employer, "date": "7 Feb 2019", "kind": "package"}
    items = (ItemLine(wages, terms=(TermLine("3%"),)), ItemLine(size, summary="Cap 36"))
    proposals.log(writer, LogProposal(talks, {**package, "package_rule": "all_or_nothing"}, items))
    what_if = {"from_id": union, "date": "8 Feb 2019", "formality": "supposal"}
    proposals.log(writer, LogProposal(talks, what_if, (ItemLine(wages, summary="6%?"),)))
    proposals.log(
        writer, LogProposal(talks, {"from_id": employer}, (ItemLine(wages, summary="x"),))
    )
    draft = DraftAgreement(talks, {"language": TEXTS[2]}, (size,), (before[0] - 1,))
    agreements.draft(writer, draft)
    return talks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("art") / "art.negotiations"
    ws = Workspace.create(path, actor="tester")
    ws.change("Set up", set_up)
    ws.close()
    return path


@pytest.fixture
def store(made: Path, tmp_path: Path) -> Path:
    path = tmp_path / made.name
    shutil.copy(made, path)
    return path


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> ProposalsPage:
    window.show_page("proposals")
    settle(window)
    made = window.pages["proposals"]
    assert isinstance(made, ProposalsPage)
    return made


def record(window: MainWindow) -> Dossier:
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    found = ws.dossier(ws.negotiations()[0].id)
    ws.close()
    return found


def stored(window: MainWindow, kind: str, key: int) -> Record:
    found = record(window).get(kind, key)
    assert found is not None
    return found


def key_of(window: MainWindow, code: str) -> int:
    return int(record(window).where("proposal", code=code)[0].id)


def open_offer(window: MainWindow, page: ProposalsPage, code: str, settle: Settle) -> None:
    page.show_offer(key_of(window, code))
    settle(window)


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]


def line(page: QWidget, name: str) -> InlineEdit:
    found = page.findChild(QWidget, name)
    assert isinstance(found, InlineEdit), name
    return found


def type_over(editor: QLineEdit, text: str) -> None:
    editor.setFocus()
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


def pick(combo: ChoiceCombo, words: str) -> None:
    """Pick with the keyboard what begins with, or holds, some words."""
    place = next(n for n in range(combo.count()) if words in combo.itemText(n))
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def press(button: QPushButton) -> None:
    """Click a button, after scrolling to it as a person would."""
    above = button.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(button)
        above = above.parentWidget()
    QApplication.processEvents()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


# -- the tree --


def test_lanes_stand_apart_and_the_chain_hangs_together(page: ProposalsPage) -> None:
    assert page.tree.lane_rows() == {
        Lane.FORMAL.value: ["P1", "P2", "P3", "P4", "P5", "P7"],
        Lane.EXPLORATORY.value: ["P6"],
    }
    model = page.tree.model()
    headings = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert headings == ["Formal offers (6)", LANE_TITLES[Lane.EXPLORATORY]]
    chain = model.index(0, 0, model.index(0, 0))
    codes = []
    while chain.isValid():
        codes.append(chain.data())
        chain = model.index(0, 0, chain)
    assert codes == ["P1", "P2", "P3", "P4"]


def test_filters_narrow_the_tree_and_clear_again(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    pick(page.filters.issue, "Wages")
    settle(window)
    assert page.tree.lane_rows()[Lane.FORMAL.value] == ["P5", "P7"]
    pick(page.filters.kind, "Package")
    settle(window)
    assert page.tree.lane_rows() == {"": ["P5"]}
    assert "1 of 7 offers" in texts(page)
    pick(page.filters.status, "Expired")
    settle(window)
    assert page.tree.lane_rows() == {}
    assert "No offer fits the filter" in texts(page)
    press(page.filters.clear)
    settle(window)
    assert len(page.tree.lane_rows()[Lane.FORMAL.value]) == 6


def test_arrow_keys_walk_the_offers(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P1", settle)
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_Down)
    settle(window)
    assert page.shown is not None
    assert page.shown.detail.proposal.code == "P2"
    assert "P2" in texts(page.view)


def test_an_empty_negotiation_teaches_what_belongs_here(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    def make(writer: RecordWriter) -> int:
        return create(writer, NewNegotiation("Second Union", "Second Works", title="Second"))

    made: list[int] = []
    window.tasks.change("Set up", make, lambda result: made.append(result.value))
    settle(window)
    window.show_negotiation(made[0])
    settle(window)
    assert "No offers yet" in texts(page)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Log the first offer")
    press(button)
    settle(window)
    assert page.right.currentIndex() == Side.OFFER_FORM


# -- one offer --


def test_a_field_is_saved_when_left_and_undone_in_one_step(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P4", settle)
    key = key_of(window, "P4")
    type_over(line(page, f"proposal:{key}:date"), "11 Feb 2019")
    settle(window)
    assert stored(window, "proposal", key).date.describe() == "Mon 11 Feb 2019"
    item = record(window).where("proposal_item", proposal_id=key)[0]
    summary = page.findChild(QWidget, f"proposal_item:{item.id}:summary")
    assert isinstance(summary, InlineText)
    summary.setFocus()
    summary.selectAll()
    QTest.keyClicks(summary, "Cap 37 at last")
    page.tree.setFocus()
    settle(window)
    assert stored(window, "proposal_item", item.id).summary == "Cap 37 at last"
    window.commands["undo"].trigger()
    settle(window)
    assert stored(window, "proposal_item", item.id).summary == "Cap, round 4"
    assert summary.toPlainText() == "Cap, round 4"


def test_a_date_that_breaks_the_chain_is_refused_and_stays_typed(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P5", settle)
    key = key_of(window, "P5")
    editor = line(page, f"proposal:{key}:date")
    type_over(editor, "the day after never")
    settle(window)
    assert editor.text() == "the day after never"
    assert any(words.startswith("⚠") for words in texts(page.view))


def test_numbers_are_edited_and_added_in_place(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P5", settle)
    term = record(window).all("term")[0]
    type_over(line(page, f"term:{term.id}:amount"), "3.5%")
    settle(window)
    assert line(page, f"term:{term.id}:amount").text() == "3.5%"
    type_over(line(page, f"term:{term.id}:horizon_years"), "2")
    settle(window)
    assert stored(window, "term", term.id).horizon_years == 2
    adding = page.findChild(QLineEdit, f"proposal_item:{term.item_id}:add")
    assert adding is not None
    QTest.keyClicks(adding, "$500 bonus")
    QTest.keyClick(adding, Qt.Key.Key_Return)
    settle(window)
    assert [t.measure for t in record(window).all("term")] == ["wage_pct", "bonus_flat"]


def test_a_rejected_package_lapses_on_the_page_and_comes_back(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P5", settle)
    type_over(page.view.actions_card.day, "9 Feb 2019")
    press(page.view.actions_card.buttons[ActionKind.REJECTED])
    settle(window)
    said = " ".join(texts(page.view))
    assert "The package P5 lapsed: it was rejected." in said
    assert "Sample District now stands on P4" in said
    action = record(window).all("proposal_action")[0]
    union = record(window).where("participant", side="labor")[0]
    assert (action.by_id, action.date.describe()) == (union.id, "Sat 9 Feb 2019")
    type_over(page.view.actions_card.day, "10 Feb 2019")
    press(page.view.actions_card.buttons[ActionKind.REINSTATED])
    settle(window)
    assert "lapsed" not in " ".join(texts(page.view))
    assert window.tasks.state is not None
    assert window.tasks.state.undo == "Record “reinstated”"


# -- countering --


def test_what_a_counter_answers_is_shown_and_the_wrong_ones_refused(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P4", settle)
    page.tree.setFocus()
    QTest.keyClick(page.tree, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    settle(window)
    form = page.offer_form
    assert "Counter P4" in texts(form)
    assert form.answers.codes() == ["P4"]
    type_over(form.day, "6 Feb 2019")
    settle(window)
    for code, reason in (("P3", "same side"), ("P5", "was passed before")):
        pick(form.answers.pick, f"{code},")
        settle(window)
        assert reason in form.answers.refusal.text()
        assert form.answers.codes() == ["P4"]
    pick(form.answers.pick, "P7,")
    settle(window)
    assert form.answers.codes() == ["P4", "P7"]
    assert form.answers.refusal.text() == ""
    assert any("a date is missing" in words for words in texts(form))
    before = len(record(window).all("proposal"))
    QTest.keyClick(form, Qt.Key.Key_Escape)
    settle(window)
    assert page.right.currentIndex() == Side.OFFER
    assert len(record(window).all("proposal")) == before


def test_an_offer_without_words_is_not_saved(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    press(page.new_button)
    settle(window)
    press(page.offer_form.save)
    settle(window)
    assert "at least one issue" in page.offer_form.problem.text()
    assert page.form_open()


def test_supposals_from_the_form_move_no_position(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    union = record(window).where("participant", side="labor")[0].id
    size = record(window).where("issue", title="Class size")[0].id
    before = latest(record(window), size, union, date(2019, 3, 1)).text
    open_offer(window, page, "P4", settle)
    press(page.counter_button)
    settle(window)
    form = page.offer_form
    pick(form.counts_as, "supposal")
    QTest.keyClicks(form.items[0].row.summary, "What if 35?")
    type_over(form.day, "6 Feb 2019")
    press(form.save)
    settle(window)
    assert page.tree.lane_rows()[Lane.EXPLORATORY.value] == ["P8", "P6"]
    assert latest(record(window), size, union, date(2019, 3, 1)).text == before
    assert any("Explored only" in words for words in texts(page.view))


# -- redline --


def formats(view: RedlineText, change: str) -> str:
    """Collect the text that is struck through, or underlined: the marks beside colour."""
    found = []
    block = view.document().begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            form = fragment.charFormat()
            marked = form.fontStrikeOut() if change == Change.DELETED else form.fontUnderline()
            found += [fragment.text()] if marked else []
            iterator += 1
        block = block.next()
    return " ".join(found)


def test_the_redline_starts_from_the_same_sides_text_and_marks_without_colour(
    window: MainWindow, page: ProposalsPage, settle: Settle, qtbot: QtBot
) -> None:
    open_offer(window, page, "P4", settle)
    page.tabs.setCurrentIndex(Tab.REDLINE)
    qtbot.waitUntil(page.redline.export.isEnabled, timeout=10_000)
    asked = page.redline.asked()
    assert asked is not None
    assert (asked.old.name, asked.new.name) == ("P2, Sample District", "P4, Sample District")
    assert "39" in formats(page.redline.text, Change.DELETED)
    assert "37" in formats(page.redline.text, Change.INSERTED)
    assert "deleted: " in page.redline.text.accessibleDescription()
    pick(page.redline.layout_of, "Side by side")
    assert "37" in formats(page.redline.text, Change.INSERTED)
    pick(page.redline.old, "P3,")
    qtbot.waitUntil(lambda: "34" in formats(page.redline.text, Change.DELETED), timeout=10_000)


def test_a_redline_leaves_as_word_and_web_page(
    window: MainWindow, page: ProposalsPage, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    open_offer(window, page, "P4", settle)
    page.tabs.setCurrentIndex(Tab.REDLINE)
    qtbot.waitUntil(page.redline.export.isEnabled, timeout=10_000)
    asked = page.redline.asked()
    assert asked is not None
    for form in ("docx", "html"):
        page.redlines.write(asked, form, tmp_path / f"redline.{form}")
        settle(window)
    assert (tmp_path / "redline.docx").read_bytes()[:2] == b"PK"
    assert "<del" in (tmp_path / "redline.html").read_text(encoding="utf-8")


# -- agreements --


def test_a_draft_from_offers_is_signed_side_by_side_and_printed(
    window: MainWindow, page: ProposalsPage, settle: Settle, tmp_path: Path
) -> None:
    open_offer(window, page, "P3", settle)
    press(page.draft_button)
    settle(window)
    form = page.agreement_form
    assert form.language.toPlainText() == f"Class size\n{TEXTS[2]}"
    type_over(form.reached, "12 Feb 2019")
    press(form.save)
    settle(window)
    view = page.agreement_view
    assert view.code() == "TA2"
    assert "Draft" in texts(view)
    for place, (party, said) in enumerate(
        (("Sample District", "One side signed"), ("Example Union", "Signed"))
    ):
        block = next(b for b in view.blocks.values() if b.side and b.side.name == party)
        type_over(block.day, f"{12 + place} Feb 2019")
        press(block.sign)
        settle(window)
        assert said in texts(view), [b.note.text() for b in view.blocks.values()]
    assert any(words.startswith("✓ Pat Example, signed") for words in texts(view))
    page.agreements.write_sheet(tmp_path / "sheet.pdf")
    settle(window)
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")
    window.commands["undo"].trigger()
    settle(window)
    assert "One side signed" in texts(view)


def test_nobody_signs_without_a_seat_until_one_is_given(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    key = record(window).all("tentative_agreement")[0].id
    page.show_agreement(key)
    settle(window)
    view = page.agreement_view
    block = next(b for b in view.blocks.values() if b.side and b.side.side == "labor")
    QTest.keyClicks(block.newcomer, "Lee Testperson")
    press(block.let_sign)
    settle(window)
    assert block.side is not None
    assert [name for name, _ in block.side.signers] == ["Pat Example", "Lee Testperson"]
    type_over(block.day, "12 Feb 2019")
    pick(block.person, "Lee")
    press(block.sign)
    settle(window)
    assert "One side signed" in texts(view)


def test_votes_are_recorded_with_their_numbers(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    page.show_agreement(record(window).all("tentative_agreement")[0].id)
    settle(window)
    votes = page.agreement_view.votes
    pick(votes.result, "Approved")
    QTest.keyClicks(votes.yes, "120")
    QTest.keyClicks(votes.no, "30")
    press(votes.add)
    settle(window)
    approval = record(window).all("approval")[0]
    assert (approval.body, approval.yes, approval.no) == ("members", 120, 30)


def test_others_read_and_change_nothing(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    window.show_as(Audience.OWN_TEAM)
    settle(window)
    assert not page.new_button.isEnabled()
    assert not page.counter_button.isEnabled()
    open_offer(window, page, "P4", settle)
    assert line(page, f"proposal:{key_of(window, 'P4')}:code").isReadOnly()
    assert not page.view.actions_card.buttons[ActionKind.HOLD].isVisible()
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert page.tree.lane_rows() == {}, "what the parties passed is not public"
    QApplication.processEvents()


def test_a_form_is_hidden_from_others_and_kept(
    window: MainWindow, page: ProposalsPage, settle: Settle
) -> None:
    open_offer(window, page, "P4", settle)
    press(page.counter_button)
    settle(window)
    QTest.keyClicks(page.offer_form.items[0].row.summary, "Not for other eyes")
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert not page.offer_form.isVisible()
    window.show_as(Audience.ME)
    settle(window)
    assert page.offer_form.isVisible()
    assert page.offer_form.items[0].row.summary.text() == "Not for other eyes"

"""They countered: from the row to a saved counteroffer in the real window, by key and mouse."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.application import make_window
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.proposals_page import ProposalsPage
from negotiation_tracker.desktop.settings import Settings
from negotiation_tracker.desktop.widgets.offer_form import OfferForm
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import proposals
from negotiation_tracker.services.commands import ItemLine, LogProposal, NewNegotiation, TermLine
from negotiation_tracker.services.negotiations import create
from negotiation_tracker.services.workspace import Workspace

pytestmark = [pytest.mark.gui, pytest.mark.journey]
LONG = 20_000
CONTROL = Qt.KeyboardModifier.ControlModifier


def set_up(writer: RecordWriter) -> None:
    talks = create(
        writer,
        NewNegotiation(
            "Example Union", "Sample District", title="Artificial talks",
            issues=("Wages",), code="ART-1", ours="union",
        ),
    )  # fmt: skip
    union, employer = (p.id for p in writer.where("participant", negotiation_id=talks))
    wages = writer.where("issue", negotiation_id=talks)[0].id
    first = None
    for maker, value, day in (
        (union, "9%", "1 Feb 2019"),
        (employer, "2%", "5 Feb 2019"),
        (employer, "2.5%", "9 Feb 2019"),
    ):
        item = ItemLine(wages, terms=(TermLine(value),))
        counters = (first,) if first is not None and value == "2%" else ()
        command = LogProposal(talks, {"from_id": maker, "date": day}, (item,), counters)
        made = proposals.log(writer, command)
        first = first or made


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[MainWindow]:
    store = tmp_path / "art.negotiations"
    ws = Workspace.create(store, actor="tester")
    ws.change("Set up", set_up)
    ws.close()
    made = make_window(Settings(tmp_path / "window.ini"))
    qtbot.addWidget(made)
    made.resize(1280, 800)
    with qtbot.waitExposed(made):
        made.show()
    made.store_commands.open(store)
    qtbot.waitUntil(lambda: made.current == "overview", timeout=LONG)
    yield made
    assert made.tasks.close(LONG / 1000)


def settle(qtbot: QtBot, window: MainWindow) -> None:
    for _ in range(2):
        qtbot.waitUntil(lambda: window.tasks.idle, timeout=LONG)
        QApplication.processEvents()


def keys(*pressed: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    for key in pressed:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        QApplication.processEvents()


def write(text: str) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClicks(focus, text)


def click(widget: QWidget, area: QRect | None = None) -> None:
    middle = QPoint(widget.rect().center()) if area is None else area.center()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=middle)
    QApplication.processEvents()


def open_page(window: MainWindow, qtbot: QtBot) -> ProposalsPage:
    """Go to the page by key, and to the second offer at the top by mouse."""
    QTest.keyClick(window, Qt.Key.Key_3, CONTROL)
    settle(qtbot, window)
    page = window.pages["proposals"]
    assert isinstance(page, ProposalsPage)
    model = page.tree.model()
    codes = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert codes == ["P1", "P3"], "P2 hangs under P1"
    click(page.tree.viewport(), page.tree.visualRect(model.index(1, 0)))
    settle(qtbot, window)
    assert page.shown is not None
    assert page.shown.detail.proposal.code == "P3"
    return page


def try_own_offer(form: OfferForm, window: MainWindow, qtbot: QtBot) -> None:
    """Pick an offer of the same side: the rule says why not, and nothing is taken."""
    form.answers.pick.setFocus()
    keys(Qt.Key.Key_Down)
    offered = form.answers.pick.view()
    assert offered.isVisible(), "the list opens; nothing is picked on the way"
    place = form.answers.pick.findText("P1, Example Union (U)", Qt.MatchFlag.MatchStartsWith)
    for _ in range(place):
        QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "come from the same side" in form.answers.refusal.text()
    assert form.answers.codes() == ["P3"]


def saved_as_typed(window: MainWindow) -> None:
    """See in the file itself that the counter is there as it was typed."""
    state = window.tasks.state
    assert state is not None
    ws = Workspace.open(state.path)
    kept = ws.dossier(ws.negotiations()[0].id)
    ws.close()
    made = kept.where("proposal", code="P4")[0]
    assert (made.kind, made.date.describe()) == ("counter", "Tue 12 Feb 2019")
    item = kept.where("proposal_item", proposal_id=made.id)[0]
    term = kept.where("term", item_id=item.id)[0]
    assert (item.summary, int(term.horizon_years)) == ("On the schedule", 3)


def test_a_counteroffer_from_the_row_by_key_and_mouse(window: MainWindow, qtbot: QtBot) -> None:
    page = open_page(window, qtbot)
    page.tree.setFocus()
    keys(Qt.Key.Key_R, held=CONTROL)
    settle(qtbot, window)
    form = page.offer_form
    assert form.answers.codes() == ["P3"], "what it will counter stands there before saving"
    assert form.maker.currentText() == "Example Union (U)"
    assert form.items[0].row.issue.text() == "Wages"
    assert QApplication.focusWidget() is form.items[0].row.summary
    try_own_offer(form, window, qtbot)

    form.items[0].row.summary.setFocus()
    write("On the schedule")
    keys(Qt.Key.Key_Tab)
    write("8.5% over 3 years")
    form.day.setFocus()
    form.day.selectAll()
    write("12 Feb 2019")
    keys(Qt.Key.Key_Return, held=CONTROL)
    settle(qtbot, window)

    assert page.shown is not None
    assert page.listing is not None
    assert page.shown.detail.proposal.code == "P4"
    assert [t.code for t in page.shown.detail.answers] == ["P3"]
    assert "Counteroffer logged" in window.status.text()
    line = page.tree.current_offer()
    assert line is not None
    assert (line.code, line.says) == ("P4", "Wages: 8.5% over three years")
    countered = page.listing.found.line(page.shown.detail.answers[0].id)
    assert countered is not None
    assert countered.status_words == "countered"

    for held, left in ((CONTROL, 3), (CONTROL | Qt.KeyboardModifier.ShiftModifier, 4)):
        QTest.keyClick(window, Qt.Key.Key_Z, held)
        settle(qtbot, window)
        assert page.listing.found.total == left
    saved_as_typed(window)


def test_a_counter_saved_against_the_rules_stays_in_the_form(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = open_page(window, qtbot)
    click(page.counter_button)
    settle(qtbot, window)
    form = page.offer_form
    write("Too early to answer")
    form.day.setFocus()
    form.day.selectAll()
    write("1 Jan 2019")
    click(form.save)
    settle(qtbot, window)
    assert page.form_open()
    assert "was passed before P3" in form.problem.text()
    assert form.items[0].row.summary.text() == "Too early to answer"
    assert page.listing is not None
    assert page.listing.found.total == 3

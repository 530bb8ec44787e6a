"""Costing in the window: offers side by side, what is silent needs an assumption in words."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.dialogs.cost_sheet import cost_dialog
from negotiation_tracker.desktop.dialogs.impasse_sheet import impasse_dialog
from negotiation_tracker.desktop.dialogs.sheet_dialog import SheetDialog
from negotiation_tracker.desktop.main_window import MainWindow
from negotiation_tracker.desktop.pages.costing_page import CostingPage
from negotiation_tracker.desktop.widgets.costing_offer import CostingOffer
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.wage_terms_view import WageTermsView
from negotiation_tracker.model.handling import Audience
from negotiation_tracker.services.workspace import Workspace
from tests.desktop.conftest import LONG, Settle
from tests.desktop.test_window import SEIU, UTLA, negotiation_id
from tests.exchange.opened import everything_in

pytestmark = pytest.mark.gui


@pytest.fixture
def page(window: MainWindow, settle: Settle) -> CostingPage:
    window.show_negotiation(negotiation_id(window, SEIU))
    window.show_page("costing")
    settle(window)
    made = window.pages["costing"]
    assert isinstance(made, CostingPage)
    return made


def item(page: CostingPage, code: str) -> int:
    found = page._found
    assert found is not None
    return next(o.item_id for o in found.offers if o.name.startswith(f"{code},"))


def put(page: CostingPage, code: str) -> CostingOffer:
    card = page.add_recorded(item(page, code))
    assert card is not None
    return card


def write(field: Field, text: str) -> None:
    editor = field.editor
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


def base(page: CostingPage, **typed: str) -> None:
    for name, text in typed.items():
        write(page.base.fields[name], text)


def worked_out(qtbot: QtBot, page: CostingPage) -> dict[str, tuple[str, ...]]:
    qtbot.waitUntil(lambda: not page._timer.isActive(), timeout=LONG)
    return {row.label.strip(): row.cells for row in page.results.table.costs.rows}


def test_the_worked_example_to_the_dollar(page: CostingPage, qtbot: QtBot) -> None:
    union, employer = put(page, "PR2"), put(page, "PR3b")
    base(page, headcount="30,000", average="$25,000")
    rows = worked_out(qtbot, page)
    assert rows["Cost a year over the base"] == ("$225,000,000", "$172,500,000")
    assert rows["At average pay, $25,000 now"] == ("$32,500", "$30,750")
    assert rows["Equal steps, compounded"] == ("–", "$503,226,622")
    assert "Total over the term" not in rows
    assert "The years this offer covers are not stated" in union._reason.text()
    assert "How the total is split" in employer._reason.text()


def test_an_assumption_needs_words_and_is_kept_with_the_result(
    page: CostingPage, qtbot: QtBot
) -> None:
    card = put(page, "PR3b")
    base(page, headcount="30000", average="25000")
    card.split.set_value("equal_simple")
    worked_out(qtbot, page)
    assert "in words" in card.fields["text"].error
    assert not page._save.isEnabled()
    write(card.fields["text"], "Even steps, as before")
    rows = worked_out(qtbot, page)
    assert card.fields["text"].error == ""
    assert rows["Total over the term"] == ("$517,500,000",)
    assert page.costing is not None
    assert page.costing.comparison.costs[0].assumptions[0] == "“Even steps, as before”"
    assert page._save.isEnabled()


def test_a_typed_offer_is_read_aloud_and_seen_several_ways(page: CostingPage, qtbot: QtBot) -> None:
    card = page.add_typed()
    write(card.fields["terms"], "6% + 7% + 7% + $2/hour")
    write(card.fields["name"], "Idea")
    base(page, headcount="30000", average="25000", hourly="20")
    worked_out(qtbot, page)
    assert card.fields["terms"].note.text().startswith("→ wages")
    shown = page.results.wages.text()
    assert "Added up\t20%" in shown
    assert "Compounded\t21.3594%" in shown
    assert "A · Idea" in shown
    write(card.fields["terms"], "more")
    worked_out(qtbot, page)
    assert "holds no number" in card.fields["terms"].error


def test_placement_tables_are_pasted_from_a_spreadsheet(page: CostingPage, qtbot: QtBot) -> None:
    put(page, "PR2")
    page.base.by_table.setChecked(True)
    editor = page.base.fields["placement"].editor
    assert isinstance(editor, QPlainTextEdit)
    QApplication.clipboard().setText("Step\tFTE\tSalary\n1\t100\t30000\n2\tx\t50000")
    editor.paste()
    worked_out(qtbot, page)
    assert "Row 3: FTE" in page.base.fields["placement"].error
    assert page.results.table.costs.rows == ()
    editor.setPlainText("1\t100\t30000\n2\t50\t60000")
    rows = worked_out(qtbot, page)
    assert page.base.fields["placement"].error == ""
    assert rows["Pay of everybody a year"] == ("$7,800,000",)
    assert any("highest step (2)" in label for label in rows)


def test_figures_are_never_taken_unseen(page: CostingPage, qtbot: QtBot) -> None:
    form = page.base.form("USD")
    assert form.headcount == ""  # two figures on record could be meant
    assert "none is taken by itself" in page.base.fields["headcount"].note.text()
    assert form.average == "25,000"
    reading = page.base.fields["average"].note.text()
    assert reading.startswith("From the record: about $25,000 a year")
    assert "KTLA" in reading
    put(page, "PR2")
    base(page, headcount="30000")
    worked_out(qtbot, page)
    assert page.costing is not None
    assert "about $25,000 a year" in page.costing.comparison.settings.base.note
    base(page, average="26000")
    worked_out(qtbot, page)
    assert page.base.figures() == ()
    assert page.costing.comparison.settings.base.note == ""


def test_what_is_missing_is_asked_for_and_never_zero(page: CostingPage, qtbot: QtBot) -> None:
    worked_out(qtbot, page)
    assert page.results.waiting.text() == "What they cost is shown here."
    put(page, "PR2")
    worked_out(qtbot, page)
    assert "Give people and average pay" in page.results.waiting.text()
    assert page.base.fields["headcount"].error == ""
    base(page, headcount="many")
    worked_out(qtbot, page)
    assert "is not a number" in page.base.fields["headcount"].error
    assert page.results.waiting.text() == "Costs are shown once the fields marked are mended."
    assert not page._save.isEnabled()


def test_what_is_typed_outlives_the_program_and_stays_with_its_audience(
    window: MainWindow, page: CostingPage, qtbot: QtBot, settle: Settle
) -> None:
    card = put(page, "PR2")
    write(card.fields["years"], "4")
    write(card.fields["text"], "Our guess")
    base(page, headcount="31,000", rates="Pension 20%")
    worked_out(qtbot, page)
    window.show_as(Audience.PUBLIC)
    settle(window)
    assert page.offers.cards == []
    assert page.base.form("USD").headcount == ""
    assert page.base.form("USD").rates == ""
    window.show_as(Audience.ME)
    settle(window)
    assert [c.state()["assumption"]["years"] for c in page.offers.cards] == ["4"]
    assert page.base.form("USD").headcount == "31,000"
    window.show_negotiation(negotiation_id(window, UTLA))
    settle(window)
    assert page.offers.cards == []
    state = window.tasks.state
    assert state is not None
    [draft] = state.path.parent.glob(".*costing*me.draft")
    assert draft.stat().st_mode & 0o077 == 0


def test_an_offer_that_goes_from_the_record_goes_from_the_page(
    window: MainWindow, page: CostingPage, qtbot: QtBot, settle: Settle
) -> None:
    put(page, "PR2")
    put(page, "PR3b")
    gone = item(page, "PR2")
    from negotiation_tracker.services import records

    window.tasks.change("Delete", lambda w: records.delete(w, "proposal_item", gone))
    settle(window)
    assert [card.choice.name for card in page.offers.cards if card.choice] == ["PR3b, LAUSD"]
    page.offers.remove(page.offers.cards[0])
    assert page.offers.cards == []


def dialog_pages(qtbot: QtBot, window: MainWindow, dialog: SheetDialog[Any]) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.page_count.text() != "", timeout=LONG)


def test_the_sheet_is_previewed_and_saved(
    window: MainWindow, page: CostingPage, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    put(page, "PR3b")
    base(page, headcount="30000", average="25000")
    worked_out(qtbot, page)
    number = page.negotiation_id
    assert number is not None
    dialog = cost_dialog(window.tasks, number, page.order(), Audience.PUBLIC)
    dialog_pages(qtbot, window, dialog)
    for name in ("costs.pdf", "costs.xlsx"):
        dialog.save_to(tmp_path / name)
        settle(window)
        assert dialog.written.text() == f"Saved {name}"
        assert "bounds" in everything_in(tmp_path / name).casefold()
    dialog.save_to(tmp_path / "gone" / "costs.pdf")
    settle(window)
    assert "could not be put in place" in dialog.problem.text()


def test_the_impasse_sheet_opens_from_the_menu_with_its_gaps(
    window: MainWindow, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    number = negotiation_id(window, UTLA)
    dialog = impasse_dialog(window.tasks, number)
    dialog_pages(qtbot, window, dialog)
    assert dialog.audience.value() is Audience.AGENCY
    assert dialog.made is not None
    assert len(dialog.made.sheet.gaps) > 5
    assert dialog.day is not None
    dialog.day.setText("some day")
    dialog.day.editingFinished.emit()
    settle(window)
    assert not dialog.save_buttons[0].isEnabled()
    dialog.day.setText("20 Jan 2019")
    dialog.day.editingFinished.emit()
    qtbot.waitUntil(dialog.save_buttons[0].isEnabled, timeout=LONG)
    dialog.save_to(tmp_path / "impasse.pdf")
    settle(window)
    assert "as of 20 Jan 2019" in everything_in(tmp_path / "impasse.pdf")
    state = window.tasks.state
    assert state is not None
    window.tasks.close(LONG / 1000)
    workspace = Workspace.open(state.path)
    assert workspace.records("export_log")[-1].filters == "impasse sheet; as of 2019-01-20"
    workspace.close()


def test_the_menu_entry_opens_the_dialog(window: MainWindow, qtbot: QtBot, settle: Settle) -> None:
    window.commands["impasse_sheet"].trigger()
    settle(window)
    [dialog] = [d for d in window.findChildren(QDialog) if isinstance(d, SheetDialog)]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    settle(window)


def test_offers_without_wages_say_so(qtbot: QtBot) -> None:
    view = WageTermsView()
    qtbot.addWidget(view)
    view.show_offers([("P1, Union", None)])
    assert "says nothing on wages" in view.text()
    view.show_offers([], "No offers yet.")
    assert view.text() == "No offers yet."

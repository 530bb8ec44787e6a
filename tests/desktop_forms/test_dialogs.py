"""The dialogs: what they do, what they say, and that every control has a name."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.actions import ACTIONS, Actions
from negotiation_tracker.desktop.dialogs.about import AboutDialog
from negotiation_tracker.desktop.dialogs.error import ErrorDialog
from negotiation_tracker.desktop.dialogs.export import ExportDialog
from negotiation_tracker.desktop.dialogs.export_choices import ExportMemory, Stretch
from negotiation_tracker.desktop.dialogs.export_work import describe, left_out_words
from negotiation_tracker.desktop.dialogs.new_negotiation import NewNegotiationDialog
from negotiation_tracker.desktop.dialogs.shortcuts import ShortcutsDialog
from negotiation_tracker.desktop.tasks import Cancelled, Unexpected
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.model.errors import StoreError
from negotiation_tracker.model.handling import Audience, OptIn
from tests.desktop_forms.conftest import Desk, Keyboard

pytestmark = pytest.mark.gui

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit)


def unnamed(widget: QWidget) -> list[str]:
    """List the controls that a screen reader could not name."""
    found = []
    for child in widget.findChildren(QWidget):
        if not isinstance(child, CONTROLS) or isinstance(child.parent(), QComboBox):
            continue
        if child.focusPolicy() is Qt.FocusPolicy.NoFocus:
            continue
        face = QAccessible.queryAccessibleInterface(child)
        if not face.text(QAccessible.Text.Name):
            found.append(f"{type(child).__name__} {child.objectName()}")
    return found


def markup(widget: QWidget) -> list[str]:
    """List the labels that would read their text as markup."""
    plain = Qt.TextFormat.PlainText
    labels = widget.findChildren(QLabel)
    return [la.text() for la in labels if la.text() and la.textFormat() is not plain]


def export_dialog(desk: Desk, tmp_path: Path) -> ExportDialog:
    about = desk.read(lambda ws: describe(ws, desk.talks.negotiation))
    dialog = ExportDialog(desk.tasks, about, ExportMemory(tmp_path / "export.ini"))
    desk.qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_a_negotiation_is_usable_after_three_fields(desk: Desk, keyboard: Keyboard) -> None:
    dialog = NewNegotiationDialog(desk.tasks)
    created: list[int] = []
    dialog.created.connect(created.append)
    dialog.show()
    dialog.activateWindow()
    dialog.union.setFocus()
    desk.qtbot.waitUntil(dialog.union.hasFocus, timeout=5_000)
    keyboard.text("Local Example")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.text("Example County")
    keyboard.press(Qt.Key.Key_Tab)
    keyboard.text("County talks")
    keyboard.press(Qt.Key.Key_Return)
    desk.qtbot.waitUntil(lambda: bool(created), timeout=10_000)
    made = desk.read(lambda ws: ws.dossier(created[0]))
    talks = made.get("negotiation", created[0])
    assert talks is not None
    assert (talks.title, talks.timezone) == ("County talks", "America/Los_Angeles")
    assert {p.side for p in made.where("participant", negotiation_id=created[0])} == {
        "labor",
        "management",
    }


def test_a_new_negotiation_says_what_is_missing(desk: Desk) -> None:
    dialog = NewNegotiationDialog(desk.tasks)
    desk.qtbot.addWidget(dialog)
    dialog.show()
    dialog.save()
    desk.qtbot.waitUntil(lambda: bool(dialog.fields["union"].error), timeout=10_000)
    assert dialog.fields["employer"].error
    dialog.zone.set_words("Nowhere/Nothing")
    dialog.save()
    assert "time zone" in dialog.fields["timezone"].error
    assert not desk.errors


def test_enter_does_what_the_dialog_is_for(desk: Desk, tmp_path: Path) -> None:
    dialog = export_dialog(desk, tmp_path)
    assert [b.text() for b in dialog.findChildren(QPushButton) if b.isDefault()] == ["Save PDF…"]
    new = NewNegotiationDialog(desk.tasks)
    desk.qtbot.addWidget(new)
    new.show()
    assert [b for b in new.findChildren(QPushButton) if b.isDefault()] == [new.create_button]


def test_an_export_shows_its_pages_and_is_written(desk: Desk, tmp_path: Path) -> None:
    dialog = export_dialog(desk, tmp_path)
    dialog.form.audience.set_value(Audience.ME)
    desk.qtbot.waitUntil(lambda: "page" in dialog.page_count.text(), timeout=60_000)
    target = tmp_path / "out.pdf"
    dialog.save_to(target)
    desk.qtbot.waitUntil(lambda: "Saved" in dialog.written_words.text(), timeout=60_000)
    assert target.read_bytes().startswith(b"%PDF")
    assert dialog.open_folder.isVisible()
    assert dialog.cancel_button.text() == "Close"
    assert ExportMemory(tmp_path / "export.ini").audience() is Audience.ME
    assert ExportMemory(tmp_path / "export.ini").folder() == tmp_path


def test_an_export_of_one_session_holds_only_that_session(desk: Desk, tmp_path: Path) -> None:
    dialog = export_dialog(desk, tmp_path)
    dialog.form.audience.set_value(Audience.ME)
    dialog.form.stretch.set_value(Stretch.SESSIONS)
    assert dialog.form.choices().session_ids == (desk.talks.last_session,)
    dialog.form.formats.button(5).setChecked(True)
    target = tmp_path / "one.json"
    dialog.save_to(target)
    desk.qtbot.waitUntil(lambda: "Saved" in dialog.written_words.text(), timeout=60_000)
    assert "Example Hall" in json.dumps(json.loads(target.read_text(encoding="utf-8")))


def test_chapters_that_a_reader_can_never_be_given_are_greyed(desk: Desk, tmp_path: Path) -> None:
    form = export_dialog(desk, tmp_path).form
    notes = form.chapters["private notes"]
    for audience in (Audience.PUBLIC, Audience.OWN_MEMBERS, Audience.AGENCY, Audience.OWN_BOARD):
        form.audience.set_value(audience)
        assert (notes.isEnabled(), notes.isChecked()) == (False, False), audience
        assert "private notes" not in form.choices().chapters
        form.every.click()
        assert not notes.isChecked()
    form.opt_ins[OptIn.PARTY].setChecked(True)
    assert (notes.isEnabled(), notes.isChecked()) == (True, True)
    form.audience.set_value(Audience.ME)
    notes.setChecked(False)
    form.audience.set_value(Audience.PUBLIC)
    form.audience.set_value(Audience.OWN_TEAM)
    assert (notes.isEnabled(), notes.isChecked()) == (True, False), "as it was before"
    form.formats.button(5).setChecked(True)
    assert not notes.isEnabled()


def test_days_that_make_no_sense_are_said_beside_the_field(desk: Desk, tmp_path: Path) -> None:
    dialog = export_dialog(desk, tmp_path)
    dialog.form.stretch.set_value(Stretch.DAYS)
    dialog.form.first.setText("2 Feb 2019")
    dialog.form.last.setText("1 Feb 2019")
    assert not dialog.form.is_right()
    assert "Swap" in dialog.form.fields["last"].error


def test_an_export_that_is_cancelled_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    dialog = export_dialog(desk, tmp_path)
    target = tmp_path / "never.pdf"
    dialog.save_to(target)
    dialog.reject()
    desk.qtbot.waitUntil(dialog.save_button.isEnabled, timeout=60_000)
    assert "nothing was written" in dialog.written_words.text()
    assert not target.exists()
    assert dialog.isVisible(), "the first Cancel stops the writing, the next closes"


def test_only_the_own_side_is_told_what_was_left_out() -> None:
    hidden = {"table_entry": 3, "private_note": 1}
    for audience in Audience:
        told = left_out_words(hidden, audience)
        own = audience in {Audience.OWN_BOARD, Audience.OWN_TEAM, Audience.ME}
        assert ("3" in told) is own, audience


def test_an_error_is_plain_words_with_its_number(qtbot: QtBot, theme: Theme) -> None:
    error = StoreError("E13", 5, "The <b>disk</b> is full.", "All is safe.", "Free some space.")
    dialog = ErrorDialog(error)
    qtbot.addWidget(dialog)
    said = [la.text() for la in dialog.findChildren(QLabel)]
    assert {"The <b>disk</b> is full.", "All is safe.", "Free some space."} <= set(said)
    assert any("E13" in text for text in said)
    assert markup(dialog) == []


def test_technical_details_can_be_copied(qtbot: QtBot, theme: Theme) -> None:
    dialog = ErrorDialog(Unexpected("KeyError\n  place.py:3"))
    qtbot.addWidget(dialog)
    dialog.copy.click()
    assert QApplication.clipboard().text() == "KeyError\n  place.py:3"
    assert not dialog.details.isVisible(), "a traceback is not put before the person"


def test_stopping_something_is_no_error(qtbot: QtBot, theme: Theme) -> None:
    from negotiation_tracker.desktop.dialogs.error import show_error

    parent = QWidget()
    qtbot.addWidget(parent)
    show_error(parent, Cancelled())
    assert parent.findChildren(ErrorDialog) == []


def test_every_shortcut_is_on_the_sheet(qtbot: QtBot, theme: Theme) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dialog = ShortcutsDialog(Actions(window).shortcuts())
    qtbot.addWidget(dialog)
    said = {la.text() for la in dialog.findChildren(QLabel)}
    for spec in ACTIONS:
        if spec.keys:
            words = spec.text.replace("&&", "and").replace("&", "").replace("and", "&")
            assert words.removesuffix("…") in said


def test_about_says_that_marks_are_no_encryption(qtbot: QtBot, theme: Theme) -> None:
    dialog = AboutDialog(Path("example.negotiations"))
    qtbot.addWidget(dialog)
    said = " ".join(la.text() for la in dialog.findChildren(QLabel))
    assert "not encryption" in said
    assert "example.negotiations" in said


def test_every_control_has_a_name_and_no_label_reads_markup(desk: Desk, tmp_path: Path) -> None:
    page = desk.page()
    page.form.add_proposal()
    dialogs: list[QWidget] = [
        page,
        NewNegotiationDialog(desk.tasks),
        export_dialog(desk, tmp_path),
        AboutDialog(None),
        ErrorDialog(Unexpected("x")),
    ]
    for dialog in dialogs[1:]:
        desk.qtbot.addWidget(dialog)
    assert {type(d).__name__: unnamed(d) for d in dialogs if unnamed(d)} == {}
    assert {type(d).__name__: markup(d) for d in dialogs if markup(d)} == {}

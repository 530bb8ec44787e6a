"""The editors by themselves: dates, times, type-ahead, drafts."""

import logging
import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from negotiation_tracker.desktop.drafts import Drafts
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit, reading
from negotiation_tracker.desktop.widgets.time_edit import clock_reading
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead, matching
from negotiation_tracker.model.handling import Audience

pytestmark = pytest.mark.gui

SATURDAY = date(2019, 1, 19)
ISSUES = [
    Choice(1, "Wages", also=("WG",)),
    Choice(2, "Class size"),
    Choice(3, "Preparation time for small classes"),
    Choice(4, "Núñez proposal"),
]


@pytest.fixture
def edit(qtbot: QtBot, theme: Theme) -> Iterator[TypeAhead]:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    found = TypeAhead("Create new issue")
    found.set_choices(ISSUES)
    layout.addWidget(found)
    layout.addWidget(QLineEdit())
    window.resize(500, 300)
    window.show()
    window.activateWindow()
    found.setFocus()
    yield found
    window.close()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("17 Jan 2019", "→ Thu 17 Jan 2019"),
        ("Thursday", "→ Thu 17 Jan 2019, inferred from the weekday"),
        ("Aug 2018", ""),
        ("someday", ""),
        ("", ""),
    ],
)
def test_how_a_date_reads(typed: str, said: str) -> None:
    assert reading(typed, SATURDAY) == said


@pytest.mark.parametrize(
    ("typed", "said"), [("9", "→ 09:00"), ("9:30 pm", "→ 21:30"), ("21:30", ""), ("25", "")]
)
def test_how_a_time_reads(typed: str, said: str) -> None:
    assert clock_reading(typed, "America/Los_Angeles") == said


def test_arrow_keys_step_a_day(qtbot: QtBot, theme: Theme) -> None:
    edit = FuzzyDateEdit(lambda: SATURDAY)
    qtbot.addWidget(edit)
    edit.setText("31 Jan 2019")
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "1 Feb 2019"
    QTest.keyClick(edit, Qt.Key.Key_Down)
    assert edit.text() == "31 Jan 2019"
    edit.clear()
    QTest.keyClick(edit, Qt.Key.Key_Up)
    assert edit.text() == "19 Jan 2019", "an empty field begins today"


def test_the_best_match_comes_first() -> None:
    assert [c.key for c in matching(ISSUES, "class")] == [2, 3]
    assert [c.key for c in matching(ISSUES, "wg")] == [1]
    assert [c.key for c in matching(ISSUES, "nunez")] == [4]
    assert matching(ISSUES, "zzz") == []


def test_leaving_the_field_takes_the_first_that_fits(edit: TypeAhead) -> None:
    QTest.keyClicks(edit, "cla")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    found = edit.value()
    assert found is not None
    assert found.choice == ISSUES[1]
    assert edit.text() == "Class size", "what was taken is written out"


def test_what_is_only_inside_a_word_is_not_taken_unseen(edit: TypeAhead) -> None:
    QTest.keyClicks(edit, "ages")
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    found = edit.value()
    assert found is not None
    assert (found.choice, found.words) == (None, "ages")


def test_escape_keeps_the_words_as_typed(edit: TypeAhead) -> None:
    QTest.keyClicks(edit, "class")
    QTest.keyClick(edit, Qt.Key.Key_Escape)
    QTest.keyClick(edit, Qt.Key.Key_Tab)
    found = edit.value()
    assert found is not None
    assert (found.choice, found.words) == (None, "class")


def test_arrow_keys_pick_from_the_list(edit: TypeAhead) -> None:
    QTest.keyClicks(edit, "class")
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    found = edit.value()
    assert found is not None
    assert found.choice == ISSUES[2]


def test_the_last_row_makes_a_new_one(edit: TypeAhead) -> None:
    QTest.keyClicks(edit, "class")
    for _ in range(3):
        QTest.keyClick(edit, Qt.Key.Key_Down)
    QTest.keyClick(edit, Qt.Key.Key_Return)
    found = edit.value()
    assert found is not None
    assert (found.choice, found.words) == (None, "class")


def test_a_drop_down_gives_back_the_very_value(qtbot: QtBot, theme: Theme) -> None:
    combo = ChoiceCombo([("Me", Audience.ME), ("Public", Audience.PUBLIC), ("Nobody", None)])
    qtbot.addWidget(combo)
    combo.set_value(Audience.PUBLIC)
    assert isinstance(combo.value(), Audience), "Qt's item data would give plain text"
    assert not combo.set_value(Audience.AGENCY)
    assert combo.value() is Audience.PUBLIC


def test_a_draft_comes_back_whole_and_is_private(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path / "a.negotiations")
    drafts.save("one", {"text": "first"})
    drafts.save("one", {"text": "Núñez “quoted”"})
    drafts.save("../../two", {"text": "other"}).result(5)
    assert drafts.load("one") == {"text": "Núñez “quoted”"}
    assert drafts.path("../../two").parent == tmp_path
    assert stat.S_IMODE(drafts.path("one").stat().st_mode) == 0o600
    drafts.remove("one").result(5)
    assert drafts.load("one") is None
    drafts.close()


@pytest.mark.parametrize("content", ["", "{", "[]", '{"format": 99, "state": {}}', "\x00"])
def test_a_damaged_draft_is_passed_over(tmp_path: Path, content: str) -> None:
    drafts = Drafts(tmp_path / "a.negotiations")
    drafts.path("one").write_text(content, encoding="utf-8")
    assert drafts.load("one") is None
    drafts.close()


def test_a_draft_that_cannot_be_kept_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    drafts = Drafts(tmp_path / "no such folder" / "a.negotiations")
    with caplog.at_level(logging.WARNING):
        drafts.save("one", {"text": "secret words"}).result(5)
    assert "could not be kept" in caplog.text
    assert "secret words" not in caplog.text
    drafts.close()

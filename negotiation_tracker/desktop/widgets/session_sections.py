"""The lists in the detail of a session: who was there, the log, proposals, follow-ups, sources."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.session_detail import (
    FollowUpLine,
    LogLine,
    Marked,
    Passed,
    Present,
    SourceLine,
)
from negotiation_tracker.desktop.widgets.flow import Flow
from negotiation_tracker.desktop.widgets.inline import InlineEdit, InlineText
from negotiation_tracker.desktop.widgets.words import chip, rule, words

Edit = Callable[[str, int, str, object], None]
"""Saves a field: kind, id, name, what was typed."""
Remove = Callable[[str, int, str], None]
"""Moves a record to the trash: kind, id, words for it."""
TIME_WIDTH = 58


def present_row(line: Present, remove: Remove | None) -> QWidget:
    """Show somebody who was there."""
    widget, layout = _row()
    layout.addWidget(words(line.who, "strong"))
    if line.side is not None:
        layout.addWidget(_side(line.side))
    about = " · ".join(part for part in (line.role, line.times) if part)
    layout.addWidget(words(about, "secondary", wrap=True), 1)
    if remove is not None:
        layout.addWidget(_remove_button(remove, "attendance", line.id, line.who))
    return widget


def log_row(line: LogLine, edit: Edit | None, remove: Remove | None) -> QWidget:
    """Show a line of the log; without ``edit`` it cannot be changed (the log is locked)."""
    widget, layout = _row(top=True)
    time = InlineEdit()
    time.setFixedWidth(TIME_WIDTH)
    time.setPlaceholderText("–")
    time.show_value(line.time)
    time.setAccessibleName("Time")
    time.setObjectName(f"table_entry:{line.id}:occurred_at")
    layout.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
    text = InlineText()
    text.show_value(line.text)
    text.setAccessibleName("Text of the line")
    text.setObjectName(f"table_entry:{line.id}:text")
    column = QVBoxLayout()
    column.setSpacing(0)
    marks = _marks(line)
    if marks is not None:
        inset = QHBoxLayout()
        inset.setContentsMargins(9, 2, 0, 0)
        inset.addWidget(marks)
        column.addLayout(inset)
    column.addWidget(text)
    layout.addLayout(column, 1)
    if edit is None:
        time.setReadOnly(True)
        text.setReadOnly(True)
    else:
        _commit_to(edit, time, "table_entry", line.id, "occurred_at")
        _commit_to(edit, text, "table_entry", line.id, "text")
    if remove is not None:
        button = _remove_button(remove, "table_entry", line.id, "line of the log")
        layout.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    return widget


def passed_row(line: Passed) -> QWidget:
    """Show a proposal passed at the session."""
    widget = QFrame()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(2)
    head = QHBoxLayout()
    head.setSpacing(6)
    head.addWidget(words(line.code, "strong"))
    head.addWidget(_side(line.side))
    about = line.kind + (f", counters {line.counters}" if line.counters else "")
    head.addWidget(words(about, "secondary", wrap=True), 1)
    column.addLayout(head)
    if line.note:
        column.addWidget(words(line.note, wrap=True))
    for issue, said in line.lines:
        column.addWidget(words(f"{issue}: {said}" if issue else said, wrap=True))
    return widget


def follow_up_row(line: FollowUpLine) -> QWidget:
    """Show something owed."""
    widget = QFrame()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(words(line.title, "strong", wrap=True))
    column.addWidget(words(line.detail, "secondary", wrap=True))
    return widget


def source_row(line: SourceLine) -> QWidget:
    """Show where something is told."""
    widget = QFrame()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(0)
    column.addWidget(words(line.what, "strong", wrap=True))
    for place in line.places:
        label = words(place, "secondary", wrap=True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label)
    return widget


def fill(layout: QLayout, rows: list[QWidget], empty: str) -> None:
    """Put rows into a layout with lines between them, or the words for none."""
    if not rows:
        layout.addWidget(words(empty, "secondary", wrap=True))
    for place, widget in enumerate(rows):
        if place:
            layout.addWidget(rule())
        layout.addWidget(widget)


def _marks(line: LogLine) -> Flow | None:
    marks: list[QWidget] = []
    if line.speaker:
        marks.append(words(line.speaker, "strong"))
    if line.side is not None:
        marks.append(_side(line.side))
    said = (line.kind, *line.issues, "exact words" if line.verbatim else "")
    marks.extend(chip(text) for text in said if text)
    if line.handling:
        marks.append(chip(line.handling, "disputed", tip="Who may see this line"))
    if not marks:
        return None
    flow = Flow()
    for mark in marks:
        flow.add(mark)
    return flow


def _side(side: Marked) -> QWidget:
    return chip(side.name, side.tone)


def _row(*, top: bool = False) -> tuple[QWidget, QHBoxLayout]:
    widget = QFrame()
    layout = QHBoxLayout(widget)
    layout.setContentsMargins(0, 2 if top else 4, 0, 2 if top else 4)
    layout.setSpacing(8)
    return widget, layout


def _remove_button(remove: Remove, kind: str, record_id: int, name: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "small")
    button.setIcon(icon("close"))
    button.setAutoRaise(True)
    button.setAccessibleName(f"Remove {name}")
    button.setToolTip("Move to the trash")
    button.clicked.connect(lambda: remove(kind, record_id, name))
    return button


def _commit_to(
    edit: Edit, editor: InlineEdit | InlineText, kind: str, record_id: int, name: str
) -> None:
    editor.committed.connect(lambda text: edit(kind, record_id, name, text))

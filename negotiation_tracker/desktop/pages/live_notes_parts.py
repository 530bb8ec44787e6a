"""The parts of the page of live notes and how they lie beside one another."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.models.live_log import LiveRow
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.live_head import LiveHead
from negotiation_tracker.desktop.widgets.live_line import EntryLine
from negotiation_tracker.desktop.widgets.live_log import LiveLogView
from negotiation_tracker.desktop.widgets.live_panels import NextMeetingCard, OnTheTableNow
from negotiation_tracker.desktop.widgets.live_people import AtTable
from negotiation_tracker.desktop.widgets.live_review import ReviewView
from negotiation_tracker.desktop.widgets.live_summary import SummaryView
from negotiation_tracker.desktop.widgets.words import Card, rule, words
from negotiation_tracker.rules.line_scene import Scene

SIDE_LETTERS = 39
_FIRST = "Nothing is noted yet. Type what happens and press Enter; F6 and F7 put commands in."


class LiveParts:
    """Head on top; log and line on the left, panels on the right; words where there is no session.

    Attributes:
        log, line, people, table, next, review, summary, head, side, start: the parts.

    """

    def __init__(self, page: QWidget, theme: Theme) -> None:
        self.head = LiveHead()
        self.log = LiveLogView(theme)
        self.line = EntryLine(theme)
        self.people = AtTable(theme)
        self.table = OnTheTableNow()
        self.next = NextMeetingCard()
        self.review = ReviewView(theme)
        self.summary = SummaryView()
        self.start = QPushButton()
        self.start.setProperty("look", "primary")
        self._theme = theme
        self._nothing = words(_FIRST, "secondary", wrap=True)
        self._nothing.hide()
        self._nothing.setContentsMargins(14, 12, 14, 12)
        self._notes = self._make_notes()
        self._left = QStackedWidget()
        for widget in (self._notes, self.review, self.summary):
            self._left.addWidget(widget)
        self._none = self._make_none()
        self.side = self._make_side()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._none)
        self._stack.addWidget(self._make_session())
        self._stack.setCurrentIndex(1)  # keys find the line while the session is still being read
        page.setProperty("look", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 18, 0, 14)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)
        theme.changed.connect(self._fit_side)
        self._fit_side()

    def say(self, title: str, text: str, *, action: str = "") -> None:
        """Show words in the place of the notes, and the one action that helps."""
        self._title.setText(title)
        self._text.setText(text)
        self.start.setText(action)
        self.start.setVisible(bool(action))
        self.head.show_sheet(None)
        self._stack.setCurrentWidget(self._none)
        if action:
            self.start.setFocus()

    def show_notes(self, *, keep: bool = False) -> None:
        """Show log and line; ``keep`` leaves a review or the summary where it is."""
        self._stack.setCurrentIndex(1)
        if not keep:
            self._left.setCurrentWidget(self._notes)

    def show_review(self, text: str, scene: Scene) -> None:
        """Show pasted lines for review."""
        self._left.setCurrentWidget(self.review)
        self.review.show_text(text, scene)

    def show_summary(self) -> None:
        """Show the summary in the place of log and line."""
        self._left.setCurrentWidget(self.summary)

    def notes_shown(self) -> bool:
        """Say whether log and line are shown."""
        return self._stack.currentIndex() == 1 and self._left.currentWidget() is self._notes

    def summary_shown(self) -> bool:
        """Say whether the summary is shown."""
        return self._stack.currentIndex() == 1 and self._left.currentWidget() is self.summary

    def show_rows(self, rows: tuple[LiveRow, ...], *, editable: bool) -> None:
        """Show the lines of the log, or words while there are none."""
        self._nothing.setVisible(not rows)
        self.log.show_rows(rows, editable=editable)

    # ---- building

    def _make_notes(self) -> QWidget:
        made = QWidget()
        made.setProperty("look", "inside")
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.log, 1)
        column.addWidget(self._nothing)
        column.addWidget(rule())
        column.addWidget(self.line)
        return made

    def _make_session(self) -> QWidget:
        card = Card(margin=1)
        card.content.setContentsMargins(1, 1, 1, 1)
        card.content.addWidget(self._left)
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(20, 0, 16, 0)
        row.setSpacing(14)
        row.addWidget(card, 1)
        row.addWidget(self.side)
        return made

    def _make_side(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("look", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(14)
        for card in (self.people, self.table, self.next):
            column.addWidget(card)
        column.addStretch(1)
        area = QScrollArea()
        area.setProperty("look", "page")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _make_none(self) -> QWidget:
        made = QWidget()
        self._title = words("", "heading")
        self._text = words("", "secondary", wrap=True)
        self._text.setMaximumWidth(560)
        column = QVBoxLayout(made)
        column.setContentsMargins(20, 40, 20, 20)
        column.addWidget(self._title)
        column.addWidget(self._text)
        column.addSpacing(8)
        column.addWidget(self.start, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return made

    def _fit_side(self) -> None:
        letter = self.side.fontMetrics().averageCharWidth()
        self.side.setFixedWidth(SIDE_LETTERS * letter)

"""The card with the chart of moves: which issue, chart or table, zoom, and taking it along."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
)

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.pictures import PictureFormat
from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.moves_chart import MovesChartView
from negotiation_tracker.desktop.widgets.words import Card, Elided, words
from negotiation_tracker.services.moves_chart import COLUMNS, Mark, MovesChart

_WIDTHS = ((84, 11), (92, 12), (120, 20), (88, 12), (110, 17), (64, 8), (64, 8), (80, 12))
"""Least width and share of the width, in percent, of each column of the table."""


class MovesTable(QTableWidget):
    """The data of a chart as a table; Enter opens the evidence.

    Signals:
        chosen: a row is to be opened; its place.

    """

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(0, len(COLUMNS))
        self.setAccessibleName("Moves as a table")
        self.setProperty("look", "inside")
        self.setHorizontalHeaderLabels(COLUMNS)
        self.verticalHeader().hide()
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.cellDoubleClicked.connect(lambda place, _column: self.chosen.emit(place))

    def show_chart(self, chart: MovesChart | None) -> None:
        """Show the data of a chart."""
        rows: Sequence[Sequence[str]] = () if chart is None else chart.rows
        self.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                self.setItem(place, column, item)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        width = self.viewport().width()
        for column, (least, share) in enumerate(_WIDTHS):
            self.setColumnWidth(column, max(least, width * share // 100))
        self.resizeRowsToContents()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.chosen.emit(self.currentRow())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QApplication.clipboard().setText(self.as_text())
        else:
            super().keyPressEvent(event)

    def as_text(self) -> str:
        """Give the table as text with tabs, for pasting."""
        lines = ["\t".join(COLUMNS)]
        for place in range(self.rowCount()):
            cells = (self.item(place, column) for column in range(self.columnCount()))
            lines.append("\t".join(cell.text() if cell else "" for cell in cells))
        return "\n".join(lines)


class MovesPanel(Card):
    """Shows the moves on one issue.

    Signals:
        issue_chosen: another issue is to be shown; its key.
        opened: evidence is to be opened; title, and the records it rests on.
        copy_wanted: the picture should go to the clipboard.
        save_wanted: the picture should be saved; a PictureFormat.

    """

    issue_chosen = Signal(int)
    opened = Signal(str, object)
    copy_wanted = Signal()
    save_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(margin=12)
        self.content.setContentsMargins(12, 8, 12, 8)
        self.setAccessibleName("Moves")
        self.view = MovesChartView(theme)
        self.table = MovesTable()
        self.issues = QComboBox()
        self.issues.setAccessibleName("Issue whose moves are shown")
        self.issues.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.issues.setMinimumContentsLength(8)
        self.issues.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.issues.activated.connect(self._issue_activated)
        self.as_table = _tool("Table", "Show the same data as a table")
        self.as_table.setCheckable(True)
        self.as_table.toggled.connect(self._show_table)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.table)
        self.pointed = Elided("", "secondary")
        self._lay_out()
        self.view.opened.connect(self._mark_opened)
        self.view.pointed.connect(self._mark_pointed)
        self.table.chosen.connect(self._row_opened)
        copy = QShortcut(QKeySequence.StandardKey.Copy, self.view)
        copy.setContext(Qt.ShortcutContext.WidgetShortcut)
        copy.activated.connect(self.copy_wanted)

    def show_issues(self, issues: Sequence[tuple[int, str]]) -> None:
        """Offer issues to choose from; keys and titles."""
        known = [
            (self.issues.itemData(n), self.issues.itemText(n)) for n in range(self.issues.count())
        ]
        if known == list(issues):
            return
        self.issues.clear()
        for key, title in issues:
            self.issues.addItem(title, key)

    def show_chart(self, chart: MovesChart | None) -> None:
        """Show a chart and its table."""
        self.view.show_chart(chart)
        self.table.show_chart(chart)
        self.pointed.show_text("" if chart is None else chart.sentence)
        if chart is not None:
            self.issues.setCurrentIndex(self.issues.findData(chart.issue_id))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(words("Moves on", "heading"))
        head.addWidget(self.issues, 1)
        head.addStretch(1)
        for text, tip, call in (
            ("−", "Show more time (−)", lambda: self.view.zoom(1 / 1.4)),
            ("+", "Show less time (+, or Ctrl and the wheel)", lambda: self.view.zoom(1.4)),
            ("Whole", "Show the whole time (0)", self.view.show_all),
        ):
            button = _tool(text, tip)
            button.clicked.connect(lambda _=False, c=call: c())
            head.addWidget(button)
        head.addWidget(self.as_table)
        head.addWidget(self._picture_button())
        self.content.addLayout(head)
        self.content.addWidget(self._stack, 1)
        self.content.addWidget(self.pointed)

    def _picture_button(self) -> QToolButton:
        menu = QMenu(self)
        menu.addAction("&Copy as picture").triggered.connect(self.copy_wanted)
        menu.addSeparator()
        for form in (PictureFormat.SVG, PictureFormat.PNG, PictureFormat.PDF):
            action = menu.addAction(f"Save as &{form.upper()}…")
            action.triggered.connect(lambda _=False, f=form: self.save_wanted.emit(f))
        button = _tool("Picture", "Copy or save the chart")
        button.setIcon(icon("export"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setMenu(menu)
        return button

    def _issue_activated(self, place: int) -> None:
        self.issue_chosen.emit(int(self.issues.itemData(place)))

    def _show_table(self, table: bool) -> None:
        self._stack.setCurrentWidget(self.table if table else self.view)

    def _mark_pointed(self, mark: Mark | None) -> None:
        chart = self.view.chart
        if mark is not None:
            self.pointed.show_text(" · ".join(mark.text))
        elif chart is not None:
            self.pointed.show_text(chart.sentence)

    def _mark_opened(self, mark: Mark) -> None:
        self.opened.emit(mark.text[0], mark.refs)

    def _row_opened(self, place: int) -> None:
        chart = self.view.chart
        if chart is not None:
            row = chart.rows[place]
            self.opened.emit(f"{row[1]}: {row[2]}", chart.row_refs[place])


def _tool(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
    return button

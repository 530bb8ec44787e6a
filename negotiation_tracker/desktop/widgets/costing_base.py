"""What offers are costed with: people and pay, what follows from pay, and whose numbers these are.

A figure on record can fill a field; then the field says which, by whose account, and the sheet
prints it. Nothing is filled in unseen.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field
from negotiation_tracker.desktop.widgets.words import link, row, words
from negotiation_tracker.services.cost_orders import FigureChoice
from negotiation_tracker.services.costing import CostForm

_BY_HEAD = ("headcount", "average")
_PLACEMENT_LINES = 7
_RATE_LINES = 3


class CostingBase(QWidget):
    """The form of the base.

    Signals:
        changed: something was typed or chosen.

    """

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._figures: dict[int, FigureChoice] = {}
        self._taken: dict[str, int] = {}
        self.fields: dict[str, Field] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._make_fields(today)
        self._lay_out()
        self._choose_kind()

    # ---- what is filled in

    def form(self, currency: str) -> CostForm:
        """Give what is typed; the kind of base that is not chosen counts as empty."""
        by_head = self.by_head.isChecked()
        return CostForm(
            headcount=self._text("headcount") if by_head else "",
            average=self._text("average") if by_head else "",
            placement="" if by_head else self._text("placement"),
            rates=self._text("rates"),
            drift=self._text("drift"),
            inflation=self._text("inflation"),
            note=self._text("note"),
            currency=currency,
        )

    def calendar(self) -> tuple[str, str, str]:
        """Give the first day, hours a year and pay an hour, as typed."""
        return self._text("first_day"), self._text("hours"), self._text("hourly")

    def is_blank(self) -> bool:
        """Say whether the base chosen has an empty field, so that nothing can be costed yet."""
        names = _BY_HEAD if self.by_head.isChecked() else ("placement",)
        return not all(self._text(name) for name in names)

    def figures(self) -> tuple[int, ...]:
        """List the figures that the base was taken from."""
        return tuple(self._taken.values()) if self.by_head.isChecked() else ()

    def state(self) -> dict[str, Any]:
        """Give all of it, to be kept."""
        texts = {name: self._text(name) for name in self.fields}
        return {"texts": texts, "by_head": self.by_head.isChecked(), "taken": dict(self._taken)}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Fill in what was kept; an empty state empties the form."""
        texts = state.get("texts", {})
        blocked = self.blockSignals(True)
        for name in self.fields:
            self._set_text(name, str(texts.get(name, "")))
        self._taken = {str(n): int(f) for n, f in dict(state.get("taken", {})).items()}
        self.by_head.setChecked(bool(state.get("by_head", True)))
        self.by_table.setChecked(not self.by_head.isChecked())
        self._choose_kind()
        self.blockSignals(blocked)

    # ---- figures on record

    def show_figures(self, choices: Sequence[FigureChoice], *, fill: bool) -> None:
        """Offer the figures on record.

        Args:
            choices: the figures.
            fill: take a figure into an empty field where it is the only one for it.

        """
        self._figures = {choice.id: choice for choice in choices}
        self._taken = {n: f for n, f in self._taken.items() if f in self._figures}
        for name in _BY_HEAD:
            fitting = [choice for choice in choices if choice.field == name]
            self._buttons[name].setVisible(bool(fitting) and self.by_head.isChecked())
            if fill and len(fitting) == 1 and fitting[0].exact and not self._text(name):
                self.take(fitting[0].id)
        self._show_readings()

    def _open_menu(self, name: str) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for choice in self._figures.values():
            if choice.field == name:
                menu.addAction(choice.words.replace("&", "&&"), partial(self.take, choice.id))
        button = self._buttons[name]
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def take(self, figure_id: int) -> None:
        """Fill a field from a figure on record, and say so under it."""
        choice = self._figures[figure_id]
        self._set_text(choice.field, choice.value)
        self._taken[choice.field] = figure_id
        self.fields[choice.field].clear_error()
        self._show_readings()
        self.changed.emit()

    def _show_readings(self) -> None:
        for name in _BY_HEAD:
            choice = self._figures.get(self._taken.get(name, 0))
            count = sum(one.field == name for one in self._figures.values())
            reading = ""
            if choice is not None:
                reading = f"From the record: {choice.words}"
            elif count and not self._text(name):
                figures = "1 figure is" if count == 1 else f"{count} figures are"
                reading = f"{figures} on record; none is taken by itself."
            self.fields[name].set_reading(reading)

    # ---- problems

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Show beside the fields what is wrong; a field still empty is only asked for elsewhere."""
        for name, field in self.fields.items():
            shown = problems.get(name, "") if self._text(name) else ""
            if field.error != shown:
                field.set_error(shown)

    # ---- building

    def _make_fields(self, today: Callable[[], date]) -> None:
        day = FuzzyDateEdit(today)
        day.setPlaceholderText("such as 1 Jul 2023")
        for name, label, editor, hint in (
            ("headcount", "&People or full-time positions", QLineEdit(), "such as 1,200"),
            ("average", "&Average pay a year", QLineEdit(), "such as $48,000"),
            ("placement", "Placement &table", _lines(_PLACEMENT_LINES), "Step\tFTE\tSalary"),
            ("rates", "What &follows from pay", _lines(_RATE_LINES), "such as Pension 20%"),
            ("drift", "&Moving up the schedule", QLineEdit(), "such as 1.5%"),
            ("inflation", "&Inflation", QLineEdit(), "such as 3%"),
            ("first_day", "First &day costed", day, ""),
            ("hours", "&Hours paid a year", QLineEdit(), "such as 2,080"),
            ("hourly", "Pay an hour no&w", QLineEdit(), "such as $21.50"),
            ("note", "Where the &numbers come from", QLineEdit(), "such as adopted budget, June"),
        ):
            if hint and isinstance(editor, QLineEdit | QPlainTextEdit):
                editor.setPlaceholderText(hint)
            self.fields[name] = Field(name, label, editor, tip=_TIPS.get(name, ""))
            if isinstance(editor, QPlainTextEdit):
                editor.setTabChangesFocus(True)
                editor.textChanged.connect(partial(self._typed, name))
            elif isinstance(editor, QLineEdit):
                editor.textChanged.connect(partial(self._typed, name))
        self.fields["placement"].set_reading("Paste step, FTE and salary from a spreadsheet.")
        self.fields["rates"].set_reading(
            "One a line; “not on one-time” behind it keeps it off bonuses."
        )

    def _lay_out(self) -> None:
        self.by_head = QRadioButton("People × a&verage pay")
        self.by_table = QRadioButton("Placement ta&ble")
        self.by_head.setChecked(True)
        self.by_head.toggled.connect(lambda _: self._kind_chosen())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addLayout(row(self.by_head, self.by_table, spacing=14))
        for name in _BY_HEAD:
            column.addWidget(self.fields[name])
            column.addWidget(self._menu_button(name), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.fields["placement"])
        column.addWidget(self.fields["note"])
        column.addWidget(self.fields["rates"])
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(9)
        for place, name in enumerate(("drift", "inflation", "hours", "hourly")):
            grid.addWidget(self.fields[name], place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        column.addWidget(self.fields["first_day"])
        column.addLayout(grid)
        column.addWidget(
            words(
                "First day and hours are needed only for offers with dates or amounts an hour.",
                "secondary",
                wrap=True,
            )
        )
        column.addStretch(1)

    def _menu_button(self, name: str) -> QPushButton:
        what = "people" if name == "headcount" else "average pay"
        button = link("From the record…", name=f"Take {what} from a figure on record")
        button.clicked.connect(lambda: self._open_menu(name))
        button.hide()
        self._buttons[name] = button
        return button

    # ---- what happens

    def _kind_chosen(self) -> None:
        self._choose_kind()
        self.changed.emit()

    def _choose_kind(self) -> None:
        by_head = self.by_head.isChecked()
        for name in _BY_HEAD:
            self.fields[name].setVisible(by_head)
            offered = any(choice.field == name for choice in self._figures.values())
            self._buttons[name].setVisible(by_head and offered)
        self.fields["placement"].setVisible(not by_head)

    def _typed(self, name: str, _text: str = "") -> None:
        taken = self._figures.get(self._taken.get(name, 0))
        if taken is not None and self._text(name) != taken.value:
            del self._taken[name]  # no longer the number of the figure
        if name in _BY_HEAD:
            self._show_readings()
        self.fields[name].clear_error()
        self.changed.emit()

    def _text(self, name: str) -> str:
        editor = self.fields[name].editor
        if isinstance(editor, QPlainTextEdit):
            return editor.toPlainText().strip("\n")
        return editor.text().strip() if isinstance(editor, QLineEdit) else ""

    def _set_text(self, name: str, text: str) -> None:
        editor = self.fields[name].editor
        if isinstance(editor, QPlainTextEdit):
            editor.setPlainText(text)
        elif isinstance(editor, QLineEdit):
            editor.setText(text)


_TIPS = {
    "drift": "Cost already owed without any deal; reported apart from every offer",
    "inflation": "Shows pay at the end in today’s money too",
    "rates": "Pension contribution, payroll taxes and the like, in percent of pay",
    "hourly": "For the view of wage terms per hour; costs do not need it",
    "note": "Printed with the result",
}


def _lines(count: int) -> QPlainTextEdit:
    editor = QPlainTextEdit()
    height = editor.fontMetrics().lineSpacing() * count + 18
    editor.setFixedHeight(height)
    editor.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return editor

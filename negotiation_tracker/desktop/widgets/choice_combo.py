"""A drop-down over values that a field may have."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QSizePolicy,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from negotiation_tracker.model.vocabulary import label

_ARROW = 10
"""Height of the arrow that Qt puts below a list too long for the screen."""
_RING = 2
"""By how much the ring of focus takes from the padding above and below, together."""


def options(values: Iterable[StrEnum]) -> list[tuple[str, str]]:
    """Give the words, with a capital, and the stored value of each value of a closed list."""
    return [(capital(label(value)), value.value) for value in values]


def capital(words: str) -> str:
    """Give words with a capital at the beginning and the rest as it is."""
    return words[:1].upper() + words[1:]


class ChoiceCombo(QComboBox):
    """Shows words, gives the value behind them; the wheel changes it only while it has focus."""

    def __init__(
        self, choices: Iterable[tuple[str, Any]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # Not as item data: Qt gives an enumeration of strings back as plain strings.
        self._values: list[Any] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_choices(choices)

    def set_choices(self, choices: Iterable[tuple[str, Any]]) -> None:
        """Offer these (words, value); the value picked stays if it is still offered."""
        before = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        self._values = []
        for words, value in choices:
            self._values.append(value)
            self.addItem(words)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.set_value(before)
        self.blockSignals(blocked)

    def value(self) -> Any:
        """Give the value picked; None when there is nothing to pick."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def set_value(self, value: Any) -> bool:
        """Pick a value; False, and nothing changes, when it is not offered."""
        if value not in self._values:
            return False
        self.setCurrentIndex(self._values.index(value))
        return True

    def showPopup(self) -> None:
        """Open the list; one that needs no arrows to be walked through gets none.

        Qt measures it by the padding of the field, which is a little less with the ring of focus
        around it, so that the last row would be cut off.
        """
        super().showPopup()
        view = self.view()
        popup = view.window()
        rows = sum(view.sizeHintForRow(row) for row in range(self.count()))
        if 0 < rows - view.viewport().height() <= _ARROW + _RING:
            height = popup.height() + _RING
            popup.resize(popup.width(), height + _ARROW)  # with this room the arrow goes
            popup.resize(popup.width(), height)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            option,
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, box.width() - 4
        )
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

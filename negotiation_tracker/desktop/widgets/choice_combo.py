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

"""A drop-down over values that a field may have."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget


class ChoiceCombo(QComboBox):
    """Shows words, gives the value behind them; the wheel changes it only while it has focus."""

    def __init__(
        self, choices: Iterable[tuple[str, Any]] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
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
        for words, value in choices:
            self.addItem(words, value)
            self.setItemData(self.count() - 1, words, Qt.ItemDataRole.ToolTipRole)
        self.set_value(before)
        self.blockSignals(blocked)

    def value(self) -> Any:
        """Give the value picked; None when there is nothing to pick."""
        return self.currentData()

    def set_value(self, value: Any) -> bool:
        """Pick a value; False, and nothing changes, when it is not offered."""
        for place in range(self.count()):
            if self.itemData(place) == value:
                self.setCurrentIndex(place)
                return True
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

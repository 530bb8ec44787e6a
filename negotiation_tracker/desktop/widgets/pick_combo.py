"""A drop-down that adds what is picked, and then stands on its own words again."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo

_OPENING = frozenset(
    {Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}
)


class PickCombo(ChoiceCombo):
    """Shows a sentence such as "Counters an offer…"; the list opens before anything is picked.

    Walking through a closed drop-down with the arrow keys would pick each thing on the way, so
    here they open the list.

    Signals:
        chose: something was picked; its value.

    """

    chose = Signal(object)

    def __init__(self, lead: str, name: str) -> None:
        super().__init__([(lead, None)])
        self._lead = lead
        self.setAccessibleName(name)
        self.activated.connect(lambda _: self._picked())

    def offer(self, choices: Iterable[tuple[str, Any]], lead: str = "") -> None:
        """Offer these (words, value) under the sentence."""
        self._lead = lead or self._lead
        self.set_choices([(self._lead, None), *choices])
        self.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if plain and (event.key() in _OPENING or event.text().strip()):
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def _picked(self) -> None:
        value = self.value()
        self.setCurrentIndex(0)
        if value is not None:
            self.chose.emit(value)

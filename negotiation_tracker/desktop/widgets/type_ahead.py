"""A line edit that finds one of many as you type, and can make a new one."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem

SHOWN_ROWS = 8
_NO_FIT = 4
_CHOICE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that can be picked.

    Attributes:
        key: what it is to the form; a record id, a stored value, or a pair of both.
        text: words shown and typed.
        detail: more words beside it in the list, such as a side or a date.
        also: other words that find it, such as a code or an alias.

    """

    key: object
    text: str
    detail: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picked:
    """What a type-ahead holds: a choice, or the words of a new one (``choice`` is None)."""

    choice: Choice | None
    words: str


def fold(text: str) -> str:
    """Lower case, without accents, single spaces: how words are compared while typing."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def matching(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """List the choices that typed words find, best first.

    Best is the same words, then a beginning, then the beginning of a word, then any part.
    """
    sought = fold(typed)
    if not sought:
        return list(choices)
    ranked: list[tuple[int, int, Choice]] = []
    for place, choice in enumerate(choices):
        ranks = [_rank(fold(words), sought) for words in (choice.text, *choice.also)]
        best = min(ranks)
        if best < _NO_FIT:
            ranked.append((best, place, choice))
    return [choice for _, _, choice in sorted(ranked, key=lambda entry: entry[:2])]


def _rank(words: str, sought: str) -> int:
    """Give how well words fit, 0 for the best; `_NO_FIT` when they do not."""
    if words == sought:
        return 0
    if words.startswith(sought):
        return 1
    if f" {sought}" in f" {words}":
        return 2
    return 3 if sought in words else _NO_FIT


class TypeAhead(QLineEdit):
    """Finds a choice as you type; leaving the field or Enter takes the first that fits.

    A choice taken without being pointed at must begin with what was typed, or have a word that
    does; everything else stays as words of a new one where that is allowed. What was taken is
    written out in the field, so it is never taken unseen; Escape keeps the words as typed.

    Signals:
        picked: what the field holds was settled (by Enter, a click or leaving the field).

    """

    picked = Signal()

    def __init__(self, new_words: str = "", *, takes_first: bool = True) -> None:
        """Build one.

        Args:
            new_words: such as "Create new issue"; the row that keeps the words as they are.
            takes_first: whether leaving the field takes the first choice that fits; without it
                only a row pointed at is taken, for fields where any words will do.

        """
        super().__init__()
        self._takes_first = takes_first
        self._as_typed = False
        self._choices: list[Choice] = []
        self._taken: Choice | None = None
        self._new_words = new_words
        self._list: QListWidget | None = None
        self._settling = False
        self.textEdited.connect(self._on_typed)

    # -- what it holds --

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer these; what is in the field stays if it is still among them."""
        self._choices = list(choices)
        if self._taken is not None:
            kept = next((c for c in choices if c.key == self._taken.key), None)
            self._taken = kept
            if kept is not None and kept.text != self.text():
                self.setText(kept.text)

    def choices(self) -> list[Choice]:
        """List what is offered."""
        return list(self._choices)

    def value(self) -> Picked | None:
        """Give what the field holds, or None when it is empty."""
        words = " ".join(self.text().split())
        if self._taken is not None:
            return Picked(self._taken, self._taken.text)
        if not words:
            return None
        same = next((c for c in self._choices if fold(c.text) == fold(words)), None)
        return Picked(same, words)

    def set_key(self, key: object) -> None:
        """Pick the choice of this key; nothing is picked when there is none."""
        self._taken = next((c for c in self._choices if c.key == key), None)
        self.setText(self._taken.text if self._taken is not None else "")
        self.setCursorPosition(0)

    def set_words(self, words: str) -> None:
        """Put words in, as if typed and settled."""
        self._taken = next((c for c in self._choices if fold(c.text) == fold(words)), None)
        self.setText(words)

    # -- typing --

    def _on_typed(self, text: str) -> None:
        self._taken = None
        self._as_typed = False
        self._offer(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            self._move(1 if key is Qt.Key.Key_Down else -1)
        elif key is Qt.Key.Key_Escape and self._open():
            self._as_typed = True
            self._close()
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.text().strip()
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.settle()
            super().keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() not in (
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
        ):
            self.settle()
            self.setCursorPosition(0)
        self._close()
        super().focusOutEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if not self.isReadOnly():
            self._offer("" if self._taken is not None else self.text())

    def hideEvent(self, event: QEvent) -> None:
        self._close()

    def settle(self) -> None:
        """Take the row pointed at, or the first choice that fits what was typed."""
        if self._settling:
            return
        row = self._list.currentItem() if self._open() and self._list is not None else None
        self._settling = True
        if row is not None:
            self._take(row)
        elif self._may_take_first():
            found = matching(self._choices, self.text())
            if found and _begins(found[0], self.text()):
                self._put(found[0])
        self._settling = False
        self._close()
        self.picked.emit()

    def _may_take_first(self) -> bool:
        typed = self.text().strip()
        return bool(typed) and self._taken is None and self._takes_first and not self._as_typed

    def _take(self, row: QListWidgetItem) -> None:
        choice = row.data(_CHOICE_ROLE)
        if isinstance(choice, Choice):
            self._put(choice)
        else:
            self._taken = None
            self._as_typed = True

    def _put(self, choice: Choice) -> None:
        self._taken = choice
        self.setText(choice.text)

    # -- the list below --

    def _open(self) -> bool:
        return self._list is not None and self._list.isVisible()

    def _close(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _move(self, step: int) -> None:
        if not self._open():
            self._offer("" if self._taken is not None else self.text())
        if self._list is not None and self._list.count():
            last = self._list.count() - 1
            self._list.setCurrentRow(min(last, max(0, self._list.currentRow() + step)))

    def _offer(self, typed: str) -> None:
        rows = self._make_list()
        rows.clear()
        found = matching(self._choices, typed)
        for choice in found[:200]:
            words = f"{choice.text}   {choice.detail}" if choice.detail else choice.text
            row = QListWidgetItem(words, rows)
            row.setData(_CHOICE_ROLE, choice)
        words = " ".join(typed.split())
        if self._new_words and words and not any(fold(c.text) == fold(words) for c in found):
            QListWidgetItem(f"{self._new_words} “{words}”", rows)
        rows.setCurrentRow(-1)
        if not rows.count():
            rows.hide()
            return
        self._place(rows)

    def _make_list(self) -> QListWidget:
        if self._list is None or self._list.parent() is not self.window():
            self._list = QListWidget(self.window())
            self._list.setObjectName("typeAheadList")
            self._list.setStyleSheet("QListWidget::item { padding: 4px 6px; }")
            self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self._list.setAccessibleName(f"{self.accessibleName()}: choices")
            self._list.itemPressed.connect(self._on_pressed)
        return self._list

    def _on_pressed(self, row: QListWidgetItem) -> None:
        self._take(row)
        self._close()
        self.picked.emit()

    def _place(self, rows: QListWidget) -> None:
        window = self.window()
        height = rows.sizeHintForRow(0) * min(SHOWN_ROWS, rows.count()) + 2 * rows.frameWidth() + 2
        wanted = max(self.width(), min(420, rows.sizeHintForColumn(0) + 24))
        below = self.mapTo(window, QPoint(0, self.height() + 2))
        room_below = window.height() - below.y() - 4
        top = below.y() if room_below >= height else max(4, below.y() - height - self.height() - 4)
        left = max(4, min(below.x(), window.width() - wanted - 4))
        rows.setGeometry(left, top, wanted, height)
        rows.show()
        rows.raise_()


def _begins(choice: Choice, typed: str) -> bool:
    sought = fold(typed)
    return any(f" {sought}" in f" {fold(words)}" for words in (choice.text, *choice.also))

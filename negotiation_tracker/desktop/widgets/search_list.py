"""The list under the search box: actions, names and records, with the words found in bold."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QTextCharFormat,
    QTextLayout,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.theme import Theme
from negotiation_tracker.desktop.widgets.words import words

Pieces = tuple[tuple[str, bool], ...]
AnyIndex = QModelIndex | QPersistentModelIndex
_SIDE, _ABOVE, _GAP = 12, 5, 2
_ROWS_AT_MOST = 11
_EDGES = 7  # margins above and below, see the layout
_NO_INDEX = QModelIndex()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row.

    Attributes:
        main: what is shown first, in pieces with whether each is a word found.
        detail: second line, likewise; empty for a row of one line.
        side: what stands at the right, such as a date or keys.
        heading: whether it only heads the rows below; it cannot be chosen.
        action: action done when it is chosen.
        record: kind and key of the record opened when it is chosen.

    """

    main: Pieces
    detail: Pieces = ()
    side: str = ""
    heading: bool = False
    action: QAction | None = None
    record: tuple[str, int] | None = None

    def spoken(self) -> str:
        """Give all words of the row."""
        parts = ("".join(text for text, _ in pieces) for pieces in (self.main, self.detail))
        return ", ".join(filter(None, (*parts, self.side)))


class SearchModel(QAbstractListModel):
    """The rows, as a list for Qt."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: Sequence[Entry]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.entries = tuple(entries)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.entries[index.row()].spoken()
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if self.entries[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class _Rows(QStyledItemDelegate):
    """Draws the rows; text is drawn as it is, never read as markup."""

    def __init__(self, model: SearchModel, theme: Theme) -> None:
        super().__init__(model)
        self._model = model
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        entry = self._model.entries[index.row()]
        height = QFontMetrics(option.font).height() + 2 * _ABOVE
        if entry.detail:
            height += QFontMetrics(self._small(option.font)).height() + _GAP
        return QSize(0, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        entry = self._model.entries[index.row()]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(option.rect, self._theme.colour("selected" if chosen else "surface"))
        ink = self._theme.colour("on_selected" if chosen else "text")
        quiet = ink if chosen else self._theme.colour("secondary")
        box = option.rect.adjusted(_SIDE, _ABOVE, -_SIDE, -_ABOVE)
        small = self._small(option.font)
        if entry.heading:
            small.setWeight(QFont.Weight.DemiBold)
            _draw(painter, box, entry.main, small, quiet)
        else:
            room = self._side(painter, box, entry.side, small, quiet)
            _draw(painter, room, entry.main, option.font, ink)
            if entry.detail:
                top = QFontMetrics(option.font).height() + _GAP
                _draw(painter, box.adjusted(0, top, 0, 0), entry.detail, small, quiet)
        painter.restore()

    def _side(self, painter: QPainter, box: QRect, text: str, font: QFont, ink: QColor) -> QRect:
        """Write what stands at the right; give the room that is left."""
        if not text:
            return box
        width = QFontMetrics(font).horizontalAdvance(text)
        place = QRect(box.right() - width, box.top(), width + 1, box.height())
        _draw(painter, place, ((text, False),), font, ink)
        return box.adjusted(0, 0, -width - _SIDE, 0)

    def _small(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(max(1, QFontMetrics(font).height() * 3 // 5 + 2, self._theme.size - 2))
        return small


class SearchList(QFrame):
    """The list and a line on how many there are, laid over the window; it never takes the keys.

    Attributes:
        model: its rows.
        view: the list.

    """

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self.setProperty("look", "card")
        self.model = SearchModel(self)
        self.view = QListView()
        self.view.setProperty("look", "inside")
        self.view.setModel(self.model)
        self._rows = _Rows(self.model, theme)
        self.view.setItemDelegate(self._rows)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName("Found")
        # Else the page behind is painted anew at every key.
        self.view.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._found = words("", "secondary")
        self._found.setContentsMargins(_SIDE, 4, _SIDE, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 6, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self.view)
        layout.addWidget(self._found)
        self.hide()

    def show_rows(self, entries: Sequence[Entry], found: str, box: QWidget) -> None:
        """Show rows under a box, the first that can be chosen chosen already."""
        self.model.show(entries)
        self._found.setText(found)
        self._place(box)
        self.show()
        self.raise_()
        self.step(1, start=-1)

    def close_up(self) -> None:
        """Hide it and forget the rows."""
        self.hide()
        self.model.show(())
        self._found.setText("")

    def current(self) -> Entry | None:
        """Give the row chosen, or None."""
        index = self.view.currentIndex()
        return self.model.entries[index.row()] if index.isValid() else None

    def found(self) -> str:
        """Give the line on how many there are."""
        return self._found.text()

    def step(self, by: int, start: int | None = None) -> None:
        """Choose a row further down or up, past headings; it stays within the list."""
        entries = self.model.entries
        row = self.view.currentIndex().row() if start is None else start
        way = 1 if by > 0 else -1
        for _ in range(abs(by)):
            after = row + way
            while 0 <= after < len(entries) and entries[after].heading:
                after += way
            if not 0 <= after < len(entries):
                break
            row = after
        if 0 <= row < len(entries):
            self.view.setCurrentIndex(self.model.index(row))
            if row <= 1:
                self.view.scrollToTop()

    def page(self) -> int:
        """Give the number of rows by which a whole page is turned."""
        return _ROWS_AT_MOST - 2

    def _place(self, box: QWidget) -> None:
        window = box.window()
        corner = box.mapTo(window, QPoint(0, box.height() + 4))
        width = max(box.width(), min(640, window.width() - corner.x() - 24))
        rows = [self.view.sizeHintForRow(row) for row in range(len(self.model.entries))]
        room = window.height() - corner.y() - 60
        height = min(sum(rows[:_ROWS_AT_MOST]), room) + self._found.sizeHint().height()
        border = self.contentsMargins()
        height += _EDGES + border.top() + border.bottom()
        self.view.setVisible(bool(rows))
        self.setGeometry(corner.x(), corner.y(), width, height)


def _draw(painter: QPainter, box: QRect, pieces: Pieces, font: QFont, ink: QColor) -> None:
    """Draw pieces in one line, the words found in bold, cut off with … where there is no room."""
    text = "".join(piece for piece, _ in pieces).replace("\n", " ").replace("\t", " ")
    layout = _line(text, pieces, font)
    line = layout.lineAt(0)
    if line.naturalTextWidth() > box.width():
        dots = QFontMetrics(font).horizontalAdvance("…")
        cut = int(line.xToCursor(float(box.width() - dots))) if box.width() > dots else 0
        layout = _line(text[:cut] + "…", pieces, font)
    painter.setPen(ink)
    layout.draw(painter, QPointF(box.left(), box.top()))


def _line(text: str, pieces: Pieces, font: QFont) -> QTextLayout:
    layout = QTextLayout(text, font)
    bold = QTextCharFormat()
    bold.setFontWeight(QFont.Weight.Bold)
    ranges = []
    at = 0
    for piece, found in pieces:
        length = min(len(piece), len(text) - at)
        if found and length > 0:
            mark = QTextLayout.FormatRange()
            mark.start, mark.length, mark.format = at, length, bold
            ranges.append(mark)
        at += len(piece)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(1e6)
    layout.endLayout()
    return layout

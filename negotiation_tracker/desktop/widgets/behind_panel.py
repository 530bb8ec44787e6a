"""The side panel that says what a number was derived from, record by record, with sources."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from negotiation_tracker.desktop.icons import icon
from negotiation_tracker.desktop.models.evidence import Evidence
from negotiation_tracker.desktop.models.overview_parts import Behind
from negotiation_tracker.desktop.widgets.opens import Opens
from negotiation_tracker.desktop.widgets.words import Card, chip, clear, rule, words


class BehindPanel(Card):
    """Lists the records behind something shown; a session opens on a click.

    Signals:
        closed: the panel is to be hidden.
        session_chosen: a session is to be opened; its id.

    """

    closed = Signal()
    session_chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Derived from")
        head = QHBoxLayout()
        self._title = words("", "heading", wrap=True)
        close = QToolButton()
        close.setProperty("look", "small")
        close.setIcon(icon("close"))
        close.setAccessibleName("Close")
        close.setToolTip("Close (Esc)")
        close.clicked.connect(self.closed)
        self._close = close
        head.addWidget(self._title, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        self.content.addLayout(head)
        inside = QWidget()
        inside.setProperty("look", "inside")
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(6)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.content.addWidget(area, 1)

    def show_behind(self, behind: Behind) -> None:
        """Show what is behind something."""
        self._title.setText(behind.title)
        clear(self._rows)
        if behind.formula:
            self._rows.addWidget(words(f"How: {behind.formula}", "secondary", wrap=True))
        for note in behind.notes:
            self._rows.addWidget(words(note, "secondary", wrap=True))
        if behind.records:
            self._rows.addWidget(words("Derived from", "label"))
        elif not behind.notes:
            self._rows.addWidget(words("Nothing is recorded.", "secondary", wrap=True))
        for place, one in enumerate(behind.records):
            if place:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._record(one))
        self._rows.addStretch(1)
        self._close.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _record(self, one: Evidence) -> QWidget:
        parts: list[QWidget] = [
            chip(one.what.capitalize()),
            *([words(one.when, "secondary", wrap=True)] if one.when else []),
            words(one.title or "no words recorded", wrap=True),
            *(words(line, "secondary", wrap=True) for line in one.sources),
        ]
        if not one.sources:
            parts.append(words("no source recorded", "secondary"))
        if one.session_id is None:
            widget = QWidget()
            column = QVBoxLayout(widget)
            column.setContentsMargins(6, 4, 6, 4)
            column.setSpacing(1)
        else:
            widget = Opens(f"Open the session: {one.title}")
            column = widget.content
            session_id = one.session_id
            widget.clicked.connect(lambda: self.session_chosen.emit(session_id))
        for part in parts:
            column.addWidget(part)
        if isinstance(widget, Opens):
            column.addWidget(words("Open the session →", "linklike"))
            for child in widget.findChildren(QWidget):
                child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return widget

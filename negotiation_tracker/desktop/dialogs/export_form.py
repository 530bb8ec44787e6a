"""The choices of an export: how much, for whom, which chapters, which kind of file."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.dialogs.export_choices import (
    CHAPTERS,
    FORMATS,
    OPT_IN_WORDS,
    ExportChoices,
    ExportMemory,
    FormatChoice,
    Stretch,
    audiences_in,
    chapters_for,
)
from negotiation_tracker.desktop.dialogs.export_work import About
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.words import link, words
from negotiation_tracker.model.handling import OWN_SIDE_AUDIENCES, opt_ins

WIDTH = 440
NOT_FOR_THEM = "Whoever will read this is never given these"
_LIST_HEIGHT = 116
_SESSION_ROLE = Qt.ItemDataRole.UserRole


class ExportForm(QScrollArea):
    """Everything that can be chosen.

    Signals:
        changed: a choice that changes the pages.
        format_changed: another kind of file; the pages stay as they are.

    """

    changed = Signal()
    format_changed = Signal()

    def __init__(self, about: About, memory: ExportMemory) -> None:
        super().__init__()
        self._about = about
        self.stretch = ChoiceCombo(_stretches(about))
        self.sessions = _session_list(about)
        self.first = self._day_edit("first record")
        self.last = self._day_edit("last record")
        self.audience = ChoiceCombo(audiences_in(about.room))
        self.audience.set_value(memory.audience())
        self.opt_ins = {o: QCheckBox(text) for o, text in OPT_IN_WORDS.items()}
        self.tell_withheld = QCheckBox("Say in the report how many records are left out")
        self.chapters = {key: QCheckBox(text) for key, text in CHAPTERS.items()}
        for box in self.chapters.values():
            box.setChecked(True)
        self._withheld: dict[str, bool] = {}
        self.formats = QButtonGroup(self)
        for number, kind in enumerate(FORMATS):
            button = QRadioButton(kind.words)
            button.setChecked(kind.key == memory.format())
            self.formats.addButton(button, number)
        self.fields = {
            "stretch": Field("stretch", "&What", self.stretch),
            "first": Field("first", "&From", self.first),
            "last": Field("last", "&To", self.last),
            "audience": Field("audience", "Who will &read it", self.audience),
        }
        self.left_out = Note()
        self.format_note = Note()
        self._added_label = words("Add on purpose", "label")
        self.every = link("All", name="Include every chapter")
        self._lay_out()
        self._connect()
        if about.picked:
            self.stretch.set_value(Stretch.SESSIONS)
        self._show_stretch()
        self._show_audience()
        self._show_format()

    # -- what is chosen --

    def choices(self) -> ExportChoices:
        """Give what is chosen now."""
        stretch = self.stretch.value() or Stretch.WHOLE
        days = stretch is Stretch.DAYS
        first, last = self.first.value(), self.last.value()
        return ExportChoices(
            negotiation_id=self._about.negotiation_id,
            stretch=stretch,
            session_ids=self.picked_sessions() if stretch is Stretch.SESSIONS else (),
            first=first.earliest if days and first is not None else None,
            last=last.latest if days and last is not None else None,
            audience=self.audience.value(),
            added=frozenset(o for o, box in self.opt_ins.items() if box.isChecked()),
            chapters=frozenset(key for key, box in self.chapters.items() if box.isChecked()),
            tell_withheld=self.tell_withheld.isChecked(),
            format=self.format().key,
        )

    def picked_sessions(self) -> tuple[int, ...]:
        """List the sessions ticked."""
        rows = (self.sessions.item(place) for place in range(self.sessions.count()))
        return tuple(
            row.data(_SESSION_ROLE) for row in rows if row.checkState() is Qt.CheckState.Checked
        )

    def format(self) -> FormatChoice:
        """Give the kind of file chosen."""
        return FORMATS[max(0, self.formats.checkedId())]

    def is_right(self) -> bool:
        """Say whether the days can be read; errors are shown beside them."""
        days = self.stretch.value() is Stretch.DAYS
        for name, edit in (("first", self.first), ("last", self.last)):
            self.fields[name].set_error(edit.problem() if days else "")
        choices = self.choices()
        unpicked = choices.stretch is Stretch.SESSIONS and not choices.session_ids
        self.fields["stretch"].set_error("Tick one session at least." if unpicked else "")
        if choices.first is not None and choices.last is not None and choices.first > choices.last:
            self.fields["last"].set_error("This is before the first day. Swap the two.")
        return not any(self.fields[name].error for name in ("stretch", "first", "last"))

    # -- inside --

    def _day_edit(self, placeholder: str) -> FuzzyDateEdit:
        edit = FuzzyDateEdit(lambda: self._about.today)
        edit.setPlaceholderText(placeholder)
        return edit

    def _connect(self) -> None:
        self.stretch.currentIndexChanged.connect(self._show_stretch)
        self.stretch.currentIndexChanged.connect(self.changed)
        self.audience.currentIndexChanged.connect(self._show_audience)
        self.audience.currentIndexChanged.connect(self.changed)
        self.sessions.itemChanged.connect(self.changed)
        self.formats.idToggled.connect(self._show_format)
        for box in self.opt_ins.values():
            box.toggled.connect(self._show_chapters)
        self.every.clicked.connect(self._tick_every)
        for box in (*self.opt_ins.values(), *self.chapters.values(), self.tell_withheld):
            box.toggled.connect(self.changed)
        for name, edit in (("first", self.first), ("last", self.last)):
            edit.read.connect(self.fields[name].set_reading)
            edit.textChanged.connect(self.changed)

    def _show_stretch(self) -> None:
        days = self.stretch.value() is Stretch.DAYS
        for name in ("first", "last"):
            self.fields[name].setVisible(days)
        self.sessions.setVisible(self.stretch.value() is Stretch.SESSIONS)

    def _show_audience(self) -> None:
        audience = self.audience.value()
        offered = opt_ins(audience)
        for opt_in, box in self.opt_ins.items():
            box.setVisible(opt_in in offered)
            if opt_in not in offered:
                box.setChecked(False)
        self._added_label.setVisible(bool(offered))
        own = audience in OWN_SIDE_AUDIENCES
        self.tell_withheld.setVisible(own)
        if not own:
            self.tell_withheld.setChecked(False)
        self._show_chapters()

    def _show_format(self) -> None:
        chosen = self.format()
        self.format_note.say(chosen.about)
        self.every.setEnabled(chosen.chapters)
        self._show_chapters()
        self.format_changed.emit()

    def _show_chapters(self) -> None:
        """Grey the chapters that the reader can never be given; they come back as they were."""
        given = chapters_for(self.choices().reader())
        chosen = self.format().chapters
        for key, box in self.chapters.items():
            if key not in given and key not in self._withheld:
                self._withheld[key] = box.isChecked()
                box.setChecked(False)
            elif key in given and key in self._withheld:
                box.setChecked(self._withheld.pop(key))
            box.setEnabled(chosen and key in given)
            box.setToolTip("" if key in given else NOT_FOR_THEM)

    def _tick_every(self) -> None:
        given = chapters_for(self.choices().reader())
        for key, box in self.chapters.items():
            box.setChecked(key in given)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        column.addWidget(self.fields["stretch"])
        column.addWidget(self.sessions)
        days = QHBoxLayout()
        days.setSpacing(12)
        days.addWidget(self.fields["first"], 1)
        days.addWidget(self.fields["last"], 1)
        column.addLayout(days)
        column.addSpacing(6)
        column.addWidget(self.fields["audience"])
        column.addWidget(self.left_out)
        column.addWidget(self._added_label)
        for box in (*self.opt_ins.values(), self.tell_withheld):
            column.addWidget(box)
        column.addSpacing(6)
        head = QHBoxLayout()
        head.addWidget(words("Include", "label"))
        head.addStretch(1)
        head.addWidget(self.every)
        column.addLayout(head)
        column.addLayout(_grid(list(self.chapters.values()), 3))
        column.addSpacing(6)
        column.addWidget(words("Format", "label"))
        column.addLayout(_grid(self.formats.buttons(), 2))
        column.addWidget(self.format_note)
        column.addStretch(1)
        honesty = "Handling marks decide what goes into the file. They are not encryption."
        column.addWidget(words(honesty, "secondary", wrap=True))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        bar = self.verticalScrollBar().sizeHint().width()
        self.setFixedWidth(max(WIDTH, inside.minimumSizeHint().width() + bar))


def _stretches(about: About) -> list[tuple[str, Stretch]]:
    found = [(f"Whole negotiation: {about.title}", Stretch.WHOLE)]
    if about.sessions:
        found.append(("Some sessions", Stretch.SESSIONS))
    return [*found, ("A range of days", Stretch.DAYS)]


def _session_list(about: About) -> QListWidget:
    rows = QListWidget()
    rows.setAccessibleName("Sessions to export; Space ticks one")
    rows.setFixedHeight(_LIST_HEIGHT)
    rows.setStyleSheet("QListWidget::item { padding: 2px 4px; }")
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    # Without a choice made before, the newest: most often the one just logged.
    ticked = about.picked or tuple(key for key, _ in about.sessions[:1])
    for key, text in about.sessions:
        row = QListWidgetItem(text, rows)
        row.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
        )
        picked = key in ticked
        row.setCheckState(Qt.CheckState.Checked if picked else Qt.CheckState.Unchecked)
        row.setData(_SESSION_ROLE, key)
    return rows


def _grid(buttons: Sequence[QWidget], columns: int) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    for number, button in enumerate(buttons):
        grid.addWidget(button, number // columns, number % columns)
    return grid

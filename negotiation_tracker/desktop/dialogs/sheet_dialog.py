"""A sheet before it leaves: its real pages, for whom it is, and ways to save or print it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.dialogs.error import show_error
from negotiation_tracker.desktop.dialogs.export_choices import ExportMemory, audiences_in
from negotiation_tracker.desktop.tasks import Progress, Tasks, Unexpected
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
from negotiation_tracker.desktop.widgets.date_edit import FuzzyDateEdit
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.page_preview import PagePreview
from negotiation_tracker.desktop.widgets.words import Elided, clear, link, rule, words
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.services.sheet_exports import PaperSheet
from negotiation_tracker.services.workspace import Workspace

SIZE = (1100, 700)
_SIDE = 330
_PRINT_DPI = 200
M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file to save: its ending, and what people call it."""

    suffix: str
    words: str


@dataclass(frozen=True)
class SheetJob(Generic[M]):
    """How a sheet is made and saved.

    Attributes:
        title: of the dialog.
        about: a sentence on what it is.
        make: makes it for a reader and a day; the day is None where it has none.
        printable: gives its pages.
        save: writes it to a file by the ending of its name.
        kinds: files it can be saved as; the first is the usual one.
        today: the day it begins with; None where it has no day.
        audience: for whom it begins.
        gaps: lists what is to be filled in by hand; None where nothing is.

    """

    title: str
    about: str
    make: Callable[[Workspace, Reader, date | None], M]
    printable: Callable[[M], PaperSheet]
    save: Callable[[Workspace, M, Path], Path]
    kinds: tuple[FileKind, ...]
    today: date | None
    audience: Audience
    gaps: Callable[[M], Sequence[str]] | None = None


class SheetDialog(QDialog, Generic[M]):
    """Shows the pages as they will leave for the audience chosen; nothing leaves before Save.

    Attributes:
        audience: for whom.
        day: the day it shows; None where it has none.
        made: the sheet shown; None while there is none.

    """

    def __init__(self, tasks: Tasks, job: SheetJob[M], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._job = job
        self._memory = ExportMemory()
        self._drawing: Progress | None = None
        self._written: Path | None = None
        self._round = 0
        self.made: M | None = None
        self.setWindowTitle(job.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._build()
        self._draw()

    # ---- drawing

    def _draw(self) -> None:
        self._round += 1
        this_round = self._round
        self.made = None
        self._settle()
        self.problem.say("")
        day = None
        if self.day is not None:
            found = self.day.value()
            if found is None or found.earliest is None or found.earliest != found.latest:
                problem = self.day.problem() or "Give one day, such as 20 Jan 2019."
                self._day_field.set_error(problem)
                self.preview.show_words("The pages are shown once the day is given.")
                return
            self._day_field.clear_error()
            day = found.earliest
        self.preview.show_words("Drawing the pages…")
        reader = Reader(self.audience.value())
        job = self._job
        self._tasks.read(
            lambda ws: job.make(ws, ws.reading_as(reader), day),
            partial(self._show_made, this_round),
            partial(self._not_made, this_round),
        )

    def _show_made(self, this_round: int, made: M) -> None:
        if this_round != self._round:
            return
        self.made = made
        self._show_gaps(made)
        printable = self._job.printable(made)

        def draw(_: Progress) -> list[bytes]:
            return printable.pages()

        self._drawing = self._tasks.aside(
            draw, partial(self._show_pages, this_round), partial(self._not_made, this_round)
        )

    def _show_pages(self, this_round: int, pages: list[bytes]) -> None:
        if this_round != self._round:
            return
        count = self.preview.show_pages(pages)
        self.page_count.setText(f"{count} page{'' if count == 1 else 's'}")
        self._settle()

    def _not_made(self, this_round: int, error: TrackerError) -> None:
        if this_round != self._round:
            return
        self.made = None
        self._settle()
        self.page_count.setText("")
        self.preview.show_words(f"There is no sheet to show.\n{error.sentence()}")

    def _show_gaps(self, made: M) -> None:
        if self._job.gaps is None:
            return
        gaps = self._job.gaps(made)
        clear(self._gaps)
        count = len(gaps)
        things = "1 thing" if count == 1 else f"{count} things"
        text = f"To fill in by hand: {things}" if gaps else "Nothing is left to fill in by hand."
        self._gaps.addWidget(words(text, "heading", wrap=True))
        for gap in gaps:
            self._gaps.addWidget(words(f"☐ {gap}", wrap=True))
        self._gaps.addStretch(1)

    # ---- saving and printing

    def _ask_where(self, kind: FileKind) -> None:
        if self.made is None:
            return
        name = self._job.printable(self.made).file_name(f".{kind.suffix}")
        picked, _ = QFileDialog.getSaveFileName(
            self, f"Save {kind.words}", str(self._memory.folder() / name),
            f"{kind.words} (*.{kind.suffix})",
        )  # fmt: skip
        if picked:
            target = Path(picked)
            self.save_to(target if target.suffix else target.with_suffix(f".{kind.suffix}"))

    def save_to(self, target: Path) -> None:
        """Write the sheet shown to a file."""
        made = self.made
        if made is None:
            return
        self.problem.say("")
        self.open_folder.hide()
        self._tasks.read(
            lambda ws: self._job.save(ws, made, target), self._show_written, self._not_written
        )

    def _show_written(self, path: Path) -> None:
        self._written = path
        self.written.show_text(f"Saved {path.name}")
        self.written.setToolTip(str(path))
        self.open_folder.show()
        self.close_button.setText("Close")

    def _not_written(self, error: TrackerError) -> None:
        self.written.show_text("")
        if isinstance(error, Unexpected):
            show_error(self, error)
        else:
            self.problem.say(error.sentence(), wrong=True)

    def _print(self) -> None:
        made = self.made
        if made is None:
            return
        from negotiation_tracker.desktop.printing import ask_printer, print_pages
        from negotiation_tracker.services.sheet_exports import log_printed

        printer = ask_printer(self, self._job.title)
        if printer is None:
            return
        printable = self._job.printable(made)

        def draw(_: object) -> None:
            self._tasks.aside(
                lambda _: printable.pages(_PRINT_DPI), put_on_paper, self._not_written
            )

        def put_on_paper(pages: list[bytes]) -> None:
            fine = print_pages(printer, pages)
            self.written.show_text("Sent to the printer" if fine else "")
            if not fine:
                self.problem.say("The printer did not take the pages.", wrong=True)

        self._tasks.read(lambda ws: log_printed(ws, printable), draw, self._not_written)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    def done(self, result: int) -> None:
        self._round += 1  # nothing that is still drawn is shown any more
        super().done(result)

    # ---- building

    def _settle(self) -> None:
        for button in (*self.save_buttons, self.print_button):
            button.setEnabled(self.made is not None)

    def _build(self) -> None:
        self.preview = PagePreview()
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._side())
        middle.addWidget(self.preview, 1)
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.addWidget(words(self._job.title, "title"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addLayout(middle, 1)
        layout.addWidget(rule())
        layout.addWidget(self._foot())

    def _side(self) -> QWidget:
        side = QWidget()
        side.setFixedWidth(_SIDE)
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 14, 14, 10)
        column.setSpacing(12)
        column.addWidget(words(self._job.about, "secondary", wrap=True))
        self.audience = ChoiceCombo(audiences_in(self._tasks.room))
        self.audience.set_value(self._job.audience)
        self.audience.currentIndexChanged.connect(lambda _: self._draw())
        column.addWidget(Field("audience", "&For", self.audience))
        self.day: FuzzyDateEdit | None = None
        today = self._job.today
        if today is not None:
            self.day = FuzzyDateEdit(lambda: today)
            self.day.setText(f"{today.day} {today:%b %Y}")
            self.day.editingFinished.connect(self._day_left)
            self._day_shown = self.day.text()
            self._day_field = Field("as_of", "&As of", self.day)
            column.addWidget(self._day_field)
        inside = QWidget()
        inside.setProperty("look", "inside")
        self._gaps = QVBoxLayout(inside)
        self._gaps.setContentsMargins(0, 0, 8, 0)
        self._gaps.setSpacing(5)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName("To fill in by hand")
        area.setVisible(self._job.gaps is not None)
        column.addWidget(area, 1)
        if self._job.gaps is None:
            column.addStretch(1)
        return side

    def _day_left(self) -> None:
        if self.day is not None and self.day.text() != self._day_shown:
            self._day_shown = self.day.text()
            self._draw()

    def _foot(self) -> QWidget:
        self.page_count = words("", "secondary")
        self.written = Elided("", "secondary")
        self.problem = Note()
        self.open_folder = link("Open folder")
        self.open_folder.hide()
        self.open_folder.clicked.connect(self._open_folder)
        self.close_button = QPushButton("Cancel")
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self.print_button = QPushButton("&Print…")
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self._print)
        self.save_buttons: list[QPushButton] = []
        for kind in self._job.kinds:
            button = QPushButton(f"&Save {kind.words}…" if not self.save_buttons
                                 else f"Save {kind.words}…")  # fmt: skip
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._ask_where, kind))
            self.save_buttons.append(button)
        self.save_buttons[0].setProperty("look", "primary")
        self.save_buttons[0].setDefault(True)
        foot = QFrame()
        line = QHBoxLayout(foot)
        line.setContentsMargins(20, 12, 20, 14)
        line.setSpacing(10)
        line.addWidget(self.page_count)
        line.addWidget(self.written, 1)
        line.addWidget(self.open_folder)
        line.addWidget(self.problem, 2)
        line.addWidget(self.close_button)
        line.addWidget(self.print_button)
        for button in reversed(self.save_buttons):
            line.addWidget(button)
        return foot

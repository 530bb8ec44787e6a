"""Export: choices on the left, the pages as they will be on the right."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.dialogs.error import show_error
from negotiation_tracker.desktop.dialogs.export_choices import ExportChoices, ExportMemory
from negotiation_tracker.desktop.dialogs.export_form import ExportForm
from negotiation_tracker.desktop.dialogs.export_work import (
    About,
    Drawing,
    Pages,
    Saved,
    Writing,
    describe,
    suggest_name,
    write_file,
)
from negotiation_tracker.desktop.tasks import Cancelled, Tasks, Unexpected
from negotiation_tracker.desktop.widgets.field import Note
from negotiation_tracker.desktop.widgets.page_preview import PagePreview
from negotiation_tracker.desktop.widgets.words import link, rule, words
from negotiation_tracker.model.errors import TrackerError

SIZE = (1100, 700)
_DRAW_AFTER_MS = 250


class ExportDialog(QDialog):
    """The pages are drawn anew shortly after each change; nothing is written before "Save".

    Drawing and writing run beside the window; both can be cancelled at any time.
    """

    def __init__(
        self,
        tasks: Tasks,
        about: About,
        memory: ExportMemory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._memory = memory if memory is not None else ExportMemory()
        self._drawing: Drawing | None = None
        self._writing: Writing | None = None
        self._written: Path | None = None
        self.form = ExportForm(about, self._memory)
        self.preview = PagePreview()
        self.setWindowTitle("Export")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DRAW_AFTER_MS)
        self._timer.timeout.connect(self._draw)
        self._lay_out()
        self.form.changed.connect(self._timer.start)
        self.form.format_changed.connect(self._name_button)
        self._name_button()
        self.form.stretch.setFocus()

    # -- drawing --

    def showEvent(self, event: object) -> None:
        if self._drawing is None:
            self.preview.show_words("Drawing the pages…")
            self._draw()

    def _draw(self) -> None:
        self._let_go()
        if not self.form.is_right():
            self.busy.hide()
            self.page_count.setText("")
            self.preview.show_words("The pages are shown once the choices marked are mended.")
            return
        self.busy.show()
        self._drawing = Drawing(self._tasks, self.form.choices(), self._show_pages, self._not_drawn)

    def _show_pages(self, pages: Pages) -> None:
        self._settle()
        self.preview.show_pages(pages.pictures, pages.more)
        total = len(pages.pictures) + pages.more
        shown = f", the first {len(pages.pictures)} shown" if pages.more else ""
        self.page_count.setText(f"{total} page{'' if total == 1 else 's'}{shown}")
        self.form.left_out.say(pages.left_out)

    def _not_drawn(self, error: TrackerError) -> None:
        self._settle()
        self.page_count.setText("")
        self.form.left_out.say("")
        self.preview.show_words(f"The pages cannot be shown.\n{error.sentence()}")

    def _let_go(self) -> None:
        self._timer.stop()
        if self._drawing is not None:
            self._drawing.cancel()

    # -- writing --

    def _save(self) -> None:
        if self._writing is None and self.form.is_right():
            suggest_name(self._tasks, self.form.choices(), self._ask_where, self._not_written)

    def _ask_where(self, name: str) -> None:
        chosen = self.form.format()
        suffix = Path(name).suffix
        picked, _ = QFileDialog.getSaveFileName(
            self,
            f"Save {chosen.short}",
            str(self._memory.folder() / name),
            f"{chosen.words} (*{suffix})",
        )
        if picked:
            target = Path(picked)
            self.save_to(target if target.suffix else target.with_suffix(suffix))

    def save_to(self, target: Path) -> None:
        """Write the file; the choices cannot be changed until that is done."""
        self.problem.say("")
        self.open_folder.hide()
        self.form.setEnabled(False)
        self.save_button.setEnabled(False)
        self.cancel_button.setText("Cancel")
        self.busy.show()
        choices = self.form.choices()
        self._writing = write_file(
            self._tasks,
            choices,
            target,
            lambda saved: self._show_written(choices, saved),
            self._not_written,
            self._show_progress,
        )

    def _show_progress(self, done: int, total: int, text: str) -> None:
        self.busy.setRange(0, total)
        self.busy.setValue(done)
        if text:
            self.written_words.setText(f"{text}…")

    def _show_written(self, choices: ExportChoices, saved: Saved) -> None:
        self._end_writing()
        self._written = saved.path
        self._memory.remember(choices, saved.path.parent)
        self.written_words.setText(f"Saved {saved.path.name} · {_size(saved.size)}")
        self.written_words.setToolTip(str(saved.path))
        self.open_folder.show()
        self.cancel_button.setText("Close")
        self.cancel_button.setFocus()

    def _not_written(self, error: TrackerError) -> None:
        self._end_writing()
        stopped = isinstance(error, Cancelled)
        self.written_words.setText("Stopped; nothing was written." if stopped else "")
        if isinstance(error, Unexpected):
            show_error(self, error)
        elif not stopped:
            self.problem.say(error.sentence(), wrong=True)

    def _end_writing(self) -> None:
        self._writing = None
        self._settle()
        self.form.setEnabled(True)
        self.save_button.setEnabled(True)

    def _settle(self) -> None:
        if self._writing is None:
            self.busy.hide()
            self.busy.setRange(0, 0)

    def _open_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))

    # -- closing --

    def reject(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            return
        self._let_go()
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._writing is not None:
            self._writing.cancel()
        self._let_go()
        super().closeEvent(event)

    # -- building --

    def _name_button(self) -> None:
        self.save_button.setText(f"Save {self.form.format().short}…")

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(20, 14, 20, 12)
        head.addWidget(words("Export the history", "title"))
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.form)
        middle.addWidget(self.preview, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addLayout(middle, 1)
        layout.addWidget(rule())
        layout.addWidget(self._foot())

    def _foot(self) -> QWidget:
        self.page_count = words("", "secondary")
        self.written_words = words("", "secondary")
        self.problem = Note()
        self.open_folder = link("Open folder")
        self.open_folder.hide()
        self.open_folder.clicked.connect(self._open_folder)
        self.busy = QProgressBar()
        self.busy.setRange(0, 0)
        self.busy.setTextVisible(False)
        self.busy.setFixedSize(110, 6)
        self.busy.setAccessibleName("At work")
        self.busy.hide()
        self.cancel_button = QPushButton("Cancel")
        self.cancel_button.setAutoDefault(False)
        self.cancel_button.clicked.connect(self.reject)
        self.save_button = QPushButton()
        self.save_button.setProperty("look", "primary")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self._save)
        foot = QFrame()
        row = QHBoxLayout(foot)
        row.setContentsMargins(20, 12, 20, 14)
        row.setSpacing(10)
        for widget in (self.page_count, self.busy, self.written_words, self.open_folder):
            row.addWidget(widget)
        row.addWidget(self.problem, 1)
        row.addStretch(0)
        row.addWidget(self.cancel_button)
        row.addWidget(self.save_button)
        return foot


def show_export(
    tasks: Tasks, parent: QWidget, negotiation_id: int, picked: tuple[int, ...] = ()
) -> None:
    """Open the dialog over a window for a negotiation; returns at once."""

    def opened(about: About) -> None:
        ExportDialog(tasks, about, parent=parent).open()

    tasks.read(lambda ws: describe(ws, negotiation_id, picked), opened)


def _size(count: int) -> str:
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"

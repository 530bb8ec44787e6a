"""Purging the notes of talks: what goes, what stays, what may still hold it; the code is typed."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.tasks import Progress, Tasks
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.words import clear, row, words
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services import purging
from negotiation_tracker.services.purging import CopyLeft, Purged, PurgePlan
from negotiation_tracker.services.workspace import Workspace

_MILLION = 1_000_000
MOST = 50


class PurgeDialog(QDialog):
    """Says first what a purge does; afterwards, what may still hold the notes.

    Each backup can be deleted here by itself.
    """

    def __init__(self, tasks: Tasks, plan: PurgePlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._plan = plan
        self.setWindowTitle("Purge notes")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.code = QLineEdit()
        self.code.textChanged.connect(self._typed)
        self.field = Field("code", f"Type {plan.code} to purge these &talks", self.code)
        self.note = Note()
        self.purge_button = QPushButton("&Purge for good")
        self.purge_button.setEnabled(False)
        self.purge_button.setAutoDefault(False)
        self.purge_button.clicked.connect(self.purge)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        box.rejected.connect(self.reject)
        box.addButton(self.purge_button, QDialogButtonBox.ButtonRole.ActionRole)
        inside = QWidget()
        inside.setProperty("look", "inside")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName("What is purged, what stays, and what may still hold it")
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(words(f"Purge the notes of {plan.title}", "title", wrap=True))
        layout.addWidget(area, 1)
        layout.addWidget(self.field)
        layout.addWidget(self.note)
        layout.addWidget(box)
        self.resize(620, 620)
        self._say_before()
        self.code.setFocus()

    def purge(self) -> None:
        """Purge what was announced; it cannot be undone."""
        key, typed = self._plan.negotiation_id, self.code.text()
        self.purge_button.setEnabled(False)
        self.code.setEnabled(False)
        self.note.say("Purging and writing the file anew…")

        def job(ws: Workspace, _progress: Progress) -> Purged:
            return purging.purge(ws, key, typed)

        self._tasks.long(job, self._purged, self._failed)

    def _typed(self, text: str) -> None:
        self.purge_button.setEnabled(text.strip() == self._plan.code)

    def _say_before(self) -> None:
        plan = self._plan
        removed = "; ".join(f"{number:,} {what}" for what, number in plan.removed)
        self._part("This cannot be undone, and the trash does not keep it.", [])
        self._part("Removed, with its history and from the search", [removed or "nothing"])
        drafts = len(plan.drafts)
        if drafts:
            self._part("Unfinished drafts on disk that are deleted", [f"{drafts}"])
        self._part("What stays", plan.stays)
        self._part("Out of reach", plan.cannot)
        self._copies(plan.copies)
        self._exports()
        self._column.addStretch(1)

    def _purged(self, done: Purged) -> None:
        self._tasks.publish(done.change)
        self.field.hide()
        self.purge_button.hide()
        clear(self._column)
        removed = f"{done.plan.total:,} records were removed, with {done.lines:,} lines of history."
        self._part("Purged", [removed, "The file was written anew.", _scan_words(done)])
        self._part("What stays", done.plan.stays)
        self._copies(done.plan.copies)
        self._exports()
        self._part("Out of reach", done.plan.cannot)
        self._column.addStretch(1)
        self.note.say("")

    def _failed(self, error: TrackerError) -> None:
        self.note.say(error.sentence(), wrong=True)
        self.code.setEnabled(True)
        self._typed(self.code.text())

    def _part(self, heading: str, lines: Sequence[str]) -> None:
        self._column.addSpacing(4)
        self._column.addWidget(words(heading, "heading", wrap=True))
        for line in lines:
            self._column.addWidget(words(line, wrap=True))

    def _copies(self, copies: Sequence[CopyLeft]) -> None:
        heading = "Backups and copies that may still hold the notes"
        self._part(heading, [] if copies else ["None beside this store."])
        for copy in copies[:MOST]:
            when = "" if copy.made_at is None else f"{copy.made_at.astimezone():%d %b %Y %H:%M}, "
            label = words(f"{copy.what}, {when}{copy.size / _MILLION:.1f} MB")
            label.setToolTip(copy.path.name)
            button = QPushButton("Delete")
            button.setAutoDefault(False)
            button.setAccessibleName(f"Delete the {copy.what} {when}".strip(", "))
            button.clicked.connect(lambda _=False, c=copy, b=button: self._delete(c, b))
            self._column.addLayout(row(label, button))
        if len(copies) > MOST:
            self._column.addWidget(words(f"{len(copies) - MOST} more in the backup folder."))

    def _exports(self) -> None:
        made = [
            f"{e.made_at.astimezone():%d %b %Y %H:%M}, {e.format}, for {e.audience}"
            for e in self._plan.exports[:MOST]
        ]
        heading = "Exports that may still hold them, wherever they are now"
        self._part(heading, made or ["None are known."])

    def _delete(self, copy: CopyLeft, button: QPushButton) -> None:
        button.setEnabled(False)

        def done(_: None) -> None:
            button.setText("Deleted")

        def failed(error: TrackerError) -> None:
            button.setEnabled(True)
            self.note.say(error.sentence(), wrong=True)

        self._tasks.read(lambda _ws: purging.delete_copy(copy), done, failed)


def open_purge(tasks: Tasks, negotiation_id: int, parent: QWidget) -> None:
    """Read what a purge would do and open the dialog over the window."""
    tasks.read(
        lambda ws: purging.plan(ws, negotiation_id),
        lambda plan: PurgeDialog(tasks, plan, parent).open(),
    )


def _scan_words(done: Purged) -> str:
    if done.left:
        return (
            f"{len(done.left)} of {done.words:,} words were still found in the file: "
            f"{', '.join(done.left[:5])}. Purge once more, or make a new store."
        )
    return f"The file was searched for {done.words:,} purged words; none is left in it."

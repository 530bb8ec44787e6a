"""The status bar: what was just done (with Undo), whether all is saved, backup, audience."""

from datetime import datetime

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStatusBar

from negotiation_tracker.desktop.widgets.message import tell
from negotiation_tracker.desktop.widgets.words import Elided, link, restyle, words

SHOWN_FOR = 20_000
DRAFT = "○ Draft kept, not saved as a session"


class StatusLine(QStatusBar):
    """Tells the state of the store in words.

    Signals:
        undo_clicked: the link beside the newest message was used.
        audience_clicked: the audience was clicked, to choose another.

    """

    undo_clicked = Signal()
    audience_clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.setContentsMargins(10, 0, 10, 0)
        self._message = words("")
        self._undo = link("Undo", name="Undo the newest change")
        self._undo.clicked.connect(self.undo_clicked)
        self._remarks: tuple[str, ...] = ()
        self._remark_link = link("")
        self._remark_link.clicked.connect(self._show_remarks)
        self._settled = ""
        self._drafted = False
        self._saved = words("", "secondary")
        self._backup = Elided("", "secondary")
        self._audience = link("")
        self._audience.clicked.connect(self.audience_clicked)
        self._audience.setToolTip("Choose for whom the window shows the record (F8: the public)")
        self._message.setContentsMargins(10, 0, 0, 0)
        for part in (self._saved, self._message, self._undo, self._remark_link):
            self.addWidget(part)
        self.addWidget(self._backup, 1)  # it gives way first where there is little room
        self.addPermanentWidget(self._audience)
        self._undo.hide()
        self._remark_link.hide()
        self._fade = QTimer(self)
        self._fade.setSingleShot(True)
        self._fade.setInterval(SHOWN_FOR)
        self._fade.timeout.connect(self.clear_message)

    def say(self, text: str, *, undo: bool = False) -> None:
        """Show a sentence for a while; with ``undo`` a link beside it."""
        self._message.setText(text + (" ·" if undo else ""))
        self._message.setVisible(bool(text))
        self._undo.setVisible(undo)
        self._remark_link.hide()
        self._fade.start()

    def remark(self, remarks: tuple[str, ...]) -> None:
        """Offer what the person should know about the change just made; it stands."""
        self._remarks = remarks
        count = "1 remark" if len(remarks) == 1 else f"{len(remarks)} remarks"
        self._remark_link.setText(count)
        self._remark_link.setAccessibleName(f"{count} on this change. Show")
        self._remark_link.setToolTip(remarks[0] if len(remarks) == 1 else "Show the remarks")
        self._remark_link.setVisible(bool(remarks))

    def clear_message(self) -> None:
        """Take the sentence and its link away."""
        self._message.setText("")
        self._undo.hide()
        self.remark(())

    def _show_remarks(self) -> None:
        tell(self.window(), "Worth a look. The change stands.", "\n".join(self._remarks))

    def saved(self, moment: datetime | None, *, read_only: bool = False) -> None:
        """Show that everything is on disk, since when."""
        if read_only:
            self._settled = "● Read-only"
        elif moment is None:
            self._settled = "● All changes saved"
        else:
            self._settled = f"● Saved {moment:%H:%M:%S}"
        self.settled()

    def draft(self, kept: bool) -> None:
        """Say that a session is kept as a draft, for as long as there is one."""
        self._drafted = kept
        self.settled()

    def settled(self) -> None:
        """Show the state from before the store went to work; a draft is not saved yet."""
        self._saved.setText(DRAFT if self._drafted else self._settled)

    def saved_text(self) -> str:
        """Give the words that say whether everything is saved."""
        return self._saved.text()

    def working(self) -> None:
        """Show that the store is at work."""
        self._saved.setText("○ Working…")

    def backup(self, words_: str, more: str = "") -> None:
        """Show when the last backup was made; ``more`` is told to who points at it."""
        self._backup.show_text(words_)
        if more:
            self._backup.setToolTip(more)

    def backup_text(self) -> str:
        """Give the words on the last backup."""
        return self._backup.text()

    def audience(self, label: str, *, filtered: bool) -> None:
        """Show for whom the window shows the record."""
        text = f"Shown as: {label}"
        self._audience.setText(text)
        self._audience.setAccessibleName(f"{text}. Choose another audience")
        restyle(self._audience, "filtered", filtered)

    def text(self) -> str:
        """Give the sentence shown."""
        return self._message.text()

    def audience_text(self) -> str:
        """Give the words that say for whom the record is shown."""
        return self._audience.text()

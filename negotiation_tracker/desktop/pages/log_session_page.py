"""Log session: one page to record a meeting while it runs or after it, by keyboard alone."""

from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.drafts import Drafts, form_in
from negotiation_tracker.desktop.models.session_choices import SessionChoices, session_choices
from negotiation_tracker.desktop.pages.log_session_form import SessionForm
from negotiation_tracker.desktop.pages.page import Page, PageContext
from negotiation_tracker.desktop.pages.session_command import session_command
from negotiation_tracker.desktop.pages.session_problems import show_problem
from negotiation_tracker.desktop.widgets.log_session_head import LogSessionHead
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, NotFound, TrackerError
from negotiation_tracker.model.handling import (
    AUDIENCE_LABELS,
    RECORDING_AUDIENCES,
    Audience,
    Reader,
)
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.commands import LogSession
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

DRAFT_DELAY_MS = 300
OWN_AUDIENCES = RECORDING_AUDIENCES | {Audience.OWN_TEAM}


class LogSessionPage(Page):
    """The form with its drafts, and saving.

    What is typed is kept as a draft a moment later and is there again at the next start; saving
    removes the draft. While the window is shown as somebody else sees it, the form is hidden.

    Signals:
        session_logged: a session was saved; its id.

    """

    key = "log_session"
    title = "Log session"
    session_logged = Signal(int)

    def __init__(self, context: PageContext) -> None:
        super().__init__(context)
        self._drafts: Drafts | None = None
        self._store: Path | None = None
        self._saving = False
        self._pending = False
        self._discarded: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_DELAY_MS)
        self._timer.timeout.connect(self.keep_draft)
        self.head = LogSessionHead()
        self.form = SessionForm(context.theme)
        self.form.changed.connect(self._on_typed)
        self.form.card_added.connect(lambda card: self._area.ensureWidgetVisible(card, 0, 24))
        self._lay_out()
        self._add_shortcuts()
        self.setFocusProxy(self.form.details.date)

    # -- page --

    def show_negotiation(self, negotiation_id: int | None, reader: Reader) -> None:
        self.keep_draft()
        super().show_negotiation(negotiation_id, reader)
        choices = self.form.choices
        here = choices is not None and choices.negotiation_id == negotiation_id
        self.draft_changed.emit(here and bool(self.head.state))

    def store_opened(self) -> None:
        super().store_opened()
        state = self.context.tasks.state
        if state is None or state.path != self._store:
            self.keep_draft()
            self._say("")  # its draft is kept beside the store it belongs to

    def refresh(self) -> None:
        if self.negotiation_id is None:
            self._show_words("There is no negotiation yet", "Start one with File, New negotiation.")
            return
        if self.reader.audience not in OWN_AUDIENCES:
            self._show_words(
                "The form is hidden while others may look",
                f"The window is shown as: {AUDIENCE_LABELS[self.reader.audience]}. What you typed "
                "is kept. F8 or View, Show as, Me brings it back.",
            )
            return
        negotiation_id, reader = self.negotiation_id, self.reader
        self.context.tasks.read(
            lambda ws: _read(ws, negotiation_id, reader), self._show, newest_of=(self, "choices")
        )

    def store_renamed(self, path: Path) -> None:
        if self._drafts is None:
            return
        self._drafts.close()
        self._drafts, self._store = Drafts(path, self._form_name()), path
        self._pending = True
        self.keep_draft()

    def may_leave(self) -> bool:
        self.keep_draft()
        return True

    # -- drafts --

    def _form_name(self) -> str:
        return form_in(self.context.tasks.room, "log-session")

    def keep_draft(self) -> None:
        """Write what is typed to the draft now, if anything is."""
        pending, self._pending = self._pending, False
        self._timer.stop()
        choices = self.form.choices
        if not pending or choices is None or self._drafts is None or self._saving:
            return
        if self.form.is_touched():
            self._drafts.save(choices.uid, self.form.state())
            now = datetime.now().astimezone()
            self._say(f"Not saved yet · draft kept {now:%H:%M}")
        else:
            self._drafts.remove(choices.uid)
            self._say("")

    def _on_typed(self) -> None:
        self.head.problem.say("")
        self._keep_soon()

    def _keep_soon(self) -> None:
        self._pending = True
        self._timer.start()

    def _discard(self) -> None:
        choices = self.form.choices
        if choices is None:
            return
        before = self.form.state()
        if self._drafts is not None:
            self._drafts.remove(choices.uid)
        self._pending = False
        self._timer.stop()
        self.form.begin(choices)
        self._say("")
        self.head.discard.hide()
        self._discarded = before
        self.head.bring_back.setVisible(True)
        self.form.details.date.setFocus()
        self.form.details.date.selectAll()

    def _bring_back(self) -> None:
        self.form.restore(self._discarded)
        self.head.bring_back.hide()
        self._keep_soon()

    # -- reading --

    def _show(self, found: tuple[SessionChoices, Path]) -> None:
        choices, store = found
        if choices.negotiation_id != self.negotiation_id:
            return
        moved = store != self._store
        if moved:
            if self._drafts is not None:
                self._drafts.close()
            self._drafts, self._store = Drafts(store, self._form_name()), store
        shown = self.form.choices
        self._stack.setCurrentWidget(self._area)
        self.head.show_buttons(True)
        if shown is not None and shown.uid == choices.uid and not moved:
            self.form.offer_again(choices)
            return
        early = self.form.details.date.text() if shown is None else ""
        self.form.begin(choices)
        self.head.say_talks(choices.title)
        self.head.bring_back.hide()
        restored = self._restore_draft(choices)
        self._focus_date()
        if early and not restored:
            # Keys that came before the form knew its negotiation; the date is selected now.
            self.form.details.date.insert(early)

    def _restore_draft(self, choices: SessionChoices) -> bool:
        draft = self._drafts.load(choices.uid) if self._drafts is not None else None
        self.head.discard.setVisible(draft is not None)
        self._say("")
        if draft is not None:
            self.form.restore(draft)
            self._say("Not saved yet · this is your draft from before")
        return draft is not None

    def _focus_date(self) -> None:
        if self.isVisible():
            self.form.details.date.setFocus()
            self.form.details.date.selectAll()

    def _show_words(self, title: str, text: str) -> None:
        self._empty_title.setText(title)
        self._empty_text.setText(text)
        self._stack.setCurrentWidget(self._empty)
        self.head.show_buttons(False)

    # -- saving --

    def save(self) -> None:
        """Save the session; errors are shown beside their fields and the first gets the focus."""
        choices = self.form.choices
        if choices is None or self._saving or self._stack.currentWidget() is not self._area:
            return
        focused = self.focusWidget()
        if isinstance(focused, QLineEdit):
            settle = getattr(focused, "settle", None)
            if callable(settle):
                settle()
        self.form.clear_problems()
        self.head.problem.say("")
        first = self.form.first_problem()
        if first is not None:
            self._go_to(first)
            return
        self.keep_draft()
        self._saving = True
        self.head.save.setEnabled(False)
        command = session_command(self.form)
        self.context.tasks.change(
            "Log session", lambda writer: _log(writer, command), self._saved, self._failed
        )

    def _saved(self, changed: Changed[int]) -> None:
        self._saving = False
        self.head.save.setEnabled(True)
        choices = self.form.choices
        if choices is not None:
            if self._drafts is not None:
                self._drafts.remove(choices.uid)
            self.form.begin(choices)
        self.head.discard.hide()
        self.head.bring_back.hide()
        self._say("")
        self.session_logged.emit(changed.value)
        self.record_requested.emit("session", changed.value)
        notes = " ".join(w.message for w in changed.change.warnings)
        self.context.window_message(f"Session logged. {notes}".strip(" ."), undo=True)

    def _failed(self, error: TrackerError) -> None:
        self._saving = False
        self.head.save.setEnabled(True)
        self._keep_soon()
        if not isinstance(error, InvalidInput | BrokenInvariant):
            self.head.problem.say(error.sentence(), wrong=True)
            self.context.tasks.default_failed(error)
            return
        first: QWidget | None = None
        unplaced: list[str] = []
        for problem in error.problems:
            editor = show_problem(self.form, problem.field, problem.message)
            if editor is None:
                unplaced.append(problem.message)
            first = first or editor
        if unplaced:
            self.head.problem.say(" ".join(unplaced), wrong=True)
        if first is not None:
            self._go_to(first)

    def _go_to(self, editor: QWidget) -> None:
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
        self._area.ensureWidgetVisible(editor, 20, 60)

    # -- building --

    def _say(self, text: str) -> None:
        self.head.say_state(text)
        self.draft_changed.emit(bool(text))

    def _add_shortcuts(self) -> None:
        for keys, call in (
            ("Ctrl+Return", self.save),
            ("Ctrl+Enter", self.save),
            ("F7", self.form.add_proposal),
            ("F5", self._go_to_log),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.activated.connect(call)

    def _go_to_log(self) -> None:
        self._go_to(self.form.log.text)

    def _lay_out(self) -> None:
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.head.discard.clicked.connect(self._discard)
        self.head.clear.clicked.connect(self._discard)
        self.head.bring_back.clicked.connect(self._bring_back)
        self.head.save.clicked.connect(self.save)
        self.form.setProperty("look", "page")
        self._area = QScrollArea()
        self._area.setProperty("look", "page")
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.form)
        self._empty = QWidget()
        self._empty_title = words("", "heading")
        self._empty_text = words("", "secondary", wrap=True)
        empty = QVBoxLayout(self._empty)
        empty.setContentsMargins(20, 40, 20, 20)
        empty.addWidget(self._empty_title)
        empty.addWidget(self._empty_text)
        empty.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self._area)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 18, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.head)
        layout.addWidget(self._stack, 1)


def _log(writer: RecordWriter, command: LogSession) -> int:
    from negotiation_tracker.services import sessions

    return sessions.log(writer, command)


def _read(ws: Workspace, negotiation_id: int, reader: Reader) -> tuple[SessionChoices, Path]:
    dossier = ws.dossier(negotiation_id, reader)
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        raise NotFound("This negotiation is no longer in the store.", hint="Pick another one.")
    return session_choices(dossier, negotiation, ws.today(), room_of(ws)), ws.path

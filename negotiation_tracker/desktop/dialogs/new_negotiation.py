"""New negotiation: who bargains with whom about what; usable after three fields."""

from datetime import datetime
from zoneinfo import ZoneInfo, available_timezones

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.tasks import Tasks
from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, options
from negotiation_tracker.desktop.widgets.field import Field, Note
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import words
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.errors import BrokenInvariant, InvalidInput, TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.model.vocabulary import LegalRegime, NegotiationKind
from negotiation_tracker.services.commands import NewNegotiation
from negotiation_tracker.services.workspace import Workspace

_REGIMES = {
    LegalRegime.EERA: "EERA: California public schools",
    LegalRegime.HEERA: "HEERA: California universities",
    LegalRegime.DILLS: "Dills Act: California state",
    LegalRegime.MMBA: "MMBA: California cities, counties, districts",
    LegalRegime.OTHER_STATE: "Other state law",
    LegalRegime.FSLMRS: "FSLMRS: federal agencies",
    LegalRegime.NLRA: "NLRA: private sector",
    LegalRegime.RLA: "RLA: railways and airlines",
    LegalRegime.NONE: "None",
    LegalRegime.UNKNOWN: "Not known",
}
_COLUMN_WIDTH = 280
_DEFAULT_ZONE = "America/Los_Angeles"


class NewNegotiationDialog(QDialog):
    """Union, employer and a title (or the first issue) are enough; the rest can come later.

    Signals:
        created: the negotiation was set up; its id.

    """

    created = Signal(int)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._saving = False
        self.setWindowTitle("New negotiation")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.union = TypeAhead("New organization", takes_first=False)
        self.union.setPlaceholderText("such as a union local")
        self.employer = TypeAhead("New organization", takes_first=False)
        self.employer.setPlaceholderText("such as a school district")
        self.talks = QLineEdit()
        self.unit = QLineEdit()
        self.unit.setPlaceholderText("jobs that are represented")
        self.issues = QPlainTextEdit()
        self.issues.setTabChangesFocus(True)
        self.issues.setPlaceholderText("one on each line, such as Wages")
        self.issues.setFixedHeight(84)
        self.kind = ChoiceCombo(options(NegotiationKind))
        self.kind.set_value(NegotiationKind.UNKNOWN.value)
        self.regime = ChoiceCombo((text, regime.value) for regime, text in _REGIMES.items())
        self.regime.set_value(LegalRegime.UNKNOWN.value)
        self.ours = ChoiceCombo(
            [
                ("Neither side", ""),
                ("The union", "union"),
                ("The employer", "employer"),
                ("The mediator, with a room for each side", "mediator"),
            ]
        )
        self.zone = TypeAhead()
        self.zone.set_choices([Choice(z, z) for z in sorted(available_timezones()) if "/" in z])
        self.zone.set_words(_DEFAULT_ZONE)
        self.fields = self._make_fields()
        self.note = Note()
        self._lay_out()
        self.union.textChanged.connect(self._suggest_title)
        self.employer.textChanged.connect(self._suggest_title)
        tasks.read(_organizations, self._offer)
        self.union.setFocus()

    # -- doing --

    def command(self) -> NewNegotiation:
        """Collect what is typed."""
        kind = self.kind.value()
        return NewNegotiation(
            union=" ".join(self.union.text().split()),
            employer=" ".join(self.employer.text().split()),
            title=" ".join(self.talks.text().split()) or self._suggestion(),
            issues=tuple(
                line.strip() for line in self.issues.toPlainText().splitlines() if line.strip()
            ),
            unit=self.unit.text().strip(),
            regime=self.regime.value(),
            zone=self.zone.text().strip(),
            ours=self.ours.value(),
            fields={"kind": kind} if kind else {},
        )

    def save(self) -> None:
        """Set the negotiation up; errors are shown beside their fields."""
        if self._saving:
            return
        self.zone.settle()
        self.note.say("")
        for field in self.fields.values():
            field.clear_error()
        problem = _zone_problem(self.zone.text().strip())
        if problem:
            self.fields["timezone"].set_error(problem)
            self.zone.setFocus()
            return
        self._saving = True
        self.create_button.setEnabled(False)
        command = self.command()
        self._tasks.change(
            "New negotiation", lambda writer: _create(writer, command), self._saved, self._failed
        )

    def _saved(self, changed: Changed[int]) -> None:
        self.created.emit(changed.value)
        self.accept()

    def _failed(self, error: TrackerError) -> None:
        self._saving = False
        self.create_button.setEnabled(True)
        if not isinstance(error, InvalidInput | BrokenInvariant):
            self.note.say(error.sentence(), wrong=True)
            return
        first: QWidget | None = None
        for problem in error.problems:
            name = {"zone": "timezone", "regime": "legal_regime"}.get(problem.field, problem.field)
            field = self.fields.get(name)
            if field is None:
                self.note.say(problem.message, wrong=True)
                continue
            field.set_error(problem.message)
            first = first or field.editor
        if first is not None:
            first.setFocus()
        QTimer.singleShot(0, self, self._grow)

    # -- inside --

    def _grow(self) -> None:
        """Make room for the errors, which stand below their fields."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        if needed > self.height():
            self.resize(self.width(), needed)

    def _offer(self, organizations: list[tuple[int, str, str]]) -> None:
        for edit, kinds in ((self.union, ("union_local", "union_parent")), (self.employer, ())):
            edit.set_choices(
                [
                    Choice(key, name)
                    for key, name, kind in organizations
                    if not kinds or kind in kinds
                ]
            )

    def _suggestion(self) -> str:
        parties = [" ".join(edit.text().split()) for edit in (self.employer, self.union)]
        return f"{parties[0]} – {parties[1]}" if all(parties) else ""

    def _suggest_title(self) -> None:
        self.talks.setPlaceholderText(self._suggestion() or "name of the talks, as people say it")

    def _make_fields(self) -> dict[str, Field]:
        return {
            "union": Field("union", "&Union", self.union),
            "employer": Field("employer", "&Employer", self.employer),
            "title": Field("title", "&Title", self.talks),
            "unit": Field("unit", "Bargaining u&nit", self.unit),
            "issues": Field("issues", "&Issues", self.issues),
            "kind": Field("kind", "&What the talks are for", self.kind),
            "legal_regime": Field("legal_regime", "&Law", self.regime),
            "timezone": Field("timezone", "Time &zone of the table", self.zone),
            "ours": Field("ours", "&This desk works for", self.ours),
        }

    def _lay_out(self) -> None:
        self._suggest_title()
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        places = {
            "union": (0, 0, 1, 1), "employer": (0, 1, 1, 1), "title": (1, 0, 1, 2),
            "issues": (2, 0, 1, 2), "unit": (3, 0, 1, 2), "kind": (4, 0, 1, 1),
            "legal_regime": (4, 1, 1, 1), "timezone": (5, 0, 1, 1), "ours": (5, 1, 1, 1),
        }  # fmt: skip
        for name, place in places.items():
            grid.addWidget(self.fields[name], *place)
        for column in (0, 1):
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, _COLUMN_WIDTH)
        self.create_button = QPushButton("Create negotiation")
        self.create_button.setProperty("look", "primary")
        self.create_button.setDefault(True)
        self.create_button.clicked.connect(self.save)
        cancel = QPushButton("Cancel")
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self.save)
        buttons = QHBoxLayout()
        buttons.addWidget(self.note, 1)
        buttons.addStretch(0)
        buttons.addWidget(cancel)
        buttons.addWidget(self.create_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(14)
        layout.addWidget(words("New negotiation", "title"))
        layout.addWidget(
            words("The two parties and a title or an issue are enough to begin.", "secondary")
        )
        layout.addLayout(grid)
        layout.addStretch(1)
        layout.addLayout(buttons)


def _create(writer: RecordWriter, command: NewNegotiation) -> int:
    from negotiation_tracker.services import negotiations

    return negotiations.create(writer, command)


def _organizations(ws: Workspace) -> list[tuple[int, str, str]]:
    return sorted(
        ((o.id, str(o.name), str(o.kind)) for o in ws.records("organization")),
        key=lambda entry: entry[1].casefold(),
    )


def _zone_problem(zone: str) -> str:
    try:
        datetime.now(ZoneInfo(zone))
    except (ValueError, OSError, KeyError):
        return "This is not a known time zone. Use a name such as America/Los_Angeles."
    return ""

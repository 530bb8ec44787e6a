"""An organization in detail: names, its part in each negotiation, units, and people."""

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo, options
from negotiation_tracker.desktop.widgets.fact_grid import Fact, FactGrid
from negotiation_tracker.desktop.widgets.people_detail import DetailView, Handlings
from negotiation_tracker.desktop.widgets.people_rows import (
    RecordRows,
    Shape,
    link_rows,
    side_chip,
    source_rows,
    told_rows,
)
from negotiation_tracker.desktop.widgets.words import chip, clear, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.model.vocabulary import Role, Side, label
from negotiation_tracker.services.organization_list import OrganizationDetail, PartLine
from negotiation_tracker.services.people_list import Line


class UnitRows(QWidget):
    """The bargaining units of one part in talks, with a line that adds one."""

    def __init__(self, catalogue: Catalogue, part: PartLine, owner: DetailView) -> None:
        super().__init__()
        self._owner = owner
        self._part_id = part.line.record.id
        self._rows = RecordRows(
            Shape(
                catalogue["bargaining_unit"],
                (
                    Fact("name", 0, 0, 2),
                    Fact("certified_on", 0, 2, 2),
                    Fact("job_classes", 1, 0, 4),
                ),
                4,
            )
        )
        self._rows.edited.connect(owner.edited)
        self._rows.removed.connect(owner.removed)
        self._head = words("", "label", wrap=True)
        self._add = QLineEdit()
        self._add.setObjectName(f"add:bargaining_unit:{self._part_id}")
        self._add.returnPressed.connect(self._added)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        column.setSpacing(4)
        for widget in (self._head, self._rows, self._add):
            column.addWidget(widget)

    def show_part(self, part: PartLine, *, writable: bool) -> None:
        """Show the units of this part."""
        self._head.setText(f"Units in {part.line.title}")
        self._add.setPlaceholderText("Add a bargaining unit, and press Enter")
        self._add.setAccessibleName(f"Add a bargaining unit in {part.line.title}")
        self._rows.show_lines(part.units, {}, writable=writable)
        self._add.setVisible(writable)
        self.setVisible(writable or bool(part.units))

    def _added(self) -> None:
        text = self._add.text().strip()
        if text:
            raw = {"participant_id": self._part_id, "name": text}
            self._owner.added.emit("bargaining_unit", raw)
            self._add.clear()


class OrganizationView(DetailView):
    """Shows one organization; see `DetailView` for the signals."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__("Organization", may_merge=True)
        self._catalogue = catalogue
        self._facts = FactGrid(
            catalogue["organization"],
            (
                Fact("name", 0, 0, 4),
                Fact("short_name", 1, 0, 2),
                Fact("kind", 1, 2, 2),
                Fact("parent_id", 2, 0, 2),
                Fact("handling", 2, 2, 2),
                Fact("note", 3, 0, 4),
            ),
        )
        self._facts.edited.connect(self.edited)
        self.section("What it is", self._facts)
        self._build_parts(catalogue)
        self._aliases = RecordRows(
            Shape(catalogue["alias"], (Fact("text", 0, 0),), 1, (), "No other name is recorded.")
        )
        self._aliases.edited.connect(self.edited)
        self._aliases.removed.connect(self.removed)
        self._add_alias = self.adding_line(
            "alias", "text", "Add another name as printed, and press Enter"
        )
        self.section("Other names", self._aliases, self._add_alias)
        self._people = self.section("People")
        self._within = self.section("Parts of it")
        self._statements = self.section("Said in its name")
        self._sources = self.section("Sources")
        self.column.addStretch(1)
        self._units: dict[int, UnitRows] = {}

    def show_detail(
        self,
        detail: OrganizationDetail,
        *,
        organizations: Sequence[tuple[str, int | None]],
        negotiations: Sequence[tuple[str, int]],
        handlings: Handlings,
        writable: bool,
    ) -> None:
        """Show an organization.

        Args:
            detail: what is known of it.
            organizations: what it may be a part of, in words.
            negotiations: talks it may take part in, the ones shown first.
            handlings: marks that may be set, with their words.
            writable: whether anything can be changed here.

        """
        organization = detail.organization
        marks: list[QWidget] = [
            side_chip(label(part.line.record.role), part.line.side) for part in detail.parts[:1]
        ]
        if organization.kind != "other":
            marks.append(chip(label(organization.kind)))
        self.show_head(organization, str(organization.name), marks, writable=writable)
        others = [choice for choice in organizations if choice[1] != organization.id]
        self._facts.set_choices("parent_id", others)
        self._facts.set_choices("handling", handlings)
        self._facts.show_record(organization, writable=writable)
        self._parts.show_lines([part.line for part in detail.parts], {}, writable=writable)
        self._show_units(detail, writable=writable)
        taken = {part.line.record.negotiation_id for part in detail.parts}
        free = [choice for choice in negotiations if choice[1] not in taken]
        self._talks.set_choices(free)
        self._add_part.setVisible(writable and bool(free))
        self._aliases.show_lines(detail.aliases, {}, writable=writable)
        self._add_alias.setVisible(writable)
        link_rows(self._people, detail.people, self.opened.emit, "Nobody is recorded there.")
        link_rows(self._within, detail.within, self.opened.emit, "")
        self._card(self._within).setVisible(bool(detail.within))
        told_rows(self._statements, detail.statements, "")
        self._card(self._statements).setVisible(bool(detail.statements))
        source_rows(self._sources, detail.sources)

    # ---- building

    def _build_parts(self, catalogue: Catalogue) -> None:
        self._parts = RecordRows(
            Shape(
                catalogue["participant"],
                (
                    Fact("side", 0, 0),
                    Fact("role", 0, 1),
                    Fact("label", 0, 2, 1, "Name here"),
                    Fact("from_on", 1, 0),
                    Fact("to_on", 1, 1),
                    Fact("note", 1, 2),
                ),
                3,
                ("ours",),
                "It takes part in no talks of this store.",
                labels=True,
            ),
            marks=_talks,
        )
        self._parts.edited.connect(self.edited)
        self._parts.removed.connect(self.removed)
        self._talks = ChoiceCombo()
        self._side = ChoiceCombo([("Side", None), *options(Side)])
        self._role = ChoiceCombo(options(Role))
        add = QPushButton("Add to the talks")
        add.setObjectName("add:participant")
        add.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        add.clicked.connect(self._add_to_talks)
        self._add_part = QWidget()
        row = QHBoxLayout(self._add_part)
        row.setContentsMargins(0, 6, 0, 0)
        for combo, name, stretch in (
            (self._talks, "Talks to take part in", 3),
            (self._side, "Side in these talks", 1),
            (self._role, "Role in these talks", 1),
        ):
            combo.setAccessibleName(name)
            combo.setObjectName(f"add:participant:{name.split()[0].lower()}")
            row.addWidget(combo, stretch)
        row.addWidget(add)
        self._unit_rows = QWidget()
        self._unit_column = QVBoxLayout(self._unit_rows)
        self._unit_column.setContentsMargins(0, 0, 0, 0)
        self._unit_column.setSpacing(0)
        self.section("Part in talks", self._parts, self._unit_rows, self._add_part)

    def _show_units(self, detail: OrganizationDetail, *, writable: bool) -> None:
        parts = {part.line.record.id: part for part in detail.parts}
        if list(self._units) != list(parts):
            clear(self._unit_column)
            self._units = {}
            for key, part in parts.items():
                self._units[key] = UnitRows(self._catalogue, part, self)
                self._unit_column.addWidget(self._units[key])
        for key, part in parts.items():
            self._units[key].show_part(part, writable=writable)

    def _add_to_talks(self) -> None:
        if self.shown is None:
            return
        if self._side.value() is None:
            self._side.setFocus()
            self._side.showPopup()
            return
        raw = {
            "organization_id": self.shown.id,
            "negotiation_id": self._talks.value(),
            "side": self._side.value(),
            "role": self._role.value(),
        }
        self.added.emit("participant", raw)

    @staticmethod
    def _card(layout: QBoxLayout) -> QWidget:
        card = layout.parentWidget()
        if card is None:
            raise TypeError("a section stands in a card")
        return card


def _talks(line: Line) -> tuple[QWidget, ...]:
    return (side_chip(line.title, line.side),)

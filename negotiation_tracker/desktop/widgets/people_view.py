"""A person in detail: names, affiliations over time, seats, what they said and attended."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from negotiation_tracker.desktop.widgets.choice_combo import ChoiceCombo
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
from negotiation_tracker.desktop.widgets.type_ahead import Choice, TypeAhead
from negotiation_tracker.desktop.widgets.words import chip, words
from negotiation_tracker.model.catalogue import Catalogue
from negotiation_tracker.services.people_list import Line, PersonDetail

NEW_ORGANIZATION = "new_organization"
"""Stands in an affiliation to be added for the name of an organization not yet recorded."""


class PersonView(DetailView):
    """Shows one person; see `DetailView` for the signals."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__("Person", may_merge=True)
        self._facts = FactGrid(
            catalogue["person"],
            (Fact("name", 0, 0, 3), Fact("handling", 0, 3), Fact("note", 1, 0, 4)),
        )
        self._facts.edited.connect(self.edited)
        self.section("Who", self._facts)
        self._build_rows(catalogue)
        self._engagements = self.section("Mediator")
        self._engagements_card = self._engagements.parentWidget()
        self._statements = self.section("Said")
        self._sessions = self.section("Sessions attended")
        self._build_contact(catalogue)
        self._sources = self.section("Sources")
        self.column.addStretch(1)

    def show_detail(
        self,
        detail: PersonDetail,
        *,
        organizations: Sequence[Choice],
        teams: Sequence[tuple[str, int]],
        handlings: Handlings,
        writable: bool,
        private: bool,
    ) -> None:
        """Show a person.

        Args:
            detail: what is known of them.
            organizations: those they may belong to.
            teams: participants whose team they may sit on, in words.
            handlings: marks that may be set, with their words.
            writable: whether anything can be changed here.
            private: whether contact details may be shown: to the owner of the file only.

        """
        person = detail.person
        marks: list[QWidget] = [side_chip(seat.title, seat.side) for seat in detail.seats[:2]]
        if person.handling != "public":
            own = (str(person.handling), person.confidence_of_id)
            said = next((text for text, value in handlings if value == own), "")
            marks.append(chip(said, "disputed", tip="Who may see this person"))
        self.show_head(person, str(person.name), marks, writable=writable)
        self._facts.set_choices("handling", handlings)
        self._facts.show_record(person, writable=writable)
        self._aliases.show_lines(detail.aliases, {}, writable=writable)
        known = [(choice.text, choice.key) for choice in organizations]
        self._affiliations.show_lines(
            detail.affiliations, {"organization_id": known}, writable=writable
        )
        self._seats.show_lines(detail.seats, {}, writable=writable)
        self._add_affiliation.set_choices(organizations)
        self._add_seat.set_choices([("Add a seat on a team…", None), *teams])
        for adding in (self._add_alias, self._add_affiliation, self._add_seat):
            adding.setVisible(writable)
        link_rows(self._engagements, detail.engagements, self.opened.emit, "")
        if self._engagements_card is not None:
            self._engagements_card.setVisible(bool(detail.engagements))
        told_rows(
            self._statements,
            (*detail.statements, *detail.said),
            "No statement of theirs is recorded.",
        )
        link_rows(
            self._sessions,
            detail.sessions,
            self.opened.emit,
            "They are not listed at any session.",
        )
        self._show_contact(detail, writable=writable, private=private)
        source_rows(self._sources, detail.sources)

    # ---- building

    def _build_rows(self, catalogue: Catalogue) -> None:
        self._aliases = RecordRows(
            Shape(catalogue["alias"], (Fact("text", 0, 0),), 1, (), "No other name is recorded.")
        )
        self._add_alias = self.adding_line(
            "alias", "text", "Add another name as printed, and press Enter"
        )
        self.section("Other names", self._aliases, self._add_alias)
        self._affiliations = RecordRows(
            Shape(
                catalogue["affiliation"],
                (
                    Fact("organization_id", 0, 0, 4),
                    Fact("title", 0, 4, 3),
                    Fact("from_on", 0, 7, 4),
                    Fact("to_on", 0, 11, 3),
                ),
                14,
                (),
                "Nothing is recorded on where they belong.",
            )
        )
        self._add_affiliation = TypeAhead("Create new organization")
        self._add_affiliation.setPlaceholderText("Add where they belong: an organization, Enter")
        self._add_affiliation.setAccessibleName("Add an organization they belong to")
        self._add_affiliation.setObjectName("add:affiliation")
        self._add_affiliation.returnPressed.connect(self._affiliate)
        self.section("Belongs to", self._affiliations, self._add_affiliation)
        self._seats = RecordRows(
            Shape(
                catalogue["team_seat"],
                (Fact("seat", 0, 0, 2), Fact("from_on", 0, 2), Fact("to_on", 0, 3)),
                4,
                ("may_sign",),
                "They sit on no team.",
            ),
            marks=_team,
        )
        self._add_seat = ChoiceCombo()
        self._add_seat.setProperty("look", "inline")
        self._add_seat.setAccessibleName("Add a seat on a team")
        self._add_seat.setObjectName("add:team_seat")
        self._add_seat.activated.connect(lambda _: self._seat())
        self.section("Seats on teams", self._seats, self._add_seat)
        for rows in (self._aliases, self._affiliations, self._seats):
            rows.edited.connect(self.edited)
            rows.removed.connect(self.removed)

    def _build_contact(self, catalogue: Catalogue) -> None:
        self._contacts = RecordRows(
            Shape(
                catalogue["person_contact"],
                (Fact("email", 0, 0), Fact("phone", 0, 1), Fact("note", 0, 2)),
                3,
                (),
                "No contact details are recorded.",
            )
        )
        self._contacts.edited.connect(self.edited)
        self._contacts.removed.connect(self.removed)
        self._add_contact = self.adding_line(
            "person_contact", "email", "Add an e-mail address, and press Enter"
        )
        inside = self.section(
            "Contact",
            self._contacts,
            self._add_contact,
            note="Private: shown to you only, and never part of an export to others.",
        )
        self._contact_card = inside.parentWidget()

    def _show_contact(self, detail: PersonDetail, *, writable: bool, private: bool) -> None:
        if self._contact_card is not None:
            self._contact_card.setVisible(private)
        lines = tuple(Line(contact, "contact") for contact in detail.contacts) if private else ()
        self._contacts.show_lines(lines, {}, writable=writable)
        self._add_contact.setVisible(writable)

    # ---- what happens

    def _affiliate(self) -> None:
        picked = self._add_affiliation.value()
        if picked is None or self.shown is None:
            return
        raw: dict[str, object] = {"person_id": self.shown.id}
        if picked.choice is None:
            raw[NEW_ORGANIZATION] = picked.words
        else:
            raw["organization_id"] = picked.choice.key
        self._add_affiliation.set_words("")
        self.added.emit("affiliation", raw)

    def _seat(self) -> None:
        key = self._add_seat.value()
        if key is not None and self.shown is not None:
            self.added.emit("team_seat", {"person_id": self.shown.id, "participant_id": key})
            self._add_seat.set_value(None)


def _team(line: Line) -> tuple[QWidget, ...]:
    marks: list[QWidget] = [side_chip(line.title, line.side)]
    if line.detail:
        marks.append(words(line.detail, "secondary", wrap=True))
    return tuple(marks)

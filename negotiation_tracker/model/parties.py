"""Organizations, their parts in a negotiation, people, affiliations and teams."""

from negotiation_tracker.model.columns import choice, flag, fuzzy, ref, words
from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.records import Keys, RecordFields
from negotiation_tracker.model.vocabulary import Desk, OrganizationKind, Role, Seat, Side


class OrganizationFields(RecordFields):
    """An employer, union, agency, office or publisher."""

    name: str = words("Name", "Full name.", required=True)
    short_name: str = words("Short name", "Name used in lists.")
    kind: OrganizationKind = choice(OrganizationKind, "Kind", "What it is.", OrganizationKind.OTHER)
    parent_id: int | None = ref(
        "organization", "Part of", "Larger organization it belongs to.", unlink=True
    )
    note: str = words("Note", "Anything worth knowing.", long=True)


class Organization(OrganizationFields, Keys, table=True):
    """Table of organizations."""

    __tablename__ = "organization"


class PersonFields(RecordFields):
    """A person; how to reach them is kept apart, in `PersonContact`."""

    name: str = words("Name", "Name as printed.", required=True)
    note: str = words("Note", "Anything worth knowing.", long=True)


class Person(PersonFields, Keys, table=True):
    """Table of people."""

    __tablename__ = "person"


class AliasFields(RecordFields):
    """Another name under which an organization or person is printed."""

    organization_id: int | None = ref(
        "organization", "Organization", "Whose name this is.", owned=True
    )
    person_id: int | None = ref("person", "Person", "Whose name this is.", owned=True)
    text: str = words("Name as printed", "The other spelling.", required=True)


class Alias(AliasFields, Keys, table=True):
    """Table of other names."""

    __tablename__ = "alias"


class PersonContactFields(RecordFields):
    """How to reach a person; private, never part of an export to others."""

    person_id: int = ref("person", "Person", "Whose contact this is.", required=True, owned=True)
    email: str = words("E-mail", "E-mail address.")
    phone: str = words("Phone", "Phone number.")
    note: str = words("Note", "Anything worth knowing.")


class PersonContact(PersonContactFields, Keys, table=True):
    """Table of contacts."""

    __tablename__ = "person_contact"


class ParticipantFields(RecordFields):
    """An organization's part in one negotiation."""

    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    organization_id: int = ref("organization", "Organization", "Who takes part.", required=True)
    side: Side = choice(Side, "Side", "Side of the table.")
    role: Role = choice(Role, "Role", "Part in these talks.", Role.PARTY)
    label: str = words("Label", "Name shown in these talks, if not the short name.")
    ours: bool = flag("Our side", "Whether this is the side this desk works for.", default=False)
    from_on: FuzzyDate | None = fuzzy("From", "Since when.")
    to_on: FuzzyDate | None = fuzzy("To", "Until when.")
    note: str = words("Note", "Anything worth knowing.", long=True)


class Participant(ParticipantFields, Keys, table=True):
    """Table of participants."""

    __tablename__ = "participant"


class BargainingUnitFields(RecordFields):
    """The jobs a participant represents; its size is kept as figures only."""

    participant_id: int = ref(
        "participant", "Participant", "Who represents it.", required=True, owned=True
    )
    name: str = words("Name", "Name of the unit.", required=True)
    job_classes: str = words("Job classes", "Jobs in the unit.", long=True)
    certified_on: FuzzyDate | None = fuzzy("Certified", "Date of recognition.")


class BargainingUnit(BargainingUnitFields, Keys, table=True):
    """Table of bargaining units."""

    __tablename__ = "bargaining_unit"


class AffiliationFields(RecordFields):
    """What a person is in an organization, over a time."""

    person_id: int = ref("person", "Person", "Who.", required=True, owned=True)
    organization_id: int = ref("organization", "Organization", "Where.", required=True)
    title: str = words("Title", "Title as printed.")
    from_on: FuzzyDate | None = fuzzy("From", "Since when, or as of when.")
    to_on: FuzzyDate | None = fuzzy("To", "Until when.")


class Affiliation(AffiliationFields, Keys, table=True):
    """Table of affiliations."""

    __tablename__ = "affiliation"


class TeamSeatFields(RecordFields):
    """A person's seat on a participant's bargaining team."""

    participant_id: int = ref(
        "participant", "Participant", "Whose team.", required=True, owned=True
    )
    person_id: int = ref("person", "Person", "Who.", required=True)
    seat: Seat = choice(Seat, "Seat", "Function on the team.", Seat.MEMBER)
    may_sign: bool = flag("May sign", "Whether this seat may sign agreements.", default=False)
    from_on: FuzzyDate | None = fuzzy("From", "Since when.")
    to_on: FuzzyDate | None = fuzzy("To", "Until when.")
    note: str = words("Note", "Anything worth knowing.")


class TeamSeat(TeamSeatFields, Keys, table=True):
    """Table of team seats."""

    __tablename__ = "team_seat"


class UserProfileFields(RecordFields):
    """Who works at this desk."""

    name: str = words("Name", "Name written beside changes.")
    desk: Desk = choice(Desk, "Desk", "Whose desk this is.", Desk.UNKNOWN)
    language: str = words("Language", "Language code, such as en or es.")


class UserProfile(UserProfileFields, Keys, table=True):
    """Table of user profiles."""

    __tablename__ = "user_profile"

"""Who says so, on what basis, and whether it is disputed (domain book, B2)."""

from dataclasses import dataclass
from enum import StrEnum


class AttributionKind(StrEnum):
    """Whose account a value rests on."""

    REPORTER_VOICE = "reporter_voice"
    NAMED_PERSON = "named_person"
    ORGANIZATION = "organization"
    SPOKESPERSON = "spokesperson"
    UNNAMED_SOURCE = "unnamed_source"
    DOCUMENT = "document"
    FIRST_HAND = "first_hand"
    DERIVED = "derived"


class About(StrEnum):
    """Whom an account is about, seen from the one who gives it.

    An account about the other party never becomes that party's position (B0.2).
    """

    SELF = "self"
    OTHER_PARTY = "other_party"
    NEUTRAL = "neutral"
    GENERAL = "general"


class Basis(StrEnum):
    """What a value rests on."""

    DOCUMENTED = "documented"
    FIRST_HAND = "first_hand"
    REPORTED = "reported"
    CLAIMED_BY_SELF = "claimed_by_self"
    CLAIMED_ABOUT_OTHER = "claimed_about_other"
    INFERRED = "inferred"
    ESTIMATED = "estimated"


class DisputeMark(StrEnum):
    """Whether other accounts stand against a value."""

    UNCONTESTED = "uncontested"
    CONTESTED = "contested"
    SUPERSEDED = "superseded"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who gives an account.

    `label` is the description a source gives of somebody it does not name ("an SEIU board
    member"), or the title of a document.
    """

    kind: AttributionKind
    person: str = ""
    organization: str = ""
    label: str = ""
    about: About = About.GENERAL

    def describe(self) -> str:
        """Who says so, in a few words for the screen."""
        person, organization, label = self.person, self.organization, self.label
        match self.kind:
            case AttributionKind.REPORTER_VOICE:
                who = person or (f"{organization} reporter" if organization else "the reporter")
                return f"{who}'s own account"
            case AttributionKind.NAMED_PERSON:
                return person or label or organization or "person not recorded"
            case AttributionKind.ORGANIZATION:
                return organization or label or "organization not recorded"
            case AttributionKind.SPOKESPERSON:
                if person and organization:
                    return f"{person} ({organization} spokesperson)"
                return f"{person or organization or label or 'not named'} (spokesperson)"
            case AttributionKind.UNNAMED_SOURCE:
                return f"{label or organization or 'source'} (unnamed)"
            case AttributionKind.DOCUMENT:
                return f"document: {label}" if label else "document"
            case AttributionKind.FIRST_HAND:
                return f"{person}, first hand" if person else "first hand"
            case AttributionKind.DERIVED:
                return "derived"

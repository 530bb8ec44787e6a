"""Handling levels, audiences, and the one table of who may see what.

Labels are handling marks and export filters, not encryption: who holds the store file can
read all of it. Levels and audiences follow common practice at bargaining tables; mediation
levels follow Evid. Code 1119 (nothing said in mediation goes to an agency filing).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Handling(StrEnum):
    """Who a record is meant for."""

    PUBLIC = "public"
    PARTIES = "parties"
    PARTY = "party"
    TEAM = "team"
    MEDIATION_JOINT = "mediation_joint"
    MEDIATION_CAUCUS = "mediation_caucus"
    MEDIATOR_ONLY = "mediator_only"
    PRIVILEGED = "privileged"
    OFF_RECORD = "off_record"


class Audience(StrEnum):
    """Who reads a screen or an export."""

    PUBLIC = "public"
    OWN_MEMBERS = "own_members"
    OWN_BOARD = "own_board"
    OWN_TEAM = "own_team"
    OTHER_SIDE = "other_side"
    MEDIATOR = "mediator"
    AGENCY = "agency"
    ROOM = "room"
    ME = "me"


AUDIENCE_LABELS = {
    Audience.PUBLIC: "Public, press, researchers",
    Audience.OWN_MEMBERS: "Own members",
    Audience.OWN_BOARD: "Own board (closed session)",
    Audience.OWN_TEAM: "Own team",
    Audience.OTHER_SIDE: "Other side",
    Audience.MEDIATOR: "Mediator",
    Audience.AGENCY: "Agency filing",
    Audience.ROOM: "One room of the mediation",
    Audience.ME: "Me (everything)",
}

OFFERED_AUDIENCES = tuple(audience for audience in AUDIENCE_LABELS if audience != Audience.ROOM)
"""Audiences to choose from; a mediator gets to a room by the room itself."""

SHARED = frozenset({Handling.PUBLIC, Handling.PARTIES, Handling.MEDIATION_JOINT})
"""Levels that both sides of the table may see."""

ONE_SIDED = frozenset({Handling.PARTY, Handling.TEAM, Handling.MEDIATION_CAUCUS})
"""Levels that say whose confidence a record is; without an owner such a record is refused."""

NOTE_LEVELS = ONE_SIDED | {Handling.MEDIATOR_ONLY, Handling.PRIVILEGED}
"""Levels that a private note can have."""

RECORDING_AUDIENCES = frozenset({Audience.ME, Audience.ROOM})
"""Audiences for whom the window also records; for others it only shows."""

OWN_SIDE_AUDIENCES = frozenset({Audience.OWN_BOARD, Audience.OWN_TEAM, Audience.ME})
"""Audiences that may be told how many records were withheld."""


class Whose(StrEnum):
    """Whose confidence a one-sided record is, seen from this desk."""

    OWN = "own"
    OTHER = "other"
    NOBODY = "nobody"


class OptIn(StrEnum):
    """Levels a person may add to one export, by a deliberate choice."""

    PARTIES = "parties"
    PARTY = "party"
    TEAM = "team"
    MEDIATION_JOINT = "mediation_joint"
    PRIVILEGED = "privileged"


_A = Audience
_EVERYBODY = frozenset(_A)
_OWN = Whose.OWN
_OTHER = Whose.OTHER
_NOBODY = Whose.NOBODY

# (handling, whose) → audiences that may see it without any further choice.
_MAY_SEE: dict[tuple[Handling, Whose], frozenset[Audience]] = {
    (Handling.PARTY, _OWN): frozenset({_A.OWN_TEAM, _A.ME}),
    (Handling.PARTY, _OTHER): frozenset({_A.OTHER_SIDE, _A.ME}),
    (Handling.TEAM, _OWN): frozenset({_A.OWN_TEAM, _A.ME}),
    (Handling.TEAM, _OTHER): frozenset({_A.ME}),
    (Handling.MEDIATION_CAUCUS, _OWN): frozenset({_A.OWN_TEAM, _A.MEDIATOR, _A.ROOM, _A.ME}),
    (Handling.MEDIATION_CAUCUS, _OTHER): frozenset({_A.OTHER_SIDE, _A.MEDIATOR, _A.ME}),
}
for _whose in Whose:
    _MAY_SEE[Handling.PUBLIC, _whose] = _EVERYBODY
    _MAY_SEE[Handling.PARTIES, _whose] = _EVERYBODY - {_A.PUBLIC, _A.OWN_MEMBERS}
    _MAY_SEE[Handling.MEDIATION_JOINT, _whose] = frozenset(
        {_A.OWN_TEAM, _A.OTHER_SIDE, _A.MEDIATOR, _A.ROOM, _A.ME}
    )
    _MAY_SEE[Handling.MEDIATOR_ONLY, _whose] = frozenset({_A.MEDIATOR, _A.ME})
    _MAY_SEE[Handling.PRIVILEGED, _whose] = frozenset({_A.ME})
    _MAY_SEE[Handling.OFF_RECORD, _whose] = frozenset({_A.OWN_TEAM, _A.ME})
for _handling in ONE_SIDED:
    _MAY_SEE[_handling, _NOBODY] = frozenset({_A.ME})

# audience → what it may be given in addition when the person exporting says so.
_OPT_IN: dict[Audience, dict[OptIn, tuple[Handling, Whose]]] = {
    _A.OWN_MEMBERS: {OptIn.PARTIES: (Handling.PARTIES, _NOBODY)},
    _A.OWN_BOARD: {
        OptIn.PARTY: (Handling.PARTY, _OWN),
        OptIn.MEDIATION_JOINT: (Handling.MEDIATION_JOINT, _NOBODY),
        OptIn.PRIVILEGED: (Handling.PRIVILEGED, _OWN),
    },
    _A.MEDIATOR: {
        OptIn.PARTY: (Handling.PARTY, _OWN),
        OptIn.TEAM: (Handling.TEAM, _OWN),
    },
}


def opt_ins(audience: Audience) -> tuple[OptIn, ...]:
    """List the levels that may be added for this audience by a deliberate choice."""
    return tuple(_OPT_IN.get(audience, {}))


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who looks at the record: an audience, what was opted in, and the day.

    Attributes:
        audience: who reads.
        added: levels that the person exporting chose to add; ignored where not allowed.
        on: the day of reading; an embargo holds until the day before it lapses.
        exporting: whether something leaves the program; then what was said off the record
            stays behind for everybody but the owner of the file.
        room_of: for the audience ROOM, the participant in whose confidence the room is; None for
            the joint room, in which nothing of any side's confidence is shown.

    """

    audience: Audience
    added: frozenset[OptIn] = frozenset()
    on: date = date.max
    exporting: bool = False
    room_of: int | None = None

    def may_see(self, handling: Handling, whose: Whose, embargo_until: date | None = None) -> bool:
        """Say whether a record with these marks may be shown to this reader."""
        waits = embargo_until is not None and self.on < embargo_until
        if waits and self.audience not in OWN_SIDE_AUDIENCES:
            return False
        if handling is Handling.OFF_RECORD and self.exporting:
            return self.audience is Audience.ME
        if self.audience in _MAY_SEE[handling, whose]:
            return True
        for choice in self.added:
            grant = _OPT_IN.get(self.audience, {}).get(choice)
            if grant is None or grant[0] is not handling:
                continue
            if handling not in ONE_SIDED or grant[1] is whose:
                return handling is not Handling.PRIVILEGED or whose is not _OTHER
        return False

    def levels(self) -> tuple[tuple[Handling, Whose], ...]:
        """List every (handling, whose) pair this reader may see, for building a query."""
        return tuple(pair for pair in _MAY_SEE if self.may_see(*pair))

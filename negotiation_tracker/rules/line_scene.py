"""All that a line typed at the table may name: sides, people, issues, offers, open intervals.

A line can only ever be read as something in its scene, so whoever builds the scene decides what a
line may touch: a mediator's room is given a scene without anything of the other room.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from negotiation_tracker.model.clock_time import ClockTime
from negotiation_tracker.model.folding import fold

_APOSTROPHES = re.compile("['’ʼ`´]")
_WORD = re.compile(r"[^\W_]+")


def name_words(text: str) -> tuple[str, ...]:
    """Give the words of a name as they are compared: "María O'Hara-Peña" is maria, ohara, pena."""
    return tuple(_WORD.findall(fold(_APOSTROPHES.sub("", text))))


class IntervalKind(StrEnum):
    """A stretch of a session that is opened by one line and closed by another."""

    CAUCUS = "caucus"
    BREAK = "break"
    SIDEBAR = "sidebar"
    OFF_RECORD = "off_record"


PRIVATE_INTERVALS = frozenset({IntervalKind.CAUCUS, IntervalKind.SIDEBAR, IntervalKind.OFF_RECORD})
"""While one of these is open a plain line is a private note (domain book, A3: contents of a caucus
are not logged, a sidebar is off the record unless said otherwise)."""


@dataclass(frozen=True, slots=True)
class SceneSide:
    """A participant that may act at the table.

    Attributes:
        participant_id: key of the participant.
        letter: the one letter it is typed with: "u", "e" or one of its own; see `letters`.
        name: short name shown, such as "LAUSD".
        side: "labor", "management", "neutral" or another side of the table.
        aliases: other names it may be typed by.
        words, spelled: folded words of its names, apart and in one text, worked out.

    """

    participant_id: int
    letter: str
    name: str
    side: str
    aliases: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = field(init=False, compare=False, repr=False)
    spelled: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _keep_words(self, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class ScenePerson:
    """Somebody a line may name.

    Attributes:
        person_id: key of the person.
        name: full name.
        participant_id: the side, or None when not known.
        aliases: other names.
        present: at the table now; decides between two of the same name, and comes first in lists.
        words, spelled: folded words of the names, apart and in one text, worked out.

    """

    person_id: int
    name: str
    participant_id: int | None = None
    aliases: tuple[str, ...] = ()
    present: bool = False
    words: tuple[tuple[str, ...], ...] = field(init=False, compare=False, repr=False)
    spelled: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _keep_words(self, self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class SceneIssue:
    """An issue of the talks; `category` decides what a bare percentage measures."""

    issue_id: int
    title: str
    code: str = ""
    category: str = ""
    aliases: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = field(init=False, compare=False, repr=False)
    spelled: str = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        _keep_words(self, self.title, self.code, *self.aliases)


@dataclass(frozen=True, slots=True)
class SceneOffer:
    """A proposal; `open` when it still waits for an answer, `title` a few words of what it says."""

    proposal_id: int
    code: str
    from_id: int
    issue_ids: tuple[int, ...] = ()
    open: bool = True
    title: str = ""


@dataclass(frozen=True, slots=True)
class SceneAgreement:
    """A tentative agreement that still lacks a signature."""

    agreement_id: int
    code: str
    issue_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SceneInterval:
    """A stretch that is open: what, who called it, since when, and the line that opened it."""

    kind: IntervalKind
    participant_id: int | None
    since: ClockTime | None
    entry_id: int


@dataclass(frozen=True, slots=True)
class SceneLine:
    """A line of the log that /time and /fix may name by its number, counted from 1."""

    number: int
    entry_id: int
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Room:
    """A room of a mediator: its label, and whose it is; None for the joint notes."""

    label: str
    participant_id: int | None = None

    @property
    def said(self) -> str:
        """Name it inside a sentence: "Room A, SSD" for "Room A: SSD"."""
        return self.label.replace(": ", ", ", 1)


@dataclass(frozen=True, slots=True)
class Scene:
    """What one line of a running session may name.

    Attributes:
        negotiation_id, session_id: the talks and the session.
        day: local day on which the session began; typed dates are counted from it.
        now: clock time at which the line is typed, or None when it is not live (pasting).
        start: clock time at which the session began, or None when not known.
        locked: only corrections and private notes are possible.
        sides, people, issues: what may be named; the two table sides come first.
        offers: all proposals, in the order in which they came to the table.
        agreements: tentative agreements still unsigned.
        intervals: stretches that are open, in the order in which they were opened.
        lines: lines of the log in order.
        ours: the side this desk works for, or None.
        room: the mediator's room these notes are for; None when there are no rooms.

    """

    negotiation_id: int
    session_id: int
    day: dt.date
    now: ClockTime | None = None
    start: ClockTime | None = None
    locked: bool = False
    sides: tuple[SceneSide, ...] = ()
    people: tuple[ScenePerson, ...] = ()
    issues: tuple[SceneIssue, ...] = ()
    offers: tuple[SceneOffer, ...] = ()
    agreements: tuple[SceneAgreement, ...] = ()
    intervals: tuple[SceneInterval, ...] = ()
    lines: tuple[SceneLine, ...] = ()
    ours: int | None = None
    room: Room | None = None

    def side(self, participant_id: int | None) -> SceneSide | None:
        """Give a side by its key."""
        return next((s for s in self.sides if s.participant_id == participant_id), None)

    def side_name(self, participant_id: int | None) -> str:
        """Give the name of a side, or "somebody" when the scene does not know it."""
        found = self.side(participant_id)
        return found.name if found is not None else "somebody"

    def opposite(self, participant_id: int | None) -> SceneSide | None:
        """Give the side across the table; None for a neutral, or when there is not one such."""
        own = self.side(participant_id)
        other = {"labor": "management", "management": "labor"}.get(own.side if own else "")
        found = [s for s in self.sides if s.side == other]
        lettered = [s for s in found if s.letter in ("u", "e")]
        best = lettered or found
        return best[0] if len(best) == 1 else None

    def issue(self, issue_id: int) -> SceneIssue | None:
        """Give an issue by its key."""
        return next((i for i in self.issues if i.issue_id == issue_id), None)

    def offer(self, proposal_id: int) -> SceneOffer | None:
        """Give a proposal by its key."""
        return next((o for o in self.offers if o.proposal_id == proposal_id), None)

    def private(self) -> SceneInterval | None:
        """Give the stretch because of which a plain line is a private note now, or None.

        Off the record weighs most, then the one opened last.
        """
        found = [i for i in self.intervals if i.kind in PRIVATE_INTERVALS]
        off = [i for i in found if i.kind is IntervalKind.OFF_RECORD]
        return next(iter(off), None) or (found[-1] if found else None)


def letters(sides: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """Choose the letter each side is typed with.

    The first labor side is "u" and the first management side is "e", as in published minutes
    (domain book, A3); any other has the first letter of its name that is not taken, or "" when
    all are.

    Args:
        sides: side of the table and name of each participant, in order.

    """
    found = [""] * len(sides)
    for side, letter in (("labor", "u"), ("management", "e")):
        place = next((n for n, (which, _) in enumerate(sides) if which == side), None)
        if place is not None:
            found[place] = letter
    for place, (_, name) in enumerate(sides):
        if not found[place]:
            free = (c for c in "".join(name_words(name)) if c.isalpha() and c not in ("u", "e"))
            found[place] = next((c for c in free if c not in found), "")
    return tuple(found)


def _keep_words(owner: object, *names: str) -> None:
    """Fold the names once, since every keystroke compares them all; O'Hara is also "o hara"."""
    spellings = (form for name in names for form in (name, _APOSTROPHES.sub(" ", name)))
    found = tuple(dict.fromkeys(filter(None, map(name_words, spellings))))
    object.__setattr__(owner, "words", found)
    object.__setattr__(owner, "spelled", "".join(f" {word}" for name in found for word in name))

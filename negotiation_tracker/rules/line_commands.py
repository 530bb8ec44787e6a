"""The commands of the line language, each with an example and what it is for."""

from dataclasses import dataclass
from typing import Final

from negotiation_tracker.rules.line_names import nearest


@dataclass(frozen=True, slots=True)
class Command:
    """One command.

    Attributes:
        name: word after the slash.
        example: a whole line.
        meaning: what it records, in a few words.
        others: other words it may be typed by.
        off_record: whether it may be used while off the record.
        locked: whether it may be used after the session is locked.
        rooms: where it may be used when a mediator has rooms: "joint", "side" or "all".

    """

    name: str
    example: str
    meaning: str
    others: tuple[str, ...] = ()
    off_record: bool = False
    locked: bool = False
    rooms: str = "joint"


COMMANDS: Final = (
    Command("offer", "/offer e #wages 23% over 5 years", "a proposal, by who makes it"),
    Command("counter", "/counter P2 #wages 6.5%", "an answer to the other side's proposal"),
    Command("package", "/package u #wages 5%; #hours sq", "several issues, all or nothing"),
    Command("supposal", "/supposal e #wages 25%", "a what-if, which moves no position",
            ("what-if", "whatif")),
    Command("pass", "/pass P7", "a proposal on paper goes across the table"),
    Command("hold", "/hold P7", "no answer yet, under advisement"),
    Command("reject", "/reject P7", "no; own last position stands"),
    Command("withdraw", "/withdraw P3", "the proposer takes it off the table"),
    Command("ta", "/ta #nurses P7", "a tentative agreement that awaits signatures"),
    Command("agree", "/agree #wages", "a spoken yes, not a tentative agreement"),
    Command("caucus", "/caucus e", "a side leaves to meet alone", off_record=True),
    Command("back", "/back", "the caucus is over", off_record=True),
    Command("break", "/break 15", "a break, in minutes if said", off_record=True),
    Command("resume", "/resume", "the talks go on", off_record=True),
    Command("sidebar", "/sidebar @pat @kim", "a few talk apart", off_record=True),
    Command("exhibit", '/exhibit "Salary table" e', "a paper handed out", ("handout",)),
    Command("ask", "/ask u list of vacancies by friday", "a side asks for information", ("info",)),
    Command("promise", "/promise e the list by 3/27", "a side commits itself", ("commit",)),
    Command("offrec", "/offrec", "off the record from here", ("offrecord",), off_record=True),
    Command("onrec", "/onrec", "back on the record", ("onrecord",), off_record=True),
    Command(
        "note", "/note ask about the list", "a private note",
        off_record=True, locked=True, rooms="all",
    ),
    Command("arrive", "/arrive @pat", "somebody comes", off_record=True),
    Command("depart", "/depart @pat", "somebody leaves", ("leave",), off_record=True),
    Command("next", "/next 3/27 10:00 City Hall", "date, time and place of the next session",
            off_record=True),
    Command("time", "/time 12 14:05", "when a line happened", off_record=True, rooms="all"),
    Command("fix", "/fix 12 five, not nine", "another wording of a line",
            off_record=True, locked=True, rooms="all"),
    Command("authorise", "/authorise #wages 5% until friday",
            "what the mediator may tell the other side", ("authorize",), rooms="side"),
    Command("adjourn", "/adjourn", "the session ends", off_record=True),
)  # fmt: skip
"""All commands, in the order in which they are listed."""

_BY_WORD: Final = {word: c for c in COMMANDS for word in (c.name, *c.others)}
_FEWEST_LETTERS: Final = 3


def find_command(word: str) -> Command | None:
    """Find a command by its name, another word for it, or at least three letters that are only its.

    The word is in lower case and without the slash.
    """
    known = _BY_WORD.get(word)
    if known is not None:
        return known
    begun = {c.name: c for c in starting_with(word)}
    if len(word) >= _FEWEST_LETTERS and len(begun) == 1:
        return next(iter(begun.values()))
    return None


def starting_with(word: str) -> tuple[Command, ...]:
    """List the commands that begin with these letters, in their order."""
    return tuple(c for c in COMMANDS if any(w.startswith(word) for w in (c.name, *c.others)))


def unknown_command(word: str) -> str:
    """Say that there is no such command, and which were perhaps meant."""
    begun = tuple(f"/{c.name}" for c in starting_with(word)) if word else ()
    close = begun or nearest(word, [(name, f"/{c.name}") for name, c in _BY_WORD.items()])
    if close:
        return f"There is no command /{word}. Did you mean {_or(close)}?"
    return f"There is no command /{word}. Type / to see them all, or leave the slash out."


def _or(words: tuple[str, ...]) -> str:
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))

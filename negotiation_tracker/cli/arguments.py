"""Reading the command line: the parser, and the options that several verbs share."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, Any, NoReturn

from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import OFFERED_AUDIENCES, Audience

PROGRAM = "negotiation-tracker"


class UsageError(TrackerError):
    """The command line cannot be understood."""


class HelpShown(Exception):
    """Help was asked for and written."""


@dataclass(frozen=True, slots=True)
class Described:
    """An argument as docs/cli.md describes it: how it is typed, and what it is for."""

    typed: str
    about: str


class Parser(argparse.ArgumentParser):
    """An argument parser that never ends the process and writes where it is told.

    Attributes:
        arguments: what was added, in order, for docs/cli.md.
        verbs: parsers chosen by a second word.

    """

    def __init__(self, *, out: IO[str] | None = None, **settings: Any) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        self.arguments: list[Described] = []
        super().__init__(allow_abbrev=False, **settings)
        self.out = out
        self.verbs: dict[str, Parser] = {}

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        """Add an argument and keep its description."""
        action = super().add_argument(*names, **settings)
        metavar = str(action.metavar or "")
        typed = ", ".join(names) if names[0].startswith("-") else metavar
        if names[0].startswith("-") and action.nargs != 0 and (metavar or action.choices):
            typed += f" {metavar or '|'.join(map(str, action.choices or ()))}"
        self.arguments.append(Described(typed, str(action.help or "").replace("%%", "%")))
        return action

    def add_verbs(self) -> None:
        """Let a second word choose between parsers of their own; it lands in ``what``."""
        self._choices = self.add_subparsers(dest="what", metavar="WHAT", required=True)

    def add_verb(self, name: str, description: str) -> "Parser":
        """Add the parser for one second word."""
        made: Parser = self._choices.add_parser(
            name, help=description, description=description, out=self.out
        )
        self.verbs[name] = made
        return made

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Read a command line; names and options may stand in any order.

        argparse alone loses an optional name that comes after an option.
        """
        if self.verbs:
            return super().parse_args(args, namespace)
        return self.parse_intermixed_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        """Say in a sentence what cannot be understood."""
        raise UsageError(
            f"{message[:1].upper()}{message[1:].rstrip('.')}.", hint=f"See {self.prog} --help."
        )

    def exit(self, status: int = 0, message: str | None = None) -> NoReturn:
        """End the run after help was written."""
        raise HelpShown

    def print_help(self, file: Any = None) -> None:
        """Write the help to the stream of this run."""
        super().print_help(file or self.out)


def command() -> str:
    """Give the command that started this program, so that advice can be typed as it stands.

    The starter of a checkout names itself in NEGOTIATION_TRACKER_COMMAND.
    """
    return os.environ.get("NEGOTIATION_TRACKER_COMMAND") or PROGRAM


def add_store(parser: Parser) -> None:
    """Add --store."""
    parser.add_argument(
        "--store",
        metavar="FILE",
        help="store to use; else NEGOTIATION_TRACKER_STORE, else the one in your data folder",
    )


def add_negotiation(parser: Parser) -> None:
    """Add --negotiation and --room."""
    parser.add_argument(
        "--negotiation",
        metavar="CODE",
        help="which negotiation, by its code; not needed when there is only one",
    )
    parser.add_argument(
        "--room",
        dest="in_room",
        metavar="ROOM",
        help="in talks you mediate: only what this room sees, by its letter or “joint”; what is "
        "recorded stays in it",
    )


def add_audience(parser: Parser, default: Audience | None) -> None:
    """Add --audience; what that reader may not see leaves no trace.

    Without a default it is left to the verb: oneself for what is shown, the public for a file.
    """
    otherwise = "me, and public for a file" if default is None else word(default)
    parser.add_argument(
        "--audience",
        metavar="WHO",
        type=_audience,
        default=default,
        help=f"for whom: {', '.join(word(a) for a in OFFERED_AUDIENCES)} (otherwise {otherwise})",
    )


def add_days(parser: Parser) -> None:
    """Add --as-of and --known-by."""
    parser.add_argument(
        "--as-of", metavar="DATE", help="how things stood on this day (otherwise today)"
    )
    parser.add_argument(
        "--known-by", metavar="DATE", help="only from what had been published by this day"
    )


def add_json(parser: Parser) -> None:
    """Add --json."""
    parser.add_argument("--json", action="store_true", help="write JSON instead of text")


def word(audience: Audience) -> str:
    """Give an audience as it is typed: ``own-team``."""
    return str(audience).replace("_", "-")


def shared_first(arguments: Sequence[str]) -> list[str]:
    """Move shared options that stand before the verb behind it: ``--store X list`` works too."""
    given = list(arguments)
    moved: list[str] = []
    while given and given[0].startswith("--") and given[0] not in ("--help", "--version"):
        option = given.pop(0)
        moved.append(option)
        if "=" not in option and option != "--json" and given:
            moved.append(given.pop(0))
    return [*given[:1], *given[1:], *moved] if given else moved


def _audience(text: str) -> Audience:
    try:
        return next(a for a in OFFERED_AUDIENCES if a == text.strip().casefold().replace("-", "_"))
    except StopIteration as error:
        known = ", ".join(word(a) for a in OFFERED_AUDIENCES)
        raise argparse.ArgumentTypeError(f'"{text}" is not an audience; use one of {known}') from (
            error
        )

"""One call of the program: its arguments, its streams, and the store it is about."""

import contextlib
import json
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from negotiation_tracker import paths
from negotiation_tracker.cli.arguments import PROGRAM, command
from negotiation_tracker.cli.tables import Table, one_line
from negotiation_tracker.model.dates import FuzzyDate, Precision, parse_fuzzy_date
from negotiation_tracker.model.errors import NotFound, StoreError, TrackerError
from negotiation_tracker.model.handling import Audience, Reader
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Streams:
    """Where a call reads and writes.

    Attributes:
        width: columns of the terminal; 0 when the output goes to a file or another program.

    """

    out: IO[str]
    err: IO[str]
    read: IO[str]
    width: int = 0


class Call:
    """What a verb runs on.

    Attributes:
        args: parsed arguments.
        streams: where it reads and writes.

    """

    def __init__(self, args: Namespace, streams: Streams) -> None:
        self.args = args
        self.streams = streams

    # -- the store --

    @property
    def store_path(self) -> Path:
        """Give the store asked for, or the default one."""
        named = getattr(self.args, "store", None)
        return Path(named) if named else paths.default_store()

    @contextlib.contextmanager
    def workspace(self) -> Iterator[Workspace]:
        """Open the store; E12 names the verb that makes one."""
        path = self.store_path
        if not path.exists():
            raise no_store(path, named=bool(getattr(self.args, "store", None)))
        opened = Workspace.open(path)
        try:
            yield self._door(opened)
        finally:
            opened.close()

    def _door(self, desk: Workspace) -> Workspace:
        """Give the workspace, or that of the mediator's room that was asked for."""
        typed = getattr(self.args, "in_room", None)
        if not typed:
            return desk
        from negotiation_tracker.services.room_workspace import RoomWorkspace, room_named

        return RoomWorkspace(desk, room_named(desk, self.negotiation(desk).id, typed))

    def reader(self) -> Reader:
        """Give who reads what this call writes."""
        audience = getattr(self.args, "audience", Audience.ME)
        return Reader(audience, on=datetime.now().astimezone().date())

    def negotiations(self, ws: Workspace) -> list[Record]:
        """Give the negotiation asked for, or all that the reader may see."""
        shown = ws.negotiations(self.reader())
        code = getattr(self.args, "negotiation", None)
        if code is None:
            return shown
        for found in shown:
            if found.code.casefold() == code.casefold():
                return [found]
        raise NotFound(f"There is no negotiation {code}.", _known_codes(shown))

    def negotiation(self, ws: Workspace) -> Record:
        """Give the negotiation asked for, or the only one."""
        found = self.negotiations(ws)
        if len(found) == 1:
            return found[0]
        if not found:
            raise NotFound(
                "There is no negotiation in this store yet.",
                hint=f"Load the sample with {command()} seed, or start one with "
                f"{command()} new negotiation.",
            )
        raise NotFound(
            "Which negotiation?", _known_codes(found), "Add --negotiation and one of these codes."
        )

    def dossiers(self, ws: Workspace) -> list[tuple[Record, Dossier]]:
        """Give each negotiation asked for with its records, as known by the day asked for."""
        return [(n, self.dossier(ws, n)) for n in self.negotiations(ws)]

    def everything(self, ws: Workspace) -> Dossier:
        """Give all records for the reader, as known by the day asked for."""
        return self._as_known(ws.dossier_of_all(self.reader()))

    def dossier(self, ws: Workspace, negotiation: Record) -> Dossier:
        """Give the records of one negotiation for the reader, as known by the day asked for."""
        return self._as_known(ws.dossier(negotiation.id, self.reader()))

    def _as_known(self, whole: Dossier) -> Dossier:
        if self.known_by is None:
            return whole
        from negotiation_tracker.rules.knowledge import as_known

        return as_known(whole, self.known_by)

    # -- days --

    @property
    def as_of(self) -> date | None:
        """Give the day of --as-of, or None."""
        return read_day("--as-of", getattr(self.args, "as_of", None))

    @property
    def known_by(self) -> date | None:
        """Give the day of --known-by, or None."""
        return read_day("--known-by", getattr(self.args, "known_by", None))

    def day(self) -> date:
        """Give the day things are shown as of: --as-of, or today."""
        return self.as_of or datetime.now().astimezone().date()

    # -- writing --

    @property
    def wants_json(self) -> bool:
        """Say whether JSON was asked for."""
        return bool(getattr(self.args, "json", False))

    def say(self, text: str = "") -> None:
        """Write a line (or several) of text, free of control characters."""
        for line in text.split("\n"):
            self.streams.out.write(one_line(line) + "\n")

    def warn(self, text: str) -> None:
        """Write a remark where it does not mix with the result."""
        self.streams.err.write(one_line(text) + "\n")

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Write a table: aligned on a terminal, with tabs into a file or another program."""
        self.streams.out.write(Table(columns, rows).render(self.streams.width))

    def write_json(self, form: str, content: Mapping[str, Any]) -> None:
        """Write a JSON document with the name of its form first."""
        encoding = (getattr(self.streams.out, "encoding", None) or "utf-8").casefold()
        text = json.dumps(
            {"format": f"{PROGRAM}.{form}/1", **content},
            ensure_ascii=not encoding.startswith("utf"),
            indent=2,
        )
        self.streams.out.write(text + "\n")

    def write_bytes(self, data: bytes) -> None:
        """Write a file's content to standard output."""
        binary = getattr(self.streams.out, "buffer", None)
        if binary is None:
            self.streams.out.write(data.decode("utf-8", "replace"))
        else:
            binary.write(data)

    def asked(self) -> dict[str, Any]:
        """Give what was asked for, as every JSON document repeats it."""
        return {
            "audience": str(self.reader().audience),
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "known_by": self.known_by.isoformat() if self.known_by else None,
        }


def no_store(path: Path, *, named: bool) -> StoreError:
    """E12 with the verb that helps."""
    option = f" --store {path}" if named else ""
    return StoreError(
        "E12",
        3,
        f"There is no store at {path}.",
        "",
        f"Make one with the sample in it: {command()} seed{option}. "
        f"Or choose another with --store, or restore a backup with {command()} restore.",
    )


def read_day(option: str, text: str | None) -> date | None:
    """Read an option that is one calendar day; None when it is not given."""
    if text is None:
        return None
    try:
        found: FuzzyDate = parse_fuzzy_date(text, today=datetime.now().astimezone().date())
    except ValueError as error:
        raise TrackerError(f"{option}: {error}") from error
    if found.precision not in (Precision.DAY, Precision.MINUTE) or found.approx:
        raise TrackerError(f"{option} is one day, such as 2023-03-24 or 24 Mar 2023.")
    return found.earliest


def _known_codes(found: Sequence[Record]) -> str:
    return f"Known codes: {', '.join(n.code for n in found) or 'none yet'}."

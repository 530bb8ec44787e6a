"""The work behind the Export dialog, away from the window's thread.

The store is held only while records are read and while the finished file is put in place; drawing
and writing run on the second thread over what was read.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from negotiation_tracker.desktop.dialogs.export_choices import ExportChoices, Stretch
from negotiation_tracker.desktop.tasks import Cancelled, Failed, Progress, Tasks
from negotiation_tracker.model.catalogue import load_catalogue
from negotiation_tracker.model.errors import NotFound, TrackerError
from negotiation_tracker.model.handling import OWN_SIDE_AUDIENCES, Audience, Reader
from negotiation_tracker.paths import resources_folder
from negotiation_tracker.rules.rooms import Room
from negotiation_tracker.services import exports, session_list
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

MOST_PICTURES = 40
"""Pages shown; a longer report is only counted from there on."""

MOST_SESSIONS = 10_000
_STEPS = 4


@dataclass(frozen=True, slots=True)
class About:
    """What the dialog knows of the negotiation before anything is chosen.

    Attributes:
        negotiation_id, title: the talks.
        today: the present day.
        sessions: every session by key and in words, newest first.
        picked: sessions picked on the page it was opened from.
        room: the mediator's room it was opened in; None at a desk.

    """

    negotiation_id: int
    title: str
    today: date
    sessions: tuple[tuple[int, str], ...] = ()
    picked: tuple[int, ...] = ()
    room: Room | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Pictures of the pages, how many more there are, and what was left out, in words."""

    pictures: tuple[bytes, ...]
    more: int
    left_out: str


@dataclass(frozen=True, slots=True)
class Saved:
    """A file that was written: where, and how many bytes."""

    path: Path
    size: int


def describe(ws: Workspace, negotiation_id: int, picked: tuple[int, ...] = ()) -> About:
    """Read what the dialog begins with; NotFound when the negotiation is gone."""
    talks = ws.find("negotiation", negotiation_id)
    if talks is None:
        raise NotFound("This negotiation is no longer in the store.", hint="Pick another one.")
    rows = session_list.page(
        ws,
        negotiation_id,
        Reader(Audience.ME),
        session_list.SessionFilter(),
        session_list.PageOrder(limit=MOST_SESSIONS),
    )
    sessions = tuple((row.id, _session_words(row)) for row in rows)
    known = {key for key, _ in sessions}
    here = tuple(key for key in picked if key in known)
    return About(negotiation_id, str(talks.title), ws.today(), sessions, here, room_of(ws))


def _session_words(row: session_list.SessionRow) -> str:
    return " · ".join(part for part in (row.date.describe(), row.place, row.mediator) if part)


def suggest_name(
    tasks: Tasks, choices: ExportChoices, done: Callable[[str], None], failed: Failed
) -> None:
    """Ask for a file name that gives nothing away."""
    tasks.read(lambda ws: exports.default_name(ws, _request(choices)), done, failed)


class Drawing:
    """One drawing of the pages; `cancel` lets go of it, whatever stage it has reached."""

    def __init__(
        self,
        tasks: Tasks,
        choices: ExportChoices,
        done: Callable[[Pages], None],
        failed: Failed,
    ) -> None:
        self._tasks = tasks
        self._done = done
        self._failed = failed
        self._cancelled = False
        self._link: Progress | None = None
        self._audience = choices.audience
        request = _request(choices, as_pages=True)
        tasks.read(
            lambda ws: exports.prepare(ws, request),
            self._prepared,
            self._not_made,
            newest_of="export preview",
        )

    def cancel(self) -> None:
        """Stop as soon as possible; nothing is called back any more."""
        self._cancelled = True
        if self._link is not None:
            self._link.cancel()

    def _prepared(self, prepared: exports.Prepared) -> None:
        if self._cancelled:
            return
        self._left_out = left_out_words(prepared.withheld, self._audience)

        def draw(link: Progress) -> list[bytes]:
            link.report(0, 0)
            return exports.pages(prepared)

        self._link = self._tasks.aside(draw, self._drawn, self._not_made)

    def _drawn(self, pictures: list[bytes]) -> None:
        if not self._cancelled:
            shown = tuple(pictures[:MOST_PICTURES])
            self._done(Pages(shown, len(pictures) - len(shown), self._left_out))

    def _not_made(self, error: TrackerError) -> None:
        if not self._cancelled:
            self._failed(error)


class Writing:
    """One export on its way to a file."""

    def __init__(
        self,
        tasks: Tasks,
        request: exports.ExportRequest,
        done: Callable[[Saved], None],
        failed: Failed,
        progress: Callable[[int, int, str], None],
    ) -> None:
        self._tasks = tasks
        self._done = done
        self._failed = failed
        self._progress = progress
        self._cancelled = False
        self._link: Progress | None = None
        progress(0, _STEPS, "Reading the record")
        tasks.read(lambda ws: exports.prepare(ws, request), self._prepared, failed)

    def cancel(self) -> None:
        """Stop before the file is put in place; ``failed`` is told."""
        self._cancelled = True
        if self._link is not None:
            self._link.cancel()

    def _prepared(self, prepared: exports.Prepared) -> None:
        if self._cancelled:
            self._failed(Cancelled())
            return

        def make(link: Progress) -> bytes:
            data = exports.render(
                prepared, lambda text, step, steps: link.report(step, steps, text)
            )
            link.report(_STEPS - 1, _STEPS)
            return data

        self._link = self._tasks.aside(
            make, lambda data: self._made(prepared, data), self._failed, self._progress
        )

    def _made(self, prepared: exports.Prepared, data: bytes) -> None:
        if self._cancelled:
            self._failed(Cancelled())
            return
        self._progress(_STEPS, _STEPS, "Writing the file")
        self._tasks.read(
            lambda ws: exports.put_in_place(ws, prepared, data),
            lambda result: self._done(Saved(result.path, result.size)),
            self._failed,
        )


def write_file(
    tasks: Tasks,
    choices: ExportChoices,
    target: Path,
    done: Callable[[Saved], None],
    failed: Failed,
    progress: Callable[[int, int, str], None],
) -> Writing:
    """Begin to write a file; every callback comes on the window's thread."""
    return Writing(tasks, _request(choices, target=target), done, failed, progress)


def left_out_words(withheld: dict[str, int], audience: Audience) -> str:
    """Say by class what was left out; only for readers of the own side, who may know of it."""
    if audience not in OWN_SIDE_AUDIENCES:
        return "What this reader may not see is left out, and nothing in the file shows it."
    if not withheld:
        return "Nothing is left out."
    catalogue = load_catalogue(resources_folder())
    parts = []
    for name, count in sorted(withheld.items()):
        kind = catalogue[name]
        parts.append(f"{count:,} {(kind.label if count == 1 else kind.plural).lower()}")
    return f"Left out: {', '.join(parts)}."


def _request(
    choices: ExportChoices, *, target: Path | None = None, as_pages: bool = False
) -> exports.ExportRequest:
    scope = exports.Scope()
    if choices.stretch is Stretch.SESSIONS:
        scope = exports.Scope(session_ids=frozenset(choices.session_ids))
    elif choices.stretch is Stretch.DAYS:
        scope = exports.Scope(first=choices.first, last=choices.last)
    return exports.ExportRequest(
        negotiation_ids=(choices.negotiation_id,),
        reader=choices.reader(),
        format=exports.Format.PDF if as_pages else exports.Format(choices.format),
        target=target if target is not None else Path("preview"),
        scope=scope,
        parts=frozenset(exports.Part(word) for word in choices.chapters),
        tell_withheld=choices.tell_withheld,
    )

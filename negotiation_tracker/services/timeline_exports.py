"""Pictures of a timeline, out of the program: for one audience, checked and logged.

What is drawn is worked out again for the reader as somebody who takes it out of the program, so
that nothing that may only be looked at leaves with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.record import Record
from negotiation_tracker.services import sheet_exports
from negotiation_tracker.services.sheet_exports import Leaving, Release
from negotiation_tracker.services.timeline import TimelineView, timeline_view
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Released:
    """What of a timeline may leave the program.

    Attributes:
        view: the timeline, for this reader.
        whole: everything that may leave, and what may not.

    """

    view: TimelineView
    whole: Release

    @property
    def reader(self) -> Reader:
        """Say for whom it is."""
        return self.whole.reader

    @property
    def negotiation(self) -> Record:
        """Give the talks."""
        return self.view.negotiation

    def file_name(self, suffix: str) -> str:
        """Propose a file name that gives nothing away; the code is used only if it is public."""
        return self.whole.file_name("timeline", suffix)


def release(ws: Workspace, negotiation_id: int, reader: Reader) -> Released:
    """Work out a timeline as it may leave the program.

    Raises:
        NotFound: this reader may not see the talks.

    """
    whole = sheet_exports.release(ws, negotiation_id, reader)
    return Released(timeline_view(whole.dossier, negotiation_id), whole)


def save_picture(
    ws: Workspace, released: Released, target: Path, data: bytes, texts: Iterable[str]
) -> Path:
    """Write a finished picture whole or not at all, and log it in the same breath.

    Args:
        ws: open store.
        released: what the picture was drawn from.
        target: file to write.
        data: its bytes.
        texts: every word in it, which cannot be read back from its bytes.

    Raises:
        ExportError: E41, it could not be put in place; E42, it would give away what is withheld.
            An earlier file is unchanged.

    """
    leaving = Leaving(target, data, "timeline", texts)
    return sheet_exports.put_in_place(ws, released.whole, leaving)

"""Pictures of a timeline, out of the program: for one audience, checked and logged.

What is drawn is worked out again for the reader as somebody who takes it out of the program, so
that nothing that may only be looked at leaves with it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from negotiation_tracker.exchange.atomic import write_atomically
from negotiation_tracker.exchange.leak_gate import Secrets
from negotiation_tracker.exchange.released_fields import for_release
from negotiation_tracker.model.handling import Handling, Reader
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.rules.visibility import visible, withheld
from negotiation_tracker.services.timeline import TimelineView, timeline_view
from negotiation_tracker.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Released:
    """What of a timeline may leave the program.

    Attributes:
        view: the timeline, for this reader.
        reader: for whom.
        secrets: what no file for this reader may hold.
        left_out: how many records this reader is not given.

    """

    view: TimelineView
    reader: Reader
    secrets: Secrets
    left_out: int

    @property
    def negotiation(self) -> Record:
        """Give the talks."""
        return self.view.negotiation

    def file_name(self, suffix: str) -> str:
        """Propose a file name that gives nothing away; the code is used only if it is public."""
        talks = self.negotiation
        code = "bargaining"
        if talks.handling == Handling.PUBLIC and not talks.embargo_until:
            kept = "".join(c if c.isalnum() or c in "-_" else "-" for c in str(talks.code))
            code = kept.strip("-") or code
        audience = self.reader.audience.value.replace("_", "-")
        return f"{code}-timeline-{audience}{suffix}"


def release(ws: Workspace, negotiation_id: int, reader: Reader) -> Released:
    """Work out a timeline as it may leave the program.

    Raises:
        NotFound: this reader may not see the talks.

    """
    taking = replace(reader, on=min(reader.on, ws.today()), exporting=True)
    full = ws.dossier(negotiation_id)
    pruned = for_release(full, visible(full, taking), taking)
    left_out = sum(withheld(full, taking).values())
    view = timeline_view(pruned, negotiation_id)
    return Released(view, taking, Secrets(full, pruned, taking), left_out)


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
    released.secrets.check([target.stem, *texts])
    if ws.read_only:
        write_atomically(target, data)
        return target
    digest = hashlib.sha256(data).hexdigest()

    def log_and_write(writer: RecordWriter) -> None:
        number = released.negotiation.id
        ours = writer.where("participant", negotiation_id=number, ours=True)
        writer.insert(
            "export_log",
            negotiation_id=number,
            audience=released.reader.audience.value,
            format=target.suffix.removeprefix(".") or "file",
            filters="timeline",
            made_at=writer.now,
            made_by=writer.actor,
            sha256=digest,
            withheld=released.left_out,
            handling=(Handling.TEAM if ours else Handling.PUBLIC).value,
            confidence_of_id=ours[0].id if ours else None,
        )
        write_atomically(target, data)  # when this fails, the log entry goes with it

    ws.change("Export timeline", log_and_write, undoable=False)
    return target

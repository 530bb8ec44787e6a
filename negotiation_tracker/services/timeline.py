"""A negotiation laid out in time, for the window: where its records stand and who tells of them."""

from dataclasses import dataclass

from negotiation_tracker.model.errors import NotFound
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.rules.derived import the_negotiation
from negotiation_tracker.rules.timeline import Item, Timeline, timeline
from negotiation_tracker.services.evidence import source_line, source_text


@dataclass(frozen=True, slots=True)
class TimelineView:
    """A timeline with the records it was made from, as one reader may see them.

    Attributes:
        negotiation: the talks.
        timeline: lanes, items and bands.
        dossier: the records; nothing else reads it once it was handed over.

    """

    negotiation: Record
    timeline: Timeline
    dossier: Dossier

    def sources(self, item: Item) -> str:
        """Say in a line where something stands: "KTLA 24 Mar 2023 ¶2"; empty when nowhere."""
        lines = []
        for kind, number in item.inputs:
            record = self.dossier.get(kind, number)
            if record is not None:
                lines += source_line(self.dossier, record)
        return source_text(lines)


def timeline_view(dossier: Dossier, negotiation_id: int | None = None) -> TimelineView:
    """Lay a negotiation out in time.

    Args:
        dossier: as the reader may see it.
        negotiation_id: which negotiation, where the dossier holds several.

    Raises:
        NotFound: the dossier does not hold the negotiation, or holds several and none is named.

    """
    negotiation = the_negotiation(dossier, negotiation_id)
    if negotiation is None:
        raise NotFound("There is no such negotiation to show. Choose one from the list.")
    # The index of citations is built here, off the window thread, not at the first tool tip.
    dossier.where("citation", target_uid=negotiation.uid)
    return TimelineView(negotiation, timeline(dossier, negotiation), dossier)

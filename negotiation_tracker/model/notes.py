"""Private notes, kept apart from everything that may be shared."""

from negotiation_tracker.model.columns import choice, ref, words
from negotiation_tracker.model.handling import Handling
from negotiation_tracker.model.records import Keys, RecordFields


class PrivateNoteFields(RecordFields):
    """A note of one side, of a mediator, or of counsel."""

    handling: Handling = choice(
        Handling, "Who may see this", "Handling mark of the note.", Handling.TEAM
    )
    negotiation_id: int = ref("negotiation", "Negotiation", "The talks.", required=True, owned=True)
    owner_id: int | None = ref("participant", "Owner", "Side whose note it is.")
    engagement_id: int | None = ref("mediator_engagement", "Mediator", "Mediator whose note it is.")
    session_id: int | None = ref("session", "Session", "At which session.", owned=True)
    about_id: int | None = ref("participant", "About", "Side the note is about.")
    target_kind: str = words("Kind of record", "Record the note is on.")
    target_uid: str = words("Record", "Identifier of that record.")
    text: str = words("Text", "The note.", required=True, long=True)


class PrivateNote(PrivateNoteFields, Keys, table=True):
    """Table of private notes."""

    __tablename__ = "private_note"

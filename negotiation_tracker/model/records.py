"""What every record has in common, and the registry of record kinds."""

from datetime import date, datetime
from uuid import uuid4

from sqlmodel import Field, SQLModel

from negotiation_tracker.model.columns import (
    UtcText,
    Words,
    choice,
    day,
    ref,
    words,
)
from negotiation_tracker.model.handling import Handling


class RecordFields(SQLModel):
    """Fields a person may set on any record: who may see it, and until when it waits."""

    handling: Handling = choice(
        Handling,
        "Who may see this",
        "Handling mark; it filters screens and exports, it does not encrypt.",
        Handling.PUBLIC,
    )
    confidence_of_id: int | None = ref(
        "participant",
        "Whose confidence",
        "Side whose confidence this is; required for party, team and caucus levels.",
    )
    embargo_until: date | None = day(
        "Embargo until", "Not shown to other audiences before this day."
    )
    tags: str = words("Tags", "Free words for finding this again, separated by commas.")


class Keys(SQLModel):
    """Keys and house-keeping that the store sets."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(
        default_factory=lambda: str(uuid4()),
        sa_type=Words,
        unique=True,
        nullable=False,
        sa_column_kwargs={"info": {"type": "uid", "label": "Identifier", "about": "Stable UUID."}},
    )
    created_at: datetime = Field(
        sa_type=UtcText,
        nullable=False,
        sa_column_kwargs={
            "info": {"type": "moment", "label": "Recorded at", "about": "When first stored."}
        },
    )
    created_by: str = Field(
        default="",
        sa_type=Words,
        nullable=False,
        sa_column_kwargs={
            "info": {"type": "text", "label": "Recorded by", "about": "Who stored it first."}
        },
    )
    updated_at: datetime = Field(
        sa_type=UtcText,
        nullable=False,
        sa_column_kwargs={
            "info": {"type": "moment", "label": "Changed at", "about": "Last change."}
        },
    )
    rev: int = Field(
        default=1,
        nullable=False,
        sa_column_kwargs={
            "info": {"type": "integer", "label": "Revision", "about": "Counts the changes."}
        },
    )
    deleted_at: datetime | None = Field(
        default=None,
        sa_type=UtcText,
        nullable=True,
        sa_column_kwargs={
            "info": {"type": "moment", "label": "Deleted at", "about": "Set while in the trash."}
        },
    )

"""Tables of the journal: every change, in one chain, written by triggers and sealed at commit."""

from sqlalchemy import Integer
from sqlmodel import Field, SQLModel

from negotiation_tracker.model.columns import Words


class ChangeSetRow(SQLModel, table=True):
    """One step of the history; the stack of undo is threaded through `previous_*`."""

    __tablename__ = "change_set"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(sa_type=Words, unique=True)
    label: str = Field(sa_type=Words)
    kind: str = Field(sa_type=Words)
    target_id: int | None = Field(default=None, foreign_key="change_set.id")
    previous_undo_id: int | None = Field(default=None)
    previous_redo_id: int | None = Field(default=None)
    at: str = Field(sa_type=Words)
    actor: str = Field(sa_type=Words)


class ChangeRow(SQLModel, table=True):
    """One record as it was before and after; hash-chained when its step is sealed."""

    __tablename__ = "change_row"

    seq: int | None = Field(default=None, primary_key=True)
    change_set_id: int | None = Field(default=None, foreign_key="change_set.id", index=True)
    kind: str = Field(sa_type=Words)
    record_id: int = Field()
    before: str | None = Field(default=None, sa_type=Words)
    after: str | None = Field(default=None, sa_type=Words)
    salt: str | None = Field(default=None, sa_type=Words)
    content_hash: str | None = Field(default=None, sa_type=Words)
    chain: str | None = Field(default=None, sa_type=Words)


class JournalState(SQLModel, table=True):
    """The one row that says which step is being written and where undo and redo stand."""

    __tablename__ = "journal_state"

    id: int = Field(primary_key=True, sa_type=Integer)
    open_set_id: int | None = Field(default=None)
    undo_head_id: int | None = Field(default=None)
    redo_head_id: int | None = Field(default=None)
    chain_head: str = Field(default="", sa_type=Words)


class StoreInfo(SQLModel, table=True):
    """Facts about the file itself, such as the version that wrote it last."""

    __tablename__ = "store_info"

    key: str = Field(primary_key=True, sa_type=Words)
    value: str = Field(sa_type=Words)

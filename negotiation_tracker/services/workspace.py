"""The door to a store: everything the window and the command line read or change goes through it.

A workspace belongs to one thread. Reading needs only the standard library.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from negotiation_tracker import paths
from negotiation_tracker.model.catalogue import load_catalogue
from negotiation_tracker.model.changes import Changed, ChangeSet
from negotiation_tracker.model.errors import FieldProblem, NotFound
from negotiation_tracker.model.handling import Audience, Reader, Whose
from negotiation_tracker.model.record import Dossier, Record, RecordView, RecordWriter
from negotiation_tracker.services.collecting import without_collecting
from negotiation_tracker.store.check_report import CheckReport
from negotiation_tracker.store.queries import dossier as dossier_query
from negotiation_tracker.store.queries import history as history_query
from negotiation_tracker.store.queries import session_list, slices
from negotiation_tracker.store.rows import Rows
from negotiation_tracker.store.store import Store

T = TypeVar("T")

_HELD_AT_ONCE = 3
"""Dossiers kept for the next question: as the owner, and as a reader, sees the same talks."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a record in its history.

    Attributes:
        at, actor, label: when, by whom and by which change it came to be.
        record: the record as it was from then on; None when it was deleted for good.

    """

    at: datetime
    actor: str
    label: str
    record: Record | None


class Workspace:
    """An open store with the verbs that run on it.

    Attributes:
        store: the store itself.
        catalogue: the kinds of record in it.
        actor: name written beside changes.

    """

    def __init__(self, store: Store, *, actor: str = "") -> None:
        self.store = store
        self.catalogue = store.catalogue
        self.actor = actor or _login_name()
        self._held: dict[tuple[int | None, Reader | None], Dossier] = {}
        self._held_as_of = ""
        self._made: list[tuple[Dossier, Callable[[Dossier], Any], Any]] = []

    @classmethod
    def open(cls, path: Path, *, actor: str = "", hurry: bool = False) -> "Workspace":
        """Open a store; StoreError says what is wrong with it.

        In a hurry the whole of a large file is not looked at yet: `examine` does that, or else
        the first change waits for it.
        """
        store = Store(path, load_catalogue(paths.resources_folder()), hurry=hurry)
        return cls(store, actor=actor)

    @classmethod
    def create(cls, path: Path, *, actor: str = "") -> "Workspace":
        """Create a new, empty store and open it; FileExistsError when the file is there."""
        from negotiation_tracker.store import migrating

        migrating.create(path)
        return cls.open(path, actor=actor)

    @property
    def path(self) -> Path:
        """Give the store's file."""
        return self.store.path

    @property
    def read_only(self) -> bool:
        """Say whether changes are impossible."""
        return self.store.read_only

    def reading_as(self, reader: Reader) -> Reader:
        """Give who reads when somebody is asked for; a room of a mediator reads as itself."""
        return reader

    def today(self) -> date:
        """Give the present day on this computer."""
        return datetime.now().astimezone().date()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def negotiations(self, reader: Reader | None = None) -> list[Record]:
        """List the negotiations a reader may see, by title."""
        with self.store.reading() as db:
            found = Rows(db, self.catalogue).where("negotiation")
        if reader is not None:
            found = [n for n in found if reader.may_see(n.handling, Whose.NOBODY, n.embargo_until)]
        return sorted(found, key=lambda n: (n.title.casefold(), n.id))

    def titles(self, reader: Reader) -> list[Record]:
        """List the negotiations a reader may see, by title, for a list to choose from.

        For the owner of the file they have their key, identifier, code and title, nothing else.
        """
        if reader.audience is not Audience.ME:
            return self.negotiations(reader)
        with self.store.reading() as db:
            found = session_list.titles(db)
        return [Record("negotiation", one) for one in found]

    def negotiation(self, code: str) -> Record:
        """Give a negotiation by its code, upper or lower case; NotFound lists the codes."""
        found = self.negotiations()
        for record in found:
            if record.code.casefold() == code.casefold():
                return record
        known = ", ".join(n.code for n in found) or "none yet"
        raise NotFound(f"There is no negotiation {code}.", f"Known codes: {known}.")

    def dossier(self, negotiation_id: int, reader: Reader | None = None) -> Dossier:
        """Give everything recorded about one negotiation, as far as a reader may see it.

        What was given is kept until the record changes, so that asking again costs nothing.
        """
        return self._dossier(negotiation_id, reader)

    def dossier_of_all(self, reader: Reader | None = None) -> Dossier:
        """Load every record, as far as a reader may see it."""
        return self._dossier(None, reader)

    def around_session(
        self, negotiation_id: int, session_id: int, reader: Reader | None = None
    ) -> Dossier:
        """Give what the page of one session needs; of long talks only that part is read.

        What a reader other than the owner may see depends on the whole record, so for them it is
        always the whole.
        """
        owner = reader is None or reader.audience is Audience.ME
        if owner and (negotiation_id, reader) not in self._held:
            with self.store.reading() as db:
                if slices.is_long(db, negotiation_id):
                    found = slices.around_session(db, self.catalogue, session_id)
                    return found or Dossier(self.catalogue, ())
        return self._dossier(negotiation_id, reader)

    def newest_offers(
        self, negotiation_id: int, as_of: date, depth: int
    ) -> slices.NewestOffers | None:
        """Give the part of long talks that tells where each side stands on a day.

        None for talks that are short: then the whole is as quick.

        Args:
            negotiation_id: the talks.
            as_of: the day asked about.
            depth: newest offers to read of each participant on each issue.

        """
        with self.store.reading() as db:
            if not slices.is_long(db, negotiation_id):
                return None
            return slices.newest_offers(db, self.catalogue, negotiation_id, as_of, depth)

    def _dossier(self, negotiation_id: int | None, reader: Reader | None) -> Dossier:
        with self.store.reading() as db:
            head = history_query.chain_head(db)
            if head != self._held_as_of:
                self._held.clear()
                self._held_as_of = head
            asked = (negotiation_id, reader)
            found = self._held.pop(asked, None)
            if found is None:
                with without_collecting():
                    found = self._held.get((negotiation_id, None)) or (
                        dossier_query.load_all(db, self.catalogue)
                        if negotiation_id is None
                        else dossier_query.load(db, self.catalogue, negotiation_id)
                    )
                    found = self._seen(found, reader)
        while len(self._held) >= _HELD_AT_ONCE:
            self._held.pop(next(iter(self._held)))
        self._held[asked] = found
        return found

    def made_from(self, dossier: Dossier, make: Callable[[Dossier], T]) -> T:
        """Give what is made from a dossier, the same as long as that dossier is held."""
        for held, maker, made in self._made:
            if held is dossier and maker is make:
                found: T = made
                return found
        held_now = [id(held) for held in self._held.values()]
        self._made = [kept for kept in self._made if id(kept[0]) in held_now]
        fresh = make(dossier)
        self._made.append((dossier, make, fresh))
        return fresh

    def find(self, kind: str, record_id: int) -> Record | None:
        """Give one record by key, or None; records in the trash are not found."""
        with self.store.reading() as db:
            return Rows(db, self.catalogue).get(kind, record_id)

    def find_uid(self, kind: str, uid: str) -> Record | None:
        """Give one record by its stable identifier, also from the trash."""
        with self.store.reading() as db:
            return Rows(db, self.catalogue).by_uid(kind, uid)

    def records(self, kind: str) -> list[Record]:
        """List all records of a kind, by key."""
        with self.store.reading() as db:
            return Rows(db, self.catalogue).where(kind)

    def change(
        self, label: str, verb: Callable[[RecordWriter], T], *, undoable: bool = True
    ) -> Changed[T]:
        """Run a verb as one transaction and one step of undo; nothing is changed if it raises.

        Args:
            label: words of the menu, such as "Log session".
            verb: takes the open writer; what it returns is the result's value.
            undoable: False for house-keeping, such as the log of an export, that must not come
                between a person and the change they want to undo.

        """
        return self.store.change(label, verb, check_rules, actor=self.actor, undoable=undoable)

    def undo(self) -> ChangeSet:
        """Take the newest step back; UndoRefused when that is not possible."""
        return self.store.undo(actor=self.actor)

    def redo(self) -> ChangeSet:
        """Do again what was undone last; UndoRefused when that is not possible."""
        return self.store.redo(actor=self.actor)

    def undo_label(self) -> str | None:
        """Give the label of what undo would take back."""
        return self.store.labels()[0]

    def redo_label(self) -> str | None:
        """Give the label of what redo would do again."""
        return self.store.labels()[1]

    def trash(self) -> list[Record]:
        """List the records that were deleted by themselves, not with another; newest first."""
        with self.store.reading() as db:
            return history_query.trash(db, self.catalogue)

    def record_history(self, kind: str, record_id: int) -> list[Version]:
        """List every version of a record, oldest first."""
        with self.store.reading() as db:
            return [
                Version(*line)
                for line in history_query.versions(db, self.catalogue[kind], record_id)
            ]

    def parts(self, kind: str, record_id: int) -> list[Record]:
        """List what a record owns directly, such as the log of a session, also from the trash."""
        found = []
        with self.store.reading() as db:
            rows = Rows(db, self.catalogue)
            for child, field in self.catalogue.children(kind):
                if field.owned:
                    found += rows.where(child.name, **{field.name: record_id})
                    gone = rows.deleted(child.name)
                    found += [r for r in gone if getattr(r, field.name) == record_id]
        return found

    def check(self) -> CheckReport:
        """Check the whole store: form, references, journal, and every record."""
        from negotiation_tracker.store import checking

        return checking.check(self.path)

    def backup(self, target: Path | None = None, *, thin: bool = True) -> Path:
        """Make a verified backup, in the backup folder unless a target is given; E50.

        Backups in the folder that are no longer needed are deleted, unless ``thin`` is False.
        """
        from negotiation_tracker.store import backup

        made = backup.make(self.path, target, source=self.store.reader)
        if target is None and thin:
            backup.thin(self.path)
        return made

    def save_as(self, target: Path) -> None:
        """Write the open store to a new file, also when its own was moved away; E50."""
        from negotiation_tracker.store import backup

        backup.save_as(self.path, target, self.store.reader)

    def last_backup(self) -> datetime | None:
        """Say when the newest backup in the backup folder was made."""
        from negotiation_tracker.store import backup

        found = backup.trusted(self.path)
        return datetime.fromisoformat(found[0][1].made_at) if found else None

    def _seen(self, found: Dossier, reader: Reader | None) -> Dossier:
        if reader is None:
            return found
        from negotiation_tracker.rules.visibility import visible

        return visible(found, reader)


def examine(path: Path, stopped: Callable[[], bool]) -> bool:
    """Look at the whole of a file that was opened in a hurry, beside the thread that has it open.

    Args:
        path: the store's file.
        stopped: says when to leave off.

    Returns:
        Whether the file is known to be sound; False when it was stopped.

    Raises:
        StoreError: E16, the file is damaged; no change of it will be made.

    """
    from negotiation_tracker.store import preflight

    return preflight.examine(path, stopped)


def check_rules(
    touched: list[Record],
    removed: list[Record],
    view: RecordView,
    before: dict[tuple[str, int], Record],
) -> tuple[list[FieldProblem], list[FieldProblem]]:
    """Hold a change against the invariants; give what forbids it and what is merely odd."""
    from negotiation_tracker.rules import invariants

    findings = invariants.check(touched, removed, view, before)
    problems: dict[str, list[FieldProblem]] = {"block": [], "warn": []}
    for finding in findings:
        problems[str(finding.level)].append(FieldProblem(finding.field, finding.message))
    return problems["block"], problems["warn"]


def _login_name() -> str:
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""

"""Any order of verbs keeps the record whole, and undoing all of it gives back the first store."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services import proposals, records, sessions
from negotiation_tracker.services.commands import (
    AttendanceLine,
    EntryLine,
    FollowUpLine,
    ItemLine,
    LogProposal,
    LogSession,
    TermLine,
)
from negotiation_tracker.services.workspace import Workspace
from negotiation_tracker.store import backup
from tests.services.talks import Talks
from tests.store.test_undo import dump

DATES = st.sampled_from(["2026-01-05", "Jan 2026", "about 7 Jan 2026", "2026-02-02", "31 Feb 2026"])
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)
VALUES = st.sampled_from(["3%", "6.5%", "about 2.25%", "$2 an hour", "", "lots"])
KINDS = st.sampled_from(["session", "proposal", "issue", "table_entry", "person", "participant"])
PICK = st.integers(0, 50)


class Talking(RuleBasedStateMachine):
    """Changes a real store in every way people can, right and wrong."""

    blank: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "machine.negotiations"
        shutil.copyfile(self.blank, path)
        self.ws = Workspace.open(path, actor="Pat Example")
        self.states = [dump(path)]
        self.undone: list[dict[str, list[tuple[object, ...]]]] = []

    @initialize()
    def begin(self) -> None:
        self.talks = Talks(self.ws)
        self.states = [dump(self.ws.path)]

    def teardown(self) -> None:
        while len(self.states) > 1:
            self.undo()
        self.ws.close()
        shutil.rmtree(self.folder)

    def attempt(self, verb: Callable[[RecordWriter], object]) -> None:
        """Change the store, or be told in words why not; then nothing may have changed."""
        before = dump(self.ws.path)
        step, words = 0, "nothing to change"
        try:
            step = self.ws.change("Step", verb).change.id
        except TrackerError as error:
            words = error.sentence()
        assert words
        if step:
            self.states.append(dump(self.ws.path))
            self.undone.clear()
        else:
            assert dump(self.ws.path) == before

    @rule(date=DATES, text=TEXTS, value=VALUES, lines=st.integers(0, 3), past=st.booleans())
    def log_session(self, date: str, text: str, value: str, lines: int, past: bool) -> None:
        items = (ItemLine(self.talks.wages, summary=text, terms=(TermLine(value),)),)
        command = LogSession(
            self.talks.id,
            {"date": date, "summary": text, "time_in": "9:00", "time_out": "8" if past else "12"},
            attendance=(AttendanceLine(person_id=self.talks.pat),),
            entries=tuple(EntryLine(text or "words") for _ in range(lines)),
            proposals=(LogProposal(self.talks.id, {"from_id": self.talks.union}, items),),
            follow_ups=(FollowUpLine(title=text, due=date),),
        )
        self.attempt(lambda writer: sessions.log(writer, command))

    @rule(which=PICK, side=st.booleans(), value=VALUES, date=DATES)
    def counter(self, which: int, side: bool, value: str, date: str) -> None:
        found = self.ws.records("proposal")
        answered = (found[which % len(found)].id,) if found else ()
        command = LogProposal(
            self.talks.id,
            {"from_id": self.talks.employer if side else self.talks.union, "date": date},
            (ItemLine(self.talks.wages, terms=(TermLine(value),)),),
            counters=answered,
        )
        self.attempt(lambda writer: proposals.log(writer, command))

    @rule(kind=KINDS, which=PICK, text=TEXTS)
    def edit(self, kind: str, which: int, text: str) -> None:
        found = self.ws.records(kind)
        field = {"session": "place", "issue": "title", "table_entry": "text"}.get(kind, "note")
        if found:
            key = found[which % len(found)].id
            self.attempt(lambda writer: records.edit(writer, kind, key, {field: text}))

    @rule(which=PICK)
    def lock(self, which: int) -> None:
        found = self.ws.records("session")
        if found:
            key = found[which % len(found)].id
            self.attempt(lambda writer: sessions.lock(writer, key))

    @rule(kind=KINDS, which=PICK)
    def delete(self, kind: str, which: int) -> None:
        found = self.ws.records(kind)
        if found:
            key = found[which % len(found)].id
            self.attempt(lambda writer: records.delete(writer, kind, key))

    @rule(which=PICK)
    def restore(self, which: int) -> None:
        found = self.ws.trash()
        if found:
            record = found[which % len(found)]
            self.attempt(lambda writer: records.restore(writer, record.table, record.id))

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        self.undone.append(self.states.pop())
        self.ws.undo()
        assert dump(self.ws.path) == self.states[-1]

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        self.states.append(self.undone.pop())
        self.ws.redo()
        assert dump(self.ws.path) == self.states[-1]

    @rule()
    def reopen(self) -> None:
        path = self.ws.path
        self.ws.close()
        self.ws = Workspace.open(path, actor="Sam Sample")

    @rule()
    def back_up_and_restore(self) -> None:
        path = self.ws.path
        wanted = dump(path)
        made = self.ws.backup()
        self.ws.close()
        backup.restore(made, path)
        self.ws = Workspace.open(path, actor="Pat Example")
        assert dump(path) == wanted

    @invariant()
    def whole(self) -> None:
        report = self.ws.check()
        assert report.faults == ()

    @invariant()
    def dossier_refers_to_nothing_missing(self) -> None:
        dossier = self.ws.dossier_of_all()
        for record in dossier:
            for field in dossier.catalogue[record.table].references():
                target = getattr(record, field.name)
                assert target is None or dossier.get(field.ref, target) is not None


def test_any_order_of_verbs_keeps_the_record_whole(tmp_path: Path) -> None:
    blank = tmp_path / "blank.negotiations"
    Workspace.create(blank).close()

    class Machine(Talking):
        pass

    Machine.blank = blank
    limits = settings(
        max_examples=12, stateful_step_count=20, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(Machine, settings=limits)

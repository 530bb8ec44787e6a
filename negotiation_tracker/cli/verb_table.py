"""Every verb of the command line: its name, its module, and a line on what it does.

A verb's module is imported when that verb is asked for, so that each starts as fast as it can.
Such a module has `describe(parser)`, which adds its arguments, and `run(call)`, which gives the
exit status.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from negotiation_tracker.cli.arguments import Parser
from negotiation_tracker.cli.call import Call


class VerbModule(Protocol):
    """What a module under `cli.verbs` provides."""

    describe: Callable[[Parser], None]
    run: Callable[[Call], int]


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb.

    Attributes:
        name: word typed.
        module: name of its module under `cli.verbs`.
        summary: what it does, in a line.

    """

    name: str
    module: str
    summary: str

    def load(self) -> VerbModule:
        """Import the module of this verb."""
        return cast(VerbModule, import_module(f"negotiation_tracker.cli.verbs.{self.module}"))


VERBS = {
    verb.name: verb
    for verb in (
        Verb("window", "window", "Open the window (also without any verb)."),
        Verb("seed", "seed", "Make the store if needed and load the sample into it."),
        Verb("list", "list_records", "List sessions, proposals, people and everything else."),
        Verb("search", "search", "Find records by their words, the newest first."),
        Verb("show", "show", "Show a session, offer or agreement, the positions, or the history."),
        Verb("new", "new", "Start a new store or a new negotiation."),
        Verb("log", "log", "Log a session or a proposal."),
        Verb("notes", "notes", "Log lines typed at the table, in the language of live notes."),
        Verb("counter", "counter", "Answer an offer; what it answers is written out first."),
        Verb("act", "act", "Record what became of an offer: held, rejected, withdrawn …"),
        Verb("authorise", "authorise", "Record what a side lets the mediator tell the other."),
        Verb("convey", "convey", "Tell the other side what was authorised, after reading it back."),
        Verb("add", "add", "Add a record of any kind, such as an issue or a person."),
        Verb("edit", "edit", "Change fields of any record."),
        Verb("done", "done", "Say that a deadline, request, commitment or task was done."),
        Verb("drop", "drop", "Say that something owed is no longer wanted."),
        Verb("reopen", "reopen", "Say that something is owed again."),
        Verb("lock", "lock", "Lock the log of a session: from then on it only grows."),
        Verb("history", "history", "Show every change of a record: when, by whom, what."),
        Verb("delete", "delete", "Move a record to the trash."),
        Verb("merge", "merge", "Make two records of one person or organization into one."),
        Verb("restore-record", "restore_record", "Bring a record back from the trash."),
        Verb("cost", "cost", "Cost offers side by side, with what was assumed."),
        Verb("redline", "redline", "Show or write what changed between two texts of an issue."),
        Verb("impasse", "impasse", "Show or write what a request for an impasse finding asks."),
        Verb("export", "export", "Write the history to PDF, HTML, Markdown, XLSX, CSV or JSON."),
        Verb("import", "import_bundle", "Read a JSON bundle that another store exported."),
        Verb("undo", "undo", "Take the newest change back."),
        Verb("redo", "redo", "Do again what was undone last."),
        Verb("check", "check", "Check the whole store against its own journal."),
        Verb("backup", "backup", "Make a verified backup."),
        Verb("restore", "restore", "Put a verified backup in the place of the store."),
        Verb("purge", "purge", "Remove the notes of talks for good, but dates and outcome."),
        Verb("bench-data", "bench_data", "Make a store of artificial talks of any size."),
        Verb("doctor", "doctor", "Report versions, paths, health of the store, missing libraries."),
    )
}

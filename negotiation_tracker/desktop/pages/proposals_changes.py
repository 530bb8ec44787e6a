"""What the page of offers changes in the store: each method is one step of undo."""

from collections.abc import Callable, Mapping
from typing import Any

from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.tasks import Failed
from negotiation_tracker.model.changes import Changed
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.term_text import read_terms
from negotiation_tracker.services.commands import DraftAgreement, LogProposal, term_line

Done = Callable[[], None]
Made = Callable[[int], None]

# Services that write are imported where they are used: nothing needed before the first paint,
# nor for reading, may load what only writing needs.


class ProposalChanges:
    """Runs the verbs of offers and agreements through the tasks of the window."""

    def __init__(self, context: PageContext) -> None:
        self._tasks = context.tasks
        self._catalogue = context.catalogue

    def log(self, command: LogProposal, made: Made, failed: Failed) -> None:
        """Log an offer."""
        label = "Log counteroffer" if command.counters else "Log offer"

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import proposals

            return proposals.log(writer, command)

        self._make(label, verb, made, failed)

    def edit(
        self,
        kind: str,
        record_id: int,
        raw: Mapping[str, object],
        seen: Mapping[str, object],
        done: Done,
        failed: Failed,
    ) -> None:
        """Change fields of a record."""

        def verb(writer: RecordWriter) -> None:
            from negotiation_tracker.services import records

            records.edit(writer, kind, record_id, raw, seen)

        word = self._catalogue[kind].field(next(iter(raw))).label.lower()
        self._tasks.change(f"Edit {word}", verb, lambda _: done(), failed)

    def set_amount(self, term_id: int, text: str, done: Done, failed: Failed) -> None:
        """Change the number of a term."""

        def verb(writer: RecordWriter) -> None:
            from negotiation_tracker.services import proposal_edits

            proposal_edits.set_amount(writer, term_id, text)

        self._tasks.change("Edit number", verb, lambda _: done(), failed)

    def add_terms(self, item_id: int, text: str, category: str, done: Done, failed: Failed) -> None:
        """Add the numbers of a typed line to an item."""
        lines = [term_line(term) for term in read_terms(text, category)]

        def verb(writer: RecordWriter) -> None:
            from negotiation_tracker.services import proposal_edits

            for line in lines:
                proposal_edits.add_term(writer, item_id, line)

        self._tasks.change("Add number", verb, lambda _: done(), failed)

    def remove(self, kind: str, record_id: int) -> None:
        """Move a record to the trash."""

        def verb(writer: RecordWriter) -> None:
            from negotiation_tracker.services import records

            records.delete(writer, kind, record_id)

        self._tasks.change(f"Delete {self._catalogue[kind].label.lower()}", verb)

    def act(
        self, proposal_id: int, raw: Mapping[str, object], words: str, done: Done, failed: Failed
    ) -> None:
        """Record what happened to an offer."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import proposals

            return proposals.act(writer, proposal_id, raw)

        self._make(f"Record “{words}”", verb, lambda _: done(), failed)

    def answer(self, proposal_id: int, countered_id: int) -> None:
        """Record that an offer answers another as well."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import proposal_edits

            return proposal_edits.answer(writer, proposal_id, countered_id)

        self._tasks.change("Link offers", verb)

    def draft(self, command: DraftAgreement, made: Made, failed: Failed) -> None:
        """Draft an agreement."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import agreements

            return agreements.draft(writer, command)

        self._make("Draft agreement", verb, made, failed)

    def sign(
        self, agreement_id: int, raw: Mapping[str, object], done: Done, failed: Failed
    ) -> None:
        """Record a signature."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import agreements

            return agreements.sign(writer, agreement_id, raw)

        self._make("Sign agreement", verb, lambda _: done(), failed)

    def vote(
        self, agreement_id: int, raw: Mapping[str, object], done: Done, failed: Failed
    ) -> None:
        """Record a vote or adoption."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import agreements

            return agreements.approve(writer, agreement_id, raw)

        self._make("Record vote", verb, lambda _: done(), failed)

    def let_sign(
        self, participant_id: int, seat_id: int | None, name: str, done: Done, failed: Failed
    ) -> None:
        """Let somebody sign for a party: a seat of the team, or a person by name."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import people, records

            if seat_id is not None:
                return records.edit(writer, "team_seat", seat_id, {"may_sign": True}).id
            person = people.find_or_add(writer, name)
            fields = {"participant_id": participant_id, "person_id": person.id, "may_sign": True}
            return records.create(writer, "team_seat", fields)

        self._make(f"Let {name} sign", verb, lambda _: done(), failed)

    def link(self, agreement_id: int, kind: str, fields: Mapping[str, object]) -> None:
        """Add an issue to an agreement, or an offer that it rests on."""

        def verb(writer: RecordWriter) -> int:
            from negotiation_tracker.services import records

            agreement = records.need(writer, "tentative_agreement", agreement_id)
            marks = {n: getattr(agreement, n) for n in ("handling", "confidence_of_id")}
            raw: dict[str, Any] = {**marks, **fields, "agreement_id": agreement_id}
            return records.create(writer, kind, raw)

        word = "issue" if kind == "agreement_issue" else "offer"
        self._tasks.change(f"Add {word} to agreement", verb)

    def _make(
        self, label: str, verb: Callable[[RecordWriter], int], made: Made, failed: Failed
    ) -> None:
        def done(result: Changed[int]) -> None:
            made(result.value)

        self._tasks.change(label, verb, done, failed)

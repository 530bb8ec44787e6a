"""Editing, answering and logging offers on their page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from negotiation_tracker.desktop.models.session_choices import SessionChoices, session_choices
from negotiation_tracker.desktop.pages.proposals_parts import Host, Side
from negotiation_tracker.desktop.widgets.offer_form import OfferForm
from negotiation_tracker.desktop.widgets.proposal_detail import ProposalView
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.model.vocabulary import ActionKind, label
from negotiation_tracker.rules.wording import term_words
from negotiation_tracker.services.commands import LogProposal
from negotiation_tracker.services.entry import EntryContext
from negotiation_tracker.services.proposal_edits import CounterFinding, check_answers
from negotiation_tracker.services.room_workspace import room_of
from negotiation_tracker.services.workspace import Workspace

Draft = tuple[SessionChoices, LogProposal, Sequence[Sequence[str]]]


class OfferDesk(QObject):
    """Joins the view and the form of offers to the store."""

    def __init__(self, host: Host, view: ProposalView, form: OfferForm, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._view = view
        self._form = form
        view.edited.connect(self._edit)
        view.amount_typed.connect(self._set_amount)
        view.term_typed.connect(self._add_terms)
        view.removed.connect(self._remove)
        view.acted.connect(self._act)
        view.answer_added.connect(self._answer)
        form.saved.connect(self._save)
        form.cancelled.connect(host.close_form)
        form.check_asked.connect(self._check)

    def start_counter(self) -> None:
        """Open the form with an answer to the offer shown."""
        if self._host.offer_id is not None:
            self._start(self._host.offer_id)

    def start_new(self) -> None:
        """Open the form with an empty offer."""
        self._start(None)

    # ---- the form

    def _start(self, countered_id: int | None) -> None:
        negotiation, reader = self._host.negotiation_id, self._host.reader
        if negotiation is None:
            return

        def done(found: Draft | None) -> None:
            if found is not None:
                self._form.start(*found)
                self._host.show_side(Side.OFFER_FORM)
                self._form.focus_first()

        self._host.context.tasks.read(
            lambda ws: _draft(ws, negotiation, reader, countered_id), done
        )

    def _check(self, raw: Mapping[str, object], keys: Sequence[int]) -> None:
        negotiation = self._host.negotiation_id
        if negotiation is None:
            return
        today = self._host.today()

        def job(ws: Workspace) -> tuple[CounterFinding, ...]:
            dossier = ws.dossier(negotiation)
            record = dossier.get("negotiation", negotiation)
            zone = "UTC" if record is None else str(record.timezone)
            return check_answers(dossier, negotiation, raw, keys, EntryContext(today, zone))

        self._host.context.tasks.read(
            job, self._form.show_findings, newest_of=("counters", id(self))
        )

    def _save(self, command: LogProposal) -> None:
        def made(proposal_id: int) -> None:
            words = "Counteroffer logged" if command.counters else "Offer logged"
            self._host.context.window_message(words, undo=True)
            self._host.show_side(Side.OFFER)
            self._host.show_offer(proposal_id)
            self._view.setFocus()

        def failed(error: TrackerError) -> None:
            if not self._form.show_problem(error):
                self._host.context.tasks.default_failed(error)

        self._host.changes.log(command, made, failed)

    # ---- the offer shown

    def _edit(
        self, kind: str, record_id: int, raw: dict[str, object], seen: dict[str, object]
    ) -> None:
        names = list(raw)
        self._host.changes.edit(
            kind,
            record_id,
            raw,
            seen,
            lambda: self._view.saved(kind, record_id, names),
            lambda error: self._failed(kind, record_id, error),
        )

    def _set_amount(self, term_id: int, text: str) -> None:
        self._host.changes.set_amount(
            term_id,
            text,
            lambda: self._view.saved("term", term_id, ["amount"]),
            lambda error: self._failed("term", term_id, error),
        )

    def _add_terms(self, item_id: int, text: str, category: str) -> None:
        self._host.changes.add_terms(
            item_id,
            text,
            category,
            lambda: self._view.saved("proposal_item", item_id, ["add"]),
            lambda error: self._failed("proposal_item", item_id, error),
        )

    def _remove(self, kind: str, record_id: int, _name: str) -> None:
        if kind == "proposal":
            self._host.offer_id = None
        self._host.changes.remove(kind, record_id)

    def _act(self, raw: Mapping[str, object]) -> None:
        proposal_id = self._host.offer_id
        if proposal_id is None:
            return
        words = label(ActionKind(str(raw["action"])))

        def done() -> None:
            self._view.saved("proposal_action", 0, [])
            self._host.context.window_message(f"Recorded: {words}", undo=True)

        self._host.changes.act(
            proposal_id, raw, words, done, lambda error: self._failed("proposal_action", 0, error)
        )

    def _answer(self, countered_id: int) -> None:
        if self._host.offer_id is not None:
            self._host.changes.answer(self._host.offer_id, countered_id)

    def _failed(self, kind: str, record_id: int, error: TrackerError) -> None:
        if not self._view.show_problem(kind, record_id, error):
            self._host.context.tasks.default_failed(error)


def _draft(
    ws: Workspace, negotiation_id: int, reader: Reader, countered_id: int | None
) -> Draft | None:
    from negotiation_tracker.services import proposals

    dossier = ws.dossier(negotiation_id, reader)
    negotiation = dossier.get("negotiation", negotiation_id)
    if negotiation is None:
        return None
    choices = session_choices(dossier, negotiation, ws.today(), room_of(ws))
    if countered_id is None:
        own = next((p.id for p in choices.parties if p.principal), None)
        return choices, LogProposal(negotiation_id, {"from_id": own}), ()
    draft = proposals.counter(dossier, countered_id)
    hints = []
    for item in sorted(
        dossier.where("proposal_item", proposal_id=countered_id), key=lambda i: (i.seq, i.id)
    ):
        terms = sorted(dossier.where("term", item_id=item.id), key=lambda t: (t.seq, t.id))
        said = [term_words(term) for term in terms]
        hints.append(said or [str(item.summary)] if item.summary or said else [])
    return choices, draft, hints

"""Drafting, signing and approving tentative agreements on the page of offers."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from negotiation_tracker.desktop.pages.proposals_parts import Host, Side
from negotiation_tracker.desktop.widgets.agreement_form import AgreementForm, TextAsked
from negotiation_tracker.desktop.widgets.agreement_view import AgreementView
from negotiation_tracker.model.errors import TrackerError
from negotiation_tracker.services.agreement_detail import text_of
from negotiation_tracker.services.commands import DraftAgreement
from negotiation_tracker.services.workspace import Workspace


class AgreementDesk(QObject):
    """Joins the view and the form of agreements to the store."""

    def __init__(
        self, host: Host, view: AgreementView, form: AgreementForm, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._host = host
        self._view = view
        self._form = form
        view.edited.connect(self._edit)
        view.removed.connect(self._remove)
        view.linked.connect(self._link)
        view.signed.connect(self._sign)
        view.seat_asked.connect(self._let_sign)
        view.voted.connect(self._vote)
        view.sheet_asked.connect(self._ask_sheet)
        form.saved.connect(self._save)
        form.cancelled.connect(host.close_form)
        form.text_asked.connect(self._read_text)

    def start_draft(self) -> None:
        """Open the form with the offers selected."""
        listing, negotiation = self._host.listing, self._host.negotiation_id
        if listing is None or negotiation is None:
            return
        chosen = {line.id for line in self._host.selected_offers()}
        # As listed before filtering, so that all issues they speak to are offered.
        offers = [line for line in listing.found.lines() if line.id in chosen]
        self._form.start(negotiation, offers, listing.found.issues)
        self._host.show_side(Side.AGREEMENT_FORM)
        self._form.language.setFocus()

    # ---- the form

    def _read_text(self, asked: TextAsked) -> None:
        negotiation, reader = self._host.negotiation_id, self._host.reader
        if negotiation is not None:
            self._host.context.tasks.read(
                lambda ws: text_of(
                    ws.dossier(negotiation, reader), asked.proposal_ids, asked.issue_ids
                ),
                self._form.show_text,
                newest_of=("agreement text", id(self)),
            )

    def _save(self, command: DraftAgreement) -> None:
        def made(agreement_id: int) -> None:
            self._host.context.window_message("Agreement drafted", undo=True)
            self._host.show_side(Side.AGREEMENT)
            self._host.show_agreement(agreement_id)
            self._view.setFocus()

        def failed(error: TrackerError) -> None:
            if not self._form.show_problem(error):
                self._host.context.tasks.default_failed(error)

        self._host.changes.draft(command, made, failed)

    # ---- the agreement shown

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

    def _remove(self, kind: str, record_id: int, _name: str) -> None:
        if kind == "tentative_agreement":
            self._host.agreement_id = None
        self._host.changes.remove(kind, record_id)

    def _link(self, kind: str, fields: Mapping[str, object]) -> None:
        if self._host.agreement_id is not None:
            self._host.changes.link(self._host.agreement_id, kind, fields)

    def _sign(self, raw: Mapping[str, object]) -> None:
        party = raw["participant_id"]
        if self._host.agreement_id is not None and isinstance(party, int):
            self._host.changes.sign(
                self._host.agreement_id,
                raw,
                lambda: self._view.saved("signoff", party, []),
                lambda error: self._failed("signoff", party, error),
            )

    def _let_sign(self, asked: tuple[int, int | None, str]) -> None:
        party, seat, name = asked
        self._host.changes.let_sign(
            party,
            seat,
            name,
            lambda: self._view.saved("signoff", party, []),
            lambda error: self._failed("signoff", party, error),
        )

    def _vote(self, raw: Mapping[str, object]) -> None:
        if self._host.agreement_id is not None:
            self._host.changes.vote(
                self._host.agreement_id,
                raw,
                lambda: self._view.saved("approval", 0, []),
                lambda error: self._failed("approval", 0, error),
            )

    def _failed(self, kind: str, record_id: int, error: TrackerError) -> None:
        if not self._view.show_problem(kind, record_id, error):
            self._host.context.tasks.default_failed(error)

    # ---- the sheet

    def _ask_sheet(self) -> None:
        """Ask where the sheet goes, and write it."""
        code = self._view.code()
        start = Path.home() / f"{code or 'agreement'}.pdf"
        chosen, _ = QFileDialog.getSaveFileName(
            self._view, "Save the sheet to sign", str(start), "PDF (*.pdf)"
        )
        if chosen:
            self.write_sheet(Path(chosen))

    def write_sheet(self, path: Path) -> None:
        """Write the sheet of the agreement shown."""
        negotiation, reader = self._host.negotiation_id, self._host.reader
        agreement_id = self._host.agreement_id
        if negotiation is None or agreement_id is None:
            return

        def done(written: Path) -> None:
            self._host.context.window_message(f"Sheet saved as {written.name}")

        def job(ws: Workspace) -> Path:
            from negotiation_tracker.services import page_files

            return page_files.agreement_sheet(ws, negotiation, reader, agreement_id, path)

        self._host.context.tasks.read(job, done)

"""Comparing texts of an issue on the page of offers, and writing the redline."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from negotiation_tracker.desktop.pages.proposals_parts import Host, Tab
from negotiation_tracker.desktop.tasks import Progress
from negotiation_tracker.desktop.widgets.redline_view import RedlineAsked, RedlineView
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.rules.redline import Redline
from negotiation_tracker.services import redlines
from negotiation_tracker.services.proposal_detail import ProposalDetail
from negotiation_tracker.services.redlines import IssueText, Pair, TextKind
from negotiation_tracker.services.workspace import Workspace

_FIRST = (date.min, date.min)
_FILTERS = {"docx": "Word (*.docx)", "html": "Web page (*.html)"}


@dataclass(frozen=True, slots=True)
class _Texts:
    issue_id: int
    found: tuple[IssueText, ...]
    pair: Pair


class RedlineDesk(QObject):
    """Joins the redline tab to the texts on record."""

    def __init__(self, host: Host, view: RedlineView, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._view = view
        self._issue_id: int | None = None
        self._proposal_ids: tuple[int, ...] = ()
        view.issue_chosen.connect(self._issue_chosen)
        view.compare_asked.connect(self._compare)
        view.export_asked.connect(self._ask_export)

    def offer_changed(self, detail: ProposalDetail, *, visible: bool) -> None:
        """Hear which offer is shown; the redline starts from its text."""
        issues = [(item.issue, int(item.record.issue_id)) for item in detail.items]
        known = {key for _, key in issues}
        if self._proposal_ids != (detail.proposal.id,) or self._issue_id not in known:
            self._proposal_ids = (detail.proposal.id,)
            self._issue_id = issues[0][1] if issues else None
        self._offer_issues(issues)
        if visible:
            self.read()

    def compare_selected(self) -> None:
        """Show the tab; two offers selected on one issue are held against each other."""
        chosen = self._host.selected_offers()
        shared = [key for key, _, _ in chosen[0].parts] if chosen else []
        for other in chosen[1:]:
            shared = [key for key in shared if key in other.issue_ids]
        if len(chosen) == 2 and shared:
            first, second = sorted(chosen, key=lambda c: c.date.sort_key() if c.date else _FIRST)
            self._proposal_ids = (first.id, second.id)
            self._issue_id = shared[0]
            self._offer_issues([])
        self._host.show_tab(Tab.REDLINE)
        self.read()

    def compare_issue(self, issue_id: int) -> None:
        """Show the redline of an issue of the offer shown."""
        self._issue_id = issue_id
        self._view.issue.set_value(issue_id)
        self._host.show_tab(Tab.REDLINE)
        self.read()

    def read(self) -> None:
        """Read the texts of the issue, and compare the pair that comes first."""
        negotiation, reader = self._host.negotiation_id, self._host.reader
        issue_id, proposals = self._issue_id, self._proposal_ids
        if negotiation is None or issue_id is None:
            self._view.show_texts((), Pair(None, None, reason="No issue is recorded to compare."))
            return
        self._host.context.tasks.read(
            lambda ws: _texts(ws, negotiation, reader, issue_id, proposals),
            self._show_texts,
            newest_of=("redline texts", id(self)),
        )

    # ---- inside

    def _offer_issues(self, own: list[tuple[str, int]]) -> None:
        listing = self._host.listing
        every = list(listing.found.issues) if listing is not None else []
        first = {key for _, key in own}
        others = [(title, key) for title, key in every if key not in first]
        self._view.show_issues([*own, *others], self._issue_id)

    def _issue_chosen(self, issue_id: int) -> None:
        self._issue_id = issue_id
        self.read()

    def _show_texts(self, texts: _Texts) -> None:
        if texts.issue_id == self._issue_id:
            self._view.show_texts(texts.found, texts.pair)

    def _compare(self, asked: RedlineAsked) -> None:
        def job(_: Progress) -> tuple[RedlineAsked, Redline]:
            return asked, redlines.redline(asked.old, asked.new)

        self._host.context.tasks.aside(job, self._compared)

    def _compared(self, result: tuple[RedlineAsked, Redline]) -> None:
        asked, redline = result
        if self._view.asked() == asked:
            self._view.show_redline(redline, _notes(asked))

    def _ask_export(self, asked: RedlineAsked, form: str) -> None:
        name = f"redline {asked.old.name} {asked.new.name}".replace("/", "-").replace(",", "")
        start = Path.home() / f"{name}.{form}"
        chosen, _ = QFileDialog.getSaveFileName(
            self._view, "Save the redline", str(start), _FILTERS[form]
        )
        if chosen:
            self.write(asked, form, Path(chosen))

    def write(self, asked: RedlineAsked, form: str, path: Path) -> None:
        """Write a redline to a file."""
        negotiation, reader = self._host.negotiation_id, self._host.reader
        if negotiation is None:
            return
        beside = self._view.side_by_side

        def job(ws: Workspace) -> Path:
            from negotiation_tracker.services import page_files
            from negotiation_tracker.services.page_files import RedlineOrder

            order = RedlineOrder(asked.issue_id, asked.old, asked.new, form, beside)
            return page_files.redline(ws, negotiation, reader, order, path)

        def done(written: Path) -> None:
            self._host.context.window_message(f"Redline saved as {written.name}")

        self._host.context.tasks.read(job, done)


def _texts(
    ws: Workspace, negotiation_id: int, reader: Reader, issue_id: int, proposals: tuple[int, ...]
) -> _Texts:
    dossier = ws.dossier(negotiation_id, reader)
    found = redlines.texts(dossier, issue_id)
    by_proposal = {
        item.proposal_id: text
        for text in found
        if text.record is not None
        and text.record[0] == "proposal_item"
        and (item := dossier.get(*text.record)) is not None
    }
    own = [by_proposal[key] for key in proposals if key in by_proposal]
    if len(own) == 2:
        return _Texts(issue_id, found, Pair(own[0], own[1]))
    return _Texts(issue_id, found, redlines.default_pair(found, own[0] if own else None))


def _notes(asked: RedlineAsked) -> tuple[str, ...]:
    summaries = [text.kind is TextKind.SUMMARY for text in (asked.old, asked.new)]
    if all(summaries):
        return ("Summaries are compared; the full texts are not on record.",)
    if any(summaries):
        return ("A summary is compared with a full text: much of what differs is only wording.",)
    return ()

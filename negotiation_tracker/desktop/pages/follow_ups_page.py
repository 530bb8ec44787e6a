"""What is owed: deadlines, information requests, commitments and tasks, and legal clocks."""

from collections.abc import Callable
from functools import partial

from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.clocks_panel import Clocks, ClocksPanel
from negotiation_tracker.desktop.widgets.record_list_detail import RecordPane
from negotiation_tracker.desktop.widgets.record_list_tabs import RecordTabs
from negotiation_tracker.desktop.widgets.words import link
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.rules.wording import participant_name
from negotiation_tracker.services.workspace import Workspace

_VERBS = {"done": "Mark{} as done", "dropped": "Drop{}", "reopened": "Reopen{}"}


class FollowUpsPage(RecordTabs):
    """The list with what is overdue first; legal clocks are proposed beside it.

    Attributes:
        clocks: the panel of legal clocks.

    """

    key = "follow_ups"
    title = "Follow-ups"

    def __init__(self, context: PageContext) -> None:
        pane = RecordPane(context, "follow_up", _add)
        super().__init__(context, [("Follow-ups", pane)])
        self._pane = pane
        self.clocks = ClocksPanel()
        pane.below.addWidget(self.clocks)
        self._clocks_link = link("Legal clocks")
        self._clocks_link.clicked.connect(self._open_clocks)
        pane.list.head.insertWidget(pane.list.head.count() - 1, self._clocks_link)
        pane.list.menu_actions = [(text, partial(self._act, w)) for w, text in _VERBS.items()]
        pane.view.acted.connect(self._act_on_current)
        self.clocks.regime_chosen.connect(self._choose_regime)
        self.clocks.accepted.connect(lambda uid: self._take(uid, accept=True))
        self.clocks.declined.connect(lambda uid: self._take(uid, accept=False))
        self.clocks.closed.connect(pane.show_view)

    def refresh(self) -> None:
        super().refresh()
        negotiation, reader = self.negotiation_id, self.reader
        self._clocks_link.setEnabled(negotiation is not None)
        if negotiation is None:
            self._pane.show_view()
            return

        def job(ws: Workspace) -> Clocks | None:
            from negotiation_tracker.services import clocks

            dossier = ws.dossier(negotiation, reader)
            talks = dossier.get("negotiation", negotiation)
            if talks is None:
                return None
            sides = dossier.where("participant", negotiation_id=negotiation)
            names = {side.id: participant_name(dossier, side.id) for side in sides}
            return Clocks(talks, clocks.offers(dossier, negotiation), names)

        self.context.tasks.read(job, self._show_clocks, newest_of=("clocks", id(self)))

    # ---- inside

    def _show_clocks(self, found: Clocks | None) -> None:
        if found is None:
            return
        number = len(found.offers)
        self._clocks_link.setText(f"Legal clocks: {number} proposed" if number else "Legal clocks")
        self.clocks.show_clocks(found, writable=self._pane.writable())

    def _open_clocks(self) -> None:
        self._pane.below.setCurrentWidget(self.clocks)
        self.clocks.regime.setFocus()

    def _act_on_current(self, word: str) -> None:
        current = self._pane.list.current()
        if current is not None:
            self._act(word, [current])

    def _act(self, word: str, ids: list[int]) -> None:
        from negotiation_tracker.services import followups

        verbs: dict[str, Callable[[RecordWriter, int], object]] = {
            "done": followups.done,
            "dropped": followups.drop,
            "reopened": followups.reopen,
        }
        many = f" {len(ids)} follow-ups" if len(ids) > 1 else " follow-up"
        label = {"done": "Close", "dropped": "Drop", "reopened": "Reopen"}[word]

        def verb(writer: RecordWriter, key: int) -> None:
            found = writer.get("follow_up", key)
            # Of several, those for which it makes no sense stay as they are.
            is_open = found is None or found.status == "open"
            if len(ids) == 1 or is_open == (word != "reopened"):
                verbs[word](writer, key)

        self._pane.change_selected(f"{label}{many}", verb, ids)

    def _choose_regime(self, regime: str) -> None:
        from negotiation_tracker.services import records

        negotiation = self.negotiation_id
        if negotiation is not None:
            self.context.tasks.change(
                "Choose legal regime",
                lambda w: records.edit(w, "negotiation", negotiation, {"legal_regime": regime}),
            )

    def _take(self, uid: str, *, accept: bool) -> None:
        from negotiation_tracker.services import clocks

        negotiation = self.negotiation_id
        if negotiation is None:
            return
        verb = clocks.accept if accept else clocks.decline
        label = "Add deadline" if accept else "Turn down legal clock"
        self.context.tasks.change(label, lambda w: verb(w, negotiation, uid))


def _add(writer: RecordWriter, negotiation_id: int, raw: dict[str, object]) -> int:
    from negotiation_tracker.services import followups

    return followups.add(writer, negotiation_id, raw)

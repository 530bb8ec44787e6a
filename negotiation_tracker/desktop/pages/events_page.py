"""What happened around the table, and what was said: two lists in tabs."""

from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.widgets.record_list_detail import RecordPane, plain_adder
from negotiation_tracker.desktop.widgets.record_list_tabs import RecordTabs


class EventsPage(RecordTabs):
    """Events and statements, each with its detail, edited in place."""

    key = "events"
    title = "Events"

    def __init__(self, context: PageContext) -> None:
        panes = [
            (words, RecordPane(context, kind, plain_adder(kind)))
            for words, kind in (("&Events", "event"), ("&Statements", "statement"))
        ]
        super().__init__(context, panes)

"""The pages of the window by key; each is imported when it is first shown."""

from negotiation_tracker.desktop.pages.page import Page, PageContext

NAVIGATION = (
    "overview", "sessions", "proposals", "positions", "timeline", "events", "figures",
    "follow_ups", "people", "trash",
)  # fmt: skip
"""Keys of the pages in the navigation, from top to bottom."""

PAGE_OF = {
    "session": "sessions",
    "proposal": "proposals",
    "tentative_agreement": "proposals",
    "person": "people",
    "organization": "people",
    "mediator_engagement": "people",
    "event": "events",
    "statement": "events",
    "figure": "figures",
    "dispute": "figures",
    "follow_up": "follow_ups",
}
"""Kind of record and the page that opens it."""


def make_page(key: str, context: PageContext) -> Page:
    """Make a page; KeyError when there is none of this key."""
    if key == "overview":
        from negotiation_tracker.desktop.pages.overview_page import OverviewPage

        return OverviewPage(context)
    if key == "sessions":
        from negotiation_tracker.desktop.pages.sessions_page import SessionsPage

        return SessionsPage(context)
    if key == "positions":
        from negotiation_tracker.desktop.pages.positions_page import PositionsPage

        return PositionsPage(context)
    if key == "proposals":
        from negotiation_tracker.desktop.pages.proposals_page import ProposalsPage

        return ProposalsPage(context)
    if key == "timeline":
        from negotiation_tracker.desktop.pages.timeline_page import TimelinePage

        return TimelinePage(context)
    if key == "people":
        from negotiation_tracker.desktop.pages.people_page import PeoplePage

        return PeoplePage(context)
    if key == "events":
        from negotiation_tracker.desktop.pages.events_page import EventsPage

        return EventsPage(context)
    if key == "figures":
        from negotiation_tracker.desktop.pages.figures_page import FiguresPage

        return FiguresPage(context)
    if key == "follow_ups":
        from negotiation_tracker.desktop.pages.follow_ups_page import FollowUpsPage

        return FollowUpsPage(context)
    if key == "trash":
        from negotiation_tracker.desktop.pages.trash_page import TrashPage

        return TrashPage(context)
    if key == "log_session":
        from negotiation_tracker.desktop.pages.log_session_page import LogSessionPage

        return LogSessionPage(context)
    raise KeyError(key)

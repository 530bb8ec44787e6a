"""The pages of the window by key; each is imported when it is first shown."""

from importlib import import_module

from negotiation_tracker.desktop.pages.page import Page, PageContext

NAVIGATION = (
    "overview", "sessions", "proposals", "positions", "costing", "timeline", "events", "figures",
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
    "authorised_offer": "authorised",
}
"""Kind of record and the page that opens it."""


_PAGES = {
    "overview": ("overview_page", "OverviewPage"),
    "sessions": ("sessions_page", "SessionsPage"),
    "proposals": ("proposals_page", "ProposalsPage"),
    "positions": ("positions_page", "PositionsPage"),
    "costing": ("costing_page", "CostingPage"),
    "timeline": ("timeline_page", "TimelinePage"),
    "events": ("events_page", "EventsPage"),
    "figures": ("figures_page", "FiguresPage"),
    "follow_ups": ("follow_ups_page", "FollowUpsPage"),
    "people": ("people_page", "PeoplePage"),
    "trash": ("trash_page", "TrashPage"),
    "log_session": ("log_session_page", "LogSessionPage"),
    "live_notes": ("live_notes_page", "LiveNotesPage"),
    "authorised": ("authorised_page", "AuthorisedPage"),
}
"""Module and class of each page."""


def make_page(key: str, context: PageContext) -> Page:
    """Make a page; KeyError when there is none of this key."""
    module, name = _PAGES[key]
    made: type[Page] = getattr(import_module(f"{__package__}.{module}"), name)
    return made(context)

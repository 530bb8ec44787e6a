"""What the parts of the page of offers may use of it."""

from datetime import date
from enum import IntEnum
from typing import Protocol

from negotiation_tracker.desktop.models.proposals_view import Listed, OfferShown
from negotiation_tracker.desktop.pages.page import PageContext
from negotiation_tracker.desktop.pages.proposals_changes import ProposalChanges
from negotiation_tracker.model.handling import Reader
from negotiation_tracker.services.proposal_list import OfferLine


class Side(IntEnum):
    """What stands on the right."""

    NOTHING = 0
    OFFER = 1
    OFFER_FORM = 2
    AGREEMENT = 3
    AGREEMENT_FORM = 4


class Tab(IntEnum):
    """What is shown of an offer."""

    OFFER = 0
    REDLINE = 1
    HISTORY = 2


class Host(Protocol):
    """The page, as its parts see it.

    Attributes:
        context, negotiation_id, reader: as of every page.
        listing: the list as read; None before.
        shown: the offer on the right; None when there is none.
        offer_id, agreement_id: what was chosen.
        changes: the way to change the store.

    """

    context: PageContext
    negotiation_id: int | None
    reader: Reader
    listing: Listed | None
    shown: OfferShown | None
    offer_id: int | None
    agreement_id: int | None
    changes: ProposalChanges

    def today(self) -> date:
        """Give the present day."""

    def selected_offers(self) -> list[OfferLine]:
        """List the offers selected."""

    def show_side(self, side: Side) -> None:
        """Show something on the right."""

    def show_tab(self, tab: Tab) -> None:
        """Show a tab of the offer."""

    def close_form(self) -> None:
        """Close a form and show again what was chosen."""

    def show_offer(self, proposal_id: int) -> None:
        """Show an offer."""

    def show_agreement(self, agreement_id: int) -> None:
        """Show an agreement."""

"""Small artificial talks for tests of the store."""

from datetime import date

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import RecordWriter
from negotiation_tracker.services.workspace import Workspace


def begin(ws: Workspace, code: str = "ACME-1") -> int:
    """Create a negotiation with two parties and one issue; returns its key."""

    def verb(writer: RecordWriter) -> int:
        talks = writer.insert(
            "negotiation",
            title="Acme and Local 1",
            code=code,
            timezone="America/Los_Angeles",
            currency="USD",
        )
        for name, side in (("Acme Works", "management"), ("Local 1", "labor")):
            body = writer.insert("organization", name=name)
            writer.insert(
                "participant", negotiation_id=talks.id, organization_id=body.id, side=side
            )
        writer.insert("issue", negotiation_id=talks.id, code="wages", title="Wages")
        return talks.id

    return ws.change("New negotiation", verb).value


def log(ws: Workspace, talks: int, day: int = 1, place: str = "") -> int:
    """Log a session on a day of January 2026; returns its key."""
    return ws.change(
        "Log session",
        lambda writer: (
            writer.insert(
                "session",
                negotiation_id=talks,
                date=FuzzyDate.day(date(2026, 1, day)),
                place=place,
            ).id
        ),
    ).value

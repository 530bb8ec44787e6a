"""Moments in time as the store keeps them."""

from datetime import UTC, datetime


def utc_text(value: datetime) -> str:
    """Write an aware moment in the store form: UTC with microseconds, so text order is time order.

    Raises:
        ValueError: the moment has no time zone.

    """
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    in_utc = value if value.tzinfo is UTC else value.astimezone(UTC)
    return f"{in_utc.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"

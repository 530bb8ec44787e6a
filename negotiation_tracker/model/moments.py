"""Moments in time as the store keeps them."""

from datetime import UTC, datetime


def utc_text(value: datetime) -> str:
    """Write an aware moment in the store form: UTC with microseconds, so text order is time order.

    Raises:
        ValueError: the moment has no time zone.

    """
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")

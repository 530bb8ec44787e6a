"""How long something has gone on, as a clock shows it."""

from datetime import datetime, timedelta

_MINUTE = timedelta(minutes=1)


def elapsed(began: datetime, now: datetime) -> str:
    """Say how long it is from one moment to another, as "01:42:10"."""
    seconds = max(0, int((now - began).total_seconds()))
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def to_the_second(noted: datetime | None, typed: datetime | None) -> datetime | None:
    """Give the moment a line was typed where its time of day is that minute, else what it says."""
    if noted is None or typed is None or abs(typed - noted) >= _MINUTE:
        return noted
    return typed

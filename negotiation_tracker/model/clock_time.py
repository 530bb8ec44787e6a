"""Time of day at the place of a negotiation: wall clock, zone and offset on that day."""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_TYPED: Final = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?(?:([ap])\.? ?m\.?)?", re.ASCII)
_STORED: Final = re.compile(
    r"([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:([+-])([0-9]{2}):([0-9]{2}))?\[([^\[\]]+)\]", re.ASCII
)
_NAMED: Final = {
    "noon": dt.time(12), "mediodia": dt.time(12), "midnight": dt.time(0), "medianoche": dt.time(0),
}  # fmt: skip
_DAY_MINUTES: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A local wall-clock time in a named zone (domain book, B2).

    `zone` is an IANA name such as "America/Los_Angeles". `offset_minutes` is local time minus
    UTC on the day meant; None when the day is not known. Raises ValueError, with a sentence,
    for a time with its own zone or parts of a second, an empty zone or an impossible offset.
    """

    time: dt.time
    zone: str
    offset_minutes: int | None = None

    def __post_init__(self) -> None:
        if self.time.tzinfo is not None or self.time.microsecond:
            raise ValueError("A clock time is a plain wall time in whole seconds.")
        if not self.zone or re.search(r"[\[\]]", self.zone):
            raise ValueError(f'"{self.zone}" is not the name of a time zone.')
        if self.offset_minutes is not None and abs(self.offset_minutes) >= _DAY_MINUTES:
            raise ValueError(f"{self.offset_minutes} minutes is not a possible offset from UTC.")

    @classmethod
    def at(cls, text: str, zone: str, on: dt.date | None = None) -> Self:
        """Read a typed time ("9", "9:30 pm", "21.30", "noon") in `zone` on the day `on`.

        A wall time that occurs twice when clocks change is taken the first time round; one
        that is skipped keeps the offset of before the change. Raises ValueError, with a
        sentence, for a time that cannot be read or a zone that is not known here.
        """
        wall = read_wall_time(text)
        tz = _find_zone(zone)
        offset = None if on is None else dt.datetime.combine(on, wall, tz).utcoffset()
        minutes = None if offset is None else offset // dt.timedelta(minutes=1)
        return cls(wall, zone, minutes)

    def describe(self) -> str:
        """The wall time on the 24-hour clock, as "21:30"."""
        return self.time.isoformat("seconds" if self.time.second else "minutes")

    def to_text(self) -> str:
        """The store form: "12:00-08:00[America/Los_Angeles]", offset only when known."""
        offset = ""
        if self.offset_minutes is not None:
            hours, minutes = divmod(abs(self.offset_minutes), 60)
            offset = f"{'-' if self.offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"
        return f"{self.describe()}{offset}[{self.zone}]"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """Read what `to_text` wrote. Raises ValueError, with a sentence, for anything else.

        The zone name is not looked up, so that a record opens on a computer without zone data.
        """
        match = _STORED.fullmatch(text)
        if match is None:
            raise ValueError(f'The stored time "{text[:60]}" is not in the expected form.')
        try:
            wall = dt.time.fromisoformat(match[1])
        except ValueError as error:
            raise ValueError(f'The stored time "{text[:60]}" is not a time of day.') from error
        offset: int | None = None
        if match[2]:
            if int(match[4]) > 59:
                raise ValueError(f'The stored time "{text[:60]}" has an impossible offset.')
            offset = (int(match[3]) * 60 + int(match[4])) * (-1 if match[2] == "-" else 1)
        return cls(wall, match[5], offset)

    def to_json(self) -> str:
        """The exchange form, the same as `to_text`."""
        return self.to_text()

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Read what `to_json` wrote. Raises ValueError, with a sentence, for anything else."""
        if isinstance(data, str):
            return cls.from_text(data)
        raise ValueError("A clock time is a text such as 12:00-08:00[America/Los_Angeles].")

    def minutes_since(self, other: Self, crosses_midnight: bool = False) -> int:
        """Whole minutes from `other` to this time; negative if this one is earlier.

        With `crosses_midnight`, an earlier wall time is taken as that of the next day. Where
        both offsets are known the elapsed time is right across a clock change. Raises
        ValueError when the zones differ and an offset is missing.
        """
        seconds = _seconds(self.time) - _seconds(other.time)
        if crosses_midnight and seconds < 0:
            seconds += _DAY_MINUTES * 60
        if self.offset_minutes is not None and other.offset_minutes is not None:
            seconds -= (self.offset_minutes - other.offset_minutes) * 60
        elif self.zone != other.zone:
            raise ValueError(
                f"{self.to_text()} and {other.to_text()} are in different zones; "
                "give the day of each to compare them."
            )
        return seconds // 60 if seconds >= 0 else -(-seconds // 60)


def _seconds(wall: dt.time) -> int:
    return (wall.hour * 60 + wall.minute) * 60 + wall.second


def _find_zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        try:
            ZoneInfo("America/Los_Angeles")
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                "This computer has no time zone data; install the tzdata package and try again."
            ) from error
        raise ValueError(
            f'"{zone}" is not a known time zone. Use a name such as America/Los_Angeles.'
        ) from error


def read_wall_time(text: str) -> dt.time:
    """Read a typed time of day ("9", "9:30 pm", "21.30", "noon"); ValueError, with a sentence."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    plain = " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())
    if plain in _NAMED:
        return _NAMED[plain]
    match = _TYPED.fullmatch(plain)
    if match is None:
        raise ValueError(
            f'"{text}" is not a time of day. Write it as 21:30, 9:30 pm, noon or midnight.'
        )
    hour, minute = int(match[1]), int(match[2] or 0)
    if match[3]:
        if not 1 <= hour <= 12:
            raise ValueError(f'"{text}" has an hour that does not go with am or pm; use 1 to 12.')
        hour = hour % 12 + (12 if match[3] == "p" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f'"{text}" is not a time of day; hours are 0 to 23, minutes 0 to 59.')
    return dt.time(hour, minute)

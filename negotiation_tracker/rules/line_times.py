"""Times and dates inside a typed line: which day a time is of, by when something is due."""

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from negotiation_tracker.model.clock_time import read_wall_time
from negotiation_tracker.model.dates import DateNotUnderstood, FuzzyDate, KnownHow, parse_fuzzy_date
from negotiation_tracker.rules.line_orders import LineTime
from negotiation_tracker.rules.line_scene import Scene
from negotiation_tracker.rules.term_text import full_year

_DAY: Final = 24 * 60
_EARLY: Final = 60
_AHEAD: Final = 10
_MOST_DATE_WORDS: Final = 6
_LONGEST_DATE: Final = 60
_BY: Final = re.compile(
    r"(?:^|(?<=\s))(?:no later than|due|by|until|para|hasta)\s+(?=\S)", re.IGNORECASE
)
_WEEKDAY: Final = re.compile(
    r"(?:(?:on|this|el|este)\s+)?((?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
    r"|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)\.?",
    re.IGNORECASE,
)
_MONTH_DAY: Final = re.compile(
    r"[0-9]{1,2}/[0-9]{1,2}|[^\W\d]+\.? [0-9]{1,2}(?:st|nd|rd|th)?|[0-9]{1,2} (?:de )?[^\W\d]+\.?"
)
_BARE_HOUR: Final = re.compile(r"[0-9]{1,2}")
_TIME_END: Final = re.compile(
    r"[\s,]+(?:at\s+|a\s+las\s+)?([0-9]{1,2}(?::[0-9]{2})?\s?(?:[ap]\.?m\.?)?|noon|mediod[ií]a)$",
    re.IGNORECASE,
)


def place(time: dt.time, twelve: bool, scene: Scene) -> LineTime:
    """Say which day a typed time is of, and whether "2:05" means the afternoon.

    A time before the session's start is of the next day, but for the hour just before it: some
    lines are about what happened while people came in. "2:05" without am or pm is as typed where
    that lies between the start and now, and else the afternoon if that does.
    """
    if scene.start is None:
        return LineTime(time)
    start = _minutes(scene.start.time)
    now = _DAY - start if scene.now is None else _after_start(scene.now.time, start) + _AHEAD
    best = time
    if twelve and _after_start(time, start) > now:
        other = time.replace(hour=(time.hour + 12) % 24)
        best = other if _after_start(other, start) <= now else time
    return LineTime(best, next_day=start + _after_start(best, start) >= _DAY)


def before_start(at: LineTime, scene: Scene) -> bool:
    """Say whether a time is taken as of just before the session began."""
    return scene.start is not None and not at.next_day and at.time < scene.start.time


def wall_time(text: str) -> dt.time | None:
    """Read a typed time of day, or give None."""
    try:
        return read_wall_time(text)
    except ValueError:
        return None


def date(text: str, day: dt.date) -> FuzzyDate | None:
    """Read a typed date that is still to come, counted from `day`; None when it is no date.

    A weekday alone is the first one after `day`, since what is owed or planned lies ahead.
    """
    plain = full_year(text.strip(" ,"))
    if not plain or len(plain) > _LONGEST_DATE:
        return None
    weekday = _WEEKDAY.fullmatch(plain)
    try:
        found = parse_fuzzy_date(f"next {weekday[1]}" if weekday else plain, today=day)
    except DateNotUnderstood:
        return None
    if found.earliest is None or found.latest is None:
        return None
    if found.certain() and not weekday and _MONTH_DAY.fullmatch(plain):
        # Who writes down "3/30" on the day it was said leaves the year out as everybody does.
        return replace(found, known_how=KnownHow.STATED, anchor="", reason="")
    return found


def split_due(text: str, day: dt.date) -> tuple[str, FuzzyDate | None]:
    """Split "the list by 3/27" into what is owed and the date; words that are no date stay.

    Where a time of day follows the date, all words stay as well, since a due date has none.
    """
    for found in reversed(list(_BY.finditer(text))):
        rest = text[found.end() :].strip().rstrip(".")
        due = date(rest, day)
        if due is not None:
            return text[: found.start()].strip(" ,"), due
        clock = _TIME_END.search(rest)
        due = date(rest[: clock.start()], day) if clock else None
        if due is not None:
            return text.strip(), due
    return text.strip(), None


def leading_date(words: list[str], day: dt.date) -> tuple[FuzzyDate | None, int]:
    """Read a date at the beginning; give it with the number of words it takes, the most first."""
    for count in range(min(len(words), _MOST_DATE_WORDS), 0, -1):
        found = date(" ".join(words[:count]), day)
        if found is not None:
            return found, count
    return None, 0


def leading_time(words: list[str]) -> tuple[dt.time | None, int]:
    """Read a time of day at the beginning, "at" before it or not; give it and its words."""
    said = 1 if words and words[0].casefold() in ("at", "@", "a") else 0
    if said and words[1:2] and words[1].casefold() == "las":
        said = 2
    for count in (2, 1):
        piece = [word.strip(",") for word in words[said : said + count]]
        alone = said > 0 or len(words) == 1  # "10 Main Street" begins a place
        if len(piece) < count or (_BARE_HOUR.fullmatch(piece[0]) and count == 1 and not alone):
            continue
        if count == 2 and not re.fullmatch(r"[ap]\.?m\.?", piece[1], re.IGNORECASE):
            continue
        found = wall_time(" ".join(piece))
        if found is not None:
            return found, said + count
    return None, 0


def _after_start(time: dt.time, start: int) -> int:
    """Give minutes after the start; a little before it is less than none, else it is next day."""
    minutes = _minutes(time) - start
    return minutes if minutes >= -_EARLY else minutes + _DAY


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute

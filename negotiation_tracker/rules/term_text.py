"""Reads the numbers of a proposal as people type them: "6.5% over 3 years; $1,000 bonus".

Nothing is guessed unseen: `TermText.reading` says what was understood, and words without a number
are handed back to be kept as words.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from negotiation_tracker.model.dates import DateNotUnderstood, parse_fuzzy_date
from negotiation_tracker.model.values import Quantity, parse_quantity
from negotiation_tracker.model.vocabulary import IssueCategory, Measure, Stated, TermBasis, label

_PIECES = re.compile(r"\s*;\s*|\s+(?:plus|\+)\s+|\s*\n\s*")
_WORD_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), start=1
    )
}
_YEARS = re.compile(
    r"\s*(?:,\s*)?\b(?:over|for|across|in|en|durante)\s+(?:the\s+next\s+)?"
    r"([0-9]+(?:\.[0-9]{1,2})?|" + "|".join(_WORD_NUMBERS) + r")[\s-]*(?:years?|yrs?|a[ñn]os?)\b",
    re.IGNORECASE,
)
_COMMA = re.compile(r",\s+(?=[$€£]\s?[0-9]|[0-9][0-9.,]*\s?%)")
_EFFECTIVE = re.compile(
    r"\s*(?:,\s*)?\b(?:effective|eff\.?|from|starting|as of)\s+(?:on\s+)?([^;]+)$", re.IGNORECASE
)
_RETRO_TO = re.compile(r"\bretro(?:active(?:ly)?)?\s+(?:back\s+)?(?:to|from)\b", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"([0-9]{1,2}/[0-9]{1,2})/([0-9]{2})")
_ANY_DAY = date(2000, 1, 1)
_BASES = (
    (TermBasis.ON_SCHEDULE, r"on[- ]schedule"),
    (TermBasis.OFF_SCHEDULE, r"off[- ]schedule"),
    (TermBasis.RETROACTIVE, r"retro(?:active(?:ly)?)?"),
)
_COMPOUND = re.compile(
    r"\s*(?:,\s*)?\b(not |non-?)?(?:compound(?:ed|ing)?|simple)\b", re.IGNORECASE
)
_BONUS = re.compile(r"\s*\b(?:one-time |ratification |signing )?bonus\b", re.IGNORECASE)
_FIRST_NUMBER = re.compile(r"([$€£]?\s?[0-9][0-9.,]*%?)\s+([^\d$€£%]\D*)")
_BARE_DATE = re.compile(r"(?<=%)\s+([0-9]{1,2}/[0-9]{1,2}(?:/(?:[0-9]{2}){1,2})?)$")
_PER_CENT = re.compile(r"(?<=[0-9])\s*por\s+ciento\b", re.IGNORECASE)
_BARE_POINT = re.compile(r"(?<![0-9.,])\.(?=[0-9])")
_CAP = re.compile(
    r"(?:cap(?:ped)?|max(?:imum|\.)?|limit(?:ed)?)(?:\s+(?:of|at|to))?\s+(?=[0-9$])", re.IGNORECASE
)
_TRAILING_SIGN = re.compile(r"([0-9][0-9.,]*)\s*([$€£])")
_GROUPED_BY_POINTS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")
_POINTS_IN_MONEY = re.compile(
    r"[$€£]\s?[0-9]{1,3}(?:\.[0-9]{3})+(?![0-9])"
    r"|(?<![0-9.])[0-9]{1,3}(?:\.[0-9]{3})+\s*(?:[$€£]|dollars?\b|usd\b|eur(?:os?)?\b)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"([$€£]?\s?[0-9][0-9.,]*\s*(?:/|per |an? |each )\s*(?:hour|hr|day|week|month|mo|year|yr)s?\.?)"
    r"\s+(.+)",
    re.IGNORECASE,
)
_EACH_YEAR = re.compile(
    r"(?:per|a|each|every|por|cada|al)\s+(?:year|yr\.?|annum|a[ñn]o)|annually|yearly", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class TermText:
    """One number of a proposal, as typed and as read.

    Attributes:
        typed: the words of this piece.
        value: the words of the number itself, or "" when none was read.
        quantity: the number, or None.
        measure: what is measured, worked out from unit, words and the issue's category.
        horizon_years: years as digits, or "" when not stated.
        basis, compounding: allowed values, or "" when not stated.
        effective_on: words of a date, or "".
        leftover: words after the number that are no unit: whom or what it covers.

    """

    typed: str
    value: str = ""
    quantity: Quantity | None = None
    measure: Measure = Measure.OTHER
    horizon_years: str = ""
    basis: str = ""
    compounding: str = ""
    effective_on: str = ""
    leftover: str = ""

    @property
    def is_number(self) -> bool:
        """Whether it is kept as a number; a bare one among words that are no unit is not."""
        return self.quantity is not None and not (self.leftover and self.quantity.unit == "count")

    def reading(self) -> str:
        """Say in words how the piece is understood."""
        if self.quantity is None:
            return f"“{self.typed}” kept as words"
        parts = [self.quantity.describe()]
        if self.measure is not Measure.OTHER:
            parts[0] = f"{label(self.measure).split(',')[0]} {parts[0]}"
        if self.horizon_years:
            plural = "" if self.horizon_years == "1" else "s"
            parts.append(f"over {self.horizon_years} year{plural}")
        if self.basis:
            parts.append(label(self.basis))
        if self.compounding:
            parts.append("compounding" if self.compounding == Stated.YES else "not compounding")
        if self.effective_on:
            parts.append(f"effective {self.effective_on}")
        if self.leftover:
            parts.append(f"for “{self.leftover}”")
        return ", ".join(parts)


def read_terms(text: str, category: str = "") -> list[TermText]:
    """Read every number of a typed line; pieces are parted by ";", "plus" or a new line.

    A comma parts them where each has its own date, years, bonus or "for": "7% 7/1/21, 3% 7/1/22".

    Args:
        text: what was typed.
        category: category of the issue, which decides what a bare percentage measures.

    """
    pieces = [piece for piece in _PIECES.split(text.strip()) if piece]
    return [term for piece in pieces for term in _parted(piece, category)]


def reading(text: str, category: str = "") -> str:
    """Say how a typed line is understood, or nothing when it is empty."""
    found = read_terms(text, category)
    return "→ " + " · ".join(term.reading() for term in found) if found else ""


def full_year(words: str) -> str:
    """Write the year of a date such as "7/1/24" with four digits; other words stay."""
    short = _SHORT_YEAR.fullmatch(words)
    return f"{short[1]}/20{short[2]}" if short else words


def _parted(piece: str, category: str) -> list[TermText]:
    found = [_read(part, category) for part in _COMMA.split(piece)]
    if len(found) > 1 and all(
        t.is_number
        and (
            t.effective_on
            or t.horizon_years
            or t.measure in _BONUSES
            or t.leftover.startswith("for ")
        )
        for t in found
    ):
        return found
    return [_read(piece, category)]


def _read(piece: str, category: str) -> TermText:
    term, rest = TermText(typed=piece), piece
    if match := _YEARS.search(rest):
        years = match[1].lower()
        term = replace(term, horizon_years=str(_WORD_NUMBERS.get(years, years)))
        rest = rest[: match.start()] + rest[match.end() :]
    rest = _RETRO_TO.sub("retroactive effective", rest)
    for basis, words in _BASES:
        if match := re.search(rf"\s*(?:,\s*)?\b{words}\b", rest, re.IGNORECASE):
            term = replace(term, basis=basis.value)
            rest = rest[: match.start()] + rest[match.end() :]
            break
    if match := _COMPOUND.search(rest):
        simple = match[1] is not None or "simple" in match[0].lower()
        term = replace(term, compounding=(Stated.NO if simple else Stated.YES).value)
        rest = rest[: match.start()] + rest[match.end() :]
    effective = _EFFECTIVE.search(rest)
    if effective is not None and (day := _day(effective[1])):
        term = replace(term, effective_on=day)
        rest = rest[: effective.start()]
    elif (match := _BARE_DATE.search(rest.strip(" ,"))) and (day := _day(match[1])):
        # "2.5% 7/1": at the table the day from which it applies is often only put behind.
        term = replace(term, effective_on=day)
        rest = rest.strip(" ,")[: match.start()]
    bonus = _BONUS.search(rest)
    if bonus:
        rest = rest[: bonus.start()] + rest[bonus.end() :]
    return _with_number(term, " ".join(rest.split()).strip(" ,"), bonus is not None, category)


def _day(words: str) -> str:
    """Give the words of a date; "" for others: "7% from the general fund" says nothing of when."""
    plain = full_year(words.strip(" ,"))
    try:
        parse_fuzzy_date(plain, today=_ANY_DAY)
    except DateNotUnderstood:
        return ""
    return plain


def _with_number(term: TermText, words: str, bonus: bool, category: str) -> TermText:
    if _POINTS_IN_MONEY.search(words):
        return TermText(typed=term.typed)  # twelve thousand where points group, else twelve
    for value, leftover in _attempts(_plainer(words, category)):
        try:
            quantity = parse_quantity(value)
        except ValueError:
            continue
        if quantity.unit == "percent" and _EACH_YEAR.fullmatch(leftover):
            break  # the sum over the years is another number than the one typed
        return replace(
            term,
            value=value,
            quantity=quantity,
            leftover=leftover,
            measure=_measure(quantity.unit, bonus, category),
        )
    return TermText(typed=term.typed)


def _plainer(words: str, category: str) -> str:
    """Write forms met at the table as numbers are written elsewhere."""
    plain = _BARE_POINT.sub("0.", _PER_CENT.sub("%", words))
    if (sign := _TRAILING_SIGN.fullmatch(plain)) and not _GROUPED_BY_POINTS.fullmatch(sign[1]):
        return f"{sign[2]}{sign[1]}"
    capped = _CAP.match(plain)
    if capped is None:
        return plain
    rest = plain[capped.end() :]
    per_class = category == IssueCategory.CLASS_SIZE and re.fullmatch(r"[0-9.]+", rest)
    return f"at most {rest}{' students per class' if per_class else ''}"


def _attempts(words: str) -> list[tuple[str, str]]:
    attempts = [(words, "")]
    if match := re.match(r"(.+?[%0-9])\s+(?:raise|increase|pay raise|wages?|pay)$", words):
        attempts.append((match[1], ""))
    if match := _RATE.fullmatch(words):
        attempts.append((match[1].strip(), match[2].strip()))
    if match := _FIRST_NUMBER.fullmatch(words):
        attempts.append((match[1].strip(), match[2].strip()))
    return attempts


_BONUSES = frozenset({Measure.BONUS_FLAT, Measure.BONUS_PCT})
_BY_UNIT = {
    "USD_per_hour": Measure.WAGE_HOUR,
    "hires": Measure.HIRES,
    "positions": Measure.HIRES,
    "nurses": Measure.HIRES,
    "counselors": Measure.HIRES,
    "librarians": Measure.HIRES,
    "fte": Measure.HIRES,
    "students_per_class": Measure.CLASS_SIZE,
    "ratio": Measure.RATIO,
    "hours_per_week": Measure.HOURS_WEEK,
    "days": Measure.DAYS,
}
_BY_UNIT_AND_CATEGORY = {
    ("percent", IssueCategory.WAGES.value): Measure.WAGE_PCT,
    ("percent", IssueCategory.BENEFITS.value): Measure.CONTRIBUTION_PCT,
    ("USD_per_year", IssueCategory.WAGES.value): Measure.WAGE_FLAT_YEAR,
    ("USD_per_month", IssueCategory.BENEFITS.value): Measure.CONTRIBUTION_FLAT,
    ("USD_per_year", IssueCategory.BENEFITS.value): Measure.CONTRIBUTION_FLAT,
    ("students", IssueCategory.CLASS_SIZE.value): Measure.CLASS_SIZE,
    ("years", IssueCategory.TERM.value): Measure.DURATION_YEARS,
}


def _measure(unit: str, bonus: bool, category: str) -> Measure:
    if bonus and unit == "percent":
        return Measure.BONUS_PCT
    if bonus:
        return Measure.BONUS_FLAT
    return _BY_UNIT_AND_CATEGORY.get((unit, category)) or _BY_UNIT.get(unit, Measure.OTHER)

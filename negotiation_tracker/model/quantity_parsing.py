"""Reads a number as people type it: "nearly 600,000 students", "$97 million", "6.5 %"."""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from negotiation_tracker.model.quantities import Comparator, Quantity
from negotiation_tracker.model.units import UNITS, UnitKind, unit_spec

_HEDGES: Final = (
    (Comparator.AT_LEAST, r"at least|no less than|not less than|no fewer than|minimum|>=|≥"),
    (Comparator.AT_MOST, r"at most|up to|no more than|not more than|maximum|<=|≤"),
    (Comparator.OVER, r"more than|greater than|over|above|>"),
    (Comparator.UNDER, r"less than|fewer than|under|below|<"),
    (Comparator.NEARLY, r"nearly|almost|just under|close to"),
    (Comparator.ABOUT, r"about|around|approximately|roughly|circa|some|~"),
)
_NUMBER_WORDS: Final = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_MULTIPLIERS: Final = {
    "hundred": 100, "thousand": 10**3, "k": 10**3, "million": 10**6, "mn": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9,
}  # fmt: skip
_CURRENCY_SIGNS: Final = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP"}
_PER: Final = {
    "hour": r"(?:/|an |per )(?:hour|hr|h)|hourly",
    "day": r"(?:/|a |per )day|daily",
    "week": r"(?:/|a |per )(?:week|wk)|weekly",
    "month": r"(?:/|a |per )(?:month|mo)|monthly",
    "year": r"(?:/|a |per )(?:year|yr)|annually|yearly",
    "student": r"(?:/|a |per )(?:student|pupil)",
}
_MAGNITUDE: Final = re.compile(
    r"(?:(tens|hundreds) of )?(thousands|millions|billions|(?<!of )hundreds|(?<!of )tens)"
    r"(?: of (.+))?"
)
_MAGNITUDE_SIZES: Final = {
    "tens": 10, "hundreds": 100, "thousands": 10**3, "millions": 10**6, "billions": 10**9,
}  # fmt: skip
_AMOUNT: Final = re.compile(
    r"(?P<sign>[-+])? ?(?P<cur>us\$|[$€£]|[a-z]{3}(?= ?[0-9]))? ?"
    r"(?P<sign2>-)?(?P<num>[0-9][0-9.,]*|[a-z]+(?![a-z]))"
    r"(?: ?(?P<mult>hundred|thousand|million|billion|mn|bn|[kmb])(?![a-z]))? ?(?P<rest>.*)"
)
_HINT: Final = (
    'Write a number such as "23%", "$25,000", "$97 million", "about 30,000 workers" or "2 to 3".'
)


@dataclass(frozen=True, slots=True)
class _Amount:
    """One number of the text before its unit is settled."""

    number: Decimal
    multiplied: bool
    currency: str
    rest: str


def parse_quantity(text: str, unit: str | None = None) -> Quantity:
    """Read a typed number. `unit` is used when the text names none, and checked when it does.

    Without either, the unit is "count". The hedge word becomes the comparator. Raises
    ValueError, with a sentence, for anything that cannot be read one way only.
    """
    if unit is not None:
        unit_spec(unit)
    typed = text.strip()
    plain = _plain(typed)
    comparator, rest = _split_hedge(plain)
    magnitude = _MAGNITUDE.fullmatch(rest)
    if magnitude:
        return _read_magnitude(typed, magnitude, comparator, unit)
    ratio = re.fullmatch(r"(.+?) ?(?:to|:) ?(?:1|one)", rest) if unit == "ratio" else None
    if ratio:
        rest = ratio[1]
    day_number = re.fullmatch(r"day ([0-9]+)", rest)
    if day_number and unit in (None, "ordinal"):
        return Quantity.of(day_number[1], "ordinal", comparator)
    ends = re.fullmatch(r"(?:between (.+?) and|(?:from )?(.+?) ?(?:to|-)) ?(?=[^ ])(.+)", rest)
    if ends and (ends[1] or ends[2]):
        found = _read_range(typed, ends[1] or ends[2], ends[3], unit)
        if found is not None:
            if comparator is not Comparator.EXACT:
                raise _refusal(typed, "Use either a range or a hedge word, not both.")
            return found
    amount = _read_amount(typed, rest)
    if amount is None:
        raise _refusal(typed, _HINT)
    return _made(typed, amount, _unit_of(typed, amount, unit), comparator)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    folded = re.sub("[\u2010-\u2015\u2212]", "-", folded)
    return " ".join(folded.split())


def _refusal(typed: str, hint: str) -> ValueError:
    return ValueError(f'"{typed[:60]}" was not read as a number. {hint}')


def _split_hedge(plain: str) -> tuple[Comparator, str]:
    for comparator, words in _HEDGES:
        match = re.match(rf"(?:{words})(?![a-z]) ?", plain)
        if match:
            return comparator, plain[match.end() :]
    for comparator, words in (
        (Comparator.AT_LEAST, r" or more| or over|\+"),
        (Comparator.AT_MOST, r" or less| or fewer"),
    ):
        match = re.search(rf"(?:{words})$", plain)
        if match:
            return comparator, plain[: match.start()]
    return Comparator.EXACT, plain


def _read_magnitude(
    typed: str, match: re.Match[str], comparator: Comparator, unit: str | None
) -> Quantity:
    if comparator is not Comparator.EXACT:
        raise _refusal(typed, "An order of magnitude takes no further hedge word.")
    size = _MAGNITUDE_SIZES[match[2]] * (_MAGNITUDE_SIZES[match[1]] if match[1] else 1)
    amount = _Amount(Decimal(size), True, "", match[3] or "")
    return _made(typed, amount, _unit_of(typed, amount, unit), Comparator.ORDER_OF_MAGNITUDE)


def _read_range(typed: str, left: str, right: str, unit: str | None) -> Quantity | None:
    low, high = _read_amount(typed, left), _read_amount(typed, right)
    if low is None or high is None:
        return None
    if low.currency and not high.currency:
        high = replace(high, currency=low.currency)
    ends = [_written_unit(typed, end) for end in (low, high)]
    if ends[0] and ends[1] and ends[0] not in (ends[1], ends[1][:3]):
        raise _refusal(typed, "The two ends are in different units.")
    found = _unit_of(typed, high if ends[1] else low, unit)
    number = low.number
    if high.multiplied and not low.multiplied and number < 1000:
        # "$2 to $3 million": the multiplier at the end is that of both.
        factor = _multiplier_of(right)
        if number * factor <= high.number:
            number *= factor
    try:
        return Quantity.of(number, found, Comparator.RANGE, high.number)
    except ValueError as error:
        raise _refusal(typed, str(error)) from error


def _multiplier_of(plain: str) -> int:
    match = _AMOUNT.fullmatch(plain)
    return _MULTIPLIERS[match["mult"]] if match and match["mult"] else 1


def _read_amount(typed: str, plain: str) -> _Amount | None:
    match = _AMOUNT.fullmatch(plain)
    if match is None or (match["sign"] and match["sign2"]):
        return None
    number = _number(typed, match["num"])
    if number is None:
        return None
    if match["mult"]:
        number *= _MULTIPLIERS[match["mult"]]
    if "-" in (match["sign"], match["sign2"]):
        number = -number
    currency = match["cur"] or ""
    code = _CURRENCY_SIGNS.get(currency, currency.upper())
    if currency.isalpha() and code not in typed:
        return None
    return _Amount(number, bool(match["mult"]), code, match["rest"].strip())


def _number(typed: str, digits: str) -> Decimal | None:
    if digits in _NUMBER_WORDS:
        return Decimal(_NUMBER_WORDS[digits])
    if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?|[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?", digits):
        if len(digits) > 25:
            raise _refusal(typed, "The number is too long. Check the digits.")
        return Decimal(digits.replace(",", ""))
    if "," in digits:
        raise _refusal(
            typed, "A comma separates thousands (6,500) and a point decimals (6.5). Write one."
        )
    return None


def _unit_of(typed: str, amount: _Amount, asked: str | None) -> str:
    written = _written_unit(typed, amount)
    if asked is None or written is None:
        return written or asked or "count"
    if written == asked:
        return asked
    # "$2" where dollars an hour are asked for says the same with fewer words.
    if unit_spec(asked).kind is UnitKind.MONEY and written == asked[:3]:
        return asked
    raise _refusal(
        typed, f"It is in {written.replace('_', ' ')}, and {asked.replace('_', ' ')} is asked for."
    )


def _written_unit(typed: str, amount: _Amount) -> str | None:
    rest = re.sub(r"^(?:more|additional|new|extra)(?: |$)", "", amount.rest)
    if amount.currency:
        return amount.currency + _per(typed, rest)
    if not rest:
        return None
    code = re.fullmatch(r"(dollars?|[a-z]{3})(?: ?([/a-z ]+))?", rest)
    if code and code[1].startswith("dollar"):
        return "USD" + _per(typed, code[2] or "")
    if rest in ("%", "percent", "per cent", "pct"):
        return "percent"
    if rest in ("percentage points", "percentage point", "pp"):
        return "percentage_points"
    for spec in UNITS.values():
        if spec.kind is not UnitKind.MONEY and rest in (spec.name, spec.singular, spec.plural):
            return spec.name
    # Capitals as typed make a currency code of three letters; small ones are a word.
    if code and re.search(rf"\b{code[1].upper()}\b", typed):
        return code[1].upper() + _per(typed, code[2] or "")
    raise _refusal(typed, f'The unit "{rest[:40]}" is not known. {_HINT}')


def _per(typed: str, rest: str) -> str:
    if not rest:
        return ""
    for name, words in _PER.items():
        if re.fullmatch(words, rest):
            return f"_per_{name}"
    raise _refusal(typed, f'"{rest[:40]}" after the amount was not understood.')


def _made(typed: str, amount: _Amount, unit: str, comparator: Comparator) -> Quantity:
    try:
        return Quantity.of(amount.number, unit, comparator)
    except ValueError as error:
        raise _refusal(typed, str(error)) from error

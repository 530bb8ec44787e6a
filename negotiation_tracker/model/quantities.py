"""Exact numbers with a unit and the hedge word they were given with.

Inside, a number is a scaled integer (23% is 230000 at scale 4, that is parts per million);
outside, a Decimal. No float anywhere (domain book, B0.9 and B2).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Final, Self

from negotiation_tracker.model.units import UnitKind, UnitSpec, unit_spec

MAX_SCALE: Final = 6
# SQLite integers have 64 bits.
_LARGEST: Final = 2**63 - 1
_KEYS: Final = frozenset({"value", "high", "unit", "comparator", "scale"})


class Comparator(StrEnum):
    """The hedge word a number was given with; it is shown wherever the number is shown."""

    EXACT = "exact"
    ABOUT = "about"
    NEARLY = "nearly"
    OVER = "over"
    UNDER = "under"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"
    ORDER_OF_MAGNITUDE = "order_of_magnitude"


_HEDGES: Final = {
    Comparator.EXACT: "",
    Comparator.ABOUT: "about ",
    Comparator.NEARLY: "nearly ",
    Comparator.OVER: "over ",
    Comparator.UNDER: "under ",
    Comparator.AT_LEAST: "at least ",
    Comparator.AT_MOST: "at most ",
}
# Which way the true number lies from the one given.
_SIDES: Final = {
    Comparator.OVER: 1,
    Comparator.AT_LEAST: 1,
    Comparator.UNDER: -1,
    Comparator.AT_MOST: -1,
}
_STRICT: Final = (Comparator.OVER, Comparator.UNDER)
_SOFT: Final = (Comparator.ABOUT, Comparator.NEARLY)
_MAGNITUDES: Final = {
    10**power: " of ".join(filter(None, (tens, word)))
    for base, word in ((0, ""), (3, "thousands"), (6, "millions"), (9, "billions"))
    for power, tens in ((base, ""), (base + 1, "tens"), (base + 2, "hundreds"))
    if power
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the record: `value_scaled` / 10**`scale`, in `unit`, with its hedge.

    `value_high` is the upper end of a range, at the same scale. `value_scaled` is None only
    where a number is known to exist but is not known; that is not zero and not "none".
    Raises ValueError, with a sentence, for a combination that has no meaning.
    """

    value_scaled: int | None
    scale: int
    unit: str
    comparator: Comparator = Comparator.EXACT
    value_high: int | None = None

    def __post_init__(self) -> None:
        unit_spec(self.unit)
        if not 0 <= self.scale <= MAX_SCALE:
            raise ValueError(f"A number has 0 to {MAX_SCALE} decimals, not {self.scale}.")
        for part in (self.value_scaled, self.value_high):
            if part is not None and abs(part) > _LARGEST:
                raise ValueError("The number is too large to keep. Check the digits.")
        if self.value_scaled is None:
            if self.value_high is not None or self.comparator is not Comparator.EXACT:
                raise ValueError("A number that is not known has no hedge word and no upper end.")
        elif (self.comparator is Comparator.RANGE) != (self.value_high is not None):
            raise ValueError("A range needs an upper end, and only a range has one.")
        elif self.value_high is not None and self.value_high < self.value_scaled:
            raise ValueError("The upper end of a range is below its lower end. Swap the two.")

    @classmethod
    def of(
        cls,
        value: Decimal | int | str,
        unit: str,
        comparator: Comparator = Comparator.EXACT,
        high: Decimal | int | str | None = None,
    ) -> Self:
        """A number in a unit, kept with the decimals of the unit or more if it needs them.

        Raises TypeError for a float, ValueError for a text that is not a number and for more
        than six decimals.
        """
        low, top = _decimal(value), None if high is None else _decimal(high)
        scale = max(
            unit_spec(unit).scale, *(_decimals(one) for one in (low, low if top is None else top))
        )
        if scale > MAX_SCALE:
            raise ValueError(f"{value} has more than {MAX_SCALE} decimals. Round it first.")
        scaled_top = None if top is None else _scaled(top, scale)
        return cls(_scaled(low, scale), scale, unit, comparator, scaled_top)

    @classmethod
    def unknown(cls, unit: str) -> Self:
        """A number that exists but is not known."""
        return cls(None, unit_spec(unit).scale, unit)

    @property
    def value(self) -> Decimal | None:
        """The number, or the lower end of a range; None if not known."""
        return None if self.value_scaled is None else _unscaled(self.value_scaled, self.scale)

    @property
    def high(self) -> Decimal | None:
        """The upper end of a range; None for anything else."""
        return None if self.value_high is None else _unscaled(self.value_high, self.scale)

    def describe(self) -> str:
        """The number in words for the screen, hedge word included, as "nearly 600,000 students"."""
        value, spec = self.value, unit_spec(self.unit)
        if value is None:
            return "not known"
        if self.comparator is Comparator.ORDER_OF_MAGNITUDE:
            return _describe_magnitude(value, spec)
        if self.high is not None:
            return _describe_range(value, self.high, spec)
        return f"{_HEDGES[self.comparator]}{_with_unit(value, spec)}"

    def difference(self, other: "Quantity") -> "Quantity":
        """This number minus the other; see the function `difference`."""
        return difference(self, other)

    def to_json(self) -> dict[str, object]:
        """The exchange form: numbers are decimal strings, every key always present."""
        return {
            "value": None if self.value is None else format(_trimmed(self.value), "f"),
            "high": None if self.high is None else format(_trimmed(self.high), "f"),
            "unit": self.unit,
            "comparator": self.comparator.value,
            "scale": self.scale,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """Read what `to_json` wrote; "value" and "unit" are required, the rest have defaults.

        Raises ValueError, with a sentence, for missing or unknown keys and wrong values.
        """
        strange = data.keys() - _KEYS
        if strange:
            raise ValueError(f'A number does not have the field "{min(strange)}".')
        if "value" not in data or not isinstance(data.get("unit"), str):
            raise ValueError('A number needs a "value" (a decimal text or null) and a "unit".')
        unit = str(data["unit"])
        value, high = _text_or_none(data["value"]), _text_or_none(data.get("high"))
        comparator = _comparator(data.get("comparator", Comparator.EXACT.value))
        low, top = (None if text is None else _decimal(text) for text in (value, high))
        decimals = (_decimals(one) for one in (low, top) if one is not None)
        scale = data.get("scale", max(unit_spec(unit).scale, *decimals, 0))
        if isinstance(scale, bool) or not isinstance(scale, int) or not 0 <= scale <= MAX_SCALE:
            raise ValueError(f'"scale" of a number is a whole number from 0 to {MAX_SCALE}.')
        return cls(_rescaled(low, scale), scale, unit, comparator, _rescaled(top, scale))


def difference(a: Quantity, b: Quantity) -> Quantity:
    """`a` minus `b`. Two percents differ by percentage points (domain book, B0.9).

    The hedge of the result is the strongest thing the two allow to say: "over 30" minus 23 is
    "over 7". If either is not known, so is the result. Raises ValueError, with a sentence, for
    different units and where the hedges leave no meaningful difference.
    """
    if a.unit != b.unit:
        raise ValueError(
            f"{a.describe()} and {b.describe()} are in different units and cannot be compared."
        )
    kind = unit_spec(a.unit).kind
    unit = {UnitKind.PERCENT: "percentage_points", UnitKind.ORDINAL: "days"}.get(kind, a.unit)
    if a.value is None or b.value is None:
        return Quantity.unknown(unit)
    if Comparator.RANGE in (a.comparator, b.comparator):
        return _range_difference(a, b, unit)
    return Quantity.of(a.value - b.value, unit, _difference_hedge(a, b))


def _range_difference(a: Quantity, b: Quantity, unit: str) -> Quantity:
    if not {a.comparator, b.comparator} <= {Comparator.RANGE, Comparator.EXACT}:
        raise _no_difference(a, b)
    low_a, low_b = a.value or Decimal(), b.value or Decimal()
    high_a, high_b = (low_a if a.high is None else a.high), (low_b if b.high is None else b.high)
    return Quantity.of(low_a - high_b, unit, Comparator.RANGE, high_a - low_b)


def _difference_hedge(a: Quantity, b: Quantity) -> Comparator:
    if Comparator.ORDER_OF_MAGNITUDE in (a.comparator, b.comparator):
        raise _no_difference(a, b)
    side_a, side_b = _SIDES.get(a.comparator, 0), -_SIDES.get(b.comparator, 0)
    if side_a * side_b < 0:
        raise _no_difference(a, b)
    side = side_a or side_b
    soft = a.comparator in _SOFT or b.comparator in _SOFT
    if side == 0:
        return Comparator.ABOUT if soft else Comparator.EXACT
    if soft:
        # "over 30 minus about 23" is neither over nor about 7.
        raise _no_difference(a, b)
    if a.comparator in _STRICT or b.comparator in _STRICT:
        return Comparator.OVER if side > 0 else Comparator.UNDER
    return Comparator.AT_LEAST if side > 0 else Comparator.AT_MOST


def _no_difference(a: Quantity, b: Quantity) -> ValueError:
    return ValueError(
        f"The difference between {a.describe()} and {b.describe()} cannot be stated; "
        "show the two beside each other."
    )


def money(amount: Decimal | int | str, currency: str = "USD") -> Quantity:
    """An exact amount of money, kept in minor units. Raises ValueError for another unit."""
    if unit_spec(currency).kind is not UnitKind.MONEY:
        raise ValueError(f'"{currency}" is not a currency.')
    return Quantity.of(amount, currency)


def minor_units(quantity: Quantity) -> int:
    """Money as whole minor units (cents). Raises ValueError if it is not that."""
    if unit_spec(quantity.unit).kind is not UnitKind.MONEY or quantity.value is None:
        raise ValueError(f"{quantity.describe()} is not an amount of money.")
    cents = quantity.value * 100
    if cents != int(cents):
        raise ValueError(f"{quantity.describe()} is not a whole number of cents.")
    return int(cents)


def percent(value: Decimal | int | str) -> Quantity:
    """An exact percentage: `percent(23)` is 23%."""
    return Quantity.of(value, "percent")


def parts_per_million(quantity: Quantity) -> int:
    """A percent or a difference of percents in parts per million of 1: 23% is 230000.

    Raises ValueError for another unit, and for more than four decimals of a percent.
    """
    kind = unit_spec(quantity.unit).kind
    if kind not in (UnitKind.PERCENT, UnitKind.POINTS) or quantity.value is None:
        raise ValueError(f"{quantity.describe()} is not a percentage.")
    parts = quantity.value * 10_000
    if parts != int(parts):
        raise ValueError(f"{quantity.describe()} is finer than one part per million.")
    return int(parts)


def _decimal(value: object) -> Decimal:
    if isinstance(value, bool | float) or not isinstance(value, Decimal | int | str):
        raise TypeError("A number of the record is a Decimal, int or decimal text, never a float.")
    try:
        number = Decimal(value)
    except (InvalidOperation, ValueError) as error:
        raise ValueError(f'"{value}" is not a number. Write digits, with a point.') from error
    if not number.is_finite():
        raise ValueError(f'"{value}" is not a number. Write digits, with a point.')
    if number and not -30 < number.adjusted() < 19:
        raise ValueError("The number is too large or too small to keep. Check the digits.")
    return number


def _decimals(number: Decimal) -> int:
    exponent = _trimmed(number).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _trimmed(number: Decimal) -> Decimal:
    """Without trailing zeros after the point; `normalize` would round long numbers."""
    digits = format(number, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return Decimal("0" if digits in ("", "-", "-0") else digits)


def _scaled(number: Decimal, scale: int) -> int:
    whole, _, fraction = format(_trimmed(number), "f").partition(".")
    return int(f"{whole}{fraction.ljust(scale, '0')}")


def _unscaled(scaled: int, scale: int) -> Decimal:
    # Built from digits: arithmetic would round to the precision of the decimal context.
    sign, digits = (1 if scaled < 0 else 0), tuple(int(digit) for digit in str(abs(scaled)))
    return Decimal((sign, digits, -scale))


def _rescaled(number: Decimal | None, scale: int) -> int | None:
    if number is None:
        return None
    if _decimals(number) > scale:
        raise ValueError(f"{_trimmed(number)} does not fit in {scale} decimals.")
    return _scaled(number, scale)


def _text_or_none(value: object) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise ValueError(f"A number is exchanged as a decimal text or null, not as {value!r}.")


def _comparator(value: object) -> Comparator:
    try:
        return Comparator(str(value))
    except ValueError as error:
        raise ValueError(
            f'"{value}" is not a hedge word; use one of {", ".join(Comparator)}.'
        ) from error


# -- words --


def _digits(number: Decimal) -> str:
    return f"{_trimmed(number):,f}"


def _money_digits(number: Decimal) -> str:
    size = abs(number)
    for step, word in ((10**9, "billion"), (10**6, "million")):
        if size >= step and size % (step // 10) == 0:
            return f"{_digits(size / step)} {word}"
    whole = size == int(size)
    return _digits(size) if whole or _decimals(size) > 2 else f"{size:,.2f}"


def _amount(number: Decimal, spec: UnitSpec) -> str:
    """A number with the signs that cling to it: "$", "%"."""
    if spec.kind is UnitKind.MONEY:
        return f"{'-' if number < 0 else ''}{spec.symbol}{_money_digits(number)}"
    return f"{_digits(number)}%" if spec.kind is UnitKind.PERCENT else _digits(number)


def _words_after(number: Decimal, spec: UnitSpec) -> str:
    if spec.kind is UnitKind.MONEY:
        return spec.per
    if spec.kind is UnitKind.PERCENT:
        return ""
    return spec.singular if number == 1 else spec.plural


def _with_unit(number: Decimal, spec: UnitSpec) -> str:
    if spec.kind is UnitKind.ORDINAL:
        return f"{spec.singular} {_digits(number)}"
    return " ".join(filter(None, (_amount(number, spec), _words_after(number, spec))))


def _describe_range(low: Decimal, high: Decimal, spec: UnitSpec) -> str:
    if spec.kind is UnitKind.ORDINAL:
        return f"{spec.singular} {_digits(low)} to {_digits(high)}"
    return f"{_amount(low, spec)} to {_with_unit(high, spec)}"


def _describe_magnitude(number: Decimal, spec: UnitSpec) -> str:
    word = _MAGNITUDES.get(int(number)) if number == int(number) else None
    if word is None or spec.kind in (UnitKind.PERCENT, UnitKind.POINTS, UnitKind.ORDINAL):
        return f"on the order of {_with_unit(number, spec)}"
    return " ".join(filter(None, (word, f"of {spec.plural}" if spec.plural else "", spec.per)))

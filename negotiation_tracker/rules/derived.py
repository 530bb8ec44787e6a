"""Derived values: what they are, how they were found, from what, and why there may be none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from negotiation_tracker.model.dates import FuzzyDate
from negotiation_tracker.model.record import Dossier, Record

Ref = tuple[str, int]
"""A record that a value was derived from: kind and key."""

T = TypeVar("T")


# No slots: Derived[X](...) of a frozen generic with slots fails on Python 3.11.
@dataclass(frozen=True)
class Derived(Generic[T]):
    """A value that the program worked out (domain book, B8).

    Attributes:
        value: the value, or None when it cannot be computed; None is never zero.
        formula: how it was found, in words.
        inputs: the records it was derived from.
        reason_not_computable: why there is no value; empty when there is one.
        notes: what a reader should know about the value, such as an assumption.

    """

    value: T | None
    formula: str
    inputs: tuple[Ref, ...] = ()
    reason_not_computable: str = ""
    notes: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Say whether there is a value."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days, as an interval where dates are rough.

    Attributes:
        low: fewest days possible.
        high: most days possible; None when there is no upper bound.
        about: whether a date it rests on is itself hedged.

    """

    low: int
    high: int | None
    about: bool = False

    @property
    def exact(self) -> int | None:
        """Give the one number of days, or None when it is an interval."""
        return self.low if self.low == self.high and not self.about else None

    def describe(self) -> str:
        """Give the days in words: "5 days", "4 to 6 days", "at least 4 days"."""
        if self.high is None:
            return f"at least {_days(self.low)}"
        hedge = "about " if self.about else ""
        if self.low == self.high:
            return f"{hedge}{_days(self.low)}"
        return f"{hedge}{self.low} to {_days(self.high)}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def days_since(then: FuzzyDate, as_of: date) -> Days | None:
    """Count the days from a date to a day, as an interval; None when nothing bounds it."""
    if then.earliest is None and then.latest is None:
        return None
    latest = as_of if then.latest is None else min(then.latest, as_of)
    low = max(0, (as_of - latest).days)
    high = None if then.earliest is None else max(0, (as_of - then.earliest).days)
    return Days(low, high, then.approx)


def in_force_from(when: FuzzyDate | None) -> date | None:
    """Give the first day something dated so may count from (domain book, B6).

    That is the earliest day; where the start is open ("by 20 March") the day by which it had
    happened; None when the date is not known.
    """
    if when is None:
        return None
    return when.earliest or when.latest


def begun(when: FuzzyDate | None, as_of: date) -> bool:
    """Say whether something dated so had begun by a day; an unknown date counts as begun."""
    first = in_force_from(when)
    return first is None or first <= as_of


def ref(record: Record) -> Ref:
    """Name a record as something a value was derived from."""
    return record.table, record.id


def refs(records: Iterable[Record]) -> tuple[Ref, ...]:
    """Name records as what a value was derived from, each once, in order."""
    return tuple(dict.fromkeys(ref(record) for record in records))


def not_computable(
    formula: str, reason: str, inputs: Iterable[Record] = (), notes: tuple[str, ...] = ()
) -> Derived[T]:
    """Give the answer that there is no value, with the reason."""
    return Derived(None, formula, refs(inputs), reason, notes)


def the_negotiation(dossier: Dossier, negotiation_id: int | None = None) -> Record | None:
    """Give the negotiation asked for, or the only one of a dossier; None when it is not there."""
    if negotiation_id is not None:
        return dossier.get("negotiation", negotiation_id)
    every = dossier.all("negotiation")
    return every[0] if len(every) == 1 else None

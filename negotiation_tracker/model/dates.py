"""Dates and times of the record, in one place to import from."""

from negotiation_tracker.model.clock_time import ClockTime
from negotiation_tracker.model.date_parsing import DateNotUnderstood, parse_fuzzy_date
from negotiation_tracker.model.fuzzy_dates import FuzzyDate, KnownHow, Precision

__all__ = [
    "ClockTime",
    "DateNotUnderstood",
    "FuzzyDate",
    "KnownHow",
    "Precision",
    "parse_fuzzy_date",
]

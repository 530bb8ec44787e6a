"""Figures: numbers somebody gives, typed with their hedge word and unit."""

from collections.abc import Mapping
from typing import Any

from negotiation_tracker.model.errors import FieldProblem, InvalidInput
from negotiation_tracker.model.record import Record, RecordWriter
from negotiation_tracker.model.values import parse_quantity
from negotiation_tracker.services import records
from negotiation_tracker.services.entry import try_new

AMOUNT = "amount"
"""Name under which the typed number is given; it fills several fields."""


def number_fields(text: str, unit: str | None = None) -> dict[str, Any]:
    """Read a typed number such as "nearly 600,000 students" into the fields of a figure.

    Args:
        text: what was typed; kept as written.
        unit: unit taken where the text names none.

    Raises:
        InvalidInput: it cannot be read one way only.

    """
    typed = " ".join(text.split())
    if not typed:
        raise InvalidInput([FieldProblem(AMOUNT, "The number is missing. Type it as given.")])
    try:
        found = parse_quantity(typed, unit)
    except ValueError as error:
        raise InvalidInput([FieldProblem(AMOUNT, str(error))]) from error
    return {
        "value_scaled": found.value_scaled,
        "scale": found.scale,
        "unit": found.unit,
        "comparator": found.comparator.value,
        "value_high": found.value_high,
        "as_written": typed,
    }


def add(writer: RecordWriter, negotiation_id: int, raw: Mapping[str, object]) -> int:
    """Add a figure from typed fields; ``amount`` is the number as typed. Gives its key.

    A day that is not given is marked as unknown, and a measure without a name takes the words of
    what is counted.

    Raises:
        InvalidInput: a field is missing or cannot be read.
        NotFound: there are no such talks.

    """
    talks = records.need(writer, "negotiation", negotiation_id)
    fields = {name: value for name, value in raw.items() if name != AMOUNT}
    fields["negotiation_id"] = negotiation_id
    if not str(fields.get("metric") or "").strip():
        fields["metric"] = _code(str(fields.get("title") or "")) or "number"
    if not fields.get("as_of"):
        fields["as_of"] = "unknown"
    try:
        fields |= number_fields(str(raw.get(AMOUNT) or ""))
    except InvalidInput as error:
        # What else is wrong is said at the same time.
        rest = {**fields, "unit": "count"}
        context = records.context_of(writer, talks)
        _, problems = try_new(records.kinds()["figure"], rest, context)
        raise InvalidInput([*error.problems, *problems]) from error
    return records.create(writer, "figure", fields)


def retype(
    writer: RecordWriter, figure_id: int, text: str, expected: Mapping[str, object] | None = None
) -> Record:
    """Give a figure another number, as typed; InvalidInput, NotFound or ChangedMeanwhile."""
    figure = records.need(writer, "figure", figure_id)
    return records.edit(writer, "figure", figure_id, number_fields(text, figure.unit), expected)


def _code(title: str) -> str:
    words = "".join(c if c.isalnum() else " " for c in title.casefold()).split()
    return "_".join(words[:6])

"""Values in words: what is not known says so, and is never a blank or a zero."""

from datetime import date, datetime

from negotiation_tracker.model.catalogue import Field
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.fuzzy_dates import short_date
from negotiation_tracker.model.record import Record, RecordView
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules.wording import organization_name, participant_name, quantity

NOT_KNOWN = "not known"
NOT_RECORDED = "not recorded"
KINDS_WITH_NUMBERS = frozenset({"term", "figure"})
"""Kinds of record that carry a number spread over several fields."""
NUMBER_FIELDS = frozenset({"value_scaled", "scale", "unit", "comparator", "value_high"})
_TITLES = ("title", "name", "question", "text", "gist", "account", "summary", "file_name")
_SHORT = 60


def when(value: FuzzyDate | None) -> str:
    """Give a date with how it is known."""
    return NOT_KNOWN if value is None else value.describe_long()


def day(value: FuzzyDate | None) -> str:
    """Give a date with one word on how it is known, for lists."""
    if value is None:
        return NOT_KNOWN
    return ", ".join(filter(None, (value.describe(), value.basis_word())))


def clock(value: ClockTime | None) -> str:
    """Give a time of day."""
    return NOT_KNOWN if value is None else value.describe()


def words(text: str | None) -> str:
    """Give a text, or that none was recorded."""
    return text or NOT_RECORDED


def yes_no(value: bool) -> str:
    """Give a flag in words."""
    return "yes" if value else "no"


def moment(value: datetime | None) -> str:
    """Give a moment in the time of this computer."""
    return NOT_RECORDED if value is None else value.astimezone().strftime("%Y-%m-%d %H:%M")


def value_words(field: Field, value: object, view: RecordView) -> str:
    """Give the value of a field in words."""
    if isinstance(value, bool):
        return yes_no(value)
    if isinstance(value, FuzzyDate):
        return when(value)
    if isinstance(value, ClockTime):
        return clock(value)
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value, weekday=True)
    if value is None or value == "":
        return (
            NOT_KNOWN
            if field.type in ("fuzzy_date", "clock", "integer", "decimal")
            else (NOT_RECORDED)
        )
    if field.type == "choice":
        return label(str(value))
    if field.ref and isinstance(value, int):
        target = view.get(field.ref, value)
        return NOT_RECORDED if target is None else name_of(target, view)
    unit = f" {field.unit}" if field.unit else ""
    return f"{value}{unit}"


def name_of(record: Record, view: RecordView) -> str:
    """Give the words a record goes by."""
    if record.table == "participant":
        return participant_name(view, record.id) or "party not named"
    if record.table == "organization":
        return organization_name(record)
    if record.table == "mediator_engagement":
        return mediator_name(record, view)
    if record.table == "session":
        return f"session of {record.date.describe()}"
    if record.table in KINDS_WITH_NUMBERS and record.table != "figure":
        return quantity(record).describe()
    values = record.values()
    for name in _TITLES:
        if values.get(name):
            return shortened(str(values[name]))
    return str(values.get("code") or record.table.replace("_", " "))


def mediator_name(engagement: Record | None, view: RecordView) -> str:
    """Give the name of a mediator as far as it may be known."""
    if engagement is None:
        return "none recorded"
    if engagement.label:
        return str(engagement.label)
    person = view.get("person", engagement.person_id) if engagement.person_id else None
    if person is not None:
        return str(person.name)
    office = (
        view.get("organization", engagement.organization_id) if engagement.organization_id else None
    )
    return organization_name(office) or "mediator not named"


def handle(record: Record) -> str:
    """Give the word a record is named by when typing: its code, or the start of its uid."""
    return str(record.values().get("code") or "") or record.uid[:8]


def shortened(text: str, length: int = _SHORT) -> str:
    """Give the beginning of a text, cut at a word, with a mark where it was cut."""
    if len(text) <= length:
        return text
    return text[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def counted(number: int, one: str, many: str) -> str:
    """Give a number with its noun."""
    return f"{number} {one if number == 1 else many}"

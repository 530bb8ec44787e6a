"""Who is who in one dossier, and dates and numbers in the words a reader sees."""

from datetime import date

from negotiation_tracker.exchange.document import NO_DATE, Line, When
from negotiation_tracker.model.dates import ClockTime, FuzzyDate
from negotiation_tracker.model.fuzzy_dates import MONTH_NAMES, short_date
from negotiation_tracker.model.record import Dossier, Record
from negotiation_tracker.model.vocabulary import label
from negotiation_tracker.rules import wording
from negotiation_tracker.rules.belonging import participant_of

# Measures that the issue and the unit already tell.
_PLAIN_MEASURES = frozenset(
    {"wage_pct", "wage_flat_year", "wage_hour", "hires", "other", *wording.BONUSES}
)
PRINCIPALS = frozenset({"party", "co_party"})


class Names:
    """Names of participants, people and mediators of one dossier."""

    def __init__(self, dossier: Dossier) -> None:
        self._dossier = dossier
        self._sides: dict[int, str] = {}

    def organization(self, record_id: int | None) -> str:
        """Give the short name of an organization, or "" when it is not in the dossier."""
        found = self._get("organization", record_id)
        return "" if found is None else str(found.short_name or found.name)

    def person(self, record_id: int | None) -> str:
        """Give the name of a person, or "" when they are not in the dossier."""
        found = self._get("person", record_id)
        return "" if found is None else str(found.name)

    def participant(self, record_id: int | None) -> str:
        """Give the name a participant goes by in these talks, or ""."""
        found = self._get("participant", record_id)
        if found is None:
            return ""
        return str(found.label) or self.organization(found.organization_id)

    def side(self, participant_id: int | None) -> str:
        """Give the side of a participant, or "" when there is none."""
        found = self._get("participant", participant_id)
        return "" if found is None else str(found.side)

    def party(self, participant_id: int | None) -> Line:
        """Give a participant with its side."""
        return Line(self.participant(participant_id), self.side(participant_id))

    def side_of_organization(self, organization_id: int | None) -> str:
        """Give the side an organization stands on in these talks, or ""."""
        if organization_id is None:
            return ""
        found = self._dossier.where("participant", organization_id=organization_id)
        sides = {str(p.side) for p in found}
        return sides.pop() if len(sides) == 1 else ""

    def side_of_person(self, person_id: int | None) -> str:
        """Give the side a person stands for, or "" when the record does not tell."""
        if person_id is None:
            return ""
        if person_id not in self._sides:
            self._sides[person_id] = self._find_side(person_id)
        return self._sides[person_id]

    def mediator(self, engagement_id: int | None) -> str:
        """Give the name of a mediator, or "" when there is none."""
        found = self._get("mediator_engagement", engagement_id)
        if found is None:
            return ""
        name = (
            str(found.label)
            or self.person(found.person_id)
            or self.organization(found.organization_id)
        )
        return name or ("mediator, not named" if found.unnamed else "mediator, name not recorded")

    def issue(self, issue_id: int | None) -> str:
        """Give the title of an issue, or ""."""
        found = self._get("issue", issue_id)
        return "" if found is None else str(found.title)

    def _find_side(self, person_id: int) -> str:
        found = {
            str(participant.side)
            for talks in self._dossier.all("negotiation")
            if (participant := participant_of(self._dossier, talks.id, person_id)) is not None
        }
        return found.pop() if len(found) == 1 else ""

    def _get(self, kind: str, record_id: int | None) -> Record | None:
        return None if record_id is None else self._dossier.get(kind, record_id)


def when(value: FuzzyDate | None) -> When:
    """Give a date as the reader sees it."""
    if value is None:
        return NO_DATE
    text = value.describe()
    long = value.describe_long()
    how = long[len(text) + 2 :] if long.startswith(f"{text}, ") else ""
    written = value.as_written if value.as_written.casefold() != text.casefold() else ""
    return When(text, how, written, value.earliest, value.latest)


def plain_date(value: FuzzyDate | None) -> str:
    """Give a date without weekday for a note: "24 Mar 2023"; "" when there is none."""
    if value is None or (value.earliest is None and value.latest is None):
        return ""
    if value.certain() and value.earliest is not None:
        return short_date(value.earliest)
    return value.describe()


def period(first: date | None, last: date | None) -> str:
    """Give a stretch of days as "14 – 24 March 2023"; "" when nothing is dated."""
    if first is None or last is None:
        return ""
    end = f"{last.day} {MONTH_NAMES[last.month - 1]} {last.year}"
    if first == last:
        return end
    start = str(first.day)
    if (first.year, first.month) != (last.year, last.month):
        start = f"{first.day} {MONTH_NAMES[first.month - 1]}"
    if first.year != last.year:
        start = f"{start} {first.year}"
    return f"{start} – {end}"


def clock(value: ClockTime | None) -> str:
    """Give a time of day, or ""."""
    return "" if value is None else value.describe()


def sort_key(value: FuzzyDate | None) -> tuple[int, date, date]:
    """Give the order of a date: its first day, or the day it is before; without one, last."""
    if value is None or (value.earliest is None and value.latest is None):
        return (1, date.max, date.max)
    first = value.earliest or value.latest or date.max
    return (0, first, value.latest or date.max)


def term_words(term: Record) -> str:
    """Give a term in words, with everything that is stated about it; and say what is not."""
    parts = [wording.term_words(term)]
    if term.measure not in _PLAIN_MEASURES:
        parts[0] = f"{label(term.measure)}: {parts[0]}"
    if term.spread != "not_stated":
        parts.append(f"laid out: {label(term.spread)}")
    if term.compounding != "not_stated":
        parts.append("compounding" if term.compounding == "yes" else "not compounding")
    if term.retro_from is not None:
        parts.append(f"retroactive to {term.retro_from.describe()}")
    if term.population and not wording.counts_something(term):
        parts.append(wording.scope_words(str(term.population)))
    return ", ".join(parts)


def sentence_case(text: str) -> str:
    """Give the text with a capital first letter, the rest untouched."""
    return text[:1].upper() + text[1:]

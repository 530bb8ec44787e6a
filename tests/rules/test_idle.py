"""Days idle: workers times workdays, a range where figures differ, no number from vague words."""

from typing import Any

from negotiation_tracker.model.record import Record
from negotiation_tracker.rules.idle import DaysIdle, days_idle
from negotiation_tracker.rules.measures import strikes
from tests.rules.build import Talks, day


def figure(talks: Talks, metric: str, value: int, when: str, **more: Any) -> Record:
    return talks.add(
        "figure",
        negotiation_id=talks.negotiation.id,
        **{
            "metric": metric,
            "title": metric,
            "value_scaled": value,
            "unit": "workers",
            "population": metric,
            "as_of": when,
        }
        | more,
    )


def idle(talks: Talks, as_of: str = "2023-03-24") -> DaysIdle:
    dossier = talks.dossier()
    return days_idle(dossier, strikes(dossier, talks.negotiation.id, day(as_of))[0])


def three_days() -> Talks:
    talks = Talks()
    talks.event("strike", "2023-03-21", end="2023-03-23", status="ended")
    return talks


def words(found: DaysIdle) -> str:
    value = found.total.value
    return found.total.reason_not_computable if value is None else value.describe()


def test_a_range_where_figures_differ() -> None:
    talks = three_days()
    figure(talks, "employees_on_strike", 60_000, "2023-03-23", comparator="about")
    figure(talks, "workers_represented", 30_000, "2023-03-23", comparator="about")
    figure(talks, "educators_represented", 34_000, "2023-03-23")
    found = idle(talks)
    assert words(found) == "180,000 to 192,000 days"
    assert [e.idle.describe() for e in found.estimates] == [
        "about 180,000 days",
        "about 192,000 days",
    ]
    assert any("represented is not the same as on strike" in note for note in found.total.notes)


def test_vague_words_give_no_number() -> None:
    talks = three_days()
    figure(talks, "employees_on_strike", 10_000, "2023-03-21", comparator="order_of_magnitude")
    found = idle(talks)
    assert "gives a number" in words(found)
    assert "tens of thousands of workers" in found.unused[0]


def test_figures_of_other_days_do_not_count() -> None:
    talks = three_days()
    figure(talks, "employees_on_strike", 500, "2019-01-15")
    assert "gives a number" in words(idle(talks))


def test_a_rough_end_gives_a_range_of_workdays() -> None:
    talks = Talks()
    talks.event("strike", "2023-03-20", end="2023-03-22..2023-03-24", status="ended")
    figure(talks, "employees_on_strike", 100, "2023-03-21")
    assert words(idle(talks, "2023-04-01")) == "300 to 500 days"


def test_no_last_day_no_days_idle() -> None:
    talks = Talks()
    talks.event("strike", "2023-03-20", status="ended")
    figure(talks, "employees_on_strike", 100, "2023-03-20")
    assert words(idle(talks)) == "The last day is not recorded."
